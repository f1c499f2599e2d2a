//! A code that no row of `don-vi.csv` declares.

use strum::VariantNames as _;

use crate::campaign::models::names_unit_by_code;
use crate::campaign::who::subject_of;
use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::draft::definition::SubjectKind;
use crate::draft::models;
use crate::registrations::{self, RegistrationBatch};
use crate::results::{self, Named, ResultBatch};
use crate::sheet::CodeKind;
use crate::words::{self, Where};

/// The check.
pub const CHECK: Check = Check {
    name: "unknown-unit",
    page: include_str!("unknown_unit.md"),
    grade: Grade::Required,
    reasons: Where::VARIANTS,
    looks: &[
        Look::Definition(|resolution: &Resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::Unit, resolution, findings)),
        Look::Sheets(sheets),
        Look::Registrations(registrations),
        Look::Results(results),
    ],
};

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    words::unknown_in_small_sheets(&CHECK, CodeKind::Unit, resolution, findings);
    words::unknown_in_small_sheets(&CHECK, CodeKind::Units, resolution, findings);
    let campaign = resolution.campaign;
    let codes = resolution.draft.models.rows.iter().filter(|row| words::is_complete(campaign, CodeKind::Unit) && names_unit_by_code(row));
    for row in codes.filter(|row| !words::is_known(campaign, CodeKind::Unit, row.text(models::CODE))) {
        let fault = words::unknown_code(campaign, CodeKind::Unit, row.text(models::CODE));
        let subject = words::concerned(campaign, &models::SHEET, row).unwrap_or_else(Subject::nobody);
        findings.add(&CHECK, row.place(models::CODE), subject, fault);
    }
    if !words::is_complete(campaign, CodeKind::Unit) {
        return;
    }
    for (sheet, subject, column) in words::people::OF_WHOM {
        let Some(rows) = resolution.draft.rows(sheet) else { continue };
        for row in rows.rows.iter().filter(|row| subject_of(row, subject) == Some(SubjectKind::Collective)) {
            let code = row.text(column);
            if !code.is_empty() && !words::is_known(campaign, CodeKind::Unit, code) {
                findings.add(&CHECK, row.place(column), Subject::nobody(), words::unknown_code(campaign, CodeKind::Unit, code));
            }
        }
    }
}

fn registrations(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    for row in batch.rows.iter().filter(|row| row.unit == Named::Unknown) {
        let fault = words::unknown_code(campaign, CodeKind::Unit, &batch.text(row, registrations::UNIT));
        findings.add(&CHECK, batch.place(row, registrations::UNIT), Subject::nobody(), fault);
    }
}

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    for (_, row) in batch.suspects().filter(|(_, row)| row.unit == Named::Unknown) {
        let fault = words::unknown_code(campaign, CodeKind::Unit, &batch.text(row, results::UNIT));
        findings.add(&CHECK, batch.place(row, results::UNIT), Subject::nobody(), fault);
    }
}
