//! Another text for one scalar, in the quotes it has, or in those it needs.

use std::fmt::Write;

use super::Splice;
use crate::yaml::{Kind, Node, parse};

/// Where a scalar stands.
#[derive(Clone, Copy)]
pub(super) enum Role {
    /// The name of a field.
    Key,
    /// A value.
    Value,
}

/// The bytes of a scalar and what to write there; `None` where its text is not `old`, or where it is not written on
/// one line by itself (a block scalar, an alias).
pub(super) fn replace(
    yaml: &str,
    node: &Node,
    old: &str,
    new: &str,
    flow: bool,
    role: Role,
) -> Option<Splice> {
    let written = &yaml[node.span.clone()];
    let Kind::Scalar { text, plain } = &node.kind else { return None };
    // Neither plain nor quoted is a block scalar, of which the span holds the content alone.
    let quoted = written.starts_with(['"', '\'']);
    if text != old || *plain == quoted || !reads(written, old, flow, role) {
        return None;
    }
    let styles: &[fn(&str) -> String] = match written.as_bytes().first() {
        Some(b'"') => &[double],
        _ if new.contains(is_hidden) => &[double],
        Some(b'\'') => &[single, double],
        _ => &[str::to_owned, single, double],
    };
    let mut ways = styles.iter().map(|style| style(new));
    Some((node.span.clone(), ways.find(|written| reads(written, new, flow, role))?))
}

/// Whether what is written means this text, and not null, where such a scalar stands: the reader itself is asked.
fn reads(written: &str, text: &str, flow: bool, role: Role) -> bool {
    if written.contains(['\n', '\r']) {
        return false;
    }
    let around = match (role, flow) {
        (Role::Key, false) => format!("{written}: 0"),
        (Role::Key, true) => format!("{{{written}: 0}}"),
        (Role::Value, false) => format!("k: {written}"),
        (Role::Value, true) => format!("{{k: {written}}}"),
    };
    let Ok((Node { kind: Kind::Map(entries), .. }, problems)) = parse(&around) else { return false };
    let [entry] = entries.as_slice() else { return false };
    let (node, other, rest) = match role {
        Role::Key => (&entry.key, &entry.value, "0"),
        Role::Value => (&entry.value, &entry.key, "k"),
    };
    problems.is_empty()
        && !node.shared
        && !node.is_null()
        && node.text() == Some(text)
        && other.text() == Some(rest)
}

/// What YAML does not take as it is, or what a reader would not see.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
