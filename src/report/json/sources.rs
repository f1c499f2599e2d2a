//! Rows as JSON names them: a file and a line.

use std::borrow::Cow;
use std::io;

use crate::render::Places;
use crate::report::json::Source;
use crate::sheet::{Mark, Place, RowId, RowMap, Stretch};

/// Finds the file and the line of rows.
pub(super) struct Sources<'a> {
    rows: &'a RowMap,
    places: Places<'a>,
    /// Where the row in each place of a line was found last: that of the next line stands near it.
    near: Vec<Near>,
}

/// A stretch of rows.
struct Near {
    stretch: Stretch,
    /// The row behind its last.
    end: RowId,
    /// Where in it the last row was.
    mark: Mark,
    /// What is written of a row before its line.
    file: Vec<u8>,
}

/// Places of a line whose rows are remembered; a line of more has others find theirs anew.
const MOST_NEAR: usize = 16;

impl<'a> Sources<'a> {
    pub(super) fn new(rows: &'a RowMap, places: Places<'a>) -> Self {
        Self { rows, places, near: Vec::new() }
    }

    /// Writes the row in a place of a line.
    pub(super) fn write(&mut self, position: usize, row: RowId, out: &mut Vec<u8>) -> io::Result<()> {
        let position = position.min(MOST_NEAR - 1).min(self.near.len());
        if self.near.get(position).is_none_or(|near| !(near.stretch.first..near.end).contains(&row)) {
            let near = self.find(row)?;
            match self.near.get_mut(position) {
                Some(known) => *known = near,
                None => self.near.push(near),
            }
        }
        let near = &mut self.near[position];
        out.extend_from_slice(&near.file);
        match self.rows.line_from(&near.stretch, row, &mut near.mark).or_else(|| self.places.locate(Place::Row(row)).line) {
            Some(line) => out.extend_from_slice(itoa::Buffer::new().format(line).as_bytes()),
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
        Ok(())
    }

    fn find(&self, row: RowId) -> io::Result<Near> {
        let (stretch, end) = self.rows.stretch_and_end(row);
        let mut file = b"{\"file\":".to_vec();
        serde_json::to_writer(&mut file, &self.rows.file(stretch.file).path)?;
        file.extend_from_slice(b",\"line\":");
        Ok(Near { stretch: *stretch, end, mark: Mark::default(), file })
    }

    /// A row.
    pub(super) fn row(&mut self, row: RowId) -> Source<'a> {
        let stretch = self.rows.stretch(row);
        let line = self.rows.line_in(stretch, row).or_else(|| self.places.locate(Place::Row(row)).line);
        Source { file: Cow::Borrowed(&self.rows.file(stretch.file).path), line }
    }

    /// Any place.
    pub(super) fn place(&mut self, place: Place) -> Source<'a> {
        match place {
            Place::Row(row) | Place::Cell(row, _) => self.row(row),
            Place::Folder | Place::Definition(_) | Place::Closing(..) | Place::File(_) | Place::Stray(_) | Place::Label(..) | Place::Byte { .. } => {
                let located = self.places.locate(place);
                Source { file: Cow::Owned(located.file.into()), line: located.line }
            }
        }
    }
}
