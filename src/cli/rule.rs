//! `thidua rule`: a check's page, or the list.

use std::io::{self, Write};

use clap::Args;

use crate::checks::{self, CHECKS};
use crate::cli::{Common, Exit};
use crate::diagnostic::{Grade, Voice};
use crate::value::text;

/// In trang của một phép kiểm tra; không nêu tên thì in danh sách
#[derive(Args, Debug)]
#[command(after_help = "Ví dụ:\n  thidua rule\n  thidua rule points-over-maximum")]
pub(super) struct Arguments {
    /// Tên phép kiểm tra, như in trong ngoặc vuông của mỗi phát hiện
    #[arg(value_name = "TÊN")]
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<Exit> {
    let voice = common.voice();
    let mut out = io::stdout().lock();
    let Some(name) = &arguments.name else {
        list(&mut out, voice)?;
        return Ok(Exit::Done);
    };
    let Some(check) = checks::find(name) else { anyhow::bail!(unknown_check(name)) };
    write!(out, "{}", check.page(voice))?;
    Ok(Exit::Done)
}

/// That there is no such check, and which are near.
pub(super) fn unknown_check(name: &str) -> String {
    let near = text::nearest(name, CHECKS.iter().map(|check| check.name), 3);
    let near = if near.is_empty() { String::new() } else { format!("; có phải {}?", near.join(", ")) };
    format!("không có phép kiểm tra `{name}`{near} `thidua rule` in danh sách")
}

fn list(out: &mut dyn Write, voice: Voice) -> io::Result<()> {
    let widest = CHECKS.iter().map(|check| check.name.len()).max().unwrap_or(0);
    for check in CHECKS {
        let grade = match check.grade {
            Grade::Required | Grade::Sealed => voice.say("bắt buộc", "required"),
            Grade::Error => voice.say("lỗi", "error"),
            Grade::Warning => voice.say("cảnh báo", "warning"),
            Grade::Note => voice.say("lưu ý", "note"),
        };
        let gap = " ".repeat(9usize.saturating_sub(text::width(&grade)));
        writeln!(out, "{:widest$}  {grade}{gap} {}", check.name, check.title(voice))?;
    }
    Ok(())
}
