//! In what a closed period differs from what stands: sheet and unit, row and cell, and how the ranking would move.

use std::collections::{BTreeMap, BTreeSet};

use crate::closing::seal::Row;
use crate::closing::{Closed, Data, Placed, Sections, Target, scores_by, scores_by_key};

/// In what one campaign of a closed period differs.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    /// Keys of the definition that say something else.
    pub rules: Vec<Rule>,
    /// Sheets of units whose rows are others.
    pub sheets: Vec<Changed>,
    /// How its ranking would move; empty where nothing does.
    pub moved: Vec<Moved>,
    /// The numbers of adjustments decided after it was closed.
    pub adjusted: Vec<Box<str>>,
}

impl Differences {
    /// Whether it stands as it was closed, adjustments aside.
    pub fn is_none(&self) -> bool {
        self.rules.is_empty() && self.sheets.is_empty() && (self.moved.is_empty() || !self.adjusted.is_empty())
    }

    /// Whether something that points or places hang on is not as it was closed.
    pub fn touches_scores(&self) -> bool {
        self.rules.iter().any(|rule| rule.scores) || self.sheets.iter().any(|changed| changed.scores)
    }
}

/// A key of the definition that says something else.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rule {
    /// The key.
    pub key: Box<str>,
    /// Whether points or places hang on it.
    pub scores: bool,
}

/// A sheet of a unit whose rows are others.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The sheet.
    pub sheet: Box<str>,
    /// The unit; empty where the rows are of none.
    pub unit: Box<str>,
    /// Whether points or places hang on it.
    pub scores: bool,
    /// The rows, where the folder as it was closed is at hand.
    pub rows: Vec<RowChange>,
}

/// One row that is another.
#[derive(Clone, Debug)]
pub enum RowChange {
    /// It was not there.
    Added(Row),
    /// It is gone.
    Removed(Row),
    /// Some of its cells say something else.
    Changed {
        /// As it stands.
        row: Row,
        /// Its cells: key, what it said, what it says.
        cells: Vec<[Box<str>; 3]>,
    },
}

/// How the ranking of a block would move.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moved {
    /// The block.
    pub block: Box<str>,
    /// Its units that come to something else: as closed, and as it stands; none where it is not ranked there.
    pub units: Vec<(Option<Placed>, Option<Placed>)>,
}

/// In what the digests differ.
pub fn digests(closed: &Closed, target: &Target<'_>, rules: &Sections, data: &Data) -> Differences {
    let differing = |was: &BTreeMap<Box<str>, Box<str>>, is: &BTreeMap<Box<str>, Box<str>>| -> Vec<Box<str>> {
        let keys: BTreeSet<&Box<str>> = was.keys().chain(is.keys()).collect();
        keys.into_iter().filter(|key| was.get(*key) != is.get(*key)).cloned().collect()
    };
    let of_rules = differing(&closed.rules, rules).into_iter().map(|key| Rule { scores: scores_by_key(&key), key });
    let none = BTreeMap::new();
    let names: BTreeSet<&Box<str>> = closed.data.keys().chain(data.keys()).collect();
    let of_sheet = |sheet: &str| {
        let units = differing(closed.data.get(sheet).unwrap_or(&none), data.get(sheet).unwrap_or(&none));
        let scores = scores_by(target.campaign, sheet);
        let sheet: Box<str> = sheet.into();
        units.into_iter().map(move |unit| Changed { sheet: sheet.clone(), unit, scores, rows: Vec::new() })
    };
    Differences { rules: of_rules.collect(), sheets: names.into_iter().flat_map(|sheet| of_sheet(sheet)).collect(), ..Differences::default() }
}

/// How a ranking moves from what was closed to what stands.
pub fn rankings(was: &[(Box<str>, Vec<Placed>)], is: &[(Box<str>, Vec<Placed>)]) -> Vec<Moved> {
    let blocks: BTreeSet<&Box<str>> = was.iter().chain(is).map(|(block, _)| block).collect();
    let of = |side: &[(Box<str>, Vec<Placed>)], block: &str| -> BTreeMap<Box<str>, Placed> {
        let units = side.iter().filter(|(known, _)| **known == *block).flat_map(|(_, units)| units);
        units.map(|placed| (placed.unit.clone(), placed.clone())).collect()
    };
    let moved = |block: &str| {
        let (was, is) = (of(was, block), of(is, block));
        let codes: BTreeSet<&Box<str>> = was.keys().chain(is.keys()).collect();
        let units = codes.into_iter().filter(|unit| was.get(*unit) != is.get(*unit));
        Moved { block: block.into(), units: units.map(|unit| (was.get(unit).cloned(), is.get(unit).cloned())).collect() }
    };
    blocks.into_iter().map(|block| moved(block)).filter(|moved| !moved.units.is_empty()).collect()
}

/// In which rows one sheet of a unit differs: rows of one key are one row that changed.
pub fn rows(was: Vec<Row>, is: Vec<Row>) -> Vec<RowChange> {
    let mut left: BTreeMap<[u8; 32], usize> = BTreeMap::new();
    for row in &is {
        *left.entry(row.hash).or_default() += 1;
    }
    let gone: Vec<Row> = was.into_iter().filter(|row| !take(&mut left, row.hash)).collect();
    // What is left stands for rows that were not there.
    let mut new: Vec<Row> = is.into_iter().rev().filter(|row| take(&mut left, row.hash)).collect();
    new.reverse();
    let key = |row: &Row| -> Vec<Box<str>> { row.sheet.key.iter().map(|key| value_of(row, key)).collect() };
    let mut changes = Vec::new();
    for row in gone {
        match new.iter().position(|other| key(other) == key(&row)) {
            Some(position) => {
                let other = new.remove(position);
                changes.push(RowChange::Changed { cells: cells(&row, &other), row: other });
            }
            None => changes.push(RowChange::Removed(row)),
        }
    }
    changes.extend(new.into_iter().map(RowChange::Added));
    changes
}

fn take(counts: &mut BTreeMap<[u8; 32], usize>, hash: [u8; 32]) -> bool {
    counts.get_mut(&hash).filter(|count| **count > 0).map(|count| *count -= 1).is_some()
}

fn value_of(row: &Row, key: &str) -> Box<str> {
    row.cells.iter().find(|(known, _, _)| **known == *key).map(|(_, value, _)| value.clone()).unwrap_or_default()
}

fn cells(was: &Row, is: &Row) -> Vec<[Box<str>; 3]> {
    let keys: BTreeSet<&Box<str>> = was.cells.iter().chain(&is.cells).map(|(key, _, _)| key).collect();
    let cells = keys.into_iter().map(|key| [key.clone(), value_of(was, key), value_of(is, key)]);
    cells.filter(|[_, was, is]| was != is).collect()
}
