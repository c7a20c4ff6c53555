//! Statements of SQL that destroy, which may stand between quotes of a shell.
//!
//! No parser: the text is cut into words and signs, and walked over once.

use std::ops::ControlFlow;

/// What destroys among statements of SQL.
pub(super) fn sql(text: &str) -> Option<String> {
    let tokens = tokens(text);
    let mut walk = Walk::default();
    for (at, token) in tokens.iter().enumerate() {
        if let ControlFlow::Break(found) = walk.token(token, tokens.get(at + 1..).unwrap_or_default()) {
            return Some(found);
        }
    }
    walk.deleting.then(|| UNBOUND.to_owned())
}

const UNBOUND: &str = "DELETE without WHERE";

/// How a comment that is open ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comment {
    Line,
    Block,
}

#[derive(Default)]
struct Walk<'a> {
    /// The word before, in capitals.
    word: String,
    /// The sign or word before; nothing at the start.
    before: &'a str,
    /// The quote in which a `DELETE` stands.
    quote: Option<&'a str>,
    /// A `DELETE FROM` was met, and no `WHERE` yet.
    deleting: bool,
    comment: Option<Comment>,
}

impl<'a> Walk<'a> {
    fn token(&mut self, token: &'a str, rest: &[&str]) -> ControlFlow<String> {
        let before = std::mem::replace(&mut self.before, token);
        match self.comment {
            Some(Comment::Line) if token != "\n" => return ControlFlow::Continue(()),
            Some(Comment::Block) if token != "*/" => return ControlFlow::Continue(()),
            Some(_) => self.comment = None,
            None => {}
        }
        // Where a statement can begin; elsewhere `--` and `/*` mean something to a shell too.
        let begins = matches!(before, "" | "\n" | ";" | "'" | "\"");
        match token {
            "--" | "#" if self.deleting || matches!(before, "" | "\n") => self.comment = Some(Comment::Line),
            "/*" if self.deleting => self.comment = Some(Comment::Block),
            ";" if self.deleting => return ControlFlow::Break(UNBOUND.to_owned()),
            _ if self.deleting && self.quote == Some(token) && before != "\\" => {
                return ControlFlow::Break(UNBOUND.to_owned());
            }
            ";" => self.word.clear(),
            _ if !token.starts_with(is_word) => {}
            _ => {
                let last = std::mem::replace(&mut self.word, token.to_ascii_uppercase());
                match (last.as_str(), self.word.as_str()) {
                    ("DROP", what) if DROPPED.contains(&what) => {
                        return ControlFlow::Break(format!("DROP {what}"));
                    }
                    ("TRUNCATE", "TABLE") => return ControlFlow::Break("TRUNCATE TABLE".to_owned()),
                    (_, "TRUNCATE") if begins && truncates(rest) => {
                        return ControlFlow::Break("TRUNCATE".to_owned());
                    }
                    (_, "DELETE") if !self.deleting => {
                        self.quote = Some(before).filter(|before| matches!(*before, "'" | "\""));
                    }
                    ("DELETE", "FROM") => self.deleting = true,
                    (_, "WHERE") => self.deleting = false,
                    _ => {}
                }
            }
        }
        ControlFlow::Continue(())
    }
}

const DROPPED: [&str; 9] =
    ["TABLE", "DATABASE", "SCHEMA", "TABLESPACE", "KEYSPACE", "COLUMN", "PARTITION", "USER", "COLLECTION"];

/// Whether names of tables and nothing else follow on this line: `truncate` is a program and a word of English too.
fn truncates(rest: &[&str]) -> bool {
    const BEHIND: [&str; 4] = ["CASCADE", "RESTRICT", "RESTART", "CONTINUE"];
    let mut rest = rest.iter().filter(|token| !matches!(**token, "`" | "\\")).peekable();
    rest.next_if(|token| token.eq_ignore_ascii_case("ONLY"));
    loop {
        rest.next_if(|token| **token == "\"");
        if rest.next().is_none_or(|token| !token.starts_with(is_word)) {
            return false;
        }
        rest.next_if(|token| **token == "\"");
        match rest.next() {
            Some(&",") => {}
            None | Some(&(";" | "\n" | "'" | "\"" | ")")) => return true,
            Some(word) => return BEHIND.iter().any(|behind| word.eq_ignore_ascii_case(behind)),
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.')
}

/// Words, and signs one by one but for those that open and close comments; blanks but line ends are left out.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else if ["--", "/*", "*/"].iter().any(|sign| rest.starts_with(sign)) {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if first == '\n' || !first.is_whitespace() {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}
