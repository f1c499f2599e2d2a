//! Results handed in after their last day.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Findings, Grade, LedgerLook, Look, Subject};
use crate::words::{self, HandedInLate, Late};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "late-result",
    page: include_str!("late_result.md"),
    grade: Grade::Error,
    reasons: HandedInLate::VARIANTS,
    looks: &[Look::Sheets(book), Look::Ledger(rows)],
};

fn book(resolution: &Resolution, findings: &mut Findings) {
    words::late_in_book(&CHECK, "ket_qua", resolution, findings);
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
            findings.add(&CHECK, receipt.place(), subject, HandedInLate::OwnDate(late)).against(because);
        }
    }
}
