//! How the units stand with what is due, and which offices have not given their points.

use thidua::chase::{self, Chase, Lateness, Received, Standing, Thing};
use thidua::diagnostic::Voice;
use thidua::feedback::Feedback;
use thidua::pipeline::{Request, Run};
use thidua::report::{self, Page, Row};
use thidua::value::Day;

use crate::support::{Files, memory, run};
use crate::worked::files;

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text.as_bytes()).expect("a day")
}

/// A folder seen from a day.
pub(crate) fn seen(files: &Files, from: &str) -> Run {
    run(files, &Request { as_of: Some(day(from)), ..Request::default() })
}

pub(crate) fn chased(files: &Files, run: &Run) -> Chase {
    let feedback = Feedback::of(&memory(files), run, Voice::default()).expect("a folder in memory can be read");
    chase::chase(run, &feedback.packs)
}

/// `unit thing period: state, received, lateness, errors, gaps`.
fn told(run: &Run, standing: &Standing) -> String {
    let campaign = &run.campaigns[standing.campaign].campaign;
    let period = standing.period.map_or("–", |period| campaign.periods[period].code.as_str());
    let thing = match standing.thing {
        Thing::Results => "ket_qua",
        Thing::Registrations => "dang_ky",
        Thing::Proposals => "de_nghi",
        Thing::Duty(duty) => campaign.duties[duty].code.as_str(),
        Thing::Sheet(title) => title,
    };
    let state = report::chase::state_words(standing.state());
    let received = match standing.received {
        Received::Not => "–".to_owned(),
        Received::On(day) => day.to_string(),
        Received::Undated => "?".to_owned(),
    };
    let lateness = match standing.lateness {
        Lateness::InTime => "0".to_owned(),
        Lateness::Late(days) => format!("+{days}"),
        Lateness::Overdue(days) => format!("+{days}…"),
        Lateness::Ahead(days) => format!("-{days}"),
        Lateness::Unknown => "?".to_owned(),
    };
    let (unit, errors, gaps) = (&campaign.units[standing.unit].code, standing.errors, standing.gaps);
    format!("{unit} {thing} {period}: {state}, {received}, {lateness}, {errors} lỗi, thiếu {gaps}")
}

/// The results of the first quarter, seen from a day.
fn first_quarter(files: &Files, from: &str) -> Vec<String> {
    let run = seen(files, from);
    let all: Vec<String> = chased(files, &run).standings.iter().map(|standing| told(&run, standing)).collect();
    all.into_iter().filter(|line| line.contains("ket_qua Q1")).map(|line| line.replace(" ket_qua Q1", "")).collect()
}

/// The base campaign with these sheets; none of its results where one of them is `ket-qua`.
fn with(sheets: &[(&str, &str)]) -> Files {
    files("", sheets)
}

/// The base campaign, whose two units have handed in nothing.
fn nothing() -> Files {
    let mut files = with(&[]);
    files.retain(|path, _| !path.starts_with("ket-qua/"));
    files
}

const RECEIVED: &str = "don_vi,viec,ky,ngay_nhan\nP1,ket_qua,Q1,2026-04-12\nP2,ket_qua,Q1,2026-04-10\n";

#[test]
fn what_has_not_come_is_overdue_from_the_day_after_its_last() {
    let expected = |lateness: &str| [format!("P1: chưa nộp, –, {lateness}, 0 lỗi, thiếu 0"), format!("P2: chưa nộp, –, {lateness}, 0 lỗi, thiếu 0")];
    // The last day is 10 April.
    assert_eq!(first_quarter(&nothing(), "2026-04-10"), expected("-0"));
    assert_eq!(first_quarter(&nothing(), "2026-04-11"), expected("+1…"));
    assert_eq!(first_quarter(&nothing(), "2026-05-01"), expected("+21…"));
}

#[test]
fn what_came_after_its_last_day_is_late_by_the_days_between() {
    let expected = ["P1: nộp muộn, 2026-04-12, +2, 0 lỗi, thiếu 0", "P2: đã đủ, 2026-04-10, 0, 0 lỗi, thiếu 0"];
    assert_eq!(first_quarter(&with(&[("nop.csv", RECEIVED)]), "2026-05-01"), expected);
}

#[test]
fn what_came_after_the_day_it_is_seen_from_has_not_come_yet() {
    let expected = ["P1: chưa nộp, –, +1…, 0 lỗi, thiếu 0", "P2: đã đủ, 2026-04-10, 0, 0 lỗi, thiếu 0"];
    assert_eq!(first_quarter(&with(&[("nop.csv", RECEIVED)]), "2026-04-11"), expected);
}

#[test]
fn an_extension_moves_the_day_that_counts() {
    let extension = "don_vi,viec,ky,han_moi,van_ban\nP1,ket_qua,Q1,2026-04-12,12/STP\n";
    let folder = with(&[("nop.csv", RECEIVED), ("gia-han.csv", extension)]);
    let expected = ["P1: đã đủ, 2026-04-12, 0, 0 lỗi, thiếu 0", "P2: đã đủ, 2026-04-10, 0, 0 lỗi, thiếu 0"];
    assert_eq!(first_quarter(&folder, "2026-05-01"), expected);
    let run = seen(&folder, "2026-05-01");
    let chase = chased(&folder, &run);
    let dues: Vec<_> = chase.standings.iter().filter(|one| one.thing == Thing::Results).filter_map(|one| one.due).collect();
    assert!(dues[0].is_extended && dues[0].day == day("2026-04-12"));
    assert!(!dues[1].is_extended && dues[1].day == day("2026-04-10"));
}

#[test]
fn rows_without_a_day_are_handed_in_and_neither_late_nor_in_time() {
    assert_eq!(first_quarter(&with(&[]), "2026-05-01"), ["P1: đã đủ, ?, ?, 0 lỗi, thiếu 0", "P2: đã đủ, ?, ?, 0 lỗi, thiếu 0"]);
}

#[test]
fn errors_stand_before_lateness_and_lateness_is_kept() {
    // Ten points are the maximum.
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,12\nP2,A1,Q1,10\n";
    let folder = with(&[("ket-qua/q1.csv", rows), ("nop.csv", RECEIVED)]);
    let expected = ["P1: nộp lỗi, 2026-04-12, +2, 1 lỗi, thiếu 0", "P2: đã đủ, 2026-04-10, 0, 0 lỗi, thiếu 0"];
    assert_eq!(first_quarter(&folder, "2026-05-01"), expected);
}

/// Two criteria, of which what may not arise.
const TWO: &str = "tieu_chi:\n  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}\n  \
                   - {ma: A2, ten: Hai, diem_chuan: 10, cach_cham: cho_diem, khong_phat_sinh: loai_tru}\n";

#[test]
fn a_row_that_is_lacking_is_a_gap_and_nought_and_what_does_not_arise_are_none() {
    let head = "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\n";
    let rows = |second: &str| files(TWO, &[("ket-qua/q1.csv", &format!("{head}P1,A1,Q1,8,\nP2,A1,Q1,7,\nP2,A2,Q1,7,\n{second}"))]);
    let lacking = ["P1: nộp thiếu, ?, ?, 0 lỗi, thiếu 1", "P2: đã đủ, ?, ?, 0 lỗi, thiếu 0"];
    assert_eq!(first_quarter(&rows(""), "2026-05-01"), lacking);
    let complete = ["P1: đã đủ, ?, ?, 0 lỗi, thiếu 0", "P2: đã đủ, ?, ?, 0 lỗi, thiếu 0"];
    assert_eq!(first_quarter(&rows("P1,A2,Q1,0,\n"), "2026-05-01"), complete);
    assert_eq!(first_quarter(&rows("P1,A2,Q1,,không có vụ việc\n"), "2026-05-01"), complete);
}

#[test]
fn where_no_deadline_is_declared_none_is_made_up() {
    let folder = files("cac_han: []\n", &[("ket-qua/q1.csv", "don_vi,tieu_chi,ky,diem_cham,ngay_nhan\nP2,A1,Q1,7,2026-06-01\n")]);
    let run = seen(&folder, "2026-07-30");
    let chase = chased(&folder, &run);
    let expected = ["P1 ket_qua Q1: chưa nộp, –, ?, 0 lỗi, thiếu 0", "P2 ket_qua Q1: đã đủ, 2026-06-01, ?, 0 lỗi, thiếu 0"];
    assert_eq!(chase.standings.iter().map(|standing| told(&run, standing)).collect::<Vec<_>>(), expected);
    assert!(chase.standings.iter().all(|standing| standing.due.is_none()));
    let page = report::chase::page(&run, &chase);
    assert_eq!(cells(&page, "chase", 4), ["không khai hạn", "không khai hạn"]);
}

#[test]
fn results_are_asked_of_those_who_have_a_criterion() {
    let definition = |deadlines: &str| {
        format!(
            "{deadlines}khoi:\n  - {{ma: K1, ten: Khối một}}\n  - {{ma: K2, ten: Khối hai}}\ntieu_chi:\n  \
             - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem, ap_dung: {{khoi: [K1]}}}}\n"
        )
    };
    let units = "ma,ten,khoi,loai\nP1,Phòng Một,K1,phong\nP2,Phòng Hai,K2,phong\n";
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n";
    for deadlines in ["", "cac_han: []\n"] {
        let folder = files(&definition(deadlines), &[("don-vi.csv", units), ("ket-qua/q1.csv", rows)]);
        assert_eq!(first_quarter(&folder, "2026-05-01"), ["P1: đã đủ, ?, ?, 0 lỗi, thiếu 0"], "{deadlines}");
    }
}

#[test]
fn what_is_not_due_yet_is_left_to_the_calendar_until_its_period_is_over() {
    let run = seen(&nothing(), "2026-01-15");
    assert_eq!(chased(&nothing(), &run).standings, Vec::new());
    // The first quarter ends on 31 March.
    assert_eq!(first_quarter(&nothing(), "2026-03-31"), Vec::<String>::new());
    assert_eq!(first_quarter(&nothing(), "2026-04-01").len(), 2);
}

#[test]
fn a_period_that_is_named_is_looked_at_alone() {
    let folder = nothing();
    let request = Request { as_of: Some(day("2026-04-01")), period: Some("Q2".to_owned()), ..Request::default() };
    let run = run(&folder, &request);
    // From 1 April to 10 July: 29 + 31 + 30 + 10.
    let expected = ["P1 ket_qua Q2: chưa nộp, –, -100, 0 lỗi, thiếu 0", "P2 ket_qua Q2: chưa nộp, –, -100, 0 lỗi, thiếu 0"];
    assert_eq!(chased(&folder, &run).standings.iter().map(|standing| told(&run, standing)).collect::<Vec<_>>(), expected);
}

#[test]
fn errors_of_a_row_whose_period_cannot_be_read_stand_by_themselves() {
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,7\nP2,A1,Q9,7\n";
    let folder = with(&[("ket-qua/q1.csv", rows)]);
    let run = seen(&folder, "2026-05-01");
    let told: Vec<String> = chased(&folder, &run).standings.iter().map(|standing| told(&run, standing)).collect();
    assert_eq!(told.last().map(String::as_str), Some("P2 ket_qua –: nộp lỗi, ?, ?, 1 lỗi, thiếu 0"));
    assert_eq!(told.iter().filter(|line| line.contains("P2 ket_qua Q1: đã đủ")).count(), 1);
}

/// `stage office criterion period given/all: units` of each office that is behind.
fn behind(run: &Run, chase: &Chase) -> Vec<String> {
    let line = |one: &chase::Behind| {
        let campaign = &run.campaigns[one.campaign].campaign;
        let code = |unit: &thidua::value::UnitIndex| campaign.units[*unit].code.to_string();
        let (stage, criterion, period) = (&campaign.stages[one.stage], &campaign.criteria[one.criterion].code, &campaign.periods[one.period].code);
        let office = one.office.as_ref().map_or("–".to_owned(), code);
        let lacking: Vec<String> = one.lacking.iter().map(code).collect();
        format!("{stage} {office} {criterion} {period} {}/{}: {}", one.given, one.given + lacking.len(), lacking.join(" "))
    };
    chase.behind.iter().map(line).collect()
}

/// A criterion that `P2` appraises, in these stages.
fn appraised(stages: &str, rows: &str) -> Files {
    let definition = format!(
        "cham_diem:\n  vong: [{stages}]\n  lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}\n  gop_ky: {{lay: diem_tong}}\n  \
         vuot_chi_tieu: toi_da\ntieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem, tham_dinh_boi: P2}}\n"
    );
    files(&definition, &[("ket-qua/q1.csv", rows)])
}

fn behind_of(folder: &Files) -> Vec<String> {
    let run = seen(folder, "2026-05-01");
    behind(&run, &chased(folder, &run))
}

#[test]
fn an_office_is_behind_with_points_that_wait_for_it() {
    let rows = |second: &str| format!("don_vi,tieu_chi,ky,diem_tu_cham,diem_tham_dinh\nP1,A1,Q1,8,7\nP2,A1,Q1,{second}\n");
    let stages = "tu_cham, tham_dinh";
    assert_eq!(behind_of(&appraised(stages, &rows("8,"))), ["tham_dinh P2 A1 Q1 1/2: P2"]);
    // Nought is given; what the unit has not scored itself waits for the unit.
    assert_eq!(behind_of(&appraised(stages, &rows("8,0"))), Vec::<String>::new());
    assert_eq!(behind_of(&appraised(stages, &rows(","))), Vec::<String>::new());
}

#[test]
fn of_several_stages_each_has_its_own_offices() {
    let rows = "don_vi,tieu_chi,ky,diem_tu_cham,diem_tham_dinh,diem_hoi_dong\nP1,A1,Q1,8,7,\nP2,A1,Q1,8,,\n";
    let folder = appraised("tu_cham, tham_dinh, hoi_dong", rows);
    let mut run = seen(&folder, "2026-05-01");
    assert_eq!(behind(&run, &chased(&folder, &run)), ["hoi_dong P2 A1 Q1 0/2: P1 P2"]);
    let asked = |stage: &str| Request { stage: Some(stage.to_owned()), as_of: Some(day("2026-05-01")), ..Request::default() };
    run.stages = vec![crate::support::run(&folder, &asked("tu_cham")), crate::support::run(&folder, &asked("tham_dinh"))];
    assert_eq!(behind(&run, &chased(&folder, &run)), ["tham_dinh P2 A1 Q1 1/2: P2", "hoi_dong P2 A1 Q1 0/2: P1 P2"]);
}

#[test]
fn of_one_stage_a_criterion_that_names_an_office_is_scored_by_it() {
    let folder = appraised("cham", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\n");
    assert_eq!(behind_of(&folder), ["cham P2 A1 Q1 1/2: P2"]);
    let given = appraised("cham", "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,8\n");
    assert_eq!(behind_of(&given), Vec::<String>::new());
}

#[test]
fn what_an_office_is_to_give_is_no_gap_of_the_unit() {
    let row = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,8\nP2,A1,Q1,\n";
    assert_eq!(first_quarter(&appraised("cham", row), "2026-05-01")[1], "P2: đã đủ, ?, ?, 0 lỗi, thiếu 0");
    let own = with(&[("ket-qua/q1.csv", row)]);
    assert_eq!(first_quarter(&own, "2026-05-01")[0], "P2: nộp thiếu, ?, ?, 0 lỗi, thiếu 1");
}

/// The cells of a column of a table of the page.
fn cells(page: &Page, key: &str, column: usize) -> Vec<String> {
    let table = page.tables.iter().find(|table| &*table.key == key).expect("the page has the table");
    table.rows.iter().map(|row: &Row| row.cells[column].figure()).collect()
}

#[test]
fn the_page_counts_each_state_once() {
    let rows = "don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,12\n";
    let folder = with(&[("ket-qua/q1.csv", rows)]);
    let run = seen(&folder, "2026-05-01");
    let page = report::chase::page(&run, &chased(&folder, &run));
    // Registrations: nobody. Results: one with an error, one has not handed in.
    assert_eq!(cells(&page, "chase-counts", 0), ["Đăng ký thi đua", "Kết quả thi đua"]);
    let counted: Vec<Vec<String>> = (2..8).map(|column| cells(&page, "chase-counts", column)).collect();
    assert_eq!(counted, [["2", "2"], ["2", "1"], ["0", "1"], ["0", "0"], ["0", "0"], ["0", "0"]]);
}

#[test]
fn what_is_to_be_chased_stands_before_what_is_complete() {
    // Registrations are complete, of results one is late; registrations are declared first.
    let received = format!("{RECEIVED}P1,dang_ky,,2026-01-30\nP2,dang_ky,,2026-01-30\n");
    let folder = with(&[("nop.csv", &received)]);
    let run = seen(&folder, "2026-05-01");
    let page = report::chase::page(&run, &chased(&folder, &run));
    let told: Vec<String> =
        cells(&page, "chase", 0).into_iter().zip(cells(&page, "chase", 6)).map(|(thing, state)| format!("{thing}: {state}")).collect();
    let expected = ["Kết quả thi đua: nộp muộn", "Đăng ký thi đua: đã đủ", "Đăng ký thi đua: đã đủ", "Kết quả thi đua: đã đủ"];
    assert_eq!(told, expected);
}

#[test]
fn the_page_leaves_empty_what_nobody_can_know() {
    let run = seen(&nothing(), "2026-04-05");
    let page = report::chase::page(&run, &chased(&nothing(), &run));
    let last = |column: usize| cells(&page, "chase", column).pop().expect("a row");
    // Not handed in and not due: no day, no lateness, neither errors nor gaps.
    assert_eq!([5, 6, 7, 8, 9].map(last), ["", "chưa nộp (chưa đến hạn)", "", "", ""]);
}
