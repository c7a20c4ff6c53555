//! Times from before there was anything to break, or from the next century.

use std::ops::Range;

use chrono::{DateTime, Datelike};

use super::support::{bounds, times};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "implausible-year",
    group: Group::Time,
    level: Level::Error,
    summary: "A time is of a year before 1990 or after 2100.",
    why: "The order of times may hold all the same, and one such value outweighs every other in a mean. Alert managers \
          write `0001-01-01T00:00:00Z` for \"not ended\", a lost number of seconds becomes 1970, and 9999 is a \
          favourite for \"never\": none of them is a time at which something happened.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, resolved: 9999-12-31T00:00:00Z}\n",
    )],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z, resolved: unknown}\n")],
    check: Check::Case(|_| true, check),
};

/// From the begin of 1990 to the end of 2100, Unix seconds.
const PLAUSIBLE: Range<i64> = 631_152_000..4_133_980_800;

fn year(at: i64) -> i32 {
    DateTime::from_timestamp(at, 0).map_or(0, |at| at.year())
}

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    times::every(case, |leaf, path| {
        let Some(known) = bounds(workspace, Some(leaf)) else { return };
        let wrong = [known.low, known.high].into_iter().flatten().find(|at| !PLAUSIBLE.contains(at));
        if let Some(year) = wrong.map(year) {
            let message = format!("`{}` is a time of the year {year}", leaf.text());
            let finding = Finding::new(RULE.id, &case.file, path(), message);
            findings.push(finding.help("correct the year; leave out what has not happened, and write `unknown` for what nobody knows"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{PLAUSIBLE, year};
    use crate::rule::tests::found;

    #[test]
    fn whole_years_are_plausible() {
        let ends = [PLAUSIBLE.start - 1, PLAUSIBLE.start, PLAUSIBLE.end - 1, PLAUSIBLE.end];
        assert_eq!(ends.map(year), [1989, 1990, 2100, 2101]);
    }

    #[test]
    fn every_list_and_both_ends() {
        let text = "id: INC-1\ntimes: {started: 0001-01-01T00:00:00Z, resolved: 1970-01-01T00:00:00Z/2026-01-01T00:00:00Z}\ntimeline: [{at: 2101-06-01, text: x}]\nreview: {at: 2026-03-05T10:00:00Z}\nimpact: {outages: [{from: 1999-03-05T10:00:00Z, to: unknown}]}\n";
        let found = found("implausible-year", &[("INC-1.yaml", text)]);
        let messages: Vec<&str> = found.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert_eq!(messages[0], "`0001-01-01T00:00:00Z` is a time of the year 1");
    }
}
