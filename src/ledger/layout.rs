//! How a page is laid out: which rows a criterion takes, and which of them the scope counts.

use std::sync::Arc;

use crate::campaign::{Campaign, Leaf, Side};
use crate::draft::definition::{Merging, RoundingMoment, TargetBasis};
use crate::ledger::Scope;
use crate::ledger::plain::Course;
use crate::scoring::{Denominator, Way};
use crate::value::{BlockIndex, CriterionIndex, Fraction, PeriodIndex};

/// What a row of a period does to its line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Contribution {
    /// Nothing: the period lies outside the scope, or only the last one counts.
    None,
    /// It is added.
    Added,
    /// It stands, unless the group period's own row does.
    Last,
    /// It stands before the last leaf's.
    Own,
}

/// How a line gathers what rows give.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Gathering {
    /// The scope does not hold it.
    Outside,
    /// From what was handed in, in these periods.
    Duty(Vec<PeriodIndex>),
    /// From the sheet of models, in these periods.
    Models(Vec<PeriodIndex>),
    /// Points of each row.
    Points,
    /// Figures of the rows, scored once.
    Figures,
}

/// One leaf criterion on a page.
#[derive(Clone, Debug)]
pub struct LineLayout {
    /// The criterion.
    pub criterion: CriterionIndex,
    /// Its place among the page's lines.
    pub position: usize,
    /// The block whose units the page is for.
    pub block: BlockIndex,
    /// Whether it adds to the maximum, beside it, or is taken off.
    pub side: Side,
    /// What one leaf period of it is out of in the total.
    pub out_of: Fraction,
    /// What its periods are out of together.
    pub out_of_all: Fraction,
    /// How it gathers.
    pub gathering: Gathering,
    /// The periods a row may stand in, and what such a row does.
    pub periods: Vec<(PeriodIndex, Contribution)>,
    /// The same periods, and what such a row does to the figure of the scope; of a count of models those it counts.
    ///
    /// However points of leaves come together, the figure of a group period is the sum over its leaves; one that runs on,
    /// its own or that of its last leaf.
    pub figure_periods: Vec<(PeriodIndex, Contribution)>,
    /// The group period it is limited to, where the scope is that period and its figures run on.
    pub limited_to: Option<PeriodIndex>,
    /// The lines that are scored from its rows too, by their place among the page's.
    pub followers: Vec<u32>,
    /// Whether the scope counts every one of them.
    pub counts_all: bool,
    /// Whether its points are nothing but the sum of what its rows were given, as rounded, where a row without a mark stands in
    /// each slot.
    pub is_plain: bool,
    /// Its first slot; one for each of its periods.
    pub first_slot: u32,
    /// Where its figures are summed, if they are.
    pub figures: Option<u32>,
    /// Where its cumulative figures are kept, one for each of its periods.
    pub history: Option<u32>,
    /// Where the figures of rows that are compared with those of other units are kept, one for each of its periods.
    pub compared: Option<u32>,
    /// Where the year's target as rows give it is kept.
    pub year_target: Option<u32>,
}

impl LineLayout {
    /// Its periods and slots.
    pub fn slots(&self) -> impl Iterator<Item = (PeriodIndex, u32)> + '_ {
        self.periods.iter().zip(self.first_slot..).map(|((period, _), slot)| (*period, slot))
    }

    /// The slot of a period.
    pub fn slot_of(&self, period: PeriodIndex) -> Option<u32> {
        self.slots().find(|(known, _)| *known == period).map(|(_, slot)| slot)
    }

    /// The slots that count in the scope.
    pub fn counted(&self) -> impl Iterator<Item = (PeriodIndex, u32)> + '_ {
        let all = self.periods.iter().zip(self.first_slot..);
        all.filter(|((_, contribution), _)| *contribution != Contribution::None).map(|((period, _), slot)| (*period, slot))
    }

    /// The periods that are asked for the preconditions of a slot: those whose figures are scored together, or its own.
    pub fn asked(&self, period: PeriodIndex) -> Vec<PeriodIndex> {
        let of = |wanted: Contribution| self.periods.iter().filter(move |(_, contribution)| *contribution == wanted).map(|(period, _)| *period);
        let contribution = self.periods.iter().find(|(known, _)| *known == period).map_or(Contribution::None, |(_, contribution)| *contribution);
        if let Some(group) = self.limited_to {
            return vec![group];
        }
        match (&self.gathering, contribution) {
            (Gathering::Figures, Contribution::Added) => of(Contribution::Added).collect(),
            // A group period's cumulative figure is that of its last leaf.
            (_, Contribution::Own) => of(Contribution::Last).collect(),
            (_, Contribution::Added | Contribution::Last | Contribution::None) => vec![period],
        }
    }

    /// Whether one of several rows is enough: a cumulative figure of the group period, or of its last leaf.
    pub fn takes_either(&self) -> bool {
        self.periods.iter().any(|(_, contribution)| *contribution == Contribution::Own)
    }

    /// How many periods are scored for the scope, each with a maximum of its own.
    pub fn scored(&self) -> usize {
        if self.takes_either() { 1 } else { self.counted().count() }
    }
}

const NONE: u32 = u32::MAX;

/// The lines of a page.
#[derive(Debug)]
pub struct Layout {
    /// Its number among the ledger's layouts.
    pub number: u16,
    /// The leaf criteria assigned to a unit of this block and kind, in the campaign's order.
    pub lines: Vec<LineLayout>,
    line_of: Vec<u32>,
    slot_of: Vec<u32>,
    /// What plain rows do, by criterion and period.
    courses: Arc<[Option<Course>]>,
    periods: usize,
    /// Whether its lines make the total one by one: no group is capped, none a choice.
    pub is_flat: bool,
    /// What its plain lines are out of together.
    pub out_of_plain: Fraction,
    /// How many slots a page has.
    pub slots: usize,
    /// How many sums of figures.
    pub figures: usize,
    /// How many cumulative figures.
    pub history: usize,
    /// How many rows that are compared with those of other units.
    pub compared: usize,
    /// How many targets of the year.
    pub year_targets: usize,
    /// How many exact sums of points: one a line where the total alone is rounded, or where some line is weighed.
    pub exact: usize,
}

impl Layout {
    /// The layout for a block and kind of unit.
    pub fn new(number: u16, campaign: &Campaign, scope: &Scope, block: BlockIndex, kind: Option<u16>) -> Self {
        let periods = campaign.periods.len();
        let mut layout = Self {
            number,
            lines: Vec::new(),
            line_of: vec![NONE; campaign.criteria.len()],
            slot_of: vec![NONE; campaign.criteria.len() * periods],
            courses: Arc::default(),
            periods,
            is_flat: campaign.criteria.iter().all(|criterion| !criterion.is_choice && criterion.cap.is_none()),
            out_of_plain: Fraction::ZERO,
            slots: 0,
            figures: 0,
            history: 0,
            compared: 0,
            year_targets: 0,
            exact: 0,
        };
        for (index, criterion, leaf) in campaign.leaves() {
            if criterion.applies_to(block, kind) {
                layout.add(campaign, scope, (index, block), leaf);
            }
        }
        let is_weighed = layout.lines.iter().any(|line| campaign.criteria[line.criterion].path_weight.is_some());
        if is_weighed || campaign.moment == RoundingMoment::Total {
            layout.exact = layout.lines.len();
        }
        for (index, _, leaf) in campaign.leaves() {
            let Some(lender) = leaf.figures_of.and_then(|lender| layout.position(lender)) else { continue };
            if let Some(follower) = layout.position(index) {
                layout.lines[lender].followers.push(u32::try_from(follower).expect("lines fit"));
            }
        }
        let plain = layout.lines.iter().filter(|line| line.is_plain && line.side == Side::Main);
        let sum = plain.fold(Fraction::ZERO, |sum, line| sum.checked_add(&line.out_of_all).expect("resolve bounds what weights divide by"));
        layout.out_of_plain = sum;
        let mut courses = vec![None; campaign.criteria.len() * periods];
        for line in &layout.lines {
            for (period, slot) in line.slots() {
                courses[line.criterion.get() * periods + period.get()] = Course::of(line, slot, (campaign, scope));
            }
        }
        layout.courses = courses.into();
        layout
    }

    /// Shares with another layout what plain rows do, where they do the same: rows in no order of blocks find it sooner.
    pub(super) fn share_courses(&mut self, other: &Self) {
        if self.courses == other.courses {
            self.courses = Arc::clone(&other.courses);
        }
    }

    fn add(&mut self, campaign: &Campaign, scope: &Scope, (index, block): (CriterionIndex, BlockIndex), leaf: &Leaf) {
        let counted = counted_periods(campaign, scope, leaf);
        let accepted = if leaf.way.is_fed() { Vec::new() } else { campaign.accepted_periods(leaf) };
        let gathering = gathering(scope, leaf, &counted);
        let limited_to = limited_to(campaign, leaf, &counted);
        let contribution = |period: PeriodIndex, way: Standing| match limited_to {
            Some(group) if period == group => Contribution::Own,
            Some(group) if campaign.periods[group].leaves.last() == Some(&period) => Contribution::Last,
            Some(_) => Contribution::None,
            None => contribution(scope, leaf, &counted, period, way),
        };
        let points = Standing {
            last_alone: leaf.merging == Merging::Last || (leaf.is_cumulative && leaf.merging == Merging::Figures),
            own_too: leaf.is_cumulative && leaf.merging == Merging::Figures,
        };
        let figure = Standing { last_alone: leaf.is_cumulative, own_too: leaf.is_cumulative };
        let of =
            |way: Standing| -> Vec<(PeriodIndex, Contribution)> { accepted.iter().map(|period| (*period, contribution(*period, way))).collect() };
        let periods = of(points);
        let figure_periods =
            if leaf.way.models().is_some() { counted.iter().map(|period| (*period, Contribution::Added)).collect() } else { of(figure) };
        let keeps_figures = gathering == Gathering::Figures || leaf.figures_are_compared;
        let position = self.lines.len();
        let first_slot = u32::try_from(self.slots).expect("slots fit");
        // Rows of another criterion come to it through that one's slots.
        let own_periods: &[_] = if leaf.figures_of.is_none() { &periods } else { &[] };
        for (offset, (period, _)) in (first_slot..).zip(own_periods) {
            self.slot_of[index.get() * self.periods + period.get()] = offset;
        }
        self.line_of[index.get()] = u32::try_from(position).expect("lines fit");
        self.slots += periods.len();
        let figures = keeps_figures.then(|| u32::try_from(self.figures).expect("lines fit"));
        self.figures += usize::from(keeps_figures);
        let history = leaf.is_cumulative.then(|| u32::try_from(self.history).expect("lines fit"));
        self.history += if leaf.is_cumulative { periods.len() } else { 0 };
        let is_compared = matches!(leaf.way, Way::Relative(_)) && gathering == Gathering::Points;
        let compared = is_compared.then(|| u32::try_from(self.compared).expect("lines fit"));
        self.compared += if is_compared { periods.len() } else { 0 };
        let uses_year = leaf.target_basis != TargetBasis::Period && leaf.way.denominator() == Some(Denominator::Target);
        let year_target = uses_year.then(|| u32::try_from(self.year_targets).expect("lines fit"));
        self.year_targets += usize::from(uses_year);
        let counts_all = periods.iter().all(|(_, contribution)| *contribution != Contribution::None);
        let are_added = !periods.is_empty() && periods.iter().all(|(_, contribution)| *contribution == Contribution::Added);
        let is_plain = gathering == Gathering::Points
            && are_added
            && (leaf.merging == Merging::Sum || periods.len() == 1)
            && !matches!(leaf.way, Way::Relative(_))
            && leaf.conditions.is_empty()
            && campaign.moment == RoundingMoment::Line
            && campaign.criteria[index].path_weight.is_none();
        let out_of = campaign.out_of(index, block).unwrap_or(Fraction::ZERO);
        self.lines.push(LineLayout {
            criterion: index,
            position,
            block,
            side: campaign.criteria[index].side,
            out_of,
            out_of_all: times(&out_of, u32::try_from(periods.len()).expect("periods are few")),
            gathering,
            periods,
            figure_periods,
            limited_to,
            followers: Vec::new(),
            counts_all,
            is_plain,
            first_slot,
            figures,
            history,
            compared,
            year_target,
        });
    }

    /// The line of a criterion, if it is assigned.
    pub fn line(&self, criterion: CriterionIndex) -> Option<&LineLayout> {
        self.position(criterion).map(|line| &self.lines[line])
    }

    fn position(&self, criterion: CriterionIndex) -> Option<usize> {
        let line = self.line_of[criterion.get()];
        (line != NONE).then_some(line as usize)
    }

    /// The line and slot a row of a criterion and period stands in.
    pub fn slot(&self, criterion: CriterionIndex, period: PeriodIndex) -> Option<(&LineLayout, u32)> {
        let slot = self.slot_of[criterion.get() * self.periods + period.get()];
        if slot == NONE {
            return None;
        }
        Some((&self.lines[self.line_of[criterion.get()] as usize], slot))
    }

    /// What a plain row of a criterion and period does; none where it has to be taken as any other.
    #[inline]
    pub(super) fn course(&self, criterion: CriterionIndex, period: PeriodIndex) -> Option<Course> {
        self.courses[criterion.get() * self.periods + period.get()]
    }

    /// The criterion whose rows stand in a slot.
    pub fn criterion_of(&self, slot: u32) -> Option<CriterionIndex> {
        self.lines.iter().find(|line| line.slots().any(|(_, own)| own == slot)).map(|line| line.criterion)
    }

    /// Every slot with its period.
    pub fn slots(&self) -> impl Iterator<Item = (PeriodIndex, u32)> + '_ {
        self.lines.iter().flat_map(LineLayout::slots)
    }
}

/// A number of periods times what one of them is out of.
pub fn times(out_of: &Fraction, periods: u32) -> Fraction {
    if periods == 1 {
        return *out_of;
    }
    out_of.checked_mul(&Fraction::whole(i64::from(periods))).unwrap_or(*out_of)
}

/// The periods whose points or figures the scope counts: leaves it holds, or itself where the criterion is limited to it.
fn counted_periods(campaign: &Campaign, scope: &Scope, leaf: &Leaf) -> Vec<PeriodIndex> {
    let Some(only) = &leaf.only_periods else { return scope.leaves.clone() };
    let counts = |period: &PeriodIndex| {
        if campaign.periods[*period].is_group { scope.period == Some(*period) } else { scope.leaves.contains(period) }
    };
    let mut counted: Vec<PeriodIndex> = only.iter().copied().filter(counts).collect();
    counted.sort_by_key(|period| (campaign.periods[*period].stretch.from, *period));
    counted
}

fn gathering(scope: &Scope, leaf: &Leaf, counted: &[PeriodIndex]) -> Gathering {
    if counted.is_empty() {
        return Gathering::Outside;
    }
    let periods = || if leaf.merging == Merging::Last { vec![*counted.last().expect("not empty")] } else { counted.to_vec() };
    if leaf.way.duty().is_some() {
        return Gathering::Duty(periods());
    }
    if leaf.way.models().is_some() {
        return Gathering::Models(periods());
    }
    let merges_figures = leaf.merging == Merging::Figures && !leaf.is_cumulative && counted.len() > 1 && scope.is_merged();
    if merges_figures { Gathering::Figures } else { Gathering::Points }
}

/// How rows make what stands for the scope.
#[derive(Clone, Copy)]
struct Standing {
    /// The last one alone does.
    last_alone: bool,
    /// The group period's own row does too.
    own_too: bool,
}

fn contribution(scope: &Scope, leaf: &Leaf, counted: &[PeriodIndex], period: PeriodIndex, way: Standing) -> Contribution {
    let last = counted.last().copied();
    if !counted.contains(&period) {
        let is_own_group = way.own_too && scope.period == Some(period) && leaf.only_periods.is_none();
        return if is_own_group && !counted.is_empty() { Contribution::Own } else { Contribution::None };
    }
    match way.last_alone {
        true if last == Some(period) => Contribution::Last,
        true => Contribution::None,
        false => Contribution::Added,
    }
}

/// The group period a criterion is limited to, where that is what the scope counts and its figures run on: the row of the
/// last leaf may then stand in place of the period's own.
fn limited_to(campaign: &Campaign, leaf: &Leaf, counted: &[PeriodIndex]) -> Option<PeriodIndex> {
    let [group] = counted else { return None };
    (campaign.periods[*group].is_group && campaign.runs_on_in_groups_alone(leaf)).then_some(*group)
}
