//! Results handed in after their last day.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::checks::words::Late;
use crate::diagnostic::{Check, Fault, Findings, Grade, LedgerLook, Look, Subject, Voice};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "late-result",
    page: include_str!("late_result.md"),
    grade: Grade::Error,
    reasons: LateResult::VARIANTS,
    looks: &[Look::Sheets(book), Look::Ledger(rows)],
};

#[derive(Debug, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
enum LateResult {
    /// As the book says.
    FromBook(Late),
    /// As the rows say themselves, where the book is silent.
    OwnDate(Late),
}

impl Fault for LateResult {
    fn reason(&self) -> &'static str {
        self.into()
    }

    fn title(&self, voice: Voice) -> String {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        late.title(voice)
    }

    fn help(&self, voice: Voice) -> Option<String> {
        Some(Late::help(voice))
    }

    fn against(&self, voice: Voice) -> Option<String> {
        let (Self::FromBook(late) | Self::OwnDate(late)) = self;
        Some(late.against(voice))
    }
}

fn book(resolution: &Resolution, findings: &mut Findings) {
    let campaign = resolution.campaign;
    let Some(results) = campaign.duty("ket_qua") else { return };
    for (unit, duty, period, receipt) in campaign.receipts.list() {
        if duty != results {
            continue;
        }
        let Some((late, because)) = Late::find(campaign, unit, duty, period, receipt.received) else { continue };
        let subject = Subject::unit(Some(unit)).period(period);
        findings.add(&CHECK, receipt.place, subject, LateResult::FromBook(late)).against(because);
    }
}

fn rows(look: &LedgerLook, findings: &mut Findings) {
    let campaign = look.campaign;
    let Some(results) = campaign.duty("ket_qua") else { return };
    for (unit, page) in look.ledger.pages.enumerate() {
        let Some(page) = page else { continue };
        for (period, _) in campaign.periods.enumerate() {
            let Some(receipt) = page.received(period) else { continue };
            let Some(due) = campaign.deadline(results, Some(period)).map(|deadline| deadline.period) else { continue };
            if campaign.receipts.find(unit, results, due).is_some() {
                continue; // the book stands; where it differs, that is said
            }
            let Some((late, because)) = Late::find(campaign, unit, results, due, receipt.received) else { continue };
            let subject = Subject::unit(Some(unit)).period(Some(period));
            findings.add(&CHECK, receipt.place, subject, LateResult::OwnDate(late)).against(because);
        }
    }
}
