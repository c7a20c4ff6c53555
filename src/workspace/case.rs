//! An incident with its meaning: kind, severity, state and milestones resolved.

use super::lifecycle::State;
use super::policy::Policy;
use crate::record::{Audience, Incident, IncidentKind, Leaf, Milestone};
use crate::time::{Bounds, Time, TimeRules};

/// An incident with its meaning.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file, relative to the folder read.
    pub file: String,
    /// The id: as written, else the file stem.
    pub id: String,
    /// What the file says.
    pub data: Incident,
    /// What sort of record it is.
    pub kind: IncidentKind,
    /// Rank of its highest severity in the settings; 0 is the worst.
    pub severity: Option<usize>,
    /// Rank of the severity in force at detection: targets go by it.
    pub severity_at_detection: Option<usize>,
    /// Where it is in the lifecycle.
    pub state: Option<State>,
    /// The milestones.
    pub times: Milestones,
    /// Who may read it.
    pub audience: Audience,
    /// It has an end, whether or not the audience may see it.
    pub(super) ended: bool,
}

/// The milestones of a case: not written, or what is known of them.
#[derive(Debug, Clone, Default)]
pub struct Milestones {
    known: [Option<Bounds>; 9],
    /// Written, but not for this audience.
    pub(super) withheld: [bool; 9],
}

impl Milestones {
    /// What is known of a milestone; `None` if it was not written.
    pub fn get(&self, milestone: Milestone) -> Option<&Bounds> {
        self.known[milestone as usize].as_ref()
    }

    /// Whether it was reached at a time that the audience may not see.
    pub fn withholds(&self, milestone: Milestone) -> bool {
        self.withheld[milestone as usize]
    }

    /// Its point estimate.
    pub fn point(&self, milestone: Milestone) -> Option<i64> {
        self.get(milestone)?.point
    }
}

/// The field of a milestone as written.
pub(crate) fn written(incident: &Incident, milestone: Milestone) -> Option<&Leaf<Time>> {
    let times = &incident.times;
    match milestone {
        Milestone::Triggered => times.triggered.as_ref(),
        Milestone::Started => times.started.as_ref(),
        Milestone::Detected => times.detected.as_ref(),
        Milestone::Declared => times.declared.as_ref(),
        Milestone::Acknowledged => times.acknowledged.as_ref(),
        Milestone::Mitigated => times.mitigated.as_ref(),
        Milestone::Repaired => times.repaired.as_ref(),
        Milestone::Resolved => times.resolved.as_ref(),
        Milestone::Closed => times.closed.as_ref(),
    }
}

/// Bounds of an optional leaf: `None` if not written or not readable.
pub(super) fn bounds(rules: &TimeRules, leaf: Option<&Leaf<Time>>) -> Option<Bounds> {
    leaf.and_then(Leaf::get).map(|time| rules.bounds(time))
}

impl Case {
    pub(super) fn new(file: String, id: String, data: Incident, policy: &Policy) -> Self {
        let stated = data.kind.as_ref().and_then(Leaf::get).copied();
        let in_library = file.starts_with("library/");
        let kind = stated.unwrap_or(if in_library { IncidentKind::External } else { IncidentKind::Incident });
        let known = std::array::from_fn(|i| bounds(&policy.times, written(&data, Milestone::ALL[i])));
        let times = Milestones { known, withheld: [false; 9] };
        let rank = |name: Option<&str>| name.and_then(|name| policy.severity(name));
        let severity = rank(data.severity.as_deref());
        let changes = &data.severity_changes;
        let highest = changes.iter().flat_map(|c| [rank(c.from.as_deref()), rank(c.to.as_deref())]).flatten();
        let detected = times.point(Milestone::Detected);
        let mut at_detection = changes.first().and_then(|c| rank(c.from.as_deref())).or(severity);
        for change in changes {
            let at = bounds(&policy.times, change.at.as_ref()).and_then(|b| b.point);
            if at.zip(detected).is_some_and(|(at, detected)| at <= detected) {
                at_detection = rank(change.to.as_deref()).or(at_detection);
            }
        }
        // A level or a kind that cannot be read is a finding; until it is mended, nobody else reads the record.
        let said = data.visibility.as_ref().and_then(|v| v.record.as_ref());
        let audience = match (said, &data.kind) {
            (Some(level), _) => level.get().copied().unwrap_or(Audience::Restricted),
            (None, Some(kind)) if kind.get().is_none() => Audience::Restricted,
            (None, _) => policy.audience(kind),
        };
        Self {
            severity: highest.chain(severity).min(),
            severity_at_detection: at_detection,
            state: data.status.as_deref().and_then(State::parse),
            audience,
            file,
            id,
            data,
            kind,
            ended: times.get(Milestone::Resolved).is_some(),
            times,
        }
    }

    /// The title, else the id.
    pub fn title(&self) -> &str {
        self.data.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&self.id)
    }

    /// Whether it counts anywhere: neither cancelled nor a duplicate.
    pub fn counts(&self) -> bool {
        !self.state.is_some_and(State::is_exit)
    }

    /// Whether it has no end yet; external records are over.
    pub fn is_open(&self) -> bool {
        let over = matches!(
            self.state,
            Some(State::Closed | State::Reviewing | State::Cancelled | State::Duplicate)
        );
        self.kind != IncidentKind::External && !over && !self.ended
    }

    /// When it began, for periods and lists: started, else detected, else the planned begin.
    pub fn began(&self, rules: &TimeRules) -> Option<i64> {
        let planned = || {
            let planned = self.data.times.planned.as_ref()?;
            bounds(rules, planned.from.as_ref())?.point
        };
        self.times
            .point(Milestone::Started)
            .or_else(|| self.times.point(Milestone::Detected))
            .or_else(planned)
    }
}
