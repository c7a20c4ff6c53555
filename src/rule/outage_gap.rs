//! A pause in the impact that nothing explains.

use super::support::{applies, bounds, outages};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::time::{Bounds, show_seconds};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "outage-gap",
    group: Group::Impact,
    level: Level::Warning,
    summary: "Between two outages of an incident nobody was hurt, and no reopening and no row of the timeline says so.",
    why: "A phase that is left out makes time in impact too short without a sign; a mistyped hour does the same. Stripe's \
          outage of 2019 really paused for four hours: its record says `reopened`, with the reason. A reopening or a \
          timeline row within the pause, or on its edges, is enough. Pauses of up to five minutes are passed over, and \
          external records, whose sources seldom tell, are not looked at.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nimpact:\n  outages:\n    - {service: api, kind: down, from: 2026-03-05T10:00:00Z, to: 2026-03-05T10:20:00Z}\n    - {service: api, kind: degraded, from: 2026-03-05T11:20:00Z, to: 2026-03-05T12:00:00Z}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nreopened: [{at: 2026-03-05T11:20:00Z, reason: the same errors are back}]\nimpact:\n  outages:\n    - {service: api, kind: down, from: 2026-03-05T10:00:00Z, to: 2026-03-05T10:20:00Z}\n    - {service: api, kind: degraded, from: 2026-03-05T11:20:00Z, to: 2026-03-05T12:00:00Z}\n",
    )],
    check: Check::Case(|case| applies::lived(case) && applies::has_outages(case), check),
};

/// A pause no longer than this is passed over, in seconds.
const SHORT: i64 = 300;

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut known = outages::all(case, workspace);
    if known.len() < 2 {
        return;
    }
    known.sort_by_key(|outage| (outage.from.low, outage.index));
    let data = &case.data;
    let rows = data.timeline.iter().map(|row| row.at.as_ref());
    let told = rows.chain(data.reopened.iter().map(|again| again.at.as_ref()));
    let told: Vec<Bounds> = told.filter_map(|leaf| bounds(workspace, leaf)).collect();
    let mut end: Option<(i64, usize)> = None;
    for outage in &known {
        let (Some(from), Some(to)) = (outage.from.low, outage.to.high) else { continue };
        if let Some((until, index)) = end.filter(|(until, _)| from - until > SHORT)
            && !explained(&told, until, outage.from.high.unwrap_or(from))
        {
            let message = format!(
                "nobody is hurt for {} before this outage, and nothing says so",
                show_seconds(from - until)
            );
            let field = at("impact.outages").item(outage.index).then("from");
            let finding = Finding::new(RULE.id, &case.file, field, message)
                .second(at("impact.outages").item(index).then("to"), "the one before ends here");
            findings.push(
                finding.help("add the phase between, a timeline row, or `reopened: [{at: …, reason: …}]`"),
            );
        }
        end = end.max(Some((to, outage.index)));
    }
}

/// Whether something told may lie between these times.
fn explained(told: &[Bounds], from: i64, to: i64) -> bool {
    let (begin, end) = (Bounds::exact(from), Bounds::exact(to));
    told.iter().any(|known| begin.can_precede(known) && known.can_precede(&end))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn count(second: &str, more: &str) -> usize {
        let text = format!(
            "id: INC-1\n{more}impact:\n  outages:\n    - {{service: a, from: 2026-03-05T11:00:00Z, to: 2026-03-05T11:30:00Z}}\n    - {{service: b, from: {second}, to: 2026-03-05T13:00:00Z}}\n"
        );
        found("outage-gap", &[("INC-1.yaml", &text)]).len()
    }

    #[test]
    fn other_services_rows_and_doubt() {
        assert_eq!(count("2026-03-05T12:00:00Z", ""), 1);
        assert_eq!(count("2026-03-05T11:34:00Z", ""), 0);
        assert_eq!(count("~2026-03-05T11:45:00Z", ""), 0);
        assert_eq!(count("unknown", ""), 0, "nothing is known of the whole");
        assert_eq!(count("2026-03-05T10:00:00Z", ""), 0);
        let row = |at: &str| format!("timeline: [{{at: {at}, text: all clear}}]\n");
        assert_eq!(count("2026-03-05T12:00:00Z", &row("2026-03-05T11:40:00Z")), 0);
        assert_eq!(count("2026-03-05T12:00:00Z", &row("2026-03-05T11:20:00Z")), 1);
        assert_eq!(count("2026-03-05T12:00:00Z", "kind: external\n"), 0);
    }
}
