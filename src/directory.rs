//! Codes to indices: exact first; a code that is not known gets the nearest names, never a guess.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::sheet::{text_of, trimmed};
use crate::value::text;

/// The codes of one kind.
#[derive(Debug)]
pub struct Directory<I> {
    codes: FxHashMap<Box<[u8]>, I>,
    order: Vec<Box<str>>,
}

impl<I> Default for Directory<I> {
    fn default() -> Self {
        Self { codes: FxHashMap::default(), order: Vec::new() }
    }
}

impl<I: Copy + Eq + Hash> Directory<I> {
    /// Enters a code; the index it already has, if it stands there.
    pub fn enter(&mut self, code: &str, index: I) -> Option<I> {
        if let Some(known) = self.codes.get(code.as_bytes()) {
            return Some(*known);
        }
        self.codes.insert(code.as_bytes().into(), index);
        self.order.push(code.into());
        None
    }

    /// The index of a cell's code: as written, else without blanks around it and in NFC.
    pub fn find(&self, cell: &[u8]) -> Option<I> {
        if let Some(index) = self.codes.get(cell) {
            return Some(*index);
        }
        let text = text_of(trimmed(cell));
        self.codes.get(text.as_bytes()).copied()
    }

    /// The codes near one that is not known, best first; one that differs in case, accents or leading zeros alone stands first.
    pub fn nearest(&self, wanted: &str) -> Vec<Box<str>> {
        let folded = text::fold(wanted);
        let bare = folded.trim_start_matches('0');
        let twin = |code: &&Box<str>| {
            let code = text::fold(code);
            code == folded || (!bare.is_empty() && code.trim_start_matches('0') == bare)
        };
        let mut near: Vec<Box<str>> = self.order.iter().filter(twin).take(3).cloned().collect();
        for code in text::nearest(wanted, self.order.iter().map(AsRef::as_ref), 3) {
            if near.len() < 3 && near.iter().all(|known| **known != *code) {
                near.push(code.into());
            }
        }
        near
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
