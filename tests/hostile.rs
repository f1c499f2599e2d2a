//! What people wrote is text in every format: what begins as a formula does, what a browser takes for elements, what a
//! terminal obeys.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use scraper::{Html, Selector};
use thidua::pipeline::{self, Explains, Request};
use thidua::report::html::{self, Derivations, Document};
use thidua::report::{About, csv, json, markdown, pages, table, tables, titles, xlsx};

use crate::support::{Files, base, memory};

const ABOUT: About<'_> = About { version: "0.0.0" };

/// Names of units as somebody wrote them who meant no good.
const NAMES: [&str; 8] =
    ["=1+1", "+84 xyz", "-2+3", "@SUM(A1)", "\tTAB=1", "<script>alert(1)</script>", "<b onload=x>\"'&amp;", "[a](javascript:x) | `b` *c*"];

/// The base with those names, notes of the same, and an agency and a signer to match.
fn hostile() -> Files {
    let mut files = base();
    let mut units = "ma,ten,ten_ngan,khoi,loai\n".to_owned();
    let mut rows = "don_vi,tieu_chi,ky,diem_cham,ghi_chu\n".to_owned();
    for (number, name) in (1..).zip(NAMES) {
        let quoted = name.replace('"', "\"\"");
        writeln!(units, "P{number},\"{quoted}\",\"{quoted}\",K1,phong").expect("a string takes everything");
        for period in ["Q1", "Q2"] {
            writeln!(rows, "P{number},A1,{period},{},\"{quoted}\"", 10 - number).expect("a string takes everything");
        }
    }
    files.insert("don-vi.csv".to_owned(), units.into_bytes());
    files.insert("ket-qua/q1.csv".to_owned(), rows.into_bytes());
    let definition = String::from_utf8(files["phong-trao.yaml"].clone()).expect("the base is text");
    let agency = "co_quan: {ten: \"=HYPERLINK(1)\", nguoi_ky: \"@<i>x</i>\", chuc_vu_ky: \"+A\"}\n";
    files.insert("phong-trao.yaml".to_owned(), (definition + agency).into_bytes());
    files
}

#[test]
fn what_people_wrote_is_text_in_every_format() {
    let files = hostile();
    let volume = memory(&files);
    let request = Request { wants_digest: true, explains: Explains::Everybody, ..Request::default() };
    let run = pipeline::run(&volume, &request).expect("a folder in memory can be read");
    assert_eq!(run.first().outcome.blocks[0].standings.len(), NAMES.len());
    let all = pages(&run, &ABOUT);
    let mut verdicts = titles::pages(&run, &volume, &ABOUT);
    // JSON of the tally: a name with blanks around it is read without them, and says the same.
    let mut tally = Vec::new();
    json::write(&run, &volume, &mut tally).expect("memory takes everything");
    let tally: serde_json::Value = serde_json::from_slice(&tally).expect("it is JSON");
    let standings = tally["campaigns"][0]["blocks"][0]["standings"].as_array().expect("standings").iter();
    let read: Vec<&str> = standings.map(|standing| standing["name"].as_str().expect("a name")).collect();
    for name in NAMES {
        assert!(read.iter().any(|read| read.trim() == name.trim()), "{name}: {read:?}");
    }

    // Workbook: every name is a text cell and no formula is anybody's text.
    for bytes in [
        xlsx::bytes(&run, &ABOUT).expect("the workbook can be made"),
        xlsx::book(&verdicts, run.name(), run.as_of(), &ABOUT).expect("the workbook can be made"),
    ] {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
        for sheet in workbook.sheet_names() {
            for (_, _, formula) in workbook.worksheet_formula(&sheet).expect("the formulas can be read").used_cells() {
                assert!(["HYPERLINK", "1+1", "2+3", "SUM(A1)", "TAB"].iter().all(|words| !formula.contains(words)), "{sheet}: {formula}");
            }
        }
        if let Ok(ranking) = workbook.worksheet_range("Tổng quan") {
            for name in &read {
                assert!(ranking.used_cells().any(|(_, _, cell)| *cell == Data::String((*name).to_owned())), "{name}");
            }
            assert!(
                ranking.used_cells().any(|(_, _, cell)| *cell == "=HYPERLINK(1)") && ranking.used_cells().any(|(_, _, cell)| *cell == "@<i>x</i>")
            );
        }
    }

    // Web page: the one script and no element that anybody wrote.
    verdicts.extend(pages(&run, &ABOUT));
    let derivations = Derivations::of(&run, &volume);
    let document = Document { name: run.name(), about: &ABOUT, digest: run.digest.as_deref(), origin: None, derivations };
    let mut page = Vec::new();
    html::write(&document, &verdicts, &mut page).expect("memory takes everything");
    let html = Html::parse_document(std::str::from_utf8(&page).expect("it is UTF-8"));
    let select = |selector: &str| html.select(&Selector::parse(selector).expect("a selector")).count();
    assert_eq!((select("script"), select("b"), select("i"), select("[onload]"), select("[href^=javascript]")), (1, 0, 0, 0, 0));
    let cells: Vec<String> = html.select(&Selector::parse("td, th").expect("a selector")).map(|cell| cell.text().collect()).collect();
    for name in &read {
        assert!(cells.iter().any(|cell| cell.trim() == name.trim()), "{name}");
    }

    // JSON of the pages: the names as they are.
    let mut bound = Vec::new();
    tables::write(&all, None, &mut bound).expect("memory takes everything");
    let bound: serde_json::Value = serde_json::from_slice(&bound).expect("it is JSON");
    let ranking = bound["pages"][0]["tables"][0]["rows"].as_array().expect("rows");
    for name in &read {
        assert!(ranking.iter().any(|row| row["cells"][1]["value"] == *name), "{name}");
    }

    // CSV: no cell begins as a formula does, but for figures; what was written stands behind an apostrophe.
    for dialect in [csv::Dialect::Plain, csv::Dialect::Excel] {
        let mut outs = vec![Vec::new()];
        csv::write(&run, dialect, &mut outs[0]).expect("memory takes everything");
        for table in verdicts.iter().flat_map(|page| &page.tables) {
            outs.push(Vec::new());
            csv::write_table(table, dialect, outs.last_mut().expect("just pushed")).expect("memory takes everything");
        }
        let mut told = Vec::new();
        for out in outs {
            let delimiter = if dialect == csv::Dialect::Excel { b';' } else { b',' };
            let out = out.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&out);
            let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(out);
            for row in reader.records() {
                told.extend(row.expect("a row").iter().map(str::to_owned));
            }
        }
        for cell in &told {
            let is_figure = cell.replace(',', ".").parse::<f64>().is_ok();
            assert!(is_figure || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
        for name in &read {
            assert!(told.iter().any(|cell| cell == name || *cell == format!("'{name}")), "{name}");
        }
    }

    // Markdown: what means something there is escaped.
    let mut text = Vec::new();
    markdown::write(&verdicts, &mut text).expect("memory takes everything");
    let text = String::from_utf8(text).expect("it is UTF-8");
    for line in text.lines() {
        let plain = line.replace("\\<", "").replace("\\>", "").replace("\\[", "").replace("\\`", "").replace("<br>", "");
        assert!(!plain.contains(['<', '>', '[', '`']), "{line}");
    }
    assert!(text.contains("\\<script\\>alert(1)\\</script\\>") && text.contains("| =1+1 |"));

    // Terminal: as they are, and nothing a terminal obeys.
    let mut screen = Vec::new();
    table::write(&run, 160, table::Reader::Terminal, &mut screen).expect("memory takes everything");
    let screen = String::from_utf8(screen).expect("it is UTF-8");
    assert!(screen.contains("=1+1") && screen.contains("<script>alert(1)</script>"), "{screen}");
    assert!(screen.chars().all(|letter| letter == '\n' || !letter.is_control()), "{screen:?}");
}
