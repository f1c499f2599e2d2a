//! Every page as JSON: its tables cell by cell, with the exact figure behind each one shown, as the schema `pages` has it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::{self, Cell, Page, Row, RowKind, Table, TableKind, Value};

/// The version of this format.
pub const SCHEMA_VERSION: u32 = 1;

/// The whole output.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(title = "thidua tally -o DIR/: pages.json")]
pub struct PagesReport<'a> {
    /// Version of this format.
    pub schema_version: u32,
    /// Digest of the canonical records read; null where it was not asked for.
    pub inputs_sha256: Option<&'a str>,
    /// The pages, in the order they are bound.
    pub pages: Vec<JsonPage<'a>>,
}

/// A page: one sheet of the workbook.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonPage<'a> {
    /// Its short name, as the tab of the sheet has it where sheets may be called so.
    pub name: &'a str,
    /// Who issues and signs it; null where nobody does.
    pub letterhead: Option<JsonLetterhead<'a>>,
    /// Its title.
    pub title: &'a str,
    /// Lines below the title.
    pub subtitle: Vec<&'a str>,
    /// Its tables.
    pub tables: Vec<JsonTable<'a>>,
}

/// Who issues and signs a page.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonLetterhead<'a> {
    /// The agency above.
    pub above: Option<&'a str>,
    /// The agency.
    pub agency: &'a str,
    /// The place written before the date.
    pub place: Option<&'a str>,
    /// In what capacity it is signed.
    pub capacity: Option<&'a str>,
    /// Who signs it.
    pub signer: Option<&'a str>,
}

/// A table.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonTable<'a> {
    /// The name of its file, without `.csv`.
    pub key: &'a str,
    /// Its title; null where the page's says it.
    pub title: Option<&'a str>,
    /// `facts` (labels and what they say, without headings), `list`, or `form` (a list whose columns are numbered).
    pub kind: &'static str,
    /// Its columns.
    pub columns: Vec<JsonColumn<'a>>,
    /// Its rows.
    pub rows: Vec<JsonRow>,
    /// Lines below it: what its marks mean, and what else is to be said.
    pub notes: Vec<&'a str>,
}

/// A column.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonColumn<'a> {
    /// The heading over it and its neighbours with the same; null where there is none.
    pub group: Option<&'a str>,
    /// Its heading.
    pub heading: &'a str,
}

/// A row.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonRow {
    /// `plain`, `group` (what others below it come to), `total`, or `section` (a heading across the table: one cell).
    pub kind: &'static str,
    /// How many others it stands below.
    pub depth: u8,
    /// Its cells, one a column from the first on; those left out at the end are empty.
    pub cells: Vec<JsonCell>,
}

/// A cell: what it shows, and what is to be said of it.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCell {
    /// A text; a whole number; a number as a decimal in text; a day as yyyy-mm-dd; null where there is none of them.
    pub value: Option<JsonValue>,
    /// `text`, `whole`, `number` or `day`; null where there is no value.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// The number before it is rounded for showing, a decimal or a fraction; left out where that is what is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// The mark behind the value, or in its place; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<&'static str>,
}

/// What a cell holds.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum JsonValue {
    /// A count or a place.
    Whole(u64),
    /// Everything else.
    Text(String),
}

/// Writes pages.
pub fn write(pages: &[Page], inputs_sha256: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let report = PagesReport { schema_version: SCHEMA_VERSION, inputs_sha256, pages: pages.iter().map(page).collect() };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn page(page: &Page) -> JsonPage<'_> {
    let letterhead = page.letterhead.as_ref().map(|letterhead| JsonLetterhead {
        above: letterhead.above.as_deref(),
        agency: &letterhead.agency,
        place: letterhead.place.as_deref(),
        capacity: letterhead.capacity.as_deref(),
        signer: letterhead.signer.as_deref(),
    });
    let subtitle = page.subtitle.iter().map(|line| &**line).collect();
    JsonPage { name: &page.name, letterhead, title: &page.title, subtitle, tables: page.tables.iter().map(table).collect() }
}

fn table(table: &Table) -> JsonTable<'_> {
    let kind = match table.kind {
        TableKind::Facts => "facts",
        TableKind::List => "list",
        TableKind::Form => "form",
    };
    let columns = table.columns.iter().map(|column| JsonColumn { group: column.group.as_deref(), heading: &column.heading }).collect();
    let notes = table.notes.iter().map(|note| &**note).collect();
    JsonTable { key: &table.key, title: table.title.as_deref(), kind, columns, rows: table.rows.iter().map(row).collect(), notes }
}

fn row(row: &Row) -> JsonRow {
    let kind = match row.kind {
        RowKind::Plain => "plain",
        RowKind::Group => "group",
        RowKind::Total => "total",
        RowKind::Section => "section",
    };
    JsonRow { kind, depth: row.depth, cells: row.cells.iter().map(cell).collect() }
}

fn cell(cell: &Cell) -> JsonCell {
    let number = |number: &report::Number| {
        let exact = (number.exact != number.shown.to_fraction()).then(|| number.exact.to_string());
        (Some(JsonValue::Text(number.shown.fixed(number.digits))), Some("number"), exact)
    };
    let (value, kind, exact) = match &cell.value {
        Value::Empty => (None, None, None),
        Value::Text(text) => (Some(JsonValue::Text(text.to_string())), Some("text"), None),
        Value::Live(live) => (Some(JsonValue::Text(live.text.to_string())), Some("text"), None),
        Value::Whole(count) => (Some(JsonValue::Whole(*count)), Some("whole"), None),
        Value::Day(day) => (Some(JsonValue::Text(day.to_string())), Some("day"), None),
        Value::Number(one) => number(one),
        Value::Formula(formula) => number(&formula.result),
    };
    JsonCell { value, kind, exact, mark: cell.mark.map(report::Mark::symbol) }
}
