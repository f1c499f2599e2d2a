//! What the checks of the past share: who entered a row, and whom it concerns.

use std::fmt;

use crate::campaign::Campaign;
use crate::diagnostic::{Lived, Subject};
use crate::history::Commit;
use crate::words::subjects::named_by_columns;

/// A commit as a sentence names it: `` commit `1f0c…`, `Nguyễn An` ``.
#[derive(Debug)]
pub(crate) struct Edit {
    commit: Box<str>,
    author: Box<str>,
}

impl Edit {
    /// Of a commit.
    pub(crate) fn of(commit: &Commit) -> Self {
        Self { commit: commit.short().into(), author: commit.author.clone() }
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "commit `{}`, `{}`", self.commit, self.author)
    }
}

/// Whom a row with a past concerns.
pub(crate) fn named_by(campaign: &Campaign, lived: &Lived) -> Subject {
    let sheet = lived.stated.sheet;
    named_by_columns(campaign, sheet, |column| lived.stated.text(sheet.columns[column].key))
}
