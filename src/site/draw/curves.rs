//! How large a share still lasts after a time: falling steps on a logarithmic axis, with their interval.

use std::fmt::Write as _;

use super::{LogAxis, Named, percent, short, stretched};
use crate::numbers::Bounds;
use crate::text::escape;

/// One curve; curves stand below each other over one axis.
#[derive(Debug, Default)]
pub(in crate::site) struct Curve {
    pub(in crate::site) title: String,
    /// Where it falls, ascending.
    pub(in crate::site) steps: Vec<Step>,
    /// How long what has not ended has lasted, seconds, ascending.
    pub(in crate::site) open: Vec<i64>,
    /// The longest length seen, seconds.
    pub(in crate::site) last: i64,
    /// Where it reaches one half.
    pub(in crate::site) median: Option<i64>,
}

/// From a length in seconds on, the share that lasts longer.
#[derive(Debug, Clone, Copy)]
pub(in crate::site) struct Step {
    pub(in crate::site) at: i64,
    pub(in crate::site) share: f64,
    /// Its interval, where it has one.
    pub(in crate::site) interval: Option<Bounds>,
}

/// A length with a name, such as a promise, seconds.
#[derive(Debug, Clone, Copy)]
pub(in crate::site) struct Mark<'a> {
    pub(in crate::site) at: i64,
    pub(in crate::site) text: &'a str,
}

/// Pixels of a curve with its heading, where its plane begins in them, and how high that is.
const ROW: usize = 132;
const TOP: usize = 22;
const PLANE: usize = 96;

/// The drawing; nothing where nothing has ended.
pub(in crate::site) fn draw(
    curves: &[Curve],
    mark: Option<Mark<'_>>,
    name: Named<'_>,
    length: impl Fn(i64) -> String,
) -> Option<String> {
    let curves: Vec<&Curve> = curves.iter().filter(|curve| !curve.steps.is_empty()).collect();
    if curves.is_empty() {
        return None;
    }
    let lengths = |curve: &&Curve| [curve.steps[0].at, curve.last];
    let axis = LogAxis::over(curves.iter().flat_map(lengths).chain(mark.map(|mark| mark.at)))?;
    let height = ROW * curves.len();
    let mut out = String::with_capacity(2048);
    let foot = height - ROW + TOP + PLANE;
    name.begin(&mut out, "curves", foot + 22, "img");
    for tick in axis.ticks() {
        let place = place(axis, tick);
        // Writing to a String cannot fail.
        let _ = write!(out, "<line class=\"ax\" x1=\"{place}\" x2=\"{place}\" y1=\"{TOP}\" y2=\"{foot}\"/>");
        // The mark is named in the same line, and needs its place.
        if mark.is_none_or(|mark| (axis.at(mark.at) - axis.at(tick)).abs() > 0.13) {
            let text = length(tick);
            let text = escape::text(&text);
            let _ = write!(out, "<text class=\"mid\" x=\"{place}\" y=\"{}\">{text}</text>", foot + 15);
        }
    }
    for (i, curve) in curves.iter().enumerate() {
        draw_one(&mut out, curve, axis, ROW * i);
    }
    if let Some(mark) = mark {
        let (place, x) = (place(axis, mark.at), axis.at(mark.at));
        let anchor = match x {
            x if x > 0.9 => " class=\"end hd\"",
            x if x < 0.08 => " class=\"hd\"",
            _ => " class=\"mid hd\"",
        };
        let _ = write!(
            out,
            "<line class=\"promise\" x1=\"{place}\" x2=\"{place}\" y1=\"{TOP}\" y2=\"{}\"/><text{anchor} x=\"{place}\" y=\"{}\">{}</text>",
            foot + 4,
            foot + 15,
            escape::text(mark.text)
        );
    }
    out.push_str("</svg>");
    Some(out)
}

fn draw_one(out: &mut String, curve: &Curve, axis: LogAxis, top: usize) {
    let (one, half, none) = (top + TOP, top + TOP + PLANE / 2, top + TOP + PLANE);
    // Writing to a String cannot fail.
    let _ =
        write!(out, "<text class=\"hd\" x=\"0\" y=\"{}\">{}</text>", top + 12, escape::text(&curve.title));
    for (y, text) in [(one, "100 %"), (half, "50 %"), (none, "")] {
        let _ = write!(out, "<line class=\"ax\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
        if !text.is_empty() {
            let _ = write!(out, "<text class=\"end\" x=\"100%\" y=\"{}\">{text}</text>", y - 4);
        }
    }
    let steps = thin(&curve.steps, axis);
    stretched(out, one, PLANE);
    if let Some(band) = band(&steps, axis) {
        let _ = write!(out, "<path class=\"band\" d=\"{band}\"/>");
    }
    let _ = write!(out, "<path class=\"curve\" d=\"{}\"/>", line(&steps, curve.last, axis));
    let mut ticks = String::new();
    let mut last = String::new();
    for &seconds in &curve.open {
        let x = short(axis.at(seconds) * 1_000.0);
        if x != last {
            // A tick of nine pixels that the edge of the plane does not cut off.
            let y = (down(at(&curve.steps, seconds)) - 4.5).clamp(0.0, PLANE as f64 - 9.0);
            let _ = write!(ticks, "M{x} {}v9", short(y));
        }
        last = x;
    }
    if !ticks.is_empty() {
        let _ = write!(out, "<path class=\"censored\" d=\"{ticks}\"/>");
    }
    out.push_str("</svg>");
    if let Some(median) = curve.median {
        let place = place(axis, median);
        let _ =
            write!(out, "<line class=\"half\" x1=\"{place}\" x2=\"{place}\" y1=\"{half}\" y2=\"{none}\"/>");
    }
}

/// One step a unit of the width at most: ten thousand incidents are a thousand steps.
fn thin(steps: &[Step], axis: LogAxis) -> Vec<Step> {
    let unit = |step: &Step| super::dots::whole(axis.at(step.at) * 1_000.0);
    let same = steps.chunk_by(|a, b| unit(a) == unit(b));
    same.filter_map(|steps| steps.last().copied()).collect()
}

/// The steps from everything at the left edge to the last length seen.
fn line(steps: &[Step], last: i64, axis: LogAxis) -> String {
    let mut path = String::from("M0 0");
    for step in steps {
        let _ = write!(path, "H{}V{}", short(axis.at(step.at) * 1_000.0), short(down(step.share)));
    }
    if steps.last().is_some_and(|step| step.share > 0.0) {
        let _ = write!(path, "H{}", short(axis.at(last) * 1_000.0));
    }
    path
}

/// The interval of each step up to the next: there along its upper ends, back along its lower ones.
fn band(steps: &[Step], axis: LogAxis) -> Option<String> {
    let mut pieces = Vec::new();
    for pair in steps.windows(2) {
        let Some(interval) = pair[0].interval else { continue };
        let x = |step: &Step| short(axis.at(step.at) * 1_000.0);
        pieces.push((x(&pair[0]), x(&pair[1]), short(down(interval.high)), short(down(interval.low))));
    }
    let first = pieces.first()?;
    let mut path = format!("M{} {}", first.0, first.2);
    for (_, to, high, _) in &pieces {
        let _ = write!(path, "V{high}H{to}");
    }
    for (from, _, _, low) in pieces.iter().rev() {
        let _ = write!(path, "V{low}H{from}");
    }
    path.push('Z');
    Some(path)
}

/// The share that lasts longer than a length.
fn at(steps: &[Step], seconds: i64) -> f64 {
    let passed = steps.partition_point(|step| step.at <= seconds);
    passed.checked_sub(1).map_or(1.0, |i| steps[i].share)
}

/// How far down in the plane a share stands.
fn down(share: f64) -> f64 {
    (1.0 - share.clamp(0.0, 1.0)) * PLANE as f64
}

fn place(axis: LogAxis, seconds: i64) -> String {
    let mut place = String::new();
    percent(&mut place, axis.at(seconds));
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(at: i64, share: f64) -> Step {
        let interval = (share > 0.0).then_some(Bounds { low: share / 2.0, high: share });
        Step { at, share, interval }
    }

    fn curve(steps: Vec<Step>, open: Vec<i64>, last: i64) -> Curve {
        Curve { title: "<TTR>".into(), steps, open, last, median: Some(600) }
    }

    const NAME: Named<'static> = Named { id: "x", title: "t", description: "d" };

    #[test]
    fn steps_fall_to_the_last_length_seen() {
        let curve = curve(vec![step(60, 0.75), step(600, 0.5)], vec![3_600], 6_000);
        let drawing =
            draw(&[curve], Some(Mark { at: 900, text: "RTO 15m" }), NAME, crate::time::show_seconds).unwrap();
        assert!(drawing.contains("<path class=\"curve\" d=\"M0 0H40V24H500V48H960\"/>"), "{drawing}");
        assert!(drawing.contains("<path class=\"band\" d=\"M40 24V24H500V60H40Z\"/>"), "{drawing}");
        assert!(drawing.contains("<path class=\"censored\" d=\"M857.9 43.5v9\"/>"), "{drawing}");
        assert!(drawing.contains("&lt;TTR&gt;") && drawing.contains(">RTO 15m</text>"));
        assert_eq!(drawing.matches("<svg").count(), drawing.matches("</svg>").count());
    }

    #[test]
    fn one_end_and_no_end() {
        let one =
            draw(&[curve(vec![step(0, 0.0)], vec![], 0)], None, NAME, crate::time::show_seconds).unwrap();
        assert!(one.contains("d=\"M0 0H500V96\"") && !one.contains("band") && !one.contains("NaN"), "{one}");
        assert!(draw(&[curve(vec![], vec![60], 60)], None, NAME, crate::time::show_seconds).is_none());
        assert!(draw(&[], None, NAME, crate::time::show_seconds).is_none());
    }
}
