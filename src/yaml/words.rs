//! Leaves of the definition that are values of the domain, and closed sets of words.

use schemars::{Schema, json_schema};

use crate::value::{Day, DecimalStyle, Fraction, Points, Quantity, parse_points, parse_quantity};
use crate::yaml::{Expected, Field, Scalar, scalar};

/// A list, each item with its place.
pub type Many<T> = Vec<Field<T>>;

impl Scalar for Day {
    const EXPECTED: Expected = Expected::Day;

    fn from_text(text: &str) -> Option<Self> {
        Day::parse(text.as_bytes()).ok()
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4})$" })
    }
}

/// Whether a number stands as YAML and JSON write it: `12`, `-0.5`, `12.50`.
fn is_plain_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(decimals)
}

impl Scalar for Points {
    const EXPECTED: Expected = Expected::Number;

    // A definition has the decimal point alone, so `1.250` is not ambiguous here.
    fn from_text(text: &str) -> Option<Self> {
        is_plain_decimal(text).then(|| parse_points(text.as_bytes(), DecimalStyle::Point).ok()).flatten().map(|(points, _)| points)
    }

    // Points are never negative: a deduction is written positive.
    fn schema() -> Schema {
        json_schema!({ "type": "number", "minimum": 0 })
    }
}

impl Scalar for Quantity {
    const EXPECTED: Expected = Expected::Number;

    fn from_text(text: &str) -> Option<Self> {
        is_plain_decimal(text).then(|| parse_quantity(text.as_bytes(), DecimalStyle::Point).ok()).flatten().map(|(quantity, _)| quantity)
    }
}

/// A share of a whole: `1/3`, `2/3` or a decimal such as `0.5`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Share(pub Fraction);

impl From<&Share> for Fraction {
    fn from(share: &Share) -> Self {
        share.0
    }
}

impl Scalar for Share {
    const EXPECTED: Expected = Expected::Share;

    fn from_text(text: &str) -> Option<Self> {
        if let Some((above, below)) = text.split_once('/') {
            let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok()).flatten();
            return Fraction::new(number(above)?.into(), number(below)?.into()).map(Self);
        }
        Quantity::from_text(text).filter(|quantity| !quantity.is_negative()).map(|quantity| Self(quantity.to_fraction()))
    }

    fn schema() -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "pattern": r"^\d+/[1-9]\d*$" }, { "type": "number", "minimum": 0 }] })
    }
}

/// How much a criterion counts: above zero, `1/3` or a decimal such as `0.3`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Weight(pub Fraction);

impl Scalar for Weight {
    const EXPECTED: Expected = Expected::Weight;

    fn from_text(text: &str) -> Option<Self> {
        Share::from_text(text).filter(|share| share.0 > Fraction::ZERO).map(|share| Self(share.0.reduced()))
    }

    fn schema() -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "pattern": r"^0*[1-9]\d*/0*[1-9]\d*$" }, { "type": "number", "exclusiveMinimum": 0 }] })
    }
}

scalar!(Day, Points, Quantity, Share, Weight);

/// Declares a closed set of words: the enum, the word each variant has in the definition, and what editors say of that word.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal $(: $said:literal)?),+ $(,)? }) => {
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, serde::Deserialize, schemars::JsonSchema)]
        $(#[$meta])*
        #[schemars(inline)]
        pub enum $name {
            $(
                $(#[$variant_meta])*
                $(#[doc = $said])?
                #[serde(rename = $text)]
                $variant,
            )+
        }

        impl $name {
            /// The word as it stands in the definition.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}
pub(crate) use choice;
