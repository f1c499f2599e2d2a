//! A waiver past its end, or one that sets nothing aside.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice, WaiverLook};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "waiver-not-used",
    page: include_str!("waiver_not_used.md"),
    grade: Grade::Warning,
    reasons: WaiverNotUsed::VARIANTS,
    looks: &[Look::Waivers(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum WaiverNotUsed {
    Expired { check: Box<str>, until: Day, as_of: Day, findings: usize },
    Unused { check: Box<str> },
}

impl Fault for WaiverNotUsed {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Expired { check, until, as_of, findings } => {
                let [until, as_of] = [*until, *as_of].map(|day| words::day(day, voice));
                voice.say(
                    format!("miễn trừ `{check}` hết hạn ngày {until}, tính đến {as_of} không còn hiệu lực với {findings} phát hiện"),
                    format!("the waiver of `{check}` ended on {until}; as of {as_of} it no longer covers its findings ({findings})"),
                )
            }
            Self::Unused { check } => {
                voice.say(format!("không có phát hiện nào của `{check}` để miễn trừ"), format!("there is no finding of `{check}` to waive"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Expired { .. } => voice.say(
                "sửa các chỗ bị báo, hoặc ghi văn bản gia hạn miễn trừ và ngày `den_het` mới",
                "correct what is reported, or give the document that prolongs the waiver and the new `den_het`",
            ),
            Self::Unused { .. } => voice.say("bỏ dòng miễn trừ này", "remove this waiver"),
        })
    }
}

fn look(look: &WaiverLook, findings: &mut Findings) {
    let as_of = look.scope.as_of;
    for (waiver, matches) in look.campaign.waivers.iter().zip(look.matches) {
        // What no check can be waived by is told as such; of one that has not looked nothing can be said.
        let is_seen = |check: &Check| look.saw_history || !check.is_of_history();
        let is_waivable = crate::checks::find(&waiver.check).is_some_and(|check| !check.grade.is_fixed() && is_seen(check));
        let (check, until) = (waiver.check.clone(), waiver.until);
        let (span, fault) = match *matches {
            _ if !is_waivable => continue,
            0 => (waiver.span, WaiverNotUsed::Unused { check }),
            _ if until >= as_of => continue,
            matches => (waiver.until_span, WaiverNotUsed::Expired { check, until, as_of, findings: matches }),
        };
        findings.add(&CHECK, Place::Definition(span), Subject::nobody(), fault);
    }
}
