//! Durations written in prose, English or Chinese: the number, its unit, and the sentence around it.

use std::ops::Range;

/// A duration in a text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::rule) struct Spoken {
    /// Its bytes.
    pub(in crate::rule) span: Range<usize>,
    /// In seconds.
    pub(in crate::rule) seconds: i64,
}

/// Units, the longest spelling first; a unit of letters ends where they do.
const UNITS: [(&str, i64); 22] = [
    ("minutes", 60),
    ("minute", 60),
    ("mins", 60),
    ("min", 60),
    ("m", 60),
    ("hours", 3_600),
    ("hour", 3_600),
    ("hrs", 3_600),
    ("hr", 3_600),
    ("h", 3_600),
    ("days", 86_400),
    ("day", 86_400),
    ("d", 86_400),
    ("seconds", 1),
    ("second", 1),
    ("个小时", 3_600),
    ("小时", 3_600),
    ("分钟", 60),
    ("分", 60),
    ("天", 86_400),
    ("秒钟", 1),
    ("秒", 1),
];

/// Every duration of a text, in order.
pub(in crate::rule) fn durations(text: &str) -> impl Iterator<Item = Spoken> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let bytes = text.as_bytes();
            let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
            at = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
            let glued =
                text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || "._:/+-$€£#%".contains(c));
            if let Some(spoken) = (!glued).then(|| spoken(text, start)).flatten() {
                at = spoken.span.end;
                return Some(spoken);
            }
        }
    })
}

/// The duration that begins here: parts from large to small, as in `1h 50m` or `24 hours and 11 minutes`.
fn spoken(text: &str, start: usize) -> Option<Spoken> {
    let (mut at, mut total, mut least) = (start, 0.0, i64::MAX);
    let mut end = None;
    while let Some((number, rest)) = number(&text[at..]) {
        let Some((unit, rest)) = unit(rest.trim_start_matches([' ', '-', '\u{a0}'])) else { break };
        if unit >= least {
            break;
        }
        least = unit;
        #[expect(clippy::cast_precision_loss, reason = "units are small")]
        let part = number * unit as f64;
        total += part;
        at = text.len() - rest.len();
        end = Some(at);
        let rest = rest.trim_start_matches([' ', ',']);
        let rest = rest.strip_prefix("and ").unwrap_or(rest);
        at = text.len() - rest.len();
    }
    #[expect(clippy::cast_possible_truncation, reason = "limited here")]
    let seconds = (total < 1e9).then_some(total.round() as i64)?;
    end.map(|end| Spoken { span: start..end, seconds })
}

fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn unit(text: &str) -> Option<(i64, &str)> {
    // Most numbers have none.
    text.as_bytes().first().filter(|first| !first.is_ascii() || b"mhdsMHDS".contains(first))?;
    UNITS.iter().find_map(|(name, seconds)| {
        let rest = text
            .get(..name.len())
            .filter(|word| word.eq_ignore_ascii_case(name))
            .map(|_| &text[name.len()..])?;
        let whole = !name.is_ascii()
            || !rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '/'));
        whole.then_some((*seconds, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units() {
        let all = |text: &str| durations(text).map(|d| d.seconds).collect::<Vec<_>>();
        assert_eq!(
            all("down for 1h 50m, then 45 minutes and 24 hours and 11 minutes."),
            [6_600, 2_700, 87_060]
        );
        assert_eq!(all("a 45-minute outage, 1.5 hours, 1h50m"), [2_700, 5_400, 6_600]);
        assert_eq!(all("持续45分钟，晚到 2 小时 50 分，3个小时"), [2_700, 10_200, 10_800]);
        assert_eq!(
            all("2 m/s, 5 million, v1.2h, INC-2026-0042 days, 10:30 min, 99 % of 404s, 3 handlers"),
            [0_i64; 0]
        );
        assert_eq!(all("27 and 93 minutes"), [5_580]);
        assert_eq!(durations("at 9 h").next().map(|d| d.span), Some(3..6));
        assert_eq!(all("99999999999999999999 days"), [0_i64; 0]);
    }
}
