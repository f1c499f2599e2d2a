//! Rows of one person in one unit that hold at the same time, or never.

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
    name: "person-dates",
    page: include_str!("person_dates.md"),
    grade: Grade::Error,
    reasons: PersonDates::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PersonDates {
    EndsBeforeItBegins { person: Box<str>, from: Day, to: Day },
    Overlap { person: Box<str>, unit: Box<str>, from: Option<Day>, to: Option<Day>, ends_before: Option<Day> },
}

impl Fault for PersonDates {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::EndsBeforeItBegins { person, from, to } => {
                let early = words::days(from.since(*to), voice);
                let (from, to) = (words::day(*from, voice), words::day(*to, voice));
                voice.say(
                    format!("`{person}`: đến ngày {to} trước từ ngày {from}, sớm hơn {early}"),
                    format!("`{person}`: the last day {to} is before the first {from}, {early} early"),
                )
            }
            Self::Overlap { person, unit, from, to, .. } => {
                let when = words::common_days(*from, *to, voice);
                voice.say(
                    format!("hai dòng của `{person}` ở `{unit}` cùng có hiệu lực {when}"),
                    format!("two rows of `{person}` in `{unit}` hold at once {when}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::EndsBeforeItBegins { from, .. } => Some(words::write_from(*from, ["`tu_ngay`", "`tu_ngay`"], voice)),
            Self::Overlap { ends_before: Some(day), .. } => {
                Some(voice.say(format!("viết `{day}` vào `den_ngay` của dòng có trước"), format!("write `{day}` in `den_ngay` of the earlier row")))
            }
            Self::Overlap { ends_before: None, .. } => Some(voice.say(
                "giữ một dòng, hoặc ghi `tu_ngay`, `den_ngay` để hai dòng nối tiếp nhau",
                "keep one row, or write `tu_ngay` and `den_ngay` so that one follows the other",
            )),
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::EndsBeforeItBegins { .. } => voice.say("từ ngày này", "from this day"),
            Self::Overlap { .. } => voice.say("dòng có trước", "the earlier row"),
        })
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for person in &campaign.people.list {
        for stay in &person.stays {
            if let (Some(from), Some(to)) = (stay.from.value(), stay.to.value())
                && to < from
            {
                let fault = PersonDates::EndsBeforeItBegins { person: stay.name.clone(), from, to };
                let subject = Subject::unit(stay.unit).person(&stay.name);
                findings.add(&CHECK, stay.place(people::TO), subject, fault).against(stay.place(people::FROM));
            }
        }
        for clash in clashes(person, |one, other| one.unit.is_some() && one.unit == other.unit) {
            let (earlier, later) = (clash.earlier, clash.later);
            let Some(unit) = later.unit else { continue };
            let fault = PersonDates::Overlap {
                person: later.name.clone(),
                unit: unit_code(campaign, unit),
                from: clash.from,
                to: clash.to,
                ends_before: clash.ends_before(),
            };
            let column = if later.from.value().is_some() { people::FROM } else { people::CODE };
            let against = earlier.place(if earlier.to.value().is_some() { people::TO } else { people::CODE });
            findings.add(&CHECK, later.place(column), Subject::unit(Some(unit)).person(&later.name), fault).against(against);
        }
    }
}
