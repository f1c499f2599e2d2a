//! Feedback: what goes back to each unit – its own rows with the wrong cells marked, and what is to be done about each.
//!
//! Findings → whose each is → the rows of those units, read again → a [`Pack`] a unit. What stands in no row of a unit, or in one whose
//! unit is not known, is in no pack: it is [`Kept`] for whoever runs the campaign.
//!
//! A pack holds nothing of another unit: no row, no code, no name, nobody of its people. A finding whose words have one is told by what its
//! check is about.

mod discretion;
mod owners;
mod packing;
mod placing;
mod reading;

use crate::diagnostic::{Finding, Severity, Voice};
use crate::feedback::discretion::{Discretion, Told};
use crate::feedback::owners::Owners;
use crate::feedback::packing::Packer;
use crate::feedback::placing::{Placing, Wanted, place};
use crate::pipeline::Run;
use crate::sheet::{Column, Kind, NumberStyle, Sheet, address};
use crate::source::Volume;

pub use owners::is_handed_in;

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
    /// The columns, in the order of the file.
    pub columns: Vec<MarkedColumn>,
    /// How the file writes numbers.
    pub style: NumberStyle,
    /// The rows: those of the unit as the file has them, then those that are lacking.
    pub rows: Vec<MarkedRow>,
}

/// A column of a copy.
#[derive(Debug)]
pub struct MarkedColumn {
    /// The label people read, or the file's own where it is none that is known.
    pub label: Box<str>,
    /// What its cells hold.
    pub kind: Kind,
}

/// A row of a copy.
#[derive(Debug)]
pub struct MarkedRow {
    /// Its cells, one a column; empty where it cannot be told which stands where.
    pub cells: Box<[Box<str>]>,
    /// The row as it stands, where it could not be read into cells.
    pub original: Option<Box<str>>,
    /// Whether it is not there yet.
    pub is_lacking: bool,
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
    /// A row that is not there, or none that could be read: it is to be filled in.
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
    kind: &'static Sheet,
    finding: &'a Finding,
    told: Told,
}

impl Fault<'_> {
    /// What is wrong, with the value found.
    pub fn title(&self, voice: Voice) -> String {
        if self.told.title { self.legible(&self.finding.fault.title(voice)) } else { self.finding.check.title(voice).to_owned() }
    }

    /// What to do about it.
    pub fn help(&self, voice: Voice) -> Option<String> {
        match self.spot {
            _ if !self.told.title => {
                Some(voice.say("chi tiết không nêu được ở đây: hỏi nơi nhận", "more cannot be told here: ask whoever sent this"))
            }
            Spot::Lacking(_) => Some(voice.say("điền vào dòng này", "fill in this row")),
            Spot::Sheet | Spot::Label(_) | Spot::Row(_) | Spot::Cell(..) => {
                self.finding.fault.help(voice).filter(|_| self.told.help).map(|help| self.legible(&help))
            }
        }
    }

    /// The finding.
    pub(crate) fn finding(&self) -> &Finding {
        self.finding
    }

    /// The name of the check that found it.
    pub fn check(&self) -> &'static str {
        self.finding.check.name
    }

    /// Words as people read them: between quotes of a page, and columns by their labels.
    fn legible(&self, words: &str) -> String {
        if !words.matches('`').count().is_multiple_of(2) {
            return words.to_owned();
        }
        let piece = |(position, piece): (usize, &str)| {
            let column = self.kind.columns.iter().find(|column| column.key == piece).map(Column::label);
            if position.is_multiple_of(2) { piece.to_owned() } else { format!("“{}”", column.unwrap_or(piece)) }
        };
        words.split('`').enumerate().map(piece).collect()
    }
}

impl<'a> Feedback<'a> {
    /// What goes back of a folder that was read, in one language.
    ///
    /// # Errors
    /// Where a file cannot be read again.
    pub fn of(volume: &dyn Volume, run: &'a Run, voice: Voice) -> anyhow::Result<Self> {
        let (owners, wanted) = (Owners::of(run), Wanted::of(run));
        let Placing { of_units, kept } = place(volume, run, &owners, &wanted)?;
        let mut copies = packing::copy(volume, run, &owners, &wanted, &of_units)?;
        let packer = Packer { run, owners: &owners, discretion: Discretion::of(&owners), voice };
        let packs = of_units.into_iter().map(|(unit, placed)| packer.pack(unit, placed, &mut copies)).collect();
        Ok(Self { packs, kept })
    }
}

impl Pack<'_> {
    /// Says over each table how it is to be used, and what is wrong with it as a whole.
    fn entitle(&mut self, voice: Voice) {
        for index in 0..self.sheets.len() {
            let guide = voice.say(
                "Sửa ngay trên bảng này rồi gửi lại. Ô phải sửa có viền đậm, nền màu và ghi chú; cột LỖI nói sửa thế nào; giữ nguyên các cột. \
                 Việc phải sửa ở tệp đơn vị không giữ thì báo cán bộ thi đua.",
                "Mend it in this table and send it back. Cells to mend have a thick border, a colour and a comment; LỖI says how; keep the columns. \
                 What is to be mended in a file the unit does not keep, tell the emulation officer.",
            );
            let whole = self.faults.iter().filter(|fault| fault.sheet == index && matches!(fault.spot, Spot::Sheet | Spot::Label(_)));
            let whole: Vec<String> = whole.map(|fault| format!("• {}", self.said(fault, voice))).collect();
            self.sheets[index].titles.extend(std::iter::once(guide).chain(whole));
        }
    }

    /// What is wrong and what to do, with the cell where it is one.
    pub fn said(&self, fault: &Fault<'_>, voice: Voice) -> String {
        let cell = self.label(fault).zip(self.address(fault)).map(|(label, address)| format!("{label} ({address}): ")).unwrap_or_default();
        let help = fault.help(voice).map(|help| format!(" → {help}")).unwrap_or_default();
        format!("{cell}{}{help}", fault.title(voice))
    }

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
            Spot::Label(column) | Spot::Cell(_, column) => self.sheets[fault.sheet].columns.get(column).map(|column| &*column.label),
            Spot::Sheet | Spot::Row(_) | Spot::Lacking(_) => None,
        }
    }

    /// What the cell holds.
    pub fn value(&self, fault: &Fault<'_>) -> Option<&str> {
        match fault.spot {
            Spot::Cell(row, column) => self.sheets[fault.sheet].rows[row].cells.get(column).map(|cell| &**cell),
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
