//! Every sheet of every workbook says what `pages.json` says, cell by cell: figures, marks, decimals, and nothing beside them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use thidua::pipeline::Request;
use thidua::report::{self, About, Page, tables, xlsx};
use thidua::rollup::{Folders, Rollup};
use thidua::source::Volume;
use thidua::value::Day;

use crate::support::{EXAMPLES, example, memory, run};

const ABOUT: About<'_> = About { version: "0.0.0" };

/// The examples as folders.
struct Examples;

impl Folders for Examples {
    fn open(&self, path: &str) -> anyhow::Result<Option<Box<dyn Volume>>> {
        Ok(Some(Box::new(memory(&example(path)))))
    }
}

/// A cell of a sheet: its column, its value, the format of its number, its formula.
#[derive(Clone, Debug)]
struct Cell {
    column: u32,
    value: Data,
    format: String,
    formula: String,
}

/// A sheet read back: rows with something in them, and what each of their cells holds.
struct Sheet {
    name: String,
    rows: Vec<Vec<Cell>>,
}

fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).expect("parts are text");
    text
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().map(|one| one.expect("an attribute")).find(|one| one.key.as_ref() == name)?;
    Some(found.value.replace("&quot;", "\"").replace("&amp;", "&"))
}

fn elements(text: &str, mut take: impl FnMut(&BytesStart<'_>)) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Eof => return,
            Event::Start(element) | Event::Empty(element) => take(&element),
            _ => {}
        }
    }
}

/// The format of the number of every cell that has one, by its address, of each sheet.
fn formats(bytes: &[u8], sheets: usize) -> Vec<BTreeMap<String, String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let (mut codes, mut cells, mut is_cell) = (BTreeMap::new(), Vec::new(), false);
    elements(&part(&mut archive, "xl/styles.xml"), |element| match element.name().as_ref() {
        "numFmt" => _ = codes.insert(attribute(element, "numFmtId"), attribute(element, "formatCode").expect("a format")),
        "cellXfs" => is_cell = true,
        "cellStyles" => is_cell = false,
        "xf" if is_cell => cells.push(attribute(element, "numFmtId")),
        _ => {}
    });
    let styles: Vec<String> = cells.iter().map(|id| codes.get(id).cloned().unwrap_or_default()).collect();
    let of_sheet = |number: usize| {
        let mut formats = BTreeMap::new();
        elements(&part(&mut archive, &format!("xl/worksheets/sheet{number}.xml")), |element| {
            if let ("c", Some(style)) = (element.name().as_ref(), attribute(element, "s")) {
                formats.insert(attribute(element, "r").expect("an address"), styles[style.parse::<usize>().expect("a number")].clone());
            }
        });
        formats
    };
    (1..=sheets).map(of_sheet).collect()
}

fn address(row: u32, mut column: u32) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'A' + u8::try_from(column % 26).expect("a letter")));
        if column < 26 {
            return format!("{letters}{}", row + 1);
        }
        column = column / 26 - 1;
    }
}

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let names = workbook.sheet_names();
    let formats = formats(bytes, names.len());
    let read = |(name, formats): (String, BTreeMap<String, String>)| {
        let values = workbook.worksheet_range(&name).expect("the sheet can be read");
        let formulas = workbook.worksheet_formula(&name).expect("the formulas can be read");
        let (top, left) = values.start().unwrap_or_default();
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        for (row, column, value) in values.used_cells() {
            let (row, column) = (top + u32::try_from(row).expect("rows fit"), left + u32::try_from(column).expect("columns fit"));
            let formula = formulas.get_value((row, column)).cloned().unwrap_or_default();
            let format = formats.get(&address(row, column)).cloned().unwrap_or_default();
            if !matches!(value, Data::Empty) && *value != Data::String(String::new()) {
                rows.entry(row).or_default().push(Cell { column, value: value.clone(), format, formula });
            }
        }
        Sheet { name, rows: rows.into_values().collect() }
    };
    names.into_iter().zip(formats).map(read).collect()
}

/// A sheet compared with its page, row by row.
struct Compared<'s> {
    place: String,
    rows: std::slice::Iter<'s, Vec<Cell>>,
    /// The column beside the paper; none where the sheet has none.
    beside: Option<u32>,
    cells: usize,
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Lines of a text as a cell of one line has them, and figures as doubles.
fn double(exact: &str) -> f64 {
    let number = |text: &str| text.parse::<f64>().unwrap_or_else(|_| panic!("`{text}` is no number"));
    #[expect(clippy::float_arithmetic, reason = "what a sheet holds of a fraction is a double")]
    exact.split_once('/').map_or_else(|| number(exact), |(above, below)| number(above) / number(below))
}

impl Compared<'_> {
    /// The next row, without what stands beside the paper, which is nought by a formula.
    fn next(&mut self) -> Vec<Cell> {
        let row = self.rows.next().unwrap_or_else(|| panic!("{}: no more rows", self.place));
        let beside = row.iter().filter(|cell| Some(cell.column) == self.beside);
        for cell in beside {
            let is_heading = cell.value == Data::String("Kiểm tra (phải bằng 0)".to_owned());
            assert!(is_heading || (cell.value == Data::Float(0.0) && cell.formula.starts_with("ROUND(SUM(")), "{}: {cell:?}", self.place);
        }
        self.cells += row.len();
        row.iter().filter(|cell| Some(cell.column) != self.beside).cloned().collect()
    }

    /// The next row holds these texts and nothing else; the columns they stand in.
    fn texts(&mut self, texts: &[&str]) -> Vec<u32> {
        let row = self.next();
        let found: Vec<&str> = row.iter().map(|cell| if let Data::String(text) = &cell.value { text.as_str() } else { "" }).collect();
        assert_eq!(found, texts, "{}", self.place);
        row.iter().map(|cell| cell.column).collect()
    }

    /// The texts of the next row: what stands again over further sheets of paper, once.
    fn over_sheets(&mut self) -> Vec<String> {
        let mut texts: Vec<String> = self.next().iter().map(|cell| cell.value.to_string()).collect();
        texts.dedup();
        texts
    }

    fn head(&mut self, page: &Value) {
        let letterhead = &page["letterhead"];
        if !letterhead.is_null() {
            let place = letterhead["place"].as_str().unwrap_or("…………");
            let mut told = vec![words(&letterhead["above"]).to_uppercase(), words(&letterhead["agency"]).to_uppercase()];
            told.push("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned());
            told.push("Độc lập - Tự do - Hạnh phúc".to_owned());
            told.push(format!("{place}, ngày … tháng … năm …"));
            told.retain(|text| !text.is_empty());
            // Side by side, or one below the other.
            let mut found = Vec::new();
            while found.len() < told.len() {
                found.extend(self.over_sheets());
            }
            told.sort();
            found.sort();
            assert_eq!(found, told, "{}", self.place);
        }
        assert_eq!(self.over_sheets(), [words(&page["title"]).to_uppercase()], "{}", self.place);
        for line in list(&page["subtitle"]) {
            assert_eq!(self.over_sheets(), [words(line)], "{}", self.place);
        }
    }

    fn foot(&mut self, page: &Value) {
        let letterhead = &page["letterhead"];
        if letterhead.is_null() {
            return;
        }
        let capacity = letterhead["capacity"].as_str().unwrap_or("THỦ TRƯỞNG CƠ QUAN").to_uppercase();
        self.texts(&["NGƯỜI LẬP BẢNG", &capacity]);
        let signer = letterhead["signer"].as_str();
        self.texts(&["(Ký, ghi rõ họ tên)", if signer.is_some() { "(Ký, đóng dấu)" } else { "(Ký, đóng dấu, ghi rõ họ tên)" }]);
        if let Some(signer) = signer {
            self.texts(&[signer]);
        }
    }

    /// The headings of a table, and the numbers below them; the column of each.
    fn headings(&mut self, table: &Value) -> Vec<u32> {
        let columns = list(&table["columns"]);
        let is_grouped = columns.iter().any(|column| !column["group"].is_null());
        let mut over: Vec<&str> = Vec::new();
        let mut last = &Value::Null;
        for column in columns {
            let group = &column["group"];
            if group.is_null() {
                over.push(words(&column["heading"]));
            } else if group != last {
                over.push(words(group));
            }
            last = group;
        }
        let above = self.texts(&over);
        let placed = if is_grouped {
            let own: Vec<&str> = columns.iter().filter(|column| !column["group"].is_null()).map(|column| words(&column["heading"])).collect();
            let mut own = self.texts(&own).into_iter();
            let alone =
                over.iter().zip(above).filter(|(text, _)| columns.iter().any(|one| one["group"].is_null() && words(&one["heading"]) == **text));
            let mut alone = alone.map(|(_, column)| column);
            columns.iter().map(|column| if column["group"].is_null() { alone.next() } else { own.next() }.expect("each has its column")).collect()
        } else {
            above
        };
        if table["kind"] == "form" {
            let numbers = self.next();
            assert_eq!(numbers.iter().map(|cell| cell.column).collect::<Vec<_>>(), placed, "{}", self.place);
            let counted = numbers.iter().zip(1..).all(|(cell, number)| cell.value == Data::Float(f64::from(number)));
            assert!(counted, "{}: {numbers:?}", self.place);
        }
        placed
    }

    fn table(&mut self, table: &Value) {
        if let Some(title) = table["title"].as_str() {
            self.texts(&[title]);
        }
        let is_facts = table["kind"] == "facts";
        let mut columns = if is_facts { Vec::new() } else { self.headings(table) };
        for row in list(&table["rows"]) {
            let cells = list(&row["cells"]);
            let told: Vec<(usize, &Value)> = cells.iter().enumerate().filter(|(_, cell)| !is_empty(cell)).collect();
            if told.is_empty() {
                continue;
            }
            let found = self.next();
            if columns.is_empty() {
                columns = found.iter().map(|cell| cell.column).collect();
            }
            assert_eq!(found.len(), told.len(), "{}: {row}: {found:?}", self.place);
            for (found, (position, told)) in found.iter().zip(told) {
                let place = format!("{}, {}: {told}: {found:?}", self.place, table["key"]);
                assert_eq!(found.column, columns[position], "{place}");
                is_told(found, told, &place);
                let must_live = words(&table["key"]).contains("points-") && position > 2 && told["type"] == "number";
                let is_sum = row["kind"] == "group" || (row["kind"] == "total" && cells[1]["value"] != "Điểm tối đa được giao");
                assert!(!must_live || !is_sum || !found.formula.is_empty(), "{place}: no formula");
            }
        }
        for note in list(&table["notes"]) {
            self.texts(&[words(note)]);
        }
    }
}

fn is_empty(cell: &Value) -> bool {
    cell["mark"].is_null() && cell["value"].as_str().is_none_or(str::is_empty) && !cell["value"].is_u64()
}

/// Whether a cell of a sheet holds what one of the JSON says.
#[expect(clippy::float_cmp, reason = "a sheet holds the very double nearest to the figure")]
fn is_told(found: &Cell, told: &Value, place: &str) {
    let number = |found: &Cell| if let Data::Float(number) = found.value { number } else { panic!("{place}: no number") };
    let marked = told["mark"].as_str().map(|mark| format!("\" {mark}\"")).unwrap_or_default();
    match told["type"].as_str() {
        None => assert_eq!(found.value, Data::String(words(&told["mark"]).to_owned()), "{place}"),
        Some("text") => assert_eq!(found.value, Data::String(words(&told["value"]).to_owned()), "{place}"),
        Some("whole") => assert_eq!(number(found), double(&told["value"].to_string()), "{place}"),
        Some("day") => {
            let day = Day::parse(words(&told["value"]).as_bytes()).expect("a day");
            let Data::DateTime(serial) = found.value else { panic!("{place}: no day") };
            // Sheets count from 1899-12-30, 25,569 days before 1970.
            assert_eq!(serial.as_f64(), f64::from(day.since_epoch() + 25_569), "{place}");
        }
        Some("number") => {
            let shown = words(&told["value"]);
            assert_eq!(number(found), double(told["exact"].as_str().unwrap_or(shown)), "{place}");
            let decimals = shown.split_once('.').map(|(_, decimals)| format!(".{}", "0".repeat(decimals.len()))).unwrap_or_default();
            assert_eq!(found.format, format!("[$-42A]#,##0{decimals}{marked}_)"), "{place}");
        }
        Some(other) => panic!("{place}: `{other}` is no type"),
    }
}

/// Compares a workbook with the JSON of its pages; how many cells were compared.
fn compare(name: &str, bytes: &[u8], pages: &[Page]) -> usize {
    let mut json = Vec::new();
    tables::write(pages, None, &mut json).expect("memory takes everything");
    let json: Value = serde_json::from_slice(&json).expect("it is JSON");
    let (sheets, told) = (sheets(bytes), list(&json["pages"]));
    assert_eq!(sheets.len(), told.len(), "{name}");
    let mut cells = 0;
    for (sheet, page) in sheets.iter().zip(told) {
        let is_beside = |cell: &&Cell| cell.value == Data::String("Kiểm tra (phải bằng 0)".to_owned());
        let beside = sheet.rows.iter().flatten().find(is_beside).map(|cell| cell.column);
        let is_block = list(&page["tables"]).iter().any(|table| words(&table["key"]).contains("points-"));
        assert_eq!(beside.is_some(), is_block, "{name}, {}", sheet.name);
        let mut compared = Compared { place: format!("{name}, {}", sheet.name), rows: sheet.rows.iter(), beside, cells: 0 };
        compared.head(page);
        for table in list(&page["tables"]) {
            compared.table(table);
        }
        compared.foot(page);
        assert!(compared.rows.next().is_none(), "{}: more rows than are told", compared.place);
        cells += compared.cells;
    }
    cells
}

#[test]
fn every_sheet_of_every_tally_is_its_json() {
    for name in EXAMPLES {
        let run = run(&example(name), &Request { wants_digest: true, ..Request::default() });
        let bytes = xlsx::bytes(&run, &ABOUT).expect("the workbook can be made");
        let cells = compare(name, &bytes, &report::pages(&run, &ABOUT));
        assert!(cells > 100, "{name}: {cells} cells");
    }
}

#[test]
fn every_sheet_of_titles_and_roll_ups_is_its_json() {
    for name in ["tp-ho-chi-minh-2022", "danh-hieu-2024-2025"] {
        let volume = memory(&example(name));
        let run = thidua::pipeline::run(&volume, &Request::default()).expect("a folder in memory can be read");
        let pages = report::titles::pages(&run, &volume, &ABOUT);
        let bytes = xlsx::book(&pages, run.name(), run.as_of(), &ABOUT).expect("the workbook can be made");
        assert!(compare(name, &bytes, &pages) > 100, "{name}");
    }
    let asked = ["so-tu-phap-2022", "binh-dinh-2023"].map(str::to_owned);
    let rollup = Rollup::gather(&asked, &Examples, &Request { wants_digest: true, ..Request::default() });
    let pages = report::rollup::pages(&rollup, &ABOUT);
    let day = report::rollup::as_of(&rollup).expect("folders were read");
    let bytes = xlsx::book(&pages, "Tổng hợp", day, &ABOUT).expect("the workbook can be made");
    assert!(compare("rollup", &bytes, &pages) > 50);
}

#[test]
fn behind_a_block_stands_the_same_as_other_stages_have_it() {
    let files = example("tp-ho-chi-minh-2022");
    let mut run = run(&files, &Request::default());
    let alone = report::pages(&run, &ABOUT).len();
    run.stages.push(crate::support::run(&files, &Request { stage: Some("tu_cham".to_owned()), ..Request::default() }));
    let pages = report::pages(&run, &ABOUT);
    let names: Vec<&str> = pages.iter().map(|page| &*page.name).collect();
    assert_eq!(names.len(), alone + 2);
    let place = names.iter().position(|name| *name == "Khối PCM tu_cham").unwrap_or_else(|| panic!("{names:?}"));
    assert_eq!(names[place - 2..place], ["Khối PCM", "Biểu đồ PCM"]);
    // In four quarters VP gives itself 9, 8.75, 8.75 and 9, 35.5 in all: a fourth of it is 8.875. It is given 8.5 first: 35.
    let of = |page: usize| {
        let table = &pages[page].tables[0];
        let column = table.columns.iter().position(|column| column.heading.ends_with("\nVP")).expect("VP is in the block");
        table.rows.iter().find(|row| row.cells[0].words() == "B4").expect("the criterion").cells[column].words()
    };
    assert_eq!((of(place), of(place - 2)), ("8,88".to_owned(), "8,75".to_owned()));
    compare("stages", &xlsx::bytes(&run, &ABOUT).expect("the workbook can be made"), &pages);
}

#[test]
fn a_key_is_that_of_one_table() {
    for name in EXAMPLES {
        let run = run(&example(name), &Request::default());
        let pages = report::pages(&run, &ABOUT);
        let mut keys: Vec<&str> = pages.iter().flat_map(|page| &page.tables).map(|table| &*table.key).collect();
        keys.sort_unstable();
        let twice: Vec<&[&str]> = keys.chunk_by(|one, other| one == other).filter(|alike| alike.len() > 1).collect();
        assert!(twice.is_empty(), "{name}: {twice:?}");
    }
}
