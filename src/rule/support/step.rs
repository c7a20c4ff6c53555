//! Steps that the lifecycle does not have, in words.

use crate::workspace::{State, Transition};

/// What to say of a step that no way leads along, and the next step.
pub(in crate::rule) fn no_step(from: State, to: State) -> (String, String) {
    let message = format!("no step leads from `{}` to `{}`", from.word(), to.word());
    let ways: Vec<_> =
        State::ALL.into_iter().filter(|to| from.step(*to) != Transition::Illegal).map(State::word).collect();
    let help = if ways.is_empty() {
        format!("`{}` is final: write a new record", from.word())
    } else {
        format!("from `{}` there are steps to: {}", from.word(), ways.join(", "))
    };
    (message, help)
}
