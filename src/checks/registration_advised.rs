//! A proposal without a registration, where neither the campaign nor the law of its year asks for one.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Grade, Look};
use crate::titles::selected::Asks;
use crate::words::{NotRegistered, not_registered};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "registration-advised",
    page: include_str!("registration_advised.md"),
    grade: Grade::Warning,
    reasons: NotRegistered::VARIANTS,
    looks: &[Look::Ledger(|look, findings| not_registered(&CHECK, look, |asks| matches!(asks, Asks::Advised(_)), findings))],
};
