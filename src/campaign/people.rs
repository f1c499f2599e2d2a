//! The people of `ca-nhan.csv`: who was in which unit when, as what, and whom a code or a name means.

mod rules;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::campaign::{Directories, Receipts, Stretch, Unit};
use crate::directory::Directory;
use crate::draft::definition::ContractForm;
use crate::draft::{Draft, DraftRow, people};
use crate::sheet::{Header, Place, Reading, RowId};
use crate::value::{Day, PersonCode, PersonIndex, Table, UnitIndex, text};

pub(super) use rules::kinds;
pub use rules::{Condition, Lack, PersonKind, PersonRule, Verdict};

/// The people, and what decides who of them takes part.
#[derive(Debug, Default)]
pub struct People {
    /// Whether the folder has the sheet; without it nothing is held against a registration.
    pub is_present: bool,
    /// The people, in the order of their first rows.
    pub list: Table<PersonIndex, Person>,
    /// The kinds of person that take part, each with its rules; none: nothing is told apart.
    pub kinds: Vec<PersonKind>,
    /// The kinds that do not take part, as the people have them.
    pub unlisted: Vec<Box<str>>,
    /// Whether some rule hangs on the day of the registration.
    pub hangs_on_days: bool,
    /// Whether every declaration of kinds could be read.
    knows_all_kinds: bool,
    /// For each unit the group of a name, as written and folded.
    names: Vec<FxHashMap<Box<[u8]>, u32>>,
    /// Those of one name in one unit.
    namesakes: Vec<Vec<PersonIndex>>,
    /// For each unit its groups of names.
    groups: Vec<Vec<u32>>,
    /// The units in which there is a folded name.
    units_of: FxHashMap<Box<str>, Vec<UnitIndex>>,
    /// The first person of a folded code without leading zeros.
    twins: FxHashMap<Box<str>, PersonIndex>,
    handed_in: Vec<Option<Day>>,
    time: Option<Stretch>,
}

/// A person.
#[derive(Debug)]
pub struct Person {
    /// `ma`.
    pub code: PersonCode,
    /// Where the person was when, in file order.
    pub stays: Vec<Stay>,
}

/// One row of a person: in which unit, as what, between which days.
#[derive(Debug)]
pub struct Stay {
    /// `ho_ten`.
    pub name: Box<str>,
    /// The unit; none where it is not known.
    pub unit: Option<UnitIndex>,
    /// `chuc_vu`; empty where nothing is said.
    pub position: Box<str>,
    /// Woman, as `gioi_tinh` says.
    pub is_woman: Reading<bool>,
    /// Whether the person is a leader.
    pub is_leader: bool,
    /// The kind.
    pub kind: StayKind,
    /// Whether the person is on probation; empty where the sheet has no such column.
    pub is_on_probation: Reading<bool>,
    /// Contract with or without a term.
    pub contract: Reading<ContractForm>,
    /// The term of the contract, in months.
    pub term: Reading<i64>,
    /// The day of recruitment.
    pub recruited: Reading<Day>,
    /// First day.
    pub from: Reading<Day>,
    /// Last day.
    pub to: Reading<Day>,
    /// Its row.
    pub row: RowId,
    header: Arc<Header>,
}

/// What `loai` of a stay says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StayKind {
    /// Nothing.
    Empty,
    /// A kind that takes part, by its place among the kinds.
    Known(u16),
    /// A code so near to a kind's that it may be a slip.
    Misspelt,
    /// A kind that does not take part, by its place among those that do not.
    NotListed(u16),
}

impl Stay {
    /// Where a column's cell stands; the row where the file has no such column.
    pub fn place(&self, column: usize) -> Place {
        self.header.cell(column).map_or(Place::Row(self.row), |cell| Place::Cell(self.row, cell))
    }

    /// Whether its file has a column.
    pub fn has(&self, column: usize) -> bool {
        self.header.cell(column).is_some()
    }

    /// Whether its days can be read and are in order.
    pub fn is_dated(&self) -> bool {
        let is_in_order = || self.from.value().zip(self.to.value()).is_none_or(|(from, to)| from <= to);
        !self.from.is_broken() && !self.to.is_broken() && is_in_order()
    }

    /// The days of a stretch on which it holds.
    pub fn within(&self, stretch: Stretch) -> Option<Stretch> {
        let from = self.from.value().map_or(stretch.from, |from| from.max(stretch.from));
        let to = self.to.value().map_or(stretch.to, |to| to.min(stretch.to));
        (from <= to).then_some(Stretch { from, to })
    }
}

impl Person {
    /// The name, as its last row has it.
    pub fn name(&self) -> &str {
        &self.stays.last().expect("a person is made from a row").name
    }

    /// Whether some row does not tell where the person was when; what is wrong with it is told elsewhere.
    pub fn is_in_doubt(&self) -> bool {
        self.stays.iter().any(|stay| stay.unit.is_none() || !stay.is_dated())
    }
}

impl People {
    /// The day of a registration: its own, else the day the unit's registrations came by the book; none where neither tells.
    pub fn day_of(&self, unit: UnitIndex, received: Reading<Day>) -> Option<Day> {
        match received {
            Reading::Value(day) => Some(day),
            Reading::Empty => self.handed_in.get(unit.get()).copied().flatten(),
            Reading::Broken => None,
        }
    }

    /// The days something is judged over: the day, else the campaign's time.
    pub fn days(&self, day: Option<Day>) -> Stretch {
        day.map_or_else(|| self.time.expect("people are made with the campaign's time"), |day| Stretch { from: day, to: day })
    }

    /// Those of a name in a unit, whenever they were there.
    pub fn named(&self, unit: UnitIndex, name: &[u8]) -> &[PersonIndex] {
        let Some(names) = self.names.get(unit.get()).filter(|names| !names.is_empty()) else { return &[] };
        let folded = || names.get(folded_name(name).as_bytes());
        names.get(name).or_else(folded).map_or(&[], |group| &self.namesakes[*group as usize])
    }

    /// The one of a name in a unit; of several the one who was there on the day.
    pub fn only_named(&self, unit: UnitIndex, name: &[u8], day: Option<Day>) -> Option<PersonIndex> {
        if let [only] = self.named(unit, name) {
            return Some(*only);
        }
        let is_there = |person: &&PersonIndex| self.stays_in(**person, unit, day).next().is_some();
        let mut there = self.named(unit, name).iter().filter(is_there);
        there.next().filter(|_| there.next().is_none()).copied()
    }

    /// The names in a unit that a name may be a slip for.
    pub fn near_names(&self, unit: UnitIndex, name: &str) -> Vec<Box<str>> {
        let people = self.groups.get(unit.get()).into_iter().flatten().map(|group| &self.list[self.namesakes[*group as usize][0]]);
        let names = people.flat_map(|person| &person.stays).filter(|stay| stay.unit == Some(unit)).map(|stay| &*stay.name);
        text::nearest(name, names, 3).into_iter().map(Into::into).collect()
    }

    /// Those of a name in any unit, each with the unit.
    pub fn everywhere(&self, name: &str) -> impl Iterator<Item = (PersonIndex, UnitIndex)> {
        let folded = folded_name(name.as_bytes());
        let units = self.units_of.get(folded.as_str()).into_iter().flatten();
        units.flat_map(move |unit| self.named(*unit, folded.as_bytes()).iter().map(|person| (*person, *unit)))
    }

    /// The person whose code differs from this one in case, accents or leading zeros alone.
    pub fn twin(&self, code: &str) -> Option<PersonIndex> {
        self.twins.get(folded_code(code).as_str()).copied()
    }

    /// Whether a name is empty or the person's in some row.
    pub fn is_name_of(&self, person: PersonIndex, name: &[u8]) -> bool {
        let stays = &self.list[person].stays;
        name.is_empty()
            || stays.iter().any(|stay| stay.name.as_bytes() == name)
            || stays.iter().any(|stay| folded_name(stay.name.as_bytes()) == folded_name(name))
    }

    /// The one unit a person was in on the day, else in the campaign's time; none where it was none, or several.
    pub fn only_unit(&self, person: PersonIndex, day: Option<Day>) -> Option<UnitIndex> {
        let days = self.days(day);
        let mut units = self.list[person].stays.iter().filter(|stay| stay.within(days).is_some()).map(|stay| stay.unit);
        let first = units.next()??;
        units.all(|unit| unit == Some(first)).then_some(first)
    }

    /// The rows of a person in a unit on the day, else in the campaign's time.
    pub fn stays_in(&self, person: PersonIndex, unit: UnitIndex, day: Option<Day>) -> impl Iterator<Item = &Stay> {
        let days = self.days(day);
        self.list[person].stays.iter().filter(move |stay| stay.unit == Some(unit) && stay.within(days).is_some())
    }
}

/// A name as names are compared: letters of either case and tones in either fashion are the same.
pub fn folded_name(name: &[u8]) -> String {
    text::fold_accents(&crate::sheet::text_of(crate::sheet::trimmed(name)))
}

/// A code without what is easily lost of it: case, accents, leading zeros.
fn folded_code(code: &str) -> String {
    let folded = text::fold(code);
    folded.trim_start_matches('0').to_owned()
}

/// The people of the sheet; a row without a code is no person's.
pub(super) fn people(
    draft: &Draft,
    kinds: Vec<PersonKind>,
    time: Stretch,
    (units, receipts): (&Table<UnitIndex, Unit>, &Receipts),
    directories: &mut Directories,
) -> People {
    let mut list: Table<PersonIndex, Person> = Table::default();
    let rows = &draft.people;
    if rows.broken > 0 {
        directories.people.lack();
    }
    let (mut others, mut unlisted): (FxHashMap<&str, StayKind>, Vec<Box<str>>) = (FxHashMap::default(), Vec::new());
    for row in &rows.rows {
        let code = row.text(people::CODE);
        if code.is_empty() {
            directories.people.lack();
            continue;
        }
        let kind = row.text(people::KIND);
        let kind = match directories.person_kinds.find(kind.as_bytes()) {
            Some(known) => StayKind::Known(known),
            None if kind.is_empty() => StayKind::Empty,
            None => *others.entry(kind).or_insert_with(|| other(&directories.person_kinds, kind, &mut unlisted)),
        };
        let stay = stay(row, kind, &directories.units);
        let index = directories.people.find(code.as_bytes()).unwrap_or_else(|| {
            let index = list.push(Person { code: code.into(), stays: Vec::new() });
            directories.people.enter(code, index);
            index
        });
        list[index].stays.push(stay);
    }
    let hangs_on_days =
        kinds.iter().flat_map(|kind| &kind.rules).any(|rule| rule.from.is_some() || rule.to.is_some() || rule.least_service.is_some());
    let registration = directories.duties.find(b"dang_ky");
    let handed_in = |unit: UnitIndex| receipts.find(unit, registration?, None).map(|receipt| receipt.received);
    let mut people = People {
        is_present: rows.is_present,
        hangs_on_days: hangs_on_days || list.iter().any(|person| person.stays.len() > 1),
        knows_all_kinds: directories.person_kinds.is_complete(),
        handed_in: if rows.is_present { units.indices().map(handed_in).collect() } else { Vec::new() },
        time: Some(time),
        list,
        kinds,
        unlisted,
        ..People::default()
    };
    people.enter_names(units.len());
    people
}

/// A code that is no kind that takes part: a slip, or a kind that does not.
fn other(kinds: &Directory<u16>, code: &str, unlisted: &mut Vec<Box<str>>) -> StayKind {
    // A kind is often named after a wider one, with a word more: that is no slip.
    let goes_on = |one: &str, other: &str| text::fold(one).strip_prefix(&text::fold(other)).is_some_and(|rest| rest.starts_with(' '));
    let is_slip = kinds.nearest(code).iter().any(|near| !goes_on(near, code) && !goes_on(code, near));
    match u16::try_from(unlisted.len()) {
        Ok(next) if !is_slip => {
            unlisted.push(code.into());
            StayKind::NotListed(next)
        }
        Ok(_) | Err(_) => StayKind::Misspelt,
    }
}

fn stay(row: &DraftRow, kind: StayKind, units: &Directory<UnitIndex>) -> Stay {
    let word = |column: usize, words| row.word(column, words);
    let contract = match word(people::CONTRACT, people::CONTRACTS) {
        Reading::Empty => Reading::Empty,
        Reading::Broken => Reading::Broken,
        Reading::Value(0) => Reading::Value(ContractForm::Indefinite),
        Reading::Value(_) => Reading::Value(ContractForm::FixedTerm),
    };
    let is_woman = match word(people::GENDER, people::GENDERS) {
        Reading::Empty => Reading::Empty,
        Reading::Broken => Reading::Broken,
        Reading::Value(gender) => Reading::Value(gender == 1),
    };
    let is_on_probation = match row.yes(people::PROBATION) {
        Reading::Empty if row.has(people::PROBATION) => Reading::Value(false),
        reading => reading,
    };
    let term = match row.quantity(people::TERM) {
        Reading::Empty => Reading::Empty,
        Reading::Broken => Reading::Broken,
        Reading::Value(months) => months.to_string().parse().map_or(Reading::Broken, Reading::Value),
    };
    Stay {
        name: row.text(people::NAME).into(),
        unit: units.find(row.text(people::UNIT).as_bytes()),
        position: row.text(people::POSITION).into(),
        is_woman,
        is_leader: row.yes(people::LEADER) == Reading::Value(true),
        kind,
        is_on_probation,
        contract,
        term,
        recruited: row.day(people::RECRUITED),
        from: row.day(people::FROM),
        to: row.day(people::TO),
        row: row.id,
        header: Arc::clone(row.header()),
    }
}

impl People {
    /// Enters everybody by name in each unit they were in: as written, and folded.
    fn enter_names(&mut self, units: usize) {
        if !self.is_present {
            return;
        }
        self.names.resize_with(units, FxHashMap::default);
        self.groups.resize_with(units, Vec::new);
        for (index, person) in self.list.enumerate() {
            self.twins.entry(folded_code(person.code.as_str()).into()).or_insert(index);
            for stay in &person.stays {
                let Some(unit) = stay.unit.filter(|_| !stay.name.is_empty()) else { continue };
                let folded = folded_name(stay.name.as_bytes());
                let names = &mut self.names[unit.get()];
                let group = *names.entry(folded.as_bytes().into()).or_insert_with(|| {
                    let group = u32::try_from(self.namesakes.len()).expect("people are fewer than rows");
                    self.namesakes.push(Vec::new());
                    self.groups[unit.get()].push(group);
                    self.units_of.entry(folded.into()).or_default().push(unit);
                    group
                });
                names.entry(stay.name.as_bytes().into()).or_insert(group);
                let group = &mut self.namesakes[group as usize];
                if group.last() != Some(&index) {
                    group.push(index);
                }
            }
        }
    }
}
