//! What `verify` says: whether closed periods stand as they were closed, and a workbook as it was written.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::{Severity, Voice};
use crate::pipeline::Run;
use crate::render::Teller;
use crate::sheet::Place;
use crate::source::Volume;

/// The version of this format.
const SCHEMA_VERSION: u32 = 1;

/// The whole output.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(title = "thidua verify --format json")]
pub struct VerifyReport {
    /// Version of this format.
    pub schema_version: u32,
    /// Whether everything that was held against something is as it was.
    pub matches: bool,
    /// The closed periods, by file.
    pub periods: Vec<VerifiedPeriod>,
    /// The workbook; null where none was named.
    pub workbook: Option<VerifiedWorkbook>,
}

/// A closed period.
#[derive(Debug, JsonSchema, Serialize)]
pub struct VerifiedPeriod {
    /// Its file.
    pub file: String,
    /// Its code; null where the file cannot be read.
    pub period: Option<String>,
    /// The decision it was closed by.
    pub document: Option<String>,
    /// Its seal.
    pub seal: String,
    /// Whether it was opened again and not yet closed: nothing is held against it.
    pub is_reopened: bool,
    /// Whether data, rules and ranking are as they were closed; adjustments since are no difference.
    pub matches: bool,
    /// What is to be said of it: differences, adjustments since, what scores nothing.
    pub differences: Vec<Difference>,
}

/// Something that is not as it was.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Difference {
    /// The check that tells it.
    pub check: String,
    /// `error` where the period is not as it was closed, else `note`.
    pub severity: String,
    /// What it is.
    pub message: String,
    /// The file it points at.
    pub file: String,
    /// The line, from 1.
    pub line: Option<u64>,
}

/// A workbook.
#[derive(Debug, JsonSchema, Serialize)]
pub struct VerifiedWorkbook {
    /// Its path as named.
    pub file: String,
    /// The command it says it was written by.
    pub command: String,
    /// The commit it was held against; null where that is the folder as it stands.
    pub revision: Option<String>,
    /// Whether every cell is as the folder comes to.
    pub matches: bool,
    /// The cells that are not.
    pub cells: Vec<CellDifference>,
}

/// A cell that is not as the folder comes to.
#[derive(Clone, Debug, Eq, JsonSchema, PartialEq, Serialize)]
pub struct CellDifference {
    /// The sheet.
    pub sheet: String,
    /// The cell, as a spreadsheet names it.
    pub cell: String,
    /// What the folder comes to; null where nothing stands.
    pub was: Option<String>,
    /// What the workbook says; null where nothing stands.
    pub is: Option<String>,
}

/// What there is to say of the closed periods of a folder.
pub fn periods(run: &Run, volume: &dyn Volume, voice: Voice) -> Vec<VerifiedPeriod> {
    let mut teller = Teller::new(volume, run, voice);
    let number_of = |place: Place| if let Place::Closing(number, _) = place { Some(number as usize) } else { None };
    let mut periods: Vec<VerifiedPeriod> = run
        .closings
        .iter()
        .map(|file| {
            let closing = file.closing.as_ref();
            VerifiedPeriod {
                file: file.path.to_string(),
                period: closing.map(|closing| closing.period.to_string()),
                document: closing.and_then(|closing| closing.document.as_ref().map(ToString::to_string)),
                seal: file.seal().to_owned(),
                is_reopened: closing.is_some_and(|closing| closing.is_reopened),
                matches: true,
                differences: Vec::new(),
            }
        })
        .collect();
    for (severity, finding) in &run.findings {
        let Some(number) = number_of(finding.place).or_else(|| finding.against.and_then(number_of)) else { continue };
        let shown = teller.tell(*severity, finding);
        let severity = if *severity == Severity::Error { "error" } else { "note" };
        periods[number].matches &= severity != "error";
        periods[number].differences.push(Difference {
            check: shown.check.name.to_owned(),
            severity: severity.to_owned(),
            message: shown.title,
            file: shown.place.file.to_string(),
            line: shown.place.line,
        });
    }
    periods
}

impl VerifyReport {
    /// Of periods and a workbook.
    pub fn of(periods: Vec<VerifiedPeriod>, workbook: Option<VerifiedWorkbook>) -> Self {
        let matches = periods.iter().all(|period| period.matches) && workbook.as_ref().is_none_or(|workbook| workbook.matches);
        Self { schema_version: SCHEMA_VERSION, matches, periods, workbook }
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// Where nothing more can be written.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }

    /// Writes it as lines for a terminal, or as Markdown.
    ///
    /// # Errors
    /// Where nothing more can be written.
    pub fn lines(&self, is_markdown: bool, voice: Voice, out: &mut dyn Write) -> io::Result<()> {
        let verdict = |matches: bool| if matches { voice.say("KHỚP", "MATCHES") } else { voice.say("KHÁC", "DIFFERS") };
        let (head, item) = if is_markdown { ("## ", "- ") } else { ("", "  ") };
        if self.periods.is_empty() && self.workbook.is_none() {
            writeln!(out, "{}", voice.say("chưa chốt kỳ nào", "no period is closed"))?;
        }
        for period in &self.periods {
            let code = period.period.as_deref().unwrap_or(&period.file);
            let state = if period.is_reopened {
                voice.say("đang mở lại, không đối chiếu", "open again, held against nothing")
            } else {
                verdict(period.matches)
            };
            let document = period.document.as_ref().map(|document| format!(" ({document})")).unwrap_or_default();
            writeln!(out, "{head}{}: {state}", voice.say(format!("Kỳ {code}{document}"), format!("Period {code}{document}")))?;
            if is_markdown {
                writeln!(out)?;
            }
            writeln!(out, "{item}{}: {}", voice.say("mã chốt", "seal"), period.seal)?;
            for Difference { message, file, line, .. } in &period.differences {
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                writeln!(out, "{item}{file}{line}: {message}")?;
            }
            if is_markdown {
                writeln!(out)?;
            }
        }
        let Some(workbook) = &self.workbook else { return Ok(()) };
        let against = workbook.revision.as_ref().map_or_else(
            || voice.say("thư mục như đang có", "the folder as it stands"),
            |revision| voice.say(format!("bản git {revision}"), format!("commit {revision}")),
        );
        writeln!(out, "{head}{}: {} ({against})", workbook.file, verdict(workbook.matches))?;
        if is_markdown {
            writeln!(out)?;
        }
        for CellDifference { sheet, cell, was, is } in &workbook.cells {
            let none = || voice.say("trống", "empty");
            let one_line = |text: &Option<String>| text.as_ref().map_or_else(none, |text| text.replace('\n', " "));
            let (was, is) = (one_line(was), one_line(is));
            let words = voice.say(format!("thư mục ra `{was}`, bảng ghi `{is}`"), format!("the folder comes to `{was}`, the workbook says `{is}`"));
            writeln!(out, "{item}{sheet}!{cell}: {words}")?;
        }
        Ok(())
    }
}
