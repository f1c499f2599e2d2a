//! A quantity: what a unit was to reach or did reach, exact to a millionth.

use crate::value::Points;
use crate::value::amount::{ONE, amount};

/// An exact number of whatever is counted, in millionths.
///
/// A cell holds at most 15 digits before the separator; sums may have more.
/// Shown as plain decimals with a point and no trailing zeros: `1250000`, `0.25`.
#[derive(Clone, Copy, Eq, PartialEq, Ord, PartialOrd, Hash, Default, Debug)]
pub struct Quantity(i128);

amount!(Quantity, i128, "quantities stay below 1.7 × 10³²");

impl Quantity {
    /// The most digits a cell may hold before the separator.
    pub const WHOLE_DIGITS: usize = 15;

    /// That many whole units.
    pub const fn whole(units: i64) -> Self {
        // An i64 times a million stays far below 2^127; `i128::from` is not const.
        Self(units as i128 * ONE as i128)
    }

    /// The same as a whole number; `None` when it has decimals or does not fit.
    pub fn to_whole(self) -> Option<i64> {
        if let Ok(millionths) = i64::try_from(self.0) {
            let one = ONE.cast_signed();
            return (millionths % one == 0).then_some(millionths / one);
        }
        let one = i128::from(ONE);
        (self.0 % one == 0).then_some(self.0 / one).and_then(|whole| i64::try_from(whole).ok())
    }

    /// The same number as points; `None` when it does not fit.
    pub fn to_points(self) -> Option<Points> {
        i64::try_from(self.0).ok().map(Points::from_millionths)
    }
}

impl From<Points> for Quantity {
    fn from(points: Points) -> Self {
        Self(i128::from(points.millionths()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::value::{DecimalStyle, Points, Quantity, parse_quantity};

    #[test]
    fn quantities_are_shown_without_trailing_zeros() {
        for (millionths, shown) in [
            (0, "0"),
            (250_000, "0.25"),
            (-1_250_000_000_000, "-1250000"),
            (999_999_999_999_999_999_999, "999999999999999.999999"),
            (i128::MIN, "-170141183460469231731687303715884.105728"),
        ] {
            assert_eq!(Quantity::from_millionths(millionths).to_string(), shown);
        }
    }

    #[test]
    fn fixed_adds_zeros() {
        assert_eq!(Quantity::whole(i64::MAX).fixed(2), "9223372036854775807.00");
    }

    #[test]
    fn points_and_small_quantities_are_the_same_numbers() {
        let points = Points::from_millionths(-2_500_000);
        assert_eq!(Quantity::from(points).to_points(), Some(points));
        assert_eq!(Quantity::whole(i64::MAX).to_points(), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_as_the_same_quantity(
            millionths in -999_999_999_999_999_999_999_i128..=999_999_999_999_999_999_999,
        ) {
            let quantity = Quantity::from_millionths(millionths);
            let read = parse_quantity(quantity.to_string().as_bytes(), DecimalStyle::Point);
            prop_assert_eq!(read.map(|(read, _)| read), Ok(quantity));
            let read = parse_quantity(quantity.vietnamese().as_bytes(), DecimalStyle::Comma);
            prop_assert_eq!(read.map(|(read, _)| read), Ok(quantity));
        }
    }
}
