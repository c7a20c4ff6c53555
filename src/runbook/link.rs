//! Which runbook an alert leads to.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::alerts::Alert;
use crate::workspace::{Workspace, stem};

/// What led from an alert to its runbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The runbook names the alert.
    Alerts,
    /// The runbook is called like the alert.
    Name,
    /// The last part of the alert's `runbook_url` is the name of the runbook.
    Url,
}

impl By {
    /// How it is said in a table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Alerts => "alerts",
            Self::Name => "name",
            Self::Url => "runbook_url",
        }
    }
}

/// Where a `runbook_url` leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To a runbook of ours, by its place.
    Ours(usize),
    /// To a page that should be one of ours, and is none.
    Nowhere,
    /// To somebody else's page, which is not ours to judge.
    Elsewhere,
}

/// Runbooks by what leads to them, without regard to case.
pub struct Links {
    alerts: BTreeMap<String, usize>,
    names: BTreeMap<String, usize>,
    /// The published site, in lower case, without a slash at its end.
    site: Option<String>,
}

impl Links {
    /// What leads to the runbooks of a workspace; where two runbooks claim a name, the first has it.
    pub fn new(workspace: &Workspace) -> Self {
        let (mut alerts, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (i, record) in workspace.runbooks.iter().enumerate() {
            names.entry(record.id.to_lowercase()).or_insert(i);
            for alert in record.data.alerts.iter().filter(|alert| alert.says_something()) {
                alerts.entry(alert.trim().to_lowercase()).or_insert(i);
            }
        }
        for (i, record) in workspace.runbooks.iter().enumerate() {
            names.entry(stem(&record.file).to_lowercase()).or_insert(i);
        }
        let site = workspace.policy.url.as_ref().map(|url| url.trim_end_matches('/').to_lowercase());
        Self { alerts, names, site: site.filter(|site| !site.is_empty()) }
    }

    /// The runbook for alerts of a name.
    pub fn of_name(&self, alert: &str) -> Option<(usize, By)> {
        let name = alert.to_lowercase();
        let named = self.alerts.get(&name).map(|i| (*i, By::Alerts));
        named.or_else(|| self.names.get(&name).map(|i| (*i, By::Name)))
    }

    /// The runbook for an alert.
    pub fn of(&self, alert: &Alert) -> Option<(usize, By)> {
        let by_url = || match self.target(alert.runbook_url()?) {
            Target::Ours(i) => Some((i, By::Url)),
            Target::Nowhere | Target::Elsewhere => None,
        };
        self.of_name(&alert.name).or_else(by_url)
    }

    /// Where a `runbook_url` leads: its last part is looked for, `.md`, `.html` and a slash at its end left aside.
    ///
    /// It should be ours where it lies on the published site, or names no host at all. What a template would write into it is
    /// not known, so such an address is never wrong.
    pub fn target(&self, url: &str) -> Target {
        let url = url.trim().to_lowercase();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let (host, rest) = path.split_once("://").map_or(("", path), |(_, rest)| (rest, rest));
        let last = rest.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let last = [".md", ".html", ".yaml"].iter().find_map(|end| last.strip_suffix(end)).unwrap_or(last);
        if let Some(i) = self.names.get(last) {
            return Target::Ours(*i);
        }
        let on_site = self.site.as_ref().is_some_and(|site| {
            path.strip_prefix(site.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        if (on_site || host.is_empty()) && !url.contains("{{") { Target::Nowhere } else { Target::Elsewhere }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runbook::tests::workspace;

    #[test]
    fn addresses_lead_to_runbooks() {
        let workspace = workspace(&[
            ("postmortem.yaml", "url: https://Incidents.example.com/\n"),
            ("runbooks/kube/KubePodCrashLooping.md", "# x\n"),
            ("runbooks/b.yaml", "id: Other-Id\nalerts: [DiskFull]\n"),
        ]);
        let links = Links::new(&workspace);
        for url in [
            "https://runbooks.example.org/runbooks/kubernetes/kubepodcrashlooping",
            "https://git.example.org/x/KubePodCrashLooping.md?plain=1#diagnosis",
            "runbooks/KubePodCrashLooping.html",
            "https://x.example/KubePodCrashLooping/",
            "KubePodCrashLooping",
            "https://x.example/b",
            "https://x.example/other-id.html",
        ] {
            assert!(matches!(links.target(url), Target::Ours(_)), "{url}");
        }
        for url in ["https://incidents.example.com/runbooks/nothing.html", "runbooks/x.md", "/x", "x", ""] {
            assert_eq!(links.target(url), Target::Nowhere, "{url}");
        }
        for url in ["https://incidents.example.com.evil.example/x", "https://a/c", "{{ $labels.base }}/x"] {
            assert_eq!(links.target(url), Target::Elsewhere, "{url}");
        }
        assert_eq!(links.of_name("diskfull"), Some((0, By::Alerts)));
        assert_eq!(links.of_name("KUBEPODCRASHLOOPING"), Some((1, By::Name)));
        assert_eq!(links.of_name("nothing"), None);
    }
}
