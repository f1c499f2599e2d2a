//! What has not come and has no deadline, or one that has not passed.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Grade, Look};
use crate::words::awaited::{self, Lacking};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "awaited-result",
    page: include_str!("awaited_result.md"),
    grade: Grade::Note,
    reasons: Lacking::VARIANTS,
    looks: &[Look::Ledger(|look, findings| awaited::look(&CHECK, look, false, findings))],
};
