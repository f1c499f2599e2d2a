//! A number of a spreadsheet as an exact decimal: the one place where a float is read.
//!
//! Spreadsheets calculate in binary and show fifteen digits. What was typed has at most fifteen, and comes back from them exactly; digits
//! past the fifteenth are what calculating left behind (`7.000000000000001`), and leaving them out is told.

use crate::intake::grid::Number;

/// Digits a spreadsheet keeps of what is typed.
const DIGITS: usize = 15;

/// The decimal a float stands for; none where it is no number, or has more whole digits than a spreadsheet keeps.
pub fn decimal(value: f64) -> Option<Number> {
    if !value.is_finite() {
        return None;
    }
    // The shortest decimal that is this float and no other.
    let shortest = plain(&format!("{value:e}"))?;
    let kept = plain(&format!("{value:.*e}", DIGITS - 1))?;
    if shortest == kept {
        return Some(Number { text: kept.into(), noise: None });
    }
    let whole = kept.trim_start_matches('-').split('.').next().map_or(0, str::len);
    (whole <= DIGITS).then(|| Number { text: kept.into(), noise: Some(shortest.into()) })
}

/// `1.25e-3` written out: `0.00125`, without zeros that say nothing; none where it would be absurdly long.
fn plain(scientific: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (first, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{first}{rest}");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let length = exponent.unsigned_abs() as usize;
    if length > LONGEST {
        // So small a rest of a calculation is nothing a spreadsheet shows; so large a number is nothing anybody counts.
        return (exponent < 0).then(|| "0".to_owned());
    }
    Some(if exponent < 0 {
        format!("{sign}0.{}{digits}", "0".repeat(length - 1))
    } else if digits.len() <= length + 1 {
        format!("{sign}{digits}{}", "0".repeat(length + 1 - digits.len()))
    } else {
        format!("{sign}{}.{}", &digits[..=length], &digits[length + 1..])
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::decimal;

    fn read(value: f64) -> (String, Option<String>) {
        let number = decimal(value).expect("it is a number");
        (number.text.into(), number.noise.map(Into::into))
    }

    #[test]
    fn what_was_typed_comes_back() {
        for (value, text) in
            [(0.0, "0"), (-0.0, "0"), (9.5, "9.5"), (0.1, "0.1"), (1e-6, "0.000001"), (1250.0, "1250"), (-12.25, "-12.25"), (1e14, "100000000000000")]
        {
            assert_eq!(read(value), (text.to_owned(), None), "{value}");
        }
    }

    #[test]
    fn what_calculating_left_behind_is_left_out_and_told() {
        assert_eq!(read(7.000_000_000_000_001), ("7".to_owned(), Some("7.000000000000001".to_owned())));
        // 0.1 + 0.2 in binary.
        assert_eq!(read(0.300_000_000_000_000_04), ("0.3".to_owned(), Some("0.30000000000000004".to_owned())));
    }

    #[test]
    fn a_third_stays_a_third_with_fifteen_digits() {
        // It has more decimals than a cell may hold: the row is kept aside for that, not rounded here.
        assert_eq!(read(0.333_333_333_333_333_3).0, "0.333333333333333");
    }

    #[test]
    fn what_is_no_number_or_too_long_is_none() {
        for value in [f64::NAN, f64::INFINITY, 12_345_678_901_234_567.0, 1e300] {
            assert_eq!(decimal(value), None, "{value}");
        }
    }

    proptest! {
        /// A decimal of at most fifteen digits, written into a spreadsheet, is read back as itself.
        #[test]
        fn decimals_of_fifteen_digits_survive(digits in 0_u64..1_000_000_000_000_000, decimals in 0_u32..7) {
            let power = 10_u64.pow(decimals);
            let (whole, rest) = (digits / power, digits % power);
            let width = decimals as usize;
            let text = if decimals == 0 { whole.to_string() } else { format!("{whole}.{rest:0width$}") };
            let exact = if decimals == 0 { text.clone() } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() };
            prop_assert_eq!(read(text.parse().expect("digits")), (exact, None));
        }
    }
}
