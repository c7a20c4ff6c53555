//! What the rules say about themselves: `docs/rules.md`, and `postmortem explain RULE`.

use std::fmt::Write;

use super::{Example, Group, RULES, Rule};
use crate::finding::can_be_allowed;
use crate::fix::{FIXED, Fixed};

/// `docs/rules.md`: every rule by group, with its reason, a bad and a good example.
pub fn docs() -> String {
    let mut out = String::from(
        "# Rules\n\nWhat `postmortem check` looks for. This file is made from the rules themselves (`src/rule/`), and every \
         example in it is run by the tests.\n\nA rule's level is changed in `postmortem.yaml`, as in \
         `rules: {missing-title: off}`; the levels are `off`, `note`, `warning` and `error`. One finding is allowed by a \
         comment with its reason, behind the value or on the line above the field: \
         `# postmortem: allow[missing-title] imported without one`. [check.md](check.md) tells what else there \
         is: what fails a run, a baseline for old records, output for CI.\n\n\
         Rules of the group *history* look at a change (`check --base REV`); in their examples, `base/` holds the files before it.\n",
    );
    let mut group: Option<Group> = None;
    for rule in RULES {
        if group != Some(rule.group) {
            group = Some(rule.group);
            let _ =
                write!(out, "\n**{}**\n\n| rule | level | finds |\n| --- | --- | --- |\n", rule.group.name());
        }
        let _ = writeln!(out, "| [{id}](#{id}) | {} | {} |", rule.level.name(), rule.summary, id = rule.id);
    }
    for rule in RULES {
        let _ = write!(out, "\n## {}\n\n{}", rule.id, markdown(rule));
    }
    out
}

/// A rule's story as Markdown, without a heading.
pub(crate) fn markdown(rule: &Rule) -> String {
    let (bad, good) = (files(rule.bad), files(rule.good));
    let fix = fixed(rule)
        .map_or_else(String::new, |fixed| format!("Fix: `postmortem check --fix` {}\n\n", fixed.does));
    format!(
        "{} Level: {}.\n\n{}\n\n{fix}Bad:\n\n```yaml\n{bad}```\n\nGood:\n\n```yaml\n{good}```\n",
        rule.summary,
        rule.level.name(),
        rule.why
    )
}

/// A rule's story for the terminal.
pub fn explain(rule: &Rule) -> String {
    let indent = |example| format!("    {}\n", files(example).trim_end().replace('\n', "\n    "));
    let fix = fixed(rule).map_or_else(String::new, |fixed| {
        format!("{}\n\n", wrapped(&format!("Fix: `postmortem check --fix` {}", fixed.does), 80))
    });
    format!(
        "{} ({}, {})\n\n{}\n\n{}\n\n{fix}Bad:\n\n{}\nGood:\n\n{}\n{}",
        rule.id,
        rule.group.name(),
        rule.level.name(),
        rule.summary,
        wrapped(rule.why, 80),
        indent(rule.bad),
        indent(rule.good),
        allowed(rule),
    )
}

/// What `check --fix` does about a rule.
fn fixed(rule: &Rule) -> Option<&'static Fixed> {
    FIXED.iter().find(|fixed| fixed.rule == rule.id)
}

/// How to live with a rule's findings.
fn allowed(rule: &Rule) -> String {
    let off = format!("  in postmortem.yaml  rules: {{{}: off}}\n", rule.id);
    let comment = format!("  in the record       # postmortem: allow[{}] reason\n", rule.id);
    format!("To allow it:\n\n{}{off}", if can_be_allowed(rule.id) { &comment } else { "" })
}

/// The files of an example, each under a comment with its path; control characters are shown, not printed.
fn files(example: Example) -> String {
    let shown = |text: &str| -> String {
        let show = |c: char| {
            if c.is_control() && c != '\n' { c.escape_default().to_string() } else { c.to_string() }
        };
        text.chars().map(show).collect()
    };
    example.iter().map(|(path, text)| format!("# {path}\n{}", shown(text))).collect::<Vec<_>>().join("\n")
}

fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_are_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).unwrap();
            std::fs::write(path, docs()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == docs(),
            "docs/rules.md is not fresh: run `UPDATE_DOCS=1 cargo test --lib rule::docs`"
        );
    }

    #[test]
    fn explains_within_a_terminal() {
        for rule in RULES {
            let text = explain(rule);
            assert!(text.starts_with(rule.id) && !text.contains('\0'));
            assert!(wrapped(rule.why, 80).lines().all(|line| line.chars().count() <= 80), "{}", rule.id);
        }
    }
}
