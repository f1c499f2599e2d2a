//! What is small and declares, read whole and as written: the definition and the small sheets, one a file.

pub mod adjustments;
pub mod appeals;
pub mod appraisals;
pub mod awards;
pub mod definition;
pub mod discipline;
pub mod extensions;
pub mod grants;
pub mod history;
pub mod inheritance;
pub mod initiatives;
pub mod leaves;
pub mod models;
pub mod pledges;
pub mod people;
pub mod proposals;
pub mod receipts;
pub mod statistics;
pub mod targets;
pub mod units;
pub mod votes;

use std::sync::Arc;

use crate::sheet::{self, Header, NumberStyle, Place, Reading, RowCell, RowId, Sheet, Whose, Word};
use crate::source::Record;
use crate::value::{CampaignIndex, Day, Quantity};

pub use definition::Definition;

/// Collective or person, in the order of `definition::SubjectKind`.
pub const SUBJECTS: &[Word] = &[Word { key: "tap_the", names: &["Tập thể"] }, Word { key: "ca_nhan", names: &["Cá nhân"] }];

/// The small sheets, in the order they are declared.
pub const SMALL_SHEETS: &[&Sheet] = &[
    &units::SHEET,
    &people::SHEET,
    &targets::SHEET,
    &receipts::SHEET,
    &statistics::SHEET,
    &extensions::SHEET,
    &adjustments::SHEET,
    &appeals::SHEET,
    &discipline::SHEET,
    &votes::SHEET,
    &models::SHEET,
    &pledges::SHEET,
    &awards::SHEET,
    &grants::SHEET,
    &appraisals::SHEET,
    &leaves::SHEET,
    &initiatives::SHEET,
    &history::SHEET,
    &proposals::SHEET,
];

/// The rows of one small sheet.
#[derive(Debug, Default)]
pub struct Rows {
    /// Whether the folder has the sheet at all.
    pub is_present: bool,
    /// How many records are no row: broken, or longer or shorter than the labels.
    pub broken: usize,
    /// Its rows, in file order.
    pub rows: Vec<DraftRow>,
}

/// One row of a small sheet, cells as text in the order of the sheet's columns.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// Which row.
    pub id: RowId,
    header: Arc<Header>,
    style: NumberStyle,
    /// Whose it is.
    pub whose: Whose,
    /// The texts of its cells, one behind the other: thousands of rows are kept, and most cells of them are empty.
    text: Arc<str>,
    /// Where each ends.
    ends: Arc<[u32]>,
}

impl DraftRow {
    /// Takes a record's cells in the order of the sheet's columns.
    pub fn read(id: RowId, header: &Arc<Header>, style: NumberStyle, whose: Whose, record: Record<'_>) -> Self {
        let mut text = String::new();
        let ends = header.columns.iter().map(|cell| {
            if let Some(cell) = cell.map(usize::from).filter(|cell| *cell < record.len()) {
                text.push_str(&sheet::text_of(sheet::trimmed(&record.cell(cell))));
            }
            u32::try_from(text.len()).expect("a record is short")
        });
        let ends = ends.collect();
        Self { id, header: Arc::clone(header), style, whose, text: text.into(), ends }
    }

    /// The text of a column; empty where there is none.
    pub fn text(&self, column: usize) -> &str {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[column] as usize]
    }

    /// The day in a column.
    pub fn day(&self, column: usize) -> Reading<Day> {
        sheet::read_day(self.text(column).as_bytes())
    }

    /// The number in a column.
    pub fn quantity(&self, column: usize) -> Reading<Quantity> {
        sheet::read_quantity(self.text(column).as_bytes(), self.style)
    }

    /// Yes or no in a column.
    pub fn yes(&self, column: usize) -> Reading<bool> {
        sheet::read_yes_no(self.text(column).as_bytes())
    }

    /// The word in a column, by its place among the words.
    pub fn word(&self, column: usize, words: &'static [Word]) -> Reading<usize> {
        sheet::read_word(self.text(column).as_bytes(), words)
    }

    /// Whether the file has a column.
    pub fn has(&self, column: usize) -> bool {
        self.header.cell(column).is_some()
    }

    /// The label of a column as the file has it; none where the file has no such column.
    pub fn label(&self, column: usize) -> Option<&str> {
        self.header.cell(column).map(|cell| &*self.header.labels[usize::from(cell)])
    }

    /// The labels of its file.
    pub fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// How numbers are written in its file.
    pub fn style(&self) -> NumberStyle {
        self.style
    }

    /// Where a column's cell stands; the row where the file has no such column.
    pub fn place(&self, column: usize) -> Place {
        self.row_cell(column).into()
    }

    /// The same, to be kept.
    pub fn row_cell(&self, column: usize) -> RowCell {
        RowCell::of(self.id, &self.header, column)
    }
}

/// Everything small, as written.
#[derive(Debug, Default)]
pub struct Draft {
    /// `phong-trao.yaml`; empty where it cannot be read.
    pub definition: Definition,
    /// Whether the definition could be read at all: YAML, with keys at its top.
    pub is_defined: bool,
    /// `don-vi.csv`.
    pub units: Rows,
    /// `ca-nhan.csv`.
    pub people: Rows,
    /// `chi-tieu.csv`.
    pub targets: Rows,
    /// `nop.csv`.
    pub receipts: Rows,
    /// `thong-ke.csv`.
    pub statistics: Rows,
    /// `gia-han.csv`.
    pub extensions: Rows,
    /// `dieu-chinh.csv`.
    pub adjustments: Rows,
    /// `phuc-tra.csv`.
    pub appeals: Rows,
    /// `ky-luat.csv`.
    pub discipline: Rows,
    /// `bo-phieu.csv`.
    pub votes: Rows,
    /// `dien-hinh.csv`.
    pub models: Rows,
    /// `giao-uoc.csv`.
    pub pledges: Rows,
    /// `thong-ke-khen-thuong.csv`.
    pub awards: Rows,
    /// `khen-thuong.csv`.
    pub grants: Rows,
    /// `danh-gia.csv`.
    pub appraisals: Rows,
    /// `nghi.csv`.
    pub leaves: Rows,
    /// `sang-kien.csv`.
    pub initiatives: Rows,
    /// `lich-su-danh-hieu.csv`.
    pub history: Rows,
    /// `de-nghi/**/*.csv`.
    pub proposals: Rows,
}

impl Draft {
    /// What one campaign of a plan has of it: its definition, and its rows.
    #[must_use]
    pub fn of(&self, campaign: CampaignIndex, definition: Definition) -> Self {
        let mut part = Self { definition, is_defined: self.is_defined, ..Self::default() };
        for sheet in SMALL_SHEETS {
            let (Some(all), Some(own)) = (self.rows(sheet), part.rows_mut(sheet)) else { continue };
            let rows = all.rows.iter().filter(|row| row.whose.is_of(campaign)).cloned().collect();
            // A row that does not say whose it is may be this campaign's.
            let unplaced = all.rows.iter().filter(|row| row.whose.is_unplaced()).count();
            *own = Rows { is_present: all.is_present, broken: all.broken + unplaced, rows };
        }
        part
    }

    /// The rows of a small sheet.
    pub fn rows(&self, sheet: &Sheet) -> Option<&Rows> {
        match sheet.name {
            "don-vi" => Some(&self.units),
            "ca-nhan" => Some(&self.people),
            "chi-tieu" => Some(&self.targets),
            "nop" => Some(&self.receipts),
            "thong-ke" => Some(&self.statistics),
            "gia-han" => Some(&self.extensions),
            "dieu-chinh" => Some(&self.adjustments),
            "phuc-tra" => Some(&self.appeals),
            "ky-luat" => Some(&self.discipline),
            "bo-phieu" => Some(&self.votes),
            "dien-hinh" => Some(&self.models),
            "giao-uoc" => Some(&self.pledges),
            "thong-ke-khen-thuong" => Some(&self.awards),
            "khen-thuong" => Some(&self.grants),
            "danh-gia" => Some(&self.appraisals),
            "nghi" => Some(&self.leaves),
            "sang-kien" => Some(&self.initiatives),
            "lich-su-danh-hieu" => Some(&self.history),
            "de-nghi" => Some(&self.proposals),
            _ => None,
        }
    }

    /// The rows of a small sheet, to add to.
    pub fn rows_mut(&mut self, sheet: &Sheet) -> Option<&mut Rows> {
        match sheet.name {
            "don-vi" => Some(&mut self.units),
            "ca-nhan" => Some(&mut self.people),
            "chi-tieu" => Some(&mut self.targets),
            "nop" => Some(&mut self.receipts),
            "thong-ke" => Some(&mut self.statistics),
            "gia-han" => Some(&mut self.extensions),
            "dieu-chinh" => Some(&mut self.adjustments),
            "phuc-tra" => Some(&mut self.appeals),
            "ky-luat" => Some(&mut self.discipline),
            "bo-phieu" => Some(&mut self.votes),
            "dien-hinh" => Some(&mut self.models),
            "giao-uoc" => Some(&mut self.pledges),
            "thong-ke-khen-thuong" => Some(&mut self.awards),
            "khen-thuong" => Some(&mut self.grants),
            "danh-gia" => Some(&mut self.appraisals),
            "nghi" => Some(&mut self.leaves),
            "sang-kien" => Some(&mut self.initiatives),
            "lich-su-danh-hieu" => Some(&mut self.history),
            "de-nghi" => Some(&mut self.proposals),
            _ => None,
        }
    }
}
