//! Rules of a closed period that are not those it was scored by.

use strum::VariantNames as _;

use crate::closing::compare::Rule;
use crate::diagnostic::{Check, ClosingLook, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::words::closings::{period, remedy};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "closed-rules",
    page: include_str!("closed_rules.md"),
    grade: Grade::Sealed,
    reasons: Rules::VARIANTS,
    looks: &[Look::Closing(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Rules {
    Changed { period: Box<str>, key: Box<str> },
}

impl Fault for Rules {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::Changed { period, key } = self;
        voice.say(
            format!("kỳ `{period}` đã chốt: quy tắc `{key}` ở phong-trao.yaml khác lúc chốt"),
            format!("the period `{period}` is closed: the rule `{key}` of phong-trao.yaml is not what it was scored by"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::Changed { period, .. } = self;
        Some(remedy(period, voice))
    }
}

fn look(look: &ClosingLook, findings: &mut Findings) {
    for one in look.campaigns {
        findings.speak_of(one.index);
        for Rule { key, .. } in one.differences.rules.iter().filter(|rule| rule.scores) {
            let place = Place::Closing(look.number, look.file.rule_span(one.position, key));
            let fault = Rules::Changed { period: period(one), key: key.clone() };
            findings.add(&CHECK, place, Subject::nobody().period(Some(one.period)), fault);
        }
    }
}
