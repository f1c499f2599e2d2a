//! A key of the definition that nothing reads.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::text;
use crate::words;
use crate::yaml::DecodeFaultKind;

/// The check.
pub const CHECK: Check = Check {
    name: "unknown-key",
    page: include_str!("unknown_key.md"),
    grade: Grade::Required,
    reasons: Reason::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    Unknown,
}

#[derive(Debug)]
struct UnknownKey {
    key: String,
    nearest: Vec<Box<str>>,
}

impl Fault for UnknownKey {
    fn reason(&self) -> &'static str {
        Reason::Unknown.into()
    }

    fn title(&self, voice: Voice) -> String {
        let key = &self.key;
        voice.say(format!("không có khóa `{key}` ở chỗ này"), format!("there is no key `{key}` here"))
    }

    fn help(&self, voice: Voice) -> Option<String> {
        words::write_nearest(&self.nearest, voice).or_else(|| {
            Some(voice.say("bỏ khóa này; điều cần ghi nhớ thì viết sau dấu `#`", "remove the key; what is to be remembered stands behind `#`"))
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for fault in resolution.faults {
        let DecodeFaultKind::UnknownKey { key, known } = &fault.kind else { continue };
        let nearest = text::nearest(key, known.iter().copied(), 3).into_iter().map(Into::into).collect();
        findings.add(&CHECK, Place::Definition(fault.span), Subject::campaign(), UnknownKey { key: key.clone(), nearest });
    }
}
