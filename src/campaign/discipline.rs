//! Discipline: the decisions of `ky-luat.csv` against units, and whether one is in force in a stretch of days; and every case
//! of a unit or a person, decided or looked into.

use crate::campaign::who::who;
use crate::campaign::{Directories, People, Stretch, Who};
use crate::draft::definition::{DisciplineForm, SubjectKind};
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

/// A case of a unit or a person.
#[derive(Clone, Debug)]
pub struct Case {
    /// Whose.
    pub who: Who,
    /// Whether it is decided; if not, it is being looked into.
    pub is_decided: bool,
    /// The form of discipline; none where it is not said.
    pub form: Option<DisciplineForm>,
    /// The first day it is in force, or looked into.
    pub from: Day,
    /// The last; none where it is not known.
    pub to: Option<Day>,
    /// Its row.
    pub row: RowId,
}

impl Case {
    /// Whether it is in force, or looked into, on some day of a stretch; none where it began before and its end is not known.
    pub fn meets(&self, stretch: Stretch) -> Option<bool> {
        match self.to {
            _ if self.from > stretch.to => Some(false),
            Some(to) => Some(to >= stretch.from),
            None if self.from >= stretch.from => Some(true),
            None => None,
        }
    }
}

/// The decisions against units.
#[derive(Debug, Default)]
pub struct Discipline {
    /// Whether the folder has the sheet.
    pub is_present: bool,
    /// Whether every row says whose case it is, in which state, and when.
    pub is_read: bool,
    /// Every case, in row order.
    pub cases: Vec<Case>,
    /// The decisions, in row order; one that ends before it begins is none.
    pub decisions: Vec<Decision>,
}

impl Discipline {
    /// The cases of somebody.
    pub fn of<'a>(&'a self, who: &'a Who) -> impl Iterator<Item = &'a Case> {
        self.cases.iter().filter(move |case| case.who == *who)
    }

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
pub(super) fn discipline(draft: &Draft, directories: &Directories, people: &People) -> Discipline {
    let (cases, is_read) = cases(draft, directories, people);
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
    let decisions = draft.discipline.rows.iter().filter(decided).filter_map(decision).collect();
    Discipline { is_present: draft.discipline.is_present, is_read, cases, decisions }
}

/// The cases that can be read, and whether all can.
fn cases(draft: &Draft, directories: &Directories, people: &People) -> (Vec<Case>, bool) {
    const FORMS: [DisciplineForm; 7] = [
        DisciplineForm::Reprimand,
        DisciplineForm::Warning,
        DisciplineForm::LowerPay,
        DisciplineForm::Demotion,
        DisciplineForm::RemovalFromOffice,
        DisciplineForm::Dismissal,
        DisciplineForm::Other,
    ];
    let mut cases = Vec::new();
    let mut is_read = draft.discipline.broken == 0;
    for row in &draft.discipline.rows {
        let whose = who(row, discipline::SUBJECT, discipline::CODE, directories, people);
        let state = row.word(discipline::STATE, discipline::STATES).value();
        let form = row.word(discipline::FORM, discipline::FORMS);
        let (from, to) = (row.day(discipline::FROM).value(), row.day(discipline::TO));
        let is_in_order = from.zip(to.value()).is_none_or(|(from, to)| from <= to);
        let is_right = is_in_order && !to.is_broken() && !form.is_broken();
        let (Some(who), Some(state), Some(from), true) = (whose, state, from, is_right) else {
            is_read = false;
            continue;
        };
        let form = form.value().map(|form| FORMS[form]);
        cases.push(Case { who, is_decided: state == discipline::DECIDED, form, from, to: to.value(), row: row.id });
    }
    (cases, is_read)
}
