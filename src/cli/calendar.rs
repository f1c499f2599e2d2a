//! `thidua calendar`: what falls due in the days ahead, and who has not handed it in.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::agenda;
use crate::cli::{Common, Exit, progress, today, width};
use crate::diagnostic::Severity;
use crate::folder;
use crate::pipeline::Request;
use crate::report;
use crate::report::calendar::{Agenda, Window};

/// Lịch: việc nào đến hạn trong những ngày tới, đơn vị nào chưa nộp
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua calendar                        30 ngày tới, kể từ hôm nay\n  thidua calendar --days 7 --as-of 2026-10-01\n  thidua calendar --days 365 -o lich.ics  đưa vào Outlook, Google Calendar, điện thoại\n\nĐơn vị đã nộp là đơn vị có dòng ở nop.csv; với kết quả, đăng ký, đề nghị thì có dòng ở bảng ấy cũng là đã nộp.\nHạn được gia hạn ở gia-han.csv đứng ở ngày mới."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Nhìn tới bao nhiêu ngày kể từ hôm nay (hoặc từ --as-of); vắng là 30
    #[arg(long, value_name = "N", default_value_t = 30, hide_default_value = true)]
    days: u16,
    /// Dạng in ra màn hình
    #[arg(long, value_enum, default_value_t = Format::Table, hide_default_value = true, hide_possible_values = true, value_name = "table|md|ics")]
    format: Format,
    /// Ghi ra tệp .ics, .md hoặc .xlsx; dùng được nhiều lần
    #[arg(short = 'o', long = "output", value_name = "TỆP")]
    paths: Vec<PathBuf>,
}

/// What is printed or written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Format {
    Table,
    Md,
    Ics,
}

/// What a path is written as, told by its ending.
#[derive(Clone, Copy)]
enum Target {
    Calendar,
    Markdown,
    Workbook,
}

fn target(path: &Path) -> anyhow::Result<Target> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("ics") => Ok(Target::Calendar),
        Some("md") => Ok(Target::Markdown),
        Some("xlsx") => Ok(Target::Workbook),
        _ => bail!("`-o {}`: viết tên kết thúc bằng .ics, .md hoặc .xlsx", path.display()),
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let targets = arguments.paths.iter().map(|path| Ok((path.as_path(), target(path)?))).collect::<anyhow::Result<Vec<_>>>()?;
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let Some(from) = common.as_of()?.or_else(today) else { bail!("đồng hồ của máy cho một ngày ngoài lịch: nêu --as-of") };
    let Some(through) = from.plus(i64::from(arguments.days)) else { bail!("`--days {}`: quá xa", arguments.days) };
    let request = Request { as_of: Some(from), threads: common.threads(), ..Request::default() };
    let run = progress::run(&folder, &request, common)?;
    let agenda = Agenda::new(&run, agenda::entries(&run), Window { from, through });
    let pages = [agenda.page()];
    for (path, target) in &targets {
        folder::write_whole(path, |out| match target {
            Target::Calendar => Ok(out.write_all(agenda.ics().as_bytes())?),
            Target::Markdown => Ok(report::markdown::write(&pages, out)?),
            Target::Workbook => {
                let about = report::About { version: env!("CARGO_PKG_VERSION") };
                Ok(out.write_all(&report::xlsx::book(&pages, run.name(), run.as_of(), &about)?)?)
            }
        })?;
    }
    if targets.is_empty() || !common.quiet {
        let mut out = BufWriter::new(io::stdout().lock());
        match arguments.format {
            Format::Table => report::screen::write(&pages, width(), &mut out)?,
            Format::Md => report::markdown::write(&pages, &mut out)?,
            Format::Ics => out.write_all(agenda.ics().as_bytes())?,
        }
        out.flush()?;
    }
    for (path, _) in &targets {
        common.say(&format!("đã ghi {}", path.display()));
    }
    // A folder without a row yet has its deadlines all the same.
    Ok(if run.count(Severity::Error) > 0 { Exit::Findings } else { Exit::Done })
}
