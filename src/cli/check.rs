//! `thidua check`: every finding, in one run.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::{Common, Exit, exit_of, width};
use crate::pipeline::{self, Request};
use crate::render::{self, Teller};

/// Kiểm tra định nghĩa và mọi bảng; in mọi phát hiện trong một lần chạy
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua check examples/tp-ho-chi-minh-2022\n  thidua check --format json | jq '.findings[].message'\n  thidua check --period Q3 --as-of 2022-10-15 --strict"
)]
pub(super) struct Arguments {
    /// Thư mục phong trào; vắng là thư mục gần nhất có phong-trao.yaml
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Dạng in: text có trích dẫn, concise mỗi phát hiện một dòng, json
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|concise|json")]
    format: Format,
    /// Kỳ được hỏi; vắng là cả phong trào
    #[arg(long, value_name = "KỲ")]
    period: Option<String>,
    /// Cảnh báo cũng làm mã thoát là 1
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Format {
    Text,
    Concise,
    Json,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let folders: Vec<Option<&PathBuf>> = if arguments.folders.is_empty() { vec![None] } else { arguments.folders.iter().map(Some).collect() };
    if folders.len() > 1 && arguments.format == Format::Json {
        anyhow::bail!("`--format json` nhận một thư mục mỗi lần chạy");
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let mut exit = Exit::Done;
    for named in folders {
        let folder = common.campaign_folder(named.map(PathBuf::as_path))?;
        let request = Request { period: arguments.period.clone(), as_of: common.as_of()?, threads: common.threads(), ..Request::default() };
        let run = pipeline::run(&folder, &request)?;
        let teller = Teller::new(&folder, &run, common.voice());
        match arguments.format {
            Format::Text => render::text::write(teller, render::text::Layout { width: width(), is_styled: common.is_styled() }, &mut out)?,
            Format::Concise => render::concise::write(teller, &mut out)?,
            Format::Json => render::json::write(teller, &mut out)?,
        }
        exit = worse(exit, exit_of(&run, arguments.strict));
    }
    out.flush()?;
    Ok(exit)
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
