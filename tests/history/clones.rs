//! Clones that lack something: each is named, and the command that is named mends it.

use std::path::Path;

use tempfile::TempDir;

use crate::repository::{Answer, Repo, git, has_git, postmortem};

/// The example organisation with a branch `change` that lowers a severity, and an empty folder for clones.
fn remote() -> (Repo, TempDir) {
    let repo = Repo::new();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    repo.edit("2026/INC-2026-0050.yaml", "severity: P1", "severity: P2");
    repo.commit();
    (repo, tempfile::tempdir().unwrap())
}

fn clone(repo: &Repo, into: &TempDir, options: &[&str]) -> std::path::PathBuf {
    let url = format!("file://{}", repo.top.path().display());
    let mut all = vec!["clone", "-q", "-b", "change"];
    all.extend(options);
    all.extend([url.as_str(), "clone"]);
    git(into.path(), &all);
    into.path().join("clone")
}

fn check(clone: &Path, arguments: &[&str]) -> Answer {
    let mut all = vec!["check", "--quiet"];
    all.extend(arguments);
    postmortem(clone, &all)
}

/// What is said of a job that cannot be done, without the path of the clone.
fn refused(clone: &Path, arguments: &[&str]) -> String {
    let answer = check(clone, arguments);
    assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{}", answer.err);
    let full = clone.canonicalize().unwrap();
    answer.err.replace(full.to_str().unwrap(), "CLONE").replace("\n  help: ", " | ").trim_end().to_owned()
}

/// Runs the commands between backticks after `run`, as the message says.
fn obey(clone: &Path, message: &str) {
    let (_, rest) = message.split_once("run `").unwrap();
    let command = rest.split('`').next().unwrap();
    let words: Vec<&str> = command.split(' ').collect();
    assert_eq!(words[0], "git");
    git(clone, &words[1..]);
}

/// The change is seen, and nothing else.
fn is_whole(clone: &Path, base: &str) {
    let answer = check(clone, &["--base", base, "--format", "json"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    let report: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let rules: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["unexplained-severity"]);
}

#[test]
fn shallow() {
    if !has_git() {
        return;
    }
    let (repo, folder) = remote();
    // One branch only, as `--depth` clones it.
    let one = clone(&repo, &folder, &["--depth", "1"]);
    let said = refused(&one, &["--base", "origin/main"]);
    assert_eq!(
        said,
        "error: no commit `origin/main` in the git repository at `CLONE` | the clone is shallow: run \
         `git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main`, or look the name up with \
         `git branch --all`"
    );
    obey(&one, &said);
    is_whole(&one, "origin/main");
    // Both tips, and nothing of what they share.
    std::fs::remove_dir_all(&one).unwrap();
    repo.git(&["checkout", "-q", "main"]);
    repo.commit();
    repo.git(&["checkout", "-q", "change"]);
    let both = clone(&repo, &folder, &["--depth", "1", "--no-single-branch"]);
    let said = refused(&both, &["--base", "origin/main"]);
    assert_eq!(
        said,
        "error: no common ancestor of `origin/main` and `HEAD` in the git repository at `CLONE` | the clone is shallow: \
         run `git fetch --unshallow`; in CI set `fetch-depth: 0`"
    );
    assert!(
        refused(&both, &["--base", "origin/main", "--rev", "HEAD"]).starts_with("error: no common ancestor")
    );
    obey(&both, &said);
    is_whole(&both, "origin/main");
}

/// What CI checks out for a pull request: the merge it would make, without a branch, one commit deep.
#[test]
fn the_merge_commit_of_a_pull_request() {
    if !has_git() {
        return;
    }
    let (repo, folder) = remote();
    repo.git(&["checkout", "-q", "main"]);
    repo.commit();
    repo.git(&["checkout", "-q", "--detach"]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge", "change"]);
    repo.git(&["update-ref", "refs/pull/7/merge", "HEAD"]);
    let url = format!("file://{}", repo.top.path().display());
    let checkout = |depth: &str| {
        let clone = folder.path().join(depth);
        std::fs::create_dir(&clone).unwrap();
        git(&clone, &["init", "-q"]);
        git(&clone, &["remote", "add", "origin", &url]);
        let depth = format!("--depth={depth}");
        git(&clone, &["fetch", "-q", &depth, "origin", "+refs/pull/7/merge:refs/remotes/pull/7/merge"]);
        git(&clone, &["checkout", "-q", "--detach", "refs/remotes/pull/7/merge"]);
        clone
    };
    let one = checkout("1");
    let help = "only the merge commit of a pull request was fetched: set `fetch-depth: 0` in the checkout step, or \
                `fetch-depth: 2` and compare with `HEAD^1`";
    for base in ["origin/main", "HEAD^1", "main"] {
        let said = refused(&one, &["--base", base]);
        assert_eq!(said, format!("error: no commit `{base}` in the git repository at `CLONE` | {help}"));
    }
    is_whole(&checkout("2"), "HEAD^1");
    // What depth 0 does.
    git(&one, &["fetch", "-q", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*"]);
    is_whole(&one, "origin/main");
}

#[test]
fn partial() {
    if !has_git() {
        return;
    }
    let (repo, folder) = remote();
    let lacking = clone(&repo, &folder, &["--filter=blob:none"]);
    let message = "error: cannot read the git repository at `CLONE`: it is a partial clone and lacks some of the files \
                   | run `git fetch --refetch --no-filter`";
    assert_eq!(refused(&lacking, &["--rev", "origin/main"]), message);
    assert_eq!(refused(&lacking, &["--base", "origin/main"]), message);
    obey(&lacking, message);
    is_whole(&lacking, "origin/main");
    assert_eq!(check(&lacking, &["--rev", "origin/main"]).code, 0);
    // Without trees, not even names can be compared.
    std::fs::remove_dir_all(&lacking).unwrap();
    let lacking = clone(&repo, &folder, &["--filter=tree:0"]);
    assert_eq!(refused(&lacking, &["--base", "origin/main"]), message);
    obey(&lacking, message);
    is_whole(&lacking, "origin/main");
    // As older versions of git write it down.
    git(&lacking, &["config", "extensions.partialClone", "origin"]);
    let said = refused(&lacking, &["--base", "origin/main"]);
    assert!(said.contains("then `git config --unset extensions.partialClone`"), "{said}");
    git(&lacking, &["fetch", "-q", "--refetch", "--no-filter"]);
    git(&lacking, &["config", "--unset", "extensions.partialClone"]);
    is_whole(&lacking, "origin/main");
}

#[test]
fn sparse() {
    if !has_git() {
        return;
    }
    let (repo, folder) = remote();
    let hiding = clone(&repo, &folder, &[]);
    git(&hiding, &["sparse-checkout", "set", "incidents/2026"]);
    let said = refused(&hiding, &["--base", "origin/main"]);
    assert!(said.starts_with("error: the sparse checkout at `CLONE` leaves out "), "{said}");
    assert!(said.ends_with(
        " of the folder of records | run `git sparse-checkout disable`, or add the folder with `git sparse-checkout add DIR`"
    ));
    git(&hiding, &["sparse-checkout", "add", "incidents"]);
    is_whole(&hiding, "origin/main");
    git(&hiding, &["sparse-checkout", "set", "incidents/2026"]);
    obey(&hiding, &said);
    is_whole(&hiding, "origin/main");
    // What is hidden elsewhere is none of our business, unless the index itself is cut short.
    std::fs::create_dir(repo.top.path().join("src")).unwrap();
    std::fs::write(repo.top.path().join("src/main.c"), "int main;\n").unwrap();
    repo.git(&["checkout", "-q", "-b", "more"]);
    repo.commit();
    std::fs::remove_dir_all(&hiding).unwrap();
    let hiding = clone(&repo, &folder, &["-b", "more"]);
    git(&hiding, &["sparse-checkout", "set", "--no-sparse-index", "incidents"]);
    is_whole(&hiding, "origin/main");
    git(&hiding, &["sparse-checkout", "set", "--sparse-index", "incidents"]);
    let said = refused(&hiding, &["--base", "origin/main"]);
    obey(&hiding, &said);
    is_whole(&hiding, "origin/main");
}

#[test]
fn names_and_histories() {
    if !has_git() {
        return;
    }
    let (repo, folder) = remote();
    let whole = clone(&repo, &folder, &[]);
    is_whole(&whole, "origin/main");
    assert_eq!(
        refused(&whole, &["--base", "main"]),
        "error: no commit `main` in the git repository at `CLONE` | did you mean `origin/main`? else run `git fetch`"
    );
    let said = refused(&whole, &["--base", "origin/mian"]);
    assert!(
        said.contains("did you mean `origin/main`? else run `git fetch origin +refs/heads/mian:"),
        "{said}"
    );
    // Nothing of the user's goes into a command that has more in it than a name.
    let said = refused(&whole, &["--base", "origin/$(reboot)"]);
    assert!(said.contains("run `git fetch`, or look"), "{said}");
    // One branch was cloned, whole.
    std::fs::remove_dir_all(&whole).unwrap();
    let single = clone(&repo, &folder, &["--single-branch"]);
    let said = refused(&single, &["--base", "origin/main"]);
    obey(&single, &said);
    is_whole(&single, "origin/main");
    // Histories that never met.
    git(&single, &["checkout", "-q", "--orphan", "alone"]);
    git(&single, &["commit", "-q", "-m", "alone"]);
    assert_eq!(
        refused(&single, &["--base", "origin/main"]),
        "error: no common ancestor of `origin/main` and `HEAD` in the git repository at `CLONE` | their histories are \
         unrelated: give the branch that this one was started from"
    );
    // No commit at all, and no repository.
    let empty = tempfile::tempdir().unwrap();
    std::fs::create_dir(empty.path().join("incidents")).unwrap();
    std::fs::write(empty.path().join("incidents/INC-1.yaml"), "id: INC-1\n").unwrap();
    let answer = check(empty.path(), &["--base", "main"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("no git repository in"), "{}", answer.err);
    git(empty.path(), &["init", "-q"]);
    assert!(refused(empty.path(), &["--base", "main"]).contains("no commits yet"));
}

#[test]
fn a_bare_repository_is_compared_without_a_checkout() {
    if !has_git() {
        return;
    }
    let (repo, folder) = remote();
    let bare = clone(&repo, &folder, &["--bare"]);
    let answer = check(&bare, &["--base", "main", "--rev", "change", "--format", "json"]);
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert!(answer.out.contains("unexplained-severity"));
}

#[cfg(unix)]
#[test]
fn a_repository_of_somebody_else() {
    if !has_git() {
        return;
    }
    let (repo, folder) = remote();
    let foreign = clone(&repo, &folder, &[]);
    let not_us = Some(12_345);
    if std::os::unix::fs::chown(foreign.join(".git"), not_us, None).is_err()
        || std::os::unix::fs::chown(&foreign, not_us, None).is_err()
    {
        eprintln!("skipped: only root gives a folder to somebody else");
        return;
    }
    let said = refused(&foreign, &["--base", "origin/main"]);
    assert!(
        said.starts_with("error: the git repository at `CLONE` belongs to another user and is not read"),
        "{said}"
    );
    assert!(said.contains("safe.directory"), "{said}");
}
