//! Who leads a block in what is scored beside the others of it: found once, when every row stands.

use rustc_hash::FxHashMap;

use crate::scoring::{Best, Figures};
use crate::value::{BlockIndex, CriterionIndex, PeriodIndex, UnitIndex};

/// What is compared: a criterion in a block; in one period, or over the scope where its periods are merged before they are scored.
type Comparison = (BlockIndex, CriterionIndex, Option<PeriodIndex>);

/// The best of every comparison.
#[derive(Debug, Default)]
pub struct Leads(FxHashMap<Comparison, Best>);

impl Leads {
    /// Takes what a unit of the block did.
    pub fn meet(&mut self, comparison: Comparison, unit: UnitIndex, figures: &Figures) {
        self.0.entry(comparison).or_default().meet(unit, figures);
    }

    /// The best of every comparison of a criterion in a block, by period.
    pub fn of(&self, block: BlockIndex, criterion: CriterionIndex) -> Vec<(Option<PeriodIndex>, &Best)> {
        let own = self.0.iter().filter(|((in_block, of, _), _)| (*in_block, *of) == (block, criterion));
        let mut own: Vec<(Option<PeriodIndex>, &Best)> = own.map(|((_, _, period), best)| (*period, best)).collect();
        own.sort_by_key(|(period, _)| *period);
        own
    }

    /// The best of a comparison; none where nobody has figures.
    pub fn best(&self, comparison: Comparison) -> &Best {
        const NONE: &Best = &Best::NONE;
        self.0.get(&comparison).unwrap_or(NONE)
    }
}
