//! The attributes that are read, by resource type; every other value of a state or plan is passed over.
//!
//! An allow-list, because states hold passwords in plain text and providers do not mark all of them as sensitive.

use crate::evidence::longest_gap;

/// Attributes of one type: names from the top, `[*]` for every block of a list.
pub(super) type Attributes = &'static [&'static str];

const TYPES: &[(&str, Attributes)] = &[
    (
        "aws_autoscaling_group",
        &["min_size", "max_size", "desired_capacity", "availability_zones", "vpc_zone_identifier"],
    ),
    (
        "aws_backup_plan",
        &[
            "rule[*].schedule",
            "rule[*].enable_continuous_backup",
            "rule[*].lifecycle[*].delete_after",
            "rule[*].copy_action[*].lifecycle[*].delete_after",
        ],
    ),
    ("aws_backup_vault_lock_configuration", &["min_retention_days", "changeable_for_days"]),
    (
        "aws_db_instance",
        &[
            "backup_retention_period",
            "backup_window",
            "multi_az",
            "availability_zone",
            "replicas",
            "replicate_source_db",
            "deletion_protection",
            "skip_final_snapshot",
            "delete_automated_backups",
            "storage_encrypted",
            "copy_tags_to_snapshot",
        ],
    ),
    ("aws_db_instance_automated_backups_replication", &["retention_period"]),
    (
        "aws_dlm_lifecycle_policy",
        &[
            "state",
            "policy_details[*].schedule[*].create_rule[*].interval",
            "policy_details[*].schedule[*].create_rule[*].interval_unit",
            "policy_details[*].schedule[*].retain_rule[*].count",
        ],
    ),
    (
        "aws_dynamodb_table",
        &[
            "point_in_time_recovery[*].enabled",
            "replica[*].region_name",
            "deletion_protection_enabled",
            "stream_enabled",
            "server_side_encryption[*].enabled",
        ],
    ),
    ("aws_ebs_volume", &["availability_zone", "encrypted"]),
    ("aws_efs_backup_policy", &["backup_policy[*].status"]),
    ("aws_efs_file_system", &["encrypted", "availability_zone_name"]),
    (
        "aws_efs_replication_configuration",
        &["destination[*].region", "destination[*].availability_zone_name"],
    ),
    (
        "aws_elasticache_replication_group",
        &[
            "automatic_failover_enabled",
            "multi_az_enabled",
            "snapshot_retention_limit",
            "snapshot_window",
            "num_cache_clusters",
            "replicas_per_node_group",
            "at_rest_encryption_enabled",
        ],
    ),
    (
        "aws_rds_cluster",
        &[
            "backup_retention_period",
            "preferred_backup_window",
            "availability_zones",
            "cluster_members",
            "backtrack_window",
            "global_cluster_identifier",
            "replication_source_identifier",
            "deletion_protection",
            "skip_final_snapshot",
            "storage_encrypted",
            "copy_tags_to_snapshot",
        ],
    ),
    ("aws_rds_cluster_instance", &["availability_zone", "promotion_tier"]),
    ("aws_rds_global_cluster", &["deletion_protection", "storage_encrypted"]),
    ("aws_route53_health_check", &["failure_threshold", "request_interval", "type"]),
    ("aws_route53_record", &["failover_routing_policy[*].type"]),
    (
        "aws_s3_bucket",
        &[
            "versioning[*].enabled",
            "server_side_encryption_configuration[*].rule[*].apply_server_side_encryption_by_default[*].sse_algorithm",
            "replication_configuration[*].rules[*].status",
            "object_lock_configuration[*].object_lock_enabled",
            "object_lock_enabled",
        ],
    ),
    (
        "aws_s3_bucket_object_lock_configuration",
        &["object_lock_enabled", "rule[*].default_retention[*].days"],
    ),
    ("aws_s3_bucket_replication_configuration", &["rule[*].status"]),
    (
        "aws_s3_bucket_server_side_encryption_configuration",
        &["rule[*].apply_server_side_encryption_by_default[*].sse_algorithm"],
    ),
    ("aws_s3_bucket_versioning", &["versioning_configuration[*].status"]),
    (
        "azurerm_postgresql_flexible_server",
        &["backup_retention_days", "geo_redundant_backup_enabled", "high_availability[*].mode", "zone"],
    ),
    ("azurerm_recovery_services_vault", &["immutability", "storage_mode_type", "soft_delete_enabled"]),
    ("azurerm_storage_account", &["account_replication_type"]),
    (
        "google_sql_database_instance",
        &[
            "region",
            "settings[*].availability_type",
            "settings[*].backup_configuration[*].enabled",
            "settings[*].backup_configuration[*].point_in_time_recovery_enabled",
            "settings[*].backup_configuration[*].transaction_log_retention_days",
            "settings[*].backup_configuration[*].backup_retention_settings[*].retained_backups",
        ],
    ),
    ("google_storage_bucket", &["location", "versioning[*].enabled", "retention_policy[*].is_locked"]),
];

/// Attributes that are a number.
const NUMBERS: &[&str] = &[
    "backtrack_window",
    "backup_retention_days",
    "backup_retention_period",
    "changeable_for_days",
    "count",
    "days",
    "delete_after",
    "desired_capacity",
    "failure_threshold",
    "interval",
    "max_size",
    "min_retention_days",
    "min_size",
    "num_cache_clusters",
    "promotion_tier",
    "replicas_per_node_group",
    "request_interval",
    "retained_backups",
    "retention_period",
    "snapshot_retention_limit",
    "transaction_log_retention_days",
];

/// Attributes that are a flag, or a word instead of one.
const FLAGS: &[&str] = &[
    "at_rest_encryption_enabled",
    "automatic_failover_enabled",
    "copy_tags_to_snapshot",
    "delete_automated_backups",
    "deletion_protection",
    "deletion_protection_enabled",
    "enable_continuous_backup",
    "enabled",
    "encrypted",
    "geo_redundant_backup_enabled",
    "is_locked",
    "multi_az",
    "multi_az_enabled",
    "object_lock_enabled",
    "point_in_time_recovery_enabled",
    "skip_final_snapshot",
    "soft_delete_enabled",
    "storage_encrypted",
    "stream_enabled",
];

/// Whether a value is of the kind that the attribute with this last name has; names of places and modes may be any text.
pub(super) fn fits(name: &str, text: &str) -> bool {
    match name {
        "schedule" => longest_gap(text).is_some(),
        _ if NUMBERS.contains(&name) => text.parse::<f64>().is_ok(),
        _ if FLAGS.contains(&name) => {
            ["true", "false", "enabled", "disabled"].iter().any(|word| word.eq_ignore_ascii_case(text))
        }
        _ => true,
    }
}

/// What is read of a resource of this type; nothing where it says nothing about recovery.
pub(super) fn attributes(kind: &str) -> Option<(&'static str, Attributes)> {
    let index = TYPES.binary_search_by(|(name, _)| (*name).cmp(kind)).ok()?;
    TYPES.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::TYPES;

    #[test]
    fn every_attribute_is_documented() {
        let docs = include_str!("../../../docs/evidence.md");
        for (kind, attributes) in TYPES {
            assert!(docs.contains(&format!("`{kind}`")), "{kind}");
            for attribute in *attributes {
                let last = attribute.rsplit('.').next().unwrap();
                assert!(docs.contains(last), "{kind}.{attribute}");
            }
        }
    }

    #[test]
    fn in_order_and_nothing_like_a_secret() {
        assert!(TYPES.is_sorted_by(|a, b| a.0 < b.0));
        for (kind, attributes) in TYPES {
            for attribute in *attributes {
                let bad = ["password", "secret", "token", "key", "user", "arn", "endpoint", "address"];
                assert!(!bad.iter().any(|word| attribute.contains(word)), "{kind}.{attribute}");
            }
        }
    }
}
