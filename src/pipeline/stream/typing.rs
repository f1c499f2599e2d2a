//! Typists: what makes typed rows of the records of one large sheet, shows them to the checks and enters them in a ledger.

use std::sync::Arc;

use crate::diagnostic::{Findings, Look};
use crate::ledger::{Ledger, Waiting};
use crate::pipeline::each_look;
use crate::pipeline::stream::Lane;
use crate::registrations::{self, RegistrationBatch};
use crate::results::{self, ResultRow};
use crate::sheet::{Header, NumberStyle, Reading, Records, Sheet};
use crate::value::Points;

/// What types the rows of files with the same labels, for one campaign.
pub(in crate::pipeline) trait Typist<'a>: Send + Sized {
    /// The sheet.
    const SHEET: &'static Sheet;

    /// One for files with these labels.
    fn new(lane: Lane<'a>, header: &Arc<Header>, style: NumberStyle, looks_at_every_row: bool) -> Self;

    /// That the folder has the sheet.
    fn note_sheet(ledger: &mut Ledger);

    /// Types the rows of a batch, and may enter them at once where there is a ledger; how many there are.
    fn read(&mut self, lane: Lane<'a>, records: &Records<'_>, ledger: Option<&mut Ledger>) -> usize;

    /// Lets the checks of rows look at the batch read last.
    fn look(&self, lane: Lane<'a>, records: &Records<'_>, findings: &mut Findings);

    /// Enters what of the batch read last is not entered yet.
    fn enter(&mut self, lane: Lane<'a>, records: &Records<'_>, ledger: &mut Ledger);

    /// Tells the ledger that the sheet has been read to its end.
    fn end(lane: Lane<'a>, ledger: &mut Ledger);
}

/// Of results: rows are entered as they are typed, or kept until the ledger takes them.
pub(in crate::pipeline) struct ResultTypist<'a> {
    reader: results::Reader<'a>,
    usable: usize,
    /// Whether rows stand in no order of units.
    is_scattered: bool,
    kept: Vec<ResultRow>,
    /// Points of those that are kept, stage by stage.
    points: Vec<Reading<Points>>,
    /// Where rows stand in no order of units, plain ones as they will wait on; none where the next of those kept has its turn.
    waiting: Vec<Option<Waiting>>,
}

impl<'a> Typist<'a> for ResultTypist<'a> {
    const SHEET: &'static Sheet = &results::SHEET;

    fn new(lane: Lane<'a>, header: &Arc<Header>, style: NumberStyle, looks_at_every_row: bool) -> Self {
        let reader = results::Reader::new(lane.campaign, Arc::clone(header), style, looks_at_every_row);
        Self { reader, usable: 0, is_scattered: false, kept: Vec::new(), points: Vec::new(), waiting: Vec::new() }
    }

    fn note_sheet(ledger: &mut Ledger) {
        ledger.has_results = true;
    }

    fn read(&mut self, lane: Lane<'a>, records: &Records<'_>, ledger: Option<&mut Ledger>) -> usize {
        self.usable = match ledger {
            Some(ledger) if self.is_scattered => {
                self.reader.read(records, |row, points| ledger.put_by(lane.campaign, lane.scope, records, row, points))
            }
            Some(ledger) => self.reader.read(records, |row, points| ledger.enter_result(lane.campaign, lane.scope, records, row, points)),
            None => self.reader.read(records, |row, points| {
                let waiting = self.is_scattered.then(|| lane.layouts.waiting(lane.campaign, records, row, points));
                self.waiting.extend(waiting);
                if waiting.flatten().is_none() {
                    self.kept.push(*row);
                    self.points.extend_from_slice(points);
                }
            }),
        };
        self.is_scattered = self.reader.is_scattered();
        self.usable
    }

    fn look(&self, lane: Lane<'a>, records: &Records<'_>, findings: &mut Findings) {
        let batch = self.reader.batch(records);
        each_look(lane.checks, |look| {
            if let Look::Results(look) = look {
                look(&batch, lane.campaign, findings);
            }
            if let Look::ScopedResults(look) = look {
                look(&batch, lane.campaign, lane.scope, findings);
            }
        });
    }

    fn enter(&mut self, lane: Lane<'a>, records: &Records<'_>, ledger: &mut Ledger) {
        let stages = records.header.stages.len();
        let mut waiting = self.waiting.drain(..);
        for (position, row) in self.kept.iter().enumerate() {
            for row in waiting.by_ref().map_while(|waiting| waiting) {
                ledger.put_by_waiting(lane.campaign, records.header, &row);
            }
            ledger.enter_result(lane.campaign, lane.scope, records, row, &self.points[position * stages..(position + 1) * stages]);
        }
        for row in waiting.flatten() {
            ledger.put_by_waiting(lane.campaign, records.header, &row);
        }
        self.kept.clear();
        self.points.clear();
        ledger.has_results |= self.usable > 0;
        ledger.note_unusable(records, self.usable);
    }

    fn end(lane: Lane<'a>, ledger: &mut Ledger) {
        ledger.end_results(lane.campaign);
    }
}

/// Of registrations.
pub(in crate::pipeline) struct RegistrationTypist<'a>(registrations::Reader<'a>);

impl<'a> Typist<'a> for RegistrationTypist<'a> {
    const SHEET: &'static Sheet = &registrations::SHEET;

    fn new(lane: Lane<'a>, _: &Arc<Header>, _: NumberStyle, _: bool) -> Self {
        Self(registrations::Reader::new(lane.campaign))
    }

    fn note_sheet(ledger: &mut Ledger) {
        ledger.has_registrations = true;
    }

    fn read(&mut self, _: Lane<'a>, records: &Records<'_>, _: Option<&mut Ledger>) -> usize {
        self.0.read(records);
        self.0.rows.len()
    }

    fn look(&self, lane: Lane<'a>, records: &Records<'_>, findings: &mut Findings) {
        let batch = RegistrationBatch { records, rows: &self.0.rows };
        each_look(lane.checks, |look| {
            if let Look::Registrations(look) = look {
                look(&batch, lane.campaign, findings);
            }
        });
    }

    fn enter(&mut self, lane: Lane<'a>, records: &Records<'_>, ledger: &mut Ledger) {
        ledger.has_registrations |= !self.0.rows.is_empty();
        ledger.enter_registrations(lane.campaign, lane.scope, &RegistrationBatch { records, rows: &self.0.rows });
    }

    fn end(_: Lane<'a>, ledger: &mut Ledger) {
        ledger.end_registrations();
    }
}
