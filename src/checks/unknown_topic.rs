//! A topic that `noi_dung` of the definition does not declare.

use crate::diagnostic::{Check, Grade, Look};
use crate::sheet::CodeKind;
use crate::words;

/// The check.
pub(super) const CHECK: Check = Check {
    name: "unknown-topic",
    page: include_str!("unknown_topic.md"),
    grade: Grade::Error,
    reasons: &["in-definition"],
    looks: &[Look::Definition(|resolution, findings| words::unknown_in_definition(&CHECK, CodeKind::Topic, resolution, findings))],
};
