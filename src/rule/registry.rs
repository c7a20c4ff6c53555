//! The ordered list of rules; a test proves that every file of this folder is in it.

use super::{
    Rule, action_without_due, action_without_owner, backup_beside_data, bad_diagram, bad_id, bad_setting,
    bad_template, bad_value, blame, broken_link, change_order, changed_id, copied_entry,
    decision_without_product, dependency_cycle, done_without_evidence, duplicate_action_id, duplicate_id,
    duplicate_key, empty_file, empty_row, empty_why, far_timeline, hindsight, id_stem, illegal_status_change,
    illegal_transition, interval_order, maintenance_window, missing_fact, missing_title, outage_outside,
    placeholder, repeated_factor, repeated_why, rewritten_history, rpo_unreachable, rto_before_dependency,
    rto_mtpd, rto_unreachable, secret, severity_mismatch, shape, step_order, suppression_without_reason,
    tier_inversion, time_offset, time_order, time_slip, time_spelling, timeline_disagrees, timeline_order,
    unamended_change, unanswered_factor, unexplained_severity, unknown_factor, unknown_key,
    unknown_reference, unknown_role, unknown_service, unknown_severity, unknown_state, unknown_team,
    unreadable, unused_suppression, vague_action, vanished_action, vanished_incident, visibility_conflict,
    visibility_path, yaml_syntax,
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
    bad_template::RULE,
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
    visibility_conflict::RULE,
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
    vague_action::RULE,
    done_without_evidence::RULE,
    unknown_factor::RULE,
    unanswered_factor::RULE,
    repeated_factor::RULE,
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
    blame::RULE,
    hindsight::RULE,
    decision_without_product::RULE,
    secret::RULE,
    broken_link::RULE,
    bad_diagram::RULE,
    placeholder::RULE,
    copied_entry::RULE,
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
