//! `thidua titles`: who may be put forward for what, by which clause and which facts.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::output::{self, Format, Output, Tables, Target};
use crate::cli::{Common, Exit, exit_of, progress, width};
use crate::diagnostic::{Severity, Voice};
use crate::folder::{self, Folder};
use crate::pipeline::{Request, Run};
use crate::report::html::Document;
use crate::report::{self, About, Page};

/// Xét danh hiệu: kết luận cho từng đề nghị, theo quy định, điều khoản và số liệu nào
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua titles                        kết luận cho từng đề nghị của de-nghi/\n  thidua titles -o xet-danh-hieu.xlsx  danh sách đề nghị, chưa đủ điều kiện, hồ sơ, thẩm quyền, cơ cấu, chuỗi danh hiệu\n  thidua titles --format json\n\nChưa đủ điều kiện là một kết luận, không phải lỗi."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let targets = arguments.output.targets()?;
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let request = Request { as_of: common.as_of()?, wants_digest: arguments.output.carries_digest(&targets), ..Request::default() };
    let mut run = progress::run(&folder, &request, common)?;
    if request.wants_digest {
        run.origin = output::origin(&folder);
    }
    let about = About { version: env!("CARGO_PKG_VERSION") };
    let pages = report::titles::pages(&run, &folder, &about);
    let dialect = arguments.output.dialect();
    for (path, target) in &targets {
        write(path, *target, &folder, &run, &pages, (dialect, common.voice(), &about))?;
    }
    if targets.is_empty() || !common.quiet {
        let mut out = BufWriter::new(io::stdout().lock());
        match arguments.output.format {
            Format::Table => report::screen::write(&report::titles::conclusions(&run, &folder, &about), width(), &mut out)?,
            Format::Json => report::titles::json::write(&run, &folder, common.voice(), &mut out)?,
            Format::Csv => report::csv::write_table(&pages[0].tables[0], dialect, &mut out)?,
            Format::Md => report::markdown::write(&pages, &mut out)?,
        }
        out.flush()?;
    }
    for (path, _) in &targets {
        common.say(&format!("đã ghi {}", path.display()));
    }
    let (errors, warnings) = (run.count(Severity::Error), run.count(Severity::Warning));
    if errors + warnings > 0 {
        common.say(&format!("{errors} lỗi, {warnings} cảnh báo: `thidua check` nói lỗi gì, ở ô nào, sửa thế nào"));
    }
    Ok(exit_of(&run, false))
}

fn write(
    path: &Path,
    target: Target,
    volume: &Folder,
    run: &Run,
    pages: &[Page],
    (dialect, voice, about): (report::csv::Dialect, Voice, &About<'_>),
) -> anyhow::Result<()> {
    match target {
        Target::Workbook => folder::write_whole(path, |out| Ok(out.write_all(&report::xlsx::book_of(run, pages, about)?)?)),
        Target::Web => {
            let document = Document { name: run.name(), about, digest: run.digest.as_deref(), origin: run.origin.as_ref(), derivations: None };
            folder::write_whole(path, |out| Ok(report::html::write(&document, pages, out)?))
        }
        Target::Json => folder::write_whole(path, |out| Ok(report::titles::json::write(run, volume, voice, out)?)),
        Target::Csv => folder::write_whole(path, |out| report::csv::write_table(&pages[0].tables[0], dialect, out)),
        Target::Markdown => folder::write_whole(path, |out| Ok(report::markdown::write(pages, out)?)),
        Target::Tables => output::write_tables(path, &Tables { pages, inputs_sha256: run.digest.as_deref(), dialect, before: "" }),
    }
}
