//! The rows of lists that do not fit on one page, once for all of them: a script that `lists.js` loads when a reader
//! begins to sort or filter.
//!
//! It is made of the finished rows, so that they look the same, and holds values only: `[[cell, …], …]`, where a cell is
//! what it is sorted by, if that is a number of its own, and its pieces; a piece is a text, or an element of one text as
//! `[name, text, class, target, language]`. The last of a row are the numbers of the lists it is in.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use super::group::Group;
use super::index::Index;
use super::pen::Pen;
use super::templates::Format;
use super::view::actions;

/// The file with the open actions.
pub(super) const ACTIONS: &str = "actions.js";

/// Elements that a piece may be.
const ELEMENTS: [&str; 8] = ["a", "time", "b", "small", "span", "code", "em", "strong"];

/// The file with the rows of a list, in its edition.
pub(super) const fn path(group: Group) -> &'static str {
    match group {
        Group::Library => "library/rows.js",
        _ => "incidents/rows.js",
    }
}

/// The files that the lists of an edition need, with their paths; `rendered` are the rows of all incidents.
pub(super) fn all(index: &Index<'_>, rendered: &[String]) -> Vec<(&'static str, String)> {
    let mut member = vec![Vec::new(); index.workspace.cases.len()];
    for (number, &group) in index.paged.iter().enumerate() {
        index.listed(group).iter().for_each(|&case| member[case].push(number));
    }
    let mut files = Vec::new();
    for (group, cases) in [(Group::All, &index.ours), (Group::Library, &index.library)] {
        if cases.iter().any(|&case| !member[case].is_empty()) {
            let rows = cases.par_iter().map(|&case| (rendered[case].as_str(), member[case].as_slice()));
            files.push((path(group), text(rows)));
        }
    }
    if index.groups.action_pages() > 1 {
        let rows = actions::open_rows(&Pen::new(index, Format::Html, true));
        let rows: Vec<&str> = rows.as_str().split("<tr>").skip(1).collect();
        files.push((ACTIONS, text(rows.par_iter().map(|&row| (row, &[][..])))));
    }
    files
}

fn text<'r>(rows: impl IndexedParallelIterator<Item = (&'r str, &'r [usize])>) -> String {
    let rows = rows.map(|(row, member)| {
        let mut out = Vec::with_capacity(row.len());
        push_cells(&mut out, row);
        push(&mut out, member);
        out.push(b']');
        super::text(out)
    });
    let rows: Vec<String> = rows.collect();
    ["window.postmortemRows = [\n", &rows.join(",\n"), "\n];\n"].concat()
}

/// Appends a value as JSON.
fn push(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // Text and numbers can be written, and so can everything to a vector.
    let _ = serde_json::to_writer(out, value);
}

/// Appends the cells of a finished row, each with a comma behind it, to an array that stays open.
fn push_cells(out: &mut Vec<u8>, row: &str) {
    out.push(b'[');
    for part in row.split("</td>").flat_map(|part| part.split("</th>")) {
        let Some(at) = part.find("<td").or_else(|| part.find("<th")) else { continue };
        let Some((open, inner)) = part[at..].split_once('>') else { continue };
        out.push(b'[');
        let begin = out.len();
        if let Some(value) = attribute(open, "data-v").and_then(|value| value.parse::<i64>().ok()) {
            push(out, &value);
            out.push(b',');
        }
        push_pieces(out, inner);
        if out.len() > begin {
            out.pop();
        }
        out.extend(b"],");
    }
}

/// An element that is open.
struct Open<'h> {
    name: &'h str,
    tag: &'h str,
}

/// Appends the texts of finished HTML, each with the element that matters most around it: a link, else the innermost; and
/// with a comma behind it.
fn push_pieces(out: &mut Vec<u8>, html: &str) {
    let mut open: Vec<Open<'_>> = Vec::new();
    for (i, part) in html.split('<').enumerate() {
        // What stands before the first tag has none.
        let (tag, text) = if i == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        if tag.starts_with('/') {
            open.pop();
        } else if !tag.is_empty() {
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            if !matches!(name, "br" | "img" | "input" | "hr") {
                open.push(Open { name, tag });
            }
        }
        if !text.is_empty() {
            push_piece(out, &open, &unescaped(text));
            out.push(b',');
        }
    }
}

fn push_piece(out: &mut Vec<u8>, open: &[Open<'_>], text: &str) {
    let link = open.iter().find(|one| one.name == "a");
    let Some(one) = link.or_else(|| open.iter().rev().find(|one| ELEMENTS.contains(&one.name))) else {
        return push(out, text);
    };
    let language = open.iter().rev().find_map(|one| attribute(one.tag, "lang"));
    let target = attribute(one.tag, "href").or_else(|| attribute(one.tag, "datetime"));
    let parts = [
        Cow::Borrowed(one.name),
        Cow::Borrowed(text),
        attribute(one.tag, "class").unwrap_or_default(),
        target.unwrap_or_default(),
        language.unwrap_or_default(),
    ];
    let said = parts.iter().rposition(|part| !part.is_empty()).map_or(2, |last| last + 1);
    push(out, &parts[..said.max(2)]);
}

/// The value of an attribute of a finished tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<Cow<'t, str>> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once(name)?;
        rest = after;
        if let Some(value) = after.strip_prefix("=\"").filter(|_| before.ends_with(' ')) {
            return Some(unescaped(value.split('"').next()?));
        }
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = text.to_owned();
    for (escaped, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        out = out.replace(escaped, plain);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_row_is_its_values() {
        let row = "<tr><td data-v=\"1\"><b class=\"sev s1\">P1</b></td><td><a href=\"../x/a%20b.html\"><span lang=\"ja\">a &lt; b</span></a> <small>&amp;lt;</small></td><td>c<br>d</td><td><time datetime=\"2026\">t</time></td>                   <td class=\"n\" data-v=\"-60\">&lt; 1m</td><th scope=\"row\"></th></tr>\n";
        let expected = json!([
            [1, ["b", "P1", "sev s1"]],
            [["a", "a < b", "", "../x/a%20b.html", "ja"], " ", ["small", "&lt;"]],
            ["c", "d"],
            [["time", "t", "", "2026"]],
            [-60, "< 1m"],
            [],
        ]);
        let mut out = Vec::new();
        push_cells(&mut out, row);
        out.pop();
        out.push(b']');
        assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), expected);
    }
}
