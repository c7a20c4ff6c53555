//! Every incident's time to resolve on a logarithmic axis, one row a severity.

use std::fmt::Write as _;

use super::{LogAxis, Named, percent};
use crate::numbers::summary::Summary;
use crate::text::escape;
use crate::text::url;

/// One incident.
#[derive(Debug)]
pub(in crate::site) struct Mark {
    /// Seconds; how long it has lasted at least where it is open.
    pub(in crate::site) seconds: i64,
    pub(in crate::site) open: bool,
    /// Where its page is.
    pub(in crate::site) href: String,
    pub(in crate::site) title: String,
}

/// One row of marks.
#[derive(Debug)]
pub(in crate::site) struct Row {
    pub(in crate::site) title: String,
    /// The shape: the rank of a severity, 3 at most.
    pub(in crate::site) shape: usize,
    pub(in crate::site) marks: Vec<Mark>,
    pub(in crate::site) summary: Summary,
}

/// More marks than this in a row are no longer links of their own.
const LINKS: usize = 400;

/// The drawing; `length` says a number of seconds.
pub(in crate::site) fn draw(rows: &[Row], name: Named<'_>, length: impl Fn(i64) -> String) -> Option<String> {
    let axis = LogAxis::over(rows.iter().flat_map(|row| &row.marks).map(|mark| mark.seconds))?;
    let height = 44 * rows.len();
    let mut out = String::with_capacity(2048);
    name.begin(&mut out, "strip", height + 22, "group");
    out.push_str("<defs><path id=\"d0\" class=\"d0\" d=\"M0-7L7 0L0 7L-7 0Z\"/><circle id=\"d1\" class=\"d1\" r=\"5.5\"/>");
    out.push_str("<rect id=\"d2\" class=\"d2\" x=\"-4.5\" y=\"-4.5\" width=\"9\" height=\"9\"/><circle id=\"d3\" class=\"d3\" r=\"4.5\"/>");
    out.push_str("<path id=\"dx\" class=\"d3\" d=\"M-5-5L6 0L-5 5Z\"/></defs>");
    for tick in axis.ticks() {
        let mut place = String::new();
        percent(&mut place, axis.at(tick));
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<line class=\"ax\" x1=\"{place}\" x2=\"{place}\" y1=\"0\" y2=\"{height}\"/><text class=\"mid\" x=\"{place}\" y=\"{}\">{}</text>",
            height + 15,
            escape::text(&length(tick))
        );
    }
    for (i, row) in rows.iter().enumerate() {
        draw_row(&mut out, row, axis, 44 * i);
    }
    out.push_str("</svg>");
    Some(out)
}

fn draw_row(out: &mut String, row: &Row, axis: LogAxis, top: usize) {
    let middle = top + 27;
    // Writing to a String cannot fail.
    let _ = write!(out, "<text class=\"hd\" x=\"0\" y=\"{}\">{}</text>", top + 11, escape::text(&row.title));
    let _ = write!(out, "<line class=\"ax\" x1=\"0\" x2=\"100%\" y1=\"{middle}\" y2=\"{middle}\"/>");
    let whole = super::dots::whole;
    if let Some(interval) = &row.summary.median_interval {
        let (low, high) = (axis.at(whole(interval.low)), axis.at(whole(interval.high)));
        out.push_str("<rect class=\"ci\" x=\"");
        percent(out, low);
        out.push_str("\" width=\"");
        percent(out, high - low);
        let _ = write!(out, "\" y=\"{}\" height=\"20\"/>", middle - 10);
    }
    if let Some(median) = row.summary.median {
        let mut place = String::new();
        percent(&mut place, axis.at(whole(median)));
        let _ = write!(
            out,
            "<line class=\"med\" x1=\"{place}\" x2=\"{place}\" y1=\"{}\" y2=\"{}\"/>",
            middle - 12,
            middle + 12
        );
    }
    let linked = row.marks.len() <= LINKS;
    let mut last = String::new();
    for mark in &row.marks {
        let mut place = String::new();
        percent(&mut place, axis.at(mark.seconds));
        let shape = if mark.open { "x".to_owned() } else { row.shape.min(3).to_string() };
        if linked {
            out.push_str("<a href=\"");
            url::push_href(out, &mark.href);
            let _ = write!(out, "\"><title>{}</title>", escape::text(&mark.title));
        } else if last == place {
            continue;
        }
        let _ = write!(out, "<use href=\"#d{shape}\" x=\"{place}\" y=\"{middle}\"/>");
        if linked {
            out.push_str("</a>");
        }
        last = place;
    }
}
