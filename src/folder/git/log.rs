//! The history of a folder's rows, read from the main line of its repository in one pass.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use crate::folder::git::changes::{Change, Changes};
use crate::folder::git::{Contents, Repository, SHALLOW, git, run, said};
use crate::folder::is_litter;
use crate::history::{Commit, History};
use crate::records::{self, Stated, sheet_at};
use crate::sheet::Sheet;
use crate::value::{Day, StageCode, StageIndex, Table};

/// The commits of a main line by name; and each with its first parent, the first one first.
type MainLine = (HashMap<Box<str>, Commit>, Vec<String>);

/// What git is asked of a commit, with NUL between: name, first parent and others, author, both days, first line.
const FORMAT: &str = "--format=%H%x00%P%x00%an%x00%aI%x00%cI%x00%s";

impl Repository {
    /// The history of the rows that `wants` says yes to, along the first parents of what is checked out. The columns of stages
    /// are told by those of `stages`.
    ///
    /// # Errors
    /// Where git cannot be run, the repository is a shallow clone, or something cannot be read.
    pub fn history(&self, stages: &Table<StageIndex, StageCode>, wants: impl Fn(&Stated) -> bool) -> anyhow::Result<History> {
        if self.is_shallow {
            bail!("không đọc được lịch sử: {SHALLOW}");
        }
        let Some(head) = self.head()? else { return Ok(History::default()) };
        let (commits, asked) = self.main_line(&head)?;
        let mut changes = Changes::begin(self, &asked)?;
        let mut reading = Reading { contents: Contents::begin(&self.folder)?, last: HashMap::new(), stages, wants: &wants };
        let mut history = History::default();
        while let Some((commit, changed)) = changes.next()? {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            for change in changed.iter().filter(|change| !change.file.split('/').any(is_litter)) {
                if let Some(sheet) = sheet_at(&change.file) {
                    let [was, is] = reading.rows(sheet, change)?;
                    before.extend(was);
                    after.extend(is);
                }
            }
            if !before.is_empty() || !after.is_empty() {
                let commit = commits.get(&*commit).with_context(|| format!("git không nói gì về `{commit}`"))?;
                history.enter(commit.clone(), before, after);
            }
        }
        Ok(history)
    }

    /// The commits of the main line since it has gone on from a revision, by name.
    ///
    /// # Errors
    /// Where there is no such revision, or git cannot be run.
    pub fn since(&self, revision: &str) -> anyhow::Result<HashSet<Box<str>>> {
        let from = format!("^{}", self.named(revision)?);
        let output = run(git(&self.folder).args(["rev-list", "--first-parent", "HEAD", &from, "--"]))?;
        if !output.status.success() {
            bail!("git không đọc được lịch sử từ `{revision}`: {}", said(&output));
        }
        Ok(String::from_utf8_lossy(&output.stdout).lines().map(Into::into).collect())
    }

    /// The commits of the main line by name; and each with its first parent, the first one first.
    fn main_line(&self, head: &str) -> anyhow::Result<MainLine> {
        let output = run(git(&self.folder).args(["rev-list", "--first-parent", "--reverse", FORMAT, head, "--"]))?;
        if !output.status.success() {
            bail!("git không đọc được lịch sử của `{head}`: {}", said(&output));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let (mut commits, mut asked) = (HashMap::new(), Vec::new());
        for line in text.lines().filter(|line| line.contains('\0')) {
            let pieces: Vec<&str> = line.split('\0').collect();
            let [id, parents, author, authored, committed, subject] = pieces[..] else { bail!("git trả lời lạ: {line:?}") };
            let day = committed.get(..10).and_then(|day| Day::parse(day.as_bytes()).ok());
            let day = day.with_context(|| format!("commit `{id}` không ghi ngày đọc được: {committed}"))?;
            asked.push(format!("{id} {}", parents.split(' ').next().unwrap_or_default()).trim_end().to_owned());
            let [id, author, authored, committed, subject]: [Box<str>; 5] = [id, author, authored, committed, subject].map(Into::into);
            commits.insert(id.clone(), Commit { id, author, authored, committed, day, subject });
        }
        Ok((commits, asked))
    }
}

/// What files held last, so that each content is asked for once.
struct Reading<'r> {
    contents: Contents,
    last: HashMap<String, (String, Arc<[u8]>)>,
    stages: &'r Table<StageIndex, StageCode>,
    wants: &'r dyn Fn(&Stated) -> bool,
}

impl Reading<'_> {
    /// The rows of a file before a change and after it, but for those that stand alike at its beginning and its end.
    fn rows(&mut self, sheet: &'static Sheet, change: &Change) -> anyhow::Result<[Vec<Stated>; 2]> {
        let known = self.last.remove(&change.file).filter(|(blob, _)| Some(blob) == change.before.as_ref()).map(|(_, bytes)| bytes);
        let before = match (known, &change.before) {
            (Some(bytes), _) => bytes,
            (None, Some(blob)) => self.contents.of(blob)?.into(),
            (None, None) => Arc::from([]),
        };
        let after: Arc<[u8]> = change.after.as_ref().map(|blob| self.contents.of(blob)).transpose()?.unwrap_or_default().into();
        if let Some(blob) = &change.after {
            self.last.insert(change.file.clone(), (blob.clone(), Arc::clone(&after)));
        }
        let read = |bytes: &[u8], wanted: Range<u32>| -> anyhow::Result<Vec<Stated>> {
            let mut rows = records::read_some(sheet, &change.file, bytes, self.stages, wanted)?;
            rows.retain(|row| (self.wants)(row));
            Ok(rows)
        };
        let [was, is] = records::differing(&before, &after)?;
        Ok([read(&before, was)?, read(&after, is)?])
    }
}
