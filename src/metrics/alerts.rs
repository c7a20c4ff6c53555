//! What is worth an alert.
//!
//! An expression compares whole series, without `on (…)`, so that labels of a scrape (`instance`, `job`) stay and the
//! same file on two hosts is no error. A rule's own label `severity` would replace the incident's, and two incidents of
//! different severities would become one alert twice: the incident's moves to `incident_severity` first.

use crate::text::exposition::quoted;
use crate::workspace::Policy;

/// One alert.
#[derive(Debug, Clone)]
pub(super) struct Alert {
    pub(super) name: &'static str,
    /// The group it stands in.
    pub(super) group: &'static str,
    /// `PromQL`.
    pub(super) expr: String,
    /// How long it has to be true.
    pub(super) lasting: &'static str,
    /// How loud it is: `critical`, `warning`, `info`.
    pub(super) severity: &'static str,
    /// One line; a Go template.
    pub(super) summary: &'static str,
    /// What to do; a Go template.
    pub(super) description: &'static str,
    /// The page of the site that helps.
    pub(super) page: &'static str,
    /// When it fires, for `docs/metrics.md`.
    pub(super) when: &'static str,
}

/// How many of the worst severities alert by being open.
const WORST: usize = 2;

/// Every alert under the settings, in the order of the file.
pub(super) fn alerts(policy: &Policy) -> Vec<Alert> {
    let mut all: Vec<Alert> =
        policy.severities.iter().take(WORST).enumerate().map(|(rank, s)| open(rank, &s.id)).collect();
    all.extend(response());
    all.extend(services());
    all.extend(aftermath());
    all.extend(file());
    all
}

/// The incident's severity, moved to a label of its own.
fn renamed(expr: &str) -> String {
    format!(r#"label_replace({expr}, "incident_severity", "$1", "severity", "(?s)(.*)")"#)
}

fn open(rank: usize, severity: &str) -> Alert {
    Alert {
        name: "PostmortemIncidentOpen",
        group: "postmortem-incidents",
        expr: renamed(&format!("postmortem_open_incidents{{severity={}}} > 0", quoted(severity))),
        lasting: "0m",
        severity: if rank == 0 { "critical" } else { "warning" },
        summary: "An incident of severity {{ $labels.incident_severity }} is open",
        description: "{{ $value }} open by the records. If it is over, write `times.resolved` and move its status on.",
        page: "incidents/index.html",
        when: "an incident of one of the two worst severities is not over",
    }
}

fn response() -> [Alert; 2] {
    [
        Alert {
            name: "PostmortemTargetOverdue",
            group: "postmortem-incidents",
            expr: renamed("time() - postmortem_target_waiting_timestamp_seconds > postmortem_target_seconds"),
            lasting: "0m",
            severity: "critical",
            summary: "An incident of severity {{ $labels.incident_severity }} is past its target: {{ $labels.measure }}",
            description: "It has waited for {{ $value | humanizeDuration }}, longer than the settings allow. If it is done, write \
                          the time into the record.",
            page: "incidents/index.html",
            when: "an open incident is older than the acknowledge, mitigate or resolve target of its severity",
        },
        Alert {
            name: "PostmortemTargetsMissed",
            group: "postmortem-incidents",
            expr: renamed("postmortem_target_met_ratio{stat=\"high\"} < 0.9"),
            lasting: "1h",
            severity: "warning",
            summary: "Severity {{ $labels.incident_severity }} misses its target too often: {{ $labels.measure }}",
            description: "Even the upper end of the 95 % interval of the share that met it is {{ $value | humanizePercentage }}: this \
                          is not chance. Either the response or the target has to change.",
            page: "statistics.html#h-targets",
            when: "the upper end of the 95 % interval of the share that met a target is below 90 %: a single miss never fires",
        },
    ]
}

fn services() -> [Alert; 3] {
    [
        Alert {
            name: "PostmortemErrorBudgetExhausted",
            group: "postmortem-budget",
            expr: "postmortem_error_budget_used_seconds{stat=\"low\"} > ignoring (stat) postmortem_error_budget_seconds"
                .into(),
            lasting: "0m",
            severity: "critical",
            summary: "The error budget of {{ $labels.service }} is used up",
            description: "At least {{ $value | humanizeDuration }} of full outage in the window. What was agreed for this case \
                          applies now: stability before features.",
            page: "statistics.html#h-avail",
            when: "at least the whole error budget of a service is used",
        },
        Alert {
            name: "PostmortemErrorBudgetLow",
            group: "postmortem-budget",
            expr: "(postmortem_error_budget_used_seconds{stat=\"low\"} > ignoring (stat) 0.75 * postmortem_error_budget_seconds) \
                   <= ignoring (stat) postmortem_error_budget_seconds"
                .into(),
            lasting: "0m",
            severity: "warning",
            summary: "More than three quarters of the error budget of {{ $labels.service }} are used",
            description: "{{ $value | humanizeDuration }} of full outage in the window. Think twice before the next risky change.",
            page: "statistics.html#h-avail",
            when: "more than 75 % of it is used, and not yet all",
        },
        Alert {
            name: "PostmortemRecoveryBeyondObjective",
            group: "postmortem-recovery",
            expr: "postmortem_recovery_achievable_seconds > ignoring (stat) postmortem_recovery_time_objective_seconds".into(),
            lasting: "1h",
            severity: "warning",
            summary: "{{ $labels.service }} cannot be back within its recovery time objective",
            description: "By its recovery plan it takes {{ $value | humanizeDuration }} if every step takes its likely time.",
            page: "plan/index.html",
            when: "by the recovery plan a service takes longer than its RTO",
        },
    ]
}

fn aftermath() -> [Alert; 2] {
    [
        Alert {
            name: "PostmortemActionsOverdue",
            group: "postmortem-learning",
            expr: "postmortem_action_items_overdue > 0".into(),
            lasting: "1h",
            severity: "warning",
            summary: "{{ $value }} actions are past their due date",
            description: "The same outage comes back while the action that would have prevented it waits. Finish them, move the \
                          date with a word why, or reject them.",
            page: "actions.html",
            when: "an action still to be done is past its due date",
        },
        Alert {
            name: "PostmortemReviewsOverdue",
            group: "postmortem-learning",
            expr: renamed("postmortem_reviews_overdue > 0"),
            lasting: "1h",
            severity: "warning",
            summary: "{{ $value }} incidents of severity {{ $labels.incident_severity }} wait for a review past its day",
            description: "What people remember of a night is gone in a week. Hold the review, or write `review: {state: \
                          not-required}`.",
            page: "incidents/index.html",
            when: "a review that a severity asks for is past its day and has not been held",
        },
    ]
}

/// The file itself: where it is old, everything else judges the past.
fn file() -> [Alert; 2] {
    [
        Alert {
            name: "PostmortemMetricsStale",
            group: "postmortem-file",
            expr: "time() - node_textfile_mtime_seconds{file=~\"(?s).*postmortem[^/]*[.]prom\"} > 3600"
                .into(),
            lasting: "10m",
            severity: "warning",
            summary: "The incident metrics have not been written for {{ $value | humanizeDuration }}",
            description: "{{ $labels.file }} is old: look at the timer or cron job that runs `postmortem stats --format \
                          openmetrics`. Until then every other alert of this file judges the past.",
            page: "index.html",
            when: "the file (its name holds `postmortem`) was not written for an hour",
        },
        Alert {
            name: "PostmortemMetricsMissing",
            group: "postmortem-file",
            expr: "absent(postmortem_build_info)".into(),
            lasting: "30m",
            severity: "warning",
            summary: "There are no incident metrics",
            description: "No scrape brings `postmortem_build_info`: is the file in the folder of the textfile collector, and does \
                          its name end in .prom?",
            page: "index.html",
            when: "no file is read at all",
        },
    ]
}
