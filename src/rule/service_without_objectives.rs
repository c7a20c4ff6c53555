//! Services that fail and promise nothing.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "service-without-objectives",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "An incident hit a service for which nothing is promised, neither RTO nor RPO, MTPD or availability.",
    why: "Without an objective nobody can say whether a recovery was fast enough, and the plan cannot say whether the next \
          one will be. An incident is the moment when what the business can bear is known best: write it down then.",
    bad: &[("services/orders.yaml", "id: orders\n"), ("2026/INC-1.yaml", "id: INC-1\nservices: [orders]\n")],
    good: &[
        ("services/orders.yaml", "id: orders\nobjectives: {rto: 1h}\n"),
        ("2026/INC-1.yaml", "id: INC-1\nservices: [orders]\n"),
    ],
    check: Check::Whole(
        |all| all.cases.iter().filter(|case| applies::lived(case) && !case.data.services.is_empty()).count(),
        check,
    ),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut hit: Vec<Vec<&Case>> = vec![Vec::new(); workspace.services.len()];
    for case in workspace.cases.iter().filter(|case| applies::lived(case) && case.counts()) {
        let mut named: Vec<usize> =
            case.data.services.iter().filter_map(|name| workspace.names.service(name)).collect();
        named.sort_unstable();
        named.dedup();
        named.into_iter().for_each(|index| hit[index].push(case));
    }
    for (index, record) in applies::lasting(workspace) {
        let (Some(first), rest) = (hit[index].first(), hit[index].len().saturating_sub(1)) else { continue };
        let said = record.data.objectives.as_ref();
        let promises = said.is_some_and(|said| {
            said.rto.is_some() || said.rpo.is_some() || said.mtpd.is_some() || said.availability.is_some()
        });
        if promises || workspace.hides(&record.file, &at("objectives")) {
            continue;
        }
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let message =
            format!("`{}` was hit by {}{more}, but nothing is promised for it", record.id, first.id);
        findings.push(
            Finding::new(RULE.id, &record.file, at("objectives"), message)
                .elsewhere(&first.file, at("services"), "hit here")
                .help("write what was agreed under `objectives`: `rto`, `rpo` where it keeps data, `mtpd`"),
        );
    }
}
