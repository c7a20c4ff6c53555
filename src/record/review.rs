//! The timeline, claims, actions, and the written review with its papers.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::Date;
use super::shapes::Texts;
use super::words::{ActionKind, ActionState, Basis, Measure, ReviewState, RowKind, StatedFrom};
use crate::time::{Duration, Time};

/// One row of the timeline.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TimelineRow {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// A milestone name claims that milestone's time; anything else is never compared.
    pub kind: Option<Leaf<RowKind>>,
    /// Who.
    pub by: Option<Text>,
    /// What. Markdown.
    pub text: Option<Text>,
    /// Where it comes from.
    pub source: Option<Text>,
}

/// Somebody was told something.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Communication {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// Where: status page, mail, chat.
    pub channel: Option<Text>,
    /// To whom.
    pub audience: Option<Text>,
    /// What. Markdown.
    pub message: Option<Text>,
}

/// A duration that a source claims, checked against the times.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Stated {
    /// Which duration.
    pub measure: Option<Leaf<Measure>>,
    /// The claim.
    pub value: Option<Leaf<Duration>>,
    /// From when it counts; detected if left out, else started.
    pub from: Option<Leaf<StatedFrom>>,
    /// By which clock; the wall clock if left out.
    pub basis: Option<Leaf<Basis>>,
}

/// Something that will be done so that it does not come back.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Action {
    /// Unique in its file: `A-1`.
    pub id: Option<Text>,
    /// What, in words that tell when it is done.
    pub title: Option<Text>,
    /// What it is for.
    pub kind: Option<Leaf<ActionKind>>,
    /// How far it is; proposed if left out.
    pub state: Option<Leaf<ActionState>>,
    /// A team or a person.
    pub owner: Option<Text>,
    /// By when.
    pub due: Option<Leaf<Date>>,
    /// When it was done.
    pub done: Option<Leaf<Date>>,
    /// Where the work is tracked.
    pub ticket: Option<Text>,
    /// What shows that it is done.
    pub evidence: Option<Text>,
    /// The contributing factor it answers.
    pub factor: Option<Text>,
}

/// The written review.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// How far it is.
    pub state: Option<Leaf<ReviewState>>,
    /// When it was reviewed.
    pub at: Option<Leaf<Time>>,
    /// Who reviewed it.
    pub by: Option<Texts>,
}

/// A change made after approval.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Amendment {
    /// When.
    pub at: Option<Leaf<Time>>,
    /// The path of the field.
    pub field: Option<Text>,
    /// The value before.
    pub from: Option<Text>,
    /// The value after.
    pub to: Option<Text>,
    /// Why.
    pub reason: Option<Text>,
}

/// A published document the facts come from.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SourceDocument {
    /// Its title.
    pub title: Option<Text>,
    /// Its address.
    pub url: Option<Text>,
    /// When it was published.
    pub published: Option<Leaf<Date>>,
    /// The address of an archived copy.
    pub archived: Option<Text>,
}

/// A link.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Link {
    /// What is there.
    pub title: Option<Text>,
    /// Its address.
    pub url: Option<Text>,
}
