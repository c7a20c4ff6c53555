//! Runbooks that did not help when they were needed, and were left as they are.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Leaf;
use crate::runbook::uses;
use crate::time::show_date;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "runbook-failed",
    group: Group::Runbooks,
    level: Level::Warning,
    summary: "A runbook did nothing or harm when it was last used, and has not been reviewed since.",
    why: "The next one who is paged follows the same steps. A mitigation says so with `effective: no` or `harmful`; what counts \
          is the last use with a known time, so that a runbook that has helped since is left alone. Reviewing it, with the \
          date in `last_reviewed`, is the answer, whatever the review changes.",
    bad: &[
        ("runbooks/restart-db.yaml", "id: restart-db\nlast_reviewed: 2026-01-10\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nresponse:\n  mitigations: [{at: 2026-02-01T10:00:00Z, runbook: restart-db, effective: no}]\n",
        ),
    ],
    good: &[
        ("runbooks/restart-db.yaml", "id: restart-db\nlast_reviewed: 2026-02-04\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nresponse:\n  mitigations: [{at: 2026-02-01T10:00:00Z, runbook: restart-db, effective: no}]\n",
        ),
    ],
    check: Check::Whole(|all| all.runbooks.len(), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let zone = workspace.policy.zone();
    for (record, used) in workspace.runbooks.iter().zip(uses(workspace)) {
        let last = used.last().filter(|last| last.failed());
        let Some((last, at_time)) = last.and_then(|last| Some((last, last.at?))) else { continue };
        let reviewed = record.data.last_reviewed.as_ref().and_then(Leaf::get);
        if reviewed.is_some_and(|day| day.0 >= zone.local(at_time).date()) {
            continue;
        }
        let Some(case) = workspace.cases.get(last.case) else { continue };
        let effect = last.effect().map_or("no", |effect| effect.word());
        let message = format!(
            "runbook `{}` failed when it was last used, on {} (`effective: {effect}`), and was not reviewed since",
            record.id,
            show_date(at_time, zone)
        );
        let step = at("response.mitigations").item(last.place).then("effective");
        let finding = Finding::new(RULE.id, &record.file, at("last_reviewed"), message);
        findings.push(
            finding
                .elsewhere(&case.file, step, format!("in `{}`", case.id))
                .help("review it in the light of that incident, then write the day into `last_reviewed`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn only_the_last_use_counts() {
        let count = |uses: &str| {
            let text = format!("id: I\nresponse: {{mitigations: [{uses}]}}\n");
            found("runbook-failed", &[("runbooks/r.yaml", "id: r\n"), ("I.yaml", &text)]).len()
        };
        let step = |day: &str, effect: &str| {
            format!("{{at: 2026-02-{day}T10:00:00Z, runbook: r, effective: {effect}}}")
        };
        assert_eq!(count(&step("01", "harmful")), 1);
        assert_eq!(count(&format!("{}, {}", step("01", "no"), step("02", "yes"))), 0);
        assert_eq!(
            count(&format!("{}, {}", step("03", "no"), step("02", "yes"))),
            1,
            "by time, not by place"
        );
        assert_eq!(count(&step("01", "partial")), 0);
        assert_eq!(count("{runbook: r, effective: no}"), 0, "nobody knows when");
    }
}
