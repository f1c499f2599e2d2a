//! What is written of verdicts: the pages, who decides, who has titles in a row, in both languages and in 80 columns.

use thidua::diagnostic::{Language, Voice};
use thidua::pipeline::Request;
use thidua::report::{self, About, Page};

use crate::support::{example, memory, run};
use crate::titles::persons::fighter;
use crate::titles::regimes::everything;
use crate::titles::{PROPOSAL, World};

fn pages(world: &World) -> Vec<Page> {
    let files = world.files();
    report::titles::pages(&run(&files, &Request::default()), &memory(&files), &About { version: "0" })
}

/// The rows of a table, cells with ` | ` between them.
fn rows(world: &World, key: &str) -> Vec<String> {
    let pages = pages(world);
    let table = pages.iter().flat_map(|page| &page.tables).find(|table| &*table.key == key).unwrap_or_else(|| panic!("there is a table {key}"));
    let row = |row: &thidua::report::Row| row.cells.iter().map(thidua::report::Cell::words).collect::<Vec<_>>().join(" | ");
    table.rows.iter().map(row).collect()
}

#[test]
fn the_leaders_of_blocks_inside_a_department_need_review_and_are_told_why() {
    let files = example("tp-ho-chi-minh-2022");
    let mut out = Vec::new();
    report::titles::json::write(&run(&files, &Request::default()), &memory(&files), Voice::default(), &mut out).expect("memory takes everything");
    let told: serde_json::Value = serde_json::from_slice(&out).expect("what is written is JSON");
    let proposals = told["campaigns"][0]["proposals"].as_array().expect("proposals");
    assert_eq!(proposals.len(), 2, "one leader of each block");
    assert_eq!(told["campaigns"][0]["regime"], "nghi-dinh-91-2017", "2022 is of the law of 2003");
    for proposal in proposals {
        assert_eq!(proposal["verdict"], "needs_review");
        let words = proposal["rules"].to_string();
        assert!(words.contains("quy chế thi đua của tỉnh") && !words.contains("Điều 26"), "{words}");
    }
}

#[test]
fn the_list_has_the_columns_of_the_forms_and_leaves_out_who_is_refused() {
    let text = format!("{PROPOSAL}P1,ca_nhan,N1,LĐTT,,,,x,x,x,\nP1,ca_nhan,N1,CSTĐCS,HTXSNV,,,x,x,x,\n");
    let world = World::now()
        .sheet("de-nghi/p1.csv", &text)
        .sheet("ca-nhan.csv", "ma,ho_ten,don_vi,gioi_tinh,chuc_vu,lanh_dao\nN1,Nguyễn Văn An,P1,nam,Trưởng phòng,x\n");
    let listed = rows(&world, "put-forward");
    assert_eq!(listed[0], "LĐTT");
    assert!(
        listed[1].starts_with("1 | Ông | Nguyễn Văn An | Trưởng phòng | Phòng Một | thường xuyên | LĐTT | Cá nhân | đủ điều kiện theo số liệu | "),
        "{}",
        listed[1]
    );
    assert_eq!(listed.len(), 2, "HTTNV is not HTXSNV: the second is refused");
    assert!(rows(&world, "refused")[0].contains("chưa đủ điều kiện"));
    // One leader, one man, none of last year.
    assert_eq!(rows(&world, "structure")[0], "LĐTT | 1 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0");
}

#[test]
fn who_decides_follows_who_manages_and_the_day_of_the_dossier() {
    let world = |level: &str, day: &str| {
        World::of(2025).sheet("don-vi.csv", &format!("ma,ten,cap_quan_ly\nP1,Phòng Một,{level}\n")).propose("LĐTT", &format!(",,{day},"))
    };
    let who = |level: &str, day: &str| rows(&world(level, day), "authorities")[0].rsplit(" | ").take(2).collect::<Vec<_>>().join(" ← ");
    assert_eq!(who("so", "2025-06-30"), "khoản 1 Điều 80 Luật 06/2022/QH15 ← Giám đốc Sở");
    assert_eq!(who("huyen", "2025-06-30"), "khoản 2 Điều 80 Luật 06/2022/QH15 ← Chủ tịch Ủy ban nhân dân cấp huyện");
    assert_eq!(who("huyen", "2025-07-01"), "nguồn: chưa kiểm chứng; khai tham_quyen của danh hiệu ← chưa rõ");
    assert_eq!(who("xa", "2025-07-01"), "Điều 59 Nghị định 129/2025/NĐ-CP ← Chủ tịch Ủy ban nhân dân cấp xã");
    assert_eq!(who("", "2025-07-01"), "thiếu cap_quan_ly của đơn vị (don-vi.csv) ← chưa rõ");
}

#[test]
fn titles_in_a_row_say_when_the_next_could_come() {
    // $2 and $1: a third in $0, the year of the campaign; of $1 alone the third comes in $+, two years after $1.
    let streak = |years: &[i32]| rows(&fighter(years, "").propose("LĐTT", ""), "streaks");
    assert_eq!(streak(&[2, 1]), ["1 | Nguyễn Văn An (N1) | CSTĐCS | 2023, 2024 | 2 | CSTĐT | 3 | 2025"]);
    assert_eq!(streak(&[1]), ["1 | Nguyễn Văn An (N1) | CSTĐCS | 2024 | 1 | CSTĐT | 3 | 2026"]);
    assert!(streak(&[3]).is_empty(), "a streak that ended is none");
}

#[test]
fn in_80_columns_no_line_is_longer() {
    let files = everything(2025).files();
    let run = run(&files, &Request::default());
    let pages = report::titles::conclusions(&run, &memory(&files), &About { version: "0" });
    let mut out = Vec::new();
    report::screen::write(&pages, 80, &mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("text");
    for line in text.lines() {
        assert!(thidua::value::text::width(line) <= 80, "{line}");
    }
}

#[test]
fn in_english_no_vietnamese_letter_stands_outside_what_is_quoted() {
    let is_vietnamese = |letter: char| !letter.is_ascii() && letter.is_alphabetic();
    for world in [everything(2016), everything(2022), everything(2025), World::now().propose("BKT", "b,,"), World::now().propose("BKTTG", "")] {
        let files = world.files();
        let mut out = Vec::new();
        let voice = Voice { language: Language::English };
        report::titles::json::write(&run(&files, &Request::default()), &memory(&files), voice, &mut out).expect("memory takes everything");
        let told: serde_json::Value = serde_json::from_slice(&out).expect("what is written is JSON");
        for rule in told["campaigns"][0]["proposals"].as_array().expect("proposals").iter().flat_map(|one| one["rules"].as_array().expect("rules")) {
            let missing = rule["missing"].as_array().expect("a list").iter().filter_map(serde_json::Value::as_str);
            for words in missing.chain(rule["name"].as_str()) {
                // What stands in backticks, or is a person by name and code, is data.
                let outside: String = words.split('`').step_by(2).collect();
                let outside = outside.replace("Nguyễn Văn An", "");
                assert!(!outside.chars().any(is_vietnamese), "{}: {words}", rule["rule"]);
            }
        }
    }
}

#[test]
fn what_is_to_be_confirmed_of_everybody_is_said_once() {
    let alone = World::now().sheet("de-nghi/p1.csv", &format!("{PROPOSAL}P1,ca_nhan,N1,LĐTT,,,,x,x,x,\n"));
    let two = World::now()
        .sheet("de-nghi/p1.csv", &format!("{PROPOSAL}P1,ca_nhan,N1,LĐTT,,,,x,x,x,\nP1,ca_nhan,N2,LĐTT,,,,x,x,x,\n"))
        .sheet(
            "ca-nhan.csv",
            "ma,ho_ten,don_vi,loai,tap_su,ngay_tuyen_dung\nN1,Nguyễn Văn An,P1,cong_chuc,,2001-01-01\nN2,Lê Bình,P1,cong_chuc,,2001-01-01\n",
        )
        .sheet("danh-gia.csv", "nam,doi_tuong,ma,xep_loai\n$0,ca_nhan,N1,HTTNV\n$0,ca_nhan,N2,HTTNV\n");
    let (alone, two) = (rows(&alone, "put-forward"), rows(&two, "put-forward"));
    let said = alone[1].rsplit(" | ").next().expect("a last cell").replace('\n', "; ");
    assert!(!said.is_empty() && alone[0] == "LĐTT", "{alone:?}");
    assert_eq!(two[0], format!("LĐTT – với từng dòng, Hội đồng phải xác nhận: {said}"));
    assert!(two.len() == 3 && two[1].ends_with(" | ") && two[2].ends_with(" | "), "{two:?}");
}

#[test]
fn facts_of_one_row_name_it_once_and_each_rule_stands_in_the_rulebook() {
    let world = World::now().sheet("de-nghi/p1.csv", &format!("{PROPOSAL}P1,ca_nhan,N1,LĐTT,,,,T1,x,x,\n"));
    let rules = rows(&world, "rules");
    assert_eq!(rules[0], "Nguyễn Văn An, LĐTT: đủ điều kiện theo số liệu");
    let papers = rules.iter().find(|row| row.starts_with("ho-so | ")).unwrap_or_else(|| panic!("{rules:?}"));
    assert!(papers.ends_with("tờ trình: T1; có báo cáo thành tích; có biên bản bình xét [de-nghi/p1.csv:2]"), "{papers}");
    let book = rows(&world, "rulebook");
    let codes = |rows: &[String]| rows.iter().filter_map(|row| Some(row.split_once(" | ")?.0.to_owned())).collect::<Vec<_>>();
    assert_eq!(codes(&book), codes(&rules));
    assert!(book.iter().all(|row| row.ends_with(" | LĐTT")), "{book:?}");
}
