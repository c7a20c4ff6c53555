//! The ordered list of rules; a test proves that every file of this folder is in it.

use super::{
    Rule, action_without_due, action_without_owner, backup_beside_data, bad_id, bad_setting, bad_value,
    change_order, changed_id, dependency_cycle, duplicate_action_id, duplicate_id, duplicate_key, empty_file,
    empty_row, empty_why, far_timeline, id_stem, illegal_status_change, illegal_transition, interval_order,
    maintenance_window, missing_fact, missing_title, outage_outside, repeated_why, rewritten_history,
    rpo_unreachable, rto_before_dependency, rto_mtpd, rto_unreachable, severity_mismatch, shape, step_order,
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
    interval_order::RULE,
    outage_outside::RULE,
    maintenance_window::RULE,
    far_timeline::RULE,
    change_order::RULE,
    missing_fact::RULE,
    illegal_transition::RULE,
    missing_title::RULE,
    severity_mismatch::RULE,
    empty_why::RULE,
    repeated_why::RULE,
    action_without_owner::RULE,
    action_without_due::RULE,
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
