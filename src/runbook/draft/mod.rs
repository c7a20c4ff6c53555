//! Drafts of runbooks: Markdown with front matter that the reader takes, and `TODO` wherever only people know.

mod alert;
mod service;

pub use alert::alert;
pub use service::service;

use std::fmt::Write as _;

use crate::record::id_flaw;
use crate::text::fnv;
use crate::text::terminal::visible;

/// A draft, and the name of the file it belongs in: `runbooks/NAME.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The file name without its ending, which is the id too.
    pub name: String,
    /// All of the file.
    pub text: String,
}

impl Draft {
    /// What others wrote is stored, and printed raw: no control character of theirs is in it, in code neither.
    fn new(name: String, text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        Self { name, text: visible(&text).into_owned() }
    }
}

/// The longest id made of a name, in characters.
const LONGEST: usize = 100;

/// An id made of a name that somebody else chose: letters, digits, `.`, `_` and `-`, the first one a letter or a digit.
///
/// A name that can be no id ends in a number of its own, so that two of them do not become one; of a name without any such letter,
/// and in front of one that means a device on Windows, stands `kind`.
fn id_of(kind: &str, name: &str) -> String {
    if id_flaw(name).is_none() && !name.ends_with('.') {
        return name.to_owned();
    }
    let number = format!("-{:08x}", fnv(name) & 0xffff_ffff);
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let id: String = name.trim().chars().map(|c| if fits(c) { c } else { '-' }).collect();
    let id = id.trim_matches(['.', '_', '-']);
    let id = id.get(..LONGEST - kind.len() - 1 - number.len()).unwrap_or(id);
    match (id_flaw(id), id) {
        (None, _) => format!("{id}{number}"),
        (Some(_), "") => format!("{kind}{number}"),
        (Some(_), _) => format!("{kind}-{id}{number}"),
    }
}

/// A text as YAML that means just this text, on one line; in quotes unless it is a plain name.
fn quoted(text: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if plain && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            // Writing to a String cannot fail.
            c if u32::from(c) <= 0xffff => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => drop(write!(out, "\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// A list of texts as YAML.
fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    format!("[{}]", texts.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// Text in a block of code that it cannot leave.
fn fence(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

/// A short text as code, whatever is in it.
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_and_texts() {
        assert_eq!(id_of("alert", "KubePodCrashLooping"), "KubePodCrashLooping");
        let names =
            ["../../etc/passwd", "etc/passwd", "  ", "磁盘", "con", "CON.x", "com1", "API down", "a.", "."];
        let long = "x".repeat(300);
        let ids: Vec<String> =
            names.into_iter().chain([&*long, &long[1..]]).map(|name| id_of("alert", name)).collect();
        let of: Vec<&str> = ids.iter().map(|id| id.rsplit_once('-').unwrap().0).collect();
        assert_eq!(
            of[..10],
            [
                "etc-passwd",
                "etc-passwd",
                "alert",
                "alert",
                "alert-con",
                "alert-CON.x",
                "alert-com1",
                "API-down",
                "a",
                "alert"
            ]
        );
        assert!(ids.iter().all(|id| id_flaw(id).is_none()), "{ids:?}");
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
        for text in [
            "a\": b\n---\n# x",
            "tab\t \u{202e} \u{85} 磁盘 \u{1f600}",
            "{{ $labels.pod }}",
            "'",
            "",
            "NO",
            "3",
            "a-b",
        ] {
            let read: String = serde_yaml::from_str(&quoted(text)).unwrap();
            assert_eq!(read, text);
        }
        assert_eq!(code("a`b"), "`` a`b ``");
        assert!(fence("sh", "```\nx").starts_with("````sh\n"));
    }
}
