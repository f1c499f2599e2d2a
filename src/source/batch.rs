//! A batch: up to two thousand records of a sheet, with the bytes they were read from.
//!
//! It owns its bytes, so it can move to another thread, and keeps its room when it is filled again.

use std::borrow::Cow;
use std::fmt;

use super::Span;
use super::checkpoint::Checkpoint;
use super::text::Text;

/// Records of a sheet and the bytes they stand in; filled by
/// [`Tokenizer::next_batch`](super::Tokenizer::next_batch).
#[derive(Clone, Debug, Default)]
pub struct Batch {
    pub(super) text: Text,
    pub(super) index: Index,
    /// Bytes of the last record that follow `text` in the file and were too many to keep.
    pub(super) skipped: u64,
}

/// Where the records and cells of a text stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) rows: Vec<Row>,
    /// Where each cell ends in the text. A cell begins where its record does, or one delimiter
    /// after the end of the cell before it.
    pub(super) cells: Vec<u32>,
    /// By offset.
    pub(super) flaws: Vec<Flaw>,
    /// Whether a zero byte may stand in some cell.
    pub(super) may_have_nul: bool,
    /// Where the text begins in the file.
    pub(super) base: Checkpoint,
}

/// A record in a batch; offsets in its text, line from its first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) start: u32,
    /// Past the line feed.
    pub(super) end: u32,
    /// Index of its first cell.
    pub(super) cells: u32,
    pub(super) line: u32,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.index.rows.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.index.rows.is_empty()
    }

    /// Offset in the file of the first record's first byte.
    pub fn offset(&self) -> u64 {
        self.checkpoint().offset
    }

    /// Line in the file, from 1, on which the first record begins.
    pub fn line(&self) -> u64 {
        self.checkpoint().line
    }

    /// Where the first record begins, to find the batch again.
    pub fn checkpoint(&self) -> Checkpoint {
        self.index.rows.first().map_or(self.index.base, |row| Checkpoint {
            offset: self.index.base.offset + u64::from(row.start),
            line: self.index.base.line + u64::from(row.line),
        })
    }

    /// The records in the order of the file.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.len()).map(|index| self.record(index))
    }

    /// The record with this index.
    ///
    /// # Panics
    /// If there is none, as with a slice.
    #[inline]
    pub fn record(&self, index: usize) -> Record<'_> {
        let row = self.index.rows[index];
        let past = self.index.rows.get(index + 1).map_or(self.index.cells.len(), |next| next.cells as usize);
        Record { batch: self, text: &self.text, row, cells: &self.index.cells[row.cells as usize..past] }
    }

    /// How many line ends stand inside its records: what each is higher than one line.
    pub fn folded_lines(&self) -> u64 {
        let rows = &self.index.rows;
        let Some((first, last)) = rows.first().zip(rows.last()) else { return 0 };
        let of = |at: usize| count_feeds(self.record(at).bytes());
        // Where each begins on the line after the one before, only the last may have one.
        if (last.line - first.line) as usize == rows.len() - 1 {
            return of(rows.len() - 1);
        }
        // Of the others too one that is followed on the next line has none; behind the rest a blank line may stand.
        (0..rows.len()).filter(|at| rows.get(at + 1).is_none_or(|next| next.line - rows[*at].line != 1)).map(of).sum()
    }

    /// The flaws of all records, in the order of the file.
    pub fn flaws(&self) -> &[Flaw] {
        &self.index.flaws
    }

    /// Makes it empty, to be filled with what stands at `base`.
    pub(super) fn restart(&mut self, base: Checkpoint) {
        self.text.truncate(0);
        self.restart_index(base);
        self.skipped = 0;
    }

    /// Forgets where records stand; the text begins at `base`.
    pub(super) fn restart_index(&mut self, base: Checkpoint) {
        self.index.rows.clear();
        self.index.cells.clear();
        self.index.flaws.clear();
        self.index.may_have_nul = false;
        self.index.base = base;
    }

    /// Looks through the bytes once all records are in, and puts the flaws in order.
    ///
    /// The text ends with a record, so no character is cut in two by a border between chunks.
    pub(super) fn finish(&mut self) {
        if simdutf8::basic::from_utf8(&self.text).is_err() {
            self.flag(FlawKind::NotUtf8, |cell| {
                let fault = simdutf8::compat::from_utf8(cell).err()?;
                Some(fault.valid_up_to())
            });
        }
        if self.index.may_have_nul && has_nul(&self.text) {
            self.flag(FlawKind::Nul, |cell| cell.iter().position(|&byte| byte == 0));
        }
        if !self.index.flaws.is_empty() {
            self.index.flaws.sort_by_key(|flaw| flaw.offset);
        }
    }

    /// One flaw for each cell in which `find` finds one.
    #[cold]
    fn flag(&mut self, kind: FlawKind, find: impl Fn(&[u8]) -> Option<usize>) {
        let mut flaws = std::mem::take(&mut self.index.flaws);
        for record in self.records() {
            for cell in 0..record.len() {
                let (start, end) = record.bounds(cell);
                let Some(at) = find(&self.text[start..end]) else {
                    continue;
                };
                let before = &self.text[record.row.start as usize..start + at];
                flaws.push(Flaw { kind, offset: self.index.base.offset + (start + at) as u64, line: record.line() + count_feeds(before), cell });
            }
        }
        self.index.flaws = flaws;
    }
}

/// Line feeds in a stretch of text; those of 255 bytes fit a byte, and are summed many at a time.
pub fn count_feeds(text: &[u8]) -> u64 {
    text.chunks(255).map(|stretch| u64::from(stretch.iter().map(|&byte| u8::from(byte == b'\n')).sum::<u8>())).sum()
}

/// The least byte, since a loop without an early exit becomes a few vector instructions a block.
fn has_nul(text: &[u8]) -> bool {
    text.iter().fold(u8::MAX, |least, &byte| least.min(byte)) == 0
}

/// One record: its cells as bytes, their spans in the file, its line and its flaws.
#[derive(Clone, Copy)]
pub struct Record<'b> {
    batch: &'b Batch,
    /// The batch's text.
    text: &'b [u8],
    row: Row,
    cells: &'b [u32],
}

impl<'b> Record<'b> {
    /// The line of the file on which the record begins, from 1. A line ends at a line feed, also
    /// inside a quoted cell; a carriage return before it belongs to it.
    pub fn line(&self) -> u64 {
        self.batch.index.base.line + u64::from(self.row.line)
    }

    /// Offset in the file of the record's first byte.
    pub fn offset(&self) -> u64 {
        self.batch.index.base.offset + u64::from(self.row.start)
    }

    /// The bytes of the file that belong to the record, its line end included.
    pub fn range(&self) -> Span {
        let end = self.batch.index.base.offset + u64::from(self.row.end);
        let is_last = self.row.end as usize == self.text.len();
        Span { start: self.offset(), end: end + if is_last { self.batch.skipped } else { 0 } }
    }

    /// The record as it stands in the file, without its line end; only the beginning of a record
    /// whose first line is over [`LONGEST_RECORD`](super::LONGEST_RECORD).
    pub fn bytes(&self) -> &'b [u8] {
        let text = &self.text[self.row.start as usize..self.row.end as usize];
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        text.strip_suffix(b"\r").unwrap_or(text)
    }

    /// What is wrong with the record, by offset; usually nothing.
    #[inline]
    pub fn flaws(&self) -> &'b [Flaw] {
        if self.batch.index.flaws.is_empty() { &[] } else { self.own_flaws() }
    }

    fn own_flaws(&self) -> &'b [Flaw] {
        let flaws = &self.batch.index.flaws;
        let Span { start, end } = self.range();
        let first = flaws.partition_point(|flaw| flaw.offset < start);
        let past = flaws.partition_point(|flaw| flaw.offset < end);
        &flaws[first..past]
    }

    /// Number of cells; at least one.
    #[expect(clippy::len_without_is_empty, reason = "a record has a cell; see `is_blank`")]
    #[inline]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell's text without its outer quotes; doubled quotes are still doubled.
    ///
    /// A cell that opens with a quote and does not end with one (a flaw) keeps every byte.
    ///
    /// # Panics
    /// If there is no such cell, as with a slice.
    #[inline]
    pub fn raw(&self, cell: usize) -> &'b [u8] {
        let (start, end) = self.bounds(cell);
        self.between_quotes(&self.text[start..end])
    }

    /// As [`raw`](Self::raw); empty where there is no such cell.
    #[inline]
    pub fn raw_or_empty(&self, cell: usize) -> &'b [u8] {
        let Some(&end) = self.cells.get(cell) else { return &[] };
        let start = if cell == 0 { self.row.start } else { self.cells[cell - 1] + 1 };
        // Most cells of a wide sheet are empty, and are not looked for in the text.
        if start == end { &[] } else { self.between_quotes(&self.text[start as usize..end as usize]) }
    }

    /// The bytes of a cell of up to eight in one word, the first the lowest, and how many they are; none of a longer one, of one
    /// that begins with a quote or stands at the end of the text, or where there is no such cell.
    #[inline]
    pub(crate) fn short(&self, cell: usize) -> Option<(u64, usize)> {
        const MASKS: [u64; 9] = [0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, 0xFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF, 0xFF_FFFF_FFFF_FFFF, u64::MAX];
        let end = *self.cells.get(cell)? as usize;
        let start = if cell == 0 { self.row.start } else { self.cells[cell - 1] + 1 } as usize;
        let mask = MASKS.get(end - start)?;
        let word = u64::from_le_bytes(*self.text.get(start..)?.first_chunk()?);
        (word & 0xFF != u64::from(b'"')).then_some((word & mask, end - start))
    }

    /// Whether nothing at all stands in these cells, which follow one another; told without looking at the text.
    #[inline]
    pub(crate) fn are_empty(&self, first: usize, last: usize) -> bool {
        let Some(&end) = self.cells.get(last) else { return false };
        let start = if first == 0 { self.row.start } else { self.cells[first - 1] + 1 };
        (end - start) as usize == last - first
    }

    /// Whether nothing at all stands in a cell, or there is no such cell: told without looking at the text.
    #[inline]
    pub fn is_empty_at(&self, cell: usize) -> bool {
        let Some(&end) = self.cells.get(cell) else { return true };
        end == if cell == 0 { self.row.start } else { self.cells[cell - 1] + 1 }
    }

    /// A cell's text, doubled quotes made one.
    ///
    /// # Panics
    /// If there is no such cell, as with a slice.
    #[inline]
    pub fn cell(&self, cell: usize) -> Cow<'b, [u8]> {
        let raw = self.raw(cell);
        if self.is_quoted(cell) && raw.contains(&b'"') {
            return Cow::Owned(unescaped(raw));
        }
        Cow::Borrowed(raw)
    }

    /// Whether the cell stands between quotes.
    ///
    /// # Panics
    /// If there is no such cell, as with a slice.
    #[inline]
    pub fn is_quoted(&self, cell: usize) -> bool {
        let (start, end) = self.bounds(cell);
        self.stands_between_quotes(&self.text[start..end])
    }

    /// A cell without its outer quotes.
    #[inline]
    fn between_quotes(&self, cell: &'b [u8]) -> &'b [u8] {
        if self.stands_between_quotes(cell) { &cell[1..cell.len() - 1] } else { cell }
    }

    /// Whether a quote opens a cell and the last byte closes it: always so where a quote opens one of a sound batch.
    #[inline]
    fn stands_between_quotes(&self, cell: &[u8]) -> bool {
        cell.first() == Some(&b'"') && (self.batch.index.flaws.is_empty() || is_between_quotes(cell))
    }

    /// The cell's bytes in the file, its quotes included.
    ///
    /// # Panics
    /// If there is no such cell, as with a slice.
    #[inline]
    pub fn span(&self, cell: usize) -> Span {
        let (start, end) = self.bounds(cell);
        Span { start: self.batch.index.base.offset + start as u64, end: self.batch.index.base.offset + end as u64 }
    }

    /// Where each cell stands in [`bytes`](Self::bytes), its quotes included.
    #[inline]
    pub(crate) fn within(&self, cell: usize) -> std::ops::Range<usize> {
        let (start, end) = self.bounds(cell);
        let begin = self.row.start as usize;
        start - begin..end - begin
    }

    /// Whether every cell is empty or holds nothing but white space.
    #[inline]
    pub fn is_blank(&self) -> bool {
        // Nearly every record begins with a letter or digit: that settles it without reading text.
        let is_filled = self.raw(0).first().is_some_and(u8::is_ascii_graphic);
        !is_filled && self.all_cells_are_blank()
    }

    fn all_cells_are_blank(&self) -> bool {
        (0..self.len()).all(|cell| {
            let raw = self.raw(cell);
            raw.trim_ascii().is_empty() || str::from_utf8(raw).is_ok_and(|text| text.trim().is_empty())
        })
    }

    /// The cell's offsets in the batch's text, its quotes included.
    #[inline]
    fn bounds(&self, cell: usize) -> (usize, usize) {
        let end = self.cells[cell];
        let start = match cell.checked_sub(1) {
            Some(before) => self.cells[before] + 1,
            None => self.row.start,
        };
        (start as usize, end as usize)
    }
}

/// The cells as text, as `["a", "b"]`.
impl fmt::Debug for Record<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = (0..self.len()).map(|cell| String::from_utf8_lossy(self.raw(cell)));
        formatter.debug_list().entries(cells).finish()
    }
}

/// Whether a cell opens with a quote, ends with the one that closes it, and every quote between is doubled.
#[cold]
fn is_between_quotes(cell: &[u8]) -> bool {
    let Some(mut inside) = cell.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) else { return false };
    while let Some(quote) = inside.iter().position(|&byte| byte == b'"') {
        if inside.get(quote + 1) != Some(&b'"') {
            return false;
        }
        inside = &inside[quote + 2..];
    }
    true
}

#[cold]
fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(quote) = rest.iter().position(|&byte| byte == b'"') {
        text.extend_from_slice(&rest[..=quote]);
        rest = rest.get(quote + 2..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    text
}

/// What is wrong with the text of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlawKind {
    /// A quote inside a cell that does not begin with one; the first of the cell.
    StrayQuote,
    /// Text between a closing quote and the end of the cell; at its first byte.
    TextAfterQuote,
    /// A quoted cell that does not end; at its opening quote. Either the file ends first, or the
    /// cell runs over lines and text follows the quote that would close it.
    UnclosedQuote,
    /// A record over [`LONGEST_RECORD`](super::LONGEST_RECORD); at the quote left open, or else
    /// at the quote of the first cell that runs over lines, or else at the record.
    TooLong,
    /// A record over [`MOST_CELLS`](super::MOST_CELLS); at the quote of the first cell that runs
    /// over lines, or else at the record.
    TooManyCells,
    /// Bytes that are not UTF-8; at the first of the cell.
    NotUtf8,
    /// A zero byte; the first of the cell.
    Nul,
}

/// A fault in the text of a record, and the byte at which it stands.
///
/// A record with [`UnclosedQuote`](FlawKind::UnclosedQuote), [`TooLong`](FlawKind::TooLong) or
/// [`TooManyCells`](FlawKind::TooManyCells) ends at the first line end after that byte, and
/// reading goes on with the next line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// The byte of the file at which it stands.
    pub offset: u64,
    /// The line of that byte, from 1.
    pub line: u64,
    /// The cell of that byte, from 0.
    pub cell: usize,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::source::{Batch, Tokenizer, count_feeds};

    #[test]
    fn lines_inside_records_are_counted_also_in_the_last_and_blank_lines_are_not() {
        for (text, folded) in [("a,b\nc,d\n", 0), ("a,b\n\n\nc,d\n", 0), ("a,b\nc,\"d\ne\nf\"\n", 2), ("a,\"b\nc\"\n\nd,\"e\r\nf\"", 2)] {
            let mut batch = Batch::new();
            Tokenizer::new(text.as_bytes()).expect("bytes do not fail").next_batch(&mut batch).expect("bytes do not fail");
            assert_eq!(batch.folded_lines(), folded, "{text:?}");
        }
    }

    #[test]
    fn any_number_of_line_feeds_is_counted() {
        for (feeds, between) in [(0, 700), (1, 0), (255, 0), (256, 0), (300, 2), (3, 254)] {
            let text = ("x".repeat(between) + "\n").repeat(feeds) + "x";
            assert_eq!(count_feeds(text.as_bytes()), feeds as u64, "{feeds}, {between}");
        }
    }

    proptest! {
        #[test]
        fn a_short_cell_is_its_bytes_and_empty_cells_are_empty(
            cells in prop::collection::vec("|[a-z0-9.]{0,10}|\"[a-z,]{0,8}\"|ễ{1,3}", 1..12)
        ) {
            let text = cells.join(",") + "\n" + &"x,".repeat(cells.len() - 1) + "a longer last cell\n";
            let mut batch = Batch::new();
            Tokenizer::new(text.as_bytes()).expect("bytes do not fail").next_batch(&mut batch).expect("bytes do not fail");
            let record = batch.record(0);
            for cell in 0..=cells.len() {
                let raw = record.raw_or_empty(cell);
                if let Some((word, length)) = record.short(cell) {
                    let bytes: Vec<u8> = raw.iter().copied().chain(std::iter::repeat_n(0, 8 - raw.len())).collect();
                    prop_assert_eq!((word.to_le_bytes().to_vec(), length), (bytes, raw.len()));
                } else {
                    prop_assert!(raw.len() > 8 || cell == cells.len() || record.is_quoted(cell));
                }
                for last in cell..cells.len() {
                    prop_assert_eq!(record.are_empty(cell, last), (cell..=last).all(|cell| record.is_empty_at(cell)));
                }
            }
        }
    }
}
