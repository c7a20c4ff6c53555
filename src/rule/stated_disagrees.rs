//! Stated durations that the times contradict.

use super::support::{self, spans};
use super::time_slip::slipped;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Basis, IncidentKind, Leaf, Measure, Milestone, Stated, StatedFrom};
use crate::time::{Duration, business_seconds, show_seconds};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "stated-disagrees",
    group: Group::Time,
    level: Level::Error,
    summary: "A duration in `stated` is not the one that the times give.",
    why: "A ministry's log repairs an outage at 14:38 two days after it was detected and states 35h 36m, where its times \
          give 52h 23m; eight of its published durations are wrong like that, and the published averages with them. The \
          claim may be cut or rounded to its smallest unit (a minute at the finest), a `~` in front allows a quarter, and \
          bounds count: it is wrong only where no reading of the times fits. `basis: business` counts the working hours of \
          the settings' `calendar`, and cannot be judged where no `hours` are set: 5h 9m from 07:15 to 15:09 is right \
          by support hours from 10:00. External records that list `discrepancies` have said that their source is at odds \
          with itself, and are left alone.",
    bad: &[(
        "2021/INC-1.yaml",
        "id: INC-1\ntimes: {detected: 2021-05-10T12:15:00+01:00, resolved: 2021-05-11T10:00:00+01:00}\nstated: [{measure: resolve, value: 4h45m}]\n",
    )],
    good: &[(
        "2021/INC-1.yaml",
        "id: INC-1\ntimes: {detected: 2021-05-10T12:15:00+01:00, resolved: 2021-05-11T10:00:00+01:00}\nstated: [{measure: resolve, value: 21h45m}]\n",
    )],
    check: Check::Case(
        |case| {
            let excused = case.kind == IncidentKind::External && !case.data.discrepancies.is_empty();
            !case.data.stated.is_empty() && !excused
        },
        check,
    ),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (i, stated) in case.data.stated.iter().enumerate() {
        let Some(claim) = Claim::of(case, stated) else { continue };
        let Some(real) = claim.real(case, workspace, claim.from).filter(|real| !claim.fits(*real)) else {
            continue;
        };
        // A milestone whose date slipped is one mistake, and `time-slip` reports it.
        if [claim.from, claim.to].iter().any(|end| slipped(case, workspace, *end).is_some()) {
            continue;
        }
        let shown = show_seconds(real.0 + (real.1 - real.0) / 2);
        let about = if real.0 == real.1 { "" } else { "about " };
        let clock = if claim.business { " in working hours" } else { "" };
        let message = format!(
            "`{}` from `{}` to `{}` is stated, and the times give {about}{shown}{clock}",
            claim.text, claim.from, claim.to
        );
        let field = at("stated").item(i).then("value");
        let finding = Finding::new(RULE.id, &case.file, field, message)
            .second(at("times").then(claim.to.word()), format!("`{}`", claim.to));
        let others = [StatedFrom::Started, StatedFrom::Detected, StatedFrom::Declared];
        let other = others
            .into_iter()
            .find(|from| claim.real(case, workspace, milestone(*from)).is_some_and(|real| claim.fits(real)));
        findings.push(match other {
            Some(from) => finding.help(format!("it fits from `{from}`: write `from: {from}`")),
            None => finding.help("correct the claim, or the times; `from` says from when it counts"),
        });
    }
}

/// A stated duration, readable.
struct Claim<'a> {
    text: &'a str,
    value: Duration,
    from: Milestone,
    to: Milestone,
    business: bool,
}

impl<'a> Claim<'a> {
    fn of(case: &Case, stated: &'a Stated) -> Option<Self> {
        let value = stated.value.as_ref()?;
        let measure = *stated.measure.as_ref()?.get()?;
        let detected = || case.times.get(Milestone::Detected).is_some_and(|b| b.low.or(b.high).is_some());
        let from = match &stated.from {
            Some(from) => milestone(*from.get()?),
            None if measure != Measure::Detect && detected() => Milestone::Detected,
            None => Milestone::Started,
        };
        let to = match measure {
            Measure::Detect => Milestone::Detected,
            Measure::Acknowledge => Milestone::Acknowledged,
            Measure::Mitigate => Milestone::Mitigated,
            Measure::Repair => Milestone::Repaired,
            Measure::Resolve => Milestone::Resolved,
        };
        let business = stated.basis.as_ref().and_then(Leaf::get) == Some(&Basis::Business);
        (from != to).then_some(Self { text: value.text(), value: *value.get()?, from, to, business })
    }

    /// What the times give from a milestone, in seconds of the claim's clock.
    fn real(&self, case: &Case, workspace: &Workspace, from: Milestone) -> Option<(i64, i64)> {
        if !self.business {
            return spans::span(case, from, self.to);
        }
        let (begin, end) = (case.times.get(from)?, case.times.get(self.to)?);
        if !support::forward(begin) || !support::forward(end) || !begin.can_precede(end) {
            return None;
        }
        let policy = &workspace.policy;
        let worked = |from, to| business_seconds(from, to, &policy.calendar, policy.zone());
        Some((worked(begin.high?, end.low?)?, worked(begin.low?, end.high?)?))
    }

    /// Whether some reading of the times is what was stated, cut or rounded to its smallest unit.
    fn fits(&self, (low, high): (i64, i64)) -> bool {
        let unit = match self.text.bytes().next_back() {
            Some(b'w') => 7 * 86_400,
            Some(b'd') => 86_400,
            Some(b'h') if !self.text.contains('.') => 3_600,
            _ => 60,
        };
        let about = if self.value.approximate { self.value.seconds / 4 } else { 0 };
        let (least, most) = (self.value.seconds - about.max(unit / 2).max(60), unit.max(about));
        low <= self.value.seconds + most && high >= least
    }
}

fn milestone(from: StatedFrom) -> Milestone {
    match from {
        StatedFrom::Started => Milestone::Started,
        StatedFrom::Detected => Milestone::Detected,
        StatedFrom::Declared => Milestone::Declared,
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    /// Messages and helps about a record of 2020-04-15, the times of a ministry's log.
    fn about(stated: &str) -> Vec<String> {
        let text = format!(
            "id: INC-1\ntimes:\n  started: 2020-04-15T07:15:00Z\n  detected: 2020-04-15T13:45:00Z\n  declared: 2020-04-15T14:39:00Z\n  repaired: ~2020-04-15T15:00:00Z\n  resolved: 2020-04-15T15:09:30Z\nstated: [{{{stated}}}]\n"
        );
        let settings = "calendar: {hours: \"10:00-17:00\"}\n";
        let found = found("stated-disagrees", &[("INC-1.yaml", &text), ("postmortem.yaml", settings)]);
        found.into_iter().map(|f| format!("{}; {}", f.message, f.help.unwrap_or_default())).collect()
    }

    #[test]
    fn rounding_and_cutting_are_no_mistakes() {
        for value in ["1h24m", "1h25m", "1h", "~1h30m", "~1h10m", "84m", "85m", "1.4h"] {
            assert_eq!(about(&format!("measure: resolve, value: {value}")), Vec::<String>::new(), "{value}");
        }
        for value in ["1h22m", "1h27m", "3h", "~3h", "0", "20m"] {
            assert_eq!(about(&format!("measure: resolve, value: {value}")).len(), 1, "{value}");
        }
        // An approximate time is as wide as the settings say.
        assert_eq!(about("measure: repair, value: 1h30m").len(), 0);
        assert_eq!(about("measure: repair, value: 1h32m").len(), 1);
    }

    #[test]
    fn working_hours() {
        let claim = "measure: resolve, from: started, value: 5h09m";
        assert_eq!(about(&format!("{claim}, basis: business")), Vec::<String>::new());
        assert_eq!(
            about(claim),
            [
                "`5h09m` from `started` to `resolved` is stated, and the times give 7h 55m; correct the claim, or the times; `from` says from when it counts"
            ]
        );
    }

    #[test]
    fn another_beginning_is_named() {
        let found = about("measure: resolve, value: 30m");
        assert!(found[0].ends_with("it fits from `declared`: write `from: declared`"), "{found:?}");
        assert_eq!(about("measure: mitigate, value: 30m").len(), 0, "nobody knows when it was mitigated");
        assert_eq!(about("measure: detect, value: 6h30m").len(), 0);
        assert_eq!(about("measure: detect, value: 6h").len(), 0);
        assert_eq!(about("measure: detect, value: 7h30m").len(), 1);
    }
}
