//! A rule of `quy_dinh` that the rulebook does not have.

use crate::diagnostic::{Check, Grade, Look, Subject};
use crate::sheet::CodeKind;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-rule",
    page: include_str!("unknown_rule.md"),
    grade: Grade::Error,
    reasons: &["in-definition"],
    looks: &[Look::Definition(|resolution, findings| {
        words::unknown_in_definition_of(&CHECK, CodeKind::Rule, resolution, findings, |_| Subject::nobody());
    })],
};
