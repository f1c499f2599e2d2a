//! A checkpoint: where a record begins, to find it and those after it again.

use std::io::{self, Read};

use super::{Batch, Opening, Record, Tokenizer, Volume};

/// The beginning of a record in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checkpoint {
    /// Offset of the record's first byte.
    pub offset: u64,
    /// The line of that byte, from 1.
    pub line: u64,
}

impl Default for Checkpoint {
    /// The beginning of a file.
    fn default() -> Self {
        Self { offset: 0, line: 1 }
    }
}

impl Checkpoint {
    /// Reads again the record that stands `after` records behind the one at this checkpoint (0 is
    /// that record); `None` where the file has no such record.
    pub fn find(self, volume: &dyn Volume, file: &str, delimiter: u8, after: usize) -> io::Result<Option<Found>> {
        let reader = Tail { volume, file, offset: self.offset };
        let opening = Opening::of_delimiter(delimiter);
        let mut tokenizer = Tokenizer::resume(reader, opening, self.offset, self.line);
        let mut batch = Batch::new();
        let mut index = after;
        while tokenizer.next_batch(&mut batch)? {
            if index < batch.len() {
                return Ok(Some(Found { batch, index }));
            }
            index -= batch.len();
        }
        Ok(None)
    }
}

/// A record that was read again.
#[derive(Clone, Debug)]
pub struct Found {
    batch: Batch,
    index: usize,
}

impl Found {
    /// The record.
    pub fn record(&self) -> Record<'_> {
        self.batch.record(self.index)
    }
}

/// A file from an offset on.
struct Tail<'v> {
    volume: &'v dyn Volume,
    file: &'v str,
    offset: u64,
}

impl Read for Tail<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.volume.read_at(self.file, self.offset, buffer.len())?;
        let length = bytes.len().min(buffer.len());
        buffer[..length].copy_from_slice(&bytes[..length]);
        self.offset += length as u64;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Memory;
    use super::*;

    #[test]
    fn a_record_is_found_again_behind_a_checkpoint() {
        let volume = Memory::new([("a.csv", "\u{feff}x;y\r\n\r\n\"1\n\";2\r\n3;\"4\"")]);
        let second = Checkpoint { offset: 10, line: 3 };
        let find = |after| second.find(&volume, "a.csv", b';', after).expect("a.csv is there");
        let found = find(0).expect("a record begins there");
        assert_eq!(found.record().raw(0), b"1\n");
        let found = find(1).expect("one follows");
        assert_eq!((found.record().raw(1), found.record().line()), (&b"4"[..], 5));
        assert!(find(2).is_none());
    }

    #[test]
    fn a_record_many_batches_behind_a_checkpoint_is_found() {
        use std::fmt::Write;
        let mut text = String::new();
        for row in 0..20_000 {
            writeln!(text, "{row},abcdefghij").expect("a string takes text");
        }
        let volume = Memory::new([("a.csv", text)]);
        let found = Checkpoint::default().find(&volume, "a.csv", b',', 19_999).expect("a.csv is there").expect("the last record");
        assert_eq!(found.record().raw(0), b"19999");
        assert_eq!(found.record().line(), 20_000);
    }
}
