//! Keys and tokens in a record.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "secret",
    group: Group::Text,
    level: Level::Error,
    summary: "A file holds a private key or a token that gives access to something.",
    why: "Incidents are written with the terminal open: commands and logs are pasted as they are. In a ministry's incident of \
          23 July 2025 a personal GitHub token and others went to a public repository in one file; finding out whose they \
          were and taking them back took until the next day. Known are the prefixes that GitHub, GitLab, AWS, Slack, \
          Stripe, Google, npm and PyPI give their tokens, and private keys in PEM; every file is looked at, comments \
          included. The secret itself is never shown again: `check` and `diff` cross it out wherever they quote a record.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimeline:\n  - text: Copied the backup with the key AKIAABCDEFGHIJKLMNOP\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\ntimeline:\n  - text: Copied the backup with the key of the backup role (since revoked)\n",
    )],
    check: Check::Reader,
};

#[cfg(test)]
mod tests {
    use crate::finding::{Level, human, report};
    use crate::rule::tests::found;

    const TOKEN: &str = "AKIAABCDEFGHIJKLMNOP";

    #[test]
    fn everywhere_in_every_file() {
        let runbook = format!("# Restart\n\nUse {TOKEN}.\n");
        let count = |path: &str, text: &str| found("secret", &[(path, text)]).len();
        assert_eq!(count("runbooks/restart.md", &runbook), 1);
        assert_eq!(count("2026/INC-1.yaml", &format!("id: INC-1\n# {TOKEN}\n")), 1);
        assert_eq!(count("postmortem.yaml", &format!("title: {TOKEN}\n")), 1);
        assert_eq!(count("plan.yaml", &format!("{TOKEN}: [\n")), 1, "a broken file as well");
    }

    #[test]
    fn it_is_not_shown_again() {
        let text = format!("id: INC-1\ntitle: key {TOKEN} lost\n");
        let findings = found("secret", &[("INC-1.yaml", &text)]);
        assert!(findings[0].message.contains("`AKIA…`"));
        let report = report(vec![(findings[0].clone(), Level::Error)], |_| Some(text.clone()));
        let mut out = Vec::new();
        human(&report, "", false, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("title: key AKIA**************** lost"), "{out}");
        assert!(!out.contains("ABCDEFG"), "{out}");
    }
}
