//! Shared fixtures, and: the work tree and a revision of it give the same entries, bytes and problems.

mod beside;
mod links;
mod revision;

use std::fs;
use std::path::Path;

use git2::{IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature};
use tempfile::TempDir;

use super::*;

/// A repository with a folder of records in it, nothing committed yet.
fn repository(files: &[(&str, &str)]) -> (TempDir, Repository) {
    let top = tempfile::tempdir().unwrap();
    let mut options = RepositoryInitOptions::new();
    let repo = Repository::init_opts(top.path(), options.initial_head("main")).unwrap();
    repo.config().unwrap().set_str("core.autocrlf", "false").unwrap();
    for (path, text) in files {
        write(top.path(), path, text);
    }
    (top, repo)
}

fn write(top: &Path, path: &str, text: &str) {
    let path = top.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn commit(repo: &Repository) -> Oid {
    let mut index = repo.index().unwrap();
    index.add_all(["*"], IndexAddOption::FORCE, None).unwrap();
    index.write().unwrap();
    let tree = index.write_tree().unwrap();
    commit_tree(repo, tree)
}

fn commit_tree(repo: &Repository, tree: Oid) -> Oid {
    let tree = repo.find_tree(tree).unwrap();
    let by = Signature::now("test", "test@example.org").unwrap();
    repo.commit(Some("HEAD"), &by, &by, "test", &tree, &[]).unwrap()
}

fn paths(source: &Source) -> Vec<&str> {
    source.list().entries.iter().map(|entry| entry.path.as_str()).collect()
}

fn contents(source: &Source) -> Vec<(String, std::result::Result<Vec<u8>, Problem>)> {
    let entries: Vec<_> = source.list().entries.iter().collect();
    source.read_all(&entries, RECORD_LIMIT, |entry, bytes| (entry.path.clone(), bytes))
}

fn kinds(source: &Source) -> Vec<(&str, &ProblemKind)> {
    source.list().problems.iter().map(|problem| (problem.path.as_str(), &problem.kind)).collect()
}

const FILES: &[(&str, &str)] = &[
    ("README.md", "outside"),
    ("incidents/postmortem.yaml", "format: 1\n"),
    ("incidents/2026/INC-1.yaml", "id: INC-1\r\ntitle: \"crlf\"\r\n"),
    ("incidents/2026/05/INC-2.yaml", "id: INC-2\n"),
    ("incidents/2026-old.yaml", "sorts before the folder\n"),
    ("incidents/2026/连接池/事故.yaml", "title: 连接池耗尽\n"),
    ("incidents/2026/empty.md", ""),
    ("incidents/.hidden/x.yaml", "hidden"),
    ("incidents/.hidden.yaml", "hidden"),
    ("incidents/shared/chart.svg", "<svg/>"),
];

/// The same content three times: work tree, revision, revision in a bare clone.
fn three(files: &[(&str, &str)], links: &[(&str, &str)]) -> (TempDir, [Source; 3]) {
    let (top, repo) = repository(files);
    #[cfg(unix)]
    for (path, target) in links {
        let path = top.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, path).unwrap();
    }
    commit(&repo);
    let bare = top.path().join(".git/bare.git");
    git2::build::RepoBuilder::new().bare(true).clone(top.path().to_str().unwrap(), &bare).unwrap();
    let sources = [
        Source::open_work_tree(&top.path().join("incidents")).unwrap(),
        Source::open_revision(&top.path().join("incidents/2026"), "HEAD", None).unwrap(),
        Source::open_revision(&bare, "main", Some("./incidents/")).unwrap(),
    ];
    (top, sources)
}

#[test]
fn a_revision_reads_like_the_work_tree() {
    let (_top, [tree, revision, bare]) = three(FILES, &[]);
    assert_eq!(
        paths(&tree),
        [
            "2026-old.yaml",
            "2026/05/INC-2.yaml",
            "2026/INC-1.yaml",
            "2026/empty.md",
            "2026/连接池/事故.yaml",
            "postmortem.yaml",
            "shared/chart.svg"
        ]
    );
    assert_eq!(tree.read_one("2026/INC-1.yaml", 100).unwrap(), b"id: INC-1\r\ntitle: \"crlf\"\r\n");
    for other in [revision, bare] {
        assert_eq!(contents(&other), contents(&tree));
        assert!(other.list().problems.is_empty());
        assert!(other.describe().starts_with("revision "), "{}", other.describe());
    }
    assert_eq!(tree.describe(), "working tree");
}

#[cfg(unix)]
#[test]
fn only_files_are_read_and_only_so_large() {
    use std::os::unix::{ffi::OsStrExt, net::UnixListener};
    let (top, _repo) = repository(FILES);
    let root = top.path().join("incidents");
    let _socket = UnixListener::bind(root.join("socket.yaml")).unwrap();
    fs::File::create(root.join("big.yaml")).unwrap().set_len(50 << 20).unwrap();
    fs::write(root.join(std::ffi::OsStr::from_bytes(b"caf\xe9.yaml")), "x").unwrap();
    write(&root, "vendored/.git", "gitdir: elsewhere");
    write(&root, "vendored/deep/x.yaml", "x");
    let tree = Source::open_work_tree(&root).unwrap();
    assert_eq!(
        kinds(&tree),
        [
            ("caf\u{fffd}.yaml", &ProblemKind::NameNotUtf8),
            ("socket.yaml", &ProblemKind::NotAFile),
            ("vendored", &ProblemKind::Submodule)
        ]
    );
    let problem = tree.read_one("big.yaml", RECORD_LIMIT).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::TooLarge { size: 50 << 20, limit: RECORD_LIMIT });
    fs::remove_file(root.join("postmortem.yaml")).unwrap();
    let problem = tree.read_one("postmortem.yaml", RECORD_LIMIT).unwrap_err();
    assert_eq!(problem.kind.to_string(), "it cannot be read: no such file or directory");
}

#[test]
fn a_source_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Source>();
}
