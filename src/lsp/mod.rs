//! The language server: findings while a record is written, what a field means, which words fit, where a name leads.

mod cursor;
mod document;
mod folder;
mod wire;
