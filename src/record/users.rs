//! How many were affected.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};

use super::leaf::{Leaf, LeafType, Text, Wrong};
use super::leaves::Number;
use super::shapes::{Never, Shape};

/// How many users were affected: `all`, `unknown`, a number (`~` for about), or a count of something named.
#[derive(Debug, Clone)]
pub enum Users {
    /// Everybody.
    All,
    /// Said to be unknown.
    Unknown,
    /// A figure, with what was counted where it is not users.
    Count(Leaf<Number>, Option<Text>),
}

/// A number of something other than users.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Counted {
    /// How many.
    count: Leaf<Number>,
    /// Of what: customers, devices, requests.
    #[serde(default)]
    unit: Option<Text>,
}

impl Users {
    fn read(text: &str) -> Self {
        match text {
            "all" => Self::All,
            "unknown" => Self::Unknown,
            _ => Self::Count(Leaf::new(text), None),
        }
    }
}

impl<'de> Deserialize<'de> for Users {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Shape::<Text, Never, Counted>::deserialize(deserializer)? {
            Shape::Scalar(text) => Self::read(&text),
            Shape::Map(counted) => Self::Count(counted.count, counted.unit),
            Shape::List(never) => match never {},
        })
    }
}

impl LeafType for Users {
    const NAME: &'static str = "users";

    fn read(text: &str) -> Result<Self, Wrong> {
        if let "all" | "unknown" = text {
            return Ok(Self::read(text));
        }
        Number::read(text).map(|_| Self::read(text)).map_err(|wrong| {
            wrong.help(
                "write a number (`~12000` for about), `all`, `unknown`, or `{count: 775, unit: customers}`",
            )
        })
    }

    fn schema() -> Schema {
        json_schema!({ "anyOf": [{ "enum": ["all", "unknown"] }, Number::schema()] })
    }
}

impl JsonSchema for Users {
    fn schema_name() -> Cow<'static, str> {
        "Users".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let scalar = generator.subschema_for::<Leaf<Users>>();
        let counted = generator.subschema_for::<Counted>();
        json_schema!({ "anyOf": [scalar, counted] })
    }
}
