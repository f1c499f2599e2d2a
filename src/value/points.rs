//! Points: what a line, a criterion or a unit scores, exact to a millionth.

use crate::value::amount::{ONE, amount};

/// An exact number of points in millionths, from about −9.2 to 9.2 × 10¹².
///
/// Shown as plain decimals with a point and no trailing zeros: `12.5`, `-2`, `0`.
#[derive(Clone, Copy, Eq, PartialEq, Ord, PartialOrd, Hash, Default, Debug)]
pub struct Points(i64);

amount!(Points, i64, "points stay below 9.2 × 10¹²");

impl Points {
    /// A thousand million: no table gives more, and sums of as many rows as a folder can hold stay exact.
    pub const MOST: Self = Self::whole(Self::MOST_WHOLE);

    /// The same as a whole number.
    pub const MOST_WHOLE: i64 = 1_000_000_000;

    /// That many whole points; panics beyond 9.2 × 10¹², so meant for numbers written in code.
    pub const fn whole(points: i64) -> Self {
        match points.checked_mul(ONE.cast_signed()) {
            Some(millionths) => Self(millionths),
            None => panic!("points stay below 9.2 × 10¹²"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::value::{DecimalStyle, Points, parse_points};

    #[test]
    fn points_are_shown_without_trailing_zeros() {
        for (millionths, shown) in [
            (0, "0"),
            (1, "0.000001"),
            (12_500_000, "12.5"),
            (-2_000_000, "-2"),
            (-500_000, "-0.5"),
            (100_000_000, "100"),
            (i64::MAX, "9223372036854.775807"),
            (i64::MIN, "-9223372036854.775808"),
        ] {
            assert_eq!(Points::from_millionths(millionths).to_string(), shown);
        }
    }

    #[test]
    fn a_width_pads_on_the_left_and_a_precision_cuts_nothing() {
        let points = Points::from_millionths(12_500_000);
        assert_eq!(format!("{points:>6}|{points:<6}|{points:.1}"), "  12.5|12.5  |12.5");
    }

    #[test]
    fn fixed_adds_zeros_and_never_drops_a_digit() {
        let points = Points::from_millionths(12_500_000);
        assert_eq!(points.fixed(2), "12.50");
        assert_eq!(points.fixed(0), "12.5");
        assert_eq!(points.fixed(9), "12.500000");
        assert_eq!(Points::whole(-3).fixed(1), "-3.0");
    }

    #[test]
    fn vietnamese_text_has_a_comma() {
        assert_eq!(Points::from_millionths(-12_500_000).vietnamese(), "-12,5");
    }

    #[test]
    fn decimals_counts_up_to_the_last_digit_that_matters() {
        assert_eq!(Points::from_millionths(12_500_000).decimals(), 1);
        assert_eq!(Points::from_millionths(-1).decimals(), 6);
        assert_eq!(Points::whole(10).decimals(), 0);
        assert!(Points::whole(10).is_whole());
    }

    #[test]
    fn a_sum_that_does_not_fit_is_none() {
        let most = Points::from_millionths(i64::MAX);
        assert_eq!(most.checked_add(Points::from_millionths(1)), None);
        assert_eq!(Points::from_millionths(i64::MIN).checked_neg(), None);
        assert_eq!(most.checked_times(2), None);
        assert_eq!(Points::whole(2).checked_times(-3), Some(Points::whole(-6)));
    }

    #[test]
    #[should_panic(expected = "points stay below")]
    fn an_operator_names_its_overflow() {
        let _ = Points::from_millionths(i64::MAX) + Points::from_millionths(1);
    }

    #[test]
    fn points_add_up() {
        let lines = [Points::whole(3), Points::from_millionths(500_000), -Points::whole(1)];
        assert_eq!(lines.iter().sum::<Points>(), Points::from_millionths(2_500_000));
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_as_the_same_points(millionths: i64) {
            let points = Points::from_millionths(millionths);
            let read = parse_points(points.to_string().as_bytes(), DecimalStyle::Point);
            prop_assert_eq!(read.map(|(read, _)| read), Ok(points));
            let read = parse_points(points.vietnamese().as_bytes(), DecimalStyle::Comma);
            prop_assert_eq!(read.map(|(read, _)| read), Ok(points));
        }
    }
}
