//! Alerts, runbooks and incidents: what leads to a runbook, and how far the runbooks cover the alerts.

use super::super::super::document::Block;
use super::super::super::index::Page;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, list};
use super::title;
use crate::runbook::{Covered, coverage as triangle};

/// The alert rules that lead to a runbook, each with its expression to be typed elsewhere.
pub(super) fn alerts(pen: &Pen<'_>, index: usize) -> Vec<Block> {
    let rules = &pen.index.workspace.alerts.alerts;
    let items = pen.index.alerts[index].iter().filter_map(|&i| rules.get(i)).map(|alert| {
        let words = &pen.index.words;
        let holds = alert.holds.as_ref().map(|holds| words.around("for", holds));
        // Never empty: an alert without labels is one that fires at once.
        let holds = holds.or_else(|| alert.labels.is_empty().then(|| pen.word("at_once").to_owned()));
        let facts = [Some(alert.labels_line()), holds].into_iter().flatten().filter(|fact| !fact.is_empty());
        let line = [
            pen.code(&alert.name),
            pen.text(alert.annotation("summary").unwrap_or_default()),
            pen.small(&words.around("in_brackets", &words.list(facts))),
        ];
        let expression = pen.command(&alert.expr, "promql");
        if pen.is_html() {
            return pen.join([pen.join(line, " "), expression], "\n");
        }
        // In Markdown, empty lines stand around a fence.
        pen.join([pen.join(line, " "), expression, Safe::new("\n")], "\n\n")
    });
    list(items.collect()).into_iter().collect()
}

/// How far the runbooks cover the alerts, where there are any.
pub(super) fn coverage(pen: &Pen<'_>) -> Vec<Block> {
    let workspace = pen.index.workspace;
    if workspace.alerts.alerts.is_empty() {
        return Vec::new();
    }
    let triangle = triangle(workspace, &workspace.alerts);
    let count = |word: &str| pen.text(&triangle.count(word).to_string());
    let counts = pen.block_of([
        ("covered", count("covered")),
        ("elsewhere", count("elsewhere")),
        ("leads_nowhere", count("unresolved")),
        ("without_runbook", count("none")),
    ]);
    let mut order: Vec<&Covered<'_>> = triangle.alerts.iter().collect();
    // What is missing first; a stable sort keeps the written order.
    order.sort_by_key(|covered| {
        ["unresolved", "none", "elsewhere"].iter().position(|word| *word == covered.word()).unwrap_or(3)
    });
    let rows = order.into_iter().map(|covered| {
        let alert = covered.alert;
        let runbook = match (covered.runbook, covered.word()) {
            (Some((i, _)), _) => {
                workspace.runbooks.get(i).map(|record| pen.to(Page::Runbook(i), title(record)))
            }
            (None, "elsewhere") => Some(pen.link(alert.runbook_url().unwrap_or_default(), "")),
            (None, "unresolved") => Some(pen.tag("bad", pen.word("leads_nowhere"))),
            (None, _) => Some(pen.tag("warn", pen.word("without_runbook"))),
        };
        vec![
            head(pen.code(&alert.name)),
            cell(pen.text(&alert.labels_line())),
            cell(pen.text(&alert.group)),
            cell(runbook.unwrap_or_default()),
        ]
    });
    let table = pen.list_table("coverage", &["alert", "labels", "group?", "runbook?"], rows.collect());
    let unknown = triangle.unknown.iter().filter_map(|(runbook, alert)| {
        let record = workspace.runbooks.get(*runbook)?;
        Some(vec![head(pen.code(alert)), cell(pen.to(Page::Runbook(*runbook), title(record)))])
    });
    let unused = triangle.unused.iter().filter_map(|runbook| {
        let record = workspace.runbooks.get(*runbook)?;
        Some(vec![head(pen.to(Page::Runbook(*runbook), title(record)))])
    });
    let failed = triangle.failed.iter().filter_map(|(runbook, one)| {
        let record = workspace.runbooks.get(*runbook)?;
        let case = workspace.cases.get(one.case)?;
        Some(vec![
            head(pen.to(Page::Runbook(*runbook), title(record))),
            cell(pen.join([pen.case(one.case), pen.text(case.title())], " ")),
            cell(pen.effect(one.mitigation)),
        ])
    });
    let lacking = triangle.lacking.iter().filter_map(|one| {
        let case = workspace.cases.get(one.case)?;
        let steps = if one.improvised > 0 { one.improvised.to_string() } else { String::new() };
        Some(vec![
            head(pen.join([pen.case(one.case), pen.text(case.title())], " ")),
            cell(one.alert.map(|alert| pen.code(alert)).unwrap_or_default()),
            super::super::number(pen.text(&steps)),
        ])
    });
    let blocks = [
        counts,
        table,
        pen.captioned("unknown_alerts", &["alert", "runbook"], unknown.collect()),
        pen.captioned("unused_runbooks", &["runbook"], unused.collect()),
        pen.captioned("failed_runbooks", &["runbook", "incident", "worked"], failed.collect()),
        pen.captioned(
            "lacking_runbooks",
            &["incident", "alert_alone", "mitigations_alone#"],
            lacking.collect(),
        ),
    ];
    blocks.into_iter().flatten().collect()
}
