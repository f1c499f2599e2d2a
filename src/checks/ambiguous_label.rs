//! A label that fits two columns.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::{LabelFaultKind, Opened, Place};
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "ambiguous-label",
    page: include_str!("ambiguous_label.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Opening(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    FitsTwo,
}

#[derive(Debug)]
struct AmbiguousLabel {
    label: Box<str>,
    fits: [Box<str>; 2],
}

impl Fault for AmbiguousLabel {
    fn reason(&self) -> &'static str {
        Reason::FitsTwo.into()
    }

    fn title(&self, voice: Voice) -> String {
        let label = words::shown(&self.label);
        let [one, other] = &self.fits;
        voice.say(format!("tên cột `{label}` có thể là `{one}` hoặc `{other}`"), format!("label `{label}` may be `{one}` or `{other}`"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let [one, other] = &self.fits;
        Some(voice.say(format!("viết đúng `{one}` hoặc `{other}`"), format!("write exactly `{one}` or `{other}`")))
    }
}

fn look(opened: &Opened, findings: &mut Findings) {
    let Some(header) = opened.header.filter(|_| opened.is_sound) else { return };
    for fault in &header.faults {
        let LabelFaultKind::Ambiguous { text, fits } = &fault.kind else { continue };
        let found = AmbiguousLabel { label: text.clone(), fits: fits.clone() };
        findings.add(&CHECK, Place::Label(opened.file, fault.cell), words::anyone_in(opened.sheet), found);
    }
}
