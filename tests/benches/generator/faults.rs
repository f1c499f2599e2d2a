//! Faults that are planted in rows: what is done to a row, the check that has to find it, and the cell.

use super::Basis;
use super::rows::{ACTUAL, APPRAISED, CRITERION, ESTIMATE, NOT_APPLICABLE, NOTE, PERIOD, RECEIVED, Row, TOTAL, UNIT};

/// Where a fault stands, and the check that has to find it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Planted {
    /// The file, in the folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The check.
    pub check: &'static str,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Word,
    EitherWay,
    DecimalComma,
    Formula,
    NoSuchDay,
    OverMaximum,
    TooManyDecimals,
    OverTotal,
    NoReason,
    UnknownUnit,
    UnknownCriterion,
    UnknownPeriod,
    Duplicate,
    CutShort,
}

impl Kind {
    /// What can be wrong with a row of such a criterion.
    pub(super) fn of(basis: Basis) -> &'static [Self] {
        match basis {
            Basis::Given => &[
                Self::DecimalComma,
                Self::OverMaximum,
                Self::TooManyDecimals,
                Self::NoSuchDay,
                Self::UnknownUnit,
                Self::UnknownCriterion,
                Self::UnknownPeriod,
                Self::Duplicate,
                Self::CutShort,
            ],
            Basis::Target => &[Self::Word, Self::EitherWay, Self::Formula, Self::NoSuchDay, Self::UnknownUnit, Self::Duplicate],
            Basis::Total => &[Self::Word, Self::EitherWay, Self::OverTotal, Self::NoReason, Self::UnknownCriterion, Self::CutShort],
        }
    }

    pub(super) fn check(self) -> &'static str {
        match self {
            Self::Word | Self::EitherWay | Self::DecimalComma | Self::Formula | Self::NoSuchDay => "unreadable-cell",
            Self::OverMaximum => "points-over-maximum",
            Self::TooManyDecimals => "too-many-decimals",
            Self::OverTotal => "actual-over-total",
            Self::NoReason => "not-applicable-row",
            Self::UnknownUnit => "unknown-unit",
            Self::UnknownCriterion => "unknown-criterion",
            Self::UnknownPeriod => "unknown-period",
            Self::Duplicate => "duplicate-result",
            Self::CutShort => "broken-record",
        }
    }

    /// Whether the wrong row comes beside the right one: else the right one is missing too.
    pub(super) fn is_further(self) -> bool {
        match self {
            Self::UnknownUnit | Self::UnknownCriterion | Self::UnknownPeriod | Self::Duplicate | Self::CutShort => true,
            Self::Word
            | Self::EitherWay
            | Self::DecimalComma
            | Self::Formula
            | Self::NoSuchDay
            | Self::OverMaximum
            | Self::TooManyDecimals
            | Self::OverTotal
            | Self::NoReason => false,
        }
    }

    /// Makes a row wrong; gives the column of the cell that is.
    pub(super) fn plant(self, row: &mut Row) -> usize {
        let cells = &mut row.cells;
        let cell = match self {
            Self::Word | Self::EitherWay | Self::Formula => {
                if !cells[NOT_APPLICABLE].is_empty() {
                    cells[NOT_APPLICABLE].clear();
                    set(cells, TOTAL, "400");
                }
                cells[ESTIMATE].clear();
                let text = match self {
                    Self::Word => "12 việc",
                    Self::EitherWay => "1.250",
                    _ => "#REF!",
                };
                text.clone_into(&mut cells[ACTUAL]);
                ACTUAL
            }
            Self::DecimalComma => set(cells, APPRAISED, "8,5"),
            Self::OverMaximum => set(cells, APPRAISED, "10.5"),
            Self::TooManyDecimals => set(cells, APPRAISED, "7.7555"),
            Self::NoSuchDay => set(cells, RECEIVED, "31/04/2026"),
            Self::OverTotal => {
                cells[NOT_APPLICABLE].clear();
                set(cells, TOTAL, "30");
                set(cells, ACTUAL, "31")
            }
            Self::NoReason => {
                for cell in [TOTAL, ACTUAL, NOTE] {
                    cells[cell].clear();
                }
                set(cells, NOT_APPLICABLE, "x")
            }
            Self::UnknownUnit => misspell(cells, UNIT),
            Self::UnknownCriterion => misspell(cells, CRITERION),
            Self::UnknownPeriod => misspell(cells, PERIOD),
            Self::Duplicate => UNIT,
            Self::CutShort => {
                row.length = APPRAISED + 1;
                APPRAISED
            }
        };
        row.column(cell)
    }
}

fn set(cells: &mut [String], cell: usize, text: &str) -> usize {
    text.clone_into(&mut cells[cell]);
    cell
}

/// A letter too many: no code of a generated folder has an `X`.
fn misspell(cells: &mut [String], cell: usize) -> usize {
    cells[cell].insert(1, 'X');
    cell
}
