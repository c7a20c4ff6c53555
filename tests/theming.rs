//! What `docs/theming.md` shows is put into a folder and built; `UPDATE_GOLDEN=1` writes the expected page anew.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCS: &str = include_str!("../docs/theming.md");

/// The first example in this language, without the line that names its file.
fn example(language: &str) -> String {
    let open = format!("```{language}\n");
    let text = DOCS.split(&open).nth(1).unwrap().split("```").next().unwrap();
    text.split_once('\n').unwrap().1.to_owned()
}

fn write(path: PathBuf, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(arguments)
        .args(["--now", "2026-04-02", "--root"])
        .arg(root)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

/// A folder with the documented files, and the site built of it.
fn documented() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("incidents");
    write(root.join("postmortem.yaml"), &example("yaml"));
    write(root.join("templates/custom.css"), &example("css"));
    write(root.join("templates/base.html"), &example("html"));
    write(
        root.join("logo.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8H0z\"/></svg>",
    );
    write(root.join("runbooks/drain.yaml"), "id: drain\ntitle: Drain\nservices: []\n");
    let site = folder.path().join("site");
    let (code, said) = run(&root, &["build", "--output", site.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("replaces no template"), "{said}");
    folder
}

#[test]
fn the_documented_example() {
    let folder = documented();
    let (_, said) = run(&folder.path().join("incidents"), &["check"]);
    assert!(!said.contains("bad-template") && !said.contains("bad-setting"), "{said}");
    let site = folder.path().join("site");
    let page = fs::read_to_string(site.join("runbooks/drain.html")).unwrap();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/theming/drain.html");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        write(golden.clone(), &page);
    }
    assert!(
        page == fs::read_to_string(golden).unwrap_or_default(),
        "look at it, and run with UPDATE_GOLDEN=1:\n{page}"
    );
    assert!(site.join("files/logo.svg").exists());
    // The user's rules come after the accent, and the accent after the built-in ones.
    let style = fs::read_to_string(site.join("style.css")).unwrap();
    let at = |text: &str| style.find(text).unwrap_or_else(|| panic!("no {text}"));
    assert!(at("--accent:light-dark(#1b4fb8") < at("--accent: light-dark(#7a1fa2, #"));
    assert!(at("--accent: light-dark(#7a1fa2, #") < at(".banner {"));
}

/// Whether Chromium says that a page went against its own policy.
fn reports(page: &Path) -> bool {
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(String::from_utf8_lossy(&output.stdout).contains("<footer>"), "{said}");
    said.contains("Content Security Policy")
}

#[test]
fn no_page_goes_against_its_policy() {
    if !Command::new("chromium").arg("--version").output().is_ok_and(|done| done.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "chromium is not installed");
        eprintln!("skipped: chromium is not installed");
        return;
    }
    let folder = documented();
    let (root, site) = (folder.path().join("incidents"), folder.path().join("site"));
    let plan = folder.path().join("plan.html");
    let (code, said) = run(&root, &["plan", "--format", "html", "--output", plan.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    for page in
        [site.join("index.html"), site.join("runbooks/drain.html"), site.join("404.html"), plan.clone()]
    {
        assert!(!reports(&page), "{}", page.display());
    }
    // What the browser says where the style is not the one that the policy names.
    let text = fs::read_to_string(&plan).unwrap();
    fs::write(&plan, text.replace("<style>", "<style>p { color: red }")).unwrap();
    assert!(reports(&plan));
}

/// Every value that the built-in templates place is in the documentation.
#[test]
fn what_templates_use_is_documented() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut names = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.extension().is_some_and(|ending| ending == "html" || ending == "md") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for tag in text.split('{').filter(|tag| tag.starts_with(['%']) || tag.contains("}}")) {
            let tag = tag.split('}').next().unwrap();
            for word in tag.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))) {
                let known = match word.split_once('.') {
                    Some(("page" | "doc" | "site" | "row" | "p", _)) => DOCS.contains(&format!("`{word}`")),
                    Some(("b", kind)) => DOCS.contains(&format!("| `{}` |", kind.split('.').next().unwrap())),
                    Some((
                        "t" | "section" | "card" | "step" | "phase" | "column" | "day" | "item",
                        field,
                    )) => DOCS.contains(&format!("`{field}`")) || field == "pager.shard",
                    _ => continue,
                };
                names += 1;
                assert!(known, "`{word}` of {} is not in docs/theming.md", path.display());
            }
        }
    }
    assert!(names > 100, "{names}");
}
