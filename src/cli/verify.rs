//! `thidua verify`: closed periods held against the folder, and a workbook against what it was written from.

mod workbook;

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::cli::{Common, Exit};
use crate::folder;
use crate::pipeline::{self, Closings, Request};
use crate::report::verify::{VerifyReport, periods};

/// Đối chiếu thư mục với các kỳ đã chốt; hoặc một bảng .xlsx với dữ liệu nó được lập từ đó
#[derive(Args, Debug)]
#[command(
    after_help = "Ví dụ:\n  thidua verify                      mọi kỳ đã chốt: KHỚP, hoặc khác ở đâu\n  thidua verify quy-3.xlsx           bảng do `thidua tally -o` ghi: KHỚP, hoặc ô nào khác\n\nBảng nêu bản git thì đối chiếu với dữ liệu của bản ấy, không thì với thư mục như đang có. So giá trị và công thức của từng ô, không so\nkiểu chữ, biểu đồ. Có chỗ khác thì mã thoát là 1."
)]
pub(super) struct Arguments {
    /// Bảng tổng hợp do `thidua tally -o` ghi
    #[arg(value_name = "TỆP.xlsx")]
    workbook: Option<PathBuf>,
    /// Dạng in
    #[arg(long, value_enum, default_value_t = Format::Text, hide_default_value = true, hide_possible_values = true, value_name = "text|json|md")]
    format: Format,
    /// Ghi ra tệp thay vì in
    #[arg(short = 'o', long = "output", value_name = "TỆP")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
    Md,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let folder = common.campaign_folder(None)?;
    let voice = common.voice();
    let report = if let Some(path) = &arguments.workbook {
        VerifyReport::of(Vec::new(), Some(workbook::verify(path, &folder, common)?))
    } else {
        let request = Request { closings: Closings::Verify, as_of: common.as_of()?, threads: common.threads(), ..Request::default() };
        let run = pipeline::run(&folder, &request)?;
        VerifyReport::of(periods(&run, &folder, voice), None)
    };
    let write = |out: &mut dyn io::Write| match arguments.format {
        Format::Text => report.lines(false, voice, out),
        Format::Json => report.json(out),
        Format::Md => report.lines(true, voice, out),
    };
    match &arguments.output {
        Some(path) if path.is_dir() => bail!("`-o {}` là một thư mục: nêu tên tệp", path.display()),
        Some(path) => {
            folder::write_whole(path, |out| Ok(write(out)?))?;
            common.say(&format!("đã ghi {}", path.display()));
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            write(&mut out)?;
            out.flush()?;
        }
    }
    Ok(if report.matches { Exit::Done } else { Exit::Findings })
}
