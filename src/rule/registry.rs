//! The ordered list of rules; a test proves that every file of this folder is in it.

use super::{Rule, time_order};

/// Every rule, by group.
pub const RULES: &[Rule] = &[time_order::RULE];

/// A rule by its name.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
