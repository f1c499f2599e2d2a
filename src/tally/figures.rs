//! The figures of a line over the whole scope: what is scored once, and what tie-breaks and conditions compare.
//!
//! How points of leaves come together has no part in it: the figure of a group period is the sum over its leaves, one that
//! runs on its own row's or that of its last leaf; its target is made the same way.

use crate::campaign::{Criterion, Leaf};
use crate::draft::definition::TargetBasis;
use crate::ledger::{Contribution, LineLayout, Page};
use crate::scoring::{Base, Figures};
use crate::tally::Tally;
use crate::value::{CriterionIndex, PeriodIndex, Points, Quantity, UnitIndex};

impl Tally<'_> {
    /// What a unit did of a criterion over the whole scope, of what, and to reach which target; a figure of which a part is
    /// lacking is none, and what did not arise has no part in any.
    pub fn whole_figures(&self, unit: UnitIndex, index: CriterionIndex) -> Option<Figures> {
        let layout = self.ledger.layout_for(unit)?.line(index)?;
        let criterion = &self.campaign.criteria[index];
        let leaf = criterion.leaf.as_ref()?;
        if leaf.way.models().is_some() {
            return Some(Figures { actual: Some(self.counted_models(unit, layout)?), ..Figures::default() });
        }
        let page = self.ledger.pages[unit].as_deref()?;
        let sums = page.figures(layout.figures?);
        let is_whole = |parts: u16| leaf.is_cumulative || usize::from(parts) == arising(page, layout).count();
        let figures = self.merged_figures(unit, page, layout, criterion, leaf)?;
        Some(Figures {
            actual: figures.actual.filter(|_| is_whole(sums.actuals)),
            total: figures.total.filter(|_| is_whole(sums.totals)),
            target: figures.target.filter(|_| leaf.target_basis != TargetBasis::Period || is_whole(sums.targets)),
            ..figures
        })
    }

    /// The figures of a line over the whole scope as they are scored, where the ledger keeps them.
    pub fn merged_figures(&self, unit: UnitIndex, page: &Page, layout: &LineLayout, criterion: &Criterion, leaf: &Leaf) -> Option<Figures> {
        let sums = page.figures(layout.figures?);
        let in_sheet = || self.campaign.targets.find(unit, leaf.rows_of(layout.criterion), None).and_then(|target| target.figure);
        let target = match leaf.target_basis {
            TargetBasis::Period => (sums.targets > 0).then(|| Base::whole(sums.target)),
            TargetBasis::Year => (sums.targets > 0).then_some(sums.target).or_else(in_sheet).map(Base::whole),
            TargetBasis::YearShared => {
                let figure = (sums.targets > 0).then_some(sums.target).or_else(in_sheet);
                figure.map(|figure| self.shared_base(leaf, layout, page, figure))
            }
        };
        Some(Figures {
            maximum: criterion.maximum_for(layout.block).unwrap_or(Points::ZERO),
            actual: (sums.actuals > 0).then_some(sums.actual),
            total: (sums.totals > 0).then(|| Base::whole(sums.total)),
            target,
            days_late: None,
        })
    }

    /// The part of a year's target that falls on what the figure is of; leaves that do not arise are left out, unless it runs on.
    fn shared_base(&self, leaf: &Leaf, layout: &LineLayout, page: &Page, figure: Quantity) -> Base {
        let all = self.campaign.leaf_periods();
        let leaves = |period: PeriodIndex| &self.campaign.periods[period].leaves;
        let parts = if leaf.is_cumulative {
            let counted = layout.figure_periods.iter().filter(|(_, contribution)| *contribution != Contribution::None);
            let ends = counted.filter_map(|(period, _)| leaves(*period).last());
            ends.filter_map(|end| all.iter().position(|leaf| leaf == end)).max().map_or(0, |position| position + 1)
        } else {
            arising(page, layout).map(|period| leaves(period).len()).sum()
        };
        let count = |number: usize| u32::try_from(number).expect("periods are few");
        Base { figure, parts: count(parts), of: count(all.len()) }
    }

    /// How many models a line counts over all its periods; none where it counts none, or the sheet is absent.
    pub fn counted_models(&self, unit: UnitIndex, layout: &LineLayout) -> Option<Quantity> {
        let models = &self.campaign.models;
        let steps = self.campaign.criteria[layout.criterion].leaf.as_ref()?.way.models().filter(|_| models.is_present)?;
        let stretches = layout.figure_periods.iter().map(|(period, _)| self.campaign.periods[*period].stretch);
        let numbers: Vec<usize> = stretches.map(|stretch| models.counted(unit, steps, stretch).count()).collect();
        if numbers.is_empty() {
            return None;
        }
        i64::try_from(numbers.iter().sum::<usize>()).ok().map(Quantity::whole)
    }
}

/// The periods of a line whose figures make that of the scope, but for those in which nothing arose.
fn arising<'a>(page: &'a Page, layout: &'a LineLayout) -> impl Iterator<Item = PeriodIndex> + 'a {
    let periods = layout.figure_periods.iter().zip(layout.first_slot..);
    let counted = periods.filter(|((_, contribution), _)| *contribution != Contribution::None);
    counted.filter(|(_, slot)| !page.rows[*slot as usize].is_not_applicable()).map(|((period, _), _)| *period)
}
