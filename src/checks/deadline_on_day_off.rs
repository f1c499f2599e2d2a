//! A last day on a day off, where the plan does not say what becomes of it.

use strum::VariantNames as _;

use crate::campaign::{DutyDeadline, Resolution};
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::Day;
use crate::words;
use crate::yaml::{Field, Span};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "deadline-on-day-off",
    page: include_str!("deadline_on_day_off.md"),
    grade: Grade::Error,
    reasons: DeadlineOnDayOff::VARIANTS,
    looks: &[Look::Definition(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum DeadlineOnDayOff {
    Weekend { duty: Box<str>, last: Day, next: Day },
    Listed { duty: Box<str>, last: Day, next: Day },
}

impl Fault for DeadlineOnDayOff {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::Weekend { duty, last, .. } | Self::Listed { duty, last, .. }) = self;
        let (day, weekday) = (words::day(*last, voice), words::weekday(*last, voice));
        match self {
            Self::Weekend { .. } => voice.say(
                format!("ngày cuối của việc `{duty}` là {weekday} {day}, mà chưa khai `gap_ngay_nghi`"),
                format!("the last day of the duty `{duty}` is {weekday} {day}, and `gap_ngay_nghi` is not declared"),
            ),
            Self::Listed { .. } => voice.say(
                format!("ngày cuối của việc `{duty}` là {weekday} {day}, ngày nghỉ đã khai, mà chưa khai `gap_ngay_nghi`"),
                format!("the last day of the duty `{duty}` is {weekday} {day}, a listed day off, and `gap_ngay_nghi` is not declared"),
            ),
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        let (Self::Weekend { last, next, .. } | Self::Listed { last, next, .. }) = self;
        let [last, next] = [*last, *next].map(|day| words::day(day, voice));
        Some(voice.say(
            format!(
                "ở `ngay_nghi` viết `gap_ngay_nghi: ngay_lam_viec_tiep_theo` (hạn đến hết {next}) hoặc `gap_ngay_nghi: giu_nguyen` (đến hết {last})"
            ),
            format!("in `ngay_nghi` write `gap_ngay_nghi: ngay_lam_viec_tiep_theo` (through {next}) or `gap_ngay_nghi: giu_nguyen` (through {last})"),
        ))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        match self {
            Self::Weekend { .. } => None,
            Self::Listed { .. } => Some(voice.say("ngày nghỉ khai ở đây", "the day off is listed here")),
        }
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let key = resolution.definition().days_off.as_ref();
    // A list or a choice that could not be read decides nothing.
    let is_open = key.is_none_or(|field| field.get().is_some_and(|key| key.on_day_off.is_none()));
    if !is_open {
        return;
    }
    for deadline in &campaign.deadlines {
        let last = deadline.deadline.last_day();
        if campaign.days_off.is_off(last) {
            add(resolution, deadline, last, findings);
        }
    }
}

fn add(resolution: &Resolution, deadline: &DutyDeadline, last: Day, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let duty = campaign.duties[deadline.duty].code.as_str().into();
    let next = campaign.days_off.next_working_day(last);
    let place = Place::Definition(deadline.span);
    let subject = Subject::campaign().period(deadline.period);
    match listed(resolution, last) {
        Some(span) if !last.is_weekend() => {
            findings.add(&CHECK, place, subject, DeadlineOnDayOff::Listed { duty, last, next }).against(Place::Definition(span));
        }
        Some(_) | None => {
            findings.add(&CHECK, place, subject, DeadlineOnDayOff::Weekend { duty, last, next });
        }
    }
}

/// Where a day stands among the listed days off.
fn listed(resolution: &Resolution, day: Day) -> Option<Span> {
    let listed = resolution.definition().days_off.as_ref()?.get()?.listed.as_ref()?.get()?;
    listed.iter().find(|field: &&Field<Day>| field.get() == Some(&day)).map(|field| field.span)
}
