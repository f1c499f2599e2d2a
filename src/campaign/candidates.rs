//! A candidate: the unit or person a row of votes or of awards is about.

use crate::campaign::Directories;
use crate::campaign::people::People;
use crate::draft::definition::SubjectKind;
use crate::draft::{DraftRow, SUBJECTS};
use crate::sheet::Reading;
use crate::value::{PersonIndex, UnitIndex};

/// In the order of [`SUBJECTS`].
const KINDS: [SubjectKind; 2] = [SubjectKind::Collective, SubjectKind::Person];

/// The unit or person a title is for.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Candidate {
    /// A unit.
    Unit(UnitIndex),
    /// A person of `ca-nhan.csv`.
    Person(PersonIndex),
    /// A person by code, where the folder has no sheet of people.
    Unlisted(Box<str>),
}

impl Candidate {
    /// The unit or person of a code; none where nothing has it.
    pub fn find(kind: SubjectKind, code: &str, directories: &Directories, people: &People) -> Option<Self> {
        match kind {
            SubjectKind::Collective => directories.units.find(code.as_bytes()).map(Self::Unit),
            SubjectKind::Person if people.is_present => directories.people.find(code.as_bytes()).map(Self::Person),
            SubjectKind::Person => (!code.is_empty()).then(|| Self::Unlisted(code.into())),
        }
    }

    /// The unit.
    pub fn unit(&self) -> Option<UnitIndex> {
        match self {
            Self::Unit(unit) => Some(*unit),
            Self::Person(_) | Self::Unlisted(_) => None,
        }
    }
}

/// Whether a row of a small sheet is of a collective or a person.
pub fn kind_in(row: &DraftRow, column: usize) -> Reading<SubjectKind> {
    match row.word(column, SUBJECTS) {
        Reading::Value(kind) => Reading::Value(KINDS[kind]),
        Reading::Empty => Reading::Empty,
        Reading::Broken => Reading::Broken,
    }
}
