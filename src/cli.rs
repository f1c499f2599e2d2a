//! The command line: one subcommand a file; what is common to them here.

mod calendar;
mod check;
mod close;
mod completions;
mod diff;
mod explain;
mod feedback;
mod guide;
mod import;
mod history;
mod init;
mod man;
mod output;
mod overwriting;
mod progress;
mod rollup;
mod rule;
mod schema;
mod tally;
mod template;
mod titles;
mod verify;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Language, Severity, Voice};
use crate::folder::{self, Folder};
use crate::pipeline::{Refusal, Run};
use crate::value::Day;

/// How a command ended; the same for every command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Exit {
    /// Done, and no finding of severity error.
    Done,
    /// Done, with one; or something was left out.
    Findings,
    /// It could not run.
    CouldNotRun,
    /// A campaign without a row where its definition expects some.
    NothingToCheck,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::CouldNotRun => 2,
            Exit::NothingToCheck => 3,
        })
    }
}

const TEMPLATE: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}{after-help}\n";

/// Kiểm tra, chấm điểm và xếp hạng phong trào thi đua từ một thư mục YAML và CSV
#[derive(Debug, Parser)]
#[command(
    name = "thidua",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    help_template = TEMPLATE,
    override_usage = "thidua <LỆNH> [TÙY CHỌN]",
    subcommand_help_heading = "Lệnh",
    after_help = "Mỗi lệnh có `thidua <LỆNH> --help` kèm ví dụ. Mã thoát: 0 xong; 1 có lỗi được phát hiện; 2 không chạy được; 3 không có dòng nào để kiểm tra."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Arguments),
    Import(import::Arguments),
    Template(template::Arguments),
    Check(check::Arguments),
    Feedback(feedback::Arguments),
    Tally(tally::Arguments),
    Explain(explain::Arguments),
    Diff(diff::Arguments),
    History(history::Arguments),
    Close(close::Arguments),
    Verify(verify::Arguments),
    Titles(titles::Arguments),
    Rollup(rollup::Arguments),
    Calendar(calendar::Arguments),
    Rule(rule::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// What every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Tùy chọn chung")]
pub(crate) struct Common {
    /// Thư mục phong trào, như đang đứng ở đó; tên tệp trên dòng lệnh (-o, tệp nhận) vẫn tính từ nơi gõ lệnh
    #[arg(short = 'C', global = true, value_name = "DIR")]
    within: Option<PathBuf>,
    /// Ngôn ngữ của thông báo
    #[arg(long, global = true, value_enum, default_value_t = LanguageWord::Vi, hide_default_value = true, hide_possible_values = true, env = "THIDUA_LANG", hide_env = true, value_name = "vi|en")]
    lang: LanguageWord,
    /// Màu: tự biết, luôn có, không bao giờ (biến `NO_COLOR` cũng tắt màu)
    #[arg(long, global = true, value_enum, default_value_t = ColorWord::Auto, hide_default_value = true, hide_possible_values = true, value_name = "auto|always|never")]
    color: ColorWord,
    /// Nhìn từ ngày này (yyyy-mm-dd, hoặc hom-nay); vắng là ngày cuối của kỳ được hỏi
    #[arg(long, global = true, value_name = "NGÀY")]
    as_of: Option<String>,
    /// Số luồng cùng đọc các tệp lớn; vắng là mọi lõi của máy. Kết quả không phụ thuộc số luồng
    #[arg(long, global = true, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Không in lời kể ra stderr, không in bảng khi đã ghi tệp
    #[arg(short, long, global = true)]
    quiet: bool,
    /// In trợ giúp
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// In phiên bản
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum LanguageWord {
    Vi,
    En,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum ColorWord {
    Auto,
    Always,
    Never,
}

impl Common {
    /// The voice of findings.
    fn voice(&self) -> Voice {
        let language = match self.lang {
            LanguageWord::Vi => Language::Vietnamese,
            LanguageWord::En => Language::English,
        };
        Voice { language }
    }

    /// The folder of a campaign: the one named, else the nearest at or above.
    fn campaign_folder(&self, named: Option<&Path>) -> anyhow::Result<Folder> {
        match named {
            Some(named) => Folder::open(&self.from().join(named)),
            None => Folder::open(&Folder::nearest(self.from())?),
        }
    }

    /// Where the command works.
    fn from(&self) -> &Path {
        self.within.as_deref().unwrap_or(Path::new("."))
    }

    /// On how many threads sheets are read: as asked, else on every core.
    fn threads(&self) -> Option<NonZeroUsize> {
        self.threads.or_else(|| std::thread::available_parallelism().ok())
    }

    /// The as-of day; the clock is read for `hom-nay` alone.
    fn as_of(&self) -> anyhow::Result<Option<Day>> {
        match self.as_of.as_deref() {
            None => Ok(None),
            Some("hom-nay") => Ok(today()),
            Some(text) => match Day::parse(text.as_bytes()) {
                Ok(day) => Ok(Some(day)),
                Err(_) => anyhow::bail!("`--as-of {text}`: viết ngày dạng yyyy-mm-dd, ví dụ 2026-10-05, hoặc `hom-nay`"),
            },
        }
    }

    /// Whether standard output takes colours.
    fn is_styled(&self) -> bool {
        match self.color {
            ColorWord::Always => true,
            ColorWord::Never => false,
            ColorWord::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// Says something beside the data, on standard error.
    fn say(&self, words: &str) {
        if !self.quiet {
            // Words that cannot be written are no reason to fail: the data stands.
            let _ = writeln!(io::stderr(), "{words}");
        }
    }
}

/// The day the clock shows.
fn today() -> Option<Day> {
    Day::from_date(chrono::Local::now().date_naive())
}

/// Columns of the terminal; of a pipe, 100.
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).unwrap_or(100)
}

/// The exit of a command that read a campaign; of some of its files, what they are alone counts.
fn exit_of(run: &Run, is_strict: bool) -> Exit {
    let is_failing = run.count(Severity::Error) > 0 || (is_strict && run.count(Severity::Warning) > 0);
    let is_blocked = || run.campaigns.iter().flat_map(|one| &one.outcome.blocks).any(|block| block.blocking > 0);
    let is_whole = run.outside.is_none();
    match () {
        () if is_failing || (is_whole && is_blocked()) => Exit::Findings,
        () if is_whole && run.is_without_rows() => Exit::NothingToCheck,
        () => Exit::Done,
    }
}

/// What a shell takes for a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Ctrl-C, or being told to end: nothing half written stays.
fn stop() {
    let _ = writeln!(io::stderr(), "đã dừng: tệp đang ghi dở được bỏ đi, tệp cũ, nếu có, vẫn nguyên");
    folder::stop(INTERRUPTED)
}

/// Runs the command line.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    // Where the system has no such signal the program ends as it always would.
    let _ = ctrlc::set_handler(stop);
    let command = words::localized(Arguments::command());
    let parsed = command.try_get_matches_from(arguments).and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return words::refuse(&error),
    };
    let common = &arguments.common;
    let done = match &arguments.command {
        None => guide::run(),
        Some(Command::Init(arguments)) => init::run(arguments, common),
        Some(Command::Import(arguments)) => import::run(arguments, common),
        Some(Command::Template(arguments)) => template::run(arguments, common),
        Some(Command::Check(arguments)) => check::run(arguments, common),
        Some(Command::Feedback(arguments)) => feedback::run(arguments, common),
        Some(Command::Tally(arguments)) => tally::run(arguments, common),
        Some(Command::Explain(arguments)) => explain::run(arguments, common),
        Some(Command::Diff(arguments)) => diff::run(arguments, common),
        Some(Command::History(arguments)) => history::run(arguments, common),
        Some(Command::Close(arguments)) => close::run(arguments, common),
        Some(Command::Verify(arguments)) => verify::run(arguments, common),
        Some(Command::Titles(arguments)) => titles::run(arguments, common),
        Some(Command::Rollup(arguments)) => rollup::run(arguments, common),
        Some(Command::Calendar(arguments)) => calendar::run(arguments, common),
        Some(Command::Rule(arguments)) => rule::run(arguments, common),
        Some(Command::Schema(arguments)) => schema::run(arguments),
        Some(Command::Completions(arguments)) => completions::run(arguments),
        Some(Command::Man(_)) => man::run(),
    };
    match done {
        Ok(exit) => exit,
        // Whoever reads the pipe has had enough: nothing went wrong.
        Err(error) if is_closed_pipe(&error) => Exit::Done,
        Err(error) => fail(&error),
    }
}

/// Says what could not be done.
fn fail(error: &anyhow::Error) -> Exit {
    let kind = if error.downcast_ref::<Refusal>().is_some() { "không chạy được" } else { "lỗi" };
    let _ = writeln!(io::stderr(), "{kind}: {error:#}");
    Exit::CouldNotRun
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// The command, for manual pages and completions.
pub(crate) fn command() -> clap::Command {
    words::localized(Arguments::command())
}

/// Leaves a run to the end of the process, which takes its memory at once: freed page by page, a large one takes its time.
fn leave(run: Run) {
    std::mem::forget(run);
}
