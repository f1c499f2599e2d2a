//! The explanation as JSON, as the schema `explain` has it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::derivation::{Derivation, How};
use crate::pipeline::{CampaignRun, Run};
use crate::render::Places;
use crate::report::explain::page::is_below;
use crate::report::explain::{
    Arithmetic, Explanation, Past, Statement, View, group_statement, line_statements, standing_statements, total_statements,
};
use crate::report::facts::InputFacts;
use crate::report::json::{line_state, state};
use crate::report::{digits, name_of, shows_totals};
use crate::source::Volume;
use crate::value::{CriterionIndex, Points};

/// The version of the schema.
pub const SCHEMA_VERSION: u32 = 1;

/// Why a unit has the points it has.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ExplainReport {
    /// The version of this schema.
    pub schema_version: u32,
    /// What it was made from.
    #[serde(flatten)]
    pub inputs: InputFacts,
    /// The campaigns in which the unit is ranked, as declared.
    pub campaigns: Vec<ExplainedUnit>,
}

/// How the points of a unit came about in one campaign.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ExplainedUnit {
    /// The campaign's code.
    pub campaign: String,
    /// The period asked for; null for the whole campaign.
    pub period: Option<String>,
    /// The day it is seen from.
    pub as_of: String,
    /// The unit's code.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// The code of its block.
    pub block: Option<String>,
    /// What it comes to, rounded; left out where figures alone decide, or one criterion was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// Its place; null where it has none.
    pub place: Option<u32>,
    /// Its grade.
    pub grade: Option<String>,
    /// `final`, `provisional`, `incomplete` or `set_aside`; null where its block is kept from being ranked.
    pub state: Option<&'static str>,
    /// The total, what it is out of, the place, and what parted the unit from others.
    pub standing: Vec<JsonStatement>,
    /// Groups and criteria, in the order of the definition.
    pub criteria: Vec<ExplainedCriterion>,
}

/// How the points of a criterion or group came about.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ExplainedCriterion {
    /// Its code.
    pub criterion: String,
    /// Points, rounded, signed; null where there are none.
    pub points: Option<String>,
    /// What it is out of; null for bonus, deduction and what is left out.
    pub maximum: Option<String>,
    /// What the points are, as in the tally; left out for a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// What is said and calculated, in order; the last calculation of points is that of the line.
    pub statements: Vec<JsonStatement>,
}

/// One thing that is said of how points came about.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonStatement {
    /// What it is about: `figures`, `share`, `band`, `stage`, `gathered`, `weighed` …
    pub kind: &'static str,
    /// What is said, in Vietnamese.
    pub words: String,
    /// The calculation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arithmetic: Option<JsonArithmetic>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Leaf>,
}

/// A row of a sheet, or another place; in a git folder with the commit that made the row what it is.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(rename = "Source")]
pub struct Leaf {
    /// Path in the folder.
    pub file: String,
    /// Physical line, from 1; null where it cannot be found again.
    pub line: Option<u64>,
    /// The commit of the main line that changed the row last; left out outside git, of rows of others, and of what is not committed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Who wrote it, as it says itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was committed, as it says itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// False where the row does not stand in the last commit as it stands here; left out outside git.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_committed: Option<bool>,
}

/// A calculation.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonArithmetic {
    /// What is calculated: numbers with a decimal comma, `+ - × /`, brackets, `MIN(a; b)`, `MAX(a; b)`.
    pub expression: String,
    /// What it comes to: a decimal, or a fraction `20/3`; null past all measure.
    pub exact: Option<String>,
    /// The same, rounded as the campaign says; left out where it is not rounded there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounded: Option<String>,
}

/// Finds places as JSON names them.
struct Sources<'a>(Places<'a>, &'a Past);

impl Sources<'_> {
    fn statement(&mut self, statement: &Statement) -> JsonStatement {
        let sources = statement.places.iter().map(|place| {
            let located = self.0.locate(*place);
            let past = self.1.commit(*place);
            let commit = past.flatten();
            Leaf {
                file: located.file.into_string(),
                line: located.line,
                commit: commit.map(|commit| commit.id.to_string()),
                author: commit.map(|commit| commit.author.to_string()),
                date: commit.map(|commit| commit.committed.to_string()),
                is_committed: past.map(|past| past.is_some()),
            }
        });
        JsonStatement {
            kind: statement.kind.word(),
            words: statement.words.clone(),
            sources: sources.collect(),
            arithmetic: statement.arithmetic.as_ref().map(arithmetic),
        }
    }
}

fn arithmetic(arithmetic: &Arithmetic) -> JsonArithmetic {
    JsonArithmetic {
        expression: arithmetic.expression.clone(),
        exact: arithmetic.exact.map(|exact| exact.to_string()),
        rounded: arithmetic.rounded.map(|(points, digits)| points.fixed(digits)),
    }
}

/// Writes the explanation of a unit, in each campaign with the criterion that is wanted there.
pub fn write(run: &Run, explained: &[Explanation<'_>], view: View, (volume, past): (&dyn Volume, &Past), out: &mut dyn Write) -> io::Result<()> {
    let mut sources = Sources(Places::new(volume, &run.text, &run.rows, &run.strays), past);
    let campaigns = explained.iter().map(|one| unit(one.run, &one.derivation, one.wanted, view, &mut sources)).collect();
    let report = ExplainReport { schema_version: SCHEMA_VERSION, inputs: InputFacts::of(run), campaigns };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn unit(run: &CampaignRun, one: &Derivation<'_>, wanted: Option<CriterionIndex>, view: View, sources: &mut Sources<'_>) -> ExplainedUnit {
    let campaign = &run.campaign;
    let standing = one.standing.as_ref().map(|placed| placed.standing);
    let has_total = wanted.is_none() && one.block.is_none_or(|block| shows_totals(campaign, block));
    let told = if wanted.is_none() { [total_statements(run, one), standing_statements(run, one, view)].concat() } else { Vec::new() };
    ExplainedUnit {
        campaign: campaign.code.as_str().to_owned(),
        period: run.scope.period.map(|period| campaign.periods[period].code.as_str().to_owned()),
        as_of: run.scope.as_of.to_string(),
        unit: campaign.units[one.unit].code.as_str().to_owned(),
        name: name_of(campaign, &run.scope, one.unit).to_owned(),
        block: one.block.map(|block| campaign.blocks[block].code.as_str().to_owned()),
        total: has_total.then(|| one.total.points.fixed(digits(campaign))),
        place: standing.and_then(|standing| standing.place),
        grade: standing.and_then(|standing| standing.grade.as_deref().map(ToOwned::to_owned)),
        state: standing.map(|standing| state(standing.state)),
        standing: told.iter().map(|statement| sources.statement(statement)).collect(),
        criteria: criteria(run, one, wanted, view, sources),
    }
}

fn criteria(
    run: &CampaignRun,
    one: &Derivation<'_>,
    wanted: Option<CriterionIndex>,
    view: View,
    sources: &mut Sources<'_>,
) -> Vec<ExplainedCriterion> {
    let campaign = &run.campaign;
    let points = |points: Option<Points>| points.map(|points| points.fixed(digits(campaign)));
    let mut told = Vec::new();
    let indices = campaign.criteria.indices().filter(|index| wanted.is_none_or(|wanted| is_below(campaign, *index, wanted)));
    for index in indices {
        let criterion = || campaign.criteria[index].code.as_str().to_owned();
        if let Some(group) = one.groups.iter().find(|group| group.criterion == index) {
            let statements = vec![sources.statement(&group_statement(run, group))];
            let maximum = group.own.maximum.map(|maximum| maximum.to_string());
            told.push(ExplainedCriterion { criterion: criterion(), points: points(group.points), maximum, state: None, statements });
        }
        for line in one.lines.iter().filter(|line| line.line.criterion == index && line.gathering != How::Cap) {
            let statements = line_statements(run, line, view).iter().map(|statement| sources.statement(statement)).collect();
            told.push(ExplainedCriterion {
                criterion: criterion(),
                points: points(line.line.points),
                maximum: line.line.maximum.map(|maximum| maximum.to_string()),
                state: Some(line_state(line.line.state)),
                statements,
            });
        }
    }
    told
}
