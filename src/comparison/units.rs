//! What differs of units: where each stands, and the lines of its tally.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::comparison::Four;
use crate::comparison::causes::{Cause, Tracing};
use crate::pipeline::CampaignRun;
use crate::ranking::{BlockStandings, Standing, StandingState};
use crate::tally::LineState;
use crate::value::{Points, UnitIndex};

/// A unit with a difference.
#[derive(Debug)]
pub struct UnitChange {
    /// Its code.
    pub unit: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Where it stood; none where it was in no block.
    pub before: Option<At>,
    /// Where it stands.
    pub after: Option<At>,
    /// What data alone do to its total; none where they do not leave it one.
    pub by_data: Option<Points>,
    /// What rules alone do to its total.
    pub by_rules: Option<Points>,
    /// The lines whose points differ.
    pub lines: Vec<LineChange>,
    /// Those of its block who went past it, each with whether they are above it since.
    pub passed: Vec<(Box<str>, bool)>,
    /// What its place rests on beside points, where no line tells why it moved.
    pub standing_causes: Vec<Cause>,
}

/// Where a unit stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct At {
    /// Code and name of its block.
    pub block: (Box<str>, Box<str>),
    /// Its total, rounded; none where figures alone decide.
    pub total: Option<Points>,
    /// Points of a hundred of what it was assigned.
    pub share: Option<Points>,
    /// Its place; none where it has none.
    pub place: Option<u32>,
    /// Its grade.
    pub grade: Option<Arc<str>>,
    /// What its place rests on; none where its block is kept from being ranked.
    pub state: Option<StandingState>,
    /// Why it is set aside.
    pub is_set_aside: bool,
    /// Those who share its place.
    pub tied_with: BTreeSet<Box<str>>,
    /// The entry of `khi_bang_diem` that parted it from those with the same measure.
    pub decided_by: Option<Box<str>>,
}

/// A line whose points differ.
#[derive(Debug)]
pub struct LineChange {
    /// Code of the criterion, or of the group whose cap it is.
    pub criterion: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Whether it is what a group's cap takes away or gives back.
    pub is_cap: bool,
    /// Its points; none where there were none.
    pub before: Option<Points>,
    /// Its points.
    pub after: Option<Points>,
    /// Whether data alone change it.
    pub by_data: bool,
    /// Whether rules alone change it.
    pub by_rules: bool,
    /// What did it.
    pub causes: Vec<Cause>,
}

impl LineChange {
    /// How far it moved; what has no points counts none.
    pub fn moved(&self) -> Option<Points> {
        self.after.unwrap_or(Points::ZERO).checked_sub(self.before.unwrap_or(Points::ZERO))
    }
}

/// What a unit came to in one state.
pub(super) struct Tallied {
    at: At,
    total: Points,
    lines: BTreeMap<(Box<str>, bool), Option<Points>>,
}

/// The unit of a code in a state, where it stands in a block there.
pub(super) fn tallied(run: &CampaignRun, code: &str) -> Option<Tallied> {
    let unit = run.campaign.directories.units.find(code.as_bytes())?;
    run.ledger.layout_for(unit)?;
    let at = at(run, unit)?;
    let lines = run.tally().scores(unit);
    let lines = lines.iter().map(|line| {
        let criterion = run.campaign.criteria[line.criterion].code.as_str();
        ((criterion.into(), line.state == LineState::Capped), line.points)
    });
    Some(Tallied { at, total: run.tally().total(unit).points, lines: lines.collect() })
}

fn at(run: &CampaignRun, unit: UnitIndex) -> Option<At> {
    let campaign = &run.campaign;
    let index = campaign.units[unit].in_stretch(&run.scope.stretch)?.block?;
    let block = &campaign.blocks[index];
    let standing = standing_of(run, unit).map(|(_, standing)| standing);
    let total = run.tally().total(unit);
    let shows = block.ranking.as_ref().is_none_or(|ranking| ranking.measure != crate::draft::definition::Measure::Figures);
    let codes = |units: &[UnitIndex]| units.iter().map(|unit| campaign.units[*unit].code.as_str().into()).collect();
    Some(At {
        block: (block.code.as_str().into(), block.name.clone()),
        total: shows.then_some(total.points),
        share: total.share.filter(|_| shows),
        place: standing.and_then(|standing| standing.place),
        grade: standing.and_then(|standing| standing.grade.clone()),
        state: standing.map(|standing| standing.state),
        is_set_aside: standing.is_some_and(|standing| standing.set_aside.is_some()),
        tied_with: standing.map(|standing| codes(&standing.tied_with)).unwrap_or_default(),
        decided_by: standing.and_then(|standing| standing.decided_by.clone()),
    })
}

fn standing_of(run: &CampaignRun, unit: UnitIndex) -> Option<(&BlockStandings, &Standing)> {
    let of = |block: &'_ BlockStandings| block.standings.iter().position(|standing| standing.total.unit == unit);
    run.outcome.blocks.iter().find_map(|block| of(block).map(|position| (block, &block.standings[position])))
}

/// The codes and names of the units of a state, as its sheet has them.
fn codes(run: Option<&CampaignRun>) -> impl Iterator<Item = (&str, &str)> {
    let units = run.into_iter().flat_map(|run| run.campaign.units.iter().map(move |unit| (run, unit)));
    units.map(|(run, unit)| (unit.code.as_str(), &*unit.in_stretch(&run.scope.stretch).unwrap_or_else(|| unit.last()).name))
}

/// The blocks kept from being ranked in either state.
pub(super) fn blocked(four: Four<'_>) -> Vec<(Box<str>, [usize; 2])> {
    let mut blocked: BTreeMap<Box<str>, [usize; 2]> = BTreeMap::new();
    for (side, run) in [four.before, four.after].into_iter().enumerate() {
        for (run, block) in run.into_iter().flat_map(|run| run.outcome.blocks.iter().map(move |block| (run, block))) {
            if block.blocking > 0 {
                blocked.entry(run.campaign.blocks[block.block].code.as_str().into()).or_default()[side] = block.blocking;
            }
        }
    }
    blocked.into_iter().collect()
}

/// The units with a difference: by block of the later state, else of the earlier, then by place.
pub(super) fn changes(four: Four<'_>, tracing: &Tracing<'_>) -> Vec<UnitChange> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let all = codes(four.after).chain(codes(four.before));
    let mut changes: Vec<UnitChange> =
        all.filter(|(code, _)| seen.insert(code)).filter_map(|(code, name)| change(four, tracing, code, name)).collect();
    let order = |change: &UnitChange| {
        let at = change.after.as_ref().or(change.before.as_ref());
        at.map(|at| (tracing.block_order(&at.block.0), at.place.unwrap_or(u32::MAX), change.unit.clone()))
    };
    changes.sort_by_key(order);
    changes
}

fn change(four: Four<'_>, tracing: &Tracing<'_>, code: &str, name: &str) -> Option<UnitChange> {
    let of = |run: Option<&CampaignRun>| tallied(run?, code);
    let (before, after) = (of(four.before), of(four.after));
    let lines_of = |one: &Option<Tallied>| one.as_ref().map(|one| one.lines.clone()).unwrap_or_default();
    let (old, new) = (lines_of(&before), lines_of(&after));
    let at = |one: &Option<Tallied>| one.as_ref().map(|one| one.at.clone());
    let differs = at(&before) != at(&after) || old != new;
    if !differs {
        return None;
    }
    let (data, rules) = (of(four.data), of(four.rules));
    let part = |part: &Option<Tallied>| part.as_ref()?.total.checked_sub(before.as_ref()?.total);
    let (by_data, by_rules) = (part(&data), part(&rules));
    let (by_data_lines, by_rules_lines) = (lines_of(&data), lines_of(&rules));
    let keys: BTreeSet<&(Box<str>, bool)> = old.keys().chain(new.keys()).collect();
    let mut lines: Vec<LineChange> = Vec::new();
    for key in keys {
        let points = |lines: &BTreeMap<(Box<str>, bool), Option<Points>>| lines.get(key).copied().flatten();
        let (was, is) = (points(&old), points(&new));
        if was == is {
            continue;
        }
        let (criterion, is_cap) = key.clone();
        let (moved_by_data, moved_by_rules) = (points(&by_data_lines) != was, points(&by_rules_lines) != was);
        // What neither does alone both do together.
        let both = !moved_by_data && !moved_by_rules;
        let causes = tracing.of_line(code, &criterion, moved_by_data || both, moved_by_rules || both);
        let name = tracing.criterion_name(&criterion);
        lines.push(LineChange { criterion, name, is_cap, before: was, after: is, by_data: moved_by_data, by_rules: moved_by_rules, causes });
    }
    lines.sort_by_key(|line| (tracing.criterion_order(&line.criterion), line.is_cap));
    let (was, is) = (at(&before), at(&after));
    let passed = if was.as_ref().map(|at| at.place) == is.as_ref().map(|at| at.place) { Vec::new() } else { passed(four, code) };
    let stands_otherwise = was != is && lines.is_empty();
    let standing_causes = if stands_otherwise && passed.is_empty() { tracing.of_standing(code) } else { Vec::new() };
    Some(UnitChange { unit: code.into(), name: name.into(), before: was, after: is, by_data, by_rules, lines, passed, standing_causes })
}

/// Those of a unit's block who stand on the other side of it since, or beside it, or no longer beside it.
fn passed(four: Four<'_>, code: &str) -> Vec<(Box<str>, bool)> {
    let places = |run: Option<&CampaignRun>| -> BTreeMap<Box<str>, u32> {
        let Some((run, unit)) = run.and_then(|run| Some((run, run.campaign.directories.units.find(code.as_bytes())?))) else {
            return BTreeMap::new();
        };
        let block = standing_of(run, unit).map(|(block, _)| block);
        let placed = block.into_iter().flat_map(|block| &block.standings);
        placed.filter_map(|standing| Some((run.campaign.units[standing.total.unit].code.as_str().into(), standing.place?))).collect()
    };
    let (before, after) = (places(four.before), places(four.after));
    let (Some(was), Some(is)) = (before.get(code), after.get(code)) else { return Vec::new() };
    // Who has no place stands below everybody.
    let side = |places: &BTreeMap<Box<str>, u32>, other: &str, own: &u32| places.get(other).map_or(Ordering::Greater, |place| place.cmp(own));
    let turned = |other: &str| {
        let (old, new) = (side(&before, other, was), side(&after, other, is));
        (old != new && *other != *code).then_some(new < old)
    };
    let others: BTreeSet<&Box<str>> = before.keys().chain(after.keys()).collect();
    others.into_iter().filter_map(|other| Some((other.clone(), turned(other)?))).collect()
}
