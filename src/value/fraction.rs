//! Fractions: quotients that decimals cannot hold, compared and summed without loss.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::Write as _;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

use crate::value::amount::{ONE, Plain};
use crate::value::{Points, Quantity, Rounding};

/// An exact quotient of two 128-bit integers, the lower one above zero.
///
/// Lowest terms are looked for only when the terms grow too long or are shown; 1/2 and 2/4 are equal all the same.
/// Shown as a plain decimal where six decimals suffice (`2.5`), else in lowest terms (`20/3`).
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// `numerator` ÷ `denominator`; `None` over zero, or when turning both signs does not fit.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        match denominator.cmp(&0) {
            Ordering::Less => Some(Self { numerator: numerator.checked_neg()?, denominator: denominator.checked_neg()? }),
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { numerator, denominator }),
        }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self { numerator: i128::from(number), denominator: 1 }
    }

    /// That many millionths.
    pub const fn of_millionths(millionths: i128) -> Self {
        // A u64 below 2^63 is unchanged; `i128::from` is not const.
        Self { numerator: millionths, denominator: ONE as i128 }
    }

    /// The upper term, with the sign; not always in lowest terms.
    pub const fn numerator(&self) -> i128 {
        self.numerator
    }

    /// The lower term, above zero; not always in lowest terms.
    pub const fn denominator(&self) -> i128 {
        self.denominator
    }

    /// Whether it is more than a whole number, not negative.
    #[inline]
    pub fn is_over(&self, whole: i64) -> bool {
        // A product of two 64-bit numbers is one instruction.
        if let Ok(denominator) = i64::try_from(self.denominator) {
            return self.numerator > i128::from(denominator) * i128::from(whole);
        }
        // Where the product does not fit, the denominator alone keeps the fraction below any such number.
        self.denominator.checked_mul(i128::from(whole)).is_some_and(|bound| self.numerator > bound)
    }

    /// Whether it is zero.
    pub const fn is_zero(&self) -> bool {
        self.numerator == 0
    }

    /// Whether it is below zero.
    pub const fn is_negative(&self) -> bool {
        self.numerator < 0
    }

    /// The same number in lowest terms.
    #[must_use]
    pub fn reduced(&self) -> Self {
        let divisor = common_divisor(self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        if divisor == 1 {
            return *self;
        }
        let divisor = i128::try_from(divisor).expect("a divisor of the denominator is no larger");
        Self { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
    }

    /// The number in millionths, where six decimals suffice; `None` otherwise, or when it does not fit.
    pub fn exact_millionths(&self) -> Option<i128> {
        // Nearly every number comes over a million, or over another of its divisors.
        if let Ok(denominator) = u64::try_from(self.denominator)
            && ONE.is_multiple_of(denominator)
        {
            return self.numerator.checked_mul(i128::from(ONE / denominator));
        }
        let Self { numerator, denominator } = self.reduced();
        let one = i128::from(ONE);
        if one % denominator != 0 {
            return None;
        }
        numerator.checked_mul(one / denominator)
    }

    /// Appends the number as it is shown.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self.exact_millionths() {
            Some(millionths) => Quantity::from_millionths(millionths).write_fixed(0, out),
            None => write!(out, "{self}").expect("memory takes everything"),
        }
    }

    /// The number as points, where six decimals suffice; `None` otherwise, or when it does not fit.
    pub fn exact_points(&self) -> Option<Points> {
        let millionths = self.exact_millionths()?;
        i64::try_from(millionths).ok().map(Points::from_millionths)
    }

    /// The sum; `None` when its lowest terms do not fit.
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        self.add_terms(other).or_else(|| self.reduced().add_terms(&other.reduced()))
    }

    /// The difference; `None` when its lowest terms do not fit.
    pub fn checked_sub(&self, other: &Self) -> Option<Self> {
        self.checked_add(&other.checked_neg()?)
    }

    /// The number with the other sign; `None` when it does not fit.
    pub fn checked_neg(&self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, ..*self })
    }

    /// The product; `None` when its lowest terms do not fit.
    pub fn checked_mul(&self, other: &Self) -> Option<Self> {
        self.multiply_terms(other).or_else(|| {
            let (left, right) = (self.reduced(), other.reduced());
            let left_over_right = Self { denominator: right.denominator, ..left }.reduced();
            let right_over_left = Self { denominator: left.denominator, ..right }.reduced();
            left_over_right.multiply_terms(&right_over_left)
        })
    }

    /// The quotient; `None` over zero, or when its lowest terms do not fit.
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        let turned = Self::new(other.denominator, other.numerator)?;
        self.checked_mul(&turned)
    }

    fn add_terms(&self, other: &Self) -> Option<Self> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Some(Self { numerator, ..*self });
        }
        let divisor = common_divisor(self.denominator.unsigned_abs(), other.denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).expect("a divisor of a denominator is no larger");
        let (left, right) = (other.denominator / divisor, self.denominator / divisor);
        let upper = self.numerator.checked_mul(left)?.checked_add(other.numerator.checked_mul(right)?)?;
        Some(Self { numerator: upper, denominator: self.denominator.checked_mul(left)? })
    }

    fn multiply_terms(&self, other: &Self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_mul(other.numerator)?, denominator: self.denominator.checked_mul(other.denominator)? })
    }
}

impl From<Points> for Fraction {
    fn from(points: Points) -> Self {
        points.to_fraction()
    }
}

impl Ord for Fraction {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        if let (Some(left), Some(right)) = (left, right) {
            return left.cmp(&right);
        }
        let left = BigInt::from(self.numerator) * other.denominator;
        left.cmp(&(BigInt::from(other.numerator) * self.denominator))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Fraction {}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Hash for Fraction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { numerator, denominator } = self.reduced();
        numerator.hash(state);
        denominator.hash(state);
    }
}

impl Default for Fraction {
    fn default() -> Self {
        Self::ZERO
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(millionths) = self.exact_millionths() {
            return Plain::of_millionths(millionths.unsigned_abs(), 0, b'.').write(millionths < 0, formatter);
        }
        let Self { numerator, denominator } = self.reduced();
        let one = i128::from(ONE);
        if one % denominator != 0 {
            return formatter.pad(&format!("{numerator}/{denominator}"));
        }
        let magnitude = numerator.unsigned_abs();
        let denominator = denominator.unsigned_abs();
        let micros = magnitude % denominator * (u128::from(ONE) / denominator);
        let micros = u32::try_from(micros).expect("what is left of one is below a million millionths");
        Plain::new(magnitude / denominator, micros, 0, b'.').write(numerator < 0, formatter)
    }
}

/// The greatest common divisor, in 64 bits where that is enough.
fn common_divisor(left: u128, right: u128) -> u128 {
    match (u64::try_from(left), u64::try_from(right)) {
        (Ok(left), Ok(right)) => u128::from(left.gcd(&right)),
        _ => left.gcd(&right),
    }
}

/// A sum of fractions of any number and size, exact.
///
/// Shown as a [`Fraction`] is.
#[derive(Clone, Default, Debug)]
pub struct ExactSum {
    // What was added since `carried` last grew: most sums never leave 128 bits.
    recent: Fraction,
    carried: Option<Box<BigFraction>>,
}

/// A quotient of two big integers in lowest terms, the lower one above zero.
#[derive(Clone, Debug)]
struct BigFraction {
    numerator: BigInt,
    denominator: BigInt,
}

impl ExactSum {
    /// The sum of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fraction.
    pub fn add(&mut self, fraction: &Fraction) {
        if let Some(recent) = self.recent.checked_add(fraction) {
            self.recent = recent;
            return;
        }
        self.carried = Some(Box::new(self.total()));
        self.recent = *fraction;
    }

    /// Adds points.
    pub fn add_points(&mut self, points: Points) {
        self.add(&points.to_fraction());
    }

    /// Adds what another sum holds.
    pub fn add_sum(&mut self, other: &Self) {
        if let Some(carried) = &other.carried {
            let mut total = self.total();
            total.add(carried);
            self.carried = Some(Box::new(total));
            self.recent = Fraction::ZERO;
        }
        self.add(&other.recent);
    }

    /// The sum in points, rounded once; `None` with more than six digits, or when it does not fit.
    pub fn round(&self, rounding: Rounding) -> Option<Points> {
        if self.carried.is_none() {
            return rounding.apply_fraction(&self.recent);
        }
        let total = self.total();
        rounding.apply_big(&total.numerator, &total.denominator)
    }

    /// The sum as a fraction; `None` when its lowest terms do not fit.
    pub fn to_fraction(&self) -> Option<Fraction> {
        if self.carried.is_none() {
            return Some(self.recent);
        }
        let total = self.total();
        Fraction::new(total.numerator.to_i128()?, total.denominator.to_i128()?)
    }

    fn total(&self) -> BigFraction {
        let mut total = BigFraction::from(&self.recent);
        if let Some(carried) = &self.carried {
            total.add(carried);
        }
        total
    }
}

impl Ord for ExactSum {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.carried.is_none() && other.carried.is_none() {
            return self.recent.cmp(&other.recent);
        }
        let (left, right) = (self.total(), other.total());
        (left.numerator * right.denominator).cmp(&(right.numerator * left.denominator))
    }
}

impl PartialOrd for ExactSum {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for ExactSum {}

impl PartialEq for ExactSum {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl fmt::Display for ExactSum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(fraction) = self.to_fraction() {
            return fraction.fmt(formatter);
        }
        let BigFraction { numerator, denominator } = self.total();
        let one = BigInt::from(ONE);
        if !one.is_multiple_of(&denominator) {
            return formatter.pad(&format!("{numerator}/{denominator}"));
        }
        let (whole, micros) = (numerator.abs() * (&one / denominator)).div_rem(&one);
        let digits = format!("{whole}.{micros:0>6}");
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        formatter.pad_integral(!numerator.is_negative(), "", digits)
    }
}

impl BigFraction {
    fn add(&mut self, other: &Self) {
        if self.denominator == other.denominator {
            self.numerator += &other.numerator;
        } else {
            self.numerator = &self.numerator * &other.denominator + &other.numerator * &self.denominator;
            self.denominator *= &other.denominator;
        }
        let divisor = self.numerator.gcd(&self.denominator);
        if !divisor.is_one() {
            self.numerator /= &divisor;
            self.denominator /= &divisor;
        }
    }
}

impl From<&Fraction> for BigFraction {
    fn from(fraction: &Fraction) -> Self {
        let Fraction { numerator, denominator } = fraction.reduced();
        Self { numerator: numerator.into(), denominator: denominator.into() }
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    use num_bigint::BigInt;
    use proptest::prelude::*;

    use crate::value::{ExactSum, Fraction, Points, Rounding, RoundingWay};

    fn fraction(numerator: i128, denominator: i128) -> Fraction {
        Fraction::new(numerator, denominator).expect("the tests divide by numbers above zero")
    }

    #[test]
    fn exactly_the_bound_is_not_over_it_and_a_huge_denominator_is_never() {
        let fraction = |above, below| Fraction::new(above, below).expect("a fraction");
        assert!(!fraction(20, 2).is_over(10));
        assert!(fraction(21, 2).is_over(10));
        assert!(!fraction(-21, 2).is_over(10));
        assert!(!fraction(i128::MAX, i128::MAX - 1).is_over(10));
    }

    #[test]
    fn a_fraction_is_a_decimal_where_six_digits_suffice() {
        for (numerator, denominator, shown) in [
            (20, 3, "20/3"),
            (-40, 6, "-20/3"),
            (5, -2, "-2.5"),
            (7, 7, "1"),
            (0, 9, "0"),
            (1, 64, "0.015625"),
            (1, 128, "1/128"),
            (i128::MIN, 1, "-170141183460469231731687303715884105728"),
            (i128::MAX, 2, "85070591730234615865843651857942052863.5"),
        ] {
            assert_eq!(fraction(numerator, denominator).to_string(), shown);
        }
    }

    #[test]
    fn over_zero_is_none() {
        assert!(Fraction::new(1, 0).is_none());
        assert!(fraction(1, 2).checked_div(&Fraction::ZERO).is_none());
    }

    #[test]
    fn equal_numbers_are_equal_in_any_terms() {
        let hashes = BuildHasherDefault::<DefaultHasher>::default();
        assert_eq!(fraction(1, 2), fraction(2, 4));
        assert_eq!(hashes.hash_one(fraction(1, 2)), hashes.hash_one(fraction(2, 4)));
    }

    #[test]
    fn a_third_three_times_is_one() {
        let third = fraction(1, 3);
        assert_eq!(third.checked_mul(&Fraction::whole(3)), Some(Fraction::whole(1)));
        let two_thirds = third.checked_add(&third);
        assert_eq!(two_thirds.and_then(|sum| sum.checked_sub(&fraction(2, 3))), Some(Fraction::ZERO));
        assert_eq!(Fraction::whole(1).checked_div(&Fraction::whole(-3)), Some(fraction(-1, 3)));
    }

    #[test]
    fn long_terms_are_reduced_before_giving_up() {
        let long = fraction(i128::MAX - 1, i128::MAX - 1);
        assert_eq!(long.checked_add(&fraction(1, 2)), Some(fraction(3, 2)));
        assert_eq!(long.checked_mul(&fraction(2, 3)), Some(fraction(2, 3)));
        let crossed = fraction(i128::MAX, 2).checked_mul(&fraction(2, i128::MAX));
        assert_eq!(crossed, Some(Fraction::whole(1)));
        assert_eq!(fraction(i128::MAX, 1).checked_add(&Fraction::whole(1)), None);
    }

    #[test]
    fn only_terminating_fractions_are_points() {
        assert_eq!(fraction(5, 4).exact_points(), Some(Points::from_millionths(1_250_000)));
        assert_eq!(fraction(1, 3).exact_points(), None);
        assert_eq!(fraction(i128::MAX, 1).exact_points(), None);
    }

    #[test]
    fn order_survives_terms_whose_products_overflow() {
        let most = i128::MAX;
        assert!(fraction(most - 1, most) < fraction(most, most));
        assert!(fraction(most, most - 1) < fraction(most - 1, most - 2));
        assert!(fraction(-most, most - 1) < fraction(-most, most));
    }

    #[test]
    fn a_sum_is_rounded_once() {
        let mut sum = ExactSum::new();
        for _ in 0..3 {
            sum.add(&fraction(1, 3));
        }
        let rounding = Rounding { digits: 0, way: RoundingWay::Down };
        assert_eq!(sum.to_string(), "1");
        assert_eq!(sum.round(rounding), Some(Points::whole(1)));
    }

    #[test]
    fn a_sum_beyond_128_bits_is_exact() {
        let mut sum = ExactSum::new();
        sum.add(&fraction(i128::MAX, 1));
        sum.add(&fraction(i128::MAX, 1));
        assert_eq!(sum.to_string(), "340282366920938463463374607431768211454");
        sum.add(&fraction(1, 2));
        assert_eq!(sum.to_string(), "340282366920938463463374607431768211454.5");
        sum.add(&fraction(1, 3));
        assert_eq!(sum.to_string(), "2041694201525630780780247644590609268729/6");
        let rounding = Rounding { digits: 2, way: RoundingWay::HalfUp };
        assert_eq!(sum.round(rounding), None);
        sum.add(&fraction(-i128::MAX, 1));
        sum.add(&fraction(-i128::MAX, 1));
        assert_eq!(sum.round(rounding), Some(Points::from_millionths(830_000)));
        assert_eq!(sum.to_fraction(), Some(fraction(5, 6)));
    }

    #[test]
    fn sums_compare_by_value() {
        let mut long = ExactSum::new();
        long.add(&fraction(i128::MAX, 1));
        long.add(&fraction(i128::MAX, 1));
        let mut short = ExactSum::new();
        short.add_points(Points::whole(2));
        assert!(short < long);
        let mut both = short.clone();
        both.add_sum(&long);
        assert!(both > long);
        long.add_sum(&short);
        assert_eq!(both, long);
    }

    fn any_fraction() -> impl Strategy<Value = Fraction> {
        let number = (any::<i128>(), 0_u32..127);
        (number.clone(), number).prop_map(|((upper, short), (lower, shorter))| fraction(upper >> short, ((lower >> shorter) & i128::MAX).max(1)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn order_is_the_one_of_big_integers(left in any_fraction(), right in any_fraction()) {
            let crossed = (BigInt::from(left.numerator()) * right.denominator())
                .cmp(&(BigInt::from(right.numerator()) * left.denominator()));
            prop_assert_eq!(left.cmp(&right), crossed);
            prop_assert_eq!(left.reduced(), left);
        }

        #[test]
        fn arithmetic_is_the_one_of_big_integers(left in any_fraction(), right in any_fraction()) {
            let (a, b) = (BigInt::from(left.numerator()), BigInt::from(left.denominator()));
            let (c, d) = (BigInt::from(right.numerator()), BigInt::from(right.denominator()));
            let same = |value: Option<Fraction>, upper: BigInt, lower: BigInt| value
                .is_none_or(|value| upper * value.denominator() == lower * value.numerator());
            prop_assert!(same(left.checked_add(&right), &a * &d + &c * &b, &b * &d));
            prop_assert!(same(left.checked_sub(&right), &a * &d - &c * &b, &b * &d));
            prop_assert!(same(left.checked_mul(&right), &a * &c, &b * &d));
            prop_assert!(same(left.checked_div(&right), &a * &d, &b * &c));
        }

        #[test]
        fn a_sum_does_not_depend_on_its_order(mut fractions in prop::collection::vec(any_fraction(), 0..12)) {
            let mut forwards = ExactSum::new();
            for fraction in &fractions {
                forwards.add(fraction);
            }
            fractions.reverse();
            let mut backwards = ExactSum::new();
            for fraction in &fractions {
                backwards.add(fraction);
            }
            prop_assert_eq!(&forwards, &backwards);
            prop_assert_eq!(forwards.to_string(), backwards.to_string());
            for way in [RoundingWay::HalfUp, RoundingWay::Up, RoundingWay::Down] {
                let rounding = Rounding { digits: 2, way };
                prop_assert_eq!(forwards.round(rounding), backwards.round(rounding));
            }
        }
    }
}
