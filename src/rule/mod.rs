//! The rules: one file each, with its documentation, a bad and a good example, and the check.
//!
//! A rule looks at records and names fields; it knows nothing of lines, weights, suppression or output.

mod action_overdue;
mod action_without_due;
mod action_without_owner;
mod alert_without_runbook;
mod backup_beside_data;
mod bad_alert_rules;
mod bad_diagram;
mod bad_id;
mod bad_setting;
mod bad_template;
mod bad_value;
mod blame;
mod breach_unexplained;
mod broken_link;
mod change_order;
mod changed_id;
mod copied_entry;
mod date_mismatch;
mod decision_without_product;
mod dependency_cycle;
mod deployment_steps;
mod destructive_step_unguarded;
mod detection_before_start;
mod docs;
mod done_without_evidence;
mod drill_failed;
mod drill_overdue;
mod duplicate_action_id;
mod duplicate_id;
mod duplicate_key;
mod empty_file;
mod empty_row;
mod empty_why;
mod empty_window;
mod estimate_order;
mod evidence_contradicts;
mod evidence_unreadable;
mod failover_never_drilled;
mod far_timeline;
mod forgotten_incident;
mod future_time;
mod health_missing;
mod hidden_dependency;
mod hindsight;
mod id_stem;
mod illegal_status_change;
mod illegal_transition;
mod impact_uncovered;
mod implausible_year;
mod incident_without_runbook;
mod interval_order;
mod maintenance_window;
mod measured_beyond_objective;
mod missing_fact;
mod missing_title;
mod one_person_many_roles;
mod outage_gap;
mod outage_outside;
mod outage_overlap;
mod placeholder;
mod plan_hosted_in_plan;
mod plan_review_overdue;
mod prose_duration;
mod registry;
mod reopened_unresolved;
mod repeated_factor;
mod repeated_why;
mod restore_test_old;
mod restore_untested;
mod retired_dependency;
mod review_overdue;
mod rewritten_history;
mod rpo_unreachable;
mod rto_before_dependency;
mod rto_mtpd;
mod rto_unreachable;
mod runbook_failed;
mod runbook_url_unresolved;
mod scaling_order;
mod secret;
mod service_without_objectives;
mod service_without_recovery;
mod severity_history;
mod severity_mismatch;
mod shape;
mod single_contact;
mod single_point_of_failure;
mod soft_without_mode;
mod stale_runbook;
mod stated_disagrees;
mod step_order;
mod step_runbook_stale;
mod strategy_too_slow;
mod support;
mod suppression_without_reason;
mod team_contention;
#[cfg(test)]
mod tests;
mod tier_inversion;
mod time_offset;
mod time_order;
mod time_slip;
mod time_spelling;
mod timeline_disagrees;
mod timeline_order;
mod unamended_change;
mod unanswered_factor;
mod unexplained_severity;
mod unknown_alert;
mod unknown_factor;
mod unknown_key;
mod unknown_reference;
mod unknown_role;
mod unknown_service;
mod unknown_severity;
mod unknown_state;
mod unknown_team;
mod unowned_runbook;
mod unreadable;
mod unused_runbook;
mod unused_suppression;
mod vague_action;
mod vanished_action;
mod vanished_incident;
mod visibility_conflict;
mod visibility_path;
mod yaml_syntax;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub(crate) use docs::markdown;
pub use docs::{docs, explain};
pub(crate) use registry::unknown;
pub use registry::{RULES, find};
pub use support::gaps::gaps;

use crate::finding::{Finding, Level};
use crate::history::Past;
use crate::record::RuleLevel;
use crate::recovery::{RecoveryPlan, undated};
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
    /// Runbooks, and the alerts that lead to them.
    Runbooks,
    /// Who did and decided what.
    People,
    /// What the words and files say.
    Text,
    /// What a change does to what was there before.
    History,
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
            Self::Runbooks => "runbooks",
            Self::People => "people",
            Self::Text => "text",
            Self::History => "history",
        }
    }
}

/// Files of a small folder: path and text; below `base/`, the same folder before a change.
pub type Example = &'static [(&'static str, &'static str)];

/// How a rule looks, and before that, at how many records: a guard for one incident, or a count.
#[derive(Clone, Copy)]
pub enum Check {
    /// The reader itself, or the door for findings, reports it, of every file.
    Reader,
    /// At one incident after the other.
    Case(fn(&Case) -> bool, fn(&Case, &Workspace, &mut Vec<Finding>)),
    /// At one incident after the other, and at the records beside them, each as if it were alone.
    Each(
        fn(&Case) -> bool,
        fn(&Case, &mut Vec<Finding>),
        fn(&Workspace) -> usize,
        fn(&Workspace, &mut Vec<Finding>),
    ),
    /// At everything.
    Whole(fn(&Workspace) -> usize, fn(&Workspace, &mut Vec<Finding>)),
    /// At the recovery plan, built once for all of them, as it is whatever the day.
    Plan(fn(&Workspace) -> usize, fn(&RecoveryPlan<'_>, &Workspace, &mut Vec<Finding>)),
    /// At everything, on a day (Unix seconds); no other rule may know what day it is.
    Today(fn(&Workspace) -> usize, fn(&Workspace, i64, &mut Vec<Finding>)),
    /// At what a change does to incidents of the base; without a base there is nothing to look at.
    History(fn(&Past, &Workspace, &mut Vec<Finding>)),
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

impl Rule {
    /// Whether what it finds depends on today: such findings are reported, and fail only where that is asked for.
    pub fn is_calendar(&self) -> bool {
        matches!(self.check, Check::Today(..))
    }

    /// Whether it compares with the time before a change.
    pub fn is_history(&self) -> bool {
        matches!(self.check, Check::History(_))
    }

    /// To how many records it applies, of `files` read.
    pub fn applies(&self, workspace: &Workspace, files: usize) -> usize {
        match self.check {
            Check::Reader => files,
            Check::Case(guard, _) => workspace.cases.iter().filter(|case| guard(case)).count(),
            Check::Each(guard, _, count, _) => {
                workspace.cases.iter().filter(|case| guard(case)).count() + count(workspace)
            }
            Check::Whole(count, _) | Check::Plan(count, _) | Check::Today(count, _) => count(workspace),
            Check::History(_) => 0,
        }
    }
}

/// Every finding of every rule; `now` is Unix seconds.
pub fn run(workspace: &Workspace, now: i64) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        workspace.cases.par_iter().flat_map_iter(|case| run_case(case, workspace)).collect();
    findings.extend(run_whole(workspace, now));
    findings
}

/// The same, where the rules about one incident look at those in some files only.
pub fn run_some(workspace: &Workspace, now: i64, files: &BTreeSet<String>) -> Vec<Finding> {
    let some = workspace.cases.iter().filter(|case| files.contains(&case.file));
    let mut findings: Vec<Finding> = some.flat_map(|case| run_case(case, workspace)).collect();
    findings.extend(run_whole(workspace, now));
    findings
}

/// Whether what a rule says of a record may depend on other records.
pub fn is_whole(id: &str) -> bool {
    find(id).is_some_and(|rule| matches!(rule.check, Check::Whole(..) | Check::Plan(..) | Check::Today(..)))
}

/// What the rules find that weigh as errors under the settings, whatever the day: as [`run`], for a fraction of its time.
pub fn run_errors(workspace: &Workspace) -> Vec<Finding> {
    let mut errors: Vec<&Rule> = RULES.iter().filter(|rule| may_be_error(rule, &workspace.policy)).collect();
    let cases = workspace.cases.par_iter();
    let mut findings: Vec<Finding> =
        cases.flat_map_iter(|case| look_at(case, workspace, errors.iter().copied())).collect();
    errors.retain(|rule| !rule.is_calendar());
    findings.extend(look_at_all(&errors, workspace, i64::MIN));
    findings
}

/// No finding weighs more than its rule.
fn may_be_error(rule: &Rule, policy: &Policy) -> bool {
    match policy.rules.get(rule.id) {
        Some(level) => *level == RuleLevel::Error,
        None => rule.level == Level::Error,
    }
}

/// Every finding of the rules that look at one incident.
pub fn run_case(case: &Case, workspace: &Workspace) -> Vec<Finding> {
    look_at(case, workspace, RULES.iter())
}

fn look_at<'r>(case: &Case, workspace: &Workspace, rules: impl Iterator<Item = &'r Rule>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in rules {
        match rule.check {
            Check::Case(guard, check) if guard(case) => check(case, workspace, &mut found),
            Check::Each(guard, check, ..) if guard(case) => check(case, &mut found),
            _ => {}
        }
    }
    found
}

/// Every finding of the rules that look at everything.
pub fn run_whole(workspace: &Workspace, now: i64) -> Vec<Finding> {
    look_at_all(&RULES.iter().collect::<Vec<_>>(), workspace, now)
}

/// The plan is built beside the rules that do without it, never by one of them: a rule that waited for another to build
/// it would hold a thread that the building may need.
fn look_at_all(rules: &[&Rule], workspace: &Workspace, now: i64) -> Vec<Finding> {
    let (with_plan, without): (Vec<&Rule>, Vec<&Rule>) =
        rules.iter().partition(|rule| matches!(rule.check, Check::Plan(..)));
    let each = |rules: Vec<&Rule>, plan: Option<&RecoveryPlan<'_>>| -> Vec<Finding> {
        let found = rules.par_iter().flat_map_iter(|rule| {
            let mut found = Vec::new();
            match (rule.check, plan) {
                (Check::Whole(_, check) | Check::Each(_, _, _, check), _) => check(workspace, &mut found),
                (Check::Plan(_, check), Some(plan)) => check(plan, workspace, &mut found),
                (Check::Today(_, check), _) => check(workspace, now, &mut found),
                _ => {}
            }
            found
        });
        found.collect()
    };
    let wanted = !with_plan.is_empty() && !workspace.services.is_empty();
    let planned =
        || wanted.then(|| undated(workspace)).map_or_else(Vec::new, |plan| each(with_plan, Some(&plan)));
    let (mut found, planned) = rayon::join(|| each(without, None), planned);
    found.extend(planned);
    found
}

/// Every finding of the rules that compare with the time before a change.
pub fn run_history(past: &Past, workspace: &Workspace) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Check::History(check) = rule.check {
            check(past, workspace, &mut found);
        }
    }
    found
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

/// Whether a rule finds now whatever it finds ever: it is on, and knows neither the day nor the change.
pub fn complete(id: &str, policy: &Policy) -> bool {
    let knows_more = |rule: &Rule| rule.is_calendar() || rule.is_history();
    policy.rules.get(id) != Some(&RuleLevel::Off) && find(id).is_some_and(|rule| !knows_more(rule))
}
