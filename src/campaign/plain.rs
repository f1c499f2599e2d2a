//! Plain rows: what is known beforehand of rows that no check of rows can have anything to say about.
//!
//! Ten million rows are looked at by twenty checks. A row whose codes are known, whose criterion takes it, and whose
//! figures are of the kind and size that criterion reads is plain, and the checks pass over it; a test holds that
//! looking at every row finds the same.

use crate::campaign::{Campaign, Criterion, Leaf};
use crate::draft::definition::TargetBasis;
use crate::scoring::{Denominator, OverTarget, Way};
use crate::value::{BlockIndex, CriterionIndex, PeriodIndex, Points, Quantity, UnitIndex};

/// What a plain row of a criterion looks like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Points given (true), or figures (false).
    pub takes_points: bool,
    /// The most a stage may give.
    pub bound: Points,
    /// What the figures are a share of.
    pub denominator: Option<Denominator>,
    /// Whether it applies to every block and kind of unit.
    pub is_for_all: bool,
}

/// What is known beforehand.
#[derive(Debug, Default)]
pub struct PlainRows {
    /// By criterion and period; none where the criterion takes no row of the period, or none that is plain.
    shapes: Vec<Option<Shape>>,
    periods: usize,
    units: Vec<Option<(BlockIndex, Option<u16>)>>,
    /// Points are whole multiples of this many millionths.
    pub step: i64,
    /// Whether `chi-tieu.csv` has anything to compare with.
    pub has_targets: bool,
}

/// Figures above this are looked at: what they come to may be past all measure.
pub const LARGE: Quantity = Quantity::whole(1_000_000);

impl PlainRows {
    /// What a campaign lets rows be.
    pub(super) fn new(campaign: &Campaign) -> Self {
        let periods = campaign.periods.len();
        let mut shapes = vec![None; campaign.criteria.len() * periods];
        for (index, criterion, leaf) in campaign.leaves() {
            for period in campaign.accepted_periods(leaf) {
                shapes[index.get() * periods + period.get()] = shape(criterion, leaf);
            }
        }
        let units = campaign.units.iter().map(|unit| match unit.standings.as_slice() {
            [only] if only.from.is_none() && only.to.is_none() => only.block.map(|block| (block, only.kind)),
            _ => None,
        });
        let step = campaign.rounding.map_or(1, |rounding| 10_i64.pow(u32::from(6_u8.saturating_sub(rounding.digits))));
        Self { shapes, periods, units: units.collect(), step, has_targets: !campaign.targets.is_empty() }
    }

    /// What a plain row of this unit, criterion and period looks like; none where the row has to be looked at.
    #[inline]
    pub fn shape(&self, campaign: &Campaign, unit: UnitIndex, criterion: CriterionIndex, period: PeriodIndex) -> Option<&Shape> {
        let shape = self.shapes[criterion.get() * self.periods + period.get()].as_ref()?;
        let (block, kind) = self.units[unit.get()]?;
        (shape.is_for_all || campaign.criteria[criterion].applies_to(block, kind)).then_some(shape)
    }
}

fn shape(criterion: &Criterion, leaf: &Leaf) -> Option<Shape> {
    let is_simple = match &leaf.way {
        Way::Given => !leaf.figures_are_compared,
        Way::Share(_) => leaf.over_target != OverTarget::Error && leaf.target_basis == TargetBasis::Period,
        Way::Bands(bands) => bands.duty.is_none() && leaf.target_basis == TargetBasis::Period,
        Way::Relative(_) => leaf.target_basis == TargetBasis::Period,
        Way::Count(count) => count.models.is_none(),
        Way::YesNo(_) => false,
    };
    // Of rows that several criteria are scored from, behind a yes or no, and beside an estimate that is scored, there is more to
    // look at than these shapes know.
    (is_simple && !leaf.is_shared() && leaf.conditions.is_empty() && !leaf.is_scored_by_estimate()).then(|| Shape {
        takes_points: matches!(leaf.way, Way::Given),
        bound: criterion.least_bound().unwrap_or(Points::from_millionths(i64::MAX)),
        denominator: leaf.way.denominator(),
        is_for_all: criterion.blocks.is_none() && criterion.kinds.is_none(),
    })
}
