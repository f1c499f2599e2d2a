//! Records, flaws, lines and limits, on the smallest texts.

use std::borrow::Cow;

use super::*;
use crate::source::{FlawKind, Span};

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
