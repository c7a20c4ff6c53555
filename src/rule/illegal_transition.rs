//! Steps that the lifecycle does not have.

use super::support::step::no_step;
use super::support::{applies, said};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::{Case, State, Transition, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "illegal-transition",
    group: Group::Lifecycle,
    level: Level::Error,
    summary: "The status changes are no path of the lifecycle, a step back has no reason, or an exit does not say why.",
    why: "States are entered in order; they may be skipped. There are three ways back: `responding → analyzing`, \
          `verifying → repairing` and `closed → responding` (reopened), each worth a reason, because the next reader will \
          ask. The last change is the status. A cancelled record says why, a duplicate says of what: both vanish from \
          every number, and that must be explained once.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nstatus: analyzing\nstatus_changes:\n  - {at: 2026-03-05T10:00:00Z, to: responding}\n  - {at: 2026-03-05T11:00:00Z, to: analyzing}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nstatus: analyzing\nstatus_changes:\n  - {at: 2026-03-05T10:00:00Z, to: responding}\n  - {at: 2026-03-05T11:00:00Z, to: analyzing, reason: the rollback did not help}\n",
    )],
    check: Check::Case(applies::ours, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    exit(case, workspace, findings);
    let field = |i| at("status_changes").item(i).then("to");
    let mut before: Option<(State, Option<usize>)> = Some((State::Detected, None));
    for (i, change) in case.data.status_changes.iter().enumerate() {
        let Some(next) = change.to.as_deref().and_then(State::parse) else {
            before = None;
            continue;
        };
        let Some((from, first)) = before.replace((next, Some(i))) else { continue };
        let finding = |message: String| {
            let finding = Finding::new(RULE.id, &case.file, field(i), message);
            match first {
                Some(first) => finding.second(field(first), format!("`{}` since here", from.word())),
                None => finding,
            }
        };
        match from.step(next) {
            Transition::Illegal if i == 0 && next == State::Detected => {}
            Transition::Illegal => {
                let (message, help) = no_step(from, next);
                findings.push(finding(message).help(help));
            }
            Transition::Back if !said(change.reason.as_ref()) => {
                if !workspace.hides(&case.file, &at("status_changes").item(i).then("reason")) {
                    let message =
                        format!("the step back from `{}` to `{}` has no reason", from.word(), next.word());
                    findings.push(finding(message).help("add `reason:` to this change"));
                }
            }
            Transition::Back | Transition::Forward => {}
        }
    }
    if let Some(((last, Some(i)), now)) = before.zip(case.state).filter(|((last, _), now)| last != now) {
        let message = format!("the status is `{}` but its last change is to `{}`", now.word(), last.word());
        let finding =
            Finding::new(RULE.id, &case.file, at("status"), message).second(field(i), "the last change");
        findings.push(finding.help("add the change that is missing, or correct the status"));
    }
}

/// What the two early exits must say.
fn exit(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let data = &case.data;
    let (path, met, help) = match case.state {
        Some(State::Cancelled) => {
            let reason = data.cancelled.as_ref().is_some_and(|cancelled| said(cancelled.reason.as_ref()));
            ("cancelled.reason", reason, "write `cancelled: {reason: …}`: why it is none of ours to count")
        }
        Some(State::Duplicate) => {
            let of = data.duplicate.as_ref().is_some_and(|duplicate| said(duplicate.of.as_ref()));
            ("duplicate.of", of, "write `duplicate: {of: INC-…}`: the record that counts")
        }
        _ => return,
    };
    if !met && !workspace.hides(&case.file, &at(path)) {
        let word = data.status.as_deref().unwrap_or_default();
        let message = format!("`{path}` is missing, which `{word}` needs");
        findings.push(Finding::new(RULE.id, &case.file, at("status"), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(status: &str, changes: &[&str]) -> Vec<String> {
        let rows: Vec<String> = changes.iter().map(|to| format!("  - {{to: {to}}}\n")).collect();
        let text = format!("id: INC-1\nstatus: {status}\nstatus_changes:\n{}", rows.concat());
        found("illegal-transition", &[("INC-1.yaml", &text)])
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn paths() {
        assert_eq!(messages("closed", &["detected", "analyzing", "closed"]), Vec::<String>::new());
        assert_eq!(
            messages("repairing", &["responding", "verifying", "repairing, reason: it came back"]),
            Vec::<String>::new()
        );
        assert_eq!(
            messages("responding", &["closed", "responding"]),
            ["the step back from `closed` to `responding` has no reason"]
        );
        assert_eq!(
            messages("repairing", &["reviewing", "repairing"]),
            ["no step leads from `reviewing` to `repairing`"]
        );
        assert_eq!(
            messages("closed", &["analyzing"]),
            ["the status is `closed` but its last change is to `analyzing`"]
        );
        assert_eq!(
            messages("closed", &["analizing", "closed"]),
            Vec::<String>::new(),
            "unknown-state speaks"
        );
        assert_eq!(messages("duplicate", &[]), ["`duplicate.of` is missing, which `duplicate` needs"]);
    }
}
