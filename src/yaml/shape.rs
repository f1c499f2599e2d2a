//! The shapes a value may have besides structs, enums and lists: scalars, free maps, and the
//! places that take a word or something else.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, EnumAccess, MapAccess, VariantAccess};

use crate::yaml::{Expected, Field};

/// A type read from the text of one scalar; `scalar!` makes it a leaf of a [`Field`].
pub trait Scalar: Sized {
    /// What to call it when it is something else.
    const EXPECTED: Expected;

    /// Reads the text as written, without quotes; `None` where it is something else.
    fn from_text(text: &str) -> Option<Self>;

    /// What an editor is told; by default what [`Scalar::EXPECTED`] implies.
    fn schema() -> Schema {
        match Self::EXPECTED {
            // YAML 1.2 reads `04`, `1.10` and `true` as other types, so an editor must let them by.
            Expected::Text => json_schema!({ "type": ["string", "number", "boolean"] }),
            Expected::Number => json_schema!({ "type": "number" }),
            Expected::WholeNumber => json_schema!({ "type": "integer" }),
            Expected::YesNo => json_schema!({ "type": "boolean" }),
            Expected::Day | Expected::Share | Expected::Weight | Expected::Word => json_schema!({ "type": "string" }),
            Expected::Mapping => json_schema!({ "type": "object" }),
            Expected::List => json_schema!({ "type": "array" }),
            Expected::Choice | Expected::Value => json_schema!({}),
        }
    }
}

/// Implements `Deserialize` and `JsonSchema` for types that implement [`Scalar`].
macro_rules! scalar {
    ($($name:ident),+ $(,)?) => {$(
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $crate::yaml::read_scalar(deserializer)
            }
        }

        impl ::schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                <Self as $crate::yaml::Scalar>::schema()
            }
        }
    )+};
}
pub(crate) use scalar;

/// Deserializes a [`Scalar`]; the body of `scalar!`.
pub fn read_scalar<'de, T: Scalar, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Reading<T>(PhantomData<T>);

    impl<T: Scalar> de::Visitor<'_> for Reading<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            de::Expected::fmt(&T::EXPECTED, formatter)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            T::from_text(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &T::EXPECTED))
        }
    }

    deserializer.deserialize_str(Reading(PhantomData))
}

crate::yaml::scalar!(Text, Whole);

/// Any scalar, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(Box<str>);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl Scalar for Text {
    const EXPECTED: Expected = Expected::Text;

    fn from_text(text: &str) -> Option<Text> {
        Some(Text(text.into()))
    }
}

/// A whole number in digits, `-` before a negative one; no `+`, no separators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Whole(pub i64);

impl Scalar for Whole {
    const EXPECTED: Expected = Expected::WholeNumber;

    fn from_text(text: &str) -> Option<Whole> {
        // `i64` alone would take `+5`.
        (!text.starts_with('+')).then(|| text.parse().ok()).flatten().map(Whole)
    }
}

/// A free map: keys the writer chooses, each once, in the order written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<T, K = Text>(pub Vec<(Field<K>, Field<T>)>);

impl<T, K> Default for Entries<T, K> {
    fn default() -> Entries<T, K> {
        Entries(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>, K: Deserialize<'de>> Deserialize<'de> for Entries<T, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries<T, K>, D::Error> {
        struct Reading<T, K>(PhantomData<(T, K)>);

        impl<'de, T: Deserialize<'de>, K: Deserialize<'de>> de::Visitor<'de> for Reading<T, K> {
            type Value = Entries<T, K>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                de::Expected::fmt(&Expected::Mapping, formatter)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T, K>, A::Error> {
                let mut entries = Vec::with_capacity(map.size_hint().unwrap_or_default());
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Reading(PhantomData))
    }
}

impl<T: JsonSchema, K> JsonSchema for Entries<T, K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("EntriesOf{}", T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("Entries<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": value })
    }
}

/// A number, or one of the words of `E`: `it_nhat: 2`, `it_nhat: tat_ca`.
///
/// What begins like a number is read as `N`, everything else as `E`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberOr<E, N = Whole> {
    /// The number.
    Number(N),
    /// The word.
    Word(E),
}

/// One of the words of `E`, or a mapping `T`: `bo_phieu`, `{thuc_hien: A1, uu_tien: thap_hon}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordOr<E, T> {
    /// The word.
    Word(E),
    /// The mapping.
    Mapping(T),
}

/// The names under which a value of two shapes asks which of the two stands there.
pub(super) const NUMBER_OR: &str = "$NumberOr";
pub(super) const WORD_OR: &str = "$WordOr";

#[derive(serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Shape {
    Word,
    Other,
}

impl<'de, E: Deserialize<'de>, N: Deserialize<'de>> Deserialize<'de> for NumberOr<E, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NumberOr<E, N>, D::Error> {
        let visitor = EitherVisitor(PhantomData);
        Ok(match deserializer.deserialize_enum(NUMBER_OR, &[], visitor)? {
            Either::Word(word) => NumberOr::Word(word),
            Either::Other(number) => NumberOr::Number(number),
        })
    }
}

impl<'de, E: Deserialize<'de>, T: Deserialize<'de>> Deserialize<'de> for WordOr<E, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WordOr<E, T>, D::Error> {
        let visitor = EitherVisitor(PhantomData);
        Ok(match deserializer.deserialize_enum(WORD_OR, &[], visitor)? {
            Either::Word(word) => WordOr::Word(word),
            Either::Other(mapping) => WordOr::Mapping(mapping),
        })
    }
}

enum Either<E, T> {
    Word(E),
    Other(T),
}

struct EitherVisitor<E, T>(PhantomData<(E, T)>);

impl<'de, E: Deserialize<'de>, T: Deserialize<'de>> de::Visitor<'de> for EitherVisitor<E, T> {
    type Value = Either<E, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        de::Expected::fmt(&Expected::Choice, formatter)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Either<E, T>, A::Error> {
        let (shape, value) = data.variant()?;
        match shape {
            Shape::Word => value.newtype_variant().map(Either::Word),
            Shape::Other => value.newtype_variant().map(Either::Other),
        }
    }
}

impl<E: JsonSchema, N: JsonSchema> JsonSchema for NumberOr<E, N> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}Or{}", N::schema_name(), E::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("NumberOr<{}, {}>", E::schema_id(), N::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let shapes = [generator.subschema_for::<N>(), generator.subschema_for::<E>()];
        json_schema!({ "anyOf": shapes })
    }
}

impl<E: JsonSchema, T: JsonSchema> JsonSchema for WordOr<E, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}Or{}", E::schema_name(), T::schema_name()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("WordOr<{}, {}>", E::schema_id(), T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let shapes = [generator.subschema_for::<E>(), generator.subschema_for::<T>()];
        json_schema!({ "anyOf": shapes })
    }
}
