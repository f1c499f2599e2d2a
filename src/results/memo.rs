//! What was read before: neighbours share codes, and sheets repeat a few days.

use crate::directory::{Directory, SHORT, short_word};
use crate::results::Named;
use crate::sheet::{self, Reading};
use crate::source::Record;
use crate::value::Day;

/// A code looked up last, since neighbours share codes: comparing bytes is cheaper than hashing them.
#[derive(Clone, Debug)]
pub struct Memo<I> {
    length: usize,
    /// The bytes, where they are [short](short_word).
    word: u64,
    /// The bytes, where they are not.
    bytes: Vec<u8>,
    named: Named<I>,
}

impl<I> Default for Memo<I> {
    fn default() -> Self {
        Self { length: 0, word: 0, bytes: Vec::new(), named: Named::Empty }
    }
}

impl<I: Copy + Eq + std::hash::Hash> Memo<I> {
    /// Looks a cell up, as [`Named::find`] does.
    #[inline]
    pub fn find(&mut self, directory: &Directory<I>, cell: &[u8]) -> Named<I> {
        let word = short_word(cell);
        let is_same = self.length == cell.len() && self.word == word && (cell.len() <= SHORT || self.bytes == cell);
        if is_same { self.named } else { self.remember(directory, cell, word) }
    }

    /// Looks a cell of a record up, as [`Named::find`] does.
    #[inline]
    pub fn find_in(&mut self, directory: &Directory<I>, record: Record<'_>, cell: usize) -> Named<I> {
        let Some((word, length)) = record.short(cell) else { return self.find(directory, record.raw_or_empty(cell)) };
        if length == self.length && word == self.word {
            return self.named;
        }
        let Some(index) = directory.find_short(word, length) else { return self.find(directory, record.raw_or_empty(cell)) };
        let named = Named::Known(index);
        (self.length, self.word, self.named) = (length, word, named);
        named
    }

    /// Looks a cell up that is another than the last.
    fn remember(&mut self, directory: &Directory<I>, cell: &[u8], word: u64) -> Named<I> {
        let named = Named::find(directory, cell);
        (self.length, self.word, self.named) = (cell.len(), word, named);
        self.bytes.clear();
        if cell.len() > SHORT {
            self.bytes.extend_from_slice(cell);
        }
        named
    }
}

/// Days read before, since sheets repeat a few: the last, and those whose bytes lead to other places, of which each gives way to
/// the next that leads there.
#[derive(Clone, Debug)]
pub(super) struct Days {
    last: KnownDay,
    known: [KnownDay; Self::PLACES],
}

/// The ten bytes of a cell, and what they say.
#[derive(Clone, Copy, Debug)]
struct KnownDay {
    head: u64,
    tail: u16,
    day: Reading<Day>,
}

impl Days {
    const PLACES: usize = 256;

    /// Reads a cell, as [`sheet::read_day`] does.
    #[inline]
    pub(super) fn read(&mut self, cell: &[u8]) -> Reading<Day> {
        let (10, Some(head), Some(tail)) = (cell.len(), cell.first_chunk(), cell.last_chunk()) else { return sheet::read_day(cell) };
        let (head, tail) = (u64::from_le_bytes(*head), u16::from_le_bytes(*tail));
        if (self.last.head, self.last.tail) != (head, tail) {
            self.last = self.other(cell, (head, tail));
        }
        self.last.day
    }

    fn other(&mut self, cell: &[u8], (head, tail): (u64, u16)) -> KnownDay {
        // The highest bits of a product hang on all bits of what is multiplied.
        let [.., place] = (head ^ u64::from(tail) << 24).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
        let known = &mut self.known[usize::from(place)];
        if (known.head, known.tail) != (head, tail) {
            *known = KnownDay { head, tail, day: sheet::read_day(cell) };
        }
        *known
    }
}

impl Default for Days {
    fn default() -> Self {
        // Ten zero bytes are no day.
        let none = KnownDay { head: 0, tail: 0, day: Reading::Broken };
        Self { last: none, known: [none; Self::PLACES] }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::directory::Directory;
    use crate::results::Named;
    use crate::results::memo::{Days, Memo};
    use crate::sheet;
    use crate::source::{Batch, Tokenizer};
    use crate::value::UnitIndex;

    proptest! {
        #[test]
        fn a_day_read_before_is_read_as_before(cells in proptest::collection::vec("[0-9/ -]{10}|20(2[4-6]-0[1-3]-[0-3][0-9])|[0-3]\\d/0[1-3]/2025|", 1..200)) {
            let mut days = Days::default();
            for cell in &cells {
                prop_assert_eq!(days.read(cell.as_bytes()), sheet::read_day(cell.as_bytes()));
            }
        }

        #[test]
        fn a_memo_finds_what_the_directory_does(cells in proptest::collection::vec("[ A]?(PX|Phong so )[12]{0,3}", 1..20)) {
            let mut directory = Directory::default();
            for (index, code) in ["PX1", "PX2", "PX11", "Phong so 1", "Phong so 2"].into_iter().enumerate() {
                directory.enter(code, UnitIndex::new(index));
            }
            let (mut memo, mut of_records) = (Memo::default(), Memo::default());
            for cell in &cells {
                let mut batch = Batch::new();
                let text = format!("{cell},a longer last cell\n");
                Tokenizer::new(text.as_bytes()).expect("bytes do not fail").next_batch(&mut batch).expect("bytes do not fail");
                let found = Named::find(&directory, cell.as_bytes());
                prop_assert_eq!(memo.find(&directory, cell.as_bytes()), found);
                prop_assert_eq!(of_records.find_in(&directory, batch.record(0), 0), found);
            }
        }
    }
}
