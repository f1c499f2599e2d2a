//! A person who stands in two units on the same days.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::people;
use crate::value::Day;
use crate::words;
use crate::words::people::clashes;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "person-in-two-units",
    page: include_str!("person_in_two_units.md"),
    grade: Grade::Error,
    reasons: PersonInTwoUnits::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PersonInTwoUnits {
    AtOnce { person: Box<str>, earlier: Box<str>, later: Box<str>, from: Option<Day>, to: Option<Day>, ends_before: Option<Day> },
}

impl Fault for PersonInTwoUnits {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::AtOnce { person, earlier, later, from, to, .. } = self;
        let when = words::common_days(*from, *to, voice);
        voice.say(
            format!("`{person}` cùng lúc ở hai đơn vị `{earlier}` và `{later}` {when}"),
            format!("`{person}` is in the two units `{earlier}` and `{later}` at once {when}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::AtOnce { earlier, ends_before, .. } = self;
        Some(match ends_before {
            Some(day) => voice
                .say(format!("viết `{day}` vào `den_ngay` của dòng ở `{earlier}`"), format!("write `{day}` in `den_ngay` of the row in `{earlier}`")),
            None => voice.say(
                "chuyển đơn vị thì ghi `tu_ngay`, `den_ngay` để hai dòng nối tiếp nhau; là hai người thì mỗi người một mã",
                "for a transfer write `tu_ngay` and `den_ngay` so that one row follows the other; two people need two codes",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let Self::AtOnce { earlier, .. } = self;
        Some(voice.say(format!("dòng ở `{earlier}`"), format!("the row in `{earlier}`")))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for person in &campaign.people.list {
        for clash in clashes(person, |one, other| one.unit.is_some() && other.unit.is_some() && one.unit != other.unit) {
            let (Some(earlier), Some(later)) = (clash.earlier.unit, clash.later.unit) else { continue };
            let fault = PersonInTwoUnits::AtOnce {
                person: clash.later.name.clone(),
                earlier: unit_code(campaign, earlier),
                later: unit_code(campaign, later),
                from: clash.from,
                to: clash.to,
                ends_before: clash.ends_before(),
            };
            let column = if clash.later.from.value().is_some() { people::FROM } else { people::UNIT };
            let against = clash.earlier.place(if clash.earlier.to.value().is_some() { people::TO } else { people::UNIT });
            let subject = Subject::unit(Some(later)).person(&clash.later.name);
            findings.add(&CHECK, clash.later.place(column), subject, fault).against(against);
        }
    }
}
