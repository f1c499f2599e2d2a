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
    /// Where its further rows stand.
    pub lines: Lines,
}

/// On which lines the rows of a stretch begin.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lines {
    /// Each row one line below the one before.
    OneEach,
    /// Some take several lines, or blank lines stand between them.
    Noted {
        /// From this word of the row map on a bit a line is set where a row begins.
        at: u32,
        /// Whether blank lines stand between them: not every line without a bit is one of a cell.
        has_blanks: bool,
    },
    /// They take so many lines that the bits would outgrow the rows: the stretch is read again.
    NotNoted,
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
    /// A bit a line of stretches whose rows take several lines.
    begins: Vec<u64>,
    last: u32,
}

/// Lines a row, on average, up to which those of a stretch are noted.
const MOST_LINES: u64 = 64;

impl RowMap {
    /// Numbers the rows of a batch.
    ///
    /// # Panics
    /// Past 500 million rows: the ledger's marks share the number's bits.
    pub fn enter(&mut self, beginning: Beginning, rows: usize) -> RowId {
        let Beginning { file, offset, line, folded, regular } = beginning;
        let first = RowId(self.last + 1);
        let lines = if regular { Lines::OneEach } else { Lines::NotNoted };
        self.stretches.push(Stretch { file, first, offset, line, folded, lines });
        self.last += u32::try_from(rows).expect("a batch is small");
        assert!(self.last < 1 << 29, "over 500 million rows in one folder");
        first
    }

    /// Notes on which lines the rows of the last batch begin, and whether some line between them is blank.
    pub fn note_lines(&mut self, has_blanks: bool, lines: impl ExactSizeIterator<Item = u64> + DoubleEndedIterator + Clone) {
        let Some(stretch) = self.stretches.last_mut() else { return };
        let last = lines.clone().next_back().map_or(0, |line| line - stretch.line);
        let Ok(at) = u32::try_from(self.begins.len()) else { return };
        if last > MOST_LINES * lines.len() as u64 {
            return;
        }
        stretch.lines = Lines::Noted { at, has_blanks };
        let word_of = |line: u64| usize::try_from(line / 64).expect("the lines of a batch fit in memory");
        self.begins.resize(self.begins.len() + word_of(last) + 1, 0);
        let words = &mut self.begins[at as usize..];
        let rows = u32::try_from(lines.len()).expect("a batch is small");
        for line in lines.map(|line| line - stretch.line) {
            words[word_of(line)] |= 1 << (line % 64);
        }
        debug_assert_eq!(words.iter().map(|bits| bits.count_ones()).sum::<u32>(), rows, "each row begins on a line of its own");
    }

    /// The stretch that holds a row.
    pub fn stretch(&self, row: RowId) -> &Stretch {
        self.stretch_and_end(row).0
    }

    /// The stretch that holds a row, and the row behind its last.
    pub fn stretch_and_end(&self, row: RowId) -> (&Stretch, RowId) {
        let after = self.stretches.partition_point(|stretch| stretch.first <= row);
        let stretch = &self.stretches[after.checked_sub(1).expect("row ids come from this map")];
        (stretch, self.stretches.get(after).map_or(RowId(self.last + 1), |next| next.first))
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

    /// How many line ends stand inside quoted cells of the rows above one in its stretch, where it is known without reading.
    pub fn folded_above(&self, stretch: &Stretch, row: RowId) -> Option<u64> {
        match stretch.lines {
            Lines::OneEach => Some(0),
            Lines::Noted { has_blanks: false, .. } => Some(self.line_in(stretch, row)? - stretch.line - u64::from(row.0 - stretch.first.0)),
            Lines::Noted { .. } | Lines::NotNoted => None,
        }
    }

    /// The physical line of a row, where it is known without reading.
    pub fn line_of(&self, row: RowId) -> Option<u64> {
        self.line_in(self.stretch(row), row)
    }

    /// The physical line of a row of a stretch, where it is known without reading.
    pub fn line_in(&self, stretch: &Stretch, row: RowId) -> Option<u64> {
        self.line_from(stretch, row, &mut Mark::default())
    }

    /// The same, found sooner where the row asked for before stands not far above; the mark is of this stretch.
    pub fn line_from(&self, stretch: &Stretch, row: RowId, mark: &mut Mark) -> Option<u64> {
        let above = row.0 - stretch.first.0;
        match stretch.lines {
            Lines::OneEach => Some(stretch.line + u64::from(above)),
            Lines::Noted { at, .. } => Some(stretch.line + nth_bit(&self.begins[at as usize..], above, mark)),
            Lines::NotNoted => None,
        }
    }
}

/// Where in the lines of a stretch a row was found: the rows asked for next mostly follow it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mark {
    /// How many words were looked at.
    words: u32,
    /// Of the last of them, the bits from the row's on.
    bits: u64,
    /// How many rows begin before those.
    rows: u32,
}

/// The place of a set bit with so many set bits before it.
fn nth_bit(words: &[u64], before: u32, mark: &mut Mark) -> u64 {
    if before < mark.rows {
        *mark = Mark::default();
    }
    while before - mark.rows >= mark.bits.count_ones() {
        mark.rows += mark.bits.count_ones();
        mark.bits = *words.get(mark.words as usize).expect("every row of the stretch has its bit");
        mark.words += 1;
    }
    for _ in mark.rows..before {
        mark.bits &= mark.bits - 1;
    }
    mark.rows = before;
    u64::from(mark.words - 1) * 64 + u64::from(mark.bits.trailing_zeros())
}

#[cfg(test)]
mod tests {
    use super::{Beginning, FileIndex, Lines, Mark, RowId, RowMap};

    #[test]
    fn rows_of_several_lines_are_found_without_reading() {
        let mut rows = RowMap::default();
        let beginning = Beginning { file: FileIndex(0), offset: 0, line: 7, folded: 0, regular: false };
        // The second row takes two lines, the third seventy.
        let lines = [7, 8, 10, 80, 81];
        let first = rows.enter(beginning, lines.len());
        rows.note_lines(false, lines.into_iter());
        // Another stretch has bits of its own.
        let second = rows.enter(Beginning { line: 82, ..beginning }, 2);
        rows.note_lines(true, [82, 84].into_iter());
        let found: Vec<Option<u64>> = (0..5).map(|row| rows.line_of(first.plus(row))).collect();
        assert_eq!(found, lines.map(Some));
        assert_eq!([rows.line_of(second), rows.line_of(second.plus(1))], [Some(82), Some(84)]);
        let folded = |row: RowId| rows.folded_above(rows.stretch(row), row);
        let above: Vec<Option<u64>> = (0..5).map(|row| folded(first.plus(row))).collect();
        assert_eq!(above, [0, 0, 1, 70, 70].map(Some));
        // What stands above the second may be a blank line.
        assert_eq!(folded(second.plus(1)), None);
    }

    #[test]
    fn a_row_is_found_from_a_mark_wherever_the_row_before_stood() {
        let mut rows = RowMap::default();
        // Every fifth row takes three lines.
        let lines: Vec<u64> = (0..600_u64).map(|row| 1 + row + row / 5 * 2).collect();
        let first = rows.enter(Beginning { file: FileIndex(0), offset: 0, line: 1, folded: 0, regular: false }, lines.len());
        rows.note_lines(false, lines.iter().copied());
        let mut mark = Mark::default();
        for row in [0, 1, 63, 64, 65, 300, 299, 299, 0, 599, 598, 200] {
            assert_eq!(rows.line_from(rows.stretch(first), first.plus(row), &mut mark), Some(lines[row]), "{row}");
        }
    }

    #[test]
    fn lines_that_would_outgrow_the_rows_are_not_noted() {
        let mut rows = RowMap::default();
        let beginning = Beginning { file: FileIndex(0), offset: 0, line: 1, folded: 0, regular: false };
        let first = rows.enter(beginning, 2);
        rows.note_lines(false, [1, 130].into_iter());
        assert_eq!((rows.line_of(first), rows.stretch(first).lines), (None, Lines::NotNoted));
        rows.enter(beginning, 2);
        rows.note_lines(false, [1, 129].into_iter());
        assert_ne!(rows.stretches[1].lines, Lines::NotNoted);
    }
}
