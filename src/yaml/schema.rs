//! The JSON Schema of what [`decode`](crate::yaml::decode) takes, printed by the same structs.
//!
//! The derive knows serde's rules, and ours differ. Only a [`Field`](crate::yaml::Field) is a
//! compulsory key, a key left empty is a fault, and so is a key nobody declared. A variant whose
//! keys may all be absent may stand as a word alone.

use std::collections::BTreeSet;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::Value;

/// Set by a field on its schema and removed by [`Tidy`]: a key without it may be absent.
pub(super) const MARK: &str = "x-field";

/// The JSON Schema, draft 2020-12, of a definition `T`.
pub fn schema_for<T: JsonSchema>() -> Schema {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    Tidy.transform(&mut schema);
    let definitions = schema.get("$defs").and_then(Value::as_object);
    let definitions = definitions.into_iter().flatten();
    let may_be_empty = definitions.filter(|(_, definition)| is_all_optional(definition));
    let mut words = Words { may_be_empty: may_be_empty.map(|(name, _)| format!("#/$defs/{name}")).collect() };
    words.transform(&mut schema);
    schema
}

/// Makes our keys of serde's: compulsory, declared and never null.
struct Tidy;

impl Transform for Tidy {
    fn transform(&mut self, schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        let is_object = object.get("type").is_some_and(|kind| kind == "object");
        // A variant of an enum is closed already, and its only key compulsory.
        if is_object && !object.contains_key("additionalProperties") {
            let properties = object.get("properties").cloned().unwrap_or_default();
            if let Some(Value::Array(required)) = object.get_mut("required") {
                let is_field = |name: &str| properties[name].get(MARK).is_some();
                required.retain(|name| name.as_str().is_some_and(is_field));
                if required.is_empty() {
                    object.remove("required");
                }
            }
            object.insert("additionalProperties".into(), false.into());
        }
        without_null(schema);
        schema.remove(MARK);
        transform_subschemas(self, schema);
    }
}

fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(kinds)) = schema.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            schema.insert("type".into(), kind);
        }
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    let Some(Value::Array(shapes)) = schema.get_mut("anyOf") else {
        return;
    };
    shapes.retain(|shape| shape.get("type").is_none_or(|kind| kind != "null"));
    if let [Value::Object(shape)] = shapes.as_slice() {
        let shape = shape.clone();
        schema.remove("anyOf");
        for (keyword, value) in shape {
            if schema.get(&keyword).is_none() {
                schema.insert(keyword, value);
            }
        }
    }
}

/// Adds the words that stand for a mapping without keys.
struct Words {
    /// References to the definitions that take such a mapping.
    may_be_empty: BTreeSet<String>,
}

impl Transform for Words {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::Array(variants)) = schema.get_mut("oneOf") {
            let words: Vec<Value> = variants.iter().filter_map(|variant| self.word(variant)).collect();
            variants.extend(words);
        }
        transform_subschemas(self, schema);
    }
}

impl Words {
    /// The name of a variant as a word, if its mapping may be empty.
    fn word(&self, variant: &Value) -> Option<Value> {
        let [name] = variant.get("required")?.as_array()?.as_slice() else {
            return None;
        };
        let payload = variant.get("properties")?.get(name.as_str()?)?;
        let reference = payload.get("$ref").and_then(Value::as_str);
        let is_optional = match reference {
            Some(reference) => self.may_be_empty.contains(reference),
            None => is_all_optional(payload),
        };
        let mut word = json_schema!({ "type": "string", "const": name });
        if let Some(said) = variant.get("description") {
            word.insert("description".into(), said.clone());
        }
        is_optional.then(|| word.to_value())
    }
}

/// A mapping with declared keys, none of them compulsory.
fn is_all_optional(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "object")
        && schema.get("additionalProperties").is_some_and(|others| others == false)
        && schema.get("required").is_none()
}
