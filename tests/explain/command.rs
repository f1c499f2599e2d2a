//! `thidua explain` as a user meets it, and what it writes.

use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;

use crate::support::root;

fn thidua(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thidua"));
    command.args(arguments).current_dir(folder).env("COLUMNS", "100").env_remove("THIDUA_LANG");
    command.output().expect("the program can be started")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is text")
}

const EXAMPLE: &str = "examples/tp-ho-chi-minh-2022";

#[test]
fn a_unit_that_is_not_known_is_told_the_nearest() {
    let done = thidua(&root(), &["explain", "TTR1", EXAMPLE]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(text(&done.stderr), "không chạy được: không có đơn vị nào mang mã `TTR1`; gần giống: TTr (Thanh tra Sở)\n");
}

#[test]
fn a_criterion_that_is_not_known_is_told_the_nearest() {
    let done = thidua(&root(), &["explain", "TTr", "B44", EXAMPLE]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).starts_with("không chạy được: không có tiêu chí nào mang mã `B44`; gần giống: B4"), "{}", text(&done.stderr));
}

#[test]
fn one_criterion_of_one_period_with_the_rows_it_comes_from() {
    let done = thidua(&root(), &["explain", "TTr", "B4", EXAMPLE, "--period", "Q1", "--format", "md"]);
    let told = text(&done.stdout);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert!(told.contains("| **B4** |") && !told.contains("| **B3** |"), "{told}");
    // The row of the sheet: `TTr,B4,Q1,,,8.25,7.75`.
    assert!(told.contains("7,75") && told.contains("ket-qua/Q1/pcm.csv:"), "{told}");
    assert!(!told.contains("Tổng điểm và thứ hạng"), "{told}");
}

#[test]
fn json_says_what_markdown_says() {
    let done = thidua(&root(), &["explain", "TTr", EXAMPLE, "--period", "Q1", "--format", "json"]);
    let report: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let unit = &report["campaigns"][0];
    assert_eq!((unit["unit"].as_str(), unit["period"].as_str()), (Some("TTr"), Some("Q1")));
    let line = unit["criteria"].as_array().expect("criteria").iter().find(|one| one["criterion"] == "B4").expect("B4 is there");
    let calculations: Vec<&Value> = line["statements"].as_array().expect("statements").iter().filter(|one| one["kind"] == "stage").collect();
    assert_eq!(calculations[0]["arithmetic"]["exact"], "7.75");
    assert_eq!(line["points"], "7.75");
    assert!(line["statements"][0]["sources"][0]["line"].is_u64(), "{line}");
}

#[test]
fn a_workbook_has_the_sheet_of_the_explanation() {
    let scratch = tempfile::tempdir().expect("a scratch folder can be made");
    let path = scratch.path().join("giai-trinh.xlsx");
    let done = thidua(&root(), &["explain", "TTr", EXAMPLE, "-q", "-o", path.to_str().expect("a path of text")]);
    assert_eq!((done.status.code(), text(&done.stdout)), (Some(0), String::new()), "{}", text(&done.stderr));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(std::fs::read(&path).expect("it was written"))).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Giải trình"]);
    let sheet = book.worksheet_range("Giải trình").expect("the sheet");
    let has = |wanted: &str| sheet.used_cells().any(|(_, _, cell)| matches!(cell, Data::String(text) if text.contains(wanted)));
    assert!(has("Giải trình điểm: Thanh tra Sở (TTr)") && has("Tổng điểm: "));
}
