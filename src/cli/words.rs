//! The command line's own words in Vietnamese: headings, and what is wrong with the arguments.

use std::io::{self, Write as _};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::cli::Exit;

/// The command with Vietnamese headings throughout.
pub(super) fn localized(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|subcommand| {
        let usage = usage(&subcommand);
        subcommand.disable_help_flag(true).help_template(super::TEMPLATE).override_usage(usage).mut_args(|argument| {
            let heading = if argument.is_positional() { "Tham số" } else { "Tùy chọn" };
            if argument.get_help_heading().is_some() { argument } else { argument.help_heading(heading) }
        })
    })
}

fn usage(command: &clap::Command) -> String {
    let positionals: Vec<String> = command
        .get_positionals()
        .map(|argument| {
            let name = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
            if argument.is_required_set() { format!("<{name}>") } else { format!("[{name}]") }
        })
        .collect();
    let gap = if positionals.is_empty() { "" } else { " " };
    format!("thidua {}{gap}{} [TÙY CHỌN]", command.get_name(), positionals.join(" "))
}

/// Prints help and version on standard output, anything else as a refusal on standard error.
pub(super) fn refuse(error: &clap::Error) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = write!(io::stdout(), "{}", error.render());
        return Exit::Done;
    }
    let _ = writeln!(io::stderr(), "không chạy được: {}", reason(error));
    Exit::CouldNotRun
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn reason(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let valid = context(error, ContextKind::ValidValue);
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .map(|kind| context(error, kind))
        .into_iter()
        .find(|text| !text.is_empty())
        .map(|text| format!("; có phải `{text}`?"))
        .unwrap_or_default();
    match error.kind() {
        // What does not look like an option is a value more than the command takes.
        ErrorKind::UnknownArgument if !argument.starts_with('-') => format!("không nhận thêm `{argument}`{suggested}"),
        ErrorKind::UnknownArgument => format!("không có tùy chọn `{argument}`{suggested}"),
        ErrorKind::InvalidSubcommand => format!("không có lệnh `{}`{suggested}", context(error, ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` cần một giá trị"),
        ErrorKind::InvalidValue => format!("`{argument}` không nhận `{value}`; nhận: {valid}{suggested}"),
        ErrorKind::MissingRequiredArgument => format!("thiếu {argument}"),
        ErrorKind::ArgumentConflict => format!("`{argument}` không đi cùng `{}`", context(error, ContextKind::PriorArg)),
        ErrorKind::NoEquals | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues | ErrorKind::TooManyValues => {
            format!("`{argument}` nhận một giá trị")
        }
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}
