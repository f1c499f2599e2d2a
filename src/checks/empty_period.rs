//! A stretch of time with no day in it.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "empty-period",
    page: include_str!("empty_period.md"),
    grade: Grade::Required,
    reasons: EmptyPeriod::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum EmptyPeriod {
    EndsFirst { from: Day, to: Day },
    HoldsNothing,
}

impl Fault for EmptyPeriod {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::EndsFirst { from, to } => {
                let (from, to) = (words::day(*from, voice), words::day(*to, voice));
                voice.say(format!("ngày cuối {to} đứng trước ngày đầu {from}"), format!("the last day {to} comes before the first day {from}"))
            }
            Self::HoldsNothing => voice.say("`gom` không nêu kỳ nào", "`gom` names no period"),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::EndsFirst { from, .. } => Some(words::write_from(*from, ["ngày đầu", "the first day"], voice)),
            Self::HoldsNothing => Some(voice.say(
                "nêu mã các kỳ, như `gom: [Q1, Q2]`; kỳ lá thì khai `tu` và `den_het` thay cho `gom`",
                "name the periods, as in `gom: [Q1, Q2]`; a leaf has `tu` and `den_het` in place of `gom`",
            )),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("ngày đầu", "the first day"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        if let GapKind::EmptyStretch { from, start, to } = gap.kind {
            let fault = EmptyPeriod::EndsFirst { from, to };
            findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), fault).against(Place::Definition(start));
        } else if let GapKind::HoldsNothing = gap.kind {
            findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), EmptyPeriod::HoldsNothing);
        }
    }
}
