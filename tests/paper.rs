//! Sheets as paper and on a screen: A4 and its margins, letters of 9 points at least, print areas, what is printed again,
//! frozen panes, filters, names; read back from the parts of the file.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use thidua::pipeline::Request;
use thidua::report::{self, About, Page, RowKind, TableKind, xlsx};

use crate::support::{EXAMPLES, example, run};

const ABOUT: About<'_> = About { version: "0.0.0" };

fn part(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).expect("parts are text");
    text
}

/// Every sheet of every example with its page: the name of the example, the page, the sheet.
fn each_sheet(mut take: impl FnMut(&str, &Page, &str)) {
    for name in EXAMPLES {
        let run = run(&example(name), &Request::default());
        let bytes = xlsx::bytes(&run, &ABOUT).expect("the workbook can be made");
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).expect("it is an archive");
        for (number, page) in (1..).zip(report::pages(&run, &ABOUT)) {
            take(name, &page, &part(&mut archive, &format!("xl/worksheets/sheet{number}.xml")));
        }
    }
}

/// The value of an attribute behind these words.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.split_once(words)?.1.split('"').next()
}

#[test]
fn every_sheet_is_a4_with_its_margins_a_page_number_and_letters_of_nine_points() {
    each_sheet(|name, page, sheet| {
        let place = format!("{name}, {}", page.name);
        assert!(sheet.contains("paperSize=\"9\""), "{place}");
        // 30, 15 and twice 20 millimetres, in inches.
        for margin in ["left=\"1.181", "right=\"0.590", "top=\"0.787", "bottom=\"0.787"] {
            assert!(sheet.contains(margin), "{place}: {margin}");
        }
        assert!(sheet.contains("&amp;C&amp;\"Times New Roman,Regular\"&amp;13&amp;P"), "{place}");
        // 82 of a hundred of 11 points are 9.
        let scale = after(sheet, " scale=\"").map(|scale| scale.parse::<u32>().expect("a percentage"));
        assert!(scale.map_or(sheet.contains("fitToPage=\"1\""), |scale| (82..=100).contains(&scale)), "{place}: {scale:?}");
    });
}

#[test]
fn every_form_stands_still_below_its_heading_and_a_table_without_sums_has_a_filter() {
    let (mut frozen, mut filtered) = (0, 0);
    each_sheet(|name, page, sheet| {
        let place = format!("{name}, {}", page.name);
        let table = &page.tables[0];
        let is_form = table.kind == TableKind::Form;
        assert_eq!(sheet.contains("state=\"frozen\""), is_form, "{place}");
        let is_one = |kind: RowKind| matches!(kind, RowKind::Plain | RowKind::Section);
        let is_filtered = table.kind != TableKind::Facts && !table.rows.is_empty() && table.rows.iter().all(|row| is_one(row.kind));
        assert_eq!(sheet.contains("<autoFilter "), is_filtered, "{place}");
        frozen += u32::from(is_form);
        filtered += u32::from(is_filtered);
    });
    assert!(frozen > 20 && filtered > 20, "{frozen} frozen, {filtered} filtered");
}

#[test]
fn every_sheet_has_a_print_area_and_a_name_of_its_own_that_programs_take() {
    for name in EXAMPLES {
        let bytes = xlsx::bytes(&run(&example(name), &Request::default()), &ABOUT).expect("the workbook can be made");
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).expect("it is an archive");
        let book = part(&mut archive, "xl/workbook.xml");
        let sheets: Vec<&str> = book.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let areas = book.matches("_xlnm.Print_Area").count();
        assert_eq!(areas, sheets.len(), "{name}");
        let different: BTreeSet<String> = sheets.iter().map(|sheet| sheet.to_lowercase()).collect();
        assert_eq!(different.len(), sheets.len(), "{name}");
        assert!(sheets.iter().all(|sheet| sheet.chars().count() <= 31 && !sheet.contains(['[', ']', ':', '*', '?', '/', '\\'])), "{sheets:?}");
    }
}
