//! The team record.

use schemars::JsonSchema;
use serde::Deserialize;

use super::leaf::{Leaf, Text};
use super::leaves::Date;
use super::service::Contact;

/// A team and how to reach it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Unique without regard to case; the file stem.
    pub id: Option<Text>,
    /// Ids it had before; the pages of these lead to this one, and so does whatever still names them.
    pub former_ids: Vec<Text>,
    /// The name people use.
    pub name: Option<Text>,
    /// Names it had or goes by.
    pub aliases: Vec<Text>,
    /// When it was dissolved.
    pub retired_on: Option<Leaf<Date>>,
    /// Who belongs to it.
    pub members: Vec<Text>,
    /// Whom to call.
    pub contacts: Vec<Contact>,
}
