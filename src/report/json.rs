//! The tally as JSON, as the schema `tally` has it; written unit by unit, never held together.

mod lines;
mod schema;
mod sources;

use std::io::{self, Write};

use serde::Serialize;

use crate::campaign::{Campaign, LeaderCondition};
use crate::pipeline::{CampaignRun, Run};
use crate::ranking::{BlockStandings, LeaderOutcome, SetAside, Standing, StandingState};
use crate::render::Places;
use crate::report::json::lines::Lines;
use crate::report::json::sources::Sources;
use crate::report::{blocked, digits, margin, name_of, ranked, shows_totals};
use crate::source::Volume;
use crate::tally::Line;
use crate::value::{Fraction, Points, UnitIndex};

pub use lines::line_state;
pub use schema::{
    BlockedBlock, JsonAdjustment, JsonCondition, JsonFigures, JsonGap, JsonLeader, JsonLine, JsonMargin, JsonPrecondition, JsonStanding,
    JsonWeighing, RankedBlock, SCHEMA_VERSION, Source, TalliedCampaign, TallyReport,
};

/// Writes the tally; lines of rows are found in `volume` where the row map alone does not know them.
pub fn write(run: &Run, volume: &dyn Volume, out: &mut dyn Write) -> io::Result<()> {
    let sources = Sources::new(&run.rows, Places::new(volume, &run.text, &run.rows, &run.strays));
    let mut writer = Writer { folder: run, run: run.first(), lines: Lines::new(run.first(), sources), out };
    writer.report()
}

struct Writer<'a> {
    folder: &'a Run,
    /// The campaign being written.
    run: &'a CampaignRun,
    lines: Lines<'a>,
    out: &'a mut dyn Write,
}

impl<'a> Writer<'a> {
    fn report(&mut self) -> io::Result<()> {
        write!(self.out, "{{\"schema_version\": {SCHEMA_VERSION}, \"inputs_sha256\": {}", text(&self.folder.digest)?)?;
        if let Some(origin) = &self.folder.origin {
            write!(self.out, ", \"inputs_commit\": {}, \"inputs_clean\": {}", text(&origin.commit)?, origin.are_clean)?;
        }
        if !self.folder.supposed.is_empty() {
            write!(self.out, ", \"supposed\": {}", text(&self.folder.supposed)?)?;
        }
        write!(self.out, ", \"campaigns\": [")?;
        let folder = self.folder;
        for (position, run) in folder.asked_for().enumerate() {
            self.out.write_all(if position == 0 { b"" } else { b",\n" })?;
            self.run = run;
            self.lines.turn_to(run);
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
            let lines = self.run.tally().lines(standing.total.unit);
            let mut written = serde_json::to_vec(&self.standing(standings, standing, &lines))?;
            // Its lines stand last: `…"lines":[]}`.
            written.truncate(written.len() - 2);
            self.lines.write(standing.total.unit, &lines, &mut written)?;
            written.extend_from_slice(b"]}");
            self.out.write_all(&written)?;
        }
        let leader = standings.leader.as_ref().map(|leader| leader_of(campaign, leader));
        write!(self.out, "],\n  \"leader\": {}}}", text(&leader)?)
    }

    /// A standing without its lines.
    fn standing(&mut self, block: &'a BlockStandings, standing: &'a Standing, lines: &[Line]) -> JsonStanding<'a> {
        let run: &'a CampaignRun = self.run;
        let campaign = &run.campaign;
        let total = &standing.total;
        let has_totals = shows_totals(campaign, block.block);
        let code = |unit: &UnitIndex| campaign.units[*unit].code.as_str();
        let exact = total.exact.filter(|exact| has_totals && *exact != total.points.to_fraction());
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
                Some(SetAside::Violation(row)) => Some(self.lines.sources.row(row)),
                Some(SetAside::NothingSubmitted | SetAside::NothingAssigned) | None => None,
            },
            estimated: total.is_estimated,
            tied_with: standing.tied_with.iter().map(code).collect(),
            decided_by: standing.decided_by.as_deref(),
            margin: self.margin(block, standing, lines),
            lines: Vec::new(),
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

    /// Points with the decimals the campaign rounds to.
    fn points(&self, points: Points) -> String {
        points.fixed(digits(&self.run.campaign))
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
