//! A time that can be read but is not written as RFC 3339 wants, written so.

use super::{Time, TimeRules, Zone};

/// The same time as RFC 3339 wants it; `None` where it is none, or where its offset is not known.
///
/// `zone` is where a time without an offset was written. One that the zone has twice or not at all, as when clocks
/// are changed, gets no offset.
pub fn respelt(text: &str, zone: Option<Zone>) -> Option<String> {
    let written = match text.split_once('/') {
        None => side(text, zone)?,
        Some((from, to)) => format!("{}/{}", side(from, zone)?, side(to, zone)?),
    };
    let rules = TimeRules { zone: zone.unwrap_or(Zone::UTC), approximate: 0 };
    let (before, after) = (Time::parse(text)?, Time::parse(&written)?);
    (after.flaw().is_none() && rules.bounds(&before) == rules.bounds(&after)).then_some(written)
}

fn side(text: &str, zone: Option<Zone>) -> Option<String> {
    let (mark, moment) = text.split_at(usize::from(text.starts_with('~')));
    if text == ".." || moment.len() == 10 {
        return Some(text.to_owned());
    }
    let (date, rest) = moment.split_at_checked(10)?;
    let rest = rest.get(1..)?.trim_start();
    let end = rest.find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | ','));
    let (clock, offset) = rest.split_at(end.unwrap_or(rest.len()));
    let (whole, fraction) = clock.split_at(clock.find(['.', ',']).unwrap_or(clock.len()));
    let parts: Vec<&str> = whole.split(':').collect();
    let (hour, minute, second) = match parts.as_slice() {
        // A part of what, where there are no seconds?
        [hour, minute] if fraction.is_empty() => (hour, minute, &"00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let fraction = fraction.replacen(',', ".", 1);
    if fraction
        .strip_prefix('.')
        .is_some_and(|digits| !digits.bytes().all(|b| b.is_ascii_digit()) || digits.is_empty())
    {
        return None;
    }
    let offset = match offset.trim_start() {
        "" => offset_of(text, zone?)?,
        "Z" | "z" | "UTC" => "Z".to_owned(),
        given => {
            let (sign, rest) = given.split_at_checked(1)?;
            let digits = rest.replace(':', "");
            match format!("{sign}{}:{:0<2}", digits.get(..2)?, &digits[2..]).as_str() {
                "-00:00" => "Z".to_owned(),
                full => full.to_owned(),
            }
        }
    };
    Some(format!("{mark}{date}T{hour:0>2}:{minute:0>2}:{second:0>2}{fraction}{offset}"))
}

/// The offset of a time without one, in its zone.
fn offset_of(text: &str, zone: Zone) -> Option<String> {
    let Time::At(moment) = Time::parse(text)? else { return None };
    let local = chrono::DateTime::from_timestamp(moment.seconds, 0)?.naive_utc();
    let offset = zone.only_offset(local)?;
    Some(if zone == Zone::UTC { "Z".to_owned() } else { offset.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_time_in_the_right_letters() {
        let zone = Zone::parse("Europe/London");
        for (written, right) in [
            ("2026-03-05 9:15Z", "2026-03-05T09:15:00Z"),
            ("~2026-03-05t9:5:7 utc", ""),
            ("~2026-03-05t9:5:7 UTC", "~2026-03-05T09:05:07Z"),
            ("2026-03-05T10:00:00-00:00", "2026-03-05T10:00:00Z"),
            ("2026-03-05T10:00:00-0000", "2026-03-05T10:00:00Z"),
            ("2026-03-05T10:00:00,250+0800", "2026-03-05T10:00:00.250+08:00"),
            ("2026-03-05T10:00+08", "2026-03-05T10:00:00+08:00"),
            ("2026-03-05T10:00z/..", "2026-03-05T10:00:00Z/.."),
            ("2026-03-05/2026-03-06 1:00Z", "2026-03-05/2026-03-06T01:00:00Z"),
            ("2016-12-31T23:59:60z", "2016-12-31T23:59:60Z"),
            ("2026-07-05T10:00:00", "2026-07-05T10:00:00+01:00"),
            ("2026-01-05 9:00", "2026-01-05T09:00:00+00:00"),
            ("2026-03-29T01:30:00", ""),
            ("2026-10-25T01:30:00", ""),
            ("2026-03-05T10:15.5Z", ""),
            ("2026-03-05T10:15:00.Z", ""),
            ("2026-03-05T10:15:00.5.5Z", ""),
            ("soon", ""),
            ("unknown", ""),
        ] {
            assert_eq!(respelt(written, zone).unwrap_or_default(), right, "{written}");
        }
        assert_eq!(respelt("2026-07-05T10:00:00", None), None, "nobody said where it was written");
        assert_eq!(respelt("2026-07-05T9:00", Some(Zone::UTC)).as_deref(), Some("2026-07-05T09:00:00Z"));
        assert_eq!(respelt("2026-07-05T9:00Z/2026-07-05T10:00:00", None), None);
    }
}
