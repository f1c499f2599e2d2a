//! A proposal for a title that asks for a registration, and there is none.

use strum::VariantNames as _;

use crate::diagnostic::{Check, Grade, Look};
use crate::titles::selected::Asks;
use crate::words::{NotRegistered, not_registered};

/// The check.
pub(super) const CHECK: Check = Check {
    name: "proposal-without-registration",
    page: include_str!("proposal_without_registration.md"),
    grade: Grade::Error,
    reasons: NotRegistered::VARIANTS,
    looks: &[Look::Ledger(|look, findings| not_registered(&CHECK, look, |asks| matches!(asks, Asks::Campaign | Asks::Regime(_)), findings))],
};
