//! The tokenizer: the records of a CSV sheet, a batch at a time, from any reader.
//!
//! RFC 4180 with the freedoms spreadsheets take: `,` `;` or TAB, LF or CRLF, a byte order mark, a
//! first line `sep=;`. A file is never held whole, and one broken record costs one record.

use std::io::{self, Read};

use super::checkpoint::Checkpoint;
use super::scan::{Ending, Scan, Stop};
use super::text::Text;
use super::{Batch, Opening};

/// Most records of a batch.
pub const BATCH_RECORDS: usize = 2048;
/// Most bytes of a record, without its line feed.
pub const LONGEST_RECORD: usize = 1 << 20;
/// Most cells of a record.
pub const MOST_CELLS: usize = 1000;

/// How much is read and kept at a time; tests set it low.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes read at a time.
    pub(super) chunk: usize,
    /// Bytes of a record.
    pub(super) record: usize,
    /// Cells of a record.
    pub(super) cells: usize,
    /// Records of a batch.
    pub(super) batch: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { chunk: 256 << 10, record: LONGEST_RECORD, cells: MOST_CELLS, batch: BATCH_RECORDS }
    }
}

/// Reads a CSV sheet record by record; the header is the first record handed out.
///
/// ```
/// use thidua::source::{Batch, Tokenizer};
///
/// let sheet = "don_vi;ghi_chu\r\nPX1;\"đạt; vượt \"\"kế hoạch\"\"\"\r\n";
/// let mut tokenizer = Tokenizer::new(sheet.as_bytes())?;
/// assert_eq!(tokenizer.opening().delimiter, b';');
///
/// let mut batch = Batch::new();
/// assert!(tokenizer.next_batch(&mut batch)?);
/// let record = batch.record(1);
/// assert_eq!(record.line(), 2);
/// assert_eq!(*record.cell(1), *"đạt; vượt \"kế hoạch\"".as_bytes());
/// assert!(record.flaws().is_empty());
/// assert!(!tokenizer.next_batch(&mut batch)?);
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Tokenizer<R> {
    reader: R,
    opening: Opening,
    limits: Limits,
    /// Bytes that are read and not yet handed out.
    rest: Text,
    /// Where they begin in the file.
    position: Checkpoint,
    /// The reader has no more.
    ended: bool,
    /// What the reader failed with; said once the records before it are handed out.
    failure: Option<io::Error>,
}

impl<R: Read> Tokenizer<R> {
    /// Reads the first chunk and how the file opens: byte order mark, `sep=` line, delimiter.
    ///
    /// Without a `sep=` line the delimiter is the one of `,` `;` TAB that stands most often
    /// outside quotes in the header, the earlier of equals.
    pub fn new(reader: R) -> io::Result<Self> {
        Self::with_limits(reader, Limits::default())
    }

    /// Goes on at a record's beginning, where the reader stands, at this offset and line.
    pub fn resume(reader: R, opening: Opening, offset: u64, line: u64) -> Self {
        Self::resume_with_limits(reader, opening, Checkpoint { offset, line }, Limits::default())
    }

    /// Goes on as [`resume`](Self::resume) does, a record at a time, and reads little more than it.
    pub fn resume_at_one(reader: R, opening: Opening, offset: u64, line: u64) -> Self {
        let limits = Limits { chunk: 1 << 10, batch: 1, ..Limits::default() };
        Self::resume_with_limits(reader, opening, Checkpoint { offset, line }, limits)
    }

    pub(super) fn with_limits(reader: R, limits: Limits) -> io::Result<Self> {
        let opening = Opening::of_delimiter(b',');
        let mut tokenizer = Self::resume_with_limits(reader, opening, Checkpoint::default(), limits);
        tokenizer.fill_rest();
        if let Some(failure) = tokenizer.failure {
            return Err(failure);
        }
        tokenizer.open();
        Ok(tokenizer)
    }

    pub(super) fn resume_with_limits(reader: R, opening: Opening, position: Checkpoint, limits: Limits) -> Self {
        Self { reader, opening, limits, rest: Text::default(), position, ended: opening.utf16, failure: None }
    }

    /// How the file opens.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Replaces what the batch holds with the next records, up to [`BATCH_RECORDS`]; false when
    /// there are none left.
    ///
    /// When the reader fails, the records before that are handed out first.
    pub fn next_batch(&mut self, batch: &mut Batch) -> io::Result<bool> {
        batch.restart(self.position);
        self.read_batch(batch);
        batch.finish();
        if batch.is_empty()
            && let Some(failure) = self.failure.take()
        {
            return Err(failure);
        }
        Ok(!batch.is_empty())
    }

    /// Reads into the batch, where the records are found, so that no byte of theirs is copied.
    fn read_batch(&mut self, batch: &mut Batch) {
        batch.text.extend(&self.rest);
        self.rest.truncate(0);
        let mut scanned = 0;
        let mut most = self.limits.chunk;
        loop {
            self.fill(&mut batch.text, most);
            let ending = if self.ended { Ending::File } else { Ending::More };
            let mut stop = self.scan(&mut scanned, batch.text.len(), ending, batch);
            let left = batch.text.len() - scanned;
            if stop == Stop::Long || (stop == Stop::Short && left > self.limits.record) {
                let end = scanned + self.limits.record + 1;
                stop = self.scan(&mut scanned, end, Ending::Limit, batch);
                if stop == Stop::Full && batch.len() < self.limits.batch {
                    continue;
                }
            }
            let is_over = self.ended || self.failure.is_some();
            if stop == Stop::Skip {
                self.skip_line(batch, scanned);
            } else if stop != Stop::Full && batch.is_empty() && !is_over {
                // Blank lines need no room, and a long record needs more.
                batch.text.leave_out(scanned);
                batch.restart_index(self.position);
                scanned = 0;
                let length = batch.text.len();
                most = (2 * length).max(length + self.limits.chunk).min(self.limits.record + 1 + self.limits.chunk);
                continue;
            } else {
                self.rest.extend(&batch.text[scanned..]);
            }
            batch.text.truncate(scanned);
            return;
        }
    }

    /// Scans the batch's text up to `end` and moves on past what was found.
    fn scan(&mut self, scanned: &mut usize, end: usize, ending: Ending, batch: &mut Batch) -> Stop {
        let Batch { text, index, .. } = batch;
        let line = u32::try_from(self.position.line - index.base.line).expect("a batch holds a few MiB at most");
        let scan = Scan::new(&text[*scanned..end], *scanned, ending, line, (self.opening.delimiter, self.limits), index);
        let found = scan.run();
        *scanned += found.consumed;
        self.position.offset += found.consumed as u64;
        self.position.line = index.base.line + u64::from(found.line);
        found.stop
    }

    /// Passes over the rest of a line that belongs to the batch's last record.
    fn skip_line(&mut self, batch: &mut Batch, scanned: usize) {
        self.rest.extend(&batch.text[scanned..]);
        loop {
            let feed = self.rest.iter().position(|&byte| byte == b'\n');
            let skipped = feed.map_or(self.rest.len(), |feed| feed + 1);
            self.advance(skipped);
            batch.skipped += skipped as u64;
            if feed.is_some() {
                self.position.line += 1;
            }
            if feed.is_some() || self.ended || self.failure.is_some() {
                return;
            }
            self.fill_rest();
        }
    }

    /// Leaves out the first bytes that are not yet handed out.
    fn advance(&mut self, bytes: usize) {
        self.rest.leave_out(bytes);
        self.position.offset += bytes as u64;
    }

    /// Reads a chunk more than was handed out.
    fn fill_rest(&mut self) {
        let mut rest = std::mem::take(&mut self.rest);
        self.fill(&mut rest, self.limits.chunk);
        self.rest = rest;
    }

    /// Reads until the text has so many bytes, or the file ends.
    fn fill(&mut self, text: &mut Text, most: usize) {
        if text.len() >= most || self.ended || self.failure.is_some() {
            return;
        }
        match text.fill(&mut self.reader, most) {
            Ok(has_ended) => self.ended = has_ended,
            Err(failure) => self.failure = Some(failure),
        }
    }

    fn open(&mut self) {
        let (opening, length) = Opening::read(&self.rest);
        self.opening = opening;
        if opening.utf16 {
            self.ended = true;
            self.rest.truncate(0);
            return;
        }
        self.advance(length);
        self.position.line += u64::from(opening.sep_line.is_some());
    }
}

#[cfg(test)]
mod tests;
