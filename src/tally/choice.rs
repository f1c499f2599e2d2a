//! A group of which one child counts (`chon_mot`): which one a unit was scored on, and the lines that makes.
//!
//! The child with a row of its own is the one. A row that says nothing arose counts as the choice only where no other child
//! has figures or points. Where points of periods are added up, each period has its own choice; where periods are merged in
//! any other way, the scope has one.

use crate::campaign::{Leaf, Side};
use crate::draft::definition::Merging;
use crate::ledger::{Contribution, Gathering, LineLayout, Page, Slot, times};
use crate::scoring::Need;
use crate::sheet::RowId;
use crate::tally::{Detail, Line, LineState, Tally};
use crate::value::{BlockIndex, CriterionIndex, Fraction, PeriodIndex, UnitIndex};

/// The children of a group of alternatives that a unit may be scored on in the scope.
pub struct Alternatives<'a> {
    members: Vec<&'a LineLayout>,
    /// Whether each period has a choice of its own.
    pub is_by_period: bool,
}

impl<'a> Alternatives<'a> {
    /// Those of the lines that the scope holds.
    pub fn of(tally: Tally<'a>, members: impl Iterator<Item = &'a LineLayout>) -> Self {
        let members: Vec<&LineLayout> = members.filter(|line| line.gathering != Gathering::Outside).collect();
        let leaf = |line: &LineLayout| tally.campaign.criteria[line.criterion].leaf.as_ref();
        let adds = |line: &&LineLayout| leaf(line).is_some_and(|leaf: &Leaf| leaf.merging == Merging::Sum) || line.counted().count() == 1;
        let is_added = |line: &LineLayout| line.periods.iter().all(|(_, one)| matches!(one, Contribution::None | Contribution::Added));
        let is_by_period = members.iter().all(|line| adds(line) && is_added(line));
        Self { members, is_by_period }
    }

    /// The rows that count and say something arose, with their criterion and period, in the order of the criteria.
    pub fn rows(&self, page: &Page) -> Vec<(CriterionIndex, PeriodIndex, RowId)> {
        let of = |line: &&'a LineLayout| line.counted().map(|(period, slot)| (line.criterion, period, page.rows[slot as usize])).collect::<Vec<_>>();
        let slots = self.members.iter().flat_map(of);
        slots.filter(|(.., slot)| !slot.is_not_applicable()).filter_map(|(criterion, period, slot)| Some((criterion, period, slot.row()?))).collect()
    }

    /// The periods in which a choice is due.
    fn periods(&self) -> Vec<PeriodIndex> {
        let mut periods: Vec<PeriodIndex> = self.members.iter().flat_map(|line| line.counted().map(|(period, _)| period)).collect();
        periods.sort_unstable();
        periods.dedup();
        periods
    }

    /// The child chosen, by the best of its slots in these periods; none where it is still to be chosen.
    fn chosen(&self, page: &Page, in_periods: impl Fn(PeriodIndex) -> bool) -> Option<usize> {
        let weigh =
            |line: &LineLayout| line.counted().filter(|(period, _)| in_periods(*period)).map(|(_, slot)| weight(page.rows[slot as usize])).max();
        let weights: Vec<Option<Weight>> = self.members.iter().map(|line| weigh(line)).collect();
        let best = weights.iter().copied().flatten().max()?;
        let all_are_unassigned = || weights.iter().flatten().all(|weight| *weight == Weight::NotAssigned);
        let is_chosen = best > Weight::NotAssigned || (best == Weight::NotAssigned && all_are_unassigned());
        is_chosen.then(|| weights.iter().position(|weight| *weight == Some(best))).flatten()
    }
}

/// How much a slot says that its criterion is the one.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Weight {
    Empty,
    NotAssigned,
    Declined,
    Given,
}

fn weight(slot: Slot) -> Weight {
    match (slot.row(), slot.is_not_applicable()) {
        (Some(_), false) => Weight::Given,
        (Some(_), true) => Weight::Declined,
        (None, true) => Weight::NotAssigned,
        (None, false) => Weight::Empty,
    }
}

impl<'a> Tally<'a> {
    /// The lines of a group of alternatives: of the children chosen, and one of the group where a choice is still to be made.
    pub(super) fn choice(
        &self,
        (unit, page, detail): (UnitIndex, Option<&'a Page>, Detail),
        group: CriterionIndex,
        members: &'a [LineLayout],
        lines: &mut Vec<Line>,
    ) {
        let alternatives = Alternatives::of(*self, members.iter());
        let periods = alternatives.periods();
        let Some(first) = alternatives.members.first() else { return };
        let need = self.campaign.criteria[first.criterion].leaf.as_ref().map_or(Need::Points, Leaf::first_need);
        let Some(page) = page else {
            let due = if alternatives.is_by_period { periods.len() } else { 1 };
            lines.push(self.unchosen((group, first.block), need, due));
            return;
        };
        let mut line = |layout: &LineLayout| {
            let criterion = &self.campaign.criteria[layout.criterion];
            lines.extend(criterion.leaf.as_ref().and_then(|leaf| self.line((unit, Some(page), detail), layout, criterion, leaf)));
        };
        if !alternatives.is_by_period {
            match alternatives.chosen(page, |_| true) {
                Some(position) => line(alternatives.members[position]),
                None => lines.push(self.unchosen((group, first.block), need, 1)),
            }
            return;
        }
        let chosen: Vec<Option<usize>> = periods.iter().map(|period| alternatives.chosen(page, |one| one == *period)).collect();
        for (position, member) in alternatives.members.iter().enumerate() {
            let is_chosen = |period: &PeriodIndex| periods.iter().zip(&chosen).any(|(one, chosen)| one == period && *chosen == Some(position));
            let mut narrowed = (*member).clone();
            for (_, contribution) in narrowed.periods.iter_mut().filter(|(period, _)| !is_chosen(period)) {
                *contribution = Contribution::None;
            }
            (narrowed.counts_all, narrowed.is_plain) = (false, false);
            if narrowed.counted().next().is_some() {
                line(&narrowed);
            }
        }
        let due = chosen.iter().filter(|chosen| chosen.is_none()).count();
        if due > 0 {
            lines.push(self.unchosen((group, first.block), need, due));
        }
    }

    /// The line of a group of which nothing is chosen yet, in so many periods.
    fn unchosen(&self, (group, block): (CriterionIndex, BlockIndex), need: Need, periods: usize) -> Line {
        let criterion = &self.campaign.criteria[group];
        let periods = u32::try_from(periods).expect("periods are few");
        let maximum = times(&criterion.weighed_maximum(block).unwrap_or(Fraction::ZERO), periods);
        Line {
            criterion: group,
            points: None,
            exact: None,
            maximum: (criterion.side == Side::Main).then_some(maximum),
            weighing: None,
            state: LineState::Missing(need),
            stage: None,
            rows: Vec::new(),
            has_rows: false,
            receipt: None,
            settled: Vec::new(),
            adjusted: Vec::new(),
            figures: Vec::new(),
        }
    }
}
