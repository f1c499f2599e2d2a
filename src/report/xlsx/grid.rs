//! How a page is laid on a sheet: one set of columns for all its tables, and the rows each thing takes.
//!
//! Widths and heights are pixels of 1/96 inch, in whole numbers. Tables of different columns share a sheet by spanning
//! the columns of the sheet; the first keeps its own.

mod bounds;
mod breaks;

use crate::report::xlsx::chart;
use crate::report::xlsx::frame::{Frame, Line, Words};
use crate::report::xlsx::grid::bounds::{part_halves, settle};
use crate::report::xlsx::grid::breaks::{Heading, air, balanced, breaks, ease, fullest, wholes};
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

/// One line of text of 11 points.
pub(super) const LINE: u32 = 20;
/// On so many sheets of paper, one less is worth rows without air.
const FEW: usize = 4;
/// On more than so many, the smallest letters are worth fewer.
const MANY: usize = 8;
/// The tallest row a sheet can have.
const TALLEST: u32 = 540;
/// No name of a criterion is wider, in pixels.
const WIDEST_NAME: u32 = 420;
/// How far a depth moves text in.
const INDENT: u32 = 9;

/// How much room rows and columns are given.
#[derive(Clone, Copy, Debug)]
struct Room {
    /// Pixels between the margins that columns are to fill.
    width: u32,
    /// A line of text of 11 points.
    line: u32,
    /// What a row of one line has beside it in a form, and a heading.
    air: [u32; 2],
    /// An empty row between tables.
    gap: u32,
    /// An empty line of the frame.
    blank: u32,
    /// The part of a hundred of what is kept for signatures.
    signature: u32,
}

impl Room {
    const fn full(width: u32) -> Self {
        Self { width, line: LINE, air: [2, 6], gap: 20, blank: 19, signature: 100 }
    }

    /// No more than letters need.
    const fn tight(width: u32) -> Self {
        Self { width, line: LINE - 1, air: [0, 2], gap: 10, blank: 8, signature: 75 }
    }
}

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
    /// Of a page several sheets of paper wide, the columns of each beside those that are printed on all.
    pub(super) sheets: Vec<(u16, u16)>,
    room: Room,
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
        /// The table that is torn, whose heading is printed again.
        repeats: Option<usize>,
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
    /// The columns of further sheets of paper, over which they stand again.
    pub(super) again: Vec<(u16, u16)>,
    /// Their rows and heights.
    pub(super) lines: Vec<Placed>,
}

impl Band {
    const EMPTY: Self = Self { span: (0, 0), halves: None, again: Vec::new(), lines: Vec::new() };
}

impl Fit {
    /// How many sheets of paper it is long.
    fn long(&self) -> usize {
        match self {
            Self::Sheet => 1,
            Self::Scaled { breaks, .. } => breaks.len() + 1,
            Self::Wide { rows, .. } => rows.len() + 1,
        }
    }
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
    /// Lays a page out on few sheets of paper; the frame is what stands above its tables and below them.
    pub(super) fn of(page: &Page, drawing: Option<&Drawing<'_>>, frame: &Frame) -> Self {
        let (width, _) = paper(page.orientation);
        let laid = Self::in_room(page, drawing, frame, Room::full(width));
        let dense = match laid.fit.long() {
            ..2 => return laid,
            2..=FEW => Room::tight(width),
            _ if laid.fit.long() > MANY && laid.sheets.is_empty() && drawing.is_none() => Room::full(width * FILLED / SMALLEST),
            _ => return laid,
        };
        let other = Self::in_room(page, drawing, frame, dense);
        if other.fit.long() < laid.fit.long() && other.sheets.len() == laid.sheets.len() { other } else { laid }
    }

    fn in_room(page: &Page, drawing: Option<&Drawing<'_>>, frame: &Frame, room: Room) -> Self {
        let (paper, paper_height) = paper(page.orientation);
        let tables = || page.tables.iter().enumerate().map(|(position, table)| (table, drawing.filter(|_| position == 0)));
        let wanted: Vec<Vec<u32>> = tables().map(|(table, drawing)| widths(table, drawing, room.width)).collect();
        let widest = wanted.iter().map(|widths| widths.iter().sum()).max().unwrap_or(paper);
        let mut bounds: Vec<u32> = vec![0, widest];
        let of_tables: Vec<Vec<u32>> = page.tables.iter().zip(&wanted).map(|(table, widths)| settle(table, widths, &mut bounds)).collect();
        let scale = (paper * FILLED / widest.max(1)).min(100);
        let is_wide = scale < SMALLEST && !page.tables.is_empty();
        if !is_wide {
            part_halves(&frame.head, widest, &mut bounds);
        }
        let mut columns: Vec<u32> = bounds.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let column_of = |bound: u32| u16::try_from(bounds.binary_search(&bound).expect("settled")).expect("a sheet has 16,384 columns");
        let spans: Vec<Vec<(u16, u16)>> =
            of_tables.iter().map(|own| own.windows(2).map(|pair| (column_of(pair[0]), column_of(pair[1]) - 1)).collect()).collect();
        let breaks = if is_wide {
            let stub = spans[0].get(..page.tables[0].stub).unwrap_or_default();
            let room = paper * FILLED / SMALLEST;
            let wholes = wholes(&page.tables[0], &spans[0]);
            let breaks = balanced(room, |paper| breaks(&columns, stub, &wholes, paper));
            let headings = headings(&page.tables[0], &spans[0]);
            ease(&mut columns, &headings, stub, &breaks, room);
            // What no sheet of paper needs goes to the names.
            let is_name = |column: &Column| matches!(column.width, Width::Share(_));
            if let Some((_, (_, name))) = page.tables[0].columns.iter().zip(stub).find(|(column, _)| is_name(column)) {
                let spare = room.saturating_sub(fullest(&columns, stub, &breaks));
                let name = &mut columns[usize::from(*name)];
                *name = (*name + spare).min(WIDEST_NAME.max(*name));
            }
            air(&mut columns, &headings, stub, &breaks, room);
            breaks
        } else {
            Vec::new()
        };
        let stub = page.tables.first().and_then(|table| Some(spans[0].get(table.stub.checked_sub(1)?)?.1 + 1));
        let text = match breaks.first() {
            Some(second) => (stub.unwrap_or(0), second - 1),
            None => (0, u16::try_from(columns.len() - 1).expect("a sheet has 16,384 columns")),
        };
        let (tables_laid, stretches, [head, foot]) = (Vec::new(), Vec::new(), [const { Band::EMPTY }; 2]);
        let beside = u16::try_from(columns.len() + 1).expect("a sheet has 16,384 columns");
        let checks = page.tables.iter().any(|table| table.checked.is_some()).then_some(beside);
        let end = u16::try_from(columns.len()).expect("a sheet has 16,384 columns");
        let starts = [stub.unwrap_or(0)].into_iter().chain(breaks.iter().copied());
        let sheets: Vec<(u16, u16)> = starts.zip(breaks.iter().copied().chain([end])).map(|(start, end)| (start, end - 1)).collect();
        let sheets = if breaks.is_empty() { Vec::new() } else { sheets };
        let mut laid = Self { columns, text, head, foot, tables: tables_laid, fit: Fit::Sheet, checks, end: 0, height: 0, stretches, sheets, room };
        // Who issues it stands over the columns that are printed on each sheet.
        let halves = text.0.checked_sub(1).map(|stub| [(0, stub), text]);
        let further = laid.sheets.get(1..).unwrap_or_default().to_vec();
        laid.head = laid.band(&frame.head, text, halves, further);
        for ((table, drawing), spans) in tables().zip(spans) {
            laid.table(table, drawing, spans);
        }
        // Who signs stands on the last sheet of paper.
        let (_, last) = laid.last();
        let signed = breaks.last().map_or(text, |first| (*first, last));
        laid.foot = laid.band(&frame.foot, signed, None, Vec::new());
        laid.fit = if !breaks.is_empty() {
            // An office whose rows are a hair higher still finds room.
            let sheet = paper_height * 97 / SMALLEST;
            Fit::Wide { columns: breaks.into_iter().map(u32::from).collect(), rows: laid.row_breaks(sheet, Some(0)) }
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
            self.height += self.room.gap;
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
        let Room { line, air: [_, air], .. } = self.room;
        let Some(own) = own else { return vec![self.place(alone * line + air)] };
        let over = groups(&table.columns).map(|(group, from, to)| lines(group, (columns[from].0, columns[to].1))).max().unwrap_or(1);
        let over = over.max(alone.saturating_sub(own));
        vec![self.place(over * line + air), self.place(own * line + air)]
    }

    fn row(&mut self, table: &Table, row: &Row, columns: &[(u16, u16)]) -> Placed {
        let bold = row.kind != RowKind::Plain;
        let lines = if row.kind == RowKind::Section {
            let (first, last) = self.parts((columns[0].0, columns.last().expect("a table has columns").1))[0];
            lines_of(&row.cells[0].words(), Face { bold, ..BODY }, self.width(first, last))
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
        let Room { line, air: [air, _], .. } = self.room;
        self.place(lines * line + if table.kind == TableKind::Form && lines == 1 { air } else { 0 })
    }

    /// Takes rows for lines across these columns, those in halves across the halves, or what divides the columns well.
    fn band(&mut self, lines: &[Line], span: (u16, u16), halves: Option<[(u16, u16); 2]>, again: Vec<(u16, u16)>) -> Band {
        let rights = lines.iter().filter_map(|line| line.right.as_ref());
        let right = rights.map(|right| text_width(&right.text, right.face()) + 2 * PADDING).max().unwrap_or(0);
        let halves = halves.or_else(|| self.halved(span, right));
        let Room { blank, signature, .. } = self.room;
        let height = |words: &Words, width| lines_of(&words.text, words.face(), width) * line_height(words.face());
        // The narrowest of the sheets it stands on.
        let narrowest =
            |(first, last)| again.iter().map(|(first, last)| self.width(*first, *last)).chain([self.width(first, last)]).min().unwrap_or(0);
        let whole = narrowest(span);
        let beside = halves.map(|[one, other]| [self.width(one.0, one.1), narrowest(other)]);
        let mut needed = Vec::with_capacity(lines.len());
        for line in lines {
            needed.push(match (&line.right, beside) {
                (None, _) if line.left.text.is_empty() => blank.max(line.least * signature / 100),
                (None, _) => height(&line.left, whole),
                (Some(right), Some([one, other])) => height(&line.left, one).max(height(right, other)),
                (Some(right), None) => height(&line.left, whole) + height(right, whole),
            });
        }
        let lines = needed.into_iter().map(|needed| self.place(needed)).collect();
        Band { span, halves, again, lines }
    }

    /// Columns in two, as near the middle as leaves so much at the right where there is so much. One column has no halves.
    fn halved(&self, (first, last): (u16, u16), right: u32) -> Option<[(u16, u16); 2]> {
        let middle = (first..last).max_by_key(|column| {
            let (one, other) = (self.width(first, *column), self.width(column + 1, last));
            (other >= right, one.min(other))
        })?;
        Some([(first, middle), (middle + 1, last)])
    }

    /// Columns as they stand on sheets of paper: of a page several wide, those that are printed on each, and those of each.
    pub(super) fn parts(&self, (first, last): (u16, u16)) -> Vec<(u16, u16)> {
        let starts = self.sheets.iter().map(|sheet| sheet.0).filter(|start| (first + 1..=last).contains(start));
        let starts: Vec<u16> = std::iter::once(first).chain(starts).collect();
        let ends = starts[1..].iter().map(|start| start - 1).chain([last]);
        starts.iter().copied().zip(ends).collect()
    }

    /// The height of an empty row above a table.
    pub(super) fn gap(&self) -> u32 {
        self.room.gap
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

/// The headings of a table with the columns of the sheet they stand over: those of single columns, and those over several.
fn headings<'a>(table: &'a Table, spans: &[(u16, u16)]) -> Vec<Heading<'a>> {
    let own = table.columns.iter().zip(spans).map(|(column, span)| (&*column.heading, *span));
    own.chain(groups(&table.columns).map(|(group, from, to)| (group, (spans[from].0, spans[to].1)))).collect()
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
