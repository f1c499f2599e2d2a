//! A period that holds itself, directly or over others.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::Place;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "period-in-itself",
    page: include_str!("period_in_itself.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Circle,
}

#[derive(Debug)]
struct PeriodInItself {
    code: Box<str>,
}

impl Fault for PeriodInItself {
    fn reason(&self) -> &'static str {
        Reason::Circle.into()
    }

    fn title(&self, voice: Voice) -> String {
        let code = &self.code;
        voice.say(
            format!("kỳ `{code}` gồm chính nó, trực tiếp hoặc qua kỳ khác"),
            format!("the period `{code}` holds itself, directly or over another"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let code = &self.code;
        Some(voice.say(format!("bỏ `{code}` khỏi `gom` của kỳ nằm trong nó"), format!("take `{code}` out of the `gom` of a period it holds")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        let GapKind::PeriodInItself { code } = &gap.kind else { continue };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), PeriodInItself { code: code.clone() });
    }
}
