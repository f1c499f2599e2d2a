//! Numbers as a sheet holds them.
#![allow(clippy::float_arithmetic)] // a workbook's numbers are doubles; they come from decimal text and go nowhere else

use std::io::Write as _;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use crate::value::{Day, Fraction, Points};

/// A decimal of no more digits is the shortest that means its double.
const MOST_EXACT: u64 = 1_000_000_000_000_000;

/// Writes the double nearest to a fraction, in the fewest digits that mean it.
pub(super) fn write_nearest(fraction: &Fraction, xml: &mut Vec<u8>) {
    match fraction.exact_points() {
        Some(points) if points.millionths().unsigned_abs() < MOST_EXACT => write_points(points, xml),
        Some(_) | None => write!(xml, "{}", double(fraction)).expect("memory takes everything"),
    }
}

/// Writes points as a decimal.
fn write_points(points: Points, xml: &mut Vec<u8>) {
    let millionths = points.millionths();
    if millionths < 0 {
        xml.push(b'-');
    }
    let mut digits = itoa::Buffer::new();
    let size = millionths.unsigned_abs();
    xml.extend_from_slice(digits.format(size / 1_000_000).as_bytes());
    let rest = size % 1_000_000;
    if rest > 0 {
        // A one in front keeps the zeros.
        let decimals = digits.format(1_000_000 + rest).trim_end_matches('0');
        xml.push(b'.');
        xml.extend_from_slice(&decimals.as_bytes()[1..]);
    }
}

/// The number of a day as sheets count them.
pub(super) const fn serial(day: Day) -> i32 {
    // Sheets count from 1899-12-30.
    day.since_epoch() + 25_569
}

/// The double nearest to a fraction, by its decimals.
fn double(fraction: &Fraction) -> f64 {
    const DECIMALS: u32 = 30;
    // A quotient of two numbers that doubles hold is the double nearest to it.
    if let (Some(numerator), Some(denominator)) = (held(fraction.numerator()), held(fraction.denominator())) {
        return numerator / denominator;
    }
    let numerator = BigInt::from(fraction.numerator());
    let scaled = numerator.abs() * BigInt::from(10).pow(DECIMALS);
    let (whole, _) = scaled.div_rem(&BigInt::from(fraction.denominator()));
    let sign = if fraction.is_negative() { "-" } else { "" };
    parsed(&format!("{sign}{whole}e-{DECIMALS}"))
}

/// A whole number as a double, where doubles hold each of its size.
fn held(number: i128) -> Option<f64> {
    let number = i64::try_from(number).ok().filter(|number| number.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS)?;
    #[expect(clippy::cast_precision_loss, reason = "no further than doubles hold every whole number")]
    Some(number as f64)
}

fn parsed(decimal: &str) -> f64 {
    decimal.parse().expect("decimals are numbers")
}

#[cfg(test)]
mod tests {
    use super::write_nearest;
    use crate::value::{Fraction, Points};

    fn written(fraction: &Fraction) -> String {
        let mut xml = Vec::new();
        write_nearest(fraction, &mut xml);
        String::from_utf8(xml).expect("digits")
    }

    #[test]
    fn what_is_written_means_the_double_nearest_to_the_fraction() {
        let exact = |numerator, denominator| written(&Fraction::new(numerator, denominator).expect("not over zero"));
        assert_eq!(exact(20, 3), "6.666666666666667");
        assert_eq!(exact(-1, 3), "-0.3333333333333333");
        assert_eq!(exact(-5, 2), "-2.5");
        assert_eq!(exact(-1, 1_000_000), "-0.000001");
        assert_eq!(written(&Points::from_millionths(14_130_000).to_fraction()), "14.13");
        assert_eq!(written(&Points::from_millionths(14_000_300).to_fraction()), "14.0003");
        // Wider than doubles hold: doubles of this size are 4096 apart.
        assert_eq!(exact(100_000_000_000_000_000_003, 3), "33333333333333330000");
        // Doubles of this size are a half apart: .3 is nearest to .5.
        assert_eq!(exact(43_211_234_567_890_123, 10), "4321123456789012.5");
    }
}
