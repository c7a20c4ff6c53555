//! Brackets: which items and keys lead to a byte behind the first of them.

use super::block::ends_key;
use super::{Cursor, Part};
use crate::finding::FieldPath;

/// A bracket that is open, and what stands before the cursor in it.
enum Open<'a> {
    /// A list and how many items are complete.
    List(usize),
    /// A map and the key whose value is being written.
    Map(Option<&'a str>),
}

/// What stands at `offset`, behind the bracket at `begin` that opens the value of `path`.
pub(super) fn in_brackets(text: &str, begin: usize, offset: usize, path: FieldPath) -> Option<Cursor> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut word = begin;
    let mut quote = None;
    let mut comment = false;
    for (at, c) in text[begin..offset].char_indices().map(|(at, c)| (begin + at, c)) {
        let after = at + c.len_utf8();
        let written = text[word..at].trim();
        if comment {
            comment = c != '\n';
        } else if let Some(mark) = quote {
            quote = (c != mark).then_some(mark);
            continue;
        } else {
            match (c, open.last_mut()) {
                ('"' | '\'', _) if written.is_empty() => {
                    quote = Some(c);
                    continue;
                }
                ('#', _) if text[..at].ends_with(char::is_whitespace) => comment = true,
                ('[', _) => open.push(Open::List(0)),
                ('{', _) => open.push(Open::Map(None)),
                (']' | '}', _) => {
                    open.pop()?;
                }
                (',', Some(Open::List(number))) => *number += 1,
                (',', Some(Open::Map(key))) => *key = None,
                (':', Some(Open::Map(key @ None)))
                    if written.ends_with(['"', '\'']) || ends_key(&text[after..]) =>
                {
                    *key = Some(written.trim_matches(['"', '\'']));
                }
                _ => continue,
            }
        }
        word = after;
    }
    if comment || open.is_empty() {
        return None;
    }
    let (mut path, mut part) = (path, Part::Value);
    for bracket in open {
        (path, part) = match bracket {
            Open::List(number) => (path.item(number), Part::Value),
            Open::Map(Some(key)) => (path.key(key), Part::Value),
            Open::Map(None) => (path, Part::Word),
        };
    }
    let start = offset - text[word..offset].trim_start().len();
    let stop = text[offset..].find([',', ']', '}', ':', '\n', '\r', '#']).unwrap_or(text.len() - offset);
    let end = offset + text[offset..offset + stop].trim_end().len();
    Some(Cursor { path, part, span: start..end })
}
