//! `thidua check --fix`: what is safe to write otherwise, shown as a diff or written – never over what git could not bring back.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::bail;

use crate::cli::check::within;
use crate::cli::{Common, Exit};
use crate::diagnostic::Voice;
use crate::fixes::FIXES;
use crate::folder::git::Repository;
use crate::folder::{self, Folder};
use crate::mend::{self, Done, Mended, Mending, diff};
use crate::pipeline::Run;

/// What can be written otherwise in a folder.
pub(super) struct Plan {
    within: String,
    top: PathBuf,
    mending: Mending,
    /// Where the mended files stand on disk, one after another.
    paths: Vec<PathBuf>,
}

impl Plan {
    /// Looks what can be mended in those files of a folder that are asked for.
    pub(super) fn of(folder: &Folder, run: &Run, is_asked_for: &dyn Fn(&str) -> bool) -> anyhow::Result<Self> {
        let mending = mend::folder(folder, run, FIXES, is_asked_for)?;
        let paths = mending.files.iter().map(|file| Ok(folder.path(&file.path)?.to_owned())).collect::<anyhow::Result<_>>()?;
        Ok(Self { within: within(folder), top: folder.top().to_owned(), mending, paths })
    }

    fn named(&self, path: &str) -> String {
        if self.within.is_empty() { path.to_owned() } else { format!("{}/{path}", self.within) }
    }

    /// Why it may not be written; none where it may.
    fn refusal(&self, is_forced: bool) -> anyhow::Result<Option<String>> {
        let files = || self.mending.files.iter().map(|file| &*file.path).zip(self.paths.iter().map(PathBuf::as_path));
        let links: Vec<&str> = files().filter(|(_, path)| folder::is_link(path)).map(|(file, _)| file).collect();
        if !links.is_empty() {
            return Ok(Some(format!("{} là liên kết đến tệp ở nơi khác: sửa chính tệp đó", self.listed(&links))));
        }
        if is_forced || self.mending.files.is_empty() {
            return Ok(None);
        }
        let Some(repository) = Repository::around(&self.top)? else {
            let name = self.top.display();
            return Ok(Some(format!("thư mục `{name}` không nằm trong kho git, sửa rồi thì không lấy lại được bản cũ: đưa vào git và commit trước")));
        };
        let uncommitted = match repository.head()? {
            Some(head) => repository.differing(&head, files())?,
            None => files().map(|(file, _)| file).collect(),
        };
        let refusal = || format!("{} có thay đổi chưa commit, sửa rồi thì không lấy lại được: commit trước", self.listed(&uncommitted));
        Ok((!uncommitted.is_empty()).then(refusal))
    }

    fn listed(&self, files: &[&str]) -> String {
        const MOST: usize = 5;
        let named: Vec<String> = files.iter().take(MOST).map(|file| format!("`{}`", self.named(file))).collect();
        let rest = files.len().saturating_sub(MOST);
        let rest = if rest > 0 { format!(" và {rest} tệp nữa") } else { String::new() };
        format!("{}{rest}", named.join(", "))
    }

    /// Tells what is done, or would be, and which files are left as they are.
    fn tell(&self, is_done: bool, common: &Common) {
        let voice = common.voice();
        for Mended { path, done, .. } in &self.mending.files {
            let path = self.named(path);
            common.say(&match is_done {
                true => voice.say(format!("đã sửa `{path}`"), format!("mended `{path}`")),
                false => voice.say(format!("sẽ sửa `{path}`"), format!("would mend `{path}`")),
            });
            done.iter().for_each(|done| common.say(&format!("  {}", said(done, voice))));
        }
        for left in &self.mending.left {
            let (path, why) = (self.named(&left.path), left.why.said(voice));
            common.say(&voice.say(format!("để nguyên `{path}`: {why}"), format!("left `{path}` as it is: {why}")));
        }
    }

    /// The command that brings the old files back.
    fn way_back(&self) -> String {
        let within = if self.within.is_empty() { String::new() } else { format!(" -C {}", in_shell(&self.within)) };
        let files: Vec<String> = self.mending.files.iter().map(|file| in_shell(&file.path)).collect();
        format!("git{within} restore --source=HEAD -- {}", files.join(" "))
    }
}

/// One fix in one file: what it does, how often, where first.
fn said(done: &Done, voice: Voice) -> String {
    let Done { fix, unit, told } = done;
    let mut places: Vec<String> = told.first.iter().map(|spot| spot.said(voice)).collect();
    if told.count > places.len() {
        places.push("…".to_owned());
    }
    format!("{} – {}: {}", fix.title(voice), unit.counted(told.count, voice), places.join("; "))
}

/// A word of a command line as a shell reads it.
fn in_shell(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-._/".contains(letter);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Shows what would be written otherwise; nothing is written.
pub(super) fn show(plans: &[Plan], common: &Common) -> anyhow::Result<Exit> {
    let mut out = BufWriter::new(io::stdout().lock());
    for plan in plans {
        for file in &plan.mending.files {
            diff::write(&plan.named(&file.path), &file.before, &file.after, &mut out)?;
        }
    }
    out.flush()?;
    plans.iter().for_each(|plan| plan.tell(false, common));
    let is_some = plans.iter().any(|plan| !plan.mending.files.is_empty());
    if !is_some {
        common.say(&common.voice().say("không có gì để sửa", "nothing to mend"));
    }
    Ok(if is_some { Exit::Findings } else { Exit::Done })
}

/// Writes the mended files of all folders, or none where one may not be written.
pub(super) fn write(plans: &[Plan], is_forced: bool, common: &Common) -> anyhow::Result<()> {
    let refusals: Vec<Option<String>> = plans.iter().map(|plan| plan.refusal(is_forced)).collect::<anyhow::Result<_>>()?;
    let refusals: Vec<String> = refusals.into_iter().flatten().collect();
    if !refusals.is_empty() {
        bail!("không sửa tệp nào: {}, hoặc thêm `--force`; `--fix --diff` cho xem trước mà không ghi", refusals.join("; "));
    }
    for plan in plans {
        for (file, path) in plan.mending.files.iter().zip(&plan.paths) {
            folder::rewrite(path, &file.before, &file.after)?;
        }
        plan.tell(true, common);
        if !plan.mending.files.is_empty() && !is_forced {
            let command = plan.way_back();
            common.say(&common.voice().say(format!("lấy lại bản cũ: {command}"), format!("to bring the old files back: {command}")));
        }
    }
    Ok(())
}
