//! Whom a row about titles is of: a unit, or a person by code.

use crate::campaign::{Directories, People};
use crate::draft::definition::SubjectKind;
use crate::draft::{DraftRow, SUBJECTS};
use crate::sheet::Reading;
use crate::value::{PersonCode, UnitIndex};

/// A unit, or a person; the person's code stands as it is where the folder has no sheet of people.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Who {
    /// A collective.
    Unit(UnitIndex),
    /// A person.
    Person(PersonCode),
}

impl Who {
    /// Collective or person.
    pub fn subject(&self) -> SubjectKind {
        match self {
            Self::Unit(_) => SubjectKind::Collective,
            Self::Person(_) => SubjectKind::Person,
        }
    }
}

/// What the cell of `doi_tuong` says.
pub fn subject_of(row: &DraftRow, column: usize) -> Option<SubjectKind> {
    match row.word(column, SUBJECTS) {
        Reading::Value(0) => Some(SubjectKind::Collective),
        Reading::Value(_) => Some(SubjectKind::Person),
        Reading::Empty | Reading::Broken => None,
    }
}

/// The person of a code: as `ca-nhan.csv` has it; without that sheet, the code as written.
pub fn person_of(code: &str, directories: &Directories, people: &People) -> Option<PersonCode> {
    if !people.is_present {
        return (!code.is_empty()).then(|| code.into());
    }
    directories.people.find(code.as_bytes()).map(|index| people.list[index].code.clone())
}

/// Whom a row is of, by the columns of its subject and code; none where its code names nobody.
pub fn who(row: &DraftRow, subject: usize, code: usize, directories: &Directories, people: &People) -> Option<Who> {
    match subject_of(row, subject)? {
        SubjectKind::Collective => directories.units.find(row.text(code).as_bytes()).map(Who::Unit),
        SubjectKind::Person => person_of(row.text(code), directories, people).map(Who::Person),
    }
}
