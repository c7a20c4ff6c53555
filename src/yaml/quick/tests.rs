//! The quick reader against the library: it gives the same record, or none.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use crate::record::Incident;
use crate::yaml::{Kind, Node, parse, parse_fields};

/// What both readers make of a text: the quick one, and the library where it reads it.
fn both(text: &str) -> (Option<String>, Option<String>) {
    let quick = super::read::<Incident>(text).map(|record| format!("{record:?}"));
    let library = serde_yaml::from_str::<Incident>(text).ok().map(|record| format!("{record:?}"));
    (quick, library)
}

fn agree(text: &str) -> bool {
    let (quick, library) = both(text);
    assert!(quick.is_none() || quick == library, "{text}\n--- quick\n{quick:?}\n--- library\n{library:?}");
    located(text);
    quick.is_some()
}

/// What the tree has of one field, found by itself and in the whole.
fn located(text: &str) {
    let Ok((whole, _)) = parse(text) else { return };
    let Kind::Map(entries) = &whole.kind else { return };
    let mut seen = BTreeSet::new();
    for entry in entries {
        let Some(name) = entry.key.text().filter(|name| seen.insert(*name)) else { continue };
        let Some(Node { kind: Kind::Map(fields), .. }) = parse_fields(text, BTreeSet::from([name])) else {
            panic!("{name} is lost in\n{text}")
        };
        let field = fields.iter().find(|field| field.key.text() == Some(name));
        assert_eq!(format!("{field:?}"), format!("{:?}", Some(entry)), "{text}");
    }
}

fn incidents() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    let files = ["2026", "library"].iter().flat_map(|name| walkdir::WalkDir::new(folder.join(name)));
    let files = files.map(|entry| entry.unwrap().into_path());
    let yaml = files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    yaml.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn reads_the_example() {
    let aside: Vec<PathBuf> =
        incidents().into_iter().filter(|(_, text)| !agree(text)).map(|(path, _)| path).collect();
    assert!(aside.len() <= 2, "left to the library: {aside:?}");
}

#[test]
fn reads_what_people_write() {
    for text in [
        "id: INC-1\n",
        "---\n# a comment\nid: INC-1   # another\n\ntitle: it's \"down\": no\n",
        "title: a: b\n",
        "title: 'it''s: down' # why\nsummary: \"a \\\"b\\\" \\\\ \\n c\"\n",
        "summary: |\n  one\n\n    two\n  three\n\n\nid: INC-1\n",
        "summary: |-\n  one\n  # no comment\nid: INC-1\n",
        "summary: >\n  one\n  two\n\n  three\n\n\n  four\nid: INC-1\n",
        "summary: >-\n  一\n  二\n# comment\nid: INC-1\n",
        "services: [payments, \"a, b\", 'c']\ntimes: {started: 2026-03-05T10:20:00Z, detected: ~2026-03-05T10:20:00Z}\n",
        "services: []\ntags: [ ]\ntimes: {}\n",
        "services:\n- payments\n- orders\ntags:\n  - a\n",
        "timeline:\n  - at: 2026-03-05T10:20:00Z\n    text: x\n\n  # between\n  - {at: unknown, text: y}\n  -   at: unknown\n      text: z\nid: INC-1\n",
        "roles:\n  on-call: [a, b]\n  expert: c\n",
        "analysis:\n  five_whys:\n    - plain\n    - why: x\n      because: y\n",
        "impact:\n  users: 12000\n  share: 0.5\n  outages:\n    - service: a\n      kind: down\n      share: .5\n",
        "id: INC-1\ntitle:\nsummary: ~\nseverity: null\n",
    ] {
        let _ = agree(text);
    }
    assert!(agree("id: INC-1\nservices:\n- a\n- b\ntimeline:\n  - at: unknown\n    text: |\n      x\n"));
}

#[test]
fn steps_aside() {
    for text in [
        "",
        "id",
        "- a\n",
        "id: INC-1",
        "id:\tINC-1\n",
        "id: &a INC-1\ntitle: *a\n",
        "id: !x 1\n",
        "id: 'a\n  b'\n",
        "id: a\n  b\n",
        "\u{feff}id: a\n",
        "id: a\r\n",
        "? id\n: a\n",
        "id: a\nid: b\n",
        "nope: a\n",
        "id: [a\n",
        "id: [a, b\n]\n",
        "id: a\u{85}b\n",
        "id: a\u{2028}b\n",
        "id: a\n---\nid: b\n",
        "summary: |+\n  a\n\n",
        "summary: |2\n  a\n",
        "id: [a,,b]\n",
        "impact: {users: 0x10}\n",
        "impact: {users: 1e3}\n",
        "services: [a]b\n",
        "title: \"a\": b\n",
        " id: a\n",
        "id: a\n title: b\n",
    ] {
        assert!(!agree(text), "{text:?}");
    }
}

/// Text that is hard on a YAML reader.
const PIECES: &[&str] = &[
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "  ",
    "- ",
    ": ",
    ":",
    " #",
    "#",
    "'",
    "\"",
    "|",
    "|-\n",
    ">\n",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "&a ",
    "*a",
    "!t ",
    "\\",
    "\\n",
    "~",
    "null",
    "true",
    "0",
    "1e3",
    "0x1F",
    "-",
    "---\n",
    "...\n",
    "? ",
    "\t",
    "\r",
    "一",
    "\u{85}",
    "=",
    "<<: ",
    "%",
    "@",
    "id: a\n",
    "title: b\n",
    "text: c\n",
    "- d\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_record(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, prop::sample::select(PIECES)), 1..5),
    ) {
        let records = incidents();
        let mut text = which.get(&records).1.clone();
        for (at, removed, piece) in changes {
            let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
            let (start, end) = (floor(at.index(text.len() + 1)), floor(at.index(text.len() + 1) + removed));
            text.replace_range(start..end, piece);
        }
        agree(&text);
    }

    #[test]
    fn a_made_up_record(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        agree(&format!("id: a\ntimeline:\n  - text: b\n    at: unknown\nsummary: {}\n", pieces.concat()));
    }
}
