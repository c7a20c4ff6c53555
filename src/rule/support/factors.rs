//! Contributing factors and the actions that answer them.

use crate::record::{Action, ActionState, Leaf, Text};
pub(in crate::rule) use crate::workspace::{factors, plain};

/// The factor that an action names.
pub(in crate::rule) fn named(action: &Action) -> Option<&Text> {
    action.factor.as_ref().filter(|factor| factor.says_something())
}

/// Whether an action has this state.
pub(in crate::rule) fn is(action: &Action, state: ActionState) -> bool {
    action.state.as_ref().and_then(Leaf::get) == Some(&state)
}
