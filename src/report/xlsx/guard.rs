//! What keeps a spreadsheet's doubles from rounding the other way than exact arithmetic does.
//!
//! A sum of doubles misses its exact value by a little. Rounded to `guard` decimals first it falls on the same side of
//! every boundary as the exact value: on the boundary itself where the exact value lies on it.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use crate::value::{Fraction, Rounding, RoundingWay};

/// Digits of a double that a sum of a few hundred terms leaves right.
const DIGITS: u8 = 14;

/// Decimals to round to first; none where no number of decimals tells the exact value from a boundary.
pub(super) fn guard(exact: &Fraction, rounding: Rounding) -> Option<u8> {
    let numerator = BigInt::from(exact.numerator()).abs();
    let denominator = BigInt::from(exact.denominator());
    let whole = (&numerator / &denominator).to_string();
    let limit = DIGITS.saturating_sub(u8::try_from(whole.len()).unwrap_or(u8::MAX));
    let (_, rest) = (&numerator * BigInt::from(10).pow(u32::from(rounding.digits))).div_rem(&denominator);
    // The distance to the nearest boundary, in units of the last digit, over twice the denominator.
    let distance: BigInt = match rounding.way {
        RoundingWay::HalfUp => (rest * 2_u8 - &denominator).abs(),
        RoundingWay::Up | RoundingWay::Down => {
            let above: BigInt = &denominator - &rest;
            rest.min(above) * 2_u8
        }
    };
    let tells = |decimals: u8| {
        let finer = u32::from(decimals).checked_sub(u32::from(rounding.digits));
        finer.is_some_and(|finer| finer > 0 && (distance == BigInt::ZERO || &distance * BigInt::from(10).pow(finer) > &denominator * 2_u8))
    };
    (9..=12).filter(|decimals| *decimals <= limit).chain([limit.min(9)]).find(|decimals| tells(*decimals))
}

#[cfg(test)]
mod tests {
    use super::guard;
    use crate::value::{Fraction, Rounding, RoundingWay};

    fn of(numerator: i128, denominator: i128, way: RoundingWay) -> Option<u8> {
        guard(&Fraction::new(numerator, denominator).expect("not over zero"), Rounding { digits: 2, way })
    }

    #[test]
    fn nine_decimals_are_enough_on_a_boundary_and_far_from_it() {
        assert_eq!(of(1005, 1000, RoundingWay::HalfUp), Some(9));
        assert_eq!(of(20, 3, RoundingWay::HalfUp), Some(9));
        assert_eq!(of(67, 10, RoundingWay::Up), Some(9));
    }

    #[test]
    fn a_value_a_hair_from_a_boundary_needs_more_or_cannot_be_told() {
        // 1.005 less one in ten to the tenth, and less one in ten to the fifteenth.
        assert_eq!(of(10_049_999_999, 10_000_000_000, RoundingWay::HalfUp), Some(11));
        assert_eq!(of(1_004_999_999_999_999, 1_000_000_000_000_000, RoundingWay::HalfUp), None);
        assert_eq!(of(1_000_000_000_000_001, 1_000_000_000_000_000, RoundingWay::Down), None);
    }
}
