//! A deadline, the days nobody works, and how late something came.

use std::fmt;

use crate::value::Day;

/// Until when something must be handed in.
///
/// Shown as plans write it: `trước ngày 20/01/2026`, `đến hết ngày 20/01/2026`.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub enum Deadline {
    /// The day itself is too late: `trước ngày`.
    Before(Day),
    /// The day itself is in time: `đến hết ngày`.
    Through(Day),
}

impl Deadline {
    /// The last day that is in time.
    pub const fn last_day(self) -> Day {
        match self {
            Self::Before(day) => day.previous(),
            Self::Through(day) => day,
        }
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before(day) => write!(formatter, "trước ngày {}", day.vietnamese()),
            Self::Through(day) => write!(formatter, "đến hết ngày {}", day.vietnamese()),
        }
    }
}

/// Which days between a deadline and a receipt count.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub enum Counting {
    /// Every day.
    Calendar,
    /// Days that are not off.
    Working,
}

/// The days nobody works: weekends and listed days, except those worked in exchange (`lam_bu`).
#[derive(Clone, Default, Eq, PartialEq, Debug)]
pub struct DaysOff {
    // Both sorted, each day once.
    listed: Vec<Day>,
    working: Vec<Day>,
}

impl DaysOff {
    /// Days off besides weekends, and days worked in exchange, in any order; a day in both is worked.
    pub fn new(listed: Vec<Day>, working: Vec<Day>) -> Self {
        let sorted = |mut days: Vec<Day>| {
            days.sort_unstable();
            days.dedup();
            days
        };
        Self { listed: sorted(listed), working: sorted(working) }
    }

    /// Days off besides weekends, in order.
    pub fn listed(&self) -> &[Day] {
        &self.listed
    }

    /// Days worked in exchange, in order.
    pub fn working(&self) -> &[Day] {
        &self.working
    }

    /// Whether nobody works that day.
    pub fn is_off(&self, day: Day) -> bool {
        let is_worked = self.working.binary_search(&day).is_ok();
        !is_worked && (day.is_weekend() || self.listed.binary_search(&day).is_ok())
    }

    /// Working days after `after`, up to and with `through`; 0 when that is no later.
    pub fn working_days_between(&self, after: Day, through: Day) -> u32 {
        if through <= after {
            return 0;
        }
        // Weeks are counted at once: a span of centuries must not cost a loop of centuries.
        let weekdays = through.weekdays_passed() - after.weekdays_passed();
        let lost = within(&self.listed, after, through).iter().filter(|&&day| !day.is_weekend() && self.is_off(day)).count();
        let gained = within(&self.working, after, through).iter().filter(|day| day.is_weekend()).count();
        u32::try_from(weekdays)
            .ok()
            .and_then(|weekdays| weekdays.checked_add(u32::try_from(gained).ok()?))
            .and_then(|days| days.checked_sub(u32::try_from(lost).ok()?))
            .expect("an i32 counts days, and only a weekday can be lost")
    }

    /// The first working day after the day.
    #[must_use]
    pub fn next_working_day(&self, day: Day) -> Day {
        self.working_day_from(day.next())
    }

    /// The day itself when it is worked, else the first working day after it, where a term that ends on a day off ends (Bộ luật Dân sự 2015, Điều 148 khoản 5).
    #[must_use]
    pub fn working_day_from(&self, day: Day) -> Day {
        let mut day = day;
        while self.is_off(day) {
            day = day.next();
        }
        day
    }
}

/// The days of `sorted` after `after`, up to and with `through`.
fn within(sorted: &[Day], after: Day, through: Day) -> &[Day] {
    let start = sorted.partition_point(|&day| day <= after);
    let end = sorted.partition_point(|&day| day <= through);
    &sorted[start..end]
}

/// Days from the last day in time to the day it came, that one included; 0 when it came in time.
///
/// Counting working days, what came on a day off next to its deadline is 0 days late.
pub fn days_late(received: Day, last_day: Day, counting: Counting, off: &DaysOff) -> u32 {
    if received <= last_day {
        return 0;
    }
    match counting {
        Counting::Calendar => u32::try_from(received.since(last_day)).expect("the difference of two i32 fits a u32"),
        Counting::Working => off.working_days_between(last_day, received),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::value::{Counting, Day, DaysOff, Deadline, days_late};

    fn january(day: u32) -> Day {
        Day::from_ymd(2026, 1, day).expect("January has 31 days")
    }

    #[test]
    fn before_a_day_ends_the_day_before() {
        assert_eq!(Deadline::Before(january(20)).last_day(), january(19));
        assert_eq!(Deadline::Through(january(20)).last_day(), january(20));
    }

    #[test]
    fn a_deadline_reads_as_in_a_plan() {
        assert_eq!(Deadline::Before(january(20)).to_string(), "trước ngày 20/01/2026");
        assert_eq!(Deadline::Through(january(20)).to_string(), "đến hết ngày 20/01/2026");
    }

    #[test]
    fn a_day_worked_in_exchange_is_not_off() {
        // 2026-01-24 is a Saturday.
        let off = DaysOff::new(vec![january(2), january(1), january(2)], vec![january(24)]);
        assert!(off.is_off(january(1)) && off.is_off(january(2)) && off.is_off(january(25)));
        assert!(!off.is_off(january(24)) && !off.is_off(january(5)));
        assert_eq!(off.listed(), [january(1), january(2)]);
    }

    #[test]
    fn the_last_day_is_in_time_and_the_next_is_late() {
        let off = DaysOff::default();
        assert_eq!(days_late(january(20), january(20), Counting::Calendar, &off), 0);
        assert_eq!(days_late(january(21), january(20), Counting::Calendar, &off), 1);
        assert_eq!(days_late(january(1), january(20), Counting::Working, &off), 0);
    }

    #[test]
    fn a_weekend_counts_only_on_the_calendar() {
        let off = DaysOff::default();
        let (friday, sunday, monday) = (january(23), january(25), january(26));
        assert_eq!(days_late(monday, friday, Counting::Calendar, &off), 3);
        assert_eq!(days_late(monday, friday, Counting::Working, &off), 1);
        assert_eq!(days_late(sunday, friday, Counting::Working, &off), 0);
    }

    #[test]
    fn the_next_working_day_skips_days_off() {
        let off = DaysOff::new(vec![january(26)], vec![january(25)]);
        let (friday, saturday) = (january(23), january(24));
        assert_eq!(off.working_day_from(friday), friday);
        assert_eq!(off.working_day_from(saturday), january(25));
        assert_eq!(off.next_working_day(friday), january(25));
        assert_eq!(off.next_working_day(january(25)), january(27));
    }

    proptest! {
        #[test]
        fn working_days_are_the_days_that_are_not_off(
            start in 0_i64..400, length in -10_i64..100,
            listed in prop::collection::vec(0_i64..500, 0..20), working in prop::collection::vec(0_i64..500, 0..20),
        ) {
            let epoch = Day::from_ymd(1969, 6, 1).expect("June 1969 was");
            let day = |days: i64| epoch.plus(days).expect("500 days later was 1970");
            let off = DaysOff::new(listed.into_iter().map(day).collect(), working.into_iter().map(day).collect());
            let counted = (start + 1..=start + length).filter(|&days| !off.is_off(day(days))).count();
            let between = off.working_days_between(day(start), day(start + length));
            prop_assert_eq!(usize::try_from(between), Ok(counted));
        }
    }
}
