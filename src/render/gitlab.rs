//! GitLab's code quality report: an array of findings, each with a name that stays from run to run.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::render::json::Whole;
use crate::render::names::Names;
use crate::render::{Shown, Teller, Writer};

/// One finding.
#[derive(Debug, Serialize)]
pub struct Issue {
    /// What is wrong, and the next action.
    pub description: String,
    /// Name of the check.
    pub check_name: &'static str,
    /// What it is known by from run to run.
    pub fingerprint: String,
    /// info, minor, major, critical or blocker.
    pub severity: &'static str,
    /// Where.
    pub location: Location,
}

/// Where a finding stands.
#[derive(Debug, Serialize)]
pub struct Location {
    /// Path in the repository.
    pub path: String,
    /// Physical lines.
    pub lines: Lines,
}

/// Physical lines, from 1.
#[derive(Debug, Serialize)]
pub struct Lines {
    /// The first.
    pub begin: u64,
}

/// The format.
#[derive(Debug, Default)]
pub(super) struct CodeQuality {
    names: Names,
    has_some: bool,
}

impl Writer for CodeQuality {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn folder(&mut self, teller: Teller<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut whole = Whole::default();
        for shown in teller.all_alone() {
            out.write_all(if self.has_some { b",\n" } else { b"\n" })?;
            self.has_some = true;
            let fingerprint = self.names.of(&shown);
            whole.write(&issue(shown, fingerprint), out)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.has_some { b"\n]\n" } else { b"]\n" })
    }
}

fn issue(shown: Shown, fingerprint: String) -> Issue {
    let severity = match shown.severity {
        Severity::Error if shown.check.grade.is_fixed() => "critical",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    let help = shown.help.map(|help| format!(" – {help}")).unwrap_or_default();
    // What is about the folder stands in its definition.
    let path = if shown.place.file.is_empty() { crate::pipeline::DEFINITION.to_owned() } else { shown.place.file.to_string() };
    Issue {
        description: format!("{}{help}", shown.title),
        check_name: shown.check.name,
        fingerprint,
        severity,
        location: Location { path, lines: Lines { begin: shown.place.line.unwrap_or(1) } },
    }
}
