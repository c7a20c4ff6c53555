//! What the attributes of a cloud resource mean for a claim.

use super::super::terraform::{Known, Resource};
use super::{Own, Piece, Proof, Verdict};

/// What is asked of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) enum Sign {
    /// Something takes over by itself.
    Failover,
    /// It is in more than one zone.
    Zones,
}

/// What says so: an attribute and its value.
pub(in crate::evidence) type Says = (Verdict, String, String);

pub(super) fn proof(file: &str, resource: &Resource, attribute: &str, value: impl Into<String>) -> Proof {
    let address = resource.address.clone();
    Proof { file: file.into(), address, attribute: attribute.into(), value: value.into() }
}

/// A flag as a verdict; what is not set or not known says nothing.
pub(super) fn flagged(known: &Known) -> Verdict {
    known.flag().map_or(Verdict::NoEvidence, Verdict::of)
}

/// Whether a database or cache has a standby in another zone; nothing where its type cannot say.
pub(in crate::evidence) fn standby(resource: &Resource, own: &Own<'_>, sign: Sign) -> Option<Says> {
    let flag = |attribute: &str| {
        let known = resource.get(attribute)?;
        Some((flagged(known), attribute.to_owned(), known.shown().to_owned()))
    };
    let word = |attribute: &str, good: &[&str], bad: &[&str]| {
        let found = resource.all(attribute);
        let (shown, known) = found.first()?;
        let verdict = match known.value() {
            Some(value) if good.contains(&value) => Verdict::Supported,
            Some(value) if bad.contains(&value) => Verdict::Contradicted,
            _ => Verdict::NoEvidence,
        };
        Some((verdict, (*shown).to_owned(), known.shown().to_owned()))
    };
    match resource.kind {
        "aws_db_instance" => flag("multi_az"),
        "aws_rds_cluster" => {
            let (verdict, value) = match members(resource, own) {
                (0, 0) => return None,
                (1, 0) => (Verdict::Contradicted, "1 instance of this cluster".into()),
                (count, _) if count > 1 => (Verdict::Supported, format!("{count} instances of this cluster")),
                _ => (Verdict::NoEvidence, "instances whose cluster is not known".into()),
            };
            Some((verdict, "aws_rds_cluster_instance".into(), value))
        }
        "aws_elasticache_replication_group" if sign == Sign::Failover => flag("automatic_failover_enabled"),
        "aws_elasticache_replication_group" => flag("multi_az_enabled"),
        "google_sql_database_instance" => word("settings.availability_type", &["REGIONAL"], &["ZONAL"]),
        "azurerm_postgresql_flexible_server" => {
            match (word("high_availability.mode", &["ZoneRedundant"], &["SameZone"]), sign) {
                (Some((Verdict::Contradicted, attribute, value)), Sign::Failover) => {
                    Some((Verdict::Supported, attribute, value))
                }
                (found, _) => found.or_else(|| {
                    let unset = resource.get("high_availability")? == &Known::Unset;
                    unset.then(|| (Verdict::Contradicted, "high_availability".into(), "not set".into()))
                }),
            }
        }
        "azurerm_storage_account" if sign == Sign::Zones => {
            word("account_replication_type", &["ZRS", "GZRS", "RAGZRS"], &["LRS"])
        }
        "aws_autoscaling_group" if sign == Sign::Zones => {
            let zones = resource.get("availability_zones")?;
            let verdict = zones.value().map_or(Verdict::NoEvidence, |zones| Verdict::of(zones.contains(',')));
            Some((verdict, "availability_zones".into(), zones.shown().into()))
        }
        "aws_route53_record" if sign == Sign::Failover => {
            let found = resource.all("failover_routing_policy.type");
            let (shown, known) = found.first()?;
            known.value().map(|value| (Verdict::Supported, (*shown).to_owned(), value.to_owned()))
        }
        _ => None,
    }
}

/// The same of every resource of the service.
pub(super) fn pieces(own: &Own<'_>, sign: Sign) -> Vec<Piece> {
    let says = own.resources.iter().filter_map(|(file, resource)| {
        let (verdict, attribute, value) = standby(resource, own, sign)?;
        Some((verdict, proof(file, resource, &attribute, value)))
    });
    says.collect()
}

/// How many instances are of this cluster, and of how many nobody knows of which they are.
fn members(cluster: &Resource, own: &Own<'_>) -> (u64, u64) {
    own.members.iter().fold((0, 0), |(of, unknown), one| match one.belongs_to(cluster) {
        Some(true) => (of + 1, unknown),
        Some(false) => (of, unknown),
        None => (of, unknown + 1),
    })
}

/// How many instances may run at least by the groups or else the database of the service, where no workload says so.
///
/// Machines and databases are never added up; what one of them does not say leaves all without evidence.
pub(super) fn instances(own: &Own<'_>) -> Option<(u64, Vec<Proof>)> {
    let of = |kind: &str| own.resources.iter().filter(|(_, one)| one.kind == kind).collect::<Vec<_>>();
    let groups = of("aws_autoscaling_group");
    let [caches, clusters] = ["aws_elasticache_replication_group", "aws_rds_cluster"].map(of);
    let (resources, attribute) = match (groups.is_empty(), caches.is_empty(), clusters.is_empty()) {
        (false, ..) => (groups, "min_size"),
        (true, false, true) => (caches, "num_cache_clusters"),
        (true, true, false) => (clusters, "aws_rds_cluster_instance"),
        _ => return None,
    };
    let mut total = 0_u64;
    let mut proofs = Vec::new();
    for (file, resource) in resources {
        let count = match members(resource, own) {
            _ if resource.kind != "aws_rds_cluster" => resource.get(attribute)?.whole()?,
            (count, 0) if count > 0 => count,
            _ => return None,
        };
        total = total.saturating_add(count);
        proofs.push(proof(file, resource, attribute, count.to_string()));
    }
    Some((total, proofs))
}

/// `min_size` or `max_size` of groups against a claim.
pub(super) fn group_size(own: &Own<'_>, name: &str, fits: impl Fn(u64) -> bool) -> Vec<Piece> {
    let groups = own.resources.iter().filter(|(_, resource)| resource.kind == "aws_autoscaling_group");
    let attribute = format!("{name}_size");
    let sizes = groups.filter_map(|(file, group)| {
        let known = group.get(&attribute)?;
        let verdict = known.whole().map_or(Verdict::NoEvidence, |size| Verdict::of(fits(size)));
        Some((verdict, proof(file, group, &attribute, known.shown())))
    });
    sizes.collect()
}
