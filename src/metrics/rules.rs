//! The alerts as a rule file of Prometheus.

use std::io;

use serde::Serialize;

use super::alerts::{Alert, alerts};
use super::site::address;
use crate::workspace::Policy;

#[derive(Serialize)]
struct File {
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    name: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct Rule {
    alert: &'static str,
    expr: String,
    #[serde(rename = "for")]
    lasting: &'static str,
    labels: Labels,
    annotations: Annotations,
}

#[derive(Serialize)]
struct Labels {
    severity: &'static str,
}

#[derive(Serialize)]
struct Annotations {
    summary: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    runbook_url: Option<String>,
}

const HEAD: &str = "# Alert rules over the metrics of `postmortem stats --format openmetrics`; thresholds: docs/metrics.md.\n\
                    # Written by `postmortem export prometheus-rules`, which writes it anew: keep rules of your own in another file.\n";

/// Writes the rule file. Without a web address in the settings' `url` no alert has a `runbook_url`: see [`has_address`].
pub fn rules(policy: &Policy, out: &mut dyn io::Write) -> io::Result<()> {
    let mut groups: Vec<Group> = Vec::new();
    for alert in alerts(policy) {
        let name = alert.group;
        let rule = rule(alert, policy);
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.rules.push(rule),
            None => groups.push(Group { name, rules: vec![rule] }),
        }
    }
    let yaml = serde_yaml::to_string(&File { groups }).map_err(io::Error::other)?;
    out.write_all(HEAD.as_bytes())?;
    out.write_all(yaml.as_bytes())
}

/// Whether the settings say where the site is, so that alerts can lead there.
pub fn has_address(policy: &Policy) -> bool {
    address(policy, "").is_some()
}

fn rule(alert: Alert, policy: &Policy) -> Rule {
    Rule {
        alert: alert.name,
        expr: alert.expr,
        lasting: alert.lasting,
        labels: Labels { severity: alert.severity },
        annotations: Annotations {
            summary: alert.summary,
            description: alert.description,
            runbook_url: address(policy, alert.page),
        },
    }
}
