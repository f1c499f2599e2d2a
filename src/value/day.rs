//! A day of the calendar: read strictly, with what a sloppy cell may have meant.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::value::text::trim_blanks;

/// A day, counted from 1970-01-01.
///
/// Years 1900 to 2199 can be read; counting on from there goes further. Shown as `2026-01-20`.
#[derive(Clone, Copy, Eq, PartialEq, Ord, PartialOrd, Hash, Debug)]
pub struct Day(i32);

/// Why a cell is no day, with the days it may have meant.
#[derive(Clone, Copy, Eq, PartialEq, Debug)]
pub enum DayFault {
    /// Nothing but blanks.
    Empty,
    /// Not three numbers with the year first or last.
    NotADate,
    /// Numbers no calendar has: `30/02/2026`.
    NoSuchDay,
    /// A year outside 1900 to 2199: `0206-03-04`.
    YearOutOfRange,
    /// A year of two digits: `03/04/26`.
    TwoDigitYear,
    /// A day in neither of the two forms: `1/2/2026`, `20-01-2026`, `2026-1-5`.
    EitherWay {
        /// Day before month, or the only reading there is.
        day_first: Day,
        /// Month before day, where that is another day.
        month_first: Option<Day>,
    },
    /// Readable only with the month before the day: `12/25/2026`.
    MonthFirst {
        /// That day.
        meant: Day,
    },
    /// A time behind the day: `2026-01-20 08:00`.
    WithTime {
        /// The day without it.
        day: Day,
    },
}

/// From 1900-01-01 to 1970-01-01.
const DAYS_1900_TO_1970: i32 = 25_567;

/// Days of a year before each month.
const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Days of each month, February's 29th left out.
const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Day {
    // Days from 0000-12-31, where chrono counts from, to 1970-01-01.
    const EPOCH: i32 = 719_163;
    const FIRST_YEAR: i32 = 1900;
    const LAST_YEAR: i32 = 2199;

    /// The day in a cell, exactly `yyyy-mm-dd` or `dd/mm/yyyy`; blanks and NBSP around it do not count.
    #[inline]
    pub fn parse(cell: &[u8]) -> Result<Self, DayFault> {
        if let Some(day) = parse_exact(cell) {
            return Ok(day);
        }
        parse_any(cell)
    }

    /// The day of a year (1900..=2199), month (1..=12) and day of the month; `None` when there is none.
    #[inline]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year) {
            return None;
        }
        let is_leap = year % 4 == 0 && year != 1900 && year != 2100;
        let month_at = (month as usize).wrapping_sub(1);
        let length = LENGTHS.get(month_at)? + u32::from(is_leap && month == 2);
        if !(1..=length).contains(&day) {
            return None;
        }
        // Days of whole years since 1900, then of whole months; this runs once a row, and chrono's tables cost four times as much.
        // Of the years that can be read and are divisible by four, only 1900 and 2100 are no leap years.
        let years = year - Self::FIRST_YEAR;
        let leap_days = (years - 1) / 4 - i32::from(year > 2100);
        let months = BEFORE[month_at] + i32::from(is_leap && month > 2);
        Some(Self(years * 365 + leap_days + months + day.cast_signed() - 1 - DAYS_1900_TO_1970))
    }

    /// The day of a chrono date; `None` outside 1900 to 2199.
    pub fn from_date(date: NaiveDate) -> Option<Self> {
        Self::from_ymd(date.year(), date.month(), date.day())
    }

    /// Days since 1970-01-01, negative before.
    pub const fn since_epoch(self) -> i32 {
        self.0
    }

    /// The day so many after 1970-01-01.
    pub const fn after_epoch(days: i32) -> Self {
        Self(days)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.date().month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.date().day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.date().weekday()
    }

    /// Whether it is a Saturday or a Sunday.
    pub const fn is_weekend(self) -> bool {
        self.weekdays_from_monday() >= 5
    }

    /// The day after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The day before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The day so many days later, or earlier when negative; `None` outside the years 1 to 9999.
    pub fn plus(self, days: i64) -> Option<Self> {
        let later = i64::from(self.0).checked_add(days)?;
        let later = Self(i32::try_from(later).ok()?);
        let date = NaiveDate::from_num_days_from_ce_opt(later.0.checked_add(Self::EPOCH)?)?;
        (1..=9999).contains(&date.year()).then_some(later)
    }

    /// The same day of the month so many months later, or that month's last day where it is shorter; `None` past the year 9999.
    pub fn months_later(self, months: u32) -> Option<Self> {
        let date = self.date().checked_add_months(chrono::Months::new(months))?;
        (date.year() <= 9999).then(|| Self(date.num_days_from_ce() - Self::EPOCH))
    }

    /// Days from `other` to this one, negative when this one is earlier.
    pub const fn since(self, other: Self) -> i64 {
        self.0 as i64 - other.0 as i64
    }

    /// The day as Vietnamese is written: `20/01/2026`.
    pub fn vietnamese(self) -> String {
        let date = self.date();
        format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
    }

    /// Weekdays (Monday to Friday) up to and with this one, from a Monday before all days.
    pub(crate) const fn weekdays_passed(self) -> i64 {
        let monday_based = self.0 as i64 + 3;
        let this_week = self.weekdays_from_monday() + 1;
        monday_based.div_euclid(7) * 5 + if this_week > 5 { 5 } else { this_week as i64 }
    }

    /// 0 on Monday, 6 on Sunday; 1970-01-01 was a Thursday.
    const fn weekdays_from_monday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }

    pub(crate) fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0 + Self::EPOCH).expect("days are counted on from the years 1 to 9999, chrono ends at 262142")
    }

    /// The day, or why there is none.
    #[inline]
    fn from_numbers(year: u32, month: u32, day: u32) -> Result<Self, DayFault> {
        let year = year.cast_signed();
        if !(Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year) {
            return Err(DayFault::YearOutOfRange);
        }
        Self::from_ymd(year, month, day).ok_or(DayFault::NoSuchDay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(formatter, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

/// The day of a cell in one of the two forms; `None` for any other form, and where there is no such day.
///
/// The eight digits are read side by side, a byte of one word each: every row has such a cell.
#[inline]
fn parse_exact(cell: &[u8]) -> Option<Day> {
    let (head, tail) = match cell.len() {
        10 => (u64::from_le_bytes(*cell.first_chunk()?), u64::from(u16::from_le_bytes(*cell.last_chunk()?))),
        _ => return None,
    };
    // The first byte of the cell is the lowest of the word; yyyymmdd is put together from either form.
    let digits = if head & 0xFF00_00FF_0000_0000 == u64::from_le_bytes(*b"\0\0\0\0-\0\0-") {
        (head & 0xFFFF_FFFF) | (head >> 8 & 0xFFFF_0000_0000) | tail << 48
    } else if head & 0x0000_FF00_00FF_0000 == u64::from_le_bytes(*b"\0\0/\0\0/\0\0") {
        head >> 48 | tail << 16 | (head & 0x00FF_FF00_0000) << 8 | head << 48
    } else {
        return None;
    };
    let digits = digits ^ u64::from_le_bytes(*b"00000000");
    // A byte above nine either has its highest bit set or gets it.
    if (digits | digits.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = digits * 10 + (digits >> 8);
    let pairs = pairs.to_le_bytes().map(u32::from);
    Day::from_ymd((pairs[0] * 100 + pairs[2]).cast_signed(), pairs[4], pairs[6])
}

/// The number of one to four ASCII digits, and nothing else.
#[inline]
fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    digits.iter().try_fold(0, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + u32::from(digit))
    })
}

/// What any cell holds.
#[cold]
fn parse_any(cell: &[u8]) -> Result<Day, DayFault> {
    let text = trim_blanks(cell);
    if text.is_empty() {
        return Err(DayFault::Empty);
    }
    let Some(end) = text.iter().position(|&byte| byte == b'T' || byte.is_ascii_whitespace()) else {
        return parse_date(text);
    };
    if !is_time(text[end + 1..].trim_ascii_start()) {
        return Err(DayFault::NotADate);
    }
    let day = parse_date(&text[..end])?;
    Err(DayFault::WithTime { day })
}

/// Whether the text begins as a time does, `8:00`, and has only what times have.
fn is_time(text: &[u8]) -> bool {
    let is_short = text.len() <= 32;
    let is_begun = matches!(text, [b'0'..=b'9', b':', ..] | [b'0'..=b'9', b'0'..=b'9', b':', ..]);
    let is_of_times = |byte: &u8| matches!(byte, b'0'..=b'9' | b':' | b'.' | b'+' | b'-' | b' ' | b'Z' | b'A' | b'P' | b'M');
    is_short && is_begun && text.iter().all(is_of_times)
}

/// What text without blanks holds.
fn parse_date(text: &[u8]) -> Result<Day, DayFault> {
    let separator = text.iter().find(|byte| !byte.is_ascii_digit());
    let Some(&separator @ (b'/' | b'-' | b'.')) = separator else {
        return Err(DayFault::NotADate);
    };
    let mut parts = text.split(|&byte| byte == separator);
    let (Some(first), Some(second), Some(third), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(DayFault::NotADate);
    };
    let (Some(one), Some(two), Some(three)) = (number(first), number(second), number(third)) else {
        return Err(DayFault::NotADate);
    };
    match (first.len(), second.len(), third.len()) {
        (4, 1 | 2, 1 | 2) => {
            let day = Day::from_numbers(one, two, three)?;
            if separator == b'-' && text.len() == 10 {
                return Ok(day);
            }
            Err(DayFault::EitherWay { day_first: day, month_first: None })
        }
        (1 | 2, 1 | 2, 4) => {
            let month_first = Day::from_numbers(three, one, two).ok();
            match (Day::from_numbers(three, two, one), month_first) {
                (Ok(day), _) if separator == b'/' && text.len() == 10 => Ok(day),
                (Ok(day), month_first) => {
                    let month_first = month_first.filter(|&other| other != day);
                    Err(DayFault::EitherWay { day_first: day, month_first })
                }
                (Err(_), Some(meant)) => Err(DayFault::MonthFirst { meant }),
                (Err(fault), None) => Err(fault),
            }
        }
        (1 | 2, 1 | 2, 2) => Err(DayFault::TwoDigitYear),
        _ => Err(DayFault::NotADate),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate, Weekday};
    use proptest::prelude::*;

    use crate::value::{Day, DayFault};

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).expect("the tests name days that exist")
    }

    fn read(cell: &str) -> Result<Day, DayFault> {
        Day::parse(cell.as_bytes())
    }

    #[test]
    fn days_are_numbered_as_chrono_numbers_them() {
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
        for date in first.iter_days().take_while(|date| date.year() < 2200) {
            let day = Day::from_ymd(date.year(), date.month(), date.day());
            assert_eq!(day.map(Day::since_epoch), Some(date.num_days_from_ce() - Day::EPOCH), "{date}");
        }
    }

    #[test]
    fn two_forms_are_read() {
        assert_eq!(read("2026-01-20"), Ok(day(2026, 1, 20)));
        assert_eq!(read("20/01/2026"), Ok(day(2026, 1, 20)));
        assert_eq!(read(" 03/04/2026\u{a0}"), Ok(day(2026, 4, 3)));
        assert_eq!(read("29/02/2024"), Ok(day(2024, 2, 29)));
    }

    #[test]
    fn the_calendar_is_asked() {
        assert_eq!(read("29/02/2026"), Err(DayFault::NoSuchDay));
        assert_eq!(read("2026-02-30"), Err(DayFault::NoSuchDay));
        assert_eq!(read("2026-13-01"), Err(DayFault::NoSuchDay));
        assert_eq!(read("00/01/2026"), Err(DayFault::NoSuchDay));
        assert_eq!(read("31/4/2026"), Err(DayFault::NoSuchDay));
    }

    #[test]
    fn years_end_at_1900_and_2199() {
        assert_eq!(read("1900-01-01"), Ok(day(1900, 1, 1)));
        assert_eq!(read("1899-12-31"), Err(DayFault::YearOutOfRange));
        assert_eq!(read("31/12/2199"), Ok(day(2199, 12, 31)));
        assert_eq!(read("01/01/2200"), Err(DayFault::YearOutOfRange));
        assert_eq!(read("0206-03-04"), Err(DayFault::YearOutOfRange));
    }

    #[test]
    fn a_year_of_two_digits_is_never_completed() {
        for cell in ["03/04/26", "3/4/26", "03-04-26", "03.04.26"] {
            assert_eq!(read(cell), Err(DayFault::TwoDigitYear), "{cell}");
        }
    }

    #[test]
    fn a_missing_zero_offers_both_days() {
        assert_eq!(read("1/2/2026"), Err(DayFault::EitherWay { day_first: day(2026, 2, 1), month_first: Some(day(2026, 1, 2)) }));
        assert_eq!(read("13/2/2026"), Err(DayFault::EitherWay { day_first: day(2026, 2, 13), month_first: None }));
        assert_eq!(read("1/1/2026"), Err(DayFault::EitherWay { day_first: day(2026, 1, 1), month_first: None }));
    }

    #[test]
    fn other_separators_offer_the_day_they_show() {
        let only = Err(DayFault::EitherWay { day_first: day(2026, 1, 20), month_first: None });
        for cell in ["20-01-2026", "20.01.2026", "2026/01/20", "2026-1-20", "2026.01.20"] {
            assert_eq!(read(cell), only, "{cell}");
        }
    }

    #[test]
    fn a_month_above_twelve_is_a_day() {
        let meant = day(2026, 12, 25);
        assert_eq!(read("12/25/2026"), Err(DayFault::MonthFirst { meant }));
        assert_eq!(read("12/25/2026 0:00"), Err(DayFault::MonthFirst { meant }));
    }

    #[test]
    fn a_time_behind_is_told_apart() {
        let day = day(2026, 1, 20);
        for cell in ["2026-01-20 08:00", "2026-01-20T08:00:00.5+07:00", "20/01/2026 8:00 AM", "2026-01-20T08:00Z"] {
            assert_eq!(read(cell), Err(DayFault::WithTime { day }), "{cell}");
        }
    }

    #[test]
    fn anything_else_is_no_date() {
        for cell in [
            "2026",
            "20012026",
            "2026-01",
            "2026-01-20-",
            "20/01-2026",
            "20 / 01 / 2026",
            "20/01/2026 sáng",
            "2026-01-20T",
            "ngày 20/01/2026",
            "T",
            "１/２/2026",
            "45000",
            "20/01/02026",
            "+1/02/2026",
            "20/001/2026",
            "001/02/2026",
        ] {
            assert_eq!(read(cell), Err(DayFault::NotADate), "{cell}");
        }
        assert_eq!(read(" "), Err(DayFault::Empty));
    }

    #[test]
    fn a_day_knows_its_parts() {
        let epoch = day(1970, 1, 1);
        assert_eq!(epoch.since_epoch(), 0);
        assert_eq!((epoch.year(), epoch.month(), epoch.day()), (1970, 1, 1));
        assert_eq!(day(2022, 1, 20).vietnamese(), "20/01/2022");
        assert_eq!(day(2026, 1, 24).weekday(), Weekday::Sat);
        assert!(day(2026, 1, 24).is_weekend());
        assert!(!day(2026, 1, 26).is_weekend());
        assert!(!day(1969, 12, 26).is_weekend());
        assert!(day(1969, 12, 28).is_weekend());
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last() {
        assert_eq!(day(2022, 3, 15).months_later(12), Some(day(2023, 3, 15)));
        assert_eq!(day(2023, 1, 31).months_later(1), Some(day(2023, 2, 28)));
        assert_eq!(day(2199, 1, 1).months_later(u32::MAX), None);
    }

    #[test]
    fn days_are_counted_over_the_turn_of_the_year() {
        assert_eq!(day(2025, 12, 31).next(), day(2026, 1, 1));
        assert_eq!(day(2026, 1, 1).previous(), day(2025, 12, 31));
        assert_eq!(day(2026, 1, 1).plus(-1), Some(day(2025, 12, 31)));
        assert_eq!(day(2026, 3, 1).since(day(2026, 2, 1)), 28);
        assert_eq!(day(2026, 1, 1).plus(i64::MAX), None);
        assert_eq!(day(2026, 1, 1).plus(10_000_000), None);
        assert_eq!(day(2199, 12, 31).next().to_string(), "2200-01-01");
    }

    fn any_day() -> impl Strategy<Value = Day> {
        let first = day(1900, 1, 1);
        (0..=day(2199, 12, 31).since(first)).prop_map(move |days| first.plus(days).expect("years up to 2199 exist"))
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_as_the_same_day(day in any_day()) {
            prop_assert_eq!(read(&day.to_string()), Ok(day));
            prop_assert_eq!(read(&day.vietnamese()), Ok(day));
        }

        #[test]
        fn a_day_is_the_one_of_chrono(day in any_day()) {
            let date = NaiveDate::from_ymd_opt(day.year(), day.month(), day.day());
            prop_assert_eq!(date.and_then(Day::from_date), Some(day));
            let is_weekend = date.is_some_and(|date| date.weekday().number_from_monday() > 5);
            prop_assert_eq!(day.is_weekend(), is_weekend);
        }

        #[test]
        fn any_bytes_are_a_day_or_a_fault(cell: Vec<u8>) {
            let _ = Day::parse(&cell);
        }

        #[test]
        fn three_numbers_are_a_day_or_a_fault(cell in "[0-9]{0,5}[-/.][0-9]{0,3}[-/.][0-9]{0,5}[ T]?[0-9]{0,2}:?") {
            let _ = read(&cell);
        }
    }
}
