//! What lines come to: the total of a unit, or of a criterion or group of it.

use crate::campaign::Side;
use crate::draft::definition::RoundingMoment;
use crate::tally::{Detail, Line, LineState, Tally, Total, TotalState};
use crate::value::{ExactSum, Fraction, Points, UnitIndex};

const BOUNDED: &str = "resolve bounds what weights divide by";

/// Lines added up, in any order.
#[expect(clippy::struct_excessive_bools, reason = "each is told of some line, and none excludes another")]
struct Sum {
    points: Points,
    maximum: Fraction,
    /// The exact points, where the total alone is rounded.
    exact: Option<ExactSum>,
    has_rows: bool,
    is_missing: bool,
    is_provisional: bool,
    is_estimated: bool,
}

impl Sum {
    fn new(moment: RoundingMoment) -> Self {
        Self {
            points: Points::ZERO,
            maximum: Fraction::ZERO,
            exact: (moment == RoundingMoment::Total).then(ExactSum::new),
            has_rows: false,
            is_missing: false,
            is_provisional: false,
            is_estimated: false,
        }
    }

    fn add(&mut self, line: &Line) {
        self.points += line.points.unwrap_or(Points::ZERO);
        if let Some(maximum) = &line.maximum {
            self.add_maximum(maximum);
        }
        if let (Some(sum), Some(exact)) = (&mut self.exact, &line.exact) {
            sum.add(exact);
        }
        self.has_rows |= line.has_rows;
        match line.state {
            LineState::Missing(_) => self.is_missing = true,
            LineState::Provisional => self.is_provisional = true,
            LineState::Estimated => self.is_estimated = true,
            LineState::Given | LineState::NotApplicable(_) | LineState::Capped => {}
        }
    }

    fn add_maximum(&mut self, maximum: &Fraction) {
        self.maximum = self.maximum.checked_add(maximum).expect(BOUNDED);
    }

    fn take_off_maximum(&mut self, maximum: &Fraction) {
        self.maximum = self.maximum.checked_sub(maximum).expect(BOUNDED);
    }
}

impl Tally<'_> {
    /// What a unit's lines come to; a line that [`Tally::plain_line`] closes is added without making it.
    pub fn total(&self, unit: UnitIndex) -> Total {
        let Some(layout) = self.ledger.layout_for(unit) else { return self.total_of(unit, &[]) };
        if !layout.is_flat {
            return self.total_of(unit, &self.scores(unit));
        }
        let page = self.ledger.pages[unit].as_deref();
        let mut sum = Sum::new(self.campaign.moment);
        // Nearly every line is plain and given: what they are out of is known, but for those that are not.
        let may_be_plain = page.is_some() && self.scope.stage.is_some();
        if may_be_plain {
            sum.maximum = layout.out_of_plain;
        }
        for line in &layout.lines {
            if let Some(page) = page.filter(|page| may_be_plain && line.is_plain && page.is_plainly_given(line)) {
                let points = page.points[line.position];
                sum.points += if line.side == Side::Deduction { -points } else { points };
                sum.has_rows = true;
                continue;
            }
            if may_be_plain && line.is_plain && line.side == Side::Main {
                sum.take_off_maximum(&line.out_of_all);
            }
            let criterion = &self.campaign.criteria[line.criterion];
            let leaf = criterion.leaf.as_ref().expect("only leaves have lines");
            if let Some(line) = self.line((unit, page, Detail::Points), line, criterion, leaf) {
                sum.add(&line);
            }
        }
        self.close(unit, sum)
    }

    /// What some lines of a unit come to: all of them, or those of a criterion or group.
    pub fn total_of(&self, unit: UnitIndex, lines: &[Line]) -> Total {
        let mut sum = Sum::new(self.campaign.moment);
        for line in lines {
            sum.add(line);
        }
        self.close(unit, sum)
    }

    fn close(&self, unit: UnitIndex, sum: Sum) -> Total {
        let Sum { points, maximum, exact: sum, has_rows, is_missing, is_provisional, is_estimated } = sum;
        let exact = sum.as_ref().and_then(ExactSum::to_fraction);
        let rounded = sum.as_ref().zip(self.campaign.rounding).and_then(|(sum, rounding)| sum.round(rounding));
        let points = rounded.unwrap_or(points);
        let share = share(&exact.unwrap_or_else(|| points.to_fraction()), &maximum).and_then(|share| self.round(&share));
        let expects_rows = || self.ledger.layout_for(unit).is_some_and(|layout| layout.lines.iter().any(|line| line.counted().next().is_some()));
        let state = match () {
            () if is_missing && !has_rows && expects_rows() => TotalState::NothingSubmitted,
            () if is_missing => TotalState::Incomplete,
            () if is_provisional => TotalState::Provisional,
            () => TotalState::Final,
        };
        Total { unit, points, exact, maximum, share, is_estimated, state }
    }
}

/// Points of a hundred of the maximum, exactly; none where nothing was assigned.
pub(super) fn share(points: &Fraction, maximum: &Fraction) -> Option<Fraction> {
    let hundred = points.checked_mul(&Fraction::whole(100)).filter(|_| *maximum > Fraction::ZERO)?;
    hundred.checked_div(maximum)
}
