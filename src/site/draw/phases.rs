//! The phases of one incident to scale: unseen, seen, being mended, recovering.

use std::fmt::Write as _;

use super::{Named, percent};
use crate::text::escape;

/// One phase: its colour (1 to 4, 0 where it is not known) and length in seconds.
#[derive(Debug, Clone, Copy)]
pub(in crate::site) struct Bar<'a> {
    pub(in crate::site) class: u8,
    pub(in crate::site) seconds: i64,
    /// Written into it where it fits.
    pub(in crate::site) text: &'a str,
}

/// The drawing.
pub(in crate::site) fn draw(bars: &[Bar], name: Named<'_>) -> Option<String> {
    let total: i64 = bars.iter().map(|bar| bar.seconds).sum();
    if total <= 0 {
        return None;
    }
    let mut out = String::with_capacity(640);
    name.begin(&mut out, "phases", 26, "img");
    let mut done = 0;
    // Writing to a String cannot fail.
    for bar in bars.iter().filter(|bar| bar.seconds > 0) {
        let (from, width) = (done as f64 / total as f64, bar.seconds as f64 / total as f64);
        let _ = write!(out, "<rect class=\"f{}\" x=\"", bar.class);
        percent(&mut out, from);
        out.push_str("\" width=\"");
        percent(&mut out, width);
        out.push_str("\" height=\"26\"/>");
        if done > 0 {
            out.push_str("<rect class=\"gap\" x=\"");
            percent(&mut out, from);
            out.push_str("\" width=\"1.5\" height=\"26\"/>");
        }
        // A phone shows 320 pixels or so: less than an eighth of that holds no figure.
        if width > 0.13 {
            let class = if bar.class == 0 { "mid".to_owned() } else { format!("t{}", bar.class) };
            let _ = write!(out, "<text class=\"{class}\" x=\"");
            percent(&mut out, from + width / 2.0);
            out.push_str("\" y=\"17\">");
            escape::push_text(&mut out, bar.text);
            out.push_str("</text>");
        }
        done += bar.seconds;
    }
    out.push_str("</svg>");
    Some(out)
}
