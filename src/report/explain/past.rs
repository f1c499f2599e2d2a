//! Where a leaf comes from in the repository: the commit that made the row what it is.

use rustc_hash::FxHashMap;

use crate::history::{Commit, History};
use crate::records::Stated;
use crate::sheet::{Place, RowId};

/// What the rows of a unit come from.
#[derive(Debug, Default)]
pub struct Past {
    /// The commit of each row; none of what is not committed as it stands.
    commits: FxHashMap<RowId, Option<Commit>>,
}

impl Past {
    /// The past of the rows that name a unit, among all that stand.
    pub fn of(history: &History, standing: &[(RowId, Stated)], unit: &str) -> Self {
        let own = standing.iter().filter(|(_, stated)| stated.units().contains(&unit));
        let commits = own.map(|(row, stated)| (*row, history.of(stated).map(|life| history.commits[life.changed()].clone())));
        Self { commits: commits.collect() }
    }

    /// The commit of the row a place stands in; none of what is no row of the unit.
    pub fn commit(&self, place: Place) -> Option<Option<&Commit>> {
        match place {
            Place::Row(row) | Place::Cell(row, _) => self.commits.get(&row).map(Option::as_ref),
            Place::Folder | Place::Definition(_) | Place::File(_) | Place::Stray(_) | Place::Closing(..) | Place::Label(..) | Place::Byte { .. } => {
                None
            }
        }
    }

    /// The same in words behind a place.
    pub fn words(&self, place: Place) -> String {
        match self.commit(place) {
            None => String::new(),
            Some(None) => " (chưa commit)".to_owned(),
            Some(Some(commit)) => format!(" ({}, {}, {})", commit.short(), commit.author, commit.day.vietnamese()),
        }
    }
}
