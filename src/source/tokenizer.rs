//! The tokenizer: the records of a CSV sheet, a batch at a time, from any reader.
//!
//! RFC 4180 with the freedoms spreadsheets take: `,` `;` or TAB, LF or CRLF, a byte order mark, a
//! first line `sep=;`. A file is never held whole, and one broken record costs one record.

use std::io::{self, Read};

use super::Batch;
use super::checkpoint::Checkpoint;
use super::scan::{Ending, Scan, Stop};
use super::text::Text;

/// Most records of a batch.
pub const BATCH_RECORDS: usize = 2048;
/// Most bytes of a record, without its line feed.
pub const LONGEST_RECORD: usize = 1 << 20;
/// Most cells of a record.
pub const MOST_CELLS: usize = 1000;

/// Delimiters that are recognised, the likelier first.
const DELIMITERS: [u8; 3] = *b",;\t";

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

/// How a file opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// A UTF-8 byte order mark comes first.
    pub bom: bool,
    /// The first line is `sep=` and this delimiter, as spreadsheets write it.
    pub sep_line: Option<u8>,
    /// What stands between cells.
    pub delimiter: u8,
    /// A UTF-16 byte order mark comes first: nothing more is read.
    pub utf16: bool,
}

impl Opening {
    /// A file with this delimiter that opens with its header.
    pub fn of_delimiter(delimiter: u8) -> Self {
        Self { bom: false, sep_line: None, delimiter, utf16: false }
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
        let opening = Opening::of_delimiter(DELIMITERS[0]);
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
        let head = &self.rest;
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            self.opening.utf16 = true;
            self.ended = true;
            self.rest.truncate(0);
            return;
        }
        if head.starts_with(b"\xEF\xBB\xBF") {
            self.opening.bom = true;
            self.advance(3);
        }
        let head = &self.rest;
        if let Some((delimiter, length)) = sep_line(head) {
            self.opening.sep_line = Some(delimiter);
            self.opening.delimiter = delimiter;
            self.advance(length);
            self.position.line += 1;
        } else {
            self.opening.delimiter = delimiter_of(head);
        }
    }
}

/// The delimiter that a first line `sep=;` names, and the length of that line.
fn sep_line(head: &[u8]) -> Option<(u8, usize)> {
    let (word, rest) = head.split_at_checked(4)?;
    let (&delimiter, rest) = rest.split_first()?;
    let is_delimiter = delimiter == b'\t' || (b' '..0x7F).contains(&delimiter);
    if !word.eq_ignore_ascii_case(b"sep=") || !is_delimiter || delimiter.is_ascii_alphanumeric() || delimiter == b'"' {
        return None;
    }
    let ending = match rest {
        [] => 0,
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] | [b'\r'] => rest.len().min(2),
        _ => return None,
    };
    Some((delimiter, 5 + ending))
}

/// The delimiter that stands most often outside quotes in the first record.
///
/// A quote opens after any of them, since which one it is is still asked.
fn delimiter_of(head: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut first_line = None; // the counts at the first line end inside quotes
    let mut is_quoted = false;
    let mut is_first = true; // of a cell
    let blank = head.iter().take_while(|byte| b"\r\n".contains(byte)).count();
    let mut bytes = head[blank..].iter().peekable();
    while let Some(&byte) = bytes.next() {
        if is_quoted {
            match byte {
                b'\n' => {
                    first_line.get_or_insert(counts);
                }
                b'"' if bytes.next_if_eq(&&b'"').is_none() => {
                    is_quoted = false;
                    let is_end = bytes.peek().is_none_or(|next| b"\r\n".contains(next) || DELIMITERS.contains(next));
                    if !is_end && first_line.is_some() {
                        is_quoted = true;
                        break;
                    }
                }
                _ => {}
            }
            continue;
        }
        if byte == b'\n' {
            break;
        }
        is_quoted = byte == b'"' && is_first;
        let delimiter = DELIMITERS.iter().position(|&delimiter| delimiter == byte);
        if let Some(index) = delimiter {
            counts[index] += 1;
        }
        is_first = delimiter.is_some();
    }
    if is_quoted {
        // The quote does not end: the header is what stands on its first line.
        counts = first_line.unwrap_or(counts);
    }
    let most = counts.into_iter().max().unwrap_or_default();
    let index = counts.iter().position(|&count| count == most);
    DELIMITERS[index.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::{FlawKind, Span};
    use super::*;

    /// Line, cells and flaws (kind, offset, line, cell) of a record.
    type Told = (u64, Vec<String>, Vec<(FlawKind, u64, u64, usize)>);

    fn read_with(text: &[u8], limits: Limits) -> Vec<Told> {
        let mut tokenizer = Tokenizer::with_limits(text, limits).expect("bytes do not fail");
        let mut batch = Batch::new();
        let mut records = Vec::new();
        while tokenizer.next_batch(&mut batch).expect("bytes do not fail") {
            for record in batch.records() {
                let cells = (0..record.len()).map(|cell| String::from_utf8_lossy(&record.cell(cell)).into_owned()).collect();
                let flaws = record.flaws().iter().map(|flaw| (flaw.kind, flaw.offset, flaw.line, flaw.cell)).collect();
                records.push((record.line(), cells, flaws));
            }
        }
        records
    }

    fn read(text: &str) -> Vec<Told> {
        read_with(text.as_bytes(), Limits::default())
    }

    fn told(line: u64, cells: &[&str], flaws: &[(FlawKind, u64, u64, usize)]) -> Told {
        let cells = cells.iter().map(|&cell| cell.into()).collect();
        (line, cells, flaws.to_vec())
    }

    /// The cells of a text without flaws.
    fn cells(text: &str) -> Vec<Vec<String>> {
        let records = read(text);
        let is_sound = records.iter().all(|(_, _, flaws)| flaws.is_empty());
        assert!(is_sound, "{records:?}");
        records.into_iter().map(|(_, cells, _)| cells).collect()
    }

    fn first_batch(text: &str) -> Batch {
        let mut tokenizer = Tokenizer::new(text.as_bytes()).expect("bytes do not fail");
        let mut batch = Batch::new();
        tokenizer.next_batch(&mut batch).expect("bytes do not fail");
        batch
    }

    #[test]
    fn an_empty_file_has_no_record() {
        let texts = ["", "\n", "\r\n\r\n", "\u{feff}", "\r", "sep=;", "\u{feff}sep=;\r\n\n"];
        for text in texts {
            assert_eq!(read(text), [], "{text:?}");
        }
    }

    #[test]
    fn a_file_may_end_without_a_line_end() {
        assert_eq!(cells("a,b"), [["a", "b"]]);
        assert_eq!(cells("a,"), [["a", ""]]);
        assert_eq!(cells("a,\"b\""), [["a", "b"]]);
        assert_eq!(cells("a,b\r"), [["a", "b"]]);
        assert_eq!(cells("a,\"b\"\r"), [["a", "b"]]);
        assert_eq!(cells("\"\""), [[""]]);
    }

    #[test]
    fn a_return_is_dropped_before_a_line_feed_and_kept_elsewhere() {
        assert_eq!(cells("a\rb,c\r\r\n\"d\r\",e\r,\"f\r\n\"\r\n"), [vec!["a\rb", "c\r"], vec!["d\r", "e\r", "f\r\n"]]);
    }

    #[test]
    fn lines_count_line_feeds_also_in_blank_lines_and_in_cells() {
        let records = read("a\r\n\r\n\n\"b\n\r\n\",1\nc\r\n");
        let lines: Vec<_> = records.into_iter().map(|(line, ..)| line).collect();
        assert_eq!(lines, [1, 4, 7]);
    }

    #[test]
    fn a_doubled_quote_is_one_and_a_quote_ends_only_a_cell_it_opened() {
        assert_eq!(cells("\"a\"\"b\",\"\"\"\",\"\"\"\"\"\",\"\",x"), [["a\"b", "\"", "\"\"", "", "x"]]);
        let batch = first_batch("\"a\"\"b\",\"c\"");
        let is_borrowed = |cell| matches!(batch.record(0).cell(cell), Cow::Borrowed(_));
        assert_eq!((is_borrowed(0), is_borrowed(1)), (false, true));
    }

    #[test]
    fn a_stray_quote_is_text_and_one_flaw_of_its_cell() {
        assert_eq!(
            read("x,5\" x 3\",\"y\"\n1,2,3"),
            [told(1, &["x", "5\" x 3\"", "y"], &[(FlawKind::StrayQuote, 3, 1, 1)]), told(2, &["1", "2", "3"], &[]),]
        );
    }

    #[test]
    fn text_after_a_closing_quote_stays_and_is_one_flaw() {
        let first = (FlawKind::TextAfterQuote, 3, 1, 0);
        let second = (FlawKind::TextAfterQuote, 9, 1, 1);
        assert_eq!(read("\"x\"y\",\"z\" \nok"), [told(1, &["\"x\"y\"", "\"z\" "], &[first, second]), told(2, &["ok"], &[]),]);
    }

    #[test]
    fn a_forgotten_quote_that_the_next_row_would_close_costs_its_own_row() {
        assert_eq!(
            read("h,i\n1,\"a\r\n2,\"b\"\n3,c\n"),
            [
                told(1, &["h", "i"], &[]),
                told(2, &["1", "\"a"], &[(FlawKind::UnclosedQuote, 6, 2, 1)]),
                told(3, &["2", "b"], &[]),
                told(4, &["3", "c"], &[]),
            ]
        );
    }

    #[test]
    fn a_forgotten_quote_that_nothing_closes_costs_its_own_row() {
        for text in ["h,i\n1,\"a\n2,b\n3,c", "h,i\n1,\"a\n2,b\n3,c\n"] {
            assert_eq!(
                read(text),
                [
                    told(1, &["h", "i"], &[]),
                    told(2, &["1", "\"a"], &[(FlawKind::UnclosedQuote, 6, 2, 1)]),
                    told(3, &["2", "b"], &[]),
                    told(4, &["3", "c"], &[]),
                ]
            );
        }
        let flaw = (FlawKind::UnclosedQuote, 2, 1, 1);
        assert_eq!(read("a,\"b"), [told(1, &["a", "\"b"], &[flaw])]);
    }

    #[test]
    fn a_cell_over_lines_before_the_forgotten_quote_stays_whole() {
        assert_eq!(
            read("\"a\nb\",\"c\nd\"e"),
            [told(1, &["a\nb", "\"c"], &[(FlawKind::UnclosedQuote, 6, 2, 1)]), told(3, &["d\"e"], &[(FlawKind::StrayQuote, 10, 3, 0)]),]
        );
    }

    #[test]
    fn a_record_at_the_limit_is_whole_and_one_byte_more_is_too_long() {
        let longest = "a".repeat(LONGEST_RECORD);
        for ending in ["", "\n"] {
            assert_eq!(read(&format!("{longest}{ending}"))[0].2, []);
            let records = read(&format!("a{longest}{ending}x,y"));
            assert_eq!(records[0].2, [(FlawKind::TooLong, 0, 1, 0)]);
            let rest = [told(2, &["x", "y"], &[])];
            assert_eq!(records[1..], rest[ending.is_empty().into()..]);
        }
    }

    #[test]
    fn a_line_far_over_the_limit_is_not_held_and_belongs_to_its_record() {
        let text = format!("a,đ\n{},z\nb,c\n", "ế".repeat(LONGEST_RECORD));
        let mut tokenizer = Tokenizer::new(text.as_bytes()).expect("bytes do not fail");
        let mut batch = Batch::new();
        assert!(tokenizer.next_batch(&mut batch).expect("bytes do not fail"));
        assert_eq!(batch.len(), 1, "a long record needs more room than what is read at a time");
        assert!(tokenizer.next_batch(&mut batch).expect("bytes do not fail"));
        assert_eq!(batch.len(), 1, "what is skipped ends a batch");
        let record = batch.record(0);
        let end = text.len() as u64 - 4;
        assert_eq!(record.range(), Span { start: 5, end });
        // The character at the limit is not cut in two, so it is no fault.
        let kinds: Vec<_> = record.flaws().iter().map(|flaw| flaw.kind).collect();
        assert_eq!(kinds, [FlawKind::TooLong]);
        assert!(record.bytes().len() <= LONGEST_RECORD + 1);
        assert!(batch.text.capacity().max(tokenizer.rest.capacity()) <= 2 * (LONGEST_RECORD + 1 + Limits::default().chunk));
        assert!(tokenizer.next_batch(&mut batch).expect("bytes do not fail"));
        assert_eq!((batch.line(), batch.record(0).raw(1)), (3, &b"c"[..]));
    }

    #[test]
    fn a_quote_open_for_more_than_the_limit_costs_its_own_row() {
        let row = "1,2,3\n";
        let rows = LONGEST_RECORD / row.len() + 10;
        let records = read(&format!("a,b\nx,\"y\n{}", row.repeat(rows)));
        assert_eq!(records[1], told(2, &["x", "\"y"], &[(FlawKind::TooLong, 6, 2, 1)]));
        assert_eq!(records.len(), 2 + rows);
        let mut rest = records[2..].iter();
        assert!(rest.all(|(_, cells, flaws)| cells.len() == 3 && flaws.is_empty()));
    }

    #[test]
    fn a_thousand_cells_are_a_record_and_one_more_is_a_flaw() {
        let most = "x,".repeat(MOST_CELLS - 1);
        assert_eq!(read(&format!("{most}y\n1"))[0].2, []);
        for ending in ["y\n1", "y\r\n1", "\"y\"\n1"] {
            let records = read(&format!("{most}x,{ending}"));
            assert_eq!(records[0].1.len(), MOST_CELLS);
            assert_eq!(records[0].2, [(FlawKind::TooManyCells, 0, 1, 0)]);
            assert_eq!(records[1..], [told(2, &["1"], &[])]);
        }
        let records = read(&format!("a,\"b\nc\",{most}"));
        let flaw = (FlawKind::TooManyCells, 2, 1, 1);
        assert_eq!(records[0], told(1, &["a", "\"b"], &[flaw]));
        assert_eq!(records[1].1[0], "c\"");
    }

    #[test]
    fn invalid_bytes_and_zero_bytes_are_flaws_at_their_byte() {
        let text = b"a,\"\n\xE1\xBA\"\n\xC4\x91,b\0\0\xFF\n\xC3";
        let records = read_with(text, Limits::default());
        let flaws: Vec<_> = records.into_iter().map(|(_, _, flaws)| flaws).collect();
        assert_eq!(
            flaws,
            [vec![(FlawKind::NotUtf8, 4, 2, 1)], vec![(FlawKind::Nul, 12, 3, 1), (FlawKind::NotUtf8, 14, 3, 1)], vec![(FlawKind::NotUtf8, 16, 4, 0)],]
        );
    }

    #[test]
    fn a_character_over_two_chunks_is_no_fault() {
        for chunk in 1..12 {
            let limits = Limits { chunk, ..Limits::default() };
            let records = read_with("điểm,ế\nđ,ộ\r\n".repeat(5).as_bytes(), limits);
            assert_eq!(records.len(), 10);
            let mut records = records.iter();
            assert!(records.all(|(_, cells, flaws)| cells.len() == 2 && flaws.is_empty()));
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_stands_most_often_outside_quotes() {
        for (text, delimiter) in [
            ("a;b,c;d\n", b';'),
            ("a\tb\n,,,", b'\t'),
            ("a", b','),
            ("", b','),
            ("a;b,c", b','),
            ("a;b\tc", b';'),
            ("a;\"b,c,d\";e", b';'),
            ("\"b,c,\"\",\";e", b';'),
            ("\r\n\na;b\n,,", b';'),
            ("a;\"b\n\";c,d\n", b';'),
            ("a;\"b\n,,,,\n,\"c", b';'),
            ("a;\"b\n,,,,\n", b';'),
        ] {
            let tokenizer = Tokenizer::new(text.as_bytes()).expect("bytes do not fail");
            assert_eq!(tokenizer.opening().delimiter, delimiter, "{text:?}");
        }
    }

    #[test]
    fn a_sep_line_names_the_delimiter_and_is_no_record() {
        for (text, sep_line) in [
            ("sep=;\r\na;b,c,d\n", Some(b';')),
            ("\u{feff}SEP=|\na|b", Some(b'|')),
            ("sep=\t\nab", Some(b'\t')),
            ("sep=;a\na;b", None),
            ("sep=a\na", None),
            ("sep=\"\na", None),
            ("sep=\na", None),
        ] {
            let tokenizer = Tokenizer::new(text.as_bytes()).expect("bytes do not fail");
            let opening = tokenizer.opening();
            assert_eq!(opening.sep_line, sep_line, "{text:?}");
            assert!(sep_line.is_none_or(|delimiter| delimiter == opening.delimiter));
        }
        assert_eq!(read("sep=;\r\na;b,c\n"), [told(2, &["a", "b,c"], &[])]);
    }

    #[test]
    fn utf16_is_said_and_not_read() {
        for text in [b"\xFF\xFEa\0,\0", b"\xFE\xFF\0a\0,"] {
            let mut tokenizer = Tokenizer::new(&text[..]).expect("bytes do not fail");
            assert!(tokenizer.opening().utf16);
            let mut batch = Batch::new();
            assert!(!tokenizer.next_batch(&mut batch).expect("nothing is read"));
        }
    }

    #[test]
    fn spans_and_offsets_count_from_the_first_byte_of_the_file() {
        let batch = first_batch("\u{feff}sep=;\n\nđ;\"x\"\"y\" ;\"z\"\r\n");
        let record = batch.record(0);
        assert_eq!((batch.offset(), batch.line()), (10, 3));
        assert_eq!(record.range(), Span { start: 10, end: 26 });
        assert_eq!(record.span(0), Span { start: 10, end: 12 });
        assert_eq!(record.span(1), Span { start: 13, end: 20 });
        assert_eq!(record.span(2), Span { start: 21, end: 24 });
        assert_eq!(record.raw(1), b"\"x\"\"y\" ");
        assert_eq!((record.is_quoted(1), record.is_quoted(2)), (false, true));
        assert_eq!(record.flaws()[0].offset, 19);
        assert_eq!(format!("{record:?}"), r#"["đ", "\"x\"\"y\" ", "z"]"#);
    }

    #[test]
    fn a_record_of_blanks_is_blank() {
        let batch = first_batch(" ,\"\",\t\r\n\u{a0}\n,0\n");
        let blank: Vec<_> = batch.records().map(|record| record.is_blank()).collect();
        assert_eq!(blank, [true, true, false]);
    }

    #[test]
    fn a_batch_holds_so_many_records_at_most_and_begins_at_its_first() {
        let text = "\n".repeat(3) + &"a,b\n\n".repeat(BATCH_RECORDS + 76);
        let mut tokenizer = Tokenizer::new(text.as_bytes()).expect("bytes do not fail");
        let mut batch = Batch::new();
        let mut batches = Vec::new();
        while tokenizer.next_batch(&mut batch).expect("bytes do not fail") {
            batches.push((batch.len(), batch.offset(), batch.line()));
        }
        let (bytes, lines) = (5 * BATCH_RECORDS as u64, 2 * BATCH_RECORDS as u64);
        assert_eq!(batches, [(BATCH_RECORDS, 3, 4), (76, 3 + bytes, 4 + lines)]);
    }

    /// Hands out texts, with a failure after each.
    struct Failing<'t>(Vec<&'t [u8]>);

    impl Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some(text) = self.0.first_mut() else {
                return Ok(0);
            };
            if text.is_empty() {
                self.0.remove(0);
                return Err(io::ErrorKind::TimedOut.into());
            }
            text.read(buffer)
        }
    }

    #[test]
    fn a_failure_comes_after_the_records_before_it_and_loses_none() {
        let reader = Failing(vec![b"a\nb\nc", b"d\ne\n"]);
        let mut tokenizer = Tokenizer::resume(reader, Opening::of_delimiter(b','), 0, 1);
        let mut batch = Batch::new();
        let mut seen = Vec::new();
        loop {
            match tokenizer.next_batch(&mut batch) {
                Ok(true) => seen.extend(batch.records().map(|record| record.raw(0).to_vec())),
                Ok(false) => break,
                Err(failure) => seen.push(failure.kind().to_string().into_bytes()),
            }
        }
        let seen: Vec<_> = seen.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
        assert_eq!(seen, ["a", "b", "timed out", "cd", "e", "timed out"]);
    }
}
