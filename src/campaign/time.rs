//! The time of a campaign: its stretches of days, periods and phases, what is due by when, and its reviews.

use std::ops::RangeInclusive;

use crate::draft::definition::PhaseEnd;
use crate::value::{Day, Deadline, DutyCode, DutyIndex, PeriodCode, PeriodIndex, PhaseCode};
use crate::yaml::Span;

/// A stretch of days, both ends in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stretch {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Stretch {
    /// Whether the day lies in it.
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether the other lies wholly in it.
    pub fn holds(&self, other: &Stretch) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The years it is of: the one declared, else those it has days in.
    pub fn years(&self, declared: Option<i32>) -> RangeInclusive<i32> {
        declared.map_or_else(|| self.from.year()..=self.to.year(), |year| year..=year)
    }

    /// Whether the two share a day.
    pub fn meets(&self, other: &Stretch) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// How far the estimates of a campaign reach (`uoc_den_het`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EstimateEnd {
    /// Not said: each row's to the end of its period.
    OfPeriod,
    /// Through this day.
    Through(Day),
    /// It is said and could not be read.
    Lost,
}

impl EstimateEnd {
    /// The day, where there is one for all.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Through(day) => Some(day),
            Self::OfPeriod | Self::Lost => None,
        }
    }
}

/// Something that must be handed in.
#[derive(Debug)]
pub struct Duty {
    /// `viec`.
    pub code: DutyCode,
    /// `ten`, else the code.
    pub name: Box<str>,
}

/// By when a duty is due.
#[derive(Debug)]
pub struct DutyDeadline {
    /// The duty.
    pub duty: DutyIndex,
    /// The period; none where the duty is of the whole campaign.
    pub period: Option<PeriodIndex>,
    /// As declared.
    pub deadline: Deadline,
    /// The last day that is in time, after the rule for days off.
    pub last_day: Day,
    /// `noi_nhan`.
    pub recipient: Option<Box<str>>,
    /// Where the day stands.
    pub span: Span,
}

/// A stretch for which results are handed in.
#[derive(Debug)]
pub struct Period {
    /// `ma`.
    pub code: PeriodCode,
    /// `ten`, else the code.
    pub name: Box<str>,
    /// Its days: its own, or from the first to the last of its leaves.
    pub stretch: Stretch,
    /// The leaves it holds, in order of time; a leaf holds itself.
    pub leaves: Vec<PeriodIndex>,
    /// Whether it holds others.
    pub is_group: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A stretch of the campaign with a beginning and an end of its own (đợt).
#[derive(Debug)]
pub struct Phase {
    /// `ma`.
    pub code: PhaseCode,
    /// `ten`, else the code.
    pub name: Box<str>,
    /// Its days.
    pub stretch: Stretch,
    /// Whether it ends before it begins, which has been said.
    pub is_empty: bool,
    /// Whether a review or a final review ends it.
    pub end: Option<PhaseEnd>,
    /// `so_ngay_lam_viec`, and where it stands.
    pub working_days: Option<(i64, Span)>,
    /// Where it is declared.
    pub span: Span,
    /// Where its first day stands.
    pub from: Span,
    /// Where its last day stands.
    pub to: Span,
}

/// A meeting that looks back on a period, a phase or the whole campaign (sơ kết, tổng kết).
#[derive(Debug)]
pub struct Review {
    /// `ten`.
    pub name: Box<str>,
    /// `ngay`, and where it stands.
    pub day: Option<(Day, Span)>,
    /// The period it is of.
    pub period: Option<PeriodIndex>,
    /// The phase it is of, by its place among the phases.
    pub phase: Option<usize>,
    /// Whether it names a period or a phase that is not known.
    pub is_in_doubt: bool,
}
