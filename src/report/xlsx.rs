//! The pages as an Excel workbook: live formulas with the exact figures beside them, A4, ready to print and sign.
//!
//! The library makes every part of the file. A page is made, laid out, written and let go of before the next; what stays
//! is where its cells stand, for formulas of others. Cells of a large sheet (blocks, rankings) go to a nameless file beside
//! the output row by row, as the library's worksheets of constant memory have it; texts are shared by all sheets. A small
//! sheet costs less than an open file, of which a process has a few hundred, and is held.
//!
//! The same run gives the same bytes: the day of creation is the day the campaign is seen from. What people wrote is
//! always text, never a formula.

mod chart;
mod failing;
mod formula;
mod frame;
mod grid;
mod guard;
mod letters;
mod name;
pub(crate) mod number;
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
use crate::report::xlsx::failing::{UntilFailure, or_error};
use crate::report::xlsx::formula::Formulas;
use crate::report::xlsx::frame::Frame;
use crate::report::xlsx::grid::Laid;
use crate::report::xlsx::name::name;
use crate::report::xlsx::page::Pen;
use crate::report::xlsx::style::{Formats, Style};
use crate::report::{About, Drawing, Page, each_page};
use crate::value::Day;

/// A sheet of more cells goes to disk as it is written: it would take half a MiB.
const SMALL: u64 = 2_000;

/// How hard the file is pressed, from 1 to 9: beyond it a twentieth of the size costs half the time again.
const LEVEL: u8 = 3;

/// Writes the workbook; what does not stay in memory until then is in a folder, the one the file is to stand in.
pub fn write(run: &Run, about: &About<'_>, folder: &Path, out: impl Write + Send) -> anyhow::Result<()> {
    or_error(|| {
        let mut book = Book::of(run, about)?;
        book.workbook.set_tempdir(folder)?;
        book.most_held = SMALL;
        book.all_pages(run, about, out)
    })
}

/// The workbook's bytes, all of it in memory.
pub fn bytes(run: &Run, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    Book::of(run, about)?.all_pages(run, about, &mut out)?;
    Ok(out)
}

/// A workbook of any pages: its title, and the day it is seen from. What is in memory already stays there.
pub fn book(pages: &[Page], title: &str, day: Day, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    Book::new(title, day, about, &[])?.of_pages(pages)
}

/// A workbook of pages of a run, which says what it was made from.
pub fn book_of(run: &Run, pages: &[Page], about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    Book::of(run, about)?.of_pages(pages)
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
    /// The most cells of a sheet that is held until the file is written.
    most_held: u64,
}

/// What stays of a page once its sheet is written.
struct Bound {
    /// The name of its sheet.
    name: String,
    /// Where everything stands.
    laid: Laid,
}

impl Book {
    /// Of a run: with what its outputs are made from among its properties.
    fn of(run: &Run, about: &About<'_>) -> Result<Self, XlsxError> {
        let digest = run.digest.iter().map(|digest| ("thidua:digest", digest.clone()));
        let rules = run.rules_digest.iter().map(|digest| ("thidua:rules", digest.clone()));
        let commit = run.origin.iter().filter_map(|origin| origin.commit.clone()).map(|commit| ("thidua:commit", commit));
        let state = run.origin.iter().map(|origin| ("thidua:inputs", if origin.are_clean { "clean" } else { "changed" }.to_owned()));
        let supposed = (!run.supposed.is_empty()).then(|| ("thidua:supposed", run.supposed.join("; ")));
        let facts: Vec<(&str, String)> = digest.chain(rules).chain(commit).chain(state).chain(supposed).collect();
        Self::new(run.name(), run.as_of(), about, &facts)
    }

    fn new(title: &str, day: Day, about: &About<'_>, facts: &[(&str, String)]) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        let author = format!("thidua {}", about.version);
        let properties = DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&creation(day)?);
        let properties = facts.iter().fold(properties, |properties, (name, value)| properties.set_custom_property(*name, value.as_str()));
        workbook.set_properties(&properties);
        workbook.set_default_format(&Style::BODY.format(), 20, 64)?;
        workbook.set_zip_compression_level(LEVEL);
        let (worksheets, sheets) = (Vec::new(), Vec::new());
        Ok(Self { workbook, worksheets, sheets, taken: BTreeSet::new(), formats: Formats::default(), most_held: u64::MAX })
    }

    fn all_pages(mut self, run: &Run, about: &About<'_>, out: impl Write + Send) -> anyhow::Result<()> {
        each_page(run, about, &mut |number, page, drawing| self.add(number, &page, drawing))?;
        self.finish(out)
    }

    fn of_pages(mut self, pages: &[Page]) -> anyhow::Result<Vec<u8>> {
        for (number, page) in pages.iter().enumerate() {
            self.add(number, page, None)?;
        }
        let mut out = Vec::new();
        self.finish(&mut out)?;
        Ok(out)
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
        let frame = Frame::of(page);
        let laid = Laid::of(page, drawing, &frame);
        let common_height = laid.common_height();
        // Charts are set where rows are high as they are held.
        let has_plots = page.tables.iter().any(|table| !table.plots.is_empty());
        let is_held = has_plots || laid.cells() <= self.most_held;
        let mut worksheet = if is_held { Worksheet::new() } else { self.workbook.new_worksheet_with_low_memory()? };
        let name = name(&page.name, &mut self.taken);
        worksheet.set_name(&name)?;
        worksheet.set_default_row_height_pixels(common_height);
        paper::set_up(&mut worksheet, page, &laid)?;
        self.sheets[number] = Some(Bound { name, laid });
        let laid = &self.sheets[number].as_ref().expect("it was just put there").laid;
        let formulas = Formulas { sheets: &self.sheets, here: number };
        let mut pen = Pen { sheet: &mut worksheet, laid, formulas, formats: &mut self.formats, common_height, formula: String::new() };
        pen.page(page, &frame, drawing)?;
        self.worksheets[number] = Some(worksheet);
        Ok(())
    }

    fn finish(mut self, out: impl Write + Send) -> anyhow::Result<()> {
        let mut out = UntilFailure::new(out);
        for worksheet in self.worksheets {
            self.workbook.push_worksheet(worksheet.expect("every page is made"));
        }
        let saved = self.workbook.save_to_writer(&mut out);
        out.failed()?;
        saved?;
        Ok(out.flush()?)
    }
}

fn creation(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).expect("months and days are small");
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader as _, Xlsx};

    use super::Book;
    use crate::report::{About, Address, Calculation, Cell, Column, Number, Orientation, Page, Row, Table, Width};
    use crate::value::{Day, Fraction, Points};

    /// A page with whatever takes several rows or columns: headings, a text as high as three rows, another table below.
    fn page() -> Page {
        let grouped = |heading| Column { group: Some("Nhóm".into()), ..Column::figures(heading, Width::Fit(4, 9)) };
        let columns = vec![Column::text("Tên", Width::Share(1)), grouped("a"), grouped("b")];
        let mut table = Table::form("t", "Bảng", columns);
        let seven = || Cell::number(Number::exact(Fraction::whole(7)));
        table.rows.push(Row::plain(vec![Cell::text("dòng\n".repeat(70)), seven(), seven()]));
        let same = Calculation::Same(Address { page: 0, table: 0, row: 0, column: 1 });
        let result = Number::points(Points::from_millionths(7_000_000), 0);
        table.rows.push(Row::total(vec![Cell::text("=Tổng"), Cell::formula(same, Fraction::whole(7), result), Cell::default()]));
        let mut facts = Table::facts("f");
        facts.say("Mục", "một");
        let orientation = Orientation::Portrait;
        Page { name: "T".into(), letterhead: None, title: "Trang".into(), subtitle: Vec::new(), orientation, tables: vec![table, facts] }
    }

    fn written(most_held: u64) -> Xlsx<Cursor<Vec<u8>>> {
        let mut book = Book::new("T", Day::from_ymd(2026, 1, 2).expect("a day"), &About { version: "0" }, &[]).expect("a title");
        book.most_held = most_held;
        book.add(0, &page(), None).expect("it can be written");
        let mut out = Vec::new();
        book.finish(&mut out).expect("memory takes everything");
        Xlsx::new(Cursor::new(out)).expect("it is a workbook")
    }

    #[test]
    fn a_sheet_that_goes_to_disk_is_the_one_that_is_held() {
        let (mut held, mut spilled) = (written(u64::MAX), written(0));
        let cells = |book: &mut Xlsx<_>| {
            (book.worksheet_range("T").expect("a sheet"), book.worksheet_formula("T").expect("its formulas"), book.merge_cells_by_sheet_name("T"))
        };
        let (held, spilled) = (cells(&mut held), cells(&mut spilled));
        assert_eq!(held.0, spilled.0);
        assert_eq!(held.1, spilled.1);
        let (held_merged, spilled_merged) = (held.2.expect("it can be read"), spilled.2.expect("it can be read"));
        assert_eq!(held_merged, spilled_merged);
        // Across two columns the group and over two rows the name beside it, and the tall row in each of its three cells.
        assert!(held_merged.len() >= 5, "{held_merged:?}");
        assert!(held.0.used_cells().any(|(_, _, value)| *value == "=Tổng"));
    }
}
