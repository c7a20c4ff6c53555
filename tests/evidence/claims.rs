//! Which attribute supports or contradicts which claim, one small folder each.

use std::fs;

use postmortem::evidence::{Claim, Point, Verdict, shown};
use postmortem::source::Source;
use postmortem::workspace::load;
use serde_json::{Value, json};

/// The claims of a service `shop` with these fields and this file of evidence.
fn claims(fields: &str, name: &str, text: &str) -> Vec<Claim> {
    of(fields, name, text).0
}

fn of(fields: &str, name: &str, text: &str) -> (Vec<Claim>, Vec<Point>) {
    let folder = tempfile::tempdir().unwrap();
    for sub in ["services", "evidence"] {
        fs::create_dir(folder.path().join(sub)).unwrap();
    }
    let service = format!("id: shop\nevidence: [evidence/{name}]\n{fields}");
    fs::write(folder.path().join("services/shop.yaml"), service).unwrap();
    fs::write(folder.path().join("evidence").join(name), text).unwrap();
    let loaded = load(&Source::open_work_tree(folder.path()).unwrap());
    assert_eq!(loaded.findings, [], "{fields}");
    let shown = shown(&loaded.workspace, &loaded.workspace.services[0]);
    (shown.claims, shown.points)
}

fn state(resources: &[(&str, Value)]) -> String {
    let resources: Vec<Value> = resources
        .iter()
        .map(|(kind, values)| json!({"address": format!("{kind}.shop"), "mode": "managed", "type": kind, "name": "shop", "values": values}))
        .collect();
    json!({"format_version": "1.0", "values": {"root_module": {"resources": resources}}}).to_string()
}

fn verdict(claims: &[Claim], field: &str) -> String {
    let found = claims.iter().find(|claim| claim.field.to_string() == field);
    found.map_or_else(|| "no claim".into(), |claim| claim.verdict.word().to_owned())
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn attributes_of_terraform() {
    let pitr = "backups: [{method: pitr, every: 5m, retention: 14d, immutable: true, encrypted: true}]\n";
    let snapshot = "backups: [{method: snapshot, every: 1d, retention: 14d}]\n";
    let hourly = "backups: [{method: snapshot, every: 1h, retention: 14d}]\n";
    let automatic = "failover: {automatic: true}\n";
    let zones = "locations: [{region: eu, zone: a, replicas: 1}, {region: eu, zone: b, replicas: 1}]\n";
    let far = "locations: [{region: eu}]\nreplication: [{to: {region: us}, mode: async}]\n";
    let scaling = "scaling: {min: 2, max: 6}\n";
    for (fields, kind, values, field, expected) in [
        (pitr, "aws_db_instance", json!({"backup_retention_period": 14}), "backups[0].every", "supported"),
        (pitr, "aws_db_instance", json!({"backup_retention_period": 0}), "backups[0].every", "contradicted"),
        (
            pitr,
            "aws_db_instance",
            json!({"backup_retention_period": "7"}),
            "backups[0].retention",
            "contradicted",
        ),
        (
            pitr,
            "aws_db_instance",
            json!({"storage_encrypted": false}),
            "backups[0].encrypted",
            "contradicted",
        ),
        (pitr, "aws_rds_cluster", json!({"storage_encrypted": true}), "backups[0].encrypted", "supported"),
        (pitr, "aws_rds_cluster", json!({"storage_encrypted": null}), "backups[0].encrypted", "no evidence"),
        (
            pitr,
            "aws_dynamodb_table",
            json!({"point_in_time_recovery": [{"enabled": true}]}),
            "backups[0].every",
            "supported",
        ),
        (
            pitr,
            "aws_dynamodb_table",
            json!({"point_in_time_recovery": [{"enabled": false}]}),
            "backups[0].every",
            "contradicted",
        ),
        (
            pitr,
            "aws_dynamodb_table",
            json!({"point_in_time_recovery": []}),
            "backups[0].every",
            "no evidence",
        ),
        (
            pitr,
            "google_sql_database_instance",
            json!({"settings": [{"backup_configuration": [{"enabled": true, "point_in_time_recovery_enabled": true, "transaction_log_retention_days": 7}]}]}),
            "backups[0].retention",
            "contradicted",
        ),
        (
            pitr,
            "aws_s3_bucket_object_lock_configuration",
            json!({"object_lock_enabled": "Enabled"}),
            "backups[0].immutable",
            "supported",
        ),
        (
            pitr,
            "azurerm_recovery_services_vault",
            json!({"immutability": "Disabled"}),
            "backups[0].immutable",
            "contradicted",
        ),
        (
            snapshot,
            "aws_db_instance",
            json!({"backup_retention_period": 30}),
            "backups[0].every",
            "supported",
        ),
        // Another tool may make the hourly ones.
        (
            hourly,
            "aws_db_instance",
            json!({"backup_retention_period": 30}),
            "backups[0].every",
            "no evidence",
        ),
        (
            snapshot,
            "aws_backup_plan",
            json!({"rule": [{"schedule": "cron(0 5 ? * * *)", "lifecycle": [{"delete_after": 35}]}]}),
            "backups[0].retention",
            "supported",
        ),
        (
            hourly,
            "aws_backup_plan",
            json!({"rule": [{"schedule": "cron(0 5 ? * * *)"}]}),
            "backups[0].every",
            "contradicted",
        ),
        (
            hourly,
            "aws_dlm_lifecycle_policy",
            json!({"policy_details": [{"schedule": [{"create_rule": [{"interval": 1}]}]}]}),
            "backups[0].every",
            "supported",
        ),
        (automatic, "aws_db_instance", json!({"multi_az": true}), "failover.automatic", "supported"),
        (automatic, "aws_db_instance", json!({"multi_az": false}), "failover.automatic", "contradicted"),
        // Its instances may be in another state.
        (
            automatic,
            "aws_rds_cluster",
            json!({"availability_zones": ["a", "b", "c"]}),
            "failover.automatic",
            "no evidence",
        ),
        (zones, "aws_rds_cluster", json!({}), "locations", "no evidence"),
        (zones, "aws_rds_cluster", json!({}), "locations[0].replicas", "no evidence"),
        (scaling, "aws_autoscaling_group", json!({"min_size": 3}), "scaling.min", "supported"),
        (scaling, "aws_autoscaling_group", json!({"min_size": 1}), "scaling.min", "contradicted"),
        (scaling, "aws_autoscaling_group", json!({"min_size": "two"}), "scaling.min", "no evidence"),
        (
            automatic,
            "aws_elasticache_replication_group",
            json!({"automatic_failover_enabled": true}),
            "failover.automatic",
            "supported",
        ),
        (
            automatic,
            "google_sql_database_instance",
            json!({"settings": [{"availability_type": "ZONAL"}]}),
            "failover.automatic",
            "contradicted",
        ),
        (
            automatic,
            "azurerm_postgresql_flexible_server",
            json!({"high_availability": [{"mode": "SameZone"}]}),
            "failover.automatic",
            "supported",
        ),
        (
            automatic,
            "azurerm_postgresql_flexible_server",
            json!({"high_availability": []}),
            "failover.automatic",
            "contradicted",
        ),
        (
            automatic,
            "aws_route53_record",
            json!({"failover_routing_policy": [{"type": "PRIMARY"}]}),
            "failover.automatic",
            "supported",
        ),
        (
            zones,
            "google_sql_database_instance",
            json!({"settings": [{"availability_type": "REGIONAL"}]}),
            "locations",
            "supported",
        ),
        (
            zones,
            "azurerm_postgresql_flexible_server",
            json!({"high_availability": [{"mode": "SameZone"}]}),
            "locations",
            "contradicted",
        ),
        (
            zones,
            "aws_autoscaling_group",
            json!({"availability_zones": ["eu-a"], "min_size": 2}),
            "locations",
            "contradicted",
        ),
        (zones, "aws_autoscaling_group", json!({"min_size": 2}), "locations[0].replicas", "supported"),
        (zones, "aws_autoscaling_group", json!({"min_size": 1}), "locations[0].replicas", "contradicted"),
        (scaling, "aws_autoscaling_group", json!({"max_size": 4}), "scaling.max", "contradicted"),
        (
            far,
            "aws_dynamodb_table",
            json!({"replica": [{"region_name": "us"}]}),
            "replication[0].to",
            "supported",
        ),
        (
            far,
            "aws_dynamodb_table",
            json!({"replica": [{"region_name": "ap"}]}),
            "replication[0].to",
            "contradicted",
        ),
        (
            far,
            "azurerm_storage_account",
            json!({"account_replication_type": "ZRS"}),
            "replication[0].to",
            "contradicted",
        ),
        (
            far,
            "aws_s3_bucket_replication_configuration",
            json!({"rule": [{"status": "Enabled"}]}),
            "replication[0].to",
            "supported",
        ),
    ] {
        let claims = claims(fields, "state.json", &state(&[(kind, values.clone())]));
        assert_eq!(verdict(&claims, field), expected, "{kind} {values} {field}: {claims:?}");
    }
}

#[test]
fn what_is_known_after_apply_is_no_evidence() {
    let plan = json!({
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": [{"address": "aws_db_instance.shop", "mode": "managed", "type": "aws_db_instance", "name": "shop", "values": {}}]}},
        "resource_changes": [{"address": "aws_db_instance.shop", "change": {"after_unknown": {"multi_az": true, "backup_retention_period": true}}}]
    });
    let fields = "failover: {automatic: true}\nbackups: [{method: pitr, every: 5m, retention: 7d}]\n";
    let claims = claims(fields, "plan.json", &plan.to_string());
    for claim in &claims {
        assert_eq!(claim.verdict, Verdict::NoEvidence);
        assert!(
            claim.proofs.iter().all(|proof| proof.value == "unknown until apply") && !claim.proofs.is_empty()
        );
    }
    assert_eq!(claims.len(), 3);
}

#[test]
fn a_cluster_has_as_many_standbys_as_instances() {
    let cluster = ("aws_rds_cluster", json!({"cluster_identifier": "shop"}));
    let of = |cluster: &str| ("aws_rds_cluster_instance", json!({"cluster_identifier": cluster}));
    let unknown = || ("aws_rds_cluster_instance", json!({}));
    for (resources, expected) in [
        (vec![cluster.clone(), of("shop"), of("shop")], "supported"),
        (vec![cluster.clone(), of("shop"), of("shop"), unknown()], "supported"),
        (vec![cluster.clone(), of("shop")], "contradicted"),
        (vec![cluster.clone(), of("shop"), of("other")], "contradicted"),
        (vec![cluster.clone(), of("shop"), unknown()], "no evidence"),
        (vec![cluster.clone(), unknown(), unknown()], "no evidence"),
        (vec![cluster.clone(), of("other"), of("other")], "no evidence"),
        (vec![cluster.clone()], "no evidence"),
    ] {
        let claims = claims("failover: {automatic: true}\n", "state.json", &state(&resources));
        assert_eq!(verdict(&claims, "failover.automatic"), expected);
    }
}

#[test]
fn manifests_and_velero() {
    let head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\n";
    let canary = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: shop}\nspec: {strategy: {canary: {steps: [{setWeight: 10}, {setWeight: 50}]}}}\n";
    let velero = |spec: &str| {
        format!("apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {{name: nightly}}\nspec: {spec}\n")
    };
    let backup = "backups: [{method: snapshot, every: 6h, retention: 14d}]\n";
    for (fields, text, field, expected) in [
        (
            "locations: [{region: eu, replicas: 2}]\n",
            format!("{head}spec: {{replicas: 2}}\n"),
            "locations[0].replicas",
            "supported",
        ),
        ("locations: [{region: eu, replicas: 2}]\n", head.to_owned(), "locations[0].replicas", "no evidence"),
        (
            "locations: [{region: eu, replicas: 2}]\n",
            format!("{head}spec: {{replicas: 1}}\n"),
            "locations[0].replicas",
            "contradicted",
        ),
        (
            "locations: [{region: eu, replicas: 2}]\n",
            format!("{head}spec: {{replicas: '${{REPLICAS}}'}}\n"),
            "locations[0].replicas",
            "no evidence",
        ),
        (
            "locations: [{region: eu, replicas: 2}]\n",
            format!(
                "{head}spec: {{replicas: 1}}\n---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {{name: shop}}\nspec: {{scaleTargetRef: {{name: shop}}, minReplicaCount: 3}}\n"
            ),
            "locations[0].replicas",
            "no evidence",
        ),
        ("deployment: {strategy: rolling}\n", head.to_owned(), "deployment.strategy", "supported"),
        (
            "deployment: {strategy: rolling}\n",
            format!("{head}spec: {{strategy: {{type: Recreate}}}}\n"),
            "deployment.strategy",
            "contradicted",
        ),
        ("deployment: {strategy: blue-green}\n", head.to_owned(), "deployment.strategy", "no evidence"),
        ("deployment: {strategy: blue-green}\n", canary.to_owned(), "deployment.strategy", "contradicted"),
        (
            "deployment: {strategy: canary, steps: [{share: 0.1}, {share: 0.5}, {share: 1.0}]}\n",
            canary.to_owned(),
            "deployment.steps",
            "supported",
        ),
        (
            "deployment: {strategy: canary, steps: [{share: 0.2}, {share: 1.0}]}\n",
            canary.to_owned(),
            "deployment.steps",
            "contradicted",
        ),
        (
            "health: {liveness: x}\n",
            format!(
                "{head}spec: {{template: {{spec: {{containers: [{{name: a, livenessProbe: {{tcpSocket: {{port: 1}}}}}}]}}}}}}\n"
            ),
            "health.liveness",
            "supported",
        ),
        (
            "health: {readiness: x}\n",
            format!("{head}spec: {{template: {{spec: {{containers: [{{name: a}}]}}}}}}\n"),
            "health.readiness",
            "no evidence",
        ),
        // The cluster itself says so.
        (
            "health: {readiness: x}\n",
            format!(
                "{}spec: {{template: {{spec: {{containers: [{{name: a}}]}}}}}}\n",
                head.replace("name: shop", "name: shop, uid: 6f1c")
            ),
            "health.readiness",
            "contradicted",
        ),
        (backup, velero("{schedule: '0 */6 * * *'}"), "backups[0].every", "supported"),
        (backup, velero("{schedule: '0 8-20/4 * * *'}"), "backups[0].every", "contradicted"),
        (backup, velero("{schedule: '0 */6 * * *', paused: true}"), "backups[0].every", "contradicted"),
        (
            backup,
            velero("{schedule: '0 */6 * * *', template: {ttl: 240h}}"),
            "backups[0].retention",
            "contradicted",
        ),
        (backup, velero("{schedule: '0 */6 * * *'}"), "backups[0].retention", "supported"),
        (
            "backups: [{method: snapshot, retention: 90d}]\n",
            velero("{schedule: '0 */6 * * *'}"),
            "backups[0].retention",
            "no evidence",
        ),
        (backup, head.to_owned(), "backups[0].every", "no evidence"),
    ] {
        let claims = claims(fields, "shop.yaml", &text);
        assert_eq!(verdict(&claims, field), expected, "{text} {fields}: {claims:?}");
    }
}

#[test]
fn only_its_own_workloads_count() {
    let two = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: other}\nspec: {replicas: 1}\n---\n\
               apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app.kubernetes.io/name: shop}}\nspec: {replicas: 3}\n";
    let fields = "locations: [{region: eu, replicas: 3}]\n";
    assert_eq!(verdict(&claims(fields, "x.yaml", two), "locations[0].replicas"), "supported");
    // Called like nothing here, and not alone: nobody's.
    let foreign = two.replace("shop", "third");
    assert_eq!(verdict(&claims(fields, "x.yaml", &foreign), "locations[0].replicas"), "no evidence");
}

#[test]
fn objectives_are_never_claimed_of_configuration() {
    let fields = "objectives: {rto: 1h, rpo: 5m, availability: 0.999}\n";
    let state = state(&[("aws_db_instance", json!({"multi_az": true, "backup_retention_period": 35}))]);
    assert_eq!(claims(fields, "state.json", &state), []);
}

#[test]
fn machines_and_databases_are_not_added_up() {
    let fields = "locations: [{region: eu, replicas: 3}]\n";
    let group = |size: Value| ("aws_autoscaling_group", json!({"min_size": size}));
    let cache = ("aws_elasticache_replication_group", json!({"num_cache_clusters": 2}));
    let cluster = ("aws_rds_cluster", json!({"cluster_identifier": "shop"}));
    let member = ("aws_rds_cluster_instance", json!({"cluster_identifier": "shop"}));
    for (resources, expected) in [
        (vec![group(json!(2)), cache.clone()], "contradicted"),
        (vec![group(json!(2)), group(json!(1))], "supported"),
        (vec![group(json!(2)), group(Value::Null)], "no evidence"),
        (vec![cache.clone(), cluster.clone(), member.clone(), member.clone()], "no evidence"),
        (vec![cluster, member.clone(), member], "contradicted"),
    ] {
        let claims = claims(fields, "state.json", &state(&resources));
        assert_eq!(verdict(&claims, "locations[0].replicas"), expected, "{resources:?}");
    }
}

/// A Rollout that takes its pods from a Deployment, which it scales down.
const REFERENCE: &str = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: shop}\n\
    spec: {replicas: 6, workloadRef: {apiVersion: apps/v1, kind: Deployment, name: shop}, strategy: {canary: {}}}\n";
const REFERRED: &str = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  replicas: 0\n  template:\n\
    \x20   metadata: {labels: {app: shop}}\n    spec:\n      topologySpreadConstraints: [{topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: shop}}}]\n\
    \x20     containers: [{name: a, readinessProbe: {tcpSocket: {port: 1}}}]\n---\n\
    apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: shop}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: shop}}}\n---\n\
    apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {app: shop}}\n";

#[test]
fn a_rollout_stands_for_the_deployment_it_refers_to() {
    let fields = "tier: 1\nlocations: [{region: eu, zone: a, replicas: 3}, {region: eu, zone: b, replicas: 3}]\nhealth: {readiness: x}\ndeployment: {strategy: canary}\n";
    for text in [REFERENCE.to_owned() + REFERRED, REFERENCE.to_owned()] {
        let (claims, points) = of(fields, "shop.yaml", &text);
        assert_eq!(points, [], "{text}");
        let whole = text.contains("Deployment\nmetadata");
        let expected = if whole { "supported" } else { "no evidence" };
        for (field, expected) in [
            ("locations[0].replicas", "supported"),
            ("deployment.strategy", "supported"),
            ("locations", expected),
            ("health.readiness", expected),
        ] {
            assert_eq!(verdict(&claims, field), expected, "{field}: {claims:?}");
        }
        let zero = |claim: &Claim| claim.proofs.iter().any(|proof| proof.value == "0");
        assert!(!claims.iter().any(zero), "{claims:?}");
    }
}
