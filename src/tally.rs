//! A tally: what one unit scored, line by line, and the sum.
//!
//! Lines keep the order of the criteria in the campaign, so two tallies read side by side. They are made when asked
//! for, from the ledger's page; only totals are kept for every unit.

mod choice;
mod comparison;
mod figures;

use crate::campaign::{Campaign, Criterion, Effect, Leaf, Settled, Side};
use crate::draft::definition::{Merging, RoundingMoment};
use crate::ledger::{BothFigures, Contribution, Gathering, Ledger, LineLayout, Page, Scope, Slot};
use crate::scoring::bands::DayCount;
use crate::scoring::{Figures, Need, NotApplicablePolicy, Score, Silent, Way};
use crate::sheet::{Place, RowId};
use crate::value::{
    BlockIndex, Counting, CriterionIndex, DutyIndex, ExactSum, Fraction, PeriodIndex, Points, Quantity, StageIndex, UnitIndex, days_late,
};

pub use choice::Alternatives;
pub use comparison::Compared;

/// What a line's points are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LineState {
    /// Given or computed.
    Given,
    /// Something is missing: there are no points.
    Missing(Need),
    /// Nothing arose, or nothing was assigned; the policy decided.
    NotApplicable(Option<NotApplicablePolicy>),
    /// Computed from an estimate, which the campaign scores.
    Estimated,
    /// The stage before the deciding one stands for it.
    Provisional,
    /// What a group's cap takes away or gives back.
    Capped,
}

/// One line of a tally.
#[derive(Clone, Debug)]
pub struct Line {
    /// The leaf; or the group whose cap it is, or of whose alternatives none is chosen yet.
    pub criterion: CriterionIndex,
    /// Points, signed: a deduction's are negative. None where something is missing or the line is left out.
    pub points: Option<Points>,
    /// The same, exact, where the total alone is rounded.
    pub exact: Option<Fraction>,
    /// What it is out of, exactly; none for bonus, deduction, caps, and lines left out.
    pub maximum: Option<Fraction>,
    /// How its points come from those on its criterion's own scale, where weights make a difference.
    pub weighing: Option<Box<Weighing>>,
    /// What the points are.
    pub state: LineState,
    /// The stage that gave them; none where a stage did not.
    pub stage: Option<StageIndex>,
    /// The rows they come from.
    pub rows: Vec<RowId>,
    /// Whether there are any.
    pub has_rows: bool,
    /// The receipt they come from, where a duty feeds the line.
    pub receipt: Option<Place>,
    /// Both figures of those of its rows that have an estimate, or should have one.
    pub figures: Vec<RowFigures>,
    /// The answers that settled it, or a part of it, and those that are lacking.
    pub settled: Vec<Settled>,
    /// What was adjusted in its rows, by place among [`Campaign::adjustments`].
    pub adjusted: Vec<usize>,
}

/// Points on a criterion's own scale, and what they count in the total.
#[derive(Clone, Copy, Debug)]
pub struct Weighing {
    /// Points on its own scale, exact and signed; none where there are none.
    pub points: Option<Fraction>,
    /// What they are out of on that scale; none for bonus, deduction, and lines left out.
    pub maximum: Option<Fraction>,
    /// The product of the weights on its path.
    pub weight: Fraction,
    /// Points times weight, before rounding; none without points, and past [`Points::MOST`].
    pub product: Option<Fraction>,
}

impl Weighing {
    /// Whether there are points, and they count more than any table gives.
    pub fn is_too_large(&self) -> bool {
        self.points.is_some() && self.product.is_none()
    }
}

/// What a row says is done, and what will be.
#[derive(Clone, Copy, Debug)]
pub struct RowFigures {
    /// The row.
    pub row: RowId,
    /// Its period.
    pub period: PeriodIndex,
    /// `thuc_hien`.
    pub actual: Option<Quantity>,
    /// `uoc_thuc_hien`, which includes it.
    pub estimate: Option<Quantity>,
}

/// Whether a total can be ranked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TotalState {
    /// Complete.
    Final,
    /// Complete, with points of a stage before the deciding one.
    Provisional,
    /// Something is missing.
    Incomplete,
    /// Nothing was handed in for the scope.
    NothingSubmitted,
}

/// What one unit's lines come to.
#[derive(Clone, Debug)]
pub struct Total {
    /// The unit.
    pub unit: UnitIndex,
    /// The sum of its lines' points, rounded as the campaign says.
    pub points: Points,
    /// The exact sum, where the total alone is rounded.
    pub exact: Option<Fraction>,
    /// The sum of what it was assigned, exactly.
    pub maximum: Fraction,
    /// Points of a hundred of the maximum, rounded once; none where nothing was assigned.
    pub share: Option<Points>,
    /// The share before rounding.
    pub exact_share: Option<Fraction>,
    /// Whether some of its points come from estimates.
    pub is_estimated: bool,
    /// Whether it can be ranked.
    pub state: TotalState,
}

/// What the tally is made from.
#[derive(Clone, Copy)]
pub struct Tally<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// What was asked for.
    pub scope: &'a Scope,
    /// What the rows came to.
    pub ledger: &'a Ledger,
}

impl<'a> Tally<'a> {
    /// The lines of a unit: leaves in order, and the caps of its groups behind each group.
    pub fn lines(&self, unit: UnitIndex) -> Vec<Line> {
        let page = self.ledger.pages[unit].as_deref();
        let mut both: Vec<BothFigures> = page.map(|page| page.both.iter().collect()).unwrap_or_default();
        both.sort_by_key(|both| both.slot);
        self.lines_with(unit, Detail::Rows(&both))
    }

    /// The lines of a unit without the rows they come from: enough for their points and states.
    pub fn scores(&self, unit: UnitIndex) -> Vec<Line> {
        self.lines_with(unit, Detail::Points)
    }

    /// How many rows with both figures its lines hold, without the lines.
    pub fn count_figures(&self, unit: UnitIndex) -> usize {
        let (Some(layout), Some(page)) = (self.ledger.layout_for(unit), self.ledger.pages[unit].as_deref()) else { return 0 };
        let is_counted = |slot: u32| {
            let line = layout.lines.partition_point(|line| line.first_slot <= slot).checked_sub(1).map(|line| &layout.lines[line]);
            let period = line.and_then(|line| line.periods.get((slot - line.first_slot) as usize));
            period.is_some_and(|(_, contribution)| *contribution != Contribution::None)
        };
        let counts_all = layout.lines.iter().all(|line| line.counts_all);
        page.both.slots().filter(|slot| page.rows[*slot as usize].row().is_some() && (counts_all || is_counted(*slot))).count()
    }

    fn lines_with(&self, unit: UnitIndex, detail: Detail<'_>) -> Vec<Line> {
        let Some(layout) = self.ledger.layout_for(unit) else { return Vec::new() };
        let page = self.ledger.pages[unit].as_deref();
        let mut lines = Vec::with_capacity(layout.lines.len());
        let mut next = 0;
        for (index, criterion) in self.campaign.criteria.enumerate() {
            if criterion.parent.is_none() {
                self.tree((unit, page, detail), index, &layout.lines, &mut next, &mut lines);
            }
        }
        lines
    }

    fn tree(
        &self,
        (unit, page, detail): (UnitIndex, Option<&'a Page>, Detail<'_>),
        index: CriterionIndex,
        layouts: &'a [LineLayout],
        next: &mut usize,
        lines: &mut Vec<Line>,
    ) {
        let criterion = &self.campaign.criteria[index];
        if let Some(leaf) = &criterion.leaf {
            if let Some(layout) = layouts.get(*next).filter(|layout| layout.criterion == index) {
                *next += 1;
                if let Some(line) = self.line((unit, page, detail), layout, criterion, leaf) {
                    lines.push(line);
                }
            }
            return;
        }
        let first = lines.len();
        if criterion.is_choice {
            let own = layouts[*next..].iter().take_while(|line| self.campaign.criteria[line.criterion].parent == Some(index)).count();
            self.choice((unit, page, detail), index, &layouts[*next..*next + own], lines);
            *next += own;
        }
        // Of alternatives that are groups, which may not be, nothing is left out.
        for child in criterion.children.iter().filter(|child| !criterion.is_choice || self.campaign.criteria[**child].leaf.is_none()) {
            self.tree((unit, page, detail), *child, layouts, next, lines);
        }
        if let Some(cap) = criterion.cap {
            lines.extend(self.cap(index, cap, &lines[first..]));
        }
    }

    /// What a group's cap, signed, counts in the total: rounded as a line is, and exactly.
    pub fn weighed_cap(&self, criterion: &Criterion, cap: Points) -> Option<(Points, Fraction)> {
        let cap = if criterion.side == Side::Deduction { -cap } else { cap };
        let exact = criterion.weigh(&cap.to_fraction())?;
        // A cap in a tree without weights is written as it counts.
        let shown = if criterion.path_weight.is_some() { self.round(&exact)? } else { cap };
        Some((shown, exact))
    }

    /// The line a group's cap makes, where its lines pass it.
    fn cap(&self, index: CriterionIndex, cap: Points, lines: &[Line]) -> Option<Line> {
        let criterion = &self.campaign.criteria[index];
        let side = criterion.side;
        let (cap, exact_cap) = self.weighed_cap(criterion, cap)?;
        let passes = |sum: Points| if side == Side::Deduction { sum < cap } else { sum > cap };
        let sum: Points = lines.iter().filter_map(|line| line.points).sum();
        let mut exact = None;
        let difference = if self.campaign.moment == RoundingMoment::Total {
            let mut total = ExactSum::new();
            for line in lines {
                total.add(&line.exact.unwrap_or(Fraction::ZERO));
            }
            let total = total.to_fraction()?;
            let over = if side == Side::Deduction { total < exact_cap } else { total > exact_cap };
            if !over {
                return None;
            }
            exact = exact_cap.checked_sub(&total);
            cap - sum
        } else if passes(sum) {
            cap - sum
        } else {
            return None;
        };
        Some(Line {
            criterion: index,
            points: Some(difference),
            exact,
            maximum: None,
            weighing: None,
            state: LineState::Capped,
            stage: None,
            rows: Vec::new(),
            has_rows: false,
            receipt: None,
            figures: Vec::new(),
            settled: Vec::new(),
            adjusted: Vec::new(),
        })
    }

    #[inline]
    fn line(
        &self,
        (unit, page, detail): (UnitIndex, Option<&Page>, Detail<'_>),
        layout: &LineLayout,
        criterion: &Criterion,
        leaf: &Leaf,
    ) -> Option<Line> {
        let gathered = match &layout.gathering {
            Gathering::Outside => return None,
            Gathering::Duty(periods) => self.by_duty((unit, layout.block), periods, criterion, leaf),
            Gathering::Models(periods) => self.by_models((unit, layout.block, detail), periods, criterion, leaf),
            Gathering::Points | Gathering::Figures if matches!(leaf.way, Way::Relative(_)) => {
                self.by_comparison((unit, page, detail), layout, criterion, leaf)
            }
            Gathering::Points => self.by_points((unit, page, detail), layout, criterion, leaf),
            Gathering::Figures => self.by_figures((unit, page, detail), layout, criterion, leaf),
        };
        let mut line = self.close_line(layout, criterion, leaf, gathered);
        if detail.has_rows() && self.campaign.adjustments.touches(unit) {
            line.adjusted = self.adjusted((unit, page), layout);
        }
        Some(line)
    }

    /// What was adjusted in the rows of a line that count.
    fn adjusted(&self, (unit, page): (UnitIndex, Option<&Page>), layout: &LineLayout) -> Vec<usize> {
        let stands = |slot: u32| page.is_some_and(|page| page.rows[slot as usize].row().is_some());
        let periods = layout.counted().filter(|(_, slot)| stands(*slot));
        let adjustments = &self.campaign.adjustments;
        let mut adjusted: Vec<usize> = periods.flat_map(|(period, _)| adjustments.places(unit, layout.criterion, period)).collect();
        adjusted.sort_unstable();
        adjusted
    }

    /// Applies what does not arise, the weight, the sign, and the maximum of what was counted.
    #[inline]
    fn close_line(&self, layout: &LineLayout, criterion: &Criterion, leaf: &Leaf, gathered: Gathered) -> Line {
        let own = criterion.maximum_for(layout.block).unwrap_or(Points::ZERO);
        let counted = if leaf.merging == Merging::Sum { gathered.counted.max(1) } else { 1 };
        let full = own.checked_times(i64::from(counted)).unwrap_or(own);
        let out_of = times(&layout.out_of, counted);
        let in_maximum = criterion.side == Side::Main;
        let (points, exact, maximum) = match gathered.state {
            LineState::NotApplicable(policy) => match policy {
                None | Some(NotApplicablePolicy::Exclude) => (None, None, None),
                Some(NotApplicablePolicy::Full) => (Some(full), Some(full.to_fraction()), in_maximum.then_some(out_of)),
                Some(NotApplicablePolicy::Zero) => (Some(Points::ZERO), Some(Fraction::ZERO), in_maximum.then_some(out_of)),
            },
            LineState::Missing(_) => (None, None, in_maximum.then_some(out_of)),
            LineState::Given | LineState::Estimated | LineState::Provisional | LineState::Capped => {
                (gathered.points, gathered.exact, in_maximum.then_some(out_of))
            }
        };
        let is_deduction = criterion.side == Side::Deduction;
        let keeps_exact = self.campaign.moment == RoundingMoment::Total;
        let mut state = gathered.state;
        let (points, exact, weighing) = match criterion.path_weight {
            None => (points, exact, None),
            Some(weight) => {
                let own = exact.or_else(|| points.map(Points::to_fraction));
                let product = own.and_then(|own| own.checked_mul(&weight)).filter(|product| !product.is_over(Points::MOST_WHOLE));
                let signed = |points: Fraction| if is_deduction { points.checked_neg() } else { Some(points) };
                let maximum = maximum.map(|_| full.to_fraction());
                let weighing = Weighing { points: own.and_then(signed), maximum, weight, product: product.and_then(signed) };
                if weighing.is_too_large() {
                    state = LineState::Missing(leaf.first_need());
                }
                (product.and_then(|product| self.round(&product)), product, Some(Box::new(weighing)))
            }
        };
        Line {
            criterion: layout.criterion,
            points: points.map(|points| if is_deduction { -points } else { points }),
            exact: exact.filter(|_| keeps_exact).and_then(|exact| if is_deduction { exact.checked_neg() } else { Some(exact) }),
            maximum,
            weighing,
            state,
            stage: gathered.stage,
            rows: gathered.rows,
            has_rows: gathered.has_rows,
            receipt: gathered.receipt,
            figures: gathered.figures,
            settled: gathered.settled,
            adjusted: Vec::new(),
        }
    }

    /// Whether the parts of a line are added up before they are rounded: the total alone is, or the weighed line.
    fn sums_exactly(&self, criterion: &Criterion) -> bool {
        self.campaign.moment == RoundingMoment::Total || criterion.path_weight.is_some()
    }

    fn round(&self, exact: &Fraction) -> Option<Points> {
        self.campaign.rounding.map_or_else(|| exact.exact_points(), |rounding| rounding.apply_fraction(exact))
    }

    /// Points of the rows that count: added up, averaged, or the one that stands.
    #[inline]
    fn by_points(
        &self,
        (unit, page, detail): (UnitIndex, Option<&Page>, Detail<'_>),
        layout: &LineLayout,
        criterion: &Criterion,
        leaf: &Leaf,
    ) -> Gathered {
        let need = leaf.first_need();
        let Some(page) = page else { return Gathered::missing(need, layout.scored()) };
        let tally = Slots::count(page, layout, detail);
        let settled = if leaf.conditions.is_empty() { Vec::new() } else { self.settled_slots(unit, page, layout, leaf) };
        let sum = layout.position;
        let given = i64::from(page.given[sum]) + i64::try_from(settled.len()).expect("periods are few");
        let is_open = settled.iter().any(|settled| settled.effect == Effect::Missing);
        let (Some(stage), None, false) = (self.scope.stage, tally.state(leaf, need), given == 0 || is_open) else {
            let lacking = if is_open { Need::Answer } else { need };
            let state = tally.state(leaf, need).unwrap_or(LineState::Missing(lacking));
            return Gathered { settled, ..tally.gathered(state) };
        };
        let is_mean = leaf.merging == Merging::Mean && layout.counted().count() > 1;
        let is_exact = self.sums_exactly(criterion);
        let beforehand = settled.iter().map(|settled| points_of(criterion, layout.block, settled.effect)).sum::<Points>();
        let (points, exact) = if is_mean || is_exact {
            let total = if is_exact { page.exact[sum].to_fraction() } else { Some(page.points[sum].to_fraction()) };
            let total = total.and_then(|total| if settled.is_empty() { Some(total) } else { total.checked_add(&beforehand.to_fraction()) });
            let exact = total.and_then(|total| if is_mean { total.checked_div(&Fraction::whole(given)) } else { Some(total) });
            (exact.and_then(|exact| self.round(&exact)), exact)
        } else {
            (Some(page.points[sum] + beforehand), None)
        };
        let by_stage = matches!(leaf.way, Way::Given) && settled.is_empty();
        let standing = match () {
            () if tally.is_provisional => LineState::Provisional,
            () if tally.is_estimated => LineState::Estimated,
            () => LineState::Given,
        };
        let stage = if by_stage { given_by(stage, tally.is_provisional) } else { None };
        Gathered { points, exact, stage, settled, ..tally.gathered(standing) }
    }

    /// The answers that settle the slots of a line that count, or that are lacking; what does not arise is asked for none.
    fn settled_slots(&self, unit: UnitIndex, page: &Page, layout: &LineLayout, leaf: &Leaf) -> Vec<Settled> {
        let either = layout.takes_either();
        let arises = |slot: u32| !page.rows[slot as usize].is_not_applicable();
        if either
            && layout.counted().any(|(_, slot)| !arises(slot))
            && layout.counted().all(|(_, slot)| page.rows[slot as usize].row().is_none() || !arises(slot))
        {
            return Vec::new();
        }
        let asked = layout.counted().filter(|(_, slot)| arises(*slot));
        let settled = asked.filter_map(|(period, _)| self.campaign.settled(unit, leaf, &layout.asked(period)));
        // A group period's cumulative figure and that of its last leaf are one.
        if either { settled.take(1).collect() } else { settled.collect() }
    }

    /// Figures of the rows that count, scored once.
    fn by_figures(
        &self,
        (unit, page, detail): (UnitIndex, Option<&Page>, Detail<'_>),
        layout: &LineLayout,
        criterion: &Criterion,
        leaf: &Leaf,
    ) -> Gathered {
        let need = leaf.first_need();
        let Some(page) = page else { return Gathered::missing(need, 1) };
        let tally = Slots { counted: 1, ..Slots::count(page, layout, detail) };
        let settled = if leaf.conditions.is_empty() {
            None
        } else {
            let asked = layout.counted().filter(|(_, slot)| !page.rows[*slot as usize].is_not_applicable());
            self.campaign.settled(unit, leaf, &asked.map(|(period, _)| period).collect::<Vec<_>>())
        };
        let settled_here: Vec<Settled> = settled.into_iter().collect();
        if let Some(state) = tally.state(leaf, need) {
            return Gathered { settled: settled_here, ..tally.gathered(state) };
        }
        if let Some(Settled { effect, .. }) = settled {
            if effect == Effect::Missing {
                return Gathered { settled: settled_here, ..tally.gathered(LineState::Missing(Need::Answer)) };
            }
            let points = points_of(criterion, layout.block, effect);
            let gathered = tally.gathered(LineState::Given);
            return Gathered { points: Some(points), exact: Some(points.to_fraction()), settled: settled_here, ..gathered };
        }
        let Some(figures) = self.merged_figures(unit, page, layout, criterion, leaf) else { return Gathered::missing(need, 1) };
        match self.score(unit, (layout.criterion, None), &figures, &mut Silent) {
            Score::Points(exact) => {
                let state = if tally.is_estimated { LineState::Estimated } else { LineState::Given };
                Gathered { points: self.round(&exact), exact: Some(exact), ..tally.gathered(state) }
            }
            Score::NothingDue(_) => tally.gathered(LineState::NotApplicable(leaf.not_applicable)),
            Score::Missing(need) => tally.gathered(LineState::Missing(need)),
            Score::ByOthers | Score::OutsideBands | Score::TooLarge => tally.gathered(LineState::Missing(need)),
        }
    }

    /// Points by the day something was handed in, period by period.
    fn by_duty(&self, (unit, block): (UnitIndex, BlockIndex), periods: &[PeriodIndex], criterion: &Criterion, leaf: &Leaf) -> Gathered {
        let maximum = criterion.maximum_for(block).unwrap_or(Points::ZERO);
        let mut receipt = None;
        let duty = leaf.way.duty().expect("this line gathers by duty");
        let mut fed = Vec::with_capacity(periods.len());
        for period in periods {
            if let Some(settled) = self.campaign.settled(unit, leaf, &[*period]) {
                fed.push(Fed::Settled(settled));
                continue;
            }
            let Some((days_late, place)) = self.days_late(unit, duty, *period, counting(&leaf.way)) else {
                return Gathered { receipt, ..Gathered::missing(Need::Receipt, periods.len()) };
            };
            receipt = place.or(receipt);
            let figures = Figures { maximum, days_late: Some(days_late), ..Figures::default() };
            fed.push(Fed::Figures(figures));
        }
        Gathered { receipt, ..self.fed(&fed, (criterion, block), leaf, Need::Receipt) }
    }

    /// Points by how many models the unit has, period by period, or over all of them where figures are merged.
    fn by_models(
        &self,
        (unit, block, detail): (UnitIndex, BlockIndex, Detail<'_>),
        periods: &[PeriodIndex],
        criterion: &Criterion,
        leaf: &Leaf,
    ) -> Gathered {
        let maximum = criterion.maximum_for(block).unwrap_or(Points::ZERO);
        let models = &self.campaign.models;
        let is_merged = leaf.merging == Merging::Figures;
        if !models.is_present {
            return Gathered::missing(Need::Models, if is_merged { 1 } else { periods.len() });
        }
        let steps = leaf.way.models().expect("this line gathers by models");
        let stretch = |period: &PeriodIndex| self.campaign.periods[*period].stretch;
        let mut fed = Vec::new();
        let mut rows = Vec::new();
        // Periods that are scored together.
        for together in periods.chunks(if is_merged { periods.len() } else { 1 }) {
            let mut number = 0;
            for model in together.iter().flat_map(|period| models.counted(unit, steps, stretch(period))) {
                number += 1;
                if detail.has_rows() {
                    rows.push(model.row);
                }
            }
            let figures = Figures { maximum, actual: Some(Quantity::whole(number)), ..Figures::default() };
            fed.push(self.campaign.settled(unit, leaf, together).map_or(Fed::Figures(figures), Fed::Settled));
        }
        Gathered { rows, ..self.fed(&fed, (criterion, block), leaf, Need::Models) }
    }

    /// Points of figures that something else than rows gave, one a period: added up, or averaged.
    fn fed(&self, fed: &[Fed], (criterion, block): (&Criterion, BlockIndex), leaf: &Leaf, need: Need) -> Gathered {
        let mut sum = ExactSum::new();
        let mut rounded = Points::ZERO;
        let counted = u32::try_from(fed.len()).expect("periods are few");
        let settled: Vec<Settled> = fed.iter().filter_map(Fed::settled).collect();
        if settled.iter().any(|settled| settled.effect == Effect::Missing) {
            return Gathered { state: LineState::Missing(Need::Answer), counted, settled, ..Gathered::default() };
        }
        for one in fed {
            let exact = match one {
                Fed::Settled(settled) => points_of(criterion, block, settled.effect).to_fraction(),
                Fed::Figures(figures) => {
                    let Score::Points(exact) = leaf.way.score(figures, leaf.over_target, &mut Silent) else {
                        return Gathered { state: LineState::Missing(need), counted, settled, ..Gathered::default() };
                    };
                    exact
                }
            };
            sum.add(&exact);
            rounded += self.round(&exact).unwrap_or(Points::ZERO);
        }
        let total = if self.sums_exactly(criterion) { sum.to_fraction() } else { Some(rounded.to_fraction()) };
        let is_mean = leaf.merging == Merging::Mean && fed.len() > 1;
        let exact = total.and_then(|total| if is_mean { total.checked_div(&Fraction::whole(i64::from(counted))) } else { Some(total) });
        let points = exact.and_then(|exact| self.round(&exact));
        Gathered { points, exact, counted, settled, ..Gathered::default() }
    }

    /// How many days late a unit was in a duty, and the receipt that says so; none where nothing was handed in.
    pub fn days_late(&self, unit: UnitIndex, duty: DutyIndex, period: PeriodIndex, counting: Counting) -> Option<(u32, Option<Place>)> {
        let deadline = self.campaign.deadline(duty, Some(period))?;
        let last_day = self.campaign.last_day(unit, duty, Some(period))?;
        let (received, place) = self.ledger.received(self.campaign, unit, duty, deadline.period)?;
        Some((days_late(received, last_day, counting, &self.campaign.days_off), place))
    }

    /// What a unit's lines come to.
    pub fn total(&self, unit: UnitIndex) -> Total {
        self.total_of(unit, &self.scores(unit))
    }

    /// What some lines of a unit come to: all of them, or those of a criterion or group.
    pub fn total_of(&self, unit: UnitIndex, lines: &[Line]) -> Total {
        let points: Points = lines.iter().filter_map(|line| line.points).sum();
        let maxima = lines.iter().filter_map(|line| line.maximum);
        let maximum = maxima.fold(Fraction::ZERO, |sum, one| sum.checked_add(&one).expect("resolve bounds what weights divide by"));
        let is_total = self.campaign.moment == RoundingMoment::Total;
        let mut sum = ExactSum::new();
        if is_total {
            for exact in lines.iter().filter_map(|line| line.exact) {
                sum.add(&exact);
            }
        }
        let exact = is_total.then(|| sum.to_fraction()).flatten();
        let points = match (is_total, self.campaign.rounding) {
            (true, Some(rounding)) => sum.round(rounding).unwrap_or(points),
            (true, None) | (false, _) => points,
        };
        let base = exact.unwrap_or_else(|| points.to_fraction());
        let hundred = base.checked_mul(&Fraction::whole(100));
        let exact_share = hundred.filter(|_| maximum > Fraction::ZERO).and_then(|hundred| hundred.checked_div(&maximum));
        let submitted = lines.iter().any(|line| line.has_rows);
        let is_missing = lines.iter().any(|line| matches!(line.state, LineState::Missing(_)));
        let expects_rows = self.ledger.layout_for(unit).is_some_and(|layout| layout.lines.iter().any(|line| line.counted().next().is_some()));
        let state = match () {
            () if expects_rows && !submitted && is_missing => TotalState::NothingSubmitted,
            () if is_missing => TotalState::Incomplete,
            () if lines.iter().any(|line| line.state == LineState::Provisional) => TotalState::Provisional,
            () => TotalState::Final,
        };
        let is_estimated = lines.iter().any(|line| line.state == LineState::Estimated);
        Total { unit, points, exact, maximum, share: exact_share.and_then(|share| self.round(&share)), exact_share, is_estimated, state }
    }
}

/// A number of periods times what one of them is out of.
fn times(out_of: &Fraction, periods: u32) -> Fraction {
    if periods == 1 {
        return *out_of;
    }
    out_of.checked_mul(&Fraction::whole(i64::from(periods))).unwrap_or(*out_of)
}

fn counting(way: &Way) -> Counting {
    match way {
        Way::Bands(bands) if bands.counting == DayCount::Working => Counting::Working,
        Way::Given | Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) | Way::Relative(_) => Counting::Calendar,
    }
}

/// The stage that gave a line its points. Of provisional points it is known where only one stage stands before the
/// deciding one; among several, rows may have stopped at different ones.
fn given_by(deciding: StageIndex, is_provisional: bool) -> Option<StageIndex> {
    match (is_provisional, deciding.get()) {
        (false, _) => Some(deciding),
        (true, 1) => Some(StageIndex::new(0)),
        (true, _) => None,
    }
}

/// What a period that something else than rows feeds is scored from.
enum Fed {
    Figures(Figures),
    Settled(Settled),
}

impl Fed {
    fn settled(&self) -> Option<Settled> {
        match self {
            Self::Settled(settled) => Some(*settled),
            Self::Figures(_) => None,
        }
    }
}

/// The points an answer gives by itself.
fn points_of(criterion: &Criterion, block: BlockIndex, effect: Effect) -> Points {
    match effect {
        Effect::Nothing | Effect::Missing => Points::ZERO,
        Effect::Everything => criterion.bound_for(block).unwrap_or(Points::ZERO),
    }
}

/// What a line gathered before policy and sign.
struct Gathered {
    has_rows: bool,
    points: Option<Points>,
    exact: Option<Fraction>,
    state: LineState,
    stage: Option<StageIndex>,
    rows: Vec<RowId>,
    receipt: Option<Place>,
    counted: u32,
    figures: Vec<RowFigures>,
    settled: Vec<Settled>,
}

/// How much of a line is wanted.
#[derive(Clone, Copy, Debug)]
enum Detail<'a> {
    /// Its points; a total is made for every unit.
    Points,
    /// Its rows too, and both figures of those that have them, in order of their slots.
    Rows(&'a [BothFigures]),
}

impl Detail<'_> {
    fn has_rows(self) -> bool {
        matches!(self, Self::Rows(_))
    }
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            has_rows: false,
            points: None,
            exact: None,
            state: LineState::Given,
            stage: None,
            rows: Vec::new(),
            receipt: None,
            counted: 1,
            figures: Vec::new(),
            settled: Vec::new(),
        }
    }
}

impl Gathered {
    fn missing(need: Need, counted: usize) -> Self {
        Self { state: LineState::Missing(need), counted: u32::try_from(counted).expect("periods are few"), ..Self::default() }
    }
}

/// What stands in the slots of a line that count.
#[derive(Default)]
struct Slots {
    rows: Vec<RowId>,
    figures: Vec<RowFigures>,
    has_rows: bool,
    expected: usize,
    not_applicable: usize,
    missing: usize,
    incomplete: usize,
    counted: u32,
    is_provisional: bool,
    is_estimated: bool,
}

impl Slots {
    /// Counts what stands in the slots that count; their rows only where they are asked for.
    fn count(page: &Page, layout: &LineLayout, detail: Detail<'_>) -> Self {
        let of_line = &page.rows[layout.first_slot as usize..][..layout.periods.len()];
        // Nearly every line has a row in each slot and no mark on any: counting them one by one would say no more.
        let either = layout.takes_either();
        if !detail.has_rows() && layout.counts_all && !either && !of_line.is_empty() && Slot::all_are_given(of_line) {
            let counted = u32::try_from(of_line.len()).expect("periods are few");
            return Self { has_rows: true, expected: of_line.len(), counted, ..Self::default() };
        }
        let mut slots = Self::default();
        // Of two rows that tell one figure, one that is there or does not arise stands before an answer that needs none.
        let stands = |slot: &Slot| !slot.is_empty() && !slot.is_settled();
        let one_stands =
            either && of_line.iter().zip(&layout.periods).any(|(slot, (_, contribution))| *contribution != Contribution::None && stands(slot));
        for ((slot, number), (period, contribution)) in of_line.iter().zip(layout.first_slot..).zip(&layout.periods) {
            if *contribution == Contribution::None {
                continue;
            }
            if either && (slot.is_empty() || (one_stands && !stands(slot))) {
                continue;
            }
            slots.expected += 1;
            slots.has_rows |= slot.row().is_some();
            if let Detail::Rows(both) = detail {
                slots.rows.extend(slot.row());
                let figures = both.binary_search_by_key(&number, |both| both.slot).ok().map(|position| both[position]);
                slots.figures.extend(slot.row().zip(figures).map(|(row, both)| RowFigures {
                    row,
                    period: *period,
                    actual: both.actual,
                    estimate: both.estimate,
                }));
            }
            if slot.is_not_applicable() {
                slots.not_applicable += 1;
                continue;
            }
            slots.counted += 1;
            slots.missing += usize::from(slot.is_empty());
            slots.incomplete += usize::from(slot.is_incomplete() && !slot.is_settled());
            slots.is_provisional |= slot.is_provisional();
            slots.is_estimated |= slot.is_estimated();
        }
        if either && slots.expected == 0 {
            slots.expected = 1;
            slots.missing = 1;
        }
        // Two rows that tell one figure are scored once.
        slots.counted = if either { slots.counted.min(1) } else { slots.counted };
        slots
    }

    /// A line of these slots, without points.
    fn gathered(self, state: LineState) -> Gathered {
        let Self { has_rows, rows, figures, counted, .. } = self;
        Gathered { has_rows, state, rows, counted, figures, ..Gathered::default() }
    }

    /// The state, where it is decided without points.
    fn state(&self, leaf: &Leaf, need: Need) -> Option<LineState> {
        if self.missing + self.incomplete > 0 {
            return Some(LineState::Missing(need));
        }
        (self.not_applicable == self.expected).then_some(LineState::NotApplicable(leaf.not_applicable))
    }
}
