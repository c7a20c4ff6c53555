//! What a change does to records: the state before it beside the state after it.

mod changes;
mod pairs;
mod past;
mod scope;
mod sequence;

pub use changes::{FieldChange, changes};
pub use pairs::{FilePair, pair};
pub use past::{Contents, Past, Succession, Version};
pub use scope::{Known, Scope};
