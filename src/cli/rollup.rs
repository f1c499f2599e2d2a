//! `thidua rollup`: several campaign folders side by side.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use crate::cli::output::{self, Format, Output, Tables, Target};
use crate::cli::{Common, Exit, width};
use crate::folder::{self, Folder};
use crate::pipeline::{Origin, Request};
use crate::report::html::Document;
use crate::report::{self, About, Page};
use crate::rollup::{Folders, MemberState, Rollup};
use crate::source::Volume;

/// Đặt nhiều phong trào cạnh nhau: đơn vị, đăng ký, tình trạng, dẫn đầu; không xếp hạng chung
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua rollup examples/bo-tu-phap-2023           thư mục này và các thư mục nêu ở tong_hop\n  thidua rollup phong-trao/* -o tong-hop.xlsx\n\nThư mục chưa có được nêu tên và không phải lỗi."
)]
pub(super) struct Arguments {
    /// Các thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Folders on disk, paths from where the command works.
struct Disk {
    from: PathBuf,
}

impl Folders for Disk {
    fn open(&self, path: &str) -> anyhow::Result<Option<Box<dyn Volume>>> {
        let path = self.from.join(path);
        if !Folder::holds_campaign(&path) {
            return Ok(None);
        }
        Ok(Some(Box::new(Folder::open(&path)?)))
    }

    fn origin(&self, path: &str) -> Option<Origin> {
        output::origin(&Folder::open(&self.from.join(path)).ok()?)
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let targets = arguments.output.targets()?;
    let from = common.within.clone().unwrap_or_else(|| PathBuf::from("."));
    let asked: Vec<String> = match arguments.folders.as_slice() {
        [] => vec![common.campaign_folder(None)?.top().to_string_lossy().into_owned()],
        folders => folders.iter().map(|folder| folder.to_string_lossy().into_owned()).collect(),
    };
    let wants_digest = arguments.output.carries_digest(&targets);
    let request = Request { as_of: common.as_of()?, threads: common.threads(), wants_digest, ..Request::default() };
    let rollup = Rollup::gather(&asked, &Disk { from }, &request);
    let Some(day) = report::rollup::as_of(&rollup) else {
        let why = rollup.members.iter().map(|member| match &member.state {
            MemberState::Unreadable(why) => format!("`{}`: {why}", member.folder),
            MemberState::Missing | MemberState::Read(_) => format!("`{}`: không có thư mục phong trào", member.folder),
        });
        bail!("không đọc được thư mục nào: {}", why.collect::<Vec<_>>().join("; "));
    };
    let about = About { version: env!("CARGO_PKG_VERSION") };
    let pages = report::rollup::pages(&rollup, &about);
    let dialect = arguments.output.dialect();
    for (path, target) in &targets {
        let document = Document { name: &pages[0].title, about: &about, digest: None, origin: None, derivations: None };
        write(path, *target, &rollup, (&document, &pages), dialect, |out| {
            Ok(out.write_all(&report::xlsx::book(&pages, &pages[0].title, day, &about)?)?)
        })?;
    }
    if targets.is_empty() || !common.quiet {
        let mut out = BufWriter::new(io::stdout().lock());
        match arguments.output.format {
            Format::Table => report::screen::write(&pages, width(), &mut out)?,
            Format::Json => report::rollup::write_json(&rollup, &mut out)?,
            Format::Csv => report::csv::write_table(&pages[0].tables[0], dialect, &mut out)?,
            Format::Md => report::markdown::write(&pages, &mut out)?,
        }
        out.flush()?;
    }
    for (path, _) in &targets {
        common.say(&format!("đã ghi {}", path.display()));
    }
    say(&rollup, common);
    let is_failing = rollup.read().any(|(_, summary)| summary.findings[0] > 0)
        || rollup.members.iter().any(|member| matches!(member.state, MemberState::Unreadable(_)));
    Ok(if is_failing { Exit::Findings } else { Exit::Done })
}

fn write(
    path: &Path,
    target: Target,
    rollup: &Rollup,
    (document, pages): (&Document<'_>, &[Page]),
    dialect: report::csv::Dialect,
    workbook: impl FnOnce(&mut BufWriter<File>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    match target {
        Target::Workbook => folder::write_whole(path, workbook),
        Target::Web => folder::write_whole(path, |out| Ok(report::html::write(document, pages, out)?)),
        Target::Json => folder::write_whole(path, |out| Ok(report::rollup::write_json(rollup, out)?)),
        Target::Csv => folder::write_whole(path, |out| report::csv::write_table(&pages[0].tables[0], dialect, out)),
        Target::Markdown => folder::write_whole(path, |out| Ok(report::markdown::write(pages, out)?)),
        Target::Tables => output::write_tables(path, &Tables { pages, inputs_sha256: None, dialect, before: "" }),
    }
}

/// What is missing or faulty, beside the data.
fn say(rollup: &Rollup, common: &Common) {
    for member in &rollup.members {
        match &member.state {
            MemberState::Missing => common.say(&format!("chưa có `{}`", member.folder)),
            MemberState::Unreadable(why) => common.say(&format!("không đọc được `{}`: {why}", member.folder)),
            MemberState::Read(summary) if summary.findings[0] > 0 => {
                common.say(&format!("`{}` có {} lỗi: `thidua check {}`", member.folder, summary.findings[0], member.folder));
            }
            MemberState::Read(_) => {}
        }
    }
}
