//! Registrations handed in after their last day.

use strum::VariantNames as _;

use crate::campaign::{Campaign, Resolution};
use crate::checks::words::Late;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::registrations::{self, RegistrationBatch};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "late-registration",
    page: include_str!("late_registration.md"),
    grade: Grade::Error,
    reasons: LateRegistration::VARIANTS,
    looks: &[Look::Sheets(book), Look::Registrations(rows)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum LateRegistration {
    /// As the book says.
    FromBook(Late),
    /// As the row says itself, where the book is silent.
    OwnDate(Late),
}

impl Fault for LateRegistration {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        late.title(voice)
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(Late::help(voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        Some(late.against(voice))
    }
}

fn book(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let Some(registration) = campaign.duty("dang_ky") else { return };
    for (unit, duty, period, receipt) in campaign.receipts.list() {
        if duty != registration {
            continue;
        }
        let Some((late, because)) = Late::find(campaign, unit, duty, period, receipt.received) else { continue };
        let subject = Subject::unit(Some(unit)).period(period);
        findings.add(&CHECK, receipt.place, subject, LateRegistration::FromBook(late)).against(because);
    }
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
        findings.add(&CHECK, place, subject, LateRegistration::OwnDate(late)).against(because);
    }
}
