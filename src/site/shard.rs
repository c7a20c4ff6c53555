//! The rows of lists that do not fit on one page, once for all of them: a script that `lists.js` loads when a reader
//! begins to sort or filter.
//!
//! It is made of the finished rows, so that they look the same, and holds values only: `[[cell, …], …]`, where a cell is
//! what it is sorted by, if that is a number of its own, and its pieces; a piece is a text, or an element of one text as
//! `[name, text, class, target, language]`. The last of a row are the numbers of the lists it is in.

use serde_json::{Value, json};

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
            let rows = cases.iter().map(|&case| (rendered[case].as_str(), member[case].as_slice()));
            files.push((path(group), text(rows)));
        }
    }
    if index.groups.action_pages() > 1 {
        let rows = actions::open_rows(&Pen::new(index, Format::Html, true));
        files.push((ACTIONS, text(rows.as_str().split("<tr>").skip(1).map(|row| (row, &[][..])))));
    }
    files
}

fn text<'r>(rows: impl Iterator<Item = (&'r str, &'r [usize])>) -> String {
    let mut out = String::from("window.postmortemRows = [\n");
    for (row, member) in rows {
        let mut cells = cells(row);
        cells.push(json!(member));
        out.push_str(&Value::from(cells).to_string());
        out.push_str(",\n");
    }
    out.push_str("];\n");
    out
}

/// The cells of a finished row.
fn cells(row: &str) -> Vec<Value> {
    let value = |open: &str| attribute(open, "data-v").and_then(|value| value.parse::<i64>().ok());
    let row = row.replace("</th>", "</td>");
    let cells = row
        .split("</td>")
        .filter_map(|part| part.find("<td").or_else(|| part.find("<th")).map(|at| &part[at..]));
    cells
        .filter_map(|cell| cell.split_once('>'))
        .map(|(open, inner)| value(open).map(Value::from).into_iter().chain(pieces(inner)).collect())
        .collect()
}

/// An element that is open.
struct Open<'h> {
    name: &'h str,
    tag: &'h str,
}

/// The texts of finished HTML, each with the element that matters most around it: a link, else the innermost.
fn pieces(html: &str) -> Vec<Value> {
    let (mut all, mut open): (Vec<Value>, Vec<Open<'_>>) = (Vec::new(), Vec::new());
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
            all.push(piece(&open, &unescaped(text)));
        }
    }
    all
}

fn piece(open: &[Open<'_>], text: &str) -> Value {
    let link = open.iter().find(|one| one.name == "a");
    let Some(one) = link.or_else(|| open.iter().rev().find(|one| ELEMENTS.contains(&one.name))) else {
        return text.into();
    };
    let language = open.iter().rev().find_map(|one| attribute(one.tag, "lang"));
    let target = attribute(one.tag, "href").or_else(|| attribute(one.tag, "datetime"));
    let mut parts: Vec<String> = vec![
        one.name.to_owned(),
        text.to_owned(),
        attribute(one.tag, "class").unwrap_or_default(),
        target.unwrap_or_default(),
        language.unwrap_or_default(),
    ];
    while parts.len() > 2 && parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts.into()
}

/// The value of an attribute of a finished tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    let mut out = text.to_owned();
    for (escaped, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        if out.contains('&') {
            out = out.replace(escaped, plain);
        }
    }
    out
}

#[cfg(test)]
mod tests {
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
        assert_eq!(Value::from(cells(row)), expected);
    }
}
