//! Sentences that the core makes in English (gaps, notes on copies, claims), said in another language.
//!
//! The core knows nothing of languages: commands print its sentences as they are. The catalogues name the same sentence in every
//! language under one key, `said-…`; the English one is the pattern that finds it and what was put into it. A sentence that
//! no pattern knows stays English.

use fluent_bundle::FluentArgs;

use super::{Words, messages};
use crate::record::{
    BackupMethod, Choice, DeploymentStrategy, FailoverStrategy, Milestone, RecoveryMethod, Scenario,
};
use crate::time::Duration;

/// What begins the key of such a sentence.
pub(super) const PREFIX: &str = "said-";

/// The patterns of all sentences; those with more fixed letters are tried first.
#[derive(Default)]
pub(super) struct Sentences(Vec<Pattern>);

/// One sentence: fixed texts and, between them, values with a name.
struct Pattern {
    key: String,
    first: String,
    rest: Vec<(String, String)>,
}

impl Sentences {
    /// The patterns of the English catalogue.
    pub(super) fn of(english: &str) -> Self {
        let mut all: Vec<Pattern> = messages(english)
            .filter(|(key, _)| key.starts_with(PREFIX))
            .map(|(key, text)| Pattern::new(key, text))
            .collect();
        let fixed = |pattern: &Pattern| {
            pattern.first.len() + pattern.rest.iter().map(|(_, text)| text.len()).sum::<usize>()
        };
        all.sort_by(|a, b| (fixed(b), &a.key).cmp(&(fixed(a), &b.key)));
        Self(all)
    }
}

impl Pattern {
    fn new(key: &str, text: &str) -> Self {
        let mut parts = text.split("{ $");
        let first = parts.next().unwrap_or_default().to_owned();
        let rest = parts.filter_map(|part| {
            let (name, text) = part.split_once(" }")?;
            Some((name.to_owned(), text.to_owned()))
        });
        Self { key: key.to_owned(), first, rest: rest.collect() }
    }

    /// What was put into the sentence, if `text` is one of this pattern.
    fn read<'t>(&self, text: &'t str) -> Option<Vec<(&str, &'t str)>> {
        let mut left = text.strip_prefix(self.first.as_str())?;
        let mut values = Vec::with_capacity(self.rest.len());
        for (i, (name, after)) in self.rest.iter().enumerate() {
            let end = match (i + 1 == self.rest.len(), after.is_empty()) {
                (true, true) => left.len(),
                (true, false) => left.strip_suffix(after.as_str())?.len(),
                (false, _) => left.find(after.as_str())?,
            };
            values.push((name.as_str(), &left[..end]));
            left = &left[end + after.len()..];
        }
        (left.is_empty() && values.iter().all(|(_, value)| !value.is_empty())).then_some(values)
    }
}

impl Words {
    /// A sentence of the core in this language, or several with semicolons between them; `None` where it has no other words
    /// for it.
    pub(in crate::site) fn said(&self, text: &str) -> Option<String> {
        self.sentence(text).or_else(|| {
            let parts: Vec<&str> = text.split("; ").filter(|_| text.contains("; ")).collect();
            let parts: Option<Vec<String>> = parts.into_iter().map(|part| self.sentence(part)).collect();
            parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join(self.get("semicolon")))
        })
    }

    fn sentence(&self, text: &str) -> Option<String> {
        self.sentences.0.iter().find_map(|pattern| {
            let values = pattern.read(text)?;
            let mut arguments = FluentArgs::new();
            for (name, value) in values {
                arguments.set(name.to_owned(), self.value(name, value)?);
            }
            self.resolve(&pattern.key, Some(&arguments))
        })
    }

    /// What stands in a sentence, by what its name says it is; `None` where it is no such thing.
    fn value(&self, name: &str, text: &str) -> Option<String> {
        let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let word = |one: &str| match kind {
            "time" => self.spoken(one),
            "scenario" => self.one_of(Scenario::ALL, one),
            "method" => self.one_of(RecoveryMethod::ALL, one),
            "milestone" => self.one_of(Milestone::ALL, one),
            "backup" => self.one_of(BackupMethod::ALL, one).or_else(|| self.said(one)),
            "strategy" => {
                self.one_of(FailoverStrategy::ALL, one).or_else(|| self.one_of(DeploymentStrategy::ALL, one))
            }
            "what" | "hands" => self.said(one),
            "n" => one.bytes().all(|byte| byte.is_ascii_digit()).then(|| one.to_owned()),
            _ => Some(one.to_owned()),
        };
        match kind {
            "scenario" | "names" | "hands" => {
                let parts: Option<Vec<String>> = text.split(", ").map(word).collect();
                parts.map(|parts| self.list(parts))
            }
            "or" => {
                let parts: Vec<&str> = text.split(" or ").collect();
                Some(parts.join(&format!(" {} ", self.get("or"))))
            }
            _ => word(text),
        }
    }

    fn one_of<T: Choice>(&self, all: &[T], word: &str) -> Option<String> {
        all.iter().find(|one| one.written() == word).map(|one| self.label(*one).to_owned())
    }

    /// A printed duration.
    fn spoken(&self, text: &str) -> Option<String> {
        let least = text.strip_prefix("at least ");
        let duration = Duration::parse(&least.unwrap_or(text).replace(' ', ""))?;
        let shown = self.duration(duration);
        Some(if least.is_some() { self.around("at_least", &shown) } else { shown })
    }
}
