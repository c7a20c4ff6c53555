//! Text of a record in a comment that everybody may read: it calls nobody, closes nothing, and is no markup.

use super::{Repository, git_is_here};

/// Words that act on GitHub, GitLab, in their logs, or in Markdown.
const HOSTILE: [&str; 12] = [
    "@octocat",
    "@org/team",
    "fixes #12",
    "Closes o/r#3",
    "::error::x",
    "##[add-mask]x",
    "<script>alert(1)</script>",
    "<!-- postmortem diff -->",
    "![x](https://evil.example/p.png)",
    "[x](javascript:alert(1))",
    "a | b\n\n# c\n- d",
    "/close",
];

#[test]
fn nothing_a_record_says_acts() {
    if !git_is_here() {
        return;
    }
    let repository = Repository::empty();
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let record = |i: usize, side: &str| {
        let text = quoted(&format!("{} {side}", HOSTILE[i]));
        let mean = quoted(HOSTILE[i]);
        format!(
            "id: INC-{i}\ntitle: {text}\nseverity: {mean}\nservices: [{text}]\ntags: [{mean}, {side}]\nroles: {{{mean}: {side}}}\n\
             times: {{started: 2026-01-01T0{}:00:00Z}}\nanalysis: {{contributing_factors: [{mean}]}}\n\
             actions: [{{id: {mean}, title: {text}, state: {side}, owner: {mean}}}]\n",
            i % 10
        )
    };
    for i in 0..HOSTILE.len() {
        repository.write(&format!("INC-{i}.yaml"), &record(i, "proposed"));
    }
    repository.commit("base");
    for i in 0..HOSTILE.len() {
        repository.write(&format!("INC-{i}.yaml"), &record(i, "committed"));
        repository.write(&format!("NEW-{i}.yaml"), &record(i, "new").replace("INC-", "NEW-"));
    }
    let markdown = repository.diff(&["--base", "HEAD", "--format", "markdown"]);
    assert_eq!(markdown.matches("<!--").count(), 1, "only our own comment: {markdown}");
    for act in ["@octocat", "@org", "#12", "r#3", "::error", "##[", "<script", "/close\n"] {
        assert!(!markdown.contains(act), "{act}: {markdown}");
    }
    for line in markdown.lines().skip(1) {
        let ours = ["- ", "  - ", "#", "| ", "|", "", "In all", "Our incidents", "Smallest", "revision"];
        assert!(ours.iter().any(|start| line.starts_with(start)), "{line}");
        let heading = line.starts_with('#');
        assert!(!heading || line.starts_with("## What") || line.starts_with("### "), "{line}");
        assert!(!line.contains("](") || line.contains("\\]("), "{line}");
    }
    // As a renderer sees it that lets HTML through, only our own elements are there.
    let parser = pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::all());
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, parser);
    for tag in ["<a ", "<img", "<script", "<h1", "<input", "<pre"] {
        assert!(!html.contains(tag), "{tag}: {html}");
    }
    let text = repository.diff(&["--base", "HEAD"]);
    assert!(!text.contains('\u{1b}'));
}
