//! The words of the domain as types: codes, numbers, days, and how text is compared.
//!
//! - numbers: [`Points`] and [`Quantity`] are exact decimals, [`Fraction`] and [`ExactSum`] exact quotients; [`Rounding`] is the only division
//! - cells: [`parse_points`], [`parse_quantity`] and [`Day::parse`] read bytes or say what is wrong with them
//! - time: [`Day`], [`Deadline`], [`DaysOff`]
//! - ranges: [`Interval`], and what keeps a list of them from covering a domain exactly once
//! - names: a newtype for each kind of code, an index for each kind of table; [`text`] folds and compares what people wrote

mod amount;
mod code;
mod day;
mod deadline;
mod decimal;
mod fraction;
mod interval;
mod nearness;
mod points;
mod quantity;
mod rounding;
pub mod text;

pub use code::{
    BlockCode, BlockIndex, CampaignCode, CampaignIndex, CriterionCode, CriterionIndex, DutyCode, DutyIndex, PeriodCode, PeriodIndex, PersonCode,
    PersonIndex, PhaseCode, StageCode, StageIndex, StatisticCode, StatisticIndex, Table, TableIndex, TitleCode, TitleIndex, TopicCode, TopicIndex,
    UnitCode, UnitIndex,
};
pub use day::{Day, DayFault};
pub use deadline::{Counting, DaysOff, Deadline, days_late};
pub use decimal::{DecimalStyle, NumberFault, parse_plain, parse_points, parse_quantity};
pub use fraction::{ExactSum, Fraction};
pub use interval::{End, Grain, Interval, Measure, PartitionFault, partition_faults};
pub use nearness::Nearness;
pub use points::Points;
pub use quantity::Quantity;
pub use rounding::{Rounding, RoundingWay};
