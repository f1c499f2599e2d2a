//! A phase that `dot` of the definition does not declare.

use crate::diagnostic::{Check, Grade, Look};
use crate::sheet::CodeKind;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-phase",
    page: include_str!("unknown_phase.md"),
    grade: Grade::Error,
    reasons: &["in-definition"],
    looks: &[Look::Definition(|resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::Phase, resolution, findings))],
};
