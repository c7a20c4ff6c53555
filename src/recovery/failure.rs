//! What fails: services, zones and regions, as they are named on the command line.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{RecoveryPlan, word};
use crate::record::{Location, Place, Scenario, nearest};

/// Something that fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Failure<'a> {
    /// One service.
    Service {
        /// Its id.
        service: &'a str,
        /// What happens to it.
        #[serde(serialize_with = "word::one")]
        scenario: Scenario,
        /// Index into the plan's services.
        #[serde(skip)]
        node: usize,
    },
    /// Everything in a zone; where several regions have a zone of this name, in all of them.
    Zone {
        /// Its name.
        zone: &'a str,
    },
    /// Everything in a region.
    Region {
        /// Its name.
        region: &'a str,
    },
}

impl Failure<'_> {
    /// As it is named: `payments-db:corruption`, `zone:east-1a`, `region:east-1`.
    pub fn name(&self) -> String {
        match self {
            Self::Service { service, scenario, .. } => format!("{service}:{scenario}"),
            Self::Zone { zone } => format!("zone:{zone}"),
            Self::Region { region } => format!("region:{region}"),
        }
    }
}

/// A name of something that cannot fail, because nobody knows it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct UnknownFailure {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl<'a> RecoveryPlan<'a> {
    /// Reads what fails: `SERVICE`, `SERVICE:SCENARIO`, `zone:Z` and `region:R`, several in a word with commas between.
    ///
    /// A service without a scenario loses an instance if it has a recovery for that, else it meets the first scenario it
    /// has a recovery for. Of two names for the same thing the first counts.
    pub fn failures<W: AsRef<str>>(&self, words: &[W]) -> Result<Vec<Failure<'a>>, UnknownFailure> {
        let mut failures: Vec<Failure<'a>> = Vec::new();
        let names = words.iter().flat_map(|word| word.as_ref().split(','));
        for name in names.map(str::trim).filter(|name| !name.is_empty()) {
            let failure = self.failure(name)?;
            let same = |other: &Failure<'a>| match (other, &failure) {
                (Failure::Service { node: one, .. }, Failure::Service { node, .. }) => one == node,
                (one, other) => one == other,
            };
            if !failures.iter().any(same) {
                failures.push(failure);
            }
        }
        if failures.is_empty() {
            return Err(UnknownFailure {
                message: "nothing is named that fails".into(),
                help: "name a service, `zone:NAME` or `region:NAME`".into(),
            });
        }
        Ok(failures)
    }

    fn failure(&self, name: &str) -> Result<Failure<'a>, UnknownFailure> {
        if let Some(node) = self.graph.find(self.workspace, name) {
            return Ok(self.of_service(node, self.usual(node)));
        }
        match name.split_once(':') {
            Some(("zone", zone)) => {
                place(zone, "zone", &self.places(false)).map(|zone| Failure::Zone { zone })
            }
            Some(("region", region)) => {
                place(region, "region", &self.places(true)).map(|region| Failure::Region { region })
            }
            _ => match name.rsplit_once(':') {
                Some((service, scenario)) => {
                    let node = self.known(service)?;
                    Ok(self.of_service(node, scenario_named(scenario)?))
                }
                None => self.known(name).map(|node| self.of_service(node, self.usual(node))),
            },
        }
    }

    fn of_service(&self, node: usize, scenario: Scenario) -> Failure<'a> {
        Failure::Service { service: self.graph.id(node), scenario, node }
    }

    fn known(&self, name: &str) -> Result<usize, UnknownFailure> {
        let name = name.trim();
        self.graph.find(self.workspace, name).ok_or_else(|| {
            unknown(
                format!("no service in use is called `{name}`"),
                name,
                self.services.iter().map(|service| service.id),
                "`postmortem plan` lists the services",
            )
        })
    }

    /// What usually happens to a service.
    fn usual(&self, node: usize) -> Scenario {
        let scenarios = &self.services[node].objectives.scenarios;
        let loss = scenarios.iter().find(|one| one.scenario == Scenario::InstanceLoss);
        let record = &self.graph.services()[node].data;
        let mut written = record.recovery.iter().flat_map(|recovery| &recovery.scenarios);
        let first = || written.find_map(|leaf| leaf.get().copied());
        loss.map(|one| one.scenario).or_else(first).unwrap_or(Scenario::InstanceLoss)
    }

    /// Every zone or region of the catalogue.
    pub(super) fn places(&self, region: bool) -> BTreeSet<&'a str> {
        let records = self.graph.services().iter().map(|record| &record.data);
        let texts = records.flat_map(|service| {
            let own = service.locations.iter().map(|Location { region, zone, .. }| (region, zone));
            let copies = service.backups.iter().filter_map(|backup| backup.location.as_ref());
            let copies = copies.chain(service.replication.iter().filter_map(|replica| replica.to.as_ref()));
            own.chain(copies.map(|Place { region, zone }| (region, zone)))
        });
        let texts = texts.filter_map(|pair| if region { pair.0 } else { pair.1 }.as_deref());
        texts.filter(|text| !text.trim().is_empty()).collect()
    }
}

fn place<'a>(name: &str, what: &str, known: &BTreeSet<&'a str>) -> Result<&'a str, UnknownFailure> {
    let name = name.trim();
    let same = known.get(name).or_else(|| known.iter().find(|one| one.eq_ignore_ascii_case(name)));
    same.copied().ok_or_else(|| {
        let message = format!("nothing is in a {what} called `{name}`");
        let list: Vec<&str> = known.iter().copied().take(10).collect();
        let help = match &list[..] {
            [] => format!("no service says in `locations` in which {what} it runs"),
            list => format!("a {what} is one of: {}", list.join(", ")),
        };
        unknown(message, name, known.iter().copied(), &help)
    })
}

fn scenario_named(name: &str) -> Result<Scenario, UnknownFailure> {
    let name = name.trim();
    let words = || Scenario::ALL.iter().map(|scenario| scenario.word());
    Scenario::ALL.iter().copied().find(|scenario| scenario.word().eq_ignore_ascii_case(name)).ok_or_else(
        || {
            let list: Vec<&str> = words().collect();
            unknown(
                format!("`{name}` is no scenario"),
                name,
                words(),
                &format!("a scenario is one of: {}", list.join(", ")),
            )
        },
    )
}

fn unknown<'n>(
    message: String,
    name: &str,
    known: impl Iterator<Item = &'n str>,
    help: &str,
) -> UnknownFailure {
    let near = nearest(name, known).map_or(String::new(), |near| format!("did you mean `{near}`? "));
    UnknownFailure { message, help: format!("{near}{help}") }
}

/// The zones and regions that fail.
#[derive(Debug, Default)]
pub(super) struct Area<'f> {
    zones: BTreeSet<&'f str>,
    regions: BTreeSet<&'f str>,
}

impl<'f> Area<'f> {
    pub(super) fn new(failures: &'f [Failure<'_>]) -> Self {
        let mut area = Self::default();
        for failure in failures {
            match failure {
                Failure::Zone { zone } => area.zones.insert(zone),
                Failure::Region { region } => area.regions.insert(region),
                Failure::Service { .. } => false,
            };
        }
        area
    }

    /// Whether a place is lost; one that names a region only does not hang on any one zone of it.
    pub(super) fn takes(&self, region: Option<&str>, zone: Option<&str>) -> bool {
        self.takes_region(region) || zone.is_some_and(|zone| self.zones.contains(zone))
    }

    pub(super) fn takes_region(&self, region: Option<&str>) -> bool {
        region.is_some_and(|region| self.regions.contains(region))
    }
}
