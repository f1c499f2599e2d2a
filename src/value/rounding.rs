//! Rounding: the one place where a quotient becomes points.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use crate::value::amount::{DECIMALS, POWERS_OF_TEN};
use crate::value::{Fraction, Points};

/// Which of its two neighbours a number between them becomes.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub enum RoundingWay {
    /// The nearer, and the one away from zero from the half on: `tu_5_len`.
    HalfUp,
    /// The one away from zero: `len`.
    Up,
    /// The one towards zero: `xuong`.
    Down,
}

impl RoundingWay {
    /// Whether a remainder below its divisor adds one to the magnitude.
    fn carries<N: Ord + std::ops::Sub<Output = N> + Clone>(self, remainder: &N, divisor: &N, zero: &N) -> bool {
        match self {
            // remainder × 2 ≥ divisor, without the doubling that may overflow.
            Self::HalfUp => *remainder >= divisor.clone() - remainder.clone(),
            Self::Up => remainder > zero,
            Self::Down => false,
        }
    }
}

/// How quotients become points: so many decimals (0..=6), that way.
#[derive(Clone, Copy, Eq, PartialEq, Hash, Debug)]
pub struct Rounding {
    /// Decimals kept, 0 to 6.
    pub digits: u8,
    /// Where the rest goes.
    pub way: RoundingWay,
}

impl Rounding {
    /// `numerator` ÷ `denominator` points, rounded; `None` over zero, with more than six digits, or when it does not fit.
    #[inline]
    pub fn apply(self, numerator: i128, denominator: i128) -> Option<Points> {
        let scale = *POWERS_OF_TEN.get(usize::from(self.digits))?;
        if denominator == 0 {
            return None;
        }
        let is_negative = (numerator < 0) != (denominator < 0);
        let numerator = numerator.unsigned_abs();
        let denominator = denominator.unsigned_abs();
        // Nearly every share fits 64 bits, where a division costs a few nanoseconds.
        if let (Ok(numerator), Ok(divisor)) = (u64::try_from(numerator), u64::try_from(denominator))
            && let Some(dividend) = numerator.checked_mul(scale)
        {
            let quotient = dividend / divisor;
            let carry = self.way.carries(&(dividend % divisor), &divisor, &0);
            return self.points(quotient + u64::from(carry), is_negative);
        }
        let (quotient, remainder) = self.divide_wide(numerator, denominator)?;
        let carry = self.way.carries(&remainder, &denominator, &0);
        self.points(quotient.checked_add(u64::from(carry))?, is_negative)
    }

    /// The fraction in points, rounded; `None` with more than six digits, or when it does not fit.
    #[inline]
    pub fn apply_fraction(self, fraction: &Fraction) -> Option<Points> {
        self.apply(fraction.numerator(), fraction.denominator())
    }

    /// The points with fewer decimals; `None` with more than six digits, or when it does not fit.
    #[inline]
    pub fn apply_points(self, points: Points) -> Option<Points> {
        self.apply(i128::from(points.millionths()), 1_000_000)
    }

    /// [`Rounding::apply`] for numbers of any size; `denominator` is above zero.
    pub(crate) fn apply_big(self, numerator: &BigInt, denominator: &BigInt) -> Option<Points> {
        let scale = *POWERS_OF_TEN.get(usize::from(self.digits))?;
        let dividend = numerator.abs() * scale;
        let (quotient, remainder) = dividend.div_rem(denominator);
        let carry = self.way.carries(&remainder, denominator, &BigInt::ZERO);
        self.points(quotient.to_u64()?.checked_add(u64::from(carry))?, numerator.is_negative())
    }

    /// Quotient in units of the last digit, and remainder; `None` when the quotient leaves 64 bits.
    #[cold]
    fn divide_wide(self, numerator: u128, denominator: u128) -> Option<(u64, u128)> {
        let scale = u128::from(POWERS_OF_TEN[usize::from(self.digits)]);
        if let Some(dividend) = numerator.checked_mul(scale) {
            let quotient = dividend / denominator;
            return Some((u64::try_from(quotient).ok()?, dividend - quotient * denominator));
        }
        let whole = numerator / denominator;
        let mut remainder = numerator - whole * denominator;
        let mut quotient = u64::try_from(whole).ok()?;
        // Long division; ten times the remainder is added up one by one, as twice a remainder always fits and ten times may not.
        for _ in 0..self.digits {
            let mut digit = 0;
            let mut rest = 0;
            for _ in 0..10 {
                rest += remainder;
                if rest >= denominator {
                    rest -= denominator;
                    digit += 1;
                }
            }
            remainder = rest;
            quotient = quotient.checked_mul(10)?.checked_add(digit)?;
        }
        Some((quotient, remainder))
    }

    /// `magnitude` units of the last digit as points.
    #[inline]
    fn points(self, magnitude: u64, is_negative: bool) -> Option<Points> {
        let magnitude = magnitude.checked_mul(POWERS_OF_TEN[usize::from(DECIMALS - self.digits)])?;
        let millionths = if is_negative { 0_i64.checked_sub_unsigned(magnitude) } else { 0_i64.checked_add_unsigned(magnitude) };
        millionths.map(Points::from_millionths)
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;
    use num_traits::{Signed, ToPrimitive, Zero};
    use proptest::prelude::*;

    use crate::value::{Fraction, Points, Rounding, RoundingWay};

    const HALF_UP: Rounding = Rounding { digits: 2, way: RoundingWay::HalfUp };
    const UP: Rounding = Rounding { digits: 2, way: RoundingWay::Up };
    const DOWN: Rounding = Rounding { digits: 2, way: RoundingWay::Down };

    fn points(millionths: impl Into<Option<i64>>) -> Option<Points> {
        millionths.into().map(Points::from_millionths)
    }

    #[test]
    fn half_goes_away_from_zero() {
        assert_eq!(HALF_UP.apply(1_005, 1_000), points(1_010_000));
        assert_eq!(HALF_UP.apply(-1_005, 1_000), points(-1_010_000));
        assert_eq!(HALF_UP.apply(1_004_999, 1_000_000), points(1_000_000));
    }

    #[test]
    fn up_goes_away_from_zero_unless_it_is_exact() {
        assert_eq!(UP.apply(1_001, 1_000), points(1_010_000));
        assert_eq!(UP.apply(-1_001, 1_000), points(-1_010_000));
        assert_eq!(UP.apply(101, 100), points(1_010_000));
    }

    #[test]
    fn down_goes_towards_zero() {
        assert_eq!(DOWN.apply(1_009, 1_000), points(1_000_000));
        assert_eq!(DOWN.apply(-1_009, 1_000), points(-1_000_000));
    }

    #[test]
    fn two_negatives_are_positive() {
        assert_eq!(HALF_UP.apply(-20, -3), points(6_670_000));
    }

    #[test]
    fn over_zero_is_none() {
        assert_eq!(HALF_UP.apply(1, 0), None);
    }

    #[test]
    fn a_seventh_digit_is_none() {
        assert_eq!(Rounding { digits: 7, ..HALF_UP }.apply(1, 3), None);
        assert_eq!(Rounding { digits: 6, ..HALF_UP }.apply(1, 3), points(333_333));
    }

    #[test]
    fn what_does_not_fit_is_none_and_its_neighbour_fits() {
        let whole = Rounding { digits: 6, way: RoundingWay::HalfUp };
        assert_eq!(whole.apply(i128::from(i64::MAX), 1_000_000), points(i64::MAX));
        assert_eq!(whole.apply(i128::from(i64::MIN), 1_000_000), points(i64::MIN));
        assert_eq!(whole.apply(i128::from(i64::MAX) + 1, 1_000_000), None);
        assert_eq!(whole.apply(i128::MAX, 1), None);
    }

    #[test]
    fn the_widest_fractions_are_divided_exactly() {
        assert_eq!(HALF_UP.apply(i128::MIN, i128::MIN), points(1_000_000));
        assert_eq!(HALF_UP.apply(i128::MAX, i128::MIN), points(-1_000_000));
        assert_eq!(DOWN.apply(i128::MAX, i128::MIN), points(-990_000));
        assert_eq!(HALF_UP.apply(i128::MAX / 3, i128::MAX), points(330_000));
    }

    #[test]
    fn points_and_fractions_are_rounded_alike() {
        let exact = Points::from_millionths(2_345_000);
        assert_eq!(HALF_UP.apply_points(exact), points(2_350_000));
        assert_eq!(HALF_UP.apply_fraction(&exact.to_fraction()), points(2_350_000));
    }

    /// Rounding by the definition, on integers without bounds.
    fn oracle(rounding: Rounding, numerator: i128, denominator: i128) -> Option<Points> {
        if denominator == 0 {
            return None;
        }
        let unit = BigInt::from(10).pow(u32::from(rounding.digits));
        let dividend = BigInt::from(numerator).abs() * &unit;
        let divisor = BigInt::from(denominator).abs();
        let below = &dividend / &divisor;
        let rest = &dividend - &below * &divisor;
        let is_up = match rounding.way {
            RoundingWay::HalfUp => rest * 2 >= divisor,
            RoundingWay::Up => !rest.is_zero(),
            RoundingWay::Down => false,
        };
        let magnitude = (below + u8::from(is_up)) * BigInt::from(1_000_000) / unit;
        let is_negative = (numerator < 0) != (denominator < 0);
        let millionths = if is_negative { -magnitude } else { magnitude };
        millionths.to_i64().map(Points::from_millionths)
    }

    fn any_way() -> impl Strategy<Value = RoundingWay> {
        prop_oneof![Just(RoundingWay::HalfUp), Just(RoundingWay::Up), Just(RoundingWay::Down)]
    }

    /// Numbers of every width: a random one shifted right by a random count.
    fn any_width() -> impl Strategy<Value = i128> {
        (any::<i128>(), 0_u32..128).prop_map(|(number, shift)| number >> shift)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn every_quotient_is_the_one_of_big_integers(
            digits in 0_u8..=6, way in any_way(), numerator in any_width(), denominator in any_width(),
        ) {
            let rounding = Rounding { digits, way };
            let expected = oracle(rounding, numerator, denominator);
            prop_assert_eq!(rounding.apply(numerator, denominator), expected);
            if let Some(fraction) = Fraction::new(numerator, denominator) {
                prop_assert_eq!(rounding.apply_fraction(&fraction), expected);
                let numerator = BigInt::from(fraction.numerator());
                let denominator = BigInt::from(fraction.denominator());
                prop_assert_eq!(rounding.apply_big(&numerator, &denominator), expected);
            }
        }

        #[test]
        fn exact_halves_are_the_ones_of_big_integers(
            digits in 0_u8..=6, way in any_way(), odd in any::<i32>(), factor in 1_i64..1_000_000_000_000,
        ) {
            let rounding = Rounding { digits, way };
            let factor = i128::from(factor);
            let numerator = (i128::from(odd) * 2 + 1) * factor;
            let denominator = 2 * 10_i128.pow(u32::from(digits)) * factor;
            prop_assert_eq!(rounding.apply(numerator, denominator), oracle(rounding, numerator, denominator));
        }
    }
}
