//! A point in time as written: exact, about, a range, a day, or unknown.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::{DAY, Zone};

/// What is wrong with the spelling of a time that can still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// No offset: the display zone is assumed.
    NoOffset,
    /// `-00:00` says that the offset is not known; UTC is assumed.
    MinusZero,
    /// A space for the `T`, a one-digit hour, no seconds, a comma or a small letter.
    Spelling,
}

/// One side of a [`Time`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970: UTC, or local clock seconds where `flaw` is [`Flaw::NoOffset`].
    pub seconds: i64,
    /// A bare date: the whole day in UTC.
    pub day: bool,
    /// Written with `~`.
    pub approximate: bool,
    /// What is wrong with the spelling.
    pub flaw: Option<Flaw>,
}

/// A time as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Time {
    /// `unknown`: said to be unknown, which is not the same as left out.
    Unknown,
    /// One moment.
    At(Moment),
    /// `A/B`, `A/..` or `../B`; boxed, because there are many times and few ranges.
    Between(Box<[Option<Moment>; 2]>),
}

impl Time {
    /// Reads the grammar; `None` where it is no time at all.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "unknown" {
            return Some(Self::Unknown);
        }
        let Some((from, to)) = text.split_once('/') else {
            return Moment::parse(text).map(Self::At);
        };
        let side = |text: &str| match text {
            ".." => Some(None),
            _ => Moment::parse(text).map(Some),
        };
        let (from, to) = (side(from)?, side(to)?);
        (from.is_some() || to.is_some()).then(|| Self::Between(Box::new([from, to])))
    }

    /// The first spelling flaw in it.
    pub fn flaw(&self) -> Option<Flaw> {
        match self {
            Self::Unknown => None,
            Self::At(moment) => moment.flaw,
            Self::Between(ends) => ends.iter().flatten().find_map(|moment| moment.flaw),
        }
    }
}

impl Moment {
    fn parse(text: &str) -> Option<Self> {
        let (approximate, text) = match text.strip_prefix('~') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let day = date(text.get(..10)?)?;
        let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
        if text.len() == 10 {
            return Some(Self { seconds: midnight, day: true, approximate, flaw: None });
        }
        // Nearly all of them are written like this.
        if let Some(clock) = utc_clock(text) {
            return Some(Self { seconds: midnight + clock, day: false, approximate, flaw: None });
        }
        let mut flaw = None;
        let mut spelling = |wrong: bool| {
            if wrong {
                flaw = Some(Flaw::Spelling);
            }
        };
        let separator = text.as_bytes()[10];
        spelling(separator != b'T');
        if !matches!(separator, b'T' | b't' | b' ') {
            return None;
        }
        let clock = text[11..].trim_start();
        let end = clock.find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | ',')).unwrap_or(clock.len());
        let (clock, offset) = clock.split_at(end);
        let whole = clock.find(['.', ',']).map_or(clock, |dot| &clock[..dot]);
        spelling(clock.contains(',') || whole.len() != 8);
        let mut parts = whole.split(':');
        let mut number = || parts.next().map(|part| part.parse::<u32>().ok().filter(|_| part.len() <= 2));
        let (hour, minute) = (number()??, number()??);
        let second = number().map_or(Some(0), |s| s)?;
        if parts.next().is_some() {
            return None;
        }
        // A leap second is the last second of its minute here, as on most clocks.
        let local = day.and_hms_opt(hour, minute, second.min(59)).filter(|_| second <= 60)?;
        let offset = offset.trim_start_matches(|c: char| {
            spelling(c == ' ');
            c == ' '
        });
        let shift = match offset {
            "" => None,
            "Z" => Some(0),
            "z" | "UTC" => {
                spelling(true);
                Some(0)
            }
            _ => Some(shift(offset, &mut spelling)?),
        };
        if shift.is_none() {
            flaw = Some(Flaw::NoOffset);
        } else if offset == "-00:00" {
            flaw = Some(Flaw::MinusZero);
        }
        let seconds = local.and_utc().timestamp() - shift.unwrap_or(0);
        Some(Self { seconds, day: false, approximate, flaw })
    }
}

/// The seconds of the day of `2026-03-01T10:15:00Z`; nothing where the time is written in any other way.
fn utc_clock(text: &str) -> Option<i64> {
    let [.., b'T', h, hh, b':', m, mm, b':', s, ss, b'Z'] = text.as_bytes() else { return None };
    let two = |tens: &u8, ones: &u8, limit| {
        let number = tens.is_ascii_digit() && ones.is_ascii_digit();
        let number = number.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'));
        number.filter(|number| *number < limit)
    };
    (text.len() == 20).then_some(())?;
    Some(two(h, hh, 24)? * 3_600 + two(m, mm, 60)? * 60 + two(s, ss, 60)?)
}

/// `+08:00` as seconds; `+0800` and `+08` are read too and noted.
fn shift(text: &str, spelling: &mut impl FnMut(bool)) -> Option<i64> {
    let sign = match text.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    spelling(text.len() != 6 || text.as_bytes()[3] != b':');
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i64>().ok()?, 0),
        4 => (digits[..2].parse::<i64>().ok()?, digits[2..].parse::<i64>().ok()?),
        _ => return None,
    };
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// `2026-03-01`, digits and dashes only; by hand, because a record holds dozens and the general parser is slow.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
    };
    NaiveDate::from_ymd_opt(number(0..4)?.cast_signed(), number(5..7)?, number(8..10)?)
}

/// The settings that give a written time its meaning.
#[derive(Debug, Clone, Copy)]
pub struct TimeRules {
    /// Where a time without an offset was written, and where times are shown.
    pub zone: Zone,
    /// Half width of `~T`, in seconds.
    pub approximate: i64,
}

/// What is known of a point in time, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Not before.
    pub low: Option<i64>,
    /// Not after.
    pub high: Option<i64>,
    /// Point estimate: the time as written, else the middle of its bounds; none for an open range.
    pub point: Option<i64>,
}

impl Bounds {
    /// A time known to the second.
    pub fn exact(at: i64) -> Self {
        Self { low: Some(at), high: Some(at), point: Some(at) }
    }

    /// Whether `self ≤ other` can hold for some choice within both bounds.
    pub fn can_precede(&self, other: &Bounds) -> bool {
        match (self.low, other.high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        }
    }

    /// Whether it is one exact second.
    pub fn is_exact(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }
}

impl TimeRules {
    /// Bounds and point of a written time; all `None` for `unknown`.
    pub fn bounds(&self, time: &Time) -> Bounds {
        match time {
            Time::Unknown => Bounds::default(),
            Time::At(moment) => self.moment(moment),
            Time::Between(ends) => {
                let [from, to] = ends.as_ref();
                let low = from.as_ref().and_then(|m| self.moment(m).low);
                let high = to.as_ref().and_then(|m| self.moment(m).high);
                let point = low.zip(high).map(|(low, high)| low + (high - low) / 2);
                Bounds { low, high, point }
            }
        }
    }

    fn moment(&self, moment: &Moment) -> Bounds {
        let at = match moment.flaw {
            Some(Flaw::NoOffset) => {
                let local: NaiveDateTime =
                    DateTime::from_timestamp(moment.seconds, 0).unwrap_or_default().naive_utc();
                self.zone.unix(local)
            }
            _ => moment.seconds,
        };
        let slack = if moment.approximate { self.approximate } else { 0 };
        let length = if moment.day { DAY } else { 0 };
        Bounds { low: Some(at - slack), high: Some(at + length + slack), point: Some(at + length / 2) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> TimeRules {
        TimeRules { zone: Zone::parse("Asia/Shanghai").unwrap(), approximate: 900 }
    }

    fn bounds(text: &str) -> (Option<i64>, Option<i64>, Option<i64>) {
        let Bounds { low, point, high } = rules().bounds(&Time::parse(text).unwrap());
        (low, point, high)
    }

    #[test]
    fn whole_grammar() {
        let t = 1_485_905_220; // 2017-01-31T23:27:00Z
        assert_eq!(bounds("2017-01-31T23:27:00Z"), (Some(t), Some(t), Some(t)));
        assert_eq!(bounds("2017-02-01T07:27:00.250+08:00"), (Some(t), Some(t), Some(t)));
        assert_eq!(bounds("~2017-01-31T23:27:00Z"), (Some(t - 900), Some(t), Some(t + 900)));
        let day = t - 84_420;
        assert_eq!(bounds("2017-01-31"), (Some(day), Some(day + 43_200), Some(day + 86_400)));
        assert_eq!(bounds("2017-01-31T23:27:00Z/.."), (Some(t), None, None));
        assert_eq!(bounds("../2017-01-31T23:27:00Z"), (None, None, Some(t)));
        assert_eq!(
            bounds("2017-01-31T23:27:00Z/2017-01-31T23:29:00Z"),
            (Some(t), Some(t + 60), Some(t + 120))
        );
        assert_eq!(bounds("unknown"), (None, None, None));
    }

    #[test]
    fn the_short_way_reads_the_same() {
        for time in
            ["00:00:00", "23:59:59", "12:34:56", "10:15:60"].map(|clock| format!("2017-02-01T{clock}Z"))
        {
            for time in [time.clone(), format!("~{time}"), format!("{time}/.."), format!("../{time}")] {
                assert_eq!(bounds(&time), bounds(&time.replace('Z', "+00:00")), "{time}");
            }
        }
        for wrong in [
            "2017-02-01T24:00:00Z",
            "2017-02-01T10:60:00Z",
            "2017-02-30T10:00:00Z",
            "é17-02-01T10:00:00Z",
            "2017-02-01T1é:00:00Z",
        ] {
            assert_eq!(Time::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn flaws_are_read_and_named() {
        let flaw = |text: &str| Time::parse(text).unwrap_or_else(|| panic!("{text}")).flaw();
        assert_eq!(flaw("2017-02-01T07:27:00"), Some(Flaw::NoOffset));
        assert_eq!(bounds("2017-02-01T07:27:00").1, Some(1_485_905_220));
        assert_eq!(flaw("2017-02-01 07:27:00Z"), Some(Flaw::Spelling));
        assert_eq!(flaw("2017-02-01T7:27:00Z"), Some(Flaw::Spelling));
        assert_eq!(flaw("2017-02-01T07:27Z"), Some(Flaw::Spelling));
        assert_eq!(flaw("2017-02-01T07:27:00+0800"), Some(Flaw::Spelling));
        assert_eq!(flaw("2017-02-01T07:27:00-00:00"), Some(Flaw::MinusZero));
        assert_eq!(flaw("2017-02-01T07:27:00Z"), None);
    }

    #[test]
    fn refuses_what_is_no_time() {
        for wrong in [
            "",
            "soon",
            "2017-02-30",
            "2017-13-01",
            "2017-02-01T25:00:00Z",
            "2017-02-01T1530",
            "../..",
            "/",
            "2017-02-01T15.26.00Z",
            "2017-02-01T10:00:00+99:00",
            "2017-02-01T10:00:00 PST",
            "é017-02-01T10:00:00Z",
            "2017-02-01T10:00:00:00Z",
            "20170201",
        ] {
            assert_eq!(Time::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn order_counts_bounds_only() {
        let early = rules().bounds(&Time::parse("~2017-01-31T23:27:00Z").unwrap());
        let late = rules().bounds(&Time::parse("2017-01-31T23:20:00Z").unwrap());
        assert!(early.can_precede(&late) && late.can_precede(&early));
    }
}
