//! `thidua explain`: why a unit has the points it has, down to the rows.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use crate::cli::output::{self, Format, Output, Tables, Target};
use crate::cli::{Common, Exit, exit_of, progress, width};
use crate::folder::git::Repository;
use crate::folder::{self, Folder};
use crate::pipeline::{self, DEFINITION, Explains, Refusal, Request, Run};
use crate::report::explain::{self, Explanation, Past, View};
use crate::report::html::Document;
use crate::report::{self, About, Page, Table};

/// Giải trình điểm của một đơn vị: từ dòng số liệu, qua từng phép tính, đến tổng điểm và thứ hạng
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua explain TC-DN                  mọi tiêu chí, tổng điểm, thứ hạng của đơn vị TC-DN\n  thidua explain TC-DN II.1 --period Q3 một tiêu chí (hoặc một nhóm) trong một kỳ\n  thidua explain TC-DN -o giai-trinh.xlsx\n  thidua explain TC-DN --hide-others    gửi cho đơn vị: không nêu mã, tên, số liệu của đơn vị khác\n\nPhép tính viết như 10 × 95 / 98 = 475/49 → 9,69: số chính xác sau dấu =, số đã làm tròn sau dấu →."
)]
pub(super) struct Arguments {
    /// Mã đơn vị
    #[arg(value_name = "ĐƠN_VỊ")]
    unit: String,
    /// Mã tiêu chí hoặc nhóm; vắng là mọi tiêu chí
    #[arg(value_name = "TIÊU_CHÍ")]
    criterion: Option<String>,
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml. Không hỏi riêng tiêu chí nào thì viết ngay sau đơn vị
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Kỳ được chấm; vắng là cả phong trào
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    /// Điểm của vòng này thay cho vòng cuối
    #[arg(long, value_name = "VÒNG")]
    stage: Option<String>,
    /// Đơn vị khác chỉ gọi là "đơn vị dẫn đầu", kèm tỷ lệ; không mã, tên hay số liệu nào của họ
    #[arg(long)]
    hide_others: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let targets = arguments.output.targets()?;
    let (criterion, named) = split(arguments, common);
    let folder = common.campaign_folder(named)?;
    let request = Request {
        period: arguments.period.clone(),
        stage: arguments.stage.clone(),
        as_of: common.as_of()?,
        wants_digest: arguments.output.carries_digest(&targets),
        threads: common.threads(),
        explains: Explains::Unit(arguments.unit.clone()),
        ..Request::default()
    };
    let mut run = progress::run(&folder, &request, common)?;
    if request.wants_digest {
        run.origin = output::origin(&folder);
    }
    let explained = explained(&run, &arguments.unit, criterion)?;
    let view = View::new(arguments.hide_others);
    let past = past(&run, &folder, &explained[0], common);
    let pages = explain::pages(&run, &explained, view, &folder, &past);
    let told = Told { run: &run, explained: &explained, view, past: &past, pages: &pages, about: About { version: env!("CARGO_PKG_VERSION") } };
    let dialect = arguments.output.dialect();
    for (path, target) in &targets {
        told.write(path, *target, &folder, dialect)?;
    }
    if targets.is_empty() || !common.quiet {
        let mut out = BufWriter::new(io::stdout().lock());
        match arguments.output.format {
            Format::Table => report::screen::write(&pages, width(), &mut out)?,
            Format::Json => explain::json::write(&run, &explained, view, (&folder, &past), &mut out)?,
            Format::Csv => report::csv::write_table(only_table(&pages)?, dialect, &mut out)?,
            Format::Md => report::markdown::write(&pages, &mut out)?,
        }
        out.flush()?;
    }
    for (path, _) in &targets {
        common.say(&format!("đã ghi {}", path.display()));
    }
    Ok(exit_of(&run, false))
}

/// What the rows of a unit come from, in a git folder; what git cannot tell of is left out, and said beside.
fn past(run: &Run, folder: &Folder, explained: &Explanation<'_>, common: &Common) -> Past {
    let code = explained.run.campaign.units[explained.derivation.unit].code.as_str();
    let told = || -> anyhow::Result<Option<Past>> {
        // Without git nothing is asked of it.
        let Ok(Some(repository)) = Repository::around(folder.top()) else { return Ok(None) };
        let history = repository.history(&pipeline::stages(folder)?, |row| row.units().contains(&code))?;
        Ok(Some(Past::of(&history, &pipeline::standing(run, folder)?, code)))
    };
    match told() {
        Ok(past) => past.unwrap_or_default(),
        Err(error) => {
            common.say(&format!("không nêu được commit của từng dòng: {error:#}"));
            Past::default()
        }
    }
}

/// What is written.
struct Told<'a> {
    run: &'a Run,
    explained: &'a [Explanation<'a>],
    view: View,
    past: &'a Past,
    pages: &'a [Page],
    about: About<'a>,
}

impl Told<'_> {
    fn write(&self, path: &Path, target: Target, volume: &Folder, dialect: report::csv::Dialect) -> anyhow::Result<()> {
        let Self { run, explained, view, past, pages, about } = self;
        match target {
            Target::Workbook => folder::write_whole(path, |out| Ok(out.write_all(&report::xlsx::book_of(run, pages, about)?)?)),
            Target::Web => {
                let document = Document { name: run.name(), about, digest: run.digest.as_deref(), origin: run.origin.as_ref(), derivations: None };
                folder::write_whole(path, |out| Ok(report::html::write(&document, pages, out)?))
            }
            Target::Json => folder::write_whole(path, |out| Ok(explain::json::write(run, explained, *view, (volume, past), out)?)),
            Target::Csv => {
                let table = only_table(pages)?;
                folder::write_whole(path, |out| report::csv::write_table(table, dialect, out))
            }
            Target::Markdown => folder::write_whole(path, |out| Ok(report::markdown::write(pages, out)?)),
            Target::Tables => output::write_tables(path, &Tables { pages, inputs_sha256: run.digest.as_deref(), dialect, before: "" }),
        }
    }
}

/// The table that is written where there is room for one: that of the criteria.
fn only_table(pages: &[Page]) -> anyhow::Result<&Table> {
    match pages {
        [page] => Ok(page.tables.last().expect("criteria stand last")),
        _ => bail!("đơn vị đứng trong {} phong trào, mà một tệp CSV chỉ có một bảng: dùng `-o THƯ_MỤC/`, mỗi bảng một tệp", pages.len()),
    }
}

/// The criterion and the folder: what stands second is the folder where it holds a campaign and nothing stands third.
fn split<'a>(arguments: &'a Arguments, common: &Common) -> (Option<&'a str>, Option<&'a Path>) {
    let second = arguments.criterion.as_deref();
    let from = common.within.clone().unwrap_or_default();
    match (second, &arguments.folder) {
        (Some(second), None) if from.join(second).join(DEFINITION).is_file() => (None, Some(Path::new(second))),
        (second, folder) => (second, folder.as_deref()),
    }
}

/// The unit in every campaign that ranks it, with the criterion where it is wanted.
fn explained<'r>(run: &'r Run, unit: &str, criterion: Option<&str>) -> anyhow::Result<Vec<Explanation<'r>>> {
    let mut explained = explain::of_unit(run, unit);
    if explained.is_empty() {
        bail!("đơn vị `{unit}` không đứng trong khối nào ở kỳ được hỏi: không có điểm để giải trình");
    }
    if let Some(code) = criterion {
        let is_known = explained.iter_mut().map(|one| one.narrow(code)).fold(false, |known, one| known | one);
        if !is_known {
            let mut nearest: Vec<Box<str>> = explained.iter().flat_map(|one| one.run.campaign.directories.criteria.nearest(code)).collect();
            nearest.dedup();
            return Err(Refusal::UnknownCriterion(code.to_owned(), nearest).into());
        }
        explained.retain(|one| one.wanted.is_some());
    }
    Ok(explained)
}
