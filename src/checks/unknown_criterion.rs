//! A criterion that `tieu_chi` of the definition does not declare.

use strum::VariantNames as _;

use crate::campaign::Campaign;
use crate::diagnostic::{Check, Findings, Grade, Look, Subject};
use crate::results::{self, Named, ResultBatch};
use crate::sheet::CodeKind;
use crate::words::{self, Where};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-criterion",
    page: include_str!("unknown_criterion.md"),
    grade: Grade::Required,
    reasons: Where::VARIANTS,
    looks: &[
        Look::Definition(|resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::Criterion, resolution, findings)),
        Look::Sheets(|resolution, findings| words::unknown_in_small_sheets(&CHECK, CodeKind::Criterion, resolution, findings)),
        Look::Results(results),
    ],
};

fn results(batch: &ResultBatch, campaign: &Campaign, findings: &mut Findings) {
    if !campaign.directories.criteria.is_complete() {
        return;
    }
    for (_, row) in batch.suspects().filter(|(_, row)| row.criterion == Named::Unknown) {
        let fault = words::unknown_code(campaign, CodeKind::Criterion, &batch.text(row, results::CRITERION));
        let subject = Subject::unit(row.unit.known()).period(row.period.known());
        findings.add(&CHECK, batch.place(row, results::CRITERION), subject, fault);
    }
}
