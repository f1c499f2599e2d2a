//! The pages as an Excel workbook: live formulas with the exact figures beside them, A4, ready to print and sign.
//!
//! The same run gives the same bytes: the day of creation is the day the campaign is seen from. What people wrote is
//! always text, never a formula.
#![allow(clippy::float_arithmetic)] // a workbook's numbers are doubles; they come from decimal text and go nowhere else

mod grid;
mod guard;

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;

use anyhow::Context as _;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula as CellFormula, IgnoreError, Workbook, Worksheet, XlsxError,
    utility,
};
use rustc_hash::FxHashMap;

use crate::pipeline::Run;
use crate::report::xlsx::grid::{Face, Fit, HeadLine, Laid, LaidTable, Placed, SMALLEST};
use crate::report::xlsx::guard::guard;
use crate::report::{
    About, Address, Align, Calculation, Cell, Letterhead, Mark, Number, Orientation, Page, Row, RowKind, Table, TableKind, Value, pages,
};
use crate::value::{Day, Fraction, Rounding, RoundingWay};

/// Paper size A4 in the numbers of the format.
const A4: u8 = 9;
/// The longest text a cell holds, with room for what says that it was cut.
const LONGEST: usize = 32_000;
/// The longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;
/// The most parts a function takes.
const MOST_PARTS: usize = 200;

/// Fifteen digits: what a sheet keeps of a number.
const MOST_EXACT: u128 = 1_000_000_000_000_000;

/// Margins as NĐ 30/2020/NĐ-CP, Phụ lục I, has them, in millimetres: left, right, top, bottom, header, footer.
const MARGINS: [f64; 6] = [30.0, 15.0, 20.0, 20.0, 10.0, 10.0];

/// Writes the workbook.
pub fn write(run: &Run, about: &About<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    Ok(out.write_all(&bytes(run, about)?)?)
}

/// The workbook's bytes.
pub fn bytes(run: &Run, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    bound(pages(run, about), run.name(), run.as_of(), about)
}

/// A workbook of any pages: its title, and the day it is seen from.
pub fn book(pages: &[Page], title: &str, day: Day, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    bound(pages.iter().collect(), title, day, about)
}

/// The same; a page given away is let go of once its sheet stands.
fn bound<P: Borrow<Page>>(pages: Vec<P>, title: &str, day: Day, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    let mut book = Book::of(&pages);
    let mut workbook = Workbook::new();
    let author = format!("thidua {}", about.version);
    let properties = DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&creation(day)?);
    workbook.set_properties(&properties);
    workbook.set_default_format(&Style::BODY.format(), 20, 64)?;
    for (number, page) in pages.into_iter().enumerate() {
        let page = page.borrow();
        let worksheet = book.sheet(number, page).with_context(|| format!("không lập được trang `{}`", page.name))?;
        workbook.push_worksheet(worksheet);
    }
    Ok(workbook.save_to_buffer()?)
}

fn creation(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).expect("months and days are small");
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}

/// The pages laid out, under the names of their sheets.
struct Book {
    laid: Vec<Laid>,
    names: Vec<String>,
    formats: FxHashMap<Style, Format>,
    /// The row of the sheet at hand whose height was set last.
    tall: Option<u32>,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a cell is bold, ruled, filled or not, each by itself")]
struct Style {
    size: u8,
    bold: bool,
    italic: bool,
    align: Side,
    top: bool,
    border: bool,
    fill: bool,
    indent: u8,
    /// The format of its number.
    number: Shown,
    /// A text that begins as a formula does: it stays text when somebody edits the cell.
    quote: bool,
}

/// How the number of a cell is shown.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Shown {
    /// As it is; the cell has none.
    Plainly,
    /// With so many decimals, and a mark behind it.
    Decimals(u8, Option<Mark>),
    /// As a day.
    Day,
}

/// Where the content of a cell stands.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Side {
    Left,
    Center,
    Right,
}

impl Style {
    const BODY: Self = Self {
        size: 11,
        bold: false,
        italic: false,
        align: Side::Left,
        top: false,
        border: false,
        fill: false,
        indent: 0,
        number: Shown::Plainly,
        quote: false,
    };

    fn format(&self) -> Format {
        let mut format = Format::new().set_font_name("Times New Roman").set_font_family(1).set_font_size(f64::from(self.size)).set_text_wrap();
        format = format.set_align(match self.align {
            Side::Left => FormatAlign::Left,
            Side::Center => FormatAlign::Center,
            Side::Right => FormatAlign::Right,
        });
        format = format.set_align(if self.top { FormatAlign::Top } else { FormatAlign::VerticalCenter });
        if self.bold {
            format = format.set_bold();
        }
        if self.italic {
            format = format.set_italic();
        }
        if self.border {
            format = format.set_border(FormatBorder::Thin);
        }
        if self.fill {
            format = format.set_background_color(Color::RGB(0x00F2_F2F2));
        }
        if self.indent > 0 {
            format = format.set_indent(self.indent);
        }
        format = match self.number {
            Shown::Plainly => format,
            Shown::Decimals(decimals, mark) => format.set_num_format(number_format(decimals, mark)),
            Shown::Day => format.set_num_format("dd/mm/yyyy"),
        };
        if self.quote {
            format = format.set_quote_prefix();
        }
        format
    }
}

impl Book {
    fn of<P: Borrow<Page>>(pages: &[P]) -> Self {
        let pages = || pages.iter().map(P::borrow);
        let laid = pages().map(|page| Laid::of(page, &head(page).into_iter().map(|line| line.line).collect::<Vec<_>>())).collect();
        Self { laid, names: names(pages()), formats: FxHashMap::default(), tall: None }
    }

    fn sheet(&mut self, number: usize, page: &Page) -> Result<Worksheet, XlsxError> {
        self.tall = None;
        let mut worksheet = Worksheet::new();
        worksheet.set_name(&self.names[number])?;
        self.set_up(number, page, &mut worksheet)?;
        let span = self.laid[number].text;
        for (position, line) in head(page).into_iter().enumerate() {
            let placed = self.laid[number].head[position];
            match line.beside {
                Some(beside) => {
                    let middle = self.middle(number);
                    self.text(&mut worksheet, placed, (span.0, middle), &line.line.text, &line.style)?;
                    self.text(
                        &mut worksheet,
                        placed,
                        (middle + 1, span.1),
                        &beside,
                        &Style { italic: true, bold: false, align: Side::Right, ..line.style },
                    )?;
                }
                None => self.text(&mut worksheet, placed, span, &line.line.text, &line.style)?,
            }
        }
        for table in 0..page.tables.len() {
            self.table((number, page), table, &mut worksheet)?;
        }
        Ok(worksheet)
    }

    /// The column that halves the width, for what stands side by side above the tables.
    fn middle(&self, number: usize) -> u16 {
        let laid = &self.laid[number];
        let (first, last) = laid.text;
        let half = laid.width(first, last) * 55 / 100;
        (first..last).filter(|column| laid.width(first, *column) <= half).max().unwrap_or(first)
    }

    /// Paper, margins, what repeats and what stays in sight.
    fn set_up(&self, number: usize, page: &Page, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        let laid = &self.laid[number];
        worksheet.set_paper_size(A4);
        match page.orientation {
            Orientation::Portrait => worksheet.set_portrait(),
            Orientation::Landscape => worksheet.set_landscape(),
        };
        let [left, right, top, bottom, header, footer] = MARGINS.map(|millimetres| millimetres / 25.4);
        worksheet.set_margins(left, right, top, bottom, header, footer);
        worksheet.set_header("&C&\"Times New Roman,Regular\"&13&P");
        for (column, width) in (0..).zip(&laid.columns) {
            worksheet.set_column_width_pixels(column, *width)?;
        }
        match &laid.fit {
            Fit::Sheet => {
                worksheet.set_print_fit_to_pages(1, 1);
            }
            Fit::Scaled { scale, breaks, .. } => {
                worksheet.set_print_scale(u16::try_from(*scale).expect("a percentage"));
                worksheet.set_page_breaks(breaks)?;
            }
            Fit::Wide { columns } => {
                worksheet.set_print_scale(u16::try_from(SMALLEST).expect("a percentage"));
                worksheet.set_vertical_page_breaks(columns)?;
            }
        }
        let last_column = u16::try_from(laid.columns.len() - 1).expect("a sheet has 16,384 columns");
        worksheet.set_print_area(0, 0, laid.end.max(1) - 1, last_column)?;
        worksheet.ignore_error_range(0, 0, laid.end.max(1) - 1, last_column, IgnoreError::NumberStoredAsText)?;
        let Some((content, table)) = page.tables.first().zip(laid.tables.first()) else { return Ok(()) };
        let (Some(first), Some(last)) = (table.heading.first(), table.numbers.or(table.heading.last().map(|placed| placed.row))) else {
            return Ok(());
        };
        let stub = content.stub.checked_sub(1).map(|last| table.columns[last].1);
        if matches!(laid.fit, Fit::Scaled { repeats: true, .. } | Fit::Wide { .. }) {
            worksheet.set_repeat_rows(first.row, last)?;
            if let Some(stub) = stub {
                worksheet.set_repeat_columns(0, stub)?;
            }
        }
        if content.kind == TableKind::Form {
            worksheet.set_freeze_panes(last + 1, stub.map_or(0, |stub| stub + 1))?;
        }
        Ok(())
    }

    fn table(&mut self, (number, page): (usize, &Page), position: usize, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        let table = &page.tables[position];
        let span = self.laid[number].text;
        if let (Some(title), Some(placed)) = (&table.title, self.laid[number].tables[position].title) {
            self.text(worksheet, placed, span, title, &Style { size: 12, bold: true, ..Style::BODY })?;
        }
        self.heading(number, position, table, worksheet)?;
        for (row, content) in table.rows.iter().enumerate() {
            self.row((number, position, row), table, content, worksheet)?;
        }
        for (note, placed) in table.notes.iter().zip(self.laid[number].tables[position].notes.clone()) {
            self.text(worksheet, placed, span, note, &Style { size: 10, italic: true, ..Style::BODY })?;
        }
        Ok(())
    }

    fn heading(&mut self, number: usize, position: usize, table: &Table, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        let LaidTable { columns, heading, numbers, .. } = &self.laid[number].tables[position];
        let (columns, heading, numbers) = (columns.clone(), heading.clone(), *numbers);
        let style = Style { bold: true, align: Side::Center, border: true, fill: true, ..Style::BODY };
        match heading.as_slice() {
            [] => {}
            [only] => {
                for (column, span) in table.columns.iter().zip(&columns) {
                    self.text(worksheet, *only, *span, &column.heading, &style)?;
                }
            }
            [over, own, ..] => {
                let both = Placed { row: over.row, rows: over.rows + own.rows, height: 0 };
                worksheet.set_row_height_pixels(over.row, over.height)?;
                worksheet.set_row_height_pixels(own.row, own.height)?;
                for (column, span) in table.columns.iter().zip(&columns) {
                    let placed = if column.group.is_some() { *own } else { both };
                    self.text(worksheet, placed, *span, &column.heading, &style)?;
                }
                for (group, from, to) in grid::groups(&table.columns) {
                    self.text(worksheet, *over, (columns[from].0, columns[to].1), group, &style)?;
                }
            }
        }
        if let Some(row) = numbers {
            let style = Style { size: 9, italic: true, align: Side::Center, border: true, ..Style::BODY };
            for (column, span) in (1_u64..).zip(&columns) {
                let placed = Placed { row, rows: 1, height: 17 };
                self.cell(worksheet, placed, *span, &Cell::whole(column), &style)?;
            }
        }
        Ok(())
    }

    /// Writes a row: of which page, of which of its tables, which row.
    fn row(
        &mut self,
        (number, position, row): (usize, usize, usize),
        table: &Table,
        content: &Row,
        worksheet: &mut Worksheet,
    ) -> Result<(), XlsxError> {
        let laid = &self.laid[number].tables[position];
        let placed = laid.rows[row];
        let columns = laid.columns.clone();
        let is_form = table.kind != TableKind::Facts;
        let base = Style {
            bold: content.kind != RowKind::Plain,
            border: is_form,
            fill: matches!(content.kind, RowKind::Total | RowKind::Section),
            top: table.kind != TableKind::Form,
            ..Style::BODY
        };
        if content.kind == RowKind::Section {
            let span = (columns[0].0, columns.last().expect("a table has columns").1);
            return self.cell(worksheet, placed, span, &content.cells[0], &base);
        }
        for (column, (cell, span)) in content.cells.iter().zip(&columns).enumerate() {
            let is_label = table.kind == TableKind::Facts && column == 0;
            let align = match (table.columns[column].align, &cell.value) {
                (Align::Left, _) => Side::Left,
                (Align::Right, Value::Number(_) | Value::Formula(_)) => Side::Right,
                (Align::Right, Value::Whole(_)) if content.kind == RowKind::Plain => Side::Right,
                (Align::Center | Align::Right, _) => Side::Center,
            };
            let indent = if grid::is_indented(table, column) { content.depth } else { 0 };
            // In a list the words beside a group say what it is; only its name stands out.
            let bold = is_label || (base.bold && (table.kind == TableKind::Form || column < table.stub));
            let style = Style { bold, align, indent, ..base };
            let formula = match &cell.value {
                Value::Formula(formula) => self.formula(number, &formula.calculation, &formula.before),
                Value::Empty | Value::Text(_) | Value::Whole(_) | Value::Number(_) | Value::Day(_) => None,
            };
            match (&cell.value, formula) {
                (Value::Formula(written), Some(text)) => self.live(worksheet, placed, *span, (&text, &written.result, cell.mark), &style)?,
                (Value::Formula(written), None) => {
                    self.cell(worksheet, placed, *span, &Cell::number(written.result).marked(cell.mark), &style)?;
                }
                (Value::Empty | Value::Text(_) | Value::Whole(_) | Value::Number(_) | Value::Day(_), _) => {
                    self.cell(worksheet, placed, *span, cell, &style)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a formula with the figure it comes to.
    fn live(
        &mut self,
        worksheet: &mut Worksheet,
        placed: Placed,
        span: (u16, u16),
        (formula, result, mark): (&str, &Number, Option<Mark>),
        style: &Style,
    ) -> Result<(), XlsxError> {
        let style = Style { number: Shown::Decimals(result.decimals(), mark), ..*style };
        let format = self.prepare(worksheet, placed, span, style)?;
        let formula = CellFormula::new(formula).set_result(double(&result.exact).to_string());
        worksheet.write_formula_with_format(placed.row, span.0, formula, format)?;
        Ok(())
    }

    fn text(&mut self, worksheet: &mut Worksheet, placed: Placed, span: (u16, u16), text: &str, style: &Style) -> Result<(), XlsxError> {
        self.cell(worksheet, placed, span, &Cell::text(text), style)
    }

    /// Writes anything but a formula.
    fn cell(&mut self, worksheet: &mut Worksheet, placed: Placed, span: (u16, u16), cell: &Cell, style: &Style) -> Result<(), XlsxError> {
        let style = *style;
        let (row, column) = (placed.row, span.0);
        match &cell.value {
            Value::Empty => {
                let format = self.prepare(worksheet, placed, span, Style { align: Side::Center, ..style })?;
                match cell.mark {
                    Some(mark) => worksheet.write_string_with_format(row, column, mark.symbol(), format)?,
                    None => worksheet.write_blank(row, column, format)?,
                };
            }
            Value::Text(text) => {
                let quote = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let format = self.prepare(worksheet, placed, span, Style { quote, ..style })?;
                worksheet.write_string_with_format(row, column, shortened(text), format)?;
            }
            Value::Whole(number) => {
                let format = self.prepare(worksheet, placed, span, Style { number: Shown::Decimals(0, cell.mark), ..style })?;
                worksheet.write_number_with_format(row, column, parsed(&number.to_string()), format)?;
            }
            Value::Number(number) => {
                let format = self.prepare(worksheet, placed, span, Style { number: Shown::Decimals(number.decimals(), cell.mark), ..style })?;
                worksheet.write_number_with_format(row, column, double(&number.exact), format)?;
            }
            Value::Day(day) => {
                let format = self.prepare(worksheet, placed, span, Style { number: Shown::Day, ..style })?;
                worksheet.write_number_with_format(row, column, f64::from(serial(*day)), format)?;
            }
            Value::Formula(formula) => {
                return self.cell(worksheet, placed, span, &Cell::number(formula.result).marked(cell.mark), &style);
            }
        }
        Ok(())
    }

    /// Heights, the merged range and the format of what is to be written.
    fn prepare(&mut self, worksheet: &mut Worksheet, placed: Placed, (first, last): (u16, u16), style: Style) -> Result<&Format, XlsxError> {
        let format = self.formats.entry(style).or_insert_with(|| style.format());
        if placed.height > 0 && self.tall != Some(placed.row) {
            self.tall = Some(placed.row);
            for row in placed.row..placed.row + placed.rows {
                worksheet.set_row_height_pixels(row, placed.height)?;
            }
        }
        if first < last || placed.rows > 1 {
            worksheet.merge_range(placed.row, first, placed.row + placed.rows - 1, last, "", format)?;
        }
        Ok(format)
    }

    /// A calculation as a formula of a sheet; none where doubles cannot come to the exact figure.
    fn formula(&self, number: usize, calculation: &Calculation, before: &Fraction) -> Option<String> {
        let at = |address: &Address| self.address(number, address);
        match calculation {
            Calculation::Sum(cells) => Some(format!("={}", self.sum(number, cells))),
            Calculation::Capped(cells, cap) => {
                let bound = if cap.is_negative() { "MAX" } else { "MIN" };
                Some(format!("={bound}({},{})", literal(cap)?, self.sum(number, cells)))
            }
            Calculation::Weighed { points, weight, rounding } => {
                let product = format!("{}*{}", literal(points)?, literal(weight)?);
                Some(match rounding {
                    Some(rounding) => format!("={}", rounded(&product, *rounding, before)?),
                    None => format!("={product}"),
                })
            }
            Calculation::Rounded(cells, rounding) => Some(format!("={}", rounded(&self.sum(number, cells), *rounding, before)?)),
            Calculation::Share { cells, maximum, rounding } => {
                let share = format!("100*{}/{}", self.sum(number, cells), at(maximum));
                Some(format!("={}", rounded(&share, *rounding, before)?))
            }
            Calculation::Difference(first, second) => Some(format!("={}-{}", at(first), at(second))),
            Calculation::Same(address) => Some(format!("={}", at(address))),
        }
    }

    /// `SUM(…)` over cells, neighbours as ranges.
    fn sum(&self, number: usize, cells: &[Address]) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut start = 0;
        while start < cells.len() {
            let first = &cells[start];
            let follows = |next: &Address, by: usize| {
                next.page == first.page && next.table == first.table && next.column == first.column && next.row == first.row + by
            };
            let mut end = start;
            while end + 1 < cells.len() && follows(&cells[end + 1], end + 1 - start) && self.is_next(&cells[end], &cells[end + 1]) {
                end += 1;
            }
            let mut part = self.address(number, first);
            if end > start {
                write!(part, ":{}", self.cell_name(&cells[end])).expect("a string takes everything");
            }
            parts.push(part);
            start = end + 1;
        }
        if parts.len() > MOST_PARTS {
            parts = parts.chunks(MOST_PARTS).map(|chunk| format!("SUM({})", chunk.join(","))).collect();
        }
        format!("SUM({})", parts.join(","))
    }

    /// Whether two rows of a table are neighbours on the sheet.
    fn is_next(&self, one: &Address, other: &Address) -> bool {
        let rows = &self.laid[one.page].tables[one.table].rows;
        rows[one.row].row + 1 == rows[other.row].row
    }

    fn address(&self, number: usize, address: &Address) -> String {
        let cell = self.cell_name(address);
        if address.page == number { cell } else { format!("'{}'!{cell}", self.names[address.page].replace('\'', "''")) }
    }

    fn cell_name(&self, address: &Address) -> String {
        let table = &self.laid[address.page].tables[address.table];
        utility::row_col_to_cell(table.rows[address.row].row, table.columns[address.column].0)
    }
}

/// A number as a formula writes it, `2.5` or `20/3`; none with more digits than a sheet keeps.
fn literal(number: &Fraction) -> Option<String> {
    let number = number.reduced();
    let is_short = number.numerator().unsigned_abs() < MOST_EXACT && number.denominator().unsigned_abs() < MOST_EXACT;
    is_short.then(|| number.to_string())
}

/// A rounding in the words of a sheet, guarded so that doubles come to the engine's figure.
fn rounded(value: &str, rounding: Rounding, before: &Fraction) -> Option<String> {
    let function = match rounding.way {
        RoundingWay::HalfUp => "ROUND",
        RoundingWay::Up => "ROUNDUP",
        RoundingWay::Down => "ROUNDDOWN",
    };
    let guard = guard(before, rounding)?;
    Some(format!("{function}(ROUND({value},{guard}),{})", rounding.digits))
}

/// One line above the tables, and what stands at its right.
struct Head {
    line: HeadLine,
    style: Style,
    beside: Option<String>,
}

/// The lines above the tables of a page.
fn head(page: &Page) -> Vec<Head> {
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

/// The names of the sheets: allowed, short enough, and no two alike.
fn names<'a>(pages: impl Iterator<Item = &'a Page>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    pages.map(|page| name(&page.name, &mut taken)).collect()
}

fn name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = wanted.chars().map(|letter| if letter.is_control() || "[]:*?/\\".contains(letter) { '-' } else { letter }).collect();
    let plain = plain.trim().trim_matches('\'').trim();
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "Trang" } else { plain };
    for number in 1.. {
        let tail = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = format!("{}{tail}", start(plain, LONGEST_NAME - tail.len()).trim_end_matches(['\'', ' ']));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    unreachable!("some number is free")
}

/// The start of a text, of so many UTF-16 units at most.
fn start(text: &str, most: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, letter)| {
        used += letter.len_utf16();
        used > most
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// A text no longer than a cell holds, and says so where it was cut.
fn shortened(text: &str) -> String {
    let start = start(text, LONGEST);
    if start.len() == text.len() { text.to_owned() } else { format!("{start}… (cắt: ô không chứa hết)") }
}

/// The format of a number: separators as Vietnamese has them, its decimals, its mark behind it.
fn number_format(decimals: u8, mark: Option<Mark>) -> String {
    let mut format = "[$-42A]#,##0".to_owned();
    if decimals > 0 {
        format.push('.');
        format.extend(std::iter::repeat_n('0', usize::from(decimals)));
    }
    if let Some(mark) = mark {
        write!(format, "\" {}\"", mark.symbol()).expect("a string takes everything");
    }
    // A little room before the line at the right.
    format.push_str("_)");
    format
}

/// The number of a day as sheets count them.
const fn serial(day: Day) -> i32 {
    // Sheets count from 1899-12-30.
    day.since_epoch() + 25_569
}

/// The double nearest to a fraction, by its decimals.
fn double(fraction: &Fraction) -> f64 {
    const DECIMALS: u32 = 30;
    // A quotient of two numbers that doubles hold is the double nearest to it.
    if let (Some(numerator), Some(denominator)) = (held(fraction.numerator()), held(fraction.denominator())) {
        return numerator / denominator;
    }
    let numerator = BigInt::from(fraction.numerator());
    let scaled = numerator.abs() * BigInt::from(10).pow(DECIMALS);
    let (whole, _) = scaled.div_rem(&BigInt::from(fraction.denominator()));
    let sign = if fraction.is_negative() { "-" } else { "" };
    parsed(&format!("{sign}{whole}e-{DECIMALS}"))
}

/// A whole number as a double, where doubles hold each of its size.
fn held(number: i128) -> Option<f64> {
    let number = i64::try_from(number).ok().filter(|number| number.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS)?;
    #[expect(clippy::cast_precision_loss, reason = "no further than doubles hold every whole number")]
    Some(number as f64)
}

fn parsed(decimal: &str) -> f64 {
    decimal.parse().expect("decimals are numbers")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{double, name, number_format};
    use crate::report::Mark;
    use crate::value::{Fraction, Points};

    #[test]
    fn names_of_sheets_are_allowed_and_no_two_alike() {
        let mut taken = BTreeSet::new();
        let mut make = |wanted: &str| name(wanted, &mut taken);
        assert_eq!(make("Khối [A/B]: *?\\"), "Khối -A-B-- ---");
        assert_eq!(make("'Cụm'"), "Cụm");
        assert_eq!(make("CỤM"), "CỤM (2)");
        assert_eq!(make("cụm"), "cụm (3)");
        assert_eq!(make("History"), "Trang");
        assert_eq!(make(""), "Trang (2)");
        assert_eq!(make(&"khối ".repeat(20)).chars().count(), 31);
        assert_eq!(make(&"khối ".repeat(20)), "khối khối khối khối khối kh (2)");
    }

    #[test]
    fn a_double_is_the_nearest_to_the_fraction() {
        let exact = |numerator, denominator| double(&Fraction::new(numerator, denominator).expect("not over zero"));
        assert_eq!(exact(20, 3).to_string(), "6.666666666666667");
        assert_eq!(exact(-1, 3).to_string(), "-0.3333333333333333");
        assert_eq!(double(&Points::from_millionths(14_130_000).to_fraction()).to_string(), "14.13");
        // Wider than doubles hold: doubles of this size are 4096 apart.
        assert_eq!(exact(100_000_000_000_000_000_003, 3).to_string(), "33333333333333330000");
    }

    #[test]
    fn a_mark_stands_behind_the_number() {
        assert_eq!(number_format(2, Some(Mark::Provisional)), "[$-42A]#,##0.00\" (t)\"_)");
    }
}
