//! Every scalar, key and list of the examples edited, in every layout.

use std::fs;
use std::path::Path;

use super::super::editor::Editor;
use super::super::{Edit, Fix, Splice};
use crate::finding::FieldPath;
use crate::yaml::{Kind, Node, parse};

/// Texts that mean something else where they are not quoted.
const NASTY: [&str; 36] = [
    "",
    " ",
    "a: b",
    "a:",
    ":",
    "- a",
    "-",
    "? a",
    "#",
    "a #b",
    "a# b",
    "[",
    "]",
    "{a",
    "a, b",
    "}",
    "&a",
    "*a",
    "!a",
    "|",
    ">-",
    "%a",
    "@a",
    "`a",
    "'",
    "it's",
    "\"",
    "\\",
    " a ",
    "a\nb",
    "a\tb",
    "\u{85}\u{2028}\u{feff}",
    "---",
    "...",
    "null",
    "支付：失败",
];

fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // These hold no records.
            if !path.ends_with("evidence") && !path.ends_with("alerts") {
                files(&path, found);
            }
        } else if path.extension().is_some_and(|end| end == "yaml") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

fn layouts() -> Vec<String> {
    let mut texts = Vec::new();
    for folder in ["incidents", "tests/mistakes", "tests/readme"] {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut texts);
    }
    assert!(texts.len() > 60);
    texts.sort();
    let crlf = texts.iter().map(|text| format!("\u{feff}{}", text.replace('\n', "\r\n"))).collect::<Vec<_>>();
    texts.extend(crlf);
    texts
}

fn walk(node: &Node, path: &FieldPath, found: &mut impl FnMut(&Node, &FieldPath)) {
    found(node, path);
    match &node.kind {
        Kind::Scalar { .. } => {}
        Kind::List(items) => {
            items.iter().enumerate().for_each(|(i, item)| walk(item, &path.clone().item(i), found));
        }
        Kind::Map(entries) => {
            for entry in entries {
                walk(&entry.value, &path.clone().key(entry.key.text().unwrap()), found);
            }
        }
    }
}

#[test]
fn scalars_and_keys_take_any_text() {
    let (mut made, mut refused) = (0, 0);
    for (round, text) in layouts().iter().enumerate() {
        let editor = Editor::read(text).unwrap();
        let (tree, _) = parse(text).unwrap();
        for (values, start) in [(true, round), (false, round + 7)] {
            let mut fixes = Vec::new();
            let mut splices: Vec<Splice> = Vec::new();
            let mut next = start;
            walk(&tree, &FieldPath::default(), &mut |node, path| {
                next += 1;
                let new = format!("{}{}", NASTY[next % NASTY.len()], if values { "" } else { "k" });
                let fix = match node.text() {
                    Some(old) if values => Fix::value(path.clone(), old, new),
                    // Names in one map differ by their number.
                    _ if !values => Fix::key(path.clone(), format!("{new}{next}")),
                    _ => return,
                };
                match editor.edits(&fix) {
                    Some(new) => splices.extend(new),
                    None => return refused += 1,
                }
                fixes.push(fix);
            });
            splices.sort_by_key(|(range, _)| range.start);
            let fixes: Vec<&Fix> = fixes.iter().collect();
            made += fixes.len();
            let alone = |fix: &&&Fix| editor.revised(&[**fix], &editor.edits(fix).unwrap()).is_none();
            let whole = editor.revised(&fixes, &splices);
            assert!(whole.is_some(), "{:?}", fixes.iter().filter(alone).collect::<Vec<_>>());
        }
    }
    // Refused are block scalars, texts over several lines, and items, which have no key.
    assert!(made > 2 * refused && refused > 100, "{made} made, {refused} refused");
}

#[test]
fn lists_can_be_turned_round() {
    let (mut made, mut refused) = (0, 0);
    for text in layouts().into_iter().step_by(3) {
        let editor = Editor::read(&text).unwrap();
        walk(&parse(&text).unwrap().0, &FieldPath::default(), &mut |node, path| {
            let Kind::List(items) = &node.kind else { return };
            let order: Vec<usize> = (0..items.len()).rev().collect();
            let fix = Fix {
                does: String::new(),
                edits: vec![Edit::Order { path: path.clone(), order: order.clone() }],
            };
            let Some(splices) = editor.edits(&fix) else { return refused += 1 };
            made += 1;
            let turned = editor.revised(&[&fix], &splices).unwrap();
            let back = Editor::read(&turned).unwrap();
            let splices = back.edits(&fix).unwrap();
            assert_eq!(back.revised(&[&fix], &splices).unwrap(), text, "there and back again");
        });
    }
    assert!(made > 20 * refused, "{made} made, {refused} refused");
}
