//! What should have come by its deadline and has not.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Grade, Look};
use crate::words::awaited::{self, Lacking};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "missing-result",
    page: include_str!("missing_result.md"),
    grade: Grade::Error,
    reasons: Lacking::VARIANTS,
    looks: &[Look::Ledger(|look, findings| awaited::look(&CHECK, look, true, findings))],
};
