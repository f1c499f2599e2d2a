//! What commits changed in a folder: raw differences of trees, which read no file and run no program.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdout, Stdio};
use std::thread::{self, JoinHandle};

use anyhow::Context as _;
use unicode_normalization::UnicodeNormalization as _;

use crate::folder::git::{Repository, git};

/// A file of the folder that a commit changed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Change {
    /// Its path in the folder.
    pub(super) file: String,
    /// What it held before; none where it was not there, or no file.
    pub(super) before: Option<String>,
    /// What it holds after.
    pub(super) after: Option<String>,
}

/// Commits, asked about one after another.
pub(super) struct Changes<'r> {
    prefix: &'r str,
    child: Child,
    told: BufReader<ChildStdout>,
    asking: Option<JoinHandle<io::Result<()>>>,
    /// The commit whose changes come next.
    next: Option<String>,
}

impl<'r> Changes<'r> {
    /// Asks what commits changed: each a line of its name and the one it is held against; alone, against each parent.
    pub(super) fn begin(repository: &'r Repository, commits: &[String]) -> anyhow::Result<Self> {
        let mut command = git(&repository.folder);
        command.args(["diff-tree", "--stdin", "-r", "-z", "-m", "--root", "--raw", "--no-abbrev", "--no-renames", "--no-relative", "--no-ext-diff"]);
        // Paths are asked for from the folder git works in, and told from the top.
        command.args(["--no-textconv", "-O/dev/null", "--", "."]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("không chạy được `git`")?;
        let mut asked = child.stdin.take().context("git không nhận lời hỏi")?;
        let told = BufReader::new(child.stdout.take().context("git không trả lời")?);
        let lines = commits.join("\n") + "\n";
        let asking = thread::spawn(move || asked.write_all(lines.as_bytes()));
        let mut changes = Self { prefix: &repository.prefix, child, told, asking: Some(asking), next: None };
        changes.next = changes.piece()?;
        Ok(changes)
    }

    /// The next commit that changed something, and what.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<(String, Vec<Change>)>> {
        let Some(commit) = self.next.take() else { return Ok(None) };
        let mut changes = Vec::new();
        while let Some(piece) = self.piece()? {
            let Some(facts) = piece.strip_prefix(':') else {
                self.next = Some(piece);
                break;
            };
            let path = self.piece()?.context("git trả lời dở dang")?;
            let facts: Vec<&str> = facts.split(' ').collect();
            let [mode_before, mode_after, before, after, ..] = facts[..] else { continue };
            // Links and other repositories are no files of the folder.
            let blob = |mode: &str, blob: &str| mode.starts_with("100").then(|| blob.to_owned());
            let Some(file) = path.strip_prefix(self.prefix) else { continue };
            changes.push(Change { file: file.nfc().collect(), before: blob(mode_before, before), after: blob(mode_after, after) });
        }
        Ok(Some((commit, changes)))
    }

    fn piece(&mut self) -> anyhow::Result<Option<String>> {
        let mut bytes = Vec::new();
        self.told.read_until(0, &mut bytes).context("git không trả lời")?;
        if bytes.pop().is_none() {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }
}

impl Drop for Changes<'_> {
    fn drop(&mut self) {
        // Nobody listens any more; neither can fail in a way that matters.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.asking.take().map(JoinHandle::join);
    }
}
