//! Indentation against the span tree, and half-typed records.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::source::{RECORD_LIMIT, Source};
use crate::workspace::classify;

/// The place of the `|` in a text: `path part word`.
fn place(text: &str) -> Option<String> {
    let offset = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let cursor = typed(&text, offset)?;
    Some(format!("{} {:?} {}", cursor.path, cursor.part, &text[cursor.span]))
}

#[test]
fn half_typed_records() {
    for (text, expected) in [
        ("|", " Word "),
        ("id: a\nserv|", " Word serv"),
        ("severity: |", "severity Value "),
        ("severity: P|1", "severity Value P1"),
        ("severity: |  # bad", "severity Value "),
        ("sev|erity: P1", "severity Key severity"),
        ("times:\n  |", "times Word "),
        ("times:\n  started: x\n  |", "times Word "),
        ("times:\n  started: x\n|", " Word "),
        ("services:\n  - a\n  - |", "services[1] Word "),
        ("services:\n- a\n- b|", "services[1] Word b"),
        ("services: [a, pay|", "services[1] Value pay"),
        ("services: [\n  a,\n  pay|ments, c]\n", "services[1] Value payments"),
        ("impact:\n  outages:\n    - service: |\n      kind: down\n", "impact.outages[0].service Value "),
        ("impact:\n  outages:\n    - kind: down\n      serv|", "impact.outages[0] Word serv"),
        ("impact:\n  outages:\n    - a: b\n    - a: c\n      serv|", "impact.outages[1] Word serv"),
        ("actions: [{id: A-1, ow|", "actions[0] Word ow"),
        ("actions: [{id: A-1}, {owner: |", "actions[1].owner Value "),
        ("actions:\n  - {id: A-1,\n     owner: pl|}\n", "actions[0].owner Value pl"),
        ("roles:\n  \"on-call\": [wei, |]", "roles.on-call[1] Value "),
        ("a:\n- - x\n  - y|", "a[0][1] Word y"),
        ("# note\nseverity: |", "severity Value "),
        ("x: {\n  # note\n  y: |", "x.y Value "),
        ("终: {图: 甲|", "终.图 Value 甲"),
        ("a: 1\r\nb: |\r\n", "b Value "),
    ] {
        assert_eq!(place(text).as_deref(), Some(expected), "{text}");
    }
    for text in ["summary: |-\n  so|", "# a: |", "severity: P1 # so|", "summary: a\n  b|", "x: [a] # [b|"] {
        let text = text.replacen("|-", ">", 1);
        assert_eq!(place(&text), None, "{text}");
    }
}

/// Every key and every value on one line, by the tree: its path, and a byte inside.
fn walk(node: &Node, path: &FieldPath, text: &str, found: &mut Vec<(FieldPath, Part, usize)>) {
    match &node.kind {
        Kind::Scalar { plain, .. } => {
            let written = &text[node.span.clone()];
            // A block of text has no place on its first line.
            if !written.is_empty() && !written.contains('\n') && (*plain || written.starts_with(['"', '\'']))
            {
                found.push((path.clone(), Part::Value, node.span.start));
            }
        }
        Kind::List(items) => {
            items.iter().enumerate().for_each(|(i, item)| walk(item, &path.clone().item(i), text, found));
        }
        Kind::Map(entries) => {
            for entry in entries {
                let path = path.clone().key(entry.key.text().unwrap());
                found.push((path.clone(), Part::Key, entry.key.span.start));
                walk(&entry.value, &path, text, found);
            }
        }
    }
}

#[test]
fn indentation_and_tree_agree_on_the_example() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    let source = Source::open_work_tree(&example).unwrap();
    let mut count = 0;
    for entry in source.list().entries.iter().filter(|entry| classify(&entry.path).is_some()) {
        let text = String::from_utf8(source.read(entry, RECORD_LIMIT).unwrap()).unwrap();
        let (yaml, _) = front_matter(&text).unwrap_or((&text, 0));
        let mut found = Vec::new();
        walk(&parse(yaml).unwrap().0, &FieldPath::default(), yaml, &mut found);
        for (path, part, offset) in found {
            let line = yaml[..offset].matches('\n').count() + 1;
            let seen = block::around(yaml, offset).map(|cursor| match cursor.part {
                // A word may be the key of a map in brackets, or an item of a list.
                Part::Word if part == Part::Key => cursor.path.key(&yaml[cursor.span]),
                _ => cursor.path,
            });
            assert_eq!(seen, Some(path), "{}:{line}", entry.path);
            count += 1;
        }
    }
    assert!(count > 4_000, "{count}");
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "[ \\-:,a\n\r\\[\\]{}\"'#|&终]{0,40}", at in 0_usize..60) {
        let at_byte = text.floor_char_boundary(at);
        for cursor in [super::at(&text, at_byte), typed(&text, at_byte)].into_iter().flatten() {
            prop_assert!(text.get(cursor.span.clone()).is_some(), "{:?}", cursor);
        }
    }
}
