//! Drawings as inline SVG: presentation attributes and classes only, widths in per cent, so that they stretch without
//! distorting text and follow the style sheet in light, dark and print.
//!
//! Lines that are no straight ones cannot be given in per cent: they stand in an inner drawing of a thousand units that is
//! stretched, with strokes that are not. Every drawing has a title and a description, and its numbers stand as a table
//! beside it.

pub(super) mod burn;
pub(super) mod counts;
pub(super) mod curves;
pub(super) mod dots;
pub(super) mod heat;
pub(super) mod lanes;
pub(super) mod needs;
pub(super) mod phases;
pub(super) mod strip;

use std::fmt::Write as _;

use crate::text::{escape, push_number};

/// What a drawing is called and what it shows, for those who do not see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    /// Unique on the page.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
}

impl Named<'_> {
    /// Begins a drawing, `height` pixels high; one with links in it is a `group`, any other an `img`.
    fn begin(&self, out: &mut String, class: &str, height: usize, role: &str) {
        let id = self.id;
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<svg class=\"{class}\" width=\"100%\" height=\"{height}\" role=\"{role}\" aria-labelledby=\"g-{id}-t g-{id}-d\"><title id=\"g-{id}-t\">"
        );
        escape::push_text(out, self.title);
        let _ = write!(out, "</title><desc id=\"g-{id}-d\">");
        escape::push_text(out, self.description);
        out.push_str("</desc>");
    }
}

/// Begins the inner drawing of a thousand units across and `height` down, `top` pixels below the upper edge.
fn stretched(out: &mut String, top: usize, height: usize) {
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<svg x=\"0\" y=\"{top}\" width=\"100%\" height=\"{height}\" viewBox=\"0 0 1000 {height}\" preserveAspectRatio=\"none\">"
    );
}

/// A number of an inner drawing with one digit at most; no number at all would be 0.
fn short(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "units of a drawing, far below 2^52")]
    let tenths = (value * 10.0).round() as i64;
    if tenths % 10 == 0 {
        return (tenths / 10).to_string();
    }
    let mut out = String::with_capacity(8);
    if tenths < 0 {
        out.push('-');
    }
    push_number(&mut out, tenths.abs() / 10);
    out.push('.');
    push_number(&mut out, tenths.abs() % 10);
    out
}

/// Appends a percentage with two digits at most.
fn percent(out: &mut String, share: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a drawing, far below 2^52")]
    let hundredths = (share * 10_000.0).round() as i64;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    push_number(out, whole);
    if rest != 0 {
        out.push('.');
        push_number(out, rest / 10);
        if rest % 10 != 0 {
            push_number(out, rest % 10);
        }
    }
    out.push('%');
}

/// Seconds that make good ticks.
const STEPS: [i64; 22] = [
    60,
    120,
    300,
    600,
    900,
    1_800,
    3_600,
    7_200,
    10_800,
    14_400,
    21_600,
    43_200,
    86_400,
    172_800,
    345_600,
    604_800,
    1_209_600,
    2_592_000,
    5_184_000,
    15_552_000,
    31_536_000,
    157_680_000,
];

/// The smallest good step that divides `length` seconds into at most six.
fn step(length: i64) -> i64 {
    STEPS.into_iter().find(|step| length / step <= 6).unwrap_or(length / 6 + 1)
}

/// Places durations on a logarithmic axis between 4 % and 96 % of the width.
#[derive(Debug, Clone, Copy)]
pub(super) struct LogAxis {
    low: f64,
    high: f64,
}

impl LogAxis {
    /// An axis that holds all of `seconds`; zeros stand at half a minute.
    pub(super) fn over(seconds: impl Iterator<Item = i64>) -> Option<Self> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in seconds {
            let log = Self::log(value);
            low = low.min(log);
            high = high.max(log);
        }
        // A single value stands in the middle of a decade.
        let wide = (high - low).max(1.0);
        low.is_finite().then_some(Self { low: (low + high - wide) / 2.0, high: (low + high + wide) / 2.0 })
    }

    fn log(seconds: i64) -> f64 {
        (seconds.max(30) as f64).ln()
    }

    /// Where a duration stands, a share of the width.
    pub(super) fn at(self, seconds: i64) -> f64 {
        0.04 + 0.92 * ((Self::log(seconds) - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Round durations within the axis, six at most.
    pub(super) fn ticks(self) -> Vec<i64> {
        const ROUND: [i64; 18] = [
            60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800, 604_800,
            1_209_600, 2_592_000, 7_776_000, 31_536_000,
        ];
        let inside: Vec<i64> =
            ROUND.into_iter().filter(|&at| Self::log(at) >= self.low && Self::log(at) <= self.high).collect();
        let every = inside.len().div_ceil(6).max(1);
        inside.into_iter().step_by(every).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_short() {
        let show = |share| {
            let mut out = String::new();
            percent(&mut out, share);
            out
        };
        assert_eq!([0.0, 0.5, 0.125, 0.333_33, 1.0].map(show), ["0%", "50%", "12.5%", "33.33%", "100%"]);
    }

    #[test]
    fn units_are_short() {
        let shown = [0.0, 0.04, 12.0, 12.34, -0.26, f64::NAN].map(short);
        assert_eq!(shown, ["0", "0", "12", "12.3", "-0.3", "0"]);
    }

    #[test]
    fn titles_are_text() {
        let mut out = String::new();
        Named { id: "x", title: "<a>", description: "</desc>&" }.begin(&mut out, "c", 9, "img");
        assert!(
            out.contains("<title id=\"g-x-t\">&lt;a&gt;</title><desc id=\"g-x-d\">&lt;/desc&gt;&amp;</desc>")
        );
        assert!(out.contains("aria-labelledby=\"g-x-t g-x-d\""));
    }

    #[test]
    fn axes_hold_their_values() {
        let axis = LogAxis::over([0, 600, 86_400].into_iter()).unwrap();
        assert!(axis.at(0) < axis.at(600) && axis.at(600) < axis.at(86_400));
        assert!((axis.at(0) - 0.04).abs() < 1e-9 && (axis.at(86_400) - 0.96).abs() < 1e-9);
        assert_eq!(axis.ticks(), [60, 300, 900, 3_600, 14_400, 43_200]);
        assert!(LogAxis::over(std::iter::empty()).is_none());
        assert!((LogAxis::over(std::iter::once(60)).unwrap().at(60) - 0.5).abs() < 1e-9);
        assert_eq!(step(3_600), 600);
    }
}
