//! A sheet: what its columns are, how its labels are matched, and where its rows stand.
//!
//! A sheet is declared once, as `COLUMNS`: label matching, Table Schema, forms and documentation follow from it.

mod address;
mod cell;
mod header;
mod rows;

pub use address::{address, letters};
pub use cell::{
    CellFault, Figure, NumberStyle, Reading, bytes_of, cell_fault, kind_fault, read_day, read_figure, read_points, read_quantity, read_word,
    read_yes_no, text_of, trimmed,
};
pub use header::{ColumnRef, Header, LabelFault, LabelFaultKind, match_label};
pub use rows::{Beginning, FileIndex, Lines, Mark, RowId, RowMap, SheetFile, Stretch};

use crate::source::{Batch, Opening};
use crate::value::CampaignIndex;
use crate::yaml::Span;

/// Where something stands in the folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// The folder as a whole.
    Folder,
    /// Bytes of the definition.
    Definition(Span),
    /// A file as a whole.
    File(FileIndex),
    /// A file that is no sheet that is read, by its number among the strays.
    Stray(u32),
    /// Bytes of the file of a closed period, by its number among them.
    Closing(u32, Span),
    /// A label: a cell of the first record of a sheet.
    Label(FileIndex, u16),
    /// A row of a sheet.
    Row(RowId),
    /// A cell of a row, counted from 0.
    Cell(RowId, u16),
    /// One byte of a sheet, where a record is broken.
    Byte {
        /// The sheet.
        file: FileIndex,
        /// The byte, from 0.
        offset: u64,
        /// Its physical line, from 1.
        line: u64,
    },
}

/// A cell of a row, or the row where its file has no such column: a [`Place`] that is kept many times over.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RowCell {
    row: RowId,
    cell: Option<u16>,
}

impl RowCell {
    /// Where a column's cell of a row stands.
    pub fn of(row: RowId, header: &Header, column: usize) -> Self {
        Self { row, cell: header.cell(column) }
    }

    /// A cell of a row.
    pub const fn new(row: RowId, cell: u16) -> Self {
        Self { row, cell: Some(cell) }
    }

    /// The cell; none where it is the row.
    pub const fn cell(self) -> Option<u16> {
        self.cell
    }
}

impl From<RowCell> for Place {
    fn from(RowCell { row, cell }: RowCell) -> Self {
        cell.map_or(Self::Row(row), |cell| Self::Cell(row, cell))
    }
}

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Free text.
    Text,
    /// A code, kept as written: `04`, `1.10`, `NO`.
    Code(CodeKind),
    /// A day, `yyyy-mm-dd` or `dd/mm/yyyy`.
    Day,
    /// A number of at most 15 digits and 6 decimals, not negative.
    Number,
    /// A number as above, or yes or no for a criterion of yes and no.
    Figure,
    /// A whole number, not negative.
    Whole,
    /// A number of either sign.
    Signed,
    /// Points of a stage, not negative.
    Points,
    /// `x`, `có`, `1` or `không`, `0`, empty.
    YesNo,
    /// One of these words, each with its full names.
    Choice(&'static [Word]),
}

/// What a code names.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum CodeKind {
    /// A unit of `don-vi.csv`.
    Unit,
    /// Units, with `;` between them.
    Units,
    /// A criterion of the definition.
    Criterion,
    /// A period.
    Period,
    /// A block.
    Block,
    /// A duty of `cac_han`.
    Duty,
    /// A title.
    Title,
    /// A statistic.
    Statistic,
    /// A campaign of the plan.
    Campaign,
    /// A kind of unit.
    UnitKind,
    /// A kind of person.
    PersonKind,
    /// A topic.
    Topic,
    /// A stage.
    Stage,
    /// A phase.
    Phase,
    /// A rule of the rulebook.
    Rule,
    /// What the row itself declares, or a code of elsewhere.
    Free,
}

/// A word of a closed set and the names people write for it.
#[derive(Debug, Eq, PartialEq)]
pub struct Word {
    /// As the files have it.
    pub key: &'static str,
    /// As people write it.
    pub names: &'static [&'static str],
}

/// Whether a column or its cells may be absent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Presence {
    /// The column must be there and each cell filled.
    Filled,
    /// The column must be there; a cell may be empty.
    Column,
    /// The column may be absent.
    Optional,
    /// The column may be absent while the plan is one campaign; of several, it must be there and each cell filled.
    Several,
}

impl Presence {
    /// Whether a sheet of any plan must have the column.
    pub fn needs_column(self) -> bool {
        match self {
            Self::Filled | Self::Column => true,
            Self::Optional | Self::Several => false,
        }
    }
}

/// One column of a sheet.
#[derive(Debug)]
pub struct Column {
    /// The key: the label as the tool writes it.
    pub key: &'static str,
    /// Other labels people write, with accents.
    pub labels: &'static [&'static str],
    /// What its cells hold.
    pub kind: Kind,
    /// Whether it may be absent.
    pub presence: Presence,
    /// Title, Vietnamese.
    pub title: &'static str,
    /// Description, Vietnamese.
    pub description: &'static str,
}

impl Column {
    /// The label people read, which intake matches.
    pub fn label(&self) -> &'static str {
        self.labels.first().copied().unwrap_or(self.key)
    }
}

/// Where a sheet stands in the folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Home {
    /// One file.
    File(&'static str),
    /// Every `.csv` file below a folder, whatever its name.
    Folder(&'static str),
}

/// One kind of sheet.
#[derive(Debug)]
pub struct Sheet {
    /// The name machines use, e.g. `ket-qua`.
    pub name: &'static str,
    /// Where it stands.
    pub home: Home,
    /// Title, Vietnamese.
    pub title: &'static str,
    /// Description, Vietnamese.
    pub description: &'static str,
    /// The columns in canonical order.
    pub columns: &'static [Column],
    /// The columns that together name a row once.
    pub key: &'static [&'static str],
    /// The column behind which the stages' columns `diem_<vòng>` stand, if the sheet has them.
    pub stages_after: Option<&'static str>,
}

impl Sheet {
    /// The column that says which campaign of a plan a row is of.
    pub fn campaign_column(&self) -> Option<usize> {
        self.columns.iter().position(|column| matches!(column.kind, Kind::Code(CodeKind::Campaign)))
    }

    /// Whether a path of the folder is this sheet.
    pub fn holds(&self, path: &str) -> bool {
        match self.home {
            Home::File(file) => path == file,
            Home::Folder(folder) => path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && has_csv_ending(path),
        }
    }
}

/// Whether a path ends as a sheet does.
pub fn has_csv_ending(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"))
}

/// How files of spreadsheet programs end.
const SPREADSHEETS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// The path of a spreadsheet without its ending; none of another file.
pub fn spreadsheet_stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    SPREADSHEETS.iter().any(|known| ending.eq_ignore_ascii_case(known)).then_some(stem)
}

/// Declares a sheet's columns: the table and an index constant for each.
macro_rules! columns {
    ($($(#[$meta:meta])* $name:ident = $key:literal, [$($label:literal),*], $kind:expr, $presence:ident, $title:literal, $description:literal;)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum ColumnOrder { $($name),+ }
        $(
            #[doc = concat!("Index of the column `", $key, "`.")]
            #[allow(dead_code)]
            pub const $name: usize = ColumnOrder::$name as usize;
        )+
        /// The columns, in canonical order.
        pub const COLUMNS: &[crate::sheet::Column] = &[$(crate::sheet::Column {
            key: $key,
            labels: &[$($label),*],
            kind: $kind,
            presence: crate::sheet::Presence::$presence,
            title: $title,
            description: $description,
        }),+];
    };
}
pub(crate) use columns;

/// How one sheet of the folder opened: for checks of labels and encodings.
pub struct Opened<'a> {
    /// Which sheet it is.
    pub sheet: &'static Sheet,
    /// Which file.
    pub file: FileIndex,
    /// BOM, delimiter, encoding.
    pub opening: &'a Opening,
    /// Its labels, matched; none where the file is empty.
    pub header: Option<&'a Header>,
    /// Whether the record of labels can be read: a flaw in it is told of as a flaw.
    pub is_sound: bool,
}

/// Whose a row is, in a plan of one campaign or several.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Whose {
    /// It is this campaign's.
    Of(CampaignIndex),
    /// It names none, and where it stands it need not: it is every campaign's.
    Everyone,
    /// It names none, and it must.
    Unnamed,
    /// It names one that the plan does not have.
    Unknown,
    /// It names one that may stand where the definition could not be read.
    Unsettled,
}

impl Whose {
    /// Whether no campaign takes the row.
    pub fn is_unplaced(self) -> bool {
        match self {
            Self::Of(_) | Self::Everyone => false,
            Self::Unnamed | Self::Unknown | Self::Unsettled => true,
        }
    }

    /// Whether a campaign takes the row.
    pub fn is_of(self, campaign: CampaignIndex) -> bool {
        match self {
            Self::Of(one) => one == campaign,
            Self::Everyone => true,
            Self::Unnamed | Self::Unknown | Self::Unsettled => false,
        }
    }
}

/// A batch of records of any sheet, before it is typed.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    /// Which sheet it is.
    pub sheet: &'static Sheet,
    /// Which file.
    pub file: FileIndex,
    /// Its labels.
    pub header: &'a Header,
    /// The records.
    pub batch: &'a Batch,
    /// Row id of the batch's first record.
    pub first: RowId,
    /// Index of the first record that is a row: 1 in the batch that begins with the labels.
    pub from: usize,
    /// What stands between cells.
    pub delimiter: u8,
    /// How numbers are written in this file.
    pub style: NumberStyle,
    /// Whose each record is; none where all are of the one campaign.
    pub whose: Option<&'a [Whose]>,
    /// Which campaign reads them; none while they are looked at as they stand.
    pub reader: Option<CampaignIndex>,
}

impl Records<'_> {
    /// Whether the campaign that reads them takes a record.
    pub fn is_taken(&self, record: usize) -> bool {
        match (self.whose, self.reader) {
            (Some(whose), Some(reader)) => whose[record].is_of(reader),
            (None, _) | (_, None) => true,
        }
    }

    /// The row id of a record of the batch.
    pub fn row(&self, record: usize) -> RowId {
        self.first.plus(record)
    }

    /// Where a column's cell of a record stands; the row where the file has no such column.
    pub fn place(&self, record: u16, column: usize) -> Place {
        self.row_cell(record, column).into()
    }

    /// The same, to be kept.
    pub fn row_cell(&self, record: u16, column: usize) -> RowCell {
        RowCell::of(self.row(usize::from(record)), self.header, column)
    }
}
