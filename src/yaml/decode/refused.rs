//! The error of our deserializer: what a type says before it is given a place.

use std::fmt;

use serde::de;

use crate::yaml::{DecodeFaultKind, Expected, NodeKind};

/// Why a value could not be made.
#[derive(Debug)]
pub(super) enum Refused {
    /// Said by a type, which knows no place.
    Said(Box<DecodeFaultKind>),
    /// In the log already.
    Recorded,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self:?}")
    }
}

impl std::error::Error for Refused {}

impl Refused {
    fn said(kind: DecodeFaultKind) -> Refused {
        Refused::Said(Box::new(kind))
    }
}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Refused {
        let (expected, text) = (Expected::Value, String::new());
        Refused::said(DecodeFaultKind::WrongValue { expected, text })
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Refused {
        let expected = Expected::read(expected, Expected::Value);
        let found = match found {
            de::Unexpected::Unit | de::Unexpected::Option => NodeKind::Null,
            de::Unexpected::Seq => NodeKind::Sequence,
            de::Unexpected::Map => NodeKind::Mapping,
            _ => NodeKind::Scalar,
        };
        Refused::said(DecodeFaultKind::WrongKind { expected, found })
    }

    fn invalid_value(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Refused {
        let expected = Expected::read(expected, Expected::Value);
        let text = match found {
            de::Unexpected::Str(text) => text.to_owned(),
            _ => String::new(),
        };
        Refused::said(DecodeFaultKind::WrongValue { expected, text })
    }

    fn unknown_variant(text: &str, known: &'static [&'static str]) -> Refused {
        Refused::said(DecodeFaultKind::UnknownVariant { text: text.to_owned(), known })
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Refused {
        Refused::said(DecodeFaultKind::UnknownKey { key: key.to_owned(), known })
    }

    fn missing_field(key: &'static str) -> Refused {
        Refused::said(DecodeFaultKind::MissingKey { key: key.to_owned() })
    }
}
