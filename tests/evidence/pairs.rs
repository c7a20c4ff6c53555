//! One line changed in the evidence or a record of the example makes exactly the finding that it should.

use std::fs;
use std::path::Path;

use postmortem::source::Source;
use postmortem::{rule, workspace};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn found(folder: &Path) -> Vec<(String, &'static str, String)> {
    let loaded = workspace::load(&Source::open_work_tree(folder).unwrap());
    let mut findings = loaded.findings;
    findings.extend(rule::run(&loaded.workspace, 1_795_348_800));
    findings.into_iter().map(|finding| (finding.file, finding.rule, finding.message)).collect()
}

#[test]
fn one_line_makes_one_finding() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    let folder = tempfile::tempdir().unwrap();
    copy(&example, folder.path());
    let (cluster, auth, web) =
        ("evidence/payments-db/cluster.yaml", "evidence/auth.yaml", "evidence/checkout-web.yaml");
    let contradicts = "evidence-contradicts";
    let single = "single-point-of-failure";
    for (file, from, to, rule, says) in [
        (
            "services/auth.yaml",
            "scaling: {min: 8, max: 36",
            "scaling: {min: 8, max: 30",
            contradicts,
            "at most 30 instances",
        ),
        (
            "services/checkout-web.yaml",
            "  strategy: blue-green",
            "  strategy: canary",
            contradicts,
            "canary deployment",
        ),
        ("services/payments-db.yaml", "    every: 6h", "    every: 4h", contradicts, "at most 6h apart"),
        (
            "services/auth.yaml",
            "evidence/auth.yaml",
            "evidence/identity.yaml",
            "evidence-unreadable",
            "no such file",
        ),
        (auth, "  maxReplicas: 36", "  maxReplicas: 24", contradicts, "at most 36 instances"),
        (auth, "livenessProbe: ", "startupProbe: ", contradicts, "liveness is probed"),
        (auth, "  maxUnavailable: 25%", "  maxUnavailable: 0", single, "lets no pod go"),
        (auth, "kind: PodDisruptionBudget", "kind: PodDisruptionBudgets", single, "has no disruption budget"),
        (
            auth,
            "  name: auth\n",
            "  name: {{ .Release.Name }}-auth\n",
            "evidence-unreadable",
            "Helm template",
        ),
        (web, "    blueGreen:", "    canary:", contradicts, "blue-green deployment"),
        (web, "  minReplicas: 8", "  minReplicas: 10", contradicts, "at least 8 instances"),
        (cluster, "    ttl: 2160h0m0s", "    ttl: 720h0m0s", contradicts, "snapshot kept for 90d"),
        (cluster, "\"15 */6 * * *\"", "\"15 3 * * *\"", contradicts, "at most 1d apart"),
        (
            cluster,
            "topologyKey: topology.kubernetes.io/zone",
            "topologyKey: kubernetes.io/hostname",
            single,
            "single zone",
        ),
        (
            "evidence/payments-db/archive.plan.json",
            "\"format_version\": \"1.2\"",
            "\"format_version\": \"2.0\"",
            "evidence-unreadable",
            "format version 2.0",
        ),
    ] {
        let path = folder.path().join(file);
        let whole = fs::read_to_string(&path).unwrap();
        assert!(whole.contains(from), "{file}: {from}");
        fs::write(&path, whole.replacen(from, to, 1)).unwrap();
        let found = found(folder.path());
        let [(_, is, message)] = &found[..] else { panic!("{file}: {from} → {to}: {found:?}") };
        assert!(*is == rule && message.contains(says), "{file}: {is}: {message}");
        fs::write(&path, whole).unwrap();
    }
    assert_eq!(found(folder.path()), []);
}
