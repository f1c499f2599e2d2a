//! The git repository a folder stands in: what a commit holds of it, and whether files still stand so.
//!
//! A repository may come from anybody, and its own configuration can name programs to run. So only commands are used that run
//! none – no status, no diff, no filter, no hook –, the environment says nothing to git, nothing is written and nothing fetched:
//! files are held against what a commit has, byte by byte, here.

mod changes;
mod contents;
mod inputs;
mod log;
mod revision;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, bail};
use unicode_normalization::UnicodeNormalization as _;

use contents::Contents;
pub use inputs::Inputs;
pub use revision::Revision;

/// What git is told before anything else.
const SETTINGS: [&str; 9] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.askPass=",
    "credential.helper=",
    "diff.external=",
    "protocol.allow=never",
    "gc.auto=0",
    "submodule.recurse=false",
];

/// What to do where a shallow clone lacks what is asked for.
const SHALLOW: &str = "kho này là bản sao nông, không có đủ lịch sử: chạy `git fetch --unshallow`; trong GitHub Actions đặt `fetch-depth: 0` ở bước checkout, trong GitLab CI đặt `GIT_DEPTH: 0`";

/// A folder within a repository.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
    /// The folder's path in the repository, with a slash behind it; empty where it is its top.
    prefix: String,
    is_shallow: bool,
}

/// Git in a folder, with nothing of the environment that git listens to.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let own = [("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_NO_LAZY_FETCH", "1"), ("GIT_NO_REPLACE_OBJECTS", "1")];
    command.envs(own).env("LC_ALL", "C").env_remove("LANGUAGE").stdin(Stdio::null());
    command.args(["--no-pager", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    command.arg("-C").arg(folder);
    command
}

fn run(command: &mut Command) -> anyhow::Result<Output> {
    command.output().context("không chạy được `git`: cài git, hoặc thêm git vào PATH")
}

/// What git says of its failure.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned()
}

impl Repository {
    /// The repository a folder stands in; none where it stands in none.
    ///
    /// # Errors
    /// Where there is no git, or it does not trust the repository.
    pub fn around(folder: &Path) -> anyhow::Result<Option<Self>> {
        let output = run(git(folder).args(["rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix"]))?;
        if !output.status.success() {
            let words = said(&output);
            if words.contains("not a git repository") {
                return Ok(None);
            }
            bail!("git không đọc được kho chứa `{}`: {words}", folder.display());
        }
        let text = String::from_utf8(output.stdout).context("git trả lời không phải văn bản")?;
        let mut lines = text.split('\n');
        let (is_inside, is_shallow) = (lines.next() == Some("true"), lines.next() == Some("true"));
        let prefix = lines.next().unwrap_or_default().to_owned();
        Ok(is_inside.then(|| Self { folder: folder.to_owned(), prefix, is_shallow }))
    }

    /// The commit checked out; none where there is none yet.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn head(&self) -> anyhow::Result<Option<String>> {
        self.commit("HEAD")
    }

    fn commit(&self, revision: &str) -> anyhow::Result<Option<String>> {
        let revision = format!("{revision}^{{commit}}");
        let output = run(git(&self.folder).args(["rev-parse", "--verify", "--quiet", "--end-of-options", &revision]))?;
        Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned()))
    }

    /// The commit a revision names: a branch, a tag, a commit or the beginning of one.
    ///
    /// # Errors
    /// Where there is none; in a shallow clone with what to do about it.
    pub fn named(&self, revision: &str) -> anyhow::Result<String> {
        match (self.commit(revision)?, self.is_shallow) {
            (Some(commit), _) => Ok(commit),
            (None, true) => bail!("không thấy bản `{revision}`: {SHALLOW}"),
            (None, false) => bail!("không có bản `{revision}` trong kho git: nêu tên nhánh, thẻ hoặc mã commit, ví dụ origin/main"),
        }
    }

    /// The folder as a revision has it.
    ///
    /// # Errors
    /// Where there is no such revision, or the folder holds no definition in it.
    pub fn at(&self, revision: &str) -> anyhow::Result<Revision> {
        let commit = self.named(revision)?;
        Revision::open(self, revision, commit)
    }

    /// The commit from which what is checked out goes its own way from a revision.
    ///
    /// # Errors
    /// Where there is no such revision, or the two have nothing in common; in a shallow clone with what to do about it.
    pub fn base(&self, revision: &str) -> anyhow::Result<String> {
        let commit = self.named(revision)?;
        let output = run(git(&self.folder).args(["merge-base", &commit, "HEAD"]))?;
        let base = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        match (output.status.success(), self.is_shallow) {
            (true, _) if !base.is_empty() => Ok(base),
            (_, true) => bail!("không thấy chỗ rẽ của `{revision}` và bản đang mở: {SHALLOW}"),
            (_, false) => bail!("`{revision}` và bản đang mở không có gốc chung nào"),
        }
    }

    /// Those of some files of the folder that a commit does not hold as they stand; a line end of CR LF counts as LF, since git may
    /// write either.
    ///
    /// # Errors
    /// Where git cannot be run, or a file cannot be read.
    pub fn differing<'f>(&self, commit: &str, files: impl Iterator<Item = (&'f str, &'f Path)>) -> anyhow::Result<Vec<&'f str>> {
        let blobs = self.blobs(commit)?;
        let mut contents = Contents::begin(&self.folder)?;
        let mut differing = Vec::new();
        for (file, path) in files {
            let is_same = match blobs.get(file) {
                None => false,
                Some(blob) => {
                    let own = std::fs::read(path).with_context(|| format!("không đọc được `{file}`"))?;
                    is_alike(&own, &contents.of(blob)?)
                }
            };
            if !is_same {
                differing.push(file);
            }
        }
        Ok(differing)
    }

    /// The files of the folder that a commit has, by their path in it.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn files(&self, commit: &str) -> anyhow::Result<Vec<String>> {
        Ok(self.blobs(commit)?.into_keys().collect())
    }

    /// The files of the folder that a commit has and what they hold, by their path in it; a link is none.
    fn blobs(&self, commit: &str) -> anyhow::Result<BTreeMap<String, String>> {
        let mut command = git(&self.folder);
        command.args(["ls-tree", "-r", "-z", "--full-tree", commit]);
        if !self.prefix.is_empty() {
            command.args(["--", &self.prefix]);
        }
        let output = run(&mut command)?;
        if !output.status.success() {
            bail!("git không đọc được bản `{commit}`: {}", said(&output));
        }
        let entry = |line: &[u8]| {
            let line = String::from_utf8_lossy(line).into_owned();
            let (facts, path) = line.split_once('\t')?;
            let mut facts = facts.split(' ');
            let (mode, kind, blob) = (facts.next()?, facts.next()?, facts.next()?);
            let path: String = path.strip_prefix(&self.prefix)?.nfc().collect();
            (kind == "blob" && mode != "120000").then(|| (path, blob.to_owned()))
        };
        Ok(output.stdout.split(|byte| *byte == 0).filter_map(entry).collect())
    }
}

/// Whether two texts are the same but for CR LF.
fn is_alike(one: &[u8], other: &[u8]) -> bool {
    one == other || with_line_feeds(one).eq(with_line_feeds(other))
}

fn with_line_feeds(text: &[u8]) -> impl Iterator<Item = &u8> {
    text.iter().enumerate().filter(|(at, byte)| **byte != b'\r' || text.get(at + 1) != Some(&b'\n')).map(|(_, byte)| byte)
}

#[cfg(test)]
mod tests {
    use super::is_alike;

    #[test]
    fn line_ends_are_alike_and_nothing_else_is() {
        assert!(is_alike(b"a\r\nb\r\n", b"a\nb\n"));
        assert!(!is_alike(b"a\rb", b"ab") && !is_alike(b"a\n", b"a") && !is_alike(b"a\r", b"a"));
    }
}
