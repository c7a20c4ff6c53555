//! The outages of an incident whose times can be read.

use crate::record::Outage;
use crate::time::Bounds;
use crate::workspace::{Case, Workspace};

/// An outage with its index in `impact.outages`, and its interval.
pub(in crate::rule) struct Known<'a> {
    pub(in crate::rule) index: usize,
    pub(in crate::rule) data: &'a Outage,
    pub(in crate::rule) from: Bounds,
    pub(in crate::rule) to: Bounds,
}

/// Every outage, if begin and end of all of them are known and in order; empty otherwise.
pub(in crate::rule) fn all<'a>(case: &'a Case, workspace: &Workspace) -> Vec<Known<'a>> {
    let outages = case.data.impact.iter().flat_map(|impact| impact.outages.iter().enumerate());
    let known = outages.map(|(index, data)| {
        let (from, to) =
            (super::bounds(workspace, data.from.as_ref())?, super::bounds(workspace, data.to.as_ref())?);
        let closed = from.low.and(from.high).and(to.low).and(to.high).is_some();
        (closed && from.can_precede(&to)).then_some(Known { index, data, from, to })
    });
    known.collect::<Option<_>>().unwrap_or_default()
}
