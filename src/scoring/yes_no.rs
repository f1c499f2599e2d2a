//! `co_khong`: the maximum or nothing, by a figure of 1 or 0, or by a duty done in time.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::scoring::{Figures, Need, Score, Step, Witness};
use crate::value::{DutyIndex, Points};
use crate::yaml::{Field, Text};

/// As declared.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Có: điểm chuẩn; không: 0.")]
pub struct YesNoKey {
    #[serde(rename = "tu_dong")]
    #[schemars(description = "Lấy từ việc nộp: đúng hạn là có.")]
    /// Fed by a duty.
    pub automatic: Option<Field<AutomaticDuty>>,
}

/// The duty that feeds a yes or no.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Có hay không theo việc nộp đúng hạn.")]
pub struct AutomaticDuty {
    #[serde(rename = "viec")]
    #[schemars(description = "Mã việc.")]
    /// The duty.
    pub duty: Field<Text>,
}

/// Resolved.
#[derive(Debug)]
pub struct YesNo {
    /// The duty that answers; without one, `thuc_hien` does.
    pub duty: Option<DutyIndex>,
}

impl YesNo {
    /// The maximum for yes, zero for no.
    pub fn score<W: Witness>(&self, figures: &Figures, witness: &mut W) -> Score {
        let answer = if self.duty.is_some() {
            let Some(days_late) = figures.days_late else { return Score::Missing(Need::Receipt) };
            days_late == 0
        } else {
            let Some(actual) = figures.actual else { return Score::Missing(Need::Actual) };
            actual.millionths() > 0
        };
        witness.step(|| Step::Answer(answer));
        Score::Points(if answer { figures.maximum.to_fraction() } else { Points::ZERO.to_fraction() })
    }
}
