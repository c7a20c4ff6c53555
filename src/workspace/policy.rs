//! What the settings mean: every default filled in, every wrong value replaced by its default.

use std::collections::BTreeMap;

use super::strategy::{StrategyPolicy, strategy};
use crate::record::schema::RecordType;
use crate::record::{
    Audience, FailoverStrategy, IncidentKind, Label, Leaf, Milestone, RuleLevel, Settings, SiteSettings,
    Text, Within,
};
use crate::time::{Calendar, Duration, TimeRules, Zone, working_hours};

/// The rules of the house, ready to use.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Title of the site.
    pub title: String,
    /// Address of the published site, if known.
    pub url: Option<String>,
    /// Languages of the site, the first at its top.
    pub languages: Vec<String>,
    /// How the site looks and where it leads.
    pub site: SiteSettings,
    /// How written times are read and shown.
    pub times: TimeRules,
    /// The display zone, if the settings name one.
    pub named_zone: Option<Zone>,
    /// Severities, the worst first.
    pub severities: Vec<SeverityPolicy>,
    /// Labels of states by name.
    pub state_labels: BTreeMap<String, Label>,
    /// Roles that may be named.
    pub roles: Vec<String>,
    /// Ends of TTD, TTA, TTM, TTR.
    pub metrics: [(Milestone, Milestone); 4],
    /// Working days.
    pub calendar: Calendar,
    /// Availability promised where a service says nothing, and its window in seconds.
    pub slo: Option<f64>,
    /// Window of availability in seconds; 30 days.
    pub window: i64,
    /// Seconds from detection until recovery work begins.
    pub activation: i64,
    /// In how many seconds a critical service is in a drill again.
    pub drill_every: i64,
    /// In how many seconds backups are restored in a drill again.
    pub restore_test_every: i64,
    /// What each strategy can be expected to meet.
    strategies: Vec<(FailoverStrategy, StrategyPolicy)>,
    /// Weights of rules.
    pub rules: BTreeMap<String, RuleLevel>,
    /// Audience by kind of incident.
    audiences: Vec<(IncidentKind, Audience)>,
    /// Audience of records of the other types; internal where it is not set.
    others: Vec<(RecordType, Audience)>,
    /// The settings say who may read what in a way that cannot be read: nobody but those who may read everything.
    closed: bool,
    /// Who may read the names of people in what is shown.
    pub people: Audience,
}

/// What a severity asks for.
#[derive(Debug, Clone)]
pub struct SeverityPolicy {
    /// `P0`.
    pub id: String,
    /// Its name in the commands.
    pub name: String,
    /// Its names for readers, as far as the settings say.
    pub names: Label,
    /// Detected to acknowledged, in seconds.
    pub acknowledge: Option<i64>,
    /// Started to mitigated, in seconds.
    pub mitigate: Option<i64>,
    /// Started to resolved, in seconds.
    pub resolve: Option<i64>,
    /// The longest time between two communications, in seconds.
    pub update: Option<i64>,
    /// Whether closing needs whys, factors, lessons, an owned action and a review.
    pub review_required: bool,
    /// By when.
    pub review_within: Option<Within>,
    /// How deep the whys go.
    pub whys: usize,
    /// How many reviewers.
    pub reviewers: usize,
    /// Least share of users that fits.
    pub min_share: f64,
    /// Greatest share of users that fits.
    pub max_share: f64,
}

/// The key of `visibility` in the settings that stands for the names of people.
pub(crate) const PEOPLE: &str = "people";

/// The built-in roles.
pub const ROLES: [&str; 6] = ["on-call", "expert", "product", "communications", "commander", "scribe"];

fn defaults() -> Vec<SeverityPolicy> {
    let severity =
        |id: &str, name: &str, minutes: i64, review: Option<Within>, shares: (f64, f64)| SeverityPolicy {
            id: id.into(),
            name: name.into(),
            names: Label::default(),
            acknowledge: Some(minutes * 60),
            mitigate: None,
            resolve: None,
            update: None,
            review_required: review.is_some(),
            review_within: review,
            whys: if review.is_some() { 3 } else { 0 },
            reviewers: usize::from(review.is_some()),
            min_share: shares.0,
            max_share: shares.1,
        };
    let three_days = Within::Time(Duration { seconds: 3 * 86_400, approximate: false });
    // Shares as wide as can be: the share of the worst moment says nothing of how much of the service was hit, so that
    // only plain contradictions are caught, a critical outage of a few or a slight one of everybody.
    vec![
        severity("P0", "critical", 5, Some(three_days), (0.25, 1.0)),
        severity("P1", "major", 15, Some(Within::BusinessDays(5)), (0.05, 1.0)),
        severity("P2", "minor", 60, None, (0.0, 0.75)),
        severity("P3", "slight", 240, None, (0.0, 0.25)),
    ]
}

fn seconds(leaf: Option<&Leaf<Duration>>) -> Option<i64> {
    leaf.and_then(Leaf::get).map(|d| d.seconds)
}

impl Policy {
    /// Fills in the settings' defaults.
    pub fn new(settings: &Settings) -> Self {
        let text = |text: &Option<Text>| text.as_deref().map(str::to_owned);
        let named_zone = settings.zone.as_deref().and_then(Zone::parse);
        let zone = named_zone.unwrap_or(Zone::UTC);
        let approximate = settings.times.as_ref().and_then(|t| seconds(t.approximate.as_ref()));
        let drills = settings.drills.as_ref();
        let mut roles: Vec<String> = ROLES.map(String::from).into();
        roles.extend(settings.roles.iter().map(ToString::to_string));
        Self {
            title: text(&settings.title).unwrap_or_else(|| "Incidents".into()),
            url: text(&settings.url),
            languages: settings.languages.iter().map(ToString::to_string).collect(),
            site: settings.site.clone().unwrap_or_default(),
            times: TimeRules { zone, approximate: approximate.unwrap_or(900) },
            named_zone,
            severities: severities(settings),
            state_labels: settings.states.iter().map(|(k, v)| (k.to_string(), v.clone())).collect(),
            roles,
            metrics: metrics(settings),
            calendar: calendar(settings),
            slo: settings.slo.as_ref().and_then(|slo| Some(slo.availability.as_ref()?.get()?.0)),
            window: settings.slo.as_ref().and_then(|slo| seconds(slo.window.as_ref())).unwrap_or(30 * 86_400),
            activation: seconds(settings.activation.as_ref()).unwrap_or(600),
            drill_every: drills.and_then(|drills| seconds(drills.every.as_ref())).unwrap_or(180 * 86_400),
            restore_test_every: drills
                .and_then(|drills| seconds(drills.restore_test.as_ref()))
                .unwrap_or(90 * 86_400),
            strategies: FailoverStrategy::ALL.iter().map(|one| (*one, strategy(settings, *one))).collect(),
            rules: settings.rules.iter().filter_map(|(k, v)| Some((k.to_string(), *v.get()?))).collect(),
            audiences: audiences(settings),
            others: RecordType::ALL
                .into_iter()
                .filter_map(|record| Some((record, widest(settings, record.name())?)))
                .collect(),
            closed: false,
            people: widest(settings, PEOPLE).unwrap_or(Audience::Internal),
        }
        .closed_where(settings.visibility.iter().any(|(key, level)| level.get().is_none() || !decides(key)))
    }

    /// Keeps everything to those who may read all of it, where the settings say who else may in a way that cannot be read.
    pub(super) fn closed_where(mut self, unread: bool) -> Self {
        if unread {
            (self.closed, self.people) = (true, Audience::Restricted);
        }
        self
    }

    /// The display zone.
    pub fn zone(&self) -> Zone {
        self.times.zone
    }

    /// A severity by its name; its index is its rank, 0 the worst.
    pub fn severity(&self, id: &str) -> Option<usize> {
        self.severities.iter().position(|severity| severity.id == id)
    }

    /// What a strategy can be expected to meet.
    pub fn strategy(&self, strategy: FailoverStrategy) -> StrategyPolicy {
        let found = self.strategies.iter().find(|(one, _)| *one == strategy);
        found.map_or(StrategyPolicy { rto: 0, rpo: 0 }, |(_, limits)| *limits)
    }

    /// Who may read records of a kind where they do not say.
    pub fn audience(&self, kind: IncidentKind) -> Audience {
        if self.closed {
            return Audience::Restricted;
        }
        let set = self.audiences.iter().find(|(k, _)| *k == kind).map(|(_, audience)| *audience);
        set.unwrap_or(if kind == IncidentKind::Security { Audience::Restricted } else { Audience::Internal })
    }

    /// Who may read services, teams, runbooks, drills or the plan.
    pub fn audience_of(&self, record: RecordType) -> Audience {
        if self.closed {
            return Audience::Restricted;
        }
        let set = self.others.iter().find(|(other, _)| *other == record);
        set.map_or(Audience::Internal, |(_, audience)| *audience)
    }

    /// The label of a state in the commands.
    pub fn state_label(&self, state: &str) -> String {
        self.state_labels.get(state).and_then(Label::text).unwrap_or(state).into()
    }
}

fn severities(settings: &Settings) -> Vec<SeverityPolicy> {
    let mut all = defaults();
    for (id, said) in settings.severities.iter() {
        let index = all.iter().position(|s| s.id == **id).unwrap_or_else(|| {
            let mut added = all.last().cloned().unwrap_or_else(|| defaults().remove(3));
            added.id = id.to_string();
            added.name = id.to_string();
            added.names = Label::default();
            all.push(added);
            all.len() - 1
        });
        let severity = &mut all[index];
        if let Some(names) = &said.name {
            names.text().unwrap_or_default().clone_into(&mut severity.name);
            severity.names = names.clone();
        }
        if let Some(targets) = &said.targets {
            let target = |leaf, old| seconds(leaf).or(old);
            severity.acknowledge = target(targets.acknowledge.as_ref(), severity.acknowledge);
            severity.mitigate = target(targets.mitigate.as_ref(), severity.mitigate);
            severity.resolve = target(targets.resolve.as_ref(), severity.resolve);
            severity.update = target(targets.update.as_ref(), severity.update);
        }
        if let Some(review) = &said.review {
            let required = review.required.as_ref().and_then(Leaf::get).map(|flag| flag.0);
            severity.review_required = required.unwrap_or(severity.review_required);
            severity.review_within =
                review.within.as_ref().and_then(Leaf::get).copied().or(severity.review_within);
        }
        let whole = |leaf: &Option<Leaf<crate::record::Whole>>| {
            leaf.as_ref().and_then(Leaf::get).map(|n| n.0 as usize)
        };
        severity.whys = whole(&said.whys).unwrap_or(severity.whys);
        severity.reviewers = whole(&said.reviewers).unwrap_or(severity.reviewers);
        if let Some(users) = &said.users {
            let share =
                |leaf: &Option<Leaf<crate::record::Share>>| leaf.as_ref().and_then(Leaf::get).map(|s| s.0);
            severity.min_share = share(&users.min_share).unwrap_or(severity.min_share);
            severity.max_share = share(&users.max_share).unwrap_or(severity.max_share);
        }
    }
    all
}

fn metrics(settings: &Settings) -> [(Milestone, Milestone); 4] {
    use Milestone::{Acknowledged, Detected, Mitigated, Resolved, Started};
    let default = [(Started, Detected), (Detected, Acknowledged), (Started, Mitigated), (Started, Resolved)];
    std::array::from_fn(|i| {
        let said = settings.metrics.named(["ttd", "tta", "ttm", "ttr"][i]);
        let end = |leaf: Option<&Leaf<Milestone>>, old| leaf.and_then(Leaf::get).copied().unwrap_or(old);
        let (from, to) = default[i];
        (end(said.and_then(|s| s.from.as_ref()), from), end(said.and_then(|s| s.to.as_ref()), to))
    })
}

fn calendar(settings: &Settings) -> Calendar {
    let mut calendar = Calendar::default();
    if let Some(said) = &settings.calendar {
        if !said.days.is_empty() {
            calendar.days = said.days.iter().filter_map(|d| d.get()?.word().parse().ok()).collect();
        }
        calendar.holidays = said.holidays.iter().filter_map(|d| Some(d.get()?.0)).collect();
        calendar.holidays.sort_unstable();
        calendar.hours = said.hours.as_deref().and_then(working_hours);
    }
    calendar
}

/// Whether a key of `visibility` is one that decides anything.
fn decides(key: &Text) -> bool {
    let types = RecordType::ALL.map(RecordType::name);
    Leaf::<IncidentKind>::new(&**key).get().is_some() || types.contains(&&**key) || **key == *PEOPLE
}

/// What the settings say of a key of `visibility`.
fn widest(settings: &Settings, key: &str) -> Option<Audience> {
    settings.visibility.named(key)?.get().copied()
}

fn audiences(settings: &Settings) -> Vec<(IncidentKind, Audience)> {
    let said = settings.visibility.iter();
    said.filter_map(|(kind, audience)| Some((*Leaf::<IncidentKind>::new(&**kind).get()?, *audience.get()?)))
        .collect()
}
