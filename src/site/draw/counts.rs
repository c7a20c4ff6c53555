//! How many in each period, as bars with the interval of the rate behind each as a whisker.

use std::fmt::Write as _;

use super::{Named, percent};
use crate::numbers::Bounds;
use crate::text::escape;

/// One period.
#[derive(Debug)]
pub(in crate::site) struct Count {
    pub(in crate::site) title: String,
    pub(in crate::site) n: usize,
    /// The interval of what so many are a sample of.
    pub(in crate::site) interval: Bounds,
    /// Whether it is over.
    pub(in crate::site) over: bool,
}

/// Pixels of the plane, and what is above it.
const PLANE: f64 = 120.0;
const TOP: f64 = 6.0;

/// At most so many titles are legible on a phone.
const TITLES: usize = 6;

/// The drawing; nothing where nothing was counted.
pub(in crate::site) fn draw(counts: &[Count], name: Named<'_>) -> Option<String> {
    let most = counts.iter().map(|count| count.interval.high).fold(0.0, f64::max);
    if counts.iter().all(|count| count.n == 0) || !most.is_finite() || most <= 0.0 {
        return None;
    }
    // A few bars do not become slabs.
    let slot = 1.0 / counts.len().max(8) as f64;
    let foot = TOP + PLANE;
    let y = |n: f64| super::short(foot - n / most * PLANE);
    let (every, wide) = (counts.len().div_ceil(TITLES), counts.iter().any(|count| count.n > 99));
    let mut out = String::with_capacity(512 + counts.len() * 420);
    name.begin(&mut out, "counts", 162, "img");
    // Writing to a String cannot fail.
    let _ = write!(out, "<line class=\"ax2\" x1=\"0\" x2=\"100%\" y1=\"{foot}\" y2=\"{foot}\"/>");
    for (i, count) in counts.iter().enumerate() {
        let middle = (i as f64 + 0.5) * slot;
        let share = |x: f64| {
            let mut place = String::new();
            percent(&mut place, x);
            place
        };
        let at = share(middle);
        if count.n > 0 {
            let _ = write!(
                out,
                "<rect class=\"{}\" x=\"{}\" width=\"{}\" y=\"{}\" height=\"{}\"/>",
                if count.over { "bar" } else { "bar2" },
                share(middle - slot * 0.3),
                share(slot * 0.6),
                y(count.n as f64),
                super::short(count.n as f64 / most * PLANE)
            );
        }
        let (low, high) = (y(count.interval.low), y(count.interval.high));
        let _ = write!(out, "<line class=\"whisker\" x1=\"{at}\" x2=\"{at}\" y1=\"{low}\" y2=\"{high}\"/>");
        let (left, right) = (share(middle - slot * 0.1), share(middle + slot * 0.1));
        for end in [low, high] {
            let _ = write!(
                out,
                "<line class=\"whisker\" x1=\"{left}\" x2=\"{right}\" y1=\"{end}\" y2=\"{end}\"/>"
            );
        }
        let off = if wide && counts.len() > 12 && i % 2 == 1 { " phone-off" } else { "" };
        let _ =
            write!(out, "<text class=\"mid hd{off}\" x=\"{at}\" y=\"{}\">{}</text>", foot + 15.0, count.n);
        // Counted from the last, which is the one that people look for.
        if (counts.len() - 1 - i).is_multiple_of(every) {
            let title = escape::text(&count.title);
            let _ = write!(out, "<text class=\"mid\" x=\"{at}\" y=\"{}\">{title}</text>", foot + 30.0);
        }
    }
    out.push_str("</svg>");
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Named<'static> = Named { id: "x", title: "t", description: "d" };

    fn count(n: usize, high: f64) -> Count {
        let interval = Bounds { low: n as f64 / 2.0, high };
        Count { title: format!("m{n}"), n, interval, over: n != 3 }
    }

    #[test]
    fn bars_stand_on_their_foot_within_the_whiskers() {
        let drawing = draw(&[count(2, 6.0), count(0, 3.0), count(3, 12.0)], NAME).unwrap();
        let bar = "<rect class=\"bar\" x=\"2.5%\" width=\"7.5%\" y=\"106\" height=\"20\"/>";
        assert!(drawing.contains(bar), "{drawing}");
        assert!(drawing.contains("<rect class=\"bar2\"") && drawing.matches("<rect").count() == 2);
        assert!(drawing.contains("y1=\"116\" y2=\"66\""), "{drawing}");
        assert_eq!(drawing.matches("class=\"whisker\"").count(), 9);
    }

    #[test]
    fn nothing_counted_is_no_drawing() {
        assert!(draw(&[], NAME).is_none());
        assert!(draw(&[count(0, 3.7)], NAME).is_none());
        assert!(draw(&[count(1, f64::INFINITY)], NAME).is_none());
    }

    #[test]
    fn titles_are_few() {
        let counts: Vec<Count> = (1..=24).map(|n| count(n, 40.0)).collect();
        let drawing = draw(&counts, NAME).unwrap();
        let titles = drawing.matches(">m").count();
        assert!(titles == 6 && drawing.contains(">m24</text>"), "{titles}");
    }
}
