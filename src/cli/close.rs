//! `thidua close`: a period closed, or opened again, in `chot/<kỳ>.yaml`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::cli::check::within;
use crate::cli::overwriting::{Kept, way_back};
use crate::cli::{Common, Exit, progress};
use crate::closing::file::{ClosingFile, Reopened};
use crate::closing::{self, Closing};
use crate::diagnostic::{Severity, Voice};
use crate::folder::git::Repository;
use crate::folder::{self, Folder};
use crate::pipeline::{self, Request, Run};
use crate::ranking::StandingState;
use crate::source::Volume as _;

/// Chốt một kỳ: ghi mã dữ liệu, quy tắc, tổng điểm, thứ hạng vào chot/<kỳ>.yaml; hoặc mở lại kỳ đã chốt
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua close Q1 --van-ban 45/QĐ-STP\n  thidua close --reopen Q1 --van-ban 52/QĐ-STP      mở lại, rồi sửa, rồi chốt lại\n\nCòn lỗi, điểm tạm tính, điểm thiếu hay phúc tra chưa kết luận thì không chốt (mã thoát 1). Từ đó `thidua check` báo mọi thay đổi của kỳ,\ntrừ những gì ghi thêm ở dieu-chinh.csv. Commit dữ liệu trước khi chốt thì sau này nêu được đúng dòng, đúng ô đã đổi."
)]
pub(super) struct Arguments {
    /// Kỳ được chốt
    #[arg(value_name = "KỲ", required_unless_present = "reopen", conflicts_with = "reopen")]
    period: Option<String>,
    /// Mở lại kỳ này; cần --van-ban
    #[arg(long, value_name = "KỲ", requires = "document")]
    reopen: Option<String>,
    /// Số quyết định, văn bản chốt kỳ hay mở lại kỳ
    #[arg(id = "document", long = "van-ban", value_name = "SỐ")]
    document: Option<String>,
    /// Ghi cả khi tệp chốt có thay đổi chưa commit
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let folder = common.campaign_folder(None)?;
    match (&arguments.period, &arguments.reopen) {
        (Some(period), _) => close(period, arguments, &folder, common),
        (None, Some(period)) => reopen(period, arguments, &folder, common),
        (None, None) => bail!("nêu kỳ cần chốt, ví dụ thidua close Q1"),
    }
}

/// The file of a period, where it has one.
fn existing(folder: &Folder, path: &str) -> anyhow::Result<Option<(ClosingFile, Vec<u8>)>> {
    if !folder.files().iter().any(|file| file == path) {
        return Ok(None);
    }
    let bytes = folder.read(path).with_context(|| format!("không đọc được `{path}`"))?;
    Ok(Some((ClosingFile::read(path, bytes.clone()), bytes)))
}

fn close(period: &str, arguments: &Arguments, folder: &Folder, common: &Common) -> anyhow::Result<Exit> {
    let voice = common.voice();
    let request = Request { period: Some(period.to_owned()), as_of: common.as_of()?, threads: common.threads(), ..Request::default() };
    let run = progress::run(folder, &request, common)?;
    let code = run.asked_for().find_map(|one| one.scope.period.map(|period| one.campaign.periods[period].code.as_str().to_owned()));
    let Some(code) = code else { bail!("phong trào không có kỳ `{period}`") };
    let path = closing::path_of(&code);
    let old = existing(folder, &path)?;
    let before = old.as_ref().and_then(|(file, _)| file.closing.clone());
    let mut refusals = refusals(&run, voice);
    if old.is_some() && before.as_ref().is_none_or(|closing| !closing.is_reopened) {
        refusals.push(voice.say(
            format!("kỳ `{code}` đã chốt ở {path}; mở lại trước: `thidua close --reopen {code} --van-ban SỐ`"),
            format!("the period `{code}` is closed in {path}; open it first: `thidua close --reopen {code} --van-ban SỐ`"),
        ));
    }
    if !refusals.is_empty() {
        return Ok(refuse(&voice.say(format!("không chốt kỳ `{code}`"), format!("the period `{code}` is not closed")), &refusals));
    }
    let revision = revision_of(folder, common)?;
    let closing = Closing {
        period: code.as_str().into(),
        is_reopened: false,
        tool: env!("CARGO_PKG_VERSION").into(),
        document: arguments.document.as_deref().map(Into::into),
        revision: revision.map(Into::into),
        as_of: run.as_of(),
        campaigns: pipeline::sealed(folder, &run)?,
        reopened: before.map(|closing| closing.reopened).unwrap_or_default(),
    };
    let seal = write(&closing, folder, &path, old.map(|(_, bytes)| bytes), arguments.force)?;
    let units: usize = closing.campaigns.iter().flat_map(|closed| &closed.blocks).map(|(_, units)| units.len()).sum();
    common.say(&voice.say(format!("đã chốt kỳ {code} ở {path}: {units} đơn vị"), format!("closed the period {code} in {path}: {units} units")));
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", voice.say(format!("mã chốt: {seal}"), format!("seal: {seal}")))?;
    Ok(Exit::Done)
}

fn reopen(period: &str, arguments: &Arguments, folder: &Folder, common: &Common) -> anyhow::Result<Exit> {
    let voice = common.voice();
    let path = closing::path_of(period);
    let Some((file, bytes)) = existing(folder, &path)? else { bail!("kỳ `{period}` chưa chốt: không có {path}") };
    let seal = file.seal().to_owned();
    let Some(mut closing) = file.closing.filter(|_| file.fault.is_none()) else {
        bail!("{path} không như lúc chốt: lấy lại tệp trước, `thidua check` nói ở đâu");
    };
    if closing.is_reopened {
        let words = voice.say(format!("kỳ `{period}` đang mở rồi"), format!("the period `{period}` is open already"));
        return Ok(refuse(&words, &[]));
    }
    closing.is_reopened = true;
    let document = arguments.document.as_deref().unwrap_or_default().into();
    closing.reopened.push(Reopened { document, closed_by: closing.document.clone(), seal: seal.into() });
    write(&closing, folder, &path, Some(bytes), arguments.force)?;
    common.say(&voice.say(
        format!("đã mở lại kỳ {period} ở {path}; sửa xong thì chốt lại: thidua close {period}"),
        format!("opened the period {period} again in {path}; close it once it is mended: thidua close {period}"),
    ));
    Ok(Exit::Done)
}

/// Why a period cannot be closed.
fn refusals(run: &Run, voice: Voice) -> Vec<String> {
    let mut refusals = Vec::new();
    // What is wrong with another period does not touch this one.
    let is_of_others = |finding: &crate::diagnostic::Finding| {
        let one = &run.campaigns[finding.campaign];
        finding.subject.period.is_some_and(|period| !one.scope.holds(&one.campaign, period))
    };
    let errors = run.findings.iter().filter(|(severity, finding)| *severity == Severity::Error && !is_of_others(finding)).count();
    if errors > 0 {
        refusals.push(
            voice.say(format!("còn {errors} lỗi: `thidua check` nói lỗi gì, ở đâu"), format!("{errors} errors stand: `thidua check` tells them")),
        );
    }
    for one in run.asked_for() {
        let blocked = one.outcome.blocks.iter().filter(|block| block.blocking > 0);
        for block in blocked {
            let code = &one.campaign.blocks[block.block].code;
            refusals.push(voice.say(format!("khối `{code}` chưa xếp hạng được"), format!("the block `{code}` cannot be ranked")));
        }
        for (unit, state) in closing::open_units(&one.campaign, &one.outcome) {
            refusals.push(if state == StandingState::Provisional {
                voice.say(format!("điểm của `{unit}` còn tạm tính"), format!("points of `{unit}` are provisional"))
            } else {
                voice.say(format!("`{unit}` chưa đủ số liệu"), format!("`{unit}` lacks some points"))
            });
        }
        let undecided = one.campaign.appeals.iter().filter(|appeal| appeal.is_undecided() && one.scope.holds(&one.campaign, appeal.period));
        for appeal in undecided {
            let (number, unit) = (&appeal.number, &one.campaign.units[appeal.unit].code);
            refusals
                .push(voice.say(format!("phúc tra số {number} của `{unit}` chưa kết luận"), format!("appeal {number} of `{unit}` is not concluded")));
        }
    }
    refusals
}

fn refuse(words: &str, reasons: &[String]) -> Exit {
    let mut err = std::io::stderr().lock();
    let end = if reasons.is_empty() { "" } else { ":" };
    // Words that cannot be written are no reason to fail: nothing was done.
    let _ = writeln!(err, "{words}{end}");
    for reason in reasons {
        let _ = writeln!(err, "  - {reason}");
    }
    Exit::Findings
}

/// The commit that has what is closed; none where there is no git, or inputs are not committed.
fn revision_of(folder: &Folder, common: &Common) -> anyhow::Result<Option<String>> {
    let repository = Repository::around(folder.top()).unwrap_or_default();
    let Some(repository) = repository else { return Ok(None) };
    let Some(inputs) = repository.inputs(folder)? else { return Ok(None) };
    if !inputs.are_clean {
        common.say(&common.voice().say(
            "dữ liệu chưa commit hết: không ghi bản git, sau này `check` chỉ nêu được bảng và đơn vị, không nêu được ô",
            "inputs are not all committed: no revision is recorded, and `check` will name sheet and unit, not the cell",
        ));
        return Ok(None);
    }
    repository.head()
}

/// Writes the file, over the one that stands only where git has that; its seal.
fn write(closing: &Closing, folder: &Folder, path: &str, before: Option<Vec<u8>>, is_forced: bool) -> anyhow::Result<String> {
    let (text, seal) = closing.written();
    let whole: PathBuf = folder.top().join(path);
    match before {
        None => {
            folder::make(folder::of(&whole))?;
            folder::write_whole(&whole, |out| Ok(out.write_all(text.as_bytes())?))?;
        }
        Some(before) => {
            if !is_forced {
                keep(folder, path, &whole)?;
            }
            folder::rewrite(&whole, &before, text.as_bytes())?;
        }
    }
    Ok(seal)
}

/// Refuses to write over what git could not bring back.
fn keep(folder: &Folder, path: &str, whole: &Path) -> anyhow::Result<()> {
    match Kept::of(folder.top(), std::iter::once((path, whole)))? {
        Kept::All => Ok(()),
        Kept::NoRepository => {
            bail!("`{path}` không nằm trong kho git, ghi đè thì không lấy lại được bản cũ: commit trước, hoặc thêm `--force`")
        }
        Kept::AllBut(_) => bail!(
            "`{path}` có thay đổi chưa commit, ghi đè thì không lấy lại được: commit trước, hoặc thêm `--force`; bản đã commit: {}",
            way_back(&within(folder), std::iter::once(path))
        ),
    }
}
