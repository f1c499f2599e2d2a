//! What units have registered, and where proposals or awards are held against it, who has registered for what.

use std::collections::hash_map::Entry;
use std::hash::Hasher as _;

use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::campaign::{Campaign, Receipt, Who};
use crate::draft::definition::SubjectKind;
use crate::ledger::{Duplicate, Ledger, Scope, broken};
use crate::registrations::{self, RegistrationBatch, RegistrationRow};
use crate::sheet::{Reading, RowId, bytes_of, trimmed};
use crate::value::{Day, Table, TitleIndex, UnitIndex};

/// What a unit has registered.
#[derive(Debug, Default)]
pub struct Registered {
    /// Its first row.
    pub first: Option<RowId>,
    /// Its first row that is not withdrawn on the as-of day.
    pub standing: Option<RowId>,
    /// The title of that row.
    pub title: Option<TitleIndex>,
    /// The latest `ngay_nhan` of its rows, and its cell.
    pub received: Option<Receipt>,
    /// How many for each title, in the order of their first rows.
    titles: Vec<(TitleIndex, TitleCount)>,
}

impl Registered {
    /// How many are for a title.
    pub fn count(&self, title: TitleIndex) -> TitleCount {
        self.titles.iter().find(|(one, _)| *one == title).map_or_else(TitleCount::default, |(_, count)| *count)
    }

    fn count_mut(&mut self, title: TitleIndex) -> &mut TitleCount {
        let at = self.titles.iter().position(|(one, _)| *one == title).unwrap_or_else(|| {
            self.titles.push((title, TitleCount::default()));
            self.titles.len() - 1
        });
        &mut self.titles[at].1
    }
}

/// Registrations of one unit for one title.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TitleCount {
    /// Standing on the as-of day.
    pub standing: u32,
    /// Withdrawn by then.
    pub withdrawn: u32,
}

impl TitleCount {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { standing: self.standing + other.standing, withdrawn: self.withdrawn + other.withdrawn }
    }
}

/// A registration of somebody for a title, as the as-of day sees it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Registration {
    /// Its row.
    pub row: RowId,
    /// For which title.
    pub title: TitleIndex,
    /// Whether it is withdrawn by then.
    pub is_withdrawn: bool,
    /// The day it is, where that is known.
    pub withdrawn: Option<Day>,
}

/// Whether somebody has registered for a title, or for one that includes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Registering {
    /// It stands on the as-of day.
    Stands(Registration),
    /// It did, and was withdrawn by then.
    Withdrawn(Registration),
    /// There is none.
    Never,
    /// It cannot be told: some registrations cannot be read, or name nobody by code.
    Unknown,
}

/// The registrations of units and people that are known.
#[derive(Debug, Default)]
pub struct Registrants {
    map: FxHashMap<(Who, TitleIndex), Registration>,
    /// How many name nobody that is known, or no title.
    pub unnamed: usize,
}

impl Registrants {
    /// Whether a campaign has what registrations are held against.
    pub fn are_kept(campaign: &Campaign) -> bool {
        campaign.proposals.is_present || campaign.grants.is_present
    }

    /// Takes a row; of two for one title the one that stands counts, else the first.
    pub(super) fn enter(&mut self, campaign: &Campaign, batch: &RegistrationBatch<'_>, row: &RegistrationRow, is_withdrawn: bool) {
        let (Some(who), Some(title)) = (who(campaign, batch, row), row.title.known()) else {
            self.unnamed += 1;
            return;
        };
        let registration = Registration { row: batch.id(row), title, is_withdrawn, withdrawn: row.withdrawn.value() };
        let known = self.map.entry((who, title)).or_insert(registration);
        if known.is_withdrawn && !is_withdrawn {
            *known = registration;
        }
    }

    /// The registration of somebody for this title alone.
    pub fn own(&self, who: &Who, title: TitleIndex) -> Option<&Registration> {
        self.map.get(&(who.clone(), title))
    }

    /// Everybody who has registered, and for what, in order.
    pub fn list(&self) -> Vec<(&Who, &Registration)> {
        let mut list: Vec<(&Who, &Registration)> = self.map.iter().map(|((who, _), registration)| (who, registration)).collect();
        list.sort_unstable_by_key(|(who, registration)| (*who, registration.title));
        list
    }

    /// Whether somebody has registered for a title, or for one whose registration includes it.
    pub(super) fn find(&self, campaign: &Campaign, who: &Who, title: TitleIndex) -> Option<Registering> {
        let mut withdrawn = None;
        for title in including(campaign, title) {
            match self.own(who, title) {
                Some(registration) if !registration.is_withdrawn => return Some(Registering::Stands(*registration)),
                Some(registration) => withdrawn = withdrawn.or(Some(Registering::Withdrawn(*registration))),
                None => {}
            }
        }
        withdrawn
    }
}

/// What tells that a registration stands twice, unit by unit: as they mostly stand in the sheet.
#[derive(Debug)]
pub(super) struct Claims {
    rows: Table<UnitIndex, FxHashMap<[u64; 2], RowId>>,
    /// Room for what names a registration, kept from one to the next.
    key: Vec<u8>,
}

impl Claims {
    pub(super) fn new(campaign: &Campaign) -> Self {
        Self { rows: campaign.units.indices().map(|_| FxHashMap::default()).collect(), key: Vec::new() }
    }

    /// The row that has registered the same already; else remembers this one.
    ///
    /// What is remembered is 128 bits of a keyed hash: two different registrations meet with a chance below 1 in 10^26 among a million.
    fn claim(&mut self, campaign: &Campaign, unit: UnitIndex, row: &RegistrationRow, batch: &RegistrationBatch<'_>) -> Option<RowId> {
        let is_collective = row.subject.value() == Some(SubjectKind::Collective);
        let record = batch.records.batch.record(usize::from(row.record));
        let year = row.year.value().or(campaign.year).map_or(i64::MIN, i64::from);
        self.key.clear();
        self.key.extend_from_slice(&year.to_le_bytes());
        let columns: &[usize] = if let Some(person) = row.person.known() {
            // By code and by name it is the same person.
            self.key.push(0xFE);
            self.key.extend_from_slice(&person.get().to_le_bytes());
            &[registrations::TITLE]
        } else if is_collective {
            &[registrations::TITLE]
        } else {
            &[registrations::CODE, registrations::NAME, registrations::TITLE]
        };
        for column in columns {
            let bytes = batch.records.header.cell(*column).map(|cell| record.cell(usize::from(cell))).unwrap_or_default();
            self.key.extend_from_slice(&bytes_of(trimmed(&bytes)));
            // No byte of any text: so the next one does not begin elsewhere.
            self.key.push(0xFF);
        }
        let mut hasher = SipHasher13::new_with_keys(0x7468_6964_7561, 0x6461_6e67_6b79);
        hasher.write(&self.key);
        let hash = hasher.finish128();
        let key = [hash.h1, hash.h2];
        match self.rows[unit].entry(key) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(empty) => {
                empty.insert(batch.id(row));
                None
            }
        }
    }
}

impl Ledger {
    /// Takes the rows of a batch of registrations.
    pub fn enter_registrations(&mut self, campaign: &Campaign, scope: &Scope, batch: &RegistrationBatch<'_>) {
        self.unread_registrations += broken(batch.records, batch.rows.len());
        let keeps_registrants = Registrants::are_kept(campaign);
        let years = campaign.time.years(campaign.year);
        for row in batch.rows {
            self.registration_rows += 1;
            let Some(unit) = row.unit.known() else {
                self.unread_registrations += 1;
                continue;
            };
            let id = batch.id(row);
            if let Some(first) = self.claims.claim(campaign, unit, row, batch) {
                self.duplicate_registrations.push(Duplicate { first, second: id, unit, criterion: None, period: None });
                continue;
            }
            let withdrawn = row.is_withdrawn && row.withdrawn.value().is_none_or(|day| day <= scope.as_of);
            if keeps_registrants && row.year.value().is_none_or(|year| years.contains(&year)) {
                self.registrants.enter(campaign, batch, row, withdrawn);
            }
            let registered = &mut self.registered[unit];
            registered.first.get_or_insert(id);
            if !withdrawn && registered.standing.is_none() {
                registered.standing = Some(id);
                registered.title = row.title.known();
            }
            if let Some(day) = row.received.value()
                && registered.received.is_none_or(|latest| latest.received < day)
            {
                registered.received = Some(Receipt { received: day, cell: batch.records.row_cell(row.record, registrations::RECEIVED) });
            }
            if let Some(title) = row.title.known() {
                let count = registered.count_mut(title);
                if withdrawn {
                    count.withdrawn += 1;
                } else {
                    count.standing += 1;
                }
            }
        }
    }

    /// Whether somebody has registered for a title, or for one whose registration includes it, as the as-of day sees it.
    pub fn registering(&self, campaign: &Campaign, who: &Who, title: TitleIndex) -> Registering {
        let is_all_read = self.has_registrations && self.unread_registrations == 0 && self.registrants.unnamed == 0;
        match self.registrants.find(campaign, who, title) {
            Some(found) => found,
            None if is_all_read && Registrants::are_kept(campaign) => Registering::Never,
            None => Registering::Unknown,
        }
    }

    /// Lets go of what tells that a registration stands twice: all have been read.
    pub fn end_registrations(&mut self) {
        self.claims.rows = Table::new();
    }
}

/// A title, and those whose registration includes it, nearest first.
fn including(campaign: &Campaign, title: TitleIndex) -> Vec<TitleIndex> {
    let mut all = vec![title];
    let mut next = 0;
    while let Some(lower) = all.get(next).copied() {
        let above = campaign.titles.enumerate().filter(|(_, above)| above.includes.contains(&lower)).map(|(index, _)| index);
        let more: Vec<TitleIndex> = above.filter(|index| !all.contains(index)).collect();
        all.extend(more);
        next += 1;
    }
    all
}

/// Who a registration is of: a unit; a person by `ca-nhan.csv`, else by the code as written.
fn who(campaign: &Campaign, batch: &RegistrationBatch<'_>, row: &RegistrationRow) -> Option<Who> {
    match row.subject {
        Reading::Value(SubjectKind::Collective) => row.unit.known().map(Who::Unit),
        Reading::Value(SubjectKind::Person) => match row.person.known() {
            Some(person) => Some(Who::Person(campaign.people.list[person].code.clone())),
            None if campaign.people.is_present => None,
            None => {
                let code = batch.text(row, registrations::CODE);
                (!code.is_empty()).then(|| Who::Person(code.as_str().into()))
            }
        },
        Reading::Empty | Reading::Broken => None,
    }
}
