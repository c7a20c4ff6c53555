//! Roll back or ship, decided without those who know the business.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Text;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "decision-without-product",
    group: Group::People,
    level: Level::Warning,
    summary: "In a severe incident, rolling back or shipping a repair was decided by somebody other than the product role.",
    why: "Whether to take a change back is a trade of one loss for another, and the responders see one of them. Knight Capital \
          took its new code off the seven servers that had it right on 1 August 2012, which spread the fault to all eight \
          (SEC order 34-70694): a decision of minutes about the money of the company. The `product` role decides; naming it, \
          or who holds it in `roles`, is enough, alone or beside others. Only where the severity asks for a review, and \
          only decisions that begin with such a step.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P1\nroles: {commander: guo.peng, product: qin.yue}\nresponse:\n  decisions: [{decision: Roll back to 5.17, by: commander}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nseverity: P1\nroles: {commander: guo.peng, product: qin.yue}\nresponse:\n  decisions: [{decision: Roll back to 5.17, by: product}]\n",
    )],
    check: Check::Case(guard, check),
};

fn guard(case: &Case) -> bool {
    applies::lived(case) && case.data.response.as_ref().is_some_and(|response| !response.decisions.is_empty())
}

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let severity = case.severity.and_then(|rank| workspace.policy.severities.get(rank));
    if !severity.is_some_and(|severity| severity.review_required) {
        return;
    }
    let decisions = case.data.response.iter().flat_map(|response| response.decisions.iter().enumerate());
    for (i, decision) in decisions {
        let Some(step) = decision.decision.as_deref().and_then(step) else { continue };
        let path = at("response.decisions").item(i).then("by");
        let by = decision.by.as_ref().filter(|by| !by.trim().is_empty());
        if by.is_some_and(|by| by.is_unknown() || is_product(case, by)) || workspace.hides(&case.file, &path)
        {
            continue;
        }
        let who =
            by.map_or_else(|| "nobody is named".to_owned(), |by| format!("`{by}` is not the product role"));
        let finding = Finding::new(RULE.id, &case.file, path, format!("{who} who decided to {step}"));
        findings.push(
            finding.help("ask whoever holds `roles.product` next time; name them here if they decided"),
        );
    }
}

/// The step that a decision begins with, if the product role has to decide on it.
fn step(decision: &str) -> Option<&'static str> {
    let decision = decision.trim_start();
    if decision.is_ascii() || decision.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let lower = decision.to_ascii_lowercase();
        let first = lower.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let back = || lower.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word == "back");
        return match first {
            "rollback" | "revert" => Some("roll back"),
            "roll" if back() => Some("roll back"),
            "ship" | "hotfix" => Some("ship"),
            "deploy" | "release" if ["fix", "patch", "repair"].iter().any(|what| lower.contains(what)) => {
                Some("ship")
            }
            _ => None,
        };
    }
    let decision = decision.trim_start_matches("决定").trim_start_matches("立即");
    let begins = |words: &[&str]| words.iter().any(|word| decision.starts_with(word));
    if begins(&["回滚", "回退"]) {
        return Some("roll back");
    }
    let repair = || ["修复", "补丁"].iter().any(|what| decision.contains(what));
    (begins(&["热修复"]) || (begins(&["上线", "发布"]) && repair())).then_some("ship")
}

/// Whether the product role, or somebody who holds it, is among those who decided.
fn is_product(case: &Case, by: &Text) -> bool {
    let holders = case.data.roles.named("product").map_or(&[][..], |people| people.0.as_slice());
    let is = |name: &str| {
        name.eq_ignore_ascii_case("product")
            || holders.iter().any(|holder| holder.trim().eq_ignore_ascii_case(name))
    };
    is(by.trim())
        || by.split([',', '/', '+', '&', '、', '，', ';']).any(|name| is(name.trim()))
        || by.split(" and ").any(is)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::tests::found;

    #[test]
    fn steps_of_product() {
        for text in [
            "Roll the table back to 8841",
            "rollback now",
            "Ship the guard today",
            "Deploy the fix",
            "回滚到 v30",
            "上线修复后的连接池配置",
            "决定回滚",
        ] {
            assert!(step(text).is_some(), "{text}");
        }
        for text in [
            "Roll the keys of all hosts",
            "Restart the back end",
            "Deploy 20 more instances",
            "Release the lock",
            "Do not roll back",
            "Shipping is not affected",
            "上线等候室",
            "不回滚",
            "",
        ] {
            assert_eq!(step(text), None, "{text}");
        }
    }

    #[test]
    fn the_role_or_its_holder() {
        let count = |by: &str, severity: &str| {
            let text = format!(
                "id: I\nseverity: {severity}\nroles: {{product: qin.yue}}\nresponse: {{decisions: [{{decision: Roll back{by}}}]}}\n"
            );
            found("decision-without-product", &[("I.yaml", &text)]).len()
        };
        assert_eq!(count(", by: Qin.Yue", "P1"), 0);
        assert_eq!(count(", by: \"commander, product\"", "P0"), 0);
        assert_eq!(count(", by: unknown", "P0"), 0);
        assert_eq!(count(", by: commander", "P0"), 1);
        assert_eq!(count("", "P0"), 1);
        assert_eq!(count(", by: commander", "P3"), 0);
    }
}
