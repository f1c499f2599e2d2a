//! What is awaited and has not come: rows, figures in rows, receipts.
//!
//! A period for which nobody has handed in anything is not open: it awaits nothing, unless it was asked for by name or
//! the day given lies past its deadline.

use crate::campaign::{Campaign, Effect, Leaf, Membership};
use crate::draft::definition::{Merging, StatisticKind, TargetBasis};
use crate::ledger::{Gathering, Layout, Ledger, LineLayout, Page, Scope, Slot};
use crate::scoring::Need;
use crate::sheet::{Place, RowId};
use crate::value::{BlockIndex, CriterionIndex, Day, DutyIndex, PeriodIndex, Quantity, StatisticIndex, UnitIndex};

/// What is lacking.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Lack {
    /// Every row of the period: one for each of these criteria.
    Rows(Vec<CriterionIndex>),
    /// The row of one criterion.
    Row(CriterionIndex),
    /// A figure in a row.
    Figure {
        /// The criterion.
        criterion: CriterionIndex,
        /// The row.
        row: RowId,
        /// Which figure.
        need: Need,
        /// The other one, `thuc_hien` for `uoc_thuc_hien` or the reverse, where that is given in its place; and its cell.
        given: Option<(u16, Quantity)>,
    },
    /// The day something was handed in, from which these criteria are scored.
    Receipt {
        /// What should be handed in.
        duty: DutyIndex,
        /// The criteria.
        criteria: Vec<CriterionIndex>,
    },
    /// The yes or no that these criteria depend on.
    Answer {
        /// The figure.
        statistic: StatisticIndex,
        /// The criteria.
        criteria: Vec<CriterionIndex>,
    },
}

/// Something that is awaited from a unit.
#[derive(Clone, Debug)]
pub struct Awaited {
    /// The unit.
    pub unit: UnitIndex,
    /// The period; of a duty of the whole campaign, the first in which it is scored.
    pub period: PeriodIndex,
    /// What is lacking.
    pub lack: Lack,
    /// The first row the unit has in the period.
    pub beside: Option<RowId>,
    /// The last day it is in time, and where that stands; none where no deadline is declared.
    pub due: Option<(Day, Place)>,
    /// Whether that day has passed on the as-of day.
    pub is_overdue: bool,
}

/// Criteria that count models, where the folder has no sheet of them.
#[derive(Clone, Debug)]
pub struct AwaitedModels {
    /// The criteria.
    pub criteria: Vec<CriterionIndex>,
    /// The last day of the first period that awaits them, and where that stands; none where no deadline is declared.
    pub due: Option<(Day, Place)>,
    /// Whether that day has passed on the as-of day.
    pub is_overdue: bool,
}

/// One slot that lacks something.
#[derive(Clone, Copy)]
struct Lacking {
    unit: UnitIndex,
    criterion: CriterionIndex,
    period: PeriodIndex,
    figure: Option<LackingFigure>,
}

/// A row that stands and lacks a figure.
#[derive(Clone, Copy)]
struct LackingFigure {
    row: RowId,
    need: Need,
    given: Option<(u16, Quantity)>,
}

/// What is expected from whom, and by when.
struct Expected<'a> {
    campaign: &'a Campaign,
    scope: &'a Scope,
    ledger: &'a Ledger,
    results: Option<DutyIndex>,
    is_open: Vec<bool>,
    periods: Vec<PeriodIndex>,
    /// Leaf criteria that a duty feeds, and the periods of the scope in which they are scored.
    by_duty: Vec<(CriterionIndex, DutyIndex, Vec<PeriodIndex>)>,
    /// Whether some leaf criterion depends on a yes or no.
    has_conditions: bool,
}

impl Ledger {
    /// What the periods of the scope await, by unit and period.
    pub fn awaited(&self, campaign: &Campaign, scope: &Scope) -> Vec<Awaited> {
        let expected = Expected::new(campaign, scope, self);
        let mut rows = Vec::new();
        let mut figures = Vec::new();
        let mut receipts = Vec::new();
        let mut answers = Vec::new();
        for (unit, _) in campaign.units.enumerate() {
            expected.slots(unit, &mut rows, &mut figures);
            expected.receipts(unit, &mut receipts);
            expected.answers(unit, &mut answers);
        }
        let rows = self.unplaced.leave_unexplained(rows, |lack| (lack.unit, lack.criterion, lack.period));
        let (targets, figures): (Vec<Lacking>, Vec<Lacking>) =
            figures.into_iter().partition(|lack| matches!(lack.figure, Some(LackingFigure { need: Need::Target, .. })));
        let targets = targets.into_iter().filter(|lack| !expected.has_misplaced_target(lack)).collect();
        let targets = campaign.targets.unread.leave_unexplained(targets, |lack| (lack.unit, lack.criterion, expected.target_period(lack)));
        let receipts = campaign.receipts.unread.leave_unexplained(receipts, |(awaited, duty, period)| (awaited.unit, *duty, *period));
        let mut awaited: Vec<Awaited> = expected.by_unit_and_period(&rows);
        awaited.extend(targets.iter().chain(&figures).map(|lack| expected.awaited(lack)));
        awaited.extend(receipts.into_iter().map(|(awaited, _, _)| awaited));
        let unread = &campaign.figures.unread;
        let answers = unread.leave_unexplained(answers, |(awaited, statistic)| (awaited.unit, *statistic, Some(awaited.period)));
        let answers = unread.leave_unexplained(answers, |(awaited, statistic)| (awaited.unit, *statistic, None));
        awaited.extend(answers.into_iter().map(|(awaited, _)| awaited));
        awaited.sort_by_key(|awaited| (awaited.unit, awaited.period));
        awaited
    }
}

impl Ledger {
    /// What the periods of the scope await of the sheet of models; none where the folder has it, or no period awaits it.
    pub fn awaited_models(&self, campaign: &Campaign, scope: &Scope) -> Option<AwaitedModels> {
        let fed: Vec<_> = campaign.leaves().filter(|(_, _, leaf)| leaf.way.models().is_some()).collect();
        if campaign.models.is_present || fed.is_empty() {
            return None;
        }
        let expected = Expected::new(campaign, scope, self);
        let mut criteria = Vec::new();
        let mut dues = Vec::new();
        for (criterion, _, leaf) in fed {
            let accepted = campaign.accepted_periods(leaf).into_iter().filter(|period| expected.periods.contains(period));
            let mut awaiting =
                accepted.map(|period| (period, expected.campaign_due(period))).filter(|(period, due)| expected.awaits_count(*period, *due));
            if let Some((_, due)) = awaiting.next() {
                criteria.push(criterion);
                dues.push(due);
            }
        }
        let due = dues.iter().flatten().min_by_key(|(day, _)| *day).copied();
        (!criteria.is_empty()).then(|| AwaitedModels { criteria, due, is_overdue: due.is_some_and(|(day, _)| day < scope.as_of) })
    }
}

/// The figure a row gives in place of the one it lacks, and its cell.
fn given_instead(page: Option<&Page>, slot: u32, need: Need) -> Option<(u16, Quantity)> {
    let both = page?.both(slot)?;
    let figure = match need {
        Need::Actual => both.estimate,
        Need::Estimate => both.actual,
        Need::Points | Need::Total | Need::Target | Need::Receipt | Need::Models | Need::Answer => None,
    };
    both.alone.zip(figure)
}

impl<'a> Expected<'a> {
    /// The last day of the results of a period, and where that stands.
    fn campaign_due(&self, period: PeriodIndex) -> Option<(Day, Place)> {
        let deadline = self.campaign.deadline(self.results?, Some(period))?;
        Some((deadline.last_day, Place::Definition(deadline.span)))
    }

    /// Whether a count over a period is awaited: the period is open, or one that it holds.
    fn awaits_count(&self, period: PeriodIndex, due: Option<(Day, Place)>) -> bool {
        let holds_open = self.campaign.periods[period].leaves.iter().any(|leaf| self.is_open[leaf.get()]);
        holds_open || self.awaits(period, due.map(|(day, _)| day))
    }

    fn new(campaign: &'a Campaign, scope: &'a Scope, ledger: &'a Ledger) -> Self {
        let mut is_open = vec![false; campaign.periods.len()];
        for period in ledger.open_periods(campaign) {
            is_open[period.get()] = true;
        }
        let periods: Vec<PeriodIndex> = campaign.periods.indices().filter(|period| scope.holds(campaign, *period)).collect();
        let by_duty = campaign.leaves().filter_map(|(criterion, _, leaf)| {
            // Among alternatives it cannot stand: a check says so.
            let duty = leaf.way.duty().filter(|_| campaign.choice_of(criterion).is_none())?;
            let scored = campaign.accepted_periods(leaf).into_iter().filter(|period| periods.contains(period)).collect();
            Some((criterion, duty, scored))
        });
        let by_duty = by_duty.collect();
        let has_conditions = campaign.leaves().any(|(_, _, leaf)| !leaf.conditions.is_empty());
        Self { campaign, scope, ledger, results: campaign.duty("ket_qua"), is_open, periods, by_duty, has_conditions }
    }

    /// How a unit is ranked in a period; none where it is not.
    fn membership(&self, unit: UnitIndex, period: PeriodIndex) -> Option<&'a Membership> {
        let membership = self.campaign.units[unit].in_stretch(&self.campaign.periods[period].stretch)?;
        let block = membership.block?;
        self.campaign.blocks[block].ranking.is_some().then_some(membership)
    }

    fn applies(&self, criterion: CriterionIndex, membership: &Membership) -> bool {
        membership.block.is_some_and(|block| self.campaign.criteria[criterion].applies_to(block, membership.kind))
    }

    /// Whether the period awaits anything, its deadline being this.
    fn awaits(&self, period: PeriodIndex, due: Option<Day>) -> bool {
        let is_past = self.scope.is_as_of_given && due.is_some_and(|due| due < self.scope.as_of);
        self.is_open[period.get()] || self.scope.is_named || is_past
    }

    /// The last day a unit has for a duty, and where that stands.
    fn due(&self, unit: UnitIndex, duty: Option<DutyIndex>, period: PeriodIndex) -> Option<(Day, Place)> {
        let duty = duty?;
        let deadline = self.campaign.deadline(duty, Some(period))?;
        let extension = self.campaign.extensions.find(unit, duty, deadline.period);
        Some(extension.map_or((deadline.last_day, Place::Definition(deadline.span)), |extension| (extension.through, extension.place)))
    }

    /// The slots of a unit that are empty, and the rows that lack a figure.
    fn slots(&self, unit: UnitIndex, rows: &mut Vec<Lacking>, figures: &mut Vec<Lacking>) {
        let Some(layout) = self.ledger.layout_for(unit) else { return };
        let page = self.ledger.pages[unit].as_deref();
        // Most pages are full.
        if page.is_some_and(Page::is_full) {
            return;
        }
        for period in &self.periods {
            let Some(membership) = self.membership(unit, *period) else { continue };
            if !self.awaits(*period, self.due(unit, self.results, *period).map(|(day, _)| day)) {
                continue;
            }
            for line in layout.lines.iter().filter(|line| self.applies(line.criterion, membership)) {
                let leaf = self.campaign.criteria[line.criterion].leaf.as_ref().expect("only leaves have lines");
                let Some((_, number)) = line.slots().find(|(known, _)| known == period) else { continue };
                let slot = page.map_or(Slot::default(), |page| page.rows[number as usize]);
                let lack = Lacking { unit, criterion: line.criterion, period: *period, figure: None };
                if let Some(lender) = leaf.figures_of {
                    let other = self.slot(unit, lender, *period);
                    if slot.row().is_none() {
                        // The row is awaited where it belongs, unless that one needs none.
                        let is_needed = slot.is_empty() && other.is_some_and(|(slot, _)| slot.is_settled());
                        rows.extend(is_needed.then_some(Lacking { criterion: lender, ..lack }));
                        continue;
                    }
                    if other.is_some_and(|(other, leaf)| other.need(leaf).is_some() && other.need(leaf) == slot.need(leaf)) {
                        continue;
                    }
                }
                if let (Some(row), Some(need)) = (slot.row(), slot.need(leaf)) {
                    let given = given_instead(page, number, need);
                    figures.push(Lacking { figure: Some(LackingFigure { row, need, given }), ..lack });
                } else if slot.is_empty() && !self.is_optional(page, line, leaf, *period) {
                    let awaited = self.campaign.awaited_as(line.criterion);
                    let is_told = rows.last().is_some_and(|last| (last.unit, last.criterion, last.period) == (unit, awaited, *period));
                    if awaited == line.criterion || !(is_told || self.is_chosen_otherwise(page, layout, awaited, *period)) {
                        rows.push(Lacking { criterion: awaited, ..lack });
                    }
                }
            }
        }
    }

    /// Whether another one of a group of alternatives has the row of a period, or one that stands for it.
    fn is_chosen_otherwise(&self, page: Option<&Page>, layout: &Layout, group: CriterionIndex, period: PeriodIndex) -> bool {
        let others = layout.lines.iter().filter(|line| self.campaign.choice_of(line.criterion) == Some(group));
        let stands = |line: &LineLayout| {
            let leaf = self.campaign.criteria[line.criterion].leaf.as_ref().expect("only leaves have lines");
            let slot = line.slots().find(|(known, _)| *known == period).map(|(_, slot)| slot);
            let has_row = |slot: u32| page.is_some_and(|page| page.rows[slot as usize].row().is_some());
            slot.is_some_and(|slot| has_row(slot) || self.is_optional(page, line, leaf, period))
        };
        others.into_iter().any(stands)
    }

    /// What stands in a criterion's slot of a unit, and how it is scored.
    fn slot(&self, unit: UnitIndex, criterion: CriterionIndex, period: PeriodIndex) -> Option<(Slot, &'a Leaf)> {
        let number = self.ledger.layout_for(unit)?.line(criterion)?.slot_of(period)?;
        let slot = self.ledger.pages[unit].as_deref().map_or(Slot::default(), |page| page.rows[number as usize]);
        Some((slot, self.campaign.criteria[criterion].leaf.as_ref()?))
    }

    /// Whether a cumulative figure may stand in another row: a group period's in its last leaf's, or the other way round.
    fn is_optional(&self, page: Option<&Page>, line: &LineLayout, leaf: &Leaf, period: PeriodIndex) -> bool {
        let periods = &self.campaign.periods;
        let stands = |slot: u32| page.is_some_and(|page| page.rows[slot as usize].row().is_some());
        if self.campaign.runs_on_in_groups_alone(leaf) {
            // It is the group period's row that is asked for; that of its last leaf may be it.
            let is_last = |other: PeriodIndex| periods[period].is_group && periods[period].leaves.last() == Some(&other);
            return !periods[period].is_group || line.slots().any(|(other, slot)| is_last(other) && stands(slot));
        }
        if leaf.only_periods.is_some() {
            return false;
        }
        let stands_for = |other: PeriodIndex| periods[other].is_group && periods[other].leaves.last() == Some(&period);
        periods[period].is_group || line.slots().any(|(other, slot)| stands_for(other) && stands(slot))
    }

    /// What a unit should have handed in of what criteria are scored from; with the key under which the book would have it.
    fn receipts(&self, unit: UnitIndex, lacking: &mut Vec<(Awaited, DutyIndex, Option<PeriodIndex>)>) {
        let first = lacking.len();
        for (criterion, duty, periods) in &self.by_duty {
            for period in periods {
                let Some(deadline) = self.campaign.deadline(*duty, Some(*period)) else { continue };
                let due = self.due(unit, Some(*duty), *period);
                let applies = self.membership(unit, *period).is_some_and(|membership| self.applies(*criterion, membership));
                if !applies || !self.awaits(*period, due.map(|(day, _)| day)) {
                    continue;
                }
                if self.is_settled(unit, *criterion, *period) {
                    continue;
                }
                let is_received = self.ledger.received(self.campaign, unit, *duty, deadline.period).is_some();
                if is_received || self.lacks_every_row(unit, *duty, *period) || self.has_misplaced_receipt(unit, *duty) {
                    continue;
                }
                let same = |(_, known, of): &&mut (Awaited, DutyIndex, Option<PeriodIndex>)| known == duty && *of == deadline.period;
                if let Some((Awaited { lack: Lack::Receipt { criteria, .. }, .. }, _, _)) = lacking[first..].iter_mut().find(same) {
                    if !criteria.contains(criterion) {
                        criteria.push(*criterion);
                    }
                    continue;
                }
                let lack = Lack::Receipt { duty: *duty, criteria: vec![*criterion] };
                let is_overdue = due.is_some_and(|(day, _)| day < self.scope.as_of);
                let beside = self.first_row(unit, *period);
                lacking.push((Awaited { unit, period: *period, lack, beside, due, is_overdue }, *duty, deadline.period));
            }
        }
    }

    /// Whether a precondition settles what a unit scores by a duty in a period.
    fn is_settled(&self, unit: UnitIndex, criterion: CriterionIndex, period: PeriodIndex) -> bool {
        let leaf = self.campaign.criteria[criterion].leaf.as_ref().filter(|leaf| !leaf.conditions.is_empty());
        let settled = leaf.and_then(|leaf| self.campaign.settled(unit, leaf, &[period]));
        settled.is_some_and(|settled| settled.effect != Effect::Missing)
    }

    /// The answers that criteria depend on and `thong-ke.csv` does not give of a unit.
    fn answers(&self, unit: UnitIndex, lacking: &mut Vec<(Awaited, StatisticIndex)>) {
        if !self.has_conditions {
            return;
        }
        let Some(layout) = self.ledger.layout_for(unit) else { return };
        let page = self.ledger.pages[unit].as_deref();
        let first = lacking.len();
        for line in &layout.lines {
            let leaf = self.campaign.criteria[line.criterion].leaf.as_ref().expect("only leaves have lines");
            if leaf.conditions.is_empty() {
                continue;
            }
            for (statistic, period) in self.lacking_answers(unit, page, line, leaf) {
                let due = self.due(unit, self.results, period);
                let applies = self.membership(unit, period).is_some_and(|membership| self.applies(line.criterion, membership));
                if !applies || !self.asks(unit, statistic, period) || !self.awaits_count(period, due) {
                    continue;
                }
                let same = |(awaited, known): &&mut (Awaited, StatisticIndex)| *known == statistic && awaited.period == period;
                if let Some((Awaited { lack: Lack::Answer { criteria, .. }, .. }, _)) = lacking[first..].iter_mut().find(same) {
                    if !criteria.contains(&line.criterion) {
                        criteria.push(line.criterion);
                    }
                    continue;
                }
                let lack = Lack::Answer { statistic, criteria: vec![line.criterion] };
                let is_overdue = due.is_some_and(|(day, _)| day < self.scope.as_of);
                let beside = self.first_row(unit, period);
                lacking.push((Awaited { unit, period, lack, beside, due, is_overdue }, statistic));
            }
        }
    }

    /// Whether a unit can answer: the figure is a yes or no, and the unit's block has it.
    fn asks(&self, unit: UnitIndex, statistic: StatisticIndex, period: PeriodIndex) -> bool {
        let statistic = &self.campaign.statistics[statistic];
        let block = self.membership(unit, period).and_then(|membership| membership.block);
        let has = |blocks: &Vec<BlockIndex>| block.is_some_and(|block| blocks.contains(&block));
        statistic.kind == Some(StatisticKind::YesNo) && statistic.blocks.as_ref().is_none_or(has)
    }

    /// The answers a line lacks over what it counts; what does not arise is asked for none.
    fn lacking_answers(&self, unit: UnitIndex, page: Option<&Page>, line: &LineLayout, leaf: &Leaf) -> Vec<(StatisticIndex, PeriodIndex)> {
        let arises = |slot: u32| page.is_none_or(|page| !page.rows[slot as usize].is_not_applicable());
        let counted = || line.counted().filter(|(_, slot)| arises(*slot)).map(|(period, _)| period);
        let asked: Vec<Vec<PeriodIndex>> = match &line.gathering {
            Gathering::Outside => Vec::new(),
            Gathering::Models(periods) if leaf.merging == Merging::Figures => vec![periods.clone()],
            Gathering::Duty(periods) | Gathering::Models(periods) => periods.iter().map(|period| vec![*period]).collect(),
            Gathering::Figures => vec![counted().collect()],
            Gathering::Points => counted().map(|period| line.asked(period)).collect(),
        };
        asked.iter().flat_map(|periods| self.campaign.lacking_answers(unit, leaf, periods)).collect()
    }

    /// Whether the duty is the results themselves and the unit has handed in none: that is told as such.
    fn lacks_every_row(&self, unit: UnitIndex, duty: DutyIndex, period: PeriodIndex) -> bool {
        self.results == Some(duty) && self.first_row(unit, period).is_none()
    }

    /// Whether the book has the duty under a period for which it is not due: that is told as such.
    fn has_misplaced_receipt(&self, unit: UnitIndex, duty: DutyIndex) -> bool {
        let is_due = |period: Option<PeriodIndex>| self.campaign.deadlines.iter().any(|deadline| (deadline.duty, deadline.period) == (duty, period));
        let mut keys = std::iter::once(None).chain(self.campaign.periods.indices().map(Some));
        keys.any(|period| self.campaign.receipts.find(unit, duty, period).is_some() && !is_due(period))
    }

    /// Whether `chi-tieu.csv` has a target under a period from which the criterion does not take it: that is told as such.
    fn has_misplaced_target(&self, lack: &Lacking) -> bool {
        let stands =
            |period: Option<PeriodIndex>| self.campaign.targets.find(lack.unit, lack.criterion, period).is_some_and(|target| target.figure.is_some());
        match self.target_period(lack) {
            Some(_) => stands(None),
            None => self.campaign.periods.indices().any(|period| stands(Some(period))),
        }
    }

    /// The first row a unit has in a period.
    fn first_row(&self, unit: UnitIndex, period: PeriodIndex) -> Option<RowId> {
        let page = self.ledger.pages[unit].as_deref()?;
        let slots = self.ledger.layout_for(unit)?.slots().filter(|(known, _)| *known == period);
        slots.filter_map(|(_, slot)| page.rows[slot as usize].row()).min()
    }

    /// The period under which `chi-tieu.csv` would have the target a row lacks.
    fn target_period(&self, lack: &Lacking) -> Option<PeriodIndex> {
        let basis = self.campaign.criteria[lack.criterion].leaf.as_ref().map(|leaf| leaf.target_basis);
        (basis == Some(TargetBasis::Period)).then_some(lack.period)
    }

    fn awaited(&self, lack: &Lacking) -> Awaited {
        let due = self.due(lack.unit, self.results, lack.period);
        Awaited {
            unit: lack.unit,
            period: lack.period,
            lack: match lack.figure {
                Some(LackingFigure { row, need, given }) => Lack::Figure { criterion: lack.criterion, row, need, given },
                None => Lack::Row(lack.criterion),
            },
            beside: self.first_row(lack.unit, lack.period),
            due,
            is_overdue: due.is_some_and(|(day, _)| day < self.scope.as_of),
        }
    }

    /// Rows that are lacking, one by one, or together where a unit has none at all in a period; they stand by unit and period.
    fn by_unit_and_period(&self, rows: &[Lacking]) -> Vec<Awaited> {
        let mut awaited = Vec::new();
        for together in rows.chunk_by(|one, other| (one.unit, one.period) == (other.unit, other.period)) {
            let first = self.awaited(&together[0]);
            if first.beside.is_none() {
                let criteria = together.iter().map(|lack| lack.criterion).collect();
                awaited.push(Awaited { lack: Lack::Rows(criteria), ..first });
            } else {
                awaited.extend(together.iter().map(|lack| self.awaited(lack)));
            }
        }
        awaited
    }
}
