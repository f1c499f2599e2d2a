//! The cut: who is before and behind the last seat in the declared order, and who is equal on the line.

use crate::campaign::Who;
use crate::campaign::votes::Meeting;
use crate::draft::definition::{QuotaOrder, YearGrade};
use crate::ranking::measure_at;
use crate::selection::Look;
use crate::selection::seats::{OpenSeats, Place, base};
use crate::value::{Fraction, TitleIndex, UnitIndex};

/// Places more candidates than there are seats.
pub(super) fn cut(
    look: Look<'_, '_>,
    title: TitleIndex,
    order: Option<QuotaOrder>,
    candidates: Vec<&Who>,
    seats: i64,
) -> Result<Vec<(Who, Place)>, OpenSeats> {
    let Ok(seats) = usize::try_from(seats) else { return Err(OpenSeats::NoOrder) };
    if seats == 0 {
        return Ok(candidates.into_iter().map(|who| (who.clone(), Place::Beyond)).collect());
    }
    let order = order.ok_or(OpenSeats::NoOrder)?;
    if order == QuotaOrder::UnitPoints && !are_of_one_block(look, &candidates) {
        return Err(OpenSeats::OtherBlocks);
    }
    let keyed: Vec<(&Who, Option<Fraction>)> = candidates.into_iter().map(|who| (who, key(look, title, order, who))).collect();
    let without: Vec<Who> = keyed.iter().filter(|(_, key)| key.is_none()).map(|(who, _)| (*who).clone()).collect();
    if !without.is_empty() {
        return Err(OpenSeats::NotOrdered(without));
    }
    let mut keyed: Vec<(&Who, Fraction)> = keyed.into_iter().filter_map(|(who, key)| Some((who, key?))).collect();
    keyed.sort_by_key(|(_, key)| std::cmp::Reverse(*key));
    let line = keyed[seats - 1].1;
    let is_tied = keyed.get(seats).is_some_and(|(_, next)| *next == line);
    let before = keyed.iter().filter(|(_, key)| *key > line).count();
    let among = keyed.iter().filter(|(_, key)| *key == line).count();
    let left = i64::try_from(seats - before).unwrap_or(i64::MAX);
    let place = |key: &Fraction| match () {
        () if *key < line => Place::Beyond,
        () if is_tied && *key == line => Place::Tied { seats: left, among },
        () => Place::Within,
    };
    Ok(keyed.iter().map(|(who, key)| ((*who).clone(), place(key))).collect())
}

/// What somebody is ordered by, greater first; none where it is not known.
fn key(look: Look<'_, '_>, title: TitleIndex, order: QuotaOrder, who: &Who) -> Option<Fraction> {
    let campaign = look.campaign;
    match order {
        QuotaOrder::Grade => {
            let grade = campaign.appraisals.of(who, campaign.time.to.year())?.grade?;
            Some(Fraction::whole(match grade {
                YearGrade::Excellent => 3,
                YearGrade::Good => 2,
                YearGrade::Done => 1,
                YearGrade::NotDone => 0,
            }))
        }
        QuotaOrder::Votes => {
            let ballots = campaign.voting.find(Meeting::Council, who, title)?.ballots;
            if !ballots.add_up() {
                return None;
            }
            ballots.yes.to_fraction().checked_div(&ballots.members.to_fraction())
        }
        QuotaOrder::UnitPoints => {
            let unit = base::unit_of(campaign, who)?;
            let standings = look.outcome.blocks.iter().find(|block| block.standings.iter().any(|standing| standing.total.unit == unit))?;
            let standing = standings.standings.iter().find(|standing| standing.total.unit == unit).filter(|standing| standing.place.is_some())?;
            let ranking = campaign.blocks[standings.block].ranking.as_ref()?;
            measure_at(&standing.total, ranking.measure, ranking.precision)
        }
    }
}

/// Whether every candidate's unit is ranked in the same block.
fn are_of_one_block(look: Look<'_, '_>, candidates: &[&Who]) -> bool {
    let block_of = |unit: UnitIndex| look.campaign.units[unit].in_stretch(&look.campaign.time).and_then(|standing| standing.block);
    let mut blocks = candidates.iter().map(|who| base::unit_of(look.campaign, who).and_then(block_of));
    let Some(Some(first)) = blocks.next() else { return false };
    blocks.all(|block| block == Some(first))
}
