//! Detected before it began, without a word of it.

use super::support::{self, applies};
use super::time_slip::slipped;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Milestone::{Detected, Started};
use crate::record::{Flag, Leaf};
use crate::workspace::{Case, Workspace, written};

pub(super) const RULE: Rule = Rule {
    id: "detection-before-start",
    group: Group::Time,
    level: Level::Warning,
    summary: "`times.detected` and `detection.before_impact` disagree about whether it was noticed before users were hurt.",
    why: "Noticing a disk that fills before anybody is hurt is good work, and is counted apart: such an incident has no time \
          to detect. Where the two times are merely exchanged or mistyped it drops out of the average just as silently, \
          so the record has to say it: `detection: {before_impact: true}`, as the Roblox outage of 2021 does, whose \
          engineers saw one slow server three hours before players noticed. The flag on a record that was detected after \
          it began does the same harm.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, detected: 2026-03-05T09:00:00Z}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, detected: 2026-03-05T09:00:00Z}\ndetection: {before_impact: true}\n",
    )],
    check: Check::Case(applies::hurt, check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let (Some(started), Some(detected)) = (case.times.get(Started), case.times.get(Detected)) else { return };
    if !support::forward(started) || !support::forward(detected) {
        return;
    }
    let flag = case.data.detection.as_ref().and_then(|detection| detection.before_impact.as_ref());
    let flagged = flag.and_then(Leaf::get) == Some(&Flag(true));
    let (began, noticed) = (written(&case.data, Started), written(&case.data, Detected));
    let wide = support::wider(started, support::doubt(began, noticed));
    let finding = if !flagged && !wide.can_precede(detected) && slipped(case, workspace, Detected).is_none() {
        if flag.is_some_and(|flag| flag.get().is_none()) {
            return;
        }
        let text = |leaf: Option<&Leaf<_>>| leaf.map_or(String::new(), |leaf| leaf.text().to_owned());
        let message = format!("`detected` `{}` is before `started` `{}`", text(noticed), text(began));
        Finding::new(RULE.id, &case.file, at("times.detected"), message)
            .second(at("times.started"), "`started` is later")
            .help("correct one of them, or write `before_impact: true` below `detection`")
    } else if flagged && started.high.zip(detected.low).is_some_and(|(began, noticed)| began < noticed) {
        let message = "it says it was noticed before the impact, and `detected` is after `started`";
        Finding::new(RULE.id, &case.file, at("detection.before_impact"), message)
            .second(at("times.detected"), "`detected` is later")
            .help("remove `before_impact`, or correct the times")
    } else {
        return;
    };
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn count(started: &str, detected: &str, more: &str) -> usize {
        let text = format!("id: INC-1\n{more}times: {{started: {started}, detected: {detected}}}\n");
        found("detection-before-start", &[("INC-1.yaml", &text)]).len()
    }

    #[test]
    fn both_ways_and_only_beyond_doubt() {
        let (nine, ten) = ("2026-03-05T09:00:00Z", "2026-03-05T10:00:00Z");
        assert_eq!(count(ten, nine, ""), 1);
        assert_eq!(count(nine, ten, ""), 0);
        assert_eq!(count(nine, ten, "detection: {before_impact: true}\n"), 1);
        assert_eq!(count(nine, nine, "detection: {before_impact: true}\n"), 0);
        assert_eq!(count("~2026-03-05T09:10:00Z", nine, ""), 0);
        assert_eq!(count("2026-03-05", nine, ""), 0);
        assert_eq!(count("unknown", nine, ""), 0);
        assert_eq!(count("2026-03-05T10:00:00", nine, ""), 0, "the offset may explain it");
        assert_eq!(count(ten, nine, "kind: near-miss\n"), 0);
        assert_eq!(count(ten, nine, "status: duplicate\n"), 0);
    }
}
