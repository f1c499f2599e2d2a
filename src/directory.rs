//! Codes to indices: exact first; a code that is not known gets the nearest names, never a guess.
//!
//! Rows that carry such a code stand nowhere; they are counted by the codes that could be read.

pub mod naming;
mod short;

use std::hash::Hash;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::sheet::{text_of, trimmed};
use crate::value::Nearness;

pub use naming::Naming;
use short::ShortCodes;
pub use short::{SHORT, short_word};

/// How many near codes are told.
const MOST_NEAR: usize = 3;

/// The codes of one kind.
#[derive(Debug)]
pub struct Directory<I> {
    order: Vec<Box<str>>,
    short: ShortCodes<I>,
    /// Those that are not short.
    long: FxHashMap<Box<[u8]>, I>,
    lacks_some: bool,
    /// Made when a code is first asked for that is not here: of thousands of such codes each is told the nearest.
    nearness: OnceLock<Nearness>,
}

impl<I> Default for Directory<I> {
    fn default() -> Self {
        Self { order: Vec::new(), short: ShortCodes::default(), long: FxHashMap::default(), lacks_some: false, nearness: OnceLock::new() }
    }
}

impl<I: Copy + Eq + Hash> Directory<I> {
    /// Enters a code, without blanks around it and in NFC; the index it already has, if it stands there.
    pub fn enter(&mut self, code: &str, index: I) -> Option<I> {
        let code = text_of(trimmed(code.as_bytes()));
        if let Some(known) = self.exact(code.as_bytes()) {
            return Some(known);
        }
        if ShortCodes::<I>::takes(code.as_bytes()) {
            self.short.enter(code.as_bytes(), index);
        } else {
            self.long.insert(code.as_bytes().into(), index);
        }
        self.order.push((&*code).into());
        self.nearness.take();
        None
    }

    /// Notes that a declaration could not be read: a code that is not here may stand there.
    pub fn lack(&mut self) {
        self.lacks_some = true;
    }

    /// Whether every declaration could be read, so that a code that is not here is declared nowhere.
    pub fn is_complete(&self) -> bool {
        !self.lacks_some
    }

    /// The index of a cell's code: as written, else without blanks around it and in NFC.
    pub fn find(&self, cell: &[u8]) -> Option<I> {
        self.exact(cell).or_else(|| self.exact(text_of(trimmed(cell)).as_bytes()))
    }

    /// The index of a short code, by its [word](short_word) and its length.
    #[inline]
    pub fn find_short(&self, word: u64, length: usize) -> Option<I> {
        self.short.find(word, length)
    }

    #[inline]
    fn exact(&self, code: &[u8]) -> Option<I> {
        if ShortCodes::<I>::takes(code) { self.short.find(short_word(code), code.len()) } else { self.long.get(code).copied() }
    }

    /// The codes near one that is not known, best first; one that differs in case, accents or leading zeros alone stands first.
    pub fn nearest(&self, wanted: &str) -> Vec<Box<str>> {
        let nearness = self.nearness.get_or_init(|| Nearness::of(self.order.iter().map(AsRef::as_ref)));
        let mut best: Vec<&str> = nearness.twins(wanted).take(MOST_NEAR).map(|position| &*self.order[position]).collect();
        let mut near: Vec<(usize, &str)> = nearness.near(wanted).into_iter().map(|(far, position)| (far, &*self.order[position])).collect();
        near.sort_unstable();
        for (_, code) in near.into_iter().take(MOST_NEAR) {
            if best.len() < MOST_NEAR && !best.contains(&code) {
                best.push(code);
            }
        }
        best.into_iter().map(Into::into).collect()
    }

    /// The codes, as declared.
    pub fn codes(&self) -> &[Box<str>] {
        &self.order
    }

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

/// The codes of a row, as far as they could be read.
type Codes<A, B, C> = (Option<A>, Option<B>, Option<C>);

/// Rows that stand nowhere because a code or a figure could not be read, counted by the codes that could.
#[derive(Debug)]
pub struct Unplaced<A, B, C> {
    counts: FxHashMap<Codes<A, B, C>, usize>,
}

impl<A, B, C> Default for Unplaced<A, B, C> {
    fn default() -> Self {
        Self { counts: FxHashMap::default() }
    }
}

impl<A: Copy + Eq + Hash, B: Copy + Eq + Hash, C: Copy + Eq + Hash> Unplaced<A, B, C> {
    /// Counts rows with these codes.
    pub fn note(&mut self, codes: Codes<A, B, C>, rows: usize) {
        if rows > 0 {
            *self.counts.entry(codes).or_default() += rows;
        }
    }

    /// Leaves out what lacks a row where a row that stands nowhere must be it, so that one fault is not told twice.
    ///
    /// Rows explain what they agree with only where they are enough for all of it: else which one lacks its row cannot be told.
    /// Those with more codes speak first; what they explain is no longer there for those with fewer, and where they are too
    /// few they help those.
    pub fn leave_unexplained<T>(&self, lacking: Vec<T>, codes: impl Fn(&T) -> (A, B, C)) -> Vec<T> {
        if self.counts.is_empty() {
            return lacking;
        }
        let mut lacking = lacking;
        let mut helping: FxHashMap<Codes<A, B, C>, usize> = FxHashMap::default();
        for known in (0..=3).rev() {
            let of_level = |one: &T| Self::patterns(codes(one)).into_iter().filter(move |pattern| known_codes(*pattern) == known);
            let mut agreeing: FxHashMap<Codes<A, B, C>, usize> = FxHashMap::default();
            for pattern in lacking.iter().flat_map(of_level).filter(|pattern| self.counts.contains_key(pattern)) {
                *agreeing.entry(pattern).or_default() += 1;
            }
            let has_enough = |pattern: &_, rows: usize| agreeing[pattern] <= rows + helping.get(pattern).copied().unwrap_or_default();
            let explains = |pattern: &_| self.counts.get(pattern).is_some_and(|rows| has_enough(pattern, *rows));
            let too_few: Vec<Codes<A, B, C>> = agreeing.keys().filter(|pattern| !explains(pattern)).copied().collect();
            lacking.retain(|one| !of_level(one).any(|pattern| explains(&pattern)));
            for pattern in too_few {
                for wider in Self::wider(pattern) {
                    *helping.entry(wider).or_default() += self.counts[&pattern];
                }
            }
        }
        lacking
    }

    /// The patterns with fewer of the codes of one.
    fn wider(pattern: Codes<A, B, C>) -> impl Iterator<Item = Codes<A, B, C>> {
        let (first, second, third) = pattern;
        let some = (0..8_u8).map(move |bits| (first.filter(|_| bits & 1 != 0), second.filter(|_| bits & 2 != 0), third.filter(|_| bits & 4 != 0)));
        let mut seen = Vec::new();
        some.filter(move |wider| {
            let is_first = *wider != pattern && !seen.contains(wider);
            seen.push(*wider);
            is_first
        })
    }

    /// Every set of codes, some perhaps not read, that a row with these codes may show.
    fn patterns((first, second, third): (A, B, C)) -> [Codes<A, B, C>; 8] {
        std::array::from_fn(|bits| ((bits & 1 != 0).then_some(first), (bits & 2 != 0).then_some(second), (bits & 4 != 0).then_some(third)))
    }
}

/// How many of the codes of a row could be read.
fn known_codes<A, B, C>((first, second, third): Codes<A, B, C>) -> usize {
    usize::from(first.is_some()) + usize::from(second.is_some()) + usize::from(third.is_some())
}

#[cfg(test)]
mod tests {
    use super::Unplaced;

    #[test]
    fn a_row_that_stands_nowhere_explains_the_one_that_is_missing() {
        let mut unplaced = Unplaced::default();
        unplaced.note((None, Some('A'), Some(1)), 1);
        assert_eq!(unplaced.leave_unexplained(vec![(10, 'A', 1), (10, 'A', 2)], |lack| *lack), [(10, 'A', 2)]);
    }

    #[test]
    fn one_row_explains_neither_of_two_that_are_missing() {
        let mut unplaced = Unplaced::default();
        unplaced.note((None, Some('A'), Some(1)), 1);
        let lacking = vec![(10, 'A', 1), (11, 'A', 1)];
        assert_eq!(unplaced.leave_unexplained(lacking.clone(), |lack| *lack), lacking);
    }

    #[test]
    fn what_a_row_with_codes_explains_is_not_left_for_one_without() {
        // One row of unit 10, and a broken record: the first is of (10, A), the second of (11, A).
        let mut unplaced = Unplaced::default();
        unplaced.note((Some(10), None, Some(1)), 1);
        unplaced.note((None, None, None), 1);
        assert_eq!(unplaced.leave_unexplained(vec![(10, 'A', 1), (11, 'A', 1)], |lack| *lack), []);
        // A third has no row that may be its.
        let lacking = vec![(10, 'A', 1), (11, 'A', 1), (12, 'A', 1)];
        assert_eq!(unplaced.leave_unexplained(lacking, |lack| *lack), [(11, 'A', 1), (12, 'A', 1)]);
    }

    #[test]
    fn rows_too_few_by_themselves_help_those_with_fewer_codes() {
        // An unknown unit in (A, 1), and a broken record: together the two rows that are missing.
        let mut unplaced = Unplaced::default();
        unplaced.note((None, Some('A'), Some(1)), 1);
        unplaced.note((None, None, None), 1);
        assert_eq!(unplaced.leave_unexplained(vec![(10, 'A', 1), (11, 'A', 1)], |lack| *lack), []);
    }
}
