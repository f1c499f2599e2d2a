//! A duty that `cac_han` of the definition does not declare.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Grade, Look};
use crate::sheet::CodeKind;
use crate::words::{self, Where};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-duty",
    page: include_str!("unknown_duty.md"),
    grade: Grade::Required,
    reasons: Where::VARIANTS,
    looks: &[
        Look::Definition(|resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::Duty, resolution, findings)),
        Look::Sheets(|resolution, findings| words::unknown_in_small_sheets(&CHECK, CodeKind::Duty, resolution, findings)),
    ],
};
