//! Annotations of GitHub Actions: workflow commands on standard output, and a table for the step's summary.
//!
//! GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so no more are written, and how many are
//! left out is said. Notes stand in the table alone.

use std::io::{self, Write};

use crate::diagnostic::{Severity, Voice};
use crate::pipeline::Run;
use crate::render::{Shown, Teller, Writer};

/// How many annotations of a severity GitHub shows of a step.
const MOST: usize = 10;

/// The format.
#[derive(Debug, Default)]
pub(super) struct Commands {
    errors: usize,
    warnings: usize,
    /// Findings without an annotation.
    rest: usize,
    voice: Voice,
}

impl Writer for Commands {
    fn folder(&mut self, mut teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        let run = teller.run();
        self.voice = teller.voice();
        for (severity, finding) in &run.findings {
            let (written, command) = match severity {
                Severity::Error => (&mut self.errors, "error"),
                Severity::Warning => (&mut self.warnings, "warning"),
                Severity::Note => {
                    self.rest += 1;
                    continue;
                }
            };
            if *written == MOST {
                self.rest += 1;
                continue;
            }
            *written += 1;
            annotate(command, &teller.tell(*severity, finding), out)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Self { rest, voice, .. } = self;
        if *rest == 0 {
            return Ok(());
        }
        let words = voice.say(
            format!("còn {rest} phát hiện không thành chú thích; `thidua check --format concise` in đủ"),
            format!("{rest} more findings are no annotations; `thidua check --format concise` shows all"),
        );
        writeln!(out, "{words}")
    }
}

fn annotate(command: &str, shown: &Shown, out: &mut dyn Write) -> io::Result<()> {
    let place = &shown.place;
    write!(out, "::{command} ")?;
    let mut properties: Vec<(&str, String)> = Vec::new();
    if !place.file.is_empty() {
        properties.push(("file", place.file.to_string()));
    }
    let numbers = [("line", place.line), ("col", place.column), ("endColumn", place.end_column)];
    properties.extend(numbers.into_iter().filter_map(|(name, number)| Some((name, number?.to_string()))));
    properties.push(("title", shown.check.name.to_owned()));
    let properties: Vec<String> = properties.iter().map(|(name, value)| format!("{name}={}", escaped(value, true))).collect();
    let mut lines = vec![shown.title.clone()];
    lines.extend(shown.help.clone());
    for (place, words) in &shown.related {
        let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
        let gap = if words.is_empty() { "" } else { ": " };
        lines.push(format!("{}{line}{gap}{words}", place.file));
    }
    writeln!(out, "{}::{}", properties.join(","), escaped(&lines.join("\n"), false))
}

/// Text as a workflow command takes it; in a property colons and commas end something.
fn escaped(text: &str, is_property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if is_property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}

/// The findings of a folder as a table in Markdown, a line a check: for the summary of a step.
pub fn summary(run: &Run, folder: Option<&str>, voice: Voice, out: &mut dyn Write) -> io::Result<()> {
    let name = folder.unwrap_or_else(|| run.name());
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| run.count(severity));
    let [errors, warnings, notes] = counts;
    let head = voice.say(
        format!("### {name}: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý"),
        format!("### {name}: {errors} errors, {warnings} warnings, {notes} notes"),
    );
    writeln!(out, "{head}\n")?;
    if run.findings.is_empty() {
        return Ok(());
    }
    let mut lines: Vec<(Severity, &str, usize, String)> = Vec::new();
    for (severity, finding) in &run.findings {
        match lines.iter_mut().find(|(known, check, _, _)| known == severity && *check == finding.check.name) {
            Some((_, _, count, _)) => *count += 1,
            None => lines.push((*severity, finding.check.name, 1, finding.fault.title(voice))),
        }
    }
    lines.sort_by_key(|(severity, check, _, _)| (*severity, *check));
    writeln!(out, "{}", voice.say("| Mức | Kiểm tra | Số | Ví dụ |", "| Severity | Check | Count | Example |"))?;
    writeln!(out, "|---|---|---:|---|")?;
    for (severity, check, count, example) in lines {
        let word = match severity {
            Severity::Error => voice.say("lỗi", "error"),
            Severity::Warning => voice.say("cảnh báo", "warning"),
            Severity::Note => voice.say("lưu ý", "note"),
        };
        writeln!(out, "| {word} | `{check}` | {count} | {} |", in_table(&example))?;
    }
    writeln!(out)
}

/// Text in a cell of a table in Markdown, which shows it as it stands.
fn in_table(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
    escaped.split(['\r', '\n']).collect::<Vec<_>>().join(" ")
}
