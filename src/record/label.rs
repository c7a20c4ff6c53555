//! Names for readers, which may differ by language.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};

use super::leaf::Text;
use super::map::Map;
use super::shapes::{Never, Shape};

/// A name for readers: one for all languages, or one for each by its tag, as in `{en: Detected, zh: 已发现}`.
#[derive(Debug, Clone, Default)]
pub struct Label {
    everywhere: Option<Text>,
    by_language: Map<Text>,
}

impl Label {
    /// The name in a language; `None` where the settings say none for it.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        let plain = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let exact = self.by_language.named(language);
        let alike = || self.by_language.iter().find(|(tag, _)| plain(tag) == plain(language));
        exact.or_else(|| alike().map(|(_, text)| text)).or(self.everywhere.as_ref()).map(|text| &**text)
    }

    /// The name for the commands, which speak English: the one for all languages, else the English one, else any.
    pub fn text(&self) -> Option<&str> {
        self.in_language("en").or_else(|| self.all().next())
    }

    /// Every name.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.everywhere.iter().chain(self.by_language.values()).map(|text| &**text)
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Shape::<Text, Never, Map<Text>>::deserialize(deserializer)? {
            Shape::Scalar(text) => Self { everywhere: Some(text), ..Self::default() },
            Shape::Map(by_language) => Self { by_language, ..Self::default() },
            Shape::List(never) => match never {},
        })
    }
}

impl JsonSchema for Label {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "label".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Text>();
        json_schema!({ "anyOf": [text, { "type": "object", "additionalProperties": text }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_for_all_or_one_for_each() {
        let read = |yaml| serde_yaml::from_str::<Label>(yaml).unwrap();
        let one = read("Detected");
        assert_eq!([one.in_language("zh"), one.text()], [Some("Detected"); 2]);
        let each = read("{zh-Hans: 已发现, en: Detected}");
        assert_eq!(each.in_language("zh"), Some("已发现"));
        assert_eq!([each.in_language("fr"), each.text()], [None, Some("Detected")]);
        assert_eq!(read("{zh: 已发现}").text(), Some("已发现"), "better than nothing");
        assert_eq!(Label::default().text(), None);
    }
}
