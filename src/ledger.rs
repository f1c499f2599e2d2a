//! The ledger: everything that remembers rows.
//!
//! A page belongs to a unit and is made on its first row: a slot for each criterion and period a row may stand in,
//! and the sums of what the scope asked for takes from them. It takes the rows of each unit strictly in file order.

mod awaited;
mod both;
mod figures;
mod layout;
mod layouts;
mod leads;
mod page;
mod plain;
mod registered;
mod scope;
mod slot;
mod sums;
mod trail;
mod waiting;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::campaign::{Campaign, Effect, Leaf, Receipt};
use crate::directory::Unplaced;
use crate::results::{self, ResultRow, is_usable};
use crate::scoring::Denominator;
use crate::sheet::{Place, Reading, Records, RowId};
use crate::value::{CriterionIndex, Day, DutyIndex, PeriodIndex, Points, Quantity, Table, UnitIndex};

pub use awaited::{Awaited, AwaitedModels, Lack};
pub use both::{BothFigures, PackedFigures};
pub use figures::{FigureSums, figures, scored_figure, target_in_sheet};
pub use layout::{Contribution, Gathering, Layout, LineLayout, times};
pub use layouts::Layouts;
pub use leads::Leads;
pub use page::{ComparedRow, Page};
use registered::Claims;
pub use registered::{Registered, Registering, Registrants, Registration, TitleCount};
pub use scope::Scope;
pub use slot::Slot;
pub use sums::PackedSums;
pub use trail::{Explained, Scored, TakenRow};
use waiting::Neighbourhoods;
pub use waiting::Waiting;

/// Two rows that claim one slot.
#[derive(Clone, Copy, Debug)]
pub struct Duplicate {
    /// The row that stands.
    pub first: RowId,
    /// The row that is left out.
    pub second: RowId,
    /// Their unit.
    pub unit: UnitIndex,
    /// Their criterion, of results.
    pub criterion: Option<CriterionIndex>,
    /// Their period, of results.
    pub period: Option<PeriodIndex>,
}

/// Two rows that contradict each other: a cumulative figure of a group period and of its last leaf.
#[derive(Clone, Copy, Debug)]
pub struct Contradiction {
    /// The row of the group period.
    pub own: RowId,
    /// The row of its last leaf.
    pub last: RowId,
    /// Their unit.
    pub unit: UnitIndex,
    /// Their criterion.
    pub criterion: CriterionIndex,
    /// The group period.
    pub group: PeriodIndex,
}

/// Two rows that give one unit two targets of the year for one criterion.
#[derive(Clone, Copy, Debug)]
pub struct YearTargetClash {
    /// The row that gave the first.
    pub first: RowId,
    /// The row that gives another.
    pub second: RowId,
    /// Their unit.
    pub unit: UnitIndex,
    /// Their criterion.
    pub criterion: CriterionIndex,
    /// The period of the second row.
    pub period: PeriodIndex,
    /// What the first says, and the second.
    pub targets: (Quantity, Quantity),
}

/// Everything that remembers rows.
#[derive(Debug)]
pub struct Ledger {
    /// Shared with whoever types rows while it takes others.
    layouts: Arc<Layouts>,
    /// The pages; a unit that is not ranked in the scope has none, nor has one without a row.
    pub pages: Table<UnitIndex, Option<Box<Page>>>,
    /// Rows that claim a taken slot.
    pub duplicates: Vec<Duplicate>,
    /// Registrations that stand twice.
    pub duplicate_registrations: Vec<Duplicate>,
    /// Cumulative figures that contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// Targets of the year that differ between rows.
    pub year_targets: Vec<YearTargetClash>,
    /// Rows whose figures come to more points than any table gives.
    pub too_large: Vec<(RowId, UnitIndex, CriterionIndex, PeriodIndex)>,
    /// Who leads the blocks in what is scored beside others; known once every row stands.
    pub leads: Leads,
    /// The first row of results of each unit.
    pub reported: Table<UnitIndex, Option<RowId>>,
    /// The first row of each unit that is ranked nowhere in the period it reports.
    pub unranked: Table<UnitIndex, Option<(RowId, PeriodIndex)>>,
    /// Rows of results that stand nowhere.
    pub unplaced: Unplaced<UnitIndex, CriterionIndex, PeriodIndex>,
    /// How many registrations belong to no unit, for their row or their unit cannot be read.
    pub unread_registrations: usize,
    /// What each unit has registered.
    pub registered: Table<UnitIndex, Registered>,
    /// Who has registered for what, where something is held against it.
    pub registrants: Registrants,
    claims: Claims,
    /// Plain rows that are put by; none once all have been read.
    neighbourhoods: Neighbourhoods,
    /// Points of no stage: of a row that is another criterion's.
    no_points: Vec<Reading<Points>>,
    /// For each period, whether a row of results stands in it.
    has_rows: Vec<bool>,
    /// How many rows of results were taken.
    pub result_rows: u64,
    /// How many rows of registrations were taken.
    pub registration_rows: u64,
    /// How many estimates stand in the results.
    pub estimates: u64,
    /// Where the first of them stands.
    pub first_estimate: Option<Place>,
    /// The rows of results that an adjustment touched.
    pub adjusted: FxHashSet<(UnitIndex, CriterionIndex, PeriodIndex)>,
    /// Whether the folder has sheets of results.
    pub has_results: bool,
    /// Whether the folder has sheets of registrations.
    pub has_registrations: bool,
}

impl Ledger {
    /// An empty ledger for what was asked for, which remembers every row of some units as it is taken.
    pub fn new(campaign: &Campaign, scope: &Scope, explained: Explained) -> Self {
        let units = || campaign.units.indices();
        let mut ledger = Self {
            layouts: Arc::new(Layouts::new(campaign, scope, explained)),
            pages: units().map(|_| None).collect(),
            duplicates: Vec::new(),
            duplicate_registrations: Vec::new(),
            contradictions: Vec::new(),
            year_targets: Vec::new(),
            too_large: Vec::new(),
            leads: Leads::default(),
            reported: units().map(|_| None).collect(),
            unranked: units().map(|_| None).collect(),
            unplaced: Unplaced::default(),
            unread_registrations: 0,
            registered: units().map(|_| Registered::default()).collect(),
            registrants: Registrants::default(),
            claims: Claims::new(campaign),
            neighbourhoods: Neighbourhoods::default(),
            no_points: vec![Reading::Empty; campaign.stages.len()],
            has_rows: vec![false; campaign.periods.len()],
            result_rows: 0,
            registration_rows: 0,
            estimates: 0,
            first_estimate: None,
            adjusted: FxHashSet::default(),
            has_results: false,
            has_registrations: false,
        };
        for (criterion, _, leaf) in campaign.leaves().filter(|(_, _, leaf)| !leaf.conditions.is_empty()) {
            for unit in campaign.units.indices() {
                ledger.settle(campaign, unit, criterion, leaf);
            }
        }
        for (unit, criterion, period, target) in campaign.targets.list() {
            let is_none_set = target.figure == Some(Quantity::ZERO);
            if target.is_not_assigned || is_none_set {
                // A target of zero asks nothing of those who are scored against it; a comparison with others is scored without one.
                let concerns = |leaf: &Leaf| target.is_not_assigned || (leaf.way.due() == Some(Denominator::Target) && leaf.not_applicable.is_some());
                ledger.set_not_assigned(campaign, (unit, criterion, period), concerns);
            }
        }
        ledger
    }

    /// How its pages are laid out: what rows may be typed by before they are entered.
    pub fn layouts(&self) -> &Arc<Layouts> {
        &self.layouts
    }

    /// The layout of a unit's page.
    pub fn layout_for(&self, unit: UnitIndex) -> Option<&Layout> {
        self.layouts.of(unit)
    }

    /// Marks the slots whose score a precondition settles.
    fn settle(&mut self, campaign: &Campaign, unit: UnitIndex, criterion: CriterionIndex, leaf: &Leaf) {
        let Some(layout) = self.layouts.of(unit) else { return };
        let Some(line) = layout.line(criterion) else { return };
        let is_settled = |period: PeriodIndex| {
            let settled = campaign.settled(unit, leaf, &line.asked(period));
            settled.is_some_and(|settled| settled.effect != Effect::Missing)
        };
        let slots: Vec<u32> = line.slots().filter(|(period, _)| is_settled(*period)).map(|(_, slot)| slot).collect();
        if slots.is_empty() {
            return;
        }
        let page = self.pages[unit].get_or_insert_with(|| self.layouts.page(campaign, unit, layout));
        for slot in slots {
            page.rows[slot as usize] = Slot::settled();
        }
    }

    /// Marks the slots of a unit's criterion, and of those that borrow its rows, in which nothing is asked for.
    fn set_not_assigned(
        &mut self,
        campaign: &Campaign,
        (unit, criterion, period): (UnitIndex, CriterionIndex, Option<PeriodIndex>),
        concerns: impl Fn(&Leaf) -> bool,
    ) {
        let Some(layout) = self.layouts.of(unit) else { return };
        let Some(line) = layout.line(criterion) else { return };
        let followers = line.followers.iter().map(|follower| &layout.lines[*follower as usize]);
        let lines = std::iter::once(line).chain(followers);
        let concerned = lines.filter(|line| campaign.criteria[line.criterion].leaf.as_ref().is_some_and(&concerns));
        let slots = concerned.flat_map(LineLayout::slots);
        let slots: Vec<u32> = slots.filter(|(slot_period, _)| period.is_none_or(|period| period == *slot_period)).map(|(_, slot)| slot).collect();
        if slots.is_empty() {
            return;
        }
        let page = self.pages[unit].get_or_insert_with(|| self.layouts.page(campaign, unit, layout));
        for slot in slots {
            page.rows[slot as usize] = Slot::not_assigned();
        }
    }

    /// Takes a row of results.
    pub fn enter_result(&mut self, campaign: &Campaign, scope: &Scope, records: &Records<'_>, row: &ResultRow, points: &[Reading<Points>]) {
        if let Some(unit) = row.unit.known().filter(|unit| self.neighbourhoods.has_some(*unit)) {
            self.enter_waiting(campaign, unit);
        }
        if row.is_plain && self.enter_plain(campaign, records, row, points) {
            return;
        }
        self.result_rows += 1;
        if row.estimate.value().is_some() {
            self.estimates += 1;
            self.first_estimate.get_or_insert_with(|| records.place(row.record, results::ESTIMATE));
        }
        let codes = (row.unit.known(), row.criterion.known(), row.period.known());
        let (Some(unit), Some(criterion), Some(period)) = codes else {
            self.unplaced.note((codes.0, codes.1.map(|criterion| campaign.awaited_as(criterion)), codes.2), 1);
            return;
        };
        if row.is_adjusted {
            self.adjusted.insert((unit, criterion, period));
        }
        let id = records.row(usize::from(row.record));
        self.reported[unit].get_or_insert(id);
        let Some(layout) = self.layouts.of(unit) else {
            self.note_unranked(campaign, scope, id, unit, period);
            return;
        };
        let Some((line, slot)) = layout.slot(criterion, period) else {
            // What the sheet of models feeds may stand beside it, and is compared; what another's rows feed is told as such.
            if campaign.criteria[criterion].leaf.as_ref().is_some_and(|leaf| leaf.way.models().is_some() || leaf.figures_of.is_some()) {
                return;
            }
            let is_other_period = layout.line(criterion).is_some_and(|line| !line.periods.is_empty());
            self.unplaced
                .note(if is_other_period { (Some(unit), Some(campaign.awaited_as(criterion)), None) } else { (Some(unit), None, Some(period)) }, 1);
            return;
        };
        let page = self.pages[unit].get_or_insert_with(|| self.layouts.page(campaign, unit, layout));
        self.has_rows[period.get()] = true;
        if let Some(received) = row.received.value()
            && page.is_latest(period, received)
        {
            page.receive(period, Receipt { received, cell: records.row_cell(row.record, results::RECEIVED) });
        }
        if let Some(first) = page.rows[slot as usize].row() {
            self.duplicates.push(Duplicate { first, second: id, unit, criterion: Some(criterion), period: Some(period) });
            return;
        }

        let taken = page::Taken { campaign, scope, line, slot, id, unit, period, row, points, records };
        let clashes = page.take(&taken);
        for follower in &line.followers {
            let line = &layout.lines[*follower as usize];
            let Some(slot) = line.slot_of(period) else { continue };
            // Points in the row are the other criterion's.
            let taken = page::Taken { line, slot, points: &self.no_points, ..taken };
            let Some(clashes) = page.take(&taken) else { continue };
            if clashes.is_too_large {
                self.too_large.push((id, unit, line.criterion, period));
            }
        }
        let Some(clashes) = clashes else { return };
        if clashes.is_too_large {
            self.too_large.push((id, unit, criterion, period));
        }
        if let Some((own, last, group)) = clashes.figure {
            self.contradictions.push(Contradiction { own, last, unit, criterion, group });
        }
        if let Some((first, targets)) = clashes.year_target {
            self.year_targets.push(YearTargetClash { first, second: id, unit, criterion, period, targets });
        }
    }

    /// Counts the records of a batch of results that are no rows, where so many are.
    pub fn note_unusable(&mut self, records: &Records<'_>, usable: usize) {
        self.unplaced.note((None, None, None), broken(records, usable));
    }

    /// Keeps the first row of a unit that stands in no block in a period of the scope.
    fn note_unranked(&mut self, campaign: &Campaign, scope: &Scope, id: RowId, unit: UnitIndex, period: PeriodIndex) {
        if self.unranked[unit].is_some() || !scope.holds(campaign, period) {
            return;
        }
        let membership = campaign.units[unit].in_stretch(&campaign.periods[period].stretch);
        if membership.is_some_and(|membership| membership.block.is_none() && !membership.has_unknown_block) {
            self.unranked[unit] = Some((id, period));
        }
    }

    /// When a duty was done: the book's day, else the latest day of the unit's rows.
    pub fn received(&self, campaign: &Campaign, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<(Day, Option<Place>)> {
        if let Some(receipt) = campaign.receipts.find(unit, duty, period) {
            return Some((receipt.received, Some(receipt.place())));
        }
        match campaign.duties[duty].code.as_str() {
            "dang_ky" => self.registered[unit].received.map(|receipt| (receipt.received, Some(receipt.place()))),
            "ket_qua" => self.pages[unit].as_deref()?.received(period?).map(|receipt| (receipt.received, Some(receipt.place()))),
            _ => None,
        }
    }

    /// The periods that are open: somebody has handed in a row or a receipt for it.
    pub fn open_periods(&self, campaign: &Campaign) -> Vec<PeriodIndex> {
        let mut open = self.has_rows.clone();
        for (_, _, period, _) in campaign.receipts.list() {
            if let Some(period) = period {
                open[period.get()] = true;
            }
        }
        (0..open.len()).filter(|index| open[*index]).map(PeriodIndex::new).collect()
    }
}

/// How many records of a batch are no row: broken, or longer or shorter than the labels.
fn broken(records: &Records<'_>, rows: usize) -> usize {
    let positions = records.from..records.batch.len();
    if positions.len() == rows {
        return 0;
    }
    // A row that does not say whose it is may be this campaign's.
    let is_unplaced = |position: usize| records.whose.is_some_and(|whose| whose[position].is_unplaced());
    let unplaced = positions.clone().filter(|position| is_unplaced(*position)).count();
    let records_of = positions.filter(|position| records.is_taken(*position)).map(|position| records.batch.record(position));
    unplaced + records_of.filter(|record| !record.is_blank() && !is_usable(*record, records.header)).count()
}
