//! Factors that come back after an action against them was done.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::support::applies;
use super::support::factors::{factors, is, named, plain};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{ActionState, Leaf};
use crate::time::DAY;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "repeated-factor",
    group: Group::Actions,
    level: Level::Warning,
    summary: "A contributing factor is that of an earlier incident whose action against it was done.",
    why: "On 2 July 2019 a rule that went to Cloudflare's whole network at once took it down; on 18 November 2025 a file \
          that went everywhere at once did. Where a factor is found again though the action against it is marked done, \
          the action did not hold, or was never finished, and that is the most important thing to know about the second \
          incident. The earlier action counts from its due date on; a record that lists the earlier one under `related` \
          knows about it.",
    bad: &[
        (
            "2025/INC-1.yaml",
            "id: INC-1\nanalysis: {contributing_factors: [No canary]}\nactions: [{id: A-1, title: canary, state: done, owner: sre, due: 2025-06-01, evidence: pull 7, factor: No canary}]\n",
        ),
        (
            "2026/INC-2.yaml",
            "id: INC-2\ntimes: {started: 2026-02-01T10:00:00Z}\nanalysis: {contributing_factors: [No canary]}\n",
        ),
    ],
    good: &[
        (
            "2025/INC-1.yaml",
            "id: INC-1\nanalysis: {contributing_factors: [No canary]}\nactions: [{id: A-1, title: canary, state: done, owner: sre, due: 2025-06-01, evidence: pull 7, factor: No canary}]\n",
        ),
        (
            "2026/INC-2.yaml",
            "id: INC-2\ntimes: {started: 2026-02-01T10:00:00Z}\nanalysis: {contributing_factors: [No canary]}\nrelated: [INC-1]\n",
        ),
    ],
    check: Check::Whole(|workspace| workspace.cases.iter().filter(|case| looks(case)).count(), check),
};

fn looks(case: &Case) -> bool {
    applies::ours(case) && case.counts() && factors(case).next().is_some()
}

/// A done action: when it was due (Unix seconds, the end of that day), its incident, its position.
type Done = (i64, usize, usize);

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let done = done(workspace);
    if done.is_empty() {
        return;
    }
    let cases = workspace.cases.par_iter().enumerate().filter(|(_, case)| looks(case));
    findings.par_extend(cases.flat_map_iter(|(this, case)| {
        let began = case.began(&workspace.policy.times);
        let again = move |actions: &&Vec<Done>| {
            let before =
                actions.iter().filter(|(due, other, _)| *other != this && began.is_some_and(|at| at > *due));
            before.max().copied()
        };
        factors(case)
            .filter_map(|(i, factor)| {
                let (_, other, action) = done.get(&plain(factor)).as_ref().and_then(again)?;
                let earlier = &workspace.cases[other];
                if case.data.related.iter().any(|id| id.eq_ignore_ascii_case(&earlier.id)) {
                    return None;
                }
                let message =
                    format!("`{factor}` was a factor of `{}`, and the action against it is done", earlier.id);
                let finding =
                    Finding::new(RULE.id, &case.file, at("analysis.contributing_factors").item(i), message);
                let finding = finding.elsewhere(&earlier.file, at("actions").item(action), "done here");
                Some(finding.help(format!("say why it did not hold, and add `{}` to `related`", earlier.id)))
            })
            .collect::<Vec<_>>()
    }));
}

/// The done actions with a due date, by the factor they answer.
fn done(workspace: &Workspace) -> BTreeMap<String, Vec<Done>> {
    let mut done: BTreeMap<String, Vec<Done>> = BTreeMap::new();
    for (i, case) in
        workspace.cases.iter().enumerate().filter(|(_, case)| applies::ours(case) && case.counts())
    {
        for (j, action) in case.data.actions.iter().enumerate().filter(|(_, a)| is(a, ActionState::Done)) {
            let due = action.due.as_ref().and_then(Leaf::get).and_then(|due| due.0.and_hms_opt(0, 0, 0));
            if let Some((factor, due)) = named(action).zip(due) {
                done.entry(plain(factor)).or_default().push((due.and_utc().timestamp() + DAY, i, j));
            }
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::tests::found;

    fn count(state: &str, due: &str, started: &str) -> usize {
        let first =
            format!("id: INC-1\nactions: [{{id: A-1, state: {state}, due: {due}, factor: No canary}}]\n");
        let second = format!(
            "id: INC-2\ntimes: {{started: {started}}}\nanalysis: {{contributing_factors: [no canary.]}}\n"
        );
        found(RULE.id, &[("INC-1.yaml", &first), ("INC-2.yaml", &second)]).len()
    }

    #[test]
    fn only_after_it_was_done() {
        assert_eq!(count("done", "2026-01-01", "2026-01-03T00:00:00Z"), 1);
        assert_eq!(count("done", "2026-01-01", "2026-01-01T12:00:00Z"), 0);
        assert_eq!(count("committed", "2026-01-01", "2026-01-03T00:00:00Z"), 0);
        assert_eq!(count("rejected", "2026-01-01", "2026-01-03T00:00:00Z"), 0);
        assert_eq!(count("done", "soon", "2026-01-03T00:00:00Z"), 0);
        assert_eq!(count("done", "2026-01-01", "unknown"), 0);
    }
}
