//! The web page: it holds what the other formats hold, asks for nothing, and takes what people wrote for text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest as _, Sha256};
use thidua::pipeline::{Request, Run};
use thidua::report::html::{self, Derivations, Document};
use thidua::report::{About, Page, RowKind, TableKind, pages};

use crate::support::{EXAMPLES, Files, base, example, memory, run};

const ABOUT: About<'_> = About { version: "0.0.0" };

fn page(run: &Run, pages: &[Page]) -> String {
    let mut out = Vec::new();
    let document = Document { name: run.name(), about: &ABOUT, digest: run.digest.as_deref(), origin: None, derivations: None };
    html::write(&document, pages, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("it is UTF-8")
}

fn of(files: &Files) -> String {
    let run = run(files, &Request { period: Some("Q1".to_owned()), wants_digest: true, ..Request::default() });
    page(&run, &pages(&run, &ABOUT))
}

fn all<'h>(of: ElementRef<'h>, selector: &str) -> Vec<ElementRef<'h>> {
    of.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The text of an element without the blanks that lay it out.
fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same of a cell's words, whose lines follow each other without a blank.
fn words(words: &str) -> String {
    words.replace('\n', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_cell_of_every_example_stands_in_the_page() {
    for name in EXAMPLES {
        let run = run(&example(name), &Request::default());
        let pages = pages(&run, &ABOUT);
        let html = Html::parse_document(&page(&run, &pages));
        let sections = all(html.root_element(), "section.page");
        // Of what a workbook lets choose it shows every choice.
        let shown: Vec<&Page> = pages.iter().filter(|page| !page.is_of_choice()).collect();
        assert_eq!(sections.len(), shown.len(), "{name}");
        for (section, page) in sections.into_iter().zip(shown) {
            let mut grids = all(section, "table[id]").into_iter();
            let mut facts = all(section, "dl").into_iter();
            for table in &page.tables {
                let told: Vec<Vec<String>> = match table.kind {
                    TableKind::Facts => {
                        let list = facts.next().expect("a list of facts");
                        all(list, "div").into_iter().map(|row| all(row, "dt, dd").into_iter().map(text).collect()).collect()
                    }
                    TableKind::List | TableKind::Form => {
                        let grid = grids.next().expect("a table");
                        all(grid, "tbody > tr").into_iter().map(|row| all(row, "th, td").into_iter().map(text).collect()).collect()
                    }
                };
                let meant = table.rows.iter().map(|row| {
                    let mut cells: Vec<String> = row.cells.iter().map(|cell| words(&cell.words())).collect();
                    if table.kind != TableKind::Facts && row.kind != RowKind::Section {
                        cells.resize(table.columns.len(), String::new());
                    }
                    cells
                });
                let meant: Vec<Vec<String>> = meant.collect();
                assert_eq!(told, meant, "{name}, {}, {}", page.name, table.key);
            }
            assert_eq!((grids.count(), facts.count()), (0, 0), "{name}, {}", page.name);
        }
    }
}

#[test]
fn where_nobody_is_ranked_there_is_nothing_to_derive() {
    for (name, is_ranked) in [("bo-tu-phap-2023", false), ("tp-ho-chi-minh-2022", true)] {
        let files = example(name);
        assert_eq!(Derivations::of(&run(&files, &Request::default()), &memory(&files)).is_some(), is_ranked, "{name}");
    }
}

#[test]
fn what_people_wrote_is_text_and_no_other_script_runs() {
    let hostile = "<script>alert(1)</script><b>\"'&amp;";
    let mut files = base();
    let units = format!("ma,ten,khoi\nP1,\"{}\",K1\nP2,=1+1,K1\n", hostile.replace('"', "\"\""));
    files.insert("don-vi.csv".to_owned(), units.into_bytes());
    let page = of(&files);
    let html = Html::parse_document(&page);
    let scripts = all(html.root_element(), "script");
    assert_eq!(scripts.len(), 1);
    assert!(all(html.root_element(), "b").is_empty());
    let names: Vec<String> = all(html.root_element(), "td, th").into_iter().map(text).collect();
    assert!(names.iter().any(|name| name == hostile), "{names:?}");
    assert!(names.iter().any(|name| name == "=1+1"));
    // The policy names the one script by its digest, and lets nothing be loaded.
    let policy = all(html.root_element(), "meta[http-equiv]")[0].attr("content").expect("a policy").to_owned();
    let digest = STANDARD.encode(Sha256::digest(scripts[0].text().collect::<String>()));
    assert!(policy.contains(&format!("script-src 'sha256-{digest}'")), "{policy}");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for attribute in ["src", "srcset", "data", "action", "poster"] {
        assert!(all(html.root_element(), &format!("[{attribute}]")).is_empty(), "{attribute}");
    }
    let away = all(html.root_element(), "[href]").into_iter().filter_map(|link| link.attr("href")).find(|href| !href.starts_with('#'));
    assert_eq!(away, None);
}

#[test]
fn a_bar_is_as_long_as_its_figure_is_of_the_greatest() {
    // P1 has 8 points and P2 7: of 8 a hundred and 87.5 hundredths.
    let html = Html::parse_document(&of(&base()));
    let bars = all(html.root_element(), ".bars rect");
    let widths: Vec<&str> = bars.iter().filter_map(|bar| bar.attr("width")).collect();
    assert_eq!(widths, ["100", "87.5"]);
    // Their average is 7.5, of 8 93.75 hundredths.
    let lines = all(html.root_element(), ".groups line");
    let places: Vec<&str> = lines.iter().filter_map(|line| line.attr("x1")).collect();
    assert_eq!(places, ["93.75", "93.75"]);
}
