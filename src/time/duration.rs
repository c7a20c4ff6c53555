//! Durations: `4h30m`, `90s`, `~18h`, `2d`.

use std::fmt;

/// A length of time in whole seconds, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// Length in seconds.
    pub seconds: i64,
    /// Written with `~`: the figure is about right, no more.
    pub approximate: bool,
}

impl Duration {
    /// Reads `4h30m`, `90s`, `2d`, `1.5h`, each unit (w, d, h, m, s) at most once and in falling order; `~` in front.
    pub fn parse(text: &str) -> Option<Self> {
        let (approximate, mut rest) = match text.strip_prefix('~') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        if rest == "0" {
            return Some(Self { seconds: 0, approximate });
        }
        let mut total = 0.0;
        let mut last = f64::INFINITY;
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
            let number: f64 = rest[..digits].parse().ok()?;
            let unit = match rest.as_bytes()[digits] {
                b'w' => 604_800.0,
                b'd' => 86_400.0,
                b'h' => 3_600.0,
                b'm' => 60.0,
                b's' => 1.0,
                _ => return None,
            };
            if unit >= last {
                return None;
            }
            last = unit;
            total += number * unit;
            rest = &rest[digits + 1..];
        }
        // 10,000 years: beyond it nobody means what is written.
        if last.is_infinite() || total > 3.2e11 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked against the limit above")]
        Some(Self { seconds: total.round() as i64, approximate })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.approximate {
            f.write_str("~")?;
        }
        f.write_str(&show_seconds(self.seconds))
    }
}

/// Seconds as people read them: `45s`, `4m`, `1h 30m`, `3d 4h`; two units at most, the rest rounded half up.
pub fn show_seconds(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let parts = duration_parts(seconds).into_iter().map(|(count, unit)| format!("{count}{}", UNITS[unit].1));
    format!("{sign}{}", parts.collect::<Vec<_>>().join(" "))
}

/// The units a duration is shown in, in seconds.
const UNITS: [(i64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")];

/// What is shown of seconds, without their sign: counts of days, hours, minutes and seconds, each with the place of its
/// unit in that list; one or two of them, the rest rounded half up.
pub fn duration_parts(seconds: i64) -> Vec<(i64, usize)> {
    let mut left = seconds.unsigned_abs().cast_signed();
    // Round to the second unit shown, so that 59m 59.9s never prints as 59m 60s.
    for (size, next) in [(86_400, 3_600), (3_600, 60)] {
        if left >= size {
            left = (left + next / 2) / next * next;
            break;
        }
    }
    let mut parts = Vec::with_capacity(2);
    for (unit, (size, _)) in UNITS.into_iter().enumerate() {
        let count = left / size;
        left %= size;
        if count > 0 {
            parts.push((count, unit));
        }
        if parts.len() == 2 || (!parts.is_empty() && left == 0) {
            break;
        }
    }
    if parts.is_empty() { vec![(0, 3)] } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let seconds = |text| Duration::parse(text).map(|d| d.seconds);
        assert_eq!(seconds("4h30m"), Some(16_200));
        assert_eq!(seconds("90s"), Some(90));
        assert_eq!(seconds("~18h"), Some(64_800));
        assert_eq!(seconds("1.5h"), Some(5_400));
        assert_eq!(seconds("0"), Some(0));
        assert_eq!(seconds("0s"), Some(0));
        for wrong in ["", "~", "30", "h", "4 h", "30m4h", "1h1h", "-5m", "1M", "99999999w"] {
            assert_eq!(Duration::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shows_two_units() {
        for (seconds, shown) in [
            (0, "0s"),
            (45, "45s"),
            (90, "1m 30s"),
            (2_700, "45m"),
            (5_400, "1h 30m"),
            (3_599, "59m 59s"),
            (7_199, "2h"),
            (86_399, "1d"),
            (274_920, "3d 4h"),
            (-60, "-1m"),
        ] {
            assert_eq!(show_seconds(seconds), shown);
        }
    }
}
