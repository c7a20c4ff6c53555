//! Alerts as Prometheus knows them: rule files, and PrometheusRule objects of Kubernetes, alone, in streams and in lists.
//!
//! Pure: bytes in, alerts and problems out. Names, labels and annotations are kept as written: what is a Go template in them
//! (`{{ $labels.pod }}`) is text here and everywhere else. Two alerts of one name are two alerts; what tells them apart is the
//! [`Alert::key`]. Deliberately absent: an opinion on expressions and durations, which `promtool` has.

mod group;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

pub use read::read;

/// One alert rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The file, by the path that was given to [`read`].
    pub file: String,
    /// The line of its name, from 1.
    pub line: usize,
    /// Where its name stands in the file, in bytes.
    pub span: Range<usize>,
    /// The group it is in.
    pub group: String,
    /// Its name; others may have it too.
    pub name: String,
    /// The expression, white space at both ends taken off.
    pub expr: String,
    /// How long it has to be true before the alert fires, as written.
    pub holds: Option<String>,
    /// Its labels, and those of its group where it does not say otherwise.
    pub labels: BTreeMap<String, String>,
    /// Its annotations, verbatim.
    pub annotations: BTreeMap<String, String>,
}

impl Alert {
    /// What tells it from every other alert: file, group, name and labels.
    pub fn key(&self) -> (&str, &str, &str, &BTreeMap<String, String>) {
        (&self.file, &self.group, &self.name, &self.labels)
    }

    /// An annotation that says something.
    pub fn annotation(&self, name: &str) -> Option<&str> {
        self.annotations.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The page that is to help whoever is paged.
    pub fn runbook_url(&self) -> Option<&str> {
        self.annotation("runbook_url")
    }

    /// How bad it is, by the usual label.
    pub fn severity(&self) -> Option<&str> {
        self.labels.get("severity").map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The labels on one line, as Prometheus writes them: `long=1h, severity=critical`.
    pub fn labels_line(&self) -> String {
        let pairs: Vec<String> = self.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join(", ")
    }
}

/// What is wrong with a rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1; `None` where the file as a whole is meant.
    pub line: Option<usize>,
    /// What is wrong: lower case, the user's words in backticks.
    pub message: String,
}

/// What rule files hold.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Every alert, in written order.
    pub alerts: Vec<Alert>,
    /// How many recording rules were passed over.
    pub recording: usize,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How many groups there are: none in a file that is about something else.
    pub groups: usize,
}

impl Rules {
    /// Adds what another file holds.
    pub fn add(&mut self, other: Self) {
        self.alerts.extend(other.alerts);
        self.problems.extend(other.problems);
        self.recording += other.recording;
        self.groups += other.groups;
    }

    /// How many different names the alerts have.
    pub fn names(&self) -> usize {
        self.alerts.iter().map(|alert| alert.name.as_str()).collect::<std::collections::BTreeSet<_>>().len()
    }
}
