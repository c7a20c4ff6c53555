//! One outage written twice.

use super::support::{applies, outages};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "outage-overlap",
    group: Group::Impact,
    level: Level::Warning,
    summary: "Two outages of one service, of the same kind and share, overlap.",
    why: "Time in impact merges intervals, so that nothing is counted twice; but two intervals that say the same of the \
          same minutes are one that was entered twice, or one whose end was copied from the next. Phases are written \
          end to end, as the records of Slack's and S3's outages in `library/` do. Different shares may overlap \
          (the larger one counts), and only what overlaps beyond the doubt of the times is reported.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nimpact:\n  outages:\n    - {service: api, kind: down, from: 2026-03-05T10:00:00Z, to: 2026-03-05T10:40:00Z}\n    - {service: api, kind: down, from: 2026-03-05T10:20:00Z, to: 2026-03-05T11:00:00Z}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nimpact:\n  outages:\n    - {service: api, kind: down, from: 2026-03-05T10:00:00Z, to: 2026-03-05T10:20:00Z}\n    - {service: api, kind: down, from: 2026-03-05T10:20:00Z, to: 2026-03-05T11:00:00Z}\n",
    )],
    check: Check::Case(applies::has_outages, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut known = outages::all(case, workspace);
    known.retain(|outage| outage.data.service.as_ref().is_some_and(|service| !service.trim().is_empty()));
    let same = |a: &outages::Known, b: &outages::Known| {
        let name = |outage: &outages::Known| outage.data.service.as_ref().map(|s| s.trim().to_lowercase());
        let kind = |outage: &outages::Known| outage.data.kind.as_ref().map(|kind| kind.text().to_owned());
        let share =
            |outage: &outages::Known| outage.data.share.as_ref().and_then(|share| share.get().map(|s| s.0));
        share(a) == share(b) && kind(a) == kind(b) && name(a) == name(b)
    };
    known.sort_by_key(|outage| (outage.from.low, outage.index));
    for (i, later) in known.iter().enumerate() {
        // Only neighbours are compared further than they overlap, so that a long list costs no square.
        let before = known[..i].iter().rev().take(50);
        let over = |earlier: &&outages::Known| later.from.high < earlier.to.low && same(earlier, later);
        let Some(earlier) = before.filter(|e| e.from.high < later.to.low).find(over) else { continue };
        let service = later.data.service.as_deref().unwrap_or_default();
        let message = format!("the outage of `{service}` overlaps another one of the same kind");
        let field = at("impact.outages").item(later.index).then("from");
        let finding = Finding::new(RULE.id, &case.file, field, message)
            .second(at("impact.outages").item(earlier.index).then("to"), "the other one lasts until here");
        findings.push(finding.help("write one interval, or end the first where the second begins"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn what_differs_or_only_touches() {
        let count = |second: &str| {
            let text = format!(
                "id: INC-1\nimpact:\n  outages:\n    - {{service: api, kind: down, from: 2026-03-05T10:00:00Z, to: 2026-03-05T10:40:00Z}}\n    - {{{second}}}\n"
            );
            found("outage-overlap", &[("INC-1.yaml", &text)]).len()
        };
        let when = "from: 2026-03-05T10:20:00Z, to: 2026-03-05T11:00:00Z";
        assert_eq!(count(&format!("service: API, kind: down, {when}")), 1);
        assert_eq!(count(&format!("service: db, kind: down, {when}")), 0);
        assert_eq!(count(&format!("service: api, kind: degraded, {when}")), 0);
        assert_eq!(count(&format!("service: api, kind: down, share: 0.4, {when}")), 0);
        assert_eq!(
            count("service: api, kind: down, from: ~2026-03-05T10:30:00Z, to: 2026-03-05T11:00:00Z"),
            0
        );
        assert_eq!(
            count("service: api, kind: down, from: 2026-03-05T09:00:00Z, to: 2026-03-05T11:00:00Z"),
            1
        );
    }
}
