//! A spreadsheet file read into pages: `.xlsx`, `.xls`, `.ods`, told apart by what they are and not by their names.

use std::cell::Cell as Flag;
use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use anyhow::{Context as _, anyhow, bail};
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError, open_workbook_from_rs,
};

use crate::intake::grid::{Area, Cell, GridRow, Merged, Page};
use crate::intake::limits::{self, Calculated, Uncomputed, check_extent};
use crate::intake::number::decimal;
use crate::value::Day;

/// How a zip container begins.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the container of `.xls`, and of files with a password, begins.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether bytes are a spreadsheet and not text.
pub fn is_spreadsheet(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// The pages of a spreadsheet, in order.
///
/// # Errors
/// Where it has a password, is broken, or is too large.
pub fn pages(bytes: &[u8]) -> anyhow::Result<Vec<Page>> {
    if bytes.starts_with(COMPOUND) {
        let uncomputed = limits::compound(bytes)?;
        return quietly(|| old(bytes, &uncomputed));
    }
    let calculated = limits::zip(bytes)?;
    let is_ods = contains(bytes, b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
    quietly(|| if is_ods { open_document(bytes) } else { new(bytes, calculated) })
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.get(..256).unwrap_or(bytes).windows(wanted.len()).any(|window| window == wanted)
}

thread_local! {
    static READS: Flag<bool> = const { Flag::new(false) };
}

/// Runs a reader of foreign files; that it gives up in the middle of one is that file's fault, and no word of it is printed.
fn quietly(read: impl FnOnce() -> anyhow::Result<Vec<Page>>) -> anyhow::Result<Vec<Page>> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !READS.get() {
                usual(info);
            }
        }));
    });
    READS.set(true);
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    READS.set(false);
    read.unwrap_or_else(|_| Err(anyhow!("tệp hỏng: mở bằng Excel hay LibreOffice rồi lưu lại")))
}

const PASSWORD: &str = "tệp có mật khẩu: mở bằng Excel hay LibreOffice, bỏ mật khẩu rồi lưu lại";
const BROKEN: &str = "tệp hỏng: mở bằng Excel hay LibreOffice rồi lưu lại";

fn new(bytes: &[u8], calculated: Calculated) -> anyhow::Result<Vec<Page>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => anyhow!(PASSWORD),
        _ => anyhow!(BROKEN),
    })?;
    let sheets: Vec<_> = book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let mut pages = Vec::new();
    let mut cells = 0_u64;
    for (name, visible) in sheets {
        let mut page = Page { name: name.as_str().into(), is_hidden: visible != SheetVisible::Visible, ..Page::default() };
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // A chart on a page of its own.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => bail!(BROKEN),
        };
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|_| anyhow!(BROKEN))? {
            let ((row, column), is_formula) = (record.pos, record.formula.is_some());
            let is_uncomputed = is_formula && calculated == Calculated::OnOpening && is_zero(&record.value);
            let value = if is_uncomputed { &DataRef::Empty } else { &record.value };
            let Some(cell) = cell_of(value, is_formula) else { continue };
            check_extent(1, u64::from(column) + 1)?;
            cells += 1;
            if cells > limits::MOST_CELLS {
                bail!("tệp có hơn {} ô có chữ, số: chia thành nhiều tệp", limits::MOST_CELLS);
            }
            enter(&mut page.rows, row + 1, u16::try_from(column).expect("the extent was checked"), cell);
        }
        drop(reader);
        tidy(&mut page.rows);
        page.merged = merged(book.merge_cells_by_sheet_name(&name).map_err(|_| anyhow!(BROKEN))?, &name)?;
        pages.push(page);
    }
    Ok(pages)
}

fn old(bytes: &[u8], uncomputed: &[Uncomputed]) -> anyhow::Result<Vec<Page>> {
    let mut book: Xls<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => anyhow!(PASSWORD),
        _ => anyhow!(BROKEN),
    })?;
    let sheets: Vec<_> = book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let page = |(index, (name, visible)): (usize, (String, SheetVisible))| -> anyhow::Result<Page> {
        let range = book.worksheet_range(&name).map_err(|_| anyhow!(BROKEN))?;
        let formulas = book.worksheet_formula(&name).map_err(|_| anyhow!(BROKEN))?;
        let merged = merged(book.merge_cells_by_sheet_name(&name).map_err(|_| anyhow!(BROKEN))?, &name)?;
        let rows = rows(&range, &formulas, |place| uncomputed.get(index).is_some_and(|cells| cells.contains(&place)));
        Ok(Page { name: name.as_str().into(), is_hidden: visible != SheetVisible::Visible, rows, merged, ..Page::default() })
    };
    sheets.into_iter().enumerate().map(page).collect()
}

fn open_document(bytes: &[u8]) -> anyhow::Result<Vec<Page>> {
    let mut book: Ods<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => anyhow!(PASSWORD),
        _ => anyhow!(BROKEN),
    })?;
    let sheets: Vec<_> = book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let page = |(name, visible): (String, SheetVisible)| -> anyhow::Result<Page> {
        let range = book.worksheet_range(&name).map_err(|_| anyhow!(BROKEN))?;
        let formulas = book.worksheet_formula(&name).map_err(|_| anyhow!(BROKEN))?;
        let rows = rows(&range, &formulas, |_| false);
        Ok(Page { name: name.as_str().into(), is_hidden: visible != SheetVisible::Visible, rows, ..Page::default() })
    };
    sheets.into_iter().map(page).collect()
}

fn rows(range: &Range<Data>, formulas: &Range<String>, is_uncomputed: impl Fn((u32, u32)) -> bool) -> Vec<GridRow> {
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = Vec::new();
    for (row, column, value) in range.cells() {
        let (row, column) = (top + u32::try_from(row).unwrap_or(u32::MAX), left + u32::try_from(column).unwrap_or(u32::MAX));
        let is_formula = formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
        let value = if is_uncomputed((row, column)) { DataRef::Empty } else { borrowed(value) };
        if let Some(cell) = cell_of(&value, is_formula) {
            enter(&mut rows, row + 1, u16::try_from(column).unwrap_or(u16::MAX), cell);
        }
    }
    // A formula without a result may stand outside the cells that have one.
    let (top, left) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let place = (top + u32::try_from(row).unwrap_or(u32::MAX), left + u32::try_from(column).unwrap_or(u32::MAX));
        let is_inside = range.get_value(place).is_some();
        if !formula.is_empty() && !is_inside {
            enter(&mut rows, place.0 + 1, u16::try_from(place.1).unwrap_or(u16::MAX), Cell::Uncomputed);
        }
    }
    tidy(&mut rows);
    rows
}

fn enter(rows: &mut Vec<GridRow>, number: u32, column: u16, cell: Cell) {
    match rows.last_mut().filter(|row| row.number == number) {
        Some(row) => row.cells.push((column, cell)),
        None => rows.push(GridRow { number, cells: vec![(column, cell)] }),
    }
}

/// Rows and cells in order, whatever order the file has them in; of two at one place the later stays.
fn tidy(rows: &mut Vec<GridRow>) {
    rows.sort_by_key(|row| row.number);
    rows.dedup_by(|later, row| {
        let is_same = later.number == row.number;
        if is_same {
            row.cells.append(&mut later.cells);
        }
        is_same
    });
    for row in rows {
        row.cells.sort_by_key(|(column, _)| *column);
        row.cells.reverse();
        row.cells.dedup_by_key(|(column, _)| *column);
        row.cells.reverse();
    }
}

fn is_zero(value: &DataRef<'_>) -> bool {
    matches!(value, DataRef::Int(0)) || matches!(value, DataRef::Float(value) if value.abs() == 0.0)
}

fn merged(areas: Vec<Dimensions>, page: &str) -> anyhow::Result<Merged> {
    Merged::of(areas.into_iter().filter_map(area)).with_context(|| format!("trang `{page}` có quá nhiều ô gộp: bỏ gộp ô rồi lưu lại"))
}

fn area(dimensions: Dimensions) -> Option<Area> {
    let column = |column: u32| u16::try_from(column).ok();
    let ((top, left), (bottom, right)) = (dimensions.start, dimensions.end);
    Some(Area { top: top + 1, bottom: bottom.checked_add(1)?, left: column(left)?, right: column(right)? })
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(whole) => DataRef::Int(*whole),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(is_yes) => DataRef::Bool(*is_yes),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// What a cell of the file holds; none where it is empty.
fn cell_of(value: &DataRef<'_>, is_formula: bool) -> Option<Cell> {
    let number = |value: f64| decimal(value).map_or_else(|| Cell::Error("số dài quá 15 chữ số".into()), Cell::Number);
    Some(match value {
        DataRef::Empty if is_formula => Cell::Uncomputed,
        DataRef::Empty => return None,
        DataRef::Int(whole) => Cell::Number(crate::intake::grid::Number { text: whole.to_string().into(), noise: None }),
        DataRef::Float(value) => number(*value),
        // A formula that came to an empty text: the cell is empty, and that is told.
        DataRef::String(text) if text.is_empty() && is_formula => Cell::Text(Box::default()),
        DataRef::SharedString(text) if text.is_empty() && is_formula => Cell::Text(Box::default()),
        DataRef::String(text) => text_of(text)?,
        DataRef::SharedString(text) => text_of(text)?,
        DataRef::Bool(is_yes) => Cell::YesNo(*is_yes),
        DataRef::DateTime(moment) => day_of(moment),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Cell::Error(format!("{text} là giờ, không phải ngày").into()),
        DataRef::Error(error) => Cell::Error(error.to_string().into()),
    })
}

/// What spreadsheets write where a calculation failed; some keep it as text.
const ERRORS: [&str; 8] = ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!"];

fn text_of(text: &str) -> Option<Cell> {
    if ERRORS.contains(&text) || text.strip_prefix("Err:").is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit())) {
        return Some(Cell::Error(text.into()));
    }
    (!text.is_empty()).then(|| Cell::Text(text.into()))
}

fn day_of(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    if moment.is_duration() {
        return Cell::Error(format!("{hour:02}:{minute:02}:{second:02} là giờ, không phải ngày").into());
    }
    let has_time = (hour, minute, second, milli) != (0, 0, 0, 0);
    let shown = format!("{year:04}-{month:02}-{day:02}");
    match Day::from_ymd(i32::from(year), u32::from(month), u32::from(day)) {
        Some(found) => {
            let shown = if has_time { format!("{shown} {hour:02}:{minute:02}:{second:02}") } else { shown };
            Cell::Day { day: found, shown: shown.into(), has_time }
        }
        None => Cell::Error(format!("{shown} không có trên lịch").into()),
    }
}

fn iso(text: &str) -> Cell {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    match Day::parse(day.as_bytes()) {
        Ok(day) => Cell::Day { day, shown: text.into(), has_time: time.chars().any(|letter| matches!(letter, '1'..='9')) },
        Err(_) => Cell::Error(format!("{text} không có trên lịch").into()),
    }
}
