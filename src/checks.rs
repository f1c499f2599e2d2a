//! The checks: the list, and nothing else. A check is one `.rs` and one `.md` beside it; adding one adds a line here.

mod actual_over_total;
mod answer_not_yes_no;
mod awaited_result;
mod cumulative_differs;
mod duplicate_registration;
mod duplicate_result;
mod estimate_below_actual;
mod falling_figure;
mod figures_not_read;
mod missing_result;
mod not_applicable_row;
mod over_target;
mod override_not_merged;
mod points_over_maximum;
mod registration_person;
mod registration_without_result;
mod registration_year;
mod result_not_scored;
mod result_without_registration;
mod shared_first_place;
mod stage_differs;
mod stage_overrides;
mod target_differs;
mod title_subject;
mod too_many_decimals;
mod total_without_grade;
mod unit_not_ranked;
mod unit_not_valid;
mod unknown_key;
mod unknown_unit;
mod withdrawal;
mod words;
mod year_target_differs;

use crate::diagnostic::Check;

/// Every check, by name.
pub const CHECKS: &[&Check] = &[
    &actual_over_total::CHECK,
    &answer_not_yes_no::CHECK,
    &awaited_result::CHECK,
    &cumulative_differs::CHECK,
    &duplicate_registration::CHECK,
    &duplicate_result::CHECK,
    &estimate_below_actual::CHECK,
    &falling_figure::CHECK,
    &figures_not_read::CHECK,
    &missing_result::CHECK,
    &not_applicable_row::CHECK,
    &over_target::CHECK,
    &override_not_merged::CHECK,
    &points_over_maximum::CHECK,
    &registration_person::CHECK,
    &registration_without_result::CHECK,
    &registration_year::CHECK,
    &result_not_scored::CHECK,
    &result_without_registration::CHECK,
    &shared_first_place::CHECK,
    &stage_differs::CHECK,
    &stage_overrides::CHECK,
    &target_differs::CHECK,
    &title_subject::CHECK,
    &too_many_decimals::CHECK,
    &total_without_grade::CHECK,
    &unit_not_ranked::CHECK,
    &unit_not_valid::CHECK,
    &unknown_key::CHECK,
    &unknown_unit::CHECK,
    &withdrawal::CHECK,
    &year_target_differs::CHECK,
];

/// The check of a name.
pub fn find(name: &str) -> Option<&'static Check> {
    CHECKS.iter().copied().find(|check| check.name == name)
}
