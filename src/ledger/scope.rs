//! What is asked for: a period, a stage, and the day it is seen from.

use crate::campaign::{Campaign, Stretch};
use crate::value::{Day, PeriodIndex, StageIndex};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The period; none where all leaves stand as one.
    pub period: Option<PeriodIndex>,
    /// Whether the period was named (`--period`).
    pub is_named: bool,
    /// Its days.
    pub stretch: Stretch,
    /// The leaves it holds, in order of time.
    pub leaves: Vec<PeriodIndex>,
    /// The day deadlines, withdrawals and waivers are seen from.
    pub as_of: Day,
    /// Whether that day was given (`--as-of`).
    pub is_as_of_given: bool,
    /// The stage that decides: the last, or the one asked for.
    pub stage: Option<StageIndex>,
}

impl Scope {
    /// The scope of a period; without one, of the whole campaign.
    pub fn new(campaign: &Campaign, named: Option<PeriodIndex>, as_of: Option<Day>, stage: Option<StageIndex>) -> Self {
        let period = named.or_else(|| campaign.whole());
        let leaves = period.map_or_else(|| campaign.leaf_periods(), |period| campaign.periods[period].leaves.clone());
        let stretch = period.map_or(campaign.time, |period| campaign.periods[period].stretch);
        Self {
            period,
            is_named: named.is_some(),
            stretch,
            leaves,
            as_of: as_of.unwrap_or(stretch.to),
            is_as_of_given: as_of.is_some(),
            stage: stage.or_else(|| campaign.last_stage()),
        }
    }

    /// Whether a period lies in it: the period itself, its leaves, and groups of nothing but them.
    pub fn holds(&self, campaign: &Campaign, period: PeriodIndex) -> bool {
        let leaves = &campaign.periods[period].leaves;
        self.period == Some(period) || (!leaves.is_empty() && leaves.iter().all(|leaf| self.leaves.contains(leaf)))
    }

    /// Whether several leaves stand for one.
    pub fn is_merged(&self) -> bool {
        self.leaves.len() > 1
    }
}
