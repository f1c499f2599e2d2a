//! The generator of numbers, and what it was used for.

use std::collections::BTreeMap;

/// The generator of numbers: splitmix64.
pub(super) struct Draw {
    pub(super) state: u64,
    pub(super) uses: BTreeMap<String, usize>,
}

impl Draw {
    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub(super) fn within(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }

    pub(super) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let position = usize::try_from(self.below(from.len() as u64)).expect("a position");
        from[position].clone()
    }

    pub(super) fn uses(&mut self, what: impl Into<String>) {
        *self.uses.entry(what.into()).or_default() += 1;
    }

    /// Picks a word, writes it down under its key.
    pub(super) fn word(&mut self, key: &str, from: &[&'static str]) -> &'static str {
        let word = self.pick(from);
        self.uses(format!("{key}: {word}"));
        word
    }

    pub(super) fn shuffle<T>(&mut self, rows: &mut [T]) {
        for last in (1..rows.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).expect("a position");
            rows.swap(last, other);
        }
    }
}
