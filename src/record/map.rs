//! Maps whose keys are the user's words; duplicate keys are refused.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::leaf::Text;

/// A map whose keys are the user's words; a duplicate key or a merge key is refused.
#[derive(Debug, Clone)]
pub struct Map<V>(BTreeMap<Text, V>);

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<V> std::ops::Deref for Map<V> {
    type Target = BTreeMap<Text, V>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<V> Map<V> {
    /// Takes out the entries whose keys are not wanted.
    pub(crate) fn keep(&mut self, wanted: impl Fn(&str) -> bool) {
        self.0.retain(|key, _| wanted(key));
    }

    /// The value under a word.
    pub fn named(&self, word: &str) -> Option<&V> {
        self.0.get(&Text::from(word))
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Map<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for MapVisitor<V> {
            type Value = Map<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Map<V>, A::Error> {
                let mut out = BTreeMap::new();
                while let Some(key) = map.next_key::<Text>()? {
                    if &*key == "<<" || out.contains_key(&key) {
                        return Err(A::Error::custom(format!("duplicate or merge key `{key}`")));
                    }
                    out.insert(key, map.next_value()?);
                }
                Ok(Map(out))
            }
        }
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

impl<V: JsonSchema> JsonSchema for Map<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("map of {}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<V>() })
    }
}
