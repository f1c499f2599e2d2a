//! A field: the value of a key or of a list, with its place; where faults stop.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, Deserialize, Deserializer, MapAccess};

use crate::yaml::Span;
use crate::yaml::schema::MARK;

/// A value read, or the place where it could not be.
///
/// As a member of a struct it is a compulsory key. Decoding one never fails: what is wrong is
/// recorded, `value` is `None`, and the next key is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<T> {
    /// The value; of an absent key, the mapping that lacks it.
    pub span: Span,
    /// The key, where one is written; a list's items have none.
    pub key: Option<Span>,
    /// The value, if it could be read.
    pub value: Option<T>,
}

impl<T> Field<T> {
    /// The value, if it could be read.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }
}

impl<T> Default for Field<T> {
    fn default() -> Field<T> {
        Field { span: Span::default(), key: None, value: None }
    }
}

/// The name under which a field asks the deserializer for its [`PARTS`] and not for a mapping.
pub(super) const FIELD: &str = "$Field";
/// What the deserializer gives a field; the last two where they exist.
pub(super) const PARTS: &[&str] = &["span", "key", "value"];

#[derive(serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Part {
    Span,
    Key,
    Value,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field<T>, D::Error> {
        deserializer.deserialize_struct(FIELD, PARTS, FieldVisitor(PhantomData))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value and its place")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Field<T>, A::Error> {
        let mut field = Field::default();
        while let Some(part) = parts.next_key()? {
            match part {
                Part::Span => field.span = parts.next_value()?,
                Part::Key => field.key = Some(parts.next_value()?),
                // The deserializer has recorded why.
                Part::Value => field.value = parts.next_value().ok(),
            }
        }
        Ok(field)
    }
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        format!("Field<{}>", T::schema_id()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert(MARK.into(), true.into());
        schema
    }
}
