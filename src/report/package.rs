//! What the tables in a folder are, for other programs: a Frictionless data package with the schema of each file.
//!
//! A column's type is what its cells hold: headings are those of the file, and what stands in place of a figure is a
//! missing value.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::report::csv::{Dialect, headings};
use crate::report::{Cell, RowKind, Table, Value};

/// The package of tables and the names of their files.
pub fn package(tables: &[(&Table, String)], dialect: Dialect) -> Json {
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "resources": tables.iter().map(|(table, file)| resource(table, file, dialect)).collect::<Vec<_>>(),
    })
}

fn resource(table: &Table, file: &str, dialect: Dialect) -> Json {
    let headings = headings(table);
    let columns: Vec<Column> = (0..headings.len()).map(|position| Column::of(table, position)).collect();
    let mut missing: BTreeSet<&str> = columns.iter().filter(|column| column.kind != "string").flat_map(|column| column.missing.clone()).collect();
    missing.insert("");
    let fields = headings.iter().zip(&columns).map(|(heading, column)| field(heading, column.kind, dialect));
    let mut resource = json!({
        "name": name(file),
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": fields.collect::<Vec<_>>(), "missingValues": missing },
    });
    if let Some(title) = &table.title {
        resource["title"] = json!(title);
    }
    if dialect == Dialect::Excel {
        resource["dialect"] = json!({ "delimiter": ";" });
    }
    resource
}

fn field(heading: &str, kind: &str, dialect: Dialect) -> Json {
    let mut field = json!({ "name": heading, "type": kind });
    if kind == "number" && dialect == Dialect::Excel {
        field["decimalChar"] = json!(",");
    }
    field
}

/// A name as packages have it: small letters, digits, and what joins them.
fn name(file: &str) -> String {
    let plain = file.trim_end_matches(".csv").to_lowercase();
    plain.chars().map(|letter| if letter.is_alphanumeric() || "-._".contains(letter) { letter } else { '-' }).collect()
}

/// What the cells of a column hold, and what stands in place of figures.
struct Column<'t> {
    kind: &'static str,
    missing: BTreeSet<&'t str>,
}

impl<'t> Column<'t> {
    fn of(table: &'t Table, position: usize) -> Self {
        let mut kinds: BTreeSet<&'static str> = BTreeSet::new();
        let mut missing = BTreeSet::new();
        for row in &table.rows {
            let Some(cell) = row.cells.get(position) else { continue };
            match &cell.value {
                Value::Empty => missing.extend(cell.mark.map(crate::report::Mark::symbol)),
                Value::Text(text) if is_nothing(text) && row.kind != RowKind::Section => _ = missing.insert(text),
                _ => _ = kinds.insert(kind(cell)),
            }
        }
        let mut kinds = kinds.into_iter();
        let kind = match (kinds.next(), kinds.next(), kinds.next()) {
            (Some(kind), None, _) => kind,
            (Some("integer"), Some("number"), None) => "number",
            (None | Some(_), _, _) => "string",
        };
        Self { kind, missing }
    }
}

/// What is written where there is no figure to write.
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "–")
}

fn kind(cell: &Cell) -> &'static str {
    match &cell.value {
        Value::Empty | Value::Text(_) | Value::Live(_) => "string",
        Value::Whole(_) => "integer",
        Value::Number(_) | Value::Formula(_) => "number",
        Value::Day(_) => "date",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::package;
    use crate::report::csv::Dialect;
    use crate::report::{Cell, Column, Mark, Number, Row, Table, Width};
    use crate::value::Points;

    #[test]
    fn a_column_is_of_what_its_cells_hold_and_marks_are_missing_values() {
        let figures = |heading| Column::figures(heading, Width::Fit(4, 9));
        let mut table =
            Table::list("b", "Bảng", vec![Column::text("Tên", Width::Share(1)), figures("Điểm\nP1"), figures("Điểm\nP1"), figures("Thứ")]);
        let points = || Cell::number(Number::points(Points::from_millionths(1_500_000), 2));
        table.rows.push(Row::plain(vec![Cell::text("a"), points(), Cell::absent(Mark::Missing), Cell::whole(1_u64)]));
        table.rows.push(Row::plain(vec![Cell::text("–"), points(), points(), Cell::text("–")]));
        let package = package(&[(&table, "Khối 1.csv".to_owned())], Dialect::Excel);
        let resource = &package["resources"][0];
        assert_eq!((&resource["name"], &resource["dialect"]), (&json!("khối-1"), &json!({ "delimiter": ";" })));
        let fields = json!([
            { "name": "Tên", "type": "string" },
            { "name": "Điểm P1", "type": "number", "decimalChar": "," },
            { "name": "Điểm P1 (2)", "type": "number", "decimalChar": "," },
            { "name": "Thứ", "type": "integer" },
        ]);
        assert_eq!(resource["schema"], json!({ "fields": fields, "missingValues": ["", "thiếu", "–"] }));
    }
}
