//! The built-in templates, in a plain list that a test proves complete, and the user's, which replace them.

use std::ops::Range;

use super::template::{Templates, erased::Erased};
use crate::error::{Error, Result};
use crate::finding::{Finding, Level, Place};
use crate::record::nearest;
use crate::source::{Entry, RECORD_LIMIT, Source};

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
    "block.html",
    "block.md",
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
    ("style.css", include_str!("../../templates/style.css")),
    ("lists.js", include_str!("../../templates/lists.js")),
    ("site.js", include_str!("../../templates/site.js")),
    ("icon.svg", include_str!("../../templates/icon.svg")),
];

/// The script in the head of every page; a file of this name in `templates/` replaces it.
pub(super) const FIRST: (&str, &str) = ("first.js", include_str!("../../templates/first.js"));

/// The folder of the user's templates.
const FOLDER: &str = "templates/";

/// The user's templates.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    files: Vec<(String, String)>,
    /// Files in the folder that replace nothing.
    pub(super) unknown: Vec<String>,
}

impl Overrides {
    /// Reads the user's templates.
    pub(super) fn read(source: &Source) -> Result<Self> {
        let mut overrides = Self::default();
        for entry in &source.list().entries {
            let Some(name) = entry.path.strip_prefix(FOLDER) else { continue };
            if !BUILT_IN.iter().chain(STATIC).chain([&FIRST]).any(|(built_in, _)| *built_in == name) {
                overrides.unknown.push(entry.path.clone());
                continue;
            }
            let broken = |what: String| Error::Template { name: name.to_owned(), at: None, what };
            let bytes =
                source.read(entry, RECORD_LIMIT).map_err(|problem| broken(problem.kind.to_string()))?;
            let text = String::from_utf8(bytes).map_err(|_| broken("it is not UTF-8".to_owned()))?;
            overrides.files.push((name.to_owned(), text));
        }
        Ok(overrides)
    }

    /// The user's file of this name, else the built-in one.
    pub(super) fn text<'a>(&'a self, name: &str, built_in: &'a str) -> &'a str {
        self.files.iter().find(|(own, _)| own == name).map_or(built_in, |(_, text)| text)
    }

    /// The templates of a format.
    pub(super) fn templates(
        &self,
        format: Format,
        globals: &[(&'static str, &dyn Erased)],
    ) -> Result<Templates> {
        let sources = BUILT_IN
            .iter()
            .filter(|(name, _)| name.ends_with(format.ending()))
            .map(|(name, text)| (*name, self.text(name, text)));
        Templates::new(format, sources, globals)
    }
}

/// What is wrong with the user's templates, each looked at on its own beside the built-in ones.
///
/// Whether a template asks for a value that is not there is only known when a page is made.
pub fn check_templates(source: &Source) -> Vec<Finding> {
    let names = BUILT_IN.iter().chain(STATIC).chain([&FIRST]).map(|(name, _)| *name);
    let mut findings = Vec::new();
    for entry in source.list().entries.iter().filter(|entry| entry.path.starts_with(FOLDER)) {
        let name = &entry.path[FOLDER.len()..];
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

/// The rule that these findings belong to.
const RULE: &str = "bad-template";

/// Compiles one template of the user's; where and why that fails.
fn compile(source: &Source, entry: &Entry, name: &str) -> std::result::Result<(), (Place, String)> {
    let bytes =
        source.read(entry, RECORD_LIMIT).map_err(|problem| (Place::File, problem.kind.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| (Place::File, "the file is not UTF-8".to_owned()))?;
    let format = [Format::Html, Format::Markdown].into_iter().find(|format| name.ends_with(format.ending()));
    let Some(format) = format else { return Ok(()) };
    let overrides = Overrides { files: vec![(name.to_owned(), text)], unknown: Vec::new() };
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
        let mut listed: Vec<&str> =
            BUILT_IN.iter().chain(STATIC).chain([&FIRST]).map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(there, listed);
    }
}
