//! Ids that cannot be file names and addresses everywhere.

use super::support::ids::ids;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::record::id_flaw;
use crate::record::schema::RecordType;
use crate::text::secrets::masked;
use crate::workspace::{Workspace, stem};

pub(super) const RULE: Rule = Rule {
    id: "bad-id",
    group: Group::Names,
    level: Level::Error,
    summary: "An id is not made of letters, digits, `.`, `_` and `-`, or cannot be a file name everywhere.",
    why: "Ids become file names and addresses of pages. Spaces and slashes break links, `../` would leave the folder, \
          and a checkout on Windows fails on `con.yaml`. At most 100 characters, the first a letter or a digit.",
    bad: &[("2026/INC-1.yaml", "id: INC/1\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\n")],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for id in ids(workspace) {
        let Some(wrong) = id_flaw(id.name) else { continue };
        let shown: String = masked(id.name).chars().take(60).collect();
        let finding = Finding::new(RULE.id, id.file, id.place(), format!("the id `{shown}` {wrong}"));
        // Letters that no id may have are not dropped: what is left of a word without them is no name.
        let cleaned = id.name.is_ascii().then(|| cleaned(id.name));
        let better = [Some(stem(id.file).to_owned()), cleaned];
        let better = better.into_iter().flatten().find(|better| id_flaw(better).is_none());
        findings.push(finding.help(match better {
            Some(better) if id.written => format!("write `id: {better}`"),
            Some(better) => format!("rename the file to `{better}.yaml`"),
            None => format!("use a short name such as `{}`", example(id.record)),
        }));
    }
}

fn example(record: RecordType) -> &'static str {
    match record {
        RecordType::Service => "payments-db",
        RecordType::Team => "payments-team",
        RecordType::Runbook => "restart-payments",
        RecordType::Drill => "2026-q1-region-loss",
        _ => "INC-2026-0042",
    }
}

/// The id with everything else turned into single dashes.
fn cleaned(id: &str) -> String {
    let parts = id.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_' | '-'));
    let dashed: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    dashed.join("-").trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_an_id() {
        for good in ["INC-2026-0042", "a", "v1.2_x", "console", "com10", "aux-pump"] {
            assert_eq!(id_flaw(good), None, "{good}");
        }
        let long = "x".repeat(101);
        for bad in ["", "../x", "-a", ".a", "a b", "支付", "con", "CON.old", "com1", "lpt9", &long] {
            assert!(id_flaw(bad).is_some(), "{bad}");
        }
        assert_eq!(cleaned("../my incident/1"), "my-incident-1");
    }

    #[test]
    fn letters_are_not_dropped() {
        let help = |path: &str, text: &str| {
            crate::rule::tests::found("bad-id", &[(path, text)]).remove(0).help.unwrap_or_default()
        };
        assert_eq!(help("INC-1.yaml", "id: Störung 1\n"), "write `id: INC-1`");
        assert_eq!(help("Störung-1.yaml", "id: Störung-1\n"), "use a short name such as `INC-2026-0042`");
        assert_eq!(help("支付.yaml", "title: x\n"), "use a short name such as `INC-2026-0042`");
        assert_eq!(help("services/支付.yaml", "name: x\n"), "use a short name such as `payments-db`");
        assert_eq!(help("a b.yaml", "id: a b\n"), "write `id: a-b`");
    }
}
