//! Preconditions: what a "no" takes, what a "yes" gives, what is lacking; each figure worked by hand.

use thidua::pipeline::{Request, Run};
use thidua::report;
use thidua::report::About;

use crate::support::{Files, memory};
use crate::worked::{asked, checks, files, lines_of, score};

const STATISTICS: &str = "\
thong_ke:
  - {ma: KH, ten: Có kế hoạch lấy mẫu, kieu: co_khong}
  - {ma: BC, ten: Có báo cáo, kieu: co_khong}
  - {ma: KT, ten: Được khen thưởng cấp tỉnh, kieu: co_khong}
";

/// A campaign of one criterion, the base's two quarters, and these rows of `thong-ke.csv` and `ket-qua`.
fn sheets(criterion: &str, answers: &str, results: &str) -> Files {
    let definition = format!("tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, {criterion}}}\n{STATISTICS}");
    let answers = format!("don_vi,chi_so,ky,gia_tri\n{answers}");
    let results = format!("don_vi,tieu_chi,ky,tong_so,thuc_hien,diem_cham,khong_phat_sinh,ghi_chu\n{results}");
    files(&definition, &[("thong-ke.csv", &answers), ("ket-qua/q1.csv", &results)])
}

fn run(criterion: &str, answers: &str, results: &str, period: &str) -> Run {
    crate::support::run(&sheets(criterion, answers, results), &asked(period))
}

/// `points/maximum state` of P1, and the answers that settled it: `statistic period effect`.
fn line(run: &Run) -> (String, Vec<String>) {
    let campaign = &run.first().campaign;
    let lines = lines_of(run, "P1");
    let line = &lines[0];
    let settled = line
        .settled
        .iter()
        .map(|settled| format!("{} {} {:?}", campaign.statistics[settled.statistic].code, campaign.periods[settled.period].code, settled.effect));
    (score(line), settled.collect())
}

const EACH: &str = "so_lieu: trong_ky, dieu_kien: [KH], cach_cham: {theo_so_luong: {diem_moi: 0.5, toi_da: 8}}";
const FOR_BOTH: &str = "P2,KH,,có\n";
const ROWS_OF_P2: &str = "P2,A1,Q1,,1,,,\nP2,A1,Q2,,1,,,\n";

/// What `EACH` comes to in the first quarter for so many people in the sample, with this answer.
fn sample(answer: &str, number: &str) -> (String, Vec<String>) {
    line(&run(EACH, &format!("{FOR_BOTH}P1,KH,Q1,{answer}\n"), &format!("{ROWS_OF_P2}P1,A1,Q1,20,{number},,,\n"), "Q1"))
}

#[test]
fn people_who_pass_in_a_sample_give_points_each_up_to_the_cap_and_none_without_the_plan() {
    // 0,5 a person: 11 of 20 give 5,5; 16 give 8; 17 would give 8,5 and are cut at 8; without the plan 11 give 0.
    assert_eq!(sample("có", "11").0, "5.5/10 given");
    assert_eq!(sample("có", "16").0, "8/10 given");
    assert_eq!(sample("có", "17").0, "8/10 given");
    assert_eq!(sample("không", "11"), ("0/10 given".to_owned(), vec!["KH Q1 Nothing".to_owned()]));
}

#[test]
fn more_who_pass_than_were_in_the_sample_are_an_error() {
    let of = |total: &str| run(EACH, "P2,KH,,có\nP1,KH,,có\n", &format!("{ROWS_OF_P2}P1,A1,Q1,{total},11,,,\n"), "Q1");
    assert_eq!(checks(&of("10")), ["actual-over-total"]);
    assert_eq!(checks(&of("11")), [""; 0]);
    assert_eq!(checks(&of("")), [""; 0]);
    // The size of the sample gives no points: 11 × 0,5.
    assert_eq!(line(&of("20")).0, "5.5/10 given");
}

#[test]
fn a_no_counts_in_its_period_alone_where_points_of_periods_are_added() {
    // diem_tong: Q1 0 for the "no", Q2 6 × 0,5 = 3; out of 2 × 10.
    let results = format!("{ROWS_OF_P2}P1,A1,Q1,,11,,,\nP1,A1,Q2,,6,,,\n");
    let half = run(EACH, &format!("{FOR_BOTH}P1,KH,Q1,không\nP1,KH,Q2,có\n"), &results, "6T");
    assert_eq!(line(&half), ("3/20 given".to_owned(), vec!["KH Q1 Nothing".to_owned()]));
    assert_eq!(checks(&half), [""; 0]);
    // diem_binh_quan: (0 + 3) / 2 = 1,5 of 10.
    let mean = format!("gop_ky: {{lay: diem_binh_quan}}, {EACH}");
    assert_eq!(line(&run(&mean, &format!("{FOR_BOTH}P1,KH,Q1,không\nP1,KH,Q2,có\n"), &results, "6T")).0, "1.5/10 given");
    // diem_ky_cuoi: Q2's 3 alone; a "no" in Q1 touches nothing.
    let last = format!("gop_ky: {{lay: diem_ky_cuoi}}, {EACH}");
    assert_eq!(line(&run(&last, &format!("{FOR_BOTH}P1,KH,Q1,không\nP1,KH,Q2,có\n"), &results, "6T")), ("3/10 given".to_owned(), vec![]));
    assert_eq!(line(&run(&last, &format!("{FOR_BOTH}P1,KH,Q1,có\nP1,KH,Q2,không\n"), &results, "6T")).0, "0/10 given");
}

#[test]
fn figures_that_are_scored_together_are_worth_nothing_for_one_no() {
    // so_lieu: (3 + 6) × 0,5 = 4,5; with one "no" 0.
    let merged = format!("gop_ky: {{lay: so_lieu}}, {EACH}");
    let results = format!("{ROWS_OF_P2}P1,A1,Q1,,3,,,\nP1,A1,Q2,,6,,,\n");
    assert_eq!(line(&run(&merged, &format!("{FOR_BOTH}P1,KH,,có\n"), &results, "6T")).0, "4.5/10 given");
    let no = run(&merged, &format!("{FOR_BOTH}P1,KH,Q1,có\nP1,KH,Q2,không\n"), &results, "6T");
    assert_eq!(line(&no), ("0/10 given".to_owned(), vec!["KH Q2 Nothing".to_owned()]));
}

#[test]
fn an_answer_stands_for_the_periods_within_its_own() {
    let results = format!("{ROWS_OF_P2}P1,A1,Q1,,4,,,\nP1,A1,Q2,,4,,,\n");
    let of = |answers: &str| line(&run(EACH, &format!("{FOR_BOTH}{answers}"), &results, "6T")).0;
    // 4 × 0,5 = 2 a quarter.
    assert_eq!(of("P1,KH,,có\n"), "4/20 given");
    assert_eq!(of("P1,KH,6T,có\n"), "4/20 given");
    assert_eq!(of("P1,KH,6T,không\n"), "0/20 given");
    assert_eq!(of("P1,KH,6T,có\nP1,KH,Q2,không\n"), "2/20 given");
    assert_eq!(of("P1,KH,,không\nP1,KH,6T,có\n"), "4/20 given");
}

#[test]
fn what_is_limited_to_the_whole_asks_its_parts_where_it_has_no_answer_of_its_own() {
    let whole = "chi_cham_ky: [6T], so_lieu: luy_ke, dieu_kien: [KH], cach_cham: {theo_so_luong: {diem_moi: 0.5}}";
    let of = |answers: &str| line(&run(whole, &format!("{FOR_BOTH}{answers}"), "P1,A1,6T,,8,,,\nP2,A1,6T,,1,,,\n", "6T"));
    assert_eq!(of("P1,KH,Q1,có\nP1,KH,Q2,có\n").0, "4/10 given");
    assert_eq!(of("P1,KH,Q1,có\nP1,KH,Q2,không\n"), ("0/10 given".to_owned(), vec!["KH Q2 Nothing".to_owned()]));
    assert_eq!(of("P1,KH,Q1,có\nP1,KH,Q2,không\nP1,KH,6T,có\n").0, "4/10 given");
    assert_eq!(of("P1,KH,Q1,có\n").0, "–/10 missing");
}

#[test]
fn an_answer_that_is_lacking_makes_the_line_missing_and_is_told_once() {
    let two = "so_lieu: trong_ky, dieu_kien: [KH, BC], cach_cham: {theo_so_luong: {diem_moi: 0.5}}";
    let results = "P1,A1,Q1,,4,,,\nP2,A1,Q1,,1,,,\n";
    let lacking = run(two, "P2,KH,,có\nP2,BC,,có\nP1,KH,Q1,có\n", results, "Q1");
    assert_eq!(line(&lacking), ("–/10 missing".to_owned(), vec!["BC Q1 Missing".to_owned()]));
    assert_eq!(checks(&lacking), ["awaited-result"]);
    // A "no" is enough to know.
    let known = run(two, "P2,KH,,có\nP2,BC,,có\nP1,KH,Q1,không\n", results, "Q1");
    assert_eq!(line(&known).0, "0/10 given");
    assert_eq!(checks(&known), [""; 0]);
    // A cell that says neither is told where it stands.
    let unread = run(two, "P2,KH,,có\nP2,BC,,có\nP1,KH,Q1,có\nP1,BC,Q1,7\n", results, "Q1");
    assert_eq!(checks(&unread), ["statistic-kind"]);
    let unread = run(two, "P2,KH,,có\nP2,BC,,có\nP1,KH,Q1,có\nP1,BC,Q1,chưa rõ\n", results, "Q1");
    assert_eq!(checks(&unread), ["unreadable-cell"]);
}

#[test]
fn points_that_are_settled_need_no_row() {
    let none = run(EACH, "P2,KH,,có\nP1,KH,Q1,không\n", "P2,A1,Q1,,1,,,\n", "Q1");
    assert_eq!(line(&none).0, "0/10 given");
    assert_eq!(checks(&none), [""; 0]);
}

#[test]
fn what_is_met_beforehand_gives_the_maximum() {
    let way = "so_lieu: trong_ky, mac_nhien_dat: [KT], cach_cham: {theo_so_luong: {diem_moi: 0.5}}";
    let results = "P1,A1,Q1,,4,,,\nP2,A1,Q1,,1,,,\nP1,A1,Q2,,4,,,\nP2,A1,Q2,,1,,,\n";
    let of = |answers: &str, period: &str| line(&run(way, &format!("P2,KT,,không\n{answers}"), results, period));
    assert_eq!(of("P1,KT,Q1,có\n", "Q1"), ("10/10 given".to_owned(), vec!["KT Q1 Everything".to_owned()]));
    assert_eq!(of("P1,KT,Q1,không\n", "Q1"), ("2/10 given".to_owned(), vec![]));
    // 10 for the first quarter and 4 × 0,5 for the second.
    assert_eq!(of("P1,KT,Q1,có\nP1,KT,Q2,không\n", "6T").0, "12/20 given");
    assert_eq!(of("", "Q1").0, "–/10 missing");
    // A required "no" comes before a "yes" that would be enough.
    let both = "so_lieu: trong_ky, dieu_kien: [KH], mac_nhien_dat: [KT], cach_cham: {theo_so_luong: {diem_moi: 0.5}}";
    let answers = "P2,KH,,có\nP2,KT,,không\nP1,KH,,không\nP1,KT,,có\n";
    assert_eq!(line(&run(both, answers, results, "Q1")).0, "0/10 given");
}

#[test]
fn points_given_and_what_a_duty_feeds_are_settled_too() {
    let given = "dieu_kien: [KH], cach_cham: cho_diem";
    let results = "P1,A1,Q1,,,7,,\nP2,A1,Q1,,,7,,\n";
    assert_eq!(line(&run(given, "P2,KH,,có\nP1,KH,,có\n", results, "Q1")).0, "7/10 given");
    assert_eq!(line(&run(given, "P2,KH,,có\nP1,KH,,không\n", results, "Q1")).0, "0/10 given");
    let duty = "chi_cham_ky: [Q1], dieu_kien: [KH], cach_cham: {co_khong: {tu_dong: {viec: dang_ky}}}";
    let mut files = sheets(duty, "P2,KH,,có\nP1,KH,,không\n", "");
    files.insert("nop.csv".to_owned(), b"don_vi,viec,ky,ngay_nhan\nP2,dang_ky,,2026-01-30\n".to_vec());
    files.remove("ket-qua/q1.csv");
    let settled = crate::support::run(&files, &Request::default());
    assert_eq!(line(&settled).0, "0/10 given");
    assert_eq!(checks(&settled), [""; 0]);
}

#[test]
fn what_does_not_arise_is_asked_for_no_answer() {
    let policy = "khong_phat_sinh: loai_tru, so_lieu: trong_ky, dieu_kien: [KH], cach_cham: {theo_so_luong: {diem_moi: 0.5}}";
    let results = "P1,A1,Q1,,,,x,không có hồ sơ\nP2,A1,Q1,,1,,,\n";
    for answer in ["", "P1,KH,,không\n", "P1,KH,,có\n"] {
        let run = run(policy, &format!("P2,KH,,có\n{answer}"), results, "Q1");
        assert_eq!(line(&run).0, "–/– not applicable", "{answer}");
        assert!(!checks(&run).contains(&"missing-result"), "{answer}");
    }
}

#[test]
fn outputs_say_which_answer_took_the_points() {
    let files = sheets(EACH, "P2,KH,,có\nP1,KH,Q1,không\n", "P1,A1,Q1,,11,,,\nP2,A1,Q1,,1,,,\n");
    let run = crate::support::run(&files, &Request { period: Some("Q1".to_owned()), ..Request::default() });
    let mut json = Vec::new();
    report::json::write(&run, &memory(&files), &mut json).expect("memory takes everything");
    let json = String::from_utf8(json).expect("JSON is text");
    let said = r#""preconditions":[{"statistic":"KH","period":"Q1","answer":false,"source":{"file":"thong-ke.csv","line":3}}]"#;
    assert!(json.contains(said), "{json}");
    assert_eq!(json.matches("preconditions").count(), 1);
    let pages = format!("{:?}", report::pages(&run, &About { version: "0" }));
    assert!(pages.contains("A1 0 điểm vì KH (Có kế hoạch lấy mẫu), kỳ Q1: không – Phòng Một."), "{pages}");
    assert!(pages.contains("(đk): không đạt điều kiện"), "{pages}");
}

#[test]
fn a_figure_named_twice_is_told_and_lacking_once() {
    let twice = "so_lieu: trong_ky, dieu_kien: [KH, KH], cach_cham: {theo_so_luong: {diem_moi: 0.5}}";
    let told = run(twice, "P2,KH,,có\n", "P1,A1,Q1,,4,,,\nP2,A1,Q1,,1,,,\n", "Q1");
    assert_eq!(checks(&told), ["pointless-key", "awaited-result"]);
    // In both lists it is one question: no is nothing, yes is everything.
    let both = "so_lieu: trong_ky, dieu_kien: [KH], mac_nhien_dat: [KH], cach_cham: {theo_so_luong: {diem_moi: 0.5}}";
    let lacking = run(both, "P2,KH,,có\n", "P1,A1,Q1,,4,,,\nP2,A1,Q1,,1,,,\n", "Q1");
    assert_eq!(checks(&lacking), ["awaited-result"]);
    assert_eq!(line(&run(both, "P2,KH,,có\nP1,KH,,có\n", "P1,A1,Q1,,4,,,\nP2,A1,Q1,,1,,,\n", "Q1")).0, "10/10 given");
}
