//! What the tally looks like as JSON: the types that print its schema.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

/// The version of this format.
pub const SCHEMA_VERSION: u32 = 1;

/// The whole output.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(title = "thidua tally --format json")]
pub struct TallyReport<'a> {
    /// Version of this format.
    pub schema_version: u32,
    /// Digest of the canonical records read; null where it was not asked for.
    pub inputs_sha256: Option<String>,
    /// The last commit that changed an input, null where none did; left out where git is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs_commit: Option<Option<String>>,
    /// Whether every input stands as committed; left out where git is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs_clean: Option<bool>,
    /// What is supposed (giả định) by `--set` and `--with`: no result; left out where nothing is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supposed: Vec<String>,
    /// The campaigns.
    pub campaigns: Vec<TalliedCampaign<'a>>,
}

/// One campaign.
#[derive(Debug, JsonSchema, Serialize)]
pub struct TalliedCampaign<'a> {
    /// Its code.
    pub campaign: String,
    /// Code of the period; null where all leaves stand as one.
    pub period: Option<String>,
    /// The day it is seen from, yyyy-mm-dd.
    pub as_of: String,
    /// The day through which cumulative estimates and those of the last period reach, yyyy-mm-dd; left out where none is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_to: Option<String>,
    /// The blocks that are ranked.
    pub blocks: Vec<RankedBlock<'a>>,
    /// The blocks kept from it.
    pub blocked: Vec<BlockedBlock>,
}

/// A block that is ranked.
#[derive(Debug, JsonSchema, Serialize)]
pub struct RankedBlock<'a> {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Placed units by place, then the others by code.
    pub standings: Vec<JsonStanding<'a>>,
    /// Who leads; null in a period that puts nobody forward.
    pub leader: Option<JsonLeader>,
}

/// A block kept from being ranked.
#[derive(Debug, JsonSchema, Serialize)]
pub struct BlockedBlock {
    /// Its code.
    pub block: String,
    /// How many findings of required checks keep it.
    pub findings: usize,
}

/// Where one unit stands; numbers are decimals as text.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonStanding<'a> {
    /// Its place; null where it has none.
    pub place: Option<u32>,
    /// Code of the unit.
    pub unit: &'a str,
    /// Its name.
    pub name: &'a str,
    /// The sum of its lines; null where the block is compared by figures alone.
    pub total: Option<String>,
    /// The same before rounding, where the total alone is rounded and this says more: a decimal or a fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// What it is out of.
    pub maximum: Option<String>,
    /// Total of a hundred of the maximum.
    pub share: Option<String>,
    /// Its grade.
    pub grade: Option<&'a str>,
    /// `final`, `provisional`, `incomplete` or `set_aside`.
    pub state: &'static str,
    /// Why it is set aside, left out where it is not: `vi_pham` (a decision of discipline is in force), `chua_nop` (it handed
    /// in nothing) or `khong_giao` (it was assigned nothing).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_aside_because: Option<&'static str>,
    /// The row that sets it aside, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_aside_by: Option<Source<'a>>,
    /// True where some of its points come from estimates; left out otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
    /// Codes of those who share its place.
    pub tied_with: Vec<&'a str>,
    /// What parted it from those with the same measure; `bo_phieu` where a vote must.
    pub decided_by: Option<&'a str>,
    /// How far it is from what lies above it.
    pub margin: JsonMargin<'a>,
    /// Its lines; they add up to the total.
    pub lines: Vec<JsonLine<'a>>,
}

/// How far a unit is from what lies above it, in the measure that ranks (points or share, rounded or exact): decimals as
/// text, a fraction where no decimal says it; all null without a place and where figures alone rank.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonMargin<'a> {
    /// To the unit at the place above; zero where they were parted on equal measures, null at the first place.
    pub to_place: Option<String>,
    /// To the lower end of the grade above; null in the highest.
    pub to_grade: Option<String>,
    /// That grade.
    pub next_grade: Option<&'a str>,
    /// The criterion whose points fall furthest below its maximum; null where none does.
    pub widest_gap: Option<JsonGap<'a>>,
}

/// A criterion and how far its points fall below its maximum.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonGap<'a> {
    /// Code of the criterion.
    pub criterion: &'a str,
    /// Maximum less points.
    pub points: String,
}

/// One line of a tally.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonLine<'a> {
    /// Code of the criterion; or of the group whose cap it is, or of whose alternatives none is chosen yet.
    pub criterion: &'a str,
    /// Points, negative for a deduction; null where there are none.
    pub points: Option<String>,
    /// The same before rounding, where the total alone is rounded and this says more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// What it is out of; null for bonus, deductions, caps and what is left out.
    pub maximum: Option<String>,
    /// How the points come from those on the criterion's own scale; left out where no weight makes a difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighed: Option<JsonWeighing>,
    /// `given`, `estimated`, `missing`, `not_applicable`, `provisional` or `capped`.
    pub state: &'static str,
    /// The stage that gave the points; null where they are computed.
    pub stage: Option<&'a str>,
    /// The row they come from: the first of several.
    pub source: Option<Source<'a>>,
    /// Every row they come from, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source<'a>>,
    /// Both figures of those of its rows that have an estimate, or should have one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<JsonFigures<'a>>,
    /// The preconditions that settled it, or a period of it, and those whose answer is lacking.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preconditions: Vec<JsonPrecondition<'a>>,
    /// Why it is not assigned, in the words of `chi-tieu.csv`; left out where it is assigned, or no reason is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was adjusted in its rows, in the order it was; left out where nothing was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<JsonAdjustment<'a>>,
}

/// Points on a criterion's own scale and what they count in the total: decimals as text, fractions where no decimal says it.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonWeighing {
    /// Points on its own scale, negative for a deduction; null where there are none.
    pub points: Option<String>,
    /// What they are out of on that scale; null for bonus, deductions and what is left out.
    pub maximum: Option<String>,
    /// The product of the weights on its path.
    pub weight: String,
    /// Points times weight, before rounding; null where there are none.
    pub product: Option<String>,
}

/// A yes or no that settles points before figures are looked at.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonPrecondition<'a> {
    /// Code of the statistic.
    pub statistic: &'a str,
    /// Code of the period it is asked of.
    pub period: &'a str,
    /// True: met beforehand, all points; false: not met, no points; null: lacking, the line is missing.
    pub answer: Option<bool>,
    /// Its row in `thong-ke.csv`; null where there is none.
    pub source: Option<Source<'a>>,
}

/// A cell of a row that was adjusted after the row was handed in; values as they are written.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonAdjustment<'a> {
    /// Its number.
    pub number: &'a str,
    /// Code of the period.
    pub period: &'a str,
    /// The column of the results.
    pub column: &'a str,
    /// What stood before; null where the cell was empty.
    pub old: Option<&'a str>,
    /// What stands since; null where the cell was emptied.
    pub new: Option<&'a str>,
    /// The document.
    pub document: &'a str,
    /// Its row.
    pub source: Source<'a>,
}

/// What a row says is done, and what will be: the second includes the first.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonFigures<'a> {
    /// Code of the period.
    pub period: &'a str,
    /// `thuc_hien`; null where the row has none.
    pub actual: Option<String>,
    /// `uoc_thuc_hien`; null where the row has none.
    pub estimate: Option<String>,
    /// The row.
    pub source: Source<'a>,
}

/// A row of a sheet.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Source<'a> {
    /// Path in the folder.
    pub file: Cow<'a, str>,
    /// Physical line, from 1; null where it cannot be found again.
    pub line: Option<u64>,
}

/// Who leads a block.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonLeader {
    /// Code of the unit; null where nobody may be put forward.
    pub unit: Option<String>,
    /// Code of the title.
    pub title: Option<String>,
    /// Whether every condition is met.
    pub put_forward: bool,
    /// The conditions.
    pub conditions: Vec<JsonCondition>,
}

/// A condition of the leader.
#[derive(Debug, JsonSchema, Serialize)]
pub struct JsonCondition {
    /// The word of the definition: `hoan_thanh_vuot` or `suy_ton_khoi`.
    pub condition: &'static str,
    /// Codes of the criteria it speaks of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// In how many of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<usize>,
    /// Whether it is met; null where it cannot be told.
    pub met: Option<bool>,
}
