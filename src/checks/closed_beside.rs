//! What belongs to a closed campaign, scored nothing, and is not as it was closed.

use std::collections::BTreeMap;

use strum::VariantNames as _;

use crate::diagnostic::{Check, ClosingLook, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words;
use crate::words::closings::{period, sealed_at};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "closed-beside",
    page: include_str!("closed_beside.md"),
    grade: Grade::Note,
    reasons: Beside::VARIANTS,
    looks: &[Look::Closing(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Beside {
    Sheet { period: Box<str>, sheet: Box<str>, units: Vec<Box<str>> },
    Rules { period: Box<str>, keys: Vec<Box<str>> },
}

impl Fault for Beside {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Sheet { period, sheet, units } => {
                let named: Vec<&Box<str>> = units.iter().filter(|unit| !unit.is_empty()).collect();
                let of = if named.is_empty() {
                    String::new()
                } else {
                    voice.say(format!(" của {}", words::quoted(&named)), format!(" of {}", words::quoted(&named)))
                };
                voice.say(
                    format!("kỳ `{period}` đã chốt: bảng `{sheet}`{of} khác lúc chốt; bảng này không tính vào điểm, hạng"),
                    format!("the period `{period}` is closed: the sheet `{sheet}`{of} is not as it was closed; no points or places hang on it"),
                )
            }
            Self::Rules { period, keys } => {
                let keys = words::quoted(keys);
                voice.say(
                    format!("kỳ `{period}` đã chốt: {keys} ở phong-trao.yaml khác lúc chốt; điểm, hạng không phụ thuộc vào đó"),
                    format!("the period `{period}` is closed: {keys} of phong-trao.yaml is not as it was closed; no points or places hang on it"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(
            voice.say(
                "nếu không phải ghi tiếp sau khi chốt thì trả lại như lúc chốt",
                "unless it goes on after closing, put it back as it was closed",
            ),
        )
    }
}

fn look(look: &ClosingLook, findings: &mut Findings) {
    for one in look.campaigns {
        findings.speak_of(one.index);
        let subject = || Subject::nobody().period(Some(one.period));
        let mut sheets: BTreeMap<&str, Vec<Box<str>>> = BTreeMap::new();
        for changed in one.differences.sheets.iter().filter(|changed| !changed.scores) {
            sheets.entry(&changed.sheet).or_default().push(changed.unit.clone());
        }
        for (sheet, units) in sheets {
            let place = sealed_at(look, one, sheet, &units[0]);
            findings.add(&CHECK, place, subject(), Beside::Sheet { period: period(one), sheet: sheet.into(), units });
        }
        let keys: Vec<Box<str>> = one.differences.rules.iter().filter(|rule| !rule.scores).map(|rule| rule.key.clone()).collect();
        if let Some(first) = keys.first() {
            let place = Place::Closing(look.number, look.file.rule_span(one.position, first));
            findings.add(&CHECK, place, subject(), Beside::Rules { period: period(one), keys });
        }
    }
}
