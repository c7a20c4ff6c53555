//! The ordered list of rules; a test proves that every file of this folder is in it.

use super::{
    Rule, backup_beside_data, dependency_cycle, rpo_unreachable, rto_before_dependency, rto_mtpd,
    rto_unreachable, step_order, tier_inversion, time_order,
};

/// Every rule, by group.
pub const RULES: &[Rule] = &[
    time_order::RULE,
    dependency_cycle::RULE,
    step_order::RULE,
    rto_mtpd::RULE,
    rto_before_dependency::RULE,
    rto_unreachable::RULE,
    rpo_unreachable::RULE,
    backup_beside_data::RULE,
    tier_inversion::RULE,
];

/// A rule by its name.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
