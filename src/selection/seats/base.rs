//! What a share is of: those put forward or awarded, those who take part, or a statistic.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::campaign::people::Verdict;
use crate::campaign::titles::QuotaBase;
use crate::campaign::{Campaign, Stretch, Who};
use crate::draft::definition::ByLaw;
use crate::selection::Look;
use crate::selection::seats::standing::Standing;
use crate::selection::seats::{OpenSeats, is_of};
use crate::value::{PersonIndex, Quantity, TitleIndex, UnitIndex};

/// What a base comes to, of the whole agency or of one unit.
pub(super) fn count(look: Look<'_, '_>, standing: &Standing<'_>, base: QuotaBase, unit: Option<UnitIndex>) -> Result<Quantity, OpenSeats> {
    let campaign = look.campaign;
    let is_in = |own: Option<UnitIndex>| unit.is_none() || own == unit;
    let number = |count: usize| Quantity::whole(i64::try_from(count).unwrap_or(i64::MAX));
    match base {
        QuotaBase::Proposed(title) => {
            if campaign.proposals.unread > 0 {
                return Err(OpenSeats::UnreadProposals(campaign.proposals.unread));
            }
            let counted = counted_as(campaign, title);
            let mut all: FxHashSet<&Who> = FxHashSet::default();
            for own in counted {
                let put_forward = if unit.is_none() { standing.all(own) } else { standing.in_unit(own, unit) };
                // Who is behind the cut of a higher title still meets the standards of the one it includes.
                let is_cut = |who: &Who| own == title && standing.cut.contains(&(own, who.clone()));
                all.extend(put_forward.iter().filter(|who| is_of(who, campaign.titles[title].subject) && !is_cut(who)));
            }
            Ok(number(all.len()))
        }
        QuotaBase::Granted(title) => {
            if !campaign.grants.is_present || campaign.grants.unread > 0 {
                return Err(OpenSeats::NoGrants);
            }
            let counted = counted_as(campaign, title);
            let grants = campaign.grants.list.iter().filter(|grant| counted.contains(&grant.title));
            let grants =
                grants.map(|grant| &grant.candidate).filter(|who| is_in(unit_of(campaign, who)) && is_of(who, campaign.titles[title].subject));
            Ok(number(grants.collect::<BTreeSet<_>>().len()))
        }
        QuotaBase::Units => Ok(number(campaign.units.indices().filter(|own| is_in(Some(*own)) && takes_part(campaign, *own)).count())),
        QuotaBase::People => people(campaign, unit).map(number),
        QuotaBase::Statistic(statistic) => {
            let sum = campaign.figures.sum(statistic, |figure| is_in(Some(figure.unit)));
            sum.ok_or(OpenSeats::NoFigure)
        }
    }
}

/// A title, and those whose registration or standards include it.
fn counted_as(campaign: &Campaign, title: TitleIndex) -> Vec<TitleIndex> {
    let mut counted = vec![title];
    loop {
        let includes = |higher: &TitleIndex| counted.iter().any(|known| includes(campaign, *higher, *known));
        let more: Vec<TitleIndex> = campaign.titles.indices().filter(|one| !counted.contains(one)).filter(includes).collect();
        if more.is_empty() {
            return counted;
        }
        counted.extend(more);
    }
}

/// Whether who is put forward for one title counts among those put forward for another.
///
/// CSTĐCS asks for the standards of LĐTT, not for its decision (khoản 1 Điều 23 of the law of 2022), so its people count among LĐTT.
fn includes(campaign: &Campaign, higher: TitleIndex, lower: TitleIndex) -> bool {
    let (above, below) = (&campaign.titles[higher], &campaign.titles[lower]);
    let by_law = above.by_law == Some(ByLaw::GrassrootsFighter) && below.by_law == Some(ByLaw::AdvancedWorker);
    by_law || above.includes.contains(&lower)
}

/// Whether a unit takes part: of a kind that does, where kinds are declared, in the campaign's time.
fn takes_part(campaign: &Campaign, unit: UnitIndex) -> bool {
    let standing = campaign.units[unit].in_stretch(&campaign.time);
    standing.is_some_and(|standing| campaign.kinds.is_empty() || standing.kind.is_some())
}

/// The people who take part on the campaign's last day.
fn people(campaign: &Campaign, unit: Option<UnitIndex>) -> Result<usize, OpenSeats> {
    let people = &campaign.people;
    if !people.is_present || !campaign.directories.people.is_complete() {
        return Err(OpenSeats::NoPeople);
    }
    let last = Stretch { from: campaign.time.to, to: campaign.time.to };
    let mut count = 0;
    for person in &people.list {
        let mut there = person.stays.iter().filter(|stay| stay.within(last).is_some() && (unit.is_none() || stay.unit == unit));
        let Some(stay) = there.next() else { continue };
        match people.verdict_on(stay, last) {
            Verdict::TakesPart => count += 1,
            Verdict::NotListed { .. } | Verdict::Refused { .. } => {}
            Verdict::Open { .. } => return Err(OpenSeats::NoPeople),
        }
    }
    Ok(count)
}

/// The unit of somebody: itself, or the only one of a person.
pub(super) fn unit_of(campaign: &Campaign, who: &Who) -> Option<UnitIndex> {
    match who {
        Who::Unit(unit) => Some(*unit),
        Who::Person(code) => {
            let person: PersonIndex = campaign.directories.people.find(code.as_str().as_bytes())?;
            campaign.people.only_unit(person, Some(campaign.time.to))
        }
    }
}
