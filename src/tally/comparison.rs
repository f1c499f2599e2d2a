//! What a unit's figures come to beside those of its block: the second pass, over what the ledger keeps.
//!
//! Those compared are the units that stand in the block in the scope and have their figures: who handed in nothing, lacks a
//! figure or has nothing to do is compared with nobody. Points a stage gives in place of a score, a yes or no that settles it,
//! and a decision that sets the unit aside leave the figures standing.

use crate::campaign::{Criterion, Effect, Leaf};
use crate::draft::definition::Merging;
use crate::ledger::{Contribution, Gathering, Leads, LineLayout, Page};
use crate::scoring::{Figures, Need, Score, Silent, Way, Witness};
use crate::tally::{Detail, Gathered, LineState, Slots, Tally, points_of};
use crate::value::{BlockIndex, CriterionIndex, ExactSum, Fraction, PeriodIndex, Points, UnitIndex};

/// One score of a line that is compared.
struct Standing {
    /// The period it is compared in; none where it is compared over the scope.
    period: Option<PeriodIndex>,
    /// The slot it stands in; none where several are merged.
    slot: Option<u32>,
    /// Its figures.
    figures: Figures,
    /// The points the deciding stage gives in its place.
    given: Option<Points>,
}

/// A score that is compared, for those who explain or check it.
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    /// The slot it stands in; none where several are merged.
    pub slot: Option<u32>,
    /// Its figures.
    pub figures: Figures,
    /// The points the deciding stage gives in its place.
    pub given: Option<Points>,
    /// What the figures come to beside the block's.
    pub score: Score,
}

impl Tally<'_> {
    /// Who leads in every comparison; none where no criterion is scored so.
    pub fn leads(&self) -> Leads {
        let mut leads = Leads::default();
        let compared: Vec<CriterionIndex> =
            self.campaign.leaves().filter(|(_, _, leaf)| matches!(leaf.way, Way::Relative(_))).map(|(index, _, _)| index).collect();
        if compared.is_empty() {
            return leads;
        }
        for (unit, page) in self.ledger.pages.enumerate() {
            let (Some(page), Some(layout), Some(block)) = (page.as_deref(), self.ledger.layout_for(unit), self.block(unit)) else { continue };
            for line in compared.iter().filter_map(|index| layout.line(*index)) {
                for standing in self.standing(unit, page, line) {
                    leads.meet((block, line.criterion, standing.period), unit, &standing.figures);
                }
            }
        }
        leads
    }

    /// What figures come to: alone, or beside those of the unit's block; over the scope, or in one period.
    pub fn score<W: Witness>(&self, unit: UnitIndex, of: (CriterionIndex, Option<PeriodIndex>), figures: &Figures, witness: &mut W) -> Score {
        let Some(leaf) = &self.campaign.criteria[of.0].leaf else { return Score::Missing(Need::Points) };
        match (&leaf.way, self.block(unit)) {
            (Way::Relative(relative), Some(block)) => relative.score(figures, self.ledger.leads.best((block, of.0, of.1)), witness),
            (way, _) => way.score(figures, leaf.over_target, witness),
        }
    }

    /// Every score of a line that is compared.
    pub fn compared(&self, unit: UnitIndex, page: &Page, line: &LineLayout) -> Vec<Compared> {
        let standing = self.standing(unit, page, line).into_iter();
        let score = |one: &Standing| self.score(unit, (line.criterion, one.period), &one.figures, &mut Silent);
        standing.map(|one| Compared { slot: one.slot, figures: one.figures, given: one.given, score: score(&one) }).collect()
    }

    /// The block a unit stands in in the scope.
    fn block(&self, unit: UnitIndex) -> Option<BlockIndex> {
        self.campaign.units[unit].in_stretch(&self.scope.stretch)?.block
    }

    /// What stands on a line that is compared, score by score.
    fn standing(&self, unit: UnitIndex, page: &Page, line: &LineLayout) -> Vec<Standing> {
        let criterion = &self.campaign.criteria[line.criterion];
        let Some(leaf) = &criterion.leaf else { return Vec::new() };
        if line.gathering == Gathering::Figures {
            let slots = Slots::count(page, line, Detail::Points);
            let figures = slots.state(leaf, leaf.first_need()).is_none().then(|| self.merged_figures(unit, page, line, criterion, leaf)).flatten();
            return figures.map(|figures| Standing { period: None, slot: None, figures, given: None }).into_iter().collect();
        }
        let Some(first) = line.compared else { return Vec::new() };
        let rows = line.periods.iter().enumerate().filter_map(|(position, (period, contribution))| {
            let kept = page.compared.get(first as usize + position)?.as_ref()?;
            Some((*contribution, *period, line.first_slot + u32::try_from(position).expect("periods are few"), kept))
        });
        let has_own = rows.clone().any(|(contribution, ..)| contribution == Contribution::Own);
        let counts = |contribution: Contribution| match contribution {
            Contribution::None => false,
            Contribution::Added | Contribution::Own => true,
            Contribution::Last => !has_own,
        };
        let rows = rows.filter(|(contribution, ..)| counts(*contribution));
        let standing = rows.map(|(contribution, period, slot, kept)| Standing {
            period: (contribution == Contribution::Added).then_some(period),
            slot: Some(slot),
            figures: Figures {
                maximum: criterion.maximum_for(line.block).unwrap_or(Points::ZERO),
                actual: kept.actual,
                target: kept.target,
                ..Figures::default()
            },
            given: kept.given,
        });
        standing.collect()
    }

    /// Points of rows that are each compared: added up, averaged, or the one that stands.
    pub(super) fn by_comparison(
        &self,
        (unit, page, detail): (UnitIndex, Option<&Page>, Detail),
        layout: &LineLayout,
        criterion: &Criterion,
        leaf: &Leaf,
    ) -> Gathered {
        if layout.gathering == Gathering::Figures {
            return self.by_figures((unit, page, detail), layout, criterion, leaf);
        }
        let need = leaf.first_need();
        let Some(page) = page else { return Gathered::missing(need, layout.scored()) };
        let settled = if leaf.conditions.is_empty() { Vec::new() } else { self.settled_slots(unit, page, layout, leaf) };
        let slots = Slots::count(page, layout, detail);
        let state = slots.state(leaf, need);
        let is_estimated = slots.is_estimated;
        let mut gathered =
            Gathered { has_rows: slots.has_rows, rows: slots.rows, figures: slots.figures, counted: slots.counted, ..Gathered::default() };
        gathered.settled.clone_from(&settled);
        let is_open = settled.iter().any(|settled| settled.effect == Effect::Missing);
        if let Some(state) = state.or_else(|| is_open.then_some(LineState::Missing(Need::Answer))) {
            gathered.state = state;
            return gathered;
        }
        let (mut rounded, mut sum, mut number) = (Points::ZERO, ExactSum::new(), 0);
        for settled in &settled {
            let points = points_of(criterion, layout.block, settled.effect);
            rounded += points;
            sum.add_points(points);
            number += 1;
        }
        // What is settled stands in the comparison, and is not scored by it.
        let is_settled = |slot: u32| {
            let period = layout.slots().find(|(_, number)| *number == slot).map(|(period, _)| layout.asked(period));
            !settled.is_empty() && period.is_some_and(|asked| self.campaign.settled(unit, leaf, &asked).is_some())
        };
        for one in self.compared(unit, page, layout).into_iter().filter(|one| !one.slot.is_some_and(is_settled)) {
            let exact = match (one.given, one.score) {
                (Some(given), _) => Some(given.to_fraction()),
                (None, Score::Points(exact)) => Some(exact),
                (None, Score::Missing(_) | Score::NothingDue(_) | Score::ByOthers | Score::OutsideBands | Score::TooLarge) => None,
            };
            let points = one.given.or_else(|| self.round(exact.as_ref()?));
            let (Some(exact), Some(points)) = (exact, points) else {
                gathered.state = LineState::Missing(need);
                return gathered;
            };
            rounded += points;
            sum.add(&exact);
            number += 1;
        }
        let total = if self.sums_exactly(criterion) { sum.to_fraction() } else { Some(rounded.to_fraction()) };
        let is_mean = leaf.merging == Merging::Mean && number > 1;
        gathered.exact = total.and_then(|total| if is_mean { total.checked_div(&Fraction::whole(number)) } else { Some(total) });
        gathered.points = gathered.exact.and_then(|exact| self.round(&exact));
        gathered.state = match () {
            () if number == 0 => LineState::Missing(need),
            () if is_estimated => LineState::Estimated,
            () => LineState::Given,
        };
        gathered
    }
}
