//! What the checks of rows share: whom a row concerns, how its criterion is scored, numbers in prose.

use crate::campaign::{Campaign, Criterion, Leaf};
use crate::diagnostic::{Subject, Voice};
use crate::draft::definition::{RoundingMoment, ScoredFigure};
use crate::ledger::figures;
use crate::results::ResultRow;
use crate::scoring::{Base, Score, Silent};
use crate::value::{CriterionIndex, Fraction, PeriodIndex, UnitIndex};

/// Whom a row concerns.
pub(crate) fn subject(row: &ResultRow) -> Subject {
    Subject::unit(row.unit.known()).criterion(row.criterion.known()).period(row.period.known())
}

/// The criterion of a row that is scored from rows; none for a group, a criterion something else feeds, and a code nothing has.
pub(crate) fn scored<'a>(campaign: &'a Campaign, row: &ResultRow) -> Option<(CriterionIndex, &'a Criterion, &'a Leaf)> {
    let index = row.criterion.known()?;
    let criterion = &campaign.criteria[index];
    let leaf = criterion.leaf.as_ref().filter(|leaf| !leaf.way.is_fed() && leaf.figures_of.is_none())?;
    Some((index, criterion, leaf))
}

/// Every criterion a row is scored by: its own, then those that borrow its figures.
pub(crate) fn scored_by<'a>(campaign: &'a Campaign, row: &ResultRow) -> Vec<(CriterionIndex, &'a Criterion, &'a Leaf)> {
    let Some((index, criterion, leaf)) = scored(campaign, row) else { return Vec::new() };
    let borrowing = leaf.figures_for.iter().filter_map(|borrower| {
        let criterion = &campaign.criteria[*borrower];
        Some((*borrower, criterion, criterion.leaf.as_ref()?))
    });
    std::iter::once((index, criterion, leaf)).chain(borrowing).collect()
}

/// The points a row's figures come to, rounded where lines are; none where they do not come to any.
pub(crate) fn computed(campaign: &Campaign, row: &ResultRow) -> Option<Fraction> {
    let (index, criterion, leaf) = scored(campaign, row)?;
    let (unit, period) = (row.unit.known()?, row.period.known()?);
    let maximum = criterion.maximum_for(campaign.block_in(unit, period)?);
    let figures = figures(campaign, unit, period, index, (leaf, maximum), row);
    let Score::Points(exact) = leaf.way.score(&figures, leaf.over_target, &mut Silent) else { return None };
    shown(campaign, &exact)
}

/// Exact points as a line has them: rounded where lines are.
pub(crate) fn shown(campaign: &Campaign, exact: &Fraction) -> Option<Fraction> {
    match (campaign.moment, campaign.rounding) {
        (RoundingMoment::Line, Some(rounding)) => rounding.apply_fraction(exact).map(crate::value::Points::to_fraction),
        (RoundingMoment::Line, None) | (RoundingMoment::Total, _) => Some(*exact),
    }
}

/// What a denominator comes to, its part of the year taken.
pub(crate) fn base_figure(base: &Base) -> Option<Fraction> {
    let parts = Fraction::new(i128::from(base.parts), i128::from(base.of))?;
    base.figure.to_fraction().checked_mul(&parts)
}

/// An exact number in prose: `12,5` or `20/3` in Vietnamese, `12.5` in English.
pub(crate) fn prose(number: &Fraction, voice: Voice) -> String {
    voice.say(vietnamese(number), number.to_string())
}

/// An exact number in Vietnamese prose.
pub(crate) fn vietnamese(number: &Fraction) -> String {
    number.to_string().replace('.', ",")
}

/// A figure in a sentence: Vietnamese before its number, English behind it.
pub(crate) fn figure_words(figure: ScoredFigure) -> (&'static str, &'static str) {
    match figure {
        ScoredFigure::Actual => ("thực hiện", "done"),
        ScoredFigure::Estimate => ("ước thực hiện", "estimated"),
    }
}

/// Codes in a sentence: `` `A1`, `A2` ``.
pub(crate) fn listed(codes: &[Box<str>]) -> String {
    codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
}

/// The code of a unit.
pub(crate) fn unit_code(campaign: &Campaign, unit: UnitIndex) -> Box<str> {
    campaign.units[unit].code.as_str().into()
}

/// The code of a criterion.
pub(crate) fn criterion_code(campaign: &Campaign, criterion: CriterionIndex) -> Box<str> {
    campaign.criteria[criterion].code.as_str().into()
}

/// The code of a period.
pub(crate) fn period_code(campaign: &Campaign, period: PeriodIndex) -> Box<str> {
    campaign.periods[period].code.as_str().into()
}
