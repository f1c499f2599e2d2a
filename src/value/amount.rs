//! What `Points` and `Quantity` share: counting in millionths, plain decimal text, panicking operators.

use std::fmt;

/// Millionths in one.
pub(crate) const ONE: u64 = 1_000_000;

/// The most decimals a number has.
pub(crate) const DECIMALS: u8 = 6;

/// 10⁰ to 10⁶.
pub(crate) const POWERS_OF_TEN: [u64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// The digits of an unsigned decimal, without exponent or groups, in memory of its own.
pub(crate) struct Plain {
    bytes: [u8; Plain::CAPACITY],
    start: usize,
}

impl Plain {
    // 39 digits of a u128, a separator, six decimals.
    const CAPACITY: usize = 46;

    /// Digits of `magnitude` millionths, with at least `decimals` of them (0..=6) after `separator`.
    pub(crate) fn of_millionths(magnitude: u128, decimals: u8, separator: u8) -> Self {
        // 64 bits divide several times faster than 128, and nearly every number fits.
        if let Ok(magnitude) = u64::try_from(magnitude) {
            let micros = (magnitude % ONE) as u32;
            return Self::new(u128::from(magnitude / ONE), micros, decimals, separator);
        }
        let one = u128::from(ONE);
        let micros = u32::try_from(magnitude % one).expect("a remainder is below its divisor");
        Self::new(magnitude / one, micros, decimals, separator)
    }

    /// Digits of `whole` and `micros` millionths (below 10⁶), with at least `decimals` of them (0..=6) after `separator`.
    pub(crate) fn new(whole: u128, micros: u32, decimals: u8, separator: u8) -> Self {
        let mut plain = Self { bytes: [0; Self::CAPACITY], start: Self::CAPACITY };
        let decimals = decimals.max(significant_decimals(micros));
        let mut rest = micros;
        for place in (1..=DECIMALS).rev() {
            if place <= decimals {
                plain.push_front(b'0' + (rest % 10) as u8);
            }
            rest /= 10;
        }
        if decimals > 0 {
            plain.push_front(separator);
        }
        let mut whole = whole;
        while whole > u128::from(u64::MAX) {
            plain.push_front(b'0' + (whole % 10) as u8);
            whole /= 10;
        }
        let mut whole = u64::try_from(whole).expect("the loop ends below 2^64");
        loop {
            plain.push_front(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                return plain;
            }
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(&self.bytes[self.start..]).expect("digits and a separator are ASCII")
    }

    /// The text behind its sign.
    pub(crate) fn signed(&self, negative: bool) -> String {
        let sign = if negative { "-" } else { "" };
        format!("{sign}{}", self.as_str())
    }

    /// Writes the text behind its sign, with the width and fill of `formatter`.
    pub(crate) fn write(&self, negative: bool, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad_integral(!negative, "", self.as_str())
    }

    fn push_front(&mut self, byte: u8) {
        self.start -= 1;
        self.bytes[self.start] = byte;
    }
}

/// How many of the six digits of `micros` (below 10⁶) stand before its trailing zeros.
pub(crate) fn significant_decimals(micros: u32) -> u8 {
    let mut decimals = DECIMALS;
    let mut rest = micros;
    while decimals > 0 && rest.is_multiple_of(10) {
        decimals -= 1;
        rest /= 10;
    }
    decimals
}

/// What is left of so many millionths behind the whole ones.
pub(crate) fn micros_of(magnitude: u128) -> u32 {
    // 64 bits divide several times faster than 128, and nearly every number fits.
    let micros = u64::try_from(magnitude).map_or_else(|_| magnitude % u128::from(ONE), |magnitude| u128::from(magnitude % ONE));
    u32::try_from(micros).expect("a remainder is below its divisor")
}

/// The parts of a number in millionths that do not depend on what it counts.
macro_rules! amount {
    ($Amount:ident, $int:ty, $overflow:literal) => {
        impl $Amount {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// That many millionths.
            pub const fn from_millionths(millionths: $int) -> Self {
                Self(millionths)
            }

            /// The number in millionths.
            pub const fn millionths(self) -> $int {
                self.0
            }

            /// The sum; `None` when it does not fit.
            pub fn checked_add(self, other: Self) -> Option<Self> {
                self.0.checked_add(other.0).map(Self)
            }

            /// The difference; `None` when it does not fit.
            pub fn checked_sub(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).map(Self)
            }

            /// The number with the other sign; `None` when it does not fit.
            pub fn checked_neg(self) -> Option<Self> {
                self.0.checked_neg().map(Self)
            }

            /// The number `count` times; `None` when it does not fit.
            pub fn checked_times(self, count: i64) -> Option<Self> {
                self.0.checked_mul(<$int>::from(count)).map(Self)
            }

            /// Whether it is below zero.
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }

            /// Whether it has no decimals.
            pub fn is_whole(self) -> bool {
                self.decimals() == 0
            }

            /// How many decimals it needs: 0 to 6.
            pub fn decimals(self) -> u8 {
                $crate::value::amount::significant_decimals($crate::value::amount::micros_of(u128::from(self.0.unsigned_abs())))
            }

            /// Plain decimal text with at least `digits` decimals (at most six), `12.50`; none that counts is dropped.
            pub fn fixed(self, digits: u8) -> String {
                self.plain(digits, b'.').signed(self.0 < 0)
            }

            /// Appends what [`fixed`](Self::fixed) says.
            pub(crate) fn write_fixed(self, digits: u8, out: &mut Vec<u8>) {
                if self.0 < 0 {
                    out.push(b'-');
                }
                out.extend_from_slice(self.plain(digits, b'.').as_str().as_bytes());
            }

            /// Plain decimal text as Vietnamese is written: `12,5`.
            pub fn vietnamese(self) -> String {
                self.plain(0, b',').signed(self.0 < 0)
            }

            /// The number as a fraction over a million.
            pub fn to_fraction(self) -> $crate::value::Fraction {
                $crate::value::Fraction::of_millionths(i128::from(self.0))
            }

            fn plain(self, digits: u8, separator: u8) -> $crate::value::amount::Plain {
                let digits = digits.min($crate::value::amount::DECIMALS);
                let magnitude = u128::from(self.0.unsigned_abs());
                $crate::value::amount::Plain::of_millionths(magnitude, digits, separator)
            }
        }

        impl std::fmt::Display for $Amount {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.plain(0, b'.').write(self.0 < 0, formatter)
            }
        }

        impl std::ops::Add for $Amount {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                self.checked_add(other).expect($overflow)
            }
        }

        impl std::ops::Sub for $Amount {
            type Output = Self;

            fn sub(self, other: Self) -> Self {
                self.checked_sub(other).expect($overflow)
            }
        }

        impl std::ops::Neg for $Amount {
            type Output = Self;

            fn neg(self) -> Self {
                self.checked_neg().expect($overflow)
            }
        }

        impl std::ops::AddAssign for $Amount {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl std::ops::SubAssign for $Amount {
            fn sub_assign(&mut self, other: Self) {
                *self = *self - other;
            }
        }

        impl std::iter::Sum for $Amount {
            fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
                amounts.fold(Self::ZERO, |sum, amount| sum + amount)
            }
        }

        impl<'a> std::iter::Sum<&'a $Amount> for $Amount {
            fn sum<I: Iterator<Item = &'a Self>>(amounts: I) -> Self {
                amounts.copied().sum()
            }
        }
    };
}

pub(crate) use amount;
