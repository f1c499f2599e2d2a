//! `so_voi_dan_dau`: a part of the maximum for reaching the target, the rest for passing it, measured by the unit of the
//! block that passed it furthest.
//!
//! A target of zero is none set: the units of the block without one are measured by the most any of them did.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::scoring::{Base, Figures, Need, Score, Step, Witness};
use crate::value::{Fraction, Points, Quantity, UnitIndex};
use crate::yaml::{Field, Share};

/// As declared.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "So với đơn vị dẫn đầu khối.")]
pub struct RelativeKey {
    #[serde(rename = "dat_chi_tieu")]
    #[schemars(description = "Phần của điểm chuẩn khi vừa đạt chỉ tiêu; vắng: 1/2.")]
    /// The part of the maximum for reaching the target.
    pub on_target: Option<Field<Share>>,
}

/// Resolved.
#[derive(Debug)]
pub struct Relative {
    /// The part of the maximum for reaching the target.
    pub on_target: Fraction,
}

/// The part of the maximum for reaching the target where the criterion does not say.
pub const HALF: Fraction = Fraction::of_millionths(500_000);

/// Those who came furthest in a comparison, and how far.
#[derive(Clone, Debug)]
pub struct Lead<T> {
    /// How far.
    pub figure: T,
    /// Who: several where they came equally far.
    pub units: Vec<UnitIndex>,
}

impl<T: PartialOrd> Lead<T> {
    /// Holds another one against those who lead.
    fn meet(lead: &mut Option<Self>, unit: UnitIndex, figure: T) {
        match lead {
            Some(best) if best.figure == figure => best.units.push(unit),
            Some(best) if best.figure > figure => {}
            Some(_) | None => *lead = Some(Self { figure, units: vec![unit] }),
        }
    }
}

/// What the units of a block came to, as far as the others are measured by it.
#[derive(Clone, Debug, Default)]
pub struct Best {
    /// The furthest past a target, in parts of that target.
    pub over: Option<Lead<Fraction>>,
    /// The most that was done without one.
    pub untargeted: Option<Lead<Quantity>>,
}

impl Best {
    /// No unit with figures.
    pub const NONE: Self = Self { over: None, untargeted: None };

    /// Takes what a unit of the block did; what it lacks is compared with nobody.
    pub fn meet(&mut self, unit: UnitIndex, figures: &Figures) {
        let (Some(actual), Some(target)) = (figures.actual, figures.target) else { return };
        if target.is_zero() {
            Lead::meet(&mut self.untargeted, unit, actual);
        } else if let Some(over) = target.exceeded_by(actual).filter(|over| *over > Fraction::ZERO) {
            Lead::meet(&mut self.over, unit, over);
        }
    }
}

impl Relative {
    /// What is lacking of a comparison, if anything is.
    pub fn lack(figures: &Figures) -> Option<Need> {
        match (figures.target, figures.actual) {
            (None, _) => Some(Need::Target),
            (Some(_), None) => Some(Need::Actual),
            (Some(_), Some(_)) => None,
        }
    }

    /// Exact points, measured by the best of the block, of which the unit itself is one.
    pub fn score<W: Witness>(&self, figures: &Figures, best: &Best, witness: &mut W) -> Score {
        let Some(target) = figures.target else { return Score::Missing(Need::Target) };
        let Some(actual) = figures.actual else { return Score::Missing(Need::Actual) };
        let exact = if target.is_zero() {
            Self::without_target(figures.maximum, actual, best.untargeted.as_ref(), witness)
        } else {
            self.with_target(figures.maximum, (actual, target), best.over.as_ref(), witness)
        };
        exact.map_or(Score::TooLarge, Score::Points)
    }

    /// Maximum × done / the most done without a target; nothing for nothing.
    fn without_target<W: Witness>(maximum: Points, actual: Quantity, lead: Option<&Lead<Quantity>>, witness: &mut W) -> Option<Fraction> {
        let Some(lead) = lead.filter(|lead| lead.figure > Quantity::ZERO) else { return Some(Fraction::ZERO) };
        witness.step(|| Step::WithoutTarget { maximum, actual, lead: lead.clone() });
        Base::whole(lead.figure).share(maximum, actual)
    }

    fn with_target<W: Witness>(
        &self,
        maximum: Points,
        (actual, target): (Quantity, Base),
        lead: Option<&Lead<Fraction>>,
        witness: &mut W,
    ) -> Option<Fraction> {
        let part = maximum.to_fraction().checked_mul(&self.on_target)?;
        let over = target.exceeded_by(actual)?;
        if over <= Fraction::ZERO {
            witness.step(|| Step::UpToTarget { part, actual, base: target });
            return target.share(Points::whole(1), actual)?.checked_mul(&part);
        }
        let Some(lead) = lead.filter(|lead| lead.figure > over) else {
            witness.step(|| Step::Leads { maximum, over });
            return Some(maximum.to_fraction());
        };
        witness.step(|| Step::BehindLeader { part, maximum, over, lead: lead.clone() });
        let rest = maximum.to_fraction().checked_sub(&part)?;
        over.checked_div(&lead.figure)?.checked_mul(&rest)?.checked_add(&part)
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::{Base, Best, Figures, Relative, Score, Silent, Step};
    use crate::value::{Fraction, Points, Quantity, UnitIndex};

    /// Each unit's target and what it did.
    const BLOCK: [(i64, i64); 6] = [(100, 120), (0, 150), (50, 60), (80, 80), (0, 100), (0, 75)];

    fn figures((target, actual): (i64, i64)) -> Figures {
        let target = Some(Base::whole(Quantity::whole(target)));
        Figures { maximum: Points::whole(10), actual: Some(Quantity::whole(actual)), target, ..Figures::default() }
    }

    fn best(block: &[(i64, i64)]) -> Best {
        let mut best = Best::default();
        for (unit, pair) in block.iter().enumerate() {
            best.meet(UnitIndex::new(unit), &figures(*pair));
        }
        best
    }

    fn half() -> Relative {
        Relative { on_target: Fraction::new(1, 2).expect("not over zero") }
    }

    #[test]
    fn the_worked_case_of_six_units() {
        let best = best(&BLOCK);
        let points = BLOCK.map(|pair| match half().score(&figures(pair), &best, &mut Silent) {
            Score::Points(exact) => exact.to_string(),
            other => format!("{other:?}"),
        });
        // 20/100 and 10/50 lead together; 80 of 80 is half; without a target 150 leads: 10 × 100/150, 10 × 75/150.
        assert_eq!(points, ["10", "10", "10", "5", "20/3", "5"]);
    }

    #[test]
    fn the_witness_names_those_who_lead() {
        let block = [(100, 120), (100, 110), (50, 60)];
        let mut steps: Vec<Step> = Vec::new();
        half().score(&figures(block[1]), &best(&block), &mut steps);
        let [Step::BehindLeader { over, lead, .. }] = steps.as_slice() else { panic!("{steps:?}") };
        assert_eq!((over.to_string(), lead.figure.to_string()), ("0.1".to_owned(), "0.2".to_owned()));
        assert_eq!(lead.units, [UnitIndex::new(0), UnitIndex::new(2)]);
    }
}
