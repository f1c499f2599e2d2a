//! The labels of a sheet matched to its columns: the exact key, then accents, then without accents.

use crate::sheet::{Sheet, text_of, trimmed};
use crate::source::Record;
use crate::value::{StageCode, StageIndex, Table, text};

/// What a label of the file stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ColumnRef {
    /// A column of the sheet, by index in `COLUMNS`.
    Column(usize),
    /// The points of a stage, `diem_<vòng>`.
    Stage(StageIndex),
    /// A running number people add (`STT`); carries nothing.
    Counter,
}

/// The labels of a file.
#[derive(Debug, Eq, PartialEq)]
pub struct Header {
    /// What each cell of the first record stands for; none where nothing fits.
    pub cells: Vec<Option<ColumnRef>>,
    /// The labels as written.
    pub labels: Vec<Box<str>>,
    /// For each column of the sheet the cell that holds it.
    pub columns: Vec<Option<u16>>,
    /// For each stage the cell that holds its points.
    pub stages: Vec<Option<u16>>,
    /// What is wrong with the labels.
    pub faults: Vec<LabelFault>,
}

/// Something wrong with a label.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LabelFault {
    /// Its cell, from 0; for a missing column the last cell.
    pub cell: u16,
    /// What.
    pub kind: LabelFaultKind,
}

/// What can be wrong with a label.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LabelFaultKind {
    /// It fits no column; the nearest keys.
    Unknown {
        /// As written.
        text: Box<str>,
        /// Keys near it.
        nearest: Vec<Box<str>>,
    },
    /// It is empty.
    Empty,
    /// It fits two columns.
    Ambiguous {
        /// As written.
        text: Box<str>,
        /// The two keys.
        fits: [Box<str>; 2],
    },
    /// Its column stands already in another cell.
    Repeated {
        /// The key.
        key: Box<str>,
        /// The other cell.
        first: u16,
    },
    /// A column that must be there is not.
    Missing {
        /// The key.
        key: &'static str,
    },
    /// A column `diem_<vòng>` of a stage the campaign does not have.
    UnknownStage {
        /// As written.
        text: Box<str>,
        /// The stages there are.
        known: Vec<Box<str>>,
    },
}

const COUNTERS: &[&str] = &["stt", "tt", "so tt", "so thu tu"];

impl Header {
    /// Matches the first record of a sheet.
    pub fn read(sheet: &'static Sheet, stages: &Table<StageIndex, StageCode>, record: Record<'_>) -> Self {
        let mut header = Self {
            cells: Vec::with_capacity(record.len()),
            labels: Vec::with_capacity(record.len()),
            columns: vec![None; sheet.columns.len()],
            stages: vec![None; stages.len()],
            faults: Vec::new(),
        };
        for cell in 0..record.len() {
            let bytes = record.cell(cell);
            let label = text_of(trimmed(&bytes));
            header.enter(u16::try_from(cell).unwrap_or(u16::MAX), &label, sheet, stages);
            header.labels.push(label.into());
        }
        let last = u16::try_from(record.len().saturating_sub(1)).unwrap_or(u16::MAX);
        for (index, column) in sheet.columns.iter().enumerate() {
            let named = header.columns[index].is_some();
            if !named && column.presence.needs_column() {
                header.faults.push(LabelFault { cell: last, kind: LabelFaultKind::Missing { key: column.key } });
            }
        }
        header
    }

    fn enter(&mut self, cell: u16, label: &str, sheet: &'static Sheet, stages: &Table<StageIndex, StageCode>) {
        let found = match_label(label, sheet, stages);
        let reference = match found {
            Ok(reference) => reference,
            Err(kind) => {
                self.faults.push(LabelFault { cell, kind });
                self.cells.push(None);
                return;
            }
        };
        let (slot, key): (&mut Option<u16>, Box<str>) = match reference {
            ColumnRef::Column(index) => (&mut self.columns[index], sheet.columns[index].key.into()),
            ColumnRef::Stage(stage) => (&mut self.stages[stage.get()], format!("diem_{}", stages[stage]).into()),
            ColumnRef::Counter => {
                self.cells.push(Some(reference));
                return;
            }
        };
        if let Some(first) = *slot {
            self.faults.push(LabelFault { cell, kind: LabelFaultKind::Repeated { key, first } });
            self.cells.push(None);
            return;
        }
        *slot = Some(cell);
        self.cells.push(Some(reference));
    }

    /// Whether the first record is no row of labels but a title over the table, or an empty line: at most one of its cells is
    /// filled, and that one fits no column.
    pub fn is_title(&self) -> bool {
        let fits = |fault: &LabelFault| matches!(fault.kind, LabelFaultKind::Ambiguous { .. });
        let filled = self.labels.iter().filter(|label| !label.is_empty()).count();
        self.labels.len() > 1 && filled <= 1 && self.cells.iter().all(Option::is_none) && !self.faults.iter().any(fits)
    }

    /// The cell that holds a column of the sheet.
    pub fn cell(&self, column: usize) -> Option<u16> {
        self.columns[column]
    }
}

/// What a label stands for in a sheet: the exact key, then accents, then without accents.
///
/// # Errors
/// It is empty, fits nothing, or fits two columns.
pub fn match_label(label: &str, sheet: &'static Sheet, stages: &Table<StageIndex, StageCode>) -> Result<ColumnRef, LabelFaultKind> {
    if label.is_empty() {
        return Err(LabelFaultKind::Empty);
    }
    if let Some(index) = sheet.columns.iter().position(|column| column.key == label) {
        return Ok(ColumnRef::Column(index));
    }
    if sheet.stages_after.is_some()
        && let Some(stage) = match_stage(label, stages)
    {
        return stage.map(ColumnRef::Stage);
    }
    let accented = text::fold_accents(label);
    let by_accents = fitting(sheet, |name| text::fold_accents(name) == accented);
    // A label without accents may be any of the columns whose accents it leaves out.
    let bare = text::fold(label);
    let by_letters = fitting(sheet, |name| text::fold(name) == bare);
    let fits = if accented == bare || by_accents.is_empty() { by_letters } else { by_accents };
    match fits.as_slice() {
        [] if COUNTERS.contains(&bare.as_str()) => Ok(ColumnRef::Counter),
        [] => {
            let keys = sheet.columns.iter().map(|column| column.key);
            let nearest = text::nearest(label, keys, 3).into_iter().map(Into::into).collect();
            Err(LabelFaultKind::Unknown { text: label.into(), nearest })
        }
        [only] => Ok(ColumnRef::Column(*only)),
        [one, other, ..] => {
            Err(LabelFaultKind::Ambiguous { text: label.into(), fits: [sheet.columns[*one].key.into(), sheet.columns[*other].key.into()] })
        }
    }
}

fn fitting(sheet: &'static Sheet, fits: impl Fn(&str) -> bool) -> Vec<usize> {
    let named = |column: &crate::sheet::Column| fits(column.key) || column.labels.iter().any(|label| fits(label));
    sheet.columns.iter().enumerate().filter(|(_, column)| named(column)).map(|(index, _)| index).collect()
}

fn match_stage(label: &str, stages: &Table<StageIndex, StageCode>) -> Option<Result<StageIndex, LabelFaultKind>> {
    let bare = text::fold(label);
    let bare = bare.strip_prefix("diem ")?;
    if let Some((exact, _)) = stages.enumerate().find(|(_, code)| label.strip_prefix("diem_") == Some(code.as_str())) {
        return Some(Ok(exact));
    }
    let accented = text::fold_accents(label);
    let fitting =
        |fits: &dyn Fn(&str) -> bool| stages.enumerate().filter(|(_, code)| fits(code.as_str())).map(|(index, _)| index).collect::<Vec<_>>();
    let by_accents = fitting(&|code| accented.split_once(' ').is_some_and(|(_, rest)| rest == text::fold_accents(code)));
    let is_bare = accented.is_ascii();
    let fits = if is_bare || by_accents.is_empty() { fitting(&|code| text::fold(code) == bare) } else { by_accents };
    let key = |stage: &StageIndex| format!("diem_{}", stages[*stage]).into();
    Some(match fits.as_slice() {
        [] => Err(LabelFaultKind::UnknownStage { text: label.into(), known: stages.iter().map(|code| code.as_str().into()).collect() }),
        [only] => Ok(*only),
        [one, other, ..] => Err(LabelFaultKind::Ambiguous { text: label.into(), fits: [key(one), key(other)] }),
    })
}
