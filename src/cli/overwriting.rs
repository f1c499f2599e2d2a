//! Writing over files: only where git has what stands there, and with the command that brings it back.

use std::path::Path;

use crate::folder::git::Repository;

/// Whether git has files as they stand.
pub(super) enum Kept<'f> {
    /// Every one.
    All,
    /// Not these.
    AllBut(Vec<&'f str>),
    /// The folder stands in no repository.
    NoRepository,
}

impl<'f> Kept<'f> {
    /// Of these files of a folder, each with where it stands on disk.
    ///
    /// # Errors
    /// Where git cannot be run, or a file cannot be read.
    pub(super) fn of(top: &Path, files: impl Iterator<Item = (&'f str, &'f Path)>) -> anyhow::Result<Self> {
        let Some(repository) = Repository::around(top)? else { return Ok(Self::NoRepository) };
        let others = match repository.head()? {
            Some(head) => repository.differing(&head, files)?,
            None => files.map(|(file, _)| file).collect(),
        };
        Ok(if others.is_empty() { Self::All } else { Self::AllBut(others) })
    }
}

/// The command that brings files of a folder back; the folder as it is named from here.
pub(super) fn way_back<'f>(within: &str, files: impl Iterator<Item = &'f str>) -> String {
    let within = if within.is_empty() { String::new() } else { format!(" -C {}", in_shell(within)) };
    format!("git{within} restore --source=HEAD -- {}", files.map(in_shell).collect::<Vec<_>>().join(" "))
}

/// A word of a command line as a shell reads it.
fn in_shell(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-._/".contains(letter);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
