//! Whose a row is: the unit it names, else the one of the person it is about.

use rustc_hash::FxHashMap;

use crate::campaign::Campaign;
use crate::draft::definition::SubjectKind;
use crate::draft::{SUBJECTS, initiatives, leaves, models, people, pledges, proposals, statistics, units};
use crate::pipeline::Run;
use crate::registrations;
use crate::results;
use crate::sheet::{CodeKind, Header, Kind, Sheet, read_word, text_of, trimmed};
use crate::source::Record;
use crate::value::{CampaignIndex, Table, UnitIndex};

/// The sheets whose rows units write. The others are the office's: who takes part, what is assigned, what came in when, who decided what.
const HANDED_IN: [&Sheet; 9] = [
    &results::SHEET,
    &registrations::SHEET,
    &proposals::SHEET,
    &statistics::SHEET,
    &models::SHEET,
    &people::SHEET,
    &initiatives::SHEET,
    &leaves::SHEET,
    &pledges::SHEET,
];

/// Whether units write the rows of a sheet.
pub fn is_handed_in(sheet: &Sheet) -> bool {
    HANDED_IN.iter().any(|one| one.name == sheet.name)
}

/// A unit of the plan, by its place among all of them: campaigns that share a code share the unit.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Unit(usize);

/// The units of a plan, and whose each row is.
pub(super) struct Owners<'a> {
    campaigns: Vec<&'a Campaign>,
    units: Vec<(&'a str, &'a str)>,
    of_campaigns: Table<CampaignIndex, Vec<Unit>>,
}

impl<'a> Owners<'a> {
    pub(super) fn of(run: &'a Run) -> Self {
        let campaigns: Vec<&Campaign> = run.campaigns.iter().map(|one| &one.campaign).collect();
        let mut units: Vec<(&str, &str)> = Vec::new();
        for unit in campaigns.iter().flat_map(|campaign| &campaign.units) {
            units.push((unit.code.as_str(), &unit.last().name));
        }
        units.sort_by_key(|(code, _)| *code);
        units.dedup_by_key(|(code, _)| *code);
        let number = |code: &str| Unit(units.partition_point(|(known, _)| *known < code));
        let of_campaign = |campaign: &&Campaign| campaign.units.iter().map(|unit| number(unit.code.as_str())).collect();
        let of_campaigns = campaigns.iter().map(of_campaign).collect();
        Self { campaigns, units, of_campaigns }
    }

    /// A unit of a campaign.
    pub(super) fn unit(&self, campaign: CampaignIndex, unit: UnitIndex) -> Unit {
        self.of_campaigns[campaign][unit.get()]
    }

    /// Its code.
    pub(super) fn code(&self, unit: Unit) -> &'a str {
        self.units[unit.0].0
    }

    /// Its name.
    pub(super) fn name(&self, unit: Unit) -> &'a str {
        self.units[unit.0].1
    }

    /// The words that are somebody's: codes and names of units, each with the unit, and of people, each with the units they were in.
    pub(super) fn words(&self) -> FxHashMap<Box<str>, Vec<Unit>> {
        let mut words: FxHashMap<Box<str>, Vec<Unit>> = FxHashMap::default();
        let mut enter = |word: &str, owners: &[Unit]| {
            if !word.is_empty() {
                words.entry(word.into()).or_default().extend(owners);
            }
        };
        for (campaign, own) in self.campaigns.iter().zip(&self.of_campaigns) {
            for (unit, owner) in campaign.units.iter().zip(own) {
                enter(unit.code.as_str(), &[*owner]);
                for standing in &unit.standings {
                    enter(&standing.name, &[*owner]);
                    enter(&standing.short, &[*owner]);
                }
            }
            for person in &campaign.people.list {
                let owners: Vec<Unit> = person.stays.iter().filter_map(|stay| Some(own[stay.unit?.get()])).collect();
                enter(person.code.as_str(), &owners);
                for stay in &person.stays {
                    enter(&stay.name, &owners);
                }
            }
        }
        words
    }

    /// The unit whose row a record is, as far as its first `sound` cells tell; none where that is not known.
    pub(super) fn owner(&self, sheet: &'static Sheet, header: &Header, record: Record<'_>, sound: usize) -> Option<Unit> {
        let text = |column: usize| -> Option<Box<str>> {
            let cell = header.cell(column).map(usize::from).filter(|cell| *cell < sound)?;
            let text = text_of(trimmed(&record.cell(cell))).into_owned();
            (!text.is_empty()).then(|| text.into())
        };
        let is_unit = |column: &crate::sheet::Column| matches!(column.kind, Kind::Code(CodeKind::Unit));
        let named = if sheet.name == units::SHEET.name { Some(units::CODE) } else { sheet.columns.iter().position(is_unit) };
        if let Some(code) = named.and_then(text) {
            return self.by_code(&code);
        }
        let column = |key: &str| sheet.columns.iter().position(|column| column.key == key);
        let whom = if sheet.name == initiatives::SHEET.name { Some(initiatives::AUTHOR) } else { column("ma") };
        let code = whom.and_then(text)?;
        let subject = column("doi_tuong").and_then(text).and_then(|subject| read_word(subject.as_bytes(), SUBJECTS).value());
        if column("doi_tuong").is_some() && subject != Some(SubjectKind::Person as usize) {
            return self.by_code(&code);
        }
        self.by_person(&code)
    }

    fn by_code(&self, code: &str) -> Option<Unit> {
        self.units.binary_search_by_key(&code, |(known, _)| known).ok().map(Unit)
    }

    fn by_person(&self, code: &str) -> Option<Unit> {
        self.campaigns.iter().zip(&self.of_campaigns).find_map(|(campaign, own)| {
            let person = campaign.directories.people.find(code.as_bytes())?;
            Some(own[campaign.people.only_unit(person, None)?.get()])
        })
    }
}
