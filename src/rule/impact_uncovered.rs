//! Intervals of impact that do not reach the milestones.

use super::support::{applies, outages};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Leaf;
use crate::record::Milestone::{Mitigated, Started};
use crate::record::OutageKind::Down;
use crate::time::show_seconds;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "impact-uncovered",
    group: Group::Impact,
    level: Level::Warning,
    summary: "The outages begin after `started`, end before `mitigated`, or are down after it.",
    why: "`started` is when impact began and `mitigated` when users were no longer hurt, so the first outage begins with \
          the one and the last ends with the other. Where they do not, time to mitigate and time in impact tell two \
          stories on one page: half an hour of impact has no service, or the fix is credited while something is still \
          down. A degraded rest after `mitigated` is usual (S3 had one of an hour and a half in 2017) and not reported, nor are differences of up to five minutes.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, mitigated: 2026-03-05T11:00:00Z}\nimpact:\n  outages: [{service: api, kind: down, from: 2026-03-05T10:30:00Z, to: 2026-03-05T11:00:00Z}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, mitigated: 2026-03-05T11:00:00Z}\nimpact:\n  outages: [{service: api, kind: down, from: 2026-03-05T10:00:00Z, to: 2026-03-05T11:00:00Z}]\n",
    )],
    check: Check::Case(|case| applies::lived(case) && applies::has_outages(case), check),
};

/// Differences up to this are passed over, in seconds.
const SLACK: i64 = 300;

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let known = outages::all(case, workspace);
    let field = |index: usize, end: &str| at("impact.outages").item(index).then(end);
    let mut report = |place, milestone, gap: i64, message: &str, help: &str| {
        let message = message.replace("{}", &show_seconds(gap));
        let finding = Finding::new(RULE.id, &case.file, place, message);
        findings.push(finding.second(at("times").then(milestone), "the milestone").help(help));
    };
    let first = known.iter().min_by_key(|outage| outage.from.low);
    if let Some((first, begin)) = first.zip(case.times.get(Started).and_then(|started| started.high)) {
        let gap = first.from.low.unwrap_or(begin) - begin;
        if gap > SLACK {
            let help = "add the outage that began with `started`, or move `started`";
            report(
                field(first.index, "from"),
                "started",
                gap,
                "the first outage begins {} after `started`",
                help,
            );
        }
    }
    let last = known.iter().max_by_key(|outage| outage.to.high);
    let Some((last, mitigated)) = last.zip(case.times.get(Mitigated)) else { return };
    let gap = mitigated.low.zip(last.to.high).map_or(0, |(mitigated, end)| mitigated - end);
    if gap > SLACK {
        let help = "add the phase that lasted until `mitigated`, or move `mitigated`";
        report(field(last.index, "to"), "mitigated", gap, "the last outage ends {} before `mitigated`", help);
    }
    let down = |outage: &&outages::Known| outage.data.kind.as_ref().and_then(Leaf::get) == Some(&Down);
    let down = known.iter().filter(down).max_by_key(|outage| outage.to.low);
    let gap = down.and_then(|down| Some((down, down.to.low? - mitigated.high?)));
    if let Some((down, gap)) = gap.filter(|(_, gap)| *gap > SLACK) {
        let help = "move `mitigated`, or write the rest as `degraded`";
        report(field(down.index, "to"), "mitigated", gap, "it is down for {} after `mitigated`", help);
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(outages: &str) -> Vec<String> {
        let text = format!(
            "id: INC-1\ntimes: {{started: 2026-03-05T10:00:00Z, mitigated: 2026-03-05T11:00:00Z}}\nimpact: {{outages: [{outages}]}}\n"
        );
        found("impact-uncovered", &[("INC-1.yaml", &text)]).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn both_ends() {
        let outage = |kind: &str, from: &str, to: &str| {
            format!("{{service: a, kind: {kind}, from: 2026-03-05T{from}Z, to: 2026-03-05T{to}Z}}")
        };
        assert_eq!(messages(&outage("down", "10:04:00", "10:56:00")), Vec::<String>::new());
        assert_eq!(messages(&outage("degraded", "10:00:00", "12:00:00")), Vec::<String>::new());
        assert_eq!(
            messages(&outage("degraded", "10:00:00", "10:30:00")),
            ["the last outage ends 30m before `mitigated`"]
        );
        assert_eq!(
            messages(&outage("down", "10:00:00", "11:30:00")),
            ["it is down for 30m after `mitigated`"]
        );
        let two = format!(
            "{}, {}",
            outage("down", "10:30:00", "10:40:00"),
            outage("degraded", "10:00:00", "11:00:00")
        );
        assert_eq!(messages(&two), Vec::<String>::new());
        let open = "{service: a, from: 2026-03-05T10:30:00Z}";
        assert_eq!(messages(open), Vec::<String>::new(), "not known how far it reaches");
    }
}
