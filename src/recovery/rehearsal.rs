//! When a service was last rehearsed, and when it is due again.

use serde::Serialize;

use super::measured::Measured;
use super::word;
use crate::record::{Date, RecoveryMethod};
use crate::workspace::Policy;

/// Drills are asked of services of this tier and above.
const DRILLED: u32 = 2;

/// The last rehearsals of a service and the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rehearsal {
    /// Its tier asks for drills.
    pub asked: bool,
    /// The latest drill.
    #[serde(serialize_with = "word::option")]
    pub last: Option<Date>,
    /// The last day on which the next one is in time; `None` where none is asked for or none was ever held.
    #[serde(serialize_with = "word::option")]
    pub due: Option<Date>,
    /// It has backups to be tried.
    pub backups: bool,
    /// The latest passed restore of its data.
    #[serde(serialize_with = "word::option")]
    pub restored: Option<Date>,
    /// The last day on which the next restore is in time; `None` where there are no backups or none was ever restored.
    #[serde(serialize_with = "word::option")]
    pub restore_due: Option<Date>,
}

impl Rehearsal {
    pub(super) fn new(tier: Option<u32>, backups: usize, measured: &Measured<'_>, policy: &Policy) -> Self {
        let asked = tier.is_some_and(|tier| tier <= DRILLED);
        let last = measured.drills.iter().filter_map(|run| run.date).max();
        let passed = measured.drills.iter().filter(|run| run.passed != Some(false));
        let tried = passed.filter(|run| run.method == Some(RecoveryMethod::Restore));
        let restored = tried.filter_map(|run| run.date).max();
        let after = |date: Date, every: i64| {
            date.0.checked_add_signed(chrono::TimeDelta::try_seconds(every)?).map(Date)
        };
        Self {
            asked,
            last,
            due: last.filter(|_| asked).and_then(|last| after(last, policy.drill_every)),
            backups: backups > 0,
            restored,
            restore_due: restored
                .filter(|_| backups > 0)
                .and_then(|last| after(last, policy.restore_test_every)),
        }
    }
}
