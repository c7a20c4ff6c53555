//! Ids to file names: no id becomes a path unchecked.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::text::fnv;

/// Longest file name made of an id, in bytes; more would not fit everywhere with its ending.
const LONGEST: usize = 180;

/// The file names of one kind of record; no two are the same, whatever their case.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// The file names (without ending) of ids, in their order; the first of two equal ones keeps its name.
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut slugs = Self::default();
        // The list of the folder.
        slugs.taken.insert("index".to_owned());
        ids.map(|id| slugs.claim(&slug(id))).collect()
    }

    fn claim(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 1;
        while is_part(&name) || !self.taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{wanted}~{number}");
        }
        name
    }
}

/// Whether a further page of the folder's list may have this name.
pub(super) fn is_part(name: &str) -> bool {
    let number = name.get(..5).filter(|start| start.eq_ignore_ascii_case("page-")).map(|_| &name[5..]);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// A file name that depends on a text alone, and that people can read where it is in Latin letters.
pub(super) fn stable(text: &str) -> String {
    let mut out = String::with_capacity(64);
    for c in text.chars().filter(char::is_ascii) {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
        if out.len() >= 48 {
            break;
        }
    }
    let words = out.trim_end_matches('-');
    let hash = fnv(text);
    if words.is_empty() { format!("{hash:016x}") } else { format!("{words}-{hash:016x}") }
}

/// A valid id is its own file name; anything else is written as `~` and two hexadecimal digits a byte.
///
/// `~` is in no valid id, means nothing in a URL, and needs no encoding there.
pub(super) fn slug(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for (i, byte) in id.bytes().enumerate() {
        if out.len() >= LONGEST {
            let _ = write!(out, "~~{:016x}", fnv(id));
            break;
        }
        if byte.is_ascii_alphanumeric() || (i > 0 && matches!(byte, b'.' | b'_' | b'-')) {
            out.push(byte.into());
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "~{byte:02x}");
        }
    }
    if out.is_empty() { "~".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_ids_keep_their_name() {
        for id in ["INC-2026-0042", "payments", "a.b_c-d", "2026-q1"] {
            assert_eq!(slug(id), id);
        }
    }

    #[test]
    fn nothing_leaves_its_folder() {
        assert_eq!(slug("../../x"), "~2e.~2f..~2fx");
        assert_eq!(slug(""), "~");
        assert_eq!(slug("."), "~2e");
        assert_eq!(slug("支付"), "~e6~94~af~e4~bb~98");
        assert_eq!(slug("a/b\\c:d\0"), "a~2fb~5cc~3ad~00");
        let (one, other) = (slug(&"x".repeat(400)), slug(&"x".repeat(401)));
        assert!(one.len() < 240 && one != other);
    }

    #[test]
    fn a_stable_name_is_of_the_text_alone() {
        let name = stable("no limit on connections");
        assert!(name.starts_with("no-limit-on-connections-"), "{name}");
        assert_eq!(name, stable("no limit on connections"));
        assert_ne!(stable("连接池没有上限"), stable("没有告警"));
        assert!(stable(&"long ".repeat(99)).len() < 70);
        assert!(stable("../x").bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    }

    #[test]
    fn names_differ_in_more_than_case() {
        assert_eq!(Slugs::of(["A", "a", "index", "b"].into_iter()), ["A", "a~2", "index~2", "b"]);
    }
}
