//! Two rows that register one and the same.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "duplicate-registration",
    page: include_str!("duplicate_registration.md"),
    grade: Grade::Error,
    reasons: DuplicateRegistration::VARIANTS,
    looks: &[Look::Ledger(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum DuplicateRegistration {
    SameKey { unit: Box<str> },
}

impl Fault for DuplicateRegistration {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::SameKey { unit } = self;
        voice.say(
            format!("`{unit}` đã đăng ký danh hiệu này, cho cùng đối tượng, ở một dòng khác"),
            format!("`{unit}` has registered the same for this title in another row already"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("giữ một dòng, bỏ dòng kia", "keep one row, remove the other"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng đã có", "the row that stands already"))
    }
}

fn look(look: &LedgerLook, findings: &mut Findings) {
    for duplicate in &look.ledger.duplicate_registrations {
        let fault = DuplicateRegistration::SameKey { unit: unit_code(look.campaign, duplicate.unit) };
        findings.add(&CHECK, Place::Row(duplicate.second), Subject::unit(Some(duplicate.unit)), fault).against(Place::Row(duplicate.first));
    }
}
