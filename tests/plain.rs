//! Plain rows are passed over by the checks of rows; looking at every row finds the same.

use proptest::prelude::*;
use thidua::diagnostic::Language;
use thidua::pipeline::Request;

use crate::campaigns::{apply, cases, origin, request};
use crate::generated::generator;
use crate::support::{Files, concise, read_folder};

fn both(files: &Files, request: &Request) -> (String, String) {
    let every = Request { looks_at_every_row: true, ..request.clone() };
    (concise(files, request, Language::English), concise(files, &every, Language::English))
}

#[test]
fn every_case_has_the_same_findings_when_every_row_is_looked_at() {
    for (check, reason, case) in cases() {
        let mut files = origin(&case);
        apply(&mut files, &case.edit);
        let (found, every) = both(&files, &request(&case, &files));
        assert_eq!(found, every, "{check}/{reason}");
    }
}

fn small() -> Files {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    generator::write(folder.path(), &generator::Plan::of_rows(160)).expect("the folder can be written");
    read_folder(folder.path())
}

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
    fn any_cells_of_a_sheet_give_the_same_findings_when_every_row_is_looked_at(
        changes in proptest::collection::vec((1_usize..160, 0_usize..13, 0_usize..CELLS.len()), 1..40)
    ) {
        let mut files = small();
        let text = String::from_utf8(files["ket-qua/tat-ca.csv"].clone()).expect("a sheet is text");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut lines: Vec<Vec<String>> = reader.records().map(|record| {
            let record = record.expect("it is well formed");
            record.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect()
        }).collect();
        for (row, cell, with) in changes {
            let row = row % (lines.len() - 1) + 1;
            lines[row][cell] = CELLS[with].to_owned();
        }
        let changed: String = lines.iter().map(|cells| cells.join(",") + "\n").collect();
        files.insert("ket-qua/tat-ca.csv".to_owned(), changed.into_bytes());
        let (found, every) = both(&files, &Request::default());
        prop_assert_eq!(found, every);
    }
}
