//! The words of the interface, from Fluent catalogues; the only module that names Fluent.
//!
//! A page has hundreds of words and only few sentences with something in them, so that words alone are looked up in a
//! map and sentences around one value are cut in two when the catalogue is read.

mod core;
mod numbers;

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;

use fluent_bundle::{FluentArgs, FluentResource};
use rustc_hash::FxHashMap;

use self::core::Sentences;
use crate::record::Choice;
use crate::text::markdown;

/// The built-in catalogues by language, English first; one more file and one more line here is one more language.
pub(super) const LANGUAGES: &[(&str, &str)] =
    &[("en", include_str!("words/en.ftl")), ("zh", include_str!("words/zh.ftl"))];

/// Stands for the value in a sentence around one; no catalogue has it.
const HOLE: &str = "\u{FFFC}";

/// The built-in catalogue of a language; empty where there is none.
pub(super) fn built_in(language: &str) -> &'static str {
    LANGUAGES.iter().find(|(known, _)| *known == language).map_or("", |(_, catalogue)| catalogue)
}

/// The words of one language.
pub(super) struct Words {
    /// Messages without arguments, by key.
    plain: FxHashMap<String, String>,
    /// What stands before and after the value of messages around one, `$x`.
    around: FxHashMap<String, (String, String)>,
    /// Sentences of the core that are said otherwise in this language.
    sentences: Sentences,
    /// All messages.
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of a language; `own` is what the user's catalogue says of it, which goes first. What neither of the two has
    /// is said in English.
    pub(super) fn of(language: &str, own: Option<&str>) -> Self {
        let english = LANGUAGES[0].1;
        let catalogues = [english, built_in(language), own.unwrap_or_default()];
        let mut bundle = FluentBundle::new_concurrent(language.parse().into_iter().collect());
        bundle.set_use_isolating(false);
        for catalogue in catalogues {
            // A message that cannot be read is missing, and a test or a finding names missing ones.
            let resource =
                FluentResource::try_new(catalogue.to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        let translated = language != "en" || own.is_some();
        let sentences = if translated { Sentences::of(english) } else { Sentences::default() };
        let mut words = Self { plain: FxHashMap::default(), around: FxHashMap::default(), sentences, bundle };
        for (key, line) in messages(english) {
            words.take(key, line);
        }
        words
    }

    /// Looks a message up once. What it is, a word or words around a value, the English `line` of it says: a catalogue of the
    /// user's that says otherwise loses neither.
    fn take(&mut self, key: &str, line: &str) {
        if !line.contains('$') {
            let text = self.resolve(key, None).or_else(|| word_of(line));
            self.plain.extend(text.map(|text| (key.to_owned(), text)));
        } else if line.contains("$x") && line.matches('$').count() == 1 && !key.starts_with(core::PREFIX) {
            let mut arguments = FluentArgs::new();
            arguments.set("x", HOLE);
            let text = self.resolve(key, Some(&arguments)).unwrap_or_else(|| HOLE.to_owned());
            let (before, after) = text.split_once(HOLE).unwrap_or((&text, ""));
            self.around.insert(key.to_owned(), (before.to_owned(), after.to_owned()));
        }
    }

    fn resolve(&self, key: &str, arguments: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }

    fn filled(&self, key: &str, arguments: &FluentArgs) -> String {
        let text = self.resolve(key, Some(arguments));
        debug_assert!(text.is_some(), "no words for {key}");
        text.unwrap_or_else(|| key.to_owned())
    }

    /// Every message without arguments, for templates.
    pub(super) fn all(&self) -> BTreeMap<&str, &str> {
        let plain = self.plain.iter();
        plain.map(|(key, text)| (key.as_str(), text.as_str())).collect()
    }

    /// A message without arguments.
    pub(super) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        debug_assert!(self.plain.contains_key(key), "no word for {key}");
        self.plain.get(key).map_or(key, String::as_str)
    }

    /// What prose needs of the interface.
    pub(super) fn of_prose(&self) -> markdown::Words<'_> {
        markdown::Words {
            diagram: self.get("diagram"),
            diagram_source: self.get("diagram_source"),
            diagram_undrawn: self.get("diagram_undrawn"),
            table: self.get("table"),
            code: self.get("code"),
            alerts: ["alert_note", "alert_tip", "alert_important", "alert_warning", "alert_caution"]
                .map(|key| self.get(key)),
        }
    }

    /// A message without arguments, where there is one.
    pub(super) fn maybe(&self, key: &str) -> Option<&str> {
        self.plain.get(key).map(String::as_str)
    }

    /// A word of a closed list.
    pub(super) fn label<T: Choice>(&self, value: T) -> &str {
        self.plain.get(value.key()).map_or(value.written(), String::as_str)
    }

    /// What stands before and after the value of a message around one.
    pub(super) fn halves(&self, key: &str) -> (&str, &str) {
        debug_assert!(self.around.contains_key(key), "no words around a value for {key}");
        self.around.get(key).map_or(("", ""), |(before, after)| (before, after))
    }

    /// A message around one text.
    pub(super) fn around(&self, key: &str, text: &str) -> String {
        let (before, after) = self.halves(key);
        [before, text, after].concat()
    }

    /// A message about a number.
    pub(super) fn count(&self, key: &str, n: usize) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("n", n);
        self.filled(key, &arguments)
    }

    /// A message with texts in it.
    pub(super) fn with(&self, key: &str, texts: &[(&'static str, &str)]) -> String {
        let arguments: FluentArgs = texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        self.filled(key, &arguments)
    }

    /// Several things as a list, as `join(", ")` of English.
    pub(super) fn list<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>) -> String {
        self.joined(texts, "comma")
    }

    /// A thing and what is said of it: in English as a list, in other languages not always.
    pub(super) fn clauses<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>) -> String {
        self.joined(texts, "clause")
    }

    fn joined<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>, key: &str) -> String {
        let mut out = String::new();
        for (i, text) in texts.into_iter().enumerate() {
            out.push_str(if i > 0 { self.get(key) } else { "" });
            out.push_str(text.as_ref());
        }
        out
    }

    /// Sentences one after another.
    #[expect(clippy::unused_self, reason = "reads as the other ways to put texts together")]
    pub(super) fn sentences<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>) -> String {
        let mut out = String::new();
        for text in texts {
            if !out.is_empty() && !ends_wide(&out) {
                out.push(' ');
            }
            out.push_str(text.as_ref());
        }
        out
    }

    /// What stands between two parts, from what stands there in English.
    pub(super) fn between<'a>(&'a self, separator: &'a str) -> &'a str {
        match separator {
            ", " => self.get("comma"),
            "; " => self.get("semicolon"),
            ": " => self.get("colon"),
            other => other,
        }
    }
}

/// Whether a text ends in punctuation that is as wide as an ideograph and brings its own space.
pub(super) fn ends_wide(text: &str) -> bool {
    let mut text = text;
    while let Some(inner) = text.strip_suffix("</b>").or_else(|| text.strip_suffix("**")) {
        text = inner;
    }
    text.ends_with(['。', '，', '、', '；', '：', '！', '？', '）', '」'])
}

/// The keys of a catalogue, in its order.
pub(super) fn keys(catalogue: &str) -> impl Iterator<Item = &str> {
    messages(catalogue).map(|(key, _)| key)
}

/// The keys of a catalogue, each with the first line of its message.
fn messages(catalogue: &str) -> impl Iterator<Item = (&str, &str)> {
    catalogue.lines().filter_map(|line| {
        let (key, text) = line.split_once('=')?;
        let key = key.trim_end();
        let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        (plain && key.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((key, text.trim_start()))
    })
}

/// The English text of a word that a catalogue of the user's broke.
fn word_of(line: &str) -> Option<String> {
    (!line.contains('{')).then(|| line.to_owned())
}

/// What is wrong with a user's catalogue: the line, from 1, and why.
pub(super) fn mistakes(catalogue: &str) -> Vec<(usize, String)> {
    let Err((_, errors)) = FluentResource::try_new(catalogue.to_owned()) else { return Vec::new() };
    let line = |at: usize| catalogue.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    errors.iter().map(|error| (line(error.pos.start), error.to_string())).collect()
}
