//! What a change does: to records, findings, numbers and plans.

mod phrase;
mod records;
mod side;
mod words;
