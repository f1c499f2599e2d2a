//! Short codes, found by one number: nearly every code is one, and rows in no order ask for another each time.

use std::num::NonZeroU8;

/// Codes of this length or less are short.
pub const SHORT: usize = 8;

/// The bytes of a short cell in one word, the first the lowest: of two cells of one length up to [`SHORT`], it is the same only
/// where they are.
#[inline]
pub fn short_word(cell: &[u8]) -> u64 {
    let word = |bytes: [u8; 4]| u64::from(u32::from_le_bytes(bytes));
    if let (4..=SHORT, Some(first), Some(last)) = (cell.len(), cell.first_chunk(), cell.last_chunk()) {
        // Bytes that are in both come to the same place.
        return word(*first) | word(*last) << (8 * (cell.len() - 4));
    }
    match *cell {
        [one] => word([one, 0, 0, 0]),
        [one, two] => word([one, two, 0, 0]),
        [one, two, three] => word([one, two, three, 0]),
        _ => 0,
    }
}

/// Short codes and what they name: each stands at the place its word comes to, or at the next that is free.
#[derive(Debug)]
pub(super) struct ShortCodes<I> {
    /// A power of two of places, at most half of them taken.
    places: Vec<Option<Place<I>>>,
    taken: usize,
}

#[derive(Clone, Copy, Debug)]
struct Place<I> {
    word: u64,
    length: NonZeroU8,
    index: I,
}

impl<I> Default for ShortCodes<I> {
    fn default() -> Self {
        Self { places: Vec::new(), taken: 0 }
    }
}

impl<I: Copy> ShortCodes<I> {
    /// Whether a code goes here.
    pub(super) fn takes(code: &[u8]) -> bool {
        length(code).is_some()
    }

    /// What a code names, by its word and its length.
    #[inline]
    pub(super) fn find(&self, word: u64, length: usize) -> Option<I> {
        let length = narrow(length)?;
        if self.places.is_empty() {
            return None;
        }
        Some(self.places[self.place(word, length)]?.index)
    }

    /// Enters a code that is not here; one that is not short goes elsewhere.
    pub(super) fn enter(&mut self, code: &[u8], index: I) {
        let Some(length) = length(code) else { return };
        self.taken += 1;
        if 2 * self.taken > self.places.len() {
            let places = vec![None; (2 * self.taken).next_power_of_two()];
            for place in std::mem::replace(&mut self.places, places).into_iter().flatten() {
                let at = self.place(place.word, place.length);
                self.places[at] = Some(place);
            }
        }
        let word = short_word(code);
        let at = self.place(word, length);
        self.places[at] = Some(Place { word, length, index });
    }

    /// Where a code stands, or would.
    #[inline]
    fn place(&self, word: u64, length: NonZeroU8) -> usize {
        // A multiplication takes every byte into the highest bits, whose half then chooses (Fibonacci hashing).
        let spread = word.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
        let mask = self.places.len() - 1;
        let mut at = usize::try_from(spread & 0xFFFF_FFFF).expect("32 bits fit") & mask;
        while self.places[at].is_some_and(|place| (place.word, place.length) != (word, length)) {
            at = (at + 1) & mask;
        }
        at
    }
}

/// The length of a code, where it is short.
#[inline]
fn length(code: &[u8]) -> Option<NonZeroU8> {
    narrow(code.len())
}

#[inline]
fn narrow(length: usize) -> Option<NonZeroU8> {
    u8::try_from(length).ok().filter(|length| usize::from(*length) <= SHORT).and_then(NonZeroU8::new)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Place, ShortCodes, short_word};
    use crate::value::UnitIndex;

    proptest! {
        #[test]
        fn short_cells_of_one_length_have_one_word_only_where_they_are_the_same(
            (one, other) in (0_usize..=8).prop_flat_map(|length| {
                let cell = || proptest::collection::vec(prop_oneof![Just(b'0'), Just(b'1'), any::<u8>()], length);
                (cell(), cell())
            })
        ) {
            prop_assert_eq!(short_word(&one) == short_word(&other), one == other);
        }

        #[test]
        fn what_is_entered_is_found_and_nothing_else(entered in prop::collection::btree_set("[\\x00A01]{1,8}", 0..60), asked in "[\\x00A01]{0,9}") {
            let entered: Vec<&[u8]> = entered.iter().map(String::as_bytes).collect();
            let mut codes = ShortCodes::default();
            for (number, code) in (0..).zip(&entered) {
                codes.enter(code, number);
            }
            for (number, code) in (0..).zip(&entered) {
                prop_assert_eq!(codes.find(short_word(code), code.len()), Some(number));
            }
            prop_assert_eq!(codes.find(short_word(asked.as_bytes()), asked.len()).is_some(), entered.contains(&asked.as_bytes()));
        }
    }

    #[test]
    fn a_place_takes_sixteen_bytes() {
        assert_eq!(size_of::<Option<Place<UnitIndex>>>(), 16);
    }
}
