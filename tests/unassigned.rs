//! What is not assigned: its reason and its mark; and figures that cannot be added up.

use serde_json::Value;
use thidua::pipeline::Request;
use thidua::report::{About, Cell, Page, json, pages, table};

use crate::support::{Files, example, memory, run};
use crate::worked;

fn shown(files: &Files) -> Vec<Page> {
    pages(&run(files, &Request::default()), &About { version: "0" })
}

fn page<'a>(pages: &'a [Page], name: &str) -> &'a Page {
    pages.iter().find(|page| &*page.name == name).unwrap_or_else(|| panic!("no page `{name}`"))
}

/// The rows of a table, cells parted by bars; then its notes.
fn told(page: &Page, table: usize) -> Vec<String> {
    let table = &page.tables[table];
    let rows = table.rows.iter().map(|row| row.cells.iter().map(Cell::words).collect::<Vec<_>>().join("|"));
    rows.chain(table.notes.iter().map(ToString::to_string)).collect()
}

/// P1 is not given A2; of A3 nothing arose with it.
fn files() -> Files {
    let definition = "tieu_chi:
  - {ma: A1, ten: Một, diem_chuan: 10, cach_cham: cho_diem}
  - {ma: A2, ten: Hai, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
  - {ma: A3, ten: Ba, diem_chuan: 10, khong_phat_sinh: loai_tru, cach_cham: cho_diem}
ky: [{ma: Q1, ten: Quý I, tu: 2026-01-01, den_het: 2026-03-31}]
cac_han: []
xep_hang: {so_sanh: ty_le_diem, thu_hang: 1-2-2-4}
";
    let results = "don_vi,tieu_chi,ky,diem_cham,khong_phat_sinh\nP1,A1,Q1,8,\nP1,A3,Q1,,Không có hồ sơ\nP2,A1,Q1,7,\nP2,A2,Q1,6,\nP2,A3,Q1,6,\n";
    let targets = "don_vi,tieu_chi,ky,chi_tieu,khong_giao,ghi_chu\nP1,A2,Q1,,x,Phòng không có việc này\n";
    worked::files(definition, &[("ket-qua/q1.csv", results), ("chi-tieu.csv", targets)])
}

#[test]
fn what_is_not_given_has_a_mark_of_its_own_and_its_reason_below() {
    let pages = shown(&files());
    let told = told(page(&pages, "Khối K1"), 0);
    // P1 stands first: 8 of 10, against 19 of 30.
    assert_eq!(told[1], "A2|Hai|10|KG|6,00");
    assert_eq!(told[2], "A3|Ba|10|KPS|6,00");
    let notes = [
        "KPS: không phát sinh: không tính vào điểm và điểm tối đa",
        "KG: không giao: không tính vào điểm và điểm tối đa",
        "Không giao A2 – Phòng Một: Phòng không có việc này.",
    ];
    assert!(notes.iter().all(|note| told.iter().any(|line| line == note)), "{told:#?}");
}

#[test]
fn the_json_says_why_a_line_is_not_given() {
    let files = files();
    let mut said = Vec::new();
    json::write(&run(&files, &Request::default()), &memory(&files), &mut said).expect("memory takes everything");
    let said: Value = serde_json::from_slice(&said).expect("JSON");
    let lines = &said["campaigns"][0]["blocks"][0]["standings"][0]["lines"];
    let reasons: Vec<Option<&str>> = lines.as_array().expect("lines").iter().map(|line| line["reason"].as_str()).collect();
    assert_eq!(reasons, [None, Some("Phòng không có việc này"), None]);
}

#[test]
fn percentages_and_answers_are_not_added_up() {
    let pages = shown(&example("moi-cach-cham"));
    let page = pages.iter().find(|page| page.name.ends_with("Thống kê")).expect("the page of statistics");
    let units = told(page, 0);
    let sum = units.iter().find(|row| row.starts_with("|Cộng|")).expect("the sums");
    // KH and KTT are answers, VUOT is 3 and HG 115 as published, TL a percentage.
    assert_eq!(sum, "|Cộng|–|–|3|115|–");
}

#[test]
fn who_differs_in_the_figure_that_ranks_is_not_called_equal() {
    let mut said = Vec::new();
    let run = run(&example("moi-cach-cham"), &Request::default());
    table::write(&run, 160, table::Reader::Pipe, &mut said).expect("memory takes everything");
    let said = String::from_utf8(said).expect("text");
    let line = |unit: &str| said.lines().find(|line| line.contains(unit)).unwrap_or_else(|| panic!("{unit} is not shown")).to_owned();
    // 43 and 43 cases, 29 cases: the first two are parted by TL.
    assert!(line("Tân Lập").contains("bằng nhau, xét TL") && line("Hòa Bình").contains("bằng nhau, xét TL"), "{said}");
    assert!(!line("Minh Tiến").contains("bằng nhau"), "{said}");
}
