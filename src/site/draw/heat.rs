//! Days as a calendar, a column a week: how many each day has, as a figure and a shade, each a link to what there is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use super::{Named, percent};
use crate::text::{escape, url};

/// Pixels of a day with what is between days, and of what is above them.
const DAY: usize = 15;
const TOP: usize = 17;

/// The width of what names the weekdays, in weeks.
const GUTTER: f64 = 1.7;

/// The drawing of whole weeks from the Monday `from` up to the day `to`; `weekdays` names Monday, Wednesday, Friday.
///
/// The darkest shade is that of `most`. `link` is the finished address and the words of a day with a figure; the same links are
/// in the table beside the drawing, so the tab key passes over these.
pub(in crate::site) fn draw(
    (from, to): (NaiveDate, NaiveDate),
    counts: &BTreeMap<NaiveDate, usize>,
    most: usize,
    weekdays: [&str; 3],
    link: impl Fn(NaiveDate, usize) -> (String, String),
    name: Named<'_>,
) -> Option<String> {
    let days = usize::try_from((to - from).num_days()).ok()? + 1;
    let weeks = days.div_ceil(7);
    let unit = 1.0 / (weeks as f64 + GUTTER);
    let x = |week: usize| {
        let mut place = String::new();
        percent(&mut place, (week as f64 + GUTTER) * unit);
        place
    };
    let mut width = String::new();
    percent(&mut width, unit * 0.86);
    let mut out = String::with_capacity(2048);
    name.begin(&mut out, "heat", TOP + 7 * DAY, "group");
    // Writing to a String cannot fail.
    for (row, weekday) in [0, 2, 4].into_iter().zip(weekdays) {
        let y = TOP + row * DAY + 10;
        let _ = write!(out, "<text x=\"0\" y=\"{y}\">{}</text>", escape::text(weekday));
    }
    for week in 0..weeks {
        let height = (days - week * 7).min(7) * DAY - 2;
        let _ = write!(
            out,
            "<rect class=\"h0\" x=\"{}\" y=\"{TOP}\" width=\"{width}\" height=\"{height}\"/>",
            x(week)
        );
        // A month is named over the week that has its first day, unless it would be cut off.
        let mut days = (0..7).filter_map(|day| from.checked_add_days(Days::new((week * 7 + day) as u64)));
        let first = days.rfind(|day| day.day() == 1 && *day <= to);
        if let Some(first) = first.filter(|_| week + 3 < weeks) {
            let _ = write!(out, "<text x=\"{}\" y=\"11\">{}</text>", x(week), first.format("%Y-%m"));
        }
    }
    for row in 1..7 {
        let y = TOP + row * DAY - 1;
        let _ = write!(out, "<line class=\"between\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
    }
    for (day, &n) in counts.range(from..=to).filter(|(_, n)| **n > 0) {
        let Ok(at) = usize::try_from((*day - from).num_days()) else { continue };
        let (week, y) = (at / 7, TOP + at % 7 * DAY);
        let shade = (3 * n).div_ceil(most.max(3)).clamp(1, 3);
        let figure = if n > 99 { "+".to_owned() } else { n.to_string() };
        let mut middle = String::new();
        percent(&mut middle, (week as f64 + GUTTER + 0.43) * unit);
        let (address, words) = link(*day, n);
        out.push_str("<a tabindex=\"-1\" href=\"");
        url::push_href(&mut out, &address);
        let _ = write!(
            out,
            "\"><title>{}</title><rect class=\"h{shade}\" x=\"{}\" y=\"{y}\" width=\"{width}\" height=\"{}\"/><text class=\"i{shade}\" x=\"{middle}\" y=\"{}\">{figure}</text></a>",
            escape::text(&words),
            x(week),
            DAY - 2,
            y + 10
        );
    }
    out.push_str("</svg>");
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn link(day: NaiveDate, n: usize) -> (String, String) {
        (format!("months/{}.html", day.format("%Y-%m")), format!("{day}: {n}"))
    }

    const NAME: Named<'static> = Named { id: "x", title: "t", description: "d" };

    #[test]
    fn each_day_has_its_place_and_figure() {
        let counts = [("2026-03-04", 1), ("2026-03-15", 3), ("2026-03-17", 9)];
        let counts = counts.into_iter().map(|(at, n)| (day(at), n)).collect();
        let days = (day("2026-02-23"), day("2026-03-17"));
        let drawing = draw(days, &counts, 3, ["Mo", "We", "Fr"], link, NAME).unwrap();
        assert_eq!(drawing.matches("class=\"h0\"").count(), 4);
        // A Wednesday of the second week, a Sunday of the third, a Tuesday of the last, which is not over.
        assert!(drawing.contains("y=\"57\">1</text>") && drawing.contains("y=\"117\">3</text>"), "{drawing}");
        assert!(drawing.contains("class=\"i3\"") && drawing.contains("height=\"28\""), "{drawing}");
        assert!(drawing.contains("<text x=\"29.82%\" y=\"11\">2026-03</text>"), "{drawing}");
    }

    #[test]
    fn no_days_are_no_drawing() {
        let days = (day("2026-03-02"), day("2026-02-01"));
        assert!(draw(days, &BTreeMap::new(), 0, [""; 3], link, NAME).is_none());
    }

    #[test]
    fn a_day_of_hundreds_fits() {
        let counts = BTreeMap::from([(day("2026-03-02"), 400)]);
        let drawing =
            draw((day("2026-03-02"), day("2026-03-08")), &counts, 400, [""; 3], link, NAME).unwrap();
        assert!(drawing.contains(">+</text>"));
    }
}
