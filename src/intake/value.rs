//! One cell as its column is written in a sheet: exactly, or why not.

use crate::intake::grid::Cell;
use crate::sheet::{CellFault, Kind, NumberStyle, Presence, kind_fault, read_word, read_yes_no};
use crate::value::text::nfc;
use crate::value::{DayFault, DecimalStyle, NumberFault, Quantity, parse_quantity};

/// How long a text may be, in bytes: a record of a sheet takes one of every column, be they all quotes.
const LONGEST: usize = 16_384;

/// A cell as it is written, and what it was where the two look different.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// As a sheet has it.
    pub text: Box<str>,
    /// As the file had it, where that is told.
    pub was: Option<Box<str>>,
}

impl Written {
    /// Written as it stands.
    pub fn plain(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into(), was: None }
    }

    fn told(text: String, was: &str) -> Self {
        let was = (text != was).then(|| was.into());
        Self { text: text.into(), was }
    }
}

/// Writes a cell as its column has it; codes are looked up elsewhere.
///
/// # Errors
/// Why it cannot be read, in words that follow its address.
pub fn write(cell: &Cell, kind: Kind, style: DecimalStyle) -> Result<Written, String> {
    match cell {
        Cell::Uncomputed => return Err("công thức chưa có kết quả trong tệp: mở bằng Excel hay LibreOffice, lưu lại".to_owned()),
        Cell::Error(error) => return Err(format!("`{error}` là lỗi, không phải giá trị: sửa ô, hoặc để trống")),
        Cell::Text(text) if text.contains('\0') => return Err("ô có ký tự không in được (mã 0): gõ lại ô".to_owned()),
        Cell::Text(text) if text.len() > LONGEST => return Err(format!("ô dài hơn {LONGEST} byte: để phần dài ở tệp khác")),
        Cell::Text(_) | Cell::Number(_) | Cell::Day { .. } | Cell::YesNo(_) => {}
    }
    let written = match kind {
        Kind::Day => day(cell)?,
        Kind::Number | Kind::Figure | Kind::Whole | Kind::Signed | Kind::Points => number(cell, kind, style)?,
        Kind::YesNo => match cell {
            Cell::YesNo(true) => Written::plain("x"),
            Cell::YesNo(false) => Written::plain("không"),
            _ => Written::plain(trimmed(cell)),
        },
        Kind::Choice(words) => {
            let text = trimmed(cell);
            let index = read_word(text.as_bytes(), words).value();
            Written::plain(index.map_or(text, |index| words[index].key.to_owned()))
        }
        Kind::Text | Kind::Code(_) => text(cell),
    };
    match kind_fault(kind, Presence::Optional, written.text.as_bytes(), NumberStyle::Point) {
        None => Ok(written),
        Some(fault) => Err(said(&fault, &written.text)),
    }
}

/// The text of a cell without blanks around it; line ends and tabs within become blanks.
pub fn trimmed(cell: &Cell) -> String {
    nfc(cell.shown().trim()).into_owned()
}

fn text(cell: &Cell) -> Written {
    match cell {
        Cell::Number(number) => match &number.noise {
            Some(noise) => Written::told(number.text.to_string(), noise),
            None => Written::plain(number.text.clone()),
        },
        _ => Written::plain(trimmed(cell)),
    }
}

fn day(cell: &Cell) -> Result<Written, String> {
    match cell {
        Cell::Day { day, shown, .. } => Ok(Written::told(day.to_string(), shown)),
        Cell::Number(number) => Err(format!("số `{}` ở cột ngày: định dạng ô là ngày trong Excel rồi lưu lại, hoặc viết dd/mm/yyyy", number.text)),
        _ => {
            let text = trimmed(cell);
            match crate::value::Day::parse(text.as_bytes()) {
                Ok(day) => Ok(Written::told(day.to_string(), &text)),
                Err(DayFault::Empty) => Ok(Written::default()),
                Err(DayFault::EitherWay { day_first, month_first: None } | DayFault::WithTime { day: day_first }) => {
                    Ok(Written::told(day_first.to_string(), &text))
                }
                Err(DayFault::EitherWay { day_first, month_first: Some(month_first) }) => Err(format!(
                    "`{text}` có thể là ngày {} hoặc {}: viết dd/mm/yyyy đủ hai chữ số",
                    day_first.vietnamese(),
                    month_first.vietnamese()
                )),
                Err(DayFault::MonthFirst { meant }) => Err(format!("`{text}` có tháng đứng trước ngày: viết `{}`", meant.vietnamese())),
                Err(DayFault::TwoDigitYear) => Err(format!("`{text}` có năm hai chữ số: viết đủ bốn chữ số")),
                Err(DayFault::NoSuchDay | DayFault::YearOutOfRange) => Err(format!("`{text}` không có trên lịch")),
                Err(DayFault::NotADate) => Err(format!("`{text}` không phải ngày: viết dd/mm/yyyy")),
            }
        }
    }
}

fn number(cell: &Cell, kind: Kind, style: DecimalStyle) -> Result<Written, String> {
    let text = match cell {
        Cell::Number(number) => {
            return Ok(match &number.noise {
                Some(noise) => Written::told(number.text.to_string(), noise),
                None => Written::plain(number.text.clone()),
            });
        }
        Cell::YesNo(is_yes) if matches!(kind, Kind::Figure) => return Ok(Written::plain(if *is_yes { "1" } else { "0" })),
        Cell::Day { shown, .. } => return Err(format!("`{shown}` là ngày, không phải số: Excel có thể đã đổi số bạn gõ thành ngày")),
        _ => trimmed(cell),
    };
    if matches!(kind, Kind::Figure) && !read_yes_no(text.as_bytes()).is_broken() {
        return Ok(Written::plain(text));
    }
    match parse_quantity(text.as_bytes(), style) {
        Ok((value, _)) => Ok(Written::told(value.to_string(), &text)),
        Err(NumberFault::Grouped { plain }) => Ok(Written::told(plain.to_string(), &text)),
        Err(fault) => Err(said(&CellFault::Number(fault), &text)),
    }
}

/// A fault of a cell, in words that follow its address.
pub fn said(fault: &CellFault, text: &str) -> String {
    let both =
        |one: Quantity, other: Quantity| format!("`{text}` có thể là {one} hoặc {other}: viết không có dấu phân nhóm, ví dụ {one} hoặc {other}");
    match fault {
        CellFault::Empty => "ô trống mà bắt buộc phải có".to_owned(),
        CellFault::Number(NumberFault::Ambiguous { as_decimal, as_thousands }) => both(*as_decimal, *as_thousands),
        CellFault::Number(NumberFault::TooManyDecimals) => format!("`{text}` có hơn sáu chữ số thập phân: làm tròn trong tệp gốc"),
        CellFault::Number(NumberFault::TooLarge) => format!("`{text}` quá lớn"),
        CellFault::Number(_) => format!("`{text}` không phải số"),
        CellFault::Negative => format!("`{text}` là số âm"),
        CellFault::NotWhole => format!("`{text}` phải là số nguyên"),
        CellFault::Day(_) => format!("`{text}` không phải ngày: viết dd/mm/yyyy"),
        CellFault::YesNo => format!("`{text}` không phải có hay không: viết `x` hoặc `không`"),
        CellFault::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.key)).collect();
            format!("`{text}` không có trong danh mục: viết một trong {}", words.join(", "))
        }
        CellFault::Spreadsheet => format!("`{text}` là công thức hoặc lỗi của bảng tính, không phải giá trị"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, write};
    use crate::intake::grid::{Cell, Number};
    use crate::sheet::Kind;
    use crate::value::DecimalStyle;

    fn of(text: &str, kind: Kind) -> Result<Written, String> {
        write(&Cell::Text(text.into()), kind, DecimalStyle::Unknown)
    }

    fn told(text: &str, was: &str) -> Written {
        Written { text: text.into(), was: Some(was.into()) }
    }

    #[test]
    fn numbers_typed_as_text_are_numbers() {
        assert_eq!(of("9,5", Kind::Number), Ok(told("9.5", "9,5")));
        assert_eq!(of(" 12 ", Kind::Number), Ok(Written::plain("12")));
        assert_eq!(of("1.250.000", Kind::Number), Ok(told("1250000", "1.250.000")));
        assert!(of("1.250", Kind::Number).expect_err("it may be either").contains("1.25 hoặc 1250"));
        assert!(of("95%", Kind::Number).is_err());
    }

    #[test]
    fn in_a_file_of_decimal_commas_a_point_stands_between_thousands() {
        let read = write(&Cell::Text("1.250,5".into()), Kind::Number, DecimalStyle::Comma);
        assert_eq!(read, Ok(told("1250.5", "1.250,5")));
    }

    #[test]
    fn days_are_written_one_way_and_doubtful_ones_are_not_taken() {
        assert_eq!(of("20/01/2022", Kind::Day), Ok(told("2022-01-20", "20/01/2022")));
        assert_eq!(of("20-1-2022", Kind::Day), Ok(told("2022-01-20", "20-1-2022")));
        assert!(of("1/2/2022", Kind::Day).expect_err("it may be either").contains("01/02/2022 hoặc 02/01/2022"));
        assert!(of("20/01/22", Kind::Day).is_err());
        let serial = Cell::Number(Number { text: "44581".into(), noise: None });
        assert!(write(&serial, Kind::Day, DecimalStyle::Unknown).is_err());
    }

    #[test]
    fn what_no_sheet_can_hold_is_not_written() {
        assert!(of("đã kiểm t\0", Kind::Text).is_err());
        assert!(of(&"a".repeat(16_384), Kind::Text).is_ok() && of(&"a".repeat(16_385), Kind::Text).is_err());
    }

    #[test]
    fn what_a_formula_came_to_is_not_guessed() {
        assert!(write(&Cell::Uncomputed, Kind::Number, DecimalStyle::Unknown).is_err());
        assert!(write(&Cell::Error("#REF!".into()), Kind::Text, DecimalStyle::Unknown).is_err());
    }
}
