//! `thidua`: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    thidua::cli::run(std::env::args_os()).into()
}
