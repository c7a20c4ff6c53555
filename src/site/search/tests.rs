//! The index decoded again: what a record says is found, whatever it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use proptest::prelude::*;

use super::super::clock::Clock;
use super::super::edition::Edition;
use super::super::index::{Index, Page};
use super::super::templates::Overrides;
use super::tokens;
use crate::record::Audience;
use crate::source::Source;
use crate::workspace::{Workspace, load};

/// The index of a workspace, read back: pages, and the pages of every term.
struct Decoded {
    pages: Vec<serde_json::Value>,
    terms: BTreeMap<String, BTreeSet<usize>>,
    files: BTreeMap<String, String>,
}

impl Decoded {
    fn of(index: &Index<'_>) -> Self {
        let files = Mutex::new(BTreeMap::new());
        super::write(index, |path, bytes| {
            files.lock().unwrap().insert(path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap());
            Ok(())
        })
        .unwrap();
        let files = files.into_inner().unwrap();
        let value = |name: &str| -> Option<serde_json::Value> {
            let text = files.get(&format!("search/{name}.js"))?;
            let json = text.strip_prefix(&format!("postmortemIndex(\"{name}\",")).unwrap();
            Some(serde_json::from_str(json.strip_suffix(")\n").unwrap()).unwrap())
        };
        let head = value("head").unwrap();
        let described = (0..).map_while(|i| value(&format!("d{i}")));
        let pages: Vec<serde_json::Value> = described.flat_map(|v| v.as_array().unwrap().clone()).collect();
        assert_eq!(head["pages"], pages.len());
        let mut terms = BTreeMap::new();
        let mut firsts = Vec::new();
        for shard in (0..).map_while(|i| value(&format!("t{i}"))) {
            let words: Vec<&str> = shard.as_str().unwrap().split(' ').collect();
            firsts.push(words[0].to_owned());
            for pair in words.chunks(2) {
                assert!(
                    terms.insert(pair[0].to_owned(), pages_of(pair[1])).is_none(),
                    "{} is there twice",
                    pair[0]
                );
            }
        }
        assert_eq!(head["terms"], firsts.join(" "));
        Self { pages, terms, files }
    }

    /// Whether every term of a text, cut in the plainest way, leads to a page.
    fn lost(&self, text: &str, path: &str) -> Vec<String> {
        let page = self.pages.iter().position(|page| page[0] == path).unwrap();
        let mut wanted: Vec<String> = tokens::all(text);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let alone = |word: &&str| !word.is_empty() && word.len() <= tokens::LONGEST && text.is_ascii();
        wanted.extend(words.filter(alone).map(str::to_ascii_lowercase));
        let letters: Vec<char> = text.chars().collect();
        let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        let pairs = letters.windows(2).filter(|pair| pair.iter().all(is_han));
        wanted.extend(pairs.map(|pair| pair.iter().collect()));
        wanted.retain(|term| !self.terms.get(term).is_some_and(|pages| pages.contains(&page)));
        wanted
    }
}

/// The pages of a term, of any class.
fn pages_of(lists: &str) -> BTreeSet<usize> {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut pages = BTreeSet::new();
    for list in lists.split('.') {
        let (mut page, mut number, mut shift) = (0, 0, 0);
        for letter in list.chars() {
            let value = letters.find(letter).unwrap();
            number += (value % 32) << shift;
            shift += 5;
            if value < 32 {
                page += number;
                assert!(pages.insert(page), "{page} is in two classes");
                (number, shift) = (0, 0);
            }
        }
    }
    pages
}

fn with_index(workspace: &Workspace, look: impl FnOnce(&Index<'_>)) {
    let overrides = Overrides::default();
    let editions = Edition::all(&workspace.policy.languages, &overrides);
    let clock = Clock::new(workspace.policy.times, 1_775_099_045);
    look(&Index::new(workspace, clock, &editions, &overrides));
}

#[test]
fn what_the_example_says_is_found() {
    let source = Source::open_work_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents")).unwrap();
    let mut workspace = load(&source).workspace;
    workspace.keep_visible(Audience::Internal, &source);
    with_index(&workspace, |index| {
        let decoded = Decoded::of(index);
        let mut read = 0;
        for (i, case) in workspace.cases.iter().enumerate() {
            let (data, path) = (&case.data, index.path(Page::Case(i)));
            let cause = data.analysis.iter().flat_map(|analysis| &analysis.root_cause);
            let rows = data.timeline.iter().filter_map(|row| row.text.as_ref());
            let texts = data.title.iter().chain(&data.summary).chain(cause).chain(rows).chain(&data.tags);
            for text in texts {
                assert_eq!(decoded.lost(text, &path), [""; 0], "{path}: {text}");
                read += 1;
            }
            assert_eq!(decoded.lost(&case.id, &path), [""; 0]);
        }
        assert!(read > 300, "{read} texts");
        for (i, runbook) in workspace.runbooks.iter().enumerate() {
            let body = runbook.data.body.iter().chain(&runbook.data.title);
            body.for_each(|text| assert_eq!(decoded.lost(text, &index.path(Page::Runbook(i))), [""; 0]));
        }
    });
}

#[test]
fn what_is_withheld_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("A.yaml", "id: A\ntitle: hushedtitle\nvisibility: {record: restricted}\n");
    write("B.yaml", "id: B\ntitle: seen\nsummary: hushedtext\nvisibility: {fields: {summary: restricted}}\n");
    let source = Source::open_work_tree(folder.path()).unwrap();
    let mut workspace = load(&source).workspace;
    workspace.keep_visible(Audience::Internal, &source);
    with_index(&workspace, |index| {
        let decoded = Decoded::of(index);
        assert!(decoded.terms.contains_key("seen"));
        assert!(decoded.files.values().all(|file| !file.contains("hushed")));
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text at all, in a title and in prose.
    #[test]
    fn any_text_is_found(title in "\\PC{1,40}", summary in any::<String>()) {
        let folder = tempfile::tempdir().unwrap();
        let record = serde_json::json!({ "id": "constructor", "title": title, "summary": summary, "tags": ["__proto__", "</script>\u{2028}"] });
        std::fs::write(folder.path().join("a.yaml"), record.to_string()).unwrap();
        let workspace = load(&Source::open_work_tree(folder.path()).unwrap()).workspace;
        with_index(&workspace, |index| {
            let decoded = Decoded::of(index);
            let Some(data) = workspace.cases.first().map(|case| &case.data) else { return };
            for text in data.title.iter().chain(&data.summary).chain(&data.tags) {
                assert_eq!(decoded.lost(text, &index.path(Page::Case(0))), [""; 0], "{text:?}");
            }
            for file in decoded.files.values() {
                assert!(!file.contains(['<', '\u{2028}', '\u{2029}']), "{file}");
            }
        });
    }
}
