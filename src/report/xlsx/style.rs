//! How cells look.

use std::fmt::Write as _;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};
use rustc_hash::FxHashMap;

use crate::report::Mark;

/// How a cell looks.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "a cell is bold, underlined, ruled, filled or not, each by itself")]
pub(super) struct Style {
    pub(super) size: u8,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) align: Side,
    pub(super) top: bool,
    pub(super) border: bool,
    pub(super) fill: bool,
    pub(super) indent: u8,
    /// The format of its number.
    pub(super) number: Shown,
    /// A text that begins as a formula does: it stays text when somebody edits the cell.
    pub(super) quote: bool,
}

/// How the number of a cell is shown.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Shown {
    /// As it is; the cell has none.
    Plainly,
    /// With so many decimals, and a mark behind it.
    Decimals(u8, Option<Mark>),
    /// As a day.
    Day,
}

/// Where the content of a cell stands.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Side {
    Left,
    Center,
    Right,
}

impl Style {
    pub(super) const BODY: Self = Self {
        size: 11,
        bold: false,
        italic: false,
        underline: false,
        align: Side::Left,
        top: false,
        border: false,
        fill: false,
        indent: 0,
        number: Shown::Plainly,
        quote: false,
    };

    /// That of a text: one that begins as a formula does is quoted.
    pub(super) fn of_text(self, text: &str) -> Self {
        Self { quote: text.starts_with(['=', '+', '-', '@', '\t', '\r']), ..self }
    }

    pub(super) fn format(&self) -> Format {
        let mut format = Format::new().set_font_name("Times New Roman").set_font_family(1).set_font_size(f64::from(self.size)).set_text_wrap();
        format = format.set_align(match self.align {
            Side::Left => FormatAlign::Left,
            Side::Center => FormatAlign::Center,
            Side::Right => FormatAlign::Right,
        });
        format = format.set_align(if self.top { FormatAlign::Top } else { FormatAlign::VerticalCenter });
        if self.bold {
            format = format.set_bold();
        }
        if self.italic {
            format = format.set_italic();
        }
        if self.underline {
            format = format.set_underline(FormatUnderline::Single);
        }
        if self.border {
            format = format.set_border(FormatBorder::Thin);
        }
        if self.fill {
            format = format.set_background_color(Color::RGB(0x00F2_F2F2));
        }
        if self.indent > 0 {
            format = format.set_indent(self.indent);
        }
        format = match self.number {
            Shown::Plainly => format,
            Shown::Decimals(decimals, mark) => format.set_num_format(number_format(decimals, mark)),
            Shown::Day => format.set_num_format("dd/mm/yyyy"),
        };
        if self.quote {
            format = format.set_quote_prefix();
        }
        format
    }
}

/// The looks of a workbook, each made once.
#[derive(Default)]
pub(super) struct Formats(FxHashMap<Style, Format>);

impl Formats {
    pub(super) fn of(&mut self, style: Style) -> &Format {
        self.0.entry(style).or_insert_with(|| style.format())
    }
}

/// Separators as Vietnamese has them, in each part of a format.
const LOCALE: &str = "[$-42A]";

/// The digits of a number: its decimals at least, and at most.
fn digits(least: u8, most: u8) -> String {
    // A comma with nothing behind it is no number.
    let least = if most > 0 { least.max(1) } else { 0 };
    let mut digits = "#,##0".to_owned();
    if most > 0 {
        digits.push('.');
        digits.extend(std::iter::repeat_n('0', usize::from(least)));
        digits.extend(std::iter::repeat_n('#', usize::from(most.saturating_sub(least))));
    }
    digits
}

/// The format of a number in a chart; nought may stay unsaid.
pub(super) fn chart_format((least, most): (u8, u8), says_nought: bool) -> String {
    let digits = digits(least, most);
    if says_nought { format!("{LOCALE}{digits}") } else { format!("{LOCALE}{digits};{LOCALE}-{digits};") }
}

/// The format of a number in a cell, its mark behind it.
fn number_format(decimals: u8, mark: Option<Mark>) -> String {
    let mut format = format!("{LOCALE}{}", digits(decimals, decimals));
    if let Some(mark) = mark {
        write!(format, "\" {}\"", mark.symbol()).expect("a string takes everything");
    }
    // A little room before the line at the right.
    format.push_str("_)");
    format
}

#[cfg(test)]
mod tests {
    use super::{chart_format, number_format};
    use crate::report::Mark;

    #[test]
    fn a_mark_stands_behind_the_number() {
        assert_eq!(number_format(2, Some(Mark::Provisional)), "[$-42A]#,##0.00\" (t)\"_)");
    }

    #[test]
    fn decimals_that_say_nothing_are_left_out_and_nought_may_be() {
        assert_eq!(chart_format((2, 4), true), "[$-42A]#,##0.00##");
        assert_eq!(chart_format((0, 2), true), "[$-42A]#,##0.0#");
        assert_eq!(chart_format((0, 0), true), "[$-42A]#,##0");
        assert_eq!(chart_format((1, 1), false), "[$-42A]#,##0.0;[$-42A]-#,##0.0;");
    }
}
