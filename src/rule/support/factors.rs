//! Contributing factors and the actions that answer them.

use crate::record::{Action, ActionState, Leaf, Text};
use crate::workspace::Case;

/// A text as it is compared: one case, single spaces, no full stop.
pub(in crate::rule) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().trim_end_matches(['.', '。', '!', '！', '；', ';']).to_owned()
}

/// The factors of an incident that say something, with their position.
pub(in crate::rule) fn factors(case: &Case) -> impl Iterator<Item = (usize, &Text)> {
    let factors = case.data.analysis.iter().flat_map(|analysis| analysis.contributing_factors.iter());
    factors.enumerate().filter(|(_, factor)| factor.says_something())
}

/// The factor that an action names.
pub(in crate::rule) fn named(action: &Action) -> Option<&Text> {
    action.factor.as_ref().filter(|factor| factor.says_something())
}

/// Whether an action has this state.
pub(in crate::rule) fn is(action: &Action, state: ActionState) -> bool {
    action.state.as_ref().and_then(Leaf::get) == Some(&state)
}
