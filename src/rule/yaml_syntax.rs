//! Files that are not YAML as it is accepted here. The reader reports them.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "yaml-syntax",
    group: Group::Schema,
    level: Level::Error,
    summary: "A file is not YAML, or uses what records do without: tags, merge keys, a second document.",
    why: "Nothing of such a file can be trusted, so every other finding in it waits. Tags and merge keys mean different \
          things to different readers, and a second document is passed over by most of them. \
          Front matter of a Markdown runbook that is never closed, or is TOML, would silently be prose. The help names the likely \
          cause: a tab, a merge that was not settled, a quote or bracket left open, a text that wants quotes, a line out \
          of its column.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\ntitle: checkout: payments fail\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\ntitle: \"checkout: payments fail\"\n")],
    check: Check::Reader,
};

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn front_matter_without_an_end() {
        let count = |text: &str| found("yaml-syntax", &[("runbooks/restart.md", text)]).len();
        assert_eq!(count("---\ntitle: Restart\n\nFirst stop it.\n"), 1);
        assert_eq!(count("---\r\n# note\r\nservices:\r\n  - api\r\n"), 1);
        assert_eq!(count("---\ntitle: Restart\n---\nFirst stop it.\n"), 0);
        assert_eq!(count("---\n\nA line above the text: that is all.\n"), 0);
        assert_eq!(count("# Restart\n\ntitle: no front matter\n"), 0);
    }

    #[test]
    fn front_matter_behind_a_byte_order_mark_or_before_a_blank() {
        for text in [
            "\u{feff}---\nowner: x\n---\n# A\n",
            "--- \nowner: x\n--- \n# A\n",
            "\u{feff}---\t\r\nowner: x\r\n---\r\n",
        ] {
            let file = [("runbooks/a.md", text)];
            assert_eq!(found("yaml-syntax", &file), []);
            assert_eq!(found("unowned-runbook", &file), [], "{text:?}");
        }
        let unknown = found("unknown-key", &[("runbooks/a.md", "\u{feff}--- \nownr: x\n---\n")]);
        assert_eq!(unknown.len(), 1);
        assert_eq!(found("yaml-syntax", &[("runbooks/a.md", "\u{feff}--- \nowner: x\n")]).len(), 1);
    }

    #[test]
    fn front_matter_in_toml() {
        let count = |text: &str| found("yaml-syntax", &[("runbooks/a.md", text)]).len();
        assert_eq!(count("+++\nowner = \"x\"\n+++\n# A\n"), 1);
        assert_eq!(count("\u{feff}+++\r\nowner = \"x\"\r\n+++\r\n"), 1);
        assert_eq!(count("+++\n\nmore\n"), 0);
    }
}
