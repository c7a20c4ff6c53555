//! Addresses in alerts that should lead to a runbook of ours, and lead to none.

use super::support::alerts::{about, count};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::record::nearest;
use crate::runbook::{Links, Target};
use crate::workspace::{Workspace, stem};

pub(super) const RULE: Rule = Rule {
    id: "runbook-url-unresolved",
    group: Group::Runbooks,
    level: Level::Warning,
    summary: "The `runbook_url` of an alert lies on the published site, or names no host, and no runbook of ours is there.",
    why: "The link is followed once, in the worst minute, and leads to a page that is not there: a runbook was renamed, or \
          never written. The last part of the address is compared with the ids and file names of the runbooks, whatever its \
          case and with or without `.md` or `.html`, because generators write `kubepodcrashlooping` for \
          `KubePodCrashLooping.md`. Addresses on other hosts than that of the setting `url`, and those with a template in \
          them, are not judged.",
    bad: &[
        ("postmortem.yaml", "url: https://ops.example.com\nalert_rules: [alerts]\n"),
        (
            "alerts/db.yaml",
            "groups:\n  - name: db\n    rules:\n      - {alert: PoolFull, expr: 1, annotations: {runbook_url: \"https://ops.example.com/runbooks/pool-full.html\"}}\n",
        ),
        ("runbooks/PoolIsFull.md", "---\nalerts: [PoolFull]\n---\n"),
    ],
    good: &[
        ("postmortem.yaml", "url: https://ops.example.com\nalert_rules: [alerts]\n"),
        (
            "alerts/db.yaml",
            "groups:\n  - name: db\n    rules:\n      - {alert: PoolFull, expr: 1, annotations: {runbook_url: \"https://ops.example.com/runbooks/poolisfull\"}}\n",
        ),
        ("runbooks/PoolIsFull.md", "---\nalerts: [PoolFull]\n---\n"),
    ],
    check: Check::Whole(count, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let links = Links::new(workspace);
    for alert in &workspace.alerts.alerts {
        let Some(url) = alert.runbook_url().filter(|url| links.target(url) == Target::Nowhere) else {
            continue;
        };
        let message = format!("`runbook_url` of alert `{}` leads to no runbook: `{url}`", alert.name);
        let last = stem(url.trim_end_matches('/'));
        let near = nearest(last, workspace.runbooks.iter().map(|record| record.id.as_str()));
        let help = match (near, links.of_name(&alert.name).and_then(|(i, _)| workspace.runbooks.get(i))) {
            (_, Some(record)) => format!("the runbook for this alert is `{}`", record.id),
            (Some(near), None) => format!("did you mean `{near}`?"),
            (None, None) => {
                format!("write the runbook, or begin with `postmortem runbook draft --alert {}`", alert.name)
            }
        };
        findings.push(about(workspace, RULE.id, alert, &message).help(help));
    }
}
