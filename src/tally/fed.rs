//! What something else than rows gives a line: when a duty was done, how many models there are.

use crate::campaign::{Criterion, Effect, Leaf, Settled};
use crate::draft::definition::Merging;
use crate::scoring::bands::DayCount;
use crate::scoring::{Figures, ModelStep, Need, Score, Silent, Way};
use crate::sheet::{Place, RowId};
use crate::tally::gathered::Gathered;
use crate::tally::{Detail, LineState, Tally, points_of};
use crate::value::{BlockIndex, Counting, DutyIndex, ExactSum, Fraction, PeriodIndex, Points, Quantity, UnitIndex, days_late};

impl Tally<'_> {
    /// Points by the day something was handed in, period by period.
    pub(super) fn by_duty(&self, (unit, block): (UnitIndex, BlockIndex), periods: &[PeriodIndex], criterion: &Criterion, leaf: &Leaf) -> Gathered {
        let maximum = criterion.maximum_for(block).unwrap_or(Points::ZERO);
        let mut receipt = None;
        let duty = leaf.way.duty().expect("this line gathers by duty");
        let mut fed = Vec::with_capacity(periods.len());
        for period in periods {
            if let Some(settled) = self.campaign.settled(unit, leaf, &[*period]) {
                fed.push(Fed::Settled(settled));
                continue;
            }
            let Some((figures, place)) = self.duty_figures(unit, (duty, *period), leaf, maximum) else {
                return Gathered { receipt, ..Gathered::missing(Need::Receipt, periods.len()) };
            };
            receipt = place.or(receipt);
            fed.push(Fed::Figures(figures));
        }
        Gathered { receipt, ..self.fed(&fed, (criterion, block), leaf, Need::Receipt) }
    }

    /// Points by how many models the unit has, period by period, or over all of them where figures are merged.
    pub(super) fn by_models(
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
        let mut fed = Vec::new();
        let mut rows = Vec::new();
        // Periods that are scored together.
        for together in periods.chunks(if is_merged { periods.len() } else { 1 }) {
            if detail.has_rows() {
                rows.extend(self.models_in(unit, steps, together));
            }
            let figures = self.model_figures(unit, steps, together, maximum);
            fed.push(self.campaign.settled(unit, leaf, together).map_or(Fed::Figures(figures), Fed::Settled));
        }
        Gathered { rows, ..self.fed(&fed, (criterion, block), leaf, Need::Models) }
    }

    /// What a line fed by a duty is scored from in a period, and the receipt that says so; none where nothing was handed in.
    pub fn duty_figures(
        &self,
        unit: UnitIndex,
        (duty, period): (DutyIndex, PeriodIndex),
        leaf: &Leaf,
        maximum: Points,
    ) -> Option<(Figures, Option<Place>)> {
        let (days_late, place) = self.days_late(unit, duty, period, counting(&leaf.way))?;
        Some((Figures { maximum, days_late: Some(days_late), ..Figures::default() }, place))
    }

    /// What a line fed by models is scored from in periods that are scored together.
    pub fn model_figures(&self, unit: UnitIndex, steps: &[ModelStep], together: &[PeriodIndex], maximum: Points) -> Figures {
        let number = i64::try_from(self.models_in(unit, steps, together).count()).expect("rows are fewer");
        Figures { maximum, actual: Some(Quantity::whole(number)), ..Figures::default() }
    }

    /// The rows of models that count in these periods.
    pub fn models_in<'s>(&'s self, unit: UnitIndex, steps: &'s [ModelStep], periods: &'s [PeriodIndex]) -> impl Iterator<Item = RowId> + 's {
        let stretches = periods.iter().map(|period| self.campaign.periods[*period].stretch);
        stretches.flat_map(move |stretch| self.campaign.models.counted(unit, steps, stretch)).map(|model| model.row)
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

/// How a way counts days late.
pub fn counting(way: &Way) -> Counting {
    match way {
        Way::Bands(bands) if bands.counting == DayCount::Working => Counting::Working,
        Way::Given | Way::Share(_) | Way::Bands(_) | Way::YesNo(_) | Way::Count(_) | Way::Relative(_) => Counting::Calendar,
    }
}
