//! The ranking of a block: who stands where, what decided it, which grade, who is put forward.
//!
//! It takes totals, never rows, so no order of rows or files can reach it.

mod margin;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::campaign::{Compared, Leader, LeaderCondition, Ranking, Stretch, TieBreak};
use crate::draft::definition::{Measure, Precision, Sequence};
use crate::ledger::Scope;
use crate::sheet::{Reading, RowId};
use crate::tally::{Tally, Total, TotalState};
use crate::value::{BlockIndex, CriterionIndex, Fraction, Points, TitleIndex, UnitIndex};

pub use margin::{Margin, ToGrade, WidestGap};

/// Why a unit has no place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StandingState {
    /// Ranked on final points.
    Final,
    /// Ranked on points of which some are provisional.
    Provisional,
    /// Something is missing: no place.
    Incomplete,
    /// Set aside by the campaign's rule: no place.
    SetAside,
}

/// Why a unit is set aside.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SetAside {
    /// A decision of discipline is in force: the row that says so.
    Violation(RowId),
    /// It handed in nothing.
    NothingSubmitted,
    /// It was assigned nothing that its measure could be of.
    NothingAssigned,
}

/// Where one unit stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// What it scored.
    pub total: Total,
    /// Its place; none where it is not ranked.
    pub place: Option<u32>,
    /// Its grade.
    pub grade: Option<Arc<str>>,
    /// Whether and on what it is ranked.
    pub state: StandingState,
    /// Why it is set aside, where it is.
    pub set_aside: Option<SetAside>,
    /// Those who share the place.
    pub tied_with: Vec<UnitIndex>,
    /// The entry of `khi_bang_diem` that parted it from those with the same measure; `bo_phieu` where a vote must.
    pub decided_by: Option<Box<str>>,
    /// True where its measure is in no grade.
    pub is_without_grade: bool,
}

/// Whether a condition of the leader is met.
#[derive(Clone, Debug)]
pub struct ConditionOutcome {
    /// The condition.
    pub condition: LeaderCondition,
    /// Whether it is met; none where it cannot be told.
    pub is_met: Option<bool>,
}

/// Who leads a block, and whether they are put forward.
#[derive(Clone, Debug)]
pub struct LeaderOutcome {
    /// The one at the first place; none where it is shared or empty.
    pub unit: Option<UnitIndex>,
    /// For which title.
    pub title: Option<TitleIndex>,
    /// Whether every condition is met.
    pub is_put_forward: bool,
    /// The conditions.
    pub conditions: Vec<ConditionOutcome>,
}

/// Units that were equal until then, held against one another by an entry of `khi_bang_diem`.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The entry, by its place in the list.
    pub entry: usize,
    /// What each of them has of what is compared; where one has none, nobody is parted by it.
    pub figures: Vec<(UnitIndex, Option<Fraction>)>,
}

/// A block's ranking.
#[derive(Clone, Debug)]
pub struct BlockStandings {
    /// The block.
    pub block: BlockIndex,
    /// Placed units by place, then the others; ties and the others by code.
    pub standings: Vec<Standing>,
    /// The leader, in a period that puts one forward.
    pub leader: Option<LeaderOutcome>,
    /// How many findings of required checks keep it from being ranked.
    pub blocking: usize,
}

/// The tally and the ranking of one scope.
#[derive(Debug)]
pub struct Outcome {
    /// The blocks, as declared.
    pub blocks: Vec<BlockStandings>,
}

/// Tallies and ranks every block, or the one wanted; a block with blocking findings is named and left empty.
pub fn rank(tally: Tally<'_>, wanted: Option<BlockIndex>, blocking: impl Fn(BlockIndex) -> usize) -> Outcome {
    let blocks = tally.campaign.blocks.enumerate().filter(|(index, block)| block.ranking.is_some() && wanted.is_none_or(|wanted| wanted == *index));
    let blocks = blocks.map(|(index, block)| {
        let ranking = block.ranking.as_ref().expect("filtered");
        let count = blocking(index);
        if count > 0 {
            return BlockStandings { block: index, standings: Vec::new(), leader: None, blocking: count };
        }
        let standings = standings(tally, index, ranking);
        let leader = ranking.leader.as_ref().and_then(|leader| self::leader(tally, index, leader, &standings));
        BlockStandings { block: index, standings, leader, blocking: 0 }
    });
    Outcome { blocks: blocks.collect() }
}

fn standings(tally: Tally<'_>, block: BlockIndex, ranking: &Ranking) -> Vec<Standing> {
    let campaign = tally.campaign;
    let in_block = campaign
        .units
        .enumerate()
        .filter(|(_, unit)| unit.in_stretch(&tally.scope.stretch).is_some_and(|membership| membership.block == Some(block)));
    let violation = |unit: UnitIndex| {
        let decision = ranking.sets_aside_violation.and_then(|_| campaign.discipline.in_force(unit, tally.scope.stretch));
        decision.map(|decision| SetAside::Violation(decision.row))
    };
    let mut standings: Vec<Standing> = in_block.map(|(unit, _)| standing(tally.total(unit), ranking, violation(unit))).collect();
    standings.sort_by(|one, other| campaign.units[one.total.unit].code.cmp(&campaign.units[other.total.unit].code));
    let (mut ranked, others): (Vec<Standing>, Vec<Standing>) =
        standings.into_iter().partition(|standing| matches!(standing.state, StandingState::Final | StandingState::Provisional));
    place(tally, ranking, ranking.precision, &mut ranked, None);
    ranked.extend(others);
    // It is kept for every unit until the end.
    ranked.shrink_to_fit();
    ranked
}

/// The placed units of a block as they would stand if another precision were compared.
pub fn placed_at(tally: Tally<'_>, ranking: &Ranking, precision: Precision, standings: &[Standing]) -> Vec<Standing> {
    let mut placed = unplaced(tally, standings.iter());
    place(tally, ranking, precision, &mut placed, None);
    placed
}

/// What was compared of a placed unit and those that have their measure in common with it, entry by entry of `khi_bang_diem`.
pub fn comparisons(tally: Tally<'_>, ranking: &Ranking, standings: &[Standing], of: &Standing) -> Vec<Comparison> {
    let own = measure(&of.total, ranking);
    let mut tied = unplaced(tally, standings.iter().filter(|standing| measure(&standing.total, ranking) == own));
    let mut comparisons = Vec::new();
    place(tally, ranking, ranking.precision, &mut tied, Some(&mut comparisons));
    comparisons.retain(|comparison| comparison.figures.iter().any(|(unit, _)| *unit == of.total.unit));
    comparisons
}

/// The placed units as they stand before they are placed.
fn unplaced<'s>(tally: Tally<'_>, standings: impl Iterator<Item = &'s Standing>) -> Vec<Standing> {
    let placed = standings.filter(|standing| standing.place.is_some());
    let mut placed: Vec<Standing> = placed.map(|standing| Standing { place: None, decided_by: None, ..standing.clone() }).collect();
    placed.sort_by(|one, other| tally.campaign.units[one.total.unit].code.cmp(&tally.campaign.units[other.total.unit].code));
    placed
}

fn standing(total: Total, ranking: &Ranking, violation: Option<SetAside>) -> Standing {
    let is_measured = || measure(&total, ranking).is_some();
    let set_aside = violation.or(match total.state {
        TotalState::NothingSubmitted if ranking.sets_aside_unsubmitted => Some(SetAside::NothingSubmitted),
        TotalState::Final | TotalState::Provisional if !is_measured() => Some(SetAside::NothingAssigned),
        TotalState::Final | TotalState::Provisional | TotalState::Incomplete | TotalState::NothingSubmitted => None,
    });
    let state = match total.state {
        _ if set_aside.is_some() => StandingState::SetAside,
        TotalState::Final => StandingState::Final,
        TotalState::Provisional => StandingState::Provisional,
        TotalState::Incomplete | TotalState::NothingSubmitted => StandingState::Incomplete,
    };
    let is_ranked = matches!(state, StandingState::Final | StandingState::Provisional);
    let grade = measure(&total, ranking).filter(|_| is_ranked).and_then(|value| grade(ranking, &value));
    let is_graded = ranking.measure != Measure::Figures && !ranking.grades.is_empty();
    let is_without_grade = is_ranked && is_graded && grade.is_none();
    Standing { total, place: None, grade, state, set_aside, tied_with: Vec::new(), decided_by: None, is_without_grade }
}

/// What is compared: rounded or exact, total or share; none where nothing was assigned.
pub fn measure(total: &Total, ranking: &Ranking) -> Option<Fraction> {
    measure_at(total, ranking.measure, ranking.precision)
}

/// What would be compared at a precision.
pub fn measure_at(total: &Total, measure: Measure, precision: Precision) -> Option<Fraction> {
    match (measure, precision) {
        (Measure::Points, Precision::Rounded) => Some(total.points.to_fraction()),
        (Measure::Points, Precision::Exact) => Some(total.exact.unwrap_or_else(|| total.points.to_fraction())),
        (Measure::Share, Precision::Rounded) => total.share.map(Points::to_fraction),
        (Measure::Share, Precision::Exact) => total.exact_share(),
        // Ranked by figures alone: everybody ties, and `khi_bang_diem` decides.
        (Measure::Figures, _) => Some(Fraction::ZERO),
    }
}

/// The grade a total would have at a precision.
pub fn grade_at(total: &Total, ranking: &Ranking, precision: Precision) -> Option<Arc<str>> {
    grade(ranking, &measure_at(total, ranking.measure, precision)?)
}

fn grade(ranking: &Ranking, value: &Fraction) -> Option<Arc<str>> {
    if ranking.measure == Measure::Figures {
        return None;
    }
    ranking.grades.iter().find(|grade| grade.interval.contains_fraction(value)).map(|grade| Arc::clone(&grade.name))
}

/// Sorts the ranked by measure, parts ties, and numbers the places.
fn place(tally: Tally<'_>, ranking: &Ranking, precision: Precision, standings: &mut [Standing], mut witness: Option<&mut Vec<Comparison>>) {
    let measure = |standing: &Standing| measure_at(&standing.total, ranking.measure, precision);
    // Ties are compared after rounding where the campaign says so: a difference the report cannot show must not decide a place.
    standings.sort_by_cached_key(|standing| std::cmp::Reverse(measure(standing)));
    let mut place = 0;
    let mut dense = 0;
    let mut start = 0;
    while start < standings.len() {
        let value = measure(&standings[start]);
        let length = standings[start..].iter().take_while(|standing| measure(standing) == value).count();
        let tied = &mut standings[start..start + length];
        let groups =
            if length > 1 { part(tally, (ranking.measure, precision), (&ranking.tie_breaks, 0), tied, witness.as_deref_mut()) } else { vec![1] };
        let mut first = 0;
        for size in groups {
            dense += 1;
            place = match ranking.sequence {
                Sequence::Competition => u32::try_from(start + first + 1).expect("units fit"),
                Sequence::Dense => dense,
            };
            let sharing: Vec<UnitIndex> = tied[first..first + size].iter().map(|standing| standing.total.unit).collect();
            for standing in &mut tied[first..first + size] {
                standing.place = Some(place);
                standing.tied_with = sharing.iter().copied().filter(|unit| *unit != standing.total.unit).collect();
            }
            first += size;
        }
        start += length;
    }
    let _ = place;
}

/// What a unit has of what is compared.
type FigureOf<'a> = &'a dyn Fn(&Standing) -> Option<Fraction>;

/// Parts units of one measure by the tie-breaks from one on, points compared by the measure and precision that rank; the sizes of
/// the groups that stay together.
fn part(
    tally: Tally<'_>,
    by: (Measure, Precision),
    (tie_breaks, entry): (&[TieBreak], usize),
    tied: &mut [Standing],
    mut witness: Option<&mut Vec<Comparison>>,
) -> Vec<usize> {
    let Some(first) = tie_breaks.get(entry) else { return vec![tied.len()] };
    let rest = (tie_breaks, entry + 1);
    let women: FxHashMap<UnitIndex, bool>;
    let (value, prefers_higher, code): (FigureOf<'_>, bool, &str) = match first {
        TieBreak::Compared { what, prefers_higher, code } => (&|standing| compared(tally, standing.total.unit, *what, by), *prefers_higher, code),
        TieBreak::Vote => {
            for standing in tied.iter_mut() {
                standing.decided_by = Some("bo_phieu".into());
            }
            return vec![tied.len()];
        }
        TieBreak::Women(_) => {
            let units: Vec<UnitIndex> = tied.iter().map(|standing| standing.total.unit).collect();
            women = preferred_for_women(tally, &units);
            (&|standing| women.get(&standing.total.unit).map(|yes| Fraction::whole(i64::from(*yes))), true, WOMEN)
        }
    };
    if let Some(witness) = &mut witness {
        let figures = tied.iter().map(|standing| (standing.total.unit, value(standing))).collect();
        witness.push(Comparison { entry, figures });
    }
    // A figure that is missing parts nobody: the units stay together for the next entry.
    if tied.iter().any(|standing| value(standing).is_none()) {
        return part(tally, by, rest, tied, witness);
    }
    tied.sort_by(|one, other| {
        let order = value(one).cmp(&value(other));
        if prefers_higher { order.reverse() } else { order }
    });
    let mut sizes = Vec::new();
    let mut start = 0;
    while start < tied.len() {
        let figure = value(&tied[start]);
        let length = tied[start..].iter().take_while(|standing| value(standing) == figure).count();
        let parted = length < tied.len();
        let group = &mut tied[start..start + length];
        if parted {
            for standing in group.iter_mut() {
                standing.decided_by = Some(code.into());
            }
        }
        if length > 1 {
            sizes.extend(part(tally, by, rest, group, witness.as_deref_mut()));
        } else {
            sizes.push(1);
        }
        start += length;
    }
    sizes
}

/// The code of the preference for women, as the definition has it.
pub const WOMEN: &str = "nu_hoac_70_phan_tram_nu";

/// Whether seven in ten or more of those who are in a unit on the last day are women (Nghị định 152/2025/NĐ-CP, Điều 4);
/// a unit of which it is not known, for want of the sheet, of people, or of one cell, is left out.
pub fn preferred_for_women(tally: Tally<'_>, units: &[UnitIndex]) -> FxHashMap<UnitIndex, bool> {
    let people = &tally.campaign.people;
    if !people.is_present || !tally.campaign.directories.people.is_complete() {
        return FxHashMap::default();
    }
    let last = Stretch { from: tally.scope.stretch.to, to: tally.scope.stretch.to };
    // Women, all, and whether everybody's row says which.
    let mut counts: FxHashMap<UnitIndex, (u64, u64, bool)> = units.iter().map(|unit| (*unit, (0, 0, true))).collect();
    for person in &people.list {
        for (position, stay) in person.stays.iter().enumerate() {
            let Some((women, all, is_known)) = stay.unit.and_then(|unit| counts.get_mut(&unit)) else { continue };
            let is_again = || person.stays[..position].iter().any(|other| other.unit == stay.unit && other.within(last).is_some());
            if !stay.is_dated() {
                *is_known = false;
            } else if stay.within(last).is_some() && !is_again() {
                *all += 1;
                match stay.is_woman {
                    Reading::Value(is_woman) => *women += u64::from(is_woman),
                    Reading::Empty | Reading::Broken => *is_known = false,
                }
            }
        }
    }
    let known = counts.into_iter().filter(|(_, (_, all, is_known))| *is_known && *all > 0);
    known.map(|(unit, (women, all, _))| (unit, 10 * women >= 7 * all)).collect()
}

/// The units that have their measure in common with others where women are preferred, and of which it is not known.
pub fn without_known_women(tally: Tally<'_>, block: &BlockStandings) -> Vec<UnitIndex> {
    let Some(ranking) = tally.campaign.blocks[block.block].ranking.as_ref() else { return Vec::new() };
    if !ranking.tie_breaks.iter().any(|entry| matches!(entry, TieBreak::Women(_))) {
        return Vec::new();
    }
    let placed: Vec<&Standing> = block.standings.iter().filter(|standing| standing.place.is_some()).collect();
    let tied = placed.chunk_by(|one, other| measure(&one.total, ranking) == measure(&other.total, ranking)).filter(|group| group.len() > 1);
    let tied: Vec<UnitIndex> = tied.flatten().map(|standing| standing.total.unit).collect();
    let known = preferred_for_women(tally, &tied);
    tied.into_iter().filter(|unit| !known.contains_key(unit)).collect()
}

/// Points of a criterion or group in the measure that ranks: rounded or exact, the sum or its share of what was assigned; a sum
/// where nothing is assigned, of bonus and deductions. None where the unit has no points in it.
fn compared_points(tally: Tally<'_>, unit: UnitIndex, criterion: CriterionIndex, (measure, precision): (Measure, Precision)) -> Option<Fraction> {
    let below = |index| std::iter::successors(Some(index), |index| tally.campaign.criteria[*index].parent).any(|above| above == criterion);
    let mut lines = tally.scores(unit);
    lines.retain(|line| below(line.criterion) && line.points.is_some());
    if lines.is_empty() {
        return None;
    }
    let total = tally.total_of(unit, &lines);
    let measure = if measure == Measure::Figures || total.maximum.is_zero() { Measure::Points } else { measure };
    measure_at(&total, measure, precision)
}

/// The figure of a tie-break; none where the unit has none.
fn compared(tally: Tally<'_>, unit: UnitIndex, what: Compared, by: (Measure, Precision)) -> Option<Fraction> {
    match what {
        Compared::Points(criterion) => compared_points(tally, unit, criterion, by),
        Compared::Actual(criterion) => tally.whole_figures(unit, criterion)?.actual.map(crate::value::Quantity::to_fraction),
        Compared::Share(criterion) => {
            let figures = tally.whole_figures(unit, criterion)?;
            let denominator = tally.campaign.criteria[criterion].leaf.as_ref()?.way.denominator()?;
            let base = figures.denominator(denominator).filter(|base| !base.is_zero())?;
            base.share(Points::whole(1), figures.actual?)
        }
        Compared::Statistic(statistic) => {
            let in_scope = |period: Option<crate::value::PeriodIndex>| {
                period.is_none_or(|period| tally.scope.leaves.contains(&period) || tally.scope.period == Some(period))
            };
            let sum = tally.campaign.figures.sum(statistic, |figure| figure.unit == unit && in_scope(figure.period));
            sum.map(crate::value::Quantity::to_fraction)
        }
    }
}

/// Whether a unit's actual figure is over its target; none where it has no figure or no target.
pub fn is_over_target(tally: Tally<'_>, unit: UnitIndex, criterion: CriterionIndex) -> Option<bool> {
    let figures = tally.whole_figures(unit, criterion)?;
    let denominator = tally.campaign.criteria[criterion].leaf.as_ref()?.way.denominator()?;
    let target = figures.denominator(denominator).filter(|base| !base.is_zero())?;
    Some(target.is_passed_by(figures.actual?))
}

fn leader(tally: Tally<'_>, block: BlockIndex, leader: &Leader, standings: &[Standing]) -> Option<LeaderOutcome> {
    if !puts_forward(leader, tally.scope) {
        return None;
    }
    let mut firsts = standings.iter().filter(|standing| standing.place == Some(1));
    let unit = match (firsts.next(), firsts.next()) {
        (Some(first), None) => Some(first.total.unit),
        (None, _) | (Some(_), Some(_)) => None,
    };
    let conditions: Vec<ConditionOutcome> = leader
        .conditions
        .iter()
        .map(|condition| ConditionOutcome {
            condition: condition.clone(),
            is_met: unit.and_then(|unit| is_met(tally, (block, unit, leader.title), condition)),
        })
        .collect();
    let is_final = standings.iter().all(|standing| standing.place != Some(1) || standing.state == StandingState::Final);
    let is_put_forward = unit.is_some() && is_final && conditions.iter().all(|condition| condition.is_met == Some(true));
    Some(LeaderOutcome { unit, title: leader.title, is_put_forward, conditions })
}

/// Whether a scope is one in which a leader is put forward.
fn puts_forward(leader: &Leader, scope: &Scope) -> bool {
    leader.only_periods.as_ref().is_none_or(|periods| scope.period.is_some_and(|period| periods.contains(&period)))
}

fn is_met(tally: Tally<'_>, (block, unit, title): (BlockIndex, UnitIndex, Option<TitleIndex>), condition: &LeaderCondition) -> Option<bool> {
    match condition {
        LeaderCondition::OverTargets { criteria, at_least } => {
            let answers: Vec<Option<bool>> = criteria.iter().map(|criterion| is_over_target(tally, unit, *criterion)).collect();
            let over = answers.iter().filter(|answer| **answer == Some(true)).count();
            let open = answers.iter().filter(|answer| answer.is_none()).count();
            match () {
                () if over >= *at_least => Some(true),
                () if over + open >= *at_least => None,
                () => Some(false),
            }
        }
        LeaderCondition::Nominated => tally.campaign.voting.is_nominated(block, unit, title?),
    }
}
