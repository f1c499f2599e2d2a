//! Something handed in for a period that had not begun.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::sheet::Place;
use crate::value::Day;
use crate::words::{self, DutyName};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "receipt-before-period",
    page: include_str!("receipt_before_period.md"),
    grade: Grade::Warning,
    reasons: Reason::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Clone, Copy, Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum Reason {
    NotBegun,
}

#[derive(Debug)]
struct ReceiptBeforePeriod {
    unit: Box<str>,
    duty: DutyName,
    period: Box<str>,
    received: Day,
    begins: Day,
}

impl Fault for ReceiptBeforePeriod {
    fn reason(&self) -> &'static str {
        Reason::NotBegun.into()
    }

    fn title(&self, voice: Voice) -> String {
        let Self { unit, duty, period, .. } = self;
        let duty = duty.shown();
        let early = words::days(self.begins.since(self.received), voice);
        let (received, begins) = (words::day(self.received, voice), words::day(self.begins, voice));
        voice.say(
            format!("`{unit}` nộp {duty} kỳ `{period}` ngày {received}, {early} trước ngày đầu kỳ {begins}"),
            format!("`{unit}` handed in {duty}, period `{period}`, on {received}, {early} before the period began on {begins}"),
        )
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(voice.say("sửa năm, tháng của ngày nhận, hoặc sửa kỳ", "correct the year or month of the day, or the period"))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        Some(voice.say("kỳ khai ở đây", "the period is declared here"))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for (unit, duty, period, receipt) in campaign.receipts.list() {
        let Some(period) = period else { continue };
        let begins = campaign.periods[period].stretch.from;
        if words::exact_deadline(campaign, duty, Some(period)).is_none() || receipt.received >= begins {
            continue;
        }
        let fault = ReceiptBeforePeriod {
            unit: campaign.units[unit].code.as_str().into(),
            duty: DutyName::of(campaign, duty),
            period: campaign.periods[period].code.as_str().into(),
            received: receipt.received,
            begins,
        };
        let span = campaign.periods[period].span;
        findings.add(&CHECK, receipt.place(), Subject::unit(Some(unit)).period(Some(period)), fault).against(Place::Definition(span));
    }
}
