//! The whole way from files to every output format, judged by the formats' own schemas; and what fails a run.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use postmortem::cli::{Env, run};
use serde_json::Value;

/// A folder with much wrong in it: on lines, on whole files, in text that formats must escape.
fn messy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/postmortem.yaml", "format: 1\n");
    let incident = "id: INC-1\ntitle: \"\u{1f525} \\0 fails\"\nservices: [\"a\\r\\n::error::b\", \"<![CDATA[ ]]>\"]\ntimes:\n  \
                    detected: 2026-03-01T10:00:00Z\n  acknowledged: 2026-02-01T10:00:00Z\n  resolved: noon  # postmortem: \
                    allow[bad-value] nobody knows\ntags: red\n";
    write(folder.path(), "incidents/2026/INC-1.yaml", incident);
    write(folder.path(), "incidents/2026/a,b:c &\u{fc}.yaml", "id: [\n");
    write(folder.path(), "incidents/2026/INC-3.yaml", "id: INC-3\n\0\n");
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Runs the program; its exit code, standard output and standard error.
fn postmortem(directory: &Path, summary: Option<PathBuf>, arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let env = Env::within(directory, || Ok(1_795_305_600), &mut out, &mut err);
    let mut env = Env { step_summary: summary, ..env };
    let arguments = ["postmortem"].iter().chain(arguments).map(OsString::from);
    let code = run(arguments, &mut env);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn printed(format: &str) -> String {
    let (code, out, err) = postmortem(messy().path(), None, &["check", "--format", format]);
    assert_eq!((code, err.as_str()), (1, ""), "{format}");
    out
}

/// What a JSON Schema says against a document.
fn wrong(schema: &Value, document: &str) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    let document = serde_json::from_str(document).unwrap();
    validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn json_is_what_its_schema_says() {
    let (_, schema, _) = postmortem(Path::new("."), None, &["schema", "findings"]);
    assert_eq!(wrong(&serde_json::from_str(&schema).unwrap(), &printed("json")), Vec::<String>::new());
}

#[test]
fn sarif_is_what_its_schema_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let text = printed("sarif");
    assert_eq!(wrong(&schema, &text), Vec::<String>::new());
    // The schema is one that finds something.
    assert_ne!(wrong(&schema, &text.replace("\"ruleId\"", "\"ruleID\"")), Vec::<String>::new());
}

#[test]
fn junit_is_what_its_schema_says() {
    let found = Command::new("xmllint").arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "xmllint is not installed");
        eprintln!("skipped: xmllint is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/junit.xsd");
    let valid = |text: &str| {
        let path = folder.path().join("report.xml");
        fs::write(&path, text).unwrap();
        let output =
            Command::new("xmllint").args(["--noout", "--schema"]).args([&schema, &path]).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let text = printed("junit");
    let (good, said) = valid(&text);
    assert!(good, "{said}");
    assert!(text.contains("<failure "), "{text}");
    assert!(!valid(&text.replacen("classname=", "class=", 1)).0);
}

#[test]
fn a_job_on_github_gets_a_summary() {
    let folder = messy();
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "# Earlier step\n").unwrap();
    let check = |format| postmortem(folder.path(), Some("summary.md".into()), &["check", "--format", format]);
    check("human");
    assert_eq!(fs::read_to_string(&summary).unwrap(), "# Earlier step\n");
    let (_, out, _) = check("github");
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("# Earlier step\n### postmortem check: "), "{text}");
    assert_eq!(
        text.lines().filter(|line| line.starts_with("| error |")).count(),
        out.matches("::error file=").count()
    );
    assert!(
        out.lines().all(|line| line.starts_with("::error file=") || line.starts_with("::warning file=")),
        "{out}"
    );
}

#[test]
fn what_is_denied_fails_and_what_is_allowed_does_not() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "incidents/INC-1.yaml",
        "id: INC-1\nstatus: cancelled\ncancelled: {reason: a test}\ntimeline: [{}]\n",
    );
    let code = |arguments: &[&str]| postmortem(folder.path(), None, &[&["check"], arguments].concat()).0;
    let (_, out, _) = postmortem(folder.path(), None, &["check", "--format", "concise"]);
    assert!(!out.is_empty() && out.lines().all(|line| line.contains(": warning[")), "{out}");
    let rule = out.split(['[', ']']).nth(1).unwrap();
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--deny", "warning"]), 1);
    assert_eq!(code(&["--deny", "calendar"]), 0);
    assert_eq!(code(&["--deny", rule]), 1);
    assert_eq!(code(&["--deny", rule, "--allow", rule]), 0);
    assert_eq!(code(&["--deny", "warnings"]), 2);
    assert_eq!(code(&["--allow", "warning"]), 2);
}

#[test]
fn a_baseline_hides_what_is_old() {
    let folder = messy();
    let check = |arguments: &[&str]| postmortem(folder.path(), None, &[&["check"], arguments].concat());
    let (code, out, _) = check(&["--write-baseline", "baseline.json"]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, out, err) = check(&["--baseline", "baseline.json"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("no findings") && err.contains(" in the baseline"), "{err}");
    write(folder.path(), "incidents/2026/INC-4.yaml", "id: INC-4\nlinks: a\n");
    fs::remove_file(folder.path().join("incidents/2026/INC-3.yaml")).unwrap();
    let (code, out, err) = check(&["--baseline", "baseline.json", "--format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.lines().all(|line| line.starts_with("incidents/2026/INC-4.yaml:")), "{out}");
    assert!(err.contains("2026/INC-3.yaml: unreadable\n"), "{err}");
    assert!(err.contains("`postmortem check --write-baseline baseline.json`"), "{err}");
    fs::write(folder.path().join("baseline.json"), "[]").unwrap();
    assert_eq!(check(&["--baseline", "baseline.json"]).0, 2);
    assert_eq!(check(&["--baseline", "nowhere.json"]).0, 2);
}

#[test]
fn results_never_replace_a_record() {
    let folder = messy();
    let record = folder.path().join("incidents/2026/INC-1.yaml");
    let before = fs::read_to_string(&record).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&record, folder.path().join("link.txt")).unwrap();
    for name in ["incidents/2026/INC-1.yaml", "incidents/2026/../2026/INC-1.yaml", "link.txt"] {
        for command in [
            &["check", "--output"][..],
            &["check", "--write-baseline"],
            &["stats", "--output"],
            &["plan", "-o"],
        ] {
            let (code, _, err) = postmortem(folder.path(), None, &[command, &[name]].concat());
            assert!(
                code == 2 && err.contains("is one of the records that were read"),
                "{command:?} {name}: {err}"
            );
        }
    }
    assert_eq!(fs::read_to_string(&record).unwrap(), before);
    assert_eq!(postmortem(folder.path(), None, &["stats", "--output", "incidents/stats.txt"]).0, 0);
}

#[test]
fn a_bad_day_is_refused_by_every_command_that_needs_one() {
    let bin = || Command::new(env!("CARGO_BIN_EXE_postmortem"));
    for epoch in ["yesterday", "1.5", "2026-03-01"] {
        for command in ["check", "stats", "plan"] {
            let output = bin().arg(command).env("SOURCE_DATE_EPOCH", epoch).output().unwrap();
            let err = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                output.status.code() == Some(2)
                    && err.contains(&format!("`{epoch}`"))
                    && err.contains("help:"),
                "{err}"
            );
        }
        let output =
            bin().args(["check", "--now", "2026-03-01"]).env("SOURCE_DATE_EPOCH", epoch).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
    }
    assert_eq!(bin().arg("check").env("SOURCE_DATE_EPOCH", "").output().unwrap().status.code(), Some(0));
}

/// A token in pieces, so that nobody takes this file for a leak.
fn token() -> String {
    ["glpat-", "a8Xk2mQ9", "ZtR4vBn7", "LpWd"].concat()
}

#[test]
fn no_format_repeats_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let token = token();
    write(folder.path(), "incidents/postmortem.yaml", "format: 1\n");
    let incident = format!(
        "id: INC-1\ntitle: t\nseverity: {token}\nservices: [{token}]\ntimes:\n  detected: {token}\nlinks: {{x: {token}}}\n"
    );
    write(folder.path(), "incidents/2026/INC-1.yaml", &incident);
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        let (code, out, err) = postmortem(folder.path(), None, &["check", "--format", format]);
        assert_eq!(code, 1, "{err}");
        assert!(!out.contains(&token[4..]), "{format}: {out}");
        assert!(out.contains("glpa****"), "{format}: {out}");
    }
}

#[test]
fn a_fix_keeps_the_secret_and_its_diff_hides_it() {
    let folder = tempfile::tempdir().unwrap();
    let token = token();
    write(folder.path(), "incidents/postmortem.yaml", "format: 1\n");
    let incident = format!("id: INC-1\nrootCause: {token}\nseverity: p1\nTitle: {token}\n");
    write(folder.path(), "incidents/2026/INC-1.yaml", &incident);
    let (_, out, _) = postmortem(folder.path(), None, &["check", "--fix", "--diff"]);
    assert!(out.contains("+title: glpa****") && !out.contains(&token[4..]), "{out}");
    postmortem(folder.path(), None, &["check", "--fix"]);
    let fixed = fs::read_to_string(folder.path().join("incidents/2026/INC-1.yaml")).unwrap();
    assert!(fixed.contains(&format!("title: {token}")), "{fixed}");
}

#[cfg(unix)]
#[test]
fn a_line_break_in_a_path_starts_no_line() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/postmortem.yaml", "format: 1\n");
    write(folder.path(), "incidents/2026/nl\n::error::q.yaml", "id: INC-1\ncolour: red\n");
    write(folder.path(), "incidents/2026/ol\n::error::r.yaml", "id: INC-1\ncolour: red\n");
    for format in ["human", "concise"] {
        let (_, out, err) = postmortem(folder.path(), None, &["check", "--format", format]);
        assert!(out.contains("nl\\u{a}::error::q.yaml"), "{format}: {out}");
        assert!(
            !out.lines().chain(err.lines()).any(|line| line.starts_with("::error")),
            "{format}: {out}{err}"
        );
    }
}

#[test]
fn paths_of_a_revision_exist() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "incidents/postmortem.yaml", "format: 1\n");
    write(folder.path(), "incidents/2026/INC-1.yaml", "id: INC-1\ncolour: red\n");
    if !committed(folder.path()) {
        return;
    }
    let places = [("", "incidents/2026/"), ("incidents", "2026/"), ("incidents/2026", "incidents/2026/")];
    for (below, shown) in places {
        let (_, out, err) =
            postmortem(&folder.path().join(below), None, &["check", "--rev", "HEAD", "--format", "concise"]);
        assert!(out.lines().all(|line| line.starts_with(&format!("{shown}INC-1.yaml"))), "{out}{err}");
        assert!(!out.is_empty(), "{err}");
    }
}

/// Commits everything in a folder; `false`, and says so, where there is no git.
fn committed(folder: &Path) -> bool {
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
        Command::new("git").arg("-C").arg(folder).args(who).args(arguments).output().map(|done| done.status)
    };
    if git(&["init", "-q"]).is_err() {
        assert!(std::env::var_os("CI").is_none(), "`git` is not installed");
        eprintln!("skipped: `git` is not installed");
        return false;
    }
    assert!(git(&["add", "."]).unwrap().success() && git(&["commit", "-qm", "x"]).unwrap().success());
    true
}

#[test]
fn no_comparison_repeats_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let record = |title: &str| format!("id: INC-1\ntitle: {title}\nreview: {{state: approved}}\n");
    write(folder.path(), "incidents/postmortem.yaml", "format: 1\n");
    write(folder.path(), "incidents/2026/INC-1.yaml", &record("plain"));
    if !committed(folder.path()) {
        return;
    }
    write(folder.path(), "incidents/2026/INC-1.yaml", &record(&format!("token {}", token())));
    let check = |format| postmortem(folder.path(), None, &["check", "--base", "HEAD", "--format", format]).1;
    let diff = |format| postmortem(folder.path(), None, &["diff", "--base", "HEAD", "--format", format]).1;
    assert!(diff("text").contains("(incidents/2026/INC-1.yaml:2)"), "{}", diff("text"));
    let checked = ["human", "concise", "json", "sarif", "github", "gitlab", "junit"].map(check);
    assert!(checked[1].contains("changed after approval, from `plain` to `token glpa****"), "{}", checked[1]);
    for out in checked.into_iter().chain(["text", "markdown", "json"].map(diff)) {
        assert!(!out.contains(&token()[4..]) && out.contains("glpa"), "{out}");
    }
}
