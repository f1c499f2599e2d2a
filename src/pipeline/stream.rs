//! What large sheets stream through: records → typed rows → checks of rows → the ledger of the campaign each row is of.
//!
//! On one thread a row is entered as it is typed. On several, whoever is free takes the next batch, types it and lets the checks
//! look at it; the ledgers take batches in the order in which they were read, so that nothing hangs on who was quicker.

mod typing;

use std::num::NonZeroUsize;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use crate::campaign::Campaign;
use crate::diagnostic::{Findings, Look};
use crate::digest::Digest;
use crate::directory::Naming;
use crate::draft::{DraftRow, Rows};
use crate::ledger::{Layouts, Ledger, Scope};
use crate::pipeline::reading::{FileReading, Labels, Load, Opener};
use crate::pipeline::{Listed, all_stages, each_look};
use crate::results;
use crate::sheet::{Records, RowMap, Sheet, Whose};
use crate::source::Volume;
use crate::value::{CampaignIndex, StageCode, StageIndex, Table};

use typing::Typist;
pub(super) use typing::{RegistrationTypist, ResultTypist};

/// Batches that are read before there are several threads: a small folder is read sooner than they begin.
const ALONE: usize = 4;

/// What every sheet of a folder is read with.
pub(super) struct Station<'a> {
    pub(super) volume: &'a dyn Volume,
    pub(super) naming: &'a Naming,
    pub(super) checks: Listed,
    pub(super) rows: &'a mut RowMap,
    pub(super) digest: &'a mut Option<Digest>,
    pub(super) findings: &'a mut Findings,
}

/// Lets the checks of records look at a batch.
fn look_at(records: &Records<'_>, naming: &Naming, checks: Listed, findings: &mut Findings) {
    findings.speak_of_all();
    each_look(checks, |look| match look {
        Look::Records(look) => look(records, findings),
        Look::Naming(look) if records.whose.is_some() => look(records, naming, findings),
        _ => {}
    });
}

impl Station<'_> {
    /// Reads a small sheet whole.
    pub(super) fn small(&mut self, path: &str, sheet: &'static Sheet, into: &mut Rows) -> anyhow::Result<()> {
        let stages = Table::default();
        into.is_present = true;
        let opener = Opener { volume: self.volume, sheet, stages: &stages, campaigns: &[], checks: self.checks };
        let mut load = Load::default();
        let mut reading = FileReading::open(&opener, path, &mut load, self.rows, self.findings)?;
        while reading.fill(&mut load, self.rows)? {
            load.name(self.naming);
            let records = load.records();
            look_at(&records, self.naming, self.checks, self.findings);
            if let Some(digest) = self.digest {
                digest.records(&records, &stages);
            }
            for position in records.from..records.batch.len() {
                let record = records.batch.record(position);
                if results::is_usable(record, records.header) {
                    let whose = records.whose.map_or(Whose::Everyone, |whose| whose[position]);
                    into.rows.push(DraftRow::read(records.row(position), &load.labels().header, records.style, whose, record));
                } else if !record.is_blank() {
                    into.broken += 1;
                }
            }
        }
        Ok(())
    }
}

/// One campaign that takes rows.
pub(super) struct Taker<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) scope: &'a Scope,
    pub(super) layouts: &'a Layouts,
    pub(super) ledger: &'a mut Ledger,
}

/// What a row is typed and looked at by, in one campaign.
#[derive(Clone, Copy)]
pub(super) struct Lane<'a> {
    campaign: &'a Campaign,
    scope: &'a Scope,
    layouts: &'a Layouts,
    checks: Listed,
}

/// The large sheets, and the campaigns that take their rows.
pub(super) struct Stream<'a> {
    station: Station<'a>,
    lanes: Table<CampaignIndex, Lane<'a>>,
    ledgers: Table<CampaignIndex, &'a mut Ledger>,
    /// The stages of all campaigns, by which labels are told.
    stages: Table<StageIndex, StageCode>,
    looks_at_every_row: bool,
    threads: usize,
}

impl<'a> Stream<'a> {
    pub(super) fn new(
        station: Station<'a>,
        takers: impl IntoIterator<Item = Taker<'a>>,
        looks_at_every_row: bool,
        threads: Option<NonZeroUsize>,
    ) -> Self {
        let (mut lanes, mut ledgers) = (Table::default(), Table::default());
        for Taker { campaign, scope, layouts, ledger } in takers {
            lanes.push(Lane { campaign, scope, layouts, checks: station.checks });
            ledgers.push(ledger);
        }
        let stages = all_stages(lanes.iter().map(|lane: &Lane<'_>| lane.campaign));
        Self { station, lanes, ledgers, stages, looks_at_every_row, threads: threads.map_or(1, NonZeroUsize::get) }
    }

    /// Reads the files of a sheet into the ledgers.
    pub(super) fn read<T: Typist<'a>>(&mut self) -> anyhow::Result<()> {
        let Station { volume, naming, checks, ref mut rows, ref mut digest, ref mut findings } = self.station;
        findings.speak_of_all();
        let campaigns: Vec<_> = self.lanes.iter().map(|lane| &lane.campaign.stages).collect();
        let opener = Opener { volume, sheet: T::SHEET, stages: &self.stages, campaigns: &campaigns, checks };
        let paths: Vec<&str> = volume.files().iter().map(String::as_str).filter(|file| T::SHEET.holds(file)).collect();
        if !paths.is_empty()
            && let [only] = self.ledgers.as_mut_slice()
        {
            // A sheet that is there counts for the one campaign of a plan; of several, each is asked for its rows.
            T::note_sheet(only);
        }
        let mut intake = Intake { opener, paths: paths.iter(), reading: None, rows, findings: Findings::default(), batches: 0, failure: None };
        let crew = Crew {
            lanes: &self.lanes,
            stages: &self.stages,
            naming,
            checks,
            looks_at_every_row: self.looks_at_every_row,
            has_digest: digest.is_some(),
        };
        let mut desk = Desk { ledgers: &mut self.ledgers, findings, digest };

        let mut first = Worker::<T>::new(&crew);
        let mut is_over = false;
        while !is_over && (self.threads == 1 || intake.batches < ALONE) {
            is_over = !intake.fill(&mut first.load);
            if !is_over {
                first.read(Some(desk.ledgers));
                first.enter(&mut desk);
            }
        }
        if is_over {
            first.end(&mut desk);
        } else {
            let turns = Turns::new(intake.batches, &mut desk);
            let intake = Mutex::new(&mut intake);
            std::thread::scope(|scope| {
                for _ in 1..self.threads {
                    scope.spawn(|| Worker::<T>::new(&crew).work(&intake, &turns));
                }
                first.work(&intake, &turns);
            });
        }
        let Intake { findings: of_labels, failure, .. } = intake;
        desk.findings.append(of_labels);
        for (lane, ledger) in self.lanes.iter().zip(&mut self.ledgers) {
            T::end(*lane, ledger);
        }
        failure.map_or(Ok(()), Err)
    }
}

/// The files of a sheet, from which whoever is free takes the next batch.
struct Intake<'s, 'v, 'p> {
    opener: Opener<'s, 'v>,
    paths: std::slice::Iter<'p, &'v str>,
    reading: Option<FileReading<'v>>,
    rows: &'s mut RowMap,
    /// What the checks of labels find.
    findings: Findings,
    batches: usize,
    failure: Option<anyhow::Error>,
}

impl Intake<'_, '_, '_> {
    /// Puts the next batch into the load; none is left where it says no.
    fn fill(&mut self, load: &mut Load) -> bool {
        if self.failure.is_some() {
            return false;
        }
        let filled = self.next(load).unwrap_or_else(|failure| {
            self.failure = Some(failure);
            false
        });
        self.batches += usize::from(filled);
        filled
    }

    fn next(&mut self, load: &mut Load) -> anyhow::Result<bool> {
        loop {
            if let Some(reading) = &mut self.reading
                && reading.fill(load, self.rows)?
            {
                return Ok(true);
            }
            let Some(path) = self.paths.next() else { return Ok(false) };
            self.reading = Some(FileReading::open(&self.opener, path, load, self.rows, &mut self.findings)?);
        }
    }
}

/// Where batches come together, one after the other.
struct Desk<'d, 'a> {
    ledgers: &'d mut Table<CampaignIndex, &'a mut Ledger>,
    findings: &'d mut Findings,
    digest: &'d mut Option<Digest>,
}

/// The desk, to which each batch comes when those before it have been.
struct Turns<'d, 'a, 'b> {
    state: Mutex<Turn<'d, 'a, 'b>>,
    turned: Condvar,
}

struct Turn<'d, 'a, 'b> {
    /// How many batches have been.
    batches: usize,
    /// Whether some worker fell, so that its batch never comes.
    is_broken: bool,
    desk: &'b mut Desk<'d, 'a>,
}

impl<'d, 'a, 'b> Turns<'d, 'a, 'b> {
    fn new(batches: usize, desk: &'b mut Desk<'d, 'a>) -> Self {
        Self { state: Mutex::new(Turn { batches, is_broken: false, desk }), turned: Condvar::new() }
    }

    /// Waits until so many batches have been, and is the next; never where some worker fell.
    fn take(&self, before: usize, visit: impl FnOnce(&mut Desk<'d, 'a>)) {
        let waits = |turn: &mut Turn<'_, '_, '_>| turn.batches != before && !turn.is_broken;
        let mut turn = self.turned.wait_while(locked(&self.state), waits).expect(SOUND);
        if turn.is_broken {
            return;
        }
        visit(turn.desk);
        turn.batches += 1;
        drop(turn);
        self.turned.notify_all();
    }

    /// Is next whenever nobody else is.
    fn visit(&self, visit: impl FnOnce(&mut Desk<'d, 'a>)) {
        visit(locked(&self.state).desk);
    }
}

const SOUND: &str = "a worker that falls takes all with it";

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect(SOUND)
}

/// Tells those who wait for a batch that it never comes, where its worker falls.
struct Fall<'t, 'd, 'a, 'b>(&'t Turns<'d, 'a, 'b>);

impl Drop for Fall<'_, '_, '_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            if let Ok(mut turn) = self.0.state.lock() {
                turn.is_broken = true;
            }
            self.0.turned.notify_all();
        }
    }
}

/// What all workers share.
struct Crew<'c, 'a> {
    lanes: &'c Table<CampaignIndex, Lane<'a>>,
    stages: &'c Table<StageIndex, StageCode>,
    naming: &'c Naming,
    checks: Listed,
    looks_at_every_row: bool,
    has_digest: bool,
}

/// One who reads batches: with a load, and what types the rows of the file it read last.
struct Worker<'c, 'a, T> {
    crew: &'c Crew<'c, 'a>,
    load: Load,
    labels: Option<Arc<Labels>>,
    typists: Table<CampaignIndex, T>,
    findings: Findings,
    digest: Option<Digest>,
}

impl<'c, 'a, T: Typist<'a>> Worker<'c, 'a, T> {
    fn new(crew: &'c Crew<'c, 'a>) -> Self {
        let digest = crew.has_digest.then(Digest::default);
        Self { crew, load: Load::default(), labels: None, typists: Table::default(), findings: Findings::default(), digest }
    }

    /// Reads batches until none is left.
    fn work(mut self, intake: &Mutex<&mut Intake<'_, '_, '_>>, turns: &Turns<'_, 'a, '_>) {
        let _fall = Fall(turns);
        loop {
            let before = {
                let mut intake = locked(intake);
                if !intake.fill(&mut self.load) {
                    break;
                }
                intake.batches - 1
            };
            self.read(None);
            turns.take(before, |desk| self.enter(desk));
        }
        turns.visit(|desk| self.end(desk));
    }

    /// Types the rows of its load, into the ledgers where these are given, and lets the checks look at them.
    fn read(&mut self, mut ledgers: Option<&mut Table<CampaignIndex, &'a mut Ledger>>) {
        self.load.name(self.crew.naming);
        self.know_labels();
        let all = self.load.records();
        if let Some(digest) = &mut self.digest {
            digest.records(&all, self.crew.stages);
        }
        let mut usable = 0;
        for ((index, typist), (lane, header)) in self.typists.enumerate_mut().zip(self.crew.lanes.iter().zip(&self.load.labels().of_campaigns)) {
            let records = Records { reader: Some(index), header, ..all };
            let ledger = ledgers.as_mut().map(|ledgers| &mut *ledgers[index]);
            usable += typist.read(*lane, &records, ledger);
            self.findings.speak_of(index);
            typist.look(*lane, &records, &mut self.findings);
        }
        // Of a large sheet of one campaign there is nothing to say of records that are rows.
        if all.whose.is_some() || all.from + usable < all.batch.len() {
            look_at(&all, self.crew.naming, self.crew.checks, &mut self.findings);
        }
    }

    /// Takes typists for the file of its load, where they are not those of the file before.
    fn know_labels(&mut self) {
        let labels = self.load.labels();
        let is_known = self.labels.as_ref().is_some_and(|known| Arc::ptr_eq(known, labels) || known.read_as(labels));
        if !is_known {
            let pairs = self.crew.lanes.iter().zip(&labels.of_campaigns);
            self.typists = pairs.map(|(lane, header)| T::new(*lane, header, labels.style, self.crew.looks_at_every_row)).collect();
            self.labels = Some(Arc::clone(labels));
        }
    }

    /// Puts on the desk what it has of its load.
    fn enter(&mut self, desk: &mut Desk<'_, 'a>) {
        let all = self.load.records();
        for ((index, typist), (lane, header)) in self.typists.enumerate_mut().zip(self.crew.lanes.iter().zip(&self.load.labels().of_campaigns)) {
            let records = Records { reader: Some(index), header, ..all };
            typist.enter(*lane, &records, desk.ledgers[index]);
        }
        desk.findings.append(std::mem::take(&mut self.findings));
    }

    /// Puts on the desk what it has of all its loads.
    fn end(self, desk: &mut Desk<'_, 'a>) {
        if let (Some(all), Some(own)) = (desk.digest.as_mut(), &self.digest) {
            all.join(own);
        }
    }
}
