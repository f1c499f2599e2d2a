//! The checks: the list, and nothing else. A check is one `.rs` and one `.md` beside it; adding one adds a line here.

mod duplicate_result;
mod points_over_maximum;
mod unknown_key;
mod unknown_unit;
mod words;

use crate::diagnostic::Check;

/// Every check, by name.
pub const CHECKS: &[&Check] = &[&duplicate_result::CHECK, &points_over_maximum::CHECK, &unknown_key::CHECK, &unknown_unit::CHECK];

/// The check of a name.
pub fn find(name: &str) -> Option<&'static Check> {
    CHECKS.iter().copied().find(|check| check.name == name)
}
