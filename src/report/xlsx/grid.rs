//! How a page is laid on a sheet: one set of columns for all its tables, and the rows each thing takes.
//!
//! Widths and heights are pixels of 1/96 inch, in whole numbers. Tables of different columns share a sheet by spanning
//! the columns of the sheet; the first keeps its own.

mod breaks;

use crate::report::xlsx::chart;
use crate::report::xlsx::frame::{Frame, Line, Words};
use crate::report::xlsx::grid::breaks::{balanced, breaks, fullest, wholes};
use crate::report::xlsx::letters::{BODY, Face, PADDING, line_height, lines_of, text_width};
use crate::report::xlsx::widths::widths;
use crate::report::{Column, Drawing, Orientation, Page, Row, RowKind, Table, TableKind, Value, Width};

/// Pixels between the margins of A4, width and height: 165 by 257 mm upright, 252 by 170 mm on its side.
const fn paper(orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Portrait => (620, 965),
        Orientation::Landscape => (948, 638),
    }
}

/// Below this part of a hundred, text of 11 points is smaller than 9.
pub(super) const SMALLEST: u32 = 82;

/// The part of a hundred of the paper that is filled: the columns of some offices are that much wider.
pub(super) const FILLED: u32 = 95;

/// An empty row between tables.
pub(super) const GAP: u32 = 20;
/// One line of text of 11 points.
pub(super) const LINE: u32 = 20;
/// The tallest row a sheet can have.
const TALLEST: u32 = 540;
/// Two boundaries nearer than this are one.
const NEAR: u32 = 10;
/// No name of a criterion is wider, in pixels.
const WIDEST_NAME: u32 = 420;
/// How far a depth moves text in.
const INDENT: u32 = 9;

/// A page laid out.
pub(super) struct Laid {
    /// Widths of the sheet's columns.
    pub(super) columns: Vec<u32>,
    /// First and last column of titles and notes: the first sheet of paper, without columns that are printed on each.
    pub(super) text: (u16, u16),
    /// The lines above the tables.
    pub(super) head: Band,
    /// The lines below them.
    pub(super) foot: Band,
    /// The tables.
    pub(super) tables: Vec<LaidTable>,
    /// How it is brought to paper.
    pub(super) fit: Fit,
    /// The column beside the paper in which figures are added up again; none where none are.
    pub(super) checks: Option<u16>,
    /// One past the last row.
    pub(super) end: u32,
    /// Pixels from the top through the last row.
    height: u32,
    /// Where each table begins and ends: row and pixels.
    stretches: Vec<[(u32, u32); 2]>,
}

/// How a page is brought to paper.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Fit {
    /// On one sheet of paper.
    Sheet,
    /// One sheet wide and as many long as it needs.
    Scaled {
        /// The scale in percent.
        scale: u32,
        /// Rows before which a sheet of paper begins.
        breaks: Vec<u32>,
        /// Whether the first table is torn, and its heading printed again.
        repeats: bool,
    },
    /// Several sheets wide.
    Wide {
        /// Columns before which a sheet of paper begins.
        columns: Vec<u32>,
        /// The same of rows.
        rows: Vec<u32>,
    },
}

/// A table laid out.
pub(super) struct LaidTable {
    /// First and last column of the sheet for each column of the table.
    pub(super) columns: Vec<(u16, u16)>,
    /// The row of its title.
    pub(super) title: Option<Placed>,
    /// The rows of its heading: none, one or two.
    pub(super) heading: Vec<Placed>,
    /// The row of the columns' numbers.
    pub(super) numbers: Option<u32>,
    /// Its rows.
    pub(super) rows: Vec<Placed>,
    /// Which of its rows are headings across it, from the first on.
    sections: Vec<usize>,
    /// Its notes.
    pub(super) notes: Vec<Placed>,
    /// What is drawn below them, each with an empty row above.
    pub(super) plots: Vec<Placed>,
}

/// Where a row stands: its first row on the sheet, how many it takes, and the height of each.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) row: u32,
    pub(super) rows: u32,
    pub(super) height: u32,
}

/// Lines across a page, some of them in two halves.
pub(super) struct Band {
    /// First and last column.
    pub(super) span: (u16, u16),
    /// First and last column of each half; none where there is one column.
    pub(super) halves: Option<[(u16, u16); 2]>,
    /// Their rows and heights.
    pub(super) lines: Vec<Placed>,
}

impl Band {
    const EMPTY: Self = Self { span: (0, 0), halves: None, lines: Vec::new() };
}

impl Placed {
    /// Its height in all.
    fn pixels(&self) -> u32 {
        self.rows * self.height
    }
}

impl LaidTable {
    /// The row it begins on.
    pub(super) fn first_row(&self) -> Option<u32> {
        [self.title.as_slice(), &self.heading, &self.rows, &self.notes].into_iter().find_map(|placed| placed.first()).map(|placed| placed.row)
    }
}

impl Laid {
    /// Lays a page out; the frame is what stands above its tables and below them.
    pub(super) fn of(page: &Page, drawing: Option<&Drawing<'_>>, frame: &Frame) -> Self {
        let (paper, paper_height) = paper(page.orientation);
        let tables = || page.tables.iter().enumerate().map(|(position, table)| (table, drawing.filter(|_| position == 0)));
        let wanted: Vec<Vec<u32>> = tables().map(|(table, drawing)| widths(table, drawing, paper)).collect();
        let widest = wanted.iter().map(|widths| widths.iter().sum()).max().unwrap_or(paper);
        let mut bounds: Vec<u32> = vec![0, widest];
        let of_tables: Vec<Vec<u32>> = page.tables.iter().zip(&wanted).map(|(table, widths)| settle(table, widths, &mut bounds)).collect();
        let mut columns: Vec<u32> = bounds.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let column_of = |bound: u32| u16::try_from(bounds.binary_search(&bound).expect("settled")).expect("a sheet has 16,384 columns");
        let spans: Vec<Vec<(u16, u16)>> =
            of_tables.iter().map(|own| own.windows(2).map(|pair| (column_of(pair[0]), column_of(pair[1]) - 1)).collect()).collect();
        let scale = (paper * FILLED / widest.max(1)).min(100);
        let breaks = if scale >= SMALLEST || page.tables.is_empty() {
            Vec::new()
        } else {
            let stub = spans[0].get(..page.tables[0].stub).unwrap_or_default();
            let room = paper * FILLED / SMALLEST;
            let wholes = wholes(&page.tables[0], &spans[0]);
            let breaks = balanced(room, |paper| breaks(&columns, stub, &wholes, paper));
            // What no sheet of paper needs goes to the names.
            let is_name = |column: &Column| matches!(column.width, Width::Share(_));
            if let Some((_, (_, name))) = page.tables[0].columns.iter().zip(stub).find(|(column, _)| is_name(column)) {
                let spare = room.saturating_sub(fullest(&columns, stub, &breaks));
                let name = &mut columns[usize::from(*name)];
                *name = (*name + spare).min(WIDEST_NAME.max(*name));
            }
            breaks
        };
        let stub = page.tables.first().and_then(|table| Some(spans[0].get(table.stub.checked_sub(1)?)?.1 + 1));
        let text = match breaks.first() {
            Some(second) => (stub.unwrap_or(0), second - 1),
            None => (0, u16::try_from(columns.len() - 1).expect("a sheet has 16,384 columns")),
        };
        let (tables_laid, stretches, [head, foot]) = (Vec::new(), Vec::new(), [const { Band::EMPTY }; 2]);
        let beside = u16::try_from(columns.len() + 1).expect("a sheet has 16,384 columns");
        let checks = page.tables.iter().any(|table| table.checked.is_some()).then_some(beside);
        let mut laid = Self { columns, text, head, foot, tables: tables_laid, fit: Fit::Sheet, checks, end: 0, height: 0, stretches };
        // Who issues it stands over the columns that are printed on each sheet.
        let halves = text.0.checked_sub(1).map(|stub| [(0, stub), text]);
        laid.head = laid.band(&frame.head, text, halves);
        for ((table, drawing), spans) in tables().zip(spans) {
            laid.table(table, drawing, spans);
        }
        // Who signs stands on the last sheet of paper.
        let (_, last) = laid.last();
        let signed = breaks.last().map_or(text, |first| (*first, last));
        laid.foot = laid.band(&frame.foot, signed, None);
        laid.fit = if !breaks.is_empty() {
            // An office whose rows are a hair higher still finds room.
            let sheet = paper_height * 97 / SMALLEST;
            Fit::Wide { columns: breaks.into_iter().map(u32::from).collect(), rows: laid.row_breaks(sheet, true) }
        } else if laid.height * SMALLEST / 100 <= paper_height {
            Fit::Sheet
        } else {
            laid.scaled(page, scale, paper_height)
        };
        laid
    }

    /// The last row and the last column.
    pub(super) fn last(&self) -> (u32, u16) {
        (self.end.max(1) - 1, u16::try_from(self.columns.len() - 1).expect("a sheet has 16,384 columns"))
    }

    /// How many cells there are at most.
    pub(super) fn cells(&self) -> u64 {
        u64::from(self.end) * self.columns.len() as u64
    }

    /// The height most rows of tables have: a sheet states it once.
    pub(super) fn common_height(&self) -> u32 {
        let mut heights: Vec<u32> = self.tables.iter().flat_map(|table| &table.rows).map(|placed| placed.height).collect();
        heights.sort_unstable();
        heights.chunk_by(u32::eq).max_by_key(|alike| alike.len()).map_or(LINE, |alike| alike[0])
    }

    /// Pixels from one column through another.
    pub(super) fn width(&self, first: u16, last: u16) -> u32 {
        self.columns[usize::from(first)..=usize::from(last)].iter().sum()
    }

    fn table(&mut self, table: &Table, drawing: Option<&Drawing<'_>>, columns: Vec<(u16, u16)>) {
        if !self.head.lines.is_empty() || !self.tables.is_empty() {
            self.end += 1;
            self.height += GAP;
        }
        let from = (self.end, self.height);
        let whole = self.width(self.text.0, self.text.1);
        let title = table.title.as_deref().map(|title| {
            let face = Face { size: 12, bold: true };
            self.place(lines_of(title, face, whole) * line_height(face))
        });
        let heading = self.heading(table, &columns);
        let numbers = (table.kind == TableKind::Form).then(|| self.place(LINE - 3).row);
        let (mut rows, mut sections) = (Vec::with_capacity(table.rows.len()), Vec::new());
        each_row(table, drawing, |row| {
            sections.extend((row.kind == RowKind::Section).then_some(rows.len()));
            rows.push(self.row(table, row, &columns));
        });
        let face = Face { size: 10, bold: false };
        let notes = table.notes.iter().map(|note| self.place(lines_of(note, face, whole) * line_height(face))).collect();
        let plots = table.plots.iter().map(|plot| self.place_lines(1 + chart::lines(plot))).collect();
        self.tables.push(LaidTable { columns, title, heading, numbers, rows, sections, notes, plots });
        self.stretches.push([from, (self.end, self.height)]);
    }

    fn heading(&mut self, table: &Table, columns: &[(u16, u16)]) -> Vec<Placed> {
        if table.kind == TableKind::Facts {
            return Vec::new();
        }
        let face = Face { bold: true, ..BODY };
        let lines = |text: &str, (first, last): (u16, u16)| lines_of(text, face, self.width(first, last));
        let own =
            table.columns.iter().zip(columns).filter(|(column, _)| column.group.is_some()).map(|(column, span)| lines(&column.heading, *span)).max();
        let alone =
            table.columns.iter().zip(columns).filter(|(column, _)| column.group.is_none()).map(|(column, span)| lines(&column.heading, *span)).max();
        let alone = alone.unwrap_or(1);
        let Some(own) = own else { return vec![self.place(alone * LINE + 6)] };
        let over = groups(&table.columns).map(|(group, from, to)| lines(group, (columns[from].0, columns[to].1))).max().unwrap_or(1);
        let over = over.max(alone.saturating_sub(own));
        vec![self.place(over * LINE + 6), self.place(own * LINE + 6)]
    }

    fn row(&mut self, table: &Table, row: &Row, columns: &[(u16, u16)]) -> Placed {
        let bold = row.kind != RowKind::Plain;
        let lines = if row.kind == RowKind::Section {
            let span = self.width(columns[0].0, columns.last().expect("a table has columns").1);
            lines_of(&row.cells[0].words(), Face { bold, ..BODY }, span)
        } else {
            let lines = row.cells.iter().zip(columns).enumerate().map(|(position, (cell, (first, last)))| match &cell.value {
                Value::Text(text) => {
                    let is_label = table.kind == TableKind::Facts && position == 0;
                    let indent = if is_indented(table, position) { u32::from(row.depth) * INDENT } else { 0 };
                    lines_of(text, Face { bold: bold || is_label, ..BODY }, self.width(*first, *last).saturating_sub(indent))
                }
                Value::Live(live) => lines_of(&live.text, Face { bold, ..BODY }, self.width(*first, *last)),
                Value::Empty | Value::Whole(_) | Value::Number(_) | Value::Day(_) | Value::Formula(_) => 1,
            });
            lines.max().unwrap_or(1)
        };
        let air = if table.kind == TableKind::Form && lines == 1 { 2 } else { 0 };
        self.place(lines * LINE + air)
    }

    /// Takes rows for lines across these columns, those in halves across the halves, or what divides the columns well.
    fn band(&mut self, lines: &[Line], span: (u16, u16), halves: Option<[(u16, u16); 2]>) -> Band {
        let rights = lines.iter().filter_map(|line| line.right.as_ref());
        let right = rights.map(|right| text_width(&right.text, right.face()) + 2 * PADDING).max().unwrap_or(0);
        let halves = halves.or_else(|| self.halved(span, right));
        let height = |words: &Words, width| lines_of(&words.text, words.face(), width) * line_height(words.face());
        let whole = self.width(span.0, span.1);
        let mut placed = Vec::with_capacity(lines.len());
        for line in lines {
            let needed = match (&line.right, halves) {
                (None, _) => height(&line.left, whole),
                (Some(right), Some([one, other])) => height(&line.left, self.width(one.0, one.1)).max(height(right, self.width(other.0, other.1))),
                (Some(right), None) => height(&line.left, whole) + height(right, whole),
            };
            placed.push(self.place(needed.max(line.least)));
        }
        Band { span, halves, lines: placed }
    }

    /// Columns in two, as near the middle as leaves so much at the right where there is so much. One column has no halves.
    fn halved(&self, (first, last): (u16, u16), right: u32) -> Option<[(u16, u16); 2]> {
        let middle = (first..last).max_by_key(|column| {
            let (one, other) = (self.width(first, *column), self.width(column + 1, last));
            (other >= right, one.min(other))
        })?;
        Some([(first, middle), (middle + 1, last)])
    }

    /// Takes so many rows of one line.
    fn place_lines(&mut self, rows: u32) -> Placed {
        let placed = Placed { row: self.end, rows, height: LINE };
        self.end += rows;
        self.height += placed.pixels();
        placed
    }

    /// Takes the next rows of the sheet for something so high.
    fn place(&mut self, height: u32) -> Placed {
        let rows = height.div_ceil(TALLEST).max(1);
        let placed = Placed { row: self.end, rows, height: height.div_ceil(rows) };
        self.end += rows;
        self.height += rows * placed.height;
        placed
    }
}

/// Whether the rows' depth moves the text of a column in.
pub(super) fn is_indented(table: &Table, column: usize) -> bool {
    table.columns.get(column).is_some_and(|column| matches!(column.width, Width::Share(_))) && table.columns.len() > 2 && column == 1
}

/// Takes the rows of a table: those it holds, then the drawn ones.
pub(super) fn each_row(table: &Table, drawing: Option<&Drawing<'_>>, mut take: impl FnMut(&Row)) {
    table.rows.iter().for_each(&mut take);
    if let Some(drawing) = drawing {
        drawing(&mut |row| take(&row));
    }
}

/// Neighbouring columns with the same heading over them: it, the first and the last.
pub(super) fn groups(columns: &[Column]) -> impl Iterator<Item = (&str, usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < columns.len() {
            let first = from;
            let group = columns[first].group.as_deref();
            from += columns[first..].iter().take_while(|column| column.group.as_deref() == group).count();
            if let Some(group) = group {
                return Some((group, first, from - 1));
            }
        }
        None
    })
}

/// The boundaries of a table among those of its page: near ones are taken where that widens the column beside the text.
///
/// Columns of figures never lose a pixel: from the left up to the last column that shares the rest, boundaries move
/// right; behind it they move left.
fn settle(table: &Table, widths: &[u32], bounds: &mut Vec<u32>) -> Vec<u32> {
    let flexible = table.columns.iter().rposition(|column| matches!(column.width, Width::Share(_))).unwrap_or(widths.len() - 1);
    let mut own = vec![0; widths.len() + 1];
    let mut at = 0;
    for (position, width) in widths[..flexible].iter().enumerate() {
        at += width;
        at = bounds.iter().copied().find(|bound| (at..=at + NEAR).contains(bound)).unwrap_or(at);
        own[position + 1] = at;
    }
    let mut at: u32 = widths.iter().sum();
    for (position, width) in widths.iter().enumerate().skip(flexible).rev() {
        own[position + 1] = bounds.iter().rev().copied().find(|bound| (at.saturating_sub(NEAR)..=at).contains(bound)).unwrap_or(at);
        at = own[position + 1].saturating_sub(*width);
    }
    for bound in &own {
        if let Err(place) = bounds.binary_search(bound) {
            bounds.insert(place, *bound);
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::report::{Column, Table, Width};

    #[test]
    fn boundaries_that_are_near_become_one_and_figures_lose_nothing() {
        let table = Table::form(
            "t",
            "",
            vec![Column::figures("a", Width::Fit(1, 9)), Column::text("b", Width::Share(1)), Column::figures("c", Width::Fit(1, 9))],
        );
        let mut bounds = vec![0, 100, 200, 300];
        assert_eq!(settle(&table, &[95, 100, 105], &mut bounds), [0, 100, 195, 300]);
        assert_eq!(settle(&table, &[105, 96, 99], &mut bounds), [0, 105, 200, 300]);
        assert_eq!(bounds, [0, 100, 105, 195, 200, 300]);
    }
}
