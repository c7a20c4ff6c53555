//! States that are not in the lifecycle.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::fix::Fix;
use crate::record::{Text, alike, nearest};
use crate::workspace::{Case, Policy, State, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "unknown-state",
    group: Group::Names,
    level: Level::Error,
    summary: "A status is no state of the lifecycle.",
    why: "What a record must hold depends on its state; with a status nobody knows, nothing is asked of it and it counts \
          as neither open nor over. Words of status pages (`investigating`, `monitoring`) are answered with the state \
          that stands for them here.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\nstatus: analysing\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\nstatus: analyzing\n")],
    check: Check::Case(applies::ours, check),
};

/// Words that other tools use, and the state each stands for.
const ELSEWHERE: [(&str, State); 12] = [
    ("open", State::Detected),
    ("new", State::Detected),
    ("triggered", State::Detected),
    ("acknowledged", State::Analyzing),
    ("investigating", State::Analyzing),
    ("identified", State::Responding),
    ("mitigating", State::Responding),
    ("mitigated", State::Repairing),
    ("monitoring", State::Verifying),
    ("resolved", State::Reviewing),
    ("postmortem", State::Reviewing),
    ("done", State::Closed),
];

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut look = |field: FieldPath, text: Option<&Text>| {
        let Some(text) = text.filter(|text| !text.trim().is_empty() && State::parse(text).is_none()) else {
            return;
        };
        let message = format!("`{text}` is not a state of the lifecycle");
        let right = alike(text, State::ALL.map(State::word));
        let fix = right.map(|state| Fix::value(field.clone(), &**text, state));
        let finding = Finding::new(RULE.id, &case.file, field, message).fix(fix);
        findings.push(finding.help(help(text, &workspace.policy)));
    };
    look(at("status"), case.data.status.as_ref());
    for (i, change) in case.data.status_changes.iter().enumerate() {
        look(at("status_changes").item(i).then("to"), change.to.as_ref());
    }
}

fn help(text: &str, policy: &Policy) -> String {
    let words = State::ALL.map(State::word);
    let labelled = policy
        .state_labels
        .iter()
        .find(|(_, label)| label.all().any(|label| label == text))
        .map(|(state, _)| state.as_str());
    let elsewhere =
        ELSEWHERE.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, state)| state.word());
    match labelled.or(elsewhere).or_else(|| nearest(text, words)) {
        Some(state) => format!("did you mean `{state}`? one of: {}", words.join(", ")),
        None => format!("use one of: {}", words.join(", ")),
    }
}
