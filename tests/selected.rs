//! What comes after the conditions: registration, votes and seats, each a rule with its verdict in the regime that applies.

use thidua::pipeline::{Request, Run};
use thidua::report::{self, About, Cell};
use thidua::titles::selected::select;
use thidua::titles::{RuleOutcome, verdicts};
use thidua::value::Day;

use crate::support::{Files, memory, run};

const LDTT: &str = "{ma: LĐTT, theo_luat: lao-dong-tien-tien, doi_tuong: ca_nhan}";
const CSTDCS: &str = "{ma: CSTĐCS, theo_luat: chien-si-thi-dua-co-so, doi_tuong: ca_nhan}";
const CSTDTQ: &str = "{ma: CSTĐTQ, theo_luat: chien-si-thi-dua-toan-quoc, doi_tuong: ca_nhan}";

/// A campaign of a year without criteria: its titles, further keys, and sheets; P1 is its one unit.
fn campaign(year: u16, titles: &[&str], more: &str, sheets: &[(&str, &str)]) -> Files {
    let titles: Vec<String> = titles.iter().map(|title| format!("  - {title}\n")).collect();
    let definition =
        format!("ma: p\nten: Phong trào\nnam: {year}\ntieu_chi: []\nkhoi: [{{ma: K1, ten: Khối}}]\ndanh_hieu:\n{}{more}", titles.concat());
    let mut files =
        Files::from([("phong-trao.yaml".to_owned(), definition.into()), ("don-vi.csv".to_owned(), "ma,ten,khoi\nP1,Phòng Một,K1\n".into())]);
    files.extend(sheets.iter().map(|(path, text)| ((*path).to_owned(), (*text).into())));
    files
}

fn as_of(files: &Files, day: Option<&str>) -> Run {
    run(files, &Request { as_of: day.map(|day| Day::parse(day.as_bytes()).expect("a day")), ..Request::default() })
}

/// What a rule says of the first proposal: `verdict: facts | missing`; none where it says nothing.
fn said_of(run: &Run, rule: &str) -> Option<String> {
    let one = run.first();
    let mut titles = verdicts(&one.campaign, &one.scope, &one.ledger, &one.outcome);
    select(&mut titles, &one.campaign, &one.ledger, &one.outcome);
    let words = |rule: &RuleOutcome| {
        let facts: Vec<&str> = rule.answer.facts.iter().map(|fact| &*fact.words.vietnamese).collect();
        let missing: Vec<&str> = rule.answer.missing.iter().map(|said| &*said.vietnamese).collect();
        format!("{}: {} | {}", rule.verdict().name(), facts.join("; "), missing.join("; "))
    };
    titles.judged.first().expect("somebody is put forward").rules.iter().find(|one| *one.rule == *rule).map(words)
}

/// What the rule says of one proposal for CSTĐCS, or another title, with its dossier on a day, and a vote of the council of 11.
fn voted(title: &str, dossier: &str, yes: u8, more: &str) -> Files {
    let code = if title == CSTDCS { "CSTĐCS" } else { "CSTĐTQ" };
    let proposal = format!("don_vi,doi_tuong,ma,danh_hieu,ngay_ho_so\nP1,ca_nhan,N1,{code},{dossier}\n");
    let votes = format!("noi_hop,doi_tuong,ma,danh_hieu,tong_thanh_vien,co_mat,dong_y\nhoi_dong,ca_nhan,N1,{code},11,11,{yes}\n");
    campaign(2025, &[title], more, &[("de-nghi/p.csv", &proposal), ("bo-phieu.csv", &votes)])
}

#[test]
fn of_eleven_members_eighty_percent_are_nine_and_ninety_are_ten() {
    // 0.8 × 11 = 8.8 and 0.9 × 11 = 9.9.
    let of =
        |title: &str, yes: u8| said_of(&as_of(&voted(title, "2025-06-30", yes, ""), None), if title == CSTDCS { "phieu-80" } else { "phieu-90" });
    let told = |verdict: &str, yes: u8, percent: u8, needed: u8| {
        Some(format!("{verdict}: Hội đồng: {yes} phiếu đồng ý, 11 thành viên, 11 có mặt; {percent}% cần {needed} | "))
    };
    assert_eq!(of(CSTDCS, 9), told("eligible", 9, 80, 9));
    assert_eq!(of(CSTDCS, 8), told("not_eligible", 8, 80, 9));
    assert_eq!(of(CSTDTQ, 10), told("eligible", 10, 90, 10));
    assert_eq!(of(CSTDTQ, 9), told("not_eligible", 9, 90, 10));
}

#[test]
fn the_day_of_the_dossier_chooses_the_threshold() {
    // Nghị định 98/2023 has 80 % for CSTĐCS; Nghị định 152/2025 leaves it to others.
    let after = as_of(&voted(CSTDCS, "2025-07-01", 8, ""), None);
    assert_eq!(said_of(&after, "phieu-80"), None);
    let missing = "ngưỡng phiếu của danh hiệu (bo_phieu.nguong)";
    let told = format!("needs_review: Hội đồng: 8 phiếu đồng ý, 11 thành viên, 11 có mặt;  | {missing}");
    assert_eq!(said_of(&after, "phieu"), Some(told));
}

#[test]
fn where_campaign_and_law_come_to_different_ends_nothing_is_settled() {
    // 9 of 11 are 81.8 %: more than 80, less than 85.
    let more = "bo_phieu: {nguong: {CSTĐCS: 85}, tinh_tren: tong_thanh_vien}\n";
    let told = said_of(&as_of(&voted(CSTDCS, "2025-06-30", 9, more), None), "phieu-80").expect("it is said");
    assert!(told.starts_with("needs_review: ") && told.ends_with("| ngưỡng của phong trào và của luật cho kết luận khác nhau"), "{told}");
}

#[test]
fn without_a_sheet_of_votes_what_the_law_asks_is_open() {
    let proposal = "don_vi,doi_tuong,ma,danh_hieu,ngay_ho_so\nP1,ca_nhan,N1,CSTĐCS,2025-06-30\n";
    let run = as_of(&campaign(2025, &[CSTDCS], "", &[("de-nghi/p.csv", proposal)]), None);
    assert_eq!(said_of(&run, "phieu-80"), Some("needs_review:  | bo-phieu.csv".to_owned()));
}

#[test]
fn a_vote_of_a_block_is_none_of_the_council() {
    let proposal = "don_vi,doi_tuong,ma,danh_hieu,ngay_ho_so\nP1,ca_nhan,N1,CSTĐCS,2025-06-30\n";
    let votes = "noi_hop,doi_tuong,ma,danh_hieu,tong_thanh_vien,co_mat,dong_y\nK1,ca_nhan,N1,CSTĐCS,5,5,5\n";
    let more = "bo_phieu: {nguong: {CSTĐCS: 50}, tinh_tren: co_mat}\n";
    let run = as_of(&campaign(2025, &[CSTDCS], more, &[("de-nghi/p.csv", proposal), ("bo-phieu.csv", votes)]), None);
    let told = said_of(&run, "phieu-80").expect("it is said");
    assert!(told.starts_with("needs_review: khối `K1`: 5 phiếu đồng ý") && told.ends_with("| phiếu của Hội đồng"), "{told}");
}

/// One proposal of N1 for LĐTT in a year, and these registrations of N1: title, state and day of withdrawal.
fn registered(year: u16, must: &str, rows: &[&str]) -> Files {
    let ldtt = LDTT.replace('}', &format!("{must}}}"));
    let higher = CSTDCS.replace('}', ", dang_ky_bao_gom: [LĐTT]}");
    let rows: Vec<String> = rows.iter().map(|row| format!("P1,ca_nhan,N1,{row}\n")).collect();
    let sheet = format!("don_vi,doi_tuong,ma,danh_hieu,trang_thai,ngay_rut\nP1,ca_nhan,N9,LĐTT,,\n{}", rows.concat());
    let proposal = "don_vi,doi_tuong,ma,danh_hieu\nP1,ca_nhan,N1,LĐTT\n";
    campaign(year, &[&ldtt, &higher], "", &[("dang-ky/p.csv", &sheet), ("de-nghi/p.csv", proposal)])
}

/// The verdict of the rule about registrations alone.
fn by_registration(files: &Files, day: Option<&str>) -> Option<String> {
    let told = said_of(&as_of(files, day), "dang-ky")?;
    told.split(':').next().map(str::to_owned)
}

#[test]
fn who_must_register_and_has_not_is_not_eligible_in_any_year() {
    for year in [2022, 2026] {
        assert_eq!(by_registration(&registered(year, ", phai_dang_ky: true", &[]), None).as_deref(), Some("not_eligible"));
        assert_eq!(by_registration(&registered(year, ", phai_dang_ky: true", &["LĐTT,,"]), None).as_deref(), Some("eligible"));
        assert_eq!(by_registration(&registered(year, ", phai_dang_ky: false", &[]), None), None);
    }
}

#[test]
fn where_the_campaign_says_nothing_the_regime_of_its_year_does() {
    // To 2023 titles rest on the registration, by a source that is no clause; from 2024 the law names none.
    assert_eq!(by_registration(&registered(2023, "", &[]), None).as_deref(), Some("needs_review"));
    assert_eq!(by_registration(&registered(2024, "", &[]), None).as_deref(), Some("eligible"));
}

#[test]
fn a_registration_for_a_title_that_includes_it_counts() {
    let files = registered(2026, ", phai_dang_ky: true", &["CSTĐCS,,"]);
    assert_eq!(said_of(&as_of(&files, None), "dang-ky").as_deref(), Some("eligible: đã đăng ký `CSTĐCS` | "));
}

#[test]
fn a_withdrawal_counts_from_its_day() {
    let files = registered(2026, ", phai_dang_ky: true", &["LĐTT,rut,2026-11-08"]);
    assert_eq!(by_registration(&files, Some("2026-11-07")).as_deref(), Some("eligible"));
    let told = said_of(&as_of(&files, Some("2026-11-08")), "dang-ky");
    assert_eq!(told.as_deref(), Some("not_eligible: đã rút đăng ký ngày 08/11/2026 | "));
}

/// 10 % of 20 LĐTT, by grade: two seats for N1, N2 and N3 of these grades.
fn seats(grades: [&str; 3]) -> Files {
    let quota = ", ty_le_toi_da: {phan_tram: 10, co_so: LĐTT_duoc_de_nghi, tinh_theo: toan_co_quan, lam_tron: xuong, xep_theo: xep_loai}}";
    let title = CSTDCS.replace('}', quota);
    // N3 first: it is the one that is looked at.
    let fighters = ["N3", "N1", "N2"].map(|code| format!("P1,ca_nhan,{code},CSTĐCS\n")).concat();
    let advanced: Vec<String> = (1..=20).map(|number| format!("P1,ca_nhan,N{number},LĐTT\n")).collect();
    let proposals = format!("don_vi,doi_tuong,ma,danh_hieu\n{fighters}{}", advanced.concat());
    let grades: Vec<String> = (1..).zip(grades).map(|(number, grade)| format!("2026,ca_nhan,N{number},{grade}\n")).collect();
    let grades = format!("nam,doi_tuong,ma,xep_loai\n{}", grades.concat());
    campaign(2026, &[LDTT, &title], "", &[("de-nghi/p.csv", &proposals), ("danh-gia.csv", &grades)])
}

#[test]
fn two_who_are_equal_for_the_last_seat_are_left_to_the_council() {
    let told = said_of(&as_of(&seats(["HTXSNV", "HTTNV", "HTTNV"]), None), "ty-le-toi-da");
    let arithmetic = "10% × 20 = 2, làm tròn xuống: 2 suất; 3 còn được xét";
    assert_eq!(told, Some(format!("needs_review: {arithmetic} | 2 người ngang nhau ở suất cuối: Hội đồng quyết định")));
}

#[test]
fn who_stands_behind_the_last_seat_is_not_eligible_by_the_share() {
    // N3 is HTTNV: eligible by the standards of LĐTT, but two are better.
    let told = said_of(&as_of(&seats(["HTXSNV", "HTXSNV", "HTTNV"]), None), "ty-le-toi-da").expect("it is said");
    assert!(told.starts_with("not_eligible: 10% × 20 = 2"), "{told}");
}

#[test]
fn the_json_has_the_arithmetic_of_the_share() {
    let files = seats(["HTXSNV", "HTTNV", "HTTNV"]);
    let run = as_of(&files, None);
    let mut out = Vec::new();
    report::titles::json::write(&run, &memory(&files), thidua::diagnostic::Voice::default(), &mut out).expect("memory takes everything");
    let json: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    let quota = &json["campaigns"][0]["quotas"][0];
    let expected = serde_json::json!({
        "title": "CSTĐCS", "unit": null, "base": 20, "percent": "10", "exact": "2", "seats": 2,
        "order": ["N1", "N3", "N2"], "tied_on_cut": ["N3", "N2"], "missing": []
    });
    assert_eq!(*quota, expected);
}

#[test]
fn registered_put_forward_and_awarded_stand_side_by_side() {
    // N1 in all three; N2 registered alone; N3 awarded alone; N4 withdrew and was put forward.
    let registrations = "don_vi,doi_tuong,ma,danh_hieu,trang_thai,ngay_rut\n\
        P1,ca_nhan,N1,LĐTT,,\nP1,ca_nhan,N2,LĐTT,,\nP1,ca_nhan,N4,LĐTT,rut,2026-05-01\n";
    let proposals = "don_vi,doi_tuong,ma,danh_hieu\nP1,ca_nhan,N1,LĐTT\nP1,ca_nhan,N4,LĐTT\n";
    let grants = "doi_tuong,ma,danh_hieu,quyet_dinh\nca_nhan,N1,LĐTT,9/QĐ\nca_nhan,N3,LĐTT,9/QĐ\n";
    let sheets = [("dang-ky/p.csv", registrations), ("de-nghi/p.csv", proposals), ("khen-thuong.csv", grants)];
    let files = campaign(2026, &[LDTT], "", &sheets);
    let pages = report::titles::pages(&as_of(&files, None), &memory(&files), &About { version: "0" });
    let page = pages.iter().find(|page| &*page.name == "Đối chiếu").expect("the page is there");
    let rows = |table: usize| -> Vec<String> {
        page.tables[table].rows.iter().map(|row| row.cells.iter().map(Cell::words).collect::<Vec<_>>().join("|")).collect()
    };
    assert_eq!(rows(0), ["LĐTT|2|1|2|2", "Cộng|2|1|2|2"]);
    let differing: Vec<String> = rows(1).iter().map(|row| row.replace("|cần xem xét|", "|x|")).collect();
    assert_eq!(differing, ["1|N2|LĐTT|có|không|không", "2|N3|LĐTT|không|không|9/QĐ", "3|N4|LĐTT|đã rút 01/05/2026|x|không"]);
}
