//! Estimates: scored only where the campaign says so, beside the actual figure everywhere, and never seen as one.
//!
//! Lines are compared with a calculation of its own, in whole numbers, that knows nothing of the tool's.

use calamine::Reader as _;
use proptest::prelude::*;
use serde_json::Value;
use thidua::diagnostic::Language;
use thidua::pipeline::{self, Request, Run};
use thidua::report::{About, Mark, Page, csv, json, markdown, pages, table, xlsx};
use thidua::tally::LineState;
use thidua::value::Points;

use crate::support::{Fence, Files, base, concise, memory, overlay, reasons, run};

const ABOUT: About<'_> = About { version: "0.0.0" };
const UNTIL: &str = "thoi_gian: {tu: 2026-01-01, den_het: 2026-06-30, uoc_den_het: 2026-12-31}\n";
const SHEET: &str = "don_vi,tieu_chi,ky,tong_so,thuc_hien,uoc_thuc_hien\n";

/// The base campaign with these top-level keys and these rows.
fn folder(definition: &str, rows: &str) -> Files {
    let fences = [("phong-trao.yaml", format!("{UNTIL}{definition}")), ("ket-qua/q1.csv", format!("{SHEET}{rows}"))];
    overlay(base(), &fences.map(|(path, text)| Fence { path: path.to_owned(), whole: false, text }))
}

fn ask(period: &str) -> Request {
    Request { period: Some(period.to_owned()), ..Request::default() }
}

/// A line of `P1`: `points state`.
fn line(run: &Run, criterion: &str) -> String {
    let run = run.first();
    let unit = run.campaign.directories.units.find(b"P1").expect("P1 is declared");
    let lines = run.tally().lines(unit);
    let line = lines.iter().find(|line| run.campaign.criteria[line.criterion].code.as_str() == criterion).expect("the criterion has a line");
    let state = crate::worked::state(line);
    format!("{} {state}", line.points.map_or("–".to_owned(), |points| points.to_string()))
}

// What is scored.

const BY_COUNT: &str = "cach_cham: {theo_so_luong: {diem_moi: 2}}";

fn one(rest: &str) -> String {
    format!("tieu_chi:\n  - {{ma: A1, ten: Một, diem_chuan: 50, {rest}, {BY_COUNT}}}\n")
}

#[test]
fn an_estimate_is_scored_only_where_the_campaign_says_so() {
    let rows = "P1,A1,Q1,,3,5\nP2,A1,Q1,,3,5\n";
    let scoring = |figure: &str| {
        format!(
            "cham_diem: {{vong: [cham], lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}, gop_ky: {{lay: diem_tong}}{figure}}}\n"
        )
    };
    let of = |figure: &str, own: &str| {
        line(&run(&folder(&format!("{}{}", scoring(figure), one(&format!("so_lieu: trong_ky{own}"))), rows), &ask("Q1")), "A1")
    };
    assert_eq!(of("", ""), "6 given");
    assert_eq!(of(", so_lieu_cham: thuc_hien", ""), "6 given");
    assert_eq!(of(", so_lieu_cham: uoc_thuc_hien", ""), "10 estimated");
    assert_eq!(of(", so_lieu_cham: uoc_thuc_hien", ", so_lieu_cham: thuc_hien"), "6 given");
    assert_eq!(of("", ", so_lieu_cham: uoc_thuc_hien"), "10 estimated");
}

#[test]
fn neither_figure_stands_in_for_the_other() {
    let by_estimate = one("so_lieu: trong_ky, so_lieu_cham: uoc_thuc_hien");
    assert_eq!(line(&run(&folder(&by_estimate, "P1,A1,Q1,,3,\nP2,A1,Q1,,3,5\n"), &ask("Q1")), "A1"), "– missing");
    let by_actual = one("so_lieu: trong_ky");
    assert_eq!(line(&run(&folder(&by_actual, "P1,A1,Q1,,,5\nP2,A1,Q1,,3,5\n"), &ask("Q1")), "A1"), "– missing");
    // Each is told once, and not as missing too.
    let told = |definition: &str, rows: &str| reasons(&folder(definition, rows), &Request::default());
    let once = |reason: &str| vec![("other-figure-asked".to_owned(), reason.to_owned())];
    assert_eq!(told(&by_estimate, "P1,A1,Q1,,3,\nP2,A1,Q1,,3,5\n"), once("estimate-asked"));
    assert_eq!(told(&by_actual, "P1,A1,Q1,,,5\nP2,A1,Q1,,3,5\n"), once("actual-asked"));
}

#[test]
fn a_row_with_neither_figure_misses_the_one_that_is_scored() {
    let files = folder(&one("so_lieu: trong_ky, so_lieu_cham: uoc_thuc_hien"), "P1,A1,Q1,,,\nP2,A1,Q1,,3,5\n");
    let told = concise(&files, &Request { as_of: thidua::value::Day::from_ymd(2026, 4, 11), ..Request::default() }, Language::Vietnamese);
    assert!(told.contains("error[missing-result]: tiêu chí `A1` chưa có `uoc_thuc_hien`"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn points_of_a_stage_stand_before_the_estimate() {
    let files = overlay(
        folder(&one("so_lieu: trong_ky, so_lieu_cham: uoc_thuc_hien"), ""),
        &[Fence {
            path: "ket-qua/q1.csv".to_owned(),
            whole: false,
            text: "don_vi,tieu_chi,ky,thuc_hien,uoc_thuc_hien,diem_cham,ghi_chu\nP1,A1,Q1,3,5,9,Thẩm định lại\nP2,A1,Q1,3,5,,\n".to_owned(),
        }],
    );
    let run = run(&files, &ask("Q1"));
    assert_eq!(line(&run, "A1"), "9 given");
    let run = run.first();
    let is_estimated = |unit: &[u8]| run.tally().total(run.campaign.directories.units.find(unit).expect("declared")).is_estimated;
    assert!(!is_estimated(b"P1") && is_estimated(b"P2"));
}

#[test]
fn a_target_and_a_tie_are_measured_by_what_is_scored() {
    // 40 of 50 done, 60 of 50 to come: past the target by the estimate alone. P2 has as many points, and fewer to come.
    let definition = "
tieu_chi: [{ma: A1, ten: Một, diem_chuan: 10, so_lieu: trong_ky, chi_tieu: theo_ky, so_lieu_cham: uoc_thuc_hien, cach_cham: {ty_le: {mau: chi_tieu}}}]
xep_hang: {so_sanh: tong_diem, thu_hang: 1-2-2-4, khi_bang_diem: [{thuc_hien: A1}], dan_dau: {danh_hieu: TTLĐTT, dieu_kien: [{hoan_thanh_vuot: {tieu_chi: [A1]}}]}}
";
    let mut files = folder(definition.trim_start(), "P1,A1,Q1,,40,60\nP2,A1,Q1,,45,55\n");
    files.insert("chi-tieu.csv".to_owned(), "don_vi,tieu_chi,ky,chi_tieu\nP1,A1,Q1,50\nP2,A1,Q1,50\n".into());
    let run = run(&files, &ask("Q1"));
    let one = run.first();
    let block = &one.outcome.blocks[0];
    let first = &block.standings[0];
    assert_eq!((one.campaign.units[first.total.unit].code.as_str(), first.place, first.decided_by.as_deref()), ("P1", Some(1), Some("A1")));
    let leader = block.leader.as_ref().expect("a leader is declared");
    assert!(leader.is_put_forward);
    let mut out = Vec::new();
    table::write(&run, 100, table::Reader::Pipe, &mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("text").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("theo số ước, đề nghị tặng"), "{text}");
    assert!(text.contains("hoàn thành vượt chỉ tiêu A1 (theo số ước): đạt"), "{text}");
}

// Periods.

#[test]
fn a_group_period_takes_the_estimate_of_every_leaf() {
    let definition = one("so_lieu: trong_ky, so_lieu_cham: uoc_thuc_hien, gop_ky: {lay: so_lieu}");
    let rows = "P1,A1,Q1,,4,4\nP1,A1,Q2,,3,6\nP2,A1,Q1,,1,1\nP2,A1,Q2,,1,1\n";
    assert_eq!(line(&run(&folder(&definition, rows), &ask("6T")), "A1"), "20 estimated");
    let without = "P1,A1,Q1,,4,\nP1,A1,Q2,,3,6\nP2,A1,Q1,,1,1\nP2,A1,Q2,,1,1\n";
    assert_eq!(line(&run(&folder(&definition, without), &ask("6T")), "A1"), "– missing");
}

#[test]
fn a_cumulative_estimate_is_that_of_the_last_leaf_or_of_the_group() {
    let definition = one("so_lieu: luy_ke, so_lieu_cham: uoc_thuc_hien, gop_ky: {lay: so_lieu}");
    let last = "P1,A1,Q1,,4,9\nP1,A1,Q2,,5,8\nP2,A1,Q1,,1,1\nP2,A1,Q2,,1,1\n";
    let files = folder(&definition, last);
    assert_eq!(line(&run(&files, &ask("6T")), "A1"), "16 estimated");
    // The estimate came down from 9 to 8: that is no falling figure.
    assert_eq!(reasons(&files, &Request::default()), []);
    let told = |rows: &str| reasons(&folder(&definition, &format!("{last}{rows}")), &Request::default());
    assert_eq!(told("P1,A1,6T,,5,8\n"), []);
    let differs = ("cumulative-differs".to_owned(), "from-last-period".to_owned());
    for rows in ["P1,A1,6T,,5,7\n", "P1,A1,6T,,6,8\n"] {
        assert_eq!(told(rows), std::slice::from_ref(&differs), "{rows}");
    }
}

// Against a calculation of its own.

#[derive(Clone, Copy, Debug)]
enum Way {
    Share,
    Bands,
    Count,
}

#[derive(Clone, Debug)]
struct Case {
    way: Way,
    common: Option<bool>,
    own: Option<bool>,
    cumulative: bool,
    merging: usize,
    /// Total, actual, estimate of Q1 and of Q2.
    rows: [(i128, Option<i128>, Option<i128>); 2],
    period: usize,
}

const MERGINGS: [&str; 4] = ["so_lieu", "diem_tong", "diem_binh_quan", "diem_ky_cuoi"];
const PERIODS: [&str; 3] = ["Q1", "Q2", "6T"];

fn figure(is_estimate: bool) -> &'static str {
    if is_estimate { "uoc_thuc_hien" } else { "thuc_hien" }
}

impl Case {
    fn files(&self) -> Files {
        let key = |choice: Option<bool>| choice.map(|choice| format!(", so_lieu_cham: {}", figure(choice))).unwrap_or_default();
        let way = match self.way {
            Way::Share => "ty_le: {mau: tong_so}",
            Way::Bands => "theo_muc: {so: gia_tri, cac_muc: [{duoi: 10, diem: 1}, {tu: 10, duoi: 20, diem: 4.5}, {tu: 20, diem: 7}]}",
            Way::Count => "theo_so_luong: {diem_moi: 0.75, toi_da: 7}",
        };
        let accrual = if self.cumulative { "luy_ke" } else { "trong_ky" };
        let definition = format!(
            "cham_diem: {{vong: [cham], lam_tron: {{chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}}, gop_ky: {{lay: {}}}, vuot_chi_tieu: toi_da{}}}\n\
             tieu_chi: [{{ma: A1, ten: Một, diem_chuan: 7, so_lieu: {accrual}{}, cach_cham: {{{way}}}}}]\n",
            MERGINGS[self.merging],
            key(self.common),
            key(self.own),
        );
        let shown = |figure: Option<i128>| figure.map(|figure| figure.to_string()).unwrap_or_default();
        let rows = ["Q1", "Q2"].iter().zip(self.rows).map(|(period, (total, actual, estimate))| {
            let total = matches!(self.way, Way::Share).then_some(total);
            format!("P1,A1,{period},{},{},{}\n", shown(total), shown(actual), shown(estimate))
        });
        let rows = rows.collect::<Vec<_>>().concat();
        folder(&definition, &rows)
    }

    /// Hundredths of a point and whether they are estimated, by hand.
    fn by_hand(&self) -> Option<(i128, bool)> {
        let by_estimate = self.own.or(self.common).unwrap_or(false);
        let taken = |(total, actual, estimate): (i128, Option<i128>, Option<i128>)| Some((if by_estimate { estimate } else { actual }?, total));
        let last_alone = self.merging == 3 || (self.cumulative && self.merging == 0);
        let counted: Vec<_> = match (self.period, last_alone) {
            (0, _) => vec![self.rows[0]],
            (1, _) | (2, true) => vec![self.rows[1]],
            _ => self.rows.to_vec(),
        };
        let figures: Vec<(i128, i128)> = counted.into_iter().map(taken).collect::<Option<_>>()?;
        let count = i128::try_from(figures.len()).expect("two at most");
        let points = match (self.merging, figures.len()) {
            (0, 2) => self.score(figures[0].0 + figures[1].0, figures[0].1 + figures[1].1),
            (2, _) => half_up(figures.iter().map(|(figure, total)| self.score(*figure, *total)).sum(), count),
            _ => figures.iter().map(|(figure, total)| self.score(*figure, *total)).sum(),
        };
        Some((points, by_estimate))
    }

    fn score(&self, figure: i128, total: i128) -> i128 {
        match self.way {
            Way::Share => half_up(700 * figure.min(total), total),
            Way::Bands if figure < 10 => 100,
            Way::Bands if figure < 20 => 450,
            Way::Bands => 700,
            Way::Count => (75 * figure).min(700),
        }
    }
}

/// `above / below` as a whole number, from half upwards.
fn half_up(above: i128, below: i128) -> i128 {
    (2 * above + below) / (2 * below)
}

fn case() -> impl Strategy<Value = Case> {
    let figure = || prop::option::weighted(0.85, 0_i128..30);
    let row = || (1_i128..40, figure(), figure());
    let way = prop::sample::select(vec![Way::Share, Way::Bands, Way::Count]);
    let which = || prop::option::of(any::<bool>());
    (way, which(), which(), any::<bool>(), 0_usize..4, [row(), row()], 0_usize..3)
        .prop_map(|(way, common, own, cumulative, merging, rows, period)| Case { way, common, own, cumulative, merging, rows, period })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_is_what_it_comes_to_by_hand(case in case()) {
        let run = run(&case.files(), &ask(PERIODS[case.period]));
        let run = run.first();
        let unit = run.campaign.directories.units.find(b"P1").expect("P1 is declared");
        let lines = run.tally().lines(unit);
        let total = run.tally().total(unit);
        match case.by_hand() {
            None => {
                prop_assert!(matches!(lines[0].state, LineState::Missing(_)), "{:?}", lines[0]);
                prop_assert_eq!(lines[0].points, None);
                prop_assert!(!total.is_estimated);
            }
            Some((hundredths, is_estimated)) => {
                prop_assert_eq!(lines[0].points, Some(Points::from_millionths(i64::try_from(hundredths * 10_000).expect("small"))));
                prop_assert_eq!(lines[0].state, if is_estimated { LineState::Estimated } else { LineState::Given });
                prop_assert_eq!(total.is_estimated, is_estimated);
            }
        }
    }
}

// Marked in every output.

/// A1 by its estimate, A2 by its actual figure with an estimate beside it, both below a bonus that is cut; A3 has none.
fn marked() -> Files {
    let definition = "
tieu_chi:
  - {ma: A, ten: Nhóm, con: [{ma: A1, ten: Một, diem_chuan: 20, so_lieu: trong_ky, so_lieu_cham: uoc_thuc_hien, don_vi_tinh: vụ, cach_cham: {theo_so_luong: {diem_moi: 2}}}]}
  - {ma: A2, ten: Hai, diem_chuan: 20, so_lieu: trong_ky, cach_cham: {theo_so_luong: {diem_moi: 1}}}
  - {ma: T, ten: Thưởng, nhom: diem_thuong, toi_da: 3, con: [{ma: T1, ten: Thưởng một, so_lieu: trong_ky, so_lieu_cham: uoc_thuc_hien, cach_cham: {theo_so_luong: {diem_moi: 1, toi_da: 9}}}]}
";
    folder(definition.trim_start(), "P1,A1,Q2,,3,5\nP1,A2,Q2,,7,8\nP1,T1,Q2,,1,4\nP2,A1,Q2,,3,5\nP2,A2,Q2,,6,\nP2,T1,Q2,,1,2\n")
}

fn tally_json(files: &Files) -> Value {
    let volume = memory(files);
    let run = pipeline::run(&volume, &ask("Q2")).expect("a folder in memory can be read");
    let mut out = Vec::new();
    json::write(&run, &volume, &mut out).expect("memory takes everything");
    serde_json::from_slice(&out).expect("what is written is JSON")
}

#[test]
fn json_says_which_lines_and_totals_are_estimated_and_has_both_figures() {
    let tally = tally_json(&marked());
    let campaign = &tally["campaigns"][0];
    assert_eq!(campaign["estimated_to"], "2026-12-31");
    let standing = &campaign["blocks"][0]["standings"][0];
    assert_eq!((&standing["unit"], &standing["total"], &standing["estimated"]), (&"P1".into(), &"20.00".into(), &true.into()));
    let lines = standing["lines"].as_array().expect("lines");
    let states: Vec<&str> = lines.iter().map(|line| line["state"].as_str().expect("a state")).collect();
    assert_eq!(states, ["estimated", "given", "estimated", "capped"]);
    let figures = serde_json::json!([{"period": "Q2", "actual": "3", "estimate": "5", "source": {"file": "ket-qua/q1.csv", "line": 2}}]);
    assert_eq!(lines[0]["figures"], figures);
    // An estimate that is not scored stands beside the actual figure all the same.
    assert_eq!(lines[1]["figures"][0]["estimate"], "8");
    let other = &campaign["blocks"][0]["standings"][1]["lines"][1];
    assert_eq!(other.get("figures"), None, "a row without an estimate has one figure");
}

fn page<'a>(pages: &'a [Page], name: &str) -> &'a Page {
    pages.iter().find(|page| &*page.name == name).unwrap_or_else(|| panic!("no page {name}"))
}

#[test]
fn every_page_marks_what_contains_an_estimate() {
    let run = run(&marked(), &ask("Q2"));
    let pages = pages(&run, &ABOUT);
    let points = &page(&pages, "Khối K1").tables[0];
    let of = |row: usize| (points.rows[row].cells[0].words(), points.rows[row].cells[1].words(), points.rows[row].cells[3].mark);
    let found: Vec<_> = (0..points.rows.len()).map(of).collect();
    let expected = [
        ("A", "Nhóm", Some(Mark::Estimated)),
        ("A1", "Một", Some(Mark::Estimated)),
        ("A2", "Hai", None),
        ("T", "Thưởng (nhiều nhất 3)", Some(Mark::CappedEstimated)),
        ("T1", "Thưởng một", Some(Mark::Estimated)),
        ("", "Tổng điểm", Some(Mark::Estimated)),
        ("", "Điểm tối đa được giao", None),
        ("", "Tỷ lệ (%)", Some(Mark::Estimated)),
        ("", "Xếp thứ", None),
        ("", "Xếp loại", None),
        ("", "Trạng thái", None),
        ("", "Tiêu chí chấm theo số ước", None),
    ];
    assert_eq!(found, expected.map(|(code, name, mark)| (code.to_owned(), name.to_owned(), mark)));
    assert_eq!(points.rows[10].cells[3].words(), "chính thức, có số ước");
    assert_eq!(points.rows[11].cells[3].words(), "A1, T1");
    assert!(points.notes.iter().any(|note| note.contains("đến hết ngày 31/12/2026")), "{:?}", points.notes);
    let ranking = &page(&pages, "Tổng quan").tables[0];
    assert_eq!(ranking.rows[1].cells.iter().map(|cell| cell.mark).collect::<Vec<_>>()[2..5], [Some(Mark::Estimated), None, Some(Mark::Estimated)]);
    let estimates = &page(&pages, "Số ước").tables[0];
    let row = |row: usize| estimates.rows[row].cells.iter().map(thidua::report::Cell::words).collect::<Vec<_>>().join("|");
    assert_eq!(row(1), "Phòng Một|A1|Một|Q2|vụ|3|5|số ước");
    assert_eq!(row(2), "Phòng Một|A2|Hai|Q2||7|8|số thực hiện");
    assert_eq!(estimates.rows.len(), 6, "a row without an estimate that is scored by what is done is not there");
}

#[test]
fn the_table_the_csv_the_markdown_and_the_workbook_mark_estimates() {
    let run = run(&marked(), &ask("Q2"));
    let written = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("text")
    };
    let text = written(&|out| table::write(&run, 100, table::Reader::Pipe, out).expect("memory takes everything"));
    assert!(text.contains("(ước) có điểm chấm theo số ước thực hiện, tính đến hết ngày 31/12/2026"), "{text}");
    assert!(text.lines().any(|line| line.contains("Phòng Một") && line.contains("20,00") && line.contains("(ước)")), "{text}");
    assert!(text.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == ["Phòng", "Một", "A1", "Q2", "3", "5", "số", "ước"]), "{text}");
    let text = written(&|out| csv::write(&run, csv::Dialect::Plain, out).expect("memory takes everything"));
    assert!(text.lines().next().expect("labels").ends_with(",uoc"), "{text}");
    assert!(text.contains(",20.00,40,50.00,,final,,x\n"), "{text}");
    let text = written(&|out| markdown::write(&pages(&run, &ABOUT), out).expect("memory takes everything"));
    assert!(text.contains("| A1 | Một | 20 | 10,00 (ước) | 10,00 (ước) |"), "{text}");
    assert!(text.contains("ước tính đến hết 31/12/2026"), "{text}");
    let bytes = xlsx::bytes(&run, &ABOUT).expect("the workbook can be made");
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("it is a workbook");
    let sheet = book.worksheet_range("Số ước").expect("the sheet is there");
    let numbers: Vec<f64> = sheet.rows().flatten().filter_map(calamine::DataType::get_float).collect();
    assert!(numbers.windows(2).any(|both| both == [3.0, 5.0]), "{numbers:?}");
}

#[test]
fn a_campaign_without_estimates_says_nothing_of_them() {
    let run = run(&folder(&one("so_lieu: trong_ky"), "P1,A1,Q2,,3,\nP2,A1,Q2,,3,\n"), &ask("Q2"));
    let pages = pages(&run, &ABOUT);
    assert!(pages.iter().all(|page| &*page.name != "Số ước"));
    let mut out = Vec::new();
    table::write(&run, 100, table::Reader::Pipe, &mut out).expect("memory takes everything");
    assert!(!String::from_utf8(out).expect("text").contains("ước"));
    // What is scored is said even where nothing is declared.
    let plan = format!("{:?}", page(&pages, "Kế hoạch"));
    assert!(plan.contains("số thực hiện (không khai, theo mặc định)"));
}

#[test]
fn estimates_that_are_not_scored_are_said_not_to_be() {
    let run = run(&folder(&one("so_lieu: trong_ky"), "P1,A1,Q2,,3,9\nP2,A1,Q2,,3,\n"), &ask("Q2"));
    let mut out = Vec::new();
    table::write(&run, 100, table::Reader::Pipe, &mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("text");
    assert!(text.contains("1 số ước thực hiện ở ket-qua, tính đến hết ngày 31/12/2026; không tính vào điểm"), "{text}");
    assert!(!text.contains("(ước)"), "{text}");
}

#[test]
fn an_estimate_of_an_earlier_period_reaches_further_only_where_figures_run_on() {
    let words = |accrual: &str, period: &str| {
        let rows = "P1,A1,Q1,,3,5\nP2,A1,Q1,,3,4\nP1,A1,Q2,,5,8\nP2,A1,Q2,,4,8\n";
        let run = run(&folder(&one(&format!("so_lieu: {accrual}, so_lieu_cham: uoc_thuc_hien")), rows), &ask(period));
        let mut out = Vec::new();
        table::write(&run, 160, table::Reader::Pipe, &mut out).expect("memory takes everything");
        let text = String::from_utf8(out).expect("text");
        let legend = text.lines().find(|line| line.starts_with("(ước)")).expect("a legend");
        legend.split_once("tính ").expect("how far").1.to_owned()
    };
    assert_eq!(words("trong_ky", "Q1"), "đến hết kỳ của từng dòng");
    assert_eq!(words("trong_ky", "Q2"), "đến hết ngày 31/12/2026");
    assert_eq!(words("trong_ky", "6T"), "đến hết ngày 31/12/2026");
    assert_eq!(words("luy_ke", "Q1"), "đến hết kỳ, số lũy kế đến hết ngày 31/12/2026");
}

// The definition.

#[test]
fn which_figure_is_scored_means_nothing_where_no_number_is() {
    let pointless = |criteria: &str| {
        let files = folder(&format!("tieu_chi:\n{criteria}"), "");
        reasons(&files, &Request::default()).iter().filter(|(check, _)| check == "pointless-key").count()
    };
    let leaf = |rest: &str| format!("  - {{ma: A1, ten: Một, diem_chuan: 10, so_lieu_cham: uoc_thuc_hien, {rest}}}\n");
    assert_eq!(pointless(&leaf("cach_cham: cho_diem")), 1);
    assert_eq!(pointless(&leaf("so_lieu: trong_ky, cach_cham: {co_khong: {}}")), 1);
    assert_eq!(pointless(&leaf("cach_cham: {co_khong: {tu_dong: {viec: ket_qua}}}")), 1);
    assert_eq!(pointless(&leaf(&format!("con: [{{ma: A2, ten: Hai, diem_chuan: 10, so_lieu: trong_ky, {BY_COUNT}}}]"))), 1);
    assert_eq!(pointless(&leaf(&format!("so_lieu: trong_ky, {BY_COUNT}"))), 0);
}

#[test]
fn a_common_choice_that_no_criterion_takes_is_pointless() {
    let scoring = "cham_diem: {vong: [cham], lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tung_dong}, gop_ky: {lay: diem_tong}, so_lieu_cham: uoc_thuc_hien}\n";
    let told = |criteria: &str| {
        let files = folder(&format!("{scoring}tieu_chi:\n{criteria}"), "");
        reasons(&files, &Request::default()).iter().filter(|(check, _)| check == "pointless-key").count()
    };
    assert_eq!(told("  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}\n"), 1);
    assert_eq!(
        told(&format!(
            "  - {{ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}}\n  - {{ma: A2, ten: Hai, diem_chuan: 9, so_lieu: trong_ky, {BY_COUNT}}}\n"
        )),
        0
    );
}

#[test]
fn phases_need_not_fill_the_campaign_and_a_plan_may_be_signed_after_its_first_day() {
    let definition = "
van_ban: [{so: 16/KH-STP, ngay: 2026-03-07}, {so: 20/KH-STP, ngay: 2025-12-28}]
dot:
  - {ma: D1, ten: Đợt 1, tu: 2026-01-05, den_het: 2026-02-28, ket_thuc: so_ket, dip_ky_niem: [{ten: Ngày Truyền thống, ngay: 2026-08-28}]}
  - {ma: D2, ten: Đợt 2, tu: 2026-03-02, den_het: 2026-05-19, ket_thuc: tong_ket, dip_ky_niem: [{ten: Đại hội thi đua}]}
";
    for cover in ["", "dot_phu_kin: false\n"] {
        let mut files = base();
        let fence = Fence { path: "phong-trao.yaml".to_owned(), whole: false, text: format!("{}{cover}", definition.trim_start()) };
        files = overlay(files, &[fence]);
        assert_eq!(concise(&files, &Request::default(), Language::Vietnamese), "");
        let run = run(&files, &Request::default());
        let mut out = Vec::new();
        markdown::write(&pages(&run, &ABOUT), &mut out).expect("memory takes everything");
        let text = String::from_utf8(out).expect("text");
        assert!(text.contains("16/KH-STP ký sau ngày bắt đầu 65 ngày"), "{text}");
        assert!(!text.contains("20/KH-STP ký sau"), "{text}");
        assert!(text.contains("| D1 | Đợt 1 | 05/01/2026 | 28/02/2026 | sơ kết | Ngày Truyền thống (28/08/2026) |"), "{text}");
        assert!(text.contains("| D2 | Đợt 2 | 02/03/2026 | 19/05/2026 | tổng kết | Đại hội thi đua |"), "{text}");
    }
}

#[test]
fn rows_with_both_figures_are_counted_as_they_are_listed() {
    let run = crate::support::run(&crate::support::example("binh-dinh-2023"), &Request::default());
    let one = run.first();
    for unit in one.campaign.units.indices() {
        let listed: usize = one.tally().lines(unit).iter().map(|line| line.figures.len()).sum();
        assert_eq!(one.tally().count_figures(unit), listed, "{}", one.campaign.units[unit].code);
    }
}
