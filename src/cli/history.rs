//! `thidua history`: when each row was entered on the main line and changed last, and what of it contradicts itself.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::Args;

use crate::cli::output::{Output, Paper};
use crate::cli::{Common, Exit, progress};
use crate::folder::git::Repository;
use crate::history::Commit;
use crate::pipeline::{self, Request};
use crate::report::history::{self, Told};

/// Lịch sử của từng dòng: vào kho ngày nào, do ai, sửa lần cuối khi nào; và những chỗ lịch sử không khớp với điều được ghi
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua history                     mọi dòng, theo nhánh chính của kho git\n  thidua history --since chot-q1     chỉ những dòng đổi từ sau bản này\n  thidua history --format json -o lich-su.json\n\nMâu thuẫn được báo: ghi nhận trong hạn mà nhập sau hạn không ghi chú, ngày nhận bị sửa, kết quả đổi sau khi thẩm định (`thidua rule`).\nNgày và tên ghi trong commit do người commit đặt được: lịch sử cho biết chỗ cần hỏi lại, không phải bằng chứng.\nCần git và đủ lịch sử; trong GitHub Actions đặt `fetch-depth: 0` ở bước checkout."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Chỉ kể dòng vào kho hoặc đổi từ sau bản này: nhánh, thẻ hoặc commit
    #[arg(long, value_name = "BẢN")]
    since: Option<String>,
    /// Mâu thuẫn mức cảnh báo cũng cho mã thoát 1
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    arguments.output.targets()?;
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let Some(repository) = Repository::around(folder.top())? else {
        bail!(
            "thư mục `{}` không nằm trong kho git, nên không có lịch sử: chạy `git init`, rồi commit các tệp của phong trào",
            folder.top().display()
        );
    };
    let since: Option<HashSet<Box<str>>> = arguments.since.as_deref().map(|revision| repository.since(revision)).transpose()?;
    let past = Arc::new(repository.history(&pipeline::stages(&folder)?, |_| true)?);
    let request = Request { as_of: common.as_of()?, threads: common.threads(), history: Some(Arc::clone(&past)), ..Request::default() };
    let run = progress::run(&folder, &request, common)?;
    let standing = pipeline::standing(&run, &folder)?;
    let is_asked = |commit: &Commit| since.as_ref().is_none_or(|since| since.contains(&commit.id));
    let mut told = Told::new((&run, &folder), &past, &standing, is_asked, common.voice());
    (told.head, told.since) = (repository.head()?, arguments.since.clone());
    let pages = history::pages(&told, run.name());
    let paper = Paper {
        name: run.name(),
        day: run.as_of(),
        digest: None,
        pages: &pages,
        table: "history-rows",
        json: &|out| history::json::write(&told, out),
    };
    arguments.output.deliver(&paper, common)?;
    let is_failing = |severity: &str| severity == "error" || arguments.strict && severity == "warning";
    Ok(if told.findings.iter().any(|one| is_failing(one.severity)) { Exit::Findings } else { Exit::Done })
}
