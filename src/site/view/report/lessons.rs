//! What the incidents of the period show about how we learn.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::{cell, head, number};
use super::Subject;
use crate::record::DetectionSource;

/// How many incidents of a factor are named.
const NAMED: usize = 12;

pub(super) fn blocks(pen: &Pen<'_>, subject: &Subject<'_>) -> Vec<Block> {
    let Some(learning) = subject.during.learning.as_ref().filter(|_| !subject.during.cases.is_empty()) else {
        return Vec::new();
    };
    let by = |source| {
        let row = learning.detection.rows.iter().find(|row| row.source == source && row.layer.is_none());
        pen.proportion(row.and_then(|row| row.share.as_ref()))
    };
    let review = &learning.review;
    let lead = review.summary.median.map(|median| {
        let words = &pen.index.words;
        let median = words.around("median_of", &words.show(median));
        pen.text(&words.clauses([median, format!("n {}", review.summary.n)]))
    });
    let calls = &learning.load;
    let pairs = pen.block_of([
        ("by_users", by(DetectionSource::UserReport)),
        ("by_monitoring", by(DetectionSource::Monitoring)),
        ("near_miss_ratio", pen.proportion(learning.near_misses.as_ref())),
        ("review_lead", lead.unwrap_or_default()),
        ("detected_outside", pen.proportion(calls.outside.as_ref())),
        ("response_hours", response(pen, calls.all.response)),
        ("response_outside", response(pen, calls.all.response_outside)),
    ]);
    [pairs, factors(pen, subject)].into_iter().flatten().collect()
}

fn response(pen: &Pen<'_>, seconds: i64) -> Safe {
    if seconds > 0 { pen.seconds(seconds) } else { Safe::default() }
}

/// Factors of the period that an incident had before, or had twice in it.
fn factors(pen: &Pen<'_>, subject: &Subject<'_>) -> Option<Block> {
    let recurrence = &subject.all.learning.as_ref()?.recurrence;
    let ours = |id: &str| subject.during.cases.iter().any(|(case, _)| case.id == id);
    let back = recurrence.repeated.iter().filter(|factor| factor.cases.iter().any(|case| ours(&case.id)));
    let rows = back.map(|factor| {
        // The latest are those that people remember.
        let ids = factor.cases.iter().rev().take(NAMED).map(|case| pen.incident(&case.id));
        vec![
            head(pen.phrase(factor.text)),
            number(pen.text(&factor.cases.len().to_string())),
            cell(pen.join(ids, ", ")),
        ]
    });
    pen.captioned("recurring_factors", &["factor", "incidents#", "in_incidents"], rows.collect())
}
