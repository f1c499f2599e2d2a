//! `theo_muc`: the points of the one band that holds a share, a value or a number of days late.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::scoring::{Denominator, Figures, Need, Score, Step, Witness};
use crate::value::{DutyIndex, Fraction, Interval, Points, Quantity};
use crate::yaml::{Field, Many, Span, Text, choice};

choice!(
    /// What bands are over.
    BandMeasure {
    Share = "ty_le": "So theo tỷ lệ %.",
    Value = "gia_tri": "So theo giá trị.",
    DaysLate = "so_ngay_tre": "So theo số ngày trễ.",
});
choice!(
    /// How days late are counted.
    DayCount {
    Calendar = "lich": "Đếm mọi ngày theo lịch.",
    Working = "lam_viec": "Chỉ đếm ngày làm việc.",
});

/// As declared.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Theo mức.")]
pub struct BandsKey {
    #[serde(rename = "so")]
    #[schemars(description = "So theo tỷ lệ %, giá trị hay số ngày trễ.")]
    /// What is compared.
    pub measure: Field<BandMeasure>,
    #[serde(rename = "mau")]
    #[schemars(description = "Mẫu số của tỷ lệ.")]
    /// What a share is of.
    pub denominator: Option<Field<Denominator>>,
    #[serde(rename = "viec")]
    #[schemars(description = "Việc mà số ngày trễ được tính.")]
    /// The duty whose days late count.
    pub duty: Option<Field<Text>>,
    #[serde(rename = "ngay")]
    #[schemars(description = "Đếm ngày lịch hay ngày làm việc.")]
    /// Calendar or working days.
    pub counting: Option<Field<DayCount>>,
    #[serde(rename = "cac_muc")]
    #[schemars(description = "Các mức; từ (tu), trên (tren), dưới (duoi), đến (den).")]
    /// The bands.
    pub bands: Field<Many<BandKey>>,
}

/// One band as declared.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Một mức: giới hạn và điểm của mức.")]
pub struct BandKey {
    #[serde(rename = "tu")]
    #[schemars(description = "Từ giá trị này, tính cả nó.")]
    /// Lower end, included.
    pub from: Option<Field<Quantity>>,
    #[serde(rename = "tren")]
    #[schemars(description = "Trên giá trị này, không tính nó.")]
    /// Lower end, not included.
    pub above: Option<Field<Quantity>>,
    #[serde(rename = "duoi")]
    #[schemars(description = "Dưới giá trị này, không tính nó.")]
    /// Upper end, not included.
    pub below: Option<Field<Quantity>>,
    #[serde(rename = "den")]
    #[schemars(description = "Đến giá trị này, tính cả nó.")]
    /// Upper end, included.
    pub to: Option<Field<Quantity>>,
    #[serde(rename = "diem")]
    #[schemars(description = "Điểm của mức.")]
    /// Points of the band.
    pub points: Field<Points>,
}

/// Resolved.
#[derive(Debug)]
pub struct Bands {
    /// What is compared.
    pub measure: BandMeasure,
    /// What a share is of.
    pub denominator: Option<Denominator>,
    /// The duty whose days late count.
    pub duty: Option<DutyIndex>,
    /// Calendar or working days.
    pub counting: DayCount,
    /// The bands, as declared.
    pub bands: Vec<Band>,
}

/// One band.
#[derive(Debug)]
pub struct Band {
    /// Which figures it holds: percent, a value, or days.
    pub interval: Interval<Quantity>,
    /// What it gives.
    pub points: Points,
    /// Where it is declared.
    pub span: Span,
    /// Where its lower and its upper end are; an open one is where it is declared.
    pub ends: [Span; 2],
}

impl Bands {
    /// The points of the band that holds the figure.
    pub fn score<W: Witness>(&self, figures: &Figures, witness: &mut W) -> Score {
        let measured = match self.measured(figures) {
            Ok(measured) => measured,
            Err(score) => return score,
        };
        let Some(band) = self.bands.iter().position(|band| band.interval.contains_fraction(&measured)) else {
            return Score::OutsideBands;
        };
        witness.step(|| Step::Band { band, measured });
        Score::Points(self.bands[band].points.to_fraction())
    }

    /// The figure that is compared with the bands: percent, a value, or days.
    fn measured(&self, figures: &Figures) -> Result<Fraction, Score> {
        match self.measure {
            BandMeasure::DaysLate => {
                let days_late = figures.days_late.ok_or(Score::Missing(Need::Receipt))?;
                Ok(Quantity::whole(i64::from(days_late)).to_fraction())
            }
            BandMeasure::Value => Ok(figures.actual.ok_or(Score::Missing(Need::Actual))?.to_fraction()),
            BandMeasure::Share => {
                let denominator = self.denominator.unwrap_or(Denominator::Total);
                let need = if denominator == Denominator::Target { Need::Target } else { Need::Total };
                let base = figures.denominator(denominator).ok_or(Score::Missing(need))?;
                if base.is_zero() {
                    return Err(Score::NothingDue(denominator));
                }
                let actual = figures.actual.ok_or(Score::Missing(Need::Actual))?;
                base.share(Points::whole(100), actual).ok_or(Score::TooLarge)
            }
        }
    }
}
