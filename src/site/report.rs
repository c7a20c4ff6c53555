//! The review of a week or a month for the people who run it.

use super::alone::Alone;
use super::view::report;
use crate::Result;
use crate::source::Source;
use crate::stats::{Filter, SEED, compare, statistics};
use crate::time::Period;
use crate::workspace::Workspace;

/// Makes the report of a period, over the incidents of `workspace`, which must hold only what the readers may see and
/// of which `filter` took some out.
pub fn report(
    workspace: &Workspace,
    source: &Source,
    period: &Period,
    filter: &Filter,
    how: Alone<'_>,
) -> Result<Vec<u8>> {
    how.write(workspace, source, |pen| {
        let now = pen.index.clock.now();
        let all = statistics(workspace, &Filter::default(), now);
        let within = Filter { period: Some(period.clone()), ..Filter::default() };
        let during = statistics(workspace, &within, now);
        let before = period.before();
        let change = before.and_then(|before| {
            let periods = [before, period.clone()];
            compare(workspace, &Filter::default(), periods, None, now, SEED).ok()
        });
        let selection = (!filter.is_empty()).then(|| filter.selection_parts(workspace));
        let subject = report::Subject {
            period,
            selection: selection.as_deref(),
            whole: filter.keeps_services_whole(),
            all: &all,
            during: &during,
            change: change.as_ref(),
        };
        report::document(pen, &subject)
    })
}
