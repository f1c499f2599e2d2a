//! `thidua calendar`: what falls due in the next days, and who has not handed it in.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::agenda;
use crate::cli::{Common, Exit, progress};
use crate::folder;
use crate::pipeline::Request;

/// Việc sắp đến hạn, việc quá hạn, và đơn vị nào chưa nộp
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua calendar --as-of hom-nay             14 ngày tới\n  thidua calendar --days 30 --as-of 2022-04-01\n  thidua calendar --days 365 -o han.ics       mở bằng Outlook, Google Calendar, điện thoại\n\nNhìn từ --as-of; vắng là ngày cuối của phong trào. Việc quá hạn chỉ nêu khi còn đơn vị chưa nộp; hạn đã gia riêng cho đơn vị nào thì tính theo hạn ấy."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Bao nhiêu ngày tới
    #[arg(long, value_name = "N", default_value_t = 14, hide_default_value = true)]
    days: u32,
    /// Ghi thêm tệp lịch .ics
    #[arg(short = 'o', long = "output", value_name = "TỆP")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    if let Some(path) = arguments.output.as_ref().filter(|path| path.extension().is_none_or(|ending| ending != "ics")) {
        bail!("`-o {}`: tệp lịch có tên kết thúc bằng .ics", path.display());
    }
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let run = progress::run(&folder, &Request { as_of: common.as_of()?, threads: common.threads(), ..Request::default() }, common)?;
    let from = run.as_of();
    let due = agenda::due(&run, from, arguments.days);
    if arguments.output.is_none() || !common.quiet {
        let mut out = BufWriter::new(io::stdout().lock());
        agenda::write_text(&due, from, arguments.days, run.campaigns.len() > 1, &mut out)?;
        out.flush()?;
    }
    if let Some(path) = &arguments.output {
        let calendar = agenda::calendar(&due, from, run.name());
        folder::write_whole(path, |out| Ok(out.write_all(calendar.as_bytes())?))?;
        common.say(&format!("đã ghi {}", path.display()));
    }
    Ok(Exit::Done)
}
