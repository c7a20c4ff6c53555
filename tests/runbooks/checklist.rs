//! Runbooks on a terminal: everything is there, in order, and copies as it is to be typed.

use super::{folder, printed, run, write};

#[test]
fn markdown_keeps_headings_lists_and_code() {
    let folder = folder();
    let text = printed(folder.path(), &["runbook", "kubepodcrashlooping", "--root", "."]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Kube Pod Crash Looping");
    let place = |wanted: &str| {
        lines.iter().position(|line| *line == wanted).unwrap_or_else(|| panic!("{wanted}\n{text}"))
    };
    assert!(place("Meaning") < place("Impact") && place("Diagnosis") < place("Mitigation"));
    assert!(text.contains("\n  - Check pod events via `kubectl -n $NAMESPACE describe pod $POD`.\n"));
    assert!(text.contains("\n    - pod priority\n"), "a list within a list");
    let text = printed(folder.path(), &["runbook", "etcdMembersDown", "--root", "."]);
    assert!(text.contains("\n      $ etcdctl endpoint health -w table\n"), "{text}");
    assert!(!text.contains("```"));
    // Shortcodes of a site's maker are text.
    let text = printed(folder.path(), &["runbook", "NodeClockNotSynchronising", "--root", "."]);
    assert!(text.contains("{{< ref \"./NodeClockSkewDetected.md\" >}}"));
    for id in ["KubePersistentVolumeFillingUp", "TargetDown", "Watchdog", "AlertmanagerFailedReload"] {
        let (text, markdown) = (
            printed(folder.path(), &["runbook", id, "--root", "."]),
            printed(folder.path(), &["runbook", id, "--root", ".", "--format", "markdown"]),
        );
        assert!(text.len() > 500 && markdown.len() > 500 && !text.contains("<details>"), "{id}");
    }
}

#[test]
fn steps_say_everything() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "runbooks/r.yaml",
        "id: r\ntitle: Make room\nalerts: [DiskFull]\nowner: sre\nlast_reviewed: 2026-01-01\nreview_every: 30d\n\
         symptoms: It is full\npreconditions: [Archived, Told]\nsteps:\n\
         - {title: Look, role: on-call, command: \"df -h\\nls\", expect: numbers, estimate: 2m}\n\
         - {title: Remove, command: rm -rf /x, rollback: restore it, automation: https://x.example/job}\n\
         - {title: Odd, destructive: perhaps}\nverification: Space\nescalation: Page sre\n",
    );
    let text = printed(folder.path(), &["runbook", "R", "--root", "."]);
    let wanted = "\
Make room
  runbook   r
  alerts    DiskFull
  owner     sre
  reviewed  2026-01-01, 325 days ago, wanted every 30d: STALE
  takes     about 2m

When
  - It is full

Before the first step
  [ ] Archived
  [ ] Told

Steps
  [ ] 1. Look (on-call, 2m)
        df -h
        ls
      expect: numbers

  [ ] 2. DESTRUCTIVE: Remove
        rm -rf /x
      if not: restore it
      automated: https://x.example/job

  [ ] 3. DESTRUCTIVE: Odd

It worked when
  [ ] Space

If it did not
  - Page sre
";
    assert_eq!(text, wanted);
    let unknown = run(folder.path(), &["runbook", "q", "--root", "."]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8(unknown.stderr).unwrap().contains("did you mean `r`?"));
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    let text = "---\ntitle: A\n---\n\n# A\n\nOne\ntwo.\n\n- x\n  y\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```sh\nls \\\n  -l\n\ndf\n```\n\n> q\n";
    let folder = tempfile::tempdir().unwrap();
    for format in ["text", "markdown"] {
        let printed = |text: &str| {
            write(folder.path(), "runbooks/a.md", text);
            printed(folder.path(), &["runbook", "a", "--root", ".", "--format", format])
        };
        let unix = printed(text);
        assert_eq!(printed(&text.replace('\n', "\r\n")), unix);
        assert_eq!(printed(&format!("\u{feff}{text}")), unix);
    }
}
