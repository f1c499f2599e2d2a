//! Pledges: who has signed the emulation pledge of its block for which year.

use std::ops::RangeInclusive;

use rustc_hash::FxHashSet;

use crate::campaign::{Directories, Stretch, year_in};
use crate::draft::{Draft, DraftRow, pledges};
use crate::value::{BlockIndex, Day, UnitIndex};

/// One signature.
#[derive(Clone, Copy, Debug)]
pub struct Pledge {
    /// The year it is for: the row's, else the campaign's only one, else that of the day; none: the whole campaign.
    pub year: Option<i32>,
    /// The block it was signed in, where the row says so.
    pub block: Option<BlockIndex>,
    /// The unit that signed.
    pub unit: UnitIndex,
    /// The day.
    pub day: Option<Day>,
    /// Its place among the sheet's rows.
    pub position: usize,
}

/// The signatures of `giao-uoc.csv`.
#[derive(Debug, Default)]
pub struct Pledges {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    /// How many records do not tell who signed, or for which year.
    pub unread: usize,
    /// The signatures, in row order.
    pub list: Vec<Pledge>,
}

impl Pledges {
    /// The years there are signatures for, in order, a campaign of one year first of all having its own; none stands for
    /// the whole campaign.
    pub fn years(&self, years: &RangeInclusive<i32>) -> Vec<Option<i32>> {
        let own = (years.start() == years.end()).then_some(Some(*years.start()));
        let mut found: Vec<Option<i32>> = self.list.iter().map(|pledge| pledge.year).chain(own).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The first signature of a unit for a year.
    pub fn of(&self, unit: UnitIndex, year: Option<i32>) -> Option<&Pledge> {
        self.list.iter().find(|pledge| pledge.unit == unit && pledge.year == year)
    }
}

/// The signatures; of two rows for one pledge the first stands.
pub(super) fn pledges(draft: &Draft, (year, time): (Option<i32>, Stretch), directories: &Directories) -> Pledges {
    let years = time.years(year);
    let mut resolved = Pledges { is_present: draft.pledges.is_present, unread: draft.pledges.broken, list: Vec::new() };
    let mut seen = FxHashSet::default();
    for (position, row) in draft.pledges.rows.iter().enumerate() {
        let Some(key) = key(row, &years, directories) else {
            resolved.unread += 1;
            continue;
        };
        if seen.insert(key) {
            let block = directories.blocks.find(row.text(pledges::BLOCK).as_bytes());
            resolved.list.push(Pledge { year: key.0, block, unit: key.1, day: row.day(pledges::DAY).value(), position });
        }
    }
    resolved
}

/// What names a row once: the year, who signed, in which block, to what; none where the first two cannot be told.
pub fn key<'a>(row: &'a DraftRow, years: &RangeInclusive<i32>, directories: &Directories) -> Option<(Option<i32>, UnitIndex, &'a str, &'a str)> {
    let unit = directories.units.find(row.text(pledges::UNIT).as_bytes())?;
    let own = year_in(row, pledges::YEAR);
    if own.is_broken() {
        return None;
    }
    let only = (years.start() == years.end()).then_some(*years.start());
    let of_day = row.day(pledges::DAY).value().map(Day::year).filter(|year| years.contains(year));
    Some((own.value().or(only).or(of_day), unit, row.text(pledges::BLOCK), row.text(pledges::WORDS)))
}
