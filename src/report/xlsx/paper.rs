//! A sheet as paper: size, margins, where it is parted, what repeats, and what stays in sight on the screen.
#![allow(clippy::float_arithmetic)] // the library takes margins in inches

use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

use crate::report::xlsx::grid::{Fit, Laid, LaidTable, SMALLEST};
use crate::report::{Orientation, Page, Row, RowKind, Table, TableKind};

/// Paper size A4 in the numbers of the format.
const A4: u8 = 9;

/// Margins as NĐ 30/2020/NĐ-CP, Phụ lục I, has them, in millimetres: left, right, top, bottom, header, footer.
const MARGINS: [f64; 6] = [30.0, 15.0, 20.0, 20.0, 10.0, 10.0];

/// The width of the column of checks, which is not printed, in pixels.
const CHECKS: u32 = 90;

/// A sheet of paper that lies so: its size, its margins, the number of its page.
pub(super) fn lay(worksheet: &mut Worksheet, orientation: Orientation) {
    worksheet.set_paper_size(A4);
    match orientation {
        Orientation::Portrait => worksheet.set_portrait(),
        Orientation::Landscape => worksheet.set_landscape(),
    };
    let [left, right, top, bottom, header, footer] = MARGINS.map(|millimetres| millimetres / 25.4);
    worksheet.set_margins(left, right, top, bottom, header, footer);
    worksheet.set_header("&C&\"Times New Roman,Regular\"&13&P");
}

/// Sets up the sheet of a page.
pub(super) fn set_up(worksheet: &mut Worksheet, page: &Page, laid: &Laid) -> Result<(), XlsxError> {
    lay(worksheet, page.orientation);
    for (column, width) in (0..).zip(&laid.columns) {
        worksheet.set_column_width_pixels(column, *width)?;
    }
    if let Some(column) = laid.checks {
        worksheet.set_column_width_pixels(column, CHECKS)?;
    }
    match &laid.fit {
        Fit::Sheet => {
            worksheet.set_print_fit_to_pages(1, 1);
        }
        Fit::Scaled { scale, breaks, .. } => {
            worksheet.set_print_scale(u16::try_from(*scale).expect("a percentage"));
            worksheet.set_page_breaks(breaks)?;
        }
        Fit::Wide { columns, rows } => {
            worksheet.set_print_scale(u16::try_from(SMALLEST).expect("a percentage"));
            worksheet.set_page_breaks(rows)?;
            worksheet.set_vertical_page_breaks(columns)?;
        }
    }
    let (last_row, last_column) = laid.last();
    worksheet.set_print_area(0, 0, last_row, last_column)?;
    worksheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    keep_in_sight(worksheet, page, laid)
}

/// Whether rows can be picked out of a table: several things one below the other, none of which others add up to.
fn is_filtered(table: &Table) -> bool {
    let is_one = |row: &Row| matches!(row.kind, RowKind::Plain | RowKind::Section);
    table.kind != TableKind::Facts && table.rows.iter().all(is_one)
}

/// First and last row of a table's heading, with the numbers of its columns.
fn heading_rows(table: &LaidTable) -> Option<(u32, u32)> {
    let last = table.numbers.or(table.heading.last().map(|placed| placed.row))?;
    Some((table.heading.first()?.row, last))
}

/// What is printed again where a table is torn, and what stands still while rows move.
fn keep_in_sight(worksheet: &mut Worksheet, page: &Page, laid: &Laid) -> Result<(), XlsxError> {
    let repeated = match laid.fit {
        Fit::Sheet => None,
        Fit::Scaled { repeats, .. } => repeats,
        Fit::Wide { .. } => Some(0),
    };
    if let Some((first, last)) = repeated.and_then(|table| heading_rows(laid.tables.get(table)?)) {
        worksheet.set_repeat_rows(first, last)?;
    }
    let Some((content, table)) = page.tables.first().zip(laid.tables.first()) else { return Ok(()) };
    let Some((_, last)) = heading_rows(table) else { return Ok(()) };
    let stub = content.stub.checked_sub(1).map(|last| table.columns[last].1);
    if let Some(stub) = stub.filter(|_| repeated == Some(0)) {
        worksheet.set_repeat_columns(0, stub)?;
    }
    if let Some((top, bottom)) = table.rows.first().zip(table.rows.last()).filter(|_| is_filtered(content)) {
        let (left, right) = table.columns.first().zip(table.columns.last()).map_or((0, 0), |(first, last)| (first.0, last.1));
        worksheet.autofilter(top.row - 1, left, bottom.row + bottom.rows - 1, right)?;
    }
    if content.kind == TableKind::Form {
        worksheet.set_freeze_panes(last + 1, stub.map_or(0, |stub| stub + 1))?;
    }
    Ok(())
}
