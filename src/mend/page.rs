//! A row as it stands in its file, cell by cell with its quotes, so that only what is changed is written otherwise.

use std::borrow::Cow;

use crate::mend::Spot;
use crate::sheet::{ColumnRef, Header, Kind, NumberStyle, Sheet};
use crate::source::Record;
use crate::value::{StageCode, StageIndex, Table};

/// What is known of a sheet before its rows are mended.
pub struct Form<'a> {
    /// Which sheet it is.
    pub sheet: &'static Sheet,
    /// Its labels, as they are read.
    pub header: &'a Header,
    /// The stages by which labels are told.
    pub stages: &'a Table<StageIndex, StageCode>,
    /// What stands between cells.
    pub delimiter: u8,
    /// How numbers are written in it.
    pub style: NumberStyle,
    /// Whether some day in it has the month before the day, so that others of its days may have it too.
    pub has_month_first: bool,
    /// The cells in canonical order; none where they stand so, or may not be moved.
    pub order: Option<Vec<usize>>,
}

impl Form<'_> {
    /// What a cell's column holds; none where nobody knows its label.
    pub fn kind(&self, cell: usize) -> Option<Kind> {
        match self.header.cells.get(cell).copied().flatten()? {
            ColumnRef::Column(column) => Some(self.sheet.columns[column].kind),
            ColumnRef::Stage(_) => Some(Kind::Points),
            ColumnRef::Counter => None,
        }
    }

    /// The label of a cell as the tool writes it; none where nobody knows it, or it carries nothing.
    pub fn key(&self, cell: usize) -> Option<Cow<'static, str>> {
        match self.header.cells.get(cell).copied().flatten()? {
            ColumnRef::Column(column) => Some(self.sheet.columns[column].key.into()),
            ColumnRef::Stage(stage) => Some(format!("diem_{}", self.stages[stage]).into()),
            ColumnRef::Counter => None,
        }
    }

    /// Where a cell stands, as it is told.
    pub fn spot(&self, line: u64, cell: usize) -> Spot {
        Spot { line, label: self.header.labels.get(cell).cloned(), change: None }
    }
}

/// A row of a sheet, with the line ends around it; behind the last row, one without cells.
pub struct Row<'t> {
    /// The physical line on which it begins, from 1.
    pub line: u64,
    /// Whether it is the row of labels.
    pub is_labels: bool,
    /// Empty lines above it, and above the first row how the file opens.
    pub above: Cow<'t, [u8]>,
    /// Its cells; none of a blank row, which is kept as it is.
    pub cells: Vec<Cell<'t>>,
    /// The bytes of a blank row.
    pub blank: &'t [u8],
    /// How it ends.
    pub end: Cow<'t, [u8]>,
}

impl<'t> Row<'t> {
    /// A record of a file, with the bytes above it that are no record's.
    pub(super) fn of(record: Record<'_>, file: &'t [u8], above: usize, is_labels: bool) -> Self {
        let at = |offset: u64| usize::try_from(offset).expect("the file is in memory");
        let (start, past) = (at(record.range().start), at(record.range().end));
        let end = at(record.span(record.len() - 1).end);
        let is_blank = record.is_blank();
        let cell = |cell: usize| {
            let span = record.span(cell);
            Cell::of(&file[at(span.start)..at(span.end)], record.is_quoted(cell))
        };
        let (cells, blank) = if is_blank { (Vec::new(), &file[start..end]) } else { ((0..record.len()).map(cell).collect(), &[][..]) };
        Self { line: record.line(), is_labels, above: file[above..start].into(), cells, blank, end: file[end..past].into() }
    }

    /// What stands behind the last record.
    pub(super) fn behind(file: &[u8], above: usize) -> Row<'_> {
        Row { line: 0, is_labels: false, above: file[above..].into(), cells: Vec::new(), blank: &[], end: Cow::Borrowed(&[]) }
    }

    /// Whether there is anything in it, blanks too.
    pub fn is_there(&self) -> bool {
        !self.cells.is_empty() || !self.blank.is_empty()
    }

    /// Whether a carriage return stands before its end that is none of a line end: before a line feed alone it would become one.
    pub fn has_return_at_end(&self) -> bool {
        self.blank.ends_with(b"\r") || self.cells.last().is_some_and(Cell::has_return_at_end)
    }

    pub(super) fn write(&self, delimiter: u8, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.above);
        out.extend_from_slice(self.blank);
        for (position, cell) in self.cells.iter().enumerate() {
            if position > 0 {
                out.push(delimiter);
            }
            cell.write(out);
        }
        out.extend_from_slice(&self.end);
    }
}

/// A cell as it stands in its file.
#[derive(Clone, Debug, Default)]
pub struct Cell<'t> {
    text: Cow<'t, [u8]>,
    is_quoted: bool,
}

impl<'t> Cell<'t> {
    fn of(bytes: &'t [u8], is_quoted: bool) -> Self {
        let text = if is_quoted { &bytes[1..bytes.len() - 1] } else { bytes };
        Self { text: text.into(), is_quoted }
    }

    /// Its text without outer quotes; doubled quotes are still doubled.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Writes another text, its quotes kept as they are; says no where the text cannot stand so.
    pub fn rewrite(&mut self, text: &[u8], delimiter: u8) -> bool {
        let is_odd = |byte: &u8| matches!(byte, b'"' | b'\r' | b'\n') || *byte == delimiter;
        if !self.is_quoted && text.iter().any(is_odd) {
            return false;
        }
        self.text = text.to_owned().into();
        true
    }

    /// Whether it would lose its last byte to a line end behind it.
    fn has_return_at_end(&self) -> bool {
        !self.is_quoted && self.text.ends_with(b"\r")
    }

    fn write(&self, out: &mut Vec<u8>) {
        let quote: &[u8] = if self.is_quoted { b"\"" } else { b"" };
        out.extend_from_slice(quote);
        out.extend_from_slice(&self.text);
        out.extend_from_slice(quote);
    }
}
