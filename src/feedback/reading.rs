//! Records read again, each with its row; of one that is no row, how far its cells can be trusted.

use anyhow::Context as _;

use crate::sheet::{ColumnRef, FileIndex, Header, RowId, RowMap, Sheet};
use crate::source::{Batch, FlawKind, Record, Tokenizer, Volume};

/// Goes over the records of a file, but for its labels and blank ones.
pub(super) fn each_record(volume: &dyn Volume, rows: &RowMap, file: FileIndex, mut look: impl FnMut(RowId, Record<'_>)) -> anyhow::Result<()> {
    let Some(first) = rows.first_of(file) else { return Ok(()) };
    let path = &rows.file(file).path;
    let unread = || format!("không đọc được `{path}`");
    let mut tokenizer = Tokenizer::new(volume.open(path).with_context(unread)?).with_context(unread)?;
    let mut batch = Batch::new();
    let mut read = 0;
    while tokenizer.next_batch(&mut batch).with_context(unread)? {
        for record in batch.records() {
            if read > 0 && !record.is_blank() {
                look(first.plus(read), record);
            }
            read += 1;
        }
    }
    Ok(())
}

/// How many cells of a record, from the left, stand under their labels for certain.
pub(super) fn sound(sheet: &Sheet, header: &Header, record: Record<'_>) -> usize {
    let broken = record.flaws().iter().find_map(|flaw| match flaw.kind {
        FlawKind::UnclosedQuote => Some(flaw.cell),
        // Told at the quote that is to blame, or else at the record.
        FlawKind::TooLong | FlawKind::TooManyCells => (flaw.cell > 0 || record.bytes().starts_with(b"\"")).then_some(flaw.cell),
        // The cells beside such a quote, and beside such a byte, are as they should be.
        FlawKind::StrayQuote | FlawKind::TextAfterQuote | FlawKind::NotUtf8 | FlawKind::Nul => None,
    });
    if let Some(cell) = broken {
        return cell;
    }
    let is_whole = record.flaws().iter().all(|flaw| !matches!(flaw.kind, FlawKind::TooLong | FlawKind::TooManyCells));
    if is_whole && record.len() == header.cells.len() {
        return record.len();
    }
    // One cell too few or too many: which, nobody knows. What tells rows apart is rarely it.
    let names_row =
        |reference: &Option<ColumnRef>| matches!(reference, Some(ColumnRef::Column(index)) if sheet.key.contains(&sheet.columns[*index].key));
    header.cells.iter().take(record.len()).take_while(|reference| names_row(reference)).count()
}
