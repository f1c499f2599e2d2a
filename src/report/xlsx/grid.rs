//! How a page is laid on a sheet: one set of columns for all its tables, and the rows each thing takes.
//!
//! Widths and heights are pixels of 1/96 inch, in whole numbers. Tables of different columns share a sheet by spanning
//! the columns of the sheet; the first keeps its own.

use crate::report::xlsx::chart;
use crate::report::xlsx::frame::{Frame, Line, Words};
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
/// So many breaks make few sheets of paper.
const FEW_BREAKS: usize = 2;

/// The most breaks of one kind that a sheet takes; the printer finds those after them.
const MOST_BREAKS: usize = 1023;

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

    /// Where a sheet of paper begins that is to begin before a row or a note: what is left over has two rows at least, and
    /// goes with the heading across it, if the sheet before keeps some.
    fn carried(&self, index: usize, before: Option<&u32>) -> usize {
        let keeps = |from: usize| from > 0 && before.is_none_or(|before| self.rows[from - 1].row >= *before);
        let two = self.rows.len().saturating_sub(2);
        let from = if index > two && keeps(two) { two } else { index };
        let is_heading = from > 0 && self.sections.binary_search(&(from - 1)).is_ok();
        if is_heading && keeps(from - 1) { from - 1 } else { from }
    }

    /// The height of its headings and of the numbers below them.
    fn heading_height(&self) -> u32 {
        let numbers = if self.numbers.is_some() { LINE } else { 0 };
        self.heading.iter().map(Placed::pixels).sum::<u32>() + numbers
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
            let breaks = balanced(room, |paper| breaks(&columns, stub, paper));
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

    /// The scale at which the first table stays on one sheet of paper where it can, and where to begin others.
    fn scaled(&self, page: &Page, scale: u32, paper_height: u32) -> Fit {
        // An office whose columns are a hair wider still finds room at this scale.
        let scale = scale.min(94);
        let first = self.stretches.first().map_or(1, |[_, (_, end)]| (*end).max(1));
        let is_form = page.tables.first().is_some_and(|table| table.kind == TableKind::Form);
        let whole = paper_height * 100 / first;
        let scale = if is_form && whole >= SMALLEST { scale.min(whole) } else { scale };
        // Where the first table is torn, its heading is printed again.
        let breaks = |scale: u32| {
            let sheet = paper_height * 100 / scale;
            let breaks = self.row_breaks(sheet, false);
            if is_form && self.tears(&breaks) { (self.row_breaks(sheet, true), true) } else { (breaks, false) }
        };
        // A chart beside its table, who signs it, or a sheet less of a few is worth smaller letters, as far as they go.
        let has_plots = self.tables.iter().any(|table| !table.plots.is_empty());
        let is_worth = has_plots || !self.foot.lines.is_empty() || breaks(scale).0.len() <= FEW_BREAKS;
        let fewest = if is_worth { breaks(SMALLEST).0.len() } else { usize::MAX };
        let scale = (SMALLEST..=scale).rev().find(|scale| breaks(*scale).0.len() <= fewest).unwrap_or(scale);
        let (breaks, repeats) = breaks(scale);
        Fit::Scaled { scale, breaks, repeats }
    }

    /// Whether the rows of the first table stand on several sheets of paper.
    fn tears(&self, breaks: &[u32]) -> bool {
        let rows = self.tables.first().and_then(|table| table.rows.first().zip(table.rows.last()));
        rows.is_some_and(|(first, last)| breaks.iter().any(|row| (first.row + 1..=last.row).contains(row)))
    }

    /// Rows before which a sheet of paper begins: a short table is not torn, a heading does not stand alone.
    fn row_breaks(&self, sheet: u32, repeats: bool) -> Vec<u32> {
        let mut breaks = Vec::new();
        let mut used = 0;
        for (position, (table, [(row, from), (_, to)])) in self.tables.iter().zip(&self.stretches).enumerate() {
            // What stands above the first table goes with it.
            let (from, row) = if position == 0 { (0, 0) } else { (*from, *row) };
            let again = if repeats { self.tables[0].heading_height() } else { 0 };
            let rows: u32 = table.rows.iter().map(Placed::pixels).sum();
            let notes: u32 = table.notes.iter().map(Placed::pixels).sum();
            let height = to - from;
            let first = table.rows.first().map_or(0, Placed::pixels);
            let plots: u32 = table.plots.iter().map(Placed::pixels).sum();
            let head = height - rows - notes - plots;
            let is_short = height <= sheet / 3;
            if used > 0 && used + GAP + if is_short { height } else { head + first } > sheet {
                breaks.push(row);
                used = again;
            }
            used += GAP + head;
            let texts: Vec<&Placed> = table.rows.iter().chain(&table.notes).collect();
            for (index, placed) in texts.iter().enumerate() {
                if used + placed.pixels() > sheet {
                    let from = table.carried(index, breaks.last());
                    breaks.push(texts[from].row);
                    used = again + texts[from..index].iter().map(|placed| placed.pixels()).sum::<u32>();
                }
                used += placed.pixels();
            }
            for placed in &table.plots {
                if used + placed.pixels() > sheet {
                    breaks.push(placed.row);
                    used = again;
                }
                used += placed.pixels();
            }
        }
        let foot: u32 = self.foot.lines.iter().map(Placed::pixels).sum();
        if let Some(first) = self.foot.lines.first().filter(|_| used + foot > sheet) {
            // Nobody signs an empty sheet: a short table goes along, of a long one two rows.
            let last = self.tables.last().zip(self.stretches.last());
            let row = last.and_then(|(table, [(row, from), (_, to)])| {
                let is_whole = self.tables.len() > 1 && to - from <= sheet / 3 && breaks.last().is_none_or(|before| before < row);
                if is_whole { Some(*row) } else { table.rows.get(table.carried(table.rows.len(), breaks.last())).map(|placed| placed.row) }
            });
            breaks.push(row.unwrap_or(first.row));
        }
        breaks.truncate(MOST_BREAKS);
        breaks
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

    /// Columns in two: near the middle, with so much at the right where there is so much. One column has no halves.
    fn halved(&self, (first, last): (u16, u16), right: u32) -> Option<[(u16, u16); 2]> {
        let wanted = right.max(self.width(first, last) / 2);
        let fits = (first..last).filter(|column| self.width(column + 1, last) >= wanted).max();
        let middle = fits.or_else(|| (first < last).then_some(first))?;
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

/// The breaks on the narrowest paper that takes no more sheets: the sheets are about equally full.
fn balanced(paper: u32, breaks: impl Fn(u32) -> Vec<u16>) -> Vec<u16> {
    let fewest = breaks(paper).len();
    let (mut too_narrow, mut enough) = (0, paper);
    while enough - too_narrow > 1 {
        let middle = too_narrow.midpoint(enough);
        if breaks(middle).len() > fewest {
            too_narrow = middle;
        } else {
            enough = middle;
        }
    }
    let mut breaks = breaks(enough);
    breaks.truncate(MOST_BREAKS);
    breaks
}

/// The width of the fullest sheet of paper, with the columns that are printed on each.
fn fullest(columns: &[u32], stub: &[(u16, u16)], breaks: &[u16]) -> u32 {
    let stub_end = stub.last().map_or(0, |(_, last)| usize::from(*last) + 1);
    let starts = std::iter::once(stub_end).chain(breaks.iter().map(|start| usize::from(*start)));
    let ends = breaks.iter().map(|end| usize::from(*end)).chain([columns.len()]);
    let widest = starts.zip(ends).map(|(start, end)| columns[start..end].iter().sum::<u32>()).max().unwrap_or(0);
    columns[..stub_end].iter().sum::<u32>() + widest
}

/// Where sheets of paper begin: the columns that name a row are printed on each.
fn breaks(columns: &[u32], stub: &[(u16, u16)], paper: u32) -> Vec<u16> {
    let stub_end = stub.last().map_or(0, |(_, last)| usize::from(*last) + 1);
    let stub_width: u32 = columns[..stub_end].iter().sum();
    let mut breaks = Vec::new();
    let mut used = stub_width;
    for (column, width) in columns.iter().enumerate().skip(stub_end) {
        if used + width > paper && used > stub_width {
            breaks.push(u16::try_from(column).expect("a sheet has 16,384 columns"));
            used = stub_width;
        }
        used += width;
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::{Fit, Laid, MOST_BREAKS, balanced, breaks, settle};
    use crate::report::xlsx::frame::Frame;
    use crate::report::{Cell, Column, Orientation, Page, Row, Table, Width};

    #[test]
    fn the_last_columns_do_not_stand_alone() {
        // Beside a stub of 300, paper of 1000 holds 7 columns of 100; the 9 fit two sheets as 5 and 4.
        let columns: Vec<u32> = [300].into_iter().chain([100; 9]).collect();
        assert_eq!(breaks(&columns, &[(0, 0)], 1000), [8]);
        assert_eq!(balanced(1000, |paper| breaks(&columns, &[(0, 0)], paper)), [6]);
        // What fits one sheet is not parted.
        assert_eq!(balanced(1200, |paper| breaks(&columns, &[(0, 0)], paper)), [] as [u16; 0]);
    }

    #[test]
    fn a_long_list_has_no_more_breaks_than_a_sheet_takes() {
        // Each row is most of a page high: as many breaks as rows, but for the first.
        let mut table = Table::list("t", "", vec![Column::text("a", Width::Share(1))]);
        table.rows = (0..MOST_BREAKS + 50).map(|_| Row::plain(vec![Cell::text("a\n".repeat(30))])).collect();
        let page = Page {
            name: "t".into(),
            letterhead: None,
            title: "t".into(),
            subtitle: Vec::new(),
            orientation: Orientation::Landscape,
            tables: vec![table],
        };
        let Fit::Scaled { breaks, .. } = Laid::of(&page, None, &Frame::of(&page)).fit else { panic!("one sheet wide, and long") };
        assert_eq!(breaks.len(), MOST_BREAKS);
    }

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
