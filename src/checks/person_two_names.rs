//! Two names under one code.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::campaign::people::folded_name;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::people;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "person-two-names",
    page: include_str!("person_two_names.md"),
    grade: Grade::Error,
    reasons: PersonTwoNames::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PersonTwoNames {
    SameCode { code: Box<str>, first: Box<str>, second: Box<str> },
}

impl Fault for PersonTwoNames {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::SameCode { code, first, second } = self;
        voice.say(
            format!("mã `{code}` đã là của `{first}`, dòng này ghi `{second}`"),
            format!("the code `{code}` is already that of `{first}`, this row says `{second}`"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::SameCode { first, .. } = self;
        Some(voice.say(
            format!("nếu là một người thì viết `{first}`; nếu là hai người thì cho dòng này một mã khác"),
            format!("of one person write `{first}`; of two give this row another code"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng có trước", "the earlier row"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    for person in &resolution.campaign.people.list {
        let mut named = person.stays.iter().filter(|stay| !stay.name.is_empty());
        let Some(first) = named.next() else { continue };
        for stay in named {
            if stay.name == first.name || folded_name(stay.name.as_bytes()) == folded_name(first.name.as_bytes()) {
                continue;
            }
            let fault = PersonTwoNames::SameCode { code: person.code.as_str().into(), first: first.name.clone(), second: stay.name.clone() };
            let subject = Subject::unit(stay.unit).person(&stay.name);
            findings.add(&CHECK, stay.place(people::NAME), subject, fault).against(first.place(people::NAME));
        }
    }
}
