//! What holds whatever the rows are, on both examples.

mod bands;
mod fixes;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use thidua::diagnostic::{Language, Severity};
use thidua::pipeline::{CampaignRun, Request, Run};
use thidua::tally::{Line, LineState};
use thidua::value::{ExactSum, Fraction, Points};

use crate::support::{EXAMPLES, Files, SCORED, concise, example, run};

/// Sheets of which a folder may hold many files.
const SPLIT: [&str; 2] = ["ket-qua/", "dang-ky/"];

/// The labels and the rows of a sheet whose cells hold no line end.
fn records(files: &Files, path: &str) -> (String, Vec<String>) {
    let text = String::from_utf8(files[path].clone()).expect("the examples are text");
    let mut lines = text.lines().map(str::to_owned);
    (lines.next().expect("a sheet has labels"), lines.collect())
}

fn sheet(labels: &str, rows: &[String]) -> Vec<u8> {
    let mut text = labels.to_owned() + "\n";
    for row in rows {
        text.extend([row.as_str(), "\n"]);
    }
    text.into_bytes()
}

/// Rearranges rows by a list of numbers: the same numbers, the same order.
fn shuffle(rows: &mut [String], numbers: &[u32]) {
    for last in (1..rows.len()).rev() {
        let other = numbers[last % numbers.len()] as usize % (last + 1);
        rows.swap(last, other);
    }
}

/// Every CSV sheet with its rows in another order.
fn shuffled(files: &Files, numbers: &[u32]) -> Files {
    let mut changed = files.clone();
    for path in files.keys().filter(|path| thidua::sheet::has_csv_ending(path)) {
        let (labels, mut rows) = records(files, path);
        shuffle(&mut rows, numbers);
        changed.insert(path.clone(), sheet(&labels, &rows));
    }
    changed
}

/// Results and registrations in a file a unit, below folders whose names mean nothing.
fn split_by_unit(files: &Files) -> Files {
    let mut changed = files.clone();
    for path in files.keys().filter(|path| SPLIT.iter().any(|folder| path.starts_with(folder))) {
        let (labels, rows) = records(files, path);
        changed.remove(path);
        let column = labels.split(',').position(|label| label == "don_vi").expect("both sheets name the unit");
        for row in rows {
            let unit = row.split(',').nth(column).expect("units stand before any quote");
            let folder = path.split('/').next().expect("below a folder");
            let name = format!("{folder}/tep/{unit}/{}", path.replace('/', "-"));
            let file = changed.entry(name).or_insert_with(|| format!("{labels}\n").into_bytes());
            file.extend_from_slice(format!("{row}\n").as_bytes());
        }
    }
    changed
}

fn read(files: &Files, period: Option<&str>) -> Run {
    run(files, &Request { period: period.map(str::to_owned), wants_digest: true, ..Request::default() })
}

/// All that is published of a run, as text: digest, places, totals, grades, what decided, leaders, and every line.
fn published(run: &Run) -> String {
    let mut text = format!("{:?}\n", run.digest);
    for one in &run.campaigns {
        publish(one, &mut text).expect("a string takes everything");
    }
    text
}

fn publish(one: &CampaignRun, text: &mut String) -> std::fmt::Result {
    use std::fmt::Write as _;
    let campaign = &one.campaign;
    writeln!(text, "{}", campaign.code)?;
    for block in &one.outcome.blocks {
        let code = |unit| campaign.units[unit].code.as_str();
        let leader = block.leader.as_ref().map(|leader| (leader.unit.map(code), leader.is_put_forward));
        writeln!(text, "{} {leader:?} {}", campaign.blocks[block.block].code, block.blocking)?;
        for standing in &block.standings {
            let total = &standing.total;
            let unit = &campaign.units[total.unit].code;
            let place = (standing.place, standing.grade.as_deref(), standing.state, standing.decided_by.as_deref());
            writeln!(text, "{unit} {place:?} {} {:?} {:?} {:?}", total.points, total.maximum, total.share, total.exact_share())?;
            for line in one.tally().lines(total.unit) {
                let line = (campaign.criteria[line.criterion].code.as_str(), line.points, line.maximum, line.state, line.rows.len());
                writeln!(text, "  {line:?}")?;
            }
        }
    }
    Ok(())
}

/// A period of an example, or the whole campaign.
pub(crate) fn period(example: &str, number: usize) -> Option<&'static str> {
    let periods: &[Option<&str>] = match example {
        "binh-dinh-2023" => &[None, Some("6T"), Some("4T"), Some("NAM")],
        "dong-thap-2021-2025" => &[None, Some("2021"), Some("2023b"), Some("D1"), Some("GD")],
        "moi-cach-cham" => &[None, Some("6D"), Some("6C"), Some("NAM")],
        "nam-trung-bo-tay-nguyen-2022" => &[None, Some("6T"), Some("4T")],
        "tp-ho-chi-minh-2022" => &[None, Some("Q1"), Some("Q3"), Some("9T"), Some("NAM")],
        _ => &[None],
    };
    periods[number % periods.len()]
}

/// Puts other figures into some rows: a cell that is a number takes another one.
pub(crate) fn disturbed(files: &Files, changes: &[(usize, usize, u32)]) -> Files {
    let mut other = files.clone();
    let paths: Vec<String> = files.keys().filter(|path| path.starts_with("ket-qua/")).cloned().collect();
    for (file, row, value) in changes {
        let path = &paths[file % paths.len()];
        let (labels, mut rows) = records(&other, path);
        let position = row % rows.len();
        let mut cells: Vec<String> = rows[position].split(',').map(str::to_owned).collect();
        let numbers: Vec<usize> = (3..cells.len()).filter(|cell| cells[*cell].parse::<u32>().is_ok()).collect();
        if let Some(cell) = numbers.get(*value as usize % numbers.len().max(1)) {
            cells[*cell] = if value % 7 == 0 { String::new() } else { (value % 200).to_string() };
            rows[position] = cells.join(",");
            other.insert(path.clone(), sheet(&labels, &rows));
        }
    }
    other
}

fn totals_are_the_sums_of_their_lines(run: &Run) -> Result<(), TestCaseError> {
    for (one, unit) in run.campaigns.iter().flat_map(|one| one.campaign.units.indices().map(move |unit| (one, unit))) {
        let (lines, total) = (one.tally().lines(unit), one.tally().total(unit));
        // A total is made of lines without their rows, some of them closed at once: they are the same lines.
        let told = |lines: &[Line]| -> Vec<_> {
            let told = |line: &Line| (line.criterion, line.points, line.exact, line.maximum, line.state, line.stage, line.has_rows);
            lines.iter().map(told).collect()
        };
        prop_assert_eq!(told(&one.tally().scores(unit)), told(&lines));
        let maximum = lines.iter().filter_map(|line| line.maximum).try_fold(Fraction::ZERO, |sum, one| sum.checked_add(&one));
        let mut sum = ExactSum::new();
        for line in lines.iter().filter(|line| line.points.is_some()) {
            sum.add(&line.exact.or(line.points.map(Points::to_fraction)).expect("just filtered"));
        }
        // Rounded lines add up as they are; exact ones are rounded once.
        prop_assert_eq!(Some(total.points), sum.round(one.campaign.rounding.expect("it is declared")));
        prop_assert_eq!(Some(total.maximum), maximum);
        for line in &lines {
            let is_counted = matches!(line.state, LineState::Given | LineState::Estimated | LineState::Provisional);
            let leaf = one.campaign.criteria[line.criterion].leaf.as_ref();
            // A count of rows of a sheet may be of none.
            let counts_none = leaf.is_some_and(|leaf| leaf.way.models().is_some()) && line.points == Some(Points::ZERO);
            let is_sourced = !line.rows.is_empty() || line.receipt.is_some() || !line.settled.is_empty() || counts_none;
            prop_assert!(!is_counted || is_sourced, "a line with points names where they come from");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_total_is_the_sum_of_its_lines(
        name in prop::sample::select(SCORED.to_vec()),
        at in 0_usize..5,
        changes in prop::collection::vec((0_usize..20, 0_usize..60, 0_u32..100_000), 0..12),
    ) {
        let files = disturbed(&example(name), &changes);
        totals_are_the_sums_of_their_lines(&read(&files, period(name, at)))?;
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        name in prop::sample::select(SCORED.to_vec()),
        at in 0_usize..5,
        changes in prop::collection::vec((0_usize..20, 0_usize..60, 0_u32..100_000), 0..6),
        numbers in prop::collection::vec(any::<u32>(), 1..40),
    ) {
        let files = disturbed(&example(name), &changes);
        let before = read(&files, period(name, at));
        let after = read(&shuffled(&files, &numbers), period(name, at));
        prop_assert_eq!(published(&before), published(&after));
        prop_assert_eq!(before.findings.len(), after.findings.len());
    }

    #[test]
    fn how_rows_are_split_over_files_changes_nothing(
        name in prop::sample::select(SCORED.to_vec()),
        at in 0_usize..5,
        changes in prop::collection::vec((0_usize..20, 0_usize..60, 0_u32..100_000), 0..6),
    ) {
        let files = disturbed(&example(name), &changes);
        let before = read(&files, period(name, at));
        let after = read(&split_by_unit(&files), period(name, at));
        prop_assert_eq!(published(&before), published(&after));
        prop_assert_eq!(before.findings.len(), after.findings.len());
    }

    #[test]
    fn rows_added_up_exactly_come_to_the_rounded_total(
        rows in prop::collection::vec((1_i64..1000, 0_i64..1000), 1..6),
    ) {
        // Under `luc: tong` the total is the exact sum of maximum × actual / total, rounded once.
        let criteria: Vec<String> = (0..rows.len())
            .map(|number| format!("  - {{ma: A{number}, ten: Một, diem_chuan: 10, so_lieu: trong_ky, cach_cham: {{ty_le: {{mau: tong_so}}}}}}\n"))
            .collect();
        let scoring = "cham_diem:\n  vong: [cham]\n  lam_tron: {chu_so_thap_phan: 2, cach: tu_5_len, luc: tong}\n  gop_ky: {lay: diem_tong}\n  vuot_chi_tieu: cong_them\n";
        let results: Vec<String> = rows.iter().enumerate().map(|(number, (total, actual))| format!("P1,A{number},Q1,{total},{actual}\n")).collect();
        let fences = [("phong-trao.yaml", format!("{scoring}tieu_chi:\n{}", criteria.concat())), ("ket-qua/q1.csv", format!("don_vi,tieu_chi,ky,tong_so,thuc_hien\n{}", results.concat()))];
        let fences = fences.map(|(path, text)| crate::support::Fence { path: path.to_owned(), whole: false, text });
        let run = read(&crate::support::overlay(crate::support::base(), &fences), Some("Q1"));
        let mut sum = ExactSum::new();
        for (total, actual) in &rows {
            sum.add(&thidua::value::Fraction::new(i128::from(10 * actual), i128::from(*total)).expect("totals are not zero"));
        }
        let unit = run.first().campaign.directories.units.find(b"P1").expect("P1 is declared");
        prop_assert_eq!(Some(run.first().tally().total(unit).points), sum.round(run.first().campaign.rounding.expect("it is declared")));
    }
}

#[test]
fn the_examples_have_no_error_and_no_warning() {
    for name in EXAMPLES {
        let files = example(name);
        for number in 0..5 {
            let request = Request { period: period(name, number).map(str::to_owned), ..Request::default() };
            let run = run(&files, &request);
            let loud = run.findings.iter().filter(|(severity, _)| *severity != Severity::Note).count();
            assert_eq!(loud, 0, "{name}: {}", concise(&files, &request, Language::Vietnamese));
        }
    }
}

/// A campaign of one criterion with these keys and a second one given by hand; P1's row of the first, P2's as it is.
fn one_criterion(keys: &str, row: &str, other: &str) -> Run {
    let fence = |path: &str, text: String| crate::support::Fence { path: path.to_owned(), whole: false, text };
    let definition =
        format!("tieu_chi:\n  - {{ma: A, ten: Chung, diem_chuan: 10, cach_cham: cho_diem}}\n  - {{ma: A1, ten: Một, so_lieu: trong_ky, {keys}}}\n");
    let rows = format!(
        "don_vi,tieu_chi,ky,chi_tieu,tong_so,thuc_hien,diem_cham,khong_phat_sinh\nP1,A,Q1,,,,9,\nP2,A,Q1,,,,9,\nP1,A1,Q1,{row}\nP2,A1,Q1,{other}\n"
    );
    let files = [fence("phong-trao.yaml", definition), fence("ket-qua/q1.csv", rows)];
    read(&crate::support::overlay(crate::support::base(), &files), Some("Q1"))
}

fn total(run: &Run, unit: &str) -> Points {
    let index = run.first().campaign.directories.units.find(unit.as_bytes()).expect("the unit is declared");
    run.first().tally().total(index).points
}

/// Ways in which more is never worth less.
const MONOTONE: [&str; 6] = [
    "diem_chuan: 10, cach_cham: {ty_le: {mau: tong_so}}",
    "diem_chuan: 10, chi_tieu: theo_ky, vuot_chi_tieu: cong_them, cach_cham: {ty_le: {mau: chi_tieu}}",
    "diem_chuan: 10, cach_cham: {theo_so_luong: {diem_moi: 0.5}}",
    "diem_chuan: 10, chi_tieu: theo_ky, cach_cham: so_voi_dan_dau",
    "diem_chuan: 10, chi_tieu: theo_ky, cach_cham: {theo_muc: {so: ty_le, mau: chi_tieu, cac_muc: [{duoi: 50, diem: 1}, {tu: 50, duoi: 80, diem: 4}, {tu: 80, diem: 10}]}}",
    "nhom: diem_thuong, cach_cham: {theo_so_luong: {diem_moi: 2, toi_da: 20}}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_done_is_never_worth_less(keys in prop::sample::select(MONOTONE.to_vec()), base in 1_u32..60, done in 0_u32..90, more in 1_u32..40, other in 0_u32..90) {
        let row = |done: u32| format!("{base},{base},{done},,");
        let of = |done: u32| total(&one_criterion(keys, &row(done), &row(other)), "P1");
        prop_assert!(of(done) <= of(done + more), "{keys}: {done} of {base} is worth more than {}", done + more);
    }

    #[test]
    fn more_taken_off_is_never_worth_more(done in 0_u32..30, more in 1_u32..30, cap in 1_u32..20) {
        let keys = format!("nhom: diem_tru, cach_cham: {{theo_so_luong: {{diem_moi: 1, toi_da: {cap}}}}}");
        let of = |done: u32| total(&one_criterion(&keys, &format!(",,{done},,"), ",,1,,"), "P1");
        prop_assert!(of(done) >= of(done + more));
    }

    #[test]
    fn what_does_not_arise_for_one_unit_changes_no_other(keys in prop::sample::select(MONOTONE[..5].to_vec()), base in 1_u32..60, done in 0_u32..90, other in 0_u32..90) {
        let keys = format!("khong_phat_sinh: loai_tru, {keys}");
        let row = |done: u32| format!("{base},{base},{done},,");
        let (with, without) = (one_criterion(&keys, &row(done), &row(other)), one_criterion(&keys, ",,,,Không có việc", &row(other)));
        // The one way in which units are measured by one another may change, and only where the unit that leaves led.
        let led = keys.contains("so_voi_dan_dau") && done > base && done > other && other > base;
        prop_assert!(led || total(&with, "P2") == total(&without, "P2"), "{keys}");
    }
}
