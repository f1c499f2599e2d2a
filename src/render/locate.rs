//! A place found again: file, line, column, the cell's address, the text of the line.
//!
//! Bytes are read only for what is shown.

use crate::closing;
use crate::pipeline::DEFINITION;
use crate::render::reread::Rereading;
use crate::sheet::{self, FileIndex, Place, RowId, RowMap};
use crate::source::{LineIndex, Volume, column_of};
use crate::yaml::Span;

/// A place found again. Columns count from 1 in Unicode code points; `end_column` is one past the last.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Located {
    /// Path in the folder; empty for the folder itself.
    pub file: Box<str>,
    /// Physical line, from 1; none where the whole file is meant.
    pub line: Option<u64>,
    /// First column.
    pub column: Option<u64>,
    /// One past the last column.
    pub end_column: Option<u64>,
    /// The text of that line.
    pub text: String,
    /// Bytes of that text that are meant.
    pub range: std::ops::Range<usize>,
    /// Of a sheet: the cell.
    pub sheeted: Option<Sheeted>,
}

/// A cell of a sheet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sheeted {
    /// As a spreadsheet names it, `D14`: the column's letters and the record's number.
    pub cell: Option<String>,
    /// The label, as the tool writes it; as written where it is not known.
    pub label: Option<Box<str>>,
    /// The text of the cell.
    pub value: Option<String>,
}

/// Finds places again.
pub struct Places<'a> {
    volume: &'a dyn Volume,
    text: &'a str,
    lines: LineIndex<'a>,
    rows: &'a RowMap,
    strays: &'a [Box<str>],
    reread: Rereading<'a>,
}

impl<'a> Places<'a> {
    /// Places of one run.
    pub fn new(volume: &'a dyn Volume, text: &'a str, rows: &'a RowMap, strays: &'a [Box<str>]) -> Self {
        Self { volume, text, lines: LineIndex::new(text.as_bytes()), rows, strays, reread: Rereading::new(volume, rows) }
    }

    /// Finds a place.
    pub fn locate(&mut self, place: Place) -> Located {
        match place {
            Place::Folder => Located::default(),
            Place::Stray(stray) => Located { file: self.strays[stray as usize].clone(), ..Located::default() },
            Place::File(file) => Located { file: self.rows.file(file).path.clone(), ..Located::default() },
            Place::Definition(span) => spanned(DEFINITION, &self.lines, self.text, span),
            Place::Closing(number, span) => self.closing(number, span),
            Place::Label(file, cell) => self.label(file, cell),
            Place::Row(row) => self.row(row, None),
            Place::Cell(row, cell) => self.row(row, Some(cell)),
            Place::Byte { file, offset, line } => self.byte(file, offset, line),
        }
    }

    fn closing(&self, number: u32, span: Span) -> Located {
        let mut closings = self.volume.files().iter().filter(|file| closing::is_closing(file));
        let Some(path) = closings.nth(number as usize) else { return Located::default() };
        let Some(text) = self.volume.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return Located { file: path.as_str().into(), ..Located::default() };
        };
        spanned(path, &LineIndex::new(text.as_bytes()), &text, span)
    }

    fn label(&mut self, file: FileIndex, cell: u16) -> Located {
        match self.rows.first_of(file) {
            Some(row) => self.row(row, Some(cell)),
            None => Located { file: self.rows.file(file).path.clone(), ..Located::default() },
        }
    }

    fn row(&mut self, row: RowId, cell: Option<u16>) -> Located {
        let stretch = *self.rows.stretch(row);
        let file = self.rows.file(stretch.file);
        let path = file.path.clone();
        let labels = file.header.clone();
        let sheet = file.sheet;
        let has_sep_line = file.opening.sep_line.is_some();
        let folded = stretch.folded + self.reread.folded_above(row);
        let Some(record) = self.reread.record(row) else { return Located { file: path, line: self.rows.line_of(row), ..Located::default() } };
        let range = record.range();
        let bytes = record.bytes();
        // A spreadsheet gives blank lines a row, cells over several lines one, and `sep=` none.
        let number = record.line().saturating_sub(folded + u64::from(has_sep_line));
        let Some(cell) = cell.map(usize::from).filter(|cell| *cell < record.len()) else {
            let text = first_line(bytes);
            let end = text.chars().count() as u64 + 1;
            let whole = 0..text.len();
            return Located { file: path, line: Some(record.line()), column: Some(1), end_column: Some(end), range: whole, text, sheeted: None };
        };
        let span = record.span(cell);
        let start = usize::try_from(span.start - range.start).unwrap_or(0);
        let end = usize::try_from(span.end - range.start).unwrap_or(0);
        let before = &bytes[..start.min(bytes.len())];
        let line = record.line() + crate::source::count_feeds(before);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |byte| byte + 1);
        let raw_text = &bytes[line_start..];
        let raw_line = raw_text.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let raw_line = raw_line.strip_suffix(b"\r").unwrap_or(raw_line);
        let raw_cell = &raw_text[(start - line_start).min(raw_line.len())..(end - line_start).min(raw_line.len())];
        let column = column_of(raw_line, start - line_start) as u64;
        let width = String::from_utf8_lossy(raw_cell).chars().count().max(1) as u64;
        let text = String::from_utf8_lossy(raw_line).into_owned();
        let from = String::from_utf8_lossy(&raw_line[..(start - line_start).min(raw_line.len())]).len();
        let meant = from..from + String::from_utf8_lossy(raw_cell).len();
        let value = record.cell(cell);
        let label = labels.as_ref().and_then(|labels| match labels.cells.get(cell)? {
            Some(sheet::ColumnRef::Column(index)) => Some(sheet.columns[*index].key.into()),
            Some(sheet::ColumnRef::Stage(_) | sheet::ColumnRef::Counter) | None => labels.labels.get(cell).cloned(),
        });
        Located {
            file: path,
            line: Some(line),
            column: Some(column),
            end_column: Some(column + width),
            text,
            range: meant,
            sheeted: Some(Sheeted { cell: Some(sheet::address(number, cell)), label, value: Some(sheet::text_of(&value).into_owned()) }),
        }
    }

    fn byte(&mut self, file: FileIndex, offset: u64, line: u64) -> Located {
        // A line of a sheet is short; a window around the byte finds its ends.
        const WINDOW: u64 = 4096;
        let path = self.rows.file(file).path.clone();
        let from = offset.saturating_sub(WINDOW);
        let Ok(bytes) = self.volume.read_at(&path, from, 2 * 4096) else { return Located { file: path, line: Some(line), ..Located::default() } };
        let at = usize::try_from(offset - from).unwrap_or(0).min(bytes.len());
        let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |byte| byte + 1);
        let raw_line = bytes[start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
        let raw_line = raw_line.strip_suffix(b"\r").unwrap_or(raw_line);
        let raw_line = if from == 0 && start == 0 { raw_line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(raw_line) } else { raw_line };
        let shift = bytes[start..].len()
            - bytes[start..].strip_prefix("\u{feff}".as_bytes()).filter(|_| from == 0 && start == 0).unwrap_or(&bytes[start..]).len();
        let within = (at - start).saturating_sub(shift).min(raw_line.len());
        let column = column_of(raw_line, within) as u64;
        let text = String::from_utf8_lossy(raw_line).into_owned();
        let from = String::from_utf8_lossy(&raw_line[..within]).len().min(text.len());
        let next = text[from..].chars().next().map_or(0, char::len_utf8);
        Located {
            file: path,
            line: Some(line),
            column: Some(column),
            end_column: Some(column + 1),
            range: from..from + next,
            text,
            sheeted: Some(Sheeted { cell: None, label: None, value: None }),
        }
    }
}

/// A place in a text of the folder.
fn spanned(file: &str, lines: &LineIndex<'_>, whole: &str, span: Span) -> Located {
    let start = (span.start as usize).min(whole.len());
    let end = (span.end as usize).clamp(start, whole.len());
    let (line, column) = lines.place(start);
    let text = lines.line(line).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let meant = &whole[start..end];
    let meant = meant.split(['\n', '\r']).next().unwrap_or_default();
    let width = meant.chars().count().max(1) as u64;
    let from = text.char_indices().nth(column - 1).map_or(text.len(), |(byte, _)| byte);
    let range = from..(from + meant.len()).min(text.len());
    let column = column as u64;
    Located { file: file.into(), line: Some(line as u64), column: Some(column), end_column: Some(column + width), text, range, sheeted: None }
}

fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned()
}
