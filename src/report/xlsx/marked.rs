//! A copy of what a unit handed in, as a workbook: cells to mend have a border, a fill and a comment, and `LỖI` says what to do row by row.
//!
//! Intake takes it back: the labels are those it knows, and `LỖI`, borders and comments carry nothing.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};

use crate::diagnostic::Voice;
use crate::feedback::{MarkedColumn, MarkedRow, MarkedSheet, Pack, Spot};
use crate::report::xlsx::letters::{BODY, DIGIT, Face, PADDING, line_height, lines_of, text_width};
use crate::report::xlsx::number::{of_decimals, serial};
use crate::report::xlsx::style::Style;
use crate::report::xlsx::{paper, workbook};
use crate::report::{About, Orientation};
use crate::sheet::{Kind, NumberStyle, read_day, read_quantity, trimmed};
use crate::value::Day;

/// The label of the column that says what to do.
const FAULTS: &str = "LỖI";
/// How wide that column is, and the others are at least and at most, in pixels.
const SAYS: u32 = 52 * DIGIT;
const NARROWEST: u32 = 6 * DIGIT;
const WIDEST: u32 = 28 * DIGIT;
/// What a row keeps free above and below its text, and how high it is at most, in pixels.
const ROOM: u32 = 6;
const HIGHEST: u32 = 540;
/// The most letters a cell holds.
const MOST_LETTERS: usize = 32_767;
/// The most digits a spreadsheet's number keeps.
const MOST_DIGITS: usize = 15;
/// The width of a comment, in pixels.
const COMMENT: u32 = 40 * DIGIT;

const YELLOW: Color = Color::RGB(0x00FF_F2CC);
const BLUE: Color = Color::RGB(0x00DD_EBF7);
const RED: Color = Color::RGB(0x00C0_0000);

/// What is known of a row's faults: those of the row, and those of its cells.
#[derive(Clone, Default)]
struct Said {
    /// Everything, a line each.
    lines: Vec<String>,
    /// The columns that are marked, each with what its comment says.
    cells: Vec<(usize, String)>,
    /// Whether the row as a whole is marked.
    is_whole: bool,
}

/// The workbook of one of a pack's sheets, as of a day: the same pack gives the same bytes.
///
/// # Errors
/// Where the library cannot make it.
pub fn marked(pack: &Pack<'_>, index: usize, voice: Voice, day: Day, about: &About<'_>) -> anyhow::Result<Vec<u8>> {
    let sheet = &pack.sheets[index];
    let mut labels = Said::default();
    let mut rows: Vec<Said> = vec![Said::default(); sheet.rows.len()];
    for fault in pack.faults.iter().filter(|fault| fault.sheet == index) {
        let words = pack.said(fault, voice);
        let (said, cell) = match fault.spot {
            Spot::Sheet => continue,
            Spot::Label(column) => (&mut labels, Some(column)),
            Spot::Row(row) | Spot::Lacking(row) => (&mut rows[row], None),
            Spot::Cell(row, column) => (&mut rows[row], Some(column)),
        };
        said.lines.push(words.clone());
        match cell {
            Some(column) => match said.cells.iter_mut().find(|(known, _)| *known == column) {
                Some((_, comment)) => *comment = format!("{comment}\n{words}"),
                None => said.cells.push((column, words)),
            },
            None => said.is_whole = true,
        }
    }
    for (said, row) in rows.iter_mut().zip(&sheet.rows) {
        add_rest(said, row, sheet, voice);
    }
    let mut workbook = workbook(&format!("{} – {}", sheet.sheet.title, pack.name), day, about, &[])?;
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(sheet_name(sheet.sheet.title))?;
    let widths: Vec<u32> = sheet.columns.iter().enumerate().map(|(index, column)| width(sheet, column, index)).chain([SAYS]).collect();
    set_up(worksheet, sheet, &widths)?;
    write_titles(worksheet, sheet, &widths)?;
    write_labels(worksheet, sheet, &labels, &widths)?;
    for ((number, row), said) in (sheet.head()..).zip(&sheet.rows).zip(&rows) {
        write_row(worksheet, number, (row, sheet), said, &widths)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// What no finding says: that a row is to be filled in, that it stands as it came, that a cell is too long for a spreadsheet.
fn add_rest(said: &mut Said, row: &MarkedRow, sheet: &MarkedSheet, voice: Voice) {
    if row.is_lacking {
        said.is_whole = true;
        if said.lines.is_empty() {
            said.lines.push(voice.say("dòng còn thiếu → điền vào dòng này", "a row that is missing → fill in this row"));
        }
    }
    if let Some(original) = &row.original {
        let original = original.trim_end();
        said.lines.push(voice.say(
            format!("dòng đã nộp: {original} → điền lại các ô còn trống"),
            format!("the row as it was handed in: {original} → fill in the empty cells again"),
        ));
    }
    for (column, _) in sheet.columns.iter().zip(&row.cells).filter(|(_, cell)| is_too_long(cell)) {
        let label = &column.label;
        said.lines.push(voice.say(
            format!("{label}: dài quá {MOST_LETTERS} ký tự, không chép được vào đây → để trống thì giữ như đã nộp"),
            format!("{label}: longer than {MOST_LETTERS} letters, too long for this cell → left empty it stays as handed in"),
        ));
    }
}

fn is_too_long(cell: &str) -> bool {
    cell.len() > MOST_LETTERS && cell.encode_utf16().count() > MOST_LETTERS
}

/// A text as long as a cell or a comment may be.
fn shortened(text: &str) -> String {
    // Few letters take two units of the format's count.
    const MOST: usize = MOST_LETTERS / 2;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}

/// A name of a worksheet: at most 31 letters.
fn sheet_name(title: &str) -> String {
    title.chars().filter(|letter| !"[]:*?/\\".contains(*letter)).take(31).collect()
}

fn set_up(worksheet: &mut Worksheet, sheet: &MarkedSheet, widths: &[u32]) -> anyhow::Result<()> {
    paper::lay(worksheet, Orientation::Landscape);
    worksheet.set_print_fit_to_pages(1, 0);
    for (width, column) in widths.iter().zip(0..) {
        worksheet.set_column_width_pixels(column, *width)?;
    }
    let head = sheet.head() - 1;
    worksheet.set_repeat_rows(head, head)?;
    worksheet.set_freeze_panes(head + 1, 0)?;
    if !sheet.rows.is_empty() {
        worksheet.autofilter(head, 0, sheet.number(sheet.rows.len() - 1) - 1, last_of(widths))?;
    }
    Ok(())
}

/// What the cells of a column need, as far as there is room.
fn width(sheet: &MarkedSheet, column: &MarkedColumn, index: usize) -> u32 {
    let bold = Face { bold: true, ..BODY };
    // A label may be broken between words, and has the button of the filter beside it.
    let label = column.label.split(' ').map(|word| text_width(word, bold)).max().unwrap_or_default() + 2 * DIGIT;
    let cells = sheet.rows.iter().map(|row| text_width(&row.cells[index], bold)).max().unwrap_or_default();
    (label.max(cells) + 2 * PADDING).clamp(NARROWEST, WIDEST)
}

/// The column that says what to do.
fn last_of(widths: &[u32]) -> u16 {
    u16::try_from(widths.len() - 1).expect("a record has few cells")
}

/// How high a row is whose texts stand in columns so wide.
fn height<'t>(texts: impl Iterator<Item = &'t str>, widths: &[u32]) -> u32 {
    let bold = Face { bold: true, ..BODY };
    let lines = texts.zip(widths).map(|(text, width)| lines_of(text, bold, *width)).max().unwrap_or(1);
    (lines * line_height(BODY) + ROOM).min(HIGHEST)
}

/// What stands over the table, each line over its whole width.
fn write_titles(worksheet: &mut Worksheet, sheet: &MarkedSheet, widths: &[u32]) -> Result<(), XlsxError> {
    let (whole, last): (u32, u16) = (widths.iter().sum(), last_of(widths));
    for (row, title) in (0..).zip(&sheet.titles) {
        let style = if row == 0 { Style { bold: true, size: 13, ..Style::BODY } } else { Style::BODY };
        let face = Face { size: u32::from(style.size), bold: style.bold };
        let title = shortened(title);
        worksheet.set_row_height_pixels(row, lines_of(&title, face, whole) * line_height(face))?;
        let format = style.of_text(&title).format();
        if last > 0 {
            worksheet.merge_range(row, 0, row, last, &title, &format)?;
        } else {
            worksheet.write_string_with_format(row, 0, &title, &format)?;
        }
    }
    Ok(())
}

fn write_labels(worksheet: &mut Worksheet, sheet: &MarkedSheet, said: &Said, widths: &[u32]) -> Result<(), XlsxError> {
    let row = sheet.head() - 1;
    let head = || Style { bold: true, border: true, fill: true, ..Style::BODY }.format().set_align(FormatAlign::Center);
    let labels = sheet.columns.iter().map(|column| &*column.label).chain([FAULTS]);
    worksheet.set_row_height_pixels(row, height(labels.clone(), widths))?;
    for (column, label) in (0..).zip(labels) {
        let comment = said.cells.iter().find(|(marked, _)| *marked == usize::from(column));
        let format = if comment.is_some() { striking(head()) } else { head() };
        worksheet.write_string_with_format(row, column, label, &format)?;
        if let Some((_, comment)) = comment {
            worksheet.insert_note(row, column, &note(comment))?;
        }
    }
    Ok(())
}

fn write_row(worksheet: &mut Worksheet, row: u32, (cells, sheet): (&MarkedRow, &MarkedSheet), said: &Said, widths: &[u32]) -> anyhow::Result<()> {
    let plain = || {
        let format = Style { border: true, top: true, ..Style::BODY }.format();
        match (cells.is_lacking, said.is_whole) {
            (true, _) => format.set_background_color(BLUE).set_border(FormatBorder::Dashed),
            (false, true) => format.set_background_color(YELLOW),
            (false, false) => format,
        }
    };
    for ((column, cell), at) in sheet.columns.iter().zip(&cells.cells).zip(0..) {
        let comment = said.cells.iter().find(|(marked, _)| *marked == usize::from(at));
        let format = if comment.is_some() { striking(plain()) } else { plain() };
        write_cell(worksheet, (row, at), cell, (column.kind, sheet.style), format)?;
        if let Some((_, comment)) = comment {
            worksheet.insert_note(row, at, &note(comment))?;
        }
    }
    let text = shortened(&match said.lines.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        several => several.iter().map(|line| format!("• {line}")).collect::<Vec<_>>().join("\n"),
    });
    let format = plain().set_font_color(RED);
    worksheet.write_string_with_format(row, last_of(widths), &text, &format)?;
    worksheet.set_row_height_pixels(row, height(cells.cells.iter().map(|cell| &**cell).chain([text.as_str()]), widths))?;
    Ok(())
}

/// Writes what a cell says, as its column has it: a number and a day as such, the rest as text that no spreadsheet takes for a formula.
fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    (kind, style): (Kind, NumberStyle),
    format: Format,
) -> anyhow::Result<()> {
    let text = cell.trim();
    let figure = match kind {
        Kind::Number | Kind::Figure | Kind::Whole | Kind::Signed | Kind::Points => number(text, style),
        Kind::Day | Kind::Text | Kind::Code(_) | Kind::YesNo | Kind::Choice(_) => None,
    };
    let day = if matches!(kind, Kind::Day) { read_day(trimmed(text.as_bytes())).value() } else { None };
    match (figure, day) {
        _ if text.is_empty() || is_too_long(text) => worksheet.write_blank(row, column, &format)?,
        (Some(figure), _) => worksheet.write_number_with_format(row, column, figure, &format.set_align(FormatAlign::Right))?,
        (None, Some(day)) => worksheet.write_number_with_format(row, column, serial(day), &format.set_num_format("dd/mm/yyyy"))?,
        (None, None) => {
            let is_text = !matches!(kind, Kind::Text) || Style::BODY.of_text(text).quote;
            let format = if is_text { format.set_num_format("@") } else { format };
            worksheet.write_string_with_format(
                row,
                column,
                cell,
                &if Style::BODY.of_text(text).quote { format.set_quote_prefix() } else { format },
            )?
        }
    };
    Ok(())
}

/// The number a cell holds, where a spreadsheet keeps it as it is.
fn number(text: &str, style: NumberStyle) -> Option<f64> {
    let quantity = read_quantity(text.as_bytes(), style).value()?;
    let decimals = quantity.to_string();
    let digits = decimals.bytes().filter(u8::is_ascii_digit).count();
    of_decimals(&decimals).filter(|_| digits <= MOST_DIGITS)
}

/// A cell to mend: not told by colour alone.
fn striking(format: Format) -> Format {
    format.set_background_color(YELLOW).set_border(FormatBorder::Medium).set_border_color(RED).set_bold()
}

fn note(words: &str) -> Note {
    let words = shortened(words);
    let height = (lines_of(&words, Face { size: 9, bold: false }, COMMENT) + 1) * line_height(Face { size: 9, bold: false });
    Note::new(words).add_author_prefix(false).set_author("thidua").set_width(COMMENT).set_height(height.min(600))
}
