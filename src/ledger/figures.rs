//! Figures of rows as they are scored, with the target that is theirs, and their sums.

use crate::campaign::{Campaign, Leaf, Target};
use crate::draft::definition::TargetBasis;
use crate::ledger::Contribution;
use crate::results::ResultRow;
use crate::scoring::{Base, Figures};
use crate::value::{CriterionIndex, PeriodIndex, Points, Quantity, UnitIndex};

/// The figures of one row, with the target from the row or from `chi-tieu.csv`; out of a maximum where it is scored.
#[inline]
pub fn figures(
    campaign: &Campaign,
    unit: UnitIndex,
    period: PeriodIndex,
    criterion: CriterionIndex,
    (leaf, maximum): (&Leaf, Option<Points>),
    row: &ResultRow,
) -> Figures {
    let in_sheet = || if campaign.targets.is_empty() { None } else { target_in_sheet(campaign, unit, period, criterion, leaf)?.figure };
    let target = row.target.value().or_else(in_sheet);
    Figures {
        maximum: maximum.unwrap_or(Points::ZERO),
        actual: scored_figure(leaf, row),
        total: row.total.value().map(Base::whole),
        target: target.map(|figure| target_base(campaign, leaf, period, figure)),
        days_late: None,
    }
}

/// The figure of a row that is scored: `thuc_hien`, or `uoc_thuc_hien` where the criterion says so, and never one for the other.
pub fn scored_figure(leaf: &Leaf, row: &ResultRow) -> Option<Quantity> {
    if leaf.is_scored_by_estimate() { row.estimate.value() } else { row.actual.value() }
}

/// The target `chi-tieu.csv` gives a row: the period's, the year's; where figures run on, for a group period's row its last
/// leaf's, and for the row that stands in place of a group period's own, that period's.
pub fn target_in_sheet<'a>(
    campaign: &'a Campaign,
    unit: UnitIndex,
    period: PeriodIndex,
    criterion: CriterionIndex,
    leaf: &Leaf,
) -> Option<&'a Target> {
    let criterion = leaf.rows_of(criterion);
    if leaf.target_basis != TargetBasis::Period {
        return campaign.targets.find(unit, criterion, None);
    }
    let of = |period: PeriodIndex| campaign.targets.find(unit, criterion, Some(period));
    if !leaf.is_cumulative {
        return of(period);
    }
    let leaves = &campaign.periods[period].leaves;
    let last = || leaves.last().copied().filter(|last| *last != period);
    let limited = || leaf.only_periods.iter().flatten().copied().filter(|group| campaign.periods[*group].leaves.last() == Some(&period));
    of(period).or_else(|| of(last()?)).or_else(|| limited().find_map(of))
}

/// The part of a target that counts in a period.
fn target_base(campaign: &Campaign, leaf: &Leaf, period: PeriodIndex, figure: Quantity) -> Base {
    if leaf.target_basis != TargetBasis::YearShared {
        return Base::whole(figure);
    }
    let leaves = campaign.leaf_periods();
    let last = campaign.periods[period].leaves.last().copied();
    let parts = if leaf.is_cumulative {
        leaves.iter().position(|leaf| Some(*leaf) == last).map_or(0, |position| position + 1)
    } else {
        campaign.periods[period].leaves.len()
    };
    let count = |number: usize| u32::try_from(number).expect("periods are few");
    Base { figure, parts: count(parts), of: count(leaves.len()) }
}

/// Sums of a line's figures over the rows that count.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct FigureSums {
    /// `thuc_hien`, or `uoc_thuc_hien` where that is what is scored.
    pub actual: Quantity,
    /// `tong_so`.
    pub total: Quantity,
    /// The targets of the rows.
    pub target: Quantity,
    /// How many rows gave that figure.
    pub actuals: u16,
    /// How many gave `tong_so`.
    pub totals: u16,
    /// How many had a target.
    pub targets: u16,
}

impl FigureSums {
    pub(super) fn take(&mut self, contribution: Contribution, basis: TargetBasis, figures: &Figures) {
        if contribution != Contribution::Added {
            *self = Self::default();
        }
        if let Some(actual) = figures.actual {
            self.actual += actual;
            self.actuals += 1;
        }
        if let Some(total) = figures.total {
            self.total += total.figure;
            self.totals += 1;
        }
        if let Some(target) = figures.target {
            self.target = match basis {
                TargetBasis::Period => self.target + target.figure,
                // Each row has the year's target whole.
                TargetBasis::Year | TargetBasis::YearShared => target.figure,
            };
            self.targets += 1;
        }
    }
}
