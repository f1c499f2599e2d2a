//! What groups come to: the criteria they hold added up, no further than their cap.

use crate::campaign::Side;
use crate::derivation::{How, LineDerivation};
use crate::draft::definition::RoundingMoment;
use crate::pipeline::CampaignRun;
use crate::value::{CriterionIndex, ExactSum, Fraction, Points};

/// A criterion or group, and what it counts in what stands above it.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The criterion or group.
    pub criterion: CriterionIndex,
    /// Its points as they are added up: rounded, or exact where the total alone is rounded.
    pub points: Option<Fraction>,
    /// What it is out of; none for bonus, deduction and what is left out.
    pub maximum: Option<Fraction>,
}

/// How the points of a group came about.
#[derive(Debug)]
pub struct GroupDerivation {
    /// The group.
    pub criterion: CriterionIndex,
    /// What it adds up.
    pub parts: Vec<Part>,
    /// What it comes to.
    pub own: Part,
    /// The cap, signed, that takes the place of the sum.
    pub cap: Option<Fraction>,
    /// What it comes to, as it is shown.
    pub points: Option<Points>,
}

/// Every group that has a line below it, those that stand in others behind them; and what the total adds up.
pub(super) fn groups(run: &CampaignRun, lines: &[LineDerivation]) -> (Vec<GroupDerivation>, Vec<Part>) {
    let mut groups = Vec::new();
    let tree = Tree { run, lines };
    let top = run.campaign.criteria.enumerate().filter(|(_, criterion)| criterion.parent.is_none());
    let parts = top.filter_map(|(index, _)| tree.part(index, &mut groups)).collect();
    (groups, parts)
}

#[derive(Clone, Copy)]
struct Tree<'a> {
    run: &'a CampaignRun,
    lines: &'a [LineDerivation],
}

impl Tree<'_> {
    /// A criterion and what stands below it; none where the unit has no line there.
    fn part(self, index: CriterionIndex, groups: &mut Vec<GroupDerivation>) -> Option<Part> {
        let criterion = &self.run.campaign.criteria[index];
        let own = |how: fn(How) -> bool| self.lines.iter().find(|one| one.line.criterion == index && how(one.gathering));
        if criterion.leaf.is_some() {
            return own(|_| true).map(|one| self.of_line(one));
        }
        let position = groups.len();
        let mut parts: Vec<Part> = criterion.children.iter().filter_map(|child| self.part(*child, groups)).collect();
        parts.extend(own(|how| how == How::Unchosen).map(|one| self.of_line(one)));
        if parts.is_empty() {
            return None;
        }
        let sum = sum(parts.iter().filter_map(|part| part.points));
        let cap = own(|how| how == How::Cap).and_then(|_| {
            let (shown, exact) = self.run.tally().weighed_cap(criterion, criterion.cap?)?;
            Some(if self.is_rounded_once() { exact } else { shown.to_fraction() })
        });
        let has_maximum = criterion.side == Side::Main;
        let maximum = self::sum(parts.iter().filter_map(|part| part.maximum)).filter(|_| has_maximum);
        let own = Part { criterion: index, points: cap.or(sum), maximum };
        let points = own.points.and_then(|exact| if self.is_rounded_once() { self.run.tally().round(&exact) } else { exact.exact_points() });
        groups.insert(position, GroupDerivation { criterion: index, parts, own, cap, points });
        Some(own)
    }

    fn of_line(self, one: &LineDerivation) -> Part {
        let points = one.line.points.map(Points::to_fraction);
        let exact = if self.is_rounded_once() { one.line.exact } else { points };
        Part { criterion: one.line.criterion, points: exact, maximum: one.line.maximum }
    }

    fn is_rounded_once(self) -> bool {
        self.run.campaign.moment == RoundingMoment::Total
    }
}

/// The sum; none of nothing, and where it is past all measure.
fn sum(parts: impl Iterator<Item = Fraction>) -> Option<Fraction> {
    let mut parts = parts.peekable();
    parts.peek()?;
    let mut sum = ExactSum::new();
    parts.for_each(|part| sum.add(&part));
    sum.to_fraction()
}
