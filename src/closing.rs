//! A closed period: what it was counted from, in digests that anybody can make again, and what it came to.
//!
//! `chot/<kỳ>.yaml` is a [`Closing`]. [`seal`] makes the same digests of a folder as it stands, [`compare`] says in what they
//! differ: sheet and unit from the digests alone, row and cell against the folder as a revision has it.
//!
//! # What belongs to a period
//!
//! Rows that name it, or a period of nothing but its leaves; rows without a period that were there by its last day; and, of a period
//! that holds every leaf, everything. What scored nothing belongs to that last one alone. Appeals and adjustments are only added
//! to: those numbered past the last at closing come after it.
//!
//! # What it is worth
//!
//! Whoever changes data has to change the file too, and its seal; then neither is what the decision and the history have. What the
//! file cannot tell: comments of the definition, and, of a period that holds not every leaf, sheets that score nothing, a year's target
//! that only a later period's row gives, rows that begin after its last day and last days past it.

mod owner;
mod reach;
mod rules;

pub mod compare;
pub mod file;
pub mod seal;

use std::collections::BTreeMap;

use crate::campaign::Campaign;
use crate::ranking::{BlockStandings, Outcome, StandingState};
use crate::value::{Day, PeriodIndex};

pub use file::Closing;
pub use reach::{Target, scores_by};
pub use rules::{Sections, scores_by_key, sections};

/// Digests by sheet and unit; the unit is empty for rows of none.
pub type Data = BTreeMap<Box<str>, BTreeMap<Box<str>, Box<str>>>;

/// The folder closed periods stand in.
const FOLDER: &str = "chot/";

/// The file of a closed period.
pub fn path_of(period: &str) -> String {
    format!("{FOLDER}{period}.yaml")
}

/// The period whose file stands at a path; none where it is no such file.
pub fn period_at(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_suffix(".yaml").filter(|name| !name.is_empty() && !name.contains('/'))
}

/// Whether a path is a closed period's.
pub fn is_closing(path: &str) -> bool {
    period_at(path).is_some()
}

/// One campaign of a closed period.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Closed {
    /// Its code.
    pub campaign: Box<str>,
    /// Digests of the rules, by key of the definition.
    pub rules: Sections,
    /// The last number of each sheet that is only added to.
    pub last: BTreeMap<Box<str>, u64>,
    /// What each unit came to, by block.
    pub blocks: Vec<(Box<str>, Vec<Placed>)>,
    /// Digests of the rows.
    pub data: Data,
}

/// What a unit came to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Placed {
    /// Its code.
    pub unit: Box<str>,
    /// Its total.
    pub total: Box<str>,
    /// Its share; none where nothing was assigned.
    pub share: Option<Box<str>>,
    /// Its place; none where it is not ranked.
    pub place: Option<u32>,
    /// Its grade.
    pub grade: Option<Box<str>>,
}

/// What each unit came to, by block.
pub fn placed(campaign: &Campaign, outcome: &Outcome) -> Vec<(Box<str>, Vec<Placed>)> {
    let block = |block: &BlockStandings| {
        let mut units: Vec<Placed> = block
            .standings
            .iter()
            .map(|standing| Placed {
                unit: campaign.units[standing.total.unit].code.as_str().into(),
                total: standing.total.points.to_string().into(),
                share: standing.total.share.map(|share| share.to_string().into()),
                place: standing.place,
                grade: standing.grade.as_deref().map(Box::from),
            })
            .collect();
        units.sort_by(|one, other| one.unit.cmp(&other.unit));
        (campaign.blocks[block.block].code.as_str().into(), units)
    };
    outcome.blocks.iter().map(block).collect()
}

/// The units of an outcome that are ranked on points that may still change, or lack some.
pub fn open_units(campaign: &Campaign, outcome: &Outcome) -> Vec<(Box<str>, StandingState)> {
    let standings = outcome.blocks.iter().flat_map(|block| &block.standings);
    let open = standings.filter(|standing| matches!(standing.state, StandingState::Provisional | StandingState::Incomplete));
    open.map(|standing| (campaign.units[standing.total.unit].code.as_str().into(), standing.state)).collect()
}

/// The last day of a period, and whether it holds every leaf of its campaign.
fn bounds(campaign: &Campaign, period: PeriodIndex) -> (Day, bool) {
    let own = &campaign.periods[period];
    (own.stretch.to, campaign.leaf_periods().iter().all(|leaf| own.leaves.contains(leaf)))
}
