//! Findings as JSON, as the schema `findings` has them; written one after another, never held together.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::Severity;
use crate::pipeline::{Outside, Run};
use crate::render::{Located, Shown, Teller, Writer};

/// The version of both JSON outputs.
pub const SCHEMA_VERSION: u32 = 1;

/// The whole output.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(title = "thidua check --format json")]
pub struct Report {
    /// Version of this format.
    pub schema_version: u32,
    /// Every finding, in order of file, line and column.
    pub findings: Vec<JsonFinding>,
    /// Counts, of all folders.
    pub summary: Summary,
    /// Counts of each folder, where several are checked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folders: Vec<FolderSummary>,
}

/// Counts of a folder.
#[derive(Debug, JsonSchema, Serialize)]
pub struct FolderSummary {
    /// Its path, as its findings have it.
    pub folder: String,
    /// Counts.
    pub summary: Summary,
}

/// One finding.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonFinding {
    /// Name of the check.
    pub check: &'static str,
    /// Which of the check's reasons.
    pub reason: &'static str,
    /// error, warning or note.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// The next action.
    pub help: Option<String>,
    /// Code of the campaign.
    pub campaign: String,
    /// Where several folders are checked, the path of the one it is of.
    pub folder: Option<String>,
    /// Path in the folder; where several are checked, the path of the folder comes first.
    pub file: Option<Box<str>>,
    /// Physical line, from 1.
    pub line: Option<u64>,
    /// First column, from 1, in Unicode code points.
    pub column: Option<u64>,
    /// One past the last column.
    pub end_column: Option<u64>,
    /// The cell as a spreadsheet names it.
    pub cell: Option<String>,
    /// The column's key.
    pub label: Option<Box<str>>,
    /// The cell's text.
    pub value: Option<String>,
    /// Code of the unit.
    pub unit: Option<Box<str>>,
    /// The person.
    pub person: Option<Box<str>>,
    /// Code of the criterion.
    pub criterion: Option<Box<str>>,
    /// Code of the period.
    pub period: Option<Box<str>>,
    /// Places that make it wrong.
    pub related: Vec<Related>,
}

/// A place that makes a finding.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Related {
    /// Path, as that of the finding.
    pub file: Box<str>,
    /// Physical line, from 1.
    pub line: Option<u64>,
    /// First column, from 1.
    pub column: Option<u64>,
    /// What stands there.
    pub message: String,
}

/// Counts of findings.
#[derive(Clone, Copy, Debug, Default, JsonSchema, Serialize)]
pub struct Summary {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
    /// How many the campaign waives; they are not among these.
    pub waived: usize,
    /// How many point at none of the files asked for by `--only` or `--since`; they are not among these.
    pub outside: usize,
    /// How many of them are written here.
    pub shown: usize,
}

impl Summary {
    fn of(run: &Run) -> Self {
        Self {
            error: run.count(Severity::Error),
            warning: run.count(Severity::Warning),
            note: run.count(Severity::Note),
            waived: run.waived,
            outside: run.outside.map_or(0, Outside::count),
            shown: run.findings.len(),
        }
    }

    fn add(&mut self, other: Self) {
        self.error += other.error;
        self.warning += other.warning;
        self.note += other.note;
        self.waived += other.waived;
        self.outside += other.outside;
        self.shown += other.shown;
    }
}

/// The format.
#[derive(Debug)]
pub(super) struct Json {
    is_several: bool,
    has_some: bool,
    summary: Summary,
    folders: Vec<FolderSummary>,
}

impl Json {
    pub(super) fn new(is_several: bool) -> Self {
        Self { is_several, has_some: false, summary: Summary::default(), folders: Vec::new() }
    }
}

/// The folder that findings are of, where there are several.
pub(super) fn folder(teller: &Teller<'_>, is_several: bool) -> Option<String> {
    is_several.then(|| teller.folder().unwrap_or(".").to_owned())
}

impl Writer for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"schema_version\": {SCHEMA_VERSION}, \"findings\": [")
    }

    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        let summary = Summary::of(teller.run());
        let folder = folder(&teller, self.is_several);
        let mut whole = Whole::default();
        for shown in teller.all() {
            out.write_all(if self.has_some { b",\n" } else { b"\n" })?;
            self.has_some = true;
            whole.write(&finding(shown, folder.clone()), out)?;
        }
        self.summary.add(summary);
        self.folders.extend(folder.map(|folder| FolderSummary { folder, summary }));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let end = if self.has_some { "\n" } else { "" };
        write!(out, "{end}], \"summary\": {}", serde_json::to_string(&self.summary)?)?;
        if self.is_several {
            write!(out, ", \"folders\": {}", serde_json::to_string(&self.folders)?)?;
        }
        out.write_all(b"}\n")
    }
}

/// Values as JSON, each handed on whole: serde writes a value in pieces of a few bytes, and a piece through `dyn Write` costs more
/// than the bytes of it.
#[derive(Default)]
pub(super) struct Whole(Vec<u8>);

impl Whole {
    /// Writes a value.
    pub(super) fn write(&mut self, value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
        self.0.clear();
        serde_json::to_writer(&mut self.0, value)?;
        out.write_all(&self.0)
    }
}

/// Every finding of a folder.
pub fn findings(teller: Teller<'_>) -> Vec<JsonFinding> {
    teller.all().map(|shown| finding(shown, None)).collect()
}

/// A finding as JSON has it.
pub(super) fn finding(shown: Shown, folder: Option<String>) -> JsonFinding {
    let Shown { check, reason, campaign, severity, title, help, place, related, unit, person, criterion, period } = shown;
    let (cell, label, value) = place.sheeted.map_or((None, None, None), |cell| (cell.cell, cell.label, cell.value));
    let Located { file, line, column, end_column, .. } = place;
    JsonFinding {
        check: check.name,
        reason,
        severity: severity.name(),
        message: title,
        help,
        campaign: campaign.into(),
        folder,
        file: Some(file).filter(|file| !file.is_empty()),
        line,
        column,
        end_column,
        cell,
        label,
        value,
        unit,
        person,
        criterion,
        period,
        related: related.into_iter().map(|(place, message)| Related { file: place.file, line: place.line, column: place.column, message }).collect(),
    }
}
