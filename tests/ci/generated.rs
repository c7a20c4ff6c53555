//! `postmortem init --ci`: what it writes is valid, asks for little and never lands on a file that is there.

use std::path::Path;
use std::process::Command;

use serde_yaml::Value;

use crate::repository::{Repository, WRONG};
use crate::{is_there, own, printed};

fn init(at: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .arg("init")
        .args(arguments)
        .current_dir(at)
        .output()
        .unwrap();
    (output.status.code().unwrap(), printed(&output))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parsed(path: &Path) -> Value {
    serde_yaml::from_str(&read(path)).unwrap()
}

/// The schemas that GitHub and GitLab editors use, as check-jsonschema ships them.
fn conforms(schema: &str, file: &Path) {
    if is_there("check-jsonschema") {
        let output =
            Command::new("check-jsonschema").args(["--builtin-schema", schema]).arg(file).output().unwrap();
        assert!(output.status.success(), "{}", printed(&output));
    }
}

/// Holds for every workflow of ours, and for those we write for others.
fn is_careful(path: &Path) {
    let workflow = parsed(path);
    let text = read(path);
    assert!(!text.contains("pull_request_target"), "{text}");
    assert_eq!(
        workflow["permissions"],
        Value::Mapping(serde_yaml::Mapping::new()),
        "nothing is granted to all jobs"
    );
    for (name, job) in workflow["jobs"].as_mapping().unwrap() {
        assert!(job["permissions"].is_mapping(), "{name:?} says what it may do");
        for step in job["steps"].as_sequence().unwrap() {
            let run = step["run"].as_str().unwrap_or_default();
            assert!(!run.contains("${{"), "an expression in a shell: {run}");
            if let Some(uses) = step["uses"].as_str() {
                is_pinned(uses, &text);
            }
        }
    }
}

/// A full commit, with its version beside it; only our own action goes by its version, which nobody knows earlier.
pub(crate) fn is_pinned(uses: &str, text: &str) {
    let (action, revision) = uses.split_once('@').unwrap_or_else(|| panic!("{uses} has no revision"));
    if action.ends_with("/postmortem") {
        assert_eq!(revision, concat!("v", env!("CARGO_PKG_VERSION")));
    } else {
        assert!(revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit()), "{uses}");
        assert!(text.contains(&format!("{uses} # v")), "{uses} has no version beside it");
    }
}

#[test]
fn github() {
    let repository = Repository::new();
    let (code, said) = init(&repository.path(), &["--ci", "github"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.starts_with("wrote .github/workflows/incidents.yml\n"),
        "records that are there get no starter: {said}"
    );
    let file = repository.path().join(".github/workflows/incidents.yml");
    is_careful(&file);
    conforms("vendor.github-workflows", &file);
    let workflow = parsed(&file);
    assert_eq!(workflow["env"]["POSTMORTEM_ROOT"], "incidents");
    assert_eq!(workflow["jobs"]["check"]["steps"][0]["with"]["fetch-depth"], 0);
    let allowed = |job: &str| {
        let permissions = workflow["jobs"][job]["permissions"].as_mapping().unwrap();
        let writes = permissions.iter().filter(|(_, level)| *level == "write");
        writes.map(|(name, _)| name.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(allowed("check"), ["pull-requests", "security-events"]);
    assert_eq!(allowed("publish"), ["pages", "id-token"]);
    assert_eq!(allowed("preview"), [""; 0]);
    builds_for_an_audience(&read(&file));

    let before = read(&file);
    let (code, said) = init(&repository.path(), &["--ci", "github"]);
    assert_eq!(code, 2);
    assert!(said.contains("`.github/workflows/incidents.yml` is there already"), "{said}");
    assert_eq!(read(&file), before);
}

#[test]
fn gitlab() {
    let repository = Repository::new();
    let (code, said) = init(&repository.path(), &["--ci", "gitlab"]);
    assert_eq!(code, 0, "{said}");
    let (jobs, pipeline) =
        (repository.path().join(".gitlab/postmortem.yml"), repository.path().join(".gitlab-ci.yml"));
    conforms("vendor.gitlab-ci", &jobs);
    conforms("vendor.gitlab-ci", &pipeline);
    assert_eq!(parsed(&pipeline)["include"][0]["local"], ".gitlab/postmortem.yml");
    let check = &parsed(&jobs)["postmortem-check"];
    assert_eq!(check["variables"]["GIT_DEPTH"], 0);
    assert_eq!(check["artifacts"]["reports"]["codequality"], "gl-code-quality-report.json");
    assert_eq!(check["artifacts"]["when"], "always");
    builds_for_an_audience(&read(&jobs));
    let preview = &parsed(&jobs)["postmortem-preview"];
    assert_eq!(preview["artifacts"]["expose_as"], "Preview of the site");
    // With an environment GitLab would hide what the check shows; a prefix of Pages would replace the site where the
    // plan has none.
    assert!(preview["environment"].is_null() && preview["pages"].is_null());

    // A pipeline that is there is not ours to change.
    std::fs::remove_file(&jobs).unwrap();
    std::fs::write(&pipeline, "build: {script: make}\n").unwrap();
    let (code, said) = init(&repository.path(), &["--ci", "gitlab"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("add `include: [{local: .gitlab/postmortem.yml}]` to `.gitlab-ci.yml`"), "{said}");
    assert_eq!(read(&pipeline), "build: {script: make}\n");
    assert!(jobs.exists());
}

/// The job's own lines, as a runner gives them to a shell.
#[test]
fn the_gitlab_check_job_reports_and_refuses() {
    let repository = Repository::new();
    let base = repository.git(&["rev-parse", "HEAD"]);
    assert_eq!(init(&repository.path(), &["--ci", "gitlab"]).0, 0);
    let jobs = parsed(&repository.path().join(".gitlab/postmortem.yml"));
    repository.write("incidents/2026/INC-2026-0002.yaml", WRONG);
    repository.commit("change");
    let lines = jobs["postmortem-check"]["script"].as_sequence().unwrap();
    let script = lines.iter().map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n");
    let program = Path::new(env!("CARGO_BIN_EXE_postmortem")).parent().unwrap();
    let output = Command::new("bash")
        .args(["-eo", "pipefail", "-c", &script])
        .current_dir(repository.path())
        .env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap()))
        .env("POSTMORTEM_ROOT", jobs[".postmortem"]["variables"]["POSTMORTEM_ROOT"].as_str().unwrap())
        .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.trim())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
    let at = |name: &str| read(&repository.path().join(name));
    assert!(at("postmortem-junit.xml").contains("time-order"));
    assert!(at("postmortem-diff.md").contains("INC-2026-0002"));
    let quality: serde_json::Value = serde_json::from_str(&at("gl-code-quality-report.json")).unwrap();
    assert_eq!(quality[0]["location"]["path"], "incidents/2026/INC-2026-0002.yaml");
}

/// Both builds, the one for show and the published one, are for the audience that the file names.
fn builds_for_an_audience(text: &str) {
    assert!(text.contains("POSTMORTEM_AUDIENCE: internal"), "{text}");
    let builds: Vec<&str> = text.lines().filter(|line| line.contains("postmortem build")).collect();
    assert_eq!(builds.len(), 2, "{builds:?}");
    assert!(builds.iter().all(|line| line.contains("--audience \"$POSTMORTEM_AUDIENCE\"")), "{builds:?}");
}

/// Runs a line of a job with `gh` answering `answer`; what it said.
fn said(script: &str, answer: &str, variables: &[(&str, &str)]) -> String {
    let tools = tempfile::tempdir().unwrap();
    let gh = tools.path().join("gh");
    std::fs::write(&gh, format!("#!/bin/sh\n{answer}\n")).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&gh, mode).unwrap();
    let output = Command::new("bash")
        .args(["-eo", "pipefail", "-c", script])
        .env("PATH", format!("{}:{}", tools.path().display(), std::env::var("PATH").unwrap()))
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    printed(&output)
}

#[test]
fn a_site_that_anybody_can_read_is_warned_of() {
    let repository = Repository::new();
    assert_eq!(init(&repository.path(), &["--ci", "github"]).0, 0);
    let workflow = parsed(&repository.path().join(".github/workflows/incidents.yml"));
    let steps = workflow["jobs"]["publish"]["steps"].as_sequence().unwrap();
    let look = steps.iter().find(|step| step["name"] == "Look who will read it").unwrap();
    let script = look["run"].as_str().unwrap();
    for (audience, answer, warned) in [
        ("internal", "echo true", true),
        ("internal", "exit 1", true),
        ("internal", "echo false", false),
        ("public", "echo true", false),
    ] {
        let variables = [("POSTMORTEM_AUDIENCE", audience), ("GITHUB_REPOSITORY", "o/r")];
        let said = said(script, answer, &variables);
        assert_eq!(said.contains("::warning title=Public site::"), warned, "{audience} {answer}: {said}");
    }

    assert_eq!(init(&repository.path(), &["--ci", "gitlab"]).0, 0);
    let jobs = parsed(&repository.path().join(".gitlab/postmortem.yml"));
    let script = jobs["pages"]["script"][0].as_str().unwrap();
    for (audience, project, warned) in
        [("internal", "public", true), ("internal", "private", false), ("public", "public", false)]
    {
        let variables = [("POSTMORTEM_AUDIENCE", audience), ("CI_PROJECT_VISIBILITY", project)];
        assert_eq!(said(script, "exit 1", &variables).contains("warning:"), warned, "{audience} {project}");
    }
}

#[test]
fn records_and_jobs_at_once() {
    let repository = tempfile::tempdir().unwrap();
    let deep = repository.path().join("team \"a\"");
    std::fs::create_dir_all(repository.path().join(".git")).unwrap();
    std::fs::create_dir_all(&deep).unwrap();
    let (code, said) = init(&deep, &["ops", "--ci", "github"]);
    assert_eq!(code, 0, "{said}");
    assert!(deep.join("ops/postmortem.yaml").exists());
    let workflow = parsed(&repository.path().join(".github/workflows/incidents.yml"));
    assert_eq!(workflow["env"]["POSTMORTEM_ROOT"], "team \"a\"/ops");

    let elsewhere = tempfile::tempdir().unwrap();
    let (code, said) = init(&deep, &[elsewhere.path().to_str().unwrap(), "--ci", "gitlab"]);
    assert_eq!(code, 2);
    assert!(said.contains("is not in this repository"), "{said}");
    assert!(!repository.path().join(".gitlab").exists());
}

#[test]
fn our_own_workflows() {
    let mut files = 0;
    for entry in std::fs::read_dir(own(".github/workflows")).unwrap() {
        let path = entry.unwrap().path();
        is_careful(&path);
        conforms("vendor.github-workflows", &path);
        files += 1;
    }
    assert_eq!(files, 2);
    conforms("vendor.github-actions", &own("action.yml"));
}
