//! What a folder's outputs say of git: the last commit that touched one of its inputs, and whether inputs stand as committed.

use std::path::Path;

use anyhow::bail;

use crate::folder::Folder;
use crate::folder::git::changes::Changes;
use crate::folder::git::{Repository, git, run, said};
use crate::folder::is_litter;
use crate::pipeline;
use crate::source::Volume as _;

/// Where the inputs of a folder stand in the history.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Inputs {
    /// The last commit before what is checked out that changed an input; none where none did, or a shallow clone does not reach it.
    pub commit: Option<String>,
    /// Whether every input stands as what is checked out has it, and none is gone or added.
    pub are_clean: bool,
}

/// Whether a file of a folder is an input: what the program reads, wherever it looks for it.
pub(super) fn is_input(file: &str) -> bool {
    pipeline::looks_at(file) && !file.split('/').any(is_litter)
}

impl Repository {
    /// Where the inputs of a folder stand in the history; none before the first commit.
    ///
    /// # Errors
    /// Where git cannot be run, or a file cannot be read.
    pub fn inputs(&self, folder: &Folder) -> anyhow::Result<Option<Inputs>> {
        let Some(head) = self.head()? else { return Ok(None) };
        let files: Vec<&str> = folder.files().iter().map(String::as_str).filter(|file| is_input(file)).collect();
        let paths: Vec<(&str, &Path)> = files.iter().map(|file| Ok((*file, folder.path(file)?))).collect::<std::io::Result<_>>()?;
        let is_gone = |file: &String| is_input(file) && !files.contains(&file.as_str());
        let are_clean = self.differing(&head, paths.into_iter())?.is_empty() && !self.files(&head)?.iter().any(is_gone);
        Ok(Some(Inputs { commit: self.last_touching(&head)?, are_clean }))
    }

    /// The last commit on the way to one that changed an input of the folder.
    fn last_touching(&self, commit: &str) -> anyhow::Result<Option<String>> {
        let mut command = git(&self.folder);
        // With a path, of a merge that changed nothing the side it took is followed alone.
        command.args(["rev-list", commit, "--", "."]);
        let output = run(&mut command)?;
        if !output.status.success() {
            bail!("git không đọc được lịch sử của `{commit}`: {}", said(&output));
        }
        let commits: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(ToOwned::to_owned).collect();
        let mut changes = Changes::begin(self, &commits)?;
        while let Some((commit, changed)) = changes.next()? {
            if changed.iter().any(|change| is_input(&change.file)) {
                return Ok(Some(commit));
            }
        }
        Ok(None)
    }
}
