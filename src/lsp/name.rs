//! Names in a record and what they mean: other records, and words of the settings.

use super::field::Names;
use crate::record::{IncidentKind, Leaf};
use crate::rule::RULES;
use crate::text::markdown_escape::inline;
use crate::time::show_seconds;
use crate::workspace::{SeverityPolicy, State, Workspace};

/// A name that may be written, and a few words about it.
pub(super) struct Name {
    pub(super) name: String,
    pub(super) about: String,
}

impl Names {
    /// Every name that may be written.
    pub(super) fn all(self, workspace: &Workspace) -> Vec<Name> {
        let name = |name: &str, about: &str| Name { name: name.into(), about: about.into() };
        let policy = &workspace.policy;
        match self {
            Self::Service => {
                let each = workspace.services.iter();
                each.map(|service| name(&service.id, service.data.name.as_deref().unwrap_or_default()))
                    .collect()
            }
            Self::Team => {
                let each = workspace.teams.iter();
                each.map(|team| name(&team.id, team.data.name.as_deref().unwrap_or_default())).collect()
            }
            Self::Runbook => {
                let each = workspace.runbooks.iter();
                each.map(|book| name(&book.id, book.data.title.as_deref().unwrap_or_default())).collect()
            }
            Self::Incident => {
                // The latest of ours are the likeliest to be meant.
                let latest = workspace.cases.iter().rev();
                let (ours, others): (Vec<_>, Vec<_>) =
                    latest.partition(|case| case.kind != IncidentKind::External);
                ours.into_iter().chain(others).map(|case| name(&case.id, case.title())).collect()
            }
            Self::Severity => policy.severities.iter().map(|level| name(&level.id, &level.name)).collect(),
            Self::State => {
                State::ALL.map(|state| name(state.word(), &policy.state_label(state.word()))).into()
            }
            Self::Role => policy.roles.iter().map(|role| name(role, "")).collect(),
            Self::Rule => RULES.iter().map(|rule| name(rule.id, rule.summary)).collect(),
        }
    }

    /// What a name means, as Markdown.
    pub(super) fn about(self, workspace: &Workspace, name: &str) -> Option<String> {
        let told = |id: &str, title: Option<&str>, facts: Vec<String>| {
            let title = title.map_or(String::new(), |title| format!(": {}", inline(title)));
            format!("**{}**{title}\n\n{}", inline(id), facts.join(" · "))
        };
        let fact = |what: &str, value: Option<&str>| value.map(|value| format!("{what} {}", inline(value)));
        Some(match self {
            Self::Service => {
                let service = &workspace.services[workspace.names.service(name)?];
                let tier = service.data.tier.as_ref().map(Leaf::text);
                let facts = [fact("owner", service.data.owner.as_deref()), fact("tier", tier)];
                told(&service.id, service.data.name.as_deref(), facts.into_iter().flatten().collect())
            }
            Self::Team => {
                let team = &workspace.teams[workspace.names.team(name)?];
                told(&team.id, team.data.name.as_deref(), Vec::new())
            }
            Self::Runbook => {
                let runbook = &workspace.runbooks[workspace.names.runbook(name)?];
                let facts = fact("owner", runbook.data.owner.as_deref());
                told(&runbook.id, runbook.data.title.as_deref(), facts.into_iter().collect())
            }
            Self::Incident => {
                let case = &workspace.cases[workspace.names.case(name)?];
                let facts = [
                    fact("severity", case.data.severity.as_deref()),
                    fact("status", case.data.status.as_deref()),
                ];
                told(&case.id, Some(case.title()), facts.into_iter().flatten().collect())
            }
            Self::Severity => {
                let severity = &workspace.policy.severities[workspace.policy.severity(name)?];
                told(&severity.id, Some(&severity.name), targets(severity))
            }
            Self::State => {
                let label = workspace.policy.state_label(State::parse(name)?.word());
                told(name, Some(&label), Vec::new())
            }
            Self::Rule => crate::rule::find(name)?.summary.into(),
            Self::Role => return None,
        })
    }

    /// The file of the record a name means.
    pub(super) fn file<'a>(self, workspace: &'a Workspace, name: &str) -> Option<&'a str> {
        let names = &workspace.names;
        Some(match self {
            Self::Service => &workspace.services[names.service(name)?].file,
            Self::Team => &workspace.teams[names.team(name)?].file,
            Self::Runbook => &workspace.runbooks[names.runbook(name)?].file,
            Self::Incident => &workspace.cases[names.case(name)?].file,
            Self::Severity | Self::State | Self::Role | Self::Rule => return None,
        })
    }
}

fn targets(severity: &SeverityPolicy) -> Vec<String> {
    let within = |what: &str, seconds: Option<i64>| {
        seconds.map(|seconds| format!("{what} within {}", show_seconds(seconds)))
    };
    let review = severity.review_required.then(|| "review required".to_owned());
    let targets = [
        within("acknowledge", severity.acknowledge),
        within("mitigate", severity.mitigate),
        within("resolve", severity.resolve),
        within("update", severity.update),
        review,
    ];
    targets.into_iter().flatten().collect()
}
