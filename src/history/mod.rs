//! What a change does to records: the state before it beside the state after it.

mod changes;
mod chronicle;
mod pairs;
mod past;
mod plan_log;
mod scope;
mod sequence;

pub use changes::{FieldChange, changes};
pub use chronicle::{Chronicle, Entry, Fact};
pub use pairs::{FilePair, pair};
pub use past::{Contents, Past, Succession, Version};
pub use plan_log::{Commit, Log};
pub use scope::{Known, Scope};
