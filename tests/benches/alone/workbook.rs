//! The cells of a workbook, written by the library alone: what a workbook costs that somebody else has worked out.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{Formula, Workbook, Worksheet};

/// Notes down the cells of a workbook, so that what writes them need not read one.
pub fn note_cells(book: &Path, cells: &Path) {
    let mut book: Xlsx<BufReader<File>> = calamine::open_workbook(book).expect("it was written");
    let mut out = BufWriter::new(File::create(cells).expect("a scratch file can be written"));
    for name in book.sheet_names() {
        let values = book.worksheet_range(&name).expect("a sheet has cells");
        let formulas = book.worksheet_formula(&name).expect("a sheet has formulas");
        writeln!(out, "s\t0\t0\t{}", escaped(&name)).expect("a scratch file can be written");
        let (top, left) = values.start().unwrap_or_default();
        for (row, column, value) in values.used_cells() {
            let place = (top + u32::try_from(row).expect("rows are few"), left + u32::try_from(column).expect("columns are few"));
            let formula = formulas.get_value(place).filter(|formula| !formula.is_empty());
            let (kind, text) = match (formula, value) {
                (Some(formula), value) => ("f", format!("{}\t{}", escaped(formula), escaped(&value.to_string()))),
                (None, Data::Float(_) | Data::Int(_) | Data::DateTime(_)) => ("n", value.to_string()),
                (None, _) => ("t", escaped(&value.to_string())),
            };
            writeln!(out, "{kind}\t{}\t{}\t{text}", place.0, place.1).expect("a scratch file can be written");
        }
    }
    out.flush().expect("a scratch file can be written");
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

/// Writes cells that were noted down.
pub fn write(cells: &Path) {
    let text = fs::read_to_string(cells).expect("it was written");
    let mut book = Workbook::new();
    let mut sheet = Worksheet::new();
    let mut is_first = true;
    for line in text.lines() {
        let mut parts = line.split('\t');
        let mut next = || parts.next().expect("a cell has four parts");
        let (kind, row, column, value) = (next(), next(), next(), next());
        let (row, column) = (row.parse().expect("a row"), column.parse().expect("a column"));
        match kind {
            "s" => {
                if !std::mem::take(&mut is_first) {
                    book.push_worksheet(std::mem::take(&mut sheet));
                }
                sheet.set_name(value).expect("a name of a workbook");
            }
            "n" => {
                // A day is noted down as such.
                match value.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).expect("a cell of a workbook"),
                    Err(_) => sheet.write_string(row, column, value).expect("a cell of a workbook"),
                };
            }
            "f" => {
                let formula = Formula::new(value).set_result(next());
                sheet.write_formula(row, column, formula).expect("a cell of a workbook");
            }
            _ => {
                sheet.write_string(row, column, value).expect("a cell of a workbook");
            }
        }
    }
    book.push_worksheet(sheet);
    book.save(cells.with_extension("bare.xlsx")).expect("a workbook can be written");
}
