//! One score changed: its unit's place, its derivation, what is drawn and every table say so, in every format.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use scraper::{Html, Selector};
use thidua::pipeline::{self, Explains, Request};
use thidua::report::html::{Derivations, Document};
use thidua::report::table::Reader;
use thidua::report::{About, csv, html, json, markdown, pages, table, xlsx};

use crate::support::{base, memory};

const ABOUT: About<'_> = About { version: "0.0.0" };

/// The base campaign's first quarter in every format, P1 with this score; P2 has 7.
struct Told {
    table: String,
    json: serde_json::Value,
    csv: String,
    markdown: String,
    html: Html,
    book: Vec<Vec<String>>,
}

fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).expect("it is UTF-8")
}

fn told(score: &str) -> Told {
    let mut files = base();
    files.insert("ket-qua/q1.csv".to_owned(), format!("don_vi,tieu_chi,ky,diem_cham\nP1,A1,Q1,{score}\nP2,A1,Q1,7\n").into_bytes());
    let request = Request { period: Some("Q1".to_owned()), wants_digest: true, explains: Explains::Everybody, ..Request::default() };
    let volume = memory(&files);
    let run = pipeline::run(&volume, &request).expect("a folder in memory can be read");
    let all = pages(&run, &ABOUT);
    let derivations = Derivations::of(&run, &volume);
    let document = Document { name: run.name(), about: &ABOUT, digest: run.digest.as_deref(), origin: None, derivations };
    let page = written(|out| html::write(&document, &all, out).expect("memory takes everything"));
    let bytes = xlsx::bytes(&run, &ABOUT).expect("the workbook can be made");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let sheet = workbook.worksheet_range("Tổng quan").expect("the overview is there");
    let words = |cell: &Data| match cell {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    Told {
        table: written(|out| table::write(&run, 120, Reader::Pipe, out).expect("memory takes everything")),
        json: serde_json::from_str(&written(|out| json::write(&run, &volume, out).expect("memory takes everything"))).expect("it is JSON"),
        csv: written(|out| csv::write(&run, csv::Dialect::Plain, out).expect("memory takes everything")),
        markdown: written(|out| markdown::write(&all, out).expect("memory takes everything")),
        html: Html::parse_document(&page),
        book: sheet.rows().map(|row| row.iter().map(words).collect()).collect(),
    }
}

impl Told {
    /// The text of every element of the web page that a selector names.
    fn elements(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        self.html.select(&selector).map(|element| element.text().collect::<String>()).collect()
    }

    fn widths(&self) -> Vec<&str> {
        let selector = Selector::parse(".bars rect").expect("a selector");
        self.html.select(&selector).filter_map(|bar| bar.attr("width")).collect()
    }

    /// The first cells of the workbook's ranking, of the row of a unit; tables of a sheet share its columns, so some stand empty.
    fn in_book(&self, unit: &str) -> [String; 3] {
        let row = self.book.iter().find(|row| row.get(1).is_some_and(|name| name == unit)).expect("the unit is ranked");
        let mut cells = row.iter().filter(|cell| !cell.is_empty());
        std::array::from_fn(|_| cells.next().cloned().unwrap_or_default())
    }

    /// Place and total of each unit as JSON has them.
    fn in_json(&self) -> Vec<[String; 3]> {
        let standings = self.json["campaigns"][0]["blocks"][0]["standings"].as_array().expect("standings").iter();
        let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        standings.map(|one| [text(&one["place"]), text(&one["unit"]), text(&one["total"])]).collect()
    }
}

/// Place, code and total of each unit, of rows separated as a format has them.
fn ranked(text: &str, separator: char, columns: [usize; 3]) -> Vec<[String; 3]> {
    let rows = text.lines().map(|line| line.split(separator).map(str::trim).collect::<Vec<_>>());
    let rows = rows.filter(|row| columns.iter().all(|column| *column < row.len()) && row[columns[0]].parse::<u32>().is_ok());
    rows.map(|row| columns.map(|column| row[column].to_owned())).collect()
}

#[test]
fn one_score_changes_place_derivation_chart_and_every_table_in_every_format() {
    let (before, after) = (told("8"), told("6"));
    let row = |place: &str, unit: &str, total: &str| [place.to_owned(), unit.to_owned(), total.to_owned()];
    assert_eq!(before.in_json(), [row("1", "P1", "8.00"), row("2", "P2", "7.00")]);
    assert_eq!(after.in_json(), [row("1", "P2", "7.00"), row("2", "P1", "6.00")]);
    let csv = |told: &Told| ranked(&told.csv, ',', [3, 4, 6]);
    assert_eq!((csv(&before), csv(&after)), (before.in_json(), after.in_json()));
    let comma = |rows: Vec<[String; 3]>| -> Vec<[String; 3]> {
        rows.into_iter()
            .map(|[place, unit, total]| [place, unit.replace("P1", "Phòng Một").replace("P2", "Phòng Hai"), total.replace('.', ",")])
            .collect()
    };
    let markdown = |told: &Told| ranked(&told.markdown, '|', [1, 2, 3]).into_iter().take(2).collect::<Vec<_>>();
    assert_eq!((markdown(&before), markdown(&after)), (comma(before.in_json()), comma(after.in_json())));
    let table = |told: &Told| told.table.find("Phòng Một") < told.table.find("Phòng Hai");
    assert_eq!((table(&before), table(&after)), (true, false));
    assert!(before.table.contains("8,00") && !after.table.contains("8,00") && after.table.contains("6,00"));
    assert_eq!((before.in_book("Phòng Một"), after.in_book("Phòng Một")), (row("1", "Phòng Một", "8"), row("2", "Phòng Một", "6")));
    // In the web page: the ranking, the derivations in the same order, and the bars, in the order
    // units are declared: 7 of 8 is 87.5 hundredths, 6 of 7 85.71.
    let summaries = |told: &Told| told.elements("#giai-trinh summary");
    assert_eq!(summaries(&before), ["Phòng Một (P1): 8,00", "Phòng Hai (P2): 7,00"]);
    assert_eq!(summaries(&after), ["Phòng Hai (P2): 7,00", "Phòng Một (P1): 6,00"]);
    assert_eq!((before.widths(), after.widths()), (vec!["100", "87.5"], vec!["85.71", "100"]));
    let figures = |told: &Told| told.elements("table td a");
    assert!(figures(&before).contains(&"8,00".to_owned()) && !figures(&after).contains(&"8,00".to_owned()));
    assert!(figures(&after).contains(&"6,00".to_owned()));
    // The inputs differ, and every format that names them says so.
    assert_ne!(before.json["inputs_sha256"], after.json["inputs_sha256"]);
}
