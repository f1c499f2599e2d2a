//! A definition of a version this release does not read.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;

/// The latest version of the format that this release reads.
const LATEST: i64 = 1;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unsupported-version",
    page: include_str!("unsupported_version.md"),
    grade: Grade::Required,
    reasons: UnsupportedVersion::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum UnsupportedVersion {
    Newer { version: i64 },
    BelowOne { version: i64 },
}

impl Fault for UnsupportedVersion {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Newer { version } => voice.say(
                format!("`phien_ban: {version}` mới hơn bản thidua này, chỉ đọc đến `phien_ban: {LATEST}`"),
                format!("`phien_ban: {version}` is newer than this thidua, which reads up to `phien_ban: {LATEST}`"),
            ),
            Self::BelowOne { version } => voice.say(
                format!("`phien_ban: {version}` không có; phiên bản đầu tiên là 1"),
                format!("there is no `phien_ban: {version}`; the first version is 1"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Newer { version } => voice.say(format!("dùng thidua từ bản {version}.0"), format!("use thidua {version}.0 or later")),
            Self::BelowOne { .. } => voice.say(format!("viết `{LATEST}`"), format!("write `{LATEST}`")),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let Some(field) = &resolution.definition().version else { return };
    let Some(version) = field.get().map(|whole| whole.0) else { return };
    let fault = match version {
        ..1 => UnsupportedVersion::BelowOne { version },
        LATEST => return,
        _ => UnsupportedVersion::Newer { version },
    };
    findings.add(&CHECK, Place::Definition(field.span), Subject::campaign(), fault);
}
