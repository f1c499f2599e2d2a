//! Short codes, found by one number: nearly every code is one, and rows in no order ask for another each time.

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

/// Short codes and their numbers: each stands at the place its word comes to, or at the next that is free.
#[derive(Debug, Default)]
pub(super) struct ShortCodes {
    /// A power of two of places, at most half of them taken.
    places: Vec<Place>,
    taken: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    word: u64,
    /// Zero where nothing stands.
    length: u32,
    number: u32,
}

impl ShortCodes {
    /// Whether a code goes here.
    pub(super) fn takes(code: &[u8]) -> bool {
        (1..=SHORT).contains(&code.len())
    }

    /// The number of a code.
    #[inline]
    pub(super) fn find(&self, code: &[u8]) -> Option<u32> {
        if !Self::takes(code) || self.places.is_empty() {
            return None;
        }
        let place = self.places[self.place(short_word(code), code.len())];
        (place.length != 0).then_some(place.number)
    }

    /// Enters a code that is not here.
    pub(super) fn enter(&mut self, code: &[u8], number: u32) {
        self.taken += 1;
        if 2 * self.taken > self.places.len() {
            let places = vec![Place::default(); (2 * self.taken).next_power_of_two()];
            let old = std::mem::replace(&mut self.places, places);
            for place in old.into_iter().filter(|place| place.length != 0) {
                let at = self.place(place.word, place.length as usize);
                self.places[at] = place;
            }
        }
        let (word, length) = (short_word(code), u32::try_from(code.len()).expect("the code is short"));
        let at = self.place(word, code.len());
        self.places[at] = Place { word, length, number };
    }

    /// Where a code stands, or would.
    #[inline]
    fn place(&self, word: u64, length: usize) -> usize {
        // A multiplication takes every byte into the highest bits, whose half then chooses (Fibonacci hashing).
        let spread = word.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
        let mask = self.places.len() - 1;
        let mut at = usize::try_from(spread & 0xFFFF_FFFF).expect("32 bits fit") & mask;
        loop {
            let place = &self.places[at];
            if place.length == 0 || (place.word == word && place.length as usize == length) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ShortCodes, short_word};

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
                prop_assert_eq!(codes.find(code), Some(number));
            }
            prop_assert_eq!(codes.find(asked.as_bytes()).is_some(), entered.contains(&asked.as_bytes()));
        }
    }
}
