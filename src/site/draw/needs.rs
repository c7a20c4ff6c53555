//! A service between those that need it and those it needs.

use std::fmt::Write as _;

use super::Named;
use crate::text::escape;

/// More than this on one side are not drawn: the table has them all.
const MOST: usize = 12;

/// The longest name that fits, in characters.
const LONGEST: usize = 20;

/// A service on one side.
#[derive(Debug)]
pub(in crate::site) struct Neighbour<'a> {
    pub(in crate::site) name: &'a str,
    /// Whether it can do without, or be done without.
    pub(in crate::site) soft: bool,
}

/// The drawing; nothing where there is no neighbour.
pub(in crate::site) fn draw(
    centre: &str,
    needed_by: &[Neighbour<'_>],
    needs: &[Neighbour<'_>],
    name: Named<'_>,
) -> Option<String> {
    let rows = needed_by.len().max(needs.len()).min(MOST + 1);
    if rows == 0 {
        return None;
    }
    let height = 24 * rows + 8;
    let mut out = String::with_capacity(1024);
    name.begin(&mut out, "needs", height, "img");
    side(&mut out, needed_by, height, ("end", "30%", "31%", "36%"));
    side(&mut out, needs, height, ("", "70%", "69%", "64%"));
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "<rect class=\"bar2\" x=\"36%\" width=\"28%\" y=\"{}\" height=\"28\" rx=\"4\"/><text class=\"hd mid\" x=\"50%\" y=\"{}\">",
        height / 2 - 14,
        height / 2 + 4,
    );
    label(&mut out, centre);
    out.push_str("</text></svg>");
    Some(out)
}

/// The names of one side and their lines: how they are set, where, and from where to where a line goes.
fn side(
    out: &mut String,
    all: &[Neighbour<'_>],
    height: usize,
    (class, x, from, to): (&str, &str, &str, &str),
) {
    let shown = all.len().min(MOST);
    let rows = shown + usize::from(all.len() > MOST);
    let top = (height - 24 * rows) / 2;
    for (i, one) in all.iter().take(MOST).enumerate() {
        let y = top + 24 * i + 12;
        let dashed = if one.soft { "slack" } else { "ax2" };
        let _ = write!(
            out,
            "<line class=\"{dashed}\" x1=\"{from}\" x2=\"{to}\" y1=\"{y}\" y2=\"{}\"/><text class=\"{class}\" x=\"{x}\" y=\"{}\">",
            height / 2,
            y + 4
        );
        label(out, one.name);
        out.push_str("</text>");
    }
    if all.len() > MOST {
        let y = top + 24 * shown + 16;
        let _ = write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">+{}</text>", all.len() - MOST);
    }
}

/// A name, cut where it would run into the drawing.
fn label(out: &mut String, name: &str) {
    let mut letters = name.chars();
    let start: String = letters.by_ref().take(LONGEST).collect();
    escape::push_text(out, &start);
    if letters.next().is_some() {
        out.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_neighbour_is_drawn_or_counted() {
        let name = Named { id: "n", title: "t", description: "d" };
        assert!(draw("x", &[], &[], name).is_none());
        let many: Vec<Neighbour> = (0..15).map(|i| Neighbour { name: "a<b", soft: i == 0 }).collect();
        let drawing = draw("a service with a very long name", &many, &many[..1], name).unwrap();
        assert_eq!(drawing.matches("a&lt;b").count(), MOST + 1);
        assert_eq!(drawing.matches("slack").count(), 2);
        assert!(drawing.contains(">+3<") && drawing.contains("a service with a ver…"));
    }
}
