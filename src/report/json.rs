//! The tally as JSON, as the schema `tally` has it; written unit by unit, never held together.

use std::borrow::Cow;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::campaign::{Campaign, Effect, LeaderCondition, Settled};
use crate::draft::adjustments;
use crate::pipeline::{CampaignRun, Run};
use crate::ranking::{BlockStandings, LeaderOutcome, SetAside, Standing, StandingState};
use crate::render::Places;
use crate::report::unassigned::not_given_because;
use crate::report::{blocked, digits, margin, name_of, ranked, shows_totals};
use crate::sheet::{Place, RowId, RowMap, Stretch};
use crate::source::Volume;
use crate::tally::{Line, LineState, RowFigures, Weighing};
use crate::value::{Fraction, Points, UnitIndex};

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

/// Writes the tally; lines of rows are found in `volume` where the row map alone does not know them.
pub fn write(run: &Run, volume: &dyn Volume, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::new(volume, &run.text, &run.rows, &run.strays);
    let mut writer = Writer { folder: run, run: run.first(), places, stretch: None, written: Vec::new(), out };
    writer.report()
}

struct Writer<'a> {
    folder: &'a Run,
    /// The campaign being written.
    run: &'a CampaignRun,
    places: Places<'a>,
    /// The stretch of the row looked for last: rows of a line often stand near each other.
    stretch: Option<(Stretch, RowId)>,
    /// What is written of the unit at hand.
    written: Vec<u8>,
    out: &'a mut dyn Write,
}

impl<'a> Writer<'a> {
    fn report(&mut self) -> io::Result<()> {
        write!(self.out, "{{\"schema_version\": {SCHEMA_VERSION}, \"inputs_sha256\": {}", text(&self.folder.digest)?)?;
        write!(self.out, ", \"campaigns\": [")?;
        let folder = self.folder;
        for (position, run) in folder.asked_for().enumerate() {
            self.out.write_all(if position == 0 { b"" } else { b",\n" })?;
            self.run = run;
            self.campaign()?;
        }
        writeln!(self.out, "]}}")
    }

    fn campaign(&mut self) -> io::Result<()> {
        let campaign = &self.run.campaign;
        let scope = &self.run.scope;
        let period = scope.period.map(|period| campaign.periods[period].code.as_str());
        write!(self.out, "{{\"campaign\": {}", text(&campaign.code.as_str())?)?;
        write!(self.out, ", \"period\": {}, \"as_of\": {}", text(&period)?, text(&scope.as_of.to_string())?)?;
        if let Some(day) = campaign.estimate_end.day() {
            write!(self.out, ", \"estimated_to\": {}", text(&day.to_string())?)?;
        }
        self.out.write_all(b",\n \"blocks\": [")?;
        let run: &'a CampaignRun = self.run;
        for (position, block) in ranked(run).enumerate() {
            self.out.write_all(if position == 0 { b"\n" } else { b",\n" })?;
            self.block(block)?;
        }
        let kept: Vec<BlockedBlock> = blocked(self.run)
            .map(|block| BlockedBlock { block: campaign.blocks[block.block].code.as_str().to_owned(), findings: block.blocking })
            .collect();
        write!(self.out, "],\n \"blocked\": {}}}", text(&kept)?)
    }

    fn block(&mut self, standings: &'a BlockStandings) -> io::Result<()> {
        let campaign = &self.run.campaign;
        let block = &campaign.blocks[standings.block];
        write!(self.out, " {{\"code\": {}, \"name\": {}, \"standings\": [", text(&block.code.as_str())?, text(&block.name)?)?;
        for (position, standing) in standings.standings.iter().enumerate() {
            self.out.write_all(if position == 0 { b"\n  " } else { b",\n  " })?;
            let standing = self.standing(standings, standing);
            self.written.clear();
            serde_json::to_writer(&mut self.written, &standing)?;
            self.out.write_all(&self.written)?;
        }
        let leader = standings.leader.as_ref().map(|leader| leader_of(campaign, leader));
        write!(self.out, "],\n  \"leader\": {}}}", text(&leader)?)
    }

    fn standing(&mut self, block: &'a BlockStandings, standing: &'a Standing) -> JsonStanding<'a> {
        let run: &'a CampaignRun = self.run;
        let campaign = &run.campaign;
        let total = &standing.total;
        let has_totals = shows_totals(campaign, block.block);
        let code = |unit: &UnitIndex| campaign.units[*unit].code.as_str();
        let exact = total.exact.filter(|exact| has_totals && *exact != total.points.to_fraction());
        let lines = self.run.tally().lines(total.unit);
        JsonStanding {
            place: standing.place,
            unit: code(&total.unit),
            name: name_of(campaign, &run.scope, total.unit),
            total: has_totals.then(|| self.points(total.points)),
            exact: exact.map(|exact| exact.to_string()),
            maximum: has_totals.then(|| total.maximum.to_string()),
            share: total.share.filter(|_| has_totals).map(|share| self.points(share)),
            grade: standing.grade.as_deref(),
            state: state(standing.state),
            set_aside_because: standing.set_aside.map(set_aside_word),
            set_aside_by: match standing.set_aside {
                Some(SetAside::Violation(row)) => Some(self.row(row)),
                Some(SetAside::NothingSubmitted | SetAside::NothingAssigned) | None => None,
            },
            estimated: total.is_estimated,
            tied_with: standing.tied_with.iter().map(code).collect(),
            decided_by: standing.decided_by.as_deref(),
            margin: self.margin(block, standing, &lines),
            lines: lines.iter().map(|line| self.line(total.unit, line)).collect(),
        }
    }

    fn margin(&self, block: &'a BlockStandings, standing: &'a Standing, lines: &[Line]) -> JsonMargin<'a> {
        let run: &'a CampaignRun = self.run;
        let campaign = &run.campaign;
        let margin = margin(campaign, block, standing, lines);
        let exact = |number: &Fraction| number.exact_points().map_or_else(|| number.to_string(), |points| self.points(points));
        JsonMargin {
            to_place: margin.to_place.as_ref().map(exact),
            to_grade: margin.to_grade.map(|to| exact(&to.distance)),
            next_grade: margin.to_grade.map(|to| to.grade.name.as_ref()),
            widest_gap: margin
                .widest_gap
                .map(|gap| JsonGap { criterion: campaign.criteria[gap.criterion].code.as_str(), points: exact(&gap.points) }),
        }
    }

    fn line(&mut self, unit: UnitIndex, line: &Line) -> JsonLine<'a> {
        let run: &'a CampaignRun = self.run;
        let campaign = &run.campaign;
        let mut sources: Vec<Source> = line.rows.iter().map(|row| self.row(*row)).collect();
        sources.extend(line.receipt.map(|receipt| self.place(receipt)));
        let exact = line.exact.filter(|exact| line.points.is_some_and(|points| points.to_fraction() != *exact));
        JsonLine {
            criterion: campaign.criteria[line.criterion].code.as_str(),
            points: line.points.map(|points| self.points(points)),
            exact: exact.map(|exact| exact.to_string()),
            maximum: line.maximum.map(|maximum| maximum.to_string()),
            weighed: line.weighing.as_deref().map(weighed),
            state: line_state(line.state),
            stage: line.stage.map(|stage| campaign.stages[stage].as_str()),
            source: sources.first().cloned(),
            sources: if sources.len() > 1 { sources } else { Vec::new() },
            figures: line.figures.iter().map(|figures| self.figures(figures)).collect(),
            preconditions: line.settled.iter().map(|settled| self.precondition(settled)).collect(),
            reason: not_given_because(self.run, unit, line),
            adjustments: line.adjusted.iter().map(|index| self.adjustment(*index)).collect(),
        }
    }

    fn precondition(&mut self, settled: &Settled) -> JsonPrecondition<'a> {
        let run: &'a CampaignRun = self.run;
        let campaign = &run.campaign;
        JsonPrecondition {
            statistic: campaign.statistics[settled.statistic].code.as_str(),
            period: campaign.periods[settled.period].code.as_str(),
            answer: match settled.effect {
                Effect::Nothing => Some(false),
                Effect::Everything => Some(true),
                Effect::Missing => None,
            },
            source: settled.place.map(|place| self.place(place)),
        }
    }

    fn adjustment(&mut self, index: usize) -> JsonAdjustment<'a> {
        let run: &'a CampaignRun = self.run;
        let campaign = &run.campaign;
        let adjustment = &campaign.adjustments.list[index];
        let written = &run.draft.adjustments.rows[adjustment.position];
        let cell = |column| Some(written.text(column)).filter(|text| !text.is_empty());
        JsonAdjustment {
            number: adjustment.number.as_ref(),
            period: campaign.periods[adjustment.period].code.as_str(),
            column: written.text(adjustments::COLUMN),
            old: cell(adjustments::OLD),
            new: cell(adjustments::NEW),
            document: written.text(adjustments::DOCUMENT),
            source: self.row(adjustment.row),
        }
    }

    fn figures(&mut self, figures: &RowFigures) -> JsonFigures<'a> {
        let run: &'a CampaignRun = self.run;
        JsonFigures {
            period: run.campaign.periods[figures.period].code.as_str(),
            actual: figures.actual.map(|figure| figure.to_string()),
            estimate: figures.estimate.map(|figure| figure.to_string()),
            source: self.row(figures.row),
        }
    }

    /// Points with the decimals the campaign rounds to.
    fn points(&self, points: Points) -> String {
        points.fixed(digits(&self.run.campaign))
    }

    fn row(&mut self, row: RowId) -> Source<'a> {
        let rows: &'a RowMap = &self.folder.rows;
        let stretch = match self.stretch {
            Some((stretch, end)) if (stretch.first..end).contains(&row) => stretch,
            Some(_) | None => {
                let (stretch, end) = rows.stretch_and_end(row);
                self.stretch = Some((*stretch, end));
                *stretch
            }
        };
        let line = rows.line_in(&stretch, row).or_else(|| self.places.locate(Place::Row(row)).line);
        Source { file: Cow::Borrowed(&rows.file(stretch.file).path), line }
    }

    fn place(&mut self, place: Place) -> Source<'a> {
        match place {
            Place::Row(row) | Place::Cell(row, _) => self.row(row),
            Place::Folder | Place::Definition(_) | Place::File(_) | Place::Stray(_) | Place::Label(..) | Place::Byte { .. } => {
                let located = self.places.locate(place);
                Source { file: Cow::Owned(located.file.into()), line: located.line }
            }
        }
    }
}

fn weighed(weighing: &Weighing) -> JsonWeighing {
    let shown = |number: &Fraction| number.to_string();
    JsonWeighing {
        points: weighing.points.as_ref().map(shown),
        maximum: weighing.maximum.as_ref().map(shown),
        weight: weighing.weight.to_string(),
        product: weighing.product.as_ref().map(shown),
    }
}

/// One value as JSON.
fn text<T: Serialize>(value: &T) -> io::Result<String> {
    Ok(serde_json::to_string(value)?)
}

fn leader_of(campaign: &Campaign, leader: &LeaderOutcome) -> JsonLeader {
    let conditions = leader.conditions.iter().map(|outcome| match &outcome.condition {
        LeaderCondition::OverTargets { criteria, at_least } => JsonCondition {
            condition: "hoan_thanh_vuot",
            criteria: criteria.iter().map(|criterion| campaign.criteria[*criterion].code.as_str().to_owned()).collect(),
            at_least: Some(*at_least),
            met: outcome.is_met,
        },
        LeaderCondition::Nominated => JsonCondition { condition: "suy_ton_khoi", criteria: Vec::new(), at_least: None, met: outcome.is_met },
    });
    JsonLeader {
        unit: leader.unit.map(|unit| campaign.units[unit].code.as_str().to_owned()),
        title: leader.title.map(|title| campaign.titles[title].code.as_str().to_owned()),
        put_forward: leader.is_put_forward,
        conditions: conditions.collect(),
    }
}

/// The word of a standing's state.
pub const fn state(state: StandingState) -> &'static str {
    match state {
        StandingState::Final => "final",
        StandingState::Provisional => "provisional",
        StandingState::Incomplete => "incomplete",
        StandingState::SetAside => "set_aside",
    }
}

/// The word of why a unit is set aside.
const fn set_aside_word(why: SetAside) -> &'static str {
    match why {
        SetAside::Violation(_) => "vi_pham",
        SetAside::NothingSubmitted => "chua_nop",
        SetAside::NothingAssigned => "khong_giao",
    }
}

/// The word of a line's state.
pub const fn line_state(state: LineState) -> &'static str {
    match state {
        LineState::Given => "given",
        LineState::Estimated => "estimated",
        LineState::Missing(_) => "missing",
        LineState::NotApplicable(_) => "not_applicable",
        LineState::Provisional => "provisional",
        LineState::Capped => "capped",
    }
}
