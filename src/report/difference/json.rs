//! A comparison as JSON, as the schema `diff` has it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::comparison::{At, CampaignChange, Cause, Comparison, LineChange, RuleChange, Saying, UnitChange, VerdictChange};
use crate::records::{Difference, Stated};
use crate::report::difference::{Named, words};
use crate::report::json::state;
use crate::value::Points;

/// The version of the schema.
pub const SCHEMA_VERSION: u32 = 1;

/// What differs between two states of a folder.
#[derive(Debug, JsonSchema, Serialize)]
pub struct DiffReport {
    /// The version of this schema.
    pub schema_version: u32,
    /// The earlier state.
    pub before: JsonState,
    /// The later state.
    pub after: JsonState,
    /// Whether anything that is read differs.
    pub is_different: bool,
    /// The rows that differ, by sheet and key; causes name them by their place here, from 0.
    pub rows: Vec<JsonRow>,
    /// What the definition says otherwise; causes name it by its place here, from 0.
    pub rules: Vec<JsonRuleChange>,
    /// The campaigns; those of the later state first.
    pub campaigns: Vec<JsonCampaign>,
}

/// A state of a folder.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonState {
    /// How it was asked for.
    pub name: String,
    /// The commit; null for what stands on disk.
    pub commit: Option<String>,
    /// SHA-256 of its canonical inputs.
    pub inputs_sha256: Option<String>,
}

/// A row that differs.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonRow {
    /// Its sheet.
    pub sheet: &'static str,
    /// The filled cells of its key.
    pub key: Vec<JsonCell>,
    /// Where it stood; null where it is new.
    pub before: Option<JsonPlace>,
    /// Where it stands; null where it is gone.
    pub after: Option<JsonPlace>,
    /// The cells that differ.
    pub cells: Vec<JsonCellChange>,
}

/// A cell.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCell {
    /// The column.
    pub label: String,
    /// The text.
    pub value: String,
}

/// A cell that differs.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCellChange {
    /// The column.
    pub label: String,
    /// What was there; empty where nothing was.
    pub before: String,
    /// What is there.
    pub after: String,
}

/// A place in a file.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonPlace {
    /// Path in the folder.
    pub file: String,
    /// Physical line, from 1.
    pub line: u64,
}

/// Something a definition says otherwise.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonRuleChange {
    /// Where it stands: keys behind points, codes or numbers in brackets.
    pub path: String,
    /// What was said; null where nothing was.
    pub before: Option<JsonSaying>,
    /// What is said.
    pub after: Option<JsonSaying>,
}

/// What a definition says.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonSaying {
    /// The value, on one line.
    pub value: String,
    /// Physical line, from 1.
    pub line: u64,
}

/// What differs in one campaign.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCampaign {
    /// Its code.
    pub campaign: String,
    /// Whether the earlier state has it.
    pub was_there: bool,
    /// Whether the later state has it.
    pub is_there: bool,
    /// Blocks that findings keep from being ranked in either state.
    pub blocked: Vec<JsonBlocked>,
    /// The units with a difference.
    pub units: Vec<JsonUnit>,
    /// The verdicts with one.
    pub verdicts: Vec<JsonVerdict>,
}

/// A block that is not ranked.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonBlocked {
    /// Its code.
    pub block: String,
    /// How many findings kept it from being ranked.
    pub before: usize,
    /// How many do.
    pub after: usize,
}

/// A unit with a difference.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonUnit {
    /// Its code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Where it stood; null where it was in no block.
    pub before: Option<JsonStanding>,
    /// Where it stands.
    pub after: Option<JsonStanding>,
    /// What the later data under the earlier rules do to its total; null where it has none so.
    pub by_data: Option<String>,
    /// What the later rules do to its total on the earlier data.
    pub by_rules: Option<String>,
    /// The lines whose points differ.
    pub lines: Vec<JsonLineChange>,
    /// Those of its block who stand above or beside it since.
    pub passed_by: Vec<String>,
    /// Those who stand below it since.
    pub passed: Vec<String>,
    /// What may stand behind a place that moved without points.
    pub causes: Vec<JsonCause>,
}

/// Where a unit stands.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonStanding {
    /// Code of its block.
    pub block: String,
    /// Its total, rounded; null where figures alone decide.
    pub total: Option<String>,
    /// Points of a hundred of what it was assigned.
    pub share: Option<String>,
    /// Its place.
    pub place: Option<u32>,
    /// Its grade.
    pub grade: Option<String>,
    /// `final`, `provisional`, `incomplete` or `set_aside`; null where its block is kept from being ranked.
    pub state: Option<&'static str>,
    /// Those who share its place.
    pub tied_with: Vec<String>,
    /// What parted it from those with the same measure.
    pub decided_by: Option<String>,
}

/// A line whose points differ.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonLineChange {
    /// Code of the criterion, or of the group whose cap it is.
    pub criterion: String,
    /// Whether it is what a group's cap takes away or gives back.
    pub is_cap: bool,
    /// Its points; null where there were none.
    pub before: Option<String>,
    /// Its points.
    pub after: Option<String>,
    /// Whether the later data alone change it.
    pub by_data: bool,
    /// Whether the later rules alone change it.
    pub by_rules: bool,
    /// What did it.
    pub causes: Vec<JsonCause>,
}

/// A verdict that differs.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonVerdict {
    /// Code of the person or collective.
    pub code: String,
    /// Their name.
    pub name: String,
    /// Code of the title.
    pub title: String,
    /// `eligible`, `not_eligible`, `needs_review` or `suspended`; null where nobody put them forward.
    pub before: Option<&'static str>,
    /// The same.
    pub after: Option<&'static str>,
    /// Whether the later data alone change it.
    pub by_data: bool,
    /// Whether the later rules alone change it.
    pub by_rules: bool,
    /// What did it.
    pub causes: Vec<JsonCause>,
}

/// Something that did it: a row, a rule, or a leader.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCause {
    /// In words, in Vietnamese.
    pub words: String,
    /// The row, by its place among `rows`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The rule, by its place among `rules`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<usize>,
    /// Who leads what the line is measured by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader: Option<JsonLead>,
}

/// A leader that differs.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonLead {
    /// The period it is compared in; null where it is compared over the scope.
    pub period: Option<String>,
    /// Those who led.
    pub before: Vec<String>,
    /// Those who lead.
    pub after: Vec<String>,
    /// Rows of theirs that differ, by their places among `rows`.
    pub rows: Vec<usize>,
}

/// Writes a comparison.
pub fn write(comparison: &Comparison, [before, after]: &[Named; 2], out: &mut dyn Write) -> io::Result<()> {
    let state = |named: &Named| JsonState { name: named.words.clone(), commit: named.commit.clone(), inputs_sha256: named.digest.clone() };
    let report = DiffReport {
        schema_version: SCHEMA_VERSION,
        before: state(before),
        after: state(after),
        is_different: !comparison.is_empty(),
        rows: comparison.inputs.rows.iter().map(row).collect(),
        rules: comparison.inputs.rules.iter().map(rule).collect(),
        campaigns: comparison.campaigns.iter().map(|one| campaign(comparison, one)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn row(difference: &Difference) -> JsonRow {
    let key = difference.row().sheet.key.iter().zip(&difference.key.cells).filter(|(_, value)| !value.is_empty());
    let place = |row: &Stated| JsonPlace { file: row.file.to_string(), line: row.line };
    let cells = difference.cells().into_iter();
    JsonRow {
        sheet: difference.key.sheet,
        key: key.map(|(label, value)| JsonCell { label: (*label).to_owned(), value: value.to_string() }).collect(),
        before: difference.before.as_ref().map(place),
        after: difference.after.as_ref().map(place),
        cells: cells.map(|(label, was, is)| JsonCellChange { label: label.to_owned(), before: was.to_owned(), after: is.to_owned() }).collect(),
    }
}

fn rule(change: &RuleChange) -> JsonRuleChange {
    let saying = |saying: &Saying| JsonSaying { value: saying.text.clone(), line: saying.line };
    JsonRuleChange { path: change.path.clone(), before: change.before.as_ref().map(saying), after: change.after.as_ref().map(saying) }
}

fn campaign(comparison: &Comparison, change: &CampaignChange) -> JsonCampaign {
    let blocked = change.blocked.iter().map(|(block, [before, after])| JsonBlocked { block: block.to_string(), before: *before, after: *after });
    JsonCampaign {
        campaign: change.code.to_string(),
        was_there: change.stands[0],
        is_there: change.stands[1],
        blocked: blocked.collect(),
        units: change.units.iter().map(|one| unit(comparison, change.digits, one)).collect(),
        verdicts: change.verdicts.iter().map(|one| verdict(comparison, one)).collect(),
    }
}

fn unit(comparison: &Comparison, digits: u8, change: &UnitChange) -> JsonUnit {
    let points = |points: &Option<Points>| points.map(|points| points.fixed(digits));
    let passing = |is_above: bool| change.passed.iter().filter(|(_, above)| *above == is_above).map(|(code, _)| code.to_string()).collect();
    JsonUnit {
        unit: change.unit.to_string(),
        name: change.name.to_string(),
        before: change.before.as_ref().map(|at| standing(at, digits)),
        after: change.after.as_ref().map(|at| standing(at, digits)),
        by_data: points(&change.by_data),
        by_rules: points(&change.by_rules),
        lines: change.lines.iter().map(|one| line(comparison, digits, &change.unit, one)).collect(),
        passed_by: passing(true),
        passed: passing(false),
        causes: causes(comparison, "", &change.unit, &change.standing_causes),
    }
}

fn standing(at: &At, digits: u8) -> JsonStanding {
    let points = |points: Option<Points>| points.map(|points| points.fixed(digits));
    JsonStanding {
        block: at.block.0.to_string(),
        total: points(at.total),
        share: points(at.share),
        place: at.place,
        grade: at.grade.as_deref().map(ToOwned::to_owned),
        state: at.state.map(state),
        tied_with: at.tied_with.iter().map(ToString::to_string).collect(),
        decided_by: at.decided_by.as_deref().map(ToOwned::to_owned),
    }
}

fn line(comparison: &Comparison, digits: u8, unit: &str, change: &LineChange) -> JsonLineChange {
    let points = |points: Option<Points>| points.map(|points| points.fixed(digits));
    JsonLineChange {
        criterion: change.criterion.to_string(),
        is_cap: change.is_cap,
        before: points(change.before),
        after: points(change.after),
        by_data: change.by_data,
        by_rules: change.by_rules,
        causes: causes(comparison, &change.criterion, unit, &change.causes),
    }
}

fn verdict(comparison: &Comparison, change: &VerdictChange) -> JsonVerdict {
    JsonVerdict {
        code: change.who.to_string(),
        name: change.name.to_string(),
        title: change.title.to_string(),
        before: change.before.map(crate::titles::Verdict::name),
        after: change.after.map(crate::titles::Verdict::name),
        by_data: change.by_data,
        by_rules: change.by_rules,
        causes: causes(comparison, "", &change.who, &change.causes),
    }
}

fn causes(comparison: &Comparison, criterion: &str, unit: &str, causes: &[Cause]) -> Vec<JsonCause> {
    let of = |cause: &Cause| {
        let words = words::cause(comparison, criterion, unit, cause);
        let list = |units: &[Box<str>]| units.iter().map(ToString::to_string).collect();
        match cause {
            Cause::Row(number) => JsonCause { words, row: Some(*number), rule: None, leader: None },
            Cause::Rule(number) => JsonCause { words, row: None, rule: Some(*number), leader: None },
            Cause::Leader(lead) => {
                let (before, after) = (list(&lead.before), list(&lead.after));
                let leader = JsonLead { period: lead.period.as_deref().map(ToOwned::to_owned), before, after, rows: lead.rows.clone() };
                JsonCause { words, row: None, rule: None, leader: Some(leader) }
            }
        }
    };
    causes.iter().map(of).collect()
}
