//! Pull-request mode, end to end: repositories as people and CI have them, and what `check --base` says of a change.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic too")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

mod chronicle;
mod clones;
mod repository;
mod rules;
mod scope;
