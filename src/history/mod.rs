//! What a change does to records: the state before it beside the state after it.

mod changes;
mod sequence;

pub use changes::{FieldChange, changes};
