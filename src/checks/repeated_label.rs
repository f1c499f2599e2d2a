//! One column twice in a sheet.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::{LabelFaultKind, Opened, Place};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "repeated-label",
    page: include_str!("repeated_label.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Opening(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Repeated,
}

#[derive(Debug)]
struct RepeatedLabel {
    key: Box<str>,
}

impl Fault for RepeatedLabel {
    fn reason(&self) -> &'static str {
        Reason::Repeated.into()
    }

    fn title(&self, voice: Voice) -> String {
        let key = &self.key;
        voice.say(
            format!("cột `{key}` đã có ở bên trái, cột này không được đọc"),
            format!("the column `{key}` stands already on the left, this one is not read"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("giữ một cột, bỏ hoặc đổi tên cột kia", "keep one, remove or rename the other"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("cột đang được đọc", "the column that is read"))
    }
}

fn look(opened: &Opened, findings: &mut Findings) {
    let Some(header) = opened.header.filter(|_| opened.is_sound) else { return };
    for fault in &header.faults {
        let LabelFaultKind::Repeated { key, first } = &fault.kind else { continue };
        let place = Place::Label(opened.file, fault.cell);
        let found = findings.add(&CHECK, place, words::anyone_in(opened.sheet), RepeatedLabel { key: key.clone() });
        found.against(Place::Label(opened.file, *first));
    }
}
