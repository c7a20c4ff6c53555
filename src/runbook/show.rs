//! The triangle for people, and as one JSON document.

use std::io;

use serde_json::{Value, json};

use super::{Coverage, Covered};
use crate::alerts::Problem;
use crate::text::counted;
use crate::text::sheet::Sheet;
use crate::time::show_date;

/// What can be printed for people.
pub struct Shown(Sheet);

/// Words for how an alert stands that has no runbook of ours, the worst first, each with its heading.
const STATES: [(&str, &str); 3] = [
    ("unresolved", "Alerts whose runbook_url leads to no page of ours"),
    ("none", "Alerts without a runbook"),
    ("elsewhere", "Alerts with a runbook elsewhere"),
];

/// The word for one that has.
const COVERED: &str = "covered";

impl Shown {
    /// The whole triangle, and what could not be read of the rule files.
    pub fn new(coverage: &Coverage<'_>, problems: &[Problem]) -> Self {
        let mut sheet = Sheet::default();
        sheet.paragraph(&summary(coverage));
        let items: Vec<String> = problems.iter().map(problem).collect();
        if !items.is_empty() {
            sheet.heading("Rule files that could not be read as a whole");
            sheet.items(items);
        }
        for (word, title) in STATES {
            alerts(&mut sheet, coverage, word, title);
        }
        let id =
            |i: usize| coverage.workspace.runbooks.get(i).map_or(String::new(), |record| record.id.clone());
        let incident = |i: usize| coverage.workspace.cases.get(i);
        let rows = coverage.unknown.iter().map(|(runbook, alert)| vec![alert.to_string(), id(*runbook)]);
        section(
            &mut sheet,
            "Alerts that runbooks name and no rule file has",
            &["ALERT", "RUNBOOK"],
            rows.collect(),
        );
        let rows = coverage.unused.iter().map(|runbook| {
            let record = coverage.workspace.runbooks.get(*runbook);
            vec![id(*runbook), record.map_or(String::new(), |record| record.file.clone())]
        });
        section(
            &mut sheet,
            "Runbooks that no alert leads to and no incident used",
            &["RUNBOOK", "FILE"],
            rows.collect(),
        );
        let zone = coverage.workspace.policy.zone();
        let rows = coverage.failed.iter().map(|(runbook, one)| {
            let at = one.at.map_or(String::new(), |at| show_date(at, zone));
            let effect = one.effect().map_or(String::new(), |effect| effect.to_string());
            let case = incident(one.case).map_or(String::new(), |case| case.id.clone());
            vec![id(*runbook), case, at, effect]
        });
        section(
            &mut sheet,
            "Runbooks that failed when they were used",
            &["RUNBOOK", "INCIDENT", "DATE", "HELPED"],
            rows.collect(),
        );
        let rows = coverage.lacking.iter().filter_map(|lacking| {
            let case = incident(lacking.case)?;
            let steps = lacking.improvised;
            let steps = if steps > 0 { counted(steps, "mitigation") } else { String::new() };
            let alert = lacking.alert.unwrap_or_default().to_owned();
            Some(vec![
                case.id.clone(),
                case.data.severity.as_deref().unwrap_or_default().to_owned(),
                alert,
                steps,
            ])
        });
        section(
            &mut sheet,
            "Incidents that had no runbook",
            &["INCIDENT", "SEVERITY", "ALERT WITHOUT ONE", "DONE WITHOUT ONE"],
            rows.collect(),
        );
        // What is as it should be, and long, comes last.
        alerts(&mut sheet, coverage, COVERED, "Alerts with a runbook");
        Self(sheet)
    }

    /// For a terminal; headings bold with `color`.
    pub fn terminal(&self, color: bool, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.terminal(color, out)
    }

    /// As GitHub-flavoured Markdown.
    pub fn markdown(&self, out: &mut dyn io::Write) -> io::Result<()> {
        self.0.markdown(out)
    }
}

/// The alerts of one state.
fn alerts(sheet: &mut Sheet, coverage: &Coverage<'_>, word: &str, title: &str) {
    let rows = coverage.alerts.iter().filter(|covered| covered.word() == word);
    let rows = rows.map(|covered| row(coverage, covered)).collect();
    let leads = if word == COVERED { ["RUNBOOK", "BY"] } else { ["RUNBOOK_URL", ""] };
    section(sheet, title, &["ALERT", "LABELS", "GROUP", "FILE", leads[0], leads[1]], rows);
}

fn section(sheet: &mut Sheet, title: &str, names: &[&str], rows: Vec<Vec<String>>) {
    if !rows.is_empty() {
        sheet.heading(title);
        sheet.table(names, rows);
    }
}

/// One sentence: how many alerts there are, and how they stand.
pub(crate) fn summary(coverage: &Coverage<'_>) -> String {
    let count = |word: &str| coverage.count(word);
    let runbooks = counted(coverage.workspace.runbooks.len(), "runbook");
    if coverage.alerts.is_empty() {
        return format!("no alert rules; {runbooks}, {} never used", coverage.unused.len());
    }
    format!(
        "{} and {runbooks}: {} covered, {} with a runbook elsewhere, {} whose runbook_url leads nowhere, {} without any; {} never used",
        counted(coverage.alerts.len(), "alert rule"),
        count("covered"),
        count("elsewhere"),
        count("unresolved"),
        count("none"),
        counted(coverage.unused.len(), "runbook"),
    )
}

/// What is wrong with a rule file, on one line.
pub(crate) fn problem(problem: &Problem) -> String {
    let line = problem.line.map_or(String::new(), |line| format!(", line {line}"));
    format!("`{}`{line}: {}", problem.file, problem.message)
}

fn row(coverage: &Coverage<'_>, covered: &Covered<'_>) -> Vec<String> {
    let alert = covered.alert;
    let (leads, by) = match covered.runbook {
        Some((i, by)) => {
            let id = coverage.workspace.runbooks.get(i).map_or("", |record| record.id.as_str());
            (id, by.word())
        }
        None => (alert.runbook_url().unwrap_or_default(), ""),
    };
    let place = format!("{}:{}", alert.file, alert.line);
    vec![alert.name.clone(), alert.labels_line(), alert.group.clone(), place, leads.to_owned(), by.to_owned()]
}

/// The triangle as JSON: every alert rule, and the ids of records.
pub(crate) fn document(coverage: &Coverage<'_>, problems: &[Problem]) -> Value {
    let workspace = coverage.workspace;
    let id = |i: usize| workspace.runbooks.get(i).map(|record| record.id.as_str());
    let case = |i: usize| workspace.cases.get(i).map(|case| case.id.as_str());
    let alerts = coverage.alerts.iter().map(|covered| {
        let alert = covered.alert;
        json!({
            "file": alert.file, "line": alert.line, "group": alert.group, "alert": alert.name, "labels": alert.labels,
            "runbook_url": alert.runbook_url(), "state": covered.word(),
            "runbook": covered.runbook.and_then(|(i, _)| id(i)), "by": covered.runbook.map(|(_, by)| by),
        })
    });
    let failed = coverage.failed.iter().map(|(runbook, one)| {
        json!({ "runbook": id(*runbook), "incident": case(one.case), "mitigation": one.place,
                "effective": one.effect().map(|effect| effect.word()) })
    });
    let lacking = coverage
        .lacking
        .iter()
        .map(|one| json!({ "incident": case(one.case), "alert": one.alert, "mitigations": one.improvised }));
    let problems = problems
        .iter()
        .map(|problem| json!({ "file": problem.file, "line": problem.line, "message": problem.message }));
    json!({
        "version": 1,
        "counts": {
            "alerts": coverage.alerts.len(), "covered": coverage.count("covered"),
            "elsewhere": coverage.count("elsewhere"), "unresolved": coverage.count("unresolved"),
            "none": coverage.count("none"), "runbooks": workspace.runbooks.len(),
        },
        "alerts": alerts.collect::<Vec<_>>(),
        "unknown_alerts": coverage.unknown.iter()
            .map(|(runbook, alert)| json!({ "runbook": id(*runbook), "alert": &***alert })).collect::<Vec<_>>(),
        "unused_runbooks": coverage.unused.iter().filter_map(|i| id(*i)).collect::<Vec<_>>(),
        "failed_runbooks": failed.collect::<Vec<_>>(),
        "incidents_without": lacking.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    })
}
