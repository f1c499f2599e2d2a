//! A comma that ends an unquoted text inside braces: what follows it is read as a key.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::yaml::DecodeFaultKind;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "comma-in-flow",
    page: include_str!("comma_in_flow.md"),
    grade: Grade::Required,
    reasons: CommaInFlow::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum CommaInFlow {
    Text { key: String, text: String },
    DecimalComma { key: String, whole: String, decimals: String },
}

impl Fault for CommaInFlow {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Text { key, .. } if key == "ten" => voice.say("tên có dấu phẩy: đặt trong ngoặc kép", "the name has a comma: put it in quotes"),
            Self::Text { key, .. } => {
                voice.say(format!("`{key}` có dấu phẩy: đặt trong ngoặc kép"), format!("`{key}` has a comma: put it in quotes"))
            }
            Self::DecimalComma { key, .. } => voice
                .say(format!("`{key}` có dấu phẩy: số thập phân viết dấu chấm"), format!("`{key}` has a comma: decimals are written with a point")),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Text { key, text } => {
                let quoted = quoted(text);
                voice.say(format!("viết `{key}: {quoted}`"), format!("write `{key}: {quoted}`"))
            }
            // Three decimals may also be thousands.
            Self::DecimalComma { key, whole, decimals } if decimals.len() == 3 => voice.say(
                format!("viết `{key}: {whole}.{decimals}`, hoặc `{key}: {whole}{decimals}` nếu là hàng nghìn"),
                format!("write `{key}: {whole}.{decimals}`, or `{key}: {whole}{decimals}` if it is thousands"),
            ),
            Self::DecimalComma { key, whole, decimals } => {
                voice.say(format!("viết `{key}: {whole}.{decimals}`"), format!("write `{key}: {whole}.{decimals}`"))
            }
        })
    }
}

/// The text in quotes, as YAML reads it back.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for fault in resolution.faults {
        let DecodeFaultKind::CommaInFlow { at, joined, .. } = &fault.kind else { continue };
        let key = fault.path.rsplit('.').next().unwrap_or_default().to_owned();
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let found = match joined.split_once(',') {
            Some((whole, decimals)) if is_number(whole.strip_prefix('-').unwrap_or(whole)) && is_number(decimals) => {
                CommaInFlow::DecimalComma { key, whole: whole.to_owned(), decimals: decimals.to_owned() }
            }
            Some(_) | None => CommaInFlow::Text { key, text: joined.clone() },
        };
        findings.add(&CHECK, Place::Definition(*at), Subject::campaign(), found);
    }
}
