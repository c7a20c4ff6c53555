//! Deployments by shares that never reach everything.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Deployment, DeploymentStrategy, Leaf};
use crate::workspace::{Record, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "deployment-steps",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A canary has no steps, or the shares of a deployment do not rise to 1.",
    why: "A canary without a first small share is a release to everybody with a reassuring name: in July 2019 a content \
          network rolled a firewall rule out to all of its machines at once and was gone within minutes, while its \
          releases of software went step by step. Shares that fall, repeat or end below 1 describe no roll-out.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\ndeployment: {strategy: canary, steps: [{share: 0.25, watch: 10m}, {share: 0.05, watch: 10m}]}\n",
    )],
    good: &[(
        "services/orders.yaml",
        "id: orders\ndeployment: {strategy: canary, steps: [{share: 0.05, watch: 10m}, {share: 1.0, watch: 10m}]}\n",
    )],
    check: Check::Whole(|all| applies::services(all, |service| service.deployment.is_some()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (_, record) in applies::lasting(workspace) {
        let Some(deployment) = &record.data.deployment else { continue };
        if !workspace.hides(&record.file, &at("deployment.steps")) {
            one(record, deployment, findings);
        }
    }
}

fn one(record: &Record<crate::record::Service>, deployment: &Deployment, findings: &mut Vec<Finding>) {
    let strategy = deployment.strategy.as_ref().and_then(Leaf::get).copied();
    if deployment.steps.is_empty() {
        if strategy == Some(DeploymentStrategy::Canary) {
            let message = format!("`{}` is deployed by canary, but without steps", record.id);
            let help = "write the shares and how long each is watched, as in `{share: 0.05, watch: 15m}`";
            let field = at("deployment.strategy");
            findings.push(Finding::new(RULE.id, &record.file, field, message).help(help));
        }
        return;
    }
    // A share that is not written, or cannot be read, may be the right one.
    let shares: Option<Vec<(&str, f64)>> = deployment
        .steps
        .iter()
        .map(|step| {
            let share = step.share.as_ref()?;
            Some((share.text(), share.get()?.0))
        })
        .collect();
    let Some(shares) = shares else { return };
    let field = |i: usize| at("deployment.steps").item(i).then("share");
    if let Some(i) = shares.windows(2).position(|pair| pair[1].1 <= pair[0].1) {
        let message =
            format!("the share `{}` comes after `{}`, but is no greater", shares[i + 1].0, shares[i].0);
        let finding = Finding::new(RULE.id, &record.file, field(i + 1), message);
        findings.push(finding.second(field(i), "before it").help("put the shares in order, up to 1"));
    } else if let Some((i, (text, _))) =
        shares.iter().enumerate().next_back().filter(|(_, (_, last))| *last < 1.0)
    {
        let message = format!("the last share is `{text}`: the rest never gets the change");
        let finding = Finding::new(RULE.id, &record.file, field(i), message);
        findings.push(finding.help("add a last step with `share: 1.0`"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn shares_rise_to_everything() {
        let count = |deployment: &str| {
            let text = format!("id: a\ndeployment: {{{deployment}}}\n");
            found("deployment-steps", &[("services/a.yaml", &text)]).len()
        };
        assert_eq!(count("strategy: canary"), 1);
        assert_eq!(count("strategy: rolling"), 0);
        assert_eq!(count("strategy: rolling, steps: [{share: 0.5}, {share: 0.9}]"), 1);
        assert_eq!(count("strategy: rolling, steps: [{share: 0.5}, {share: 0.5}, {share: 1}]"), 1);
        assert_eq!(count("strategy: canary, steps: [{share: 0.5}, {watch: 10m}]"), 0);
    }
}
