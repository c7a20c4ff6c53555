//! The worst-case recovery point: how much data a scenario may cost, going by the copies that survive it.

use serde::Serialize;

use super::copies::{Copy, Spot, copies, data_places};
use super::failure::Area;
use super::graph::Graph;
use super::history::Detection;
use super::word;
use crate::record::{Leaf, Scenario, Service};

/// The scenarios that can cost data.
pub const DATA_SCENARIOS: [Scenario; 4] =
    [Scenario::ZoneLoss, Scenario::RegionLoss, Scenario::Corruption, Scenario::Deletion];

/// How much data is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// Changes of this many seconds.
    Seconds(i64),
    /// It cannot be told.
    Unknown,
    /// Everything: no copy survives.
    All,
}

/// What one scenario may cost one service at worst.
#[derive(Debug, Clone, Serialize)]
pub struct WorstCase<'a> {
    /// What is lost or broken.
    #[serde(serialize_with = "word::one")]
    pub scenario: Scenario,
    /// The recovery point before the event: what is compared with the objective.
    pub loss: Loss,
    /// The time to detect, in seconds, during which changes go on being lost: corruption and deletion only.
    pub to_detect: i64,
    /// Something about the copy is not known, so that it loses at least this much.
    pub lower_bound: bool,
    /// The copy that saves the rest.
    pub copy: Option<String>,
    /// The place whose loss is the worst.
    pub place: Option<String>,
    /// Copies that do not help, and why.
    pub notes: Vec<String>,
    /// The data-bearing service it comes from, where the service keeps no data of its own.
    pub from: Option<&'a str>,
}

impl WorstCase<'_> {
    /// What is lost in the end, time to detect included, in seconds; `None` if that is everything or unknown.
    pub fn in_all(&self) -> Option<i64> {
        match self.loss {
            Loss::Seconds(seconds) => Some(seconds.saturating_add(self.to_detect)),
            Loss::Unknown | Loss::All => None,
        }
    }
}

/// Whether a service keeps data: it says so, or says nothing and has copies.
pub fn bears_data(service: &Service) -> bool {
    let said = service.data_bearing.as_ref().and_then(Leaf::get);
    said.map_or(!service.backups.is_empty() || !service.replication.is_empty(), |flag| flag.0)
}

/// The worst cases of every service, in the order of [`DATA_SCENARIOS`]; none where no data is at stake.
///
/// A service without data of its own takes the worst of what it needs.
pub(super) fn all<'a>(graph: &Graph<'a>, detection: &[Detection]) -> Vec<Vec<WorstCase<'a>>> {
    let mut all: Vec<Vec<WorstCase<'a>>> = vec![Vec::new(); graph.services().len()];
    for knot in graph.knots() {
        for &node in knot {
            let service = &graph.services()[node].data;
            if bears_data(service) {
                let own = |scenario| own(service, scenario, detection[node].seconds);
                all[node] = DATA_SCENARIOS.into_iter().map(own).collect();
            }
        }
        // In a knot everyone needs everyone, so what one takes over all take over.
        let dry: Vec<usize> =
            knot.iter().copied().filter(|&node| !bears_data(&graph.services()[node].data)).collect();
        let mut needed: Vec<usize> = dry.iter().flat_map(|&node| graph.hard(node)).collect();
        needed.sort_unstable();
        needed.dedup();
        let taken: Vec<WorstCase<'a>> = (0..DATA_SCENARIOS.len())
            .filter_map(|s| {
                let cases = needed.iter().filter_map(|&to| Some((to, all[to].get(s)?)));
                // The first of equals, so that the name does not depend on how many there are.
                let (to, worst) = cases.rev().max_by_key(|(_, case)| (case.loss, case.lower_bound))?;
                Some(WorstCase { from: worst.from.or(Some(graph.id(to))), ..worst.clone() })
            })
            .collect();
        for node in dry {
            all[node].clone_from(&taken);
        }
    }
    all
}

fn own<'a>(service: &Service, scenario: Scenario, detect: i64) -> WorstCase<'a> {
    let copies = copies(service);
    match scenario {
        Scenario::ZoneLoss | Scenario::RegionLoss => {
            let region = scenario == Scenario::RegionLoss;
            let places = data_places(service);
            let cases = places.iter().map(|spot| {
                let spares = |at: Spot<'_>| spot.spares(at, region);
                survive(&copies, scenario, Some((&spares, spot.name(region))), detect)
            });
            let worst = cases.rev().max_by_key(|case| case.loss);
            worst.unwrap_or_else(|| WorstCase {
                notes: vec!["it is not said where the service runs".into()],
                ..blank(scenario, Loss::Unknown)
            })
        }
        _ => survive(&copies, scenario, None, detect),
    }
}

/// What a service that keeps data loses where everything in an area is lost.
pub(super) fn in_area<'a>(service: &Service, area: &Area<'_>, scenario: Scenario) -> WorstCase<'a> {
    let places = data_places(service);
    let names: Vec<String> = places.iter().map(|spot| spot.name(scenario == Scenario::RegionLoss)).collect();
    let spares = |at: Spot<'_>| !area.takes(Some(at.region), at.zone);
    survive(&copies(service), scenario, Some((&spares, names.join(", "))), 0)
}

fn blank<'a>(scenario: Scenario, loss: Loss) -> WorstCase<'a> {
    WorstCase {
        scenario,
        loss,
        to_detect: 0,
        lower_bound: false,
        copy: None,
        place: None,
        notes: Vec::new(),
        from: None,
    }
}

/// The loss of a place: what it leaves alone, and its name.
type Lost<'l> = (&'l dyn Fn(Spot<'_>) -> bool, String);

/// What the best of the copies that survive still loses.
fn survive<'a>(
    copies: &[Copy<'_>],
    scenario: Scenario,
    gone: Option<Lost<'_>>,
    detect: i64,
) -> WorstCase<'a> {
    let mut notes = Vec::new();
    let mut best: Option<&Copy<'_>> = None;
    let mut in_doubt = false;
    for copy in copies {
        let why = match &gone {
            Some((spares, _)) => match copy.place {
                None => Some("nobody says where it is"),
                Some(at) if !spares(at) => {
                    notes.push(format!("{} is lost with the data", copy.name()));
                    continue;
                }
                Some(_) => None,
            },
            None if copy.live => {
                notes.push(format!("{} follows the damage", copy.name()));
                continue;
            }
            None => None,
        };
        let outlived =
            copy.retention.zip(copy.loss).is_some_and(|(kept, loss)| kept <= loss.saturating_add(detect));
        if gone.is_none() && outlived {
            notes.push(format!("{} is not kept until the damage is noticed", copy.name()));
            continue;
        }
        if let Some(why) = why.or(copy.loss.is_none().then_some("nobody says how far behind it is")) {
            in_doubt = true;
            notes.push(format!("{}: {why}", copy.name()));
            continue;
        }
        if best.is_none_or(|old| (copy.loss, copy.lower_bound) < (old.loss, old.lower_bound)) {
            best = Some(copy);
        }
    }
    let loss = match best.and_then(|copy| copy.loss) {
        Some(seconds) => Loss::Seconds(seconds),
        None if in_doubt => Loss::Unknown,
        None => Loss::All,
    };
    WorstCase {
        to_detect: if gone.is_none() { detect } else { 0 },
        lower_bound: best.is_some_and(|copy| copy.lower_bound),
        copy: best.map(Copy::name),
        place: gone.map(|(_, name)| name),
        notes,
        ..blank(scenario, loss)
    }
}
