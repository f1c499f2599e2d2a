//! A name under `kiem_tra` or in a waiver that is no check, or a required check that is lowered or waived.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::checks;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::definition::SeverityWord;
use crate::sheet::Place;
use crate::value::text;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-check",
    page: include_str!("unknown_check.md"),
    grade: Grade::Error,
    reasons: UnknownCheck::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnknownCheck {
    Unknown { name: Box<str>, nearest: Vec<Box<str>> },
    Required { name: Box<str>, word: &'static str },
    RequiredWaived { name: Box<str> },
}

impl Fault for UnknownCheck {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Unknown { name, .. } => voice.say(format!("không có phép kiểm tra `{name}`"), format!("there is no check `{name}`")),
            Self::Required { name, word } => voice.say(
                format!("`{name}` là phép kiểm tra bắt buộc, không hạ được xuống `{word}`"),
                format!("`{name}` is a required check and cannot be lowered to `{word}`"),
            ),
            Self::RequiredWaived { name } => voice.say(
                format!("`{name}` là phép kiểm tra bắt buộc, không miễn trừ được"),
                format!("`{name}` is a required check, and nothing waives it"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Unknown { nearest, .. } => words::write_nearest(nearest, voice)
                .or_else(|| Some(voice.say("viết một tên mà `thidua rule` kể ra", "write a name that `thidua rule` lists"))),
            Self::Required { .. } | Self::RequiredWaived { .. } => {
                Some(voice.say("bỏ dòng này, sửa chỗ bị báo", "remove this line, correct what is reported"))
            }
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for (name, word, span) in &resolution.campaign.severities {
        let fault = match checks::find(name) {
            None => unknown(name),
            Some(check) if check.grade.is_fixed() && *word != SeverityWord::Error => UnknownCheck::Required { name: name.clone(), word: word.word() },
            Some(_) => continue,
        };
        findings.add(&CHECK, Place::Definition(*span), Subject::nobody(), fault);
    }
    for waiver in &resolution.campaign.waivers {
        let name = &waiver.check;
        let fault = match checks::find(name) {
            None => unknown(name),
            Some(check) if check.grade.is_fixed() => UnknownCheck::RequiredWaived { name: name.clone() },
            Some(_) => continue,
        };
        findings.add(&CHECK, Place::Definition(waiver.span), Subject::nobody(), fault);
    }
}

fn unknown(name: &str) -> UnknownCheck {
    let names = checks::CHECKS.iter().map(|check| check.name);
    let nearest = text::nearest(name, names, 3).into_iter().map(Into::into).collect();
    UnknownCheck::Unknown { name: name.into(), nearest }
}
