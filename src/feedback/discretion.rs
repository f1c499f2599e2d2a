//! What may be said to a unit: nothing that is another's.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Finding, Language, Voice};
use crate::feedback::owners::{Owners, Unit};

/// Which of a finding's words may be said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Told {
    /// What is wrong.
    pub(super) title: bool,
    /// What to do.
    pub(super) help: bool,
}

/// The words that are somebody's.
pub(super) struct Discretion {
    words: FxHashMap<Box<str>, Vec<Unit>>,
}

impl Discretion {
    pub(super) fn of(owners: &Owners<'_>) -> Self {
        Self { words: owners.words() }
    }

    /// Which words of a finding its unit may read; those the unit has written itself are its own, and so are those of the finding's subject.
    pub(super) fn told(&self, finding: &Finding, unit: Unit, own: &[&str]) -> Told {
        let says_nothing = |words: &dyn Fn(Voice) -> Option<String>| {
            [Language::Vietnamese, Language::English].iter().all(|language| {
                let text = words(Voice { language: *language }).unwrap_or_default();
                !self.names_another(&text, unit, own)
            })
        };
        Told { title: says_nothing(&|voice| Some(finding.fault.title(voice))), help: says_nothing(&|voice| finding.fault.help(voice)) }
    }

    fn names_another(&self, text: &str, unit: Unit, own: &[&str]) -> bool {
        let is_anothers = |word: &str| {
            let owners = self.words.get(word);
            owners.is_some_and(|owners| !owners.contains(&unit)) && !own.iter().any(|known| known.split([',', ';']).any(|part| part.trim() == word))
        };
        // Names stand between quotes; a code may stand anywhere.
        let quoted = text.split('`').skip(1).step_by(2);
        let parts = quoted.clone().flat_map(|piece| piece.split([',', ';'])).map(str::trim);
        let codes = text.split(|letter: char| letter.is_whitespace() || "`,;:()“”\"'/".contains(letter)).map(|word| word.trim_end_matches('.'));
        quoted.chain(parts).any(is_anothers) || codes.filter(|code| code.chars().any(char::is_alphabetic)).any(is_anothers)
    }
}
