//! `thidua check`: every finding, in one run.

mod fix;
mod scope;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::checks;
use crate::cli::rule::unknown_check;
use crate::cli::{Common, Exit, exit_of, fail, leave, progress, width};
use crate::draft::definition::SeverityWord;
use crate::folder::{Folder, Whole};
use crate::pipeline::{Outside, Request, Run};
use crate::render::{self, FORMATS, Format, Setting, Teller, Writer};

use scope::Scope;

/// Kiểm tra định nghĩa và mọi bảng; in mọi phát hiện trong một lần chạy
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua check examples/tp-ho-chi-minh-2022\n  thidua check --format json | jq '.findings[].message'\n  thidua check --period Q3 --as-of 2022-10-15 --strict\n  thidua check --report sarif=phat-hien.sarif --report junit=phat-hien.xml\n  thidua check --since origin/main                   chỉ những tệp thay đổi của một nhánh\n  thidua check --fix --diff                          xem trước những chỗ sửa được mà không đổi nghĩa\n\nNhiều DIR: mỗi thư mục một phần; json là một tài liệu, mỗi phát hiện và mỗi dòng jsonl có `folder`, sarif một run, junit mỗi thư mục một testsuite; mã thoát là mã nặng nhất."
)]
pub(super) struct Arguments {
    /// Thư mục phong trào, một hoặc nhiều; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Dạng in: text có trích dẫn, concise mỗi phát hiện một dòng; json, jsonl, github, gitlab, sarif, junit cho máy. Vắng là text;
    /// trong GitHub Actions là github, trong GitLab CI là gitlab
    #[arg(long, value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)), hide_possible_values = true, value_name = "text|concise|json|jsonl|github|gitlab|sarif|junit")]
    format: Option<String>,
    /// Ghi thêm một dạng nữa ra tệp; nêu được nhiều lần
    #[arg(long, value_name = "DẠNG=TỆP")]
    report: Vec<String>,
    /// Kỳ được hỏi; vắng là cả phong trào
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    /// Coi phép kiểm tra này là lỗi; nêu được nhiều lần, lấy trước mức khai ở `kiem_tra`
    #[arg(long, value_name = "TÊN")]
    deny: Vec<String>,
    /// Coi phép kiểm tra này là cảnh báo
    #[arg(long, value_name = "TÊN")]
    warn: Vec<String>,
    /// Bỏ qua phép kiểm tra này; phép bắt buộc không bỏ qua, không hạ được
    #[arg(long, value_name = "TÊN")]
    allow: Vec<String>,
    /// Cảnh báo cũng làm mã thoát là 1
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    scope: scope::Arguments,
    #[command(flatten)]
    fix: fix::Arguments,
}

impl Arguments {
    /// The format of standard output: as asked, else the one that reads it.
    fn format(&self) -> &'static Format {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| value == "true");
        let by_itself = || match () {
            () if is_set("GITHUB_ACTIONS") => "github",
            () if is_set("GITLAB_CI") => "gitlab",
            () => "text",
        };
        render::format(self.format.as_deref().unwrap_or_else(by_itself)).expect("the command line takes these names alone")
    }

    /// The severities that are asked for.
    fn severities(&self) -> anyhow::Result<Vec<(&'static str, SeverityWord)>> {
        let flags =
            [("deny", &self.deny, SeverityWord::Error), ("warn", &self.warn, SeverityWord::Warning), ("allow", &self.allow, SeverityWord::Ignore)];
        let mut severities: Vec<(&'static str, SeverityWord)> = Vec::new();
        for (flag, names, word) in flags {
            for name in names {
                let check = checks::find(name).with_context(|| unknown_check(name))?;
                if check.grade.is_fixed() && word != SeverityWord::Error {
                    anyhow::bail!("`--{flag} {name}`: phép kiểm tra bắt buộc không hạ, không bỏ qua được");
                }
                if severities.iter().any(|(known, other)| *known == check.name && *other != word) {
                    anyhow::bail!("`{name}` được đặt hai mức khác nhau: bỏ bớt một");
                }
                severities.push((check.name, word));
            }
        }
        Ok(severities)
    }

    /// The further reports that are asked for.
    fn reports(&self) -> anyhow::Result<Vec<(&'static Format, PathBuf)>> {
        let report = |words: &String| {
            let names = || FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
            let (name, file) = words
                .split_once('=')
                .filter(|(_, file)| !file.is_empty())
                .with_context(|| format!("`--report {words}`: viết DẠNG=TỆP, ví dụ sarif=phat-hien.sarif"))?;
            let format = render::format(name).with_context(|| format!("`--report {words}`: không có dạng `{name}`; có: {}", names()))?;
            Ok((format, PathBuf::from(file)))
        };
        self.report.iter().map(report).collect()
    }
}

/// Findings on their way out.
struct Report<O> {
    format: &'static Format,
    writer: Box<dyn Writer>,
    out: O,
}

impl<O: Write> Report<O> {
    fn begin(format: &'static Format, setting: Setting, out: O) -> io::Result<Self> {
        let mut report = Self { format, writer: (format.writer)(setting), out };
        report.writer.begin(&mut report.out)?;
        Ok(report)
    }

    /// Writes the findings of a folder; its path stands before each, where there are several or other programs look for files.
    fn folder(&mut self, teller: Teller<'_>, within: &str, is_several: bool) -> io::Result<()> {
        let is_named = is_several || self.format.names_files_from_here;
        self.writer.folder(teller.within(is_named.then_some(within)), &mut self.out)
    }

    fn end(mut self) -> io::Result<O> {
        self.writer.end(&mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let (format, files) = (arguments.format(), arguments.reports()?);
    let request = Request {
        period: arguments.period.clone(),
        as_of: common.as_of()?,
        severities: arguments.severities()?,
        threads: common.threads(),
        ..Request::default()
    };
    let mut exit = Exit::Done;
    let folders = open(&arguments.folders, common, &mut exit)?;
    let is_several = arguments.folders.len() > 1;
    let scope = Scope::of(&arguments.scope, &folders, common)?;
    if arguments.fix.is_asked_for() {
        let plan = |(index, folder): (usize, &Folder)| {
            let run = progress::run(folder, &request, common)?;
            fix::Plan::of(folder, &run, &|file| scope.holds(index, file))
        };
        let plans: Vec<fix::Plan> = folders.iter().enumerate().map(plan).collect::<anyhow::Result<_>>()?;
        if arguments.fix.is_shown_alone() {
            return Ok(worse(exit, fix::show(&plans, common)?));
        }
        fix::write(&plans, &arguments.fix, common)?;
    }
    let setting = |is_file: bool| {
        let layout = render::text::Layout { width: width(), is_styled: common.is_styled() && !is_file };
        Setting { layout, voice: common.voice(), version: env!("CARGO_PKG_VERSION"), is_several }
    };
    let mut shown = Report::begin(format, setting(false), BufWriter::with_capacity(1 << 16, io::stdout().lock()))?;
    let begin = |(format, path): &(&'static Format, PathBuf)| -> anyhow::Result<Report<Whole>> {
        Ok(Report::begin(format, setting(true), Whole::begin(path)?)?)
    };
    let mut files: Vec<Report<Whole>> = files.iter().map(begin).collect::<anyhow::Result<_>>()?;
    for (index, folder) in folders.iter().enumerate() {
        let mut run = match progress::run(folder, &request, common) {
            Ok(run) => run,
            // The other folders are told of all the same.
            Err(error) if is_several => {
                exit = worse(exit, fail(&error.context(folder.top().display().to_string())));
                continue;
            }
            Err(error) => return Err(error),
        };
        let within = within(folder);
        if !scope.is_whole(index) {
            run.narrow(&|file| scope.holds(index, file));
            tell_outside(&run, &within, common);
        }
        let teller = || Teller::new(folder, &run, common.voice());
        shown.folder(teller(), &within, is_several)?;
        for file in &mut files {
            file.folder(teller(), &within, is_several)?;
        }
        if format.name == "github" {
            summarize(&run, &within, common)?;
        }
        exit = worse(exit, exit_of(&run, arguments.strict));
        if index + 1 == folders.len() {
            leave(run);
        }
    }
    shown.end()?;
    for file in files {
        file.end()?.end()?;
    }
    Ok(exit)
}

/// The folders named, else the nearest; of several, one that cannot be opened is said and left out.
fn open(named: &[PathBuf], common: &Common, exit: &mut Exit) -> anyhow::Result<Vec<Folder>> {
    let named: Vec<Option<&Path>> = if named.is_empty() { vec![None] } else { named.iter().map(|path| Some(path.as_path())).collect() };
    let mut folders = Vec::with_capacity(named.len());
    for one in &named {
        match common.campaign_folder(*one) {
            Ok(folder) => folders.push(folder),
            Err(error) if named.len() > 1 => *exit = worse(*exit, fail(&error)),
            Err(error) => return Err(error),
        }
    }
    Ok(folders)
}

/// Says how much is found outside what is asked for.
fn tell_outside(run: &Run, within: &str, common: &Common) {
    let Some(Outside { errors, warnings, notes }) = run.outside.filter(|outside| outside.count() > 0) else { return };
    let folder = Some(within).filter(|within| !within.is_empty()).map(|within| format!("{within}: ")).unwrap_or_default();
    common.say(&common.voice().say(
        format!("{folder}ngoài các tệp được hỏi còn {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý, không in ở đây"),
        format!("{folder}outside the files asked for there are {errors} errors, {warnings} warnings, {notes} notes, not shown here"),
    ));
}

/// The folder's path from where the command runs, with forward slashes; empty where it runs there.
pub(super) fn within(folder: &Folder) -> String {
    let parts = || folder.top().components().filter(|part| *part != Component::CurDir);
    // As it was named, also through a link, where that leads only down from here.
    if parts().all(|part| matches!(part, Component::Normal(_))) {
        return parts().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    }
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let path = folder.top().canonicalize().unwrap_or_else(|_| folder.top().to_owned());
    let relative = here.ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or(path);
    relative.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

/// Adds a table to the summary of the step, where GitHub Actions has one.
fn summarize(run: &Run, within: &str, common: &Common) -> anyhow::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let unwritable = || format!("không ghi được `{}`", Path::new(&path).display());
    let file = File::options().append(true).create(true).open(&path).with_context(unwritable)?;
    let mut out = BufWriter::new(file);
    let folder = Some(within).filter(|within| !within.is_empty());
    render::summary(run, folder, common.voice(), &mut out).and_then(|()| out.flush()).with_context(unwritable)
}

fn worse(one: Exit, other: Exit) -> Exit {
    let rank = |exit: Exit| match exit {
        Exit::Done => 0,
        Exit::NothingToCheck => 1,
        Exit::Findings => 2,
        Exit::CouldNotRun => 3,
    };
    if rank(other) > rank(one) { other } else { one }
}
