//! What large sheets stream through: records → typed rows → checks of rows → the ledger of the campaign each row is of.

use std::sync::Arc;

use crate::campaign::Campaign;
use crate::diagnostic::{Findings, Look};
use crate::digest::Digest;
use crate::directory::Naming;
use crate::draft::{DraftRow, Rows};
use crate::ledger::{Ledger, Scope};
use crate::pipeline::each_look;
use crate::pipeline::reading::FileReading;
use crate::registrations::{self, RegistrationBatch};
use crate::results;
use crate::sheet::{Header, Records, RowMap, Sheet, Whose};
use crate::source::Volume;
use crate::value::{CampaignIndex, StageCode, StageIndex, Table};

/// What every sheet of a folder is read with.
pub(super) struct Station<'a> {
    pub(super) volume: &'a dyn Volume,
    pub(super) naming: &'a Naming,
    pub(super) rows: &'a mut RowMap,
    pub(super) digest: &'a mut Option<Digest>,
    pub(super) findings: &'a mut Findings,
}

impl Station<'_> {
    /// Lets the checks of records look at a batch.
    fn look(&mut self, records: &Records<'_>) {
        self.findings.speak_of_all();
        each_look(|_, look| match look {
            Look::Records(look) => look(records, self.findings),
            Look::Naming(look) if records.whose.is_some() => look(records, self.naming, self.findings),
            _ => {}
        });
    }

    /// Lets the checks of records look at a batch of a large sheet, of one campaign only where some records are no rows:
    /// there is nothing to say of those that are.
    fn look_at_large(&mut self, records: &Records<'_>, usable: usize) {
        if records.whose.is_some() || records.from + usable < records.batch.len() {
            self.look(records);
        }
    }

    fn add_to_digest(&mut self, records: &Records<'_>, stages: &Table<StageIndex, StageCode>) {
        if let Some(digest) = self.digest {
            digest.records(records, stages);
        }
    }

    /// Reads a small sheet whole.
    pub(super) fn small(&mut self, path: &str, sheet: &'static Sheet, into: &mut Rows) -> anyhow::Result<()> {
        let stages = Table::default();
        into.is_present = true;
        let volume = self.volume;
        let mut reading = FileReading::open(volume, path, sheet, &stages, self.rows, self.findings)?;
        let header = reading.header.clone();
        while let Some(records) = reading.next(self.naming, self.rows)? {
            self.look(&records);
            self.add_to_digest(&records, &stages);
            let header = header.as_ref().expect("a batch has labels before it");
            for position in records.from..records.batch.len() {
                let record = records.batch.record(position);
                if results::is_usable(record, records.header) {
                    let whose = records.whose.map_or(Whose::Everyone, |whose| whose[position]);
                    into.rows.push(DraftRow::read(records.row(position), header, records.style, whose, record));
                } else if !record.is_blank() {
                    into.broken += 1;
                }
            }
        }
        Ok(())
    }
}

/// One campaign that takes its rows.
pub(super) struct Taker<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) scope: &'a Scope,
    pub(super) ledger: &'a mut Ledger,
}

/// The large sheets, and the campaigns that take their rows.
pub(super) struct Stream<'a> {
    station: Station<'a>,
    takers: Table<CampaignIndex, Taker<'a>>,
    /// The stages of all campaigns, by which labels are told.
    stages: Table<StageIndex, StageCode>,
    looks_at_every_row: bool,
}

impl<'a> Stream<'a> {
    pub(super) fn new(station: Station<'a>, takers: Table<CampaignIndex, Taker<'a>>, looks_at_every_row: bool) -> Self {
        let mut stages: Table<StageIndex, StageCode> = Table::default();
        for stage in takers.iter().flat_map(|taker| taker.campaign.stages.iter()) {
            if stages.iter().all(|known| known != stage) && !stages.is_full() {
                stages.push(stage.clone());
            }
        }
        Self { station, takers, stages, looks_at_every_row }
    }

    /// Reads a sheet of registrations into the ledgers.
    pub(super) fn registrations(&mut self, path: &str) -> anyhow::Result<()> {
        let Self { station, takers, stages, .. } = self;
        let volume = station.volume;
        station.findings.speak_of_all();
        let mut reading = FileReading::open(volume, path, &registrations::SHEET, stages, station.rows, station.findings)?;
        let mut readers: Vec<_> = takers.iter().map(|taker| registrations::Reader::new(taker.campaign)).collect();
        note_sheet(takers, |ledger| &mut ledger.has_registrations);
        while let Some(all) = reading.next(station.naming, station.rows)? {
            station.add_to_digest(&all, stages);
            let mut usable = 0;
            for ((index, taker), typed) in takers.enumerate_mut().zip(&mut readers) {
                let campaign = taker.campaign;
                let records = Records { reader: Some(index), ..all };
                typed.read(&records);
                usable += typed.rows.len();
                taker.ledger.has_registrations |= !typed.rows.is_empty();
                let batch = RegistrationBatch { records: &records, rows: &typed.rows };
                station.findings.speak_of(index);
                each_look(|_, look| {
                    if let Look::Registrations(look) = look {
                        look(&batch, campaign, station.findings);
                    }
                });
                taker.ledger.enter_registrations(campaign, taker.scope, &batch);
            }
            station.look_at_large(&all, usable);
        }
        Ok(())
    }

    /// Lets go of what is kept only while registrations are read.
    pub(super) fn end_registrations(&mut self) {
        for taker in &mut self.takers {
            taker.ledger.end_registrations();
        }
    }

    /// Reads a sheet of results into the ledgers.
    pub(super) fn results(&mut self, path: &str) -> anyhow::Result<()> {
        let Self { station, takers, stages, looks_at_every_row } = self;
        let looks_at_every_row = *looks_at_every_row;
        let volume = station.volume;
        station.findings.speak_of_all();
        let mut reading = FileReading::open(volume, path, &results::SHEET, stages, station.rows, station.findings)?;
        let header = |taker: &Taker<'_>| match takers.len() {
            1 => reading.header.clone(),
            _ => reading.header_for(&taker.campaign.stages).map(Arc::new),
        };
        let headers: Vec<Option<Arc<Header>>> = takers.iter().map(header).collect();
        let style = reading.style;
        let mut readers = Vec::with_capacity(headers.len());
        for (header, taker) in headers.iter().zip(takers.iter()) {
            let reader = |header| results::Reader::new(taker.campaign, header, style, looks_at_every_row);
            readers.push(header.as_deref().map(reader));
        }
        note_sheet(takers, |ledger| &mut ledger.has_results);
        while let Some(all) = reading.next(station.naming, station.rows)? {
            station.add_to_digest(&all, stages);
            let mut usable = 0;
            for ((index, taker), (reader, header)) in takers.enumerate_mut().zip(readers.iter_mut().zip(&headers)) {
                let (Some(typed), Some(header)) = (reader, header) else { continue };
                let campaign = taker.campaign;
                let records = Records { reader: Some(index), header, ..all };
                typed.read(&records, |row, points| taker.ledger.enter_result(campaign, taker.scope, &records, row, points));
                let batch = typed.batch(&records);
                usable += batch.usable;
                taker.ledger.has_results |= batch.usable > 0;
                taker.ledger.note_unusable(&records, batch.usable);
                station.findings.speak_of(index);
                each_look(|_, look| {
                    if let Look::Results(look) = look {
                        look(&batch, campaign, station.findings);
                    }
                    if let Look::ScopedResults(look) = look {
                        look(&batch, campaign, taker.scope, station.findings);
                    }
                });
            }
            station.look_at_large(&all, usable);
        }
        Ok(())
    }
}

/// A sheet that is there counts for the one campaign of a plan; of several, each is asked for its rows.
fn note_sheet(takers: &mut Table<CampaignIndex, Taker<'_>>, noted: impl Fn(&mut Ledger) -> &mut bool) {
    if let [only] = takers.as_mut_slice() {
        *noted(only.ledger) = true;
    }
}
