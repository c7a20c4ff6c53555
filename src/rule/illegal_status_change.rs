//! Changes of status that the lifecycle does not have.

use super::support::rows::rows;
use super::support::said;
use super::support::step::no_step;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::history::{Past, Version};
use crate::record::IncidentKind;
use crate::workspace::{State, Transition, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "illegal-status-change",
    group: Group::History,
    level: Level::Error,
    summary: "The change moves an incident along no step of the lifecycle, or back without saying why.",
    why: "A status is a claim that the work before it is done. Going forward may skip states whose facts are there; going back \
          (`responding → analyzing`, `verifying → repairing`, `closed → responding`) takes a claim back and is written down \
          in `status_changes` with its reason. A record that lists all its changes is judged by `illegal-transition`; this \
          rule compares with the base and so sees what was never written down.",
    bad: &[
        ("base/2026/INC-1.yaml", "id: INC-1\nstatus: closed\n"),
        ("2026/INC-1.yaml", "id: INC-1\nstatus: responding\n"),
    ],
    good: &[
        ("base/2026/INC-1.yaml", "id: INC-1\nstatus: closed\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nstatus: responding\nstatus_changes:\n  - {at: 2026-03-05T11:00:00Z, to: closed}\n  - {at: 2026-03-09T08:00:00Z, to: responding, reason: the same queue filled up again}\n",
        ),
    ],
    check: Check::History(check),
};

fn check(past: &Past, _: &Workspace, findings: &mut Vec<Finding>) {
    for (old, new) in past.incidents.iter().filter_map(|incident| incident.same()) {
        if new.case.kind != IncidentKind::External {
            findings.extend(step(old, new));
        }
    }
}

/// The first step away from the status of the base; the steps after it are written down and judged as such.
fn step(old: &Version, new: &Version) -> Option<Finding> {
    let from = old.case.state?;
    let finding = |place, message: String| Finding::new(RULE.id, &new.case.file, place, message);
    if new.case.data.status.is_none() {
        let message = format!("the status is gone; it was `{}`", from.word());
        return Some(finding(at("status"), message).help("put it back, or name the state it is in now"));
    }
    let parse = |word: Option<&str>| word.and_then(State::parse);
    let recorded = old.case.data.status_changes.last().and_then(|row| parse(row.to.as_deref()));
    if recorded == Some(from) {
        return None;
    }
    let rows = rows(old, new, "status_changes").added;
    let written = rows.into_iter().map(|i| {
        let row = &new.case.data.status_changes[i];
        (parse(row.to.as_deref()), at("status_changes").item(i).then("to"), Some(said(row.reason.as_ref())))
    });
    let mut steps = written.chain([(new.case.state, at("status"), None)]);
    let (to, place, reason) = steps.find(|(to, ..)| *to != Some(from))?;
    // A word that is no state is another rule's.
    let to = to?;
    match from.step(to) {
        Transition::Illegal => {
            let (message, help) = no_step(from, to);
            Some(finding(place, message).help(help))
        }
        Transition::Back if reason != Some(true) => {
            let message = format!("the step back from `{}` to `{}` has no reason", from.word(), to.word());
            let row = format!("write it down: `status_changes: [{{at: …, to: {}, reason: …}}]`", to.word());
            Some(finding(place, message).help(row))
        }
        Transition::Back | Transition::Forward => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(old: &str, new: &str) -> Vec<String> {
        let (old, new) = (format!("id: INC-1\n{old}\n"), format!("id: INC-1\n{new}\n"));
        let files = [("base/INC-1.yaml", old.as_str()), ("INC-1.yaml", new.as_str())];
        found("illegal-status-change", &files).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn steps() {
        let none = Vec::<String>::new();
        assert_eq!(messages("status: detected", "status: reviewing"), none);
        assert_eq!(messages("status: detected", "status: duplicate"), none);
        assert_eq!(
            messages("status: reviewing", "status: repairing"),
            ["no step leads from `reviewing` to `repairing`"]
        );
        assert_eq!(
            messages("status: closed", "status: cancelled"),
            ["no step leads from `closed` to `cancelled`"]
        );
        assert_eq!(messages("status: closed", "title: x"), ["the status is gone; it was `closed`"]);
        let back = "status: analyzing\nstatus_changes: [{to: responding}, {to: analyzing, reason: no use}]";
        assert_eq!(messages("status: responding", back), none);
        assert_eq!(
            messages("status: responding", &back.replace(", reason: no use", "")),
            ["the step back from `responding` to `analyzing` has no reason"]
        );
        assert_eq!(messages("status: closed", "status: clsed"), none, "unknown-state speaks");
        let rows = "status_changes: [{to: closed}]";
        assert_eq!(
            messages(&format!("status: closed\n{rows}"), &format!("status: detected\n{rows}")),
            none,
            "illegal-transition speaks"
        );
    }
}
