//! What rows of sheets say, whatever their file, its order of rows and columns, its quotes and line ends: the key that names a row
//! and its filled cells, by the names of their columns.
//!
//! By these two states of a folder are held against one another; what counts as the same is what the [digest](crate::digest) has.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use crate::draft::SMALL_SHEETS;
use crate::registrations;
use crate::results;
use crate::sheet::{self, CodeKind, ColumnRef, Header, Kind, Sheet};
use crate::source::{Batch, Record, Tokenizer};
use crate::value::{StageCode, StageIndex, Table};

/// Every sheet that is read, small ones first.
pub fn sheets() -> impl Iterator<Item = &'static Sheet> {
    SMALL_SHEETS.iter().copied().chain([&registrations::SHEET, &results::SHEET])
}

/// The sheet a path of the folder is.
pub fn sheet_at(file: &str) -> Option<&'static Sheet> {
    sheets().find(|sheet| sheet.holds(file))
}

/// What names a row once, where its sheet holds no double.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Key {
    /// The sheet's name.
    pub sheet: &'static str,
    /// The cells of the sheet's key, in its order.
    pub cells: Box<[Box<str>]>,
}

/// The filled cells of a row, each under its column's name: the sheet's columns in order, then stages and labels nobody knows.
pub type Cells = Vec<(Arc<str>, Box<str>)>;

/// What a row says, and where.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Its sheet.
    pub sheet: &'static Sheet,
    /// What it says.
    pub cells: Cells,
    /// Its file.
    pub file: Arc<str>,
    /// Its place among the records of the file, from 0 for the labels.
    pub record: u32,
    /// Its physical line, from 1.
    pub line: u64,
}

/// The text under a column's name; empty where there is none.
pub fn text<'c>(cells: &'c [(Arc<str>, Box<str>)], name: &str) -> &'c str {
    cells.iter().find(|(known, _)| **known == *name).map_or("", |(_, text)| text)
}

impl Stated {
    /// What names it.
    pub fn key(&self) -> Key {
        Key { sheet: self.sheet.name, cells: self.sheet.key.iter().map(|name| self.text(name).into()).collect() }
    }

    /// The text under a column's name; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        text(&self.cells, name)
    }

    /// The codes of units it names.
    pub fn units(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = Vec::new();
        for column in self.sheet.columns {
            match column.kind {
                Kind::Code(CodeKind::Unit) => codes.push(self.text(column.key)),
                Kind::Code(CodeKind::Units) => codes.extend(self.text(column.key).split(';').map(str::trim)),
                _ => {}
            }
        }
        // By this a unit is declared, and a collective is named where people stand in the same column.
        codes.push(self.text("ma"));
        codes.retain(|code| !code.is_empty());
        codes
    }
}

/// The rows of a file, in order; blank ones and labels are none.
///
/// # Errors
/// Where the bytes cannot be had; broken records are told as they stand.
pub fn read(sheet: &'static Sheet, file: &str, bytes: impl Read, stages: &Table<StageIndex, StageCode>) -> io::Result<Vec<Stated>> {
    read_some(sheet, file, bytes, stages, 0..u32::MAX)
}

/// The same, of the records that are wanted, by number.
///
/// # Errors
/// As there.
pub fn read_some(
    sheet: &'static Sheet,
    file: &str,
    bytes: impl Read,
    stages: &Table<StageIndex, StageCode>,
    wanted: Range<u32>,
) -> io::Result<Vec<Stated>> {
    let file: Arc<str> = file.into();
    let mut tokenizer = Tokenizer::new(bytes)?;
    let mut batch = Batch::new();
    let (mut rows, mut names, mut before) = (Vec::new(), None, 0);
    while tokenizer.next_batch(&mut batch)? {
        for position in 0..batch.len() {
            let record = batch.record(position);
            let Some(names) = &names else {
                names = Some(names_of(sheet, stages, record));
                continue;
            };
            let number = before + u32::try_from(position).expect("a batch is small");
            if wanted.contains(&number) && !record.is_blank() {
                rows.push(Stated { sheet, cells: cells(names, record), file: Arc::clone(&file), record: number, line: record.line() });
            }
        }
        before += u32::try_from(batch.len()).expect("a batch is small");
    }
    Ok(rows)
}

/// The records of two states of a file, by number, but for those at its beginning and its end that stand alike under the same labels.
///
/// # Errors
/// Where the bytes cannot be had.
pub fn differing(before: &[u8], after: &[u8]) -> io::Result<[Range<u32>; 2]> {
    let (one, other) = (records(before)?, records(after)?);
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let alike = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    if alike == 0 {
        return Ok([0..count(one.len()), 0..count(other.len())]);
    }
    let most = one.len().min(other.len()) - alike;
    let behind = one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    Ok([one.len(), other.len()].map(|length| count(alike)..count(length - behind)))
}

/// The bytes of every record.
fn records(bytes: &[u8]) -> io::Result<Vec<&[u8]>> {
    let mut tokenizer = Tokenizer::new(bytes)?;
    let mut batch = Batch::new();
    let mut records = Vec::new();
    while tokenizer.next_batch(&mut batch)? {
        let ranges = (0..batch.len()).map(|position| batch.record(position).range());
        let offset = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
        records.extend(ranges.map(|range| &bytes[offset(range.start)..offset(range.end)]));
    }
    Ok(records)
}

/// The cells of a file that count, and their names, in the order of what is said.
fn names_of(sheet: &'static Sheet, stages: &Table<StageIndex, StageCode>, labels: Record<'_>) -> Vec<(usize, Arc<str>)> {
    let header = Header::read(sheet, stages, labels);
    let known = |(cell, reference): (usize, &Option<ColumnRef>)| match reference {
        Some(ColumnRef::Column(column)) => Some((*column, cell, Arc::from(sheet.columns[*column].key))),
        Some(ColumnRef::Stage(stage)) => Some((usize::MAX, cell, format!("diem_{}", stages[*stage]).into())),
        Some(ColumnRef::Counter) => None,
        None => Some((usize::MAX, cell, Arc::from(&*header.labels[cell]))),
    };
    let mut names: Vec<(usize, usize, Arc<str>)> = header.cells.iter().enumerate().filter_map(known).collect();
    names.sort_by(|one, other| (one.0, &one.2).cmp(&(other.0, &other.2)));
    names.into_iter().map(|(_, cell, name)| (cell, name)).collect()
}

fn cells(names: &[(usize, Arc<str>)], record: Record<'_>) -> Cells {
    let filled = |(cell, name): &(usize, Arc<str>)| {
        let bytes = (*cell < record.len()).then(|| record.cell(*cell))?;
        let text = sheet::text_of(sheet::trimmed(&bytes)).replace("\r\n", "\n");
        (!text.is_empty()).then(|| (Arc::clone(name), text.into_boxed_str()))
    };
    names.iter().filter_map(filled).collect()
}

/// What becomes of a row between two states.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What names it.
    pub key: Key,
    /// As it was; none where it is new.
    pub before: Option<Stated>,
    /// As it is; none where it is gone.
    pub after: Option<Stated>,
}

impl Difference {
    /// The row as it is, or was.
    pub fn row(&self) -> &Stated {
        self.after.as_ref().or(self.before.as_ref()).expect("a difference has a row")
    }

    /// The cells that differ: the name, what was there, what is.
    pub fn cells<'a>(&'a self) -> Vec<(&'a str, &'a str, &'a str)> {
        let cells = |row: &'a Option<Stated>| row.as_ref().map_or(&[][..], |row| row.cells.as_slice());
        let (before, after) = (cells(&self.before), cells(&self.after));
        let gone = before.iter().filter(|(name, _)| after.iter().all(|(known, _)| known != name));
        let names = after.iter().chain(gone).map(|(name, _)| &**name);
        names.map(|name| (name, text(before, name), text(after, name))).filter(|(_, before, after)| before != after).collect()
    }
}

/// What differs between the rows of two states: rows that say the same are taken off, however often they stand and wherever; of what is
/// left, rows of one key are the same row, said otherwise. In the order of keys.
pub fn differences(before: Vec<Stated>, after: Vec<Stated>) -> Vec<Difference> {
    let mut groups: BTreeMap<Key, (Vec<Stated>, Vec<Stated>)> = BTreeMap::new();
    for row in before {
        groups.entry(row.key()).or_default().0.push(row);
    }
    for row in after {
        let (before, after) = groups.entry(row.key()).or_default();
        match before.iter().position(|one| one.cells == row.cells) {
            Some(position) => drop(before.remove(position)),
            None => after.push(row),
        }
    }
    let mut differences = Vec::new();
    for (key, (before, after)) in groups {
        let (mut before, mut after) = (before.into_iter(), after.into_iter());
        loop {
            let (before, after) = (before.next(), after.next());
            if before.is_none() && after.is_none() {
                break;
            }
            differences.push(Difference { key: key.clone(), before, after });
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::{Stated, differences, differing, read, sheet_at};
    use crate::value::Table;

    fn rows(file: &str, text: &str) -> Vec<Stated> {
        read(sheet_at(file).expect("a sheet"), file, text.as_bytes(), &Table::default()).expect("bytes can be read")
    }

    #[test]
    fn a_row_is_the_same_in_another_file_order_and_dress() {
        let one = rows("ket-qua/a.csv", "don_vi,tieu_chi,ky,thuc_hien,lạ\nP1,A1,Q1,8,x\nP2,A1,Q1,7,\n");
        let mut other = rows("ket-qua/b.csv", "lạ;Thực hiện;STT;Kỳ;Tiêu chí;Đơn vị\r\n;7;1;Q1;A1;\" P2 \"\r\n");
        other.extend(rows("ket-qua/c.csv", "don_vi,tieu_chi,ky,lạ,thuc_hien\n\nP1,A1,Q1,x,8\n"));
        assert!(differences(one, other).is_empty());
    }

    #[test]
    fn rows_of_one_key_are_one_row_said_otherwise_and_the_others_come_and_go() {
        let one = rows("ket-qua/a.csv", "don_vi,tieu_chi,ky,thuc_hien,ghi_chu\nP1,A1,Q1,8,a\nP2,A1,Q1,7,\n");
        let other = rows("ket-qua/b.csv", "don_vi,tieu_chi,ky,thuc_hien,chi_tieu\nP1,A1,Q1,9,10\nP3,A1,Q1,7,\n");
        let found = differences(one, other);
        let told: Vec<_> = found.iter().map(|one| (&*one.key.cells[1], one.cells())).collect();
        let gone = vec![("don_vi", "P2", ""), ("tieu_chi", "A1", ""), ("ky", "Q1", ""), ("thuc_hien", "7", "")];
        let come = vec![("don_vi", "", "P3"), ("tieu_chi", "", "A1"), ("ky", "", "Q1"), ("thuc_hien", "", "7")];
        assert_eq!(told, [("P1", vec![("chi_tieu", "", "10"), ("thuc_hien", "8", "9"), ("ghi_chu", "a", "")]), ("P2", gone), ("P3", come)]);
    }

    #[test]
    fn records_alike_at_both_ends_are_left_out() {
        let text = |rows: &str| format!("don_vi,ghi_chu\n{rows}");
        let ranges = |one: &str, other: &str| differing(text(one).as_bytes(), text(other).as_bytes()).expect("bytes can be read");
        assert_eq!(ranges("a,1\nb,1\nc,1\n", "a,1\nb,2\nx,1\nc,1\n"), [2..3, 2..4]);
        assert_eq!(ranges("a,1\n", "a,1\na,1\n"), [2..2, 2..3]);
        // A line end within a cell ends no record.
        assert_eq!(ranges("a,\"1\nb,1\"\n", "a,\"2\nb,1\"\n"), [1..2, 1..2]);
        // Under other labels nothing is alike.
        assert_eq!(differing(b"a,b\n1,2\n", b"b,a\n1,2\n").expect("bytes can be read"), [0..2, 0..2]);
    }

    #[test]
    fn a_row_that_stands_twice_is_two_rows() {
        let once = "don_vi,tieu_chi,ky,thuc_hien\nP1,A1,Q1,8\n";
        let twice = format!("{once}P1,A1,Q1,8\n");
        let found = differences(rows("ket-qua/a.csv", once), rows("ket-qua/a.csv", &twice));
        assert!(found.len() == 1 && found[0].before.is_none() && found[0].row().line == 3 && found[0].row().record == 2);
    }
}
