//! Reopened, and never resolved again.

use super::support::{self, bounds};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Leaf, Milestone};
use crate::workspace::{Case, State, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "reopened-unresolved",
    group: Group::Time,
    level: Level::Error,
    summary: "An incident that is over was reopened after `times.resolved`.",
    why: "`resolved` is the last time service was verified to be back, and time to restore runs up to it. A record that \
          is reopened, mended and closed again with its first `resolved` reports the first hour of two bad days. Stripe \
          published two windows for its outage of July 2019, at 16:35 and 21:14 UTC: its `resolved` is the end of the \
          second.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nstatus: closed\ntimes: {resolved: 2026-03-05T10:00:00Z}\nreopened: [{at: 2026-03-05T12:00:00Z, reason: the errors are back}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nstatus: closed\ntimes: {resolved: 2026-03-05T13:00:00Z}\nreopened: [{at: 2026-03-05T12:00:00Z, reason: the errors are back}]\n",
    )],
    check: Check::Case(|case| !case.data.reopened.is_empty(), check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let over = case.state.is_none_or(|state| matches!(state, State::Reviewing | State::Closed));
    let Some(resolved) = case.times.get(Milestone::Resolved).filter(|_| over) else { return };
    let leaf = written(&case.data, Milestone::Resolved);
    for (i, again) in case.data.reopened.iter().enumerate() {
        let Some(time) = bounds(workspace, again.at.as_ref()) else { continue };
        if support::wider(&time, support::doubt(leaf, again.at.as_ref())).can_precede(resolved) {
            continue;
        }
        let text = |leaf: Option<&Leaf<_>>| leaf.map_or(String::new(), |leaf| leaf.text().to_owned());
        let message =
            format!("`resolved` `{}` is before the reopening at `{}`", text(leaf), text(again.at.as_ref()));
        let finding = Finding::new(RULE.id, &case.file, at("times.resolved"), message)
            .second(at("reopened").item(i).then("at"), "reopened here");
        findings.push(finding.help("write when it was resolved for the last time"));
        return;
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn open_again_and_doubt() {
        let count = |status: &str, again: &str| {
            let text = format!(
                "id: INC-1\n{status}times: {{resolved: 2026-03-05T10:00:00Z}}\nreopened: [{{at: {again}}}, {{at: 2026-03-07T10:00:00Z}}]\n"
            );
            found("reopened-unresolved", &[("INC-1.yaml", &text)]).len()
        };
        assert_eq!(count("status: closed\n", "2026-03-05T12:00:00Z"), 1, "one finding, however often");
        assert_eq!(count("status: repairing\n", "2026-03-05T12:00:00Z"), 0, "it is open again");
        assert_eq!(count("kind: external\n", "2026-03-05T12:00:00Z"), 1);
    }
}
