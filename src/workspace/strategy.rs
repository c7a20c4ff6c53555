//! What a strategy against the loss of a place can be expected to meet.

use crate::record::{FailoverStrategy, Leaf, Settings};

/// The shortest objectives that a strategy can be expected to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StrategyPolicy {
    /// Recovery time objective, in seconds.
    pub rto: i64,
    /// Recovery point objective, in seconds.
    pub rpo: i64,
}

/// The limits of a strategy under the settings.
///
/// The defaults are the lower ends of the ranges in the whitepaper "Disaster Recovery of Workloads on AWS", so that only
/// what no reading of it allows is out of reach.
pub(super) fn strategy(settings: &Settings, strategy: FailoverStrategy) -> StrategyPolicy {
    let (rto, rpo) = match strategy {
        FailoverStrategy::BackupRestore => (3_600, 3_600),
        FailoverStrategy::PilotLight => (600, 60),
        FailoverStrategy::WarmStandby => (60, 1),
        FailoverStrategy::ActiveActive => (0, 0),
    };
    let said = settings.strategies.named(strategy.word());
    let seconds = |leaf: Option<&Leaf<crate::time::Duration>>| leaf.and_then(Leaf::get).map(|d| d.seconds);
    StrategyPolicy {
        rto: said.and_then(|said| seconds(said.rto.as_ref())).unwrap_or(rto),
        rpo: said.and_then(|said| seconds(said.rpo.as_ref())).unwrap_or(rpo),
    }
}
