//! How a line is closed: what does not arise, its weight, its sign and its maximum; and what a group's cap makes of its lines.

use crate::campaign::{Criterion, Leaf, Side};
use crate::draft::definition::{Merging, RoundingMoment};
use crate::ledger::{LineLayout, Page, times};
use crate::scoring::{NotApplicablePolicy, Way};
use crate::tally::gathered::Gathered;
use crate::tally::{Line, LineState, Tally, Weighing, given_by};
use crate::value::{CriterionIndex, ExactSum, Fraction, Points};

impl Tally<'_> {
    /// What a group's cap, signed, counts in the total: rounded as a line is, and exactly.
    pub fn weighed_cap(&self, criterion: &Criterion, cap: Points) -> Option<(Points, Fraction)> {
        let cap = if criterion.side == Side::Deduction { -cap } else { cap };
        let exact = criterion.weigh(&cap.to_fraction())?;
        // A cap in a tree without weights is written as it counts.
        let shown = if criterion.path_weight.is_some() { self.round(&exact)? } else { cap };
        Some((shown, exact))
    }

    /// The line a group's cap makes, where its lines pass it.
    pub(super) fn cap(&self, index: CriterionIndex, cap: Points, lines: &[Line]) -> Option<Line> {
        let criterion = &self.campaign.criteria[index];
        let side = criterion.side;
        let (cap, exact_cap) = self.weighed_cap(criterion, cap)?;
        let passes = |sum: Points| if side == Side::Deduction { sum < cap } else { sum > cap };
        let sum: Points = lines.iter().filter_map(|line| line.points).sum();
        let mut exact = None;
        let difference = if self.campaign.moment == RoundingMoment::Total {
            let mut total = ExactSum::new();
            for line in lines {
                total.add(&line.exact.unwrap_or(Fraction::ZERO));
            }
            let total = total.to_fraction()?;
            let over = if side == Side::Deduction { total < exact_cap } else { total > exact_cap };
            if !over {
                return None;
            }
            exact = exact_cap.checked_sub(&total);
            cap - sum
        } else if passes(sum) {
            cap - sum
        } else {
            return None;
        };
        Some(Line {
            criterion: index,
            points: Some(difference),
            exact,
            maximum: None,
            weighing: None,
            state: LineState::Capped,
            stage: None,
            rows: Vec::new(),
            has_rows: false,
            receipt: None,
            figures: Vec::new(),
            settled: Vec::new(),
            adjusted: Vec::new(),
        })
    }

    /// A plain line whose slots all hold a row without a mark, which nearly every one is: closed at once, and as
    /// [`Tally::close_line`] closes it. None where a slot holds none, or a mark.
    #[inline]
    pub(super) fn plain_line(&self, page: &Page, layout: &LineLayout, criterion: &Criterion, leaf: &Leaf) -> Option<Line> {
        let stage = self.scope.stage.filter(|_| page.is_plainly_given(layout))?;
        let points = page.points[layout.position];
        Some(Line {
            criterion: layout.criterion,
            points: Some(if criterion.side == Side::Deduction { -points } else { points }),
            exact: None,
            maximum: (criterion.side == Side::Main).then_some(layout.out_of_all),
            weighing: None,
            state: LineState::Given,
            stage: if matches!(leaf.way, Way::Given) { given_by(stage, false) } else { None },
            rows: Vec::new(),
            has_rows: true,
            receipt: None,
            figures: Vec::new(),
            settled: Vec::new(),
            adjusted: Vec::new(),
        })
    }

    /// Applies what does not arise, the weight, the sign, and the maximum of what was counted.
    #[inline]
    pub(super) fn close_line(&self, layout: &LineLayout, criterion: &Criterion, leaf: &Leaf, gathered: Gathered) -> Line {
        let own = criterion.maximum_for(layout.block).unwrap_or(Points::ZERO);
        let counted = if leaf.merging == Merging::Sum { gathered.counted.max(1) } else { 1 };
        let full = own.checked_times(i64::from(counted)).unwrap_or(own);
        let out_of = times(&layout.out_of, counted);
        let in_maximum = criterion.side == Side::Main;
        let (points, exact, maximum) = match gathered.state {
            LineState::NotApplicable(policy) => match policy {
                None | Some(NotApplicablePolicy::Exclude) => (None, None, None),
                Some(NotApplicablePolicy::Full) => (Some(full), Some(full.to_fraction()), in_maximum.then_some(out_of)),
                Some(NotApplicablePolicy::Zero) => (Some(Points::ZERO), Some(Fraction::ZERO), in_maximum.then_some(out_of)),
            },
            LineState::Missing(_) => (None, None, in_maximum.then_some(out_of)),
            LineState::Given | LineState::Estimated | LineState::Provisional | LineState::Capped => {
                (gathered.points, gathered.exact, in_maximum.then_some(out_of))
            }
        };
        let is_deduction = criterion.side == Side::Deduction;
        let keeps_exact = self.campaign.moment == RoundingMoment::Total;
        let mut state = gathered.state;
        let (points, exact, weighing) = match criterion.path_weight {
            None => (points, exact, None),
            Some(weight) => {
                let own = exact.or_else(|| points.map(Points::to_fraction));
                let product = own.and_then(|own| own.checked_mul(&weight)).filter(|product| !product.is_over(Points::MOST_WHOLE));
                let signed = |points: Fraction| if is_deduction { points.checked_neg() } else { Some(points) };
                let maximum = maximum.map(|_| full.to_fraction());
                let weighing = Weighing { points: own.and_then(signed), maximum, weight, product: product.and_then(signed) };
                if weighing.is_too_large() {
                    state = LineState::Missing(leaf.first_need());
                }
                (product.and_then(|product| self.round(&product)), product, Some(Box::new(weighing)))
            }
        };
        Line {
            criterion: layout.criterion,
            points: points.map(|points| if is_deduction { -points } else { points }),
            exact: exact.filter(|_| keeps_exact).and_then(|exact| if is_deduction { exact.checked_neg() } else { Some(exact) }),
            maximum,
            weighing,
            state,
            stage: gathered.stage,
            rows: gathered.rows,
            has_rows: gathered.has_rows,
            receipt: gathered.receipt,
            figures: gathered.figures,
            settled: gathered.settled,
            adjusted: Vec::new(),
        }
    }
}
