//! The history of rows as JSON, as the schema `history` has it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::history::Life;
use crate::records::Key;
use crate::render::json::JsonFinding;
use crate::report::history::{CAVEAT, Told};

/// The version of the schema.
pub const SCHEMA_VERSION: u32 = 1;

/// When each row was entered and changed.
#[derive(Debug, JsonSchema, Serialize)]
pub struct HistoryReport<'h> {
    /// The version of this schema.
    pub schema_version: u32,
    /// What a history is worth, in Vietnamese.
    pub caveat: &'static str,
    /// The commit checked out; null before the first.
    pub head: Option<&'h str>,
    /// The revision since which rows are told of; null where all are.
    pub since: Option<&'h str>,
    /// The commits of the main line that changed a row, the first one first; rows name them by their place here, from 0.
    pub commits: Vec<JsonCommit<'h>>,
    /// Rows that stand, as they are read: small sheets first, by file and line; then those that are gone.
    pub rows: Vec<JsonLife<'h>>,
    /// What contradicts itself, as in the schema `findings`.
    pub findings: &'h [JsonFinding],
}

/// A commit. Its author and days are what it says itself: they can be set by whoever commits.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCommit<'h> {
    /// Its full name.
    pub commit: &'h str,
    /// Who wrote it.
    pub author: &'h str,
    /// When it was written.
    pub authored: &'h str,
    /// When it was committed.
    pub committed: &'h str,
    /// Its first line.
    pub subject: &'h str,
}

/// A row.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonLife<'h> {
    /// Its sheet.
    pub sheet: &'static str,
    /// The cells of the sheet's key, in its order.
    pub key: Vec<String>,
    /// Path in the folder; null where it is gone.
    pub file: Option<&'h str>,
    /// Physical line, from 1; null where it is gone.
    pub line: Option<u64>,
    /// The commit that entered it; null where it is not committed as it stands.
    pub entered: Option<usize>,
    /// The commit that changed it last, or took it away; null where none did.
    pub changed: Option<usize>,
    /// How often it was changed or taken away.
    pub changes: usize,
}

/// Writes a history.
pub fn write(told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let commits = told.history.commits.iter().map(|commit| JsonCommit {
        commit: &commit.id,
        author: &commit.author,
        authored: &commit.authored,
        committed: &commit.committed,
        subject: &commit.subject,
    });
    let standing = told.standing.iter().map(|(stated, life)| row(&stated.key(), Some((&*stated.file, stated.line)), *life));
    let gone = told.gone.iter().map(|life| row(&life.key, None, Some(life)));
    let report = HistoryReport {
        schema_version: SCHEMA_VERSION,
        caveat: CAVEAT,
        head: told.head.as_deref(),
        since: told.since.as_deref(),
        commits: commits.collect(),
        rows: standing.chain(gone).collect(),
        findings: &told.findings,
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn row<'h>(key: &Key, place: Option<(&'h str, u64)>, life: Option<&Life>) -> JsonLife<'h> {
    let changes = life.map_or(0, |life| life.versions.len() - 1);
    JsonLife {
        sheet: key.sheet,
        key: key.cells.iter().map(ToString::to_string).collect(),
        file: place.map(|(file, _)| file),
        line: place.map(|(_, line)| line),
        entered: life.map(Life::entered),
        changed: life.filter(|_| changes > 0).map(Life::changed),
        changes,
    }
}
