//! A number in a cell: read exactly, or told what is wrong with it; never guessed.
//!
//! `1.250` is 1,25 to one clerk and 1250 to another: only the other cells of the file can tell.

use crate::value::amount::{DECIMALS, ONE, POWERS_OF_TEN};
use crate::value::text::trim_blanks;
use crate::value::{Points, Quantity};

/// What separates decimals in a file, as far as its cells have proved.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Default, Debug)]
pub enum DecimalStyle {
    /// `12.5`
    Point,
    /// `12,5`
    Comma,
    /// No cell has told.
    #[default]
    Unknown,
}

/// Why a cell is no number, with the numbers it may have meant.
#[derive(Clone, Copy, Eq, PartialEq, Debug)]
pub enum NumberFault {
    /// Nothing but blanks.
    Empty,
    /// Anything but a sign, digits, one separator and digits: `1e3`, `12.`, `.5`, `5 %`.
    NotANumber,
    /// More than six decimals.
    TooManyDecimals,
    /// More than 15 digits before the separator, or more than [`Points`] hold.
    TooLarge,
    /// `1.250` in a file that has not told its style.
    Ambiguous {
        /// With the separator before decimals: 1.25.
        as_decimal: Quantity,
        /// With the separator between thousands: 1250.
        as_thousands: Quantity,
    },
    /// A comma before decimals in a file of points, or the other way.
    WrongSeparator,
    /// Thousands in groups, `1.250.000` or `1.250.000,5`: one number only, but not written plainly.
    Grouped {
        /// The number without groups.
        plain: Quantity,
    },
}

/// The quantity in a cell, and the style the cell proves.
///
/// An optional sign (`-`, `+`, U+2212), digits, and at most six decimals behind one separator; blanks and NBSP around it do not count.
#[inline]
pub fn parse_quantity(cell: &[u8], style: DecimalStyle) -> Result<(Quantity, Option<DecimalStyle>), NumberFault> {
    if let Some((millionths, proved)) = parse_short(cell, style) {
        return Ok((Quantity::from_millionths(i128::from(millionths)), proved));
    }
    parse_any(cell, style)
}

/// The points in a cell, negative ones too, and the style the cell proves; read as [`parse_quantity`] reads.
#[inline]
pub fn parse_points(cell: &[u8], style: DecimalStyle) -> Result<(Points, Option<DecimalStyle>), NumberFault> {
    if let Some((millionths, proved)) = parse_short(cell, style) {
        return Ok((Points::from_millionths(millionths), proved));
    }
    let (quantity, proved) = parse_any(cell, style)?;
    let points = quantity.to_points().ok_or(NumberFault::TooLarge)?;
    Ok((points, proved))
}

/// The millionths of a number in the form nearly every cell has: up to twelve digits, or digits, a point and decimals
/// that cannot be thousands; `None` for anything else, which is read with more care.
#[inline]
pub fn parse_plain(cell: &[u8]) -> Option<i64> {
    // Twelve digits in millionths fit an i64.
    if cell.len() > 12 {
        return None;
    }
    let digit = |byte: u8| i64::from(byte.wrapping_sub(b'0'));
    let mut number = 0;
    let mut rest = cell;
    while let [byte, after @ ..] = rest
        && byte.is_ascii_digit()
    {
        number = number * 10 + digit(*byte);
        rest = after;
    }
    if rest.len() == cell.len() {
        return None;
    }
    match *rest {
        [] => Some(number * ONE.cast_signed()),
        [b'.', tenths @ b'0'..=b'9'] => Some((number * 10 + digit(tenths)) * 100_000),
        [b'.', tenths @ b'0'..=b'9', hundredths @ b'0'..=b'9'] => Some((number * 100 + digit(tenths) * 10 + digit(hundredths)) * 10_000),
        _ => None,
    }
}

/// The millionths of a short, plain, unambiguous cell, which nearly every cell is; `None` sends the others to [`parse_any`].
#[inline]
fn parse_short(cell: &[u8], style: DecimalStyle) -> Option<(i64, Option<DecimalStyle>)> {
    // Twelve digits in millionths fit an i64.
    const LONGEST: usize = 12;
    let (is_negative, digits) = match cell {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > LONGEST {
        return None;
    }
    let mut magnitude = 0_u64;
    let mut separator = None;
    for (at, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            magnitude = magnitude * 10 + u64::from(digit);
        } else if matches!(byte, b'.' | b',') && separator.is_none() && at > 0 {
            separator = Some(at);
        } else {
            return None;
        }
    }
    let (magnitude, proved) = match separator {
        None => (magnitude * ONE, None),
        Some(at) => {
            let decimals = digits.len() - at - 1;
            if decimals == 0 {
                return None;
            }
            let missing = usize::from(DECIMALS).checked_sub(decimals)?;
            let written = style_of(digits[at]);
            let is_groupable = decimals == 3 && at <= 3 && magnitude >= 1_000;
            if (style != DecimalStyle::Unknown || is_groupable) && style != written {
                return None;
            }
            (magnitude * POWERS_OF_TEN[missing], (!is_groupable).then_some(written))
        }
    };
    let magnitude = magnitude.cast_signed();
    Some((if is_negative { -magnitude } else { magnitude }, proved))
}

/// What any cell holds.
#[cold]
fn parse_any(cell: &[u8], style: DecimalStyle) -> Result<(Quantity, Option<DecimalStyle>), NumberFault> {
    let text = trim_blanks(cell);
    if text.is_empty() {
        return Err(NumberFault::Empty);
    }
    let (is_negative, text) = match text {
        [b'-', text @ ..] | [0xE2, 0x88, 0x92, text @ ..] => (true, text),
        [b'+', text @ ..] | text => (false, text),
    };
    let signed = |number: Number<'_>| number.value(is_negative);
    let is_separator = |byte: &u8| matches!(byte, b'.' | b',');
    if !text.iter().all(|byte| byte.is_ascii_digit() || is_separator(byte)) || text.split(is_separator).any(<[u8]>::is_empty) {
        return Err(NumberFault::NotANumber);
    }
    let Some(first) = text.iter().position(is_separator) else {
        return Ok((signed(Number { whole: text, decimals: &[] })?, None));
    };
    let last = text.iter().rposition(is_separator).unwrap_or(first);
    let (whole, decimals) = (&text[..last], &text[last + 1..]);
    if first == last {
        let written = style_of(text[first]);
        let plain = Number { whole, decimals };
        let grouped = Number { whole: text, decimals: &[] };
        return match (is_groups(text, text[first]), style) {
            (true, DecimalStyle::Unknown) => Err(NumberFault::Ambiguous { as_decimal: signed(plain)?, as_thousands: signed(grouped)? }),
            (false, DecimalStyle::Unknown) => Ok((signed(plain)?, Some(written))),
            (is_groupable, style) if style == written => Ok((signed(plain)?, (!is_groupable).then_some(written))),
            (true, _) => Err(NumberFault::Grouped { plain: signed(grouped)? }),
            (false, _) => Err(NumberFault::WrongSeparator),
        };
    }
    let plain = if is_groups(text, text[first]) {
        Number { whole: text, decimals: &[] }
    } else if text[last] != text[first] && is_groups(whole, text[first]) {
        Number { whole, decimals }
    } else {
        return Err(NumberFault::NotANumber);
    };
    Err(NumberFault::Grouped { plain: signed(plain)? })
}

/// Whether the text is one to three digits, then groups of three behind `separator`, and could not do with fewer groups.
fn is_groups(text: &[u8], separator: u8) -> bool {
    let mut groups = text.split(|&byte| byte == separator);
    let is_leading = |group: &[u8]| group.len() <= 3 && group.iter().any(|&digit| digit != b'0');
    groups.next().is_some_and(is_leading) && groups.all(|group| group.len() == 3 && group.iter().all(u8::is_ascii_digit))
}

fn style_of(separator: u8) -> DecimalStyle {
    if separator == b'.' { DecimalStyle::Point } else { DecimalStyle::Comma }
}

/// The two digit strings of a number; `whole` may hold separators, which do not count.
struct Number<'a> {
    whole: &'a [u8],
    decimals: &'a [u8],
}

impl Number<'_> {
    fn value(&self, is_negative: bool) -> Result<Quantity, NumberFault> {
        let missing = usize::from(DECIMALS).checked_sub(self.decimals.len()).ok_or(NumberFault::TooManyDecimals)?;
        let whole = self.whole.iter().filter(|byte| byte.is_ascii_digit());
        let significant = whole.skip_while(|&&digit| digit == b'0');
        let mut magnitude = 0_i128;
        for (at, digit) in significant.enumerate() {
            if at == Quantity::WHOLE_DIGITS {
                return Err(NumberFault::TooLarge);
            }
            magnitude = magnitude * 10 + i128::from(digit - b'0');
        }
        for digit in self.decimals {
            magnitude = magnitude * 10 + i128::from(digit - b'0');
        }
        let millionths = magnitude * i128::from(POWERS_OF_TEN[missing]);
        Ok(Quantity::from_millionths(if is_negative { -millionths } else { millionths }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::value::decimal::{parse_any, parse_plain, parse_short};
    use crate::value::{DecimalStyle, NumberFault, Points, Quantity, parse_points, parse_quantity};

    use DecimalStyle::{Comma, Point, Unknown};

    fn read(cell: &str, style: DecimalStyle) -> Result<(Quantity, Option<DecimalStyle>), NumberFault> {
        parse_quantity(cell.as_bytes(), style)
    }

    fn millionths(millionths: i128) -> Quantity {
        Quantity::from_millionths(millionths)
    }

    #[test]
    fn a_whole_number_proves_no_style() {
        for (cell, whole) in [("0", 0), ("4", 4), ("04", 4), ("-4", -4), ("+4", 4), ("\u{2212}4", -4), ("-0", 0)] {
            for style in [Point, Comma, Unknown] {
                assert_eq!(read(cell, style), Ok((Quantity::whole(whole), None)), "{cell}");
            }
        }
    }

    #[test]
    fn a_decimal_proves_its_style() {
        assert_eq!(read("12.5", Unknown), Ok((millionths(12_500_000), Some(Point))));
        assert_eq!(read("12,5", Unknown), Ok((millionths(12_500_000), Some(Comma))));
        assert_eq!(read("-12,5", Comma), Ok((millionths(-12_500_000), Some(Comma))));
        assert_eq!(read("0.125", Unknown), Ok((millionths(125_000), Some(Point))));
        assert_eq!(read("1234.567", Unknown), Ok((millionths(1_234_567_000), Some(Point))));
        assert_eq!(read("1.2500", Unknown), Ok((millionths(1_250_000), Some(Point))));
    }

    #[test]
    fn three_digits_behind_one_separator_are_a_question() {
        let question = Err(NumberFault::Ambiguous { as_decimal: millionths(1_250_000), as_thousands: Quantity::whole(1250) });
        assert_eq!(read("1.250", Unknown), question);
        assert_eq!(read("1,250", Unknown), question);
        assert_eq!(read("+01.250", Unknown), question);
        assert_eq!(
            read("-125.000", Unknown),
            Err(NumberFault::Ambiguous { as_decimal: Quantity::whole(-125), as_thousands: Quantity::whole(-125_000) })
        );
    }

    #[test]
    fn a_file_that_told_its_style_answers_the_question() {
        let decimal = Ok((millionths(1_250_000), None));
        let grouped = Err(NumberFault::Grouped { plain: Quantity::whole(1250) });
        assert_eq!(read("1.250", Point), decimal);
        assert_eq!(read("1,250", Comma), decimal);
        assert_eq!(read("1.250", Comma), grouped);
        assert_eq!(read("1,250", Point), grouped);
    }

    #[test]
    fn the_other_separator_is_wrong() {
        assert_eq!(read("12,5", Point), Err(NumberFault::WrongSeparator));
        assert_eq!(read("12.5", Comma), Err(NumberFault::WrongSeparator));
        assert_eq!(read("0,125", Point), Err(NumberFault::WrongSeparator));
    }

    #[test]
    fn groups_tell_the_plain_number() {
        for style in [Point, Comma, Unknown] {
            let plain = Quantity::whole(1_250_000);
            assert_eq!(read("1.250.000", style), Err(NumberFault::Grouped { plain }));
            assert_eq!(read("1,250,000", style), Err(NumberFault::Grouped { plain }));
            let plain = millionths(-1_250_500_000);
            assert_eq!(read("-1.250,5", style), Err(NumberFault::Grouped { plain }));
            assert_eq!(read("-1,250.500", style), Err(NumberFault::Grouped { plain }));
        }
    }

    #[test]
    fn blanks_around_do_not_count() {
        assert_eq!(read(" \t12.5\u{a0} ", Unknown), Ok((millionths(12_500_000), Some(Point))));
        assert_eq!(read("\u{a0}\r", Unknown), Err(NumberFault::Empty));
        assert_eq!(read("", Unknown), Err(NumberFault::Empty));
    }

    #[test]
    fn anything_else_is_no_number() {
        for cell in [
            "12.",
            ".5",
            ",",
            "-",
            "+",
            "--5",
            "- 5",
            "1e3",
            "0x10",
            "１２",
            "5%",
            "1 250",
            "1..5",
            "1.2.3",
            "1.250,",
            "1,25.0,5",
            "12.50.000",
            "0.250.000",
            "1.250.00",
            "1.250,5,5",
            "1.250,500.000",
            "mười",
            "\u{2212}",
            "\u{2212}\u{2212}1",
        ] {
            assert_eq!(read(cell, Unknown), Err(NumberFault::NotANumber), "{cell}");
        }
        assert_eq!(parse_quantity(b"1\xff", Unknown), Err(NumberFault::NotANumber));
        assert_eq!(parse_quantity(b"\xc2", Unknown), Err(NumberFault::NotANumber));
    }

    #[test]
    fn a_seventh_decimal_is_too_many() {
        assert_eq!(read("0.123456", Unknown), Ok((millionths(123_456), Some(Point))));
        assert_eq!(read("0.1234567", Unknown), Err(NumberFault::TooManyDecimals));
        assert_eq!(read("0.30000000000000004", Unknown), Err(NumberFault::TooManyDecimals));
    }

    #[test]
    fn a_sixteenth_digit_is_too_large() {
        let most = millionths(999_999_999_999_999_999_999);
        assert_eq!(read("999999999999999.999999", Unknown), Ok((most, Some(Point))));
        assert_eq!(read("1000000000000000", Unknown), Err(NumberFault::TooLarge));
        assert_eq!(read("0000000000000000001", Unknown), Ok((Quantity::whole(1), None)));
        assert_eq!(read("1.000.000.000.000.000", Unknown), Err(NumberFault::TooLarge));
    }

    #[test]
    fn points_end_where_64_bits_end() {
        let most = Points::from_millionths(i64::MAX);
        assert_eq!(parse_points(b"9223372036854.775807", Unknown), Ok((most, Some(Point))));
        assert_eq!(parse_points(b"9223372036854.775808", Unknown), Err(NumberFault::TooLarge));
        let least = Points::from_millionths(i64::MIN);
        assert_eq!(parse_points(b"-9223372036854.775808", Unknown), Ok((least, Some(Point))));
    }

    fn any_style() -> impl Strategy<Value = DecimalStyle> {
        prop_oneof![Just(Point), Just(Comma), Just(Unknown)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn the_plain_way_reads_what_the_long_way_reads(cell in "[0-9]{0,13}[.,]?[0-9]{0,4}[ x-]?") {
            if let Some(millionths) = parse_plain(cell.as_bytes()) {
                let (read, _) = parse_quantity(cell.as_bytes(), DecimalStyle::Unknown).expect("what is plain is a number");
                prop_assert_eq!(read, Quantity::from_millionths(i128::from(millionths)));
            }
        }

        #[test]
        fn the_short_way_reads_what_the_long_way_reads(cell in "-?[0-9]{0,6}[.,]?[0-9]{0,7}[.,e ]?[0-9]{0,3}", style in any_style()) {
            if let Some((read, proved)) = parse_short(cell.as_bytes(), style) {
                prop_assert_eq!(Ok((Quantity::from_millionths(i128::from(read)), proved)), parse_any(cell.as_bytes(), style));
            }
        }

        #[test]
        fn any_bytes_are_a_number_or_a_fault(cell: Vec<u8>, style in any_style()) {
            let _ = parse_points(&cell, style);
        }
    }
}
