//! Rows of a closed period that are not as they were closed.

use strum::VariantNames as _;

use crate::closing::compare::{Changed, RowChange};
use crate::closing::seal::Row;
use crate::diagnostic::{Check, ClosingLook, Fault, Findings, Grade, Look, Voice};
use crate::sheet::{FileIndex, Place, RowMap};
use crate::words;
use crate::words::closings::{period, remedy, sealed_at, subject, unit_words};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "closed-data",
    page: include_str!("closed_data.md"),
    grade: Grade::Sealed,
    reasons: Reason::VARIANTS,
    looks: &[Look::Closing(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Changed,
}

#[derive(Debug)]
struct ClosedData {
    period: Box<str>,
    sheet: Box<str>,
    unit: Box<str>,
    /// None where the folder as it was closed is not at hand.
    row: Option<Told>,
}

/// What became of a row.
#[derive(Debug)]
enum Told {
    Added,
    Removed {
        file: Box<str>,
        line: u64,
        key: String,
    },
    /// Key, what it said, what it says.
    Cell([Box<str>; 3]),
}

impl Fault for ClosedData {
    fn reason(&self) -> &'static str {
        Reason::Changed.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { period, sheet, unit, row } = self;
        let unit = unit_words(unit, voice);
        let [vietnamese, english] = match row {
            None => [format!("dữ liệu `{sheet}` {unit} khác lúc chốt"), format!("the rows of `{sheet}` {unit} are not as they were closed")],
            Some(Told::Added) => {
                [format!("dòng `{sheet}` này {unit} có thêm sau khi chốt"), format!("this row of `{sheet}` {unit} was added after closing")]
            }
            Some(Told::Removed { file, line, key }) => [
                format!("dòng `{key}` của bảng `{sheet}` {unit} không còn; lúc chốt ở {file}:{line}"),
                format!("the row `{key}` of `{sheet}` {unit} is gone; it was closed in {file}:{line}"),
            ],
            Some(Told::Cell([key, was, is])) => {
                let (was, is) = (words::shown(was), words::shown(is));
                [
                    format!("ô `{key}` của bảng `{sheet}` {unit} lúc chốt là `{was}`, nay là `{is}`"),
                    format!("the cell `{key}` of `{sheet}` {unit} was closed as `{was}` and is `{is}`"),
                ]
            }
        };
        voice.say(format!("kỳ `{period}` đã chốt: {vietnamese}"), format!("the period `{period}` is closed: {english}"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(remedy(&self.period, voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("mã lúc chốt", "the digest when it was closed"))
    }
}

fn look(look: &ClosingLook, findings: &mut Findings) {
    for one in look.campaigns {
        findings.speak_of(one.index);
        for Changed { sheet, unit, rows, .. } in one.differences.sheets.iter().filter(|changed| changed.scores) {
            let sealed = sealed_at(look, one, sheet, unit);
            let fault = |row| ClosedData { period: period(one), sheet: sheet.clone(), unit: unit.clone(), row };
            if rows.is_empty() {
                findings.add(&CHECK, sealed, subject(one, unit), fault(None));
            }
            for row in rows {
                for (place, told) in told(look.rows, row) {
                    findings.add(&CHECK, place.unwrap_or(sealed), subject(one, unit), fault(Some(told))).against(sealed);
                }
            }
        }
    }
}

/// What became of a row, and where it stands.
fn told(rows: &RowMap, change: &RowChange) -> Vec<(Option<Place>, Told)> {
    match change {
        RowChange::Added(row) => vec![(place(rows, row, None), Told::Added)],
        RowChange::Removed(row) => {
            let key = |key: &&str| row.cells.iter().find(|(known, _, _)| **known == **key).map(|(_, value, _)| value.to_string());
            let key = row.sheet.key.iter().filter_map(key).collect::<Vec<_>>().join(",");
            vec![(None, Told::Removed { file: row.file.clone(), line: row.line, key })]
        }
        RowChange::Changed { row, cells } => cells.iter().map(|cell| (place(rows, row, Some(&cell[0])), Told::Cell(cell.clone()))).collect(),
    }
}

/// Where a row, or one of its cells that is not empty, stands.
fn place(rows: &RowMap, row: &Row, key: Option<&str>) -> Option<Place> {
    let file = rows.files.iter().position(|file| file.path == row.file)?;
    let first = rows.first_of(FileIndex(u32::try_from(file).ok()?))?;
    let id = first.plus(usize::try_from(row.ordinal).ok()?);
    let cell = key.and_then(|key| row.cells.iter().find(|(known, _, _)| **known == *key)).map(|(_, _, cell)| *cell);
    Some(cell.map_or(Place::Row(id), |cell| Place::Cell(id, cell)))
}
