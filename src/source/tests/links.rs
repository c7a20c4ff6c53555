//! Links are followed inside the root only, and only so far.
#![cfg(unix)]

use super::*;

#[test]
fn links_are_followed_inside_the_root_only() {
    let (_top, [tree, revision, bare]) = three(
        FILES,
        &[
            ("incidents/2026/chart.svg", "../shared/chart.svg"),
            ("incidents/2026/assets", "../shared"),
            ("incidents/2026/again.svg", "assets//./chart.svg"),
            ("incidents/2026/secret", "../.hidden/x.yaml"),
            ("incidents/2026/gone", "nowhere"),
            ("incidents/2026/through-a-file", "INC-1.yaml/../INC-1.yaml"),
            ("incidents/2026/self", "self"),
            ("incidents/2026/up", ".."),
            ("incidents/a/to-b", "../b"),
            ("incidents/b/to-a", "../a"),
            ("incidents/readme.md", "../README.md"),
            ("incidents/back.yaml", "../incidents/postmortem.yaml"),
            ("incidents/passwd.yaml", "/etc/passwd"),
        ],
    );
    let assets = ["2026/again.svg", "2026/assets/chart.svg", "2026/chart.svg", "shared/chart.svg"];
    for path in assets {
        assert_eq!(tree.read_one(path, 100).unwrap(), b"<svg/>");
    }
    assert_eq!(paths(&tree).len(), 7 + 3);
    let outside = |target: &str| ProblemKind::LinkOutside { target: target.to_owned() };
    let broken = |target: &str| ProblemKind::LinkBroken { target: target.to_owned() };
    assert_eq!(
        kinds(&tree),
        [
            ("2026/gone", &broken("nowhere")),
            ("2026/secret", &broken("../.hidden/x.yaml")),
            ("2026/self", &ProblemKind::LinkLoop),
            ("2026/through-a-file", &broken("INC-1.yaml/../INC-1.yaml")),
            ("2026/up", &ProblemKind::LinkLoop),
            ("a/to-b/to-a", &ProblemKind::LinkLoop),
            ("b/to-a/to-b", &ProblemKind::LinkLoop),
            ("back.yaml", &outside("../incidents/postmortem.yaml")),
            ("passwd.yaml", &outside("/etc/passwd")),
            ("readme.md", &outside("../README.md")),
        ]
    );
    for other in [revision, bare] {
        assert_eq!(contents(&other), contents(&tree));
        assert_eq!(other.list().problems, tree.list().problems);
    }
}

#[test]
fn links_that_multiply_are_bounded() {
    let links: Vec<_> = (0..40)
        .flat_map(|n| ["a", "b"].map(|name| (format!("incidents/d{n}/{name}"), format!("../d{}", n + 1))))
        .collect();
    let links: Vec<_> = links.iter().map(|(path, target)| (path.as_str(), target.as_str())).collect();
    let (_top, [tree, revision, _]) = three(&[("incidents/d40/x.yaml", "x"), FILES[2]], &links);
    assert!(kinds(&tree).contains(&("d0/a", &ProblemKind::LinksTooMany { limit: 100_000 })));
    assert_eq!(tree.list().problems, revision.list().problems);
    assert_eq!(paths(&tree), paths(&revision));
}
