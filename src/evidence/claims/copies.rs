//! Claims about copies of data and about taking over: backups, replication, failover.

use super::super::longest_gap;
use super::super::terraform::{Known, Resource};
use super::resource::{self, Sign, flagged, proof};
use super::{Claim, Own, Piece, Proof, Rule, Verdict, claim};
use crate::finding::at;
use crate::record::{Backup, BackupMethod, Flag, Leaf, Replication, Service};
use crate::time::show_seconds;

const DAY: i64 = 86_400;

/// How far behind the providers' own point-in-time recovery is, as they document it: five minutes.
const ARCHIVE_LAG: i64 = 300;

pub(super) fn claims(service: &Service, own: &Own<'_>, out: &mut Vec<Claim>) {
    if is_true(service.failover.as_ref().and_then(|failover| failover.automatic.as_ref())) {
        let pieces = resource::pieces(own, Sign::Failover);
        out.push(claim(at("failover.automatic"), "takes over by itself".into(), Rule::All, pieces));
    }
    for (index, backup) in service.backups.iter().enumerate() {
        of_backup(backup, index, own, out);
    }
    let home = service.locations.first().and_then(|location| location.region.as_deref());
    for (index, replica) in service.replication.iter().enumerate() {
        out.extend(of_replica(replica, index, home, own));
    }
}

fn is_true(leaf: Option<&Leaf<Flag>>) -> bool {
    leaf.and_then(Leaf::get).is_some_and(|flag| flag.0)
}

fn of_backup(backup: &Backup, index: usize, own: &Own<'_>, out: &mut Vec<Claim>) {
    let field = |name: &str| at("backups").item(index).then(name);
    let method = backup.method.as_ref().and_then(Leaf::get).copied();
    let name = method.map_or("backup", BackupMethod::word);
    if let Some(every) = backup.every.as_ref().and_then(Leaf::get) {
        let says = format!("{name} every {every}");
        out.push(claim(field("every"), says, Rule::Any, intervals(method, every.seconds, own)));
    }
    if let Some(retention) = backup.retention.as_ref().and_then(Leaf::get) {
        let says = format!("{name} kept for {retention}");
        out.push(claim(field("retention"), says, Rule::Any, retentions(method, retention.seconds, own)));
    }
    if is_true(backup.immutable.as_ref()) {
        let pieces = of_resources(own, |one| match one.kind {
            "aws_backup_vault_lock_configuration" => {
                vec![(Verdict::Supported, "address".into(), "a locked vault".into())]
            }
            "aws_s3_bucket" | "aws_s3_bucket_object_lock_configuration" => {
                let found = ["object_lock_configuration.object_lock_enabled", "object_lock_enabled"];
                words(one, &found, &["Enabled", "true"], &[])
            }
            "azurerm_recovery_services_vault" => words(one, &["immutability"], &["Locked"], &["Disabled"]),
            "google_storage_bucket" => words(one, &["retention_policy.is_locked"], &["true"], &["false"]),
            _ => Vec::new(),
        });
        out.push(claim(field("immutable"), format!("{name} that nobody can change"), Rule::Any, pieces));
    }
    if is_true(backup.encrypted.as_ref()) {
        let pieces = of_resources(own, |one| {
            let flags = ["storage_encrypted", "encrypted", "at_rest_encryption_enabled"];
            let mut found: Vec<Said> = flags
                .iter()
                .filter_map(|flag| {
                    Some((flagged(one.get(flag)?), (*flag).to_owned(), one.get(flag)?.shown().to_owned()))
                })
                .collect();
            let algorithm = ".apply_server_side_encryption_by_default.sse_algorithm";
            for start in ["server_side_encryption_configuration.rule", "rule"] {
                found.extend(words(
                    one,
                    &[&format!("{start}{algorithm}")],
                    &["aws:kms", "AES256", "aws:kms:dsse"],
                    &[],
                ));
            }
            found
        });
        out.push(claim(field("encrypted"), format!("{name} encrypted"), Rule::All, pieces));
    }
}

/// A verdict, the attribute and its value.
type Said = (Verdict, String, String);

fn of_resources(own: &Own<'_>, say: impl Fn(&Resource) -> Vec<Said>) -> Vec<Piece> {
    let pieces = own.resources.iter().flat_map(|(file, one)| {
        say(one).into_iter().map(|(verdict, attribute, value)| (verdict, proof(file, one, &attribute, value)))
    });
    pieces.collect()
}

/// The first of these attributes that is there, judged by its words.
fn words(resource: &Resource, paths: &[&str], good: &[&str], bad: &[&str]) -> Vec<Said> {
    let found = paths.iter().flat_map(|path| resource.all(path));
    let said = found.map(|(shown, known)| {
        let is = |list: &[&str]| known.value().is_some_and(|value| list.contains(&value));
        let verdict = match (is(good), is(bad)) {
            (true, _) => Verdict::Supported,
            (_, true) => Verdict::Contradicted,
            _ => Verdict::NoEvidence,
        };
        (verdict, shown.to_owned(), known.shown().to_owned())
    });
    said.collect()
}

/// The attribute by which a managed database keeps backups of its own, in days.
fn days_kept(resource: &Resource) -> Option<(&'static str, &Known)> {
    let attribute = match resource.kind {
        "aws_db_instance" | "aws_rds_cluster" => "backup_retention_period",
        "azurerm_postgresql_flexible_server" => "backup_retention_days",
        "aws_elasticache_replication_group" => "snapshot_retention_limit",
        _ => return None,
    };
    resource.get(attribute).map(|known| (attribute, known))
}

/// Whether the provider's own backups of this type can go back to a point in time.
fn to_a_point(resource: &Resource) -> bool {
    matches!(resource.kind, "aws_db_instance" | "aws_rds_cluster" | "azurerm_postgresql_flexible_server")
}

fn intervals(method: Option<BackupMethod>, every: i64, own: &Own<'_>) -> Vec<Piece> {
    let pitr = method == Some(BackupMethod::Pitr);
    let snapshot = matches!(method, None | Some(BackupMethod::Snapshot | BackupMethod::Incremental));
    // What the provider does by itself may be less than another tool does, and is then no contradiction.
    let own_rhythm = |runs: bool, gap: i64| match (runs, every >= gap) {
        (true, true) => Verdict::Supported,
        (true, false) => Verdict::NoEvidence,
        (false, _) => Verdict::Contradicted,
    };
    let mut pieces = of_resources(own, |one| {
        let mut said = Vec::new();
        if let Some((attribute, known)) = days_kept(one).filter(|_| snapshot || (pitr && to_a_point(one))) {
            let verdict = known.whole().map_or(Verdict::NoEvidence, |days| {
                own_rhythm(days > 0, if pitr { ARCHIVE_LAG } else { DAY })
            });
            said.push((verdict, attribute.to_owned(), known.shown().to_owned()));
        }
        let enabled = if pitr {
            [
                "point_in_time_recovery.enabled",
                "settings.backup_configuration.point_in_time_recovery_enabled",
                "rule.enable_continuous_backup",
            ]
        } else {
            ["settings.backup_configuration.enabled", "", ""]
        };
        for (shown, known) in enabled.iter().filter(|_| pitr || snapshot).flat_map(|path| one.all(path)) {
            let gap = if pitr { ARCHIVE_LAG } else { DAY };
            let verdict = known.flag().map_or(Verdict::NoEvidence, |runs| own_rhythm(runs, gap));
            said.push((verdict, shown.to_owned(), known.shown().to_owned()));
        }
        if !pitr && method != Some(BackupMethod::Dump) {
            said.extend(one.all("rule.schedule").into_iter().map(|(shown, known)| {
                let gap = known.value().and_then(longest_gap);
                (
                    gap.map_or(Verdict::NoEvidence, |gap| Verdict::of(gap <= every)),
                    shown.to_owned(),
                    with_gap(known.shown(), gap),
                )
            }));
            said.extend(one.all("policy_details.schedule.create_rule.interval").into_iter().map(
                |(shown, known)| {
                    let gap = known
                        .whole()
                        .and_then(|hours| i64::try_from(hours).ok())
                        .map(|hours| hours.saturating_mul(3_600));
                    (
                        gap.map_or(Verdict::NoEvidence, |gap| Verdict::of(gap <= every)),
                        shown.to_owned(),
                        with_gap(known.shown(), gap),
                    )
                },
            ));
        }
        said
    });
    if !pitr {
        pieces.extend(own.schedules.iter().map(|(file, schedule)| {
            let told = |attribute: &str, value: String| velero(file, schedule, attribute, value);
            if schedule.paused {
                return (Verdict::Contradicted, told("spec.paused", "true".into()));
            }
            let verdict = schedule.longest_gap.map_or(Verdict::NoEvidence, |gap| Verdict::of(gap <= every));
            (verdict, told("spec.schedule", with_gap(&schedule.schedule, schedule.longest_gap)))
        }));
    }
    pieces
}

fn velero(
    file: &str,
    schedule: &super::super::kubernetes::Schedule,
    attribute: &str,
    value: String,
) -> Proof {
    Proof { file: file.into(), address: schedule.id.to_string(), attribute: attribute.into(), value }
}

fn with_gap(schedule: &str, gap: Option<i64>) -> String {
    gap.map_or_else(|| schedule.to_owned(), |gap| format!("{schedule}, at most {} apart", show_seconds(gap)))
}

fn retentions(method: Option<BackupMethod>, wanted: i64, own: &Own<'_>) -> Vec<Piece> {
    let pitr = method == Some(BackupMethod::Pitr);
    let snapshot = matches!(method, None | Some(BackupMethod::Snapshot | BackupMethod::Incremental));
    let days = |(shown, known): (&str, &Known)| {
        let kept =
            known.whole().and_then(|days| i64::try_from(days).ok()).map(|days| days.saturating_mul(DAY));
        let verdict = kept.map_or(Verdict::NoEvidence, |kept| Verdict::of(kept >= wanted));
        (verdict, shown.to_owned(), known.shown().to_owned())
    };
    let mut pieces = of_resources(own, |one| {
        let mut said: Vec<Said> =
            days_kept(one).filter(|_| snapshot || (pitr && to_a_point(one))).map(days).into_iter().collect();
        if pitr {
            let log = "settings.backup_configuration.transaction_log_retention_days";
            said.extend(one.all(log).into_iter().map(days));
        } else if method != Some(BackupMethod::Dump) {
            said.extend(one.all("rule.lifecycle.delete_after").into_iter().map(days));
        }
        said
    });
    if !pitr {
        pieces.extend(own.schedules.iter().map(|(file, schedule)| {
            let verdict = match schedule.retention {
                Some(kept) if kept >= wanted => Verdict::Supported,
                Some(_) if schedule.ttl.is_some() => Verdict::Contradicted,
                _ => Verdict::NoEvidence,
            };
            let value = schedule.ttl.clone().unwrap_or_else(|| "720h, as nothing is written".into());
            (verdict, velero(file, schedule, "spec.template.ttl", value))
        }));
    }
    pieces
}

/// A live copy elsewhere; whether it is written before or after the answer, and how far behind it is, no attribute says.
fn of_replica(replica: &Replication, index: usize, home: Option<&str>, own: &Own<'_>) -> Option<Claim> {
    let to = replica.to.as_ref()?;
    let region = to.region.as_deref()?;
    let place = to.zone.as_deref().unwrap_or(region);
    let pieces = if Some(region) == home {
        resource::pieces(own, Sign::Zones)
    } else {
        of_resources(own, |one| match one.kind {
            "aws_dynamodb_table" => {
                let found = one.all("replica.region_name");
                let there = found.iter().any(|(_, known)| known.value() == Some(region));
                let said = found.iter().map(|(shown, known)| {
                    let verdict =
                        if known.value().is_some() { Verdict::of(there) } else { Verdict::NoEvidence };
                    (verdict, (*shown).to_owned(), known.shown().to_owned())
                });
                said.filter(|(verdict, _, value)| *verdict != Verdict::Supported || value == region).collect()
            }
            "aws_rds_cluster" => one
                .get("global_cluster_identifier")
                .filter(|known| known.value().is_some())
                .map(|_| (Verdict::Supported, "global_cluster_identifier".to_owned(), "set".to_owned()))
                .into_iter()
                .collect(),
            "aws_s3_bucket" => {
                words(one, &["replication_configuration.rules.status"], &["Enabled"], &["Disabled"])
            }
            "aws_s3_bucket_replication_configuration" => {
                words(one, &["rule.status"], &["Enabled"], &["Disabled"])
            }
            "azurerm_storage_account" => words(
                one,
                &["account_replication_type"],
                &["GRS", "RAGRS", "GZRS", "RAGZRS"],
                &["LRS", "ZRS"],
            ),
            _ => Vec::new(),
        })
    };
    Some(claim(
        at("replication").item(index).then("to"),
        format!("a live copy in {place}"),
        Rule::Any,
        pieces,
    ))
}
