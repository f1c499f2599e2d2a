//! `thidua tally`: points and places within each block.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;

use crate::cli::output::{self, Format, Output, Tables, Target};
use crate::cli::{Common, Exit, exit_of, leave, progress, width};
use crate::diagnostic::Severity;
use crate::folder::{self, Folder};
use crate::pipeline::{self, Explains, Request, Run};
use crate::report::html::{Derivations, Document};
use crate::report::{self, About};
use crate::source::Volume;
use crate::supposition::{self, Laid, Supposed};
use crate::value::{StageCode, StageIndex, Table};

/// Chấm điểm, xếp hạng trong từng khối; khối có lỗi bắt buộc thì nêu tên và để lại
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua tally examples/tp-ho-chi-minh-2022\n  thidua tally --period Q3 -o quy-3.xlsx\n  thidua tally --period Q3 --set TTr.A1=9.5          nếu vậy thì sao: mọi bảng ghi rõ là giả định, thư mục không đổi\n  thidua tally -o bang/ -q          mọi bảng dạng CSV vào thư mục bang\n\nCó lỗi thì `thidua check` nói lỗi gì, ở đâu."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Kỳ được chấm; vắng là cả phong trào
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    /// Chỉ một khối
    #[arg(long, value_name = "KHỐI")]
    block: Option<String>,
    /// Điểm của vòng này thay cho vòng cuối
    #[arg(long, value_name = "VÒNG")]
    stage: Option<String>,
    /// Giả định một giá trị: điểm của vòng cuối (hay của --stage) khi cho điểm trực tiếp, không thì số thực hiện; nêu được nhiều lần.
    /// Không ghi gì vào thư mục
    #[arg(long, value_name = "ĐƠN_VỊ.TIÊU_CHÍ=GIÁ_TRỊ")]
    set: Vec<String>,
    /// Giả định thêm một bảng đặt chồng lên thư mục, dòng trùng khóa thì lấy dòng này; nêu được nhiều lần
    #[arg(long, value_name = "TỆP")]
    with: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let targets = arguments.output.targets()?;
    let folder = common.campaign_folder(arguments.folder.as_deref())?;
    let request = Request {
        period: arguments.period.clone(),
        block: arguments.block.clone(),
        stage: arguments.stage.clone(),
        as_of: common.as_of()?,
        wants_digest: arguments.output.carries_digest(&targets),
        threads: common.threads(),
        explains: if targets.iter().any(|(_, target)| *target == Target::Web) { Explains::Everybody } else { Explains::Nobody },
        ..Request::default()
    };
    let (supposed, words) = suppose(arguments, &folder, &request)?;
    let mut run = if words.is_empty() { progress::run(&folder, &request, common)? } else { pipeline::run(&supposed, &request)? };
    run.supposed = words;
    if request.wants_digest {
        run.origin = output::origin(&folder);
    }
    let volume: &dyn Volume = if run.supposed.is_empty() { &folder } else { &supposed };
    if request.stage.is_none() && (arguments.output.format == Format::Md || targets.iter().any(|(_, target)| target.has_pages())) {
        run.stages = other_stages((&folder, volume), &request, &run, common)?;
    }
    let about = About { version: env!("CARGO_PKG_VERSION") };
    for (path, target) in &targets {
        write(path, *target, volume, &run, &about, arguments.output.dialect())?;
    }
    if targets.is_empty() || !common.quiet {
        let mut out = BufWriter::new(io::stdout().lock());
        print(arguments, volume, &run, &about, &mut out)?;
        out.flush()?;
    }
    for (path, _) in &targets {
        common.say(&format!("đã ghi {}", path.display()));
    }
    say_findings(&run, common);
    let exit = exit_of(&run, false);
    leave(run);
    Ok(exit)
}

/// Sheets beyond this are not read once more for each stage.
const MOST_READ_AGAIN: u64 = 8 << 20;

/// The folder as stages have it that do not decide, for the pages; where that takes long, it is said how to see one.
fn other_stages((folder, volume): (&Folder, &dyn Volume), request: &Request, run: &Run, common: &Common) -> anyhow::Result<Vec<Run>> {
    let mut stages: Vec<String> = Vec::new();
    for one in run.asked_for() {
        let others = one.campaign.stages.iter().filter(|stage| one.scope.stage.is_none_or(|own| one.campaign.stages[own] != **stage));
        for stage in others.map(ToString::to_string) {
            if !stages.contains(&stage) {
                stages.push(stage);
            }
        }
    }
    if !stages.is_empty() && folder.size(".csv") > MOST_READ_AGAIN {
        common.say(&format!("bảng lớn: chỉ có điểm vòng quyết định; các vòng khác ({}) xem bằng --stage", stages.join(", ")));
        return Ok(Vec::new());
    }
    let of_stage = |stage: String| {
        let request = Request { stage: Some(stage), wants_digest: false, explains: Explains::Nobody, ..request.clone() };
        pipeline::run(volume, &request)
    };
    stages.into_iter().map(of_stage).collect()
}

fn print(arguments: &Arguments, volume: &dyn Volume, run: &Run, about: &About<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    match arguments.output.format {
        Format::Table => {
            let reader = if io::stdout().is_terminal() { report::table::Reader::Terminal } else { report::table::Reader::Pipe };
            report::table::write(run, width(), reader, out)?;
        }
        Format::Json => report::json::write(run, volume, out)?,
        Format::Csv => report::csv::write(run, arguments.output.dialect(), out)?,
        Format::Md => report::markdown::write(&report::pages(run, about), out)?,
    }
    Ok(())
}

fn write(path: &Path, target: Target, volume: &dyn Volume, run: &Run, about: &About<'_>, dialect: report::csv::Dialect) -> anyhow::Result<()> {
    match target {
        Target::Workbook => folder::write_whole(path, |out| report::xlsx::write(run, about, folder::of(path), out)),
        Target::Web => {
            let name = if run.supposed.is_empty() { run.name().to_owned() } else { format!("GIẢ ĐỊNH – {}", run.name()) };
            let document = Document {
                name: &name,
                about,
                digest: run.digest.as_deref(),
                origin: run.origin.as_ref(),
                derivations: Derivations::of(run, volume),
            };
            folder::write_whole(path, |out| Ok(report::html::write(&document, &report::pages(run, about), out)?))
        }
        Target::Json => folder::write_whole(path, |out| Ok(report::json::write(run, volume, out)?)),
        Target::Csv => folder::write_whole(path, |out| report::csv::write(run, dialect, out)),
        Target::Markdown => folder::write_whole(path, |out| Ok(report::markdown::write(&report::pages(run, about), out)?)),
        Target::Tables => {
            let before = if run.supposed.is_empty() { "" } else { "gia-dinh-" };
            let pages = report::pages(run, about);
            output::write_tables(path, &Tables { pages: &pages, inputs_sha256: run.digest.as_deref(), dialect, before })
        }
    }
}

/// The folder with what is supposed laid over it, and that in words.
fn suppose<'f>(arguments: &Arguments, folder: &'f Folder, request: &Request) -> anyhow::Result<(Supposed<'f>, Vec<String>)> {
    let (mut supposed, mut words) = (Supposed::over(folder), Vec::new());
    if arguments.set.is_empty() && arguments.with.is_empty() {
        return Ok((supposed, words));
    }
    for path in &arguments.with {
        let bytes = std::fs::read(path).with_context(|| format!("không đọc được `{}`", path.display()))?;
        let name = path.to_string_lossy();
        let laid = Laid::named(&name, bytes)?;
        let run = pipeline::run(&supposed, request)?;
        supposed.lay(&laid, &stages(&run))?;
        words.push(format!("thêm bảng {} từ {name}", laid.sheet.name));
    }
    for asked in &arguments.set {
        let run = pipeline::run(&supposed, request)?;
        let (laid, said) = supposition::set(&run, &supposed, asked)?;
        supposed.lay(&laid, &stages(&run))?;
        words.push(said);
    }
    Ok((supposed, words))
}

fn stages(run: &Run) -> Table<StageIndex, StageCode> {
    pipeline::all_stages(run.campaigns.iter().map(|one| &one.campaign))
}

/// How many findings there are, and where they are told.
fn say_findings(run: &Run, common: &Common) {
    let (errors, warnings) = (run.count(Severity::Error), run.count(Severity::Warning));
    if errors + warnings > 0 {
        common.say(&format!("{errors} lỗi, {warnings} cảnh báo: `thidua check` nói lỗi gì, ở ô nào, sửa thế nào"));
    }
}
