//! One way of scoring a file: as declared, resolved, and scored, with its witness.
//!
//! There is one scoring function a way. The tally runs it with no witness, an explanation with one;
//! it takes figures and gives exact points, and knows nothing of rows, periods or rounding.

pub mod bands;
pub mod count;
pub mod relative;
pub mod share;
pub mod yes_no;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::value::{DutyIndex, Fraction, Points, Quantity};
use crate::yaml::choice;

pub use bands::{Band, Bands, BandsKey};
pub use count::{Count, CountKey, ModelStep};
pub use relative::{Best, Lead, Relative, RelativeKey};
pub use share::{Share, ShareKey};
pub use yes_no::{YesNo, YesNoKey};

choice!(
    /// What a share is of.
    Denominator {
    Target = "chi_tieu": "Trên chỉ tiêu được giao.",
    Total = "tong_so": "Trên tổng số (cột `tong_so`).",
});
choice!(
    /// What happens past the target.
    OverTarget {
    Cut = "toi_da": "Vượt chỉ tiêu vẫn chỉ được điểm chuẩn.",
    Paid = "cong_them": "Vượt chỉ tiêu được cộng thêm điểm.",
    Error = "bao_loi": "Vượt chỉ tiêu là lỗi.",
});
choice!(
    /// What a criterion that does not arise counts for.
    NotApplicablePolicy {
    Exclude = "loai_tru": "Loại khỏi cả điểm và điểm tối đa.",
    Full = "diem_toi_da": "Cho điểm tối đa.",
    Zero = "khong_diem": "Cho không điểm.",
});

/// The closed set of ways a leaf is scored.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(description = "Cách chấm của tiêu chí lá.")]
pub enum WayKey {
    #[serde(rename = "cho_diem")]
    #[schemars(description = "Cho điểm trực tiếp ở các cột diem_<vòng>.")]
    /// Points as given.
    Given {},
    #[serde(rename = "ty_le")]
    #[schemars(description = "Điểm chuẩn × thực hiện / mẫu.")]
    /// A share of a target or a total.
    Share(ShareKey),
    #[serde(rename = "theo_muc")]
    #[schemars(description = "Theo mức.")]
    /// Bands.
    Bands(BandsKey),
    #[serde(rename = "co_khong")]
    #[schemars(description = "Có: điểm chuẩn; không: 0.")]
    /// All or nothing.
    YesNo(YesNoKey),
    #[serde(rename = "theo_so_luong")]
    #[schemars(description = "Số lượng × điểm mỗi cái, có trần.")]
    /// Points for each one.
    Count(CountKey),
    #[serde(rename = "so_voi_dan_dau")]
    #[schemars(
        description = "So với đơn vị dẫn đầu khối: chưa quá chỉ tiêu thì được một phần điểm chuẩn theo tỷ lệ đạt; vượt nhiều nhất khối thì được điểm chuẩn, vượt ít hơn thì được phần còn lại theo tỷ lệ vượt so với đơn vị dẫn đầu; chỉ tiêu 0 là không giao, khi đó so với đơn vị làm nhiều nhất trong các đơn vị không giao của khối. Đơn vị thiếu số liệu không tham gia so sánh."
    )]
    /// Measured by the unit of the block that came furthest.
    Relative(RelativeKey),
}

/// A way, resolved against the campaign.
#[derive(Debug)]
pub enum Way {
    /// Points as given in the stages' columns.
    Given,
    /// Maximum × actual / denominator.
    Share(Share),
    /// Steps over a share, a value or days late.
    Bands(Bands),
    /// All or nothing.
    YesNo(YesNo),
    /// Points for each one.
    Count(Count),
    /// Measured by the unit of the block that came furthest.
    Relative(Relative),
}

/// What a share is divided by: a figure, or a part of it (`theo_nam_chia_ky`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Base {
    /// The figure.
    pub figure: Quantity,
    /// How many of `of` equal parts of it count.
    pub parts: u32,
    /// Into how many parts it is divided.
    pub of: u32,
}

impl Base {
    /// The whole figure.
    pub const fn whole(figure: Quantity) -> Self {
        Self { figure, parts: 1, of: 1 }
    }

    /// Whether it is zero: nothing was due, or no target was set.
    pub const fn is_zero(&self) -> bool {
        self.figure.millionths() == 0 || self.parts == 0
    }

    /// `maximum × actual / base`, exactly; none where the base is zero or the figures are beyond all measure.
    #[inline]
    pub fn share(&self, maximum: Points, actual: Quantity) -> Option<Fraction> {
        let above = i128::from(maximum.millionths()) * i128::from(self.of);
        let below = 1_000_000 * i128::from(self.parts);
        Fraction::new(times(above, actual.millionths())?, times(below, self.figure.millionths())?)
    }

    /// How far an actual figure is past it, in parts of it; below zero where it is not reached, none over zero or past all measure.
    pub fn exceeded_by(&self, actual: Quantity) -> Option<Fraction> {
        let due = self.figure.millionths().checked_mul(i128::from(self.parts))?;
        let done = actual.millionths().checked_mul(i128::from(self.of))?;
        Fraction::new(done.checked_sub(due)?, due)
    }

    /// Whether an actual figure is over it.
    pub fn is_passed_by(&self, actual: Quantity) -> bool {
        if (self.parts, self.of) == (1, 1) {
            return actual > self.figure;
        }
        actual.millionths() * i128::from(self.of) > self.figure.millionths() * i128::from(self.parts)
    }
}

/// The product; none where it does not fit. Figures nearly always fit 64 bits, where it is one instruction.
#[inline]
fn times(left: i128, right: i128) -> Option<i128> {
    match (i64::try_from(left), i64::try_from(right)) {
        (Ok(left), Ok(right)) => Some(i128::from(left) * i128::from(right)),
        _ => left.checked_mul(right),
    }
}

/// The figures one score is made from, and the maximum it is out of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Points of the criterion (điểm chuẩn); for a bonus or deduction without one, zero.
    pub maximum: Points,
    /// `thuc_hien`, or `uoc_thuc_hien` where that is what is scored.
    pub actual: Option<Quantity>,
    /// `tong_so`.
    pub total: Option<Base>,
    /// `chi_tieu`.
    pub target: Option<Base>,
    /// Days late in the duty the way names; zero is in time.
    pub days_late: Option<u32>,
}

impl Figures {
    /// The denominator of a share.
    #[inline]
    pub fn denominator(&self, denominator: Denominator) -> Option<Base> {
        match denominator {
            Denominator::Target => self.target,
            Denominator::Total => self.total,
        }
    }
}

/// What a way needs and was not given.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Need {
    /// Points in a stage's column.
    Points,
    /// `thuc_hien`.
    Actual,
    /// `uoc_thuc_hien`, of a criterion scored by it.
    Estimate,
    /// `tong_so`.
    Total,
    /// `chi_tieu`.
    Target,
    /// The day something was handed in.
    Receipt,
    /// The sheet of models.
    Models,
    /// A yes or no it depends on.
    Answer,
}

/// What a way came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// Exact points.
    Points(Fraction),
    /// Something is missing.
    Missing(Need),
    /// The denominator is zero: nothing was due, the criterion's policy decides.
    NothingDue(Denominator),
    /// Nothing is missing, and what it comes to hangs on the others of the block.
    ByOthers,
    /// No band holds the figure: the definition's fault.
    OutsideBands,
    /// More than [`Points::MOST`]: the figure's or the definition's fault.
    TooLarge,
}

/// One step of a derivation, with its numbers.
#[derive(Clone, Debug)]
pub enum Step {
    /// Maximum × actual / denominator.
    Share {
        /// The maximum.
        maximum: Points,
        /// The actual figure.
        actual: Quantity,
        /// What it is divided by.
        base: Base,
    },
    /// Past the target, cut at the maximum.
    Cut {
        /// The points before the cut.
        exact: Fraction,
    },
    /// The band that holds the figure.
    Band {
        /// Which, from 0.
        band: usize,
        /// The figure compared.
        measured: Fraction,
    },
    /// Yes or no.
    Answer(bool),
    /// Number × points each.
    Count {
        /// How many.
        number: Quantity,
        /// Points each.
        each: Points,
    },
    /// Cut at the way's own cap.
    Capped {
        /// The cap.
        cap: Points,
    },
    /// No further than the target: a part of the maximum × actual / target.
    UpToTarget {
        /// The part of the maximum for reaching the target.
        part: Fraction,
        /// The actual figure.
        actual: Quantity,
        /// The target.
        base: Base,
    },
    /// The furthest past a target in the block: the maximum.
    Leads {
        /// The maximum.
        maximum: Points,
        /// How far, in parts of the target.
        over: Fraction,
    },
    /// Past the target, behind those who lead: the part, and of the rest as much as it came of their way.
    BehindLeader {
        /// The part of the maximum for reaching the target.
        part: Fraction,
        /// The maximum.
        maximum: Points,
        /// How far, in parts of the target.
        over: Fraction,
        /// Those who lead.
        lead: Lead<Fraction>,
    },
    /// Without a target: maximum × actual / the most any unit of the block did without one.
    WithoutTarget {
        /// The maximum.
        maximum: Points,
        /// The actual figure.
        actual: Quantity,
        /// Those who did the most.
        lead: Lead<Quantity>,
    },
}

/// Listens to the steps of a score.
pub trait Witness {
    /// Takes a step.
    fn step(&mut self, step: impl FnOnce() -> Step);
}

/// Listens to nothing and costs nothing.
pub struct Silent;

impl Witness for Silent {
    fn step(&mut self, _step: impl FnOnce() -> Step) {}
}

impl Witness for Vec<Step> {
    fn step(&mut self, step: impl FnOnce() -> Step) {
        self.push(step());
    }
}

impl Way {
    /// Scores figures; `Given` is scored by its stages, `Relative` beside its block ([`Relative::score`]), and neither gives points here.
    #[inline]
    pub fn score<W: Witness>(&self, figures: &Figures, over: OverTarget, witness: &mut W) -> Score {
        let score = match self {
            Self::Given => Score::Missing(Need::Points),
            Self::Share(share) => share.score(figures, over, witness),
            Self::Bands(bands) => bands.score(figures, witness),
            Self::YesNo(yes_no) => yes_no.score(figures, witness),
            Self::Count(count) => count.score(figures, witness),
            Self::Relative(_) => Relative::lack(figures).map_or(Score::ByOthers, Score::Missing),
        };
        match score {
            Score::Points(exact) if exact.is_over(Points::MOST_WHOLE) => Score::TooLarge,
            Score::Points(_) | Score::Missing(_) | Score::NothingDue(_) | Score::ByOthers | Score::OutsideBands | Score::TooLarge => score,
        }
    }

    /// The duty it is computed from, where it is.
    pub fn duty(&self) -> Option<DutyIndex> {
        match self {
            Self::Given | Self::Share(_) | Self::Count(_) | Self::Relative(_) => None,
            Self::Bands(bands) => bands.duty,
            Self::YesNo(yes_no) => yes_no.duty,
        }
    }

    /// The steps whose models it counts, where it is fed by their sheet.
    pub fn models(&self) -> Option<&[ModelStep]> {
        match self {
            Self::Given | Self::Share(_) | Self::Bands(_) | Self::YesNo(_) | Self::Relative(_) => None,
            Self::Count(count) => count.models.as_deref(),
        }
    }

    /// Whether something else than rows of results feeds it.
    pub fn is_fed(&self) -> bool {
        self.duty().is_some() || self.models().is_some()
    }

    /// Whether it reads `thuc_hien`.
    pub fn reads_actual(&self) -> bool {
        !matches!(self, Self::Given) && !self.is_fed()
    }

    /// Whether it reads a number: one that may be estimated.
    pub fn reads_number(&self) -> bool {
        self.reads_actual() && !matches!(self, Self::YesNo(_))
    }

    /// The denominator it divides by, where it does.
    pub fn denominator(&self) -> Option<Denominator> {
        match self {
            Self::Given | Self::YesNo(_) | Self::Count(_) => None,
            Self::Share(share) => Some(share.denominator),
            Self::Relative(_) => Some(Denominator::Target),
            Self::Bands(bands) => bands.denominator,
        }
    }

    /// The denominator that must not be zero, where it has one: without anything due there is nothing to score.
    pub fn due(&self) -> Option<Denominator> {
        match self {
            // A target of zero is none set, and is scored as such.
            Self::Relative(_) => None,
            Self::Given | Self::Share(_) | Self::Bands(_) | Self::YesNo(_) | Self::Count(_) => self.denominator(),
        }
    }

    /// The word of the definition that declares it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Given => "cho_diem",
            Self::Share(_) => "ty_le",
            Self::Bands(_) => "theo_muc",
            Self::YesNo(_) => "co_khong",
            Self::Count(_) => "theo_so_luong",
            Self::Relative(_) => "so_voi_dan_dau",
        }
    }

    /// The most it can come to where the criterion declares no maximum of its own.
    pub fn own_maximum(&self) -> Option<Points> {
        match self {
            Self::Given | Self::Share(_) | Self::YesNo(_) | Self::Relative(_) => None,
            Self::Bands(bands) => bands.bands.iter().map(|band| band.points).max(),
            Self::Count(count) => count.cap,
        }
    }
}
