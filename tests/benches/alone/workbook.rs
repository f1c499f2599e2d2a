//! The cells of a workbook, written by the library alone: what a workbook costs that somebody else has worked out.
//!
//! The cells are the same and look the same; those without content are among them. Sheets, texts and the pressing of the
//! file are as the tool has them: constant memory with shared texts, level 3.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read as _, Write};
use std::path::Path;

use calamine::{Data, Range, Reader as _, Xlsx};
use quick_xml::events::{BytesStart, Event};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};
use zip::ZipArchive;

/// Notes down the cells of a workbook and their looks, so that what writes them need not read one.
pub fn note_cells(book: &Path, cells: &Path) {
    let mut parts = ZipArchive::new(File::open(book).expect("it was written")).expect("a workbook is an archive");
    let mut book: Xlsx<BufReader<File>> = calamine::open_workbook(book).expect("it was written");
    let mut out = BufWriter::new(File::create(cells).expect("a scratch file can be written"));
    for look in looks(&part(&mut parts, "xl/styles.xml")) {
        writeln!(out, "l\t0\t0\t0\t{look}").expect("a scratch file can be written");
    }
    for (number, name) in book.sheet_names().into_iter().enumerate() {
        let values = book.worksheet_range(&name).expect("a sheet has cells");
        let formulas = book.worksheet_formula(&name).expect("a sheet has formulas");
        writeln!(out, "s\t0\t0\t0\t{}", escaped(&name)).expect("a scratch file can be written");
        for (place, look) in cells_of(&part(&mut parts, &format!("xl/worksheets/sheet{}.xml", number + 1))) {
            let (kind, text) = noted(place, &values, &formulas);
            writeln!(out, "{kind}\t{}\t{}\t{look}\t{text}", place.0, place.1).expect("a scratch file can be written");
        }
    }
    out.flush().expect("a scratch file can be written");
}

fn noted(place: (u32, u32), values: &Range<Data>, formulas: &Range<String>) -> (&'static str, String) {
    let formula = formulas.get_value(place).filter(|formula| !formula.is_empty());
    match (formula, values.get_value(place).unwrap_or(&Data::Empty)) {
        (Some(formula), value) => ("f", format!("{}\t{}", escaped(formula), escaped(&value.to_string()))),
        (None, Data::Empty) => ("b", String::new()),
        (None, Data::DateTime(day)) => ("n", day.as_f64().to_string()),
        (None, value @ (Data::Float(_) | Data::Int(_))) => ("n", value.to_string()),
        (None, value) => ("t", escaped(&value.to_string())),
    }
}

fn part(parts: &mut ZipArchive<File>, name: &str) -> String {
    let mut text = String::new();
    parts.by_name(name).expect("a workbook has it").read_to_string(&mut text).expect("a part is text");
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

/// Takes the elements of a text with the name of the one each stands in.
fn elements(text: &str, mut take: impl FnMut(&str, &BytesStart<'_>)) {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut above: Vec<String> = vec![String::new()];
    loop {
        let name = |start: &BytesStart<'_>| start.name().as_ref().to_owned();
        match reader.read_event().expect("it is XML") {
            Event::Start(start) => {
                take(above.last().expect("the outermost is without one"), &start);
                above.push(name(&start));
            }
            Event::Empty(start) => take(above.last().expect("the outermost is without one"), &start),
            Event::End(_) => drop(above.pop()),
            Event::Eof => return,
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).expect("it is XML")?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("it is text").into_owned())
}

/// The place and the look of every cell.
fn cells_of(sheet: &str) -> BTreeMap<(u32, u32), usize> {
    let mut cells = BTreeMap::new();
    elements(sheet, |_, start| {
        if start.name().as_ref() == "c" {
            let name = attribute(start, "r").expect("a cell has a name");
            let digits = name.find(|letter: char| letter.is_ascii_digit()).expect("a name has a row");
            let column = name[..digits].bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
            let row: u32 = name[digits..].parse().expect("a row");
            cells.insert((row - 1, column - 1), attribute(start, "s").map_or(0, |look| look.parse().expect("a number")));
        }
    });
    cells
}

/// The looks of cells in words, by number.
fn looks(styles: &str) -> Vec<String> {
    let (mut numbers, mut fonts, mut looks) = (BTreeMap::new(), Vec::new(), Vec::new());
    elements(styles, |above, start| match (above, start.name().as_ref()) {
        ("numFmts", "numFmt") => {
            numbers.insert(attribute(start, "numFmtId"), attribute(start, "formatCode").expect("a format has a code"));
        }
        ("fonts", "font") => fonts.push(String::new()),
        ("font", "b") => fonts.last_mut().expect("it has begun").push_str("b "),
        ("font", "i") => fonts.last_mut().expect("it has begun").push_str("i "),
        ("font", "sz") => fonts.last_mut().expect("it has begun").extend(["z", &attribute(start, "val").expect("a size"), " "]),
        ("cellXfs", "xf") => {
            let font: usize = attribute(start, "fontId").expect("a font").parse().expect("a number");
            let number = attribute(start, "numFmtId");
            let code = numbers.get(&number).cloned().unwrap_or_default();
            let has = |name: &str| attribute(start, name).is_some_and(|number| number != "0");
            let mark = |is: bool, mark: &'static str| if is { mark } else { "" };
            let marks = [mark(has("borderId"), "r "), mark(has("fillId"), "f "), mark(has("quotePrefix"), "q ")].concat();
            looks.push([code, "\t".to_owned(), fonts[font].clone(), marks]);
        }
        ("xf", "alignment") => {
            if let Some(look) = looks.last_mut() {
                for name in ["horizontal", "vertical", "indent"] {
                    look[3].extend([name, "=", &attribute(start, name).unwrap_or_default(), " "]);
                }
            }
        }
        _ => {}
    });
    looks.into_iter().map(|look| look.concat()).collect()
}

/// A look that was noted down.
fn format(code: &str, words: &str) -> Format {
    let mut format = Format::new().set_font_name("Times New Roman").set_font_family(1).set_text_wrap();
    if !code.is_empty() {
        format = format.set_num_format(code);
    }
    for word in words.split(' ') {
        format = match word.split_once('=').unwrap_or((word, "")) {
            ("b", _) => format.set_bold(),
            ("i", _) => format.set_italic(),
            ("r", _) => format.set_border(FormatBorder::Thin),
            ("f", _) => format.set_background_color(Color::RGB(0x00F2_F2F2)),
            ("q", _) => format.set_quote_prefix(),
            (_, "left") => format.set_align(FormatAlign::Left),
            (_, "right") => format.set_align(FormatAlign::Right),
            ("horizontal", "center") => format.set_align(FormatAlign::Center),
            (_, "top") => format.set_align(FormatAlign::Top),
            ("vertical", "center") => format.set_align(FormatAlign::VerticalCenter),
            ("indent", depth @ ("1" | "2" | "3" | "4")) => format.set_indent(depth.parse().expect("a depth")),
            (size, _) => match size.strip_prefix('z') {
                Some(size) => format.set_font_size(size.parse::<f64>().expect("a size")),
                None => format,
            },
        };
    }
    format
}

/// Writes cells that were noted down.
pub fn write(cells: &Path) {
    let text = fs::read_to_string(cells).expect("it was written");
    let mut book = Workbook::new();
    book.set_zip_compression_level(3);
    book.set_tempdir(cells.parent().expect("it stands in a folder")).expect("the folder can be written");
    let mut looks: Vec<Format> = Vec::new();
    let mut sheets: Vec<Worksheet> = Vec::new();
    for line in text.lines() {
        let mut parts = line.split('\t');
        let mut next = || parts.next().expect("a cell has five parts");
        let (kind, row, column, look, value) = (next(), next(), next(), next(), next());
        match kind {
            "l" => looks.push(format(value, next())),
            "s" => {
                if looks.len() > 1 && sheets.is_empty() {
                    book.set_default_format(&looks[0], 20, 64).expect("no sheet stands before");
                }
                let mut sheet = book.new_worksheet_with_low_memory().expect("the folder can be written");
                sheet.set_name(value).expect("a name of a workbook");
                sheets.push(sheet);
            }
            kind => {
                let place = (row.parse().expect("a row"), column.parse().expect("a column"));
                let look = &looks[look.parse::<usize>().expect("a number")];
                cell(sheets.last_mut().expect("a sheet stands before its cells"), place, look, kind, value, parts.next());
            }
        }
    }
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save(cells.with_extension("bare.xlsx")).expect("a workbook can be written");
}

fn cell(sheet: &mut Worksheet, (row, column): (u32, u16), look: &Format, kind: &str, value: &str, result: Option<&str>) {
    let written = match kind {
        "b" => sheet.write_blank(row, column, look),
        "n" => sheet.write_number_with_format(row, column, value.parse::<f64>().expect("a number"), look),
        "f" => {
            let formula = Formula::new(value).set_result(result.expect("a formula has a result"));
            sheet.write_formula_with_format(row, column, formula, look)
        }
        _ => sheet.write_string_with_format(row, column, value, look),
    };
    written.expect("a cell of a workbook");
}
