//! Response targets: met, missed, pending and unknown apart.

use super::{percent, range};
use crate::stats::Target;
use crate::text::sheet::Sheet;

/// How many incidents that missed a target are named.
const NAMED: usize = 4;

pub(super) fn section(targets: &[Target<'_>]) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Response targets");
    let any = |target: &&Target<'_>| target.met + target.breached.len() + target.pending + target.unknown > 0;
    let rows = targets.iter().filter(any).map(|target| {
        let ids: Vec<&str> =
            target.breached.iter().take(NAMED).map(|breach| breach.case.id.as_str()).collect();
        let more = target.breached.len().saturating_sub(NAMED);
        let missed = if more > 0 { format!("{} and {more} more", ids.join(", ")) } else { ids.join(", ") };
        vec![
            format!("{} {}", target.severity.id, target.measure.name()),
            target.target.clone(),
            target.met.to_string(),
            (target.met + target.breached.len()).to_string(),
            target.share().map_or_else(
                || "no data".into(),
                |p| range(percent(p.interval.low), &percent(p.interval.high)),
            ),
            target.pending.to_string(),
            target.unknown.to_string(),
            missed,
        ]
    });
    let names = ["", "target#", "met#", "of#", "95 % interval#", "pending#", "unknown#", "missed by"];
    sheet.table(&names, rows.collect());
    sheet
}
