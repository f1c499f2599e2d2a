//! A receipt for which no deadline stands.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Fault, Findings, Grade, Look, Subject, Voice};
use crate::draft::receipts;
use crate::words::{self, NoDeadline};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "receipt-without-deadline",
    page: include_str!("receipt_without_deadline.md"),
    grade: Grade::Error,
    reasons: NoDeadline::VARIANTS,
    looks: &[Look::Sheets(look)],
};

#[derive(Debug)]
struct ReceiptWithoutDeadline {
    what: NoDeadline,
    duty: Box<str>,
    period: Box<str>,
    periods: Vec<Box<str>>,
}

impl Fault for ReceiptWithoutDeadline {
    fn reason(&self) -> &'static str {
        self.what.into()
    }

    fn title(&self, voice: Voice) -> String {
        self.what.title(&self.duty, &self.period, voice)
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(self.what.help(&self.periods, voice))
    }
}

fn look(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    for row in &resolution.draft.receipts.rows {
        let (duty, period) = (row.text(receipts::DUTY), row.text(receipts::PERIOD));
        let Some(found) = words::duty_row(campaign, row.text(receipts::UNIT), duty, period) else { continue };
        let Some(what) = words::no_deadline(resolution, found.duty, found.period) else { continue };
        let periods = words::periods_of(campaign, found.duty);
        let fault = ReceiptWithoutDeadline { what, duty: duty.into(), period: period.into(), periods };
        findings.add(&CHECK, row.place(receipts::PERIOD), Subject::unit(Some(found.unit)).period(found.period), fault);
    }
}
