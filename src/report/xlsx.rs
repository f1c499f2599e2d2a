//! The pages as an Excel workbook: live formulas with the exact figures beside them, A4, ready to print and sign.
//!
//! A page is made, laid out, written and let go of before the next; what stays is where its cells stand, for formulas of
//! others, and the texts. The same run gives the same bytes: the day of creation is the day the campaign is seen from.
//! What people wrote is always text, never a formula.

mod formula;
mod grid;
mod guard;
mod letters;
mod name;
mod number;
mod package;
mod page;
mod sheet;
mod style;
mod text;
mod widths;

use std::collections::BTreeSet;
use std::io::{Cursor, Seek, Write};

use anyhow::Context as _;

use crate::pipeline::Run;
use crate::report::xlsx::formula::Formulas;
use crate::report::xlsx::grid::{Fit, Laid};
use crate::report::xlsx::name::name;
use crate::report::xlsx::package::{Package, Properties};
use crate::report::xlsx::page::{Pen, head};
use crate::report::xlsx::sheet::{Frozen, Sheet};
use crate::report::xlsx::style::Styles;
use crate::report::xlsx::text::Strings;
use crate::report::{About, Drawing, Page, TableKind, each_page};
use crate::value::Day;

/// Writes the workbook.
pub fn write(run: &Run, about: &About<'_>, out: impl Write + Seek) -> anyhow::Result<()> {
    let mut book = Book::new(out);
    each_page(run, about, &mut |number, page, drawing| book.add(number, &page, drawing))?;
    book.finish(run.name(), run.as_of(), about)?.flush()?;
    Ok(())
}

/// The workbook's bytes.
pub fn bytes(run: &Run, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    write(run, about, &mut out)?;
    Ok(out.into_inner())
}

/// A workbook of any pages: its title, and the day it is seen from.
pub fn book(pages: &[Page], title: &str, day: Day, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    let mut book = Book::new(Cursor::new(Vec::new()));
    for (number, page) in pages.iter().enumerate() {
        book.add(number, page, None)?;
    }
    Ok(book.finish(title, day, about)?.into_inner())
}

/// A workbook being written.
struct Book<W: Write + Seek> {
    package: Package<W>,
    /// The sheets that are written, by number.
    sheets: Vec<Option<Bound>>,
    /// Names of sheets in small letters.
    taken: BTreeSet<String>,
    styles: Styles,
    strings: Strings,
}

/// What stays of a page once its sheet is written.
struct Bound {
    /// The name of its sheet.
    name: String,
    /// Where everything stands.
    laid: Laid,
    /// What is printed on each sheet of paper.
    repeated: Option<Repeated>,
}

/// Rows and columns that are printed on each sheet of paper.
struct Repeated {
    /// The first row and the last.
    rows: (u32, u32),
    /// The last of the columns, which are the first of the sheet.
    last_column: Option<u16>,
}

impl<W: Write + Seek> Book<W> {
    fn new(out: W) -> Self {
        Self { package: Package::new(out), sheets: Vec::new(), taken: BTreeSet::new(), styles: Styles::new(), strings: Strings::default() }
    }

    /// Writes a page as the sheet of this number, behind those its formulas name.
    fn add(&mut self, number: usize, page: &Page, drawing: Option<&Drawing<'_>>) -> anyhow::Result<()> {
        if self.sheets.len() <= number {
            self.sheets.resize_with(number + 1, || None);
        }
        let laid = Laid::of(page, drawing, &head(page).into_iter().map(|line| line.line).collect::<Vec<_>>());
        let (frozen, repeated) = in_sight(page, &laid);
        self.sheets[number] = Some(Bound { name: name(&page.name, &mut self.taken), laid, repeated });
        let laid = &self.sheets[number].as_ref().expect("it was just put there").laid;
        let pen = Pen {
            sheet: Sheet::open(self.package.sheet(number)?, laid, frozen, number == 0),
            laid,
            formulas: Formulas { sheets: &self.sheets, here: number },
            styles: &mut self.styles,
            strings: &mut self.strings,
            formula: String::new(),
        };
        let written = pen.page(page, drawing).and_then(|sheet| sheet.close(laid, page.orientation));
        written.with_context(|| format!("không lập được trang `{}`", page.name))
    }

    fn finish(self, title: &str, day: Day, about: &About<'_>) -> anyhow::Result<W> {
        let sheets: Vec<Bound> = self.sheets.into_iter().map(|sheet| sheet.expect("every page is made")).collect();
        let properties = Properties { title, author: format!("thidua {}", about.version), day };
        self.package.finish(&sheets, &self.styles, &self.strings, &properties)
    }
}

/// What stays in sight while rows move, and what is printed again where the first table is torn.
fn in_sight(page: &Page, laid: &Laid) -> (Option<Frozen>, Option<Repeated>) {
    let Some((content, table)) = page.tables.first().zip(laid.tables.first()) else { return (None, None) };
    let (Some(first), Some(last)) = (table.heading.first(), table.numbers.or(table.heading.last().map(|placed| placed.row))) else {
        return (None, None);
    };
    let stub = content.stub.checked_sub(1).map(|last| table.columns[last].1);
    let is_torn = matches!(laid.fit, Fit::Scaled { repeats: true, .. } | Fit::Wide { .. });
    let repeated = is_torn.then_some(Repeated { rows: (first.row, last), last_column: stub });
    let frozen = (content.kind == TableKind::Form).then(|| Frozen { rows: last + 1, columns: stub.map_or(0, |stub| stub + 1) });
    (frozen, repeated)
}
