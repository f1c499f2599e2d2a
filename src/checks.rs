//! The checks: the list, and nothing else. A check is one `.rs` and one `.md` beside it; adding one adds a line here.

mod actual_over_total;
mod adjustment_column;
mod adjustment_order;
mod adjustment_value;
mod adjustment_without_row;
mod ambiguous_label;
mod answer_not_yes_no;
mod appeal_adjustment;
mod appeal_conclusion;
mod appeal_number;
mod appeal_undecided;
mod appeal_window;
mod awaited_result;
mod award_proposal;
mod band_bounds;
mod band_over_maximum;
mod blank_record;
mod borrowed_figures;
mod broken_record;
mod children_sum;
mod choice_of_one;
mod closed_adjusted;
mod closed_beside;
mod closed_data;
mod closed_ranking;
mod closed_rules;
mod closing_file;
mod comma_in_flow;
mod contract_term;
mod cumulative_differs;
mod deadline_on_day_off;
mod discipline_dates;
mod duplicate_code;
mod duplicate_key;
mod duplicate_registration;
mod duplicate_result;
mod duplicate_row;
mod duty_without_deadline;
mod empty_period;
mod encoding;
mod entered_after_deadline;
mod estimate_below_actual;
mod estimate_bounds;
mod estimate_without_end;
mod extension_pointless;
mod falling_figure;
mod figures_not_read;
mod grade_bounds;
mod history_contradicts;
mod late_duty;
mod late_registration;
mod late_result;
mod leave_dates;
mod look_alike_letter;
mod missing_column;
mod missing_key;
mod missing_result;
mod model_count_differs;
mod model_not_counted;
mod model_person;
mod model_step;
mod not_applicable_row;
mod not_assigned_with_target;
mod not_assigned_without_policy;
mod not_assigned_without_reason;
mod one_of_two_keys;
mod other_figure_asked;
mod over_target;
mod override_not_merged;
mod period_bounds;
mod period_in_itself;
mod person_dates;
mod person_fact_missing;
mod person_in_two_units;
mod person_not_in_unit;
mod person_not_taking_part;
mod person_twice;
mod person_two_names;
mod person_unit_not_valid;
mod phase_bounds;
mod pledge_block;
mod pledge_dates;
mod pledge_missing;
mod pointless_key;
mod points_not_counted;
mod points_over_maximum;
mod points_too_large;
mod precondition_figure;
mod prize_money;
mod prize_unknown;
mod proposal_without_registration;
mod published_total;
mod receipt_before_period;
mod receipt_without_deadline;
mod received_date_differs;
mod received_date_edited;
mod registration_advised;
mod registration_person;
mod registration_without_result;
mod registration_year;
mod repeated_label;
mod result_changed_after_appraisal;
mod result_not_scored;
mod result_without_registration;
mod review_bounds;
mod rounding_decides;
mod rulebook_dated;
mod shared_first_place;
mod stage_differs;
mod stage_overrides;
mod statistic_kind;
mod statistic_missing;
mod statistic_outside_block;
mod target_differs;
mod target_not_used;
mod title_subject;
mod too_many_decimals;
mod topic_without_criterion;
mod total_without_grade;
mod undeclared_choice;
mod unit_dates;
mod unit_kind_needed;
mod unit_kind_not_valid;
mod unit_not_ranked;
mod unit_not_valid;
mod unit_succeeds_itself;
mod unit_without_kind;
mod unknown_block;
mod unknown_campaign;
mod unknown_check;
mod unknown_criterion;
mod unknown_duty;
mod unknown_initiative;
mod unknown_key;
mod unknown_label;
mod unknown_period;
mod unknown_person;
mod unknown_person_kind;
mod unknown_phase;
mod unknown_rule;
mod unknown_sheet;
mod unknown_statistic;
mod unknown_title;
mod unknown_topic;
mod unknown_unit;
mod unknown_unit_kind;
mod unreadable_cell;
mod unsupported_version;
mod vote_figures;
mod vote_not_counted;
mod vote_threshold;
mod waiver_not_used;
mod way_misplaced;
mod withdrawal;
mod wrong_value;
mod yaml_syntax;
mod year_target_differs;

use crate::diagnostic::Check;

/// Every check, by name.
pub const CHECKS: &[&Check] = &[
    &actual_over_total::CHECK,
    &adjustment_column::CHECK,
    &adjustment_order::CHECK,
    &adjustment_value::CHECK,
    &adjustment_without_row::CHECK,
    &ambiguous_label::CHECK,
    &answer_not_yes_no::CHECK,
    &appeal_adjustment::CHECK,
    &appeal_conclusion::CHECK,
    &appeal_number::CHECK,
    &appeal_undecided::CHECK,
    &appeal_window::CHECK,
    &awaited_result::CHECK,
    &award_proposal::CHECK,
    &band_bounds::CHECK,
    &band_over_maximum::CHECK,
    &blank_record::CHECK,
    &borrowed_figures::CHECK,
    &broken_record::CHECK,
    &children_sum::CHECK,
    &choice_of_one::CHECK,
    &closed_adjusted::CHECK,
    &closed_beside::CHECK,
    &closed_data::CHECK,
    &closed_ranking::CHECK,
    &closed_rules::CHECK,
    &closing_file::CHECK,
    &comma_in_flow::CHECK,
    &contract_term::CHECK,
    &cumulative_differs::CHECK,
    &deadline_on_day_off::CHECK,
    &discipline_dates::CHECK,
    &duplicate_code::CHECK,
    &duplicate_key::CHECK,
    &duplicate_registration::CHECK,
    &duplicate_result::CHECK,
    &duplicate_row::CHECK,
    &duty_without_deadline::CHECK,
    &empty_period::CHECK,
    &encoding::CHECK,
    &entered_after_deadline::CHECK,
    &estimate_below_actual::CHECK,
    &estimate_bounds::CHECK,
    &estimate_without_end::CHECK,
    &extension_pointless::CHECK,
    &falling_figure::CHECK,
    &figures_not_read::CHECK,
    &grade_bounds::CHECK,
    &history_contradicts::CHECK,
    &late_duty::CHECK,
    &late_registration::CHECK,
    &late_result::CHECK,
    &leave_dates::CHECK,
    &look_alike_letter::CHECK,
    &missing_column::CHECK,
    &missing_key::CHECK,
    &missing_result::CHECK,
    &model_count_differs::CHECK,
    &model_not_counted::CHECK,
    &model_person::CHECK,
    &model_step::CHECK,
    &not_applicable_row::CHECK,
    &not_assigned_with_target::CHECK,
    &not_assigned_without_policy::CHECK,
    &not_assigned_without_reason::CHECK,
    &one_of_two_keys::CHECK,
    &other_figure_asked::CHECK,
    &over_target::CHECK,
    &override_not_merged::CHECK,
    &period_bounds::CHECK,
    &period_in_itself::CHECK,
    &person_dates::CHECK,
    &person_fact_missing::CHECK,
    &person_in_two_units::CHECK,
    &person_not_in_unit::CHECK,
    &person_not_taking_part::CHECK,
    &person_twice::CHECK,
    &person_two_names::CHECK,
    &person_unit_not_valid::CHECK,
    &phase_bounds::CHECK,
    &pledge_block::CHECK,
    &pledge_dates::CHECK,
    &pledge_missing::CHECK,
    &pointless_key::CHECK,
    &points_not_counted::CHECK,
    &points_over_maximum::CHECK,
    &points_too_large::CHECK,
    &precondition_figure::CHECK,
    &prize_money::CHECK,
    &prize_unknown::CHECK,
    &proposal_without_registration::CHECK,
    &published_total::CHECK,
    &receipt_before_period::CHECK,
    &receipt_without_deadline::CHECK,
    &received_date_differs::CHECK,
    &received_date_edited::CHECK,
    &registration_advised::CHECK,
    &registration_person::CHECK,
    &registration_without_result::CHECK,
    &registration_year::CHECK,
    &repeated_label::CHECK,
    &result_changed_after_appraisal::CHECK,
    &result_not_scored::CHECK,
    &result_without_registration::CHECK,
    &review_bounds::CHECK,
    &rounding_decides::CHECK,
    &rulebook_dated::CHECK,
    &shared_first_place::CHECK,
    &stage_differs::CHECK,
    &stage_overrides::CHECK,
    &statistic_kind::CHECK,
    &statistic_missing::CHECK,
    &statistic_outside_block::CHECK,
    &target_differs::CHECK,
    &target_not_used::CHECK,
    &title_subject::CHECK,
    &too_many_decimals::CHECK,
    &topic_without_criterion::CHECK,
    &total_without_grade::CHECK,
    &undeclared_choice::CHECK,
    &unit_dates::CHECK,
    &unit_kind_needed::CHECK,
    &unit_kind_not_valid::CHECK,
    &unit_not_ranked::CHECK,
    &unit_not_valid::CHECK,
    &unit_succeeds_itself::CHECK,
    &unit_without_kind::CHECK,
    &unknown_block::CHECK,
    &unknown_campaign::CHECK,
    &unknown_check::CHECK,
    &unknown_criterion::CHECK,
    &unknown_duty::CHECK,
    &unknown_initiative::CHECK,
    &unknown_key::CHECK,
    &unknown_label::CHECK,
    &unknown_period::CHECK,
    &unknown_person::CHECK,
    &unknown_person_kind::CHECK,
    &unknown_phase::CHECK,
    &unknown_rule::CHECK,
    &unknown_sheet::CHECK,
    &unknown_statistic::CHECK,
    &unknown_title::CHECK,
    &unknown_topic::CHECK,
    &unknown_unit::CHECK,
    &unknown_unit_kind::CHECK,
    &unreadable_cell::CHECK,
    &unsupported_version::CHECK,
    &vote_figures::CHECK,
    &vote_not_counted::CHECK,
    &vote_threshold::CHECK,
    &waiver_not_used::CHECK,
    &way_misplaced::CHECK,
    &withdrawal::CHECK,
    &wrong_value::CHECK,
    &yaml_syntax::CHECK,
    &year_target_differs::CHECK,
];

/// The check of a name.
pub fn find(name: &str) -> Option<&'static Check> {
    CHECKS.iter().copied().find(|check| check.name == name)
}
