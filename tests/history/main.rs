//! Pull-request mode, end to end: repositories as people and CI have them, and what `check --base` says of a change.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic too")]

mod clones;
mod repository;
mod rules;
mod scope;
