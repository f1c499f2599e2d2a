//! Plain rows on their short way: nearly every row is one whose score hangs on its own cells alone.
//!
//! What a criterion and period of a layout lets such a row do is known beforehand, as a [`Course`]. It is a short way only:
//! [`Ledger::enter_result`] takes every row it takes, and comes to the same.

use crate::campaign::{Campaign, Receipt};
use crate::draft::definition::TargetBasis;
use crate::ledger::waiting::{Neighbourhoods, Waiting};
use crate::ledger::{BothFigures, Contribution, Duplicate, Gathering, Layouts, Ledger, LineLayout, Page, Scope};
use crate::results::{self, Named, ResultRow};
use crate::scoring::{Base, Figures, Score, Silent, Way};
use crate::sheet::{Figure, Header, Reading, Records, RowCell, RowId};
use crate::value::{Fraction, PeriodIndex, Points, Quantity, StageIndex, UnitIndex};

/// What a plain row of a criterion and period does to a page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Course {
    slot: u32,
    /// The place of its line among the page's.
    line: u32,
    /// Whether the scope counts it.
    is_counted: bool,
    gives: Gives,
}

/// What it gives.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
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

/// What a plain row does to the page of its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlainRow {
    pub(super) unit: UnitIndex,
    pub(super) period: PeriodIndex,
    pub(super) id: RowId,
    pub(super) slot: u32,
    pub(super) gives: Given,
    /// What is done, and what will be, where an estimate stands.
    pub(super) both: Option<(Option<Quantity>, Quantity)>,
    pub(super) received: Option<Receipt>,
}

/// What a plain row gives the scope.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given {
    /// Nothing: the scope does not count it.
    Nothing,
    /// Points for a line, and what they are before they are rounded, where that is another number.
    Points(u32, Points, Option<Fraction>),
    /// Figures for the sum in this place.
    Figures(u32, Figures),
}

/// The figures of a plain row.
fn figures(row: &ResultRow, maximum: Points) -> Figures {
    let base = |figure: Figure| figure.value().map(Base::whole);
    Figures { maximum, actual: row.actual.value(), total: base(row.total), target: base(row.target), days_late: None }
}

impl Page {
    /// Takes a plain row into its slot, which is empty.
    #[inline]
    fn take_plain(&mut self, row: &PlainRow) {
        match &row.gives {
            Given::Nothing => {}
            Given::Points(line, points, unrounded) => {
                let line = *line as usize;
                self.points[line] += *points;
                self.given[line] += 1;
                if let Some(sum) = self.exact.get_mut(line) {
                    match unrounded {
                        Some(unrounded) => sum.add(unrounded),
                        None => sum.add_points(*points),
                    }
                }
            }
            Given::Figures(sum, figures) => self.sums().take(*sum, Contribution::Added, TargetBasis::Period, figures),
        }
        self.put(row.slot, row.id);
        if let Some((actual, estimate)) = row.both {
            self.both.push(&BothFigures { slot: row.slot, actual, estimate: Some(estimate), alone: None });
        }
    }

    /// Notes when a plain row came.
    #[inline]
    fn receive_plain(&mut self, row: &PlainRow) {
        if let Some(receipt) = row.received
            && self.is_latest(row.period, receipt.received)
        {
            self.receive(row.period, receipt);
        }
    }
}

impl Layouts {
    /// What a row does, where that hangs on its own cells alone.
    #[expect(clippy::inline_always, reason = "as a value it is two hundred bytes, of which each row has need of some")]
    #[inline(always)]
    fn plain(&self, campaign: &Campaign, records: &Records<'_>, row: &ResultRow, points: &[Reading<Points>]) -> Option<PlainRow> {
        let (Named::Known(unit), Named::Known(criterion), Named::Known(period)) = (row.unit, row.criterion, row.period) else { return None };
        let layout = self.of(unit)?;
        let course = layout.course(criterion, period)?;
        let gives = match course.gives {
            Gives::Points(deciding) => {
                let Some(Reading::Value(points)) = points.get(deciding.get()) else { return None };
                Given::Points(course.line, *points, None)
            }
            Gives::Score(maximum) => {
                let leaf = campaign.criteria[criterion].leaf.as_ref()?;
                let Score::Points(exact) = leaf.way.score(&figures(row, maximum), leaf.over_target, &mut Silent) else { return None };
                let rounded = campaign.rounding.map_or_else(|| exact.exact_points(), |way| way.apply_fraction(&exact));
                Given::Points(course.line, rounded?, (layout.exact > 0).then_some(exact))
            }
            Gives::Figures(sum) => Given::Figures(sum, figures(row, Points::ZERO)),
        };
        let gives = if course.is_counted { gives } else { Given::Nothing };
        let id = records.row(usize::from(row.record));
        let receipt = |received| Receipt { received, cell: records.row_cell(row.record, results::RECEIVED) };
        let both = row.estimate.value().map(|estimate| (row.actual.value(), estimate));
        Some(PlainRow { unit, period, id, slot: course.slot, gives, both, received: row.received.value().map(receipt) })
    }

    /// A plain row as it waits until it is entered; none of one that is not plain, has no room in it, or is remembered whole.
    #[inline]
    pub fn waiting(&self, campaign: &Campaign, records: &Records<'_>, row: &ResultRow, points: &[Reading<Points>]) -> Option<Waiting> {
        if !row.is_plain {
            return None;
        }
        let plain = self.plain(campaign, records, row, points)?;
        if self.explains(plain.unit) { None } else { Waiting::of(&plain) }
    }
}

impl Ledger {
    /// Counts a plain row.
    #[inline]
    fn count(&mut self, header: &Header, (row, period): (RowId, PeriodIndex), has_estimate: bool) {
        if has_estimate {
            self.estimates += 1;
            self.first_estimate.get_or_insert_with(|| RowCell::of(row, header, results::ESTIMATE).into());
        }
        self.result_rows += 1;
        self.has_rows[period.get()] = true;
    }

    /// Takes a plain row of a unit that has a page; whether it did. Where it did not, nothing has changed.
    #[inline]
    pub(super) fn enter_plain(&mut self, campaign: &Campaign, records: &Records<'_>, row: &ResultRow, points: &[Reading<Points>]) -> bool {
        let Some(plain) = self.layouts.plain(campaign, records, row, points) else { return false };
        let Some(page) = self.pages[plain.unit].as_deref_mut() else { return false };
        if !page.rows[plain.slot as usize].is_empty() || page.is_explained() {
            return false;
        }
        page.take_plain(&plain);
        page.receive_plain(&plain);
        self.count(records.header, (plain.id, plain.period), plain.both.is_some());
        self.reported[plain.unit].get_or_insert(plain.id);
        true
    }

    /// Takes a row of a sheet that stands in no order of units: a plain one is put by until more of its neighbourhood are.
    pub fn put_by(&mut self, campaign: &Campaign, scope: &Scope, records: &Records<'_>, row: &ResultRow, points: &[Reading<Points>]) {
        match self.layouts.waiting(campaign, records, row, points) {
            Some(waiting) => self.put_by_waiting(campaign, records.header, &waiting),
            None => self.enter_result(campaign, scope, records, row, points),
        }
    }

    /// Puts by a plain row of a file with these labels.
    #[inline]
    pub fn put_by_waiting(&mut self, campaign: &Campaign, header: &Header, row: &Waiting) {
        self.count(header, (row.id(), row.period()), row.has_estimate());
        if self.neighbourhoods.put(row) {
            self.enter_waiting(campaign, row.unit());
        }
    }

    /// Looks at what rows that wait will be entered in, and comes to nothing anybody asks for.
    ///
    /// Asked for one behind the other with nothing between that hangs on the answer, they are waited for together.
    fn look_ahead(&self, waiting: &[Waiting]) -> usize {
        let Some(neighbours) = waiting.first().map(|first| Neighbourhoods::around(first.unit())) else { return 0 };
        let pages = || neighbours.clone().filter_map(|unit| self.pages.get(unit)?.as_deref());
        let mut seen: usize = pages().map(|page| page.both.len() + usize::from(page.is_full())).sum();
        seen += pages().filter(|page| page.received(PeriodIndex::new(0)).is_some()).count();
        for row in waiting {
            let Some(page) = self.pages[row.unit()].as_deref() else { continue };
            seen += page.rows[row.slot()].0 as usize;
            if let Some(line) = row.line() {
                seen += usize::from(page.given[line]) + usize::from(page.points[line].is_negative());
            }
        }
        seen
    }

    /// Enters the rows of a unit's neighbourhood that wait, in their order.
    pub(super) fn enter_waiting(&mut self, campaign: &Campaign, unit: UnitIndex) {
        let mut waiting = self.neighbourhoods.take(unit);
        std::hint::black_box(self.look_ahead(&waiting));
        for row in waiting.drain(..) {
            let row = row.unpack();
            self.reported[row.unit].get_or_insert(row.id);
            let layout = self.layouts.of(row.unit).expect("a unit with a plain row is ranked");
            let page = self.pages[row.unit].get_or_insert_with(|| self.layouts.page(campaign, row.unit, layout));
            page.receive_plain(&row);
            match page.rows[row.slot as usize].row() {
                None => page.take_plain(&row),
                Some(first) => {
                    let criterion = layout.criterion_of(row.slot);
                    self.duplicates.push(Duplicate { first, second: row.id, unit: row.unit, criterion, period: Some(row.period) });
                }
            }
        }
        self.neighbourhoods.give_back(unit, waiting);
    }

    /// Enters every row that waits: all have been read.
    pub fn end_results(&mut self, campaign: &Campaign) {
        for unit in self.neighbourhoods.waited_for() {
            self.enter_waiting(campaign, unit);
        }
        self.neighbourhoods = Neighbourhoods::default();
    }
}
