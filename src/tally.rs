//! A tally: what one unit scored, line by line, and the sum.
//!
//! Lines keep the order of the criteria in the campaign, so two tallies read side by side. They are made when asked
//! for, from the ledger's page; only totals are kept for every unit.

mod choice;
mod closing;
mod comparison;
mod fed;
mod figures;
mod gathered;
mod total;

use crate::campaign::{Campaign, Criterion, Effect, Leaf, Settled};
use crate::draft::definition::{Merging, RoundingMoment};
use crate::ledger::{BothFigures, Contribution, Gathering, Ledger, LineLayout, Page, Scope};
use crate::scoring::{Need, NotApplicablePolicy, Score, Silent, Way};
use crate::sheet::{Place, RowId};
use crate::value::{BlockIndex, CriterionIndex, Fraction, PeriodIndex, Points, Quantity, StageIndex, UnitIndex};

use gathered::{Gathered, Slots};

pub use choice::Alternatives;
pub use comparison::Compared;
pub use fed::counting;

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
    /// Whether some of its points come from estimates.
    pub is_estimated: bool,
    /// Whether it can be ranked.
    pub state: TotalState,
}

impl Total {
    /// The share before rounding; none where nothing was assigned.
    pub fn exact_share(&self) -> Option<Fraction> {
        total::share(&self.exact.unwrap_or_else(|| self.points.to_fraction()), &self.maximum)
    }
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
        if layout.lines.iter().all(|line| line.counts_all) {
            return page.both.len();
        }
        page.both.slots().filter(|slot| is_counted(*slot)).count()
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

    #[inline]
    fn line(
        &self,
        (unit, page, detail): (UnitIndex, Option<&Page>, Detail<'_>),
        layout: &LineLayout,
        criterion: &Criterion,
        leaf: &Leaf,
    ) -> Option<Line> {
        if layout.is_plain
            && !detail.has_rows()
            && let Some(line) = page.and_then(|page| self.plain_line(page, layout, criterion, leaf))
        {
            return Some(line);
        }
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

    /// Whether the parts of a line are added up before they are rounded: the total alone is, or the weighed line.
    pub fn sums_exactly(&self, criterion: &Criterion) -> bool {
        self.campaign.moment == RoundingMoment::Total || criterion.path_weight.is_some()
    }

    /// Points as the campaign rounds them; where it does not say how, those that six decimals hold.
    pub fn round(&self, exact: &Fraction) -> Option<Points> {
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

/// The points an answer gives by itself.
pub fn points_of(criterion: &Criterion, block: BlockIndex, effect: Effect) -> Points {
    match effect {
        Effect::Nothing | Effect::Missing => Points::ZERO,
        Effect::Everything => criterion.bound_for(block).unwrap_or(Points::ZERO),
    }
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
