//! The pages as an Excel workbook: live formulas with the exact figures beside them, A4, ready to print and sign.
//!
//! The library makes every part of the file. A page is made, laid out, written and let go of before the next; what stays
//! is where its cells stand, for formulas of others. Cells of a large sheet (blocks, rankings) go to a nameless file beside
//! the output row by row, as the library's worksheets of constant memory have it; texts are shared by all sheets. A small
//! sheet costs less than an open file, of which a process has a few hundred, and is held.
//!
//! The same run gives the same bytes: the day of creation is the day the campaign is seen from. What people wrote is
//! always text, never a formula.

mod formula;
mod grid;
mod guard;
mod letters;
mod name;
mod number;
mod page;
mod paper;
mod style;
mod widths;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::pipeline::Run;
use crate::report::xlsx::formula::Formulas;
use crate::report::xlsx::grid::Laid;
use crate::report::xlsx::name::name;
use crate::report::xlsx::page::{Pen, head};
use crate::report::xlsx::style::{Formats, Style};
use crate::report::{About, Drawing, Page, each_page};
use crate::value::Day;

/// A sheet of more cells goes to disk as it is written: it would take half a MiB.
const SMALL: u64 = 2_000;

/// How hard the file is pressed, from 1 to 9: beyond it a twentieth of the size costs half the time again.
const LEVEL: u8 = 3;

/// Writes the workbook; what does not stay in memory until then is in a folder, the one the file is to stand in.
pub fn write(run: &Run, about: &About<'_>, folder: &Path, out: impl Write + Send) -> anyhow::Result<()> {
    let mut book = Book::new(run.name(), run.as_of(), about)?;
    book.workbook.set_tempdir(folder)?;
    book.spills = true;
    each_page(run, about, &mut |number, page, drawing| book.add(number, &page, drawing))?;
    book.finish(out)
}

/// The workbook's bytes.
pub fn bytes(run: &Run, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    write(run, about, &std::env::temp_dir(), &mut out)?;
    Ok(out)
}

/// A workbook of any pages: its title, and the day it is seen from. What is in memory already stays there.
pub fn book(pages: &[Page], title: &str, day: Day, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    let mut book = Book::new(title, day, about)?;
    for (number, page) in pages.iter().enumerate() {
        book.add(number, page, None)?;
    }
    let mut out = Vec::new();
    book.finish(&mut out)?;
    Ok(out)
}

/// A workbook being written.
struct Book {
    workbook: Workbook,
    /// The sheets that are written, by number.
    worksheets: Vec<Option<Worksheet>>,
    /// What stays of their pages.
    sheets: Vec<Option<Bound>>,
    /// Names of sheets in small letters.
    taken: BTreeSet<String>,
    formats: Formats,
    /// Whether large sheets go to disk as they are written.
    spills: bool,
}

/// What stays of a page once its sheet is written.
struct Bound {
    /// The name of its sheet.
    name: String,
    /// Where everything stands.
    laid: Laid,
}

impl Book {
    fn new(title: &str, day: Day, about: &About<'_>) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        let author = format!("thidua {}", about.version);
        workbook.set_properties(&DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&creation(day)?));
        workbook.set_default_format(&Style::BODY.format(), 20, 64)?;
        workbook.set_zip_compression_level(LEVEL);
        let (worksheets, sheets) = (Vec::new(), Vec::new());
        Ok(Self { workbook, worksheets, sheets, taken: BTreeSet::new(), formats: Formats::default(), spills: false })
    }

    /// Writes a page as the sheet of this number, behind those its formulas name.
    fn add(&mut self, number: usize, page: &Page, drawing: Option<&Drawing<'_>>) -> anyhow::Result<()> {
        self.try_add(number, page, drawing).with_context(|| format!("không lập được trang `{}`", page.name))
    }

    fn try_add(&mut self, number: usize, page: &Page, drawing: Option<&Drawing<'_>>) -> Result<(), XlsxError> {
        if self.sheets.len() <= number {
            self.sheets.resize_with(number + 1, || None);
            self.worksheets.resize_with(number + 1, || None);
        }
        let laid = Laid::of(page, drawing, &head(page).into_iter().map(|line| line.line).collect::<Vec<_>>());
        let is_large = laid.cells() > SMALL;
        let mut worksheet = if self.spills && is_large { self.workbook.new_worksheet_with_low_memory()? } else { Worksheet::new() };
        let name = name(&page.name, &mut self.taken);
        worksheet.set_name(&name)?;
        paper::set_up(&mut worksheet, page, &laid)?;
        self.sheets[number] = Some(Bound { name, laid });
        let laid = &self.sheets[number].as_ref().expect("it was just put there").laid;
        let formulas = Formulas { sheets: &self.sheets, here: number };
        let mut pen = Pen { sheet: &mut worksheet, laid, formulas, formats: &mut self.formats, formula: String::new() };
        pen.page(page, drawing)?;
        self.worksheets[number] = Some(worksheet);
        Ok(())
    }

    fn finish(mut self, mut out: impl Write + Send) -> anyhow::Result<()> {
        for worksheet in self.worksheets {
            self.workbook.push_worksheet(worksheet.expect("every page is made"));
        }
        self.workbook.save_to_writer(&mut out)?;
        Ok(out.flush()?)
    }
}

fn creation(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).expect("months and days are small");
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}
