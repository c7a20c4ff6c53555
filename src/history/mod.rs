//! What a change does to records: the state before it beside the state after it.

mod changes;
mod chronicle;
mod pairs;
mod past;
mod scope;
mod sequence;

pub use changes::{FieldChange, changes};
pub use chronicle::{Chronicle, Entry, Fact, is_incident};
pub use pairs::{FilePair, pair};
pub use past::{Contents, Past, Succession, Version};
pub use scope::{Known, Scope};
