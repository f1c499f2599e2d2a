//! The findings of a few files: the campaign is read whole, and what points elsewhere is counted.

use crate::diagnostic::{Finding, Severity};
use crate::pipeline::{DEFINITION, Run};
use crate::sheet::Place;

/// How many findings point at none of the files asked for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Outside {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Outside {
    /// All of them.
    pub fn count(self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

impl Run {
    /// Keeps the findings that point at the files asked for, where something is wrong or at the line that makes it wrong: a row of
    /// theirs that doubles one of another file is told, in whichever it is found.
    pub fn narrow(&mut self, is_asked_for: &dyn Fn(&str) -> bool) {
        let all = std::mem::take(&mut self.findings);
        let points_at_some = |finding: &Finding| {
            let places = [Some(finding.place), finding.against, finding.also];
            places.into_iter().flatten().filter_map(|place| self.file_at(place)).any(is_asked_for)
        };
        let (inside, outside): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, finding)| points_at_some(finding));
        let of = |severity: Severity| outside.iter().filter(|(one, _)| *one == severity).count();
        self.outside = Some(Outside { errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Note) });
        self.findings = inside;
    }

    /// The file a place is in; none of the folder as a whole.
    fn file_at(&self, place: Place) -> Option<&str> {
        match place {
            Place::Folder => None,
            Place::Definition(_) => Some(DEFINITION),
            Place::Closing(number, _) => Some(&self.closings[number as usize].path),
            Place::Stray(stray) => Some(&self.strays[stray as usize]),
            Place::File(file) | Place::Label(file, _) | Place::Byte { file, .. } => Some(&self.rows.file(file).path),
            Place::Row(row) | Place::Cell(row, _) => Some(&self.rows.file_of(row).path),
        }
    }
}
