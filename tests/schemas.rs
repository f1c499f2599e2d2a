//! `data-schema/` holds what the types print, and every definition key is described in Vietnamese.
//!
//! With `THIDUA_ACCEPT=1` the folder is written anew.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use thidua::schema::schemas;

use crate::support::{read_folder, root};

#[test]
fn data_schema_holds_what_the_types_print() {
    let folder = root().join("data-schema");
    let accepts = std::env::var_os("THIDUA_ACCEPT").is_some();
    for schema in schemas() {
        let path = folder.join(&schema.file);
        if accepts {
            fs::write(&path, schema.text()).expect("a schema can be written");
        }
        let kept = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; THIDUA_ACCEPT=1 writes it", path.display()));
        assert!(kept == schema.text(), "data-schema/{} is not what the types print", schema.file);
    }
}

#[test]
fn data_schema_holds_nothing_else() {
    let kept: BTreeSet<String> = read_folder(&root().join("data-schema")).into_keys().collect();
    let printed: BTreeSet<String> = schemas().into_iter().map(|schema| schema.file).collect();
    assert_eq!(kept, printed);
}

#[test]
fn every_key_of_the_definition_is_described() {
    fn visit(path: &str, value: &Value, bare: &mut Vec<String>) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for (key, property) in properties {
                // A choice with one key is described beside it.
                let is_choice = properties.len() == 1 && value.get("description").is_some();
                if property.get("description").is_none() && !is_choice {
                    bare.push(format!("{path}.{key}"));
                }
            }
        }
        match value {
            Value::Object(entries) => entries.iter().for_each(|(key, value)| visit(&format!("{path}.{key}"), value, bare)),
            Value::Array(items) => items.iter().for_each(|value| visit(path, value, bare)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let schema = schemas().into_iter().find(|schema| schema.name == "phong-trao").expect("the definition has a schema");
    let mut bare = Vec::new();
    visit("phong-trao", &schema.value, &mut bare);
    assert!(bare.is_empty(), "no description: {}", bare.join(" "));
}

/// What editors show of a key or a word when it is pointed at.
#[test]
fn what_editors_show_of_a_definition_is_vietnamese() {
    fn visit(value: &Value, foreign: &mut Vec<String>) {
        let told = value.get("description").and_then(Value::as_str);
        foreign.extend(told.filter(|told| told.is_ascii()).map(ToOwned::to_owned));
        match value {
            Value::Object(entries) => entries.values().for_each(|value| visit(value, foreign)),
            Value::Array(items) => items.iter().for_each(|value| visit(value, foreign)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let schema = schemas().into_iter().find(|schema| schema.name == "phong-trao").expect("the definition has a schema");
    let mut foreign = Vec::new();
    visit(&schema.value, &mut foreign);
    assert!(foreign.is_empty(), "{}", foreign.join("\n"));
    // A word of a closed set is explained, as its key is.
    let place = schema.value.pointer("/$defs/RankingKey/properties/so_sanh/oneOf/0/description").and_then(Value::as_str);
    assert_eq!(place, Some("Xếp hạng theo tổng điểm."));
}
