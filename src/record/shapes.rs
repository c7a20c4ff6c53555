//! Fields that may be written in more than one shape.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::leaf::Text;

/// A value written as one scalar, a list or a map, read as whichever it is.
pub(super) enum Shape<S, L, M> {
    Scalar(S),
    List(L),
    Map(M),
}

/// Marks a shape that a field does not accept.
pub(super) enum Never {}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("this shape is not accepted here"))
    }
}

impl<'de, S, L, M> Deserialize<'de> for Shape<S, L, M>
where
    S: for<'a> From<&'a str>,
    L: Deserialize<'de>,
    M: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ShapeVisitor<S, L, M>(PhantomData<(S, L, M)>);

        impl<'de, S, L, M> Visitor<'de> for ShapeVisitor<S, L, M>
        where
            S: for<'a> From<&'a str>,
            L: Deserialize<'de>,
            M: Deserialize<'de>,
        {
            type Value = Shape<S, L, M>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value, a list or a map")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Shape::Scalar(text.into()))
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
                self.visit_str(if value { "true" } else { "false" })
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                L::deserialize(SeqAccessDeserializer::new(seq)).map(Shape::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                M::deserialize(MapAccessDeserializer::new(map)).map(Shape::Map)
            }
        }
        deserializer.deserialize_any(ShapeVisitor(PhantomData))
    }
}

/// One text or a list of texts.
#[derive(Debug, Clone, Default)]
pub struct Texts(pub Vec<Text>);

impl Texts {
    /// Whether any of them says something.
    pub fn says_something(&self) -> bool {
        self.0.iter().any(Text::says_something)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Shape::<Text, Vec<Text>, Never>::deserialize(deserializer)? {
            Shape::Scalar(text) => Self(vec![text]),
            Shape::List(texts) => Self(texts),
            Shape::Map(never) => match never {},
        })
    }
}

impl JsonSchema for Texts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "texts".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Text>();
        json_schema!({ "anyOf": [text, { "type": "array", "items": text }] })
    }
}
