//! The pack of a unit: its rows copied, with what is to mend beside them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Lacking, Voice};
use crate::feedback::discretion::{Discretion, Told};
use crate::feedback::owners::{Owners, Unit};
use crate::feedback::placing::{Placed, Wanted, Within};
use crate::feedback::reading::{each_record, sound};
use crate::feedback::{Fault, MarkedColumn, MarkedRow, MarkedSheet, Pack, Spot};
use crate::pipeline::{Run, all_stages};
use crate::sheet::{CodeKind, ColumnRef, FileIndex, Header, Kind, NumberStyle, RowId, Sheet, text_of};
use crate::source::{Record, Volume};
use crate::value::text;

/// Letters of a record that could not be read into cells.
const LONGEST_ORIGINAL: usize = 500;

/// The rows that units have in files, as they stand.
pub(super) type Copies = BTreeMap<(Unit, FileIndex), Vec<(RowId, MarkedRow)>>;

/// Copies the rows of the units that have something to mend in a file.
pub(super) fn copy(
    volume: &dyn Volume,
    run: &Run,
    owners: &Owners<'_>,
    wanted: &Wanted,
    placed: &BTreeMap<Unit, Vec<Placed<'_>>>,
) -> anyhow::Result<Copies> {
    let mut files: BTreeMap<FileIndex, BTreeSet<Unit>> = BTreeMap::new();
    for (unit, placed) in placed {
        for file in placed.iter().filter_map(|placed| placed.file) {
            files.entry(file).or_default().insert(*unit);
        }
    }
    let mut copies = Copies::new();
    for (file, units) in files {
        copies.extend(units.iter().map(|unit| ((*unit, file), Vec::new())));
        let known = run.rows.file(file);
        let Some(header) = known.header.as_deref().filter(|_| !known.opening.utf16) else { continue };
        each_record(volume, &run.rows, file, |row, record| {
            let sound = sound(known.sheet, header, record);
            let owner = owners.owner(known.sheet, header, record, sound);
            let Some(own) = owner.filter(|_| wanted.holds(known.sheet, header, record)).and_then(|owner| copies.get_mut(&(owner, file))) else {
                return;
            };
            own.push((row, copied_row(record, sound, header.cells.len())));
        })?;
    }
    Ok(copies)
}

/// A record as far as its cells can be trusted; the rest stays empty, and the record is kept as it stands.
fn copied_row(record: Record<'_>, sound: usize, columns: usize) -> MarkedRow {
    let cell = |cell: usize| if cell < sound { text_of(&record.cell(cell)).into() } else { Box::default() };
    let whole = || String::from_utf8_lossy(record.bytes()).chars().take(LONGEST_ORIGINAL).collect::<String>().into();
    MarkedRow { cells: (0..columns).map(cell).collect(), original: (sound < columns).then(whole), is_lacking: false }
}

/// A sheet of a pack as it is put together.
struct Draft {
    marked: MarkedSheet,
    /// The keys of its columns.
    keys: Vec<Option<Box<str>>>,
    /// Where each row of the file stands in it.
    rows: BTreeMap<RowId, usize>,
}

/// Puts packs together.
pub(super) struct Packer<'a> {
    pub(super) run: &'a Run,
    pub(super) owners: &'a Owners<'a>,
    pub(super) discretion: Discretion,
    pub(super) voice: Voice,
}

impl<'a> Packer<'a> {
    /// The pack of a unit, of what is placed in its rows.
    pub(super) fn pack<'r>(&self, unit: Unit, placed: Vec<Placed<'r>>, copies: &mut Copies) -> Pack<'r> {
        let files: BTreeSet<FileIndex> = placed.iter().filter_map(|placed| placed.file).collect();
        let mut drafts: Vec<Draft> = Vec::new();
        let mut of_files: BTreeMap<FileIndex, usize> = BTreeMap::new();
        for file in files {
            of_files.insert(file, drafts.len());
            drafts.push(self.of_file(unit, file, copies.remove(&(unit, file)).unwrap_or_default()));
        }
        let mut faults: Vec<Fault<'r>> = Vec::new();
        for placed in placed {
            let sheet = match (&placed.spot, placed.file) {
                (_, Some(file)) => of_files[&file],
                (Within::Lacking(lacking), None) => self.blank(unit, lacking, &mut drafts, of_files.len()),
                (Within::File | Within::Label(_) | Within::Row(_) | Within::Cell(..), None) => unreachable!("what stands stands in a file"),
            };
            let draft = &mut drafts[sheet];
            let (spot, own) = settle(draft, &placed.spot);
            let own: Vec<&str> = own.iter().map(|word| &**word).chain(self.subject(&placed)).collect();
            let told = if placed.is_against_others { Told { title: false, help: false } } else { self.discretion.told(placed.finding, unit, &own) };
            let kind = draft.marked.sheet;
            faults.push(Fault { sheet, spot, severity: placed.severity, kind, finding: placed.finding, told });
        }
        faults.sort_by_key(|fault| (fault.sheet, order(fault.spot)));
        let mut sheets: Vec<MarkedSheet> = drafts.into_iter().map(|draft| draft.marked).collect();
        name(&mut sheets);
        let mut pack = Pack { unit: self.owners.code(unit).into(), name: self.owners.name(unit).into(), sheets, faults };
        pack.entitle(self.voice);
        pack
    }

    /// The codes of what a finding is about.
    fn subject(&self, placed: &Placed<'_>) -> impl Iterator<Item = &'a str> {
        let campaign = &self.run.campaigns[placed.finding.campaign].campaign;
        let subject = &placed.finding.subject;
        let criterion = subject.criterion.map(|criterion| campaign.criteria[criterion].code.as_str());
        criterion.into_iter().chain(subject.period.map(|period| campaign.periods[period].code.as_str()))
    }

    /// The copy of what a unit has in a file.
    fn of_file(&self, unit: Unit, file: FileIndex, rows: Vec<(RowId, MarkedRow)>) -> Draft {
        let file = self.run.rows.file(file);
        let sheet = file.sheet;
        let empty = Header { cells: Vec::new(), labels: Vec::new(), columns: Vec::new(), stages: Vec::new(), faults: Vec::new() };
        let header = file.header.as_deref().unwrap_or(&empty);
        let column = |(reference, label): (&Option<ColumnRef>, &str)| match reference {
            Some(ColumnRef::Column(index)) => {
                let column = &sheet.columns[*index];
                (Some(column.key.into()), MarkedColumn { label: column.label().into(), kind: column.kind })
            }
            Some(ColumnRef::Stage(_)) => (Some(label.into()), MarkedColumn { label: label.into(), kind: Kind::Points }),
            Some(ColumnRef::Counter) | None => (None, MarkedColumn { label: label.into(), kind: Kind::Text }),
        };
        let (keys, columns) = header.cells.iter().zip(header.labels.iter().map(|label| &**label)).map(column).unzip();
        let places = rows.iter().enumerate().map(|(place, (row, _))| (*row, place)).collect();
        let style = NumberStyle::of_delimiter(file.opening.delimiter);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        Draft { marked: self.sheet(unit, sheet, columns, style, rows), keys, rows: places }
    }

    /// The sheet for rows that a unit lacks and has none like: one for each period.
    fn blank(&self, unit: Unit, lacking: &Lacking, drafts: &mut Vec<Draft>, of_files: usize) -> usize {
        let sheet = lacking.sheet;
        let period = |cells: &[(&'static str, Box<str>)]| cells.iter().find(|(key, _)| *key == "ky").map(|(_, code)| code.clone());
        let wanted = lacking.rows.first().and_then(|cells| period(cells));
        let is_it = |draft: &Draft| {
            let place = draft.keys.iter().position(|key| key.as_deref() == Some("ky"));
            let has = draft.marked.rows.first().zip(place).map(|(row, place)| row.cells[place].clone());
            draft.marked.sheet.name == sheet.name && has == wanted
        };
        if let Some(found) = drafts[of_files..].iter().position(is_it) {
            return of_files + found;
        }
        let is_several = self.run.campaigns.len() > 1;
        let stages = all_stages(self.run.campaigns.iter().map(|one| &one.campaign));
        let (mut keys, mut columns) = (Vec::new(), Vec::new());
        for column in sheet.columns {
            if !is_several && matches!(column.kind, Kind::Code(CodeKind::Campaign)) {
                continue;
            }
            keys.push(Some(column.key.into()));
            columns.push(MarkedColumn { label: column.label().into(), kind: column.kind });
            if sheet.stages_after == Some(column.key) {
                for stage in &stages {
                    let label: Box<str> = format!("diem_{stage}").into();
                    keys.push(Some(label.clone()));
                    columns.push(MarkedColumn { label, kind: Kind::Points });
                }
            }
        }
        drafts.push(Draft { marked: self.sheet(unit, sheet, columns, NumberStyle::Point, Vec::new()), keys, rows: BTreeMap::new() });
        drafts.len() - 1
    }

    fn sheet(&self, unit: Unit, sheet: &'static Sheet, columns: Vec<MarkedColumn>, style: NumberStyle, rows: Vec<MarkedRow>) -> MarkedSheet {
        let titles = vec![sheet.title.to_uppercase(), self.run.name().to_owned(), format!("Đơn vị: {}", self.owners.name(unit))];
        MarkedSheet { sheet, name: sheet.name.into(), titles, columns, style, rows }
    }
}

/// Where something stands in a copy, and what the unit itself has written there; rows that are lacking are added.
fn settle(draft: &mut Draft, within: &Within) -> (Spot, Vec<Box<str>>) {
    let cells = |draft: &Draft, row: usize| draft.marked.rows[row].cells.to_vec();
    let labels = |draft: &Draft| draft.marked.columns.iter().map(|column| column.label.clone()).collect();
    match within {
        Within::Label(column) if *column < draft.marked.columns.len() => (Spot::Label(*column), labels(draft)),
        Within::File | Within::Label(_) => (Spot::Sheet, labels(draft)),
        Within::Row(row) => {
            let row = draft.rows[row];
            (Spot::Row(row), cells(draft, row))
        }
        Within::Cell(row, column) => {
            let row = draft.rows[row];
            let is_sound = draft.marked.rows[row].original.is_none();
            (if is_sound { Spot::Cell(row, *column) } else { Spot::Row(row) }, cells(draft, row))
        }
        Within::Lacking(lacking) => {
            let rows: Vec<usize> = lacking.rows.iter().map(|known| lacking_row(draft, known)).collect();
            let own = lacking.rows.iter().flatten().map(|(_, text)| text.clone()).collect();
            let spot = match rows.as_slice() {
                [row] => Spot::Lacking(*row),
                _ => Spot::Sheet,
            };
            (spot, own)
        }
    }
}

/// The row that is lacking: one that stands there and could not be read, or one that is added.
fn lacking_row(draft: &mut Draft, known: &[(&'static str, Box<str>)]) -> usize {
    let cell = |key: &Option<Box<str>>| {
        let own = known.iter().find(|(known, _)| key.as_deref() == Some(*known));
        own.map_or_else(Box::default, |(_, text)| text.clone())
    };
    let cells: Box<[Box<str>]> = draft.keys.iter().map(cell).collect();
    let is_it = |row: &MarkedRow| row.original.is_some() && row.cells.iter().zip(&cells).all(|(there, known)| known.is_empty() || there == known);
    draft.marked.rows.iter().position(is_it).unwrap_or_else(|| {
        draft.marked.rows.push(MarkedRow { cells, original: None, is_lacking: true });
        draft.marked.rows.len() - 1
    })
}

/// What stands over the table first, then the labels, then row by row.
fn order(spot: Spot) -> (u8, usize, usize) {
    match spot {
        Spot::Sheet => (0, 0, 0),
        Spot::Label(column) => (1, 0, column),
        Spot::Row(row) | Spot::Lacking(row) => (2, row, 0),
        Spot::Cell(row, column) => (2, row, column + 1),
    }
}

/// Names the copies: by their sheet, and the period where all rows are of one; no two alike.
fn name(sheets: &mut [MarkedSheet]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for sheet in sheets {
        let column = sheet.columns.iter().position(|column| matches!(column.kind, Kind::Code(CodeKind::Period)));
        let mut periods = sheet.rows.iter().filter_map(|row| row.cells.get(column?)).collect::<BTreeSet<_>>().into_iter();
        let period = periods.next().filter(|period| !period.is_empty() && periods.next().is_none());
        let name = period.map_or_else(|| sheet.sheet.name.to_owned(), |period| format!("{}-{}", sheet.sheet.name, text::as_file_name(period)));
        let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        sheet.name = free.expect("some number is free").into();
    }
}
