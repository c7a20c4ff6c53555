//! The records: plain data as written, one type each; from these types come parsing, schema and documentation.
//!
//! Nothing here knows of files, lines, settings or other records.

mod analysis;
mod choice;
mod docs;
mod drill;
mod id;
mod impact;
mod incident;
mod label;
mod leaf;
mod leaves;
mod map;
mod plan;
mod recovery;
mod review;
mod runbook;
pub mod schema;
mod service;
mod settings;
mod shapes;
mod team;
mod users;
mod why;
mod words;

pub use analysis::*;
pub use choice::{Choice, alike, near, nearest};
pub use docs::format_docs;
pub(crate) use docs::{kind, resolve};
pub use drill::*;
pub(crate) use id::id_flaw;
pub use impact::*;
pub use incident::*;
pub use label::Label;
pub(crate) use leaf::watch;
pub use leaf::{Leaf, LeafType, Text, Wrong};
pub use leaves::*;
pub use map::Map;
pub use plan::*;
pub use recovery::*;
pub use review::*;
pub use runbook::*;
pub use service::*;
pub use settings::*;
pub use shapes::Texts;
pub use team::*;
pub use users::Users;
pub use why::{RegressionTests, Why};
pub use words::*;
