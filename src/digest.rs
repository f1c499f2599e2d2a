//! The digest of what was read: of records, not of bytes.
//!
//! Each record is hashed by its sheet, keys and values, and the hashes are added up, so that neither line ends nor the
//! order of rows nor how they are split over files changes it; a row that stands twice changes it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::sheet::{self, ColumnRef, Header, Records, Sheet};
use crate::source::Record;
use crate::value::{StageCode, StageIndex, Table};
use crate::yaml::{Kind, Node};

/// A digest being made.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    sum: [u64; 4],
    records: u64,
    buffer: Vec<u8>,
}

const KEY: u8 = 0x1f;
const VALUE: u8 = 0x1e;

impl Digest {
    /// Adds the definition: its keys and scalars, not its comments, order of blanks or quotes.
    pub fn definition(&mut self, node: &Node) {
        let mut text = String::new();
        write_node(node, &mut text);
        self.buffer.clear();
        self.buffer.extend_from_slice(b"phong-trao\x1d");
        self.buffer.extend_from_slice(text.as_bytes());
        self.add();
    }

    /// Adds the records of a batch.
    pub fn records(&mut self, records: &Records<'_>, stages: &Table<StageIndex, StageCode>) {
        for position in records.from..records.batch.len() {
            let record = records.batch.record(position);
            if !record.is_blank() {
                self.record(records.sheet, records.header, stages, record);
            }
        }
    }

    fn record(&mut self, sheet: &'static Sheet, header: &Header, stages: &Table<StageIndex, StageCode>, record: Record<'_>) {
        self.buffer.clear();
        self.buffer.extend_from_slice(sheet.name.as_bytes());
        self.buffer.push(0x1d);
        for (column, cell) in sheet.columns.iter().zip(&header.columns) {
            if let Some(cell) = cell {
                self.cell(column.key.as_bytes(), record, usize::from(*cell));
            }
        }
        for (stage, cell) in stages.iter().zip(&header.stages) {
            if let Some(cell) = cell {
                self.cell(format!("diem_{stage}").as_bytes(), record, usize::from(*cell));
            }
        }
        // What stands under a label nobody knows, or behind the last label, was handed in all the same.
        for cell in 0..record.len() {
            match header.cells.get(cell) {
                Some(Some(ColumnRef::Column(_) | ColumnRef::Stage(_) | ColumnRef::Counter)) => {}
                Some(None) => self.cell(header.labels[cell].as_bytes(), record, cell),
                None => self.cell(b"", record, cell),
            }
        }
        self.add();
    }

    fn cell(&mut self, key: &[u8], record: Record<'_>, cell: usize) {
        if cell >= record.len() {
            return;
        }
        let bytes = record.cell(cell);
        let value = sheet::trimmed(&bytes);
        if !value.is_empty() {
            self.buffer.extend_from_slice(key);
            self.buffer.push(KEY);
            self.buffer.extend_from_slice(sheet::text_of(value).as_bytes());
            self.buffer.push(VALUE);
        }
    }

    fn add(&mut self) {
        let hash = Sha256::digest(&self.buffer);
        let mut carry = false;
        for (word, bytes) in self.sum.iter_mut().zip(hash.chunks_exact(8)) {
            let part = u64::from_be_bytes(bytes.try_into().expect("eight bytes"));
            let (sum, first) = word.overflowing_add(part);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *word = sum;
            carry = first || second;
        }
        self.records += 1;
    }

    /// The digest in hexadecimal.
    pub fn hex(&self) -> String {
        let mut hasher = Sha256::new();
        for word in self.sum {
            hasher.update(word.to_be_bytes());
        }
        hasher.update(self.records.to_be_bytes());
        hasher.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes everything");
            text
        })
    }
}

fn write_node(node: &Node, text: &mut String) {
    match &node.kind {
        Kind::Null => text.push('\u{1}'),
        Kind::Scalar { text: scalar, .. } => {
            text.push('\u{2}');
            text.push_str(scalar);
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
