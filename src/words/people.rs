//! What the checks of people share: registrations of people, rows of a person that hold at once.

use crate::campaign::Campaign;
use crate::campaign::people::{Person, Stay};
use crate::draft::definition::SubjectKind;
use crate::draft::{appraisals, discipline, grants, history, initiatives, leaves, proposals, votes};
use crate::registrations::{self, RegistrationBatch, RegistrationRow};
use crate::sheet::{Place, Sheet};
use crate::value::{Day, PersonIndex, UnitIndex};

/// The sheets whose rows are of a unit or a person, with the columns that say which of the two and who.
pub(crate) const OF_WHOM: [(&Sheet, usize, usize); 6] = [
    (&discipline::SHEET, discipline::SUBJECT, discipline::CODE),
    (&appraisals::SHEET, appraisals::SUBJECT, appraisals::CODE),
    (&history::SHEET, history::SUBJECT, history::CODE),
    (&proposals::SHEET, proposals::SUBJECT, proposals::CODE),
    (&votes::SHEET, votes::SUBJECT, votes::CODE),
    (&grants::SHEET, grants::SUBJECT, grants::CODE),
];

/// The sheets whose rows are of a person, with the column that says who.
pub(crate) const OF_PEOPLE: [(&Sheet, usize); 2] = [(&leaves::SHEET, leaves::CODE), (&initiatives::SHEET, initiatives::AUTHOR)];

/// A registration that stands, of a person and a unit that are known.
pub(crate) struct Registered<'b> {
    pub(crate) row: &'b RegistrationRow,
    pub(crate) person: PersonIndex,
    pub(crate) unit: UnitIndex,
    /// Its day; none where it is not known.
    pub(crate) day: Option<Day>,
}

/// The registrations of people that can be held against `ca-nhan.csv`; what was withdrawn is let be.
pub(crate) fn registered<'b>(batch: &'b RegistrationBatch<'_>, campaign: &'b Campaign) -> impl Iterator<Item = Registered<'b>> {
    let rows = if campaign.people.is_present { batch.rows } else { &[] };
    rows.iter().filter(|row| !row.is_withdrawn && !row.received.is_broken() && !is_of_collectives(row, campaign)).filter_map(|row| {
        let (person, unit) = (row.person.known()?, row.unit.known()?);
        Some(Registered { row, person, unit, day: campaign.people.day_of(unit, row.received) })
    })
}

/// Whether the title is for collectives, which is what is wrong with a row about a person.
pub(crate) fn is_of_collectives(row: &RegistrationRow, campaign: &Campaign) -> bool {
    row.title.known().and_then(|title| campaign.titles[title].subject) == Some(SubjectKind::Collective)
}

/// The name of somebody registered: as the row has it, else as `ca-nhan.csv` has it.
pub(crate) fn name_of(batch: &RegistrationBatch<'_>, campaign: &Campaign, one: &Registered<'_>) -> Box<str> {
    let name = batch.text(one.row, registrations::NAME);
    if name.is_empty() { campaign.people.list[one.person].name().into() } else { name.into() }
}

/// Where a registration names its person: by name, else by code.
pub(crate) fn named_at(batch: &RegistrationBatch<'_>, row: &RegistrationRow) -> Place {
    let column = if batch.raw(row, registrations::NAME).is_empty() { registrations::CODE } else { registrations::NAME };
    batch.place(row, column)
}

/// Two rows of a person that hold on the same days.
pub(crate) struct Clash<'a> {
    pub(crate) earlier: &'a Stay,
    pub(crate) later: &'a Stay,
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
}

impl Clash<'_> {
    /// The day on which the earlier row should have ended; none where the later one does not begin later.
    pub(crate) fn ends_before(&self) -> Option<Day> {
        let begins = self.later.from.value()?;
        self.earlier.from.value().is_none_or(|from| from < begins).then(|| begins.previous())
    }
}

/// The rows of a person that hold at once with one before, of those pairs that `counts` says.
pub(crate) fn clashes(person: &Person, counts: impl Fn(&Stay, &Stay) -> bool) -> Vec<Clash<'_>> {
    let mut clashes = Vec::new();
    for (position, later) in person.stays.iter().enumerate().filter(|(_, stay)| stay.is_dated()) {
        let mut before = person.stays[..position].iter().filter(|stay| stay.is_dated() && counts(stay, later));
        clashes.extend(before.find_map(|earlier| clash(earlier, later)));
    }
    clashes
}

fn clash<'a>(earlier: &'a Stay, later: &'a Stay) -> Option<Clash<'a>> {
    let from = earlier.from.value().max(later.from.value());
    let to = match (earlier.to.value(), later.to.value()) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    from.zip(to).is_none_or(|(from, to)| from <= to).then_some(Clash { earlier, later, from, to })
}
