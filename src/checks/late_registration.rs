//! Registrations handed in after their last day.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::registrations::{self, RegistrationBatch};
use crate::words::{self, HandedInLate, Late};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "late-registration",
    page: include_str!("late_registration.md"),
    grade: Grade::Error,
    reasons: HandedInLate::VARIANTS,
    looks: &[Look::Sheets(book), Look::Registrations(rows)],
};

fn book(resolution: &Resolution, findings: &mut Findings) {
    words::late_in_book(&CHECK, "dang_ky", resolution, findings);
}

fn rows(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    let Some(registration) = campaign.duty("dang_ky") else { return };
    for row in batch.rows {
        let (Some(unit), Some(received)) = (row.unit.known(), row.received.value()) else { continue };
        if campaign.receipts.find(unit, registration, None).is_some() {
            continue; // the book stands; where it differs, that is said
        }
        let Some((late, because)) = Late::find(campaign, unit, registration, None, received) else { continue };
        let subject = Subject::unit(Some(unit)).person(&batch.person(row));
        let place = batch.place(row, registrations::RECEIVED);
        findings.add(&CHECK, place, subject, HandedInLate::OwnDate(late)).against(because);
    }
}
