//! One name in one unit under two codes, and nothing that tells two people apart.

use strum::VariantNames as _;

use crate::campaign::people::{People, Stay, folded_name};
use crate::campaign::{Resolution, Stretch};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::people;
use crate::sheet::Reading;
use crate::value::{PersonIndex, UnitIndex};
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "person-twice",
    page: include_str!("person_twice.md"),
    grade: Grade::Warning,
    reasons: PersonTwice::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PersonTwice {
    SameNameInUnit { name: Box<str>, unit: Box<str>, first: Box<str>, second: Box<str> },
}

impl Fault for PersonTwice {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self::SameNameInUnit { name, unit, first, second } = self;
        voice.say(
            format!("`{name}` ở `{unit}` mang hai mã cùng lúc: `{first}` và `{second}`"),
            format!("`{name}` in `{unit}` has two codes at once: `{first}` and `{second}`"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let Self::SameNameInUnit { first, .. } = self;
        Some(voice.say(
            format!("nếu là một người thì bỏ dòng này hoặc viết `{first}`; nếu là hai người trùng tên thì ghi `gioi_tinh`, `ngay_tuyen_dung` của từng người"),
            format!("of one person remove this row or write `{first}`; of two with the same name write the `gioi_tinh` and `ngay_tuyen_dung` of each"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("dòng có trước", "the earlier row"))
    }
}

/// Whether sex or the day of recruitment tells two people apart.
fn are_told_apart(one: &Stay, other: &Stay) -> bool {
    let differ = |pair: (Reading<bool>, Reading<bool>)| pair.0.value().zip(pair.1.value()).is_some_and(|(one, other)| one != other);
    differ((one.is_woman, other.is_woman)) || one.recruited.value().zip(other.recruited.value()).is_some_and(|(one, other)| one != other)
}

/// The row of somebody before with the same name in the same unit at the same time.
fn namesake<'a>(people: &'a People, person: PersonIndex, stay: &Stay, unit: UnitIndex, days: Stretch) -> Option<(PersonIndex, &'a Stay)> {
    let before = people.named(unit, stay.name.as_bytes()).iter().take_while(|other| **other < person);
    let rows = before.flat_map(|other| people.list[*other].stays.iter().map(|row| (*other, row)));
    let name = folded_name(stay.name.as_bytes());
    let mut rows = rows.filter(|(_, row)| row.unit == Some(unit) && folded_name(row.name.as_bytes()) == name);
    rows.find(|(_, row)| row.within(days).is_some() && !are_told_apart(row, stay))
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let people = &campaign.people;
    for (index, person) in people.list.enumerate() {
        for stay in &person.stays {
            let (Some(unit), Some(days)) = (stay.unit, stay.within(campaign.time)) else { continue };
            let Some((other, row)) = namesake(people, index, stay, unit, days) else { continue };
            let fault = PersonTwice::SameNameInUnit {
                name: stay.name.clone(),
                unit: unit_code(campaign, unit),
                first: people.list[other].code.as_str().into(),
                second: person.code.as_str().into(),
            };
            let subject = Subject::unit(Some(unit)).person(&stay.name);
            findings.add(&CHECK, stay.place(people::CODE), subject, fault).against(row.place(people::CODE));
            break;
        }
    }
}
