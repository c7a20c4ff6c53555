//! Texts that were to be written later.

use super::support::{applies, prose};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level};
use crate::record::{Leaf, ReviewState};
use crate::workspace::{Case, State, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "placeholder",
    group: Group::Text,
    level: Level::Warning,
    summary: "A record under review or beyond still holds a placeholder: `TODO`, `TBD`, `<fill in>`, `待补充`.",
    why: "What is to be written later counts as written: the field is there, every other rule is content, and the page shows \
          it to everybody. A build server's status entry of 9 July 2025 was closed with the closing message of its \
          template still in a comment, and the wrong day in its text. Looked at from `reviewing` on, or once the review \
          is under way; only where a line begins with the placeholder or is nothing else, so that a sentence may speak of \
          a TODO.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nstatus: reviewing\nanalysis: {root_cause: \"TODO: ask the database team\"}\n",
    )],
    good: &[("2026/INC-1.yaml", "id: INC-1\nstatus: reviewing\nanalysis: {root_cause: unknown}\n")],
    check: Check::Case(finished, check),
};

fn finished(case: &Case) -> bool {
    let review = case.data.review.as_ref().and_then(|review| review.state.as_ref()).and_then(Leaf::get);
    let reviewed =
        matches!(review, Some(ReviewState::InReview | ReviewState::Approved | ReviewState::Published));
    applies::ours(case) && (reviewed || matches!(case.state, Some(State::Reviewing | State::Closed)))
}

fn check(case: &Case, _: &Workspace, findings: &mut Vec<Finding>) {
    prose::incident(&case.data, &mut |text, place| {
        if let Some(left) = text.lines().find_map(placeholder) {
            let finding = Finding::new(RULE.id, &case.file, place(), format!("`{left}` was never filled in"));
            findings.push(finding.help("write it now, or `unknown` if nobody knows"));
        }
    });
}

/// The placeholder that a line begins with, or is.
fn placeholder(line: &str) -> Option<&str> {
    const BEGIN: [&str; 5] = ["TODO", "TBD", "FIXME", "XXX", "TBC"];
    const WHOLE: [&str; 8] =
        ["待补充", "待定", "待填写", "待完善", "待确认", "to be determined", "to be done", "fill in"];
    let line = line
        .trim_start_matches([' ', '-', '*', '>', '#', '|', '_'])
        .trim_end_matches([' ', '*', '_', '.', '。', '…']);
    // Most lines begin otherwise.
    let first = line.chars().next()?;
    if !matches!(first, 'T' | 'F' | 'X' | 't' | 'f' | '待' | '<' | '[' | '（' | '(') {
        return None;
    }
    let begins = BEGIN.iter().find(|word| line.starts_with(**word));
    if let Some(word) = begins {
        let rest = &line[word.len()..];
        return (!rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/')))
            .then_some(word);
    }
    let bare = line.trim_matches(['<', '>', '[', ']', '（', '）', '(', ')', ' ']);
    WHOLE.iter().any(|word| bare.eq_ignore_ascii_case(word)).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::tests::found;

    #[test]
    fn lines_that_are_left_to_be_written() {
        for line in [
            "TODO",
            "- TBD.",
            "TODO(mei): the graph",
            "<fill in>",
            "（待补充）",
            "待确认。",
            "XXX: check",
            "To be determined",
        ] {
            assert!(placeholder(line).is_some(), "{line}");
        }
        for line in [
            "The TODO list grew.",
            "TODO-list service was down",
            "TBDatabase",
            "<https://a.example>",
            "待确认的问题有三个",
            "[link](x)",
            "to be determined by the bank",
            "XXXL sizes",
        ] {
            assert_eq!(placeholder(line), None, "{line}");
        }
    }

    #[test]
    fn only_once_it_is_finished() {
        let count = |more: &str| {
            found("placeholder", &[("I.yaml", &format!("id: I\nlessons: {{went_well: [TBD, x]}}\n{more}\n"))])
                .len()
        };
        assert_eq!(count("status: repairing"), 0);
        assert_eq!(count("status: closed"), 1);
        assert_eq!(count("review: {state: in-review}"), 1);
        assert_eq!(count("kind: external\nreview: {state: approved}"), 0);
    }
}
