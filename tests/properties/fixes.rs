//! Whatever a sheet looks like, mending it twice is mending it once, and what is mended counts as before.

use proptest::prelude::*;
use thidua::pipeline::Request;
use unicode_normalization::UnicodeNormalization as _;

use crate::fixes::mended;
use crate::support::{Files, base, reasons, run};

const SHEET: &str = "ket-qua/q1.csv";

/// The columns of a clean sheet, in their order, and how else people write them.
const COLUMNS: [(&str, &str); 8] = [
    ("don_vi", "Mã đơn vị"),
    ("tieu_chi", "Tiêu chí"),
    ("ky", "KỲ"),
    ("chi_tieu", "Chỉ tiêu giao"),
    ("diem_cham", "Điểm chấm"),
    ("ngay_nhan", "Ngày  nhận"),
    ("minh_chung", "minh chứng"),
    ("ghi_chu", "Ghi chú"),
];

/// A clean row: its target and points in hundredths, its day in April, its note.
type Clean = (u32, u32, u32, &'static str);

/// How a cell, a row, a sheet is written otherwise.
#[derive(Clone, Debug)]
struct Dirt {
    order: Vec<usize>,
    labels: Vec<bool>,
    is_crlf: bool,
    is_unended: bool,
    /// For each cell: apart letters, a blank before, a blank behind, the other form of a day.
    cells: Vec<[bool; 4]>,
}

fn any_dirt() -> impl Strategy<Value = Dirt> {
    let order = Just((0..COLUMNS.len()).collect::<Vec<_>>()).prop_shuffle();
    let cells = prop::collection::vec(any::<[bool; 4]>(), COLUMNS.len() * 4);
    (order, prop::collection::vec(any::<bool>(), COLUMNS.len()), any::<bool>(), any::<bool>(), cells)
        .prop_map(|(order, labels, is_crlf, is_unended, cells)| Dirt { order, labels, is_crlf, is_unended, cells })
}

/// A sheet as it should be, and the same written otherwise.
fn sheets(rows: &[Clean], dirt: &Dirt, delimiter: &str) -> (String, String) {
    let (point, apart) = if delimiter == ";" { (",", ";") } else { (".", delimiter) };
    let number = |hundredths: u32| format!("{}{point}{:02}", hundredths / 100, hundredths % 100);
    let row = |(at, (target, points, day, note)): (usize, &Clean)| {
        let day = format!("2026-04-{:02}", day % 30 + 1);
        [format!("P{}", at % 2 + 1), "A1".into(), "Q1".into(), number(*target), number(points % 1000), day, String::new(), (*note).to_owned()]
    };
    let rows: Vec<[String; 8]> = rows.iter().enumerate().map(row).collect();
    let clean = std::iter::once(COLUMNS.map(|(key, _)| key.to_owned())).chain(rows.iter().cloned());
    let clean: String = clean.flat_map(|cells| [cells.join(apart), "\n".to_owned()]).collect();
    let labels = COLUMNS.iter().zip(&dirt.labels).map(|((key, other), is_other)| (if *is_other { *other } else { *key }).to_owned());
    let mut written: Vec<Vec<String>> = vec![labels.collect()];
    written.extend(rows.iter().map(|row| row.to_vec()));
    let cell = |at: usize, row: usize, text: &str| {
        let [is_apart, before, behind, is_other_day] = dirt.cells[(row * COLUMNS.len() + at) % dirt.cells.len()];
        let day = text.split('-').rev().collect::<Vec<_>>().join("/");
        let text = if is_other_day && row > 0 && at == 5 { day } else { text.to_owned() };
        let text: String = if is_apart { text.nfd().collect() } else { text };
        // A cell with nothing in it stays so, or the sheet would not come out as it was.
        format!("{}{text}{}", if before { " " } else { "" }, if behind { "\u{a0}" } else { "" })
    };
    let end = if dirt.is_crlf { "\r\n" } else { "\n" };
    let line = |(number, row): (usize, &Vec<String>)| dirt.order.iter().map(|at| cell(*at, number, &row[*at])).collect::<Vec<_>>().join(apart);
    let mut dirty = written.iter().enumerate().map(line).collect::<Vec<_>>().join(end);
    if !dirt.is_unended {
        dirty.push_str(end);
    }
    (clean, dirty)
}

fn with(sheet: impl Into<Vec<u8>>) -> Files {
    let mut files = base();
    files.insert(SHEET.to_owned(), sheet.into());
    files
}

fn text(files: &Files) -> String {
    String::from_utf8_lossy(&files[SHEET]).into_owned()
}

/// Pieces of which sheets are made that may be anything.
const PIECES: [&str; 28] = [
    ",",
    ",",
    ";",
    "\t",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    " ",
    "\u{a0}",
    "don_vi",
    "Đơn vị",
    "tieu_chi",
    "ky",
    "diem_cham",
    "ngay_nhan",
    "stt",
    "P1",
    "A1",
    "Q1",
    "8,5",
    "8.5",
    "1.250",
    "05/04/2026",
    "1/2/2026",
    "so\u{302}\u{301}",
];

/// What the tally of a folder comes to, unit by unit.
fn totals(files: &Files) -> Vec<String> {
    let run = run(files, &Request::default());
    let mut out = Vec::new();
    thidua::report::json::write(&run, &crate::support::memory(files), &mut out).expect("memory takes everything");
    let tally: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    tally["campaigns"][0]["blocks"].as_array().expect("a list").iter().map(ToString::to_string).collect()
}

/// What is found, wherever it stands.
fn told(files: &Files) -> Vec<(String, String)> {
    let mut told = reasons(files, &Request::default());
    told.sort();
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_otherwise_comes_out_as_it_should_be(
        rows in prop::collection::vec((0_u32..100_000, 0_u32..1000, 0_u32..30, prop::sample::select(vec!["", "đạt", "Nguyễn Văn Ế", "a b"])), 0..6),
        dirt in any_dirt(),
        delimiter in prop::sample::select(vec![",", ";", "\t"]),
    ) {
        let (clean, dirty) = sheets(&rows, &dirt, delimiter);
        let after = mended(&with(dirty.clone()));
        prop_assert_eq!(text(&after), clean.clone(), "{}", dirty);
        prop_assert_eq!(totals(&after), totals(&with(dirty.clone())), "{}", dirty);
        prop_assert_eq!(told(&after), told(&with(dirty)));
    }

    #[test]
    fn mending_twice_is_mending_once(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
        let files = with(pieces.concat());
        let once = mended(&files);
        prop_assert_eq!(text(&mended(&once)), text(&once));
    }

    #[test]
    fn a_definition_with_anything_in_it_reads_as_before(pieces in prop::collection::vec(prop::sample::select(vec![
        "a: ", "b:\n", "  c: ", "- ", "|\n", ">\n", "  x", "  ", "\t", "\n", "\r\n", "# ghi chú ", "\"", "'", "so\u{302}\u{301}", "\u{37e}", "đ", ": ",
    ]), 0..24)) {
        let mut files = base();
        let text = pieces.concat();
        files.insert("phong-trao.yaml".to_owned(), text.clone().into());
        let once = mended(&files);
        prop_assert_eq!(&mended(&once), &once);
        prop_assert_eq!(told(&once), told(&files), "{:?}", text);
    }
}
