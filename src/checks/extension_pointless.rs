//! An extension that extends nothing.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::extensions;
use crate::sheet::Place;
use crate::value::Day;
use crate::words::{self, NoDeadline};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "extension-pointless",
    page: include_str!("extension_pointless.md"),
    grade: Grade::Error,
    reasons: ExtensionPointless::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum ExtensionPointless {
    NotLater { through: Day, last_day: Day },
    PeriodWithoutDeadline(Unplaced),
    PeriodNotNeeded(Unplaced),
    PeriodMissing(Unplaced),
}

/// A row whose duty and period have no deadline.
#[derive(Debug)]
struct Unplaced {
    what: NoDeadline,
    duty: Box<str>,
    period: Box<str>,
    periods: Vec<Box<str>>,
}

impl Fault for ExtensionPointless {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        match self {
            Self::NotLater { through, last_day } if through == last_day => {
                let last_day = words::day(*last_day, voice);
                voice.say(
                    format!("gia hạn đến {last_day}, đúng bằng hạn chung, nên không thêm ngày nào"),
                    format!("extended through {last_day}, which is the deadline itself, so by no day"),
                )
            }
            Self::NotLater { through, last_day } => {
                let early = words::days(last_day.since(*through), voice);
                let (through, last_day) = (words::day(*through, voice), words::day(*last_day, voice));
                voice.say(
                    format!("gia hạn đến {through}, sớm hơn {early} so với ngày cuối của hạn chung {last_day}"),
                    format!("extended through {through}, {early} before the last day of the deadline itself, {last_day}"),
                )
            }
            Self::PeriodWithoutDeadline(unplaced) | Self::PeriodNotNeeded(unplaced) | Self::PeriodMissing(unplaced) => {
                unplaced.what.title(&unplaced.duty, &unplaced.period, voice)
            }
        }
    }

    fn help(&self, voice: Voice) -> Option<String> {
        match self {
            Self::NotLater { last_day, .. } => {
                let last_day = words::day(*last_day, voice);
                Some(voice.say(format!("viết ngày sau {last_day}, hoặc bỏ dòng này"), format!("write a day after {last_day}, or remove the row")))
            }
            Self::PeriodWithoutDeadline(unplaced) | Self::PeriodNotNeeded(unplaced) | Self::PeriodMissing(unplaced) => {
                Some(unplaced.what.help(&unplaced.periods, voice))
            }
        }
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("hạn chung", "the deadline itself"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.extensions.rows {
        let (duty, period) = (row.text(extensions::DUTY), row.text(extensions::PERIOD));
        let Some(found) = words::duty_row(campaign, row.text(extensions::UNIT), duty, period) else { continue };
        let subject = Subject::unit(Some(found.unit)).period(found.period);
        if let Some(what) = words::no_deadline(resolution, found.duty, found.period) {
            let periods = words::periods_of(campaign, found.duty);
            let unplaced = Unplaced { what, duty: duty.into(), period: period.into(), periods };
            let fault = match what {
                NoDeadline::PeriodWithoutDeadline => ExtensionPointless::PeriodWithoutDeadline(unplaced),
                NoDeadline::PeriodNotNeeded => ExtensionPointless::PeriodNotNeeded(unplaced),
                NoDeadline::PeriodMissing => ExtensionPointless::PeriodMissing(unplaced),
            };
            findings.add(&CHECK, row.place(extensions::PERIOD), subject, fault);
            continue;
        }
        let Some(deadline) = words::exact_deadline(campaign, found.duty, found.period) else { continue };
        let Some(through) = row.day(extensions::NEW_DAY).value().filter(|day| *day <= deadline.last_day) else { continue };
        let fault = ExtensionPointless::NotLater { through, last_day: deadline.last_day };
        findings.add(&CHECK, row.place(extensions::NEW_DAY), subject, fault).against(Place::Definition(deadline.span));
    }
}
