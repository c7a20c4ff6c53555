//! What drills showed, service by service, whatever the day.

use chrono::NaiveDate;

use crate::finding::{FieldPath, at};
use crate::record::schema::RecordType;
use crate::record::{Drill, DrillResult, Leaf, RecoveryMethod};
use crate::workspace::{Record, Workspace, classify};

/// One result of one drill.
#[derive(Clone, Copy)]
pub(in crate::rule) struct Run<'a> {
    /// The drill.
    pub(in crate::rule) drill: &'a Record<Drill>,
    /// Index into its `results`.
    pub(in crate::rule) index: usize,
    /// The result.
    pub(in crate::rule) data: &'a DrillResult,
    /// The day of the drill.
    pub(in crate::rule) day: Option<NaiveDate>,
}

impl Run<'_> {
    /// How the service was recovered.
    pub(in crate::rule) fn method(&self) -> Option<RecoveryMethod> {
        self.data.kind.as_ref().and_then(Leaf::get).copied()
    }

    /// Whether it did not work; one that does not say is taken to have worked.
    pub(in crate::rule) fn failed(&self) -> bool {
        self.data.passed.as_ref().and_then(Leaf::get).is_some_and(|flag| !flag.0)
    }

    /// Where the result stands in the drill.
    pub(in crate::rule) fn field(&self) -> FieldPath {
        at("results").item(self.index)
    }
}

/// Every result, by index into `workspace.services`; by day, one without a day first.
pub(in crate::rule) fn runs(workspace: &Workspace) -> Vec<Vec<Run<'_>>> {
    let mut runs = vec![Vec::new(); workspace.services.len()];
    for drill in &workspace.drills {
        for (index, data) in drill.data.results.iter().enumerate() {
            let service = data.service.as_deref().and_then(|name| workspace.names.service(name));
            if let Some(runs) = service.and_then(|service| runs.get_mut(service)) {
                runs.push(Run { drill, index, data, day: day(drill) });
            }
        }
    }
    for runs in &mut runs {
        runs.sort_by_key(|run| run.day);
    }
    runs
}

/// The day of a drill.
fn day(drill: &Record<Drill>) -> Option<NaiveDate> {
    drill.data.date.as_ref().and_then(Leaf::get).map(|date| date.0)
}

/// Whether something of a drill could not be read, so that nobody can say what was never rehearsed.
pub(in crate::rule) fn unsure(workspace: &Workspace) -> bool {
    let hidden = |drill: &Record<Drill>| {
        ["services", "results", "date"].iter().any(|field| workspace.hides(&drill.file, &at(field)))
    };
    workspace.unread.iter().any(|file| classify(file) == Some(RecordType::Drill))
        || workspace.drills.iter().any(hidden)
}
