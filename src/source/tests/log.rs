//! The changes of chosen files, the newest first, the same from a work tree and from its revision.

use git2::Repository;

use super::{repository, write};
use crate::source::{Asked, Source};

/// Commits what is there, `at` seconds since 1970.
fn commit(repo: &Repository, at: i64, message: &str, parents: &[git2::Oid]) -> git2::Oid {
    let mut index = repo.index().unwrap();
    index.add_all(["*"], git2::IndexAddOption::FORCE, None).unwrap();
    let tree = repo.find_tree(index.write_tree().unwrap()).unwrap();
    let by = git2::Signature::new("test", "test@example.org", &git2::Time::new(at, 0)).unwrap();
    let parents: Vec<_> = parents.iter().map(|id| repo.find_commit(*id).unwrap()).collect();
    let id = repo.commit(None, &by, &by, message, &tree, &parents.iter().collect::<Vec<_>>()).unwrap();
    repo.reference("refs/heads/main", id, true, "test").unwrap();
    id
}

#[test]
fn what_changed_the_plan() {
    let (top, repo) =
        repository(&[("incidents/postmortem.yaml", "format: 1\n"), ("incidents/plan.yaml", "a")]);
    let first = commit(&repo, 100, "begin\n\nlong text", &[]);
    write(top.path(), "incidents/2026/INC-1.yaml", "id: INC-1\n");
    let other = commit(&repo, 200, "an incident", &[first]);
    write(top.path(), "incidents/services/web.yaml", "id: web\n");
    let side = commit(&repo, 300, "a service", &[first]);
    let merge = commit(&repo, 400, "merge", &[other, side]);
    write(top.path(), "incidents/plan.yaml", "b");
    commit(&repo, 500, "the plan", &[merge]);

    let folder = top.path().join("incidents");
    let tree = Source::open_work_tree(&folder).unwrap();
    let revision = Source::open_revision(&folder, "main", None).unwrap();
    let paths = ["plan.yaml", "services"];
    let asked = |most| Asked { paths: &paths, private: &[], most };
    let log = tree.log(&asked(10)).unwrap().unwrap();
    assert_eq!(revision.log(&asked(10)).unwrap().unwrap(), log);
    let told: Vec<String> =
        log.commits.iter().map(|one| format!("{} {} {:?}", one.at, one.summary, one.paths)).collect();
    assert_eq!(
        told,
        ["500 the plan [\"plan.yaml\"]", "300 a service [\"services\"]", "100 begin [\"plan.yaml\"]"]
    );
    assert!(log.complete);
    let newest = tree.log(&asked(1)).unwrap().unwrap();
    assert_eq!((newest.commits.len(), newest.complete), (1, false));

    let private = tree.log(&Asked { paths: &["plan.yaml"], private: &["postmortem.yaml"], most: 9 });
    let told: Vec<String> = private.unwrap().unwrap().commits.into_iter().map(|one| one.summary).collect();
    assert_eq!(told, ["the plan", ""]);

    let bare = tempfile::tempdir().unwrap();
    assert_eq!(Source::open_work_tree(bare.path()).unwrap().log(&asked(10)).unwrap(), None);
}
