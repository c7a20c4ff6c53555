//! The draft for a service, from what was tried in its incidents and what came of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::{Worked, worked};
use super::{Draft, code, id_of, listed, quoted};
use crate::record::IncidentKind;
use crate::stats::Measure;
use crate::text::markdown_escape::{cell, inline, link_text, link_url};
use crate::text::url::encode_path;
use crate::time::show_seconds;
use crate::workspace::Workspace;

/// A draft for a service, by its place in the workspace.
pub fn service(workspace: &Workspace, index: usize) -> Option<Draft> {
    let service = workspace.services.get(index)?;
    let id = id_of("recover", &format!("recover-{}", service.id));
    let name = service.data.name.as_deref().unwrap_or(&service.id);
    let owner = service.data.owner.as_deref().filter(|owner| !owner.trim().is_empty());
    let all = worked(workspace, index);
    let mut text = format!(
        "---\nid: {}\ntitle: {}\nservices: {}\nowner: {}\n---\n",
        quoted(&id),
        quoted(&format!("Bring {name} back")),
        listed([service.id.as_str()]),
        owner.map_or("TODO".into(), quoted),
    );
    text.push_str("\n## Meaning\n\nTODO: what one sees when this service fails\n");
    text.push_str("\n## Impact\n\nTODO: who notices, and what no longer works for them\n");
    text.push_str("\n## Diagnosis\n\n");
    text.push_str(&noticed(workspace, index));
    text.push_str("TODO: what to look at first, and what tells the failures below from one another\n");
    text.push_str("\n## Mitigation\n");
    if all.is_empty() {
        text.push_str("\nTODO: what ends the impact; no incident of this service says what was tried\n");
    } else if let Some((from, to)) = Measure::Ttm.ends(&workspace.policy) {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "\nWhat was tried before. Time to mitigate is the median from `{from}` to `{to}` of the incidents in which the step helped."
        );
    }
    let mut at = 0;
    while let Some(first) = all.get(at) {
        let group: Vec<&Worked<'_>> =
            all[at..].iter().take_while(|one| one.failure == first.failure).collect();
        at += group.len();
        text.push_str(&failure(workspace, &group));
    }
    if !all.is_empty() {
        text.push_str("\nTODO: the commands of each step, and how to take them back\n");
    }
    Some(Draft::new(id, &text))
}

/// The alerts that noticed incidents of the service, with how often.
fn noticed(workspace: &Workspace, index: usize) -> String {
    let mut alerts: BTreeMap<&str, usize> = BTreeMap::new();
    for case in workspace.cases.iter().filter(|case| case.kind != IncidentKind::External && case.counts()) {
        let about = case.data.services.iter().any(|name| workspace.names.service(name) == Some(index));
        let alert = case.data.detection.as_ref().and_then(|detection| detection.alert.as_deref());
        if let Some(alert) = alert.filter(|alert| about && !alert.trim().is_empty()) {
            *alerts.entry(alert).or_default() += 1;
        }
    }
    let said: Vec<String> =
        alerts.iter().map(|(alert, count)| format!("{} ({count} ×)", code(alert))).collect();
    if said.is_empty() { String::new() } else { format!("Noticed by: {}.\n\n", said.join(", ")) }
}

/// One kind of failure: what was tried, and the last step of each kind.
fn failure(workspace: &Workspace, group: &[&Worked<'_>]) -> String {
    let title = group.first().and_then(|one| one.failure.as_deref());
    let title = title.map_or("Cause not said".into(), inline);
    let mut out = format!(
        "\n### {title}\n\n| Step | Used | Helped | Partly | Not | Time to mitigate |\n| --- | --: | --: | --: | --: | --- |\n"
    );
    for one in group {
        let [helped, partly, not] = one.effects;
        #[expect(clippy::cast_possible_truncation, reason = "seconds, far below 2^52")]
        let took = one.median().map_or("not known".into(), |median| {
            format!("{} (n {})", show_seconds(median.round() as i64), one.seconds.len())
        });
        let _ = writeln!(out, "| {} | {} | {helped} | {partly} | {not} | {took} |", kind(one), one.used);
    }
    for one in group {
        let Some((index, step)) = one.last() else { continue };
        let Some(case) = workspace.cases.get(index) else { continue };
        let more = match (one.uses.len(), one.effects[0]) {
            (0 | 1, _) => "",
            (_, 0) => ", the last time",
            _ => ", the last time it helped",
        };
        let link =
            format!("[{}]({})", link_text(&case.id), link_url(&encode_path(&format!("../{}", case.file))));
        let runbook = step.runbook.as_deref().filter(|id| !id.trim().is_empty());
        let runbook = runbook.map_or(String::new(), |id| format!(", by the runbook {}", code(id)));
        let _ = writeln!(out, "\n**{}** in {link}{runbook}{more}:\n", kind(one));
        let action = step.action.as_deref().unwrap_or("nobody wrote what was done");
        action.trim().lines().for_each(|line| {
            let _ = writeln!(out, "> {line}");
        });
    }
    out
}

fn kind(one: &Worked<'_>) -> String {
    one.kind.map_or("kind not said".into(), |kind| cell(kind.word()))
}
