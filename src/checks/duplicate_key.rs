//! A key that stands twice in one place.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::yaml::DecodeFaultKind;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "duplicate-key",
    page: include_str!("duplicate_key.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Twice,
}

#[derive(Debug)]
struct DuplicateKey {
    key: String,
}

impl Fault for DuplicateKey {
    fn reason(&self) -> &'static str {
        Reason::Twice.into()
    }

    fn title(&self, voice: Voice) -> String {
        let key = &self.key;
        voice.say(format!("khóa `{key}` đã có ở trên; chỗ này không được đọc"), format!("the key `{key}` stands above already; this one is not read"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("giữ một, bỏ một", "keep one, remove the other"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("khóa được đọc", "the key that is read"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for fault in resolution.faults {
        let DecodeFaultKind::DuplicateKey { key, first } = &fault.kind else { continue };
        let found = DuplicateKey { key: key.clone() };
        findings.add(&CHECK, Place::Definition(fault.span), Subject::campaign(), found).against(Place::Definition(*first));
    }
}
