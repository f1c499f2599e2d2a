//! A person in a unit on days on which the unit is not valid.

use strum::VariantNames as _;

use crate::campaign::{Membership, Resolution, Stretch, Unit};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::people;
use crate::value::Day;
use crate::words;
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "person-unit-not-valid",
    page: include_str!("person_unit_not_valid.md"),
    grade: Grade::Error,
    reasons: PersonUnitNotValid::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum PersonUnitNotValid {
    /// The row holds before the unit begins.
    Before { person: Box<str>, unit: Box<str>, begins: Day },
    /// The row holds after the unit has ended.
    After { person: Box<str>, unit: Box<str>, ends: Day },
}

impl Fault for PersonUnitNotValid {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::Before { person, unit, begins } => {
                let begins = words::day(*begins, voice);
                voice.say(
                    format!("`{person}` ghi ở `{unit}` trước ngày đơn vị có hiệu lực: `{unit}` có hiệu lực từ ngày {begins}"),
                    format!("`{person}` is in `{unit}` before the unit is valid, from {begins}"),
                )
            }
            Self::After { person, unit, ends } => {
                let ends = words::day(*ends, voice);
                voice.say(
                    format!("`{person}` ghi ở `{unit}` sau ngày đơn vị hết hiệu lực: `{unit}` chỉ có hiệu lực đến hết ngày {ends}"),
                    format!("`{person}` is in `{unit}` after the unit has ended on {ends}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::Before { begins, .. } => voice.say(
                format!("viết `{begins}` vào `tu_ngay`; trước đó ở đơn vị khác thì thêm một dòng"),
                format!("write `{begins}` in `tu_ngay`; add a row where the person was in another unit before"),
            ),
            Self::After { ends, .. } => voice.say(
                format!("viết `{ends}` vào `den_ngay`, và thêm một dòng ở đơn vị mới từ hôm sau"),
                format!("write `{ends}` in `den_ngay`, and add a row in the new unit from the day after"),
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("đơn vị khai ở đây", "the unit is declared here"))
    }
}

/// The first day of a stretch on which no row of the unit holds.
fn first_without(unit: &Unit, days: Stretch) -> Option<Day> {
    let mut day = days.from;
    while let Some(standing) = unit.standings.iter().find(|standing| standing.holds(day)) {
        day = standing.to?.next();
        if days.to < day {
            return None;
        }
    }
    Some(day)
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for stay in campaign.people.list.iter().flat_map(|person| &person.stays).filter(|stay| stay.is_dated()) {
        // Days outside the campaign's time are no concern of it.
        let (Some(index), Some(days)) = (stay.unit, stay.within(campaign.time)) else { continue };
        let unit = &campaign.units[index];
        let is_backwards = |standing: &Membership| standing.from.zip(standing.to).is_some_and(|(from, to)| to < from);
        if unit.standings.iter().any(is_backwards) {
            continue;
        }
        let Some(day) = first_without(unit, days) else { continue };
        let ended = unit.standings.iter().filter(|standing| standing.to.is_some_and(|to| to < day)).max_by_key(|standing| standing.to);
        let begins = unit.standings.iter().filter(|standing| standing.from.is_some_and(|from| day < from)).min_by_key(|standing| standing.from);
        let name = || (stay.name.clone(), unit_code(campaign, index));
        let found = match (ended.and_then(|row| Some((row, row.to?))), begins.and_then(|row| Some((row, row.from?)))) {
            (Some((row, ends)), _) => {
                let (person, unit) = name();
                (PersonUnitNotValid::After { person, unit, ends }, row.place)
            }
            (None, Some((row, begins))) => {
                let (person, unit) = name();
                (PersonUnitNotValid::Before { person, unit, begins }, row.place)
            }
            (None, None) => continue,
        };
        let (fault, against) = found;
        findings.add(&CHECK, stay.place(people::UNIT), Subject::unit(Some(index)).person(&stay.name), fault).against(against);
    }
}
