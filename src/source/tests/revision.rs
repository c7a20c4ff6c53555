//! What only a revision can hold, and every way it can be refused.

use super::*;
use crate::error::Error;

#[test]
fn a_large_blob_and_a_submodule_are_problems() {
    let (top, repo) = repository(FILES);
    fs::File::create(top.path().join("incidents/big.yaml")).unwrap().set_len(2 << 20).unwrap();
    let head = commit(&repo);
    let mut index = repo.index().unwrap();
    let mut entry = index.get_path(Path::new("incidents/big.yaml"), 0).unwrap();
    entry.path = b"incidents/vendored".to_vec();
    entry.mode = 0o160_000;
    entry.id = head;
    index.add(&entry).unwrap();
    let tree = index.write_tree().unwrap();
    repo.set_head_detached(head).unwrap();
    let by = Signature::now("test", "test@example.org").unwrap();
    let parent = repo.find_commit(head).unwrap();
    let id = repo.commit(None, &by, &by, "sub", &repo.find_tree(tree).unwrap(), &[&parent]).unwrap();
    let source = Source::open_revision(top.path(), &id.to_string(), None).unwrap();
    assert_eq!(kinds(&source), [("vendored", &ProblemKind::Submodule)]);
    let problem = source.read_one("big.yaml", RECORD_LIMIT).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::TooLarge { size: 2 << 20, limit: RECORD_LIMIT });
}

/// A file system refuses such names; an object store holds whatever was put into it.
#[test]
fn a_hostile_tree_gives_problems() {
    let (top, repo) = repository(FILES);
    let blob = repo.blob(b"x").unwrap();
    let store = repo.odb().unwrap();
    let raw = |names: &[(&str, &[u8], Oid)]| {
        let mut bytes = Vec::new();
        for (mode, name, id) in names {
            bytes.extend([mode.as_bytes(), b" ", name, b"\0", id.as_bytes()].concat());
        }
        store.write(git2::ObjectType::Tree, &bytes).unwrap()
    };
    let inner = raw(&[
        ("100644", b"..", blob),
        ("100644", b"../../evil", blob),
        ("100644", b"a/../../evil", blob),
        ("100644", b"caf\xe9", blob),
        ("100644", b"same", blob),
        ("120000", b"same", blob),
        ("40000", b"gone", blob),
    ]);
    let incidents = raw(&[("40000", b"incidents", inner)]);
    commit_tree(&repo, incidents);
    let source = Source::open_revision(top.path(), "HEAD", None).unwrap();
    assert_eq!(paths(&source), ["same"]);
    let problems = kinds(&source);
    assert_eq!(problems[0], ("a/../../evil", &ProblemKind::NameUnusable));
    assert_eq!(problems[1], ("caf\u{fffd}", &ProblemKind::NameNotUtf8));
    assert!(matches!(problems[2], ("gone", ProblemKind::Unreadable { .. })));
    assert_eq!(problems.len(), 3);

    // A tree that holds itself ten times over, eight levels deep.
    let mut bomb = raw(&[("100644", b"x", blob)]);
    for _ in 0..8 {
        let names: Vec<_> = (0..10).map(|n| format!("d{n}")).collect();
        bomb = raw(&names.iter().map(|name| ("40000", name.as_bytes(), bomb)).collect::<Vec<_>>());
    }
    repo.set_head("refs/heads/bomb").unwrap();
    commit_tree(&repo, bomb);
    let refused = Source::open_revision(top.path(), "bomb", Some(".")).err().unwrap();
    assert!(matches!(refused, Error::TooManyFiles { .. }), "{refused}");
}

#[test]
fn every_refusal_says_what_to_do() {
    let (top, repo) = repository(FILES);
    let open = |start: &Path, rev: &str, root| {
        let error = Source::open_revision(start, rev, root).err().unwrap();
        format!(
            "{} | {}",
            error.to_string().replace(&*top.path().to_string_lossy(), "TOP"),
            error.help().unwrap()
        )
    };
    assert!(open(top.path(), "HEAD", None).contains("no commits yet"));
    commit(&repo);
    assert!(open(top.path(), "mian", None).contains("no commit `mian`"));
    assert!(open(top.path(), "mian", None).contains("git fetch"));
    assert!(open(top.path(), "HEAD:incidents", None).contains("give a commit"));
    assert!(open(top.path(), "HEAD", Some("docs")).starts_with("no folder `docs` in revision `HEAD`"));
    assert!(open(top.path(), "HEAD", Some("../incidents")).starts_with("no folder `../incidents`"));
    assert!(open(top.path(), "HEAD", Some("README.md")).starts_with("no folder"));
    fs::write(repo.path().join("shallow"), format!("{}\n", repo.head().unwrap().target().unwrap())).unwrap();
    assert!(open(top.path(), "mian", None).contains("git fetch --unshallow"));
    let mut config = repo.config().unwrap();
    config.set_str("remote.origin.promisor", "true").unwrap();
    Source::open_revision(top.path(), "HEAD", None).unwrap();
    let blob = repo.blob(FILES[2].1.as_bytes()).unwrap().to_string();
    fs::remove_file(repo.path().join("objects").join(&blob[..2]).join(&blob[2..])).unwrap();
    assert!(open(top.path(), "HEAD", None).contains("partial clone and lacks"));
    assert!(open(top.path(), "HEAD", None).contains("git fetch --refetch --no-filter"));
    config.set_i32("core.repositoryformatversion", 1).unwrap();
    config.set_str("extensions.partialClone", "origin").unwrap();
    assert!(open(top.path(), "HEAD", None).contains("--unset extensions.partialClone"));
    let elsewhere = tempfile::tempdir().unwrap();
    assert!(open(elsewhere.path(), "HEAD", None).starts_with("no git repository in"));
    let error = Source::open_work_tree(&top.path().join("README.md")).err().unwrap();
    assert!(error.to_string().starts_with("there is no folder `"), "{error}");
}
