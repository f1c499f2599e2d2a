//! What people write for a code: the code, else its name, else either with letters and blanks in another fashion. What is merely near is told and
//! never taken.

use std::cell::{Cell as Counter, RefCell};

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::campaign::Campaign;
use crate::intake::grid::Cell;
use crate::sheet::CodeKind;
use crate::value::text::{self, nfc};

/// What a text names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Named {
    /// This code.
    Code(Box<str>),
    /// Nothing; what is near, as code and name.
    Unknown(Vec<Box<str>>),
    /// Several: these codes.
    Several(Vec<Box<str>>),
}

/// What is near to texts that name nothing. Each is compared once, and when many are unknown the rest goes without: a file of another
/// campaign is kept aside in a moment all the same.
#[derive(Debug, Default)]
struct Suggested {
    known: RefCell<FxHashMap<Box<str>, Vec<Box<str>>>>,
    compared: Counter<usize>,
}

impl Suggested {
    /// How many comparisons of two texts a file may take: about a second.
    const MOST: usize = 1_000_000;

    /// What is near to a text among so many.
    fn of(&self, text: &str, among: usize, find: impl FnOnce() -> Vec<Box<str>>) -> Vec<Box<str>> {
        if let Some(known) = self.known.borrow().get(text) {
            return known.clone();
        }
        let compared = self.compared.get() + among;
        if compared > Self::MOST {
            return Vec::new();
        }
        self.compared.set(compared);
        let found = find();
        self.known.borrow_mut().insert(text.into(), found.clone());
        found
    }
}

/// The codes and names of one kind.
#[derive(Debug, Default)]
pub struct Book {
    /// Each code with a name of it; a code may stand several times.
    entries: Vec<(Box<str>, Box<str>)>,
    exact: FxHashMap<Box<str>, usize>,
    folded: FxHashMap<String, Vec<usize>>,
    suggested: Suggested,
}

impl Book {
    fn enter(&mut self, code: &str, names: &[&str]) {
        let index = self.entries.len();
        self.exact.entry(code.into()).or_insert(index);
        for name in [code].iter().chain(names).filter(|name| !name.is_empty()) {
            let index = self.entries.len();
            self.entries.push((code.into(), (*name).into()));
            self.folded.entry(key(name)).or_default().push(index);
        }
    }

    /// What a cell names.
    pub fn find(&self, cell: &Cell) -> Named {
        self.look_up(cell).unwrap_or_else(|| {
            let text = nfc(cell.shown().trim());
            Named::Unknown(self.suggested.of(&text, self.entries.len(), || self.near(&text)))
        })
    }

    /// What a cell names; none where it is no name of any.
    fn look_up(&self, cell: &Cell) -> Option<Named> {
        let text = nfc(cell.shown().trim());
        if matches!(cell, Cell::Number(_)) {
            // A spreadsheet drops the last zero of 1.10: then only one that has no such twin is known.
            let twins = self.codes(self.entries.iter().enumerate().filter(|(_, (code, _))| is_twin(code, &text)).map(|(index, _)| index));
            if twins.len() > 1 {
                return Some(Named::Several(twins));
            }
        }
        if let Some(index) = self.exact.get(&*text) {
            return Some(Named::Code(self.entries[*index].0.clone()));
        }
        let found = self.codes(self.folded.get(&key(&text)).into_iter().flatten().copied());
        match found.as_slice() {
            [only] => Some(Named::Code(only.clone())),
            [] => None,
            _ => Some(Named::Several(found)),
        }
    }

    /// Whether a cell names exactly one code.
    pub fn knows(&self, cell: &Cell) -> bool {
        matches!(self.look_up(cell), Some(Named::Code(_)))
    }

    /// Whether a text is a name of a code.
    pub fn is_name_of(&self, text: &str, code: &str) -> bool {
        let of = |index: &usize| &*self.entries[*index].0 == code;
        self.folded.get(&key(text)).is_some_and(|found| found.iter().any(of))
    }

    fn codes(&self, indices: impl Iterator<Item = usize>) -> Vec<Box<str>> {
        let mut codes: Vec<Box<str>> = indices.map(|index| self.entries[index].0.clone()).collect();
        codes.sort();
        codes.dedup();
        codes
    }

    fn near(&self, wanted: &str) -> Vec<Box<str>> {
        const MOST: usize = 3;
        let mut near: Vec<Box<str>> = Vec::new();
        for name in text::nearest(wanted, self.entries.iter().map(|(_, name)| &**name), MOST) {
            let Some((code, name)) = self.entries.iter().find(|(_, known)| &**known == name) else { continue };
            if near.iter().any(|told| told.starts_with(&format!("`{code}`"))) {
                continue;
            }
            let told = if code == name { format!("`{code}`") } else { format!("`{code}` ({name})") };
            near.push(told.into());
        }
        near
    }
}

/// Whether two texts are one number, and not one text.
fn is_twin(code: &str, number: &str) -> bool {
    let value = |text: &str| {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let is_plain = !whole.is_empty() && whole.bytes().chain(rest.bytes()).all(|byte| byte.is_ascii_digit());
        is_plain.then(|| (whole.to_owned(), rest.trim_end_matches('0').to_owned()))
    };
    value(code).is_some() && value(code) == value(number)
}

/// A name as names are compared: case, blanks, tones of either fashion, and `i` or `y` behind a consonant (`sĩ`, `sỹ`).
pub fn key(name: &str) -> String {
    let mut letters: Vec<char> = text::fold_accents(name).nfd().collect();
    for at in 1..letters.len() {
        let follows_consonant = letters[at - 1].is_alphabetic() && !"aeiouy".contains(letters[at - 1]) && !is_combining_mark(letters[at - 1]);
        let is_last = letters[at + 1..].iter().find(|letter| !is_combining_mark(**letter)).is_none_or(|next| !next.is_alphabetic());
        let is_qu = at >= 2 && letters[at - 1] == 'u' && letters[at - 2] == 'q';
        if letters[at] == 'y' && is_last && (follows_consonant || is_qu) {
            letters[at] = 'i';
        }
    }
    letters.into_iter().nfc().collect()
}

/// What the codes of a campaign are called.
#[derive(Debug)]
pub struct Names {
    units: Book,
    criteria: Book,
    periods: Book,
    titles: Book,
    duties: Book,
    blocks: Book,
    statistics: Book,
    topics: Book,
    stages: Book,
    unit_kinds: Book,
    person_kinds: Book,
}

impl Names {
    /// The names of a campaign.
    pub fn of(campaign: &Campaign) -> Self {
        let mut units = Book::default();
        for unit in &campaign.units {
            let names: Vec<&str> = unit.standings.iter().flat_map(|standing| [&*standing.name, &*standing.short]).collect();
            units.enter(unit.code.as_str(), &names);
        }
        let plain = |codes: &[Box<str>]| {
            let mut book = Book::default();
            for code in codes {
                book.enter(code, &[]);
            }
            book
        };
        let book = |pairs: Vec<(&str, &str)>| {
            let mut book = Book::default();
            for (code, name) in pairs {
                book.enter(code, &[name]);
            }
            book
        };
        let directories = &campaign.directories;
        Self {
            units,
            criteria: book(campaign.criteria.iter().map(|one| (one.code.as_str(), &*one.name)).collect()),
            periods: book(campaign.periods.iter().map(|one| (one.code.as_str(), &*one.name)).collect()),
            titles: book(campaign.titles.iter().map(|one| (one.code.as_str(), &*one.name)).collect()),
            duties: book(campaign.duties.iter().map(|one| (one.code.as_str(), &*one.name)).collect()),
            blocks: book(campaign.blocks.iter().map(|one| (one.code.as_str(), &*one.name)).collect()),
            statistics: plain(directories.statistics.codes()),
            topics: plain(directories.topics.codes()),
            stages: plain(directories.stages.codes()),
            unit_kinds: plain(directories.kinds.codes()),
            person_kinds: plain(directories.person_kinds.codes()),
        }
    }

    /// The book of a kind of code; none where a row declares it itself.
    pub fn book(&self, kind: CodeKind) -> Option<&Book> {
        match kind {
            CodeKind::Unit => Some(&self.units),
            CodeKind::Criterion => Some(&self.criteria),
            CodeKind::Period => Some(&self.periods),
            CodeKind::Title => Some(&self.titles),
            CodeKind::Duty => Some(&self.duties),
            CodeKind::Block => Some(&self.blocks),
            CodeKind::Statistic => Some(&self.statistics),
            CodeKind::Topic => Some(&self.topics),
            CodeKind::Stage => Some(&self.stages),
            CodeKind::UnitKind => Some(&self.unit_kinds),
            CodeKind::PersonKind => Some(&self.person_kinds),
            CodeKind::Units | CodeKind::Campaign | CodeKind::Phase | CodeKind::Rule | CodeKind::Free => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Book, Named, Suggested, key};
    use crate::intake::grid::{Cell, Number};

    fn text(text: &str) -> Cell {
        Cell::Text(text.into())
    }

    fn book(entries: &[(&str, &str)]) -> Book {
        let mut book = Book::default();
        for (code, name) in entries {
            book.enter(code, &[name]);
        }
        book
    }

    #[test]
    fn names_are_one_in_every_fashion_of_writing_them() {
        for (one, other) in [("Hòa  Bình", "hoà bình"), ("Nghệ sĩ", "NGHỆ SỸ"), ("Lý lịch", "lí lịch"), ("Quy chế", "qui chế")] {
            assert_eq!(key(one), key(other));
        }
        for (one, other) in [("Hòa", "Hoa"), ("tai", "tay"), ("Thủy", "Thúy")] {
            assert_ne!(key(one), key(other));
        }
    }

    #[test]
    fn a_name_stands_for_its_code_and_a_near_one_is_told() {
        let units = book(&[("VP", "Văn phòng Sở"), ("TTr", "Thanh tra")]);
        assert_eq!(units.find(&text("văn phòng  sở")), Named::Code("VP".into()));
        assert_eq!(units.find(&text("ttr")), Named::Code("TTr".into()));
        assert_eq!(units.find(&text("Văn phòng So")), Named::Unknown(vec!["`VP` (Văn phòng Sở)".into()]));
    }

    #[test]
    fn what_is_near_is_looked_for_once_and_not_without_end() {
        let suggested = Suggested::default();
        let found = || vec!["`VP`".into()];
        assert_eq!(suggested.of("Văn phòng So", Suggested::MOST, found), ["`VP`".into()]);
        assert_eq!(suggested.of("Văn phòng So", Suggested::MOST, || panic!("it is known")), ["`VP`".into()]);
        assert!(suggested.of("Thanh tra So", 1, || panic!("enough was compared")).is_empty());
    }

    #[test]
    fn two_of_one_name_are_both_told() {
        let units = book(&[("A", "Phòng Nội vụ"), ("B", "Phòng nội vụ")]);
        assert_eq!(units.find(&text("Phòng Nội vụ")), Named::Several(vec!["A".into(), "B".into()]));
    }

    #[test]
    fn a_number_that_lost_its_last_zero_is_not_taken_for_the_other_code() {
        let number = Cell::Number(Number { text: "1.1".into(), noise: None });
        assert_eq!(book(&[("1.1", "Một"), ("1.10", "Mười")]).find(&number), Named::Several(vec!["1.1".into(), "1.10".into()]));
        assert_eq!(book(&[("1.1", "Một"), ("1.2", "Hai")]).find(&number), Named::Code("1.1".into()));
        // As text it says what it is.
        assert_eq!(book(&[("1.1", "Một"), ("1.10", "Mười")]).find(&text("1.1")), Named::Code("1.1".into()));
    }
}
