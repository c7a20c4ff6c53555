//! User text in a comment, a description or a job summary on GitHub or GitLab, where plain words act: `@name` calls
//! people, `fixes #1` closes an issue, `/close` at the start of a line is an order.
//!
//! Both look for such words after Markdown and entities have been read, so escaping them changes nothing; an invisible
//! zero-width space between the sign and its name does.

use super::{markdown_escape, terminal};

/// Between a sign and what it would act on; removed from no renderer's output, drawn by none.
const BREAK: char = '\u{200b}';
/// Signs that make a reference of the word behind them: people, issues, merge requests, epics, milestones, snippets.
const SIGNS: [char; 7] = ['@', '#', '!', '&', '%', '$', '~'];
/// Words that close what is named after them.
const CLOSING: [&str; 16] = [
    "close",
    "closes",
    "closed",
    "closing",
    "fix",
    "fixes",
    "fixed",
    "fixing",
    "resolve",
    "resolves",
    "resolved",
    "resolving",
    "implement",
    "implements",
    "implemented",
    "implementing",
];

/// One line of Markdown that shows the text as it is and does nothing else, wherever in a comment it stands: also at the
/// beginning of a line and in a table cell.
pub fn comment(text: &str) -> String {
    let text = terminal::visible(text);
    let mut broken = String::with_capacity(text.len() + 16);
    if text.trim_start().starts_with('/') {
        broken.push(BREAK);
    }
    let mut word = 0;
    for (i, c) in text.char_indices() {
        broken.push(c);
        let rest = &text[i + c.len_utf8()..];
        let next = rest.chars().next();
        let acts = match c {
            // A command in a log, or the address of an issue.
            ':' => matches!(next, Some(':' | '/')),
            _ => SIGNS.contains(&c) && next.is_some_and(|next| next.is_alphanumeric() || next == '"'),
        };
        if acts {
            broken.push(BREAK);
        }
        if !c.is_alphanumeric() {
            word = broken.len();
        } else if CLOSING.iter().any(|closing| broken[word..].eq_ignore_ascii_case(closing))
            && names_ticket(rest)
        {
            broken.insert(word + 1, BREAK);
        }
    }
    // As an entity it can be seen by whoever reads the source.
    markdown_escape::inline(&broken).replace(BREAK, "&#8203;")
}

/// Whether a word that closes is followed by the name of a ticket; numbers and addresses are broken by themselves.
fn names_ticket(rest: &str) -> bool {
    let behind = rest.strip_prefix(':').unwrap_or(rest);
    let name = behind.trim_start();
    let (project, number) = name.split_once('-').unwrap_or_default();
    name.len() < behind.len()
        && project.chars().all(|c| c.is_alphanumeric() || c == '_')
        && number.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_and_nothing_is_closed() {
        assert_eq!(comment("thanks @octocat, @org/team"), "thanks @&#8203;octocat, @&#8203;org/team");
        assert_eq!(comment("Fixes #12"), "Fixes \\#&#8203;12");
        assert_eq!(comment("Closes: OPS-7, OPS-8"), "C&#8203;loses: OPS-7, OPS-8");
        assert_eq!(comment("it fixes GH-7"), "it f&#8203;ixes GH-7");
        assert_eq!(comment("see o/r#3 and !4"), "see o/r\\#&#8203;3 and !&#8203;4");
        assert_eq!(comment("https://github.com/o/r/issues/1"), "https:&#8203;//github.com/o/r/issues/1");
        assert_eq!(comment("&#64;octocat"), "&amp;\\#&#8203;64;octocat");
    }

    #[test]
    fn nothing_is_an_order() {
        for order in ["/close", "  /close", "\n/close", "::add-mask::x", "##[add-mask]x", "x\n::error::y"] {
            let line = comment(order);
            assert!(!line.contains(['\n', '\r']) && !line.contains("::") && !line.contains("##["), "{line}");
            assert!(!line.trim_start().starts_with('/'), "{line}");
        }
    }

    #[test]
    fn nothing_is_markup() {
        assert_eq!(comment("<img src=x> a|b"), "&lt;img src=x> a\\|b");
        assert_eq!(comment("# x"), "\\# x");
        assert_eq!(comment("[a](javascript:b)"), "\\[a\\](javascript:b)");
        assert_eq!(comment("a\u{202e}b\u{1b}[0m"), "a\\\\u{202e}b\\\\u{1b}\\[0m");
    }

    #[test]
    fn ids_and_prose_stay() {
        for text in
            ["INC-2026-0042 payments fail for 30% of users", "fixed at 10:15:00", "resolved - 3", "R & D"]
        {
            assert_eq!(comment(text), text);
        }
    }
}
