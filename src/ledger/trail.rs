//! What a page remembers of every row it takes, of a unit that is to be explained: the figures it was scored from, the steps of
//! that score, and whose points stand.

use crate::results::{self, ResultRow};
use crate::scoring::{Figures, Score, Step};
use crate::sheet::{self, Reading, Records, RowId};
use crate::value::{Fraction, PeriodIndex, Points, Quantity, StageIndex, UnitIndex};

/// Of whom a ledger remembers rows.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Explained {
    /// Of nobody.
    #[default]
    Nobody,
    /// Of one unit.
    Unit(UnitIndex),
    /// Of every unit.
    Everybody,
}

impl Explained {
    /// Whether a unit is one of them.
    pub fn holds(&self, unit: UnitIndex) -> bool {
        match self {
            Self::Nobody => false,
            Self::Unit(one) => *one == unit,
            Self::Everybody => true,
        }
    }
}

/// Figures, what they come to step by step, and the points that stand for it.
#[derive(Clone, Debug, Default)]
pub struct Scored {
    /// The figures; those of a row may only be compared or added up.
    pub figures: Option<Figures>,
    /// The steps of the score.
    pub steps: Vec<Step>,
    /// What the figures come to; none where they are not scored by themselves.
    pub score: Option<Score>,
    /// The same, rounded.
    pub computed: Option<Points>,
    /// The points that stand, rounded.
    pub points: Option<Points>,
    /// The same before they are rounded; none of a row where they were not computed.
    pub exact: Option<Fraction>,
    /// The stage that gave them; none where they are computed.
    pub stage: Option<StageIndex>,
}

/// A row as it was taken, after what was adjusted in it.
#[derive(Clone, Debug)]
pub struct TakenRow {
    /// The slot it stands in.
    pub slot: u32,
    /// The row.
    pub row: RowId,
    /// Its period.
    pub period: PeriodIndex,
    /// `thuc_hien`.
    pub actual: Option<Quantity>,
    /// `uoc_thuc_hien`, which includes it.
    pub estimate: Option<Quantity>,
    /// `chi_tieu`; where it is empty, that of `chi-tieu.csv` is in the figures.
    pub target: Option<Quantity>,
    /// Whether it says that nothing arose.
    pub is_not_applicable: bool,
    /// Why nothing arose, where the cell says so itself.
    pub reason: Box<str>,
    /// `ghi_chu`.
    pub note: Box<str>,
    /// The points of every stage.
    pub given: Vec<Option<Points>>,
    /// What its figures came to, and what it gives its line.
    pub scored: Scored,
}

impl TakenRow {
    /// A row before it is scored.
    pub(super) fn of(slot: u32, row: &ResultRow, points: &[Reading<Points>], (records, period): (&Records<'_>, PeriodIndex)) -> Self {
        let record = records.batch.record(usize::from(row.record));
        let text = |column: usize| {
            let bytes = records.header.cell(column).map(|cell| record.cell(usize::from(cell)));
            bytes.map(|bytes| sheet::text_of(sheet::trimmed(&bytes)).into_owned().into_boxed_str()).unwrap_or_default()
        };
        // What is neither yes nor no is the reason itself.
        let claim = text(results::NOT_APPLICABLE);
        let reason = if sheet::read_yes_no(claim.as_bytes()).is_broken() { claim } else { Box::default() };
        Self {
            slot,
            row: records.row(usize::from(row.record)),
            period,
            actual: row.actual.value(),
            estimate: row.estimate.value(),
            target: row.target.value(),
            is_not_applicable: row.is_not_applicable,
            reason,
            note: text(results::NOTE),
            given: points.iter().map(|points| points.value()).collect(),
            scored: Scored::default(),
        }
    }
}
