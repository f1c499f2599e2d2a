//! Where rows stand: a row id is a number in reading order; a stretch every batch finds its bytes again.

use std::sync::Arc;

use crate::sheet::{Header, Sheet};
use crate::source::Opening;

/// A sheet file of the folder, in the order of their paths.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileIndex(pub u32);

/// A row, numbered from 1 in reading order over all sheets; labels and blank records count.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RowId(pub u32);

impl RowId {
    /// The row `records` further on.
    #[must_use]
    pub fn plus(self, records: usize) -> Self {
        Self(self.0 + u32::try_from(records).expect("a batch is small"))
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct SheetFile {
    /// Its path in the folder.
    pub path: Box<str>,
    /// Which sheet it is.
    pub sheet: &'static Sheet,
    /// How it opened.
    pub opening: Opening,
    /// Its labels; files with the same labels share them.
    pub header: Option<Arc<Header>>,
    /// How many rows it holds, labels not counted.
    pub rows: u32,
}

/// A batch of rows: where it begins.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Its file.
    pub file: FileIndex,
    /// Its first row.
    pub first: RowId,
    /// Byte of the file at which that row begins.
    pub offset: u64,
    /// Physical line of that row, from 1.
    pub line: u64,
    /// How many line ends stood inside quoted cells above it: a spreadsheet counts a record with such cells as one row.
    pub folded: u64,
    /// True where each further row stands one line below the one before.
    pub regular: bool,
}

/// Where a batch begins, before its rows are numbered.
#[derive(Clone, Copy, Debug)]
pub struct Beginning {
    /// Its file.
    pub file: FileIndex,
    /// Byte of its first record.
    pub offset: u64,
    /// Physical line of its first record.
    pub line: u64,
    /// Line ends inside quoted cells above it.
    pub folded: u64,
    /// Whether each further record stands one line below the one before.
    pub regular: bool,
}

/// Every file and stretch that was read.
#[derive(Debug, Default)]
pub struct RowMap {
    /// The files.
    pub files: Vec<SheetFile>,
    /// The stretches, in row order: file by file as these are numbered.
    pub stretches: Vec<Stretch>,
    last: u32,
}

impl RowMap {
    /// Numbers the rows of a batch.
    ///
    /// # Panics
    /// Past 500 million rows: the ledger's marks share the number's bits.
    pub fn enter(&mut self, beginning: Beginning, rows: usize) -> RowId {
        let Beginning { file, offset, line, folded, regular } = beginning;
        let first = RowId(self.last + 1);
        self.stretches.push(Stretch { file, first, offset, line, folded, regular });
        self.last += u32::try_from(rows).expect("a batch is small");
        assert!(self.last < 1 << 29, "over 500 million rows in one folder");
        first
    }

    /// The stretch that holds a row.
    pub fn stretch(&self, row: RowId) -> &Stretch {
        let after = self.stretches.partition_point(|stretch| stretch.first <= row);
        &self.stretches[after.checked_sub(1).expect("row ids come from this map")]
    }

    /// The first row of a file: its labels.
    pub fn first_of(&self, file: FileIndex) -> Option<RowId> {
        let stretch = self.stretches.get(self.stretches.partition_point(|stretch| stretch.file < file))?;
        (stretch.file == file).then_some(stretch.first)
    }

    /// The stretch that holds a byte of a file.
    pub fn stretch_at(&self, file: FileIndex, offset: u64) -> Option<&Stretch> {
        let after = self.stretches.partition_point(|stretch| (stretch.file, stretch.offset) <= (file, offset));
        self.stretches[..after].last().filter(|stretch| stretch.file == file)
    }

    /// The file that holds a row.
    pub fn file_of(&self, row: RowId) -> &SheetFile {
        self.file(self.stretch(row).file)
    }

    /// A file by its number.
    pub fn file(&self, file: FileIndex) -> &SheetFile {
        &self.files[file.0 as usize]
    }

    /// The physical line of a row where its stretch is regular.
    pub fn line_of(&self, row: RowId) -> Option<u64> {
        let stretch = self.stretch(row);
        stretch.regular.then(|| stretch.line + u64::from(row.0 - stretch.first.0))
    }
}
