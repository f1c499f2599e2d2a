//! Text: bytes as they were read, in room that is kept and written over.

use std::io::{self, ErrorKind, Read};
use std::ops::Deref;

/// Bytes read one after the other; what is behind them in the room is of an earlier reading.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// It is cleared once, when it grows: nothing is cleared only to be read over.
    room: Vec<u8>,
    length: usize,
}

impl Text {
    /// Keeps the first bytes alone.
    pub(super) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// How many bytes it has room for.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.room.capacity()
    }

    /// Adds bytes at the end.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        let length = self.length + bytes.len();
        if self.room.len() < length {
            self.room.resize(length, 0);
        }
        self.room[self.length..length].copy_from_slice(bytes);
        self.length = length;
    }

    /// Leaves out the first bytes.
    pub(super) fn leave_out(&mut self, bytes: usize) {
        self.room.copy_within(bytes..self.length, 0);
        self.length -= bytes;
    }

    /// Reads until there are so many bytes; whether the reader ended before. What was read before a failure stays.
    pub(super) fn fill(&mut self, reader: &mut impl Read, most: usize) -> io::Result<bool> {
        if self.room.len() < most {
            self.room.resize(most, 0);
        }
        while self.length < most {
            match reader.read(&mut self.room[self.length..most]) {
                Ok(0) => return Ok(true),
                Ok(read) => self.length += read,
                Err(failure) if failure.kind() == ErrorKind::Interrupted => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(false)
    }
}

impl Deref for Text {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        &self.room[..self.length]
    }
}
