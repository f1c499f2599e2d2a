//! Who has registered for what: kept where proposals or awards are held against registrations.

use rustc_hash::FxHashMap;

use crate::campaign::{Campaign, Who};
use crate::draft::definition::SubjectKind;
use crate::registrations::{self, RegistrationBatch, RegistrationRow};
use crate::sheet::{Reading, RowId};
use crate::value::{Day, TitleIndex};

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
