//! The files of a folder that rows go to, as they stand and as they are to become.
//!
//! A row that stands there already – by the key of its sheet – takes what the new one says; an empty cell takes nothing away.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::intake::labels::Layout;
use crate::intake::row::Cells;
use crate::sheet::{ColumnRef, Header, Home, text_of, trimmed};
use crate::source::{Batch, Tokenizer, Volume};
use crate::value::{StageCode, StageIndex, Table, text};

/// The files rows go to.
pub struct Targets<'a> {
    volume: &'a dyn Volume,
    stages: Table<StageIndex, StageCode>,
    files: BTreeMap<String, Target>,
}

/// One file.
struct Target {
    keys: Vec<Box<str>>,
    /// Columns that must be there, though no row fills them.
    needed: Vec<usize>,
    before: Option<Vec<u8>>,
    rows: Vec<Cells>,
    index: FxHashMap<String, usize>,
    is_changed: bool,
}

/// What became of rows.
#[derive(Debug, Default)]
pub struct Entered {
    /// How many stand there.
    pub written: usize,
    /// Those that may not: each with its number and why.
    pub refused: Vec<(u32, String)>,
    /// What is to be said.
    pub said: Vec<String>,
}

/// Rows that stand in files they do not go to, by their key: the file, the line, the cells.
pub(super) type Elsewhere = FxHashMap<String, (String, u64, Cells)>;

/// A file that is to be written.
#[derive(Debug)]
pub struct Change<'t> {
    /// Its path in the folder.
    pub path: &'t str,
    /// Its bytes as it stands; none where there is none.
    pub before: Option<&'t [u8]>,
    /// Its bytes as it is to be.
    pub after: Vec<u8>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(volume: &'a dyn Volume, stages: Table<StageIndex, StageCode>) -> Self {
        Self { volume, stages, files: BTreeMap::new() }
    }

    /// The files that are to be written, by path.
    pub fn changes(&self) -> Vec<Change<'_>> {
        let changed = self.files.iter().filter(|(_, target)| target.is_changed);
        changed.map(|(path, target)| Change { path, before: target.before.as_deref(), after: target.bytes() }).collect()
    }

    /// Opens every file some rows go to, and finds what stands of them elsewhere.
    ///
    /// # Errors
    /// Where a file cannot be read, or has to be put right first.
    pub(super) fn open(&mut self, layout: &Layout, rows: &[(u32, Cells)]) -> anyhow::Result<Elsewhere> {
        for (_, cells) in rows {
            self.target(layout, &path(layout, cells))?;
        }
        self.elsewhere(layout, rows)
    }

    /// Enters rows whose files are open; `carried` are the columns they speak of.
    pub(super) fn enter(&mut self, layout: &Layout, carried: &[usize], rows: Vec<(u32, Cells)>, elsewhere: &Elsewhere) -> Entered {
        let mut entered = Entered::default();
        let key_of = key_of(layout);
        let mut first: FxHashMap<String, usize> = FxHashMap::default();
        let mut clashing: Vec<Option<u32>> = vec![None; rows.len()];
        for (index, (number, cells)) in rows.iter().enumerate() {
            if let Some(other) = first.insert(key_of(cells), index) {
                let other_number = rows[other].0;
                clashing[index] = Some(other_number);
                if rows[other].1 != *cells {
                    clashing[other] = clashing[other].or(Some(*number));
                }
            }
        }
        let (mut silent, mut silent_first) = (0_usize, None);
        let mut others: BTreeMap<String, usize> = BTreeMap::new();
        let (mut replaced, mut replaced_first) = (0_usize, None);
        for (index, (number, cells)) in rows.into_iter().enumerate() {
            if let Some(other) = clashing[index] {
                entered.refused.push((number, format!("trùng với dòng {other}: mỗi ({}) một dòng", layout.sheet.key.join(", "))));
                continue;
            }
            let mut path = path(layout, &cells);
            if let Some((file, line, there)) = elsewhere.get(&key_of(&cells)).filter(|(file, ..)| *file != path) {
                if carried.iter().all(|place| cells[*place].is_empty() || cells[*place] == there[*place]) {
                    entered.written += 1;
                    continue;
                }
                // Where a row stands is where it is mended; a file that cannot be read whole is not written over.
                if let Err(error) = self.target(layout, file) {
                    entered.refused.push((number, format!("đã có ở `{file}` dòng {line}: {error:#}")));
                    continue;
                }
                path.clone_from(file);
                *others.entry(file.clone()).or_default() += 1;
            }
            let target = self.files.get_mut(&path).expect("it is open");
            if let Some(known) = target.index.get(&key_of(&cells)) {
                let row = &mut target.rows[*known];
                for place in carried {
                    if row[*place] == cells[*place] {
                        continue;
                    }
                    if cells[*place].is_empty() {
                        silent += 1;
                        silent_first.get_or_insert_with(|| format!("dòng {number}, `{}` vẫn là `{}`", layout.keys[*place], row[*place]));
                    } else {
                        if !row[*place].is_empty() {
                            replaced += 1;
                            let told = || format!("dòng {number}, `{}` là `{}`, trước là `{}`", layout.keys[*place], cells[*place], row[*place]);
                            replaced_first.get_or_insert_with(told);
                        }
                        row[*place] = cells[*place].clone();
                        target.is_changed = true;
                    }
                }
            } else {
                target.index.insert(key_of(&cells), target.rows.len());
                target.rows.push(cells);
                target.is_changed = true;
            }
            entered.written += 1;
        }
        entered.said.extend(others.iter().map(|(file, rows)| format!("{rows} dòng đã có ở `{file}`: ghi ở đó")));
        if let Some(first) = silent_first {
            entered.said.push(format!("{silent} ô trống không xóa giá trị đã có: {first}"));
        }
        if let Some(first) = replaced_first {
            entered.said.push(format!("{replaced} ô thay giá trị đã có: {first}"));
        }
        entered
    }

    fn target(&mut self, layout: &Layout, path: &str) -> anyhow::Result<()> {
        if !self.files.contains_key(path) {
            let is_there = self.volume.files().binary_search_by(|known| known.as_str().cmp(path)).is_ok();
            let before = if is_there { Some(self.volume.read(path).with_context(|| format!("không đọc được `{path}`"))?) } else { None };
            let mut rows = Vec::new();
            if let Some(bytes) = &before {
                records(bytes, path, layout, &self.stages, &mut |_, cells| rows.push(cells))?;
            }
            let key_of = key_of(layout);
            let index = rows.iter().enumerate().map(|(index, cells)| (key_of(cells), index)).collect();
            let columns = layout.sheet.columns.iter().enumerate();
            let needed = columns.filter(|(_, column)| column.presence.needs_column()).map(|(index, _)| layout.column(index)).collect();
            self.files.insert(path.to_owned(), Target { keys: layout.keys.clone(), needed, before, rows, index, is_changed: false });
        }
        Ok(())
    }

    /// Where rows of these keys stand already, in whichever file.
    fn elsewhere(&self, layout: &Layout, rows: &[(u32, Cells)]) -> anyhow::Result<Elsewhere> {
        let mut found = FxHashMap::default();
        if matches!(layout.sheet.home, Home::File(_)) {
            return Ok(found);
        }
        let key_of = key_of(layout);
        let wanted: FxHashSet<String> = rows.iter().map(|(_, cells)| key_of(cells)).collect();
        let own: FxHashSet<String> = rows.iter().map(|(_, cells)| path(layout, cells)).collect();
        for file in self.volume.files().iter().filter(|file| layout.sheet.holds(file) && !own.contains(*file)) {
            let bytes = self.volume.read(file).with_context(|| format!("không đọc được `{file}`"))?;
            records(&bytes, file, layout, &self.stages, &mut |line, cells| {
                let key = key_of(&cells);
                if wanted.contains(&key) {
                    found.insert(key, (file.clone(), line, cells));
                }
            })?;
        }
        Ok(found)
    }
}

impl Target {
    /// As a sheet: the columns that are filled somewhere or must be there, in canonical order.
    fn bytes(&self) -> Vec<u8> {
        let stands = |place: &usize| self.needed.contains(place) || self.rows.iter().any(|row| !row[*place].is_empty());
        let filled: Vec<usize> = (0..self.keys.len()).filter(stands).collect();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        writer.write_record(filled.iter().map(|place| &*self.keys[*place])).expect("memory takes every record");
        for row in &self.rows {
            writer.write_record(filled.iter().map(|place| &*row[*place])).expect("every row is as long as the labels");
        }
        writer.into_inner().expect("memory takes every record")
    }
}

/// What tells rows of a sheet apart.
fn key_of(layout: &Layout) -> impl Fn(&Cells) -> String + use<> {
    let places: Vec<usize> = layout.sheet.key.iter().filter_map(|key| layout.find(key)).collect();
    move |cells| places.iter().map(|place| &*cells[*place]).collect::<Vec<_>>().join("\u{1F}")
}

/// The file a row goes to.
fn path(layout: &Layout, cells: &Cells) -> String {
    let folder = match layout.sheet.home {
        Home::File(file) => return file.to_owned(),
        Home::Folder(folder) => folder,
    };
    let part = |key: &str| layout.find(key).map(|place| text::as_file_name(&cells[place])).filter(|name| !name.is_empty());
    let unit = part("don_vi").unwrap_or_else(|| "chung".to_owned());
    match (layout.sheet.stages_after.is_some(), part("ky")) {
        (true, Some(period)) => format!("{folder}/{period}/{unit}.csv"),
        _ => format!("{folder}/{unit}.csv"),
    }
}

/// The rows of a file as it stands, column by column as the layout has them.
fn records(bytes: &[u8], path: &str, layout: &Layout, stages: &Table<StageIndex, StageCode>, take: &mut dyn FnMut(u64, Cells)) -> anyhow::Result<()> {
    let first = || format!("`{path}` còn chỗ phải sửa trước khi ghi thêm: chạy `thidua check --only {path}`");
    let mut tokenizer = Tokenizer::new(bytes).with_context(|| format!("không đọc được `{path}`"))?;
    if tokenizer.opening().delimiter != b',' || tokenizer.opening().utf16 {
        bail!("`{path}` không ngăn cột bằng dấu phẩy: chạy `thidua check --fix` trước khi ghi thêm");
    }
    let mut places: Option<Vec<usize>> = None;
    let mut batch = Batch::new();
    while tokenizer.next_batch(&mut batch).with_context(|| format!("không đọc được `{path}`"))? {
        for record in batch.records().filter(|record| !record.is_blank()) {
            let Some(places) = &places else {
                let header = Header::read(layout.sheet, stages, record);
                let place = |reference: &Option<ColumnRef>| match reference {
                    Some(ColumnRef::Column(index)) => Some(layout.column(*index)),
                    Some(ColumnRef::Stage(stage)) => layout.find(&format!("diem_{}", stages[*stage])),
                    Some(ColumnRef::Counter) | None => None,
                };
                let found: Option<Vec<usize>> = header.cells.iter().map(place).collect();
                match found {
                    Some(found) if header.faults.is_empty() => places = Some(found),
                    _ => bail!("{}", first()),
                }
                continue;
            };
            if !record.flaws().is_empty() || record.len() != places.len() {
                bail!("{}", first());
            }
            let mut cells: Cells = vec![Box::default(); layout.keys.len()];
            for (cell, place) in places.iter().enumerate() {
                cells[*place] = text_of(trimmed(&record.cell(cell))).into();
            }
            take(record.line(), cells);
        }
    }
    Ok(())
}
