//! `thidua completions`: completions for a shell.

use std::io;

use clap::Args;
use clap_complete::Shell;

use crate::cli::{Exit, command};

/// In tệp gợi ý lệnh cho một shell
#[derive(Args, Debug)]
#[command(after_help = "Ví dụ:\n  thidua completions bash > ~/.local/share/bash-completion/completions/thidua")]
pub(super) struct Arguments {
    /// bash, zsh, fish, elvish, powershell
    #[arg(value_enum, value_name = "SHELL", hide_possible_values = true)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "thidua", &mut script);
    io::Write::write_all(&mut io::stdout().lock(), &script)?;
    Ok(Exit::Done)
}
