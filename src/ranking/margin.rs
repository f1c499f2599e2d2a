//! A margin: how far a unit is from the next place and the next grade, and which criterion it falls shortest of.
//!
//! Distances are exact and in the measure that ranks: points or share, rounded or not. They are made when asked for.

use crate::campaign::{Grade, Ranking};
use crate::draft::definition::Measure;
use crate::ranking::{Standing, measure};
use crate::tally::Line;
use crate::value::{CriterionIndex, Fraction};

/// How far a unit is from what lies above it.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// To the unit at the place above; zero where they were parted on equal measures.
    pub to_place: Option<Fraction>,
    /// To the lower end of the grade above.
    pub to_grade: Option<ToGrade<'a>>,
    /// Where it falls shortest.
    pub widest_gap: Option<WidestGap>,
}

/// How far a unit is from the grade above its own.
#[derive(Clone, Copy, Debug)]
pub struct ToGrade<'a> {
    /// The grade.
    pub grade: &'a Grade,
    /// To its lower end.
    pub distance: Fraction,
    /// Whether that end must be passed, not merely reached.
    pub must_pass: bool,
}

/// The criterion of the main side whose line falls furthest below its maximum.
#[derive(Clone, Copy, Debug)]
pub struct WidestGap {
    /// The criterion; of several with one gap the first.
    pub criterion: CriterionIndex,
    /// Maximum less points, in points.
    pub points: Fraction,
}

impl<'a> Margin<'a> {
    /// No margin: there is no place to measure from.
    const NONE: Self = Self { to_place: None, to_grade: None, widest_gap: None };

    /// The margin of a unit among those of its block, whose lines these are.
    pub fn of(ranking: &'a Ranking, standings: &[Standing], standing: &Standing, lines: &[Line]) -> Self {
        let (Some(place), Some(own)) = (standing.place, measure(&standing.total, ranking)) else { return Self::NONE };
        if ranking.measure == Measure::Figures {
            return Self::NONE;
        }
        // Placed units stand by place, the others behind them.
        let before = standings.partition_point(|other| other.place.is_some_and(|other| other < place));
        let above = before.checked_sub(1).and_then(|above| measure(&standings[above].total, ranking));
        Self { to_place: above.and_then(|above| above.checked_sub(&own)), to_grade: to_grade(ranking, &own), widest_gap: widest_gap(lines) }
    }
}

fn to_grade<'a>(ranking: &'a Ranking, own: &Fraction) -> Option<ToGrade<'a>> {
    let above = ranking.grades.iter().filter_map(|grade| {
        let end = grade.interval.lower?;
        let value = end.value.to_fraction();
        let is_above = *own < value || (*own == value && !end.inclusive);
        is_above.then_some((value, !end.inclusive, grade))
    });
    let (value, must_pass, grade) = above.min_by_key(|(value, must_pass, _)| (*value, *must_pass))?;
    Some(ToGrade { grade, distance: value.checked_sub(own)?, must_pass })
}

fn widest_gap(lines: &[Line]) -> Option<WidestGap> {
    let gaps = lines.iter().filter_map(|line| {
        let points = line.exact.or_else(|| Some(line.points?.to_fraction()))?;
        let gap = line.maximum?.checked_sub(&points)?;
        (gap > Fraction::ZERO).then_some(WidestGap { criterion: line.criterion, points: gap })
    });
    // The first of several: the last of them all is what `max_by_key` would give.
    gaps.reduce(|widest, gap| if gap.points > widest.points { gap } else { widest })
}
