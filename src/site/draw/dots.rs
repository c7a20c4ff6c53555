//! All values of a measure in a small strip, with the median and its interval.

use super::{LogAxis, Named, percent};
use crate::numbers::summary::Summary;

/// The drawing.
pub(in crate::site) fn draw(
    seconds: &[i64],
    summary: &Summary,
    axis: LogAxis,
    name: Named<'_>,
) -> Option<String> {
    let median = summary.median?;
    let mut out = String::with_capacity(256 + seconds.len().min(500) * 48);
    name.begin(&mut out, "dots", 16, "img");
    out.push_str("<line class=\"ax\" x1=\"0\" x2=\"100%\" y1=\"8\" y2=\"8\"/>");
    if let Some(interval) = &summary.median_interval {
        let (low, high) = (axis.at(whole(interval.low)), axis.at(whole(interval.high)));
        out.push_str("<rect class=\"ci\" x=\"");
        percent(&mut out, low);
        out.push_str("\" width=\"");
        percent(&mut out, high - low);
        out.push_str("\" y=\"1\" height=\"14\"/>");
    }
    let mut places: Vec<String> = seconds
        .iter()
        .map(|&value| {
            let mut place = String::new();
            percent(&mut place, (axis.at(value) * 500.0).round() / 500.0);
            place
        })
        .collect();
    // Two values within a pixel are one mark; ten thousand incidents are five hundred marks at most.
    places.sort_unstable();
    places.dedup();
    for place in places {
        out.push_str("<rect class=\"dot\" x=\"");
        out.push_str(&place);
        out.push_str("\" y=\"5\" width=\"1.5\" height=\"6\"/>");
    }
    let mut place = String::new();
    percent(&mut place, axis.at(whole(median)));
    out.push_str("<line class=\"med\" y1=\"0\" y2=\"16\" x1=\"");
    out.push_str(&place);
    out.push_str("\" x2=\"");
    out.push_str(&place);
    out.push_str("\"/></svg>");
    Some(out)
}

#[expect(clippy::cast_possible_truncation, reason = "seconds, far below 2^52")]
pub(in crate::site) fn whole(seconds: f64) -> i64 {
    seconds.round() as i64
}
