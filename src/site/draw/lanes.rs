//! Bars over time, one lane a name: impact intervals, recovery steps.

use std::fmt::Write as _;

use super::{Named, percent, step};
use crate::text::escape;

/// One lane.
#[derive(Debug, Default)]
pub(in crate::site) struct Lane {
    pub(in crate::site) title: String,
    pub(in crate::site) bars: Vec<Bar>,
}

/// One bar of a lane.
#[derive(Debug)]
pub(in crate::site) struct Bar {
    /// A class of the style sheet.
    pub(in crate::site) class: &'static str,
    /// Its share of opacity, where it is not full.
    pub(in crate::site) opacity: Option<f64>,
    pub(in crate::site) from: i64,
    pub(in crate::site) to: i64,
    /// What it says when pointed at.
    pub(in crate::site) text: String,
}

/// The drawing over the time all bars take; `tick` names a point in time.
pub(in crate::site) fn draw(
    lanes: &[Lane],
    name: Named<'_>,
    tick: impl Fn(i64, i64) -> String,
) -> Option<String> {
    let bars = || lanes.iter().flat_map(|lane| &lane.bars);
    let (from, to) = (bars().map(|bar| bar.from).min()?, bars().map(|bar| bar.to).max()?);
    if to <= from {
        return None;
    }
    let length = to.saturating_sub(from);
    let share = |at: i64| (at - from) as f64 / length as f64;
    let height = 40 * lanes.len();
    let mut out = String::with_capacity(512 + 256 * lanes.len());
    name.begin(&mut out, "lanes", height + 24, "img");
    let step = step(length);
    let mut at = from;
    while at <= to {
        let x = share(at);
        let mut place = String::new();
        percent(&mut place, x);
        let anchor = match x {
            x if x < 0.02 => "",
            x if x > 0.97 => " class=\"end\"",
            _ => " class=\"mid\"",
        };
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<line class=\"ax\" x1=\"{place}\" x2=\"{place}\" y1=\"0\" y2=\"{}\"/><text{anchor} x=\"{place}\" y=\"{}\">{}</text>",
            height + 4,
            height + 18,
            escape::text(&tick(at, step))
        );
        at = at.saturating_add(step);
    }
    for (i, lane) in lanes.iter().enumerate() {
        let y = 40 * i;
        let _ =
            write!(out, "<text class=\"hd\" x=\"0\" y=\"{}\">{}</text>", y + 13, escape::text(&lane.title));
        for bar in lane.bars.iter().filter(|bar| bar.to >= bar.from) {
            let _ = write!(out, "<rect class=\"{}\" x=\"", bar.class);
            percent(&mut out, share(bar.from));
            let _ = write!(out, "\" y=\"{}\" width=\"", y + 19);
            // A moment is a line; what has no width is not drawn.
            match bar.to - bar.from {
                0 => out.push('2'),
                _ => percent(&mut out, share(bar.to) - share(bar.from)),
            }
            out.push_str("\" height=\"14\" rx=\"2\"");
            if let Some(opacity) = bar.opacity {
                let _ = write!(out, " fill-opacity=\"{:.2}\"", opacity.clamp(0.08, 1.0));
            }
            let _ = write!(out, "><title>{}</title></rect>", escape::text(&bar.text));
        }
    }
    out.push_str("</svg>");
    Some(out)
}
