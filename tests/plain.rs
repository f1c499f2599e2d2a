//! Plain rows are read, entered and totalled on short ways, and passed over by the checks of rows; looking at every row finds the
//! same and comes to the same.

use proptest::prelude::*;
use thidua::diagnostic::Language;
use thidua::pipeline::{Request, Run};
use thidua::tally::Total;

use crate::campaigns::{apply, cases, origin, request};
use crate::generated::generator;
use crate::support::{Files, concise, memory, read_folder, run};

/// What is found and what it comes to, as it is read and with every row looked at.
fn both(files: &Files, request: &Request) -> (String, String) {
    let every = Request { looks_at_every_row: true, ..request.clone() };
    let told = |request: &Request| concise(files, request, Language::English) + &tallied(files, request);
    (told(request), told(&every))
}

fn tallied(files: &Files, request: &Request) -> String {
    let mut out = Vec::new();
    thidua::report::json::write(&run(files, request), &memory(files), &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("JSON is text")
}

/// The totals of all units as they are ranked, and as their lines come to.
fn totals(run: &Run) -> Vec<(String, String)> {
    let told = |total: &Total| format!("{total:?} {} {:?}", total.maximum, total.exact_share().map(|share| share.to_string()));
    let of_campaign = |one: &thidua::pipeline::CampaignRun| {
        let tally = one.tally();
        let units: Vec<_> = one.campaign.units.indices().collect();
        units.into_iter().map(|unit| (tally.total(unit), tally.total_of(unit, &tally.scores(unit)))).collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for (mut one, mut other) in run.asked_for().flat_map(of_campaign) {
        // In other terms a fraction is the same.
        for total in [&mut one, &mut other] {
            total.maximum = total.maximum.reduced();
        }
        all.push((told(&one), told(&other)));
    }
    all
}

#[test]
fn every_case_totals_what_its_lines_come_to() {
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        for (total, of_lines) in totals(&run(&files, &request(&case, &files))) {
            assert_eq!(total, of_lines, "{check}/{reason}");
        }
    }
}

#[test]
fn every_case_is_found_and_tallied_the_same_when_every_row_is_looked_at() {
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let (found, every) = both(&files, &request(&case, &files));
        assert_eq!(found, every, "{check}/{reason}");
    }
}

fn small(merging: &'static str) -> Files {
    generated(&generator::Plan { merging, ..generator::Plan::of_rows(160) })
}

fn generated(plan: &generator::Plan) -> Files {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    generator::write(folder.path(), plan).expect("the folder can be written");
    read_folder(folder.path())
}

/// Sums of points are rounded as a campaign says it.
fn round(files: &mut Files, rounding: &str) {
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("a definition is text");
    files.insert("phong-trao.yaml".to_owned(), definition.replace("luc: tung_dong", &format!("luc: {rounding}")).into_bytes());
}

#[test]
fn rows_in_no_order_that_wait_for_their_neighbours_are_found_and_tallied_as_one_by_one() {
    for merging in MERGINGS {
        for rounding in ROUNDINGS {
            // Several batches: of the first it is not known yet that they are in no order.
            let plan = generator::Plan { merging, is_shuffled: true, one_fault_in: Some(8), ..generator::Plan::of_rows(6_000) };
            let mut files = generated(&plan);
            round(&mut files, rounding);
            let sheet = files.get_mut("ket-qua/tat-ca.csv").expect("all rows are in one sheet");
            *sheet = claimed_again(std::str::from_utf8(sheet).expect("a sheet is text")).into_bytes();
            let (found, every) = both(&files, &Request::default());
            assert!(found == every, "{merging}, {rounding}");
        }
    }
}

/// The same sheet, in which some rows stand again further on, every other one as a row that does not wait: nothing arose.
fn claimed_again(sheet: &str) -> String {
    let mut lines: Vec<String> = sheet.lines().map(str::to_owned).collect();
    let cell = lines[0].split(',').position(|label| label == "khong_phat_sinh").expect("the sheet has the column");
    for (count, place) in (3_000..lines.len() - 50).step_by(97).enumerate() {
        let mut cells: Vec<&str> = lines[place].split(',').collect();
        if count % 2 == 0 {
            cells[cell] = "x";
        }
        let again = cells.join(",");
        lines.insert(place + 40, again);
    }
    lines.join("\n") + "\n"
}

const MERGINGS: [&str; 4] = ["diem_tong", "so_lieu", "diem_binh_quan", "diem_ky_cuoi"];
const ROUNDINGS: [&str; 2] = ["tung_dong", "tong"];

/// What a cell may be made: numbers in and out of bounds, words, blanks, codes of other things.
const CELLS: [&str; 22] = [
    "",
    "0",
    "1",
    "9.99",
    "10",
    "10.001",
    "10.01",
    "11",
    "400",
    "401",
    "1000000",
    "1000001",
    "-1",
    "x",
    "có",
    "không",
    "abc",
    "Q1",
    "C01.1",
    "DV00001",
    "2026-02-30",
    "\"9,5\"",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_cells_of_a_sheet_are_found_and_tallied_the_same_when_every_row_is_looked_at(
        changes in proptest::collection::vec((1_usize..160, 0_usize..13, 0_usize..CELLS.len()), 1..40),
        merging in prop::sample::select(&MERGINGS),
        rounding in prop::sample::select(&ROUNDINGS),
        has_quotes in any::<bool>(),
    ) {
        let mut files = small(merging);
        round(&mut files, rounding);
        let text = String::from_utf8(files["ket-qua/tat-ca.csv"].clone()).expect("a sheet is text");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut lines: Vec<Vec<String>> = reader.records().map(|record| {
            let record = record.expect("it is well formed");
            let written = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
            record.iter().map(|cell| if has_quotes || cell.contains(['"', ',']) { written(cell) } else { cell.to_owned() }).collect()
        }).collect();
        for (row, cell, with) in changes {
            let row = row % (lines.len() - 1) + 1;
            lines[row][cell] = CELLS[with].to_owned();
        }
        let changed: String = lines.iter().map(|cells| cells.join(",") + "\n").collect();
        files.insert("ket-qua/tat-ca.csv".to_owned(), changed.into_bytes());
        let (found, every) = both(&files, &Request::default());
        prop_assert_eq!(found, every);
        for (total, of_lines) in totals(&run(&files, &Request::default())) {
            prop_assert_eq!(total, of_lines);
        }
    }
}
