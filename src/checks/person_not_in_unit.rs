//! A registration of a person by a unit in which the person is not on that day.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::campaign::people::Stay;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::people;
use crate::registrations::{self, RegistrationBatch};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;
use crate::words::people::{Registered, name_of, registered};
use crate::words::rows::unit_code;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "person-not-in-unit",
    page: include_str!("person_not_in_unit.md"),
    grade: Grade::Error,
    reasons: NotInUnit::VARIANTS,
    looks: &[Look::Registrations(look)],
};

/// Whom a registration is of, by which unit, and on which day, where that is known.
#[derive(Clone, Debug)]
struct Who {
    person: Box<str>,
    unit: Box<str>,
    day: Option<Day>,
}

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum NotInUnit {
    /// The person is in another unit.
    OtherUnit { who: Who, other: Box<str> },
    /// The person was in the unit and is no longer.
    Left { who: Who, to: Day },
    /// The person will be in the unit.
    NotYet { who: Who, from: Day },
}

impl Who {
    /// `ngày đăng ký 20/01/2026, `, where the day is known.
    fn on_day(&self, voice: Voice) -> String {
        self.day.map_or_else(String::new, |day| {
            let day = words::day(day, voice);
            voice.say(format!("ngày đăng ký {day}, "), format!("on the day of registration, {day}, "))
        })
    }
}

impl Fault for NotInUnit {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::OtherUnit { who, .. } | Self::Left { who, .. } | Self::NotYet { who, .. }) = self;
        let (Who { person, unit, .. }, on_day) = (who, who.on_day(voice));
        match self {
            Self::OtherUnit { other, .. } => voice.say(
                format!("{on_day}`{person}` thuộc `{other}`, không thuộc `{unit}`"),
                format!("{on_day}`{person}` is in `{other}`, not in `{unit}`"),
            ),
            Self::Left { to, .. } => {
                let to = words::day(*to, voice);
                voice.say(
                    format!("{on_day}`{person}` không còn ở `{unit}`: chỉ đến hết ngày {to}"),
                    format!("{on_day}`{person}` is no longer in `{unit}`: only through {to}"),
                )
            }
            Self::NotYet { from, .. } => {
                let from = words::day(*from, voice);
                voice.say(
                    format!("{on_day}`{person}` chưa về `{unit}`: từ ngày {from} mới về"),
                    format!("{on_day}`{person}` is not yet in `{unit}`: only from {from}"),
                )
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::OtherUnit { other, .. } => voice.say(
                format!("viết `{other}` vào `don_vi`, hoặc ghi việc chuyển đơn vị vào `ca-nhan.csv`"),
                format!("write `{other}` in `don_vi`, or write the transfer in `ca-nhan.csv`"),
            ),
            Self::Left { .. } => voice.say(
                "nếu `den_ngay` ghi sai thì sửa ở `ca-nhan.csv`; nếu đúng thì rút đăng ký: viết `rut` vào `trang_thai`, ghi `ngay_rut`",
                "where `den_ngay` is wrong correct it in `ca-nhan.csv`; where it is right withdraw: write `rut` in `trang_thai` and the day in `ngay_rut`",
            ),
            Self::NotYet { .. } => voice.say(
                "sửa `ngay_nhan` của dòng này, hoặc `tu_ngay` ở `ca-nhan.csv`",
                "correct `ngay_nhan` of this row, or `tu_ngay` in `ca-nhan.csv`",
            ),
        })
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(match self {
            Self::OtherUnit { .. } => voice.say("đơn vị của người này", "the person's unit"),
            Self::Left { .. } => voice.say("ở đơn vị đến hết ngày này", "in the unit through this day"),
            Self::NotYet { .. } => voice.say("ở đơn vị từ ngày này", "in the unit from this day"),
        })
    }
}

fn look(batch: &RegistrationBatch, campaign: &Campaign, findings: &mut Findings) {
    for one in registered(batch, campaign) {
        if campaign.people.stays_in(one.person, one.unit, one.day).next().is_some() {
            continue;
        }
        let Some((fault, against)) = not_in_unit(batch, campaign, &one) else { continue };
        let subject = Subject::unit(Some(one.unit)).person(&name_of(batch, campaign, &one));
        findings.add(&CHECK, batch.place(one.row, registrations::UNIT), subject, fault).against(against);
    }
}

/// Why somebody is not in the unit; none where a row of the person is in doubt, which is told of that row.
fn not_in_unit(batch: &RegistrationBatch, campaign: &Campaign, one: &Registered<'_>) -> Option<(NotInUnit, Place)> {
    let person = &campaign.people.list[one.person];
    if person.is_in_doubt() {
        return None;
    }
    let days = campaign.people.days(one.day);
    let who = Who { person: name_of(batch, campaign, one), unit: unit_code(campaign, one.unit), day: one.day };
    let is_here = |stay: &&Stay| stay.unit == Some(one.unit);
    let elsewhere = |stay: &Stay| Some((NotInUnit::OtherUnit { other: unit_code(campaign, stay.unit?), who: who.clone() }, stay.place(people::UNIT)));
    if let Some(stay) = person.stays.iter().find(|stay| stay.within(days).is_some()) {
        return elsewhere(stay);
    }
    let here = || person.stays.iter().filter(is_here);
    if let Some((stay, to)) = here().filter_map(|stay| Some((stay, stay.to.value()?))).filter(|(_, to)| *to < days.from).max_by_key(|(_, to)| *to) {
        return Some((NotInUnit::Left { who, to }, stay.place(people::TO)));
    }
    if let Some((stay, from)) = here().filter_map(|stay| Some((stay, stay.from.value()?))).min_by_key(|(_, from)| *from) {
        return Some((NotInUnit::NotYet { who, from }, stay.place(people::FROM)));
    }
    elsewhere(person.stays.last()?)
}
