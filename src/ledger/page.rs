//! A page: one unit's slots and sums.

use crate::campaign::{Campaign, Criterion, Leaf};
use crate::draft::definition::{RoundingMoment, TargetBasis};
use crate::ledger::{Contribution, Gathering, Layout, LineLayout, Scope};
use crate::results::ResultRow;
use crate::scoring::{Base, Figures, Score, Silent, Way};
use crate::sheet::{Reading, RowId};
use crate::value::{CriterionIndex, Day, ExactSum, PeriodIndex, Points, Quantity, Table, UnitIndex};

/// What stands in a slot: a row, and what it came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Slot(u32);

const ROW: u32 = (1 << 29) - 1;
const NOT_APPLICABLE: u32 = 1 << 29;
const PROVISIONAL: u32 = 1 << 30;
const INCOMPLETE: u32 = 1 << 31;

impl Slot {
    /// A slot that is not assigned: not applicable without a row.
    pub const fn not_assigned() -> Self {
        Self(NOT_APPLICABLE)
    }

    /// The row.
    pub fn row(self) -> Option<RowId> {
        (self.0 & ROW != 0).then_some(RowId(self.0 & ROW))
    }

    /// Whether nothing stands in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether nothing arose, or nothing was assigned.
    pub const fn is_not_applicable(self) -> bool {
        self.0 & NOT_APPLICABLE != 0
    }

    /// Whether the deciding stage has not given its points yet and the one before stands.
    pub const fn is_provisional(self) -> bool {
        self.0 & PROVISIONAL != 0
    }

    /// Whether the row lacks what its criterion needs.
    pub const fn is_incomplete(self) -> bool {
        self.0 & INCOMPLETE != 0
    }
}

/// Sums of a line's figures over the rows that count.
#[derive(Clone, Copy, Debug, Default)]
pub struct FigureSums {
    /// `thuc_hien`.
    pub actual: Quantity,
    /// `tong_so`.
    pub total: Quantity,
    /// The targets of the rows.
    pub target: Quantity,
    /// How many rows gave `thuc_hien`.
    pub actuals: u16,
    /// How many gave `tong_so`.
    pub totals: u16,
    /// How many had a target.
    pub targets: u16,
    /// How many of the year's parts the target is, of how many.
    pub parts: (u16, u16),
}

/// One unit's page.
#[derive(Debug)]
pub struct Page {
    /// Its layout.
    pub layout: u16,
    /// The slots.
    pub rows: Box<[Slot]>,
    /// Sums of points, line by line, stage by stage.
    pub points: Box<[Points]>,
    /// How many rows gave points to each of those sums.
    pub given: Box<[u8]>,
    /// The same sums, exact, where the total alone is rounded.
    pub exact: Box<[ExactSum]>,
    /// Sums of figures.
    pub figures: Box<[FigureSums]>,
    /// Cumulative figures as reported, one for each period of a cumulative line.
    pub history: Box<[Option<Quantity>]>,
    received: Box<[Option<Day>]>,
}

/// A row on its way into a page.
pub(super) struct Taken<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) scope: &'a Scope,
    pub(super) line: &'a LineLayout,
    pub(super) slot: u32,
    pub(super) id: RowId,
    pub(super) unit: UnitIndex,
    pub(super) period: PeriodIndex,
    pub(super) row: &'a ResultRow,
    pub(super) points: &'a [Reading<Points>],
}

impl Page {
    /// An empty page.
    pub fn new(layout: &Layout, campaign: &Campaign) -> Self {
        let sums = layout.lines.len() * campaign.stages.len();
        let exact_sums = if campaign.moment == RoundingMoment::Total { sums } else { 0 };
        Self {
            layout: layout.number,
            rows: vec![Slot::default(); layout.slots].into(),
            points: vec![Points::ZERO; sums].into(),
            given: vec![0; sums].into(),
            exact: vec![ExactSum::new(); exact_sums].into(),
            figures: vec![FigureSums::default(); layout.figures].into(),
            history: vec![None; layout.history].into(),
            received: vec![None; campaign.periods.len()].into(),
        }
    }

    /// Notes the day a row came.
    pub fn receive(&mut self, period: PeriodIndex, day: Day) {
        let received = &mut self.received[period.get()];
        *received = (*received).max(Some(day));
    }

    /// The latest `ngay_nhan` of a period's rows.
    pub fn received(&self, period: PeriodIndex) -> Option<Day> {
        self.received[period.get()]
    }

    /// Takes a row into its slot and its line's sums; the two rows where it contradicts the other cumulative one.
    pub(super) fn take(&mut self, taken: &Taken<'_>) -> Option<(RowId, RowId)> {
        let Taken { campaign, line, row, .. } = *taken;
        let criterion = &campaign.criteria[line.criterion];
        let leaf = criterion.leaf.as_ref().expect("only leaves have lines");
        let slot = &mut self.rows[taken.slot as usize];
        let was_not_assigned = slot.is_not_applicable();
        *slot = Slot(taken.id.0);
        if row.is_not_applicable || was_not_assigned {
            slot.0 |= NOT_APPLICABLE;
            return None;
        }
        let position = (taken.slot - line.first_slot) as usize;
        let contradiction = self.keep_history(taken, leaf, position);
        let contribution = line.periods[position].1;
        let figures = figures(campaign, line.criterion, taken.unit, taken.period, criterion, leaf, row);
        let bits = match line.gathering {
            Gathering::Figures => needs(&leaf.way, &figures),
            Gathering::Points | Gathering::Outside | Gathering::Duty(_) => self.score(taken, criterion, leaf, &figures, contribution),
        };
        self.rows[taken.slot as usize].0 |= bits;
        if let Some(index) = line.figures
            && contribution != Contribution::None
            && bits & NOT_APPLICABLE == 0
            && !self.is_superseded(line, contribution)
        {
            self.figures[index as usize].take(contribution, row, &figures);
        }
        contradiction
    }

    /// Whether the group period's own row stands already, so that the last leaf's does not.
    fn is_superseded(&self, line: &LineLayout, contribution: Contribution) -> bool {
        let own = || line.periods.iter().position(|(_, other)| *other == Contribution::Own);
        contribution == Contribution::Last && own().is_some_and(|own| self.rows[line.first_slot as usize + own].row().is_some())
    }

    fn keep_history(&mut self, taken: &Taken<'_>, leaf: &Leaf, position: usize) -> Option<(RowId, RowId)> {
        let first = taken.line.history? as usize;
        let actual = taken.row.actual.value()?;
        self.history[first + position] = Some(actual);
        if !leaf.is_cumulative {
            return None;
        }
        // A group's own figure and its last leaf's are one figure said twice.
        let campaign = taken.campaign;
        for (other, (period, _)) in taken.line.periods.iter().enumerate() {
            let (group, leaf_period) = if campaign.periods[*period].is_group { (*period, taken.period) } else { (taken.period, *period) };
            let is_pair = campaign.periods[group].is_group && campaign.periods[group].leaves.last() == Some(&leaf_period);
            let other_row = self.rows[taken.line.first_slot as usize + other].row();
            if is_pair
                && other != position
                && let Some(other_row) = other_row
                && self.history[first + other].is_some_and(|figure| figure != actual)
            {
                return Some(if *period == group { (other_row, taken.id) } else { (taken.id, other_row) });
            }
        }
        None
    }

    /// Scores a row and adds its points stage by stage; the marks of its slot.
    fn score(&mut self, taken: &Taken<'_>, criterion: &Criterion, leaf: &Leaf, figures: &Figures, contribution: Contribution) -> u32 {
        let stages = taken.points.len();
        let deciding = taken.scope.stage.map_or(0, |stage| stage.get());
        let computed = match leaf.way {
            Way::Given => None,
            Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) => match leaf.way.score(figures, leaf.over_target, &mut Silent) {
                Score::Points(exact) => Some(exact),
                Score::NothingDue(_) => return if leaf.not_applicable.is_some() { NOT_APPLICABLE } else { INCOMPLETE },
                Score::Missing(_) | Score::OutsideBands => None,
            },
        };
        let rounded = computed.map(|exact| taken.campaign.rounding.map_or_else(|| exact.exact_points(), |rounding| rounding.apply_fraction(&exact)));
        let superseded = contribution == Contribution::None || self.is_superseded(taken.line, contribution);
        let mut bits = INCOMPLETE;
        let mut before: Option<Points> = None;
        for stage in 0..stages {
            let own = taken.points[stage].value();
            let carried = if matches!(leaf.way, Way::Given) { before } else { rounded.flatten() };
            let Some(points) = own.or(carried) else { continue };
            if stage == deciding {
                let is_provisional = own.is_none() && matches!(leaf.way, Way::Given);
                bits = if is_provisional { PROVISIONAL } else { 0 };
            }
            before = Some(points);
            if superseded {
                continue;
            }
            let sum = taken.line.position * stages + stage;
            let exact = if own.is_some() { None } else { computed };
            if contribution == Contribution::Added {
                self.points[sum] = self.points[sum] + points;
                self.given[sum] += 1;
            } else {
                self.points[sum] = points;
                self.given[sum] = 1;
            }
            if let Some(total) = self.exact.get_mut(sum) {
                if contribution != Contribution::Added {
                    *total = ExactSum::new();
                }
                match exact {
                    Some(exact) => total.add(&exact),
                    None => total.add_points(points),
                }
            }
        }
        let _ = criterion;
        bits
    }
}

/// `INCOMPLETE` where a row that is merged by its figures lacks one of them.
fn needs(way: &Way, figures: &Figures) -> u32 {
    let lacks_base = way.denominator().is_some_and(|denominator| figures.denominator(denominator).is_none());
    if figures.actual.is_none() || lacks_base { INCOMPLETE } else { 0 }
}

/// The figures of one row, with the target from the row or from `chi-tieu.csv`.
fn figures(
    campaign: &Campaign,
    index: CriterionIndex,
    unit: UnitIndex,
    period: PeriodIndex,
    criterion: &Criterion,
    leaf: &Leaf,
    row: &ResultRow,
) -> Figures {
    let sheet_period = (leaf.target_basis == TargetBasis::Period).then_some(period);
    let in_sheet = || campaign.targets.find(unit, index, sheet_period).and_then(|target| target.figure);
    let target = row.target.value().or_else(in_sheet);
    Figures {
        maximum: criterion.maximum.unwrap_or(Points::ZERO),
        actual: row.actual.value(),
        total: row.total.value().map(Base::whole),
        target: target.map(|figure| target_base(campaign, leaf, period, figure)),
        days_late: None,
    }
}

/// The part of a target that counts in a period.
pub fn target_base(campaign: &Campaign, leaf: &Leaf, period: PeriodIndex, figure: Quantity) -> Base {
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

impl FigureSums {
    fn take(&mut self, contribution: Contribution, row: &ResultRow, figures: &Figures) {
        if contribution != Contribution::Added {
            *self = Self::default();
        }
        if let Some(actual) = row.actual.value() {
            self.actual = self.actual + actual;
            self.actuals += 1;
        }
        if let Some(total) = row.total.value() {
            self.total = self.total + total;
            self.totals += 1;
        }
        if let Some(target) = figures.target {
            // The year's target stands in every row; the parts of it that count are added up instead.
            let is_year = target.of > 1 || self.parts.1 > 1;
            if is_year || self.targets == 0 {
                self.target = target.figure;
            } else {
                self.target = self.target + target.figure;
            }
            self.parts = (self.parts.0 + u16::try_from(target.parts).unwrap_or(u16::MAX), u16::try_from(target.of).unwrap_or(u16::MAX));
            self.targets += 1;
        }
    }
}

/// Keeps a table of pages readable in errors.
pub type Pages = Table<UnitIndex, Option<Box<Page>>>;
