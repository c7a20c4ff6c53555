//! The triangle over the samples equals the table written by hand.

use std::collections::BTreeMap;

use postmortem::runbook::coverage;

use super::{folder, printed, read, samples};

/// Name, severity, `for`, and the runbook or `elsewhere`, by file.
type Table = BTreeMap<String, Vec<[String; 4]>>;

fn expected() -> Table {
    let text = include_str!("EXPECTED.yaml");
    serde_yaml::from_str(text).unwrap()
}

#[test]
fn equals_the_table() {
    let folder = folder();
    let workspace = read(folder.path()).workspace;
    assert_eq!(workspace.alerts.problems, []);
    let coverage = coverage(&workspace, &workspace.alerts);
    let mut found = Table::new();
    for covered in &coverage.alerts {
        let alert = covered.alert;
        let runbook = covered.runbook.map(|(i, _)| workspace.runbooks[i].id.clone());
        found.entry(alert.file.strip_prefix("alerts/").unwrap().to_owned()).or_default().push([
            alert.name.clone(),
            alert.severity().unwrap().to_owned(),
            alert.holds.clone().unwrap_or_else(|| "none".into()),
            runbook.unwrap_or_else(|| covered.word().to_owned()),
        ]);
        assert!(
            !alert.expr.is_empty() && alert.runbook_url().is_some() && alert.annotation("summary").is_some()
        );
    }
    assert_eq!(found, expected());
    // Of both kinds of file, counted by hand.
    assert_eq!(found["kube-state-metrics.rules.yaml"].len(), 4);
    assert_eq!(found["nodeExporter-prometheusRule.yaml"].len(), 26);
    assert_eq!((coverage.alerts.len(), workspace.alerts.names(), workspace.alerts.recording), (48, 42, 15));
    assert_eq!(
        (coverage.count("covered"), coverage.count("elsewhere"), coverage.missing().len()),
        (4, 44, 39)
    );
    let unused: Vec<&str> = coverage.unused.iter().map(|i| workspace.runbooks[*i].id.as_str()).collect();
    let idle = [
        "KubeDeploymentReplicasMismatch",
        "KubePersistentVolumeFillingUp",
        "KubePodCrashLooping",
        "PrometheusTargetSyncFailure",
        "TargetDown",
        "Watchdog",
        "etcdMembersDown",
    ];
    assert_eq!(unused, idle);
}

#[test]
fn no_alert_is_lost_on_the_way_out() {
    let folder = folder();
    let text = printed(folder.path(), &["runbook", "coverage", "--root", "."]);
    let rules = samples().join("rules");
    let json = printed(
        folder.path(),
        &["runbook", "coverage", "--root", ".", "--format", "json", "--rules", rules.to_str().unwrap()],
    );
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["counts"]["alerts"], 48);
    let alerts = json["alerts"].as_array().unwrap();
    for (file, rows) in expected() {
        for [name, severity, _, state] in rows {
            let covered = state != "elsewhere";
            let same = alerts.iter().filter(|alert| {
                alert["alert"] == *name
                    && alert["labels"]["severity"] == *severity
                    && alert["file"].as_str().unwrap().ends_with(&file)
                    && (if covered { alert["runbook"] == *state } else { alert["state"] == "elsewhere" })
            });
            assert_eq!(same.count(), 1, "{name} {severity}");
            let lines = text.lines().filter(|line| {
                line.split_whitespace().next() == Some(&*name)
                    && line.contains(&format!("severity={severity}"))
            });
            assert_eq!(lines.count(), 1, "{name} {severity}");
        }
    }
    let markdown = printed(folder.path(), &["runbook", "coverage", "--root", ".", "--format", "markdown"]);
    assert_eq!(markdown.lines().filter(|line| line.contains("severity=")).count(), 48);
}

#[test]
fn the_samples_are_runbooks() {
    let folder = folder();
    let loaded = read(folder.path());
    assert_eq!(loaded.findings, [], "front matter of a site's maker is no mistake");
    assert_eq!(loaded.workspace.runbooks.len(), 10);
    for record in &loaded.workspace.runbooks {
        let body = record.data.body.as_deref().unwrap();
        let sections = postmortem::runbook::sections(body);
        for usual in ["meaning", "IMPACT", "Diagnosis", "Mitigation"] {
            assert!(sections.iter().any(|section| section.is(usual)), "{}: {usual}", record.id);
        }
    }
    let title = |id: &str| {
        let index = loaded.workspace.names.runbook(id).unwrap();
        loaded.workspace.runbooks[index].data.title.as_ref().map(ToString::to_string)
    };
    assert_eq!(title("kubepodcrashlooping").as_deref(), Some("Kube Pod Crash Looping"));
    assert_eq!(title("TargetDown"), None, "it has no front matter");
}
