//! The ordered list of rules; a test proves that every file of this folder is in it.

use super::{
    Rule, action_overdue, action_without_due, action_without_owner, backup_beside_data, bad_id, bad_setting,
    bad_value, breach_unexplained, change_order, changed_id, date_mismatch, dependency_cycle,
    detection_before_start, duplicate_action_id, duplicate_id, duplicate_key, empty_file, empty_row,
    empty_why, far_timeline, forgotten_incident, future_time, id_stem, illegal_status_change,
    illegal_transition, impact_uncovered, implausible_year, interval_order, maintenance_window, missing_fact,
    missing_title, outage_gap, outage_outside, outage_overlap, prose_duration, reopened_unresolved,
    repeated_why, review_overdue, rewritten_history, rpo_unreachable, rto_before_dependency, rto_mtpd,
    rto_unreachable, severity_history, severity_mismatch, shape, stated_disagrees, step_order,
    suppression_without_reason, tier_inversion, time_offset, time_order, time_slip, time_spelling,
    timeline_disagrees, timeline_order, unamended_change, unexplained_severity, unknown_key,
    unknown_reference, unknown_role, unknown_service, unknown_severity, unknown_state, unknown_team,
    unreadable, unused_suppression, vanished_action, vanished_incident, visibility_path, yaml_syntax,
};

use crate::record::nearest;

/// Every rule, by group.
pub const RULES: &[Rule] = &[
    unreadable::RULE,
    empty_file::RULE,
    yaml_syntax::RULE,
    shape::RULE,
    unknown_key::RULE,
    duplicate_key::RULE,
    bad_value::RULE,
    time_offset::RULE,
    time_spelling::RULE,
    unused_suppression::RULE,
    suppression_without_reason::RULE,
    bad_id::RULE,
    id_stem::RULE,
    duplicate_id::RULE,
    unknown_severity::RULE,
    unknown_state::RULE,
    unknown_service::RULE,
    unknown_role::RULE,
    unknown_team::RULE,
    unknown_reference::RULE,
    bad_setting::RULE,
    visibility_path::RULE,
    time_order::RULE,
    time_slip::RULE,
    stated_disagrees::RULE,
    detection_before_start::RULE,
    implausible_year::RULE,
    future_time::RULE,
    date_mismatch::RULE,
    reopened_unresolved::RULE,
    prose_duration::RULE,
    interval_order::RULE,
    outage_outside::RULE,
    maintenance_window::RULE,
    far_timeline::RULE,
    change_order::RULE,
    missing_fact::RULE,
    illegal_transition::RULE,
    severity_history::RULE,
    review_overdue::RULE,
    forgotten_incident::RULE,
    missing_title::RULE,
    severity_mismatch::RULE,
    outage_overlap::RULE,
    outage_gap::RULE,
    impact_uncovered::RULE,
    empty_why::RULE,
    repeated_why::RULE,
    breach_unexplained::RULE,
    action_without_owner::RULE,
    action_without_due::RULE,
    action_overdue::RULE,
    duplicate_action_id::RULE,
    timeline_order::RULE,
    timeline_disagrees::RULE,
    empty_row::RULE,
    dependency_cycle::RULE,
    step_order::RULE,
    rto_mtpd::RULE,
    rto_before_dependency::RULE,
    rto_unreachable::RULE,
    rpo_unreachable::RULE,
    backup_beside_data::RULE,
    tier_inversion::RULE,
    illegal_status_change::RULE,
    unexplained_severity::RULE,
    unamended_change::RULE,
    rewritten_history::RULE,
    vanished_incident::RULE,
    changed_id::RULE,
    vanished_action::RULE,
];

/// A rule by its name.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// What to say about a name that is none of a rule, and the next step.
pub(crate) fn unknown(name: &str) -> (String, String) {
    let near = nearest(name, RULES.iter().map(|rule| rule.id));
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    (format!("there is no rule `{name}`"), format!("{near}`postmortem explain` lists every rule"))
}
