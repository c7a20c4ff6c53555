//! When a service was last rehearsed, and when it is due again: what the plan shows and what the rules ask for.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{bears_data, promises, tier, word};
use crate::record::{Date, Drill, Leaf, RecoveryMethod, Service};
use crate::workspace::{Policy, Record, Workspace};

/// Drills are asked of services of this tier and above.
const DRILLED: u32 = 2;

/// The last rehearsals of a service and the next ones.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Rehearsal<'a> {
    /// Its tier and its promises ask for drills.
    pub asked: bool,
    /// The latest drill that names it and says when.
    #[serde(serialize_with = "word::option")]
    pub last: Option<Date>,
    /// The last day on which the next one is in time; `None` where none is asked for or none says when it was held.
    #[serde(serialize_with = "word::option")]
    pub due: Option<Date>,
    /// It has backups of its data to be tried.
    pub backups: bool,
    /// The latest restore of its data that did not fail and says when.
    #[serde(serialize_with = "word::option")]
    pub restored: Option<Date>,
    /// The last day on which the next restore is in time; `None` where there are no backups or none was ever restored.
    #[serde(serialize_with = "word::option")]
    pub restore_due: Option<Date>,
    #[serde(skip)]
    pub(crate) drill: Option<&'a Record<Drill>>,
    /// The restore: its drill, and the index into its results.
    #[serde(skip)]
    pub(crate) restore: Option<(&'a Record<Drill>, usize)>,
}

impl<'a> Rehearsal<'a> {
    fn new(service: &Service) -> Self {
        Self {
            asked: drilled(service),
            last: None,
            due: None,
            backups: backed_up(service),
            restored: None,
            restore_due: None,
            drill: None,
            restore: None,
        }
    }

    /// A drill that names it. Of two on one day the first counts; one without a day only where no other has one.
    fn held(&mut self, drill: &'a Record<Drill>, day: Option<Date>) {
        if self.drill.is_none() || day > self.last {
            (self.drill, self.last) = (Some(drill), day);
        }
    }

    fn tried(&mut self, drill: &'a Record<Drill>, index: usize, day: Option<Date>) {
        if self.restore.is_none() || day > self.restored {
            (self.restore, self.restored) = (Some((drill, index)), day);
        }
    }

    fn next(mut self, policy: &Policy) -> Self {
        let next = |last: Option<Date>, every: i64| fresh_until(last?.0, every).map(Date);
        self.due = next(self.last.filter(|_| self.asked), policy.drill_every);
        self.restore_due = next(self.restored.filter(|_| self.backups), policy.restore_test_every);
        self
    }

    /// A drill is asked for, and it can be told by when: the only drill may be one that does not say when it was.
    pub fn wants_drill(&self) -> bool {
        self.asked && (self.due.is_some() || self.drill.is_none())
    }

    /// A restore is asked for, and it can be told by when.
    pub fn wants_restore(&self) -> bool {
        self.backups && (self.restore_due.is_some() || self.restore.is_none())
    }
}

/// Whether drills are asked of a service: it is critical, and promises an RTO or RPO.
pub(crate) fn drilled(service: &Service) -> bool {
    let promised = promises(service);
    tier(service).is_some_and(|tier| tier <= DRILLED) && (promised.rto.is_some() || promised.rpo.is_some())
}

/// Whether a service has backups of data of its own.
pub(crate) fn backed_up(service: &Service) -> bool {
    !service.backups.is_empty() && bears_data(service)
}

/// The rehearsals of every service up to a day, by index into `workspace.services`.
pub(crate) fn rehearsals(workspace: &Workspace, today: NaiveDate) -> Vec<Rehearsal<'_>> {
    let mut all: Vec<_> = workspace.services.iter().map(|record| Rehearsal::new(&record.data)).collect();
    let find = |name: Option<&str>| workspace.names.service(name?);
    for drill in &workspace.drills {
        let day = drill.data.date.as_ref().and_then(Leaf::get).copied();
        if day.is_some_and(|day| day.0 > today) {
            continue;
        }
        for name in &drill.data.services {
            if let Some(one) = find(Some(name)).and_then(|index| all.get_mut(index)) {
                one.held(drill, day);
            }
        }
        for (i, result) in drill.data.results.iter().enumerate() {
            let Some(one) = find(result.service.as_deref()).and_then(|index| all.get_mut(index)) else {
                continue;
            };
            one.held(drill, day);
            let method = result.kind.as_ref().and_then(Leaf::get);
            let failed = result.passed.as_ref().and_then(Leaf::get).is_some_and(|flag| !flag.0);
            if method == Some(&RecoveryMethod::Restore) && !failed {
                one.tried(drill, i, day);
            }
        }
    }
    all.into_iter().map(|one| one.next(&workspace.policy)).collect()
}

/// The last day on which something done on `day` is fresh; `None` is beyond every calendar.
pub(crate) fn fresh_until(day: NaiveDate, seconds: i64) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::try_from(seconds / 86_400).ok()?))
}
