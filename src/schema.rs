//! The schemas: JSON Schema of the definition and of both JSON outputs, Frictionless Table Schema of every sheet.
//!
//! They are printed from the types and from `COLUMNS`; `data-schema/` holds what is printed, and a test compares the two.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::closing::file::ClosingKey;
use crate::draft::Definition;
use crate::pipeline::sheets;
use crate::render::json::Report;
use crate::report::difference::json::DiffReport;
use crate::report::explain::json::ExplainReport;
use crate::report::history::json::HistoryReport;
use crate::report::json::TallyReport;
use crate::report::rollup::RollupReport;
use crate::report::tables::PagesReport;
use crate::report::titles::json::TitlesReport;
use crate::report::verify::VerifyReport;
use crate::sheet::{Column, Kind, Presence, Sheet, Word};
use crate::yaml;

/// One schema: its name, its file below `data-schema/`, its text.
#[derive(Debug)]
pub struct Schema {
    /// The name for `thidua schema`.
    pub name: String,
    /// Its file below `data-schema/`.
    pub file: String,
    /// The schema.
    pub value: Value,
}

impl Schema {
    /// The text, as the file holds it.
    pub fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(&self.value).expect("a schema is plain JSON");
        text.push('\n');
        text
    }
}

/// Every schema.
pub fn schemas() -> Vec<Schema> {
    let mut schemas = vec![
        Schema { name: "phong-trao".into(), file: "phong-trao.schema.json".into(), value: yaml::schema_for::<Definition>().to_value() },
        Schema { name: "chot".into(), file: "chot.schema.json".into(), value: yaml::schema_for::<ClosingKey>().to_value() },
        Schema { name: "tally".into(), file: "tally.schema.json".into(), value: written::<TallyReport>() },
        Schema { name: "pages".into(), file: "pages.schema.json".into(), value: written::<PagesReport>() },
        Schema { name: "explain".into(), file: "explain.schema.json".into(), value: written::<ExplainReport>() },
        Schema { name: "diff".into(), file: "diff.schema.json".into(), value: written::<DiffReport>() },
        Schema { name: "history".into(), file: "history.schema.json".into(), value: written::<HistoryReport<'_>>() },
        Schema { name: "titles".into(), file: "titles.schema.json".into(), value: written::<TitlesReport>() },
        Schema { name: "rollup".into(), file: "rollup.schema.json".into(), value: written::<RollupReport>() },
        Schema { name: "verify".into(), file: "verify.schema.json".into(), value: written::<VerifyReport>() },
        Schema { name: "findings".into(), file: "findings.schema.json".into(), value: written::<Report>() },
    ];
    schemas.extend(sheets().map(|sheet| Schema { name: sheet.name.into(), file: format!("{}.table.json", sheet.name), value: table_schema(sheet) }));
    schemas
}

/// The schema of an output as it is written: a key that is left out where there is nothing is not required.
fn written<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().to_value()
}

/// The Frictionless Table Schema of a sheet in its canonical form.
fn table_schema(sheet: &Sheet) -> Value {
    let mut fields: Vec<Value> = Vec::new();
    for column in sheet.columns {
        fields.push(field(column));
        if sheet.stages_after == Some(column.key) {
            let description = "Điểm của một vòng chấm; mỗi vòng khai ở cham_diem.vong có một cột diem_<vòng>.";
            fields.push(json!({ "name": "diem_<vòng>", "type": "number", "title": "Điểm của vòng", "description": description }));
        }
    }
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": sheet.name,
        "title": sheet.title,
        "description": sheet.description,
        "fields": fields,
        "fieldsMatch": "partial",
        "missingValues": [""],
    });
    let is_filled = |key: &&'static str| sheet.columns.iter().any(|column| *column.key == **key && column.presence == Presence::Filled);
    if sheet.key.iter().all(is_filled) {
        schema["primaryKey"] = json!(sheet.key);
    }
    schema
}

fn field(column: &Column) -> Value {
    const DAY: &str = r"^(\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4})$";
    const FIGURE: &str = r"^(\d+(\.\d+)?|x|X|[Cc]ó|[Kk]hông)$";
    let (kind, mut constraints) = match column.kind {
        Kind::Text | Kind::Code(_) => ("string", json!({})),
        Kind::Day => ("string", json!({ "pattern": DAY })),
        Kind::Number | Kind::Points => ("number", json!({ "minimum": 0 })),
        Kind::Figure => ("string", json!({ "pattern": FIGURE })),
        Kind::Whole => ("integer", json!({ "minimum": 0 })),
        Kind::Signed => ("number", json!({})),
        Kind::YesNo => ("boolean", json!({})),
        Kind::Choice(words) => ("string", json!({ "enum": words_of(words) })),
    };
    if column.presence == Presence::Filled {
        constraints["required"] = json!(true);
    }
    let mut field = json!({ "name": column.key, "title": column.title, "description": column.description, "type": kind });
    if matches!(column.kind, Kind::YesNo) {
        field["trueValues"] = json!(["x", "X", "1", "có", "Có"]);
        field["falseValues"] = json!(["0", "không", "Không"]);
    }
    if constraints.as_object().is_some_and(|constraints| !constraints.is_empty()) {
        field["constraints"] = constraints;
    }
    field
}

fn words_of(words: &[Word]) -> Vec<&str> {
    words.iter().flat_map(|word| std::iter::once(word.key).chain(word.names.iter().copied())).collect()
}
