//! The campaign, resolved and total: every reference an index, and what could not be resolved a gap.
//!
//! Resolving never fails and never speaks: a gap is a value, and a check of the definition has the words for it.

pub mod adjustments;
pub mod appeals;
pub mod appraisals;
pub mod awards;
pub mod borrowing;
pub mod conditions;
mod criteria;
mod criterion;
pub mod discipline;
pub mod gap;
pub mod grants;
pub mod history;
pub mod initiatives;
pub mod leaves;
pub mod models;
pub mod money;
pub mod people;
mod periods;
pub mod plain;
pub mod pledges;
pub mod proposals;
mod ranking;
mod resolve;
mod sheets;
mod time;
pub mod titles;
mod unit;
pub mod votes;
pub mod waivers;
pub mod who;

use crate::directory::Directory;
use crate::draft::definition::{Form, RoundingMoment, SeverityWord, StatisticKind};
use crate::draft::{Definition, Draft};
use crate::value::{
    BlockIndex, CampaignCode, CriterionIndex, Day, DaysOff, DutyIndex, Fraction, PeriodIndex, PersonIndex, Quantity, Rounding, StageCode, StageIndex,
    StatisticCode, StatisticIndex, Table, TitleIndex, TopicIndex, UnitIndex,
};
use crate::yaml::{DecodeFault, Span};

pub use adjustments::{AdjustedColumn, Adjustment, Adjustments};
pub use appeals::Appeal;
pub use appraisals::{Appraisal, Appraisals};
pub use awards::{Award, PublishedCount};
pub use borrowing::NotLent;
pub use conditions::{Condition, Conditions, Effect, Settled};
pub use criterion::{BlockMaximum, Criterion, Leaf, Side, Topic};
pub use gap::{Gap, GapKind};
pub use grants::{Grant, Grants};
pub use history::{History, Honour, Occasion};
pub use initiatives::{Initiative, Initiatives, Work};
pub use leaves::{Leave, LeaveReason, Leaves};
pub use models::{LeftOut, Model, Models};
pub use people::People;
pub use pledges::{Pledge, Pledges};
pub use proposals::{Held, Paper, Proposal, Proposals};
pub use ranking::{Compared, Grade, Leader, LeaderCondition, Ranking, TieBreak};
pub use resolve::resolve;
pub use sheets::{Extension, Extensions, Figure, Receipt, Receipts, Statistics, Target, Targets, year_in};
pub use time::{Duty, DutyDeadline, EstimateEnd, Period, Phase, Review, Stretch};
pub use titles::Title;
pub use unit::{Block, Membership, Unit, UnitKind};
pub use who::Who;

/// The definition and what became of it, for checks.
pub struct Resolution<'a> {
    /// What could not be decoded.
    pub faults: &'a [DecodeFault],
    /// The plan as written: the same as the draft, or what holds several campaigns.
    pub plan: &'a Draft,
    /// The times of all the campaigns of the plan.
    pub times: &'a [Stretch],
    /// Everything small of the campaign, as written, with what it inherits.
    pub draft: &'a Draft,
    /// Everything small, resolved.
    pub campaign: &'a Campaign,
    /// The files of the folder that hold sheets, and what they are.
    pub rows: &'a crate::sheet::RowMap,
    /// Paths of the folder that are no sheet of a known name.
    pub strays: &'a [Box<str>],
}

impl Resolution<'_> {
    /// The definition as written.
    pub fn definition(&self) -> &Definition {
        &self.draft.definition
    }
}

/// A campaign.
#[derive(Debug)]
pub struct Campaign {
    /// `ma`.
    pub code: CampaignCode,
    /// `ten`.
    pub name: Box<str>,
    /// `nam`; none where several years are covered.
    pub year: Option<i32>,
    /// Where the year is declared; where it is not, `thoi_gian`, else the code.
    pub year_span: Span,
    /// Regular or thematic; none where it is not said.
    pub form: Option<Form>,
    /// `thoi_gian`, else the year.
    pub time: Stretch,
    /// How far estimates reach.
    pub estimate_end: EstimateEnd,
    /// Weekends and listed days.
    pub days_off: DaysOff,
    /// Whether a last day on a day off moves to the next working day.
    pub moves_to_working_day: bool,
    /// What must be handed in.
    pub duties: Table<DutyIndex, Duty>,
    /// By when.
    pub deadlines: Vec<DutyDeadline>,
    /// The periods, as declared.
    pub periods: Table<PeriodIndex, Period>,
    /// The phases, as declared.
    pub phases: Vec<Phase>,
    /// The blocks.
    pub blocks: Table<BlockIndex, Block>,
    /// The stages, in order; the last decides.
    pub stages: Table<StageIndex, StageCode>,
    /// The criteria, parents before children, as declared.
    pub criteria: Table<CriterionIndex, Criterion>,
    /// The topics.
    pub topics: Table<TopicIndex, Topic>,
    /// The statistics.
    pub statistics: Table<StatisticIndex, Statistic>,
    /// The titles.
    pub titles: Table<TitleIndex, Title>,
    /// The kinds of unit that take part, with the days each exists.
    pub kinds: Vec<UnitKind>,
    /// The units.
    pub units: Table<UnitIndex, Unit>,
    /// The people, and who of them takes part.
    pub people: people::People,
    /// How scores are rounded; none where it is not declared.
    pub rounding: Option<Rounding>,
    /// Where the number of decimals is declared; where it is not, `cham_diem`, else the code.
    pub rounding_span: Span,
    /// When.
    pub moment: RoundingMoment,
    /// Who appraises which deadline, target, receipt and figure.
    pub targets: Targets,
    /// The book.
    pub receipts: Receipts,
    /// Deadlines moved.
    pub extensions: Extensions,
    /// Cells of results set right after they were handed in.
    pub adjustments: Adjustments,
    /// What units ask to have looked at again.
    pub appeals: Vec<Appeal>,
    /// Decisions of discipline against units, and every case of units and people.
    pub discipline: discipline::Discipline,
    /// Figures that are not scored.
    pub figures: Statistics,
    /// The yearly grades.
    pub appraisals: Appraisals,
    /// The leaves of people.
    pub leaves: Leaves,
    /// Initiatives, research and projects.
    pub initiatives: Initiatives,
    /// Titles and awards that were decided.
    pub history: History,
    /// Who is put forward for what.
    pub proposals: Proposals,
    /// What the campaign says of the rules of the law.
    pub own_rules: titles::OwnRules,
    /// Votes, and what they must reach.
    pub voting: votes::Voting,
    /// What prizes are computed from.
    pub money: money::Money,
    /// What was given by a decision.
    pub grants: grants::Grants,
    /// Models that others are to follow.
    pub models: Models,
    /// Who has signed the pledge of its block.
    pub pledges: Pledges,
    /// How many were rewarded in earlier years, as the sheet has it.
    pub awards: Vec<Award>,
    /// The same as it was published.
    pub published_awards: Vec<PublishedCount>,
    /// Interim and final reviews.
    pub reviews: Vec<Review>,
    /// Severities as the campaign sets them.
    pub severities: Vec<(Box<str>, SeverityWord, Span)>,
    /// Findings that are set aside for a time.
    pub waivers: Vec<waivers::Waiver>,
    /// What is known of plain rows.
    pub plain: plain::PlainRows,
    /// Codes to indices.
    pub directories: Directories,
    /// What could not be resolved.
    pub gaps: Vec<Gap>,
    /// Whether the definition has criteria at all.
    pub is_scored: bool,
    /// Whether the definition could be read at all; if not, nothing is declared and nothing can be held against it.
    pub is_defined: bool,
}

/// Codes to indices, one directory a kind.
#[derive(Debug, Default)]
pub struct Directories {
    /// Units.
    pub units: Directory<UnitIndex>,
    /// Criteria.
    pub criteria: Directory<CriterionIndex>,
    /// Periods.
    pub periods: Directory<PeriodIndex>,
    /// Blocks.
    pub blocks: Directory<BlockIndex>,
    /// Duties.
    pub duties: Directory<DutyIndex>,
    /// Stages.
    pub stages: Directory<StageIndex>,
    /// Topics.
    pub topics: Directory<TopicIndex>,
    /// Titles.
    pub titles: Directory<TitleIndex>,
    /// Statistics.
    pub statistics: Directory<StatisticIndex>,
    /// Kinds of unit.
    pub kinds: Directory<u16>,
    /// Phases, by their place among `Campaign::phases`.
    pub phases: Directory<usize>,
    /// Kinds of person.
    pub person_kinds: Directory<u16>,
    /// People.
    pub people: Directory<PersonIndex>,
}

/// A figure that is not scored.
#[derive(Debug)]
pub struct Statistic {
    /// `ma`.
    pub code: StatisticCode,
    /// `ten`.
    pub name: Box<str>,
    /// `don_vi_tinh`.
    pub unit_of_measure: Option<Box<str>>,
    /// `kieu`.
    pub kind: Option<StatisticKind>,
    /// Whether the figures of units are added up.
    pub is_summed: bool,
    /// The blocks that have it; none: every block.
    pub blocks: Option<Vec<BlockIndex>>,
    /// The published total.
    pub published: Option<(Quantity, Span)>,
    /// Units whose share must be greater.
    pub contrasts: Vec<(UnitIndex, Fraction, Span)>,
    /// Criteria in all of which a unit must be over its target to be counted.
    pub counted_over: Option<Vec<CriterionIndex>>,
    /// Where it is declared.
    pub span: Span,
}

impl Campaign {
    /// The deadline of a duty in a period, else the duty's one deadline of the whole campaign.
    pub fn deadline(&self, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<&DutyDeadline> {
        let of = |wanted: Option<PeriodIndex>| self.deadlines.iter().find(move |deadline| deadline.duty == duty && deadline.period == wanted);
        of(period).or_else(|| of(None))
    }

    /// The last day a unit has for a duty: its extension's, else the deadline's.
    pub fn last_day(&self, unit: UnitIndex, duty: DutyIndex, period: Option<PeriodIndex>) -> Option<Day> {
        let deadline = self.deadline(duty, period)?;
        let extension = self.extensions.find(unit, duty, deadline.period);
        Some(extension.map_or(deadline.last_day, |extension| extension.through))
    }

    /// The duty with a code of fixed meaning (`dang_ky`, `ket_qua`), where the campaign has it.
    pub fn duty(&self, code: &str) -> Option<DutyIndex> {
        self.directories.duties.find(code.as_bytes())
    }

    /// The group of alternatives a criterion is one of.
    pub fn choice_of(&self, criterion: CriterionIndex) -> Option<CriterionIndex> {
        self.criteria[criterion].parent.filter(|parent| self.criteria[*parent].is_choice)
    }

    /// What one leaf period of a line is out of in the total: its criterion's maximum; of one of several alternatives, their group's.
    pub fn out_of(&self, criterion: CriterionIndex, block: BlockIndex) -> Option<Fraction> {
        let group = self.choice_of(criterion).and_then(|group| self.criteria[group].weighed_maximum(block));
        group.or_else(|| self.criteria[criterion].weighed_maximum(block))
    }

    /// The block a unit stands in at the end of a period; none where it is not ranked.
    pub fn block_in(&self, unit: UnitIndex, period: PeriodIndex) -> Option<BlockIndex> {
        self.units[unit].in_stretch(&self.periods[period].stretch)?.block
    }

    /// Whose row is missing where a criterion has none: its group's, of alternatives; else its own.
    pub fn awaited_as(&self, criterion: CriterionIndex) -> CriterionIndex {
        let above = std::iter::successors(self.criteria[criterion].parent, |group| self.criteria[*group].parent);
        above.filter(|group| self.criteria[*group].is_choice).last().unwrap_or(criterion)
    }

    /// The leaves of the criteria tree, in order.
    pub fn leaves(&self) -> impl Iterator<Item = (CriterionIndex, &Criterion, &Leaf)> {
        self.criteria.enumerate().filter_map(|(index, criterion)| Some((index, criterion, criterion.leaf.as_ref()?)))
    }

    /// The leaf periods, in order of time.
    pub fn leaf_periods(&self) -> Vec<PeriodIndex> {
        let mut leaves: Vec<PeriodIndex> = self.periods.enumerate().filter(|(_, period)| !period.is_group).map(|(index, _)| index).collect();
        leaves.sort_by_key(|leaf| (self.periods[*leaf].stretch.from, *leaf));
        leaves
    }

    /// The period that stands for the whole campaign: the first group that holds every leaf, else the only leaf.
    pub fn whole(&self) -> Option<PeriodIndex> {
        let leaves = self.leaf_periods();
        if let [only] = leaves.as_slice() {
            return Some(*only);
        }
        let group = self.periods.enumerate().find(|(_, period)| period.is_group && period.leaves.len() == leaves.len());
        group.map(|(index, _)| index)
    }

    /// The periods a row of this criterion may stand in: those it is limited to, else the leaves, and groups where figures run on.
    ///
    /// Of one that is limited to group periods and whose figures run on, the last leaf of each too: the figure is the same.
    pub fn accepted_periods(&self, leaf: &Leaf) -> Vec<PeriodIndex> {
        if let Some(only) = &leaf.only_periods {
            let mut accepted = only.clone();
            if self.runs_on_in_groups_alone(leaf) {
                accepted.extend(only.iter().filter_map(|group| self.periods[*group].leaves.last()));
                let mut met = Vec::with_capacity(accepted.len());
                accepted.retain(|period| {
                    !met.contains(period) && {
                        met.push(*period);
                        true
                    }
                });
            }
            return accepted;
        }
        let mut accepted = self.leaf_periods();
        if leaf.is_cumulative {
            accepted.extend(self.periods.enumerate().filter(|(_, period)| period.is_group).map(|(index, _)| index));
        }
        accepted
    }

    /// Whether a criterion is limited to group periods, each of which has a figure that runs on from the first period.
    pub fn runs_on_in_groups_alone(&self, leaf: &Leaf) -> bool {
        let only = leaf.only_periods.as_deref().unwrap_or_default();
        leaf.is_cumulative && !only.is_empty() && only.iter().all(|period| self.periods[*period].is_group)
    }

    /// Whether some criterion is scored by its estimate.
    pub fn scores_estimates(&self) -> bool {
        self.leaves().any(|(_, _, leaf)| leaf.is_scored_by_estimate())
    }

    /// The final stage.
    pub fn last_stage(&self) -> Option<StageIndex> {
        self.stages.len().checked_sub(1).map(StageIndex::new)
    }
}
