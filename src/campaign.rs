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
pub mod titles;
pub mod votes;
pub mod waivers;
pub mod who;

use std::ops::RangeInclusive;

use crate::directory::Directory;
use crate::draft::definition::{
    BlockWord, Form, Level, Merging, Organiser, PhaseEnd, RoundingMoment, ScoredFigure, SeverityWord, StatisticKind, TargetBasis,
};
use crate::draft::{Definition, Draft};
use crate::scoring::{Need, NotApplicablePolicy, OverTarget, Way};
use crate::sheet::{Place, RowId};
use crate::value::{
    BlockCode, BlockIndex, CampaignCode, CriterionCode, CriterionIndex, Day, DaysOff, Deadline, DutyCode, DutyIndex, Fraction, PeriodCode,
    PeriodIndex, PersonIndex, PhaseCode, Points, Quantity, Rounding, StageCode, StageIndex, StatisticCode, StatisticIndex, Table, TitleIndex,
    TopicCode, TopicIndex, UnitCode, UnitIndex,
};
use crate::yaml::{DecodeFault, Span};

pub use adjustments::{AdjustedColumn, Adjustment, Adjustments};
pub use appeals::Appeal;
pub use appraisals::{Appraisal, Appraisals};
pub use awards::{Award, PublishedCount};
pub use borrowing::NotLent;
pub use conditions::{Condition, Conditions, Effect, Settled};
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
pub use titles::Title;
pub use who::Who;

/// A stretch of days, both ends in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stretch {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Stretch {
    /// Whether the day lies in it.
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether the other lies wholly in it.
    pub fn holds(&self, other: &Stretch) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The years it is of: the one declared, else those it has days in.
    pub fn years(&self, declared: Option<i32>) -> RangeInclusive<i32> {
        declared.map_or_else(|| self.from.year()..=self.to.year(), |year| year..=year)
    }

    /// Whether the two share a day.
    pub fn meets(&self, other: &Stretch) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// How far the estimates of a campaign reach (`uoc_den_het`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EstimateEnd {
    /// Not said: each row's to the end of its period.
    OfPeriod,
    /// Through this day.
    Through(Day),
    /// It is said and could not be read.
    Lost,
}

impl EstimateEnd {
    /// The day, where there is one for all.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Through(day) => Some(day),
            Self::OfPeriod | Self::Lost => None,
        }
    }
}

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

/// Something that must be handed in.
#[derive(Debug)]
pub struct Duty {
    /// `viec`.
    pub code: DutyCode,
    /// `ten`, else the code.
    pub name: Box<str>,
}

/// By when a duty is due.
#[derive(Debug)]
pub struct DutyDeadline {
    /// The duty.
    pub duty: DutyIndex,
    /// The period; none where the duty is of the whole campaign.
    pub period: Option<PeriodIndex>,
    /// As declared.
    pub deadline: Deadline,
    /// The last day that is in time, after the rule for days off.
    pub last_day: Day,
    /// `noi_nhan`.
    pub recipient: Option<Box<str>>,
    /// Where the day stands.
    pub span: Span,
}

/// A stretch for which results are handed in.
#[derive(Debug)]
pub struct Period {
    /// `ma`.
    pub code: PeriodCode,
    /// `ten`, else the code.
    pub name: Box<str>,
    /// Its days: its own, or from the first to the last of its leaves.
    pub stretch: Stretch,
    /// The leaves it holds, in order of time; a leaf holds itself.
    pub leaves: Vec<PeriodIndex>,
    /// Whether it holds others.
    pub is_group: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A stretch of the campaign with a beginning and an end of its own (đợt).
#[derive(Debug)]
pub struct Phase {
    /// `ma`.
    pub code: PhaseCode,
    /// `ten`, else the code.
    pub name: Box<str>,
    /// Its days.
    pub stretch: Stretch,
    /// Whether it ends before it begins, which has been said.
    pub is_empty: bool,
    /// Whether a review or a final review ends it.
    pub end: Option<PhaseEnd>,
    /// `so_ngay_lam_viec`, and where it stands.
    pub working_days: Option<(i64, Span)>,
    /// Where it is declared.
    pub span: Span,
    /// Where its first day stands.
    pub from: Span,
    /// Where its last day stands.
    pub to: Span,
}

/// A meeting that looks back on a period, a phase or the whole campaign (sơ kết, tổng kết).
#[derive(Debug)]
pub struct Review {
    /// `ten`.
    pub name: Box<str>,
    /// `ngay`, and where it stands.
    pub day: Option<(Day, Span)>,
    /// The period it is of.
    pub period: Option<PeriodIndex>,
    /// The phase it is of, by its place among the phases.
    pub phase: Option<usize>,
    /// Whether it names a period or a phase that is not known.
    pub is_in_doubt: bool,
}

/// The units ranked against one another.
#[derive(Debug)]
pub struct Block {
    /// `ma`.
    pub code: BlockCode,
    /// `ten`.
    pub name: Box<str>,
    /// Khối, Cụm or Khu vực.
    pub word: BlockWord,
    /// Who organises it.
    pub organiser: Option<Organiser>,
    /// Khối trưởng.
    pub head: Option<UnitIndex>,
    /// Khối phó.
    pub deputies: Vec<UnitIndex>,
    /// How it is ranked: the campaign's, with what the block states again; none where it is not ranked.
    pub ranking: Option<Ranking>,
    /// Whether the text does not name it.
    pub is_assumed: bool,
    /// Where it is declared.
    pub span: Span,
}

/// Which side of the total a criterion stands on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Side {
    /// In the total and in the maximum.
    #[default]
    Main,
    /// Added to the total, not in the maximum.
    Bonus,
    /// Taken off the total, not in the maximum.
    Deduction,
}

/// A criterion: a group, or a leaf that is scored.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Criterion {
    /// `ma`.
    pub code: CriterionCode,
    /// `ten`.
    pub name: Box<str>,
    /// The group it stands in.
    pub parent: Option<CriterionIndex>,
    /// Its children, in order.
    pub children: Vec<CriterionIndex>,
    /// How deep, from 0.
    pub depth: usize,
    /// Main, bonus or deduction; inherited.
    pub side: Side,
    /// `diem_chuan`: what it is out of in every block that has no maximum of its own.
    pub maximum: Option<Points>,
    /// `diem_chuan_khoi`: the blocks that have one.
    pub block_maxima: Box<[BlockMaximum]>,
    /// `trong_so`; none: one.
    pub weight: Option<Fraction>,
    /// The product of the weights on its path, its own included; none where it is one.
    pub path_weight: Option<Fraction>,
    /// Whether its weight, or the maximum of a block, is written and could not be taken: what it is out of is not settled.
    pub maximum_in_doubt: bool,
    /// Whether it is a group of alternatives, of which one child counts (`chon_mot`).
    pub is_choice: bool,
    /// `toi_da` of a bonus or deduction group.
    pub cap: Option<Points>,
    /// Where the maximum or the cap is declared, else the code.
    pub maximum_span: Span,
    /// `don_vi_tinh`.
    pub unit_of_measure: Option<Box<str>>,
    /// The topics it measures.
    pub topics: Vec<TopicIndex>,
    /// The blocks it applies to; none: every block. Inherited and narrowed.
    pub blocks: Option<Vec<BlockIndex>>,
    /// The kinds of unit it applies to; none: every kind. Inherited and narrowed.
    pub kinds: Option<Vec<u16>>,
    /// Whether `ap_dung`, its own or a group's, says something that is not known: whom it applies to is not settled.
    pub applies_in_doubt: bool,
    /// Who appraises it; inherited.
    pub appraised_by: Option<UnitIndex>,
    /// How it is scored; none for a group.
    pub leaf: Option<Leaf>,
    /// Whether the text does not give it; inherited.
    pub is_assumed: bool,
    /// Where its code stands.
    pub span: Span,
}

impl Criterion {
    /// Whether it applies to a unit of this block and kind.
    pub fn applies_to(&self, block: BlockIndex, kind: Option<u16>) -> bool {
        let to_block = self.blocks.as_ref().is_none_or(|blocks| blocks.contains(&block));
        let to_kind = self.kinds.as_ref().is_none_or(|kinds| kind.is_some_and(|kind| kinds.contains(&kind)));
        to_block && to_kind
    }

    /// What it is out of in a block, on its own scale.
    #[inline]
    pub fn maximum_for(&self, block: BlockIndex) -> Option<Points> {
        if self.block_maxima.is_empty() {
            return self.maximum;
        }
        self.block_maximum(block).map(|own| own.points).or(self.maximum)
    }

    /// Where that is declared, else where its cap or its code is.
    pub fn maximum_span_for(&self, block: BlockIndex) -> Span {
        self.block_maximum(block).map_or(self.maximum_span, |own| own.span)
    }

    fn block_maximum(&self, block: BlockIndex) -> Option<&BlockMaximum> {
        self.block_maxima.iter().find(|own| own.block == block)
    }

    /// The most a leaf can come to in one leaf period in a block, on its own scale; none where nothing bounds it.
    pub fn bound_for(&self, block: BlockIndex) -> Option<Points> {
        self.maximum_for(block).or_else(|| self.leaf.as_ref()?.way.own_maximum())
    }

    /// The least of those bounds over blocks; none where no block has one.
    pub fn least_bound(&self) -> Option<Points> {
        self.block_maxima.iter().map(|own| own.points).chain(self.common_bound()).min()
    }

    /// The greatest of those bounds over blocks; none where nothing bounds it.
    pub fn greatest_bound(&self) -> Option<Points> {
        let common = self.common_bound();
        if common.is_none() && self.block_maxima.is_empty() {
            return None;
        }
        self.block_maxima.iter().map(|own| own.points).chain(common).max()
    }

    fn common_bound(&self) -> Option<Points> {
        self.maximum.or_else(|| self.leaf.as_ref()?.way.own_maximum())
    }

    /// What points on its own scale count in the total, exactly; none past all measure.
    pub fn weigh(&self, points: &Fraction) -> Option<Fraction> {
        self.path_weight.as_ref().map_or(Some(*points), |weight| points.checked_mul(weight))
    }

    /// What points on its own scale count in the group it stands in.
    pub fn weigh_once(&self, points: &Fraction) -> Option<Fraction> {
        self.weight.as_ref().map_or(Some(*points), |weight| points.checked_mul(weight))
    }

    /// What its maximum in a block counts in the total.
    pub fn weighed_maximum(&self, block: BlockIndex) -> Option<Fraction> {
        self.weigh(&self.maximum_for(block)?.to_fraction())
    }
}

/// What a criterion is out of in one block.
#[derive(Clone, Copy, Debug)]
pub struct BlockMaximum {
    /// The block.
    pub block: BlockIndex,
    /// The points, on the criterion's own scale.
    pub points: Points,
    /// Where they are declared.
    pub span: Span,
}

/// How a leaf is scored.
#[derive(Debug)]
pub struct Leaf {
    /// The way.
    pub way: Way,
    /// Whether figures run on from the first period (`luy_ke`).
    pub is_cumulative: bool,
    /// Which figure is scored; of a way that reads no figure, the actual one.
    pub scored_figure: ScoredFigure,
    /// How targets are given.
    pub target_basis: TargetBasis,
    /// How leaf periods come together.
    pub merging: Merging,
    /// What happens past the target.
    pub over_target: OverTarget,
    /// What not arising counts for; none where it may not be claimed.
    pub not_applicable: Option<NotApplicablePolicy>,
    /// What is asked before it is scored.
    pub conditions: Conditions,
    /// The criterion whose rows it is scored from (`so_lieu_cua`); none: its own.
    pub figures_of: Option<CriterionIndex>,
    /// The criteria that are scored from its rows too.
    pub figures_for: Vec<CriterionIndex>,
    /// `chi_cham_ky`.
    pub only_periods: Option<Vec<PeriodIndex>>,
    /// Whether `chi_cham_ky` says something that is not known: where it is scored is not settled.
    pub periods_in_doubt: bool,
    /// Whether its figures are compared somewhere and must be kept: tie-breaks, conditions of the leader, counted units.
    pub figures_are_compared: bool,
}

/// What the plan speaks of.
#[derive(Debug)]
pub struct Topic {
    /// `ma`.
    pub code: TopicCode,
    /// `ten`.
    pub name: Box<str>,
    /// Why no criterion measures it.
    pub why_unscored: Option<Box<str>>,
    /// Where it is declared.
    pub span: Span,
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

/// A kind of unit that takes part.
#[derive(Debug)]
pub struct UnitKind {
    /// `loai`.
    pub code: Box<str>,
    /// It exists from this day.
    pub from: Option<Day>,
    /// It exists through this day.
    pub to: Option<Day>,
    /// Where it is declared.
    pub span: Span,
}

/// A unit, as it stands between days.
#[derive(Debug)]
pub struct Unit {
    /// `ma`.
    pub code: UnitCode,
    /// Its rows, in file order.
    pub standings: Vec<Membership>,
}

/// One row of a unit.
#[derive(Debug)]
pub struct Membership {
    /// `ten`.
    pub name: Box<str>,
    /// `ten_ngan`, else the name.
    pub short: Box<str>,
    /// The block it is ranked in.
    pub block: Option<BlockIndex>,
    /// Whether it names a block that is not declared.
    pub has_unknown_block: bool,
    /// Its kind.
    pub kind: Option<u16>,
    /// Who manages it; none where that is not said.
    pub level: Option<Level>,
    /// Valid from.
    pub from: Option<Day>,
    /// Valid through.
    pub to: Option<Day>,
    /// Its row.
    pub row: RowId,
    /// Where its code stands.
    pub place: Place,
}

impl Membership {
    /// Whether it is valid on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is valid on some day of a stretch.
    pub fn meets(&self, stretch: &Stretch) -> bool {
        self.from.is_none_or(|from| from <= stretch.to) && self.to.is_none_or(|to| stretch.from <= to)
    }
}

impl Leaf {
    /// Whether its figure is the estimate.
    pub fn is_scored_by_estimate(&self) -> bool {
        self.scored_figure == ScoredFigure::Estimate
    }

    /// What a row must have before all else.
    pub fn first_need(&self) -> Need {
        match self.way {
            Way::Given => Need::Points,
            Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) | Way::Relative(_) if self.is_scored_by_estimate() => Need::Estimate,
            Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) | Way::Relative(_) => Need::Actual,
        }
    }
}

impl Unit {
    /// How it stands in a stretch of time: on its last day, else the last row valid in it.
    pub fn in_stretch(&self, stretch: &Stretch) -> Option<&Membership> {
        let on_last_day = self.standings.iter().find(|standing| standing.holds(stretch.to));
        on_last_day.or_else(|| self.standings.iter().rev().find(|standing| standing.meets(stretch)))
    }

    /// The row that names it, where no day is asked for: the last.
    pub fn last(&self) -> &Membership {
        self.standings.last().expect("a unit is made from a row")
    }
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
