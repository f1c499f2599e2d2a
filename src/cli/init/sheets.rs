//! The sheets of a new folder as CSV: their labels, and where they stand.

use crate::cli::init::Files;
use crate::draft::Definition;
use crate::pipeline;
use crate::sheet::{CodeKind, Home, Kind, Sheet};
use crate::yaml::Field;

/// Where blank sheets stand that the folder has no rows of; what begins with a dot is no sheet.
const FORMS: &str = ".thidua/mau";

/// The path of a sheet's first file.
pub(super) fn home(sheet: &Sheet) -> String {
    match sheet.home {
        Home::File(file) => file.to_owned(),
        Home::Folder(folder) => format!("{folder}/{}.csv", sheet.name),
    }
}

/// A blank form of every sheet that the files do not hold.
pub(super) fn forms(definition: &Definition, files: &Files) -> Files {
    let lacking = pipeline::sheets().filter(|sheet| !files.keys().any(|path| sheet.holds(path)));
    lacking.map(|sheet| (format!("{FORMS}/{}.csv", sheet.name), labels(sheet, definition))).collect()
}

/// The line of labels: the sheet's columns, with those of the definition's stages, and the campaign's where there are several.
pub(super) fn labels(sheet: &Sheet, definition: &Definition) -> Vec<u8> {
    let is_several = definition.entries().next().is_some();
    let mut labels: Vec<String> = Vec::new();
    for column in sheet.columns {
        if is_several || !matches!(column.kind, Kind::Code(CodeKind::Campaign)) {
            labels.push(column.key.to_owned());
        }
        if sheet.stages_after == Some(column.key) {
            labels.extend(stages(definition).into_iter().map(|stage| format!("diem_{stage}")));
        }
    }
    csv(&labels, &[])
}

/// The stages that the plan and its campaigns declare, each once.
fn stages(definition: &Definition) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for one in std::iter::once(definition).chain(definition.entries()) {
        let scoring = one.scoring.as_ref().and_then(Field::get);
        let stages = scoring.and_then(|scoring| scoring.stages.as_ref()).and_then(Field::get);
        for code in stages.into_iter().flatten().filter_map(Field::get).map(ToString::to_string) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    codes
}

/// Labels and rows as CSV.
pub(super) fn csv(labels: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for record in std::iter::once(labels).chain(rows.iter().map(Vec::as_slice)) {
        writer.write_record(record).expect("memory takes every record");
    }
    writer.into_inner().expect("memory takes every record")
}
