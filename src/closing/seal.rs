//! What a period is counted from, read again record by record: digests by sheet and unit, and rows where they are asked for.
//!
//! The digest of a sheet and a unit is the SHA-256 of the SHA-256 of its records ([`crate::digest`] has their canonical form) one behind
//! the other in rising order: neither line ends nor the order of rows and columns nor how rows are split over files changes it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::Context as _;

use crate::closing::owner::owner;
use crate::closing::{Data, Target};
use crate::digest::{RecordHash, hex_of};
use crate::directory::Naming;
use crate::directory::naming::Memo;
use crate::sheet::{self, ColumnRef, Header, Sheet};
use crate::source::{Batch, Record, Tokenizer, Volume};
use crate::value::{StageCode, StageIndex, Table};

/// What the sheets of a folder are read by.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The folder.
    pub volume: &'a dyn Volume,
    /// Every sheet there is.
    pub sheets: &'a [&'static Sheet],
    /// The stages of all campaigns.
    pub stages: &'a Table<StageIndex, StageCode>,
    /// Whose rows are.
    pub naming: &'a Naming,
}

/// A row, as it was or is.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its sheet.
    pub sheet: &'static Sheet,
    /// Its unit.
    pub unit: Box<str>,
    /// The digest of its record.
    pub hash: [u8; 32],
    /// Its file.
    pub file: Box<str>,
    /// Which record of the file it is; the labels are 0.
    pub ordinal: u32,
    /// The line it begins on.
    pub line: u64,
    /// Its cells that are not empty: key, value, cell.
    pub cells: Vec<(Box<str>, Box<str>, u16)>,
}

/// A record that belongs to a target.
struct Taken<'r> {
    target: usize,
    sheet: &'static Sheet,
    unit: Box<str>,
    hash: [u8; 32],
    file: &'r str,
    ordinal: u32,
    record: Record<'r>,
    header: &'r Header,
    blank: Option<usize>,
}

/// Digests of records by sheet and unit.
type Hashes = BTreeMap<(Box<str>, Box<str>), Vec<[u8; 32]>>;

/// The digests of several periods, each in its turn.
///
/// # Errors
/// Where a file cannot be read.
pub fn data(reading: Reading<'_>, targets: &[Target<'_>]) -> anyhow::Result<Vec<Data>> {
    let mut hashes: Vec<Hashes> = vec![Hashes::new(); targets.len()];
    each(reading, targets, &mut |taken| hashes[taken.target].entry((taken.sheet.name.into(), taken.unit)).or_default().push(taken.hash))?;
    let finish = |hashes: Hashes| {
        let mut data = Data::new();
        for ((sheet, unit), mut records) in hashes {
            records.sort_unstable();
            data.entry(sheet).or_default().insert(unit, hex_of(&records.concat()).into());
        }
        data
    };
    Ok(hashes.into_iter().map(finish).collect())
}

/// The rows of a period that are asked for, by sheet and unit.
///
/// # Errors
/// Where a file cannot be read.
pub fn rows(reading: Reading<'_>, target: &Target<'_>, is_wanted: &dyn Fn(&str, &str) -> bool) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    each(reading, std::slice::from_ref(target), &mut |taken| {
        let Taken { sheet, unit, hash, file, ordinal, record, header, blank, .. } = taken;
        if is_wanted(sheet.name, &unit) {
            let cells = cells_of(sheet, reading.stages, header, record, blank);
            rows.push(Row { sheet, unit, hash, file: file.into(), ordinal, line: record.line(), cells });
        }
    })?;
    Ok(rows)
}

fn cells_of(
    sheet: &Sheet,
    stages: &Table<StageIndex, StageCode>,
    header: &Header,
    record: Record<'_>,
    blank: Option<usize>,
) -> Vec<(Box<str>, Box<str>, u16)> {
    let key = |cell: usize| -> Option<Cow<'_, str>> {
        Some(match header.cells.get(cell).copied().flatten() {
            Some(ColumnRef::Column(column)) if Some(column) == blank => return None,
            Some(ColumnRef::Column(column)) => sheet.columns[column].key.into(),
            Some(ColumnRef::Stage(stage)) => format!("diem_{}", stages[stage]).into(),
            Some(ColumnRef::Counter) => return None,
            None => Cow::Borrowed(header.labels.get(cell).map_or("", |label| label)),
        })
    };
    let cell = |cell: usize| {
        let bytes = record.cell(cell);
        let value = sheet::text_of(sheet::trimmed(&bytes));
        (!value.is_empty()).then(|| Some((key(cell)?.into(), value.into(), u16::try_from(cell).ok()?))).flatten()
    };
    (0..record.len()).filter_map(cell).collect()
}

/// Goes over every record that belongs to one of the targets.
fn each(reading: Reading<'_>, targets: &[Target<'_>], take: &mut dyn FnMut(Taken<'_>)) -> anyhow::Result<()> {
    for sheet in reading.sheets {
        if !targets.iter().any(|target| target.asks_for(sheet)) {
            continue;
        }
        for path in reading.volume.files().iter().filter(|file| sheet.holds(file)) {
            of_file(reading, targets, (sheet, path), take).with_context(|| format!("không đọc được `{path}`"))?;
        }
    }
    Ok(())
}

fn of_file(
    reading: Reading<'_>,
    targets: &[Target<'_>],
    (sheet, path): (&'static Sheet, &str),
    take: &mut dyn FnMut(Taken<'_>),
) -> anyhow::Result<()> {
    let mut tokenizer = Tokenizer::new(reading.volume.open(path)?)?;
    let (mut batch, mut memo, mut whose) = (Batch::default(), Memo::default(), Vec::new());
    let mut labels: Option<(Header, RecordHash)> = None;
    let mut ordinal = 0;
    while tokenizer.next_batch(&mut batch)? {
        let is_first = labels.is_none();
        let (header, hash) = labels.get_or_insert_with(|| {
            let header = Header::read(sheet, reading.stages, batch.record(0));
            let hash = RecordHash::new(sheet, &header, reading.stages);
            (header, hash)
        });
        let asks = reading.naming.asks(sheet, sheet.campaign_column().is_some_and(|column| header.cell(column).is_some()));
        if asks {
            reading.naming.read(sheet, header, &batch, &mut memo, &mut whose);
        }
        for (position, record) in batch.records().enumerate() {
            let number = ordinal;
            ordinal += 1;
            if (is_first && position == 0) || record.is_blank() {
                continue;
            }
            let text = |column: usize| -> String {
                let cell = header.cell(column).map(usize::from).filter(|cell| *cell < record.len());
                cell.map(|cell| sheet::text_of(sheet::trimmed(&record.cell(cell))).into_owned()).unwrap_or_default()
            };
            for (index, target) in targets.iter().enumerate() {
                // A row that does not say whose it is may be anybody's.
                let is_its = !asks || whose[position].is_of(target.index) || whose[position].is_unplaced();
                if !is_its || !target.asks_for(sheet) || !target.takes(sheet, &text) {
                    continue;
                }
                let blank = target.blank(sheet, &text);
                let hash = hash.of(record, blank.and_then(|column| header.cell(column)).map(usize::from));
                let unit = owner(target.campaign, sheet, text);
                take(Taken { target: index, sheet, unit, hash, file: path, ordinal: number, record, header, blank });
            }
        }
    }
    Ok(())
}
