//! The display zone: an IANA name, `UTC` or a fixed offset.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc};

/// A zone in which times are shown and times without an offset are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// UTC, the default.
    pub const UTC: Zone = Zone(chrono_tz::UTC);

    /// Reads an IANA name such as `Asia/Shanghai`.
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// Every name of the IANA database.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// The name as in the IANA database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Local time at `unix` seconds.
    pub fn local(self, unix: i64) -> NaiveDateTime {
        let utc = DateTime::<Utc>::from_timestamp(unix, 0).unwrap_or_default();
        utc.with_timezone(&self.0).naive_local()
    }

    /// The offset in force at `unix` seconds.
    pub fn offset(self, unix: i64) -> FixedOffset {
        let utc = DateTime::<Utc>::from_timestamp(unix, 0).unwrap_or_default();
        self.0.offset_from_utc_datetime(&utc.naive_utc()).fix()
    }

    /// The offset of a local time; `None` where clocks went back or forward over it.
    pub fn only_offset(self, local: NaiveDateTime) -> Option<FixedOffset> {
        self.0.offset_from_local_datetime(&local).single().map(|offset| offset.fix())
    }

    /// Seconds since 1970 of a local time; the earlier of two when clocks go back, the later side of a gap.
    pub fn unix(self, local: NaiveDateTime) -> i64 {
        match self.0.from_local_datetime(&local) {
            chrono::LocalResult::Single(at) | chrono::LocalResult::Ambiguous(at, _) => at.timestamp(),
            chrono::LocalResult::None => {
                let guess = local.and_utc().timestamp();
                guess - i64::from(self.offset(guess).local_minus_utc())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_there_and_back() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let local = zone.local(1_700_000_000);
        assert_eq!(zone.unix(local), 1_700_000_000);
        assert_eq!(zone.offset(0).to_string(), "+08:00");
        assert!(Zone::parse("Mars/Olympus").is_none());
    }
}
