//! Appeals (phúc tra): what a unit asks to have looked at again, and what became of it.

use crate::campaign::Directories;
use crate::draft::{Draft, DraftRow, appeals};
use crate::sheet::Reading;
use crate::value::{CriterionIndex, Day, PeriodIndex, UnitIndex};

/// What became of an appeal, in the order of [`appeals::CONCLUSIONS`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Conclusion {
    /// It was right.
    Accepted,
    /// It was right in part.
    Partly,
    /// It was not.
    Rejected,
}

const CONCLUSIONS: [Conclusion; 3] = [Conclusion::Accepted, Conclusion::Partly, Conclusion::Rejected];

impl Conclusion {
    /// Whether points change by it.
    pub fn changes_points(self) -> bool {
        match self {
            Self::Accepted | Self::Partly => true,
            Self::Rejected => false,
        }
    }
}

/// One appeal.
#[derive(Clone, Debug)]
pub struct Appeal {
    /// `stt`, as written.
    pub number: Box<str>,
    /// Who appeals.
    pub unit: UnitIndex,
    /// The period whose points are appealed against.
    pub period: PeriodIndex,
    /// The criterion; none: all of the period.
    pub criterion: Option<CriterionIndex>,
    /// The day it came.
    pub day: Option<Day>,
    /// What became of it: empty while nothing has.
    pub conclusion: Reading<Conclusion>,
    /// The numbers of the adjustments it led to, as written.
    pub adjustments: Vec<Box<str>>,
    /// Its place among the sheet's rows.
    pub position: usize,
}

impl Appeal {
    /// Whether it is about the points of a criterion in a period.
    pub fn is_about(&self, unit: UnitIndex, criterion: CriterionIndex, period: PeriodIndex) -> bool {
        self.unit == unit && self.period == period && self.criterion.is_none_or(|own| own == criterion)
    }

    /// Whether nothing has become of it yet.
    pub fn is_undecided(&self) -> bool {
        self.conclusion.is_empty()
    }
}

/// The appeals of `phuc-tra.csv` whose codes are known, by their numbers.
pub(super) fn appeals(draft: &Draft, directories: &Directories) -> Vec<Appeal> {
    let appeal = |(position, row): (usize, &DraftRow)| {
        let criterion = match row.text(appeals::CRITERION) {
            "" => None,
            code => Some(directories.criteria.find(code.as_bytes())?),
        };
        let conclusion = match row.word(appeals::CONCLUSION, appeals::CONCLUSIONS) {
            Reading::Value(word) => Reading::Value(CONCLUSIONS[word]),
            Reading::Empty => Reading::Empty,
            Reading::Broken => Reading::Broken,
        };
        let numbers = row.text(appeals::ADJUSTMENTS).split(';').map(str::trim).filter(|number| !number.is_empty());
        Some(Appeal {
            number: row.text(appeals::NUMBER).into(),
            unit: directories.units.find(row.text(appeals::UNIT).as_bytes())?,
            period: directories.periods.find(row.text(appeals::PERIOD).as_bytes())?,
            criterion,
            day: row.day(appeals::DAY).value(),
            conclusion,
            adjustments: numbers.map(Into::into).collect(),
            position,
        })
    };
    let mut list: Vec<Appeal> = draft.appeals.rows.iter().enumerate().filter_map(appeal).collect();
    let number = |appeal: &Appeal| draft.appeals.rows[appeal.position].quantity(appeals::NUMBER).value();
    list.sort_by_key(|appeal| (number(appeal).is_none(), number(appeal)));
    list
}
