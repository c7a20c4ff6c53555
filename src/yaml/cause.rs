//! Why a text is not YAML, and the next step: what the parser stumbles over is often not what is wrong.

use std::ops::Range;

/// The place to show, the words for it, and the next step.
pub(super) struct Cause {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// What is wrong where the parser stopped with these words.
pub(super) fn cause(text: &str, at: usize, info: &str) -> Cause {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    let found = |span: Range<usize>, message: &str, help| Cause {
        span,
        message: format!("is not YAML: {message}"),
        help,
    };
    if let Some(conflict) = conflict(text) {
        return found(
            conflict,
            "there are conflict markers of git",
            "settle the merge, and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`",
        );
    }
    // The parser may stop before the line that is indented with a tab, or after it.
    let mut near = start;
    for line in text[start..].split_inclusive('\n').take(2) {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..blank].find('\t') {
            return found(near + tab..near + blank, "a tab stands in the indentation", "indent with spaces");
        }
        near += line.len();
    }
    let says = |words: &str| info.contains(words);
    let help = if says("unclosed quote") {
        "close the quote; inside '…' a quote is written twice, inside \"…\" as `\\\"`"
    } else if says("trailing content after") {
        "put the whole text in quotes; inside '…' a quote is written twice, inside \"…\" as `\\\"`"
    } else if says("unclosed bracket") || says("misplaced bracket") || inside_brackets(&text[..at]) {
        "close what is open, each `[` with `]` and each `{` with `}`, or quote the text they are part of"
    } else if says("escape character") {
        "write `\\\\` for a backslash inside \"…\", or use '…'"
    } else if says("unexpected character")
        || says("unknown anchor")
        || says("while scanning a block scalar")
        || begins_oddly(line)
    {
        "quote the text: it begins with one of `[]{}&*!|>'\"%@`` or `- ` and `? `"
    } else if says("simple key expected") {
        "write `key: value`, with a space after the colon; more lines of a text are indented below its key"
    } else if says("mapping values are not allowed") && holds_colon(line) {
        "quote the text, because it holds `: `"
    } else if indent > 0 || says("did not find expected") || says("mapping values are not allowed") {
        "indent the line as its neighbours are: keys of one map and items of one list begin in one column"
    } else {
        "quote the text if it holds `: `, ` #`, or begins with one of `[]{}&*!|>'\"%@`"
    };
    found(at..at, info, help)
}

/// The first line that git leaves where a merge is not settled.
fn conflict(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let begin = at;
        at += line.len();
        let marker = line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
        marker.then(|| begin..begin + line.trim_end().len())
    })
}

/// Whether the value of a line begins with a character that means something.
fn begins_oddly(line: &str) -> bool {
    let value = line.split_once(": ").map_or(line.trim_start().trim_start_matches("- "), |(_, value)| value);
    let value = value.trim_start();
    value.starts_with(['[', '{', '&', '*', '!', '|', '>', '%', '@', '`'])
        || value.starts_with("- ")
        || value.starts_with("? ")
}

/// Whether the value of a line holds what looks like another key.
fn holds_colon(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(_, value)| value.contains(": ") || value.trim_end().ends_with(':'))
}

/// Whether a bracket is open on this line or the one before; quotes are not looked at, the words are a hint.
fn inside_brackets(before: &str) -> bool {
    let lines = before.rsplit('\n').take(2);
    lines.into_iter().any(|line| {
        let count = |c: char| line.matches(c).count();
        count('[') > count(']') || count('{') > count('}')
    })
}

#[cfg(test)]
mod tests {
    use crate::yaml::parse;

    fn problem(text: &str) -> (String, String) {
        let problem = parse(text).unwrap_err();
        assert!(text.get(problem.span.clone()).is_some(), "{text}");
        (problem.message, problem.help.unwrap_or_default())
    }

    #[test]
    fn each_cause_has_its_next_step() {
        for (text, step) in [
            ("id: A\ntimes:\n\tstarted: x\n", "indent with spaces"),
            ("id: A\ntimes:\n  started: x\n\tdetected: y\n", "indent with spaces"),
            ("id: A\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> other\n", "settle the merge"),
            ("id: A\nsummary: |\n  a\n<<<<<<< HEAD\n  b\n=======\n  c\n>>>>>>> other\n", "settle the merge"),
            ("id: A\ntitle: \"abc\nsummary: x\n", "close the quote"),
            ("id: A\ntitle: 'it's down'\n", "put the whole text in quotes"),
            ("id: A\ntitle: \"x\" is down\n", "put the whole text in quotes"),
            ("id: A\nservices: [a, b\nsummary: x\n", "close what is open"),
            ("id: A\nimpact: {users: all\n", "close what is open"),
            ("id: A\nservices: [a]]\n", "close what is open"),
            ("id: A\ntitle: a: b\n", "because it holds `: `"),
            ("id: A\ntimes:\n  started: x\n   detected: y\n", "indent the line"),
            ("id: A\ntimes:\n  started: x\n detected: y\n", "indent the line"),
            ("id: A\ntimeline:\n  - at: x\n    text: y\n   - at: z\n", "indent the line"),
            ("id: A\ntitle: @x is down\n", "quote the text: it begins"),
            ("id: A\ntitle: `x` is down\n", "quote the text: it begins"),
            ("id: A\ntitle: *x is down\n", "quote the text: it begins"),
            ("id: A\ntitle: [P1] down\n", "quote the text: it begins"),
            ("id: A\ntitle: > down\n", "quote the text: it begins"),
            ("id: A\ntitle: - down\n", "quote the text: it begins"),
            ("id: A\nstatus closed\nseverity: P1\n", "write `key: value`"),
            ("id: A\ntitle: \"a \\d\"\n", "write `\\\\` for a backslash"),
        ] {
            let (message, help) = problem(text);
            assert!(help.contains(step), "{text:?}: {message}: {help}");
        }
        assert!(problem("id: A\n<<<<<<< HEAD\n").0.contains("conflict markers"));
    }
}
