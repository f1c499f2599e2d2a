//! `theo_so_luong`: points for each one, up to a cap.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::scoring::{Base, Figures, Need, Score, Step, Witness};
use crate::value::{Points, Quantity};
use crate::yaml::{Field, Many, choice};

choice!(
    /// The steps in which a model that others are to follow is taken further.
    #[schemars(description = "Khâu của điển hình tiên tiến.")]
    ModelStep {
    Found = "phat_hien": "Khâu phát hiện.",
    Nurtured = "boi_duong": "Khâu bồi dưỡng.",
    Reviewed = "tong_ket": "Khâu tổng kết.",
    Spread = "nhan_rong": "Khâu nhân rộng.",
});

impl ModelStep {
    /// The steps, in order.
    pub const ALL: [Self; 4] = [Self::Found, Self::Nurtured, Self::Reviewed, Self::Spread];
}

/// As declared.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Số lượng × điểm mỗi cái, có trần.")]
pub struct CountKey {
    #[serde(rename = "diem_moi")]
    #[schemars(description = "Điểm cho mỗi một.")]
    /// Points for each.
    pub each: Field<Points>,
    #[serde(rename = "toi_da")]
    #[schemars(description = "Trần điểm của tiêu chí.")]
    /// The most it gives.
    pub cap: Option<Field<Points>>,
    #[serde(rename = "tu_dong")]
    #[schemars(description = "Đếm từ dien-hinh.csv thay cho thuc_hien; khi đó không cần dòng kết quả.")]
    /// Fed by the sheet of models.
    pub automatic: Option<Field<AutomaticModels>>,
}

/// The rows that feed a count.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Đếm tự động từ dien-hinh.csv.")]
pub struct AutomaticModels {
    #[serde(rename = "dien_hinh")]
    #[schemars(description = "Đếm các dòng của dien-hinh.csv ở những khâu này, có ngày trong kỳ.")]
    /// The steps whose rows are counted.
    pub steps: Field<Many<ModelStep>>,
}

/// Resolved.
#[derive(Debug)]
pub struct Count {
    /// Points for each one.
    pub each: Points,
    /// The most it gives; without one, the criterion's maximum.
    pub cap: Option<Points>,
    /// The steps whose rows of the sheet of models are counted; without them, `thuc_hien` is the number.
    pub models: Option<Vec<ModelStep>>,
}

impl Count {
    /// Exact points: number × points each, cut at the cap, else at the criterion's maximum where it has one.
    pub fn score<W: Witness>(&self, figures: &Figures, witness: &mut W) -> Score {
        let Some(number) = figures.actual else { return Score::Missing(Need::Actual) };
        witness.step(|| Step::Count { number, each: self.each });
        let Some(exact) = Base::whole(Quantity::whole(1)).share(self.each, number) else { return Score::TooLarge };
        let cap = self.cap.or((figures.maximum > Points::ZERO).then_some(figures.maximum));
        if let Some(cap) = cap
            && exact > cap.to_fraction()
        {
            witness.step(|| Step::Capped { cap });
            return Score::Points(cap.to_fraction());
        }
        Score::Points(exact)
    }
}
