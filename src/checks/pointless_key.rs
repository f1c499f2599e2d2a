//! A key that has no effect where it stands.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::checks::words;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "pointless-key",
    page: include_str!("pointless_key.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NoEffect,
}

#[derive(Debug)]
struct PointlessKey {
    key: &'static str,
    because: [&'static str; 2],
}

impl Fault for PointlessKey {
    fn reason(&self) -> &'static str {
        Reason::NoEffect.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { key, because: [vietnamese, english] } = self;
        voice.say(format!("`{key}` không có tác dụng ở đây: {vietnamese}"), format!("`{key}` has no effect here: {english}"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let key = self.key;
        Some(voice.say(format!("bỏ `{key}`, hoặc sửa chỗ mà nó phải đi cùng"), format!("remove `{key}`, or correct what it was meant to go with")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        let GapKind::Pointless { key, because } = gap.kind else { continue };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), PointlessKey { key, because });
    }
    for entry in resolution.plan.definition.entries() {
        if let Some(nested) = &entry.campaigns {
            let because = ["một phong trào của kế hoạch không chứa phong trào khác", "a campaign of a plan holds no other campaigns"];
            let fault = PointlessKey { key: "phong_trao", because };
            findings.add(&CHECK, Place::Definition(nested.key.unwrap_or(nested.span)), Subject::campaign(), fault);
        }
    }
}
