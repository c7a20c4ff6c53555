//! The output folder as a whole: what is written, what is left alone and what is removed.

mod hostile;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;
use std::{fs, thread};

use rayon::prelude::*;
use tempfile::TempDir;

use super::*;

fn folder() -> (TempDir, PathBuf) {
    let top = tempfile::tempdir().unwrap();
    let site = top.path().join("site");
    (top, site)
}

fn build(site: &Path, files: &[(&str, &str)]) -> Result<Report> {
    let sync = Sync::open(site)?;
    for (path, text) in files {
        sync.write(path, text.as_bytes())?;
    }
    sync.finish()
}

fn report(written: usize, unchanged: usize, removed: usize) -> Report {
    Report { written, unchanged, removed }
}

/// Every file and folder with its time of change.
fn snapshot(top: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let walk = walkdir::WalkDir::new(top).into_iter().map(|entry| entry.unwrap());
    walk.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
}

fn names(site: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(site).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    walk.filter(|entry| !entry.file_type().is_dir())
        .map(|entry| entry.path().strip_prefix(site).unwrap().to_string_lossy().into_owned())
        .collect()
}

const PAGES: &[(&str, &str)] =
    &[("index.html", "home"), ("incidents/INC-1/index.html", "one"), ("zh/事故/index.html", "一")];

#[test]
fn a_second_build_writes_nothing_at_all() {
    let (_top, site) = folder();
    assert_eq!(build(&site, PAGES).unwrap(), report(3, 0, 0));
    let before = snapshot(&site);
    assert_eq!(build(&site, PAGES).unwrap(), report(0, 3, 0));
    assert_eq!(snapshot(&site), before);
    assert_eq!(
        fs::read_to_string(site.join(manifest::NAME)).unwrap(),
        "postmortem manifest 1\nincidents/INC-1/index.html\nindex.html\nzh/事故/index.html\n"
    );
}

#[test]
fn only_what_an_earlier_build_made_is_removed() {
    let (_top, site) = folder();
    fs::create_dir_all(site.join("incidents")).unwrap();
    fs::write(site.join("CNAME"), "stranger").unwrap();
    build(&site, PAGES).unwrap();
    fs::write(site.join("incidents/notes.txt"), "stranger").unwrap();
    let new = [("index.html", "changed"), ("incidents/INC-2/index.html", "two")];
    assert_eq!(build(&site, &new).unwrap(), report(2, 0, 2));
    assert_eq!(
        names(&site),
        [manifest::NAME, "CNAME", "incidents/INC-2/index.html", "incidents/notes.txt", "index.html"]
    );
    assert!(!site.join("zh").exists() && !site.join("incidents/INC-1").exists());
    assert_eq!(build(&site, &[]).unwrap(), report(0, 0, 2));
    assert_eq!(names(&site), [manifest::NAME, "CNAME", "incidents/notes.txt"]);
}

#[test]
fn two_results_for_one_path_are_an_error() {
    let (_top, site) = folder();
    let sync = Sync::open(&site).unwrap();
    sync.write("a/B.html", b"one").unwrap();
    sync.write("a/B.html", b"one").unwrap();
    for (path, bytes) in [("a/B.html", "two"), ("a/B.html", "three"), ("A/b.html", "one")] {
        let error = sync.write(path, bytes.as_bytes()).unwrap_err();
        assert!(matches!(&error, Error::OutputCollision { other, .. } if other == "a/B.html"), "{error}");
    }
    let error = sync.write("a/../../evil", b"x").unwrap_err();
    assert_eq!(error.to_string(), "the output path `a/../../evil` is refused: it has a `.` or `..` in it");
    assert_eq!(sync.finish().unwrap(), report(1, 0, 0));
}

#[test]
fn many_threads_write_at_once() {
    let (_top, site) = folder();
    for expected in [report(2000, 0, 0), report(0, 2000, 0)] {
        let sync = Sync::open(&site).unwrap();
        (0..4000).into_par_iter().for_each(|n| {
            // Every path twice, in folders that many threads want at once.
            let n = n % 2000;
            sync.write(&format!("p{}/q{}/{n}.html", n % 3, n % 50), format!("page {n}").as_bytes()).unwrap();
        });
        assert_eq!(sync.finish().unwrap(), expected);
    }
    assert_eq!(names(&site).len(), 2001);
}

#[test]
fn of_two_threads_with_different_bytes_one_fails() {
    for _ in 0..50 {
        let (_top, site) = folder();
        let sync = Sync::open(&site).unwrap();
        let failed = thread::scope(|scope| {
            let threads =
                ["one", "two"].map(|text| scope.spawn(|| sync.write("x", text.as_bytes()).is_err()));
            threads.map(|thread| thread.join().unwrap())
        });
        assert_ne!(failed[0], failed[1]);
    }
}

mod whatever_was_there {
    use proptest::prelude::*;

    use super::*;

    const CHOICE: [&str; 6] = ["a", "b/c", "b/d", "e/f/g", "e/h", "i"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// After a build the folder holds exactly what was produced and what strangers put there.
        #[test]
        fn a_build_leaves_exactly_its_files(
            builds in prop::collection::vec(prop::collection::btree_map(0..6_usize, "[xy]{0,2}", 0..6), 1..5),
        ) {
            let (_top, site) = folder();
            fs::create_dir_all(site.join("b")).unwrap();
            fs::write(site.join("b/stranger"), "x").unwrap();
            for files in builds {
                let before = names(&site);
                let files: Vec<_> = files.iter().map(|(n, text)| (CHOICE[*n], text.as_str())).collect();
                let done = build(&site, &files).unwrap();
                prop_assert_eq!(done.written + done.unchanged, files.len());
                let mut expected = vec![manifest::NAME, "b/stranger"];
                expected.extend(files.iter().map(|file| file.0));
                expected.sort_unstable();
                let mut there = names(&site);
                there.sort_unstable();
                prop_assert_eq!(&there, &expected);
                let gone = before.iter().filter(|name| !there.contains(name)).count();
                prop_assert_eq!(done.removed, gone);
                for (path, text) in files {
                    prop_assert_eq!(fs::read_to_string(site.join(path)).unwrap(), text);
                }
            }
        }
    }
}

#[test]
fn a_strangers_file_is_not_replaced() {
    let (_folder, site) = folder();
    fs::create_dir_all(&site).unwrap();
    fs::write(site.join("index.html"), "by hand").unwrap();
    for _ in 0..2 {
        let error = build(&site, &[("a.html", "a"), ("index.html", "built")]).unwrap_err();
        assert!(error.to_string().contains("index.html"), "{error}");
        assert_eq!(fs::read_to_string(site.join("index.html")).unwrap(), "by hand");
    }
    fs::remove_file(site.join("index.html")).unwrap();
    build(&site, &[("a.html", "a"), ("index.html", "built")]).unwrap();
    assert_eq!(build(&site, &[("a.html", "b"), ("index.html", "other")]).unwrap(), report(2, 0, 0));
}
