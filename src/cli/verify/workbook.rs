//! A workbook held against the folder: written once more from what it says it was written from, and compared cell by cell.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;

use anyhow::{Context as _, bail};
use calamine::{Data, Reader as _, Xlsx};

use crate::cli::Common;
use crate::folder::Folder;
use crate::folder::git::Repository;
use crate::pipeline::{self, Origin, Question, Request};
use crate::report::verify::{CellDifference, VerifiedWorkbook};
use crate::report::{self, About, facts};
use crate::source::Volume;
use crate::value::Day;

/// Cells by sheet, row and column: value, or formula.
type Cells = BTreeMap<(String, u32, u32), String>;

/// Holds a workbook against what it says it was written from.
pub(super) fn verify(path: &Path, folder: &Folder, common: &Common) -> anyhow::Result<VerifiedWorkbook> {
    let bytes = std::fs::read(path).with_context(|| format!("không đọc được `{}`", path.display()))?;
    let is = cells(bytes).with_context(|| format!("`{}` không phải bảng .xlsx đọc được", path.display()))?;
    let said = |label: &str| fact(&is, label);
    let not_ours = || format!("`{}` không phải bảng do `thidua tally -o` ghi: không có trang nêu lệnh và công cụ", path.display());
    let command = said(facts::COMMAND).with_context(not_ours)?;
    let question = Question::parse(&command).with_context(not_ours)?;
    let version = said(facts::TOOL).and_then(|tool| tool.strip_prefix("thidua ").map(ToOwned::to_owned)).with_context(not_ours)?;
    let origin = said(facts::REVISION).and_then(|text| Origin::parse(&text));
    if said(facts::ASSUMED).is_some() {
        bail!("`{}` là bảng giả định (`--set`, `--with`): không đối chiếu được với dữ liệu", path.display());
    }
    // What was not committed cannot be had again from a commit.
    let revision = origin.as_ref().filter(|origin| origin.are_clean).and_then(|origin| origin.commit.clone());
    let request = Request {
        period: question.period.clone(),
        block: question.block.clone(),
        stage: question.stage.clone(),
        as_of: question.as_of.as_deref().and_then(|day| Day::parse(day.as_bytes()).ok()),
        wants_digest: true,
        threads: common.threads(),
        ..Request::default()
    };
    let written = |volume: &dyn Volume| -> anyhow::Result<Cells> {
        let mut run = pipeline::run(volume, &request)?;
        run.origin.clone_from(&origin);
        cells(report::xlsx::bytes(&run, &About { version: &version })?)
    };
    let was = match &revision {
        Some(revision) => {
            let repository = Repository::around(folder.top())?;
            let repository = repository.with_context(|| format!("bảng nêu bản git {revision}, mà thư mục không nằm trong kho git"))?;
            written(&repository.at(revision)?)?
        }
        None => written(folder)?,
    };
    let cells = differing(&was, &is);
    Ok(VerifiedWorkbook { file: path.display().to_string(), command, revision, matches: cells.is_empty(), cells })
}

/// Every cell that is not empty, and every formula.
fn cells(bytes: Vec<u8>) -> anyhow::Result<Cells> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let mut cells = Cells::new();
    for sheet in book.sheet_names() {
        // A sheet without a cell counts as one that is there.
        cells.insert((sheet.clone(), u32::MAX, 0), String::new());
        let range = book.worksheet_range(&sheet)?;
        let (top, left) = range.start().unwrap_or_default();
        let at = |row: usize, column: usize| -> anyhow::Result<(String, u32, u32)> {
            Ok((sheet.clone(), top + u32::try_from(row)?, left + u32::try_from(column)?))
        };
        for (row, column, value) in range.used_cells() {
            if !matches!(value, Data::Empty) {
                cells.insert(at(row, column)?, value.to_string());
            }
        }
        let formulas = book.worksheet_formula(&sheet)?;
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let place = (sheet.clone(), top + u32::try_from(row)?, left + u32::try_from(column)?);
            let cell = cells.entry(place).or_default();
            *cell = format!("{cell} (={formula})");
        }
    }
    Ok(cells)
}

/// The cell beside a label.
fn fact(cells: &Cells, label: &str) -> Option<String> {
    let (place, _) = cells.iter().rev().find(|(_, value)| *value == label)?;
    cells
        .range(place.clone()..)
        .skip(1)
        .take_while(|((sheet, row, _), _)| *sheet == place.0 && *row == place.1)
        .map(|(_, value)| value.clone())
        .next()
}

fn differing(was: &Cells, is: &Cells) -> Vec<CellDifference> {
    let places: BTreeSet<&(String, u32, u32)> = was.keys().chain(is.keys()).collect();
    let differing = places.into_iter().filter(|place| was.get(*place) != is.get(*place));
    let difference = |place: &(String, u32, u32)| {
        let (sheet, row, column) = place;
        let cell = if *row == u32::MAX { "*".to_owned() } else { format!("{}{}", letters(*column), row + 1) };
        CellDifference { sheet: sheet.clone(), cell, was: was.get(place).cloned(), is: is.get(place).cloned() }
    };
    differing.map(difference).collect()
}

/// The letters of a column, from 0.
fn letters(column: u32) -> String {
    rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column).unwrap_or(u16::MAX))
}
