//! Feedback: what goes back to each unit – its own rows with the wrong cells marked, and what is to be done about each.
//!
//! Findings → whose each is → the rows of those units, read again → a [`Pack`] a unit. What stands in no row of a unit, or in one whose
//! unit is not known, is in no pack: it is [`Kept`] for whoever runs the campaign.
//!
//! A pack holds nothing of another unit: no row, no code, no name, nobody of its people. A finding whose words have one is told by what its
//! check is about.

use crate::diagnostic::{Finding, Severity, Voice};
use crate::sheet::{Sheet, address};

/// What goes back, and what cannot.
#[derive(Debug)]
pub struct Feedback<'a> {
    /// A pack for each unit that has something to mend, in order of their codes.
    pub packs: Vec<Pack<'a>>,
    /// Findings that are in no pack, in order of place.
    pub kept: Vec<(Kept, &'a Finding)>,
}

/// What goes back to one unit.
#[derive(Debug)]
pub struct Pack<'a> {
    /// The unit, by code.
    pub unit: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// Its sheets that have something to mend.
    pub sheets: Vec<MarkedSheet>,
    /// What is to mend, sheet by sheet, row by row.
    pub faults: Vec<Fault<'a>>,
}

/// A copy of the rows that a unit has in one file.
#[derive(Debug)]
pub struct MarkedSheet {
    /// Which sheet it is.
    pub sheet: &'static Sheet,
    /// What the copy is called, without an ending: `ket-qua-Q1`.
    pub name: Box<str>,
    /// What stands over the table, a line each.
    pub titles: Vec<String>,
    /// The labels, as the file has them.
    pub labels: Vec<Box<str>>,
    /// The rows: those of the unit as the file has them, then those that are lacking.
    pub rows: Vec<Box<[Box<str>]>>,
    /// How many rows at the end are lacking.
    pub lacking: usize,
}

impl MarkedSheet {
    /// The row of the copy in which the labels stand, as a spreadsheet numbers it.
    pub fn head(&self) -> u32 {
        u32::try_from(self.titles.len()).expect("titles are few") + 2
    }

    /// The row of the copy in which a row of the table stands, as a spreadsheet numbers it.
    pub fn number(&self, row: usize) -> u32 {
        self.head() + 1 + u32::try_from(row).expect("a sheet has fewer rows")
    }
}

/// Where in a copy something is to mend.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Spot {
    /// The sheet as a whole.
    Sheet,
    /// The label of a column, from 0.
    Label(usize),
    /// A row, from 0.
    Row(usize),
    /// A row that is not there: it stands at the end, to be filled in.
    Lacking(usize),
    /// The cell of a row and a column.
    Cell(usize, usize),
}

/// Something to mend.
#[derive(Debug)]
pub struct Fault<'a> {
    /// In which of the pack's sheets.
    pub sheet: usize,
    /// Where.
    pub spot: Spot,
    /// How much it weighs.
    pub severity: Severity,
    /// The finding.
    finding: &'a Finding,
    /// Whether its own words hold nothing of another unit.
    is_own: bool,
}

impl Fault<'_> {
    /// What is wrong, with the value found.
    pub fn title(&self, voice: Voice) -> String {
        if self.is_own { self.finding.fault.title(voice) } else { self.finding.check.title(voice).to_owned() }
    }

    /// What to do about it.
    pub fn help(&self, voice: Voice) -> Option<String> {
        self.finding.fault.help(voice).filter(|_| self.is_own)
    }

    /// The finding.
    pub(crate) fn finding(&self) -> &Finding {
        self.finding
    }

    /// The name of the check that found it.
    pub fn check(&self) -> &'static str {
        self.finding.check.name
    }
}

impl Pack<'_> {
    /// The cell's address in the copy, `E4`; of a row or a sheet none.
    pub fn address(&self, fault: &Fault<'_>) -> Option<String> {
        let sheet = &self.sheets[fault.sheet];
        match fault.spot {
            Spot::Label(column) => Some(address(sheet.head(), column)),
            Spot::Cell(row, column) => Some(address(sheet.number(row), column)),
            Spot::Sheet | Spot::Row(_) | Spot::Lacking(_) => None,
        }
    }

    /// The row of the copy, as a spreadsheet numbers it.
    pub fn number(&self, fault: &Fault<'_>) -> Option<u32> {
        let sheet = &self.sheets[fault.sheet];
        match fault.spot {
            Spot::Sheet => None,
            Spot::Label(_) => Some(sheet.head()),
            Spot::Row(row) | Spot::Lacking(row) | Spot::Cell(row, _) => Some(sheet.number(row)),
        }
    }

    /// The label of the column.
    pub fn label(&self, fault: &Fault<'_>) -> Option<&str> {
        match fault.spot {
            Spot::Label(column) | Spot::Cell(_, column) => self.sheets[fault.sheet].labels.get(column).map(|label| &**label),
            Spot::Sheet | Spot::Row(_) | Spot::Lacking(_) => None,
        }
    }

    /// What the cell holds.
    pub fn value(&self, fault: &Fault<'_>) -> Option<&str> {
        match fault.spot {
            Spot::Cell(row, column) => self.sheets[fault.sheet].rows[row].get(column).map(|cell| &**cell),
            Spot::Sheet | Spot::Label(_) | Spot::Row(_) | Spot::Lacking(_) => None,
        }
    }
}

/// Why a finding is in no pack.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kept {
    /// It is about the definition, the folder or a closed period.
    Campaign,
    /// It is about a sheet that no unit hands in.
    Office,
    /// It is about a file as a whole that holds rows of several units, or of none.
    Shared,
    /// Whose row it is about is not known.
    Nobody,
}
