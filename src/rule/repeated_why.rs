//! Whys that go round in a circle.

use std::collections::BTreeMap;

use super::support::applies;
use super::support::factors::plain;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "repeated-why",
    group: Group::Analysis,
    level: Level::Warning,
    summary: "Two whys have the same answer.",
    why: "A chain that comes back to an answer has explained nothing between the two: depth is counted that is not there. \
          Usually a row was copied and its answer forgotten.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nanalysis:\n  five_whys: [The pool was full., Traffic doubled., the pool was full]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nanalysis:\n  five_whys: [The pool was full., Traffic doubled., A retry storm.]\n",
    )],
    check: Check::Case(applies::has_whys, check),
};

fn check(case: &Case, _: &Workspace, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (i, why) in case.data.analysis.iter().flat_map(|analysis| analysis.five_whys.iter().enumerate()) {
        let Some(because) = why.because.as_ref().filter(|because| because.says_something()) else { continue };
        let plain = plain(because);
        let field = |i| at("analysis.five_whys").item(i).then("because");
        match seen.get(&plain) {
            None => {
                seen.insert(plain, i);
            }
            Some(first) => findings.push(
                Finding::new(RULE.id, &case.file, field(i), "this why has the answer of an earlier one")
                    .second(field(*first), "first given here")
                    .help("ask why of the answer above it, or take it out"),
            ),
        }
    }
}
