//! Contributing factors that no action answers.

use super::support::applies;
use super::support::factors::{factors, named, plain};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::{Case, State, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "unanswered-factor",
    group: Group::Actions,
    level: Level::Note,
    summary: "Every action of a reviewed incident names its factor, and one contributing factor is named by none.",
    why: "When GitLab lost a database on 31 January 2017, none of five techniques for keeping copies was usable, each for a \
          reason of its own: a review that answers four of them leaves the next loss prepared. Nothing may be the right answer; a rejected \
          action says so with its factor. Only looked at under review or later, where the severity asks for a review and \
          every action names its factor, because one that names none might be the answer.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P1\nstatus: reviewing\nanalysis: {contributing_factors: [No alert, No limit]}\nactions: [{title: alert, factor: No alert}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P1\nstatus: reviewing\nanalysis: {contributing_factors: [No alert, No limit]}\nactions: [{title: alert, factor: No alert}, {title: limit, factor: No limit, state: rejected}]\n",
    )],
    check: Check::Case(guard, check),
};

fn guard(case: &Case) -> bool {
    applies::lived(case)
        && matches!(case.state, Some(State::Reviewing | State::Closed))
        && !case.data.actions.is_empty()
        && case.data.actions.iter().all(|action| named(action).is_some())
}

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let severity = case.severity.and_then(|rank| workspace.policy.severities.get(rank));
    if !severity.is_some_and(|severity| severity.review_required)
        || workspace.hides(&case.file, &at("actions"))
    {
        return;
    }
    let answered: Vec<String> = case.data.actions.iter().filter_map(named).map(|text| plain(text)).collect();
    for (i, factor) in factors(case).filter(|(_, factor)| !answered.contains(&plain(factor))) {
        let path = at("analysis.contributing_factors").item(i);
        let finding = Finding::new(RULE.id, &case.file, path, format!("no action answers `{factor}`"));
        findings.push(finding.help("name it as the `factor` of an action, a rejected one if it is to stay"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn only_where_actions_name_their_factors() {
        let count = |severity: &str, actions: &str| {
            let text = format!(
                "id: I\nseverity: {severity}\nstatus: closed\nanalysis: {{contributing_factors: [a, b]}}\nactions: {actions}\n"
            );
            found("unanswered-factor", &[("I.yaml", &text)]).len()
        };
        assert_eq!(count("P0", "[{factor: A.}]"), 1);
        assert_eq!(count("P0", "[{factor: a}, {title: x}]"), 0, "the second may answer it");
        assert_eq!(count("P0", "[]"), 0, "another rule asks for actions");
        assert_eq!(count("P3", "[{factor: a}]"), 0);
    }
}
