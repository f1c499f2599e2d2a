//! The scores of a line, period by period, as what feeds it has them.

use crate::campaign::{Criterion, Effect, Leaf, Settled};
use crate::derivation::verdict::verdict;
use crate::derivation::{Basis, One, ScoreDerivation};
use crate::draft::definition::Merging;
use crate::ledger::{Contribution, Gathering, LineLayout, Scored, Slot, TakenRow, target_in_sheet};
use crate::scoring::{Base, Denominator, Figures, Score, Step, Way};
use crate::sheet::RowId;
use crate::tally::{Line, points_of};
use crate::value::{Fraction, PeriodIndex, Points, Quantity, UnitIndex};

/// One who leads a comparison, and the rows that say so.
#[derive(Clone, Debug)]
pub struct LeaderRow {
    /// The unit.
    pub unit: UnitIndex,
    /// Its rows.
    pub rows: Vec<RowId>,
    /// What it did.
    pub actual: Option<Quantity>,
    /// Its target.
    pub target: Option<Base>,
}

impl<'r> One<'r> {
    /// The scores of a line.
    pub(super) fn scores(self, layout: &LineLayout, criterion: &Criterion, leaf: &Leaf, line: &Line) -> Vec<ScoreDerivation> {
        match &layout.gathering {
            Gathering::Outside => Vec::new(),
            Gathering::Duty(periods) => periods.iter().map(|period| self.by_duty(layout, *period, criterion, leaf)).collect(),
            Gathering::Models(periods) => {
                let together = if leaf.merging == Merging::Figures { periods.len() } else { 1 };
                periods.chunks(together.max(1)).map(|periods| self.by_models(layout, periods, criterion, leaf)).collect()
            }
            Gathering::Points => self.by_rows(layout, criterion, leaf, line),
            Gathering::Figures => self.by_figures(layout, criterion, leaf, line),
        }
    }

    fn by_duty(self, layout: &LineLayout, period: PeriodIndex, criterion: &Criterion, leaf: &Leaf) -> ScoreDerivation {
        let duty = leaf.way.duty().expect("this line gathers by duty");
        if let Some(settled) = self.run.campaign.settled(self.unit, leaf, &[period]) {
            return settled_score(settled, layout, criterion, &[period]);
        }
        let mut score = ScoreDerivation::of(period, Basis::Duty(Box::new(verdict(self.run, self.unit, (duty, period), &leaf.way))));
        let maximum = criterion.maximum_for(layout.block).unwrap_or(Points::ZERO);
        if let Some((figures, _)) = self.run.tally().duty_figures(self.unit, (duty, period), leaf, maximum) {
            self.score(&mut score, layout, figures, None);
        }
        score
    }

    fn by_models(self, layout: &LineLayout, periods: &[PeriodIndex], criterion: &Criterion, leaf: &Leaf) -> ScoreDerivation {
        let tally = self.run.tally();
        let steps = leaf.way.models().expect("this line gathers by models");
        if let Some(settled) = self.run.campaign.settled(self.unit, leaf, periods) {
            return settled_score(settled, layout, criterion, periods);
        }
        let first = *periods.first().expect("periods are scored together");
        if !self.run.campaign.models.is_present {
            return ScoreDerivation { periods: periods.to_vec(), ..ScoreDerivation::of(first, Basis::Awaited) };
        }
        let rows = tally.models_in(self.unit, steps, periods).collect();
        let mut score = ScoreDerivation { periods: periods.to_vec(), ..ScoreDerivation::of(first, Basis::Models(rows)) };
        let maximum = criterion.maximum_for(layout.block).unwrap_or(Points::ZERO);
        self.score(&mut score, layout, tally.model_figures(self.unit, steps, periods, maximum), None);
        score
    }

    /// The scores of the rows of a line, and what stands in slots without one.
    fn by_rows(self, layout: &LineLayout, criterion: &Criterion, leaf: &Leaf, line: &Line) -> Vec<ScoreDerivation> {
        let is_chosen_of = self.run.campaign.choice_of(line.criterion).is_some() && line.has_rows;
        let either = layout.takes_either();
        let mut scores = Vec::new();
        for (position, (period, contribution)) in layout.periods.iter().enumerate() {
            if *contribution == Contribution::None {
                continue;
            }
            let row = self.taken(layout.first_slot, position).filter(|taken| line.rows.contains(&taken.row));
            if row.is_none() && (is_chosen_of || (either && (line.has_rows || *contribution == Contribution::Own))) {
                continue;
            }
            scores.push(self.by_row(layout, (*period, *contribution, position), criterion, leaf, row));
        }
        // Of a group period's cumulative figure and that of its last leaf, which are one, the period's own counts.
        let own_stands =
            either && scores.iter().any(|score| score.scored.points.is_some() && layout_contribution(layout, score) == Some(Contribution::Own));
        if own_stands {
            for score in &mut scores {
                score.counts = layout_contribution(layout, score) == Some(Contribution::Own);
            }
        }
        scores
    }

    fn by_row(
        self,
        layout: &LineLayout,
        (period, contribution, position): (PeriodIndex, Contribution, usize),
        criterion: &Criterion,
        leaf: &Leaf,
        row: Option<&TakenRow>,
    ) -> ScoreDerivation {
        let slot = self.page.map(|page| page.rows[layout.first_slot as usize + position]);
        if slot.is_some_and(Slot::is_not_applicable) {
            let basis = if row.is_some() { Basis::NotApplicable } else { Basis::NotAssigned(self.not_assigned(layout, period)) };
            return self.with_row(ScoreDerivation::of(period, basis), layout, leaf, row);
        }
        let asked = layout.asked(period);
        let settled = if leaf.conditions.is_empty() { None } else { self.run.campaign.settled(self.unit, leaf, &asked) };
        if let Some(settled) = settled {
            return self.with_row(settled_score(settled, layout, criterion, &[period]), layout, leaf, row);
        }
        let Some(taken) = row else { return ScoreDerivation::of(period, Basis::Awaited) };
        let mut score = self.with_row(ScoreDerivation::of(period, Basis::Row), layout, leaf, row);
        if matches!(leaf.way, Way::Relative(_)) {
            if let Some(figures) = taken.scored.figures {
                self.score(&mut score, layout, figures, (contribution == Contribution::Added).then_some(period));
            }
            let deciding = self.run.scope.stage;
            let given = deciding.and_then(|stage| taken.given.get(stage.get()).copied().flatten());
            if let Some(given) = given {
                (score.scored.points, score.scored.exact, score.scored.stage) = (Some(given), Some(given.to_fraction()), deciding);
            }
            return score;
        }
        score.scored = taken.scored.clone();
        // Points a stage gave are exact as they are.
        score.scored.exact = score.scored.exact.or_else(|| score.scored.points.map(Points::to_fraction));
        score
    }

    /// The one score of figures that are merged, and what stands in slots without a figure.
    fn by_figures(self, layout: &LineLayout, criterion: &Criterion, leaf: &Leaf, line: &Line) -> Vec<ScoreDerivation> {
        let mut scores = Vec::new();
        let mut merged: Option<ScoreDerivation> = None;
        // Figures of which a part is lacking come to nothing.
        let mut is_whole = true;
        for (position, (period, contribution)) in layout.periods.iter().enumerate() {
            if *contribution == Contribution::None {
                continue;
            }
            let slot = self.page.map(|page| page.rows[layout.first_slot as usize + position]);
            let row = self.taken(layout.first_slot, position).filter(|taken| line.rows.contains(&taken.row));
            if slot.is_some_and(Slot::is_not_applicable) {
                let basis = if row.is_some() { Basis::NotApplicable } else { Basis::NotAssigned(self.not_assigned(layout, *period)) };
                scores.push(self.with_row(ScoreDerivation::of(*period, basis), layout, leaf, row));
                continue;
            }
            is_whole &= slot.is_some_and(|slot| slot.is_settled() || !(slot.is_empty() || slot.is_incomplete()));
            match row {
                Some(row) => {
                    let one = merged.get_or_insert_with(|| ScoreDerivation { periods: Vec::new(), ..ScoreDerivation::of(*period, Basis::Merged) });
                    one.periods.push(*period);
                    one.rows.push(row.clone());
                }
                None if line.settled.is_empty() => scores.push(ScoreDerivation::of(*period, Basis::Awaited)),
                None => {}
            }
        }
        if let Some(settled) = line.settled.first() {
            let rows = merged.take().map(|merged| merged.rows).unwrap_or_default();
            let target_rows = rows.iter().map(|row| self.target_row(layout, leaf, row)).collect();
            scores.push(ScoreDerivation { rows, target_rows, ..settled_score(*settled, layout, criterion, &[settled.period]) });
        }
        if let Some(mut merged) = merged {
            let figures = self.page.and_then(|page| self.run.tally().merged_figures(self.unit, page, layout, criterion, leaf));
            merged.target_rows = merged.rows.iter().map(|row| self.target_row(layout, leaf, row)).collect();
            match figures {
                Some(figures) if is_whole => self.score(&mut merged, layout, figures, None),
                figures => merged.scored.figures = figures,
            }
            scores.push(merged);
        }
        scores
    }

    /// Scores figures with a witness; in one period, or over the scope.
    fn score(self, score: &mut ScoreDerivation, layout: &LineLayout, figures: Figures, compared_in: Option<PeriodIndex>) {
        let tally = self.run.tally();
        let came_to = tally.score(self.unit, (layout.criterion, compared_in), &figures, &mut score.scored.steps);
        (score.scored.figures, score.scored.score) = (Some(figures), Some(came_to));
        if let Score::Points(exact) = came_to {
            score.scored.computed = tally.round(&exact);
            (score.scored.points, score.scored.exact) = (score.scored.computed, Some(exact));
        }
    }

    /// The row that was taken into a slot.
    fn taken(self, first: u32, position: usize) -> Option<&'r TakenRow> {
        let slot = first + u32::try_from(position).expect("periods are few");
        self.page?.trail().iter().find(|taken| taken.slot == slot)
    }

    /// A score with the row it rests on, and the row of its target.
    fn with_row(self, mut score: ScoreDerivation, layout: &LineLayout, leaf: &Leaf, row: Option<&TakenRow>) -> ScoreDerivation {
        let Some(row) = row else { return score };
        score.scored.figures = row.scored.figures;
        score.target_rows.push(self.target_row(layout, leaf, row));
        score.rows.push(row.clone());
        score
    }

    /// The row of `chi-tieu.csv` that gives a row its target, where it does not itself.
    fn target_row(self, layout: &LineLayout, leaf: &Leaf, row: &TakenRow) -> Option<RowId> {
        if leaf.way.denominator() != Some(Denominator::Target) || row.target.is_some() {
            return None;
        }
        target_in_sheet(&self.run.campaign, self.unit, row.period, layout.criterion, leaf).map(|target| target.row)
    }

    /// The rows of `chi-tieu.csv` that say that nothing is assigned in a period.
    fn not_assigned(self, layout: &LineLayout, period: PeriodIndex) -> Vec<RowId> {
        let campaign = &self.run.campaign;
        let lender = campaign.criteria[layout.criterion].leaf.as_ref().and_then(|leaf| leaf.figures_of);
        let criteria = std::iter::once(layout.criterion).chain(lender);
        let found = criteria.flat_map(|criterion| [None, Some(period)].map(|period| campaign.targets.find(self.unit, criterion, period)));
        let is_none_set = |figure: Option<Quantity>| figure == Some(Quantity::ZERO);
        found.flatten().filter(|target| target.is_not_assigned || is_none_set(target.figure)).map(|target| target.row).collect()
    }

    /// Names those who lead where a score is measured by others.
    pub(super) fn name_leaders(self, layout: &LineLayout, scores: &mut [ScoreDerivation]) {
        for score in scores {
            let leaders = score.scored.steps.iter().find_map(|step| match step {
                Step::BehindLeader { lead, .. } => Some(lead.units.clone()),
                Step::WithoutTarget { lead, .. } => Some(lead.units.clone()),
                Step::Share { .. }
                | Step::Cut { .. }
                | Step::Band { .. }
                | Step::Answer(_)
                | Step::Count { .. }
                | Step::Capped { .. }
                | Step::UpToTarget { .. }
                | Step::Leads { .. } => None,
            });
            let leaders = leaders.unwrap_or_default().into_iter();
            score.leaders = leaders.filter_map(|unit| self.leader(layout, unit, &score.periods, &score.basis)).collect();
        }
    }

    /// What one who leads did, and the rows that say so.
    fn leader(self, layout: &LineLayout, unit: UnitIndex, periods: &[PeriodIndex], basis: &Basis) -> Option<LeaderRow> {
        let (run, ledger) = (self.run, &self.run.ledger);
        let page = ledger.pages[unit].as_deref()?;
        let line = ledger.layout_for(unit)?.line(layout.criterion)?;
        let period_of = |slot: u32| line.slots().find(|(_, number)| *number == slot).map(|(period, _)| period);
        let is_merged = matches!(basis, Basis::Merged);
        let compared = run.tally().compared(unit, page, line);
        let of_period = |slot: Option<u32>| slot.and_then(period_of).is_some_and(|period| periods.contains(&period));
        let one = compared.iter().find(|one| is_merged || of_period(one.slot)).or(compared.first())?;
        let slots: Vec<u32> = one.slot.map_or_else(|| line.counted().map(|(_, slot)| slot).collect(), |slot| vec![slot]);
        let rows = slots.into_iter().filter_map(|slot| page.rows[slot as usize].row()).collect();
        Some(LeaderRow { unit, rows, actual: one.figures.actual, target: one.figures.target })
    }
}

/// A score that an answer settles.
fn settled_score(settled: Settled, layout: &LineLayout, criterion: &Criterion, periods: &[PeriodIndex]) -> ScoreDerivation {
    let points = (settled.effect != Effect::Missing).then(|| points_of(criterion, layout.block, settled.effect));
    let exact: Option<Fraction> = points.map(Points::to_fraction);
    let scored = Scored { points, exact, ..Scored::default() };
    ScoreDerivation { periods: periods.to_vec(), scored, ..ScoreDerivation::of(settled.period, Basis::Settled(settled)) }
}

/// How the first period of a score makes what stands for the scope.
fn layout_contribution(layout: &LineLayout, score: &ScoreDerivation) -> Option<Contribution> {
    let first = score.periods.first()?;
    layout.periods.iter().find(|(period, _)| period == first).map(|(_, contribution)| *contribution)
}
