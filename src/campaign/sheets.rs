//! The small sheets resolved: units, targets, the book, extensions, statistics.
//!
//! A row whose codes name nothing is left out here and told of by the checks of the sheets, which read the draft.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::campaign::{Directories, Membership, Unit};
use crate::directory::Unplaced;
use crate::draft::definition::Level;
use crate::draft::{Draft, DraftRow, extensions, receipts, statistics, targets, units};
use crate::sheet::{Place, Reading, RowCell, RowId};
use crate::value::{BlockIndex, CriterionIndex, Day, DaysOff, DutyIndex, PeriodIndex, Quantity, StatisticIndex, Table, UnitIndex};

/// A target a unit was told to reach.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The figure; none where the criterion is not assigned.
    pub figure: Option<Quantity>,
    /// Its cell.
    pub place: Place,
    /// Its row.
    pub row: RowId,
    /// The same, among the rows of the draft.
    pub position: usize,
    /// Whether the criterion is not assigned to the unit (`khong_giao`).
    pub is_not_assigned: bool,
}

/// The targets of `chi-tieu.csv`; without a period, the year's.
#[derive(Debug, Default)]
pub struct Targets {
    map: FxHashMap<(UnitIndex, CriterionIndex, Option<PeriodIndex>), Target>,
    /// Rows that could not be read.
    pub unread: Unplaced<UnitIndex, CriterionIndex, Option<PeriodIndex>>,
    /// Whether some criterion is not assigned to some unit.
    pub some_are_not_assigned: bool,
}

impl Targets {
    /// The target of a unit, criterion and period.
    pub fn find(&self, unit: UnitIndex, criterion: CriterionIndex, period: Option<PeriodIndex>) -> Option<&Target> {
        if self.map.is_empty() {
            return None;
        }
        self.map.get(&(unit, criterion, period))
    }

    /// Every target, in row order.
    pub fn list(&self) -> Vec<(UnitIndex, CriterionIndex, Option<PeriodIndex>, Target)> {
        let mut list: Vec<_> = self.map.iter().map(|(key, target)| (key.0, key.1, key.2, *target)).collect();
        list.sort_by_key(|entry| entry.3.row);
        list
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

/// What was handed in.
#[derive(Clone, Copy, Debug)]
pub struct Receipt {
    /// The day it came.
    pub received: Day,
    /// The cell of the day.
    pub cell: RowCell,
}

impl Receipt {
    /// Where the day stands.
    pub fn place(&self) -> Place {
        self.cell.into()
    }
}

/// The book, `nop.csv`.
#[derive(Debug, Default)]
pub struct Receipts {
    map: FxHashMap<(UnitIndex, DutyIndex, Option<PeriodIndex>), Receipt>,
    /// Rows that could not be read.
    pub unread: Unplaced<UnitIndex, DutyIndex, Option<PeriodIndex>>,
}

impl Receipts {
    /// What the book says of a unit, duty and period.
    pub fn find(&self, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<&Receipt> {
        self.map.get(&(unit, duty, period))
    }

    /// Every receipt, by unit, duty and period.
    pub fn list(&self) -> Vec<(UnitIndex, DutyIndex, Option<PeriodIndex>, Receipt)> {
        let mut list: Vec<_> = self.map.iter().map(|(key, receipt)| (key.0, key.1, key.2, *receipt)).collect();
        list.sort_by_key(|entry| (entry.0, entry.1, entry.2));
        list
    }
}

/// A deadline moved for one unit.
#[derive(Clone, Debug)]
pub struct Extension {
    /// The last day that is in time, after the rule for days off: it is a deadline like the one it replaces.
    pub through: Day,
    /// The document that allows it.
    pub document: Box<str>,
    /// The cell of the day.
    pub place: Place,
}

/// The extensions of `gia-han.csv`.
#[derive(Debug, Default)]
pub struct Extensions {
    map: FxHashMap<(UnitIndex, DutyIndex, Option<PeriodIndex>), Extension>,
}

impl Extensions {
    /// The extension of a unit's deadline.
    pub fn find(&self, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<&Extension> {
        self.map.get(&(unit, duty, period))
    }

    /// Every extension, by unit, duty and period.
    pub fn list(&self) -> Vec<(UnitIndex, DutyIndex, Option<PeriodIndex>, &Extension)> {
        let mut list: Vec<_> = self.map.iter().map(|(key, extension)| (key.0, key.1, key.2, extension)).collect();
        list.sort_by_key(|entry| (entry.0, entry.1, entry.2));
        list
    }
}

/// One figure of `thong-ke.csv`.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// The unit.
    pub unit: UnitIndex,
    /// The statistic.
    pub statistic: StatisticIndex,
    /// The period, where it is of one.
    pub period: Option<PeriodIndex>,
    /// The figure; yes is 1, no is 0.
    pub value: Quantity,
    /// Its cell.
    pub place: Place,
}

/// The figures of `thong-ke.csv`.
#[derive(Debug, Default)]
pub struct Statistics {
    /// Each figure once, in row order.
    pub figures: Vec<Figure>,
    /// Where each stands among them.
    places: FxHashMap<(UnitIndex, StatisticIndex, Option<PeriodIndex>), usize>,
    /// Rows that could not be read.
    pub unread: Unplaced<UnitIndex, StatisticIndex, Option<PeriodIndex>>,
    /// Whether the sheet is there.
    pub is_present: bool,
}

impl Statistics {
    /// The figure of a unit, statistic and period.
    pub fn find(&self, unit: UnitIndex, statistic: StatisticIndex, period: Option<PeriodIndex>) -> Option<Figure> {
        self.places.get(&(unit, statistic, period)).map(|place| self.figures[*place])
    }

    /// The sum of a statistic over the units and periods that pass; none where no row does.
    pub fn sum(&self, statistic: StatisticIndex, passes: impl Fn(&Figure) -> bool) -> Option<Quantity> {
        let mut figures = self.figures.iter().filter(|figure| figure.statistic == statistic && passes(figure)).peekable();
        figures.peek()?;
        Some(figures.map(|figure| figure.value).sum())
    }
}

/// The units of `don-vi.csv`.
pub(super) fn units(draft: &Draft, directories: &mut Directories) -> Table<UnitIndex, Unit> {
    let mut table: Table<UnitIndex, Unit> = Table::default();
    for row in &draft.units.rows {
        let code = row.text(units::CODE);
        if code.is_empty() {
            continue;
        }
        let membership = membership(row, directories);
        let index = directories.units.find(code.as_bytes()).unwrap_or_else(|| {
            // Nearly every unit has one standing.
            let index = table.push(Unit { code: code.into(), standings: Vec::with_capacity(1) });
            directories.units.enter(code, index);
            index
        });
        table[index].standings.push(membership);
    }
    table
}

/// In the order of the words of the sheet.
const LEVELS: [Level; 5] = [Level::Central, Level::Province, Level::Department, Level::District, Level::Commune];

fn membership(row: &DraftRow, directories: &Directories) -> Membership {
    let name = row.text(units::NAME);
    let short = row.text(units::SHORT);
    let named = row.text(units::BLOCK);
    let block: Option<BlockIndex> = directories.blocks.find(named.as_bytes());
    Membership {
        name: name.into(),
        short: if short.is_empty() { name.into() } else { short.into() },
        block,
        has_unknown_block: block.is_none() && !named.is_empty(),
        kind: directories.kinds.find(row.text(units::KIND).as_bytes()),
        level: row.word(units::LEVEL, units::LEVELS).value().map(|level| LEVELS[level]),
        from: row.day(units::FROM).value(),
        to: row.day(units::TO).value(),
        row: row.id,
        place: row.place(units::CODE),
    }
}

/// A cell of an optional period: none where it is empty, an outer none where it names nothing.
#[expect(clippy::option_option, reason = "the two are told apart on the spot and go no further")]
fn period_of(row: &DraftRow, column: usize, directories: &Directories) -> Option<Option<PeriodIndex>> {
    match row.text(column) {
        "" => Some(None),
        code => directories.periods.find(code.as_bytes()).map(Some),
    }
}

/// The year in a column; broken where it is no year at all.
pub fn year_in(row: &DraftRow, column: usize) -> Reading<i32> {
    match row.quantity(column) {
        Reading::Value(value) => value.to_string().parse().map_or(Reading::Broken, Reading::Value),
        Reading::Empty => Reading::Empty,
        Reading::Broken => Reading::Broken,
    }
}

/// The targets; of two rows with one key the first stands.
pub(super) fn targets(draft: &Draft, directories: &Directories) -> Targets {
    let mut map = FxHashMap::default();
    let mut unread = Unplaced::default();
    unread.note((None, None, None), draft.targets.broken);
    for (position, row) in draft.targets.rows.iter().enumerate() {
        let unit = directories.units.find(row.text(targets::UNIT).as_bytes());
        let criterion = directories.criteria.find(row.text(targets::CRITERION).as_bytes());
        let period = period_of(row, targets::PERIOD, directories);
        let (Some(known_unit), Some(known_criterion), Some(known_period)) = (unit, criterion, period) else {
            unread.note((unit, criterion, period), 1);
            continue;
        };
        let is_not_assigned = row.yes(targets::NOT_ASSIGNED) == Reading::Value(true);
        let reading = row.quantity(targets::TARGET);
        if reading.is_broken() {
            unread.note((unit, criterion, period), 1);
        }
        let figure = reading.value();
        if figure.is_none() && !is_not_assigned {
            continue;
        }
        let target = Target { figure, place: row.place(targets::TARGET), row: row.id, position, is_not_assigned };
        map.entry((known_unit, known_criterion, known_period)).or_insert(target);
    }
    let some_are_not_assigned = map.values().any(|target: &Target| target.is_not_assigned);
    Targets { map, unread, some_are_not_assigned }
}

/// The book; of two rows with one key the first stands.
pub(super) fn receipts(draft: &Draft, directories: &Directories) -> Receipts {
    let mut map = FxHashMap::default();
    let mut unread = Unplaced::default();
    unread.note((None, None, None), draft.receipts.broken);
    for row in &draft.receipts.rows {
        let unit = directories.units.find(row.text(receipts::UNIT).as_bytes());
        let duty = directories.duties.find(row.text(receipts::DUTY).as_bytes());
        let period = period_of(row, receipts::PERIOD, directories);
        let received = row.day(receipts::RECEIVED).value();
        let (Some(known_unit), Some(known_duty), Some(known_period), Some(received)) = (unit, duty, period, received) else {
            unread.note((unit, duty, period), 1);
            continue;
        };
        map.entry((known_unit, known_duty, known_period)).or_insert(Receipt { received, cell: row.row_cell(receipts::RECEIVED) });
    }
    Receipts { map, unread }
}

/// The extensions; of two rows with one key the first stands.
pub(super) fn extensions(draft: &Draft, (days_off, moves): (&DaysOff, bool), directories: &Directories) -> Extensions {
    let mut map = FxHashMap::default();
    for row in &draft.extensions.rows {
        let unit = directories.units.find(row.text(extensions::UNIT).as_bytes());
        let duty = directories.duties.find(row.text(extensions::DUTY).as_bytes());
        let (Some(unit), Some(duty), Some(period)) = (unit, duty, period_of(row, extensions::PERIOD, directories)) else { continue };
        let Some(through) = row.day(extensions::NEW_DAY).value() else { continue };
        let through = if moves && days_off.is_off(through) { days_off.next_working_day(through) } else { through };
        let document = row.text(extensions::DOCUMENT).into();
        map.entry((unit, duty, period)).or_insert(Extension { through, document, place: row.place(extensions::NEW_DAY) });
    }
    Extensions { map }
}

/// The statistics; of two rows with one key the first stands.
pub(super) fn statistics(draft: &Draft, directories: &Directories) -> Statistics {
    let mut made = Statistics { is_present: draft.statistics.is_present, ..Statistics::default() };
    made.unread.note((None, None, None), draft.statistics.broken);
    for row in &draft.statistics.rows {
        let unit = directories.units.find(row.text(statistics::UNIT).as_bytes());
        let statistic = directories.statistics.find(row.text(statistics::STATISTIC).as_bytes());
        let period = period_of(row, statistics::PERIOD, directories);
        let answer = row.yes(statistics::VALUE).value().map(|yes| Quantity::whole(i64::from(yes)));
        let value = row.quantity(statistics::VALUE).value().or(answer);
        let (Some(known_unit), Some(known_statistic), Some(known_period), Some(value)) = (unit, statistic, period, value) else {
            if !row.text(statistics::VALUE).is_empty() {
                made.unread.note((unit, statistic, period), 1);
            }
            continue;
        };
        if let Entry::Vacant(empty) = made.places.entry((known_unit, known_statistic, known_period)) {
            empty.insert(made.figures.len());
            let place = row.place(statistics::VALUE);
            made.figures.push(Figure { unit: known_unit, statistic: known_statistic, period: known_period, value, place });
        }
    }
    made
}
