//! The tokenizer against the `csv` crate: what is well formed reads the same, and nothing else
//! differs without a flaw.

use std::io::{self, Read};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::batch::count_feeds;
use super::tokenizer::Limits;
use super::{Batch, Checkpoint, Flaw, FlawKind, Memory, Opening, Record, Span, Tokenizer};

/// Hands out a few bytes at a time, and is interrupted now and then.
struct Trickle<'t> {
    text: &'t [u8],
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        let size = self.sizes[self.turn % self.sizes.len()];
        if size == 0 && self.turn.is_multiple_of(2) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let size = size.clamp(1, buffer.len());
        self.text.read(&mut buffer[..size])
    }
}

/// All there is to know of a record.
#[derive(Debug, Clone, PartialEq)]
struct Whole {
    line: u64,
    range: Span,
    cells: Vec<Vec<u8>>,
    raw: Vec<Vec<u8>>,
    quoted: Vec<bool>,
    spans: Vec<Span>,
    flaws: Vec<Flaw>,
}

impl From<Record<'_>> for Whole {
    fn from(record: Record<'_>) -> Self {
        let cells = 0..record.len();
        Self {
            line: record.line(),
            range: record.range(),
            cells: cells.clone().map(|cell| record.cell(cell).into_owned()).collect(),
            raw: cells.clone().map(|cell| record.raw(cell).to_vec()).collect(),
            quoted: cells.clone().map(|cell| record.is_quoted(cell)).collect(),
            spans: cells.map(|cell| record.span(cell)).collect(),
            flaws: record.flaws().to_vec(),
        }
    }
}

impl Whole {
    /// What follows the last cell: the line end, unless the record is cut.
    fn rest<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let last = self.spans.last().expect("a record has a cell");
        &text[at(last.end)..at(self.range.end)]
    }
}

fn all<R: Read>(mut tokenizer: Tokenizer<R>) -> Vec<Whole> {
    let mut batch = Batch::new();
    let mut records = Vec::new();
    while tokenizer.next_batch(&mut batch).expect("bytes do not fail") {
        assert_eq!(batch.offset(), batch.record(0).offset());
        assert_eq!(batch.line(), batch.record(0).line());
        let flaws: usize = batch.records().map(|record| record.flaws().len()).sum();
        assert_eq!(flaws, batch.flaws().len(), "each flaw lies in a record");
        records.extend(batch.records().map(Whole::from));
    }
    assert!(!tokenizer.next_batch(&mut batch).expect("bytes do not fail"));
    records
}

/// What `csv` reads; a carriage return before a line feed stays in the text.
fn oracle(text: &[u8], delimiter: u8) -> impl Iterator<Item = Vec<Vec<u8>>> + '_ {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::None)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(text)
        .into_byte_records()
        .map(|record| {
            let record = record.expect("bytes do not fail");
            record.iter().map(<[u8]>::to_vec).collect()
        })
}

fn is_structural(kind: FlawKind) -> bool {
    match kind {
        FlawKind::TextAfterQuote | FlawKind::UnclosedQuote | FlawKind::TooLong | FlawKind::TooManyCells => true,
        FlawKind::StrayQuote | FlawKind::NotUtf8 | FlawKind::Nul => false,
    }
}

fn at(offset: u64) -> usize {
    usize::try_from(offset).expect("the text is in memory")
}

/// The line of a byte.
fn line_at(text: &[u8], offset: u64) -> u64 {
    1 + count_feeds(&text[..at(offset)])
}

/// Checks everything that must hold of the records of any text.
fn hold(text: &[u8], opening: Opening, first: usize, records: &[Whole]) -> Result<(), TestCaseError> {
    let mut past = first;
    for record in records {
        let (start, end) = (at(record.range.start), at(record.range.end));
        // Every byte belongs to one record, apart from those of blank lines.
        prop_assert!(start < end);
        prop_assert!(is_blank_lines(&text[past..start]), "lost after {past}");
        prop_assert!(end == text.len() || text[end - 1] == b'\n');
        prop_assert_eq!(record.line, line_at(text, record.range.start));
        past = end;
        cells_hold(text, opening, record)?;
        flaws_hold(text, record)?;
        agrees(text, opening, record)?;
    }
    prop_assert!(is_blank_lines(&text[past..]), "lost after {past}");
    Ok(())
}

/// Cells follow one another with one delimiter between, and hold what stands there.
fn cells_hold(text: &[u8], opening: Opening, record: &Whole) -> Result<(), TestCaseError> {
    let is_cut = record.flaws.iter().any(|flaw| match flaw.kind {
        FlawKind::TooLong | FlawKind::TooManyCells => true,
        FlawKind::UnclosedQuote => flaw.cell >= record.cells.len(),
        FlawKind::TextAfterQuote | FlawKind::StrayQuote | FlawKind::NotUtf8 | FlawKind::Nul => false,
    });
    prop_assert_eq!(record.spans[0].start, record.range.start);
    for pair in record.spans.windows(2) {
        prop_assert_eq!(pair[0].end + 1, pair[1].start);
        prop_assert_eq!(text[at(pair[0].end)], opening.delimiter);
    }
    prop_assert!(is_cut || [&b""[..], b"\n", b"\r\n", b"\r"].contains(&record.rest(text)));
    for (cell, span) in record.spans.iter().enumerate() {
        let bytes = &text[at(span.start)..at(span.end)];
        let flaws = record.flaws.iter().filter(|flaw| flaw.cell == cell);
        let kinds: Vec<_> = flaws.map(|flaw| flaw.kind).collect();
        if record.quoted[cell] {
            let raw = &record.raw[cell];
            prop_assert_eq!(bytes, [b"\"", &raw[..], b"\""].concat());
            let raw = str::from_utf8(raw).unwrap_or_default();
            prop_assert!(!raw.replace("\"\"", "").contains('"'));
            if !raw.is_empty() {
                let once = raw.replace("\"\"", "\"");
                prop_assert_eq!(once.as_bytes(), &record.cells[cell]);
            }
        } else {
            prop_assert_eq!(bytes, &record.raw[cell]);
            prop_assert_eq!(bytes, &record.cells[cell]);
            let is_flawed = is_cut || !kinds.is_empty();
            prop_assert!(is_flawed || !bytes.contains(&b'"'), "a quote in silence");
        }
        let is_utf8 = str::from_utf8(bytes).is_ok();
        prop_assert_eq!(kinds.contains(&FlawKind::NotUtf8), !is_utf8);
        prop_assert_eq!(kinds.contains(&FlawKind::Nul), bytes.contains(&0));
    }
    Ok(())
}

/// A flaw stands where it says, and at most one ends the record.
fn flaws_hold(text: &[u8], record: &Whole) -> Result<(), TestCaseError> {
    let mut endings = 0;
    for flaw in &record.flaws {
        let byte = text[at(flaw.offset)];
        prop_assert!((record.range.start..record.range.end).contains(&flaw.offset));
        prop_assert_eq!(flaw.line, line_at(text, flaw.offset));
        if let Some(span) = record.spans.get(flaw.cell) {
            prop_assert!((span.start..=span.end).contains(&flaw.offset));
        }
        match flaw.kind {
            FlawKind::StrayQuote | FlawKind::UnclosedQuote => prop_assert_eq!(byte, b'"'),
            FlawKind::TextAfterQuote => {
                prop_assert_eq!(text[at(flaw.offset) - 1], b'"');
                prop_assert_ne!(byte, b'"');
                if let Some(span) = record.spans.get(flaw.cell) {
                    let first = line_at(text, span.start);
                    prop_assert_eq!(first, flaw.line, "over lines it is an unclosed quote");
                }
            }
            FlawKind::NotUtf8 => {
                let span = record.spans[flaw.cell];
                let fault = str::from_utf8(&text[at(span.start)..at(span.end)]);
                let valid = fault.expect_err("it is not UTF-8").valid_up_to();
                prop_assert_eq!(at(span.start) + valid, at(flaw.offset));
            }
            FlawKind::Nul => prop_assert_eq!(byte, 0),
            FlawKind::TooLong | FlawKind::TooManyCells => {}
        }
        let is_ending = match flaw.kind {
            FlawKind::UnclosedQuote | FlawKind::TooLong | FlawKind::TooManyCells => true,
            FlawKind::StrayQuote | FlawKind::TextAfterQuote | FlawKind::NotUtf8 | FlawKind::Nul => false,
        };
        if is_ending {
            endings += 1;
            let feed = text[at(flaw.offset)..].iter().position(|&byte| byte == b'\n');
            let line_end = feed.map_or(text.len(), |feed| at(flaw.offset) + feed + 1);
            prop_assert_eq!(at(record.range.end), line_end, "it ends with the line of its flaw");
        }
    }
    prop_assert!(endings <= 1);
    Ok(())
}

/// A record without a flaw of its quotes or its size is what `csv` reads there, and `csv` goes on
/// where it ends.
fn agrees(text: &[u8], opening: Opening, record: &Whole) -> Result<(), TestCaseError> {
    if record.flaws.iter().any(|flaw| is_structural(flaw.kind)) {
        return Ok(());
    }
    let mut cells = record.cells.clone();
    if record.rest(text).starts_with(b"\r") {
        cells.last_mut().expect("a record has a cell").push(b'\r');
    }
    let (start, end) = (at(record.range.start), at(record.range.end));
    prop_assert_eq!(Some(cells), oracle(&text[start..], opening.delimiter).next());
    prop_assert_eq!(oracle(&text[start..end], opening.delimiter).count(), 1);
    Ok(())
}

fn is_blank_lines(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(next) = rest.strip_prefix(b"\n").or_else(|| rest.strip_prefix(b"\r\n")) {
        rest = next;
    }
    rest.is_empty() || rest == b"\r"
}

/// The length of what comes before the first line that may be a record.
fn prologue(text: &[u8], opening: Opening) -> usize {
    let bom = if opening.bom { 3 } else { 0 };
    let line = text[bom..].iter().position(|&byte| byte == b'\n');
    bom + match (opening.sep_line, line) {
        (None, _) => 0,
        (Some(_), Some(feed)) => feed + 1,
        (Some(_), None) => text.len() - bom,
    }
}

/// Reads a text, in chunks and from checkpoints, and checks what must hold of any.
fn check(text: &[u8], sizes: &[usize], small: Limits, from: Index) -> Result<Vec<Whole>, TestCaseError> {
    let trickle = Trickle { text, sizes: sizes.to_vec(), turn: 0 };
    let tokenizer = Tokenizer::new(trickle).expect("bytes do not fail");
    let opening = *tokenizer.opening();
    if opening.utf16 {
        prop_assert_eq!(all(tokenizer), []);
        return Ok(Vec::new());
    }
    let first = prologue(text, opening);
    let records = all(tokenizer);
    hold(text, opening, first, &records)?;
    prop_assert_eq!(&records, &all(Tokenizer::new(text).expect("bytes do not fail")));

    // From any record on, the rest reads the same; by way of a volume too.
    if !records.is_empty() {
        let from = from.index(records.len());
        let Whole { line, range: Span { start, .. }, .. } = records[from];
        let trickle = Trickle { text: &text[at(start)..], sizes: sizes.to_vec(), turn: 0 };
        let rest = all(Tokenizer::resume(trickle, opening, start, line));
        prop_assert_eq!(&records[from..], rest);
        let volume = Memory::new([("a.csv", text)]);
        let checkpoint = Checkpoint { offset: start, line };
        let found = |after| checkpoint.find(&volume, "a.csv", opening.delimiter, after).expect("a.csv is there");
        let last = records.len() - 1 - from;
        let found_last = found(last).map(|found| Whole::from(found.record()));
        prop_assert_eq!(found_last.as_ref(), records.last());
        prop_assert!(found(last + 1).is_none());
    }

    // Low limits cut more records, and where chunks end makes no difference to any of it.
    let line = if opening.sep_line.is_some() { 2 } else { 1 };
    let position = Checkpoint { offset: first as u64, line };
    let read = |limits| all(Tokenizer::resume_with_limits(&text[first..], opening, position, limits));
    let cut = read(small);
    hold(text, opening, first, &cut)?;
    for chunk in [1, 1 + small.chunk / 2, 3 + 2 * small.chunk, 4096] {
        prop_assert_eq!(&cut, &read(Limits { chunk, ..small }), "chunks of {}", chunk);
    }
    for record in &cut {
        let held = at(record.spans.last().expect("a record has a cell").end - record.range.start);
        prop_assert!(record.cells.len() <= small.cells);
        prop_assert!(held <= small.record + 1);
    }
    Ok(records)
}

fn limits() -> impl Strategy<Value = Limits> {
    (1..40_usize, 3..40_usize, 1..8_usize, 1..6_usize).prop_map(|(chunk, record, cells, batch)| Limits { chunk, record, cells, batch })
}

/// A table as it is written: cells with the quotes they need and some they do not, line ends of
/// both kinds, blank lines.
fn table() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<u8>)> {
    let piece = select(vec![
        "a",
        "PX1",
        "đ",
        "điểm",
        "e\u{301}",
        "🏭",
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        " ",
        "12,5",
        "một ghi chú dài hơn một khối sáu mươi tư byte, để quét qua vài khối liền nhau",
    ]);
    let cell = (vec(piece, 0..5).prop_map(|pieces| pieces.concat()), any::<bool>());
    let row = (vec(cell, 1..8), select(vec!["\n", "\r\n"]), select(vec!["", "", "", "\n", "\r\n\n"]));
    (vec(row, 0..12), select(vec![',', ';', '\t']), any::<[bool; 2]>()).prop_map(|(rows, delimiter, [bom, open])| {
        let mut text = String::new();
        if bom {
            text.push('\u{feff}');
        }
        // The first row decides the delimiter.
        let header = [delimiter.to_string(), delimiter.to_string(), "x".into()];
        text.extend(header);
        text.push('\n');
        let mut table = vec![vec![String::new(), String::new(), "x".into()]];
        let mut ending = "\n";
        for (row, row_ending, blank) in rows {
            let is_single = row.len() == 1;
            let mut cells = Vec::new();
            for (index, (cell, quote)) in row.into_iter().enumerate() {
                if index > 0 {
                    text.push(delimiter);
                }
                if quote || cell.contains([delimiter, '"', '\n', '\r']) || (is_single && cell.is_empty()) {
                    text.push('"');
                    text.push_str(&cell.replace('"', "\"\""));
                    text.push('"');
                } else {
                    text.push_str(&cell);
                }
                cells.push(cell);
            }
            text.push_str(row_ending);
            text.push_str(blank);
            ending = if blank.is_empty() { row_ending } else { "" };
            table.push(cells);
        }
        if open {
            text.truncate(text.len() - ending.len());
        }
        (table, text.into_bytes())
    })
}

/// Any bytes, of those that matter.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let any_piece =
        select(vec![&b"a"[..], b"\"", b"\"", b"\"\"", b",", b",", b"\n", b"\n", b"\r\n", b"\r", b"\xC3\xA9", b"\xC3", b"\xFF", b";", b"\0"]);
    let start = select(vec![&b""[..], b"", b"", b"\xEF\xBB\xBF", b"sep=;\r\n", b"sep=,\n", b"\xFF\xFE"]);
    let long = select(vec![0, 0, 0, 0, 50, 130]);
    (start, vec((any_piece, long), 0..60)).prop_map(|(start, pieces)| {
        let mut text = start.to_vec();
        for (piece, long) in pieces {
            text.extend_from_slice(piece);
            if text.len() % 7 == 0 {
                text.extend(std::iter::repeat_n(b'b', long));
            }
        }
        text
    })
}

proptest! {
    #[test]
    fn well_formed_tables_read_as_csv_reads_them(
        (table, text) in table(),
        sizes in vec(0..90_usize, 1..6),
        small in limits(),
        from: Index,
    ) {
        let records = check(&text, &sizes, small, from)?;
        for record in &records {
            prop_assert_eq!(&record.flaws, &[]);
        }
        let cells: Vec<Vec<Vec<u8>>> = records.into_iter().map(|record| record.cells).collect();
        let expected: Vec<Vec<Vec<u8>>> = table
            .into_iter()
            .map(|row| row.into_iter().map(String::into_bytes).collect())
            .collect();
        prop_assert_eq!(&cells, &expected);
        let delimiter = Tokenizer::new(&text[..]).expect("bytes do not fail").opening().delimiter;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(&text[..]);
        let csv: Vec<Vec<Vec<u8>>> = reader
            .byte_records()
            .map(|record| record.expect("bytes do not fail").iter().map(<[u8]>::to_vec).collect())
            .collect();
        prop_assert_eq!(&cells, &csv);
    }

    #[test]
    fn of_any_bytes_nothing_differs_from_csv_in_silence(
        text in soup(),
        sizes in vec(0..9_usize, 1..6),
        small in limits(),
        from: Index,
    ) {
        check(&text, &sizes, small, from)?;
    }
}
