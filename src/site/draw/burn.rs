//! How an error budget was used over its window: seconds burned so far against the line of what may be.

use std::fmt::Write as _;

use super::{Named, percent, short, step, stretched};
use crate::numbers::Bounds;
use crate::text::escape;

/// What was burned.
#[derive(Debug)]
pub(in crate::site) struct Burn<'a> {
    /// The window, seconds since 1970.
    pub(in crate::site) from: i64,
    pub(in crate::site) to: i64,
    /// What had been burned in all by a time, in seconds, ascending; in between it grows evenly.
    pub(in crate::site) points: Vec<(i64, Bounds)>,
    /// What may be burned in the window, seconds.
    pub(in crate::site) budget: f64,
    /// That in words.
    pub(in crate::site) text: &'a str,
}

/// Pixels of the plane, and what is above it.
const PLANE: usize = 96;
const TOP: usize = 16;

/// The drawing; `tick` names a point in time. Nothing where nothing was burned.
pub(in crate::site) fn draw(
    burn: &Burn<'_>,
    name: Named<'_>,
    tick: impl Fn(i64, i64) -> String,
) -> Option<String> {
    let length = burn.to.checked_sub(burn.from).filter(|length| *length > 0)?;
    let last = burn.points.last()?.1;
    let most = burn.budget.max(last.high);
    if !most.is_finite() || last.high <= 0.0 || burn.budget < 0.0 {
        return None;
    }
    let foot = TOP + PLANE;
    let share = |at: i64| (at.saturating_sub(burn.from) as f64 / length as f64).clamp(0.0, 1.0);
    let down = |seconds: f64| (1.0 - (seconds / most).clamp(0.0, 1.0)) * PLANE as f64;
    let mut out = String::with_capacity(1024);
    name.begin(&mut out, "burn", foot + 20, "img");
    // Writing to a String cannot fail.
    let step = step(length);
    let mut at = burn.from;
    while at <= burn.to {
        let x = share(at);
        let mut place = String::new();
        percent(&mut place, x);
        let anchor = match x {
            x if x < 0.02 => "",
            x if x > 0.94 => " class=\"end\"",
            _ => " class=\"mid\"",
        };
        let _ = write!(
            out,
            "<line class=\"ax\" x1=\"{place}\" x2=\"{place}\" y1=\"{TOP}\" y2=\"{foot}\"/><text{anchor} x=\"{place}\" y=\"{}\">{}</text>",
            foot + 15,
            escape::text(&tick(at, step))
        );
        at = at.saturating_add(step);
    }
    let _ = write!(out, "<line class=\"ax2\" x1=\"0\" x2=\"100%\" y1=\"{foot}\" y2=\"{foot}\"/>");
    stretched(&mut out, TOP, PLANE);
    let line = |end: fn(&Bounds) -> f64| {
        let mut path = format!("M0 {PLANE}");
        for (at, burned) in &burn.points {
            let _ = write!(path, "L{} {}", short(share(*at) * 1_000.0), short(down(end(burned))));
        }
        path.push_str("H1000");
        path
    };
    let high = line(|burned| burned.high);
    let _ = write!(out, "<path class=\"band\" d=\"{high}V{PLANE}Z\"/><path class=\"curve\" d=\"{high}\"/>");
    if last.low < last.high {
        let _ = write!(out, "<path class=\"least\" d=\"{}\"/>", line(|burned| burned.low));
    }
    out.push_str("</svg>");
    let y = short(TOP as f64 + down(burn.budget));
    let above = short(TOP as f64 + down(burn.budget) - 4.0);
    let _ = write!(
        out,
        "<line class=\"promise\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/><text class=\"hd\" x=\"0\" y=\"{above}\">{}</text></svg>",
        escape::text(burn.text)
    );
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Named<'static> = Named { id: "x", title: "t", description: "d" };

    fn burn(points: &[(i64, f64, f64)], budget: f64) -> Option<String> {
        let points = points.iter().map(|&(at, low, high)| (at, Bounds { low, high })).collect();
        let burn = Burn { from: 0, to: 1_000, points, budget, text: "budget <" };
        draw(&burn, NAME, |at, _| at.to_string())
    }

    #[test]
    fn what_is_burned_grows_towards_the_budget() {
        let drawing = burn(&[(100, 0.0, 0.0), (200, 50.0, 50.0)], 100.0).unwrap();
        assert!(drawing.contains("d=\"M0 96L100 96L200 48H1000\""), "{drawing}");
        assert!(drawing.contains("class=\"promise\" x1=\"0\" x2=\"100%\" y1=\"16\" y2=\"16\""), "{drawing}");
        assert!(drawing.contains("budget &lt;") && !drawing.contains("least"));
    }

    #[test]
    fn more_than_the_budget_and_a_share_not_stated() {
        let drawing = burn(&[(500, 100.0, 200.0)], 50.0).unwrap();
        assert!(drawing.contains("class=\"least\" d=\"M0 96L500 48H1000\""), "{drawing}");
        assert!(drawing.contains("y1=\"88\" y2=\"88\""), "{drawing}");
        assert!(burn(&[(500, 1.0, 1.0)], 0.0).is_some());
    }

    #[test]
    fn nothing_burned_is_no_drawing() {
        assert!(burn(&[], 10.0).is_none());
        assert!(burn(&[(5, 0.0, 0.0)], 10.0).is_none());
        assert!(burn(&[(5, 0.0, f64::INFINITY)], 10.0).is_none());
    }
}
