//! `thidua init`: a new campaign folder – blank, from an example, or from the year before – that passes `thidua check`.

mod blank;
mod dressing;
mod example;
mod sheets;
mod year;
mod year_text;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::cli::{Common, Exit};
use crate::diagnostic::Severity;
use crate::folder::{self, Folder};
use crate::pipeline::{self, Request};

/// Lập thư mục phong trào mới: trống để điền, từ một ví dụ, hoặc từ thư mục năm trước
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua init thi-dua-2027 --as-of hom-nay                định nghĩa để điền, dòng tiêu đề của các bảng\n  thidua init thu --from tp-ho-chi-minh-2022              một ví dụ làm khởi đầu\n  thidua init thi-dua-2027 --from-year thi-dua-2026       mang đơn vị, cá nhân, lịch sử danh hiệu sang năm mới\n\nCùng được ghi: lược đồ và cấu hình của trình soạn thảo, .gitattributes, tệp chạy `thidua check` cho GitHub và GitLab.\nVới thư mục trống, năm là năm của --as-of; vắng thì là năm ví dụ, sửa ở khóa nam."
)]
pub(super) struct Arguments {
    /// Thư mục sẽ lập; phải chưa có hoặc còn trống
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Bắt đầu từ một ví dụ; nêu tên không có thì in danh sách
    #[arg(long, value_name = "VÍ_DỤ", conflicts_with = "from_year")]
    from: Option<String>,
    /// Bắt đầu từ thư mục của năm trước
    #[arg(long, value_name = "DIR")]
    from_year: Option<PathBuf>,
    /// Ghi cả vào thư mục đã có tệp; tệp cùng tên bị ghi đè và được nêu tên
    #[arg(long)]
    force: bool,
}

/// The files of a folder to be, by their path in it.
type Files = BTreeMap<String, Vec<u8>>;

/// A folder to be, and what its officer must know.
struct Beginning {
    files: Files,
    /// What is left to do, a line each.
    words: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let from = common.within.clone().unwrap_or_else(|| PathBuf::from("."));
    let top = from.join(&arguments.folder);
    refuse_what_is_there(&top, arguments)?;
    let beginning = match (&arguments.from, &arguments.from_year) {
        (Some(name), _) => example::begin(name)?,
        (None, Some(old)) => year::begin(&from, old, common.voice())?,
        (None, None) => blank::begin(common.as_of()?),
    };
    let mut files = dressing::files();
    files.extend(beginning.files);
    write(&top, &files, common)?;
    common.say(&format!("đã lập `{}`: {} tệp", arguments.folder.display(), files.len()));
    for line in &beginning.words {
        common.say(&format!("- {line}"));
    }
    passed(&top, arguments, common)
}

/// Refuses a folder that holds something, unless it is told to go on; a repository just made holds nothing yet.
fn refuse_what_is_there(top: &Path, arguments: &Arguments) -> anyhow::Result<()> {
    if top.exists() && !top.is_dir() {
        bail!("`{}` là một tệp: nêu tên một thư mục chưa có", arguments.folder.display());
    }
    if arguments.force || !top.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(top).with_context(|| format!("không đọc được thư mục `{}`", top.display()))?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<std::io::Result<Vec<_>>>();
    let mut names = names.with_context(|| format!("không đọc được thư mục `{}`", top.display()))?;
    names.retain(|name| name != ".git");
    names.sort();
    if let Some(first) = names.first() {
        bail!(
            "thư mục `{}` đã có {} tệp, thư mục con (`{first}` …): nêu tên một thư mục mới, hoặc thêm `--force` để ghi vào đó và ghi đè tệp cùng tên",
            arguments.folder.display(),
            names.len()
        );
    }
    Ok(())
}

fn write(top: &Path, files: &Files, common: &Common) -> anyhow::Result<()> {
    for (path, bytes) in files {
        let path = path.split('/').fold(top.to_path_buf(), |folder, part| folder.join(part));
        folder::make(path.parent().expect("a file stands in a folder"))?;
        if path.exists() {
            common.say(&format!("ghi đè `{}`", path.display()));
        }
        folder::write_whole(&path, |out| Ok(out.write_all(bytes)?))?;
    }
    Ok(())
}

/// Whether the folder passes the check: what was left out of an old definition may leave places to fill in.
fn passed(top: &Path, arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let run = pipeline::run(&Folder::open(top)?, &Request { threads: common.threads(), ..Request::default() })?;
    let errors = run.count(Severity::Error);
    if errors == 0 {
        return Ok(Exit::Done);
    }
    common.say(&format!("còn {errors} chỗ phải điền hoặc sửa trước khi dùng: `thidua check {}`", arguments.folder.display()));
    Ok(Exit::Findings)
}
