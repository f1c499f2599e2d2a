//! Findings placed: each in the rows of one unit, or kept.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Finding, Lacking, Severity};
use crate::feedback::Kept;
use crate::feedback::owners::{Owners, Unit, is_handed_in};
use crate::feedback::reading::{each_record, sound};
use crate::pipeline::Run;
use crate::sheet::{FileIndex, Header, Place, RowId, Sheet, text_of, trimmed};
use crate::source::{Record, Volume};

/// A finding in the rows of a unit.
pub(super) struct Placed<'a> {
    pub(super) finding: &'a Finding,
    pub(super) severity: Severity,
    /// The file; none of rows that are lacking where the unit has none like them.
    pub(super) file: Option<FileIndex>,
    pub(super) spot: Within,
    /// Whether a line that makes it wrong is another's, or may be.
    pub(super) is_against_others: bool,
}

/// Where in a file.
pub(super) enum Within {
    File,
    Label(usize),
    Row(RowId),
    Cell(RowId, usize),
    Lacking(Lacking),
}

/// What is placed: for each unit, in order of place; and what is kept.
#[derive(Default)]
pub(super) struct Placing<'a> {
    pub(super) of_units: BTreeMap<Unit, Vec<Placed<'a>>>,
    pub(super) kept: Vec<(Kept, &'a Finding)>,
}

/// The rows of the periods asked for.
pub(super) struct Wanted {
    /// Codes of periods that were not asked for.
    others: FxHashSet<Box<str>>,
}

impl Wanted {
    pub(super) fn of(run: &Run) -> Self {
        let (mut wanted, mut others) = (FxHashSet::default(), FxHashSet::default());
        for one in &run.campaigns {
            let periods = &one.campaign.periods;
            for (index, period) in periods.enumerate() {
                let is_asked = one.scope.period.is_none_or(|asked| index == asked || periods[asked].leaves.contains(&index));
                let code: Box<str> = period.code.as_str().into();
                if is_asked {
                    wanted.insert(code)
                } else {
                    others.insert(code)
                };
            }
        }
        // Campaigns of a plan may call periods alike.
        others.retain(|code| !wanted.contains(code));
        Self { others }
    }

    /// Whether a record is of a period that was asked for, or of none that is known.
    pub(super) fn holds(&self, sheet: &Sheet, header: &Header, record: Record<'_>) -> bool {
        let column = sheet.columns.iter().position(|column| column.key == "ky");
        let cell = column.filter(|_| !self.others.is_empty()).and_then(|column| header.cell(column)).map(usize::from);
        cell.filter(|cell| *cell < record.len()).is_none_or(|cell| !self.others.contains(&*text_of(trimmed(&record.cell(cell)))))
    }
}

/// What is known of a row that a finding points at.
#[derive(Clone, Copy)]
struct Row {
    unit: Option<Unit>,
    is_wanted: bool,
}

/// What is to be looked up in a file.
#[derive(Default)]
struct Questions {
    rows: BTreeSet<RowId>,
    bytes: Vec<u64>,
    asks_whose: bool,
}

/// What was found.
#[derive(Default)]
struct Answers {
    rows: FxHashMap<RowId, Row>,
    bytes: FxHashMap<(FileIndex, u64), (RowId, usize)>,
    /// The only unit with rows in a file.
    sole: FxHashMap<FileIndex, Unit>,
}

/// Places what is more than a note: a note tells of nothing to mend.
pub(super) fn place<'a>(volume: &dyn Volume, run: &'a Run, owners: &Owners<'_>, wanted: &Wanted) -> anyhow::Result<Placing<'a>> {
    let findings = || run.findings.iter().filter(|(severity, _)| *severity != Severity::Note);
    let answers = answer(volume, run, owners, wanted, findings().map(|(_, finding)| finding))?;
    let mut placing = Placing::default();
    for (severity, finding) in findings() {
        let campaign = &run.campaigns[finding.campaign];
        let is_asked =
            |period| campaign.scope.period.is_none_or(|asked| period == asked || campaign.campaign.periods[asked].leaves.contains(&period));
        if !finding.subject.period.is_none_or(is_asked) {
            continue;
        }
        match one(run, owners, &answers, finding) {
            Ok(Some((unit, file, spot))) => {
                let lines = [finding.against, finding.also].into_iter().flatten();
                let mut of_rows = lines.filter_map(|place| if let Place::Row(row) | Place::Cell(row, _) = place { Some(row) } else { None });
                let is_against_others = of_rows.any(|row| answers.rows.get(&row).is_none_or(|row| row.unit != Some(unit)));
                let placed = Placed { finding, severity: *severity, file, spot, is_against_others };
                placing.of_units.entry(unit).or_default().push(placed);
            }
            Ok(None) => {}
            Err(kept) => placing.kept.push((kept, finding)),
        }
    }
    Ok(placing)
}

type Found = (Unit, Option<FileIndex>, Within);

/// Whose a finding is, and where; nothing where its row was not asked for.
fn one(run: &Run, owners: &Owners<'_>, answers: &Answers, finding: &Finding) -> Result<Option<Found>, Kept> {
    let file_of = |row: RowId| run.rows.stretch(row).file;
    let campaign = &run.campaigns[finding.campaign].campaign;
    if let Some(lacking) = finding.fault.lacking(campaign) {
        if !is_handed_in(lacking.sheet) {
            return Err(Kept::Office);
        }
        let unit = finding.subject.unit.ok_or(Kept::Nobody)?;
        let beside = if let Place::Row(row) | Place::Cell(row, _) = finding.place { Some(file_of(row)) } else { None };
        let file = beside.filter(|file| run.rows.file(*file).sheet.name == lacking.sheet.name);
        return Ok(Some((owners.unit(finding.campaign, unit), file, Within::Lacking(lacking))));
    }
    let handed_in = |file: FileIndex| if is_handed_in(run.rows.file(file).sheet) { Ok(file) } else { Err(Kept::Office) };
    let of_row = |row: RowId, cell: Option<usize>| {
        let file = handed_in(file_of(row))?;
        // A row that says nothing, or whose record has gone, is nobody's.
        let Row { unit, is_wanted } = *answers.rows.get(&row).ok_or(Kept::Nobody)?;
        let unit = unit.ok_or(Kept::Nobody)?;
        Ok(is_wanted.then(|| (unit, Some(file), cell.map_or(Within::Row(row), |cell| Within::Cell(row, cell)))))
    };
    let of_file = |file: FileIndex, spot: Within| {
        let file = handed_in(file)?;
        answers.sole.get(&file).map(|unit| Some((*unit, Some(file), spot))).ok_or(Kept::Shared)
    };
    match finding.place {
        Place::Folder | Place::Definition(_) | Place::Closing(..) => Err(Kept::Campaign),
        Place::Stray(_) => Err(Kept::Office),
        Place::File(file) => of_file(file, Within::File),
        Place::Label(file, cell) => of_file(file, Within::Label(usize::from(cell))),
        Place::Row(row) => of_row(row, None),
        Place::Cell(row, cell) => of_row(row, Some(usize::from(cell))),
        Place::Byte { file, offset, .. } => match answers.bytes.get(&(file, offset)) {
            Some((row, cell)) => of_row(*row, Some(*cell)),
            None => of_file(file, Within::File),
        },
    }
}

/// Looks up whose the rows are that findings point at.
fn answer<'f>(
    volume: &dyn Volume,
    run: &Run,
    owners: &Owners<'_>,
    wanted: &Wanted,
    findings: impl Iterator<Item = &'f Finding>,
) -> anyhow::Result<Answers> {
    let mut questions: BTreeMap<FileIndex, Questions> = BTreeMap::new();
    for finding in findings {
        for place in [Some(finding.place), finding.against, finding.also].into_iter().flatten() {
            match place {
                Place::Row(row) | Place::Cell(row, _) => {
                    questions.entry(run.rows.stretch(row).file).or_default().rows.insert(row);
                }
                Place::Byte { file, offset, .. } => questions.entry(file).or_default().bytes.push(offset),
                Place::File(file) | Place::Label(file, _) => questions.entry(file).or_default().asks_whose = true,
                Place::Folder | Place::Definition(_) | Place::Closing(..) | Place::Stray(_) => {}
            }
        }
    }
    let mut answers = Answers::default();
    for (file, mut asked) in questions {
        asked.bytes.sort_unstable();
        let known = run.rows.file(file);
        let Some(header) = known.header.as_deref().filter(|_| !known.opening.utf16) else { continue };
        let mut sole: Option<Option<Unit>> = None;
        each_record(volume, &run.rows, file, |row, record| {
            let range = record.range();
            let from = asked.bytes.partition_point(|byte| *byte < range.start);
            let within = asked.bytes[from..].iter().take_while(|byte| **byte < range.end);
            for byte in within.clone() {
                let cell = (0..record.len()).rev().find(|cell| record.span(*cell).start <= *byte).unwrap_or_default();
                answers.bytes.insert((file, *byte), (row, cell));
            }
            if !asked.asks_whose && within.count() == 0 && !asked.rows.contains(&row) {
                return;
            }
            let unit = owners.owner(known.sheet, header, record, sound(known.sheet, header, record));
            sole = Some(sole.map_or(unit, |sole| sole.filter(|sole| Some(*sole) == unit)));
            answers.rows.insert(row, Row { unit, is_wanted: wanted.holds(known.sheet, header, record) });
        })?;
        if let Some(unit) = sole.flatten().filter(|_| asked.asks_whose) {
            answers.sole.insert(file, unit);
        }
    }
    Ok(answers)
}
