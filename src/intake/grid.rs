//! A page of a spreadsheet as it was read: cells where they stand, before anybody says what they mean.

use std::collections::BTreeMap;

use crate::value::{Day, DecimalStyle};

/// A page: a worksheet, or a whole CSV file.
#[derive(Debug, Default)]
pub struct Page {
    /// Its name; empty for a CSV file.
    pub name: Box<str>,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// Its rows that hold something, from top to bottom.
    pub rows: Vec<GridRow>,
    /// Merged cells.
    pub merged: Merged,
    /// What stands before decimals in its texts, where the file tells.
    pub style: DecimalStyle,
}

/// A row that holds something.
#[derive(Debug, Default)]
pub struct GridRow {
    /// Its number, from 1, as a spreadsheet shows it.
    pub number: u32,
    /// Its filled cells by column from 0, from left to right.
    pub cells: Vec<(u16, Cell)>,
}

impl GridRow {
    /// The cell of a column.
    pub fn cell(&self, column: u16) -> Option<&Cell> {
        let index = self.cells.binary_search_by_key(&column, |(at, _)| *at).ok()?;
        Some(&self.cells[index].1)
    }

    /// The text of a column's cell, as a person reads it; empty where there is none.
    pub fn shown(&self, column: u16) -> &str {
        self.cell(column).map_or("", Cell::shown)
    }
}

/// Cells from one corner to the other, rows from 1 and columns from 0, both ends included.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Area {
    /// The first row.
    pub top: u32,
    /// The last row.
    pub bottom: u32,
    /// The first column.
    pub left: u16,
    /// The last column.
    pub right: u16,
}

/// The merged cells of a page, found by column: they do not lie over one another.
#[derive(Debug, Default)]
pub struct Merged(BTreeMap<u16, Vec<Area>>);

impl Merged {
    /// How many columns merged cells may take up, each counted anew.
    const MOST: usize = 1_000_000;

    /// Some merged cells; none where they are too many.
    pub fn of(areas: impl Iterator<Item = Area>) -> Option<Self> {
        let mut columns: BTreeMap<u16, Vec<Area>> = BTreeMap::new();
        let mut count = 0;
        for area in areas {
            count += usize::from(area.right.saturating_sub(area.left)) + 1;
            if count > Self::MOST {
                return None;
            }
            for column in area.left..=area.right {
                columns.entry(column).or_default().push(area);
            }
        }
        for areas in columns.values_mut() {
            areas.sort_by_key(|area| area.top);
        }
        Some(Self(columns))
    }

    /// Whether no cells are merged.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The merged cells that hold this one.
    pub fn holding(&self, row: u32, column: u16) -> Option<&Area> {
        let areas = self.0.get(&column)?;
        let after = areas.partition_point(|area| area.top <= row);
        areas[..after].last().filter(|area| row <= area.bottom)
    }
}

/// What a cell holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Cell {
    /// Text as typed.
    Text(Box<str>),
    /// A number of the spreadsheet.
    Number(Number),
    /// A day, and how it is shown; a time of day behind it is noted.
    Day {
        /// The day.
        day: Day,
        /// `yyyy-mm-dd`, with the time where there is one.
        shown: Box<str>,
        /// Whether a time of day stands behind it.
        has_time: bool,
    },
    /// Yes or no.
    YesNo(bool),
    /// Something that is no value: an error (`#REF!`), a time without a day, a day no calendar has.
    Error(Box<str>),
    /// A formula whose result the file does not have.
    Uncomputed,
}

/// A number of the spreadsheet, as an exact decimal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Number {
    /// As a decimal: `9.5`.
    pub text: Box<str>,
    /// The digits the file has, where those past the fifteenth were left out.
    pub noise: Option<Box<str>>,
}

impl Cell {
    /// As a person reads it.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Error(text) => text,
            Self::Number(number) => &number.text,
            Self::Day { shown, .. } => shown,
            Self::YesNo(true) => "TRUE",
            Self::YesNo(false) => "FALSE",
            Self::Uncomputed => "",
        }
    }

    /// Whether it holds nothing but blanks.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// A cell's address, as a spreadsheet names it: `D14`.
pub fn address(row: u32, column: u16) -> String {
    crate::sheet::address(row, usize::from(column))
}

#[cfg(test)]
mod tests {
    use super::{Area, Merged};

    #[test]
    fn merged_cells_are_found_from_each_of_theirs_and_too_many_are_none() {
        let (tall, wide) = (Area { top: 2, bottom: 4, left: 0, right: 0 }, Area { top: 6, bottom: 6, left: 0, right: 2 });
        let merged = Merged::of([wide, tall].into_iter()).expect("they are few");
        assert_eq!([1, 2, 4, 5, 6].map(|row| merged.holding(row, 0).copied()), [None, Some(tall), Some(tall), None, Some(wide)]);
        assert_eq!([(6, 2), (6, 3), (2, 1)].map(|(row, column)| merged.holding(row, column).copied()), [Some(wide), None, None]);
        let rows = (1..).take(1_001).map(|row| Area { top: row, bottom: row, left: 0, right: 999 });
        assert!(Merged::of(rows.clone().take(1_000)).is_some() && Merged::of(rows).is_none());
    }
}
