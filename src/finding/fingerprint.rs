//! What makes a finding the same finding after the lines around it have moved.

use std::collections::BTreeMap;
use std::fmt;

use super::locate::{Document, Located};
use super::{FieldPath, Finding, Place, Step};
use crate::yaml::{Kind, Node};

/// The identity of a finding: the same on every machine and in every run, whatever else changes in the file.
///
/// It is made of the rule, the file, the field (items of a list by their id, never by their number), the value there and
/// the values the message quotes. Its other words are left out: they may be worded anew, or count days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Fingerprint(u128);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Fingerprint {
    /// 128-bit FNV-1a (draft-eastlake-fnv) of a finding and where its file says it is.
    pub(super) fn new(finding: &Finding, document: Option<&Document>) -> Self {
        let place = document.map(|document| document.identity(&finding.place)).unwrap_or_default();
        let start = Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        let quoted = finding.message.split('`').skip(1).step_by(2).map(without_numbers);
        let known = [finding.rule.into(), finding.file.clone(), place];
        known.into_iter().chain(quoted).fold(start, |hash, part| hash.with(part.as_bytes()))
    }

    fn with(self, part: &[u8]) -> Self {
        // 0xff ends a part: it is no byte of UTF-8.
        let bytes = part.iter().chain(&[0xff]);
        Self(bytes.fold(self.0, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul((1 << 88) + 0x13b)))
    }
}

/// Tells apart findings that are equal in everything that counts, by their order in the file.
pub(super) fn number(findings: &mut [Located]) {
    let mut seen: BTreeMap<Fingerprint, u32> = BTreeMap::new();
    for found in findings {
        let times = seen.entry(found.fingerprint).or_default();
        if *times > 0 {
            found.fingerprint = found.fingerprint.with(&times.to_be_bytes());
        }
        *times += 1;
    }
}

/// A quoted path without the numbers of its list items: `timeline[].at`.
pub(crate) fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, part) in text.split('[').enumerate() {
        if i > 0 {
            out.push('[');
        }
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        out.push_str(if rest.starts_with(']') { rest } else { part });
    }
    out
}

impl Document {
    /// The field at a place and its value, if that is a single one.
    fn identity(&self, place: &Place) -> String {
        let Some((root, offset)) = &self.tree else { return String::new() };
        let mut out = String::new();
        let value = match place {
            Place::File => None,
            Place::Value(path) => follow(root, path, &mut out),
            Place::Key(path) => {
                follow(root, path, &mut out);
                None
            }
            Place::Bytes(bytes) => {
                let inside = bytes.start.saturating_sub(*offset)..bytes.end.saturating_sub(*offset);
                descend(root, &inside, &mut out)
            }
        };
        if let Some(text) = value.and_then(Node::text) {
            out.push('=');
            out.push_str(text);
        }
        out
    }
}

fn follow<'a>(root: &'a Node, path: &FieldPath, out: &mut String) -> Option<&'a Node> {
    let mut node = Some(root);
    for step in path.steps() {
        node = match (step, node.map(|node| &node.kind)) {
            (Step::Key(name), kind) => {
                key(name, out);
                let Some(Kind::Map(entries)) = kind else { continue };
                entries.iter().find(|entry| entry.key.text() == Some(name)).map(|entry| &entry.value)
            }
            (Step::Item(index), Some(Kind::List(items))) => {
                let item = items.get(*index);
                self::item(item, out);
                item
            }
            (Step::Item(_), _) => None,
        };
    }
    node
}

fn descend<'a>(mut node: &'a Node, bytes: &std::ops::Range<usize>, out: &mut String) -> Option<&'a Node> {
    let holds = |node: &Node| node.span.start <= bytes.start && bytes.end <= node.span.end;
    loop {
        match &node.kind {
            Kind::Map(entries) => {
                let entry = entries.iter().find(|e| holds(&e.key) || holds(&e.value))?;
                key(entry.key.text().unwrap_or_default(), out);
                if holds(&entry.key) {
                    return None;
                }
                node = &entry.value;
            }
            Kind::List(items) => {
                let item = items.iter().find(|item| holds(item))?;
                self::item(Some(item), out);
                node = item;
            }
            Kind::Scalar { .. } => return Some(node),
        }
    }
}

fn key(name: &str, out: &mut String) {
    out.push('.');
    out.push_str(name);
}

fn item(item: Option<&Node>, out: &mut String) {
    let id = item.and_then(|item| match &item.kind {
        Kind::Map(entries) => entries.iter().find(|entry| entry.key.text() == Some("id"))?.value.text(),
        _ => None,
    });
    out.push('[');
    out.push_str(id.unwrap_or_default());
    out.push(']');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::checked;
    use super::*;

    /// Rule and fingerprint of everything found in one incident.
    fn prints(text: &str) -> Vec<(&'static str, Fingerprint)> {
        let (report, _) = checked(&[("INC-1.yaml", text)]);
        report.findings.iter().map(|found| (found.finding.rule, found.fingerprint)).collect()
    }

    /// Pieces of a record with mistakes in them; between any two of them something may be added.
    const PIECES: [&str; 9] = [
        "id: INC-1\n",
        "title: payments fail\nseverty: P1\nservices: [nowhere]\n",
        "times:\n  detected: 2026-03-01T10:00:00\n",
        "  resolved: 2026-02-01T10:00:00Z\n",
        "timeline:\n",
        "  - {at: 2026-03-01T10:05:00Z, kind: note, text: a, colour: red}\n",
        "  - at: half past ten\n    text: b\n  - at: half past ten\n    text: c\n",
        "actions:\n",
        "  - id: A-7\n    title: test the alert\n    state: proposed\n",
    ];

    /// What may be added behind each piece without touching what is wrong with it.
    const MORE: [&str; 9] = [
        "# a comment\n\nsummary: many\n",
        "tags: [a, b]\n\n",
        "  # another\n  started: 2026-01-01T09:00:00Z\n",
        "  acknowledged: 2026-03-02T10:00:00Z\nroles: {on-call: li}\n",
        "  - at: 2026-02-01T10:05:00Z\n    text: earlier\n",
        "  - {at: 2026-03-01T10:06:00Z, text: between}\n",
        "  - at: 2026-03-01T10:07:00Z\n    text: later\n",
        "  - id: A-1\n    title: first\n    owner: li\n    due: 2026-05-01\n",
        "    kind: prevent\nlinks: []\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn unrelated_edits_change_nothing(added in proptest::array::uniform9(any::<bool>())) {
            let before = prints(&PIECES.concat());
            let rules: Vec<&str> = before.iter().map(|(rule, _)| *rule).collect();
            for rule in ["unknown-key", "unknown-service", "time-offset", "bad-value", "action-without-owner"] {
                prop_assert!(rules.contains(&rule), "{rule} {rules:?}");
            }
            let pieces = PIECES.iter().zip(MORE).zip(added);
            let text: String = pieces.flat_map(|((piece, more), add)| [*piece, if add { more } else { "" }]).collect();
            let after = prints(&text);
            for print in &before {
                prop_assert!(after.contains(print), "{print:?}\n{text}");
            }
            let mut unique: Vec<_> = after.iter().map(|(_, print)| *print).collect();
            unique.sort();
            unique.dedup();
            prop_assert_eq!(unique.len(), after.len());
        }
    }

    #[test]
    fn layout_does_not_count_and_values_do() {
        let flow = prints("id: INC-1\nservices: [a, \"b\"]\n");
        let block = prints("id: INC-1\nservices:\n  - 'a'\n  - b\n");
        assert_eq!(flow, block);
        assert!(!prints("id: INC-1\nservices: [a, c]\n").contains(&flow[flow.len() - 1]));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // `a` and the end of its part; computed with another program.
        assert_eq!(
            Fingerprint(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d).with(b"a").to_string(),
            "0880954550ab1be95aa0733055b751b9"
        );
        assert_eq!(without_numbers("timeline[12].at [x] [3"), "timeline[].at [x] [3");
    }
}
