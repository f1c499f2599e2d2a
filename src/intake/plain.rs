//! A CSV or TSV file read into a page, with the tokenizer every sheet is read with.

use anyhow::{Context as _, bail};

use crate::intake::encoding::{self, Encoding};
use crate::intake::grid::{Cell, GridRow, Page};
use crate::intake::limits::{MOST_CELLS, check_extent};
use crate::source::{Batch, Opening, Tokenizer};
use crate::value::DecimalStyle;

/// How many lines tell what stands between cells: titles above a table have no cells.
const TELLING: usize = 30;

/// The page of a text file, and what is to be said of how it was read.
///
/// # Errors
/// Where its encoding cannot be told, a record of it is broken, or it is too large.
pub fn page(bytes: &[u8], told: Option<Encoding>) -> anyhow::Result<(Page, Option<String>)> {
    let (text, said) = encoding::decode(bytes, told)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    if text.contains('\0') {
        bail!("tệp không phải văn bản: nhận .xlsx, .xls, .ods, .csv, .tsv");
    }
    let opening = opening(text);
    let skipped = opening.sep_line.map_or(0, |_| text.find('\n').map_or(text.len(), |end| end + 1));
    let style = if opening.delimiter == b';' { DecimalStyle::Comma } else { DecimalStyle::Unknown };
    let line = 1 + u64::from(skipped > 0);
    let mut tokenizer = Tokenizer::resume(&text.as_bytes()[skipped..], opening, 0, line);
    let mut page = Page { style, ..Page::default() };
    let mut batch = Batch::new();
    let mut cells = 0_u64;
    while tokenizer.next_batch(&mut batch).context("không đọc được")? {
        for record in batch.records() {
            if let Some(flaw) = record.flaws().first() {
                bail!("dòng {}: dấu ngoặc kép hoặc bản ghi hỏng ({:?}); mở bằng Excel hay LibreOffice, lưu lại", record.line(), flaw.kind);
            }
            check_extent(1, record.len() as u64)?;
            let filled = (0..record.len()).filter(|cell| !record.is_empty_at(*cell));
            let read = |cell: usize| {
                let text = String::from_utf8_lossy(&record.cell(cell)).into_owned();
                (u16::try_from(cell).expect("the extent was checked"), Cell::Text(text.into()))
            };
            let row = GridRow { number: u32::try_from(record.line()).unwrap_or(u32::MAX), cells: filled.map(read).collect() };
            cells += row.cells.len() as u64;
            if cells > MOST_CELLS {
                bail!("tệp có hơn {MOST_CELLS} ô: chia thành nhiều tệp");
            }
            if !row.cells.is_empty() {
                page.rows.push(row);
            }
        }
    }
    Ok((page, said))
}

/// What stands between cells: as the file says, else what most lines have.
fn opening(text: &str) -> Opening {
    let mut first = text.lines();
    if let Some(&[delimiter]) = first.next().and_then(|line| line.trim_end().strip_prefix("sep=")).map(str::as_bytes) {
        return Opening { sep_line: Some(delimiter), ..Opening::of_delimiter(delimiter) };
    }
    let score = |delimiter: u8| {
        let counts = text.lines().take(TELLING).map(|line| line.bytes().filter(|byte| *byte == delimiter).count());
        counts.fold((0_usize, 0_usize), |(lines, total), count| (lines + usize::from(count > 0), total + count))
    };
    // The earlier of equals.
    let best = [b',', b';', b'\t'].into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',');
    Opening::of_delimiter(best)
}
