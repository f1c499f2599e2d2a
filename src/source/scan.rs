//! A scan: one pass over the bytes of a window, which leaves records and flaws in a batch's index.
//!
//! Only delimiters, line feeds and quotes are looked at. A quote opens a cell only at the cell's
//! first byte; everywhere else it is text and a flaw. The [sweep](super::sweep) takes the records
//! that hold nothing odd; what is here reads the others byte by byte.

use super::batch::{Flaw, FlawKind, Index, Row, count_feeds};
use super::tokenizer::Limits;

/// What follows the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Bytes that are not read yet: a record without its end is left for the next scan.
    More,
    /// The end of the file: it ends the last record.
    File,
    /// More of a record that is already too long; the window holds its beginning and nothing else.
    Limit,
}

/// Why a scan stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The batch has all the records it may have, or the window's record is cut.
    Full,
    /// What is left of the window holds no complete record.
    Short,
    /// What is left of the window begins with a record over the limit.
    Long,
    /// The record's line goes on after the window; what follows up to its end belongs to the record.
    Skip,
}

/// How far a scan came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanned {
    pub(super) consumed: usize,
    /// The line after what was consumed, from the batch's first.
    pub(super) line: u32,
    pub(super) stop: Stop,
}

/// The beginning of the record that is read.
#[derive(Clone, Copy)]
pub(super) struct Beginning {
    pub(super) at: usize,
    pub(super) line: u32,
    pub(super) cells: usize,
}

/// Records that are read byte by byte before the sweep takes over again.
const ODD_RECORDS: usize = 8;

pub(super) struct Scan<'w, 'b> {
    pub(super) window: &'w [u8],
    ending: Ending,
    pub(super) delimiter: u8,
    pub(super) limits: Limits,
    pub(super) index: &'b mut Index,
    /// The window's offset in the batch's text.
    shift: usize,
    pub(super) record: Beginning,
    /// How many more records are read byte by byte.
    patience: usize,
}

#[derive(Clone, Copy)]
enum Cell {
    /// Not between quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// The last byte looked at was a quote: the first of two, or the closing one.
    Closing,
}

/// How a pass ended.
enum Pass {
    Full,
    /// Records enough were read byte by byte.
    Sound,
    Drained,
    Short,
    Long,
    /// The record is to be cut at the first line feed after `place`.
    Broken {
        kind: FlawKind,
        place: usize,
    },
    /// The record, read up to `at`, is to be cut at its first line feed.
    Overgrown {
        kind: FlawKind,
        at: usize,
    },
}

impl Pass {
    fn broken(kind: FlawKind, place: usize) -> Self {
        Self::Broken { kind, place }
    }

    fn overgrown(kind: FlawKind, at: usize) -> Self {
        Self::Overgrown { kind, at }
    }
}

impl<'w, 'b> Scan<'w, 'b> {
    /// A scan of a window that begins `shift` bytes into the batch's text; its first line counts from the batch's.
    pub(super) fn new(window: &'w [u8], shift: usize, ending: Ending, line: u32, (delimiter, limits): (u8, Limits), index: &'b mut Index) -> Self {
        let record = Beginning { at: 0, line, cells: index.cells.len() };
        Self { window, ending, delimiter, limits, index, shift, record, patience: ODD_RECORDS }
    }

    pub(super) fn run(mut self) -> Scanned {
        let stop = loop {
            if self.sweep() {
                break Stop::Full;
            }
            self.patience = ODD_RECORDS;
            let (kind, place) = match self.pass() {
                Pass::Full => break Stop::Full,
                Pass::Sound => continue,
                Pass::Drained => break Stop::Short,
                Pass::Short => {
                    self.forget();
                    break Stop::Short;
                }
                Pass::Long => {
                    self.forget();
                    break Stop::Long;
                }
                Pass::Broken { kind, place } => (kind, place),
                Pass::Overgrown { kind, at } => (kind, self.first_over_lines(at)),
            };
            let is_whole = self.cut(kind, place);
            if !is_whole {
                break Stop::Skip;
            }
            if self.ending == Ending::Limit || self.is_full() {
                break Stop::Full;
            }
        };
        Scanned { consumed: self.record.at, line: self.record.line, stop }
    }

    /// Reads records from `self.record` on, until a few are read, one is broken or the window ends.
    fn pass(&mut self) -> Pass {
        self.index.may_have_nul = true;
        let window = self.window;
        let delimiter = self.delimiter;
        let mut line = self.record.line;
        let mut start = self.record.at; // of the cell
        let mut cell = Cell::Plain;
        let mut opened = 0;
        let mut opened_line = 0;
        let mut closed = 0;

        for at in self.record.at..window.len() {
            let byte = window[at];
            if byte != delimiter && byte != b'\n' && byte != b'"' {
                continue;
            }
            let mut closing = None;
            match cell {
                Cell::Plain if byte == b'"' && at == start => {
                    (opened, opened_line) = (at, line);
                    cell = Cell::Quoted;
                    continue;
                }
                Cell::Plain => {}
                Cell::Quoted => {
                    if byte == b'"' {
                        cell = Cell::Closing;
                        closed = at;
                    } else {
                        line += u32::from(byte == b'\n');
                    }
                    continue;
                }
                Cell::Closing if byte == b'"' && at == closed + 1 => {
                    cell = Cell::Quoted;
                    continue;
                }
                Cell::Closing if at == closed + 1 || (byte == b'\n' && at == closed + 2 && window[closed + 1] == b'\r') => {
                    cell = Cell::Plain;
                    closing = Some(closed);
                }
                Cell::Closing if line != opened_line => return self.unclosed(opened, at),
                Cell::Closing => {
                    self.flag_cell(FlawKind::TextAfterQuote, start, closed + 1);
                    cell = Cell::Plain;
                }
            }
            if byte == delimiter {
                self.keep(at);
                start = at + 1;
            } else if byte == b'\n' {
                let end = closing.map_or_else(|| without_return(window, start, at), |closed| closed + 1);
                line += 1;
                start = at + 1;
                if end == self.record.at {
                    // A blank line: no cell came before, and this one has no byte.
                    self.record.at = start;
                    self.record.line = line;
                    continue;
                }
                self.keep(end);
                if let Some(pass) = self.end_record(at, start, line) {
                    return pass;
                }
            } else {
                self.flag_cell(FlawKind::StrayQuote, start, at);
            }
        }

        let is_over_lines = line != opened_line;
        let last = match (self.ending, cell) {
            _ if self.record.at == window.len() => return Pass::Drained,
            (Ending::More, _) => return Pass::Short,
            (Ending::File, _) if window.len() - self.record.at > self.limits.record => {
                return Pass::Long;
            }
            (Ending::Limit, Cell::Quoted) => return Pass::broken(FlawKind::TooLong, opened),
            (Ending::Limit, Cell::Plain | Cell::Closing) => {
                return Pass::overgrown(FlawKind::TooLong, window.len());
            }
            (Ending::File, Cell::Plain) => without_return(window, start, window.len()),
            (Ending::File, Cell::Closing) if is_end(&window[closed + 1..]) => closed + 1,
            (Ending::File, Cell::Closing) if !is_over_lines => {
                self.flag_cell(FlawKind::TextAfterQuote, start, closed + 1);
                without_return(window, start, window.len())
            }
            (Ending::File, Cell::Closing | Cell::Quoted) => {
                return Pass::broken(FlawKind::UnclosedQuote, opened);
            }
        };
        if last == self.record.at {
            self.record.at = window.len(); // a carriage return is a blank line too
            return Pass::Drained;
        }
        self.keep(last);
        match self.end_record(window.len(), window.len(), line) {
            None | Some(Pass::Sound) => Pass::Drained,
            Some(pass) => pass,
        }
    }

    /// Adds a cell that ends here to the batch.
    fn keep(&mut self, end: usize) {
        self.index.cells.push(self.offset(end));
    }

    /// Ends the record at `at`; the next begins at `next`.
    fn end_record(&mut self, at: usize, next: usize, line: u32) -> Option<Pass> {
        let record = self.record;
        let cells = self.index.cells.len();
        if at - record.at > self.limits.record {
            return Some(Pass::Long);
        }
        if cells - record.cells > self.limits.cells {
            return Some(Pass::overgrown(FlawKind::TooManyCells, at));
        }
        self.index.rows.push(self.row(next));
        self.record = Beginning { at: next, line, cells };
        self.patience -= 1;
        match self.patience {
            _ if self.is_full() => Some(Pass::Full),
            0 => Some(Pass::Sound),
            _ => None,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.index.rows.len() >= self.limits.batch
    }

    #[expect(clippy::cast_possible_truncation, reason = "the cells of a batch are fewer than its bytes")]
    #[inline]
    pub(super) fn row(&self, next: usize) -> Row {
        Row { start: self.offset(self.record.at), end: self.offset(next), cells: self.record.cells as u32, line: self.record.line }
    }

    /// A position in the window as an offset in the batch's text.
    #[expect(clippy::cast_possible_truncation, reason = "a batch holds a few MiB at most")]
    #[inline]
    pub(super) fn offset(&self, at: usize) -> u32 {
        (self.shift + at) as u32
    }

    /// A position in the window as an offset in the file.
    fn file_offset(&self, at: usize) -> u64 {
        self.index.base.offset + (self.shift + at) as u64
    }

    fn position(&self, cell: u32) -> usize {
        cell as usize - self.shift
    }

    /// The quote at `opened` was closed by a quote on a later line, with text after it: the usual
    /// accident of one forgotten quote, where the next row's quote seems to close the cell.
    #[cold]
    fn unclosed(&self, opened: usize, at: usize) -> Pass {
        if at - self.record.at > self.limits.record {
            return Pass::Long;
        }
        Pass::broken(FlawKind::UnclosedQuote, opened)
    }

    /// The opening quote of the record's first cell that runs over lines before `past`, or else
    /// the record's beginning.
    fn first_over_lines(&self, past: usize) -> usize {
        let beginning = self.record.at;
        let Some(feed) = find_feed(&self.window[..past], beginning) else {
            return beginning;
        };
        self.index.cells[self.record.cells..]
            .iter()
            .map(|&cell| self.position(cell))
            .take_while(|&end| end < feed)
            .last()
            .map_or(beginning, |end| end + 1)
    }

    /// One flaw for the cell that begins at `start`; the first one stays.
    #[cold]
    fn flag_cell(&mut self, kind: FlawKind, start: usize, at: usize) {
        let first = self.file_offset(start);
        if self.index.flaws.last().is_some_and(|flaw| flaw.offset >= first) {
            return;
        }
        self.flag(kind, at);
    }

    /// A flaw of the record at `at`; all cells before `at` are known.
    fn flag(&mut self, kind: FlawKind, at: usize) {
        let record = self.record;
        let before = &self.window[record.at..at];
        let cell = self.index.cells[record.cells..].iter().take_while(|&&cell| self.position(cell) < at).count();
        let line = self.index.base.line + u64::from(record.line) + count_feeds(before);
        let offset = self.file_offset(at);
        self.index.flaws.push(Flaw { kind, offset, line, cell });
    }

    /// Ends the record at the first line feed after `place`, or at the end of the window; false if
    /// its line goes on after the window.
    #[cold]
    fn cut(&mut self, kind: FlawKind, place: usize) -> bool {
        let record = self.record;
        self.flag(kind, place);
        let window = self.window;
        let feed = find_feed(window, place);
        let is_whole = feed.is_some() || self.ending == Ending::File;
        let (end, next) = match feed {
            Some(feed) => (without_return(window, place, feed), feed + 1),
            None if is_whole => (without_return(window, place, window.len()), window.len()),
            None => {
                let end = before_split_character(window);
                (end, end)
            }
        };

        while self.index.cells.len() > record.cells && self.index.cells.last().is_some_and(|&last| self.position(last) > end) {
            self.index.cells.pop();
        }
        self.index.cells.truncate(record.cells + self.limits.cells);
        if self.index.cells.len() < record.cells + self.limits.cells {
            self.index.cells.push(self.offset(end));
        }
        let past = self.file_offset(next);
        self.index.flaws.retain(|flaw| flaw.offset < past);

        self.index.rows.push(self.row(next));
        let feeds = count_feeds(&window[record.at..next]);
        self.record = Beginning {
            at: next,
            line: record.line + u32::try_from(feeds).expect("a window holds a few MiB at most"),
            cells: self.index.cells.len(),
        };
        is_whole
    }

    /// Takes back what the record without an end has left in the batch.
    pub(super) fn forget(&mut self) {
        self.index.cells.truncate(self.record.cells);
        let beginning = self.file_offset(self.record.at);
        self.index.flaws.retain(|flaw| flaw.offset < beginning);
    }
}

/// Whether nothing follows a closing quote at the end of the file.
fn is_end(rest: &[u8]) -> bool {
    rest.is_empty() || rest == b"\r"
}

/// `end`, or one less where a carriage return stands before it.
#[inline]
fn without_return(window: &[u8], start: usize, end: usize) -> usize {
    if end > start && window[end - 1] == b'\r' { end - 1 } else { end }
}

fn find_feed(window: &[u8], from: usize) -> Option<usize> {
    let ahead = window[from..].iter().position(|&byte| byte == b'\n')?;
    Some(from + ahead)
}

/// The end of the text without a character that is only begun.
fn before_split_character(text: &[u8]) -> usize {
    let end = text.len();
    for back in 1..=3.min(end) {
        let width = match text[end - back] {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        return if width > back { end - back } else { end };
    }
    end
}
