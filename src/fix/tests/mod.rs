//! Fixes, from rules to bytes.

mod every;
mod hand;
mod random;
mod rules;

use super::{Fix, Splice, apply, edits};

/// The text after a fix; panics where it is refused.
fn fixed(text: &str, fix: &Fix) -> String {
    let splices: Vec<Splice> = edits(text, fix).unwrap_or_else(|| panic!("refused: {fix:?} on {text:?}"));
    apply(text, &splices)
}
