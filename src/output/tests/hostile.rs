//! Folders in which somebody else, or a killed build, left surprises.

use super::*;

#[test]
fn a_hostile_manifest_removes_nothing_outside() {
    let (top, site) = folder();
    build(&site, PAGES).unwrap();
    fs::write(top.path().join("precious"), "x").unwrap();
    fs::create_dir(site.join("folder")).unwrap();
    let list = format!(
        "postmortem manifest 1\n../precious\n{}\nincidents/../../precious\n./../precious\n\nfolder\n{}\n",
        top.path().join("precious").display(),
        manifest::NAME
    );
    fs::write(site.join(manifest::NAME), list).unwrap();
    assert_eq!(build(&site, PAGES).unwrap(), report(0, 3, 0));
    assert!(top.path().join("precious").exists() && site.join("folder").is_dir());
    assert_eq!(names(&site).len(), 4);
    for foreign in ["somebody else's list\n", ""] {
        fs::write(site.join(manifest::NAME), foreign).unwrap();
        assert!(matches!(build(&site, PAGES), Err(Error::Manifest { .. })));
    }
}

#[cfg(unix)]
#[test]
fn nothing_goes_through_a_link() {
    use std::os::unix::fs::symlink;
    let (top, site) = folder();
    let outside = top.path().join("outside");
    fs::create_dir_all(outside.join("INC-1")).unwrap();
    build(&site, PAGES).unwrap();

    // A folder of an earlier build has become a link: refused for writing, passed over for removing.
    fs::remove_dir_all(site.join("incidents")).unwrap();
    symlink(&outside, site.join("incidents")).unwrap();
    fs::write(outside.join("INC-1/index.html"), "precious").unwrap();
    let refused = build(&site, PAGES).unwrap_err();
    assert!(refused.to_string().ends_with("site/incidents` in the output folder is not a folder of its own"));
    assert_eq!(build(&site, &PAGES[..1]).unwrap(), report(0, 1, 1));
    assert_eq!(fs::read_to_string(outside.join("INC-1/index.html")).unwrap(), "precious");

    // A file has become a link: the link is replaced, its target is not touched.
    fs::write(outside.join("index.html"), "home").unwrap();
    fs::remove_file(site.join("index.html")).unwrap();
    symlink(outside.join("index.html"), site.join("index.html")).unwrap();
    assert_eq!(build(&site, &[("index.html", "new")]).unwrap(), report(1, 0, 0));
    assert_eq!(fs::read_to_string(outside.join("index.html")).unwrap(), "home");
    assert!(site.join("index.html").symlink_metadata().unwrap().is_file());

    // The list is a link.
    fs::rename(site.join(manifest::NAME), outside.join("list")).unwrap();
    symlink(outside.join("list"), site.join(manifest::NAME)).unwrap();
    assert!(matches!(build(&site, PAGES), Err(Error::Manifest { .. })));
}

#[test]
fn a_killed_build_is_cleaned_up_after() {
    let (_top, site) = folder();
    build(&site, PAGES).unwrap();
    let killed = Sync::open(&site).unwrap();
    killed.write("index.html", b"half of the work").unwrap();
    std::mem::forget(killed);
    assert!(site.join(RUNNING).exists());
    for left in [
        "x/.postmortem-tmp-7-1",
        ".postmortem-tmp-7-2",
        "zh/事故/.postmortem-tmp-7-3",
        "incidents/.postmortem-tmp-7-4",
        ".postmortem-tmp-7-5/incidents/INC-2.html",
    ] {
        fs::create_dir_all(site.join(left).parent().unwrap()).unwrap();
        fs::write(site.join(left), "").unwrap();
    }
    assert_eq!(build(&site, PAGES).unwrap(), report(0, 3, 0));
    let mut expected: Vec<_> = PAGES.iter().map(|page| page.0).collect();
    expected.extend([manifest::NAME, "x/.postmortem-tmp-7-1"]);
    expected.sort_unstable();
    let mut names = names(&site);
    names.sort_unstable();
    assert_eq!(names, expected, "folders we do not write to are not ours to clean");
    assert!(!site.join(".postmortem-tmp-7-5").exists());
}

#[test]
fn a_build_that_fails_leaves_what_was_there() {
    let (_top, site) = folder();
    build(&site, PAGES).unwrap();
    let before = snapshot(&site).into_keys().collect::<Vec<_>>();
    let failed = Sync::open(&site).unwrap();
    failed.write("index.html", b"half of the work").unwrap();
    failed.write("new/folder/a.html", b"the other half").unwrap();
    drop(failed);
    assert_eq!(snapshot(&site).into_keys().collect::<Vec<_>>(), before);
    assert_eq!(build(&site, PAGES).unwrap(), report(0, 3, 0));
}

#[test]
fn a_folder_where_a_file_belongs_is_an_error() {
    let (_top, site) = folder();
    build(&site, &[("a.html", "a")]).unwrap();
    fs::create_dir_all(site.join("index.html")).unwrap();
    let error = build(&site, PAGES).unwrap_err();
    assert!(error.to_string().starts_with("cannot write `") && error.help().is_some(), "{error}");
    assert_eq!(names(&site), [".postmortem-manifest", "a.html"], "no file of a failed build stays");
    let before = names(&site);
    for pair in [[("x", "file"), ("x/b", "below it")], [("x/b", "below it"), ("x", "file")]] {
        let error = build(&site, &pair).unwrap_err();
        assert!(matches!(error, Error::OutputNotAFolder { .. } | Error::Write { .. }), "{error}");
        assert_eq!(names(&site), before);
    }
}

#[test]
fn a_folder_that_is_there_by_now_gets_what_was_made() {
    let (_top, site) = folder();
    build(&site, &[("a.html", "a")]).unwrap();
    let sync = Sync::open(&site).unwrap();
    for page in ["a.html", "new/folder/a.html", "new/b.html"] {
        sync.write(page, b"ours").unwrap();
    }
    fs::create_dir_all(site.join("new/folder")).unwrap();
    fs::write(site.join("new/folder/theirs"), "").unwrap();
    assert_eq!(sync.finish().unwrap(), report(3, 0, 0));
    assert_eq!(
        names(&site),
        [".postmortem-manifest", "a.html", "new/b.html", "new/folder/a.html", "new/folder/theirs"]
    );
}
