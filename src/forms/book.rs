//! Forms as a workbook: open cells to fill in, locked ones with what is known, lists to choose from, a guide.

use std::collections::BTreeMap;

use anyhow::Context as _;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::forms::{Field, Form};
use crate::report::xlsx::number::of_decimals;
use crate::sheet::Kind;
use crate::value::Day;

/// The hidden worksheet of long lists.
const LISTS: &str = "Danh mục";
/// The worksheet that says how to fill the others in.
const GUIDE: &str = "Hướng dẫn";
/// Longer lists do not fit into a cell's rule.
const LONGEST_LIST: usize = 255;

/// What a cell of the workbook looks like.
struct Looks {
    title: Format,
    head: Format,
    given: Format,
    open: Format,
    day: Format,
    text: Format,
}

/// The workbook of some forms, as of a day: the same forms give the same bytes.
///
/// # Errors
/// Where the library cannot make it.
pub fn book(forms: &[Form], day: Day) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(u16::try_from(day.year())?, u8::try_from(day.month())?, u8::try_from(day.day())?)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let looks = Looks::new();
    let mut lists = Lists::default();
    for form in forms {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&*form.name)?;
        write(form, worksheet, &looks, &mut lists)?;
    }
    guide(forms, workbook.add_worksheet(), &looks)?;
    if !lists.columns.is_empty() {
        lists.write(workbook.add_worksheet())?;
    }
    Ok(workbook.save_to_buffer()?)
}

impl Looks {
    fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
        Self {
            title: Format::new().set_bold(),
            head: cell().set_bold().set_align(FormatAlign::Center).set_background_color(0x00D9_E2F3),
            given: cell().set_background_color(0x00F2_F2F2).set_num_format("@"),
            open: cell().set_unlocked(),
            day: cell().set_unlocked().set_num_format("dd/mm/yyyy"),
            text: cell().set_unlocked().set_num_format("@"),
        }
    }

    fn of(&self, field: &Field, is_filled: bool) -> &Format {
        match field.kind {
            _ if field.is_given && is_filled => &self.given,
            Kind::Day => &self.day,
            // A code typed into such a cell stays as typed.
            Kind::Code(_) | Kind::Text | Kind::Choice(_) => &self.text,
            Kind::Number | Kind::Figure | Kind::Whole | Kind::Signed | Kind::Points | Kind::YesNo => &self.open,
        }
    }
}

fn write(form: &Form, worksheet: &mut Worksheet, looks: &Looks, lists: &mut Lists) -> anyhow::Result<()> {
    for (row, title) in (0..).zip(&form.titles) {
        worksheet.write_with_format(row, 0, title.as_str(), &looks.title)?;
    }
    let head = u32::try_from(form.titles.len())? + 1;
    let last = head + u32::try_from(form.rows.len())?;
    let widths: Vec<u8> = (0..form.columns.len()).map(|column| width(form, column)).collect();
    let labels: Vec<Box<str>> = form.columns.iter().map(|field| field.label.clone()).collect();
    for (row, cells) in (head..).zip(std::iter::once(&labels).chain(&form.rows)) {
        let lines = cells.iter().zip(&widths).map(|(text, width)| lines(text, *width)).max().unwrap_or(1);
        if lines > 1 {
            worksheet.set_row_height(row, lines * LINE)?;
        }
    }
    for (column, field) in (0..).zip(&form.columns) {
        worksheet.write_with_format(head, column, &*field.label, &looks.head)?;
        worksheet.set_column_width(column, widths[usize::from(column)])?;
        for (row, cells) in (head + 1..).zip(&form.rows) {
            let text = &*cells[usize::from(column)];
            let format = looks.of(field, !text.is_empty());
            match (text.is_empty(), field.kind) {
                (true, _) => worksheet.write_blank(row, column, format)?,
                (false, Kind::Number) => worksheet.write_with_format(
                    row,
                    column,
                    of_decimals(text).with_context(|| format!("`{text}` không phải là một số"))?,
                    &format.clone().set_num_format("General"),
                )?,
                (false, _) => worksheet.write_with_format(row, column, text, format)?,
            };
        }
        if let Some(validation) = validation(field, lists)? {
            worksheet.add_data_validation(head + 1, column, last.max(head + 1), column, &validation)?;
        }
    }
    worksheet.set_freeze_panes(head + 1, 0)?;
    worksheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(head, head)?;
    // Whoever needs more rows, or wider columns, makes them; what is written stays.
    let allowed = ProtectionOptions { insert_rows: true, format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    worksheet.protect_with_options(&allowed);
    Ok(())
}

/// The height of a line, in points.
const LINE: u32 = 15;

/// How wide a column is, in digits: its longest cell, the longest word of its label, room to write where it is open.
fn width(form: &Form, column: usize) -> u8 {
    const WIDEST: usize = 40;
    let field = &form.columns[column];
    let least = match field.kind {
        _ if field.is_given => 2,
        Kind::Text => 12,
        Kind::Day => 10,
        _ => 6,
    };
    let words = field.label.split(' ').chain(form.rows.iter().map(|row| &*row[column]));
    let longest = words.map(|text| text.chars().count()).max().unwrap_or_default();
    u8::try_from(longest.clamp(least, WIDEST) + 2).expect("it is clamped")
}

/// How many lines a text takes in a column so wide; a line is counted full a little early.
fn lines(text: &str, width: u8) -> u32 {
    let most = usize::from(width.saturating_sub(1)).max(1);
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > most {
            lines += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
    }
    lines
}

/// What a cell takes, and what it says to whoever fills it in.
fn validation(field: &Field, lists: &mut Lists) -> anyhow::Result<Option<DataValidation>> {
    let rule = DataValidation::new();
    let (rule, wanted) = if field.choices.is_empty() {
        match field.kind {
            Kind::Day => {
                let least = ExcelDateTime::from_ymd(1900, 1, 1)?;
                (rule.allow_date(DataValidationRule::GreaterThanOrEqualTo(least)), "một ngày, dạng dd/mm/yyyy")
            }
            Kind::Whole => (rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)), "một số nguyên, không âm"),
            Kind::Number | Kind::Points => (rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)), "một số, không âm"),
            Kind::Figure | Kind::Signed | Kind::Text | Kind::Code(_) | Kind::Choice(_) | Kind::YesNo => (rule.allow_any_value(), ""),
        }
    } else {
        let rule = match lists.within(&field.choices)? {
            Listed::Here => rule.allow_list_strings(&field.choices)?,
            Listed::At(range) => rule.allow_list_formula(range),
        };
        (rule, "một mục trong danh sách")
    };
    let label = shortened(&field.label, 32);
    let rule = rule.set_input_title(label)?.set_input_message(shortened(&field.description, LONGEST_LIST))?;
    let rule = if wanted.is_empty() {
        rule
    } else {
        rule.set_error_title("Chưa nhận được")?.set_error_message(format!("Ô này nhận {wanted}."))?.set_error_style(DataValidationErrorStyle::Stop)
    };
    Ok(Some(rule))
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// Lists too long for a cell's rule.
#[derive(Default)]
struct Lists {
    columns: Vec<Vec<Box<str>>>,
    places: BTreeMap<Vec<Box<str>>, usize>,
}

/// Where a list stands.
enum Listed {
    Here,
    At(Formula),
}

impl Lists {
    fn within(&mut self, choices: &[Box<str>]) -> anyhow::Result<Listed> {
        let length: usize = choices.iter().map(|choice| choice.chars().count() + 1).sum();
        // A comma would end an entry.
        if length <= LONGEST_LIST && !choices.iter().any(|choice| choice.contains(',')) {
            return Ok(Listed::Here);
        }
        let columns = &mut self.columns;
        let column = *self.places.entry(choices.to_vec()).or_insert_with(|| {
            columns.push(choices.to_vec());
            columns.len() - 1
        });
        let letter = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column)?);
        Ok(Listed::At(Formula::new(format!("='{LISTS}'!${letter}$1:${letter}${}", choices.len()))))
    }

    fn write(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_name(LISTS)?.set_hidden(true);
        for (column, choices) in (0..).zip(&self.columns) {
            for (row, choice) in (0..).zip(choices) {
                worksheet.write(row, column, &**choice)?;
            }
        }
        Ok(())
    }
}

/// The worksheet that says how to fill the others in, a column of sentences.
fn guide(forms: &[Form], worksheet: &mut Worksheet, looks: &Looks) -> Result<(), XlsxError> {
    worksheet.set_name(GUIDE)?.set_column_width(0, 110)?;
    let wrapped = Format::new().set_text_wrap();
    let mut lines = vec![
        ("Cách điền".to_owned(), true),
        (
            "Chỉ điền ô trắng; ô xám đã có sẵn, không sửa. Chưa có số liệu thì để trống, đừng ghi 0; không phát sinh thì ghi x và lý do.".to_owned(),
            false,
        ),
        (
            "Số thập phân ghi 9,5 hoặc 9.5; ngày ghi dd/mm/yyyy. Thiếu dòng thì chèn thêm dòng; không thêm, xóa, đổi tên cột, không gộp ô."
                .to_owned(),
            false,
        ),
        ("Điền xong lưu lại dạng .xlsx (Excel, LibreOffice) rồi gửi về nơi nhận.".to_owned(), false),
    ];
    for form in forms {
        lines.push((format!("Trang “{}”", form.name), true));
        lines.extend(form.columns.iter().map(|field| {
            let needed = if field.is_needed { " (bắt buộc)" } else { "" };
            (format!("• {}{needed} – {}", field.label, field.description), false)
        }));
    }
    for (row, (line, is_title)) in (0..).zip(&lines) {
        worksheet.write_with_format(row, 0, line.as_str(), if *is_title { &looks.title } else { &wrapped })?;
    }
    worksheet.protect();
    Ok(())
}
