//! What is withheld in one place and told in another.

use rayon::prelude::*;

use super::support::phrases::Phrases;
use super::support::prose;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Audience, Leaf};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "visibility-conflict",
    group: Group::Names,
    level: Level::Warning,
    summary: "Prose names an incident that its readers may not see, or a field is wider open than its record.",
    why: "NIST SP 800-61 (revision 2, 3.2.5) asks to restrict access to what is written about an incident. A build for an \
          audience takes restricted records out of every page, list and reference, but it cannot rewrite a sentence: an \
          id in prose tells that there is something, and the build then stops when it finds it in a page. `related` and \
          `duplicate` need no care, they are taken out. A field cannot be wider open than its record, because the record \
          is withheld as a whole.",
    bad: &[
        ("2026/SEC-7.yaml", "id: SEC-7\nkind: security\n"),
        ("2026/INC-1.yaml", "id: INC-1\nsummary: The keys had been changed because of SEC-7.\n"),
    ],
    good: &[
        ("2026/SEC-7.yaml", "id: SEC-7\nkind: security\n"),
        (
            "2026/INC-1.yaml",
            "id: INC-1\nsummary: The keys had been changed the day before.\nrelated: [SEC-7]\n",
        ),
    ],
    check: Check::Whole(|workspace| workspace.cases.len(), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for case in &workspace.cases {
        fields(case, findings);
    }
    let Some(widest) = workspace.cases.iter().map(|case| case.audience).min() else { return };
    let withheld = workspace.cases.iter().filter(|case| case.audience > widest).map(|case| case.id.as_str());
    let withheld: Vec<&str> = withheld.filter(|id| is_distinct(id)).collect();
    if withheld.is_empty() {
        return;
    }
    let ids = Phrases::any_case(withheld);
    let open = workspace.cases.par_iter().filter(|case| case.audience < Audience::Restricted);
    findings.par_extend(open.flat_map_iter(|case| {
        let mut found = Vec::new();
        prose::incident(&case.data, &mut |text, place| {
            let named = ids.find(text).filter(|range| is_whole(text, range)).find_map(|range| {
                let other = &workspace.cases[workspace.names.case(&text[range])?];
                (other.audience > case.audience).then_some(other)
            });
            if let Some(other) = named {
                let message =
                    format!("`{}` is {}, and this text is {}", other.id, other.audience, case.audience);
                let finding = Finding::new(RULE.id, &case.file, place(), message);
                found.push(finding.help("name it under `related` instead, or restrict this record or field"));
            }
        });
        found
    }));
}

/// Fields that are wider open than their record.
fn fields(case: &Case, findings: &mut Vec<Finding>) {
    let fields = case.data.visibility.iter().flat_map(|visibility| visibility.fields.iter());
    for (path, audience) in fields.filter_map(|(path, leaf)| Some((path, Leaf::get(leaf)?))) {
        if *audience < case.audience {
            let message = format!("`{path}` is {audience}, but the whole record is {}", case.audience);
            let finding = Finding::new(RULE.id, &case.file, at("visibility.fields").key(path), message);
            findings.push(
                finding
                    .help(format!("set `visibility.record` to `{audience}` and restrict the other fields")),
            );
        }
    }
}

/// Whether an id can be nothing else in a sentence.
fn is_distinct(id: &str) -> bool {
    id.len() >= 4
        && id.contains(|c: char| c.is_ascii_digit())
        && id.contains(|c: char| c.is_ascii_alphabetic())
}

/// Whether it is not a part of a longer id.
fn is_whole(text: &str, range: &std::ops::Range<usize>) -> bool {
    let rest = &text[range.end..];
    let goes_on = rest
        .strip_prefix(['-', '.'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    !goes_on && !text[..range.start].ends_with(['-', '.'])
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(text: &str) -> Vec<String> {
        let files = [
            ("SEC-7.yaml", "id: SEC-7\nkind: security\nsummary: as in INC-1 and SEC-7\n"),
            ("INC-1.yaml", "id: INC-1\n"),
            ("PUB-2.yaml", text),
        ];
        found("visibility-conflict", &files).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn ids_in_prose() {
        let names = |text: &str| messages(&format!("id: PUB-2\nsummary: {text}\n"));
        assert_eq!(names("because of sec-7."), ["`SEC-7` is restricted, and this text is internal"]);
        assert_eq!(names("SEC-70, SEC-7-b, XSEC-7, INC-1"), Vec::<String>::new());
        let public = messages("id: PUB-2\nvisibility: {record: public}\nsummary: after INC-1\n");
        assert_eq!(public, ["`INC-1` is internal, and this text is public"]);
    }

    #[test]
    fn fields_within_their_record() {
        let fields = |fields: &str| messages(&format!("id: PUB-2\nvisibility: {{fields: {{{fields}}}}}\n"));
        assert_eq!(fields("title: public"), ["`title` is public, but the whole record is internal"]);
        assert_eq!(fields("title: restricted, summary: internal"), Vec::<String>::new());
    }
}
