//! Discipline: the decisions of `ky-luat.csv` against units, and whether one is in force in a stretch of days.

use crate::campaign::{Directories, Stretch};
use crate::draft::definition::SubjectKind;
use crate::draft::{Draft, DraftRow, SUBJECTS, discipline};
use crate::sheet::{Place, Reading, RowId};
use crate::value::{Day, UnitIndex};

/// A decision against a unit.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The unit.
    pub unit: UnitIndex,
    /// The first day it is in force.
    pub from: Day,
    /// The last; none where it is not known.
    pub to: Option<Day>,
    /// The decision's number.
    pub document: Box<str>,
    /// Its row.
    pub row: RowId,
    /// Where its last day stands.
    pub to_place: Place,
}

/// What is known of the days a decision is in force.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Force {
    /// On some day of the stretch.
    Holds,
    /// On none.
    Past,
    /// It began before the stretch, and when it ends is not known.
    Unknown,
}

impl Decision {
    fn force(&self, stretch: Stretch) -> Force {
        match self.to {
            _ if self.from > stretch.to => Force::Past,
            Some(to) if to < stretch.from => Force::Past,
            Some(_) => Force::Holds,
            None if self.from >= stretch.from => Force::Holds,
            None => Force::Unknown,
        }
    }
}

/// The decisions against units.
#[derive(Debug, Default)]
pub struct Discipline {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    /// The decisions, in row order; one that ends before it begins is none.
    pub decisions: Vec<Decision>,
}

impl Discipline {
    fn find(&self, unit: UnitIndex, stretch: Stretch, force: Force) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.unit == unit && decision.force(stretch) == force)
    }

    /// The first decision against a unit that is in force on some day of a stretch.
    pub fn in_force(&self, unit: UnitIndex, stretch: Stretch) -> Option<&Decision> {
        self.find(unit, stretch, Force::Holds)
    }

    /// A decision of which it cannot be told, where none is known to be in force.
    pub fn in_doubt(&self, unit: UnitIndex, stretch: Stretch) -> Option<&Decision> {
        self.find(unit, stretch, Force::Unknown).filter(|_| self.in_force(unit, stretch).is_none())
    }
}

/// Whether a row is of a unit.
pub fn is_collective(row: &DraftRow) -> bool {
    row.word(discipline::SUBJECT, SUBJECTS) == Reading::Value(SubjectKind::Collective as usize)
}

/// The unit a row is of; none where it is a person's, or its code names none.
pub fn unit_of(row: &DraftRow, directories: &Directories) -> Option<UnitIndex> {
    directories.units.find(row.text(discipline::CODE).as_bytes()).filter(|_| is_collective(row))
}

/// The decisions against units.
pub(super) fn discipline(draft: &Draft, directories: &Directories) -> Discipline {
    let decided = |row: &&DraftRow| row.word(discipline::STATE, discipline::STATES) == Reading::Value(discipline::DECIDED);
    let decision = |row: &DraftRow| {
        let (from, to) = (row.day(discipline::FROM).value()?, row.day(discipline::TO));
        let is_right = !to.is_broken() && to.value().is_none_or(|to| from <= to);
        is_right.then_some(Decision {
            unit: unit_of(row, directories)?,
            from,
            to: to.value(),
            document: row.text(discipline::DOCUMENT).into(),
            row: row.id,
            to_place: row.place(discipline::TO),
        })
    };
    Discipline { is_present: draft.discipline.is_present, decisions: draft.discipline.rows.iter().filter(decided).filter_map(decision).collect() }
}
