//! `thidua man`: the manual page.

use std::io::{self, Write as _};

use clap::Args;

use crate::cli::{Exit, command};

/// In trang hướng dẫn cho lệnh `man`
#[derive(Args, Debug)]
#[command(after_help = "Ví dụ:\n  thidua man > thidua.1 && man ./thidua.1")]
pub(super) struct Arguments {}

pub(super) fn run() -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    let mut command = command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let mut part = Vec::new();
        clap_mangen::Man::new(subcommand.clone()).render_description_section(&mut part)?;
        clap_mangen::Man::new(subcommand.clone()).render_options_section(&mut part)?;
        writeln!(page, ".SH \"THIDUA {}\"", subcommand.get_name().to_uppercase())?;
        let part = String::from_utf8_lossy(&part).replace(".SH ", ".SS ");
        page.extend_from_slice(part.as_bytes());
    }
    io::stdout().lock().write_all(&page)?;
    Ok(Exit::Done)
}
