//! What the dashboard shows, from what goes on now to what was learned.

use super::panel::{About, Board, Query, query};

/// Every row.
pub(super) fn all(board: &mut Board) {
    now(board);
    response(board);
    targets(board);
    availability(board);
    learning(board);
    recovery(board);
}

fn now(board: &mut Board) {
    board.row("Now");
    board.number(
        About("Open incidents", "Incidents and security incidents that are not over."),
        r#"sum(postmortem_open_incidents{severity=~"$severity"})"#,
        "none",
        Some(1),
    );
    board.number(
        About("Oldest open for", "Since the oldest open incident began."),
        r#"time() - min(postmortem_oldest_open_incident_timestamp_seconds{severity=~"$severity"})"#,
        "s",
        None,
    );
    board.number(
        About(
            "Past a target now",
            "Open incidents of a severity that wait for acknowledge, mitigate or resolve longer than its target: how many pairs.",
        ),
        r#"count(time() - postmortem_target_waiting_timestamp_seconds{severity=~"$severity"} > postmortem_target_seconds) or vector(0)"#,
        "none",
        Some(1),
    );
    board.number(
        About("Since the last incident", "Since the newest incident began."),
        r#"time() - max(postmortem_last_incident_timestamp_seconds{severity=~"$severity"})"#,
        "s",
        None,
    );
    board.number(
        About("Actions overdue", "Actions still to be done whose due date has passed."),
        "sum(postmortem_action_items_overdue)",
        "none",
        Some(1),
    );
    board.number(
        About("Reviews overdue", "Incidents whose review is past its day and has not been held."),
        r#"sum(postmortem_reviews_overdue{severity=~"$severity"})"#,
        "none",
        Some(1),
    );
    board.number(
        About("Error budgets used up", "Services of which at least the whole error budget is used."),
        r#"count(postmortem_error_budget_used_seconds{service=~"$service",stat="low"} > ignoring (stat) postmortem_error_budget_seconds) or vector(0)"#,
        "none",
        Some(1),
    );
    board.number(
        About("Incidents on record", "Incidents and security incidents, open or over."),
        r#"sum(postmortem_incidents{kind=~"incident|security",severity=~"$severity"})"#,
        "none",
        None,
    );
    board.lines(
        About("Open incidents by severity", ""),
        24,
        "none",
        &[query(r#"sum by (severity) (postmortem_open_incidents{severity=~"$severity"})"#, "{{severity}}")],
    );
}

/// What every query of incidents asks for: the severities chosen above.
const CHOSEN: &str = r#"severity=~"$severity""#;
/// What every query of services asks for.
const SERVICE: &str = r#"service=~"$service""#;

/// The median of a measure within its interval, by the names the statistic goes by.
fn median(measure: &str, name: &str) -> [Query; 3] {
    [("_high", "high"), ("", "median"), ("_low", "low")].map(|(end, legend)| {
        let stat = format!("{name}{end}");
        query(
            format!(r#"max(postmortem_overall_duration_seconds{{measure="{measure}",stat="{stat}"}})"#),
            legend,
        )
    })
}

fn response(board: &mut Board) {
    const KNOWN: &str = "The median of all incidents, and its exact 95 % interval from six of them on. Two medians whose \
                         intervals overlap may well be the same.";
    const LASTING: &str = "Kaplan and Meier's median with its 95 % interval: incidents that are still open count as lasting until \
                           today, since leaving them out would make it too short.";
    board.row("Response");
    board.band(About("Time to detect, median", KNOWN), 12, "s", &median("ttd", "median"));
    board.band(About("Time to acknowledge, median", KNOWN), 12, "s", &median("tta", "median"));
    board.band(About("Time to mitigate, median", LASTING), 12, "s", &median("ttm", "km_median"));
    board.band(About("Time to resolve, median", LASTING), 12, "s", &median("ttr", "km_median"));
    let stat = |stat: &str, head| {
        let expr =
            format!(r#"max by (severity, measure) (postmortem_duration_seconds{{{CHOSEN},stat="{stat}"}})"#);
        (query(expr, head), "s")
    };
    let count = |operator: &str, head| {
        let expr = format!(
            r#"sum by (severity, measure) (postmortem_duration_incidents{{{CHOSEN},state{operator}"known"}})"#
        );
        (query(expr, head), "none")
    };
    board.table(
        About(
            "By severity",
            "n is how many incidents a row rests on. The mean is what other tools show: one long incident moves it more than \
             anything else does.",
        ),
        &[
            count("=", "n"),
            stat("median", "median"),
            stat("median_low", "95 % from"),
            stat("median_high", "95 % to"),
            stat("geometric_mean", "geometric mean"),
            stat("p90", "90th percentile"),
            stat("mean", "mean (moved by one long incident)"),
            count("!=", "left out"),
        ],
    );
}

fn targets(board: &mut Board) {
    let count = |state: &str, head| {
        let expr = format!(
            r#"sum by (severity, measure) (postmortem_target_incidents{{{CHOSEN},state="{state}"}})"#
        );
        (query(expr, head), "none")
    };
    let share = |stat: &str, head| {
        let expr =
            format!(r#"max by (severity, measure) (postmortem_target_met_ratio{{{CHOSEN},stat="{stat}"}})"#);
        (query(expr, head), "percentunit")
    };
    let limit = format!("max by (severity, measure) (postmortem_target_seconds{{{CHOSEN}}})");
    board.row("Targets");
    board.table(
        About(
            "Response targets",
            "The share that met the target of the severity at detection, with its 95 % interval (Wilson), among the incidents \
             for which it is known.",
        ),
        &[
            (query(limit, "target"), "s"),
            count("met", "met"),
            count("breached", "missed"),
            count("pending", "pending"),
            count("unknown", "unknown"),
            share("share", "share met"),
            share("low", "95 % from"),
            share("high", "95 % to"),
        ],
    );
    board.lines(
        About("Missed targets", "How many incidents missed a target, ever."),
        24,
        "none",
        &[query(count("breached", "").0.expr, "{{severity}} {{measure}}")],
    );
}

fn availability(board: &mut Board) {
    let one =
        |metric: &str, head, unit| (query(format!("max by (service) ({metric}{{{SERVICE}}})"), head), unit);
    let end = |metric: &str, stat: &str| format!(r#"max by (service) ({metric}{{{SERVICE},stat="{stat}"}})"#);
    let budget = format!("max by (service) (postmortem_error_budget_seconds{{{SERVICE}}})");
    let used =
        |stat: &str| format!("{} / on (service) {budget}", end("postmortem_error_budget_used_seconds", stat));
    let silent = format!(r#"sum by (service) (postmortem_service_incidents{{{SERVICE},state="silent"}})"#);
    board.row("Availability and error budget");
    board.table(
        About(
            "By service",
            "Over the window that ends today. From and to differ where a record does not say what share of users was hit. Downtime of \
             incidents without an interval is in no number.",
        ),
        &[
            one("postmortem_availability_window_seconds", "window", "s"),
            one("postmortem_availability_objective_ratio", "objective", "percentunit"),
            (query(end("postmortem_availability_ratio", "low"), "availability from"), "percentunit"),
            (query(end("postmortem_availability_ratio", "high"), "availability to"), "percentunit"),
            one("postmortem_error_budget_seconds", "budget", "s"),
            (query(used("low"), "budget used from"), "percentunit"),
            (query(used("high"), "budget used to"), "percentunit"),
            (query(silent, "incidents without interval"), "none"),
        ],
    );
    board.lines(
        About("Error budget used, at least", "1 is all of it."),
        12,
        "percentunit",
        &[query(used("low"), "{{service}}")],
    );
    board.lines(
        About(
            "Error budget used, at most",
            "Where a share of users is not stated, all of them may have been hit.",
        ),
        12,
        "percentunit",
        &[query(used("high"), "{{service}}")],
    );
}

fn learning(board: &mut Board) {
    board.row("Learning");
    board.lines(
        About("Actions by state", "Of incidents and drills."),
        12,
        "none",
        &[query("sum by (state) (postmortem_action_items)", "{{state}}")],
    );
    board.lines(
        About("Overdue", "Actions past their due date, and reviews past their day."),
        12,
        "none",
        &[
            query("sum(postmortem_action_items_overdue)", "actions"),
            query(format!("sum(postmortem_reviews_overdue{{{CHOSEN}}})"), "reviews"),
        ],
    );
}

fn recovery(board: &mut Board) {
    let promised = format!("max by (service) (postmortem_recovery_time_objective_seconds{{{SERVICE}}})");
    let achievable = |stat: &str, head| {
        let expr = format!(
            r#"max by (service) (postmortem_recovery_achievable_seconds{{{SERVICE},stat="{stat}"}})"#
        );
        (query(expr, head), "s")
    };
    board.row("Recovery");
    board.table(
        About(
            "Recovery time objective and what the plan can keep",
            "The slowest scenario by its fastest method, if every step takes its likely time.",
        ),
        &[
            (query(promised, "objective"), "s"),
            achievable("likely", "achievable"),
            achievable("at_least", "at least (something is not known)"),
        ],
    );
}
