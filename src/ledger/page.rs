//! A page: one unit's slots and sums.

use crate::campaign::{Campaign, Leaf, Receipt};
use crate::ledger::slot::{ESTIMATED, INCOMPLETE, LACKS_FIRST, NOT_APPLICABLE, PROVISIONAL, lacks};
use crate::ledger::{
    BothFigures, Contribution, FigureSums, Gathering, Layout, LineLayout, PackedFigures, PackedSums, Scope, Slot, TakenRow, figures, scored_figure,
};
use crate::results::{self, ResultRow};
use crate::scoring::{Base, Denominator, Figures, Need, Relative, Score, Silent, Way};
use crate::sheet::{Header, LabelFaultKind, Reading, Records, RowId};
use crate::value::{Day, ExactSum, Fraction, PeriodIndex, Points, Quantity, StageIndex, UnitIndex};

/// A row that is compared with those of other units: what it is scored from once all of them stand.
#[derive(Clone, Debug)]
pub struct ComparedRow {
    /// The figure that is scored.
    pub actual: Option<Quantity>,
    /// Its target.
    pub target: Option<Base>,
    /// The points the deciding stage gives in place of the score.
    pub given: Option<Points>,
    /// The points stages give without a note beside them.
    pub unnoted: Box<[(StageIndex, Points)]>,
}

/// One unit's page.
#[derive(Debug)]
pub struct Page {
    /// Its layout.
    pub layout: u16,
    /// The slots.
    pub rows: Box<[Slot]>,
    /// How many of them hold a row that lacks nothing.
    filled: u32,
    /// Whether points of some row come from an estimate or from a stage before the deciding one.
    has_marked_points: bool,
    /// Sums of the points the deciding stage gives or lets stand, line by line.
    pub points: Box<[Points]>,
    /// How many rows gave points to each of those sums.
    pub given: Box<[u16]>,
    /// The same sums, exact, where the total alone is rounded or some line is weighed.
    pub exact: Box<[ExactSum]>,
    /// Sums of figures, where a line of its layout has some.
    figures: Option<Box<PackedSums>>,
    /// Both figures of rows with an estimate, and of rows that should have one; in the order of the rows.
    pub both: PackedFigures,
    /// Cumulative figures as they are scored, one for each period of a cumulative line.
    pub history: Box<[Option<Quantity>]>,
    /// Rows that are compared with those of other units, one for each period of such a line.
    pub compared: Box<[Option<ComparedRow>]>,
    /// The year's target of a line as the first row that gives it has it.
    year_targets: Box<[Option<(RowId, Quantity)>]>,
    received: Box<[Option<Receipt>]>,
    /// Every row as it was taken; none where the unit is not explained.
    trail: Option<Vec<TakenRow>>,
}

/// What a row says otherwise than another one, or past all measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clashes {
    /// Two rows tell one cumulative figure otherwise.
    pub(super) figure: Option<FigureClash>,
    /// Another row gives another target of the year.
    pub(super) year_target: Option<YearTargetClash>,
    /// Whether its figures come to more points than any table gives.
    pub(super) is_too_large: bool,
}

impl Clashes {
    /// What there is of them: nearly no row has any.
    #[inline]
    fn some(figure: Option<FigureClash>, year_target: Option<YearTargetClash>, is_too_large: bool) -> Option<Box<Self>> {
        let has_some = figure.is_some() || year_target.is_some() || is_too_large;
        has_some.then(|| Box::new(Self { figure, year_target, is_too_large }))
    }
}

/// The row of a group period and that of its last leaf, of one cumulative figure.
type FigureClash = (RowId, RowId, PeriodIndex);
/// The row that gives another target of the year; both targets.
type YearTargetClash = (RowId, (Quantity, Quantity));

/// A row on its way into a page.
#[derive(Clone, Copy)]
pub(super) struct Taken<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) scope: &'a Scope,
    pub(super) line: &'a LineLayout,
    pub(super) slot: u32,
    pub(super) id: RowId,
    pub(super) unit: UnitIndex,
    pub(super) period: PeriodIndex,
    pub(super) row: &'a ResultRow,
    pub(super) points: &'a [Reading<Points>],
    pub(super) records: &'a Records<'a>,
}

const SUMMED: &str = "a line that sums figures has a place for them in its layout";

impl Page {
    /// An empty page.
    pub fn new(layout: &Layout, campaign: &Campaign) -> Self {
        let sums = layout.lines.len();
        Self {
            layout: layout.number,
            rows: vec![Slot::default(); layout.slots].into(),
            filled: 0,
            has_marked_points: false,
            points: vec![Points::ZERO; sums].into(),
            given: vec![0; sums].into(),
            exact: vec![ExactSum::new(); layout.exact].into(),
            figures: (layout.figures > 0).then(|| Box::new(PackedSums::new(layout.figures))),
            both: PackedFigures::default(),
            history: vec![None; layout.history].into(),
            compared: vec![None; layout.compared].into(),
            year_targets: vec![None; layout.year_targets].into(),
            received: vec![None; campaign.periods.len()].into(),
            trail: None,
        }
    }

    /// The sums of a line's figures, by their place among the page's.
    pub fn figures(&self, line: u32) -> FigureSums {
        self.figures.as_deref().expect(SUMMED).get(line)
    }

    /// The sums of figures of its lines.
    #[inline]
    pub(super) fn sums(&mut self) -> &mut PackedSums {
        self.figures.as_deref_mut().expect(SUMMED)
    }

    /// Puts a row that lacks nothing and has no mark into an empty slot.
    #[inline]
    pub(super) fn put(&mut self, slot: u32, row: RowId) {
        self.rows[slot as usize] = Slot(row.0);
        self.filled += 1;
    }

    /// Whether each slot holds a row that lacks nothing.
    pub fn is_full(&self) -> bool {
        self.filled as usize == self.rows.len()
    }

    /// Whether each slot of a plain line holds a row without any mark, of which there is at least one.
    #[inline]
    pub fn is_plainly_given(&self, line: &LineLayout) -> bool {
        let given = usize::from(self.given[line.position]);
        // Each row gave points once, and had no mark: the slots need not be looked at.
        let is_told = given == line.periods.len() && !self.has_marked_points;
        given > 0 && (is_told || Slot::all_are_given(&self.rows[line.first_slot as usize..][..line.periods.len()]))
    }

    /// Remembers every row as it is taken.
    pub(super) fn remember(&mut self) {
        self.trail = Some(Vec::new());
    }

    /// Whether every row is remembered as it is taken.
    pub(super) fn is_explained(&self) -> bool {
        self.trail.is_some()
    }

    /// The rows as they were taken, in that order; none where the unit is not explained.
    pub fn trail(&self) -> &[TakenRow] {
        self.trail.as_deref().unwrap_or_default()
    }

    /// Notes something of the row that is being taken, where it is remembered.
    #[inline]
    fn note(&mut self, note: impl FnOnce(&mut TakenRow)) {
        if let Some(taken) = self.trail.as_mut().and_then(|trail| trail.last_mut()) {
            note(taken);
        }
    }

    /// Whether a row that came on a day came later than all before it; of rows of one day the first stands.
    #[inline]
    pub fn is_latest(&self, period: PeriodIndex, day: Day) -> bool {
        self.received[period.get()].as_ref().is_none_or(|latest| latest.received < day)
    }

    /// The points stages give a slot of a compared line without a note beside them.
    pub fn unnoted(&self, line: &LineLayout, slot: u32) -> &[(StageIndex, Points)] {
        let kept = line.compared.and_then(|first| self.compared.get((first + slot - line.first_slot) as usize)?.as_ref());
        kept.map_or(&[], |kept| &kept.unnoted)
    }

    /// Notes the day the latest row came.
    pub fn receive(&mut self, period: PeriodIndex, receipt: Receipt) {
        self.received[period.get()] = Some(receipt);
    }

    /// The latest `ngay_nhan` of a period's rows, and its cell.
    pub fn received(&self, period: PeriodIndex) -> Option<Receipt> {
        self.received[period.get()]
    }

    /// Takes a row into its slot and its line's sums, and tells what it says otherwise than another.
    #[inline]
    pub(super) fn take(&mut self, taken: &Taken<'_>) -> Option<Box<Clashes>> {
        let Taken { campaign, line, row, .. } = *taken;
        let leaf = campaign.criteria[line.criterion].leaf.as_ref().expect("only leaves have lines");
        let position = (taken.slot - line.first_slot) as usize;
        let slot = &mut self.rows[taken.slot as usize];
        let before = *slot;
        *slot = Slot(taken.id.0);
        if let Some(trail) = &mut self.trail {
            trail.push(TakenRow::of(taken.slot, row, taken.points, (taken.records, taken.period)));
        }
        if row.is_not_applicable || before.is_not_applicable() {
            slot.0 |= NOT_APPLICABLE;
            self.filled += 1;
            return Clashes::some(self.contradicted(taken, position, None), None, false);
        }
        let is_settled = !before.is_empty();
        if row.estimate.value().is_some() || (leaf.is_scored_by_estimate() && row.actual.value().is_some()) {
            self.keep_both(taken);
        }
        let (figure, year_target) = (self.keep_history(taken, position), self.keep_year_target(taken));
        let contribution = line.periods[position].1;
        // Points given are scored from no figures.
        let is_plainly_given = line.figures.is_none() && matches!(leaf.way, Way::Given);
        let (mut bits, is_too_large) = if is_settled {
            (self.enter_settled(taken, leaf), false)
        } else if is_plainly_given {
            (self.enter_points(taken, leaf, contribution, None, LACKS_FIRST), false)
        } else {
            self.enter_figures(taken, leaf, contribution)
        };
        if bits & INCOMPLETE != 0 && (row.has_broken_cell() || Slot(bits).need(leaf).is_some_and(|need| may_hide(taken.records.header, need))) {
            bits = INCOMPLETE;
        }
        self.rows[taken.slot as usize].0 |= bits;
        self.filled += u32::from(bits & INCOMPLETE == 0);
        self.has_marked_points |= Slot(bits).is_provisional() || Slot(bits).is_estimated();
        Clashes::some(figure, year_target, is_too_large)
    }

    /// Takes the figures of a row: adds them up where they are scored together, else scores them; the marks of its slot, and
    /// whether they come to too many points.
    fn enter_figures(&mut self, taken: &Taken<'_>, leaf: &Leaf, contribution: Contribution) -> (u32, bool) {
        let Taken { campaign, line, row, .. } = *taken;
        let maximum = campaign.criteria[line.criterion].maximum_for(line.block);
        let figures = figures(campaign, taken.unit, taken.period, line.criterion, (leaf, maximum), row);
        self.note(|taken| taken.scored.figures = Some(figures));
        let (bits, is_too_large) = match line.gathering {
            Gathering::Figures => (needs(leaf, &figures), false),
            Gathering::Points | Gathering::Outside | Gathering::Duty(_) | Gathering::Models(_) => self.score(taken, leaf, &figures, contribution),
        };
        if !Slot(bits).is_not_applicable() {
            self.keep_figures(taken, leaf, &figures);
        }
        (bits, is_too_large)
    }

    /// Takes the figures of a row into those of the scope, where they are kept.
    fn keep_figures(&mut self, taken: &Taken<'_>, leaf: &Leaf, figures: &Figures) {
        let Some(index) = taken.line.figures else { return };
        let (_, contribution) = taken.line.figure_periods[(taken.slot - taken.line.first_slot) as usize];
        if contribution != Contribution::None && !self.is_superseded(taken.line, &taken.line.figure_periods, contribution) {
            self.sums().take(index, contribution, leaf.target_basis, figures);
        }
    }

    /// Takes the figures of a row whose score is settled, to be compared but not scored; the marks of its slot.
    fn enter_settled(&mut self, taken: &Taken<'_>, leaf: &Leaf) -> u32 {
        let figures = figures(taken.campaign, taken.unit, taken.period, taken.line.criterion, (leaf, None), taken.row);
        self.note(|taken| taken.scored.figures = Some(figures));
        if leaf.not_applicable.is_some() && Slot(needs(leaf, &figures)).is_not_applicable() {
            return NOT_APPLICABLE;
        }
        self.keep_figures(taken, leaf, &figures);
        if let Some(first) = taken.line.compared {
            let kept = ComparedRow { actual: figures.actual, target: figures.target, given: None, unnoted: Box::default() };
            self.compared[(first + taken.slot - taken.line.first_slot) as usize] = Some(kept);
        }
        0
    }

    /// Whether the group period's own row stands already, so that the last leaf's does not.
    fn is_superseded(&self, line: &LineLayout, periods: &[(PeriodIndex, Contribution)], contribution: Contribution) -> bool {
        let own = || periods.iter().position(|(_, other)| *other == Contribution::Own);
        let stands = |slot: Slot| slot.row().is_some() && !slot.is_not_applicable();
        contribution == Contribution::Last && own().is_some_and(|own| stands(self.rows[line.first_slot as usize + own]))
    }

    #[inline]
    fn keep_history(&mut self, taken: &Taken<'_>, position: usize) -> Option<FigureClash> {
        let first = taken.line.history? as usize;
        let leaf = taken.campaign.criteria[taken.line.criterion].leaf.as_ref()?;
        let figure = scored_figure(leaf, taken.row)?;
        self.history[first + position] = Some(figure);
        self.contradicted(taken, position, Some(figure))
    }

    fn keep_both(&mut self, taken: &Taken<'_>) {
        let (actual, estimate) = (taken.row.actual.value(), taken.row.estimate.value());
        let alone = match (actual, estimate) {
            (Some(_), None) => taken.records.header.cell(results::ACTUAL),
            (None, Some(_)) => taken.records.header.cell(results::ESTIMATE),
            (Some(_), Some(_)) | (None, None) => None,
        };
        self.both.push(&BothFigures { slot: taken.slot, actual, estimate, alone });
    }

    /// Both figures of the row in a slot, where they are kept.
    pub fn both(&self, slot: u32) -> Option<BothFigures> {
        self.both.iter().find(|both| both.slot == slot)
    }

    /// Whether two rows that are kept with both figures differ in what is done.
    fn actuals_differ(&self, one: u32, other: u32) -> bool {
        let actual = |slot| self.both(slot)?.actual;
        actual(one).zip(actual(other)).is_some_and(|(one, other)| one != other)
    }

    /// The row of a group period and of its last leaf, where one says otherwise than the other: they tell one figure twice.
    fn contradicted(&self, taken: &Taken<'_>, position: usize, own: Option<Quantity>) -> Option<FigureClash> {
        let first = taken.line.history? as usize;
        let periods = &taken.campaign.periods;
        for (other, (period, _)) in taken.line.periods.iter().enumerate() {
            let (group, leaf) = if periods[*period].is_group { (*period, taken.period) } else { (taken.period, *period) };
            if other == position || !periods[group].is_group || periods[group].leaves.last() != Some(&leaf) {
                continue;
            }
            let number = taken.line.first_slot + u32::try_from(other).expect("periods are few");
            let slot = self.rows[number as usize];
            let Some(row) = slot.row() else { continue };
            // A row without its figure lacks it and says nothing else, unless it says that nothing arose; with its figure it may
            // not arise either, for a target of zero.
            let figure = self.history[first + other];
            let differs = if figure.is_some() { figure != own } else { slot.is_not_applicable() && own.is_some() };
            if differs || self.actuals_differ(taken.slot, number) {
                return Some(if *period == group { (row, taken.id, group) } else { (taken.id, row, group) });
            }
        }
        None
    }

    /// Keeps the year's target a row gives; the row that gave another.
    #[inline]
    fn keep_year_target(&mut self, taken: &Taken<'_>) -> Option<YearTargetClash> {
        let kept = &mut self.year_targets[taken.line.year_target? as usize];
        let target = taken.row.target.value()?;
        let (row, known) = *kept.get_or_insert((taken.id, target));
        (known != target).then_some((row, (known, target)))
    }

    /// Scores the figures of a row; the marks of its slot, and whether they come to too many points.
    #[inline]
    fn score(&mut self, taken: &Taken<'_>, leaf: &Leaf, figures: &Figures, contribution: Contribution) -> (u32, bool) {
        let mut is_too_large = false;
        let (computed, lacks) = match leaf.way {
            Way::Given => (None, LACKS_FIRST),
            Way::Relative(_) => return (self.keep_compared(taken, leaf, figures), false),
            Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) => match self.score_figures(leaf, figures) {
                Score::Points(exact) => (Some(exact), 0),
                Score::NothingDue(_) => return (if leaf.not_applicable.is_some() { NOT_APPLICABLE } else { INCOMPLETE }, false),
                Score::Missing(need) => (None, lacks(need)),
                Score::ByOthers | Score::OutsideBands => (None, 0),
                Score::TooLarge => {
                    is_too_large = true;
                    (None, 0)
                }
            },
        };
        (self.enter_points(taken, leaf, contribution, computed, lacks), is_too_large)
    }

    /// Scores figures; of a row that is remembered, with its steps.
    #[inline]
    fn score_figures(&mut self, leaf: &Leaf, figures: &Figures) -> Score {
        match self.trail.as_mut().and_then(|trail| trail.last_mut()) {
            None => leaf.way.score(figures, leaf.over_target, &mut Silent),
            Some(taken) => {
                let score = leaf.way.score(figures, leaf.over_target, &mut taken.scored.steps);
                taken.scored.score = Some(score);
                score
            }
        }
    }

    /// Keeps a row that is scored beside those of other units, once all of them stand; the marks of the slot.
    fn keep_compared(&mut self, taken: &Taken<'_>, leaf: &Leaf, figures: &Figures) -> u32 {
        let lacks = Relative::lack(figures).map(lacks);
        let Some(own) = taken.scope.stage.and_then(|stage| taken.points.get(stage.get())) else { return INCOMPLETE | lacks.unwrap_or(0) };
        let given = own.value();
        if let Some(first) = taken.line.compared {
            let position = taken.slot - taken.line.first_slot;
            let points = taken.points.iter().enumerate().filter_map(|(stage, points)| Some((StageIndex::new(stage), points.value()?)));
            let unnoted = points.filter(|_| !taken.row.has_note).collect();
            self.compared[(first + position) as usize] = Some(ComparedRow { actual: figures.actual, target: figures.target, given, unnoted });
        }
        match (given, lacks) {
            (None, Some(lacks)) => INCOMPLETE | lacks,
            (None, None) if leaf.is_scored_by_estimate() => ESTIMATED,
            (Some(_), _) | (None, None) => 0,
        }
    }

    /// Adds the points of the deciding stage: its own, else those computed or given by an earlier stage; the marks of the slot.
    #[inline]
    fn enter_points(&mut self, taken: &Taken<'_>, leaf: &Leaf, contribution: Contribution, computed: Option<Fraction>, lacks: u32) -> u32 {
        let deciding = taken.scope.stage.map_or(0, StageIndex::get);
        let rounded = || computed.and_then(|exact| taken.campaign.rounding.map_or_else(|| exact.exact_points(), |way| way.apply_fraction(&exact)));
        // Of points given, those of an earlier stage stand until the deciding one gives its own.
        let is_given = matches!(leaf.way, Way::Given);
        let Some((own, earlier)) = taken.points.get(..=deciding).and_then(<[_]>::split_last) else { return INCOMPLETE | lacks };
        let own = own.value();
        let carried = || if is_given { earlier.iter().rev().find_map(|reading| reading.value()) } else { rounded() };
        let Some(points) = own.or_else(carried) else { return INCOMPLETE | lacks };
        self.note(|taken| {
            taken.scored.computed = rounded();
            taken.scored.points = Some(points);
            taken.scored.exact = computed.filter(|_| own.is_none());
            let carrying = || earlier.iter().rposition(|reading| reading.value().is_some()).filter(|_| is_given);
            taken.scored.stage = if own.is_some() { Some(deciding) } else { carrying() }.map(StageIndex::new);
        });
        if contribution != Contribution::None && !self.is_superseded(taken.line, &taken.line.periods, contribution) {
            self.add(taken.line.position, contribution, points, computed.filter(|_| own.is_none()));
        }
        match own {
            None if is_given => PROVISIONAL,
            None if leaf.is_scored_by_estimate() => ESTIMATED,
            None | Some(_) => 0,
        }
    }

    /// Adds points to a line's sum, or puts them in its place; exact where they were computed.
    #[inline]
    fn add(&mut self, line: usize, contribution: Contribution, points: Points, exact: Option<Fraction>) {
        let is_added = contribution == Contribution::Added;
        if is_added {
            self.points[line] += points;
            self.given[line] += 1;
        } else {
            self.points[line] = points;
            self.given[line] = 1;
        }
        if let Some(total) = self.exact.get_mut(line) {
            if !is_added {
                *total = ExactSum::new();
            }
            match exact {
                Some(exact) => total.add(&exact),
                None => total.add_points(points),
            }
        }
    }
}

/// Whether what a row lacks may stand under a label that fits no column.
fn may_hide(header: &Header, need: Need) -> bool {
    let is_unmatched = |kind: &LabelFaultKind| match kind {
        LabelFaultKind::Unknown { .. } | LabelFaultKind::Empty | LabelFaultKind::Ambiguous { .. } | LabelFaultKind::UnknownStage { .. } => true,
        LabelFaultKind::Repeated { .. } | LabelFaultKind::Missing { .. } => false,
    };
    let is_absent = match need {
        Need::Points => header.stages.iter().any(Option::is_none),
        Need::Actual => header.cell(results::ACTUAL).is_none(),
        Need::Estimate => header.cell(results::ESTIMATE).is_none(),
        Need::Total => header.cell(results::TOTAL).is_none(),
        Need::Target => header.cell(results::TARGET).is_none(),
        Need::Receipt | Need::Models | Need::Answer => false,
    };
    is_absent && header.faults.iter().any(|fault| is_unmatched(&fault.kind))
}

/// The marks of a row that is merged by its figures: it lacks one of them, or nothing was due.
fn needs(leaf: &Leaf, figures: &Figures) -> u32 {
    if let Some(denominator) = leaf.way.denominator() {
        match figures.denominator(denominator) {
            None => return INCOMPLETE | lacks(if denominator == Denominator::Target { Need::Target } else { Need::Total }),
            Some(base) if base.is_zero() && leaf.way.due().is_some() => {
                return if leaf.not_applicable.is_some() { NOT_APPLICABLE } else { INCOMPLETE };
            }
            Some(_) => {}
        }
    }
    match figures.actual {
        None => INCOMPLETE | lacks(leaf.first_need()),
        Some(_) if leaf.is_scored_by_estimate() => ESTIMATED,
        Some(_) => 0,
    }
}
