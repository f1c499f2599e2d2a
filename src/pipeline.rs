//! The front door: a folder in; findings, ledger, tally and ranking out. It reads as the flow.

use std::sync::Arc;

use anyhow::Context as _;

use crate::campaign::{Campaign, Resolution, resolve};
use crate::checks;
use crate::diagnostic::{Check, Finding, Findings, Grade, LedgerLook, Look, OutcomeLook, Severity, Subject};
use crate::digest::Digest;
use crate::draft::definition::SeverityWord;
use crate::draft::{Definition, Draft, DraftRow, SMALL_SHEETS};
use crate::ledger::{Ledger, Scope};
use crate::ranking::{Outcome, rank};
use crate::registrations::{self, RegistrationBatch};
use crate::results::{self, ResultBatch};
use crate::sheet::{Beginning, FileIndex, Header, NumberStyle, Opened, Place, Records, RowMap, Sheet, SheetFile, has_csv_ending};
use crate::source::{Batch, Tokenizer, Volume};
use crate::tally::Tally;
use crate::value::{BlockIndex, Day, StageCode, StageIndex, Table};
use crate::yaml::{self, DecodeFault, Node};

/// The definition's file.
pub const DEFINITION: &str = "phong-trao.yaml";

/// Every sheet that is read, small ones first.
pub fn sheets() -> impl Iterator<Item = &'static Sheet> {
    SMALL_SHEETS.iter().copied().chain([&registrations::SHEET, &results::SHEET])
}

/// What is asked of a folder.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The period, by code.
    pub period: Option<String>,
    /// The block whose standings are wanted, by code; none: every block.
    pub block: Option<String>,
    /// The stage, by code.
    pub stage: Option<String>,
    /// The day it is seen from.
    pub as_of: Option<Day>,
    /// Whether an output carries the digest of the inputs.
    pub wants_digest: bool,
    /// Whether the checks look at plain rows too: slower, and a test holds that it finds the same.
    pub looks_at_every_row: bool,
}

/// What cannot be asked of this campaign: exit code 2.
#[derive(Debug)]
pub enum Refusal {
    /// No such period; the ones there are.
    UnknownPeriod(String, Vec<Box<str>>),
    /// No such block; the ones there are.
    UnknownBlock(String, Vec<Box<str>>),
    /// No such stage; the ones there are.
    UnknownStage(String, Vec<Box<str>>),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (what, code, known) = match self {
            Self::UnknownPeriod(code, known) => ("kỳ", code, known),
            Self::UnknownBlock(code, known) => ("khối", code, known),
            Self::UnknownStage(code, known) => ("vòng", code, known),
        };
        write!(formatter, "không có {what} nào mang mã `{code}`; có: {}", known.join(", "))
    }
}

impl std::error::Error for Refusal {}

/// A folder, read.
pub struct Run {
    /// The text of the definition.
    pub text: String,
    /// What could not be decoded.
    pub faults: Vec<DecodeFault>,
    /// Everything small, as written.
    pub draft: Draft,
    /// Everything small, resolved.
    pub campaign: Campaign,
    /// Files and rows.
    pub rows: RowMap,
    /// Files that are no sheet that is read.
    pub strays: Vec<Box<str>>,
    /// What was asked for.
    pub scope: Scope,
    /// What the rows came to.
    pub ledger: Ledger,
    /// The tally and the ranking.
    pub outcome: Outcome,
    /// The findings, in order of place, with the severity the campaign gives them.
    pub findings: Vec<(Severity, Finding)>,
    /// The digest of the inputs, where it was asked for.
    pub digest: Option<String>,
}

impl Run {
    /// What lines and totals are read from.
    pub fn tally(&self) -> Tally<'_> {
        Tally { campaign: &self.campaign, scope: &self.scope, ledger: &self.ledger }
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|(one, _)| *one == severity).count()
    }

    /// Whether the folder has no row of results or registrations, and the definition expects some.
    pub fn is_without_rows(&self) -> bool {
        let expects = self.campaign.is_scored || !self.campaign.titles.is_empty();
        expects && self.ledger.result_rows == 0 && self.ledger.registration_rows == 0 && self.draft.statistics.rows.is_empty()
    }
}

/// Reads a folder, checks it, tallies and ranks it.
pub fn run(volume: &dyn Volume, request: &Request) -> anyhow::Result<Run> {
    let mut findings = Findings::default();
    let mut rows = RowMap::default();
    let mut digest = request.wants_digest.then(Digest::default);

    let (text, node, mut faults) = definition_text(volume)?;
    let definition = node.as_ref().map_or_else(Definition::default, |node| {
        let (definition, decoded) = yaml::decode(node, &text);
        faults.extend(decoded);
        definition
    });
    if let (Some(digest), Some(node)) = (&mut digest, &node) {
        digest.definition(node);
    }

    let is_defined = node.as_ref().is_some_and(|node| matches!(node.kind, yaml::Kind::Mapping(_)));
    let mut draft = Draft { definition, is_defined, ..Draft::default() };
    let strays = strays(volume);
    for sheet in SMALL_SHEETS {
        for file in volume.files().iter().filter(|file| sheet.holds(file)) {
            let rows_of = draft.rows_mut(sheet).expect("every small sheet has its rows");
            rows_of.is_present = true;
            let mut reading = FileReading::open(volume, file, sheet, &Table::default(), &mut rows, &mut findings)?;
            let header = reading.header.clone();
            while let Some(records) = reading.next(&mut rows)? {
                look_at_records(&records, &mut findings);
                let header = header.as_ref().expect("a batch has labels before it");
                if let Some(digest) = &mut digest {
                    digest.records(&records, &Table::default());
                }
                for position in records.from..records.batch.len() {
                    let record = records.batch.record(position);
                    if results::is_usable(record, records.header) {
                        rows_of.rows.push(DraftRow::read(records.row(position), header, records.style, record));
                    } else if !record.is_blank() {
                        rows_of.broken += 1;
                    }
                }
            }
        }
    }

    let campaign = resolve(&draft);
    let scope = scope(&campaign, request)?;
    let resolution = Resolution { faults: &faults, draft: &draft, campaign: &campaign, rows: &rows, strays: &strays };
    each_look(|check, look| match look {
        Look::Definition(look) | Look::Sheets(look) => look(&resolution, &mut findings),
        _ => {
            let _ = check;
        }
    });

    let mut ledger = Ledger::new(&campaign, &scope);
    let mut stream = Stream {
        volume,
        campaign: &campaign,
        scope: &scope,
        ledger: &mut ledger,
        rows: &mut rows,
        digest: &mut digest,
        findings: &mut findings,
        looks_at_every_row: request.looks_at_every_row,
    };
    for file in volume.files().iter().filter(|file| registrations::SHEET.holds(file)) {
        stream.ledger.has_registrations = true;
        stream.registrations(file)?;
    }
    for file in volume.files().iter().filter(|file| results::SHEET.holds(file)) {
        stream.ledger.has_results = true;
        stream.results(file)?;
    }

    let look = LedgerLook { campaign: &campaign, scope: &scope, ledger: &ledger };
    each_look(|_, one| {
        if let Look::Ledger(one) = one {
            one(&look, &mut findings);
        }
    });

    let blocking = blocking(&campaign, &scope, findings.list());
    let tally = Tally { campaign: &campaign, scope: &scope, ledger: &ledger };
    let wanted = wanted_block(&campaign, request)?;
    let outcome = rank(tally, wanted, |block| blocking[block.get()]);
    let look = OutcomeLook { campaign: &campaign, scope: &scope, ledger: &ledger, outcome: &outcome };
    each_look(|_, one| {
        if let Look::Outcome(one) = one {
            one(&look, &mut findings);
        }
    });

    let findings = weigh(&campaign, &rows, &strays, findings);
    let digest = digest.map(|digest| digest.hex());
    Ok(Run { text, faults, draft, campaign, rows, strays, scope, ledger, outcome, findings, digest })
}

fn each_look(mut call: impl FnMut(&'static Check, Look)) {
    for check in checks::CHECKS {
        for look in check.looks {
            call(check, *look);
        }
    }
}

/// The definition's text and tree; what is not UTF-8 or not YAML is a fault.
fn definition_text(volume: &dyn Volume) -> anyhow::Result<(String, Option<Node>, Vec<DecodeFault>)> {
    let bytes = volume.read(DEFINITION).with_context(|| format!("không đọc được `{DEFINITION}`"))?;
    let (text, fault) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let span = yaml::Span { start: at, end: at };
            (text, Some(DecodeFault { span, path: String::new(), kind: yaml::DecodeFaultKind::NotUtf8 }))
        }
    };
    match (fault, yaml::parse(&text)) {
        (None, Ok(node)) => Ok((text, Some(node), Vec::new())),
        (Some(fault), _) | (None, Err(fault)) => Ok((text, None, vec![fault])),
    }
}

/// Files that look like sheets and are none that is read.
fn strays(volume: &dyn Volume) -> Vec<Box<str>> {
    let is_table = |file: &str| has_csv_ending(file) || file.to_lowercase().ends_with(".tsv");
    let is_stray = |file: &&String| is_table(file) && !sheets().any(|sheet| sheet.holds(file));
    volume.files().iter().filter(is_stray).map(|file| file.as_str().into()).collect()
}

fn wanted_block(campaign: &Campaign, request: &Request) -> Result<Option<BlockIndex>, Refusal> {
    let Some(code) = &request.block else { return Ok(None) };
    let found = campaign.directories.blocks.find(code.as_bytes());
    found.map(Some).ok_or_else(|| {
        let known = campaign.blocks.iter().map(|block| block.code.as_str().into()).collect();
        Refusal::UnknownBlock(code.clone(), known)
    })
}

fn scope(campaign: &Campaign, request: &Request) -> Result<Scope, Refusal> {
    let period = match &request.period {
        None => None,
        Some(code) => Some(campaign.directories.periods.find(code.as_bytes()).ok_or_else(|| {
            let known = campaign.periods.iter().map(|period| period.code.as_str().into()).collect();
            Refusal::UnknownPeriod(code.clone(), known)
        })?),
    };
    let stage = match &request.stage {
        None => None,
        Some(code) => Some(campaign.directories.stages.find(code.as_bytes()).ok_or_else(|| {
            let known = campaign.stages.iter().map(|stage| stage.as_str().into()).collect();
            Refusal::UnknownStage(code.clone(), known)
        })?),
    };
    Ok(Scope::new(campaign, period, request.as_of, stage))
}

/// One sheet file being read, a batch at a time.
struct FileReading<'v> {
    tokenizer: Tokenizer<Box<dyn std::io::Read + Send + 'v>>,
    path: &'v str,
    sheet: &'static Sheet,
    file: FileIndex,
    header: Option<Arc<Header>>,
    style: NumberStyle,
    batch: Batch,
    folded: u64,
    is_first: bool,
    has_batch: bool,
}

impl<'v> FileReading<'v> {
    /// Opens a file, reads its labels and lets the checks of labels look at them.
    fn open(
        volume: &'v dyn Volume,
        path: &'v str,
        sheet: &'static Sheet,
        stages: &Table<StageIndex, StageCode>,
        rows: &mut RowMap,
        findings: &mut Findings,
    ) -> anyhow::Result<Self> {
        let reader = volume.open(path).with_context(|| format!("không đọc được `{path}`"))?;
        let mut tokenizer = Tokenizer::new(reader).with_context(|| format!("không đọc được `{path}`"))?;
        let mut batch = Batch::new();
        let has_batch = tokenizer.next_batch(&mut batch).with_context(|| format!("không đọc được `{path}`"))?;
        let opening = tokenizer.opening().to_owned();
        let is_sound = has_batch && batch.record(0).flaws().is_empty();
        let header = has_batch.then(|| shared_header(rows, sheet, Header::read(sheet, stages, batch.record(0))));
        let file = FileIndex(u32::try_from(rows.files.len()).expect("files fit"));
        let style = NumberStyle::of_delimiter(opening.delimiter);
        rows.files.push(SheetFile { path: path.into(), sheet, opening, header: header.clone(), rows: 0 });
        let entry = rows.file(file);
        let opened = Opened { sheet, file, opening: &entry.opening, header: header.as_deref(), is_sound };
        each_look(|_, look| {
            if let Look::Opening(look) = look {
                look(&opened, findings);
            }
        });
        Ok(Self { tokenizer, path, sheet, file, header, style, batch, folded: 0, is_first: true, has_batch })
    }

    /// The next batch, its rows numbered.
    fn next(&mut self, rows: &mut RowMap) -> anyhow::Result<Option<Records<'_>>> {
        if !self.is_first {
            self.has_batch = self.tokenizer.next_batch(&mut self.batch).with_context(|| format!("không đọc được `{}`", self.path))?;
        }
        if !self.has_batch {
            return Ok(None);
        }
        let from = usize::from(std::mem::take(&mut self.is_first));
        let length = self.batch.len();
        let last = length.checked_sub(1).map(|last| self.batch.record(last).line());
        let regular = last.is_some_and(|last| last - self.batch.line() == length as u64 - 1);
        let beginning = Beginning { file: self.file, offset: self.batch.offset(), line: self.batch.line(), folded: self.folded, regular };
        let first = rows.enter(beginning, length);
        if !regular {
            self.folded += self.batch.records().map(|record| folded_lines(record.bytes())).sum::<u64>();
        }
        rows.files[self.file.0 as usize].rows += u32::try_from(length - from).expect("a batch is small");
        let header = self.header.as_deref().expect("a batch has labels before it");
        let delimiter = self.tokenizer.opening().delimiter;
        Ok(Some(Records { sheet: self.sheet, file: self.file, header, batch: &self.batch, first, from, delimiter, style: self.style }))
    }
}

/// The line ends inside a record.
#[expect(clippy::naive_bytecount, reason = "a record is short, and only those over several lines are counted")]
pub fn folded_lines(record: &[u8]) -> u64 {
    record.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Files with the same labels share them.
fn shared_header(rows: &RowMap, sheet: &'static Sheet, header: Header) -> Arc<Header> {
    let same = rows.files.last().filter(|file| std::ptr::eq(file.sheet, sheet)).and_then(|file| file.header.as_ref());
    same.filter(|known| ***known == header).cloned().unwrap_or_else(|| Arc::new(header))
}

fn look_at_records(records: &Records<'_>, findings: &mut Findings) {
    each_look(|_, look| {
        if let Look::Records(look) = look {
            look(records, findings);
        }
    });
}

/// The stations that large sheets stream through.
struct Stream<'a> {
    volume: &'a dyn Volume,
    campaign: &'a Campaign,
    scope: &'a Scope,
    ledger: &'a mut Ledger,
    rows: &'a mut RowMap,
    digest: &'a mut Option<Digest>,
    findings: &'a mut Findings,
    looks_at_every_row: bool,
}

impl Stream<'_> {
    /// Reads a sheet of registrations into the ledger.
    fn registrations(&mut self, path: &str) -> anyhow::Result<()> {
        let campaign = self.campaign;
        let mut reading = FileReading::open(self.volume, path, &registrations::SHEET, &campaign.stages, self.rows, self.findings)?;
        let mut typed = Vec::new();
        while let Some(records) = reading.next(self.rows)? {
            look_at_records(&records, self.findings);
            if let Some(digest) = self.digest {
                digest.records(&records, &campaign.stages);
            }
            registrations::read(campaign, records.header, &records, &mut typed);
            let batch = RegistrationBatch { records: &records, rows: &typed };
            each_look(|_, look| {
                if let Look::Registrations(look) = look {
                    look(&batch, campaign, self.findings);
                }
            });
            self.ledger.enter_registrations(campaign, self.scope, &batch);
        }
        Ok(())
    }

    /// Reads a sheet of results into the ledger.
    fn results(&mut self, path: &str) -> anyhow::Result<()> {
        let campaign = self.campaign;
        let mut reading = FileReading::open(self.volume, path, &results::SHEET, &campaign.stages, self.rows, self.findings)?;
        let header = reading.header.clone();
        let mut typed = header.as_ref().map(|header| results::Reader::new(campaign, header, reading.style));
        while let Some(records) = reading.next(self.rows)? {
            look_at_records(&records, self.findings);
            if let Some(digest) = self.digest {
                digest.records(&records, &campaign.stages);
            }
            let Some(typed) = &mut typed else { continue };
            typed.looks_at_every_row = self.looks_at_every_row;
            typed.read(&records);
            let stages = campaign.stages.len();
            let batch = ResultBatch { records: &records, rows: &typed.rows, points: &typed.points, suspects: &typed.suspects, stages };
            each_look(|_, look| {
                if let Look::Results(look) = look {
                    look(&batch, campaign, self.findings);
                }
            });
            self.ledger.enter_results(campaign, self.scope, &batch);
        }
        Ok(())
    }
}

/// For each block, how many findings of required checks concern its numbers.
fn blocking(campaign: &Campaign, scope: &Scope, findings: &[Finding]) -> Vec<usize> {
    let mut counts = vec![0; campaign.blocks.len()];
    for finding in findings.iter().filter(|finding| finding.check.grade == Grade::Required) {
        for block in blocks_of(campaign, scope, &finding.subject) {
            counts[block.get()] += 1;
        }
    }
    counts
}

/// The blocks whose numbers a subject touches.
fn blocks_of(campaign: &Campaign, scope: &Scope, subject: &Subject) -> Vec<BlockIndex> {
    if let Some(block) = subject.block {
        return vec![block];
    }
    if let Some(unit) = subject.unit {
        return campaign.units[unit].in_stretch(&scope.stretch).and_then(|membership| membership.block).into_iter().collect();
    }
    if subject.nobody {
        return Vec::new();
    }
    let criterion = subject.criterion.map(|criterion| &campaign.criteria[criterion]).filter(|criterion| !criterion.applies_in_doubt);
    let blocks = criterion.and_then(|criterion| criterion.blocks.clone());
    blocks.unwrap_or_else(|| campaign.blocks.enumerate().map(|(index, _)| index).collect())
}

/// The severity of a check in this campaign; none where it is ignored.
pub fn severity(campaign: &Campaign, check: &Check) -> Option<Severity> {
    if check.grade == Grade::Required {
        return Some(Severity::Error);
    }
    let set = campaign.severities.iter().find(|(name, _, _)| **name == *check.name);
    match set.map(|(_, word, _)| *word) {
        None => Some(check.grade.severity()),
        Some(SeverityWord::Error) => Some(Severity::Error),
        Some(SeverityWord::Warning) => Some(Severity::Warning),
        Some(SeverityWord::Ignore) => None,
    }
}

/// Findings with their severity, in order of place; what the campaign ignores is left out.
fn weigh(campaign: &Campaign, rows: &RowMap, strays: &[Box<str>], findings: Findings) -> Vec<(Severity, Finding)> {
    let severities: Vec<Option<Severity>> = checks::CHECKS.iter().map(|check| severity(campaign, check)).collect();
    let severity_of = |check: &'static Check| {
        let index = checks::CHECKS.iter().position(|one| one.name == check.name).expect("findings come from listed checks");
        severities[index]
    };
    let weighed = findings.into_list().into_iter().filter_map(|finding| Some((severity_of(finding.check)?, finding)));
    let mut list: Vec<(Severity, Finding)> = weighed.collect();
    list.sort_by_cached_key(|(_, finding)| (order(rows, strays, finding.place), finding.check.name));
    list
}

/// Where a place comes in the order of findings: the folder, the definition, then sheets by path, row and cell.
fn order(rows: &RowMap, strays: &[Box<str>], place: Place) -> (u8, Box<str>, u64, u32) {
    let path = |file: FileIndex| rows.file(file).path.clone();
    match place {
        Place::Folder => (0, Box::default(), 0, 0),
        Place::Definition(span) => (1, Box::default(), u64::from(span.start), 0),
        Place::File(file) => (2, path(file), 0, 0),
        Place::Stray(stray) => (2, strays[stray as usize].clone(), 0, 0),
        Place::Label(file, cell) => (2, path(file), 1, u32::from(cell)),
        Place::Row(row) => (2, rows.file_of(row).path.clone(), u64::from(row.0) + 1, 0),
        Place::Cell(row, cell) => (2, rows.file_of(row).path.clone(), u64::from(row.0) + 1, u32::from(cell) + 1),
        Place::Byte { file, offset, line } => {
            let row = rows.stretches.iter().rev().find(|stretch| stretch.file == file && stretch.offset <= offset);
            let row = row.map_or(0, |stretch| u64::from(stretch.first.0) + line.saturating_sub(stretch.line));
            (2, path(file), row + 1, 0)
        }
    }
}
