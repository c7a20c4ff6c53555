//! Steps of runbooks that destroy, with nothing said before and no way back.

use super::support::said;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::record::{Runbook, Text, Texts};
use crate::runbook::{destroys, destroys_in, is_destructive, sections};
use crate::workspace::{Record, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "destructive-step-unguarded",
    group: Group::Runbooks,
    level: Level::Warning,
    summary: "A step of a runbook destroys, and neither the runbook has a precondition nor the step a way back.",
    why: "On 31 January 2017 an engineer of GitLab ran `rm -rf` on the wrong host of two and removed the live database. A \
          step is taken to destroy if it says `destructive`, or if its command is one of a short list: `rm -r`, `find -delete`, \
          `dd of=`, `mkfs`, `truncate -s`, `kubectl delete`, `terraform destroy`, `helm uninstall`, `git push --force`, `DROP`, \
          `TRUNCATE`, `DELETE` without `WHERE`, and the like of cloud programs, also behind what runs it (`sudo`, `ssh`, \
          `docker exec`). In Markdown, code for a shell or a \
          database is looked at, and a section on preconditions or on the way back is a guard.",
    bad: &[(
        "runbooks/free-disk.yaml",
        "id: free-disk\nsteps: [{title: Make room, command: rm -rf /var/lib/db/archive}]\n",
    )],
    good: &[(
        "runbooks/free-disk.yaml",
        "id: free-disk\npreconditions: The archive has been copied away\nsteps: [{title: Make room, command: rm -rf /var/lib/db/archive}]\n",
    )],
    check: Check::Whole(|all| all.runbooks.len(), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in &workspace.runbooks {
        let before = record.data.preconditions.as_ref();
        let guarded = before.is_some_and(|texts: &Texts| texts.0.iter().any(Text::says_something));
        if !guarded && !workspace.hides(&record.file, &at("preconditions")) {
            steps(workspace, record, findings);
            body(record, findings);
        }
    }
}

fn steps(workspace: &Workspace, record: &Record<Runbook>, findings: &mut Vec<Finding>) {
    for (i, step) in record.data.steps.iter().enumerate().filter(|(_, step)| is_destructive(step)) {
        let path = at("steps").item(i);
        if said(step.rollback.as_ref()) || workspace.hides(&record.file, &path.clone().then("rollback")) {
            continue;
        }
        let what = step.command.as_deref().and_then(destroys);
        let (field, what) = match what {
            Some(what) => ("command", format!("`{what}` destroys")),
            None => ("destructive", "this step destroys".to_owned()),
        };
        let message = format!("{what}, without a precondition before it or a way back");
        findings.push(Finding::new(RULE.id, &record.file, path.then(field), message).help(
            "say in `preconditions` what must be so first, or in the step's `rollback` how to take it back",
        ));
    }
}

fn body(record: &Record<Runbook>, findings: &mut Vec<Finding>) {
    let Some(body) = &record.data.body else { return };
    let Some((what, block)) = destroys_in(body) else { return };
    if sections(body).iter().any(|section| is_guard(&section.title)) {
        return;
    }
    let place = Place::Bytes(record.data.body_at + block.start..record.data.body_at + block.end);
    let message = format!("`{what}` destroys, and nothing says what must be so first or how to take it back");
    findings.push(Finding::new(RULE.id, &record.file, place, message).help(
        "say so in `preconditions` of the front matter, or in a section `Preconditions` or `Rollback`",
    ));
}

/// Whether a section is about what comes first, or about the way back.
fn is_guard(title: &str) -> bool {
    const WORDS: [&str; 12] = [
        "precondition",
        "prerequisite",
        "before you",
        "safety check",
        "rollback",
        "roll back",
        "revert",
        "undo",
        "前提",
        "前置条件",
        "回退",
        "回滚",
    ];
    let title = title.to_lowercase();
    WORDS.iter().any(|word| title.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn in_steps_and_in_markdown() {
        let of = |file: &str, text: &str| found("destructive-step-unguarded", &[(file, text)]).len();
        assert_eq!(of("runbooks/a.yaml", "steps: [{destructive: true}, {command: ls}]\n"), 1);
        assert_eq!(of("runbooks/a.yaml", "steps: [{destructive: true, rollback: restore}]\n"), 0);
        assert_eq!(of("runbooks/a.yaml", "steps: [{command: kubectl delete ns x}]\n"), 1);
        assert_eq!(of("runbooks/a.yaml", "preconditions: [' ']\nsteps: [{destructive: true}]\n"), 1);
        let block = "```sh\nkubectl delete pod x\n```\n";
        assert_eq!(of("runbooks/a.md", &format!("# A\n\n## Mitigation\n\n{block}")), 1);
        assert_eq!(of("runbooks/a.md", &format!("## Prerequisites\n\nx\n\n## Mitigation\n\n{block}")), 0);
        assert_eq!(of("runbooks/a.md", &format!("---\npreconditions: x\n---\n\n{block}")), 0);
        for title in ["回滚", "前置条件", "How to revert", "Reverting", "Safety checks"] {
            assert_eq!(
                of("runbooks/a.md", &format!("## {title}\n\nx\n\n## Mitigation\n\n{block}")),
                0,
                "{title}"
            );
        }
        assert_eq!(of("runbooks/a.md", "Run `rm -rf x`.\n"), 0, "prose may speak of it");
    }
}
