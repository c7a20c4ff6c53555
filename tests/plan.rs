//! The plan and git: two versions side by side, and who changed it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

fn git(folder: &Path, arguments: &[&str]) {
    let identity =
        ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];
    let status = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(status.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&status.stderr));
}

fn plan(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .current_dir(folder)
        .args(["plan", "--quiet", "--now", "2026-03-01"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const SERVICE: &str = "id: web\nowner: sre\nobjectives: {rto: 1h}\nrecovery:\n  - method: restart\n    scenarios: [instance-loss]\n    \
                       steps: [{id: go, estimate: {best: 5m, likely: 10m, worst: 20m}}]\n";

#[test]
fn a_change_and_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join("incidents").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("postmortem.yaml", "title: Test\n");
    write("services/web.yaml", SERVICE);
    write("plan.yaml", "activation: [{criterion: all is lost, authority: commander}]\n");
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "a plan <b>begins</b>"]);
    assert!(plan(folder.path(), &["--base", "HEAD"]).contains("nothing changes"));

    write("services/web.yaml", &SERVICE.replace("rto: 1h", "rto: 20m").replace("likely: 10m", "likely: 15m"));
    write("plan.yaml", "activation: [{criterion: half is lost, authority: commander}]\n");
    let told = plan(folder.path(), &["--base", "HEAD"]);
    for row in [
        "the plan  activation criterion                      all is lost, commander  half is lost, commander",
        "web       RTO                                       1h                      20m",
        "web       RTO against the achievable recovery time  meets                   beyond",
        "web       achievable in instance-loss               25m                     30m",
    ] {
        assert!(told.contains(row), "{row}\n{told}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&plan(folder.path(), &["--base", "HEAD", "--format", "json"])).unwrap();
    let rto = json.as_array().unwrap().iter().find(|change| change["what"] == "RTO").unwrap();
    assert_eq!((&rto["before"], &rto["after"]), (&3600.into(), &1200.into()));
    assert!(
        plan(folder.path(), &["--base", "HEAD", "--format", "markdown"]).contains("| web | RTO | 1h | 20m |")
    );

    let page = plan(folder.path(), &["--format", "html"]);
    assert!(page.contains("Every change of the plan"), "{page}");
    assert!(page.contains("a plan &lt;b&gt;begins&lt;/b&gt;") && page.contains("plan.yaml, services"));
}

#[test]
fn a_restricted_incident_stays_out_of_documents() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join("incidents").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let secret = "id: SEC-2026-0007\ntitle: Customer database copied\nkind: security\nstatus: closed\nservices: [web]\nimpact:\n  \
                  outages:\n    - {service: web, kind: down, from: 2026-01-01T00:00:00Z, to: 2026-01-01T09:00:00Z}\n";
    write("postmortem.yaml", "title: Test\n");
    write("services/web.yaml", SERVICE);
    write("2026/SEC-2026-0007.yaml", secret);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "a former employee copied it"]);
    write("services/web.yaml", &SERVICE.replace("rto: 1h", "rto: 2h"));
    git(folder.path(), &["commit", "-q", "-a", "-m", "promise less after sec-2026-0007"]);
    write("services/web.yaml", &SERVICE.replace("rto: 1h", "rto: 20h"));

    assert!(plan(folder.path(), &[]).contains("9h"), "those who have the folder see it");
    for arguments in [
        &["--format", "markdown"][..],
        &["--format", "html"],
        &["web", "--format", "markdown"],
        &["--base", "HEAD", "--format", "markdown"],
    ] {
        let document = plan(folder.path(), arguments).to_lowercase();
        for word in ["sec-2026-0007", "customer database", "former employee", "9h"] {
            assert!(!document.contains(word), "{arguments:?}: {word}");
        }
    }
    let document = plan(folder.path(), &["--format", "markdown"]);
    assert_eq!(document.matches("| withheld |").count(), 2, "{document}");
}
