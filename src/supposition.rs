//! What if: rows laid over those of a folder, in memory alone; nothing of it is ever written to the folder.
//!
//! A row laid over takes the place of the one with its key: of that the line stays, empty, so that every other stands where it stood.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};

use anyhow::{Context as _, bail};

use crate::campaign::Campaign;
use crate::pipeline::{Run, all_stages, sheets};
use crate::results;
use crate::scoring::Way;
use crate::sheet::{self, Header, Home, Sheet};
use crate::source::{Batch, Record, Tokenizer, Volume};
use crate::value::{CriterionIndex, PeriodIndex, StageCode, StageIndex, Table, UnitIndex};

/// A sheet to be laid over those of a folder.
pub struct Laid {
    /// Which sheet it is.
    pub sheet: &'static Sheet,
    /// The name of its file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Laid {
    /// A file told by its name: that of a sheet, or one that begins with the name of a folder of sheets.
    ///
    /// # Errors
    /// Where it is the name of none.
    pub fn named(path: &str, bytes: Vec<u8>) -> anyhow::Result<Self> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let is_it = |sheet: &&'static Sheet| match sheet.home {
            Home::File(file) => name == file,
            Home::Folder(folder) => sheet::has_csv_ending(name) && (name.starts_with(folder) || path.split(['/', '\\']).any(|part| part == folder)),
        };
        let Some(sheet) = sheets().find(is_it) else {
            bail!("`--with {path}`: không biết tệp là bảng nào; đặt tên như ở thư mục phong trào, ví dụ chi-tieu.csv, hoặc ket-qua-….csv");
        };
        Ok(Self { sheet, name: name.to_owned(), bytes })
    }
}

/// A folder with sheets laid over it.
pub struct Supposed<'v> {
    base: &'v dyn Volume,
    files: Vec<String>,
    contents: BTreeMap<String, Vec<u8>>,
}

impl<'v> Supposed<'v> {
    /// A folder as it stands.
    pub fn over(base: &'v dyn Volume) -> Self {
        Self { base, files: base.files().to_vec(), contents: BTreeMap::new() }
    }

    /// Lays a sheet over it.
    ///
    /// # Errors
    /// Where a file cannot be read, or the sheet has columns that the one file of its kind lacks.
    pub fn lay(&mut self, laid: &Laid, stages: &Table<StageIndex, StageCode>) -> anyhow::Result<()> {
        let mut keys = BTreeSet::new();
        each(&laid.bytes, laid.sheet, stages, &mut |header, record, _| {
            keys.insert(key(laid.sheet, header, record));
        })?;
        let paths: Vec<String> = self.files.iter().filter(|file| laid.sheet.holds(file)).cloned().collect();
        for path in &paths {
            let bytes = self.read(path).with_context(|| format!("không đọc được `{path}`"))?;
            let mut gone = Vec::new();
            each(&bytes, laid.sheet, stages, &mut |header, record, _| {
                if keys.contains(&key(laid.sheet, header, record)) {
                    let start = record.range().start;
                    gone.push(start..start + record.bytes().len() as u64);
                }
            })?;
            let mut left = bytes;
            for range in gone.into_iter().rev() {
                let within = |at: u64| usize::try_from(at).expect("a file that was read fits in memory");
                left.drain(within(range.start)..within(range.end));
            }
            self.contents.insert(path.clone(), left);
        }
        match laid.sheet.home {
            Home::Folder(folder) => self.put(format!("{folder}/gia-dinh/{}-{}", self.contents.len(), laid.name), laid.bytes.clone()),
            Home::File(file) if paths.is_empty() => self.put(file.to_owned(), laid.bytes.clone()),
            Home::File(file) => {
                let base = self.contents.remove(file).unwrap_or_default();
                let joined = joined(base, laid, stages).with_context(|| format!("`--with {}`", laid.name))?;
                self.put(file.to_owned(), joined);
            }
        }
        Ok(())
    }

    fn put(&mut self, path: String, bytes: Vec<u8>) {
        if let Err(at) = self.files.binary_search(&path) {
            self.files.insert(at, path.clone());
        }
        self.contents.insert(path, bytes);
    }
}

impl Volume for Supposed<'_> {
    fn files(&self) -> &[String] {
        &self.files
    }

    fn open(&self, file: &str) -> io::Result<Box<dyn Read + Send + '_>> {
        match self.contents.get(file) {
            Some(bytes) => Ok(Box::new(Cursor::new(bytes))),
            None => self.base.open(file),
        }
    }

    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        self.contents.get(file).map_or_else(|| self.base.read(file), |bytes| Ok(bytes.clone()))
    }

    fn read_at(&self, file: &str, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let Some(bytes) = self.contents.get(file) else { return self.base.read_at(file, offset, length) };
        let start = usize::try_from(offset).map_or(bytes.len(), |offset| offset.min(bytes.len()));
        Ok(bytes[start..start.saturating_add(length).min(bytes.len())].to_vec())
    }
}

/// Goes over the rows of a sheet: each with its labels and what stands between cells.
fn each(
    bytes: &[u8],
    sheet: &'static Sheet,
    stages: &Table<StageIndex, StageCode>,
    take: &mut dyn FnMut(&Header, Record<'_>, u8),
) -> anyhow::Result<()> {
    let mut tokenizer = Tokenizer::new(bytes)?;
    let mut batch = Batch::default();
    let mut header: Option<Header> = None;
    while tokenizer.next_batch(&mut batch)? {
        let from = usize::from(header.is_none());
        let header = header.get_or_insert_with(|| Header::read(sheet, stages, batch.record(0)));
        let delimiter = tokenizer.opening().delimiter;
        for position in from..batch.len() {
            if !batch.record(position).is_blank() {
                take(header, batch.record(position), delimiter);
            }
        }
    }
    Ok(())
}

fn text(header: &Header, record: Record<'_>, column: usize) -> String {
    let cell = header.cell(column).map(usize::from).filter(|cell| *cell < record.len());
    cell.map(|cell| sheet::text_of(sheet::trimmed(&record.cell(cell))).into_owned()).unwrap_or_default()
}

/// What names a row once.
fn key(sheet: &Sheet, header: &Header, record: Record<'_>) -> Vec<String> {
    let column = |key: &&str| sheet.columns.iter().position(|column| column.key == *key);
    sheet.key.iter().filter_map(column).map(|column| text(header, record, column)).collect()
}

/// The one file of a sheet with rows behind its own.
fn joined(mut base: Vec<u8>, laid: &Laid, stages: &Table<StageIndex, StageCode>) -> anyhow::Result<Vec<u8>> {
    let mut tokenizer = Tokenizer::new(&*base)?;
    let mut batch = Batch::default();
    if !tokenizer.next_batch(&mut batch)? {
        return Ok(laid.bytes.clone());
    }
    let (own, delimiter) = (Header::read(laid.sheet, stages, batch.record(0)), tokenizer.opening().delimiter);
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let mut fault: Option<anyhow::Error> = None;
    each(&laid.bytes, laid.sheet, stages, &mut |header, record, other| {
        if other != delimiter {
            fault = Some(anyhow::anyhow!("hai tệp dùng hai dấu ngăn cách khác nhau: lưu lại cùng một dấu"));
        }
        let mut row = vec![String::new(); own.cells.len()];
        for cell in 0..record.len().min(header.cells.len()) {
            let value = sheet::text_of(sheet::trimmed(&record.cell(cell))).into_owned();
            let place = own.cells.iter().zip(&own.labels).position(|(reference, label)| match header.cells[cell] {
                Some(known) => *reference == Some(known),
                None => *label == header.labels[cell],
            });
            match place {
                Some(place) => row[place] = value,
                None if value.is_empty() => {}
                None => fault = Some(anyhow::anyhow!("cột `{}` không có ở tệp của thư mục", header.labels[cell])),
            }
        }
        if let Err(error) = writer.write_record(&row) {
            fault = Some(error.into());
        }
    })?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    if base.last().is_some_and(|last| *last != b'\n') {
        base.push(b'\n');
    }
    base.extend(writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?);
    Ok(base)
}

/// A value that is supposed: `UNIT.CRITERION=V`, in the period and the stage that are asked for.
struct Place<'r> {
    campaign: &'r Campaign,
    unit: UnitIndex,
    criterion: CriterionIndex,
    period: PeriodIndex,
    /// The column of the value.
    column: String,
}

/// The row that makes a supposed value, and what it says in words: the row that stands with the value in it, else a row of its own.
///
/// # Errors
/// Where the unit, the criterion or the period cannot be told, or the criterion is not scored from results.
pub fn set(run: &Run, volume: &dyn Volume, asked: &str) -> anyhow::Result<(Laid, String)> {
    let (name, value) = asked.split_once('=').with_context(|| format!("`--set {asked}`: viết ĐƠN_VỊ.TIÊU_CHÍ=GIÁ_TRỊ, ví dụ P1.A1=9.5"))?;
    let place = place(run, name.trim()).with_context(|| format!("`--set {asked}`"))?;
    let value = value.trim();
    let Place { campaign, unit, criterion, period, ref column } = place;
    if campaign.adjustments.of(unit, criterion, period).next().is_some() {
        bail!("`--set {asked}`: dòng này đã có điều chỉnh; giả định bằng `--with` một dieu-chinh.csv");
    }
    let stages = all_stages(run.campaigns.iter().map(|one| &one.campaign));
    let codes = [
        (results::UNIT, campaign.units[unit].code.as_str()),
        (results::CRITERION, campaign.criteria[criterion].code.as_str()),
        (results::PERIOD, campaign.periods[period].code.as_str()),
    ];
    let mut cells: Vec<(String, String)> = Vec::new();
    for path in volume.files().iter().filter(|file| results::SHEET.holds(file)) {
        let bytes = volume.read(path).with_context(|| format!("không đọc được `{path}`"))?;
        each(&bytes, &results::SHEET, &stages, &mut |header, record, _| {
            let whose = text(header, record, results::CAMPAIGN);
            let is_its = codes.iter().all(|(column, code)| text(header, record, *column) == **code);
            if is_its && (whose.is_empty() || whose == campaign.code.as_str()) {
                let pairs = header.labels.iter().enumerate().filter(|(cell, _)| *cell < record.len());
                let pairs = pairs.map(|(cell, label)| (label.to_string(), sheet::text_of(sheet::trimmed(&record.cell(cell))).into_owned()));
                cells = pairs.collect();
            }
        })?;
    }
    if cells.is_empty() {
        let campaign_cell = (run.campaigns.len() > 1).then(|| ("phong_trao".to_owned(), campaign.code.as_str().to_owned()));
        let own = codes.iter().map(|(column, code)| (results::COLUMNS[*column].key.to_owned(), (*code).to_owned()));
        cells = campaign_cell.into_iter().chain(own).collect();
    }
    let is_column = |label: &str| match sheet::match_label(label, &results::SHEET, &stages) {
        Ok(sheet::ColumnRef::Column(index)) => results::COLUMNS[index].key == column,
        Ok(sheet::ColumnRef::Stage(stage)) => *column == format!("diem_{}", stages[stage]),
        Ok(sheet::ColumnRef::Counter) | Err(_) => false,
    };
    let is_stage = |label: &str| matches!(sheet::match_label(label, &results::SHEET, &stages), Ok(sheet::ColumnRef::Stage(_)));
    // Points that a stage gave in place of the figure would hide it.
    let hidden = !column.starts_with("diem_") && cells.iter().any(|(label, value)| is_stage(label) && !value.is_empty());
    cells.retain(|(label, _)| !(is_column(label) || hidden && is_stage(label)));
    cells.push((column.clone(), value.to_owned()));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells.iter().map(|(label, _)| label))?;
    writer.write_record(cells.iter().map(|(_, value)| value))?;
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
    let [(_, unit), (_, criterion), (_, period)] = codes;
    let left_out = if hidden { ", bỏ điểm vòng chấm cho của dòng ấy" } else { "" };
    let words = format!("`{column}` của {unit}, tiêu chí {criterion}, kỳ {period} là {value}{left_out}");
    Ok((Laid { sheet: &results::SHEET, name: "set.csv".to_owned(), bytes }, words))
}

/// The unit and the criterion that `UNIT.CRITERION` means: codes may have points in them.
fn place<'r>(run: &'r Run, name: &str) -> anyhow::Result<Place<'r>> {
    let splits = || name.match_indices('.').map(|(at, _)| (&name[..at], &name[at + 1..]));
    let mut found = run.asked_for().flat_map(|one| {
        splits().filter_map(move |(unit, criterion)| {
            let directories = &one.campaign.directories;
            Some((one, directories.units.find(unit.as_bytes())?, directories.criteria.find(criterion.as_bytes())?))
        })
    });
    let Some((one, unit, criterion)) = found.next() else {
        bail!("không có đơn vị và tiêu chí nào như vậy; viết ĐƠN_VỊ.TIÊU_CHÍ, ví dụ P1.A1")
    };
    if found.next().is_some() {
        bail!("nhiều phong trào có đơn vị và tiêu chí ấy: giả định bằng `--with` một tệp ket-qua-….csv có cột phong_trao");
    }
    let campaign = &one.campaign;
    let leaf = campaign.criteria[criterion].leaf.as_ref().filter(|leaf| !leaf.way.is_fed() && leaf.figures_of.is_none());
    let Some(leaf) = leaf else { bail!("tiêu chí này không chấm từ dòng kết quả của chính nó") };
    let periods: Vec<PeriodIndex> = match &leaf.only_periods {
        Some(only) => only.iter().copied().filter(|period| one.scope.holds(campaign, *period)).collect(),
        None => one.scope.leaves.clone(),
    };
    let [period] = periods[..] else {
        let codes: Vec<&str> = periods.iter().map(|period| campaign.periods[*period].code.as_str()).collect();
        bail!("nêu một kỳ bằng --period: {}", codes.join(", "));
    };
    let column = match (&leaf.way, one.scope.stage) {
        (Way::Given, Some(stage)) => format!("diem_{}", campaign.stages[stage]),
        (Way::Given, None) => bail!("phong trào không khai vòng chấm"),
        (_, _) => "thuc_hien".to_owned(),
    };
    Ok(Place { campaign, unit, criterion, period, column })
}
