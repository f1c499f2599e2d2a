//! What is drawn of the cells of pages: bars of a table, and those of a workbook that change with its cells.

use std::ops::Range;

use crate::report::Number;

/// Bars of a table's cells, one for each column of a stretch.
#[derive(Debug)]
pub struct Chart {
    /// Its title.
    pub title: Box<str>,
    /// The columns: each a unit, named by its heading.
    pub columns: Range<usize>,
    /// What is drawn.
    pub bars: Bars,
}

/// What a chart draws.
#[derive(Debug)]
pub enum Bars {
    /// One bar a column: the figures of a row.
    Row(usize),
    /// One bar a column and row, each beside what the columns come to on average.
    Rows {
        /// The rows: each a group, named by its second cell.
        rows: Vec<usize>,
        /// The average of each, over the columns that have a figure; none where none has.
        means: Vec<Option<Number>>,
    },
}

/// Bars of the cells of a workbook, in clusters of one for each series.
#[derive(Debug)]
pub struct Plot {
    /// Its title.
    pub title: Box<str>,
    /// What stands at the clusters: the title of their axis.
    pub across: Box<str>,
    /// What the length of bars says: the title of their axis.
    pub along: Box<str>,
    /// Whose bars they are.
    pub series: Vec<Series>,
    /// How many decimals the axis of lengths shows.
    pub steps: u8,
    /// Where the axis of lengths begins and ends, where that is not left to the program.
    pub ends: (Option<i32>, Option<i32>),
    /// Whether cells may hold no figure: programs draw that as nought, so nought gets no label then.
    pub has_gaps: bool,
}

/// Bars of one look.
#[derive(Debug)]
pub struct Series {
    /// The cell that says whose they are.
    pub name: Area,
    /// The cells that name the clusters.
    pub clusters: Area,
    /// The cells of the figures.
    pub figures: Area,
    /// How many decimals they show at least, and at most.
    pub digits: (u8, u8),
}

/// Neighbouring cells of a table of the report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Area {
    /// Which page.
    pub page: usize,
    /// Which of its tables.
    pub table: usize,
    /// Which of its rows; none for the headings.
    pub rows: Option<Range<usize>>,
    /// Which columns.
    pub columns: Range<usize>,
}

impl Area {
    /// How many cells the longer of its sides has.
    pub fn length(&self) -> usize {
        self.rows.as_ref().map_or(1, Range::len).max(self.columns.len())
    }
}
