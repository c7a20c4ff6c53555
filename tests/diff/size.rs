//! One comment holds whatever a change does.

use super::{Repository, git_is_here};

#[test]
fn the_largest_change_fits_one_comment() {
    if !git_is_here() {
        return;
    }
    let repository = Repository::empty();
    // Every character of it is encoded, and everything about it is wrong.
    let long = "@a#1::".repeat(60);
    let record = |i: usize, word: &str| {
        let action = |j: usize| {
            format!(
                "  - {{id: \"{long}{j}\", title: \"{long}{word}\", state: \"{long}{word}\", owner: {word}}}\n"
            )
        };
        let fields = (0..12).map(action).collect::<Vec<_>>().concat();
        format!(
            "id: INC-{i}\ntitle: \"{long}\"\nseverity: \"{long}\"\nservices: [\"{long}\"]\ntags: [\"{long}{word}\"]\n\
             analysis: {{contributing_factors: [\"{long}\"]}}\n\
             times: {{started: 2026-01-01T00:{:02}:00Z, resolved: 2026-01-01T0{}:00:00Z}}\nactions:\n{fields}",
            i % 60,
            if word == "old" { 1 } else { 2 }
        )
    };
    repository.write("INC-0.yaml", &record(0, "old"));
    repository.commit("base");
    for i in 0..100 {
        repository.write(&format!("INC-{i}.yaml"), &record(i, "new"));
    }
    let markdown = repository.diff(&["--base", "HEAD", "--format", "markdown"]);
    let size = markdown.len();
    assert!((30_000..=postmortem::diff::LIMIT).contains(&size), "{size} bytes");
    assert!(markdown.starts_with(postmortem::diff::MARKER));
    for section in ["### Findings", "### Like earlier incidents", "### Response times", "### Records"] {
        assert!(markdown.contains(section), "{section}");
    }
    assert!(markdown.contains("- … and ") && markdown.contains(" more\n"), "it says that it is cut");
    let whole = repository.diff(&["--base", "HEAD", "--format", "json"]);
    let whole: serde_json::Value = serde_json::from_str(&whole).unwrap();
    assert_eq!(whole["records"].as_array().unwrap().len(), 100, "JSON is never cut");
}
