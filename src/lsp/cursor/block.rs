//! Indentation: which keys and dashes lead to a line.

use std::ops::Range;

use super::flow::in_brackets;
use super::{Cursor, Part};
use crate::finding::{FieldPath, Step};

/// A mark of structure at the begin of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark<'a> {
    Dash,
    Key(&'a str),
}

/// A line as marks, each with its column, and where the rest begins.
struct Line<'a> {
    text: &'a str,
    marks: Vec<(usize, Mark<'a>)>,
    rest: usize,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.trim_end_matches(['\n', '\r']);
        let mut marks = Vec::new();
        let after = |rest: &str| text.len() - rest.trim_start().len();
        let mut at = text.len() - text.trim_start_matches([' ', '\t', '\u{feff}']).len();
        while text[at..] == *"-" || text[at..].starts_with("- ") {
            marks.push((at, Mark::Dash));
            at = after(&text[at + 1..]);
        }
        if let Some(length) = key_length(&text[at..]) {
            let (key, value) = text[at..].split_at(length);
            marks.push((at, Mark::Key(key.trim_matches(['"', '\'']))));
            at = after(value.trim_start().strip_prefix(':').unwrap_or_default());
        }
        Self { text, marks, rest: at }
    }

    /// What is written behind the marks, without a comment, from a column on.
    fn value(&self, from: usize) -> &'a str {
        let value = &self.text[from..];
        if value.starts_with('#') { "" } else { value.split(" #").next().unwrap_or_default().trim_end() }
    }

    /// Whether a bracket opens behind the marks.
    fn opens_bracket(&self) -> bool {
        self.text[self.rest..].starts_with(['[', '{'])
    }
}

/// How long the key is that a text begins with, if it does; quotes included.
fn key_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if let '"' | '\'' = first {
        let end = text[1..].find(first)? + 2;
        return text[end..].trim_start().starts_with(':').then_some(end);
    }
    let end = text.match_indices(':').find(|(at, _)| ends_key(&text[at + 1..]))?.0;
    let plain = !"[]{}#&*!|>%@`,?".contains(first) && !text[..end].contains(" #");
    plain.then_some(end)
}

/// Whether what follows a colon makes it the end of a key.
pub(super) fn ends_key(after: &str) -> bool {
    after.is_empty() || after.starts_with(char::is_whitespace)
}

/// What stands at a byte of a text, read from indentation.
pub(super) fn around(text: &str, offset: usize) -> Option<Cursor> {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    let line = Line::new(&text[start..end]);
    let column = (offset - start).min(line.text.len());
    // What stands behind the cursor does not hold it.
    let marks: Vec<_> = line.marks.iter().copied().filter(|(at, _)| *at <= column).collect();
    let (indent, first) = marks.first().copied().unzip();
    let indent = indent.unwrap_or(column.min(line.rest));
    let (mut path, bracket) = above(&text[..start], indent, first == Some(Mark::Dash))?;
    if let Some(bracket) = bracket {
        return in_brackets(text, bracket, offset, path);
    }
    let mut part = Part::Word;
    for (at, mark) in marks {
        match mark {
            // Its number was counted on the way up.
            Mark::Dash if at == indent => {}
            Mark::Dash => path = path.item(0),
            Mark::Key(name) => {
                path = path.key(name);
                part = Part::Value;
                if column <= at + name.len() {
                    let span = start + at..start + at + name.len();
                    return Some(Cursor { path, part: Part::Key, span });
                }
            }
        }
    }
    if line.opens_bracket() && column > line.rest {
        return in_brackets(text, start + line.rest, offset, path);
    }
    let from = line.rest.min(column);
    let to = from + line.value(from).len();
    // Behind the value stands a comment, or nothing yet.
    let in_comment = to < column && line.text[to..column].contains('#');
    let span: Range<usize> = start + from..start + to.max(column);
    (!in_comment).then_some(Cursor { path, part, span })
}

/// The field that a line with this indentation stands in, and the bracket that is open around it.
///
/// `None` in a block of text and in a value that goes on over lines.
fn above(text: &str, indent: usize, dash: bool) -> Option<(FieldPath, Option<usize>)> {
    let (mut limit, mut dash, mut number) = (indent, dash, 0);
    let mut steps = Vec::new();
    let mut nearest = true;
    let mut bracket = None;
    let mut end = text.len();
    while end > 0 {
        let begin = text[..end - 1].rfind('\n').map_or(0, |at| at + 1);
        let line = Line::new(&text[begin..end]);
        end = begin;
        if line.text.starts_with("---") {
            break;
        }
        if line.text.trim_start().starts_with('#') {
            continue;
        }
        for (i, (at, mark)) in line.marks.iter().copied().enumerate().rev() {
            if dash && at == limit && mark == Mark::Dash {
                number += 1;
            }
            // A list may stand as far left as its key.
            let holds = at < limit || (dash && at == limit && mark != Mark::Dash);
            if !holds {
                continue;
            }
            let value = line.value(line.rest);
            if std::mem::take(&mut nearest) && i + 1 == line.marks.len() && !value.is_empty() {
                if line.opens_bracket() {
                    bracket = Some(begin + line.rest);
                    dash = false;
                } else if !value.starts_with('&') {
                    return None;
                }
            }
            if dash {
                steps.push(Step::Item(number));
            }
            (limit, dash, number) = (at, mark == Mark::Dash, 0);
            if let Mark::Key(name) = mark {
                steps.push(Step::Key(name.into()));
            }
        }
    }
    if dash {
        steps.push(Step::Item(number));
    }
    let path = steps.into_iter().rev().fold(FieldPath::default(), |path, step| match step {
        Step::Key(name) => path.key(&name),
        Step::Item(number) => path.item(number),
    });
    Some((path, bracket))
}
