//! The rows of lists that do not fit on one page, once for all of them: a script that `lists.js` loads when a reader
//! begins to sort or filter.
//!
//! It is made of the finished rows, so that they look the same, and holds values only: `[[cell, …], …]`, where a cell is
//! what it is sorted by, if that is a number of its own, and its pieces; a piece is a text, or an element of one text as
//! `[name, text, class, target, language]`. The last of a row are the numbers of the lists it is in.

use std::borrow::Cow;

use memchr::memchr;
use rayon::prelude::*;
use serde::Serialize;

use super::group::Group;
use super::index::Index;

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

/// The files that the lists of an edition need, with their paths; `rendered` are the rows of all incidents, `actions` those
/// of everything that is open, where that takes more than one page.
pub(super) fn all(index: &Index<'_>, rendered: &[String], actions: &[String]) -> Vec<(&'static str, String)> {
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
    if !actions.is_empty() {
        files.push((ACTIONS, text(actions.par_iter().map(|row| (row.as_str(), &[][..])))));
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
    super::lines("window.postmortemRows = [\n", &rows, "\n];\n")
}

/// Appends a value as JSON.
fn push(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // Text and numbers can be written, and so can everything to a vector.
    let _ = serde_json::to_writer(out, value);
}

/// An element that is open.
struct Open<'h> {
    name: &'h str,
    tag: &'h str,
}

/// Appends the cells of a finished row, each with a comma behind it, to an array that stays open.
///
/// A cell is the texts in it, each with the element that matters most around it: a link, else the innermost. Cells of a table
/// within a cell are elements like others.
fn push_cells(out: &mut Vec<u8>, row: &str) {
    out.push(b'[');
    let mut open: Vec<Open<'_>> = Vec::new();
    // Where in `out` the cell begins, within one, and how many tables are open in it.
    let (mut cell, mut tables) = (None, 0_usize);
    let mut rest = row;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        let end = memchr(b'>', &rest.as_bytes()[at..]).map_or(rest.len(), |end| at + end);
        let tag = &rest[at + 1..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        let text = &rest[..memchr(b'<', rest.as_bytes()).unwrap_or(rest.len())];
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name {
            "" if tables == 0 && matches!(tag, "/td" | "/th") => end_cell(out, cell.take()),
            "" => {
                open.pop();
                tables -= usize::from(tables > 0 && tag == "/table");
            }
            "td" | "th" if tables == 0 => {
                // Its end need not be written.
                end_cell(out, cell.take());
                open.clear();
                out.push(b'[');
                cell = Some(out.len());
                if let Some(value) = attribute(tag, "data-v").and_then(|value| value.parse::<i64>().ok()) {
                    push(out, &value);
                    out.push(b',');
                }
            }
            "br" | "img" | "input" | "hr" => {}
            name => {
                open.push(Open { name, tag });
                tables += usize::from(cell.is_some() && name == "table");
            }
        }
        if cell.is_some() && !text.is_empty() {
            push_piece(out, &open, &unescaped(text));
            out.push(b',');
        }
    }
    end_cell(out, cell);
}

/// Ends the cell that begins at a place in `out`, where there is one.
fn end_cell(out: &mut Vec<u8>, begin: Option<usize>) {
    let Some(begin) = begin else { return };
    if out.len() > begin {
        out.pop();
    }
    out.extend(b"],");
}

fn push_piece(out: &mut Vec<u8>, open: &[Open<'_>], text: &str) {
    let link = open.iter().find(|one| one.name == "a");
    let Some(one) = link.or_else(|| open.iter().rev().find(|one| ELEMENTS.contains(&one.name))) else {
        return push(out, text);
    };
    let marked = |one: &&Open<'_>| one.tag.len() > one.name.len();
    let language = open.iter().rev().filter(marked).find_map(|one| attribute(one.tag, "lang"));
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
        let (key, value) = rest.split_at(memchr(b'"', rest.as_bytes())?);
        let end = 1 + memchr(b'"', &value.as_bytes()[1..])?;
        if key.strip_suffix('=').and_then(|key| key.strip_suffix(name)).is_some_and(|key| key.ends_with(' '))
        {
            return Some(unescaped(&value[1..end]));
        }
        rest = &value[end + 1..];
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
    fn the_script_knows_the_same_elements() {
        let script = include_str!("../../templates/lists.js");
        assert!(script.contains(&format!("const ELEMENTS = ['{}'];", ELEMENTS.join("', '"))));
    }

    #[test]
    fn a_row_is_its_values() {
        let row = "<tr><td data-v=\"1\"><b class=\"sev s1\">P1</b></td><td><a href=\"../x/a%20b.html\"><span lang=\"ja\">a &lt; b</span></a> <small>&amp;lt;</small></td><td>c<br>d</td><td><time datetime=\"2026\">t</time></td>                   <td class=\"n\" data-v=\"-60\">&lt; 1m</td><th scope=\"row\"></th></tr>\n";
        let nested = "<tr><th scope=\"row\">t<section><table><tr><td data-v=\"1\">a<del>click</del></td><td>javascript:x</td></tr></table></section>u</th><td>v<td>w</tr>";
        let mut out = Vec::new();
        push_cells(&mut out, nested);
        out.pop();
        out.push(b']');
        let expected = json!([["t", "a", "click", "javascript:x", "u"], ["v"], ["w"]]);
        assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), expected);
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
