//! `ty_le`: the maximum times the share of a target, or of what fell due, that was done.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::scoring::{Denominator, Figures, Need, OverTarget, Score, Step, Witness};
use crate::yaml::Field;

/// As declared.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Điểm chuẩn × thực hiện / mẫu.")]
pub struct ShareKey {
    #[serde(rename = "mau")]
    #[schemars(description = "Mẫu số: chỉ tiêu hay tổng số.")]
    /// `chi_tieu` or `tong_so`.
    pub denominator: Field<Denominator>,
}

/// Resolved.
#[derive(Debug)]
pub struct Share {
    /// What the share is of.
    pub denominator: Denominator,
}

impl Share {
    /// Exact points: maximum × actual / denominator; past the target as declared.
    #[inline]
    pub fn score<W: Witness>(&self, figures: &Figures, over: OverTarget, witness: &mut W) -> Score {
        let Some(base) = figures.denominator(self.denominator) else {
            return Score::Missing(if self.denominator == Denominator::Target { Need::Target } else { Need::Total });
        };
        if base.is_zero() {
            return Score::NothingDue(self.denominator);
        }
        let Some(actual) = figures.actual else { return Score::Missing(Need::Actual) };
        witness.step(|| Step::Share { maximum: figures.maximum, actual, base });
        let Some(exact) = base.share(figures.maximum, actual) else { return Score::TooLarge };
        // `bao_loi` is cut too: the check `over-target` has said it, and the block stays blocked.
        if over != OverTarget::Paid && base.is_passed_by(actual) {
            witness.step(|| Step::Cut { exact });
            return Score::Points(figures.maximum.to_fraction());
        }
        Score::Points(exact)
    }
}
