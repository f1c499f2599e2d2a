//! A code declared twice, or a duty with two deadlines in one period.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::{CodeKind, Place};
use crate::words;
use crate::yaml::{Span, Text};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "duplicate-code",
    page: include_str!("duplicate_code.md"),
    grade: Grade::Required,
    reasons: DuplicateCode::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum DuplicateCode {
    Code { kind: CodeKind, code: Box<str> },
    Deadline { duty: Box<str> },
}

impl Fault for DuplicateCode {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Code { kind, code } => {
                let kind = words::kind_name(*kind, voice);
                voice.say(format!("mã `{code}` đã đặt cho một {kind} khác"), format!("the code `{code}` is given to another {kind} already"))
            }
            Self::Deadline { duty } => voice.say(
                format!("việc `{duty}` đã có hạn cho kỳ này ở dòng khác"),
                format!("the duty `{duty}` has a deadline for this period in another line already"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Code { .. } => voice.say("đặt mã khác cho một trong hai", "give one of the two another code"),
            Self::Deadline { .. } => voice.say(
                "giữ một hạn; gia hạn cho từng đơn vị ghi ở `gia-han.csv`",
                "keep one; what is extended for single units stands in `gia-han.csv`",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Code { .. } => voice.say("mã đã đặt ở đây", "the code is given here already"),
            Self::Deadline { .. } => voice.say("hạn đã khai ở đây", "the deadline is declared here already"),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        let GapKind::DuplicateCode { kind, code, first } = &gap.kind else { continue };
        let fault = if *kind == CodeKind::Duty {
            DuplicateCode::Deadline { duty: code.clone() }
        } else {
            DuplicateCode::Code { kind: *kind, code: code.clone() }
        };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), fault).against(Place::Definition(*first));
    }
    let mut campaigns: Vec<(&str, Span)> = Vec::new();
    for entry in resolution.plan.definition.entries() {
        let Some(code) = entry.code.get().map(Text::as_str) else { continue };
        if let Some((_, first)) = campaigns.iter().find(|(known, _)| *known == code) {
            let fault = DuplicateCode::Code { kind: CodeKind::Campaign, code: code.into() };
            findings.add(&CHECK, Place::Definition(entry.code.span), Subject::campaign(), fault).against(Place::Definition(*first));
        }
        campaigns.push((code, entry.code.span));
    }
}
