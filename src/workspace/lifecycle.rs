//! The lifecycle of our incidents: states, their order, and the steps between them that are legal.

/// A state of the closed loop detect → analyse → respond → repair → verify → review, or an early exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Noticed.
    Detected,
    /// Somebody looks for what is wrong.
    Analyzing,
    /// The impact is being ended.
    Responding,
    /// The cause is being removed.
    Repairing,
    /// It is being checked that service is back.
    Verifying,
    /// Lessons are being written down.
    Reviewing,
    /// Done.
    Closed,
    /// It was none.
    Cancelled,
    /// It repeats another record.
    Duplicate,
}

impl State {
    /// Every state in order, the early exits last.
    pub const ALL: [Self; 9] = [
        Self::Detected,
        Self::Analyzing,
        Self::Responding,
        Self::Repairing,
        Self::Verifying,
        Self::Reviewing,
        Self::Closed,
        Self::Cancelled,
        Self::Duplicate,
    ];

    /// The word as written in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Detected => "detected",
            Self::Analyzing => "analyzing",
            Self::Responding => "responding",
            Self::Repairing => "repairing",
            Self::Verifying => "verifying",
            Self::Reviewing => "reviewing",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::Duplicate => "duplicate",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the record counts nowhere.
    pub fn is_exit(self) -> bool {
        matches!(self, Self::Cancelled | Self::Duplicate)
    }

    /// What a step to `next` is.
    pub fn step(self, next: Self) -> Transition {
        use State::{Analyzing, Closed, Repairing, Responding, Verifying};
        match (self, next) {
            (from, to) if from == to => Transition::Illegal,
            (from, _) if from.is_exit() => Transition::Illegal,
            (Closed, Responding) | (Responding, Analyzing) | (Verifying, Repairing) => Transition::Back,
            (Closed, _) => Transition::Illegal,
            (_, to) if to.is_exit() => Transition::Forward,
            (from, to) if from < to => Transition::Forward,
            _ => Transition::Illegal,
        }
    }
}

/// What a change of state is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// Ahead, states may be skipped when their facts are there.
    Forward,
    /// One of the three ways back, which needs a reason.
    Back,
    /// None of the loop.
    Illegal,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_ways_back_and_no_more() {
        let back: Vec<_> = State::ALL
            .into_iter()
            .flat_map(|from| State::ALL.map(|to| (from, to)))
            .filter(|(from, to)| from.step(*to) == Transition::Back)
            .collect();
        let expected = [
            (State::Responding, State::Analyzing),
            (State::Verifying, State::Repairing),
            (State::Closed, State::Responding),
        ];
        assert_eq!(back, expected);
        assert_eq!(State::Closed.step(State::Cancelled), Transition::Illegal);
        assert_eq!(State::Detected.step(State::Duplicate), Transition::Forward);
    }
}
