//! A page on its sheet: what stands above the tables, and the tables row by row.

use std::io;

use crate::report::xlsx::formula::Formulas;
use crate::report::xlsx::grid::{self, HeadLine, Laid, LaidTable, Placed};
use crate::report::xlsx::letters::Face;
use crate::report::xlsx::number::serial;
use crate::report::xlsx::sheet::Sheet;
use crate::report::xlsx::style::{Shown, Side, Style, Styles};
use crate::report::xlsx::text::Strings;
use crate::report::{Align, Cell, Column, Drawing, Letterhead, Mark, Page, Row, RowKind, Table, TableKind, Value};

/// The columns of a sheet that a cell takes: first and last.
type Span = (u16, u16);

/// Writes a page.
pub(super) struct Pen<'p, 'z> {
    pub(super) sheet: Sheet<'z>,
    pub(super) laid: &'p Laid,
    pub(super) formulas: Formulas<'p>,
    pub(super) styles: &'p mut Styles,
    pub(super) strings: &'p mut Strings,
    /// The formula at hand.
    pub(super) formula: String,
}

/// What a cell of a sheet holds.
#[derive(Clone, Copy)]
enum Content<'c> {
    Text(&'c str),
    Cell(&'c Cell),
    /// Nothing: the cell is a further row of one above.
    More,
}

impl<'z> Pen<'_, 'z> {
    /// Writes everything a page has; the sheet is then to be closed.
    pub(super) fn page(mut self, page: &Page, drawing: Option<&Drawing<'_>>) -> io::Result<Sheet<'z>> {
        let laid = self.laid;
        for (line, placed) in head(page).iter().zip(&laid.head) {
            let (first, last) = laid.text;
            match &line.beside {
                None => self.line(*placed, &line.line.text, &line.style)?,
                Some(beside) => {
                    let middle = middle(laid);
                    let right = Style { italic: true, bold: false, align: Side::Right, ..line.style };
                    self.rows(*placed, |pen, is_first| {
                        pen.put(*placed, (first, middle), line.style, Content::text(&line.line.text, is_first));
                        pen.put(*placed, (middle + 1, last), right, Content::text(beside, is_first));
                    })?;
                }
            }
        }
        for (position, (table, laid)) in page.tables.iter().zip(&laid.tables).enumerate() {
            self.table(table, drawing.filter(|_| position == 0), laid)?;
        }
        Ok(self.sheet)
    }

    fn table(&mut self, table: &Table, drawing: Option<&Drawing<'_>>, laid: &LaidTable) -> io::Result<()> {
        if let (Some(title), Some(placed)) = (&table.title, laid.title) {
            self.line(placed, title, &Style { size: 12, bold: true, ..Style::BODY })?;
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
            self.line(*placed, note, &Style { size: 10, italic: true, ..Style::BODY })?;
        }
        Ok(())
    }

    /// A text across the page.
    fn line(&mut self, placed: Placed, text: &str, style: &Style) -> io::Result<()> {
        let span = self.laid.text;
        self.rows(placed, |pen, is_first| pen.put(placed, span, *style, Content::text(text, is_first)))
    }

    fn heading(&mut self, table: &Table, laid: &LaidTable) -> io::Result<()> {
        let style = Style { bold: true, align: Side::Center, border: true, fill: true, ..Style::BODY };
        match laid.heading.as_slice() {
            [] => {}
            [only] => self.rows(*only, |pen, is_first| {
                for (column, span) in table.columns.iter().zip(&laid.columns) {
                    pen.put(*only, *span, style, Content::text(&column.heading, is_first));
                }
            })?,
            [over, own, ..] => self.two_headings(table, laid, (*over, *own), style)?,
        }
        if let Some(row) = laid.numbers {
            let style = Style { size: 9, italic: true, align: Side::Center, border: true, ..Style::BODY };
            let placed = Placed { row, rows: 1, height: 17 };
            self.rows(placed, |pen, _| {
                for (column, span) in (1_u64..).zip(&laid.columns) {
                    pen.put(placed, *span, style, Content::Cell(&Cell::whole(column)));
                }
            })?;
        }
        Ok(())
    }

    /// Headings over groups of columns and below them; a column of no group takes both rows.
    fn two_headings(&mut self, table: &Table, laid: &LaidTable, (over, own): (Placed, Placed), style: Style) -> io::Result<()> {
        let both = Placed { rows: over.rows + own.rows, ..over };
        self.rows(over, |pen, is_first| {
            let mut columns = table.columns.iter().zip(&laid.columns);
            let mut groups = grid::groups(&table.columns);
            while let Some((column, span)) = columns.next() {
                if column.group.is_none() {
                    pen.put(both, *span, style, Content::text(&column.heading, is_first));
                } else if let Some((group, from, to)) = groups.next() {
                    pen.put(over, (laid.columns[from].0, laid.columns[to].1), style, Content::text(group, is_first));
                    columns.by_ref().take(to - from).for_each(drop);
                }
            }
        })?;
        self.rows(own, |pen, is_first| {
            let content = |column: &Column| column.group.is_some() && is_first;
            for (column, span) in table.columns.iter().zip(&laid.columns) {
                pen.put(own, *span, style, Content::text(&column.heading, content(column)));
            }
        })
    }

    fn row(&mut self, table: &Table, laid: &LaidTable, row: &Row, placed: Placed) -> io::Result<()> {
        let columns = &laid.columns;
        let base = Style {
            bold: row.kind != RowKind::Plain,
            border: table.kind != TableKind::Facts,
            fill: matches!(row.kind, RowKind::Total | RowKind::Section),
            top: table.kind != TableKind::Form,
            ..Style::BODY
        };
        if row.kind == RowKind::Section {
            let span = (columns[0].0, columns.last().expect("a table has columns").1);
            return self.rows(placed, |pen, is_first| pen.put(placed, span, base, Content::cell(&row.cells[0], is_first)));
        }
        self.rows(placed, |pen, is_first| {
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
                pen.put(placed, *span, Style { bold, align, indent, ..base }, Content::cell(cell, is_first));
            }
        })
    }

    /// The rows of a thing; `cells` puts those of each from left to right and is told whether it is the first.
    fn rows(&mut self, placed: Placed, mut cells: impl FnMut(&mut Self, bool)) -> io::Result<()> {
        for row in placed.row..placed.row + placed.rows {
            self.sheet.row(row, placed.height);
            cells(self, row == placed.row);
            self.sheet.end_row()?;
        }
        Ok(())
    }

    /// Puts a cell, which may span columns and the rows it is placed on.
    fn put(&mut self, placed: Placed, (first, last): Span, style: Style, content: Content<'_>) {
        let number = match content {
            Content::More => self.style(style, first),
            Content::Text(text) => self.text(text, style, first),
            Content::Cell(cell) => self.value(cell, style, first),
        };
        for column in first + 1..=last {
            self.sheet.blank(column, number);
        }
        if (first < last || placed.rows > 1) && !matches!(content, Content::More) {
            self.sheet.merge(((placed.row, first), (placed.row + placed.rows - 1, last)));
        }
    }

    /// A cell without content; the number of its style.
    fn style(&mut self, style: Style, column: u16) -> u32 {
        let number = self.styles.number(style);
        self.sheet.blank(column, number);
        number
    }

    fn text(&mut self, text: &str, style: Style, column: u16) -> u32 {
        if text.is_empty() {
            return self.style(style, column);
        }
        let quote = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let number = self.styles.number(Style { quote, ..style });
        self.sheet.text(column, number, self.strings.number(text));
        number
    }

    /// A cell of a table; the number of its style.
    fn value(&mut self, cell: &Cell, style: Style, column: u16) -> u32 {
        let decimals = |decimals: u8| Style { number: Shown::Decimals(decimals, cell.mark), ..style };
        match &cell.value {
            Value::Empty => self.text(cell.mark.map_or("", Mark::symbol), Style { align: Side::Center, ..style }, column),
            Value::Text(text) => self.text(text, style, column),
            Value::Whole(whole) => {
                let number = self.styles.number(decimals(0));
                self.sheet.whole(column, number, i128::from(*whole));
                number
            }
            Value::Number(shown) => {
                let number = self.styles.number(decimals(shown.decimals()));
                self.sheet.number(column, number, &shown.exact);
                number
            }
            Value::Day(day) => {
                let number = self.styles.number(Style { number: Shown::Day, ..style });
                self.sheet.whole(column, number, i128::from(serial(*day)));
                number
            }
            Value::Formula(formula) => {
                let result = &formula.result;
                let number = self.styles.number(decimals(result.decimals()));
                self.formula.clear();
                if self.formulas.write(&formula.calculation, &formula.before, &mut self.formula) {
                    self.sheet.formula(column, number, &self.formula, &result.exact);
                } else {
                    self.sheet.number(column, number, &result.exact);
                }
                number
            }
        }
    }
}

impl<'c> Content<'c> {
    fn text(text: &'c str, is_first: bool) -> Self {
        if is_first { Self::Text(text) } else { Self::More }
    }

    fn cell(cell: &'c Cell, is_first: bool) -> Self {
        if is_first { Self::Cell(cell) } else { Self::More }
    }
}

/// The column that halves the width, for what stands side by side above the tables.
fn middle(laid: &Laid) -> u16 {
    let (first, last) = laid.text;
    let half = laid.width(first, last) * 55 / 100;
    (first..last).filter(|column| laid.width(first, *column) <= half).max().unwrap_or(first)
}

/// One line above the tables, and what stands at its right.
pub(super) struct Head {
    pub(super) line: HeadLine,
    style: Style,
    beside: Option<String>,
}

/// The lines above the tables of a page.
pub(super) fn head(page: &Page) -> Vec<Head> {
    let line = |text: String, style: Style, part: u32, beside: Option<String>| Head {
        line: HeadLine { text, face: Face { size: u32::from(style.size), bold: style.bold }, part },
        style,
        beside,
    };
    let mut lines = Vec::new();
    if let Some(Letterhead { above, agency, place }) = &page.letterhead {
        let small = Style { size: 12, align: Side::Center, ..Style::BODY };
        lines.extend(above.as_ref().map(|above| line(above.to_uppercase(), small, 50, Some(String::new()))));
        let place = place.as_ref().map(|place| format!("{place}, ngày … tháng … năm …")).unwrap_or_default();
        lines.push(line(agency.to_uppercase(), Style { bold: true, ..small }, 50, Some(place)));
        lines.push(line(String::new(), Style::BODY, 100, None));
    }
    let title = Style { size: 14, bold: true, align: Side::Center, ..Style::BODY };
    lines.push(line(page.title.to_uppercase(), title, 100, None));
    let subtitle = Style { size: 12, align: Side::Center, ..Style::BODY };
    lines.extend(page.subtitle.iter().map(|text| line(text.as_ref().to_owned(), subtitle, 100, None)));
    lines
}
