//! Severities that do not follow from one another.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "severity-history",
    group: Group::Lifecycle,
    level: Level::Warning,
    summary: "`severity_changes` do not lead from one severity to the next, or not to `severity`.",
    why: "Targets go by the severity in force at detection and groups by the highest, and both are read from this list. A \
          change from `P2` after one to `P0` means that a change is missing or mistyped; a `severity` that is neither \
          the last one nor the highest was changed without a word. The entry of a status page (cState) has one `severity` and no history, so nobody can tell afterwards what was known when.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P0\nseverity_changes: [{at: 2026-03-05T10:10:00Z, from: P2, to: P1}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P1\nseverity_changes: [{at: 2026-03-05T10:10:00Z, from: P2, to: P1}]\n",
    )],
    check: Check::Case(|case| !case.data.severity_changes.is_empty(), check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let changes = &case.data.severity_changes;
    let rank = |name: Option<&str>| workspace.policy.severity(name?);
    for (i, pair) in changes.windows(2).enumerate() {
        let (Some(to), Some(from)) = (pair[0].to.as_deref(), pair[1].from.as_deref()) else { continue };
        // Names that are none are another rule's business.
        let known = rank(Some(to)).zip(rank(Some(from)));
        if known.is_some_and(|(to, from)| to != from) {
            let message = format!("it changes from `{from}`, and the change above leads to `{to}`");
            let field = at("severity_changes").item(i + 1).then("from");
            let finding = Finding::new(RULE.id, &case.file, field, message);
            let finding = finding.second(at("severity_changes").item(i).then("to"), "the change above");
            findings.push(finding.help(format!("write `from: {to}`, or add the change between")));
        }
    }
    let reached = changes.iter().flat_map(|change| [change.from.as_deref(), change.to.as_deref()]).map(rank);
    let highest = reached.flatten().min();
    let last = changes.last().and_then(|change| rank(change.to.as_deref()));
    let Some((said, last)) = rank(case.data.severity.as_deref()).zip(last) else { return };
    if said != last && Some(said) != highest {
        let name = |rank: usize| workspace.policy.severities[rank].id.as_str();
        let message =
            format!("`{}` is neither the last severity, `{}`, nor the highest", name(said), name(last));
        let field = at("severity_changes").item(changes.len() - 1).then("to");
        let finding =
            Finding::new(RULE.id, &case.file, at("severity"), message).second(field, "the last change");
        findings.push(finding.help(format!("write `severity: {}`, or add the change", name(last))));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn chains_and_their_ends() {
        let count = |severity: &str, changes: &[(&str, &str)]| {
            let rows: Vec<String> =
                changes.iter().map(|(from, to)| format!("{{from: {from}, to: {to}}}")).collect();
            let text = format!("id: INC-1\nseverity: {severity}\nseverity_changes: [{}]\n", rows.join(", "));
            found("severity-history", &[("INC-1.yaml", &text)]).len()
        };
        assert_eq!(count("P2", &[("P2", "P0"), ("P0", "P2")]), 0);
        assert_eq!(count("P0", &[("P2", "P0"), ("P0", "P2")]), 0, "its worst");
        assert_eq!(count("P3", &[("P2", "P0"), ("P0", "P2")]), 1);
        assert_eq!(count("P2", &[("P3", "P0"), ("P1", "P2")]), 1, "a change is missing");
        assert_eq!(count("P9", &[("P3", "P9"), ("P1", "P9")]), 0, "`unknown-severity` says it");
        assert_eq!(count("P0", &[("P2", "P1")]), 1, "raised without a word");
    }
}
