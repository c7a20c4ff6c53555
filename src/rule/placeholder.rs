//! Texts that were to be written later.

use super::support::{applies, prose};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place, at};
use crate::record::{Leaf, ReviewState, Runbook};
use crate::runbook::{USUAL, sections};
use crate::workspace::blanks::placeholder;
use crate::workspace::{Case, Record, State, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "placeholder",
    group: Group::Text,
    level: Level::Warning,
    summary: "A runbook, or an incident under review or beyond, still holds a placeholder: `TODO`, `TBD`, `<fill in>`, `待补充`.",
    why: "What is to be written later counts as written: the field is there, every other rule is content, and the page shows \
          it to everybody. A build server's status entry of 9 July 2025 was closed with the closing message of its \
          template still in a comment, and the wrong day in its text. Published runbooks for Kubernetes have a `TODO` for a \
          diagnosis, or a heading with nothing below it, which is read at night by whoever was paged. Incidents are looked at from `reviewing` on, or once the review \
          is under way, runbooks always; only where a line begins with the placeholder or is nothing else, so that a sentence may speak of \
          a TODO.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nstatus: reviewing\nanalysis: {root_cause: \"TODO: ask the database team\"}\n",
    )],
    good: &[("2026/INC-1.yaml", "id: INC-1\nstatus: reviewing\nanalysis: {root_cause: unknown}\n")],
    check: Check::Each(finished, incident, |all| all.runbooks.len(), runbooks),
};

fn finished(case: &Case) -> bool {
    let review = case.data.review.as_ref().and_then(|review| review.state.as_ref()).and_then(Leaf::get);
    let reviewed =
        matches!(review, Some(ReviewState::InReview | ReviewState::Approved | ReviewState::Published));
    applies::ours(case) && (reviewed || matches!(case.state, Some(State::Reviewing | State::Closed)))
}

fn incident(case: &Case, findings: &mut Vec<Finding>) {
    prose::incident(&case.data, &mut |text, place| {
        findings.extend(text.lines().find_map(placeholder).map(|left| left_in(&case.file, place(), left)));
    });
}

fn runbooks(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in &workspace.runbooks {
        runbook(record, findings);
    }
}

fn left_in(file: &str, place: Place, left: &str) -> Finding {
    let finding = Finding::new(RULE.id, file, place, format!("`{left}` was never filled in"));
    finding.help("write it now, or `unknown` if nobody knows")
}

fn runbook(record: &Record<Runbook>, findings: &mut Vec<Finding>) {
    let (file, data) = (&record.file, &record.data);
    if let Some(left) = data.owner.as_deref().and_then(placeholder) {
        findings.push(left_in(file, at("owner").into(), left));
    }
    prose::runbook_fields(data, &mut |text, place| {
        findings.extend(text.lines().find_map(placeholder).map(|left| left_in(file, place(), left)));
    });
    let Some(body) = &data.body else { return };
    let mut at = data.body_at;
    for line in body.split_inclusive('\n') {
        if let Some((left, inside)) =
            placeholder(line.trim_end()).and_then(|left| Some((left, line.find(left)?)))
        {
            let begin = at + inside;
            findings.push(left_in(file, Place::Bytes(begin..begin + left.len()), left));
        }
        at += line.len();
    }
    for section in sections(body).iter().filter(|section| section.text.is_empty()) {
        if USUAL.iter().any(|usual| section.is(usual)) {
            let heading = section.heading.start + data.body_at..section.heading.end + data.body_at;
            let place = Place::Bytes(heading);
            let message = format!("`{}` has nothing below it", section.title.trim());
            findings
                .push(Finding::new(RULE.id, file, place, message).help("write it, or take the heading out"));
        }
    }
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
