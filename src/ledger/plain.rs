//! Plain rows on their short way: nearly every row is one whose score hangs on its own cells alone.
//!
//! What a criterion and period of a layout lets such a row do is known beforehand, as a [`Course`]. It is a short way only:
//! [`Ledger::enter_result`] takes every row it takes, and comes to the same.

use crate::campaign::{Campaign, Receipt};
use crate::draft::definition::TargetBasis;
use crate::ledger::{BothFigures, Contribution, Gathering, Ledger, LineLayout, Scope};
use crate::results::{self, Named, ResultRow};
use crate::scoring::{Base, Figures, Score, Silent, Way};
use crate::sheet::{Figure, Reading, Records};
use crate::value::{Points, StageIndex};

/// What a plain row of a criterion and period does to a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Course {
    slot: u32,
    /// The place of its line among the page's.
    line: u32,
    /// Whether the scope counts it.
    is_counted: bool,
    gives: Gives,
}

/// What it gives.
#[derive(Clone, Copy, Debug)]
enum Gives {
    /// Points of the deciding stage.
    Points(StageIndex),
    /// Figures, scored out of this.
    Score(Points),
    /// Figures for the sum in this place, scored once.
    Figures(u32),
}

impl Course {
    /// The course of rows in a slot of a line; none where what such a row does hangs on more than its own cells.
    pub(super) fn of(line: &LineLayout, slot: u32, (campaign, scope): (&Campaign, &Scope)) -> Option<Self> {
        let position = (slot - line.first_slot) as usize;
        let contribution = if line.gathering == Gathering::Figures { line.figure_periods[position].1 } else { line.periods[position].1 };
        let criterion = &campaign.criteria[line.criterion];
        let leaf = criterion.leaf.as_ref()?;
        let hangs_on_others = line.history.is_some() || line.compared.is_some() || line.year_target.is_some() || leaf.is_shared();
        let hangs_on_more =
            hangs_on_others || leaf.is_scored_by_estimate() || !leaf.conditions.is_empty() || leaf.target_basis != TargetBasis::Period;
        if hangs_on_more || !campaign.targets.is_empty() || !matches!(contribution, Contribution::Added | Contribution::None) {
            return None;
        }
        let gives = match (&line.gathering, &leaf.way, line.figures) {
            (Gathering::Points, Way::Given, None) => Gives::Points(scope.stage?),
            (Gathering::Points, Way::Share(_) | Way::Bands(_) | Way::Count(_), None) => {
                // A row may have points of the deciding stage in place of its score; a plain one has none.
                scope.stage?;
                Gives::Score(criterion.maximum_for(line.block).unwrap_or(Points::ZERO))
            }
            (Gathering::Figures, Way::Share(_) | Way::Bands(_) | Way::Count(_), Some(sum)) => Gives::Figures(sum),
            _ => return None,
        };
        let position = u32::try_from(line.position).expect("lines fit");
        Some(Self { slot, line: position, is_counted: contribution == Contribution::Added, gives })
    }
}

/// The figures of a plain row.
fn figures(row: &ResultRow, maximum: Points) -> Figures {
    let base = |figure: Figure| figure.value().map(Base::whole);
    Figures { maximum, actual: row.actual.value(), total: base(row.total), target: base(row.target), days_late: None }
}

impl Ledger {
    /// Looks at what rows will be entered in, and comes to nothing anybody asks for.
    ///
    /// Rows in no order of units stand far from one another in memory: looked at one behind the other with nothing between, they
    /// are waited for together.
    pub fn look_ahead(&self, rows: &[ResultRow]) -> u32 {
        let mut seen: u32 = 0;
        for row in rows {
            let (Named::Known(unit), Named::Known(criterion), Named::Known(period)) = (row.unit, row.criterion, row.period) else { continue };
            let (Some(number), Some(page)) = (self.unit_layouts[unit], self.pages[unit].as_deref()) else { continue };
            let Some(course) = self.layouts[usize::from(number)].course(criterion, period) else { continue };
            let line = course.line as usize;
            // Counted, not asked one after the other: nothing stops before all of it is looked at.
            seen += u32::from(page.rows[course.slot as usize].is_empty()) + u32::from(page.given[line]);
            seen += u32::from(page.points[line] == Points::ZERO) + u32::from(page.both.is_empty());
            seen += u32::from(self.reported[unit].is_some()) + u32::from(page.received(period).is_some());
        }
        seen
    }

    /// Takes a plain row of a unit that has a page; whether it did. Where it did not, nothing has changed.
    #[inline]
    pub(super) fn enter_plain(&mut self, campaign: &Campaign, records: &Records<'_>, row: &ResultRow, points: &[Reading<Points>]) -> bool {
        let (Named::Known(unit), Named::Known(criterion), Named::Known(period)) = (row.unit, row.criterion, row.period) else { return false };
        let (Some(number), Some(page)) = (self.unit_layouts[unit], self.pages[unit].as_deref_mut()) else { return false };
        let Some(course) = self.layouts[usize::from(number)].course(criterion, period) else { return false };
        if !page.rows[course.slot as usize].is_empty() || page.is_explained() {
            return false;
        }
        let line = course.line as usize;
        match course.gives {
            Gives::Points(deciding) => {
                let Some(Reading::Value(points)) = points.get(deciding.get()) else { return false };
                if course.is_counted {
                    page.points[line] += *points;
                    page.given[line] += 1;
                    if let Some(exact) = page.exact.get_mut(line) {
                        exact.add_points(*points);
                    }
                }
            }
            Gives::Score(maximum) => {
                let Some(leaf) = &campaign.criteria[criterion].leaf else { return false };
                let Score::Points(exact) = leaf.way.score(&figures(row, maximum), leaf.over_target, &mut Silent) else { return false };
                let rounded = campaign.rounding.map_or_else(|| exact.exact_points(), |way| way.apply_fraction(&exact));
                let Some(points) = rounded else { return false };
                if course.is_counted {
                    page.points[line] += points;
                    page.given[line] += 1;
                    if let Some(sum) = page.exact.get_mut(line) {
                        sum.add(&exact);
                    }
                }
            }
            Gives::Figures(sum) => {
                if course.is_counted {
                    page.sums().take(sum, Contribution::Added, TargetBasis::Period, &figures(row, Points::ZERO));
                }
            }
        }
        let id = records.row(usize::from(row.record));
        page.put(course.slot, id);
        if let Some(estimate) = row.estimate.value() {
            self.estimates += 1;
            self.first_estimate.get_or_insert_with(|| records.place(row.record, results::ESTIMATE));
            page.both.push(&BothFigures { slot: course.slot, actual: row.actual.value(), estimate: Some(estimate), alone: None });
        }
        if let Some(received) = row.received.value()
            && page.is_latest(period, received)
        {
            page.receive(period, Receipt { received, cell: records.row_cell(row.record, results::RECEIVED) });
        }
        self.result_rows += 1;
        self.has_rows[period.get()] = true;
        self.reported[unit].get_or_insert(id);
        true
    }
}
