//! The example of titles: each verdict is the one worked by hand, and every rule of its regimes comes to every verdict it can.
//!
//! `tests/hand/danh-hieu-2024-2025-titles.csv` was worked from the sheets by the words of the law and the plan, without the tool.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use thidua::diagnostic::Voice;
use thidua::pipeline::Request;
use thidua::report;
use thidua::rulebook::{RuleKind, regimes};

use crate::support::{Files, example, memory, root, run};

const EXAMPLE: &str = "danh-hieu-2024-2025";

/// The verdicts, in the order of the table's columns, with what officers read.
const VERDICTS: [(&str, &str); 4] = [("eligible", "đủ"), ("not_eligible", "chưa đủ"), ("needs_review", "cần xem xét"), ("suspended", "tạm hoãn")];

/// Only what is under way puts off.
const ONE_RULE_SUSPENDS: &str = "chỉ việc đang bị xem xét (`tam-hoan`) làm tạm hoãn";

/// What a campaign may take up and the example does not.
const NOT_TAKEN_UP: &str = "quy định tùy chọn, ví dụ không khai ở `quy_dinh`";

/// Cells that no proposal of the example fills, each with its reason; `tạm hoãn` of every rule but one is explained above.
const EMPTY: [(&str, &str, &str); 26] = [
    ("che-do", "eligible", "chỉ đứng ở đề nghị mà hai chế độ cho kết quả khác nhau"),
    ("che-do", "not_eligible", "hai chế độ khác nhau thì chưa kết luận được"),
    ("chuyen-tiep", "eligible", "chỉ đứng ở đề nghị mà hai thủ tục cho kết quả khác nhau"),
    ("chuyen-tiep", "not_eligible", "hai thủ tục khác nhau thì chưa kết luận được"),
    ("cobt-chuyen-de", "not_eligible", "phong trào chuyên đề của ví dụ đủ 03 năm"),
    ("cobt-chuyen-de", "needs_review", "phong trào chuyên đề của ví dụ có tổng kết"),
    ("cocp-chuyen-de", "eligible", "phong trào chuyên đề của ví dụ chưa đủ 05 năm"),
    ("cocp-chuyen-de", "needs_review", "phong trào chuyên đề của ví dụ có tổng kết"),
    ("cocp-dan-dau", "needs_review", "chỉ đơn vị của khối do tỉnh tổ chức được đề nghị Cờ thi đua của Chính phủ"),
    ("cocp-ty-le", "eligible", "đề nghị Cờ thi đua của Chính phủ năm 2025 của ví dụ đã chưa đủ vì lý do khác"),
    ("cocp-ty-le", "not_eligible", "đề nghị Cờ thi đua của Chính phủ năm 2025 của ví dụ đã chưa đủ vì lý do khác"),
    ("cocp-ty-le", "needs_review", "đề nghị Cờ thi đua của Chính phủ năm 2025 của ví dụ đã chưa đủ vì lý do khác"),
    ("dang-ky", "not_eligible", "ví dụ không khai `phai_dang_ky: true`, luật không nêu đăng ký"),
    ("dang-ky", "needs_review", "ví dụ có sổ đăng ký đọc được hết, luật không nêu đăng ký"),
    ("doi-tuong", "needs_review", "ca-nhan.csv của ví dụ ghi đủ loại, hợp đồng: thiếu thì `check` đã báo"),
    ("don-vi-de-nghi", "not_eligible", "đơn vị cũ đề nghị thì xét ở đơn vị mới, không loại ai"),
    ("giay-khen-tieu-chuan", "not_eligible", "tiêu chuẩn không có số liệu: Hội đồng xác nhận"),
    ("ho-so-hinh-thuc", "not_eligible", "không có cột số liệu: Hội đồng xác nhận hồ sơ"),
    ("ho-so-hinh-thuc", "needs_review", "không có cột số liệu: Hội đồng xác nhận hồ sơ"),
    ("mot-thanh-tich", "not_eligible", "nêu ra để Hội đồng xác nhận, không loại ai"),
    ("mot-thanh-tich", "needs_review", "nêu ra để Hội đồng xác nhận, không loại ai"),
    ("ngoai-luat", "eligible", "luật không nói ai được tặng"),
    ("ngoai-luat", "not_eligible", "luật không nói ai được tặng"),
    ("sang-kien-mot-lan", "not_eligible", "dùng ở hai đề nghị thì Hội đồng chọn đề nghị nào"),
    ("sau-ky-luat", "not_eligible", "thành tích sau kỷ luật thì Hội đồng xét"),
    ("tam-hoan", "not_eligible", "đang bị xem xét thì chưa xét, không phải chưa đủ"),
];

/// The verdicts of a folder as JSON has them.
fn campaigns(files: &Files) -> Vec<Value> {
    let run = run(files, &Request::default());
    let mut out = Vec::new();
    report::titles::json::write(&run, &memory(files), Voice::default(), &mut out).expect("memory takes everything");
    let json: Value = serde_json::from_slice(&out).expect("it is JSON");
    json["campaigns"].as_array().expect("campaigns").clone()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// `(campaign, who, title)` and the proposal.
fn proposals(campaigns: &[Value]) -> Vec<([String; 3], &Value)> {
    let own = |campaign: &'_ Value| text(campaign, "campaign").to_owned();
    let each = campaigns.iter().flat_map(|campaign| campaign["proposals"].as_array().into_iter().flatten().map(move |one| (own(campaign), one)));
    each.map(|(campaign, one)| {
        let who = one["person"].as_str().unwrap_or_else(|| text(one, "unit")).to_owned();
        ([campaign, who, text(one, "title").to_owned()], one)
    })
    .collect()
}

#[test]
fn every_verdict_is_the_one_worked_by_hand() {
    let path = root().join("tests/hand").join(format!("{EXAMPLE}-titles.csv"));
    let mut reader = csv::Reader::from_path(&path).expect("the hand table is there");
    let hand: BTreeMap<[String; 3], String> = reader
        .records()
        .map(|record| record.expect("a row"))
        .map(|row| ([row[0].to_owned(), row[1].to_owned(), row[2].to_owned()], row[3].to_owned()))
        .collect();
    let campaigns = campaigns(&example(EXAMPLE));
    let judged = proposals(&campaigns);
    let told: BTreeMap<[String; 3], String> = judged.iter().map(|(key, one)| (key.clone(), text(one, "verdict").to_owned())).collect();
    assert_eq!(told.len(), judged.len(), "nobody is put forward twice for one title");
    let keys: BTreeSet<&[String; 3]> = hand.keys().chain(told.keys()).collect();
    let differing: Vec<String> = keys
        .into_iter()
        .filter(|key| hand.get(*key) != told.get(*key))
        .map(|key| format!("{key:?}: by hand {:?}, told {:?}", hand.get(key), told.get(key)))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(VERDICTS.iter().all(|(verdict, _)| hand.values().any(|one| one == verdict)), "all four verdicts stand in the hand table");
}

/// Rule by rule, how many proposals came to each verdict; of every rule of the example's regimes that judges somebody.
fn counts() -> BTreeMap<String, [usize; 4]> {
    let campaigns = campaigns(&example(EXAMPLE));
    let codes: BTreeSet<&str> = campaigns.iter().map(|campaign| text(campaign, "regime")).collect();
    assert_eq!(codes.len(), 2, "two regimes");
    let own = regimes().iter().filter(|regime| codes.contains(&*regime.code)).flat_map(|regime| &regime.rules);
    let mut counts: BTreeMap<String, [usize; 4]> =
        own.filter(|rule| rule.kind != RuleKind::Principle).map(|rule| (rule.code.to_string(), [0; 4])).collect();
    for (_, proposal) in proposals(&campaigns) {
        for rule in proposal["rules"].as_array().into_iter().flatten() {
            let column = VERDICTS.iter().position(|(verdict, _)| *verdict == text(rule, "verdict")).expect("one of four");
            counts.entry(text(rule, "rule").to_owned()).or_default()[column] += 1;
        }
    }
    counts
}

/// Why a cell is empty.
fn reason(rule: &str, verdict: &str) -> Option<&'static str> {
    let listed = EMPTY.iter().find(|(of, cell, _)| (*of, *cell) == (rule, verdict)).map(|(_, _, reason)| *reason);
    let is_optional = || regimes().iter().filter_map(|regime| regime.rule(rule)).any(|rule| rule.is_optional);
    listed
        .or_else(|| (verdict != "suspended" && is_optional()).then_some(NOT_TAKEN_UP))
        .or_else(|| (verdict == "suspended" && rule != "tam-hoan").then_some(ONE_RULE_SUSPENDS))
}

#[test]
fn every_rule_comes_to_every_verdict_it_can() {
    let counts = counts();
    let mut table = "# Quy định và bốn kết luận ở ví dụ xét danh hiệu\n\n\
        Mỗi ô là số đề nghị có kết luận ấy theo riêng quy định; ô trống có lý do ở dưới.\n\n\
        | Quy định | đủ | chưa đủ | cần xem xét | tạm hoãn |\n|---|---:|---:|---:|---:|\n"
        .to_owned();
    let mut reasons = String::new();
    let mut wrong = Vec::new();
    for (rule, row) in &counts {
        let cells: Vec<String> = row.iter().map(|count| if *count == 0 { String::new() } else { count.to_string() }).collect();
        writeln!(table, "| `{rule}` | {} |", cells.join(" | ")).expect("a string takes text");
        for ((verdict, words), count) in VERDICTS.into_iter().zip(row) {
            match reason(rule, verdict) {
                None if *count == 0 => wrong.push(format!("{rule} {verdict}: empty and not explained")),
                Some(_) if *count > 0 => wrong.push(format!("{rule} {verdict}: explained, and {count} proposals come to it")),
                Some(reason) if reason != ONE_RULE_SUSPENDS => {
                    writeln!(reasons, "- `{rule}`, {words}: {reason}.").expect("a string takes text");
                }
                Some(_) | None => {}
            }
        }
    }
    let unknown = EMPTY.iter().filter(|(rule, _, _)| !counts.contains_key(*rule));
    wrong.extend(unknown.map(|(rule, verdict, _)| format!("{rule} {verdict}: no such rule")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    write!(table, "\n## Vì sao trống\n\n- mọi quy định trừ `tam-hoan`, tạm hoãn: {ONE_RULE_SUSPENDS}.\n{reasons}").expect("a string takes text");
    let path = root().join("tests/hand").join(format!("{EXAMPLE}-rules.md"));
    if std::env::var_os("THIDUA_ACCEPT").is_some() {
        std::fs::write(&path, &table).expect("the expectation can be written");
    }
    assert_eq!(table, std::fs::read_to_string(&path).unwrap_or_default(), "{}", path.display());
}

/// The outcome of a rule for a proposal.
fn rule<'v>(proposal: &'v Value, code: &str) -> &'v Value {
    let rules = proposal["rules"].as_array().expect("rules");
    rules.iter().find(|one| text(one, "rule") == code).unwrap_or_else(|| panic!("`{code}` says nothing"))
}

#[test]
fn leaders_of_blocks_inside_an_agency_in_2022_need_review_by_the_law_of_that_year() {
    let campaigns = campaigns(&example("tp-ho-chi-minh-2022"));
    assert_eq!(text(&campaigns[0], "regime"), "nghi-dinh-91-2017");
    let judged = proposals(&campaigns);
    let leaders: Vec<&str> = judged.iter().map(|(key, _)| key[1].as_str()).collect();
    assert_eq!(leaders, ["BTTP", "TGPL"]);
    for (leader, block) in judged.iter().map(|(_, one)| *one).zip(["PCM", "DVTT"]) {
        assert_eq!(text(leader, "verdict"), "needs_review");
        let leads = rule(leader, "cobt-dan-dau");
        assert_eq!((text(leads, "verdict"), text(leads, "clause"), text(leads, "mark")), ("needs_review", "Điều 8 Thông tư 08/2017/TT-BNV", "S2"));
        let facts: Vec<&str> = leads["facts"].as_array().expect("facts").iter().map(|fact| text(fact, "text")).collect();
        let by_whom = format!("khối `{block}` do cơ quan tổ chức, không phải bộ, ban, ngành, tỉnh");
        assert_eq!(facts, [&format!("thứ 1 của khối `{block}`"), &by_whom]);
        let missing = "quy chế thi đua của tỉnh có cho khối trong cơ quan xét danh hiệu này không: Điều 8 Thông tư 08/2017/TT-BNV chưa đủ căn cứ";
        assert_eq!(leads["missing"], serde_json::json!([missing]));
        // The law of 2022 is in force from 2024.
        let all = leader.to_string();
        assert!(!all.contains("Điều 26") && !all.contains("06/2022/QH15"), "{all}");
    }
}

#[test]
fn whoever_the_plan_refuses_is_no_advanced_worker_of_a_collective() {
    let campaigns = campaigns(&example(EXAMPLE));
    let judged = proposals(&campaigns);
    let share = |unit: &str, title: &str, code: &str| {
        let (_, proposal) = judged.iter().find(|(key, _)| *key == ["DH-2024", unit, title].map(str::to_owned)).expect("it is put forward");
        let said = text(&rule(proposal, code)["facts"][0], "text");
        said.split(':').next().unwrap_or_default().to_owned()
    };
    // VP: three of seven; VP05 is graded HTNV, VP07 was recruited eight months before the end, VP03 and VP04 are open.
    assert_eq!(share("VP", "TTLĐTT", "ttldtt-ty-le"), "3/7 người đạt lao động tiên tiến");
    // PCC2: two of five; two are graded HTNV, and who has a contract of six months does not take part.
    assert_eq!(share("PCC2", "TTLĐXS", "ttldxs-ty-le"), "2/5 người đạt lao động tiên tiến");
    // BTTP: six of seven; who was warned in the year is refused.
    assert_eq!(share("BTTP", "TTLĐTT", "ttldtt-ty-le"), "6/7 người đạt lao động tiên tiến");
}

/// What the campaign of Bình Định says of somebody put forward for a commendation: whether they take part.
fn takes_part(person: &str, unit: &str) -> String {
    let mut files = example("binh-dinh-2023");
    let (kind, title) = if person == unit { ("tap_the", "GK-TT") } else { ("ca_nhan", "GK-CN") };
    files.insert("de-nghi/p.csv".to_owned(), format!("don_vi,doi_tuong,ma,danh_hieu\n{unit},{kind},{person},{title}\n").into_bytes());
    let campaigns = campaigns(&files);
    let judged = proposals(&campaigns);
    let (_, proposal) = judged.iter().find(|(key, _)| key[1] == person && key[2] == title).expect("it is judged");
    text(rule(proposal, "doi-tuong"), "verdict").to_owned()
}

#[test]
fn who_takes_part_in_the_thematic_campaign_may_be_put_forward() {
    // The plan takes those on probation, contracts without a term, and contracts of a year or more, however long somebody served.
    assert_eq!(takes_part("CB12", "XDKT"), "eligible");
    assert_eq!(takes_part("CB04", "VP"), "eligible");
    assert_eq!(takes_part("CB05", "VP"), "eligible");
    assert_eq!(takes_part("CB06", "VP"), "not_eligible");
    // Collectives: a room of the agency, and a district's office of justice, which there was until 30/6/2025.
    assert_eq!(takes_part("VP", "VP"), "eligible");
    assert_eq!(takes_part("PTP-QN", "PTP-QN"), "eligible");
}
