//! Records read again, as the tokenizer found them.
//!
//! Where it is known on which line a row begins, it alone is tokenized; else its stretch is. What was read last is kept,
//! since findings stand in order of place.

use std::io::{BufRead as _, Read};

use crate::sheet::{RowId, RowMap, Stretch};
use crate::source::count_feeds;
use crate::source::{Batch, Record, Tokenizer, Volume};

/// Bytes read at a time.
const WINDOW: usize = 64 << 10;

/// Reads records again.
pub struct Rereading<'a> {
    volume: &'a dyn Volume,
    rows: &'a RowMap,
    window: Window,
    line: Option<(RowId, Batch)>,
    whole: Option<Whole>,
}

/// The bytes of a stretch, as far as they were asked for.
struct Window {
    first: RowId,
    text: Vec<u8>,
    /// The line found last, counted from the stretch's first, and where it begins.
    line: usize,
    start: usize,
}

/// A stretch of which it is not known on which lines its rows begin, or how many of the lines between are blank.
struct Whole {
    first: RowId,
    batch: Batch,
    /// The line ends inside quoted cells above each record.
    folded: Vec<u64>,
}

impl<'a> Rereading<'a> {
    /// Of the rows of one run.
    pub fn new(volume: &'a dyn Volume, rows: &'a RowMap) -> Self {
        // No row has this number.
        let window = Window { first: RowId(0), text: Vec::new(), line: 0, start: 0 };
        Self { volume, rows, window, line: None, whole: None }
    }

    /// The record of a row.
    pub fn record(&mut self, row: RowId) -> Option<Record<'_>> {
        let stretch = *self.rows.stretch(row);
        let Some(line) = self.rows.line_in(&stretch, row) else {
            let position = (row.0 - stretch.first.0) as usize;
            let whole = self.whole(&stretch)?;
            return (position < whole.batch.len()).then(|| whole.batch.record(position));
        };
        if self.line.as_ref().is_none_or(|(known, _)| *known != row) {
            let mut batch = self.line.take().map_or_else(Batch::new, |(_, batch)| batch);
            self.read_line(&stretch, usize::try_from(line - stretch.line).ok()?, &mut batch)?;
            self.line = Some((row, batch));
        }
        self.line.as_ref().map(|(_, batch)| batch.record(0))
    }

    /// Line ends inside quoted cells of the rows above one, in its stretch.
    pub fn folded_above(&mut self, row: RowId) -> u64 {
        let stretch = *self.rows.stretch(row);
        if let Some(folded) = self.rows.folded_above(&stretch, row) {
            return folded;
        }
        let position = (row.0 - stretch.first.0) as usize;
        self.whole(&stretch).and_then(|whole| whole.folded.get(position).copied()).unwrap_or_default()
    }

    fn whole(&mut self, stretch: &Stretch) -> Option<&Whole> {
        if self.whole.as_ref().is_none_or(|whole| whole.first != stretch.first) {
            let file = self.rows.file(stretch.file);
            let reader = Tail { volume: self.volume, file: &file.path, offset: stretch.offset };
            let mut tokenizer = Tokenizer::resume(reader, file.opening, stretch.offset, stretch.line);
            let mut batch = self.whole.take().map_or_else(Batch::new, |whole| whole.batch);
            tokenizer.next_batch(&mut batch).ok().filter(|has_rows| *has_rows)?;
            let above = |sum: &mut u64, record: Record<'_>| Some(std::mem::replace(sum, *sum + count_feeds(record.bytes())));
            let folded = batch.records().scan(0, above).collect();
            self.whole = Some(Whole { first: stretch.first, batch, folded });
        }
        self.whole.as_ref()
    }

    /// Reads the record of one line of a stretch.
    fn read_line(&mut self, stretch: &Stretch, line: usize, batch: &mut Batch) -> Option<()> {
        self.find_line(stretch, line)?;
        let Window { text, start, .. } = &self.window;
        let file = self.rows.file(stretch.file);
        let behind = Tail { volume: self.volume, file: &file.path, offset: stretch.offset + text.len() as u64 };
        let reader = text[*start..].chain(behind);
        let mut tokenizer = Tokenizer::resume_at_one(reader, file.opening, stretch.offset + *start as u64, stretch.line + line as u64);
        tokenizer.next_batch(batch).ok().filter(|has_rows| *has_rows)?;
        Some(())
    }

    /// Moves the window to a line of a stretch.
    fn find_line(&mut self, stretch: &Stretch, line: usize) -> Option<()> {
        let window = &mut self.window;
        if window.first != stretch.first {
            window.text.clear();
        }
        if window.first != stretch.first || window.line > line {
            (window.first, window.line, window.start) = (stretch.first, 0, 0);
        }
        let path = &self.rows.file(stretch.file).path;
        while window.line < line {
            let mut rest = &window.text[window.start..];
            let passed = rest.skip_until(b'\n').ok()?;
            let end = window.start + passed;
            if passed > 0 && window.text[end - 1] == b'\n' {
                (window.line, window.start) = (window.line + 1, end);
                continue;
            }
            let more = self.volume.read_at(path, stretch.offset + window.text.len() as u64, WINDOW).ok()?;
            if more.is_empty() {
                return None;
            }
            window.text.extend_from_slice(&more);
        }
        Some(())
    }
}

/// A file of a volume from an offset on.
struct Tail<'a> {
    volume: &'a dyn Volume,
    file: &'a str,
    offset: u64,
}

impl Read for Tail<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let bytes = self.volume.read_at(self.file, self.offset, buffer.len())?;
        buffer[..bytes.len()].copy_from_slice(&bytes);
        self.offset += bytes.len() as u64;
        Ok(bytes.len())
    }
}
