//! Numbers as a sheet holds them.
#![allow(clippy::float_arithmetic)] // a workbook's numbers are doubles; they come from decimal text and go nowhere else

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use crate::value::{Day, Fraction};

/// The number of a day as sheets count them.
pub(super) fn serial(day: Day) -> f64 {
    // Sheets count from 1899-12-30.
    f64::from(day.since_epoch() + 25_569)
}

/// A count.
pub(super) fn whole(number: u64) -> f64 {
    held(i128::from(number)).unwrap_or_else(|| parsed(&number.to_string()))
}

/// The double nearest to a fraction, by its decimals.
pub(super) fn double(fraction: &Fraction) -> f64 {
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

/// The double nearest to a number in decimals; none where the text is none.
pub(crate) fn of_decimals(text: &str) -> Option<f64> {
    let is_number = text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().all(|byte| byte.is_ascii_digit() || b".-e".contains(&byte));
    text.parse().ok().filter(|_| is_number)
}

fn parsed(decimal: &str) -> f64 {
    of_decimals(decimal).expect("decimals are numbers")
}

#[cfg(test)]
mod tests {
    use super::{double, whole};
    use crate::value::{Fraction, Points};

    #[test]
    fn a_fraction_becomes_the_double_nearest_to_it() {
        let exact = |numerator, denominator| double(&Fraction::new(numerator, denominator).expect("not over zero")).to_string();
        assert_eq!(exact(20, 3), "6.666666666666667");
        assert_eq!(exact(-1, 3), "-0.3333333333333333");
        assert_eq!(exact(-5, 2), "-2.5");
        assert_eq!(exact(-1, 1_000_000), "-0.000001");
        assert_eq!(double(&Points::from_millionths(14_130_000).to_fraction()).to_string(), "14.13");
        // Wider than doubles hold: doubles of this size are 4096 apart.
        assert_eq!(exact(100_000_000_000_000_000_003, 3), "33333333333333330000");
        // Doubles of this size are a half apart: .3 is nearest to .5.
        assert_eq!(exact(43_211_234_567_890_123, 10), "4321123456789012.5");
    }

    #[test]
    fn a_count_becomes_the_double_nearest_to_it() {
        // Doubles of 2^53 and more are 2 apart, of 2^63 and more 2048.
        assert_eq!([7, (1 << 53) - 1, u64::MAX].map(|count| whole(count).to_string()), ["7", "9007199254740991", "18446744073709552000"]);
    }
}
