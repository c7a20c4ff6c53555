//! The `postmortem` program.
fn main() {}
