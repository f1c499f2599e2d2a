//! An exact number of the slow calculation; overflow is loud.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// An exact number, in lowest terms.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Fraction {
    top: i128,
    bottom: i128,
}

pub(crate) const ZERO: Fraction = Fraction { top: 0, bottom: 1 };
pub(crate) const ONE: Fraction = Fraction { top: 1, bottom: 1 };

fn times(left: i128, right: i128) -> i128 {
    left.checked_mul(right).expect("the generator keeps denominators small")
}

impl Fraction {
    pub(crate) fn new(top: i128, bottom: i128) -> Self {
        let (mut one, mut other) = (top.abs(), bottom.abs());
        while other != 0 {
            (one, other) = (other, one % other);
        }
        let divisor = one.max(1) * bottom.signum();
        Self { top: top / divisor, bottom: bottom / divisor }
    }

    pub(crate) fn whole(number: usize) -> Self {
        Self::new(i128::try_from(number).expect("a small number"), 1)
    }

    /// Reads `20`, `-2.5` and `20/3`.
    pub(crate) fn read(text: &str) -> Self {
        let integer = |text: &str| -> i128 { text.parse().unwrap_or_else(|error| panic!("`{text}`: {error}")) };
        if let Some((top, bottom)) = text.split_once('/') {
            return Self::new(integer(top), integer(bottom));
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        Self::new(integer(&format!("{whole}{decimals}")), 10_i128.pow(u32::try_from(decimals.len()).expect("few decimals")))
    }

    pub(crate) fn rounded(self, digits: u32, way: &str) -> Self {
        let (top, unit) = (times(self.top.abs(), 10_i128.pow(digits)), self.bottom);
        let (floor, rest) = (top / unit, top % unit);
        let is_up = match way {
            "tu_5_len" => rest * 2 >= unit,
            "nua_xuong" => rest * 2 > unit,
            "len" => rest > 0,
            _ => false,
        };
        Self::new((floor + i128::from(is_up)) * self.top.signum(), 10_i128.pow(digits))
    }
}

impl Add for Fraction {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let shared = Self::new(self.bottom, other.bottom);
        Self::new(times(self.top, shared.bottom) + times(other.top, shared.top), times(self.bottom, shared.bottom))
    }
}

impl std::iter::Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(ZERO, Add::add)
    }
}

impl Neg for Fraction {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.top, self.bottom)
    }
}

impl Sub for Fraction {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Fraction {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (left, right) = (Self::new(self.top, other.bottom), Self::new(other.top, self.bottom));
        Self::new(times(left.top, right.top), times(left.bottom, right.bottom))
    }
}

impl Div for Fraction {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        self.mul(Self::new(other.bottom, other.top))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        // As continued fractions: whole parts first, then the remainders upside down; nothing can overflow.
        let whole = |one: &Self| (one.top.div_euclid(one.bottom), one.top.rem_euclid(one.bottom));
        let ((left, left_rest), (right, right_rest)) = (whole(self), whole(other));
        left.cmp(&right).then_with(|| match (left_rest, right_rest) {
            (0, _) | (_, 0) => left_rest.cmp(&right_rest),
            _ => Self::new(other.bottom, right_rest).cmp(&Self::new(self.bottom, left_rest)),
        })
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
