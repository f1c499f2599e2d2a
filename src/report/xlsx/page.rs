//! A page on its sheet: what stands above the tables, and the tables row by row.

use std::borrow::Cow;

use rust_xlsxwriter::{DataValidation, Formula as CellFormula, Worksheet, XlsxError, utility};

use crate::report::xlsx::chart::chart;
use crate::report::xlsx::formula::Formulas;
use crate::report::xlsx::frame::{self, Frame};
use crate::report::xlsx::grid::{self, Band, Laid, LaidTable, Placed};
use crate::report::xlsx::name::start;
use crate::report::xlsx::number::{double, serial, whole};
use crate::report::xlsx::style::{Formats, Shown, Side, Style};
use crate::report::{Align, Area, Cell, Drawing, Live, Mark, Origin, Page, Plot, Row, RowKind, Table, TableKind, Value};
use crate::value::{ExactSum, Fraction};

/// The longest text a cell holds, with room for what says that it was cut.
const LONGEST: usize = 32_000;

/// The columns of a sheet that a cell takes: first and last.
type Span = (u16, u16);

/// Writes a page from top to bottom; no row is returned to.
pub(super) struct Pen<'p> {
    pub(super) sheet: &'p mut Worksheet,
    pub(super) laid: &'p Laid,
    pub(super) formulas: Formulas<'p>,
    pub(super) formats: &'p mut Formats,
    /// The height of rows of which the sheet keeps none.
    pub(super) common_height: u32,
    /// The formula at hand.
    pub(super) formula: String,
}

/// What stands beside the paper.
const CHECK: Style = Style { size: 9, italic: true, align: Side::Center, ..Style::BODY };

/// What a cell of a sheet comes to hold.
#[derive(Clone, Copy)]
enum Held<'c> {
    Text(&'c str),
    Number(f64),
    /// The formula at hand, and what it comes to.
    Formula(f64),
    /// The formula at hand, and the text it comes to.
    Words(&'c str),
}

impl Pen<'_> {
    /// Writes everything a page has.
    pub(super) fn page(&mut self, page: &Page, frame: &Frame, drawing: Option<&Drawing<'_>>) -> Result<(), XlsxError> {
        let laid = self.laid;
        self.frame(&frame.head, &laid.head)?;
        for (position, (table, laid)) in page.tables.iter().zip(&laid.tables).enumerate() {
            self.table(table, drawing.filter(|_| position == 0), laid)?;
        }
        self.frame(&frame.foot, &laid.foot)
    }

    /// Lines above the tables, or below them.
    fn frame(&mut self, lines: &[frame::Line], band: &Band) -> Result<(), XlsxError> {
        for (line, placed) in lines.iter().zip(&band.lines) {
            self.heights(*placed)?;
            let frame::Words { text, style } = &line.left;
            match (&line.right, band.halves) {
                (None, _) => self.text(*placed, band.span, *style, text)?,
                (Some(right), Some([one, other])) => {
                    self.text(*placed, one, *style, text)?;
                    self.text(*placed, other, right.style, &right.text)?;
                }
                // One column has no halves.
                (Some(right), None) => self.text(*placed, band.span, right.style, format!("{text}\n{}", right.text).trim())?,
            }
            // What stands over the columns that are printed on each sheet is printed on each by itself.
            let frame::Words { text, style } = line.right.as_ref().unwrap_or(&line.left);
            for span in band.again.iter().filter(|_| !text.is_empty()) {
                self.text(*placed, *span, *style, text)?;
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &Table, drawing: Option<&Drawing<'_>>, laid: &LaidTable) -> Result<(), XlsxError> {
        if let Some(above) = laid.first_row().and_then(|row| row.checked_sub(1)) {
            self.heights(Placed { row: above, rows: 1, height: self.laid.gap() })?;
        }
        if let (Some(title), Some(placed)) = (&table.title, laid.title) {
            self.line(placed, title, Style { size: 12, bold: true, ..Style::BODY })?;
        }
        self.heading(table, laid)?;
        let mut written = Ok(());
        let mut rows = laid.rows.iter();
        grid::each_row(table, drawing, |row| {
            let placed = rows.next().expect("every row is placed");
            if written.is_ok() {
                written = self.row(table, laid, row, *placed);
            }
        });
        written?;
        for (note, placed) in table.notes.iter().zip(&laid.notes) {
            self.line(*placed, note, Style { size: 10, italic: true, ..Style::BODY })?;
        }
        for (plot, placed) in table.plots.iter().zip(&laid.plots) {
            self.plot(plot, *placed)?;
        }
        Ok(())
    }

    /// A chart as wide as the page, below the first of the rows it takes.
    fn plot(&mut self, plot: &Plot, placed: Placed) -> Result<(), XlsxError> {
        self.heights(placed)?;
        let (first, last) = self.laid.text;
        let size = (self.laid.width(first, last), (placed.rows - 1) * placed.height);
        let chart = chart(plot, &self.formulas, size);
        self.sheet.insert_chart(placed.row + 1, first, &chart)?;
        Ok(())
    }

    /// A text across the page.
    fn line(&mut self, placed: Placed, text: &str, style: Style) -> Result<(), XlsxError> {
        self.heights(placed)?;
        self.text(placed, self.laid.text, style, text)
    }

    fn heading(&mut self, table: &Table, laid: &LaidTable) -> Result<(), XlsxError> {
        if let (Some(column), Some(placed), Some(_)) = (self.laid.checks, laid.heading.first(), &table.checked) {
            self.text(Placed { rows: 1, ..*placed }, (column, column), CHECK, "Kiểm tra (phải bằng 0)")?;
        }
        let style = Style { bold: true, align: Side::Center, border: true, fill: true, ..Style::BODY };
        match laid.heading.as_slice() {
            [] => {}
            [only] => {
                self.heights(*only)?;
                for (column, span) in table.columns.iter().zip(&laid.columns) {
                    self.text(*only, *span, style, &column.heading)?;
                }
            }
            [over, own, ..] => self.two_headings(table, laid, (*over, *own), style)?,
        }
        if let Some(row) = laid.numbers {
            let style = Style { size: 9, italic: true, align: Side::Center, border: true, ..Style::BODY };
            let placed = Placed { row, rows: 1, height: 17 };
            self.heights(placed)?;
            for (column, span) in (1_u64..).zip(&laid.columns) {
                self.cell(placed, *span, style, &Cell::whole(column))?;
            }
        }
        Ok(())
    }

    /// Headings over groups of columns and below them; a column of no group takes both rows.
    fn two_headings(&mut self, table: &Table, laid: &LaidTable, (over, own): (Placed, Placed), style: Style) -> Result<(), XlsxError> {
        let both = Placed { rows: over.rows + own.rows, ..over };
        let columns = || table.columns.iter().zip(&laid.columns);
        self.heights(over)?;
        self.heights(own)?;
        for (group, from, to) in grid::groups(&table.columns) {
            self.text(over, (laid.columns[from].0, laid.columns[to].1), style, group)?;
        }
        for (column, span) in columns().filter(|(column, _)| column.group.is_none()) {
            self.text(both, *span, style, &column.heading)?;
        }
        for (column, span) in columns().filter(|(column, _)| column.group.is_some()) {
            self.text(own, *span, style, &column.heading)?;
        }
        Ok(())
    }

    fn row(&mut self, table: &Table, laid: &LaidTable, row: &Row, placed: Placed) -> Result<(), XlsxError> {
        let columns = &laid.columns;
        let base = Style {
            bold: row.kind != RowKind::Plain,
            border: table.kind != TableKind::Facts,
            fill: matches!(row.kind, RowKind::Total | RowKind::Section),
            top: table.kind != TableKind::Form,
            ..Style::BODY
        };
        self.heights(placed)?;
        if row.kind == RowKind::Section {
            let span = (columns[0].0, columns.last().expect("a table has columns").1);
            // Over several sheets of paper a cell is cut at their edges.
            let blank = Cell::default();
            let cells = std::iter::once(&row.cells[0]).chain(std::iter::repeat(&blank));
            return self.laid.parts(span).into_iter().zip(cells).try_for_each(|(part, cell)| self.cell(placed, part, base, cell));
        }
        for (position, (cell, span)) in row.cells.iter().zip(columns).enumerate() {
            let is_label = table.kind == TableKind::Facts && position == 0;
            let align = match (table.columns[position].align, &cell.value) {
                (Align::Left, _) => Side::Left,
                (Align::Right, Value::Number(_) | Value::Formula(_)) => Side::Right,
                (Align::Right, Value::Whole(_)) if row.kind == RowKind::Plain => Side::Right,
                (Align::Center | Align::Right, _) => Side::Center,
            };
            let indent = if grid::is_indented(table, position) { row.depth } else { 0 };
            // In a list the words beside a group say what it is; only its name stands out.
            let bold = is_label || (base.bold && (table.kind == TableKind::Form || position < table.stub));
            self.cell(placed, *span, Style { bold, align, indent, ..base }, cell)?;
        }
        self.check(table, laid, row, placed)
    }

    /// Adds figures of a row up again, less what they come to: nought beside the paper until somebody changes one.
    fn check(&mut self, table: &Table, laid: &LaidTable, row: &Row, placed: Placed) -> Result<(), XlsxError> {
        let (Some(column), Some(checked)) = (self.laid.checks, &table.checked) else { return Ok(()) };
        let (mut sum, mut count) = (ExactSum::new(), 0);
        for number in row.cells[checked.clone()].iter().filter_map(Cell::held) {
            sum.add(&number.exact);
            count += 1;
        }
        let Some(sum) = sum.to_fraction().filter(|_| count > 0) else { return Ok(()) };
        let (first, last) = (laid.columns[checked.start].0, laid.columns[checked.end - 1].1);
        let cells = utility::cell_range(placed.row, first, placed.row, last);
        self.formula = format!("ROUND(SUM({cells})-({}),6)", double(&sum));
        self.put(Placed { rows: 1, ..placed }, (column, column), CHECK, Held::Formula(0.0))
    }

    /// Sets the heights of the rows a thing takes.
    fn heights(&mut self, placed: Placed) -> Result<(), XlsxError> {
        if placed.height != self.common_height {
            for row in placed.row..placed.row + placed.rows {
                self.sheet.set_row_height_pixels(row, placed.height)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, placed: Placed, span: Span, style: Style, text: &str) -> Result<(), XlsxError> {
        self.put(placed, span, style.of_text(text), Held::Text(text))
    }

    /// A cell of a table.
    fn cell(&mut self, placed: Placed, span: Span, style: Style, cell: &Cell) -> Result<(), XlsxError> {
        let decimals = |decimals: u8| Style { number: Shown::Decimals(decimals, cell.mark), ..style };
        match &cell.value {
            Value::Empty => self.text(placed, span, Style { align: Side::Center, ..style }, cell.mark.map_or("", Mark::symbol)),
            Value::Text(text) => self.text(placed, span, style, text),
            Value::Whole(number) => self.put(placed, span, decimals(0), Held::Number(whole(*number))),
            Value::Number(number) => self.put(placed, span, decimals(number.decimals()), Held::Number(double(&number.exact))),
            Value::Day(day) => self.put(placed, span, Style { number: Shown::Day, ..style }, Held::Number(serial(*day))),
            Value::Formula(formula) => {
                self.formula.clear();
                let is_live = self.formulas.write(&formula.calculation, &formula.before, &mut self.formula);
                let result = double(&formula.result.exact);
                let held = if is_live { Held::Formula(result) } else { Held::Number(result) };
                self.put(placed, span, decimals(formula.result.decimals()), held)
            }
            Value::Live(live) => self.live(placed, span, style, live),
        }
    }

    /// A text that is chosen, or that a formula comes to.
    fn live(&mut self, placed: Placed, span: Span, style: Style, live: &Live) -> Result<(), XlsxError> {
        match &live.origin {
            Origin::Choice(among) => {
                self.choice(placed, span, among)?;
                self.text(placed, span, Style { border: true, bold: true, ..style }, &live.text)
            }
            Origin::Calculation(calculation) => {
                self.formula.clear();
                let is_live = self.formulas.write(calculation, &Fraction::ZERO, &mut self.formula);
                self.put(placed, span, style, if is_live { Held::Words(&live.text) } else { Held::Text(&live.text) })
            }
        }
    }

    /// Has a cell take none but the texts of others, from a list.
    fn choice(&mut self, placed: Placed, span: Span, among: &Area) -> Result<(), XlsxError> {
        let list = DataValidation::new()
            .allow_list_formula(CellFormula::new(self.formulas.named(among)))
            .set_input_title("Chọn trong danh sách")?
            .set_input_message("Bấm mũi tên cạnh ô rồi chọn: bảng và biểu đồ bên dưới tính lại.")?
            .set_error_title("Không có trong danh sách")?
            .set_error_message("Hãy chọn một dòng trong danh sách của ô này.")?;
        self.sheet.add_data_validation(placed.row, span.0, placed.row, span.0, &list)?;
        Ok(())
    }

    /// Puts a cell, which may span columns and the rows it is placed on.
    fn put(&mut self, placed: Placed, (first, last): Span, style: Style, held: Held<'_>) -> Result<(), XlsxError> {
        let format = self.formats.of(style);
        let row = placed.row;
        if first < last || placed.rows > 1 {
            self.sheet.merge_range(row, first, row + placed.rows - 1, last, "", format)?;
        }
        match held {
            Held::Text("") => self.sheet.write_blank(row, first, format)?,
            Held::Text(text) => self.sheet.write_string_with_format(row, first, shortened(text), format)?,
            Held::Number(number) => self.sheet.write_number_with_format(row, first, number, format)?,
            Held::Formula(result) => {
                let formula = CellFormula::new(&self.formula).set_result(result.to_string());
                self.sheet.write_formula_with_format(row, first, formula, format)?
            }
            Held::Words(result) => {
                let formula = CellFormula::new(&self.formula).set_result(result);
                self.sheet.write_formula_with_format(row, first, formula, format)?
            }
        };
        Ok(())
    }
}

/// A text no longer than a cell holds, and says so where it was cut.
fn shortened(text: &str) -> Cow<'_, str> {
    let start = start(text, LONGEST);
    if start.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(format!("{start}… (cắt: ô không chứa hết)")) }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_text_longer_than_a_cell_says_that_it_was_cut() {
        assert_eq!(shortened(&"ă".repeat(40_000)), format!("{}… (cắt: ô không chứa hết)", "ă".repeat(32_000)));
        assert_eq!(shortened("ă"), "ă");
    }
}
