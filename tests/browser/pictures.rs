//! The pictures that `tests/screenshots.sh` takes of the example site are there and not empty.

use std::path::Path;
use std::process::Command;

use super::driver::available;

#[test]
fn pages_can_be_looked_at() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !available() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (site, pictures) = (folder.path().join("site"), folder.path().join("pictures"));
    let run = |arguments: &[&str], output: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postmortem"));
        command.args(arguments).args(["--quiet", "--root"]).arg(here.join("incidents"));
        assert!(command.arg("--output").arg(output).status().unwrap().success(), "{arguments:?}");
    };
    run(&["build"], &site);
    let lost = [("what-if-database", "payments-db:corruption"), ("what-if-zone", "zone:cn-east-1a")];
    let mut taking = Command::new(here.join("tests/screenshots.sh"));
    taking.args([&site, &pictures]);
    for (name, what) in lost {
        let page = folder.path().join(format!("{name}.html"));
        run(&["plan", "--fail", what, "--format", "html"], &page);
        taking.arg(format!("{name}={}", page.display()));
    }
    let taken = taking.output().unwrap();
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    for page in [
        "dashboard",
        "incident",
        "statistics",
        "plan",
        "plan-service",
        "service",
        "runbook",
        "what-if-database",
        "what-if-zone",
    ] {
        for (view, least) in
            [("desktop.png", 60_000), ("dark.png", 60_000), ("phone.png", 30_000), ("print.pdf", 20_000)]
        {
            let file = pictures.join(format!("{page}-{view}"));
            let length = std::fs::metadata(&file).unwrap_or_else(|_| panic!("no {page}-{view}")).len();
            assert!(length > least, "{page}-{view} has {length} bytes: is it empty?");
        }
    }
}
