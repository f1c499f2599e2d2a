//! A kind of unit that `doi_tuong` of the definition does not declare.

use strum::VariantNames as _;

use crate::campaign::Resolution;
use crate::diagnostic::{Check, Findings, Grade, Look};
use crate::sheet::CodeKind;
use crate::words::{self, Where};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-unit-kind",
    page: include_str!("unknown_unit_kind.md"),
    grade: Grade::Required,
    reasons: Where::VARIANTS,
    looks: &[
        Look::Definition(|resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::UnitKind, resolution, findings)),
        Look::Sheets(sheets),
    ],
};

fn sheets(resolution: &Resolution, findings: &mut Findings) {
    // Where the plan tells no kinds apart, the column is for the reader alone.
    if !resolution.campaign.kinds.is_empty() {
        words::unknown_in_small_sheets(&CHECK, CodeKind::UnitKind, resolution, findings);
    }
}
