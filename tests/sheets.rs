//! However a spreadsheet writes a sheet, it reads the same; what is broken costs itself and nothing else.

use std::fmt::Write as _;

use proptest::prelude::*;
use thidua::diagnostic::{Severity, Voice};
use thidua::pipeline::{self, Request, Run};
use thidua::render::Teller;
use thidua::value::Points;
use unicode_normalization::UnicodeNormalization as _;

use crate::support::{Files, base, example, memory, reasons, run};

const CITY: &str = "tp-ho-chi-minh-2022";
const REGION: &str = "nam-trung-bo-tay-nguyen-2022";

/// Every unit's total, share and place, and the points of each of its lines.
fn told(run: &Run) -> String {
    let mut told = String::new();
    for standing in run.first().outcome.blocks.iter().flat_map(|block| &block.standings) {
        let unit = standing.total.unit;
        let code = run.first().campaign.units[unit].code.as_str();
        let share = standing.total.share;
        writeln!(told, "{code} {} {share:?} {:?} {:?}", standing.total.points, standing.place, lines(run, code)).expect("a string takes text");
    }
    told
}

/// The points of a unit's lines, in order.
fn lines(run: &Run, code: &str) -> Vec<Option<Points>> {
    let unit = run.first().campaign.directories.units.find(code.as_bytes()).expect("the unit is known");
    run.first().tally().lines(unit).iter().map(|line| line.points).collect()
}

/// The cells of a canonical sheet.
fn cells(files: &Files, path: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(files[path].as_slice());
    reader.records().map(|record| record.expect("an example is sound").iter().map(str::to_owned).collect()).collect()
}

/// Writes a sheet again, each cell by `write`, which is told its label.
fn rewrite(files: &mut Files, path: &str, delimiter: u8, end: csv::Terminator, before: &str, write: impl Fn(&str, &str) -> String) {
    let rows = cells(files, path);
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(end).from_writer(before.as_bytes().to_vec());
    let (labels, rows) = rows.split_first().expect("a sheet has labels");
    writer.write_record(labels.iter().map(|label| write("", label))).expect("memory takes everything");
    for row in rows {
        writer.write_record(labels.iter().zip(row).map(|(label, cell)| write(label, cell))).expect("memory takes everything");
    }
    files.insert(path.to_owned(), writer.into_inner().expect("memory takes everything"));
}

/// A cell as a Vietnamese spreadsheet writes it: accented labels, decimal commas, days first, letters taken apart.
fn vietnamese(label: &str, cell: &str) -> String {
    let is_number = |label: &str| ["chi_tieu", "tong_so", "thuc_hien", "gia_tri"].contains(&label) || label.starts_with("diem_");
    let text = match (label, cell) {
        ("", "don_vi") => "Đơn vị".to_owned(),
        ("", "tieu_chi") => "Tiêu chí".to_owned(),
        ("", "ky") => "Kỳ".to_owned(),
        ("", "tong_so") => "Tổng số".to_owned(),
        ("", "thuc_hien") => "Thực hiện".to_owned(),
        ("", "diem_tu_cham") => "Điểm tự chấm".to_owned(),
        ("", "diem_tham_dinh") => "ĐIỂM THẨM ĐỊNH".to_owned(),
        ("", "khong_phat_sinh") => "Không  phát sinh".to_owned(),
        ("", "ngay_nhan") => "Ngày nhận".to_owned(),
        ("", "viec") => "Việc".to_owned(),
        ("ngay_nhan" | "han_moi", day) => {
            let parts: Vec<&str> = day.split('-').rev().collect();
            parts.join("/")
        }
        (label, number) if is_number(label) => number.replace('.', ","),
        (_, text) => text.to_owned(),
    };
    text.nfd().collect()
}

#[test]
fn a_sheet_from_a_vietnamese_spreadsheet_reads_as_its_canonical_twin() {
    let canonical = example(CITY);
    let mut twin = canonical.clone();
    let sheets: Vec<String> = canonical.keys().filter(|path| path.starts_with("ket-qua/")).cloned().collect();
    for path in sheets.iter().map(String::as_str).chain(["nop.csv", "gia-han.csv", "chi-tieu.csv"]) {
        rewrite(&mut twin, path, b';', csv::Terminator::CRLF, "\u{feff}", vietnamese);
    }
    assert_ne!(twin["ket-qua/Q1/pcm.csv"], canonical["ket-qua/Q1/pcm.csv"]);
    assert_eq!(told(&run(&twin, &Request::default())), told(&run(&canonical, &Request::default())));
    assert_eq!(reasons(&twin, &Request::default()), reasons(&canonical, &Request::default()));
}

#[test]
fn a_first_line_with_sep_is_no_row_and_says_what_stands_between_cells() {
    let canonical = example(CITY);
    let mut twin = canonical.clone();
    for path in ["ket-qua/Q1/pcm.csv", "chi-tieu.csv", "don-vi.csv"] {
        rewrite(&mut twin, path, b';', csv::Terminator::CRLF, "sep=;\r\n", vietnamese);
    }
    assert_eq!(told(&run(&twin, &Request::default())), told(&run(&canonical, &Request::default())));
    assert_eq!(reasons(&twin, &Request::default()), reasons(&canonical, &Request::default()));
}

#[test]
fn a_file_with_tabs_takes_each_number_as_it_stands() {
    let canonical = example(REGION);
    let mut twin = canonical.clone();
    // Decimal points and decimal commas in one file: no row's meaning hangs on another row.
    for path in ["ket-qua/4T/stp.csv", "thong-ke.csv"] {
        rewrite(&mut twin, path, b'\t', csv::Terminator::Any(b'\n'), "", |label, cell| {
            if label == "diem_tu_cham" { cell.replace('.', ",") } else { cell.to_owned() }
        });
    }
    assert_eq!(told(&run(&twin, &Request::default())), told(&run(&canonical, &Request::default())));
    assert_eq!(reasons(&twin, &Request::default()), reasons(&canonical, &Request::default()));
}

#[test]
fn a_broken_record_costs_one_record() {
    let canonical = example(CITY);
    let whole = run(&canonical, &Request::default());
    let mut files = canonical.clone();
    let text = String::from_utf8(files["ket-qua/Q1/pcm.csv"].clone()).expect("an example is text");
    let broken = text.replacen("TTr,B4,Q1,,,8.25,7.75,,", "TTr,B4,Q1,,,8.25,7.75,,\"", 1);
    assert_ne!(broken, text);
    files.insert("ket-qua/Q1/pcm.csv".to_owned(), broken.into_bytes());
    let cut = run(&files, &Request::default());

    let required: Vec<_> = cut.findings.iter().filter(|(_, finding)| finding.check.name == "broken-record").collect();
    assert_eq!(required.len(), 1);
    assert_eq!(required[0].1.subject.unit, cut.first().campaign.directories.units.find(b"TTr"));
    assert_eq!(cut.first().ledger.result_rows + 1, whole.first().ledger.result_rows);
    for (_, unit) in whole.first().campaign.units.enumerate() {
        let code = unit.code.as_str();
        let changed = lines(&cut, code).iter().zip(lines(&whole, code)).filter(|(cut, whole)| **cut != *whole).count();
        assert_eq!(changed, usize::from(code == "TTr"), "{code}");
    }
    // The block of the broken row waits; the other is ranked as before.
    let [first, second] =
        [0, 1].map(|block| (cut.first().outcome.blocks[block].standings.len(), whole.first().outcome.blocks[block].standings.len()));
    assert_eq!((first, second), ((0, 7), (7, 7)));
}

#[test]
fn the_examples_have_neither_error_nor_warning() {
    for name in [CITY, REGION] {
        let run = run(&example(name), &Request::default());
        let heavy: Vec<_> = run.findings.iter().filter(|(severity, _)| *severity != Severity::Note).collect();
        assert!(heavy.is_empty(), "{name}: {heavy:?}");
    }
}

#[test]
fn a_code_that_only_looks_right_has_its_wrong_letter_named() {
    let mut files = crate::support::base();
    // The first letter is the Cyrillic U+0420.
    files.insert("ket-qua/q1.csv".to_owned(), "don_vi,tieu_chi,ky,diem_cham\n\u{420}1,A1,Q1,8\nP2,A1,Q1,7\n".as_bytes().to_vec());
    let said = crate::support::concise(&files, &thidua::pipeline::Request::default(), thidua::diagnostic::Language::Vietnamese);
    assert!(said.contains("`\u{420}` (U+0420) không phải chữ Latin"), "{said}");
}

/// The file, line and spreadsheet cell of each finding of a check.
fn places(files: &Files, check: &str) -> Vec<(String, u64, String)> {
    let volume = memory(files);
    let run = pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
    let mut out = Vec::new();
    crate::support::told("json", Teller::new(&volume, &run, Voice::default()), &mut out);
    let told: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().expect("text").to_owned();
    let found = told["findings"].as_array().expect("a list").iter().filter(|finding| finding["check"] == check);
    found.map(|finding| (text(finding, "file"), finding["line"].as_u64().expect("a line"), text(finding, "cell"))).collect()
}

#[test]
fn a_cell_is_named_as_the_spreadsheet_has_it_wherever_lines_before_it_are_folded_or_blank() {
    // Records are read a thousand or so at a time: some of these stand last of their company, some first of the next.
    for at in (1..1_100).step_by(13).chain(1_015..1_035) {
        let (mut sheet, mut units) = ("don_vi,tieu_chi,ky,diem_cham,ghi_chu\n".to_owned(), "ma,ten,khoi,loai\n".to_owned());
        for row in 1..=1_100 {
            let note = if row == at { "\"hai\ndòng\"" } else { "" };
            writeln!(units, "P{row},Phòng {row},K1,phong").expect("a string takes text");
            writeln!(sheet, "P{row},A1,Q1,8,{note}").expect("a string takes text");
            if row == at + 1 {
                sheet.push('\n');
            }
        }
        sheet.push_str("Q9,A1,Q1,8,\n");
        let mut files = base();
        files.insert("don-vi.csv".to_owned(), units.into_bytes());
        files.insert("ket-qua/q1.csv".to_owned(), sheet.into_bytes());
        // Below 1 row of labels, 1,100 rows and a blank one; in the text one line more.
        let expected = [("ket-qua/q1.csv".to_owned(), 1_104, "A1103".to_owned())];
        assert_eq!(places(&files, "unknown-unit"), expected, "folded in row {at}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_finding_stands_where_counting_lines_and_rows_brings_one(rows in prop::collection::vec((0_u64..3, 0_u64..3, any::<bool>()), 1..40)) {
        let (mut sheet, mut line, mut row, mut expected) = ("don_vi,tieu_chi,ky,diem_cham,ghi_chu\n".to_owned(), 2, 2, Vec::new());
        for (folded, blank, is_wrong) in rows {
            if is_wrong {
                expected.push(("ket-qua/q1.csv".to_owned(), line, format!("A{row}")));
            }
            let lines = "\ndòng".repeat(usize::try_from(folded).expect("few"));
            let blanks = "\n".repeat(usize::try_from(blank).expect("few"));
            write!(sheet, "{},A1,Q1,8,\"ghi{lines}\"\n{blanks}", if is_wrong { "Q9" } else { "P1" }).expect("a string takes text");
            (line, row) = (line + 1 + folded + blank, row + 1 + blank);
        }
        let mut files = base();
        files.insert("ket-qua/q1.csv".to_owned(), sheet.clone().into_bytes());
        prop_assert_eq!(places(&files, "unknown-unit"), expected, "{}", sheet);
    }
}
