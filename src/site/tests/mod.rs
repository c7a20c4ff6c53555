//! Templates, words and code name the same things.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::templates::BUILT_IN;
use super::words::{LANGUAGES, Words};

/// The code of the site, without its tests.
fn code() -> String {
    fn read(folder: &Path, out: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("tests") {
                read(&path, out);
            } else if path.extension().is_some_and(|end| end == "rs") {
                out.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut out = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site"), &mut out);
    out
}

/// Every path such as `doc.title` in the tags of a template.
fn paths(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let tags = template.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
    let tags = tags.chain(template.split("{%").skip(1).filter_map(|rest| rest.split("%}").next()));
    for tag in tags.filter(|tag| !tag.contains('"')) {
        let words = tag.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
        found.extend(words.filter(|word| word.contains('.')));
    }
    found
}

#[test]
fn every_word_a_template_uses_exists() {
    let words = Words::of("en");
    for (name, template) in BUILT_IN {
        for key in paths(template).into_iter().filter_map(|path| path.strip_prefix("w.")) {
            assert!(words.all().contains_key(key), "{name} uses w.{key}");
        }
    }
}

#[test]
fn every_word_of_the_catalogue_is_used() {
    let (code, words) = (code(), include_str!("../words/en.ftl"));
    let templates: Vec<&str> = BUILT_IN.iter().flat_map(|(_, template)| paths(template)).collect();
    let keys = words.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
    for key in keys.filter(|key| !key.starts_with([' ', '#'])) {
        let in_code = code.contains(&format!("\"{key}\""))
            || ["#", "?"].iter().any(|mark| code.contains(&format!("\"{key}{mark}\"")));
        let in_template = templates.contains(&format!("w.{key}").as_str());
        assert!(in_code || in_template, "nothing uses {key}");
    }
}

/// An attribute that does not exist is false in an `if`, so that no rendering would find it.
#[test]
fn every_value_a_template_names_exists() {
    let code = code();
    let kinds = include_str!("../document.rs").to_lowercase();
    for (name, template) in BUILT_IN {
        for path in
            paths(template).into_iter().filter(|path| !path.starts_with("w.") && !path.starts_with("loop."))
        {
            for part in path.split('.').skip(1) {
                let is_field = code.contains(&format!(" {part}:"));
                assert!(is_field || kinds.contains(&format!("{part}(")), "{name}: {path} has no {part}");
            }
        }
    }
}

/// The keys of a catalogue with the variables each names.
fn shape(catalogue: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut current = "";
    for line in catalogue.lines() {
        if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.starts_with([' ', '#'])) {
            current = key;
            assert!(all.insert(key, BTreeSet::new()).is_none(), "{key} twice");
        }
        for rest in line.split('$').skip(1) {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            all.entry(current).or_default().insert(&rest[..end]);
        }
    }
    all
}

#[test]
fn every_language_has_the_same_words_with_the_same_variables() {
    let (_, english) = LANGUAGES[0];
    for (language, catalogue) in &LANGUAGES[1..] {
        let (ours, theirs) = (shape(english), shape(catalogue));
        for key in ours.keys().chain(theirs.keys()) {
            assert_eq!(ours.get(key), theirs.get(key), "{language}: {key}");
        }
    }
}
