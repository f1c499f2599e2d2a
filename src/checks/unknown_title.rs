//! A title that `danh_hieu` of the definition does not declare.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::registrations::{self, RegistrationBatch};
use crate::results::Named;
use crate::sheet::CodeKind;
use crate::words::{self, Where};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-title",
    page: include_str!("unknown_title.md"),
    grade: Grade::Required,
    reasons: Where::VARIANTS,
    looks: &[Look::Definition(definition), Look::Sheets(sheets), Look::Registrations(registrations)],
};

// Titles touch no points: blocks stay ranked.
fn definition(resolution: &Resolution, findings: &mut Findings) {
    words::unknown_in_definition_of(&CHECK, CodeKind::Title, resolution, findings, |_| Subject::nobody());
}

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    words::unknown_in_small_sheets_of(&CHECK, CodeKind::Title, resolution, findings, |_| Subject::nobody());
}

fn registrations(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    if !campaign.directories.titles.is_complete() {
        return;
    }
    for row in batch.rows.iter().filter(|row| row.title == Named::Unknown) {
        let fault = words::unknown_code(campaign, CodeKind::Title, &batch.text(row, registrations::TITLE));
        let subject = Subject { nobody: true, ..Subject::default() }.person(&batch.person(row));
        findings.add(&CHECK, batch.place(row, registrations::TITLE), subject, fault);
    }
}
