//! The rules: one file each, with its documentation, a bad and a good example, and the check.
//!
//! A rule looks at records and names fields; it knows nothing of lines, weights, suppression or output.

mod action_without_due;
mod action_without_owner;
mod backup_beside_data;
mod bad_id;
mod bad_setting;
mod bad_value;
mod change_order;
mod dependency_cycle;
mod docs;
mod duplicate_action_id;
mod duplicate_id;
mod duplicate_key;
mod empty_file;
mod empty_row;
mod empty_why;
mod far_timeline;
mod id_stem;
mod illegal_transition;
mod interval_order;
mod maintenance_window;
mod missing_fact;
mod missing_title;
mod outage_outside;
mod registry;
mod repeated_why;
mod rpo_unreachable;
mod rto_before_dependency;
mod rto_mtpd;
mod rto_unreachable;
mod severity_mismatch;
mod shape;
mod step_order;
mod support;
#[cfg(test)]
mod tests;
mod tier_inversion;
mod time_offset;
mod time_order;
mod time_slip;
mod time_spelling;
mod timeline_disagrees;
mod timeline_order;
mod unknown_key;
mod unknown_reference;
mod unknown_role;
mod unknown_service;
mod unknown_severity;
mod unknown_state;
mod unknown_team;
mod unreadable;
mod visibility_path;
mod yaml_syntax;

use rayon::prelude::*;

pub use docs::{docs, explain};
pub use registry::{RULES, find};

use crate::finding::{Finding, Level};
use crate::record::RuleLevel;
use crate::workspace::{Case, Policy, Workspace};

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The file and its fields.
    Schema,
    /// Names and references.
    Names,
    /// Times and their order.
    Time,
    /// States and the facts they need.
    Lifecycle,
    /// What users felt.
    Impact,
    /// Why it happened.
    Analysis,
    /// What will be done.
    Actions,
    /// The course of events.
    Timeline,
    /// Recovery plans.
    Recovery,
}

impl Group {
    /// Its name in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Names => "names",
            Self::Time => "time",
            Self::Lifecycle => "lifecycle",
            Self::Impact => "impact",
            Self::Analysis => "analysis",
            Self::Actions => "actions",
            Self::Timeline => "timeline",
            Self::Recovery => "recovery",
        }
    }
}

/// Files of a small folder: path and text.
pub type Example = &'static [(&'static str, &'static str)];

/// How a rule looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// The reader itself reports it.
    Reader,
    /// At one incident after the other.
    Case(fn(&Case, &Workspace, &mut Vec<Finding>)),
    /// At everything.
    Whole(fn(&Workspace, &mut Vec<Finding>)),
}

/// A rule with its whole story.
pub struct Rule {
    /// Its name, which reads well after "allow".
    pub id: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much its findings weigh.
    pub level: Level,
    /// One sentence: what it finds.
    pub summary: &'static str,
    /// Markdown: why that is bad, and where it was seen.
    pub why: &'static str,
    /// A folder in which it finds something.
    pub bad: Example,
    /// The same, mended.
    pub good: Example,
    /// How it looks.
    pub check: Check,
}

/// Every finding of every rule.
pub fn run(workspace: &Workspace) -> Vec<Finding> {
    let mut findings: Vec<Finding> = workspace
        .cases
        .par_iter()
        .flat_map_iter(|case| {
            let mut found = Vec::new();
            for rule in RULES {
                if let Check::Case(check) = rule.check {
                    check(case, workspace, &mut found);
                }
            }
            found
        })
        .collect();
    findings.par_extend(RULES.par_iter().flat_map_iter(|rule| {
        let mut found = Vec::new();
        if let Check::Whole(check) = rule.check {
            check(workspace, &mut found);
        }
        found
    }));
    findings
}

/// What a finding weighs under the settings; `None` where its rule is switched off.
pub fn weigh(finding: &Finding, policy: &Policy) -> Option<Level> {
    match policy.rules.get(finding.rule) {
        Some(RuleLevel::Off) => None,
        Some(RuleLevel::Note) => Some(Level::Note),
        Some(RuleLevel::Warning) => Some(Level::Warning),
        Some(RuleLevel::Error) => Some(Level::Error),
        None => Some(finding.level.or_else(|| Some(find(finding.rule)?.level)).unwrap_or(Level::Error)),
    }
}
