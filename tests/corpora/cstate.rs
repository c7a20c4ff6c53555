//! An entry of a cState status page as a record.

use crate::Yaml;

/// The record of an entry: its front matter, and its text as the summary.
pub(crate) fn record(stem: &str, text: &str) -> String {
    let (front, body) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap();
    let field = |name: &str| {
        let value = front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        value.map(|value| value.trim_matches(['"', '\'']))
    };
    let mut yaml = Yaml::new(stem, "Jenkins");
    yaml.text("title", field("title").unwrap());
    yaml.text("summary", body.trim());
    yaml.line(&format!("tags: [{}]", field("severity").unwrap()));
    yaml.line("times:");
    for (name, key) in [("started", "date"), ("resolved", "resolvedWhen")] {
        // cState means UTC by an offset of minus zero.
        yaml.text(&format!("  {name}"), &field(key).unwrap().replace("-00:00", "Z"));
    }
    yaml.done()
}
