//! A page of a spreadsheet as it was read: cells where they stand, before anybody says what they mean.

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
    pub merged: Vec<Area>,
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

impl Area {
    /// Whether it holds a cell.
    pub fn holds(&self, row: u32, column: u16) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
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
