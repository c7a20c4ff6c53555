//! Templates, words and code name the same things.

mod words;

use std::fs;
use std::path::Path;

use super::templates::BUILT_IN;
use super::words::{Words, keys};

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
    let words = Words::of("en", None);
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
    // Labels of closed lists and sentences of the commands have tests of their own.
    let composed = |key: &str| key.starts_with("said-") || key.starts_with("severity-");
    for key in keys(words).filter(|key| !composed(key) && !key.starts_with(char::is_uppercase)) {
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
