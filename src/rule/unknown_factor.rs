//! Actions that answer a factor nobody found.

use super::support::factors::{factors, named, plain};
use super::support::{applies, which};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "unknown-factor",
    group: Group::Actions,
    level: Level::Warning,
    summary: "An action names a factor that is none of the incident's contributing factors.",
    why: "The factor is what ties a repair to its reason, word for word: numbers of factors that come back, and the search \
          for the ones nobody answers, follow it. One that was reworded in the analysis afterwards ties the action to \
          nothing. The review actions of a ministry's incident of 1 November 2023 are such a list: four questions that \
          no sentence of the analysis above them asks.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nanalysis: {contributing_factors: [The pool has no alert]}\nactions: [{title: alert on the pool, owner: sre, due: 2026-04-01, factor: The pool lacks an alert}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nanalysis: {contributing_factors: [The pool has no alert]}\nactions: [{title: alert on the pool, owner: sre, due: 2026-04-01, factor: The pool has no alert}]\n",
    )],
    check: Check::Case(
        |case| applies::ours(case) && case.data.actions.iter().any(|action| named(action).is_some()),
        check,
    ),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let list = at("analysis.contributing_factors");
    for (i, action) in case.data.actions.iter().enumerate() {
        let Some(named) = named(action) else { continue };
        let known = factors(case).any(|(_, factor)| factor == named)
            || factors(case).any(|(_, factor)| plain(factor) == plain(named));
        if known || workspace.hides(&case.file, &list) {
            continue;
        }
        let message = format!("`{named}` is none of the contributing factors");
        let mut finding = Finding::new(RULE.id, &case.file, at("actions").item(i).then("factor"), message);
        let known: Vec<&str> = factors(case).map(|(_, factor)| &**factor).collect();
        finding.help = which(named, known.iter().copied())
            .or_else(|| Some("list it under `analysis.contributing_factors`".into()));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn compares_words_only() {
        let file = |factor: &str| {
            format!(
                "id: I\nanalysis: {{contributing_factors: [No alert]}}\nactions: [{{factor: \"{factor}\"}}]\n"
            )
        };
        let count = |factor: &str| found("unknown-factor", &[("I.yaml", &file(factor))]).len();
        assert_eq!(count("no  alert."), 0);
        assert_eq!(count("unknown"), 0);
        assert_eq!(count("No alarm"), 1);
    }

    #[test]
    fn silent_where_the_factors_cannot_be_read() {
        let text = "id: I\nanalysis: {contributing_factors: {a: b}}\nactions: [{factor: No alert}]\n";
        assert_eq!(found("unknown-factor", &[("I.yaml", text)]), []);
    }
}
