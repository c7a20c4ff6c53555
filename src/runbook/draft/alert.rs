//! The draft for an alert, from its rules.

use std::fmt::Write as _;

use super::{Draft, code, fence, id_of, listed, quoted};
use crate::alerts::Alert;
use crate::text::markdown_escape::inline;
use crate::workspace::Workspace;

/// A draft for alerts of one name; `None` where there are none.
///
/// Templates in annotations stay as they are written, in blocks of code.
pub fn alert(workspace: &Workspace, alerts: &[&Alert]) -> Option<Draft> {
    let first = alerts.first()?;
    let id = id_of("alert", &first.name);
    let title = first.annotation("summary").filter(|text| !text.contains("{{")).unwrap_or(&first.name);
    let services = alerts.iter().filter_map(|alert| workspace.names.service(alert.labels.get("service")?));
    let mut services: Vec<usize> = services.collect();
    services.sort_unstable();
    services.dedup();
    let services = services.iter().filter_map(|i| workspace.services.get(*i)).map(|one| one.id.as_str());
    let mut text = format!(
        "---\nid: {}\ntitle: {}\nservices: {}\nalerts: {}\nowner: TODO\n---\n",
        quoted(&id),
        quoted(title),
        listed(services),
        listed([first.name.as_str()]),
    );
    // Writing to a String cannot fail.
    let _ = write!(text, "\n## Meaning\n\n{}", meaning(alerts));
    text.push_str("\n## Impact\n\nTODO: who notices, and what no longer works for them\n");
    let _ = write!(text, "\n## Diagnosis\n\n{}", diagnosis(alerts));
    text.push_str("\nTODO: what to look at first, and what tells one cause from another\n");
    text.push_str(
        "\n## Mitigation\n\nTODO: what ends the impact, with its commands, and how to take each one back\n",
    );
    Some(Draft::new(id, &text))
}

/// What the annotations say, each text once.
fn meaning(alerts: &[&Alert]) -> String {
    let mut said: Vec<&str> = Vec::new();
    let mut out = String::new();
    let texts =
        alerts.iter().flat_map(|alert| [alert.annotation("summary"), alert.annotation("description")]);
    for text in texts.chain(alerts.iter().map(|alert| alert.annotation("message"))).flatten() {
        if said.contains(&text) {
            continue;
        }
        said.push(text);
        if !out.is_empty() {
            out.push('\n');
        }
        if text.contains("{{") || text.contains('\n') {
            out.push_str(&fence("text", text));
        } else {
            let _ = writeln!(out, "{}", inline(text));
        }
    }
    if out.is_empty() {
        out.push_str("TODO: what this alert says\n");
    }
    for url in alerts.iter().filter_map(|alert| alert.runbook_url()) {
        if !said.contains(&url) {
            said.push(url);
            let _ = writeln!(out, "\nThe rule leads to {}.", code(url));
        }
    }
    out
}

/// Every rule: its query, how long it has to hold, and what it says of itself.
fn diagnosis(alerts: &[&Alert]) -> String {
    let mut out = String::new();
    for (i, alert) in alerts.iter().enumerate() {
        let holds = match &alert.holds {
            Some(holds) => format!("fires once this holds for {}", code(holds)),
            None => "fires as soon as this holds".to_owned(),
        };
        let labels: Vec<String> =
            alert.labels.iter().map(|(name, value)| code(&format!("{name}={value}"))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!(", with {}", labels.join(" ")) };
        let group =
            if alert.group.is_empty() { String::new() } else { format!(" of group {}", code(&alert.group)) };
        if i > 0 {
            out.push('\n');
        }
        let _ = write!(out, "The rule{group}{labels} {holds}:\n\n{}", fence("promql", &alert.expr));
    }
    out
}
