//! The whys and the regression tests, which may be plain texts or more.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};

use super::leaf::Text;
use super::shapes::{Never, Shape};

/// One step of the whys: a plain text, or question, answer and evidence apart.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct WhyFields {
    /// The question.
    why: Option<Text>,
    /// The answer, which the next why asks about.
    because: Option<Text>,
    /// What shows that the answer is right.
    evidence: Option<Text>,
}

/// One step of the whys.
#[derive(Debug, Clone, Default)]
pub struct Why {
    /// The question, if written apart.
    pub why: Option<Text>,
    /// The answer.
    pub because: Option<Text>,
    /// What shows that the answer is right.
    pub evidence: Option<Text>,
}

impl<'de> Deserialize<'de> for Why {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Shape::<Text, Never, WhyFields>::deserialize(deserializer)? {
            Shape::Scalar(text) => Self { because: Some(text), ..Self::default() },
            Shape::Map(WhyFields { why, because, evidence }) => Self { why, because, evidence },
            Shape::List(never) => match never {},
        })
    }
}

impl JsonSchema for Why {
    fn schema_name() -> Cow<'static, str> {
        "Why".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (text, fields) = (generator.subschema_for::<Text>(), generator.subschema_for::<WhyFields>());
        json_schema!({ "anyOf": [text, fields] })
    }
}

/// The tests that keep it from coming back, or why there are none.
#[derive(Debug, Clone)]
pub enum RegressionTests {
    /// Named tests.
    Named(Vec<Text>),
    /// None, with the reason.
    Waived(Option<Text>),
}

/// Why there is no regression test.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Waived {
    /// The reason.
    waived: Option<Text>,
}

impl<'de> Deserialize<'de> for RegressionTests {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Shape::<Text, Vec<Text>, Waived>::deserialize(deserializer)? {
            Shape::Scalar(text) => Self::Named(vec![text]),
            Shape::List(names) => Self::Named(names),
            Shape::Map(waived) => Self::Waived(waived.waived),
        })
    }
}

impl JsonSchema for RegressionTests {
    fn schema_name() -> Cow<'static, str> {
        "RegressionTests".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (text, waived) = (generator.subschema_for::<Text>(), generator.subschema_for::<Waived>());
        json_schema!({ "anyOf": [text, { "type": "array", "items": text }, waived] })
    }
}
