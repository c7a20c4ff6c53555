//! The built-in templates, in a plain list that a test proves complete, and the user's, which replace them.

use std::ops::Range;

use super::template::{Templates, erased::Erased};
use super::words::{self, Words};
use crate::error::{Error, Result};
use crate::finding::{Finding, Level, Place};
use crate::record::nearest;
use crate::source::{Entry, RECORD_LIMIT, Source};
use crate::workspace::catalogue_language;

/// What a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A web page.
    Html,
    /// GitHub-flavoured Markdown.
    Markdown,
}

impl Format {
    /// The ending of its files and templates.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Html => ".html",
            Self::Markdown => ".md",
        }
    }
}

macro_rules! built_in {
    ($($name:literal,)+) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),+]
    };
}

/// Every built-in template, by name.
pub(super) const BUILT_IN: &[(&str, &str)] = built_in![
    "alone.html",
    "base.html",
    "blocks.html",
    "blocks.md",
    "document.html",
    "find.html",
    "incident.html",
    "incident.md",
    "main.html",
    "moved.html",
    "moved.md",
    "page.html",
    "page.md",
    "pager.html",
    "pager.md",
    "plan.html",
    "plan.md",
    "row.html",
    "row.md",
    "runbook.html",
    "runbook.md",
    "service.html",
    "service.md",
];

/// Files of the site that are no templates; a file of the same name in `templates/` replaces them as well.
pub(super) const STATIC: &[(&str, &str)] = &[
    ("lists.js", include_str!("../../templates/lists.js")),
    ("site.js", include_str!("../../templates/site.js")),
    ("search.js", include_str!("../../templates/search.js")),
    ("search.css", include_str!("../../templates/search.css")),
    ("incident.js", include_str!("../../templates/incident.js")),
    ("icon.svg", include_str!("../../templates/icon.svg")),
];

/// The style sheet, which the settings add to; a file of this name in `templates/` replaces it as well.
pub(super) const STYLE: (&str, &str) = ("style.css", include_str!("../../templates/style.css"));

/// A style sheet of the user's that is added at the end of the other; nothing is built in under this name.
pub(super) const CUSTOM: &str = "custom.css";

/// What stands before the name of a built-in template, so that the one that replaces it can extend it.
const PREFIX: &str = "builtin/";

/// The script in the head of every page; a file of this name in `templates/` replaces it.
pub(super) const FIRST: (&str, &str) = ("first.js", include_str!("../../templates/first.js"));

/// What pages say by themselves: every built-in template, script and catalogue of words.
pub fn interface() -> Vec<&'static str> {
    let files = BUILT_IN.iter().chain(STATIC).chain([&FIRST, &STYLE]).map(|(_, text)| *text);
    files.chain(super::words::LANGUAGES.iter().map(|(_, text)| *text)).collect()
}

/// The folder of the user's templates.
const FOLDER: &str = "templates/";

/// The user's templates.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    files: Vec<(String, String)>,
    /// Words by language.
    words: Vec<(String, String)>,
    /// Files in the folder that replace nothing.
    pub(super) unknown: Vec<String>,
}

impl Overrides {
    /// Reads the user's templates.
    pub(super) fn read(source: &Source) -> Result<Self> {
        let mut overrides = Self::default();
        for entry in &source.list().entries {
            let Some(name) = entry.path.strip_prefix(FOLDER) else { continue };
            let language = catalogue_language(&entry.path);
            if language.is_none() && !names().any(|known| known == name) {
                overrides.unknown.push(entry.path.clone());
                continue;
            }
            let broken = |what: String| Error::Template { name: name.to_owned(), at: None, what };
            let bytes =
                source.read(entry, RECORD_LIMIT).map_err(|problem| broken(problem.kind.to_string()))?;
            let text = String::from_utf8(bytes).map_err(|_| broken("it is not UTF-8".to_owned()))?;
            match language {
                Some(language) => overrides.words.push((language.to_owned(), text)),
                None => overrides.files.push((name.to_owned(), text)),
            }
        }
        Ok(overrides)
    }

    /// The words of a language, the user's before the built-in ones.
    pub(super) fn speak(&self, language: &str) -> Words {
        let own = self.words.iter().find(|(own, _)| own == language);
        Words::of(language, own.map(|(_, catalogue)| catalogue.as_str()))
    }

    /// The languages the user has words for.
    pub(super) fn languages(&self) -> impl Iterator<Item = &str> + Clone {
        self.words.iter().map(|(language, _)| language.as_str())
    }

    /// The user's file of this name, else the built-in one.
    pub(super) fn text<'a>(&'a self, name: &str, built_in: &'a str) -> &'a str {
        self.own(name).unwrap_or(built_in)
    }

    /// The user's file of this name.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    /// The templates of a format.
    pub(super) fn templates(
        &self,
        format: Format,
        globals: &[(&'static str, &dyn Erased)],
    ) -> Result<Templates> {
        let built_in = || BUILT_IN.iter().filter(|(name, _)| name.ends_with(format.ending()));
        let used = built_in().map(|(name, text)| (*name, self.text(name, text)));
        // Only a template of the user's can ask for one by this name.
        let originals: Vec<(String, &str)> = if self.files.is_empty() {
            Vec::new()
        } else {
            built_in().map(|(name, text)| (format!("{PREFIX}{name}"), *text)).collect()
        };
        let originals = originals.iter().map(|(name, text)| (name.as_str(), *text));
        Templates::new(format, used.chain(originals), globals)
    }
}

/// Every name that a file in `templates/` may have.
fn names() -> impl Iterator<Item = &'static str> + Clone {
    let replaced = BUILT_IN.iter().chain(STATIC).chain([&FIRST, &STYLE]).map(|(name, _)| *name);
    replaced.chain([CUSTOM])
}

/// The languages that pages can be in: the built-in ones, and those the user has words for.
pub fn languages(source: &Source) -> Vec<String> {
    let own = source.list().entries.iter().filter_map(|entry| catalogue_language(&entry.path));
    let mut all: Vec<String> = words::LANGUAGES.iter().map(|(language, _)| (*language).to_owned()).collect();
    for language in own {
        if !all.iter().any(|known| known == language) {
            all.push(language.to_owned());
        }
    }
    all
}

/// What is wrong with the user's templates, each looked at on its own beside the built-in ones.
///
/// Whether a template asks for a value that is not there is only known when a page is made.
pub fn check_templates(source: &Source) -> Vec<Finding> {
    let names = names();
    let mut findings = Vec::new();
    for entry in source.list().entries.iter().filter(|entry| entry.path.starts_with(FOLDER)) {
        let name = &entry.path[FOLDER.len()..];
        if let Some(language) = catalogue_language(&entry.path) {
            findings.extend(check_catalogue(source, entry, language));
            continue;
        }
        if !names.clone().any(|built_in| built_in == name) {
            let near = nearest(name, names.clone());
            let help = near.map_or_else(
                || format!("known: {}", names.clone().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{name}` replaces no template");
            let finding = Finding::new(RULE, &entry.path, Place::File, message);
            findings.push(finding.weighing(Level::Warning).help(help));
            continue;
        }
        if let Err((place, what)) = compile(source, entry, name) {
            let help = "mend it, or take it out: the built-in one is used then";
            findings.push(Finding::new(RULE, &entry.path, place, what).help(help));
        }
    }
    findings
}

/// How many missing words a finding names.
const NAMED: usize = 5;

/// What is wrong with a catalogue of the user's: lines that cannot be read, words that no page has, words that it lacks.
fn check_catalogue(source: &Source, entry: &Entry, language: &str) -> Vec<Finding> {
    let text = match read_text(source, entry) {
        Ok(text) => text,
        Err(what) => return vec![Finding::new(RULE, &entry.path, Place::File, what)],
    };
    let place = |line: usize| Place::Bytes(spot(&text, line, 1));
    let mut findings: Vec<Finding> = words::mistakes(&text)
        .into_iter()
        .map(|(line, what)| {
            let message = format!("the words cannot be read: {}", what.trim_end_matches('.'));
            let help = "write a message as `key = text`, and a value in it as `{ $name }`";
            Finding::new(RULE, &entry.path, place(line), message).help(help)
        })
        .collect();
    let known: Vec<&str> = words::keys(words::LANGUAGES[0].1).collect();
    for (i, line) in text.lines().enumerate() {
        let Some(key) = words::keys(line).next().filter(|key| !known.contains(key)) else { continue };
        let message = format!("no page has the word `{key}`");
        let finding = Finding::new(RULE, &entry.path, place(i + 1), message).weighing(Level::Warning);
        let near = nearest(key, known.iter().copied());
        findings.push(finding.help(near.map_or_else(
            || "take it out; `docs/site.md` says where all of them stand".to_owned(),
            |near| format!("did you mean `{near}`?"),
        )));
    }
    let said: Vec<&str> = words::keys(&text).chain(words::keys(words::built_in(language))).collect();
    let missing: Vec<&str> = known.iter().copied().filter(|key| !said.contains(key)).collect();
    if !missing.is_empty() {
        let first = missing.iter().take(NAMED).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let more = missing.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("`{language}` lacks words, which stay English: {first}{more}");
        let finding = Finding::new(RULE, &entry.path, Place::File, message).weighing(Level::Warning);
        findings.push(finding.help("add them; `docs/site.md` says where all of them stand"));
    }
    findings
}

fn read_text(source: &Source, entry: &Entry) -> std::result::Result<String, String> {
    let bytes = source.read(entry, RECORD_LIMIT).map_err(|problem| problem.kind.to_string())?;
    String::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned())
}

/// The rule that these findings belong to.
const RULE: &str = "bad-template";

/// Compiles one template of the user's; where and why that fails.
fn compile(source: &Source, entry: &Entry, name: &str) -> std::result::Result<(), (Place, String)> {
    let text = read_text(source, entry).map_err(|what| (Place::File, what))?;
    let format = [Format::Html, Format::Markdown].into_iter().find(|format| name.ends_with(format.ending()));
    let Some(format) = format else { return Ok(()) };
    let overrides = Overrides { files: vec![(name.to_owned(), text)], ..Overrides::default() };
    let text = &overrides.files[0].1;
    overrides.templates(format, &[]).map(drop).map_err(|error| match error {
        Error::Template { at, what, .. } => {
            let place = at.map_or(Place::File, |(line, column)| Place::Bytes(spot(text, line, column)));
            (place, format!("the template cannot be used: {}", what.trim_end_matches('.')))
        }
        error => (Place::File, error.to_string()),
    })
}

/// The byte at a line and a column, both from 1.
fn spot(text: &str, line: usize, column: usize) -> Range<usize> {
    let begin = text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>();
    let at = (begin + column.saturating_sub(1)).min(text.len());
    at..at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_directory() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        let mut listed: Vec<&str> = names().filter(|name| *name != CUSTOM).collect();
        listed.sort_unstable();
        assert_eq!(there, listed);
    }
}
