//! The words of the interface, from a Fluent catalogue; the only module that names it.

use std::collections::{BTreeMap, HashMap};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// The built-in catalogues by language; one more file and one more line here is one more language.
pub(super) const LANGUAGES: &[(&str, &str)] =
    &[("en", include_str!("words/en.ftl")), ("zh", include_str!("words/zh.ftl"))];

/// The words of one language.
pub(super) struct Words {
    /// Messages without arguments, by key.
    plain: HashMap<String, String>,
    /// All messages.
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of a language, which must be among [`LANGUAGES`].
    pub(super) fn of(language: &str) -> Self {
        let catalogue = LANGUAGES.iter().find(|(known, _)| *known == language);
        Self::read(catalogue.map_or("", |(_, catalogue)| catalogue), language)
    }

    fn read(catalogue: &str, language: &str) -> Self {
        // A message that cannot be read is missing, and a test looks for missing ones.
        let resource = FluentResource::try_new(catalogue.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let keys: Vec<String> = catalogue.lines().filter_map(key).collect();
        let mut bundle = FluentBundle::new_concurrent(language.parse().into_iter().collect());
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut words = Self { plain: HashMap::new(), bundle };
        for key in keys {
            if let Some(text) = words.resolve(&key, None) {
                words.plain.insert(key, text);
            }
        }
        words
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
}

/// The key of a catalogue line that begins a message.
fn key(line: &str) -> Option<String> {
    let (key, _) = line.split_once(" =")?;
    let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (plain && !key.is_empty()).then(|| key.to_owned())
}
