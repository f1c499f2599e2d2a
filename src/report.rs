//! The report: what a run says, as pages of tables with typed cells, and the formats it is written in.
//!
//! A page knows nothing of files: each format is one file below `report/` and lays the same cells out. A formula
//! stands beside the exact figure it comes to, so a format without formulas writes the figure.

pub mod calendar;
pub mod chase;
pub mod csv;
pub mod difference;
pub mod documents;
mod drawn;
pub mod explain;
pub mod facts;
pub mod history;
pub mod html;
pub mod json;
mod letterhead;
mod mark;
pub mod markdown;
pub mod package;
mod page;
mod pages;
pub mod rollup;
mod said;
pub mod screen;
pub mod table;
pub mod tables;
pub mod titles;
mod unassigned;
pub mod verify;
pub mod xlsx;

pub use drawn::{Area, Bars, Chart, Plot, Series};
pub use letterhead::Letterhead;
pub use mark::Mark;
pub use page::{
    Address, Align, Calculation, Cell, Column, Formula, Live, Number, Opens, Orientation, Origin, Page, Row, RowKind, Table, TableKind, Value, Width,
};
pub use pages::{Drawing, Sink, each_page, pages, supposed_words};

use said::{
    block_words, blocked, condition_words, decided_by_words, digits, estimate_end_words, estimate_note, is_scored_by_estimate, leads_by_estimates,
    margin, met_words, name_of, not_computed, parted_by, period_words, ranked, scope_words, set_aside_words, settled_notes, short_of, shows_totals,
    standing_words, top_level,
};

/// What a report says of itself beside the run.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Version of the tool that wrote it.
    pub version: &'a str,
}
