//! Claims about what runs: replicas, zones, strategy, probes, scaling.

use std::collections::{BTreeMap, BTreeSet};

use super::super::UNREADABLE;
use super::own::scaled;
use super::resource::{self, Sign};
use super::{Claim, Own, Piece, Proof, Rule, Run, Verdict, claim};
use crate::finding::at;
use crate::record::{DeploymentStrategy, Location, Service};

pub(super) fn claims(service: &Service, own: &Own<'_>, out: &mut Vec<Claim>) {
    locations(service, own, out);
    strategy(service, own, out);
    health(service, own, out);
    scaling(service, own, out);
}

fn region(location: &Location) -> &str {
    location.region.as_deref().unwrap_or_default()
}

/// Replicas are compared for each region: manifests say how many run in a cluster, not in which zone.
fn locations(service: &Service, own: &Own<'_>, out: &mut Vec<Claim>) {
    let count =
        |location: &Location| location.replicas.as_ref().and_then(|leaf| leaf.get()).map(|n| u64::from(n.0));
    let there = fewest(own);
    for (index, location) in service.locations.iter().enumerate() {
        let Some(replicas) = count(location) else { continue };
        let beside = service.locations.iter().filter(|other| region(other) == region(location));
        let wanted: u64 = beside.clone().filter_map(count).sum();
        let pieces = there.iter().flat_map(|(total, proofs)| {
            proofs.iter().map(|proof| (Verdict::of(*total >= wanted), proof.clone()))
        });
        let place = location.zone.as_deref().or(location.region.as_deref()).unwrap_or("one place");
        let noun = if replicas == 1 { "replica" } else { "replicas" };
        let mut says = format!("{replicas} {noun} in {place}");
        if beside.count() > 1 {
            says = format!("{says}, {wanted} in {}", region(location));
        }
        out.push(claim(at("locations").item(index).then("replicas"), says, Rule::All, pieces.collect()));
    }
    let mut zones: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for location in &service.locations {
        zones.entry(region(location)).or_default().extend(location.zone.as_deref());
    }
    for (region, zones) in zones.into_iter().filter(|(_, zones)| zones.len() > 1) {
        let says = format!("runs in {} zones of {region}", zones.len());
        let mut pieces: Vec<Piece> = own.runs.iter().filter_map(spread).collect();
        pieces.extend(resource::pieces(own, Sign::Zones));
        out.push(claim(at("locations"), says, Rule::All, pieces));
    }
}

/// How many instances may run at least, with what says so; two manifests of one name are those of two clusters.
fn fewest(own: &Own<'_>) -> Option<(u64, Vec<Proof>)> {
    let mut by_name: BTreeMap<String, (u64, Proof)> = BTreeMap::new();
    for run in own.runs.iter().filter(|run| run.is_counted()) {
        // Where one does not say, the sum is not known.
        let (count, proof) = run.fewest()?;
        let entry = by_name.entry(run.own.workload.id.to_string()).or_insert_with(|| (count, proof.clone()));
        if count > entry.0 {
            *entry = (count, proof);
        }
    }
    if by_name.is_empty() {
        return resource::instances(own);
    }
    let total: u64 =
        by_name.values().map(|(count, _)| count).fold(0, |sum, count| sum.saturating_add(*count));
    // What is switched off adds nothing to what runs.
    let counts = by_name.into_values().filter(|(count, _)| *count > 0 || total == 0);
    Some((total, counts.map(|(_, proof)| proof).collect()))
}

/// What one workload says about zones.
fn spread(run: &Run<'_>) -> Option<Piece> {
    let pods = run.pods?;
    if let Some(zone) = &pods.workload.pinned_zone {
        let attribute = "spec.template.spec.nodeSelector[topology.kubernetes.io/zone]";
        return Some((Verdict::Contradicted, pods.proof(attribute, zone.as_str())));
    }
    let over_zones = || pods.workload.spread.iter().filter(|rule| rule.zones);
    let rule = over_zones().find(|rule| rule.required).or_else(|| over_zones().next())?;
    let verdict = if rule.required { Verdict::Supported } else { Verdict::NoEvidence };
    Some((verdict, pods.proof(rule.at, rule.text.as_str())))
}

fn strategy(service: &Service, own: &Own<'_>, out: &mut Vec<Claim>) {
    let deployment = service.deployment.as_ref();
    let Some(claimed) = deployment.and_then(|deployment| deployment.strategy.as_ref()?.get()) else { return };
    let piece = |run: &Run<'_>| {
        let update = run.own.workload.update.as_deref()?;
        let verdict = match (update, claimed) {
            ("RollingUpdate", DeploymentStrategy::Rolling)
            | ("blueGreen", DeploymentStrategy::BlueGreen)
            | ("canary", DeploymentStrategy::Canary) => Verdict::Supported,
            // Two deployments behind one switch can be either, each of them rolled.
            ("RollingUpdate" | UNREADABLE, _) => Verdict::NoEvidence,
            _ => Verdict::Contradicted,
        };
        Some((verdict, run.own.proof(run.own.workload.update_at, update)))
    };
    let pieces = own.runs.iter().filter_map(piece).collect();
    let says = format!("{} deployment", claimed.word());
    out.push(claim(at("deployment.strategy"), says, Rule::All, pieces));
    let steps = deployment.map_or(&[][..], |deployment| deployment.steps.as_slice());
    let shares: Vec<f64> =
        steps.iter().filter_map(|step| step.share.as_ref()?.get()).map(|share| share.0).collect();
    let staged = own.runs.iter().filter(|run| !run.own.workload.weights.is_empty());
    if *claimed == DeploymentStrategy::Canary && !shares.is_empty() {
        let pieces = staged.map(|run| {
            let weights: Vec<u64> =
                run.own.workload.weights.iter().copied().filter(|weight| *weight < 100).collect();
            let wanted: Vec<f64> = shares.iter().copied().filter(|share| *share < 1.0).collect();
            let same = weights.len() == wanted.len()
                && weights.iter().zip(&wanted).all(|(a, b)| (*a as f64 / 100.0 - b).abs() < 0.005);
            let shown: Vec<String> = run.own.workload.weights.iter().map(u64::to_string).collect();
            (Verdict::of(same), run.own.proof("spec.strategy.canary.steps[].setWeight", shown.join(", ")))
        });
        let says: Vec<String> = shares.iter().map(|share| format!("{:.0} %", share * 100.0)).collect();
        out.push(claim(
            at("deployment.steps"),
            format!("in steps of {}", says.join(", ")),
            Rule::All,
            pieces.collect(),
        ));
    }
}

fn health(service: &Service, own: &Own<'_>, out: &mut Vec<Claim>) {
    let health = service.health.as_ref();
    let readiness = health.is_some_and(|health| health.readiness.is_some());
    let liveness = health.is_some_and(|health| health.liveness.is_some());
    for (claimed, name, says) in [
        (liveness, "livenessProbe", "liveness is probed"),
        (readiness, "readinessProbe", "readiness is probed"),
    ] {
        if !claimed {
            continue;
        }
        let pods = own.runs.iter().filter_map(|run| run.pods);
        let pieces = pods.filter(|pods| !pods.workload.containers.is_empty()).map(|pods| {
            let asked = |one: &&crate::evidence::kubernetes::Container| {
                if name == "livenessProbe" { one.liveness } else { one.readiness }
            };
            let attribute = format!("spec.template.spec.containers[].{name}");
            match pods.workload.containers.iter().find(asked) {
                Some(one) => {
                    let same = if one.same { ", which asks the same as the other probe" } else { "" };
                    (Verdict::Supported, pods.proof(&attribute, format!("in container {}{same}", one.name)))
                }
                // What is to be applied may be a base that another file adds to.
                None => {
                    let verdict =
                        if pods.workload.live { Verdict::Contradicted } else { Verdict::NoEvidence };
                    (verdict, pods.proof(&attribute, "in no container"))
                }
            }
        });
        let field = at("health").then(name.trim_end_matches("Probe"));
        out.push(claim(field, says.to_owned(), Rule::All, pieces.collect()));
    }
}

fn scaling(service: &Service, own: &Own<'_>, out: &mut Vec<Claim>) {
    let Some(scaling) = &service.scaling else { return };
    for (leaf, name, noun) in [(&scaling.min, "min", "at least"), (&scaling.max, "max", "up to exactly")] {
        let Some(wanted) = leaf.as_ref().and_then(|leaf| leaf.get()).map(|n| u64::from(n.0)) else {
            continue;
        };
        // More at least is as good; a service that promises to grow to 30 neither stops before nor goes on.
        let fits = |size: u64| if name == "min" { size >= wanted } else { size == wanted };
        let scalers = own.runs.iter().filter_map(|run| run.scaler);
        let mut pieces: Vec<Piece> = scalers
            .filter_map(|(file, scaler)| {
                let is = if name == "min" { scaler.min } else { scaler.max }?;
                let proof = scaled(file, scaler, &format!("spec.{name}Replicas"), is.to_string());
                Some((Verdict::of(fits(is)), proof))
            })
            .collect();
        pieces.extend(resource::group_size(own, name, fits));
        out.push(claim(at("scaling").then(name), format!("{noun} {wanted} instances"), Rule::All, pieces));
    }
}
