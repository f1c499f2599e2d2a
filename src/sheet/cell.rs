//! A cell read as what its column holds. A cell that cannot be read is `Broken`; why, `cell_fault` says again when asked.

use std::borrow::Cow;

use crate::sheet::{Column, Kind, Presence, Word};
use crate::value::{Day, DayFault, DecimalStyle, NumberFault, Points, Quantity, parse_plain, parse_points, parse_quantity, text};

/// How numbers are written in a file, told by its delimiter alone so that no row's meaning hangs on another row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NumberStyle {
    /// Comma between cells: `9.5`; three digits behind the point are ambiguous.
    Point,
    /// Semicolon between cells, as Excel writes where the comma is decimal: `9,5`.
    Comma,
    /// TAB between cells: each number as it stands, three digits behind a separator are ambiguous.
    Either,
}

impl NumberStyle {
    /// The style of a file with this delimiter.
    pub const fn of_delimiter(delimiter: u8) -> Self {
        match delimiter {
            b';' => Self::Comma,
            b'\t' => Self::Either,
            _ => Self::Point,
        }
    }
}

/// A cell that was read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Reading<T> {
    /// Nothing in it, or no such column.
    #[default]
    Empty,
    /// Its value.
    Value(T),
    /// Something that is no such value.
    Broken,
}

impl<T: Copy> Reading<T> {
    /// The value, where there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Empty | Self::Broken => None,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Whether the cell holds something unreadable.
    pub fn is_broken(self) -> bool {
        matches!(self, Self::Broken)
    }
}

/// A number that is not negative, as a row holds it: a `Reading<Quantity>` in half the room, since every row has four.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Figure(i128);

impl Figure {
    /// Nothing in the cell, or no such column.
    pub const EMPTY: Self = Self(-1);
    const BROKEN: Self = Self(-2);

    /// The number, where there is one.
    #[inline]
    pub fn value(self) -> Option<Quantity> {
        (self.0 >= 0).then_some(Quantity::from_millionths(self.0))
    }

    /// Whether there is nothing in the cell.
    #[inline]
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// Whether the cell holds something unreadable.
    #[inline]
    pub fn is_broken(self) -> bool {
        self == Self::BROKEN
    }
}

impl From<Reading<Quantity>> for Figure {
    fn from(reading: Reading<Quantity>) -> Self {
        match reading {
            Reading::Empty => Self::EMPTY,
            Reading::Value(value) if value.is_negative() => Self::BROKEN,
            Reading::Value(value) => Self(value.millionths()),
            Reading::Broken => Self::BROKEN,
        }
    }
}

/// Why a cell cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CellFault {
    /// It must be filled.
    Empty,
    /// It is no number, or one in a form that may be read two ways.
    Number(NumberFault),
    /// It is a number below zero where none can be.
    Negative,
    /// It has decimals where only whole numbers stand.
    NotWhole,
    /// It is no day, or one in a form that may be read two ways.
    Day(DayFault),
    /// It is neither yes nor no.
    YesNo,
    /// It is none of these words.
    Choice(&'static [Word]),
    /// A formula or an error left by a spreadsheet: `=…`, `#REF!`.
    Spreadsheet,
}

/// A cell without the blanks around it; a no-break space is a blank.
pub fn trimmed(mut cell: &[u8]) -> &[u8] {
    loop {
        cell = cell.trim_ascii();
        if let Some(rest) = cell.strip_prefix("\u{a0}".as_bytes()).or_else(|| cell.strip_suffix("\u{a0}".as_bytes())) {
            cell = rest;
        } else {
            return cell;
        }
    }
}

/// A cell as text in NFC; bytes that are not UTF-8 become U+FFFD and are a finding of their own.
pub fn text_of(cell: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(cell) {
        Ok(text) => text::nfc(text),
        Err(_) => Cow::Owned(text::nfc(&String::from_utf8_lossy(cell)).into_owned()),
    }
}

/// The bytes of a cell's text, as [`text_of`] has it.
pub fn bytes_of(cell: &[u8]) -> Cow<'_, [u8]> {
    if text::is_plainly_nfc(cell) {
        return Cow::Borrowed(cell);
    }
    match text_of(cell) {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

fn number_fault_of_style(style: NumberStyle, proven: Option<DecimalStyle>) -> Option<NumberFault> {
    (style == NumberStyle::Point && proven == Some(DecimalStyle::Comma)).then_some(NumberFault::WrongSeparator)
}

const fn decimal_style(style: NumberStyle) -> DecimalStyle {
    match style {
        NumberStyle::Point | NumberStyle::Either => DecimalStyle::Unknown,
        NumberStyle::Comma => DecimalStyle::Comma,
    }
}

fn quantity(cell: &[u8], style: NumberStyle) -> Result<Quantity, NumberFault> {
    let (value, proven) = parse_quantity(cell, decimal_style(style))?;
    number_fault_of_style(style, proven).map_or(Ok(value), Err)
}

fn points(cell: &[u8], style: NumberStyle) -> Result<Points, NumberFault> {
    let (value, proven) = parse_points(cell, decimal_style(style))?;
    if value > Points::MOST {
        return Err(NumberFault::TooLarge);
    }
    number_fault_of_style(style, proven).map_or(Ok(value), Err)
}

/// Reads a number that is not negative.
pub fn read_quantity(cell: &[u8], style: NumberStyle) -> Reading<Quantity> {
    match quantity(cell, style) {
        Ok(value) if value.is_negative() => Reading::Broken,
        Ok(value) => Reading::Value(value),
        Err(NumberFault::Empty) => Reading::Empty,
        Err(_) => Reading::Broken,
    }
}

/// Reads a number that is not negative, as a row holds it.
#[inline]
pub fn read_figure(cell: &[u8], style: NumberStyle) -> Figure {
    if cell.is_empty() {
        return Figure::EMPTY;
    }
    if style == NumberStyle::Point
        && let Some(millionths) = parse_plain(cell)
    {
        return Figure(i128::from(millionths));
    }
    read_quantity(cell, style).into()
}

/// Reads points that are not negative.
#[inline]
pub fn read_points(cell: &[u8], style: NumberStyle) -> Reading<Points> {
    if cell.is_empty() {
        return Reading::Empty;
    }
    if style == NumberStyle::Point
        && let Some(millionths) = parse_plain(cell)
        && Points::from_millionths(millionths) <= Points::MOST
    {
        return Reading::Value(Points::from_millionths(millionths));
    }
    read_any_points(cell, style)
}

fn read_any_points(cell: &[u8], style: NumberStyle) -> Reading<Points> {
    match points(cell, style) {
        Ok(value) if value < Points::ZERO => Reading::Broken,
        Ok(value) => Reading::Value(value),
        Err(NumberFault::Empty) => Reading::Empty,
        Err(_) => Reading::Broken,
    }
}

/// Reads a day.
#[inline]
pub fn read_day(cell: &[u8]) -> Reading<Day> {
    if cell.is_empty() {
        return Reading::Empty;
    }
    match Day::parse(cell) {
        Ok(day) => Reading::Value(day),
        Err(DayFault::Empty) => Reading::Empty,
        Err(_) => Reading::Broken,
    }
}

/// Reads yes or no: `x`, `có`, `1`; `không`, `0`.
pub fn read_yes_no(cell: &[u8]) -> Reading<bool> {
    let cell = trimmed(cell);
    match cell {
        b"" => Reading::Empty,
        b"x" | b"X" | b"1" => Reading::Value(true),
        b"0" => Reading::Value(false),
        _ => match text::fold(&text_of(cell)).as_str() {
            "co" => Reading::Value(true),
            "khong" => Reading::Value(false),
            _ => Reading::Broken,
        },
    }
}

/// Finds the word a cell names, by its key or one of its names.
pub fn read_word(cell: &[u8], words: &'static [Word]) -> Reading<usize> {
    let cell = trimmed(cell);
    if cell.is_empty() {
        return Reading::Empty;
    }
    if let Some(index) = words.iter().position(|word| word.key.as_bytes() == cell) {
        return Reading::Value(index);
    }
    let folded = text::fold(&text_of(cell));
    let fits = |word: &Word| text::fold(word.key) == folded || word.names.iter().any(|name| text::fold(name) == folded);
    words.iter().position(fits).map_or(Reading::Broken, Reading::Value)
}

/// Why a cell of this column cannot be read; none where it can.
pub fn cell_fault(column: &Column, cell: &[u8], style: NumberStyle) -> Option<CellFault> {
    kind_fault(column.kind, column.presence, cell, style)
}

/// Why a cell of this kind cannot be read; none where it can.
pub fn kind_fault(kind: Kind, presence: Presence, cell: &[u8], style: NumberStyle) -> Option<CellFault> {
    let cell = trimmed(cell);
    if cell.is_empty() {
        return (presence == Presence::Filled).then_some(CellFault::Empty);
    }
    let reads_text = matches!(kind, Kind::Text | Kind::Code(_));
    if !reads_text && (cell.starts_with(b"=") || cell.starts_with(b"#")) {
        return Some(CellFault::Spreadsheet);
    }
    match kind {
        Kind::Text | Kind::Code(_) => None,
        Kind::Day => Day::parse(cell).err().map(CellFault::Day),
        Kind::Figure if !read_yes_no(cell).is_broken() => None,
        Kind::Number | Kind::Figure | Kind::Whole | Kind::Signed => match quantity(cell, style) {
            Err(fault) => Some(CellFault::Number(fault)),
            Ok(value) if value.millionths() < 0 && !matches!(kind, Kind::Signed) => Some(CellFault::Negative),
            Ok(value) if matches!(kind, Kind::Whole) && value.decimals() > 0 => Some(CellFault::NotWhole),
            Ok(_) => None,
        },
        Kind::Points => match points(cell, style) {
            Err(fault) => Some(CellFault::Number(fault)),
            Ok(value) if value < Points::ZERO => Some(CellFault::Negative),
            Ok(_) => None,
        },
        Kind::YesNo => read_yes_no(cell).is_broken().then_some(CellFault::YesNo),
        Kind::Choice(words) => read_word(cell, words).is_broken().then_some(CellFault::Choice(words)),
    }
}
