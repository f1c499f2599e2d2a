//! How wide the columns of a table are: what figures need, and the rest of the paper for text.

use rustc_hash::FxHashMap;

use crate::report::xlsx::grid::{FILLED, SMALLEST, each_row};
use crate::report::xlsx::letters::{BODY, DIGIT, Face, PADDING, text_width};
use crate::report::{Cell, Drawing, Mark, RowKind, Table, TableKind, Value, Width};

/// The least that names of criteria and units get beside figures.
const NAME: u32 = 32 * DIGIT;

/// The same where that keeps all columns on one sheet of paper.
const NARROW: u32 = 24 * DIGIT;

/// The widths of a table's columns: what figures need, and the rest of the paper for text.
pub(super) fn widths(table: &Table, drawing: Option<&Drawing<'_>>, paper: u32) -> Vec<u32> {
    let mut widths = needed(table, drawing);
    let weights: u32 =
        table.columns.iter().filter_map(|column| if let Width::Share(part) = column.width { Some(u32::from(part)) } else { None }).sum();
    let fixed: u32 = widths.iter().sum();
    if weights == 0 {
        // Nothing to give the rest to: every column gets a part.
        let rest = paper.saturating_sub(fixed);
        let count = u32::try_from(widths.len()).expect("columns are few");
        for width in &mut widths {
            *width += rest / count.max(1);
        }
        return exactly(widths, paper, fixed <= paper);
    }
    let least = if table.stub > 0 && table.kind != TableKind::Facts { NAME } else { 9 * DIGIT } * weights.min(6);
    let mut rest = paper.saturating_sub(fixed);
    let comfortable = 50 * DIGIT;
    if rest > comfortable && table.stub > 0 && table.kind == TableKind::Form {
        rest = widen(table, &mut widths, rest, comfortable);
    }
    // Names give way where that keeps every unit on one sheet of paper.
    let room = Some((paper * FILLED / SMALLEST).saturating_sub(fixed)).filter(|room| *room >= NARROW);
    let rest = rest.max(least.min(NAME).min(room.unwrap_or(NAME)));
    for (width, column) in widths.iter_mut().zip(&table.columns) {
        if let Width::Share(part) = column.width {
            *width = rest * u32::from(part) / weights;
        }
    }
    let fits = widths.iter().sum::<u32>() <= paper;
    exactly(widths, paper, fits)
}

/// Gives the last column what integer division left over, so that tables of one page end together.
fn exactly(mut widths: Vec<u32>, paper: u32, fits: bool) -> Vec<u32> {
    let sum: u32 = widths.iter().sum();
    if fits && let Some(last) = widths.last_mut() {
        *last += paper - sum;
    }
    widths
}

/// Widens the columns of figures towards their bounds while the text has more than it needs; what is left.
fn widen(table: &Table, widths: &mut [u32], rest: u32, comfortable: u32) -> u32 {
    let room: Vec<u32> = table
        .columns
        .iter()
        .zip(widths.iter())
        .map(|(column, width)| if let Width::Fit(_, most) = column.width { (u32::from(most) * DIGIT + PADDING).saturating_sub(*width) } else { 0 })
        .collect();
    let wanted: u32 = room.iter().sum();
    let given = wanted.min(rest - comfortable);
    for (width, room) in widths.iter_mut().zip(&room) {
        *width += room * given / wanted.max(1);
    }
    rest - given
}

/// What the cells of each column of figures need; nothing for one that shares the rest.
fn needed(table: &Table, drawing: Option<&Drawing<'_>>) -> Vec<u32> {
    let mut widest = vec![Widest::default(); table.columns.len()];
    let mut figures = Figures::default();
    each_row(table, drawing, |row| {
        if row.kind == RowKind::Section {
            return;
        }
        for ((cell, column), widest) in row.cells.iter().zip(&table.columns).zip(&mut widest) {
            match (&column.width, &cell.value) {
                (Width::Share(_), _) => {}
                (Width::Fit(..), Value::Text(text)) => widest.text = widest.text.max(line_width(text)),
                (Width::Fit(..), _) => widest.figure = widest.figure.max(figures.width(cell)),
            }
        }
    });
    let needed = table.columns.iter().zip(&widest).map(|(column, widest)| {
        let Width::Fit(least, most) = column.width else { return 0 };
        let (least, most) = (u32::from(least) * DIGIT + PADDING, u32::from(most) * DIGIT + PADDING);
        let heading = column.heading.split_whitespace().map(line_width).max().unwrap_or(0);
        // Text may be broken, a figure may not.
        heading.max(widest.text).min(most).max(least).max(widest.figure)
    });
    needed.collect()
}

/// The widest cells of a column.
#[derive(Clone, Default)]
struct Widest {
    text: u32,
    figure: u32,
}

/// What `lines_of` takes for one line of bold text.
fn line_width(text: &str) -> u32 {
    // Words are measured one by one, each to the next whole pixel.
    let blanks = u32::try_from(text.matches(' ').count()).expect("texts are short");
    text_width(text, Face { bold: true, ..BODY }) * 100 / 97 + PADDING + 2 + 2 * blanks
}

/// Widths of figures: digits are alike, so figures of one shape have one width.
#[derive(Default)]
struct Figures(FxHashMap<(bool, u32, u8, Option<Mark>), u32>);

impl Figures {
    fn width(&mut self, cell: &Cell) -> u32 {
        let number = match &cell.value {
            Value::Number(number) => number,
            Value::Formula(formula) => &formula.result,
            Value::Empty | Value::Text(_) | Value::Whole(_) | Value::Day(_) | Value::Live(_) => return line_width(&grouped(&cell.words())),
        };
        let shown = number.shown.millionths();
        let digits = (shown.unsigned_abs() / 1_000_000).checked_ilog10().unwrap_or(0);
        let shape = (shown < 0, digits, number.decimals(), cell.mark);
        *self.0.entry(shape).or_insert_with(|| line_width(&grouped(&cell.words())))
    }
}

/// A figure with room for the points between its thousands.
fn grouped(figure: &str) -> String {
    let digits = figure.bytes().filter(u8::is_ascii_digit).count();
    format!("{figure}{}", ".".repeat(digits / 3))
}
