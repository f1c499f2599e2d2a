//! The digest of what was read: of records, not of bytes.
//!
//! Each record is hashed by its sheet, keys and values, and the hashes are added up, so that neither line ends nor the
//! order of rows and columns nor how rows are split over files changes it; a row that stands twice changes it.
//!
//! # The canonical form
//!
//! A record is the bytes of a head and a body. The head names the sheet and the columns whose cells are not empty – those
//! the sheet has, in its order, then stages, then labels nobody knows, then nothing for cells behind the last label –:
//! `sheet 1D key 1F key 1F … 1C`, with zeros up to a whole block of 64 bytes. The body has their values, `value 1E value
//! 1E …`: without quotes, trimmed, in NFC, with LF for CR LF. A byte 00 or 1B to 1F of a key or a value has 1B before it.
//! The digest is the SHA-256 of the sum of all SHA-256 of records modulo 2²⁵⁶ and of their number, both big-endian.
//!
//! # What it is worth
//!
//! Two inputs that differ have two digests unless somebody searches for a pair. Who alters a few rows has to break
//! SHA-256. But the sum is weaker than the hash (`AdHash` of Bellare and Micciancio): one who is free to compose tens of
//! thousands of rows brings it to what he wants in far fewer than 2¹²⁸ steps, by Wagner's generalized birthday.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use rustc_hash::FxHashMap;
use sha2::block_api::compress256;
use sha2::{Digest as _, Sha256};

use crate::sheet::{self, ColumnRef, Header, Records, Sheet};
use crate::source::Record;
use crate::value::text::nfc;
use crate::value::{StageCode, StageIndex, Table};
use crate::yaml::{Kind, Node};

/// A digest being made.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// The sums of each of the eight words of hashes, the highest first: what is over 32 bits is carried at the end. A sum has room
    /// for those of 2³² records.
    sums: [u64; 8],
    records: u64,
    layout: Option<Layout>,
    body: Vec<u8>,
}

const SHEET: u8 = 0x1d;
const KEY: u8 = 0x1f;
const VALUE: u8 = 0x1e;
const HEAD: u8 = 0x1c;
const ESCAPE: u8 = 0x1b;

/// Bytes that SHA-256 takes at once.
const BLOCK: usize = 64;
/// Values up to this long are copied in one move.
const MOVE: usize = 32;
/// Heads that are remembered; a sheet whose rows are filled in more ways forgets them all.
const MOST_HEADS: usize = 4096;

/// Where SHA-256 begins: FIPS 180-4, 5.3.3.
const BEGINNING: State =
    State { words: [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19], length: 0 };

/// SHA-256 after some whole blocks.
#[derive(Clone, Copy, Debug)]
struct State {
    words: [u32; 8],
    /// Bytes so far.
    length: usize,
}

impl State {
    /// Takes the head of a record, filled up to a whole block.
    fn after(mut self, head: &mut Vec<u8>) -> Self {
        head.resize(head.len().next_multiple_of(BLOCK), 0);
        compress256(&mut self.words, head.as_chunks().0);
        self.length += head.len();
        self
    }

    /// Takes the `length` bytes that `rest` begins with, and ends as FIPS 180-4, 5.1.1, says.
    #[inline]
    fn end(mut self, rest: &mut Vec<u8>, length: usize) -> [u32; 8] {
        let end = (length + 9).next_multiple_of(BLOCK);
        if rest.len() < end {
            rest.resize(end, 0);
        }
        rest[length..end].fill(0);
        rest[length] = 0x80;
        let bits = (self.length + length) as u64 * 8;
        rest[end - 8..end].copy_from_slice(&bits.to_be_bytes());
        compress256(&mut self.words, rest[..end].as_chunks().0);
        self.words
    }
}

/// The columns of a file in canonical order, and the heads of its records.
#[derive(Clone, Debug)]
struct Layout {
    sheet: &'static Sheet,
    labels: Vec<Box<str>>,
    references: Vec<Option<ColumnRef>>,
    /// Each cell that counts, and its key.
    cells: Vec<(usize, Box<[u8]>)>,
    /// SHA-256 after the head of records with these cells filled, a bit a cell.
    heads: FxHashMap<u64, State>,
}

impl Layout {
    fn new(sheet: &'static Sheet, header: &Header, stages: &Table<StageIndex, StageCode>) -> Self {
        let mut cells: Vec<(usize, Box<[u8]>)> = Vec::new();
        let mut enter = |cell: u16, key: &str| cells.push((usize::from(cell), escaped(key.as_bytes()).into()));
        for (column, cell) in sheet.columns.iter().zip(&header.columns) {
            if let Some(cell) = cell {
                enter(*cell, column.key);
            }
        }
        for (stage, cell) in stages.iter().zip(&header.stages) {
            if let Some(cell) = cell {
                enter(*cell, &format!("diem_{stage}"));
            }
        }
        // What stands under a label nobody knows was handed in all the same.
        for (cell, (reference, label)) in (0..).zip(header.cells.iter().zip(&header.labels)) {
            match reference {
                Some(ColumnRef::Column(_) | ColumnRef::Stage(_) | ColumnRef::Counter) => {}
                None => enter(cell, label),
            }
        }
        Self { sheet, labels: header.labels.clone(), references: header.cells.clone(), cells, heads: FxHashMap::default() }
    }

    fn is_of(&self, sheet: &'static Sheet, header: &Header) -> bool {
        std::ptr::eq(self.sheet, sheet) && self.references == header.cells && self.labels == header.labels
    }

    /// The head of a record whose cells under these keys are filled.
    fn head<'k>(&self, keys: impl Iterator<Item = &'k [u8]>) -> State {
        let mut head = [self.sheet.name.as_bytes(), &[SHEET]].concat();
        for key in keys {
            head.extend_from_slice(key);
            head.push(KEY);
        }
        head.push(HEAD);
        BEGINNING.after(&mut head)
    }

    /// The same, of the cells with a bit.
    #[inline]
    fn head_of(&mut self, filled: u64) -> State {
        if let Some(state) = self.heads.get(&filled) {
            return *state;
        }
        let keys = self.cells.iter().enumerate().filter(|(bit, _)| filled >> bit & 1 == 1).map(|(_, (_, key))| &**key);
        let state = self.head(keys);
        if self.heads.len() == MOST_HEADS {
            self.heads.clear();
        }
        self.heads.insert(filled, state);
        state
    }

    /// The SHA-256 of a record.
    #[inline]
    fn hash(&mut self, record: &Record<'_>, body: &mut Vec<u8>) -> [u32; 8] {
        match self.fill_plain(record, body) {
            Some((filled, length)) => self.head_of(filled).end(body, length),
            None => self.hash_any(*record, body),
        }
    }

    /// Fills the body of a record whose values are canonical as they stand, as nearly every record's are: a bit for each cell that
    /// is filled, and the body's length.
    #[inline]
    fn fill_plain(&self, record: &Record<'_>, body: &mut Vec<u8>) -> Option<(u64, usize)> {
        let text = record.bytes();
        let fits = record.len() <= self.labels.len() && self.cells.len() <= u64::BITS as usize;
        let looks = Looks::of(text);
        if !fits || !record.flaws().is_empty() || !looks.are_canonical {
            return None;
        }
        // Each value has a byte behind it, and the last move may reach past it.
        let room = text.len() + record.len() + MOVE;
        if body.len() < room {
            body.resize(room, 0);
        }
        let (mut filled, mut at) = (0, 0);
        for (bit, (cell, _)) in self.cells.iter().enumerate() {
            if *cell >= record.len() {
                continue;
            }
            let Range { mut start, mut end } = record.within(*cell);
            if start == end {
                continue;
            }
            if text[start] == b'"' {
                (start, end) = (start + 1, end - 1);
                if start == end {
                    continue;
                }
                if looks.have_two_quotes && text[start..end].contains(&b'"') {
                    let value = sheet::trimmed(&text[start..end]);
                    at = unquoted(value, body, at);
                    body[at] = VALUE;
                    at += 1;
                    filled |= 1 << bit;
                    continue;
                }
            }
            let (first, last) = (text[start], text[end - 1]);
            // Of the letters only a no-break space is C2 A0.
            if first <= b' ' || last <= b' ' || first == 0xc2 || last == 0xa0 {
                let value = sheet::trimmed(&text[start..end]);
                body[at..at + value.len()].copy_from_slice(value);
                end = start + value.len();
                if start == end {
                    continue;
                }
            } else if let Some(moved) = text.get(start..start + MOVE).filter(|_| end - start <= MOVE) {
                body[at..at + MOVE].copy_from_slice(moved);
            } else {
                body[at..at + (end - start)].copy_from_slice(&text[start..end]);
            }
            at += end - start;
            body[at] = VALUE;
            at += 1;
            filled |= 1 << bit;
        }
        Some((filled, at))
    }

    /// The SHA-256 of any record.
    fn hash_any(&self, record: Record<'_>, body: &mut Vec<u8>) -> [u32; 8] {
        self.hash_without(record, None, body)
    }

    /// The same, as if a cell were empty.
    fn hash_without(&self, record: Record<'_>, blank: Option<usize>, body: &mut Vec<u8>) -> [u32; 8] {
        body.clear();
        let beyond = (self.labels.len()..record.len()).map(|cell| (cell, &[][..]));
        let cells = self.cells.iter().map(|(cell, key)| (*cell, &**key)).filter(|(cell, _)| *cell < record.len()).chain(beyond);
        let filled = cells.filter(|(cell, _)| Some(*cell) != blank).filter_map(|(cell, key)| {
            let bytes = record.cell(cell);
            let value = sheet::trimmed(&bytes);
            if value.is_empty() {
                return None;
            }
            let value = sheet::bytes_of(value);
            let value = if value.contains(&b'\r') { Cow::Owned(with_line_feeds(&value)) } else { value };
            body.extend_from_slice(&escaped(&value));
            body.push(VALUE);
            Some(key)
        });
        let head = self.head(filled);
        let length = body.len();
        head.end(body, length)
    }
}

/// Puts a value into the body, of two quotes one; where it ends there.
fn unquoted(value: &[u8], body: &mut [u8], mut at: usize) -> usize {
    let mut rest = value;
    while let Some(quote) = rest.iter().position(|byte| *byte == b'"') {
        body[at..=at + quote].copy_from_slice(&rest[..=quote]);
        at += quote + 1;
        rest = rest.get(quote + 2..).unwrap_or_default();
    }
    body[at..at + rest.len()].copy_from_slice(rest);
    at + rest.len()
}

/// What is told from the bytes of a text alone.
struct Looks {
    /// Whether it is in NFC, as [`is_plainly_nfc`](crate::value::text::is_plainly_nfc) tells it, and has nothing that the
    /// canonical form writes otherwise; it is UTF-8.
    are_canonical: bool,
    /// Whether it has a quote behind a quote.
    have_two_quotes: bool,
}

impl Looks {
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, and the loop would look at one byte at a time")]
    fn of(text: &[u8]) -> Self {
        const ODD: u8 = 1;
        const QUOTES: u8 = 2;
        let Some((last, _)) = text.split_last() else { return Self { are_canonical: true, have_two_quotes: false } };
        let is_odd = |byte: u8| (byte == 0) | (byte == b'\r') | (byte.wrapping_sub(ESCAPE) <= KEY - ESCAPE) | ((byte > 0xcb) & (byte != 0xe1));
        let is_far = |byte: u8, next: u8| (byte == 0xe1) & (next.wrapping_sub(0xb8) > 0xbb - 0xb8);
        let are_quotes = |byte: u8, next: u8| (byte == b'"') & (next == b'"');
        // No early exit, and numbers for truths: the loop becomes a few vector instructions a block.
        let pairs = text.iter().zip(&text[1..]);
        let found = pairs.fold(u8::from(is_odd(*last)) * ODD, |found, (&byte, &next)| {
            let (odd, quotes) = (is_odd(byte) | is_far(byte, next), are_quotes(byte, next));
            found | (u8::from(odd) * ODD) | (u8::from(quotes) * QUOTES)
        });
        Self { are_canonical: found & ODD == 0, have_two_quotes: found & QUOTES != 0 }
    }
}

/// The same with LF for CR LF.
fn with_line_feeds(value: &[u8]) -> Vec<u8> {
    let is_kept = |at: &usize| value[*at] != b'\r' || value.get(at + 1) != Some(&b'\n');
    (0..value.len()).filter(is_kept).map(|at| value[at]).collect()
}

/// A key or a value with an escape before each byte that has a meaning of its own.
fn escaped(text: &[u8]) -> Cow<'_, [u8]> {
    let is_meant = |byte: &u8| *byte == 0 || (ESCAPE..=KEY).contains(byte);
    if !text.iter().any(is_meant) {
        return Cow::Borrowed(text);
    }
    let escape = |byte: &u8| is_meant(byte).then_some(ESCAPE).into_iter().chain([*byte]);
    text.iter().flat_map(escape).collect()
}

impl Digest {
    /// Adds the definition: its keys and scalars in NFC, not its comments, order of blanks or quotes.
    pub fn definition(&mut self, node: &Node) {
        let mut text = "phong-trao\u{1d}".to_owned();
        write_node(node, &mut text);
        let mut bytes = text.into_bytes();
        let length = bytes.len();
        self.add(BEGINNING.end(&mut bytes, length));
    }

    /// Adds the records of a batch.
    pub fn records(&mut self, records: &Records<'_>, stages: &Table<StageIndex, StageCode>) {
        let known = self.layout.take().filter(|layout| layout.is_of(records.sheet, records.header));
        let mut layout = known.unwrap_or_else(|| Layout::new(records.sheet, records.header, stages));
        for position in records.from..records.batch.len() {
            let record = records.batch.record(position);
            if !record.is_blank() {
                let hash = layout.hash(&record, &mut self.body);
                self.add(hash);
            }
        }
        self.layout = Some(layout);
    }

    #[inline]
    fn add(&mut self, hash: [u32; 8]) {
        for (sum, word) in self.sums.iter_mut().zip(hash) {
            *sum += u64::from(word);
        }
        self.records += 1;
    }

    /// Takes in the records of another digest.
    pub fn join(&mut self, other: &Self) {
        for (sum, others) in self.sums.iter_mut().zip(other.sums) {
            *sum += others;
        }
        self.records += other.records;
    }

    /// The sum of all hashes modulo 2²⁵⁶, big-endian.
    fn sum(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let mut carried = 0;
        for (place, sum) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(self.sums).rev() {
            let [high @ .., a, b, c, d] = (sum + carried).to_be_bytes();
            *place = [a, b, c, d];
            carried = u64::from(u32::from_be_bytes(high));
        }
        bytes
    }

    /// The digest in hexadecimal.
    pub fn hex(&self) -> String {
        hex_of(&[&self.sum()[..], &self.records.to_be_bytes()].concat())
    }
}

/// The SHA-256 of bytes in hexadecimal.
pub fn hex_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes everything");
        text
    })
}

/// The SHA-256 of a piece of YAML in hexadecimal: of its keys and scalars in NFC, whatever the order of keys.
pub fn of_node(node: &Node) -> String {
    let mut text = String::new();
    write_node(node, &mut text);
    hex_of(text.as_bytes())
}

/// The SHA-256 of single records of a file.
#[derive(Debug)]
pub struct RecordHash(Layout);

impl RecordHash {
    /// Of records under these labels.
    pub fn new(sheet: &'static Sheet, header: &Header, stages: &Table<StageIndex, StageCode>) -> Self {
        Self(Layout::new(sheet, header, stages))
    }

    /// The SHA-256 of a record in its canonical form, as if one of its cells were empty where that is asked for.
    pub fn of(&self, record: Record<'_>, blank: Option<usize>) -> [u8; 32] {
        let words = self.0.hash_without(record, blank, &mut Vec::new());
        let mut bytes = [0; 32];
        for (piece, word) in bytes.chunks_exact_mut(4).zip(words) {
            piece.copy_from_slice(&word.to_be_bytes());
        }
        bytes
    }
}

fn write_node(node: &Node, text: &mut String) {
    match &node.kind {
        Kind::Null => text.push('\u{1}'),
        Kind::Scalar { text: scalar, .. } => {
            text.push('\u{2}');
            text.push_str(&nfc(scalar));
        }
        Kind::Sequence(items) => {
            text.push('\u{3}');
            for item in items {
                write_node(item, text);
            }
            text.push('\u{4}');
        }
        Kind::Mapping(entries) => {
            text.push('\u{5}');
            let mut parts: Vec<String> = entries
                .iter()
                .map(|(key, value)| {
                    let mut part = String::new();
                    write_node(key, &mut part);
                    write_node(value, &mut part);
                    part
                })
                .collect();
            // The order of keys means nothing.
            parts.sort();
            text.push_str(&parts.concat());
            text.push('\u{6}');
        }
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::{BEGINNING, BLOCK, Digest, Layout, Looks};
    use crate::results;
    use crate::sheet::Header;
    use crate::source::{Batch, Tokenizer};
    use crate::value::{Table, text};

    fn words(message: &[u8]) -> Vec<u32> {
        let hash = Sha256::digest(message);
        hash.as_chunks().0.iter().map(|bytes| u32::from_be_bytes(*bytes)).collect()
    }

    /// The hash of each row of a sheet of results, as it stands and by the way of any record.
    fn hashes(sheet: &[u8]) -> Vec<(Option<[u32; 8]>, [u32; 8])> {
        let mut batch = Batch::new();
        let mut tokenizer = Tokenizer::new(sheet).expect("bytes can be read");
        assert!(tokenizer.next_batch(&mut batch).expect("bytes can be read"));
        let stages = Table::default();
        let mut layout = Layout::new(&results::SHEET, &Header::read(&results::SHEET, &stages, batch.record(0)), &stages);
        // What the row before left in the body must not show.
        let mut body = vec![b'?'; 4 * BLOCK];
        let rows = 1..batch.len();
        let plain = |layout: &mut Layout, row: usize, body: &mut Vec<u8>| {
            let (filled, length) = layout.fill_plain(&batch.record(row), body)?;
            Some(layout.head_of(filled).end(body, length))
        };
        rows.map(|row| (plain(&mut layout, row, &mut body), layout.hash_any(batch.record(row), &mut Vec::new()))).collect()
    }

    #[test]
    fn blocks_and_their_end_are_those_of_sha_256() {
        for length in 0..3 * BLOCK {
            let message = vec![b'a'; length];
            assert_eq!(BEGINNING.end(&mut message.clone(), length).to_vec(), words(&message), "{length}");
            let whole = [vec![b'b'; BLOCK], message.clone()].concat();
            assert_eq!(BEGINNING.after(&mut vec![b'b'; BLOCK]).end(&mut message.clone(), length).to_vec(), words(&whole), "{length}");
        }
    }

    #[test]
    fn hashes_are_summed_modulo_two_to_the_256() {
        // Three times the highest, which is one below nothing.
        let mut all = Digest::default();
        let mut some = Digest::default();
        all.add([u32::MAX; 8]);
        some.add([u32::MAX; 8]);
        some.add([u32::MAX; 8]);
        all.join(&some);
        let mut below_nothing = [0xFF; 32];
        below_nothing[31] = 0xFD;
        assert_eq!((all.sum(), all.records), (below_nothing, 3));
        // And three with something in the second highest word make nothing of them but that.
        all.add([0, 5, 0, 0, 0, 0, 0, 3]);
        let mut five = [0; 32];
        five[7] = 5;
        assert_eq!(all.sum(), five);
    }

    #[test]
    fn a_record_is_hashed_as_the_page_says() {
        let mut message = b"ket-qua\x1ddon_vi\x1fthuc_hien\x1fl\xe1\xba\xa1\x1f\x1c".to_vec();
        message.resize(BLOCK, 0);
        message.extend_from_slice(b"DV1\x1e7\x1ea \"b\"\x1e");
        let [(plain, any)] = hashes("thuc_hien,lạ,don_vi,ghi_chu\n7,\"a \"\"b\"\"\",DV1,\n".as_bytes())[..] else { panic!("one row") };
        assert_eq!((plain, any.to_vec()), (Some(any), words(&message)));
    }

    #[test]
    fn what_is_canonical_as_it_stands_hashes_as_any_record() {
        let long = "một ghi chú dài hơn ba mươi hai byte có dấu";
        let rows = [
            ("DV1,C1,Q1,7,\"a, \"\"b\"\"\",c", true),
            ("\" DV1\t\",\"\",Q1, ,\u{a0}x\u{a0},\"\"\"\"", true),
            (&format!("DV1,C1,Q1,7,{long},{long}{long}"), true),
            (&format!("DV1,C1,Q1,7,\"{long}\",\"a\nb\""), true),
            ("DV1,C1", true),
            // An en dash, NFD, CR LF in a cell, an escape, a cell behind the labels, a quote out of place.
            ("DV1,C1,Q1,7,a – b,", false),
            ("DV1,C1,Q1,7,e\u{302}\u{301},", false),
            ("DV1,C1,Q1,7,\"a\r\nb\",", false),
            ("DV1,C1,Q1,7,a\u{1e}b,", false),
            ("DV1,C1,Q1,7,,,x", false),
            ("DV1,C1,Q1,7,a\"b,", false),
        ];
        let sheet: Vec<&str> = std::iter::once("don_vi,tieu_chi,ky,thuc_hien,minh_chung,ghi_chu").chain(rows.map(|(row, _)| row)).collect();
        for ((plain, any), (row, is_plain)) in hashes(sheet.join("\n").as_bytes()).into_iter().zip(rows) {
            assert_eq!(plain, is_plain.then_some(any), "{row:?}");
        }
    }

    #[test]
    fn text_is_told_to_be_canonical_by_what_is_plainly_nfc() {
        let is_canonical = |text: &[u8]| Looks::of(text).are_canonical;
        for letter in '\u{20}'..='\u{2fff}' {
            let text = format!("a{letter}b");
            assert_eq!(is_canonical(text.as_bytes()), text::is_plainly_nfc(text.as_bytes()), "{letter:?}");
            assert_eq!(is_canonical(letter.to_string().as_bytes()), text::is_plainly_nfc(letter.to_string().as_bytes()), "{letter:?}");
        }
        assert!(!is_canonical(b"a\r") && !is_canonical(b"a\0b") && !is_canonical(b"\x1b") && is_canonical(b"a\nb") && is_canonical(b""));
    }

    #[test]
    fn two_quotes_are_seen_where_they_stand_together() {
        let have_two_quotes = |text: &[u8]| Looks::of(text).have_two_quotes;
        assert!(have_two_quotes(b"\"a \"\"b\"\"\"") && have_two_quotes(b"\"\"") && !have_two_quotes(b"\"a\",\"b\"") && !have_two_quotes(b""));
    }
}
