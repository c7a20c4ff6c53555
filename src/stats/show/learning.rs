//! What is learnt: how it is noticed, what comes back, what becomes of actions and reviews.

use super::{names, percent, proportion, range, seconds};
use crate::numbers::summary::Summary;
use crate::record::DetectionSource;
use crate::stats::{ActionItems, Detected, Learning, Recurrence, ReviewLead};
use crate::text::sheet::Sheet;
use crate::time::show_seconds;

/// How many incidents and items are named in a cell.
const NAMED: usize = 6;
/// How many repeated factors are listed.
const FACTORS: usize = 20;

pub(super) fn section(learning: Option<&Learning<'_>>) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Learning");
    let Some(learning) = learning else { return sheet };
    let detection = &learning.detection;
    if detection.known > 0 {
        let rows = detection.rows.iter().filter(|row| row.layer.is_none() || row.count > 0);
        sheet.table(&["noticed by", "n#", "of#", "share#", "95 % interval#"], rows.map(noticed).collect());
    }
    let factors = learning.recurrence.repeated.iter().take(FACTORS).map(|factor| {
        let ids = factor.cases.iter().map(|case| case.id.as_str());
        vec![factor.text.to_owned(), factor.cases.len().to_string(), names(ids, NAMED)]
    });
    sheet.table(&["repeated factor", "n#", "incidents"], factors.collect());
    let mut items = vec![format!("noticed: known of {}, unknown of {}", detection.known, detection.unknown)];
    if detection.layer_unsaid > 0 {
        items[0] = format!("{}; {} by monitoring that names no layer", items[0], detection.layer_unsaid);
    }
    items.push(recurrence(&learning.recurrence));
    items.extend(actions(&learning.actions));
    items.push(review(&learning.review));
    items.extend(
        learning
            .near_misses
            .map(|share| format!("near misses, among them and incidents: {}", proportion(Some(share)))),
    );
    sheet.items(items);
    sheet
}

fn noticed(row: &Detected) -> Vec<String> {
    let name = match (row.source, row.layer) {
        (source, Some(layer)) => format!("{source}: {layer}"),
        (DetectionSource::UserReport, None) => "users".into(),
        (source, None) => source.to_string(),
    };
    let share =
        row.share.map(|p| (percent(p.share), range(percent(p.interval.low), &percent(p.interval.high))));
    let (share, interval) = share.unwrap_or_default();
    let of = row.share.map_or(0, |p| p.n);
    vec![name, row.count.to_string(), of.to_string(), share, interval]
}

fn recurrence(recurrence: &Recurrence<'_>) -> String {
    let unlisted = recurrence.repeated.len().saturating_sub(FACTORS);
    let more = if unlisted > 0 { format!("; {unlisted} more repeated factors") } else { String::new() };
    format!(
        "incidents with a factor that another one names too: {}, of those that name any; different factors: {}; {} \
         without a factor{more}",
        proportion(recurrence.sharing),
        recurrence.distinct,
        recurrence.without
    )
}

fn actions(actions: &ActionItems<'_>) -> Vec<String> {
    if actions.n == 0 {
        return vec!["action items: none".into()];
    }
    let mut first = format!(
        "action items: {}; {} open, {} of them overdue, {} done, {} rejected",
        actions.n,
        actions.open,
        actions.overdue.len(),
        actions.done,
        actions.rejected
    );
    for (count, what) in [
        (actions.done_undated, "done without a date"),
        (actions.unreadable, "with a state that cannot be read"),
    ] {
        if count > 0 {
            first = format!("{first}, {count} {what}");
        }
    }
    let curve = &actions.survival;
    let median = match curve.median() {
        _ if curve.n == 0 => "no data".to_owned(),
        Some(median) => seconds(median),
        None => "more than half are open".into(),
    };
    let interval = curve.median_interval().map_or_else(String::new, |(low, high)| {
        let high = high.map_or_else(|| "not reached".to_owned(), seconds);
        format!(", 95 % interval {}", range(seconds(low), &high))
    });
    let mut third = format!(
        "action items stay open for (median): {median}{interval}; from the review, else resolved, else detected, to done; \
         n {}, of which {} are open as of today",
        curve.n,
        curve.n - curve.events
    );
    if actions.without_begin > 0 {
        third = format!("{third}; {} with nothing to count from", actions.without_begin);
    }
    vec![
        first,
        format!(
            "action items done in time: {}, among those done with both dates and those overdue",
            proportion(actions.in_time)
        ),
        third,
    ]
}

fn review(review: &ReviewLead<'_>) -> String {
    let mut text = format!("review lead time (resolved to the review): {}", durations(&review.summary));
    for (count, what) in [
        (review.pending, "not held yet"),
        (review.open, "not resolved yet"),
        (review.unknown, "unknown"),
        (review.before, "held before it was resolved"),
        (review.not_required, "not asked for"),
    ] {
        if count > 0 {
            text = format!("{text}; {count} {what}");
        }
    }
    text
}

/// Median with its interval, and the extremes.
fn durations(summary: &Summary) -> String {
    let (Some(median), Some(min), Some(max)) = (summary.median, summary.min, summary.max) else {
        return "no data".into();
    };
    let interval = summary.median_interval.as_ref().map_or_else(
        || "too few for an interval".to_owned(),
        |i| format!("95 % interval {}", range(seconds(i.low), &seconds(i.high))),
    );
    format!(
        "median {} ({interval}), n {}, {}",
        seconds(median),
        summary.n,
        range(show_seconds(min), &show_seconds(max))
    )
}
