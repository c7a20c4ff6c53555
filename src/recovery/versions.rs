//! Two versions of the plan: what is promised, needed, achievable and missing in one and not in the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::{Loss, Objectives, RecoveryPlan, ServicePlan, Verdict};
use crate::time::show_seconds;

/// A fact of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Fact {
    /// A length of time, in seconds.
    Seconds(i64),
    /// At least so many seconds.
    AtLeast {
        /// In seconds.
        at_least: i64,
    },
    /// Anything else, in words.
    Text(String),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(seconds) => f.write_str(&show_seconds(*seconds)),
            Self::AtLeast { at_least } => write!(f, "≥ {}", show_seconds(*at_least)),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Something that differs between two versions of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanChange {
    /// The service it is about; `None` where it is about the plan as a whole.
    pub service: Option<String>,
    /// What differs: `RTO`, `achievable in zone-loss`, `gap`.
    pub what: String,
    /// Before; `None` where there was no such thing.
    pub before: Option<Fact>,
    /// After; `None` where there is no such thing any more.
    pub after: Option<Fact>,
}

/// Everything that differs, by service, the plan as a whole first.
pub fn compare(old: &RecoveryPlan<'_>, new: &RecoveryPlan<'_>) -> Vec<PlanChange> {
    let mut changes = differ(None, &whole(old), &whole(new));
    let (before, after) = (by_id(old), by_id(new));
    let (old_gaps, new_gaps) = (gaps(old), gaps(new));
    let ids: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    for id in ids {
        let facts = |side: &BTreeMap<&str, &ServicePlan<'_>>, gaps: &BTreeMap<&str, Vec<&str>>| {
            let gaps = gaps.get(id).map_or(&[][..], Vec::as_slice);
            side.get(id).map(|service| facts(service, gaps)).unwrap_or_default()
        };
        changes.extend(differ(Some(id), &facts(&before, &old_gaps), &facts(&after, &new_gaps)));
    }
    changes
}

fn by_id<'a, 'p>(plan: &'p RecoveryPlan<'a>) -> BTreeMap<&'a str, &'p ServicePlan<'a>> {
    plan.services.iter().map(|service| (service.id, service)).collect()
}

fn gaps<'p>(plan: &'p RecoveryPlan<'_>) -> BTreeMap<&'p str, Vec<&'p str>> {
    let mut gaps: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for gap in &plan.gaps {
        if let Some(service) = gap.service {
            gaps.entry(service).or_default().push(&gap.text);
        }
    }
    gaps
}

/// Facts by what they are about; several of one kind stand in a list of their own.
type Facts = BTreeMap<String, Vec<Fact>>;

fn differ(service: Option<&str>, old: &Facts, new: &Facts) -> Vec<PlanChange> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let none = Vec::new();
    let mut changes = Vec::new();
    for what in names {
        let (old, new) = (old.get(what).unwrap_or(&none), new.get(what).unwrap_or(&none));
        let mut gone: Vec<&Fact> = old.iter().filter(|fact| !new.contains(fact)).collect();
        let mut come: Vec<&Fact> = new.iter().filter(|fact| !old.contains(fact)).collect();
        let mut add = |before: Option<&Fact>, after: Option<&Fact>| {
            changes.push(PlanChange {
                service: service.map(str::to_owned),
                what: what.clone(),
                before: before.cloned(),
                after: after.cloned(),
            });
        };
        // One value that turned into another is one change.
        if let ([before], [after]) = (gone.as_slice(), come.as_slice())
            && old.len() == 1
            && new.len() == 1
        {
            add(Some(before), Some(after));
            (gone, come) = (Vec::new(), Vec::new());
        }
        for fact in gone {
            add(Some(fact), None);
        }
        for fact in come {
            add(None, Some(fact));
        }
    }
    changes
}

fn whole(plan: &RecoveryPlan<'_>) -> Facts {
    let mut facts = Facts::new();
    let mut add = |what: &str, fact| facts.entry(what.to_owned()).or_default().push(fact);
    let text =
        |parts: &[Option<&str>]| Fact::Text(parts.iter().flatten().copied().collect::<Vec<_>>().join(", "));
    add("time to activate", Fact::Seconds(plan.activation));
    let said = &plan.sections;
    for one in &said.activation {
        add("activation criterion", text(&[one.criterion, one.authority]));
    }
    for one in &said.call_tree {
        add("call", text(&[one.role, one.contact, one.backup]));
    }
    for one in &said.roles {
        add("role", text(&[one.role, one.duty]));
    }
    for one in &said.foundations {
        add("foundation", text(&[Some(one.kind), Some(one.by)]));
    }
    for one in &said.vendors {
        add("vendor", text(&[one.name, one.contact, one.contract, one.sla]));
    }
    for one in &said.documents {
        add("copy of the plan", text(&[one.title, one.at]));
    }
    if let Some(one) = &said.alternate_site {
        add("alternate site", text(&[one.location, one.kind, one.capacity]));
    }
    for (what, said) in [
        ("notification", said.notification),
        ("outage assessment", said.outage_assessment),
        ("reconstitution", said.reconstitution),
        ("maintainer", said.maintainer),
    ] {
        if let Some(said) = said {
            add(what, text(&[Some(said)]));
        }
    }
    for gap in plan.gaps.iter().filter(|gap| gap.service.is_none()) {
        add("gap", Fact::Text(gap.text.clone()));
    }
    facts
}

fn facts(service: &ServicePlan<'_>, gaps: &[&str]) -> Facts {
    let mut facts = Facts::new();
    let mut add = |what: &str, fact| facts.entry(what.to_owned()).or_default().push(fact);
    let promised = &service.objectives;
    add("in the plan", Fact::Text("yes".into()));
    if let Some(tier) = service.tier {
        add("tier", Fact::Text(tier.to_string()));
    }
    if let Some(owner) = service.owner {
        add("owner", Fact::Text(owner.to_owned()));
    }
    add("wave", Fact::Text((service.wave + 1).to_string()));
    for id in &service.hard {
        add("does not work without", Fact::Text((*id).to_owned()));
    }
    for id in &service.soft {
        add("works with less without", Fact::Text((*id).to_owned()));
    }
    for (what, seconds) in [
        ("RTO", promised.rto),
        ("RPO", promised.rpo),
        ("MTPD", promised.mtpd),
        ("WRT", promised.wrt),
        ("time to detect", Some(service.detection.seconds)),
        ("largest recovery point of a drill", service.measured.recovery_point),
    ] {
        if let Some(seconds) = seconds {
            add(what, Fact::Seconds(seconds));
        }
    }
    let bound = |seconds, lower| {
        if lower { Fact::AtLeast { at_least: seconds } } else { Fact::Seconds(seconds) }
    };
    for one in &promised.scenarios {
        let fact = one.seconds.map_or_else(|| Fact::Text("unknown".into()), |s| bound(s, one.lower_bound));
        add(&format!("achievable in {}", one.scenario), fact);
    }
    for case in &service.rpo {
        let fact = match case.loss {
            Loss::Seconds(seconds) => bound(seconds, case.lower_bound),
            Loss::Unknown => Fact::Text("unknown".into()),
            Loss::All => Fact::Text("all data".into()),
        };
        add(&format!("data lost in {}", case.scenario), fact);
    }
    for group in &service.measured.groups {
        add(&format!("longest measured {}", group.name()), Fact::Seconds(group.max));
    }
    for (what, verdict) in VERDICTS {
        let verdict: Verdict = verdict(promised);
        add(what, Fact::Text(verdict.word().to_owned()));
    }
    for gap in gaps {
        add("gap", Fact::Text((*gap).to_owned()));
    }
    facts
}

/// Reads one verdict.
pub type Judge = fn(&Objectives) -> Verdict;

/// Every promise that can be kept or broken, with what it is held against.
pub const VERDICTS: [(&str, Judge); 5] = [
    ("RTO against the achievable recovery time", |it| it.achievable),
    ("RTO against the longest measured recovery", |it| it.measured),
    ("RPO against the worst case", |it| it.recovery_point),
    ("RPO against the largest recovery point of a drill", |it| it.measured_point),
    ("MTPD against RTO and WRT", |it| it.tolerable),
];
