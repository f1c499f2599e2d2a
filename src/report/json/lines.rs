//! The lines of units: nearly all that a tally says, so they are written as [`JsonLine`] has them without being made first.
//!
//! [`JsonLine`]: crate::report::json::JsonLine

use std::io;

use serde::Serialize;

use crate::campaign::{Effect, Settled};
use crate::draft::adjustments;
use crate::pipeline::CampaignRun;
use crate::report::digits;
use crate::report::json::sources::Sources;
use crate::report::json::{JsonAdjustment, JsonPrecondition, JsonWeighing};
use crate::report::unassigned::not_given_because;
use crate::tally::{Line, LineState, RowFigures, Weighing};
use crate::value::{Fraction, UnitIndex};

/// Writes lines of a campaign.
pub(super) struct Lines<'a> {
    run: &'a CampaignRun,
    pub(super) sources: Sources<'a>,
    /// Codes as JSON, by index.
    codes: Codes,
    digits: u8,
}

/// Codes that stand in many lines, quoted.
struct Codes {
    criteria: Vec<Box<[u8]>>,
    stages: Vec<Box<[u8]>>,
    periods: Vec<Box<[u8]>>,
}

impl Codes {
    fn of(run: &CampaignRun) -> Self {
        let quoted = |code: &str| serde_json::to_vec(code).expect("text is JSON").into();
        let campaign = &run.campaign;
        Self {
            criteria: campaign.criteria.iter().map(|criterion| quoted(criterion.code.as_str())).collect(),
            stages: campaign.stages.iter().map(|stage| quoted(stage.as_str())).collect(),
            periods: campaign.periods.iter().map(|period| quoted(period.code.as_str())).collect(),
        }
    }
}

impl<'a> Lines<'a> {
    pub(super) fn new(run: &'a CampaignRun, sources: Sources<'a>) -> Self {
        Self { run, sources, codes: Codes::of(run), digits: digits(&run.campaign) }
    }

    /// Takes another campaign of the folder.
    pub(super) fn turn_to(&mut self, run: &'a CampaignRun) {
        (self.run, self.codes, self.digits) = (run, Codes::of(run), digits(&run.campaign));
    }

    /// Writes the lines of a unit, with what parts them.
    pub(super) fn write(&mut self, unit: UnitIndex, lines: &[Line], out: &mut Vec<u8>) -> io::Result<()> {
        for (position, line) in lines.iter().enumerate() {
            out.extend_from_slice(if position == 0 { b"" } else { b"," });
            self.line(unit, line, out)?;
        }
        Ok(())
    }

    fn line(&mut self, unit: UnitIndex, line: &Line, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b"{\"criterion\":");
        out.extend_from_slice(&self.codes.criteria[line.criterion.get()]);
        out.extend_from_slice(b",\"points\":");
        match line.points {
            Some(points) => quoted(out, |out| points.write_fixed(self.digits, out)),
            None => out.extend_from_slice(b"null"),
        }
        if let Some(exact) = line.exact.filter(|exact| line.points.is_some_and(|points| points.to_fraction() != *exact)) {
            out.extend_from_slice(b",\"exact\":");
            fraction(out, Some(&exact));
        }
        out.extend_from_slice(b",\"maximum\":");
        fraction(out, line.maximum.as_ref());
        if let Some(weighing) = &line.weighing {
            field(out, "weighed", &weighed(weighing))?;
        }
        out.extend_from_slice(b",\"state\":\"");
        out.extend_from_slice(line_state(line.state).as_bytes());
        out.extend_from_slice(b"\",\"stage\":");
        out.extend_from_slice(line.stage.map_or(b"null", |stage| &self.codes.stages[stage.get()]));
        self.rows(line, out)?;
        if !line.figures.is_empty() {
            self.figures(&line.figures, out)?;
        }
        if !line.settled.is_empty() {
            let settled: Vec<JsonPrecondition<'_>> = line.settled.iter().map(|settled| self.precondition(settled)).collect();
            field(out, "preconditions", &settled)?;
        }
        if let Some(reason) = not_given_because(self.run, unit, line) {
            field(out, "reason", &reason)?;
        }
        if !line.adjusted.is_empty() {
            let adjusted: Vec<JsonAdjustment<'_>> = line.adjusted.iter().map(|index| self.adjustment(*index)).collect();
            field(out, "adjustments", &adjusted)?;
        }
        out.push(b'}');
        Ok(())
    }

    /// Writes the first row a line comes from; where there are several, then all.
    fn rows(&mut self, line: &Line, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b",\"source\":");
        let begin = out.len();
        match (line.rows.first(), line.receipt) {
            (Some(row), _) => self.sources.write(0, *row, out)?,
            (None, Some(receipt)) => serde_json::to_writer(&mut *out, &self.sources.place(receipt))?,
            (None, None) => out.extend_from_slice(b"null"),
        }
        let first = begin..out.len();
        if line.rows.len() + usize::from(line.receipt.is_some()) < 2 {
            return Ok(());
        }
        out.extend_from_slice(b",\"sources\":[");
        out.extend_from_within(first);
        for (position, row) in line.rows.iter().enumerate().skip(1) {
            out.push(b',');
            self.sources.write(position, *row, out)?;
        }
        if let Some(receipt) = line.receipt {
            out.push(b',');
            serde_json::to_writer(&mut *out, &self.sources.place(receipt))?;
        }
        out.push(b']');
        Ok(())
    }

    /// Writes both figures of rows, as [`JsonFigures`](crate::report::json::JsonFigures) has them.
    fn figures(&mut self, figures: &[RowFigures], out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b",\"figures\":[");
        for (position, figures) in figures.iter().enumerate() {
            out.extend_from_slice(if position == 0 { b"{\"period\":" } else { b",{\"period\":" });
            out.extend_from_slice(&self.codes.periods[figures.period.get()]);
            for (key, figure) in [(&b",\"actual\":"[..], figures.actual), (b",\"estimate\":", figures.estimate)] {
                out.extend_from_slice(key);
                match figure {
                    Some(figure) => quoted(out, |out| figure.write_fixed(0, out)),
                    None => out.extend_from_slice(b"null"),
                }
            }
            out.extend_from_slice(b",\"source\":");
            self.sources.write(position, figures.row, out)?;
            out.push(b'}');
        }
        out.push(b']');
        Ok(())
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
            source: settled.place.map(|place| self.sources.place(place)),
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
            source: self.sources.row(adjustment.row),
        }
    }
}

/// Writes a further key and its value.
fn field<T: Serialize>(out: &mut Vec<u8>, key: &str, value: &T) -> io::Result<()> {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
    Ok(serde_json::to_writer(out, value)?)
}

/// Writes what needs no escape as text.
fn quoted(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'"');
    write(out);
    out.push(b'"');
}

fn fraction(out: &mut Vec<u8>, number: Option<&Fraction>) {
    match number {
        Some(number) => quoted(out, |out| number.write(out)),
        None => out.extend_from_slice(b"null"),
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
