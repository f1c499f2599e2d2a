//! Awards of earlier years in numbers: what the sheet has, and what was published.

use rustc_hash::FxHashSet;

use crate::campaign::resolve::{Gaps, items};
use crate::draft::definition::{AwardState, SubjectKind};
use crate::draft::{Definition, Draft, DraftRow, SUBJECTS, awards};
use crate::sheet::Place;
use crate::value::{Quantity, text};
use crate::yaml::{Field, Span};

/// In the order of the words of the sheet.
const STATES: [AwardState; 2] = [AwardState::Given, AwardState::Proposed];
const SUBJECT_KINDS: [SubjectKind; 2] = [SubjectKind::Collective, SubjectKind::Person];

/// What a number of awards is of.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct AwardKey {
    /// The term, a year or several, without blanks and with one kind of dash, so that `2016 – 2020` is `2016-2020`.
    pub term: Box<str>,
    /// Rewarded already, or put forward.
    pub state: AwardState,
    /// Collectives or people.
    pub subject: SubjectKind,
}

impl AwardKey {
    fn new(term: &str, state: AwardState, subject: SubjectKind) -> Self {
        let dash = |letter: char| if matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { letter };
        let term: String = term.chars().filter(|letter| !letter.is_whitespace()).map(dash).collect();
        Self { term: text::fold_accents(&term).into(), state, subject }
    }
}

/// A row of `thong-ke-khen-thuong.csv`.
#[derive(Clone, Debug)]
pub struct Award {
    /// What it is of.
    pub key: AwardKey,
    /// How many.
    pub count: Quantity,
    /// The cell of the number.
    pub place: Place,
    /// Its place among the sheet's rows.
    pub position: usize,
}

/// A number of awards as it was published.
#[derive(Clone, Debug)]
pub struct PublishedCount {
    /// What it is of.
    pub key: AwardKey,
    /// The term as written.
    pub term: Box<str>,
    /// How many.
    pub count: Quantity,
    /// Where the number stands.
    pub span: Span,
}

/// The rows that can be read; of two rows for one thing the first stands.
pub(super) fn awards(draft: &Draft) -> Vec<Award> {
    let mut seen = FxHashSet::default();
    let mut list = Vec::new();
    for (position, row) in draft.awards.rows.iter().enumerate() {
        let (Some(key), Some(count)) = (key(row), row.quantity(awards::COUNT).value()) else { continue };
        if seen.insert((key.clone(), row.text(awards::TITLE), row.text(awards::SOURCE))) {
            list.push(Award { key, count, place: row.place(awards::COUNT), position });
        }
    }
    list
}

/// What a row is a number of; none where that cannot be read.
pub fn key(row: &DraftRow) -> Option<AwardKey> {
    let state = row.word(awards::STATE, awards::STATES).value()?;
    let subject = row.word(awards::SUBJECT, SUBJECTS).value()?;
    Some(AwardKey::new(row.text(awards::TERM), STATES[state], SUBJECT_KINDS[subject]))
}

/// The numbers that were published.
pub(super) fn published(definition: &Definition, gaps: &mut Gaps) -> Vec<PublishedCount> {
    let mut list = Vec::new();
    for published in items(&definition.published_awards).filter_map(Field::get) {
        let count = gaps.bounded(&published.count, 0, None);
        let (Some(term), Some(state), Some(subject), Some(count)) = (published.term.get(), published.state.get(), published.subject.get(), count)
        else {
            continue;
        };
        list.push(PublishedCount {
            key: AwardKey::new(term.as_str(), *state, *subject),
            term: term.as_str().into(),
            count: Quantity::whole(count.0),
            span: published.count.span,
        });
    }
    list
}
