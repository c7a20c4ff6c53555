//! Durations and shares in the words of a language.

use super::super::draw::dots::whole;
use super::Words;
use crate::numbers::Bounds;
use crate::record::Within;
use crate::text::push_number;
use crate::time::{Duration, duration_parts};

/// The units of [`duration_parts`].
const UNITS: [&str; 4] = ["unit_day", "unit_hour", "unit_minute", "unit_second"];

impl Words {
    /// Seconds as people read them: `1h 30m`, `1 小时 30 分`.
    pub(in crate::site) fn seconds(&self, seconds: i64) -> String {
        let mut out = String::with_capacity(16);
        if seconds < 0 {
            out.push('-');
        }
        for (i, (count, unit)) in duration_parts(seconds).into_iter().enumerate() {
            if i > 0 {
                out.push(' ');
            }
            push_number(&mut out, count);
            out.push_str(self.get(UNITS[unit]));
        }
        out
    }

    /// A written duration.
    pub(in crate::site) fn duration(&self, duration: Duration) -> String {
        let text = self.seconds(duration.seconds);
        if duration.approximate { self.around("approximately", &text) } else { text }
    }

    /// A time within which something is wanted.
    pub(in crate::site) fn within(&self, within: Within) -> String {
        match within {
            Within::Time(duration) => self.duration(duration),
            Within::BusinessDays(n) => self.count("business_days", n as usize),
        }
    }

    /// Seconds of any kind; less than a minute is what minutes cannot tell from nothing.
    pub(in crate::site) fn show(&self, seconds: f64) -> String {
        match whole(seconds) {
            0 => self.get("under_a_minute").to_owned(),
            seconds => self.seconds(seconds),
        }
    }

    /// From one duration to another.
    pub(in crate::site) fn range(&self, low: f64, high: f64) -> String {
        let (low, high) = (self.show(low), self.show(high));
        if low == high { low } else { format!("{low} – {high}") }
    }

    /// A share as a percentage: two digits, more towards 100 %, where they matter.
    pub(in crate::site) fn percent(&self, share: f64) -> String {
        self.around("percent", &percent(share))
    }

    /// The interval of a share.
    pub(in crate::site) fn shares(&self, bounds: Bounds) -> String {
        self.percents(&percent(bounds.low), &percent(bounds.high))
    }

    /// The interval of an estimated chance, of which no third digit means anything, near certainty either.
    pub(in crate::site) fn chances(&self, bounds: Bounds) -> String {
        let rough = |share: f64| percent(if share > 0.99 { (share * 100.0).round() / 100.0 } else { share });
        self.percents(&rough(bounds.low), &rough(bounds.high))
    }

    fn percents(&self, low: &str, high: &str) -> String {
        if low == high {
            return self.around("percent", low);
        }
        self.around("percent", &format!("{low} – {high}"))
    }

    /// A month of a year.
    pub(in crate::site) fn month(&self, year: i32, month: u32) -> String {
        let padded = self.get("month_padded") == "yes";
        let month = if padded { format!("{month:02}") } else { month.to_string() };
        self.with("month_of_year", &[("year", &format!("{year:04}")), ("month", &month)])
    }
}

/// A share as a percentage, without its sign.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let text = if percent > 99.0 && percent < 100.0 {
        format!("{percent:.3}")
    } else if percent == 0.0 || percent >= 10.0 {
        format!("{percent:.0}")
    } else {
        format!("{percent:.1}")
    };
    // An exact promise keeps no trailing zeros: 99.95 %.
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_keep_what_matters() {
        let words = Words::of("en", None);
        let shown = [0.0, 0.012, 0.5, 0.9995, 0.99934, 1.0].map(|share| words.percent(share));
        assert_eq!(shown, ["0 %", "1.2 %", "50 %", "99.95 %", "99.934 %", "100 %"]);
        let chance = |low, high| words.chances(Bounds { low, high });
        assert_eq!(chance(0.5549, 0.99961), "55 – 100 %");
        assert_eq!(chance(0.002, 1.0), "0.2 – 100 %");
        assert_eq!(words.range(10.0, 10.2), "10s");
        assert_eq!(words.show(0.2), "< 1m");
    }

    #[test]
    fn durations_and_months_in_both_languages() {
        let [english, chinese] = ["en", "zh"].map(|language| Words::of(language, None));
        for (seconds, en, zh) in [
            (0, "0s", "0 秒"),
            (59, "59s", "59 秒"),
            (16_200, "4h 30m", "4 小时 30 分"),
            (86_400, "1d", "1 天"),
            (-90, "-1m 30s", "-1 分 30 秒"),
        ] {
            assert_eq!(english.seconds(seconds), en);
            assert_eq!(english.seconds(seconds), crate::time::show_seconds(seconds));
            assert_eq!(chinese.seconds(seconds), zh);
        }
        assert_eq!(chinese.duration(Duration { seconds: 7_200, approximate: true }), "约 2 小时");
        assert_eq!(chinese.within(Within::BusinessDays(5)), "5 个工作日");
        assert_eq!(english.within(Within::BusinessDays(5)), "5 business days");
        assert_eq!(english.within(Within::BusinessDays(1)), "1 business day");
        assert_eq!(chinese.percent(0.5), "50%");
        assert_eq!(chinese.show(0.2), "不到 1 分");
        assert_eq!(
            (english.month(2026, 3), chinese.month(2026, 3)),
            ("2026-03".into(), "2026 年 3 月".into())
        );
        assert_eq!(chinese.list(["a", "b"]), "a、b");
        assert_eq!(chinese.sentences(["甲。", "乙。"]), "甲。乙。");
        assert_eq!(english.sentences(["A.", "B."]), "A. B.");
    }
}
