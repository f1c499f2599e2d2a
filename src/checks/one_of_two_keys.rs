//! Keys of which one must stand, where several do or none does.

use strum::VariantNames as _;

use crate::campaign::{GapKind, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Voice};
use crate::sheet::Place;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "one-of-two-keys",
    page: include_str!("one_of_two_keys.md"),
    grade: Grade::Required,
    reasons: OneOfTwoKeys::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum OneOfTwoKeys {
    Both { keys: &'static [&'static str] },
    Neither { keys: &'static [&'static str] },
}

impl Fault for OneOfTwoKeys {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Both { keys } => {
                let keys = words::quoted(*keys);
                voice.say(
                    format!("có hơn một trong các khóa {keys}; chỉ một khóa được đứng"),
                    format!("more than one of {keys} stands here; only one may"),
                )
            }
            Self::Neither { keys } => {
                let keys = words::quoted(*keys);
                voice.say(format!("phải có một trong các khóa {keys}"), format!("one of {keys} must stand here"))
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Both { .. } => Some(voice.say("giữ khóa đúng với văn bản, bỏ khóa kia", "keep the key the plan means, remove the other")),
            Self::Neither { keys } if keys.contains(&"truoc") => Some(voice.say(
                "viết `den_het: …` nếu ngày ấy còn đúng hạn, `truoc: …` nếu ngày ấy đã muộn",
                "write `den_het: …` if that day is in time, `truoc: …` if it is too late",
            )),
            Self::Neither { keys } => {
                let keys = words::quoted(keys.iter());
                Some(voice.say(format!("thêm một trong các khóa {keys}"), format!("add one of the keys {keys}")))
            }
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for gap in &resolution.campaign.gaps {
        let GapKind::OneOf { keys, both } = gap.kind else { continue };
        let fault = if both { OneOfTwoKeys::Both { keys } } else { OneOfTwoKeys::Neither { keys } };
        findings.add(&CHECK, Place::Definition(gap.span), words::subject(gap), fault);
    }
}
