//! What is judged on: everything a campaign knows, and one candidate.

use crate::campaign::people::{Person, Stay};
use crate::campaign::{Campaign, Proposal, Stretch, Who};
use crate::draft::definition::ByLaw;
use crate::ledger::{Ledger, Scope};
use crate::ranking::Outcome;
use crate::sheet::Place;
use crate::titles::counts_as_advanced;
use crate::value::{Day, PersonCode, PersonIndex, TitleIndex, UnitIndex};

/// Everything that is known.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What was asked for.
    pub scope: &'a Scope,
    /// What the rows came to.
    pub ledger: &'a Ledger,
    /// The ranking.
    pub outcome: &'a Outcome,
}

/// Who is put forward, for what and by which row.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// Who.
    pub who: &'a Who,
    /// The unit of a person, or the collective itself; none where it is not known.
    pub unit: Option<UnitIndex>,
    /// The name.
    pub name: Box<str>,
    /// For which title.
    pub title: TitleIndex,
    /// The year of the achievement.
    pub year: i32,
    /// The row; none where no row puts them forward.
    pub proposal: Option<&'a Proposal>,
}

impl Candidate<'_> {
    /// Which title of the law it is for.
    pub fn by_law(&self, campaign: &Campaign) -> Option<ByLaw> {
        campaign.titles[self.title].by_law
    }

    /// The day of the dossier, where it is known.
    pub fn dossier_day(&self) -> Option<Day> {
        self.proposal?.day.value()
    }

    /// The ground that is stated, in lower case; empty where none is.
    pub fn ground(&self) -> &str {
        self.proposal.map_or("", |proposal| &proposal.ground)
    }

    /// The person, where it is one.
    pub fn person(&self) -> Option<&PersonCode> {
        match self.who {
            Who::Person(person) => Some(person),
            Who::Unit(_) => None,
        }
    }
}

/// A member of a unit on the last day.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// Who.
    pub who: Who,
    /// Everything of the person.
    pub person: &'a Person,
    /// The row that holds on the last day.
    pub stay: &'a Stay,
}

impl<'a> Bench<'a> {
    /// Somebody put forward for a title.
    pub fn candidate(&self, who: &'a Who, title: TitleIndex, proposal: Option<&'a Proposal>) -> Candidate<'a> {
        let campaign = self.campaign;
        let (unit, name): (Option<UnitIndex>, Box<str>) = match who {
            Who::Unit(unit) => {
                (Some(*unit), campaign.units[*unit].in_stretch(&campaign.time).unwrap_or_else(|| campaign.units[*unit].last()).name.clone())
            }
            Who::Person(code) => {
                (proposal.and_then(|proposal| proposal.unit), proposal.map_or_else(|| code.as_str().into(), |proposal| proposal.name.clone()))
            }
        };
        let year = proposal.and_then(|proposal| proposal.year).or(campaign.year).unwrap_or_else(|| campaign.time.to.year());
        Candidate { who, unit, name, title, year, proposal }
    }

    /// Everything of a person; none without a row in `ca-nhan.csv`.
    pub fn person(&self, code: &PersonCode) -> Option<&'a Person> {
        self.person_index(code).map(|person| &self.campaign.people.list[person])
    }

    /// The place of a person among the people.
    pub fn person_index(&self, code: &PersonCode) -> Option<PersonIndex> {
        self.campaign.directories.people.find(code.as_str().as_bytes())
    }

    /// The last day of the campaign, as a stretch.
    pub fn last_day(&self) -> Stretch {
        Stretch { from: self.campaign.time.to, to: self.campaign.time.to }
    }

    /// The members of a unit on the last day of the campaign, and those of whom it cannot be told; none without the sheet of people.
    pub fn members(&self, unit: UnitIndex) -> Option<(Vec<Member<'a>>, Vec<&'a Person>)> {
        let people = &self.campaign.people;
        if !people.is_present || !self.campaign.directories.people.is_complete() {
            return None;
        }
        let (mut members, mut doubtful) = (Vec::new(), Vec::new());
        for person in &people.list {
            let here = |stay: &&Stay| stay.unit == Some(unit) && stay.is_dated() && stay.within(self.last_day()).is_some();
            // Who is in two units at once is nobody's for certain.
            let is_elsewhere =
                |stay: &&Stay| stay.unit.is_some_and(|other| other != unit) && stay.is_dated() && stay.within(self.last_day()).is_some();
            if let Some(stay) = person.stays.iter().find(here) {
                if person.stays.iter().any(|stay| is_elsewhere(&stay)) {
                    doubtful.push(person);
                    continue;
                }
                members.push(Member { who: Who::Person(person.code.clone()), person, stay });
            } else if person.stays.iter().any(|stay| stay.unit == Some(unit) && !stay.is_dated()) {
                doubtful.push(person);
            }
        }
        Some((members, doubtful))
    }

    /// The proposals of somebody in a year, in row order.
    pub fn proposals_of(&self, who: &'a Who, year: i32) -> impl Iterator<Item = Candidate<'a>> {
        let campaign = self.campaign;
        let own = campaign.proposals.list.iter().filter(move |proposal| proposal.who.as_ref() == Some(who));
        own.filter_map(move |proposal| Some(self.candidate(who, proposal.title?, Some(proposal)))).filter(move |candidate| candidate.year == year)
    }

    /// The proposal by which somebody is put forward for advanced worker, or for a title that asks for its standards.
    pub fn put_forward_as_advanced(&self, who: &'a Who, year: i32) -> Option<Candidate<'a>> {
        self.proposals_of(who, year).find(|candidate| counts_as_advanced(candidate.by_law(self.campaign)))
    }

    /// The campaign's titles that are one of the law.
    pub fn titles_of(&self, by_law: ByLaw) -> Vec<TitleIndex> {
        self.campaign.titles.enumerate().filter(|(_, title)| title.by_law == Some(by_law)).map(|(index, _)| index).collect()
    }

    /// Where a title is declared.
    pub fn title_place(&self, title: TitleIndex) -> Place {
        Place::Definition(self.campaign.titles[title].span)
    }
}
