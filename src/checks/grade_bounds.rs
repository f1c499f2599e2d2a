//! Grades of `xep_loai` that leave totals out or hold them twice.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Criterion, Leaf, Ranking, Resolution, Side};
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::draft::definition::{Measure, Merging, Precision, RoundingMoment};
use crate::scoring::{OverTarget, Way};
use crate::value::{BlockIndex, CriterionIndex, End, Fraction, Grain, Interval, Quantity, Rounding, RoundingWay};
use crate::words::{self, Flaw, Found, Measured, Piece};
use crate::yaml::Field;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "grade-bounds",
    page: include_str!("grade_bounds.md"),
    grade: Grade::Error,
    reasons: Flaw::VARIANTS,
    looks: &[Look::Definition(look)],
};

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    // A criterion that could not be read may add to the total.
    let is_lost = |criterion: &Criterion| {
        criterion.children.is_empty() && (criterion.leaf.is_none() || criterion.applies_in_doubt) || criterion.maximum_in_doubt
    };
    let is_unbounded = |criterion: &Criterion| criterion.side == Side::Main && criterion.leaf.is_some() && criterion.greatest_bound().is_none();
    if !campaign.directories.criteria.is_complete() || campaign.criteria.iter().any(|criterion| is_lost(criterion) || is_unbounded(criterion)) {
        return;
    }
    let mut told: Vec<Found> = Vec::new();
    for (index, block) in campaign.blocks.enumerate() {
        let Some(ranking) = &block.ranking else { continue };
        let measured = match ranking.measure {
            Measure::Points => Measured::Points,
            Measure::Share => Measured::ShareOfPoints,
            // Ranked by figures alone: there is no total to grade.
            Measure::Figures => continue,
        };
        let pieces: Vec<Piece> = ranking.grades.iter().map(|grade| Piece { interval: grade.interval, span: grade.span, ends: grade.ends }).collect();
        let (grain, scale) = grain(campaign, ranking);
        for flaw in words::flaws(&pieces, &domain(campaign, index, ranking.measure), grain, scale, measured) {
            let Some(place) = flaw.place().filter(|_| !told.iter().any(|known| known.is_of(&flaw))) else { continue };
            let other = flaw.other();
            let subject = if has_own_grades(resolution, index) { Subject::block(index) } else { Subject::campaign() };
            told.push(flaw.clone());
            findings.add(&CHECK, place, subject, flaw).against(other);
        }
    }
}

/// How finely totals lie: on rounded steps where they are rounded before they are graded.
fn grain(campaign: &Campaign, ranking: &Ranking) -> (Grain, i64) {
    let sums_rounded_lines = ranking.measure == Measure::Points && campaign.moment == RoundingMoment::Line;
    match campaign.rounding {
        Some(rounding) if sums_rounded_lines || ranking.precision == Precision::Rounded => (Grain::Whole, 10_i64.pow(u32::from(rounding.digits))),
        Some(_) | None => (Grain::Continuous, 1),
    }
}

/// Whether the block states its own grades.
fn has_own_grades(resolution: &Resolution, block: BlockIndex) -> bool {
    let blocks = resolution.definition().blocks.as_ref().and_then(Field::get);
    let keys = blocks.into_iter().flatten().filter_map(Field::get);
    let own = keys.map(|key| key.ranking.as_ref().and_then(Field::get)).nth(block.get()).flatten();
    own.is_some_and(|ranking| ranking.grades.is_some())
}

/// What the measure of a unit of the block can come to.
fn domain(campaign: &Campaign, block: BlockIndex, measure: Measure) -> Interval<Quantity> {
    let applies = |criterion: &Criterion| criterion.blocks.as_ref().is_none_or(|blocks| blocks.contains(&block));
    let leaves = || campaign.leaves().filter(|(_, criterion, _)| applies(criterion));
    let has = |side: Side| leaves().any(|(_, criterion, _)| criterion.side == side);
    let is_paid = |leaf: &Leaf| matches!(leaf.way, Way::Share(_)) && leaf.over_target == OverTarget::Paid;
    let has_paid = leaves().any(|(_, criterion, leaf)| criterion.side == Side::Main && is_paid(leaf));
    let roots = || campaign.criteria.enumerate().filter(|(_, criterion)| criterion.parent.is_none() && applies(criterion));
    let up = campaign.rounding.unwrap_or(Rounding { digits: 6, way: RoundingWay::Up });
    let upper = match measure {
        // What a bonus is a share of may be small, where much does not arise.
        Measure::Share if has(Side::Bonus) => None,
        Measure::Share => Some(Quantity::whole(100)),
        Measure::Points | Measure::Figures => {
            let points = roots().try_fold(Fraction::ZERO, |sum, (index, _)| sum.checked_add(&most(campaign, (index, block), &applies)?));
            // A bound no decimal says is passed by what rounds it up.
            points.and_then(|points| points.exact_points().or_else(|| up.apply_fraction(&points))).map(Quantity::from)
        }
    };
    Interval { lower: (!has(Side::Deduction)).then_some(End::inclusive(Quantity::ZERO)), upper: upper.filter(|_| !has_paid).map(End::inclusive) }
}

/// The most a criterion can add to a total, in the longest period there is; none where nothing bounds it.
fn most(campaign: &Campaign, (index, block): (CriterionIndex, BlockIndex), applies: &impl Fn(&Criterion) -> bool) -> Option<Fraction> {
    let criterion = &campaign.criteria[index];
    if criterion.side == Side::Deduction || !applies(criterion) {
        return Some(Fraction::ZERO);
    }
    let own = match &criterion.leaf {
        Some(leaf) => {
            let periods = leaf.only_periods.as_ref().map_or(campaign.leaf_periods().len(), Vec::len).max(1);
            let count = if leaf.merging == Merging::Sum { i64::try_from(periods).ok()? } else { 1 };
            criterion.weigh(&criterion.bound_for(block)?.to_fraction()).and_then(|points| points.checked_mul(&Fraction::whole(count)))
        }
        None if criterion.is_choice => {
            let children: Option<Vec<Fraction>> = criterion.children.iter().map(|child| most(campaign, (*child, block), applies)).collect();
            children.map(|children| children.into_iter().max().unwrap_or(Fraction::ZERO))
        }
        None => criterion.children.iter().try_fold(Fraction::ZERO, |sum, child| sum.checked_add(&most(campaign, (*child, block), applies)?)),
    };
    match (own, criterion.cap.and_then(|cap| criterion.weigh(&cap.to_fraction()))) {
        (Some(own), Some(cap)) => Some(own.min(cap)),
        (own, cap) => own.or(cap),
    }
}
