//! The site as a whole: a fixture's pages to the byte, hostile records, and that no field is forgotten.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod complete;
mod fill;
mod golden;
mod hostile;
mod languages;
mod lists;
mod outputs;
#[path = "../hostile/payloads.rs"]
#[expect(dead_code, reason = "commits are for the browser")]
mod payloads;
mod report;
mod scan;
mod search;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use postmortem::output::Sync;
use postmortem::site::{Built, Options, build};
use postmortem::source::Source;
use postmortem::workspace::load;

/// 2026-04-02T03:04:05Z.
const NOW: i64 = 1_775_099_045;

/// Builds `input` into `output`, both formats.
fn make(input: &Path, output: &Path, now: i64) -> Built {
    let source = Source::open_work_tree(input).unwrap();
    let loaded = load(&source);
    let sync = Sync::open(output).unwrap();
    let options = Options {
        audience: postmortem::record::Audience::Internal,
        filter: &postmortem::stats::Filter::default(),
        now,
        chronicle: None,
        html: true,
        markdown: true,
        search: true,
        version: "0.0.0",
    };
    let built = build(&loaded.workspace, &source, &sync, &options, &()).unwrap();
    sync.finish().unwrap();
    built
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(top: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(top, &path, found);
            } else {
                let name = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// The text of every file with an ending.
fn texts(files: &BTreeMap<String, Vec<u8>>, ending: &str) -> Vec<(String, String)> {
    let wanted = files.iter().filter(|(name, _)| name.ends_with(ending));
    wanted.map(|(name, bytes)| (name.clone(), String::from_utf8(bytes.clone()).unwrap())).collect()
}
