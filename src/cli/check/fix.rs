//! `thidua check --fix`: what is safe to write otherwise, shown as a diff or written – never over what git could not bring back.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::cli::check::within;
use crate::cli::overwriting::{Kept, way_back};
use crate::cli::{Common, Exit};
use crate::diagnostic::Voice;
use crate::fixes::FIXES;
use crate::folder::{self, Folder};
use crate::mend::{self, Done, Left, Mended, Mending, Unit, Why, diff};
use crate::pipeline::Run;

/// What is to be mended, and how.
#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Arguments {
    /// Sửa những gì sửa được mà không đổi nghĩa, rồi kiểm tra: xuống dòng, chữ dựng sẵn (NFC), khoảng trắng thừa, nhãn cột, ngày, dấu
    /// thập phân, thứ tự cột. Không sửa tệp có thay đổi chưa commit, tệp của kỳ đã chốt
    #[arg(long)]
    fix: bool,
    /// Cùng --fix: in ra chỗ sẽ sửa (unified diff), không ghi gì; có chỗ sửa thì mã thoát là 1
    #[arg(long, requires = "fix", conflicts_with_all = ["format", "report", "force"])]
    diff: bool,
    /// Cùng --fix: sửa cả tệp có thay đổi chưa commit, tệp ngoài kho git
    #[arg(long, requires = "fix")]
    force: bool,
}

impl Arguments {
    pub(super) fn is_asked_for(&self) -> bool {
        self.fix
    }

    /// Whether it is to be shown and not done.
    pub(super) fn is_shown_alone(&self) -> bool {
        self.diff
    }
}

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
        let mut mending = mend::folder(folder, run, FIXES, is_asked_for)?;
        let mut paths = Vec::with_capacity(mending.files.len());
        for file in std::mem::take(&mut mending.files) {
            let path = folder.path(&file.path)?;
            if folder::is_link(path) {
                mending.left.push(Left { path: file.path, why: Why::Link });
            } else {
                paths.push(path.to_owned());
                mending.files.push(file);
            }
        }
        Ok(Self { within: within(folder), top: folder.top().to_owned(), mending, paths })
    }

    fn named(&self, path: &str) -> String {
        if self.within.is_empty() { path.to_owned() } else { format!("{}/{path}", self.within) }
    }

    /// Why it may not be written; none where it may.
    fn refusal(&self, is_forced: bool) -> anyhow::Result<Option<String>> {
        let files = || self.mending.files.iter().map(|file| &*file.path).zip(self.paths.iter().map(PathBuf::as_path));
        if is_forced || self.mending.files.is_empty() {
            return Ok(None);
        }
        Ok(match Kept::of(&self.top, files())? {
            Kept::All => None,
            Kept::AllBut(files) => Some(format!("{} có thay đổi chưa commit, sửa rồi thì không lấy lại được: commit trước", self.listed(&files))),
            Kept::NoRepository => Some(format!(
                "thư mục `{}` không nằm trong kho git, sửa rồi thì không lấy lại được bản cũ: đưa vào git và commit trước",
                self.top.display()
            )),
        })
    }

    fn listed(&self, files: &[&str]) -> String {
        const MOST: usize = 5;
        let named: Vec<String> = files.iter().take(MOST).map(|file| format!("`{}`", self.named(file))).collect();
        let rest = files.len().saturating_sub(MOST);
        let rest = if rest > 0 { format!(" và {rest} tệp nữa") } else { String::new() };
        format!("{}{rest}", named.join(", "))
    }

    /// Tells what is done in files, or would be, and which are left as they are.
    fn tell(&self, files: &[Mended], is_done: bool, common: &Common) {
        let voice = common.voice();
        for Mended { path, done, .. } in files {
            let path = self.named(path);
            let [vietnamese, english] = if is_done { ["đã sửa", "mended"] } else { ["sẽ sửa", "would mend"] };
            common.say(&voice.say(format!("{vietnamese} `{path}`"), format!("{english} `{path}`")));
            for done in done {
                common.say(&format!("  {}", said(done, voice)));
            }
        }
        for left in &self.mending.left {
            let (path, why) = (self.named(&left.path), left.why.said(voice));
            common.say(&voice.say(format!("để nguyên `{path}`: {why}"), format!("left `{path}` as it is: {why}")));
        }
    }
}

/// One fix in one file: what it does, how often, where first.
fn said(done: &Done, voice: Voice) -> String {
    let Done { fix, unit, told } = done;
    let counted = unit.counted(told.count, voice);
    let title = fix.title(voice);
    if let (Unit::Lines, [first, _, ..]) = (unit, told.first.as_slice()) {
        // Where many lines change, nearly every one does.
        let first = first.said(voice);
        return voice.say(format!("{title} – {counted}, từ {first}"), format!("{title} – {counted}, from {first} on"));
    }
    let mut places: Vec<String> = told.first.iter().map(|spot| spot.said(voice)).collect();
    if told.count > places.len() {
        places.push("…".to_owned());
    }
    format!("{title} – {counted}: {}", places.join("; "))
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
    for plan in plans {
        plan.tell(&plan.mending.files, false, common);
    }
    let is_some = plans.iter().any(|plan| !plan.mending.files.is_empty());
    if !is_some {
        common.say(&common.voice().say("không có gì để sửa", "nothing to mend"));
    }
    Ok(if is_some { Exit::Findings } else { Exit::Done })
}

/// Writes the mended files of all folders, or none where one may not be written.
pub(super) fn write(plans: &[Plan], arguments: &Arguments, common: &Common) -> anyhow::Result<()> {
    let is_forced = arguments.force;
    let refusals: Vec<Option<String>> = plans.iter().map(|plan| plan.refusal(is_forced)).collect::<anyhow::Result<_>>()?;
    let refusals: Vec<String> = refusals.into_iter().flatten().collect();
    if !refusals.is_empty() {
        bail!("không sửa tệp nào: {}, hoặc thêm `--force`; `--fix --diff` cho xem trước mà không ghi", refusals.join("; "));
    }
    for plan in plans {
        let files = &plan.mending.files;
        let mut pairs = files.iter().zip(&plan.paths);
        let failure = pairs.find_map(|(file, path)| folder::rewrite(path, &file.before, &file.after).err());
        // One that cannot be written stops the rest; those before it are told of all the same.
        let written = files.len() - pairs.len() - usize::from(failure.is_some());
        plan.tell(&files[..written], true, common);
        if written > 0 && !is_forced {
            let command = way_back(&plan.within, files[..written].iter().map(|file| &*file.path));
            common.say(&common.voice().say(format!("lấy lại bản cũ: {command}"), format!("to bring the old files back: {command}")));
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
    Ok(())
}
