//! A period that `ky` of the definition does not declare.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::results::{self, Named, ResultBatch};
use crate::sheet::CodeKind;
use crate::words::{self, Where};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-period",
    page: include_str!("unknown_period.md"),
    grade: Grade::Required,
    reasons: Where::VARIANTS,
    looks: &[
        Look::Definition(|resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::Period, resolution, findings)),
        Look::Sheets(|resolution, findings| words::unknown_in_small_sheets(&CHECK, CodeKind::Period, resolution, findings)),
        Look::Results(results),
    ],
};

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    if !campaign.directories.periods.is_complete() {
        return;
    }
    for (_, row) in batch.suspects().filter(|(_, row)| row.period == Named::Unknown) {
        let fault = words::unknown_code(campaign, CodeKind::Period, &batch.text(row, results::PERIOD));
        let subject = Subject::unit(row.unit.known()).criterion(row.criterion.known());
        findings.add(&CHECK, batch.place(row, results::PERIOD), subject, fault);
    }
}
