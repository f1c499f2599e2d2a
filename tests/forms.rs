//! Forms as workbooks, read back from what is written: what is locked and what is open, what a cell takes, what it says, the guide.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use thidua::campaign::Campaign;
use thidua::forms::{self, Asked, Form};
use thidua::pipeline::{self, Request, Run};
use thidua::sheet::Sheet;
use thidua::value::Day;
use zip::ZipArchive;

use crate::support::{Files, read_folder, root, run};

/// The campaign of the intake tests, with a target each for two units and one that is not assigned.
fn files() -> Files {
    let mut files = read_folder(&root().join("tests/intake/folder"));
    let targets = "don_vi,tieu_chi,ky,chi_tieu,khong_giao,ghi_chu\nVP,1.1,Q2,20,,\nTTr,1.1,Q2,12.5,,\nVP,1.10,Q2,,x,không có việc\n";
    files.insert("chi-tieu.csv".to_owned(), targets.into());
    files
}

/// The same, where the office `TTr` appraises one criterion.
fn appraised() -> Files {
    let mut files = files();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("it is text");
    let changed = definition.replace("{ma: A1,", "{ma: A1, tham_dinh_boi: TTr,");
    assert_ne!(changed, definition);
    files.insert("phong-trao.yaml".to_owned(), changed.into());
    files
}

fn sheet(name: &str) -> &'static Sheet {
    pipeline::sheets().find(|sheet| sheet.name == name).expect("it is a sheet")
}

fn asked(campaign: &Campaign, unit: &str) -> Asked {
    let directories = &campaign.directories;
    Asked { unit: directories.units.find(unit.as_bytes()), period: directories.periods.find(b"Q2") }
}

fn form(run: &Run, kind: &str, unit: &str) -> Form {
    let campaign = &run.first().campaign;
    forms::form(run, campaign, sheet(kind), asked(campaign, unit)).expect("there is something to fill in")
}

fn written(forms: &[Form]) -> Vec<u8> {
    forms::book(forms, Day::from_ymd(2026, 6, 30).expect("a day")).expect("it can be made")
}

/// The workbook of one form.
fn book(kind: &str) -> Vec<u8> {
    written(&[form(&run(&files(), &Request::default()), kind, "VP")])
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("a workbook is an archive");
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).expect("it is text");
    text
}

/// The elements of a name, each with its attributes and content.
fn elements<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let (open, close) = (format!("<{name} "), format!("</{name}>"));
    let rest = xml.split(open.as_str()).skip(1);
    rest.map(|rest| {
        let end = rest.find('>').expect("a tag ends");
        if rest[..end].ends_with('/') { &rest[..end] } else { rest.split(close.as_str()).next().expect("there is a first") }
    })
    .collect()
}

fn attribute<'x>(element: &'x str, name: &str) -> Option<&'x str> {
    let tag = element.split('>').next()?;
    tag.split_once(&format!("{name}=\""))?.1.split('"').next()
}

/// Each cell of a page by its address, and whether it is locked.
fn cells(book: &[u8], page: &str) -> Vec<(String, bool)> {
    let styles = part(book, "xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).and_then(|rest| rest.split("</cellXfs>").next()).expect("it has formats").to_owned();
    let unlocked: Vec<bool> = elements(&formats, "xf").iter().map(|format| format.contains("locked=\"0\"")).collect();
    let page = part(book, page);
    let cell = |cell: &&str| {
        let style: usize = attribute(cell, "s").map_or(0, |style| style.parse().expect("a number"));
        (attribute(cell, "r").expect("it has an address").to_owned(), !unlocked[style])
    };
    elements(&page, "c").iter().map(cell).collect()
}

const FIRST: &str = "xl/worksheets/sheet1.xml";

/// Where the labels of a unit's form of a period stand: under its four titles and an empty row.
const HEAD: u32 = 6;

fn values(book: &[u8], page: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(book)).expect("it is a workbook");
    let range = book.worksheet_range(page).expect("it has the page");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// The validation of the column headed so.
fn validation(book: &[u8], page: &str, label: &str) -> String {
    let page = part(book, page);
    let found = elements(&page, "dataValidation").into_iter().find(|one| attribute(one, "promptTitle") == Some(label));
    found.unwrap_or_else(|| panic!("no validation of `{label}`")).to_owned()
}

#[test]
fn a_page_is_protected_and_takes_further_rows() {
    let page = part(&book("ket-qua"), FIRST);
    let protection = elements(&page, "sheetProtection").join("");
    assert!(
        protection.contains("sheet=\"1\"") && protection.contains("insertRows=\"0\"") && !protection.contains("insertColumns=\"0\""),
        "{protection}"
    );
}

#[test]
fn titles_and_labels_are_locked() {
    let locked = |(address, is_locked): &(String, bool)| {
        let row: u32 = address.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).parse().expect("a row");
        row > HEAD || *is_locked
    };
    let cells = cells(&book("ket-qua"), FIRST);
    assert!(cells.iter().all(locked) && cells.iter().any(|(address, _)| *address == format!("A{HEAD}")), "{cells:?}");
}

#[test]
fn what_is_known_is_locked_and_what_is_to_be_filled_in_is_open() {
    let form = form(&run(&files(), &Request::default()), "ket-qua", "VP");
    let book = written(std::slice::from_ref(&form));
    let cells = cells(&book, FIRST);
    for (row, filled) in (HEAD + 1..).zip(&form.rows) {
        for (column, text) in (0..).zip(filled) {
            let address = format!("{}{row}", char::from(b'A' + column));
            let is_locked = cells.iter().find(|(known, _)| *known == address).unwrap_or_else(|| panic!("no {address}")).1;
            assert_eq!(is_locked, !text.is_empty(), "{address} `{text}`");
        }
    }
}

#[test]
fn the_units_own_criteria_period_and_targets_are_filled_in() {
    let run = run(&files(), &Request::default());
    let rows = |unit: &str| -> Vec<String> {
        let form = form(&run, "ket-qua", unit);
        let places = ["Tiêu chí", "Tên tiêu chí", "Kỳ", "Chỉ tiêu"].map(|label| form.columns.iter().position(|field| &*field.label == label));
        form.rows.iter().map(|row| places.map(|place| &*row[place.expect("it has the column")]).join("|")).collect()
    };
    // 1.10 is not assigned to VP.
    let own = ["1.1|Hồ sơ đúng hạn|Q2|20", "1.2|Tự chấm công tác|Q2|", "A1|Phong trào ở cơ sở|Q2|", "A2|Gương người tốt|Q2|"];
    assert_eq!(rows("VP"), own);
    assert_eq!(rows("TTr")[..2], ["1.1|Hồ sơ đúng hạn|Q2|12.5", "1.10|Hòa giải ở cơ sở|Q2|"]);
}

#[test]
fn an_office_has_a_page_of_what_it_appraises_of_every_unit() {
    let run = run(&appraised(), &Request::default());
    let campaign = &run.first().campaign;
    let office = campaign.directories.units.find(b"TTr").expect("it is declared");
    let form = forms::appraisal(&run, campaign, office, asked(campaign, "TTr")).expect("it appraises something");
    let place = |label: &str| form.columns.iter().position(|field| &*field.label == label).expect("it has the column");
    let (unit, criterion) = (place("Đơn vị"), place("Tiêu chí"));
    let rows: Vec<(&str, &str)> = form.rows.iter().map(|row| (&*row[unit], &*row[criterion])).collect();
    assert_eq!(rows, [("VP", "A1"), ("TTr", "A1"), ("HB", "A1"), ("NS", "A1")]);
    let other = campaign.directories.units.find(b"VP").expect("it is declared");
    assert!(forms::appraisal(&run, campaign, other, asked(campaign, "VP")).is_none(), "it appraises nothing");
}

#[test]
fn every_column_says_in_vietnamese_what_it_takes() {
    for kind in ["ket-qua", "dang-ky", "de-nghi", "nop"] {
        let form = form(&run(&files(), &Request::default()), kind, "VP");
        let book = written(std::slice::from_ref(&form));
        for field in &form.columns {
            let said = validation(&book, FIRST, &field.label);
            assert_eq!(attribute(&said, "showInputMessage"), Some("1"), "{kind} {}", field.label);
            assert!(attribute(&said, "prompt").is_some_and(|prompt| field.description.starts_with(prompt.trim_end_matches('…'))), "{kind}: {said}");
        }
    }
}

#[test]
fn a_number_is_taken_and_anything_else_refused_with_a_word() {
    let said = validation(&book("ket-qua"), FIRST, "Thực hiện");
    // A figure may also be yes or no: anything is taken, and import says what is wrong.
    assert_eq!(attribute(&said, "type"), None, "{said}");
    let said = validation(&book("ket-qua"), FIRST, "Tổng số");
    assert_eq!((attribute(&said, "type"), attribute(&said, "operator")), (Some("decimal"), Some("greaterThanOrEqual")), "{said}");
    assert_eq!(attribute(&said, "error"), Some("Ô này nhận một số, không âm."), "{said}");
    assert_eq!((attribute(&said, "errorTitle"), attribute(&said, "errorStyle")), (Some("Chưa nhận được"), None), "stop is the style unless said");
}

#[test]
fn a_day_is_taken_as_a_day() {
    let said = validation(&book("ket-qua"), FIRST, "Ngày nhận");
    assert_eq!(attribute(&said, "type"), Some("date"), "{said}");
    assert_eq!(attribute(&said, "error"), Some("Ô này nhận một ngày, dạng dd/mm/yyyy."), "{said}");
}

#[test]
fn a_validation_covers_every_row_of_its_column_and_no_other_cell() {
    let form = form(&run(&files(), &Request::default()), "dang-ky", "VP");
    let said = validation(&written(std::slice::from_ref(&form)), FIRST, "Năm");
    // No period is of the registrations' form, yet it was asked for: it stands in the titles.
    let last = HEAD + u32::try_from(form.rows.len()).expect("few");
    assert_eq!(attribute(&said, "sqref"), Some(format!("A{}:A{last}", HEAD + 1).as_str()), "{said}");
}

#[test]
fn a_short_list_stands_in_the_cells_rule() {
    let said = validation(&book("dang-ky"), FIRST, "Danh hiệu");
    assert_eq!(attribute(&said, "type"), Some("list"), "{said}");
    assert!(said.contains("<formula1>\"LĐTT,CSTĐCS,TTLĐTT\"</formula1>"), "{said}");
}

/// Ninety titles of six letters: 90 × 7 = 630 letters, more than the 255 of a cell's rule.
fn many_titles() -> Vec<u8> {
    let mut files = files();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("it is text");
    let titles = (10..100).map(|number| format!("  - {{ma: DHTĐ{number}, ten: Danh hiệu {number}, doi_tuong: ca_nhan}}\n"));
    files.insert("phong-trao.yaml".to_owned(), (definition + &titles.collect::<String>()).into());
    written(&[form(&run(&files, &Request::default()), "dang-ky", "VP")])
}

#[test]
fn a_long_list_stands_on_a_hidden_page() {
    let book = many_titles();
    let said = validation(&book, FIRST, "Danh hiệu");
    // Three titles of the folder, and ninety.
    assert!(said.contains("<formula1>'Danh mục'!$A$1:$A$93</formula1>"), "{said}");
    let workbook = part(&book, "xl/workbook.xml");
    let sheets = elements(&workbook, "sheet");
    let hidden: Vec<&str> = sheets.iter().filter(|sheet| sheet.contains("state=\"hidden\"")).filter_map(|sheet| attribute(sheet, "name")).collect();
    assert_eq!(hidden, ["Danh mục"]);
    let listed = values(&book, "Danh mục");
    assert_eq!((listed.len(), &*listed[0][0], &*listed[92][0]), (93, "LĐTT", "DHTĐ99"));
}

#[test]
fn the_guide_names_every_page_and_says_each_column() {
    let run = run(&files(), &Request::default());
    let forms = [form(&run, "ket-qua", "VP"), form(&run, "dang-ky", "VP")];
    let lines: Vec<String> = values(&written(&forms), "Hướng dẫn").into_iter().map(|row| row[0].clone()).collect();
    for form in &forms {
        let first = lines.iter().position(|line| *line == format!("Trang “{}”", form.name)).expect("the page is named");
        for (field, line) in form.columns.iter().zip(&lines[first + 1..]) {
            let needed = if field.is_needed { " (bắt buộc)" } else { "" };
            assert_eq!(*line, format!("• {}{needed} – {}", field.label, field.description));
        }
    }
}

#[test]
fn what_does_not_fit_into_its_column_has_room_below() {
    let mut files = files();
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("it is text");
    // 68 letters in a column of 42 at most: two lines of 15 points.
    let long = "Tự chấm công tác của đơn vị theo từng quý và gửi về Văn phòng đúng hạn";
    files.insert("phong-trao.yaml".to_owned(), definition.replace("Tự chấm công tác", long).into());
    let page = part(&written(&[form(&run(&files, &Request::default()), "ket-qua", "VP")]), FIRST);
    let height =
        |row: u32| elements(&page, "row").into_iter().find(|one| attribute(one, "r") == Some(&row.to_string())).and_then(|row| attribute(row, "ht"));
    assert_eq!((height(HEAD + 1), height(HEAD + 2)), (None, Some("30")), "1.1 takes one line, 1.2 two");
}

#[test]
fn points_of_a_stage_are_headed_in_words_that_come_back() {
    let form = form(&run(&files(), &Request::default()), "ket-qua", "VP");
    let labels: Vec<&str> = form.columns.iter().map(|field| &*field.label).filter(|label| label.starts_with("Điểm")).collect();
    assert_eq!(labels, ["Điểm tự chấm", "Điểm thẩm định"]);
}
