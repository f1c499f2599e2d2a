//! Sources: the bytes of a campaign's files, the records in them, and the places they stand.
//!
//! A [`Volume`] hands out bytes by path; a [`Tokenizer`] turns the bytes of a CSV sheet into
//! [`Batch`]es of [`Record`]s, each cell with its span in the file and each record with its line;
//! a [`Checkpoint`] finds a record again; a [`LineIndex`] turns an offset of a small file into line
//! and column. Faults of the text are [`Flaw`]s of a record; nothing here stops at one.

mod batch;
mod checkpoint;
mod lines;
mod opening;
mod scan;
mod sweep;
mod text;
mod tokenizer;

#[cfg(test)]
mod agreement;

use std::io::{self, Read};

use unicode_normalization::UnicodeNormalization;

pub use batch::{Batch, Flaw, FlawKind, Record, count_feeds};
pub use checkpoint::{Checkpoint, Found};
pub use lines::{LineIndex, column_of, line_of};
pub use opening::Opening;
pub use tokenizer::{BATCH_RECORDS, LONGEST_RECORD, MOST_CELLS, Tokenizer};

/// A stretch of bytes in a file, counted from its first byte (a byte order mark counts).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset just past the last byte.
    pub end: u64,
}

/// The core's only door to bytes: a folder of files by relative path (forward slashes, NFC).
pub trait Volume: Sync {
    /// The paths of all files, sorted.
    fn files(&self) -> &[String];

    /// A file from its first byte, as a stream.
    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>>;

    /// A file as a whole; for small files only.
    fn read(&self, file: &str) -> io::Result<Vec<u8>>;

    /// `length` bytes from `offset`; fewer where the file ends before that.
    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>>;

    /// The same files as an earlier revision has them; none where that is not at hand.
    fn at(&self, _revision: &str) -> Option<Box<dyn Volume + '_>> {
        None
    }
}

/// A [`Volume`] in memory, for tests and documentation.
///
/// ```
/// use thidua::source::{Memory, Volume};
///
/// let volume = Memory::new([("ket-qua/2026-Q3.csv", "don_vi,tieu_chi\n"), ("phong-trao.yaml", "")]);
/// assert_eq!(volume.files(), ["ket-qua/2026-Q3.csv", "phong-trao.yaml"]);
/// assert_eq!(volume.read_at("ket-qua/2026-Q3.csv", 6, 100)?, b",tieu_chi\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: Vec<String>,
    contents: Vec<Vec<u8>>,
}

impl Memory {
    /// A volume of these files; paths become NFC, and of two files at one path the later stays.
    pub fn new<P, B>(files: impl IntoIterator<Item = (P, B)>) -> Self
    where
        P: AsRef<str>,
        B: Into<Vec<u8>>,
    {
        let mut volume = Self::default();
        for (path, bytes) in files {
            let path: String = path.as_ref().nfc().collect();
            match volume.files.binary_search(&path) {
                Ok(index) => volume.contents[index] = bytes.into(),
                Err(index) => {
                    volume.files.insert(index, path);
                    volume.contents.insert(index, bytes.into());
                }
            }
        }
        volume
    }

    fn bytes(&self, file: &str) -> io::Result<&[u8]> {
        self.files
            .binary_search_by(|path| path.as_str().cmp(file))
            .map(|index| self.contents[index].as_slice())
            .map_err(|_| io::ErrorKind::NotFound.into())
    }
}

impl Volume for Memory {
    fn files(&self) -> &[String] {
        &self.files
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.bytes(file)?))
    }

    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        Ok(self.bytes(file)?.to_vec())
    }

    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let bytes = self.bytes(file)?;
        let start = usize::try_from(offset).map_or(bytes.len(), |offset| offset.min(bytes.len()));
        let end = start.saturating_add(length).min(bytes.len());
        Ok(bytes[start..end].to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_sorted_and_the_later_of_two_files_at_one_path_stays() {
        let decomposed = "ke\u{302}\u{301}t.csv";
        let volume = Memory::new([("z", "1"), (decomposed, "2"), ("z", "3")]);
        assert_eq!(volume.files(), ["kết.csv", "z"]);
        assert_eq!(volume.read("z").expect("z is there"), b"3");
        assert_eq!(volume.read("kết.csv").expect("the path is NFC"), b"2");
    }

    #[test]
    fn a_path_that_is_not_there_is_not_found() {
        let volume = Memory::new([("a", "1")]);
        let fault = volume.open("b").err().expect("b is not there");
        assert_eq!(fault.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn reading_past_the_end_is_short() {
        let volume = Memory::new([("a", "0123456789")]);
        let at = |offset, length| volume.read_at("a", offset, length).expect("a is there");
        assert_eq!(at(0, 4), b"0123");
        assert_eq!(at(8, 4), b"89");
        assert_eq!(at(10, 4), b"");
        assert_eq!(at(u64::MAX, usize::MAX), b"");
    }
}
