//! The leaf types that are not words: times, durations, dates, numbers, flags.

use schemars::{Schema, json_schema};

use super::leaf::{LeafType, Wrong};
use crate::time::{Duration, Flaw, Time, respelt};

const OFFSET: &str =
    r"(?:Z|[+](?:[01]\d|2[0-3]):[0-5]\d|-(?:0[1-9]|1\d|2[0-3]):[0-5]\d|-00:(?:0[1-9]|[1-5]\d))";
const DATE: &str = r"\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))";
const CLOCK: &str = r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?";

impl LeafType for Time {
    const NAME: &'static str = "time";

    fn read(text: &str) -> Result<Self, Wrong> {
        Self::parse(text).ok_or_else(|| {
            Wrong::value("is not a time").help(
                "write RFC 3339 with an offset, as in `2026-03-01T10:15:00+08:00`; `~` in front for about, `A/B` for a range, or `unknown`",
            )
        })
    }

    fn flaw(&self, text: &str) -> Option<Wrong> {
        let (rule, message, help) = match Time::flaw(self)? {
            Flaw::NoOffset => ("time-offset", "has no offset", None),
            Flaw::MinusZero => {
                ("time-offset", "says `-00:00`, an unknown offset", Some("write `Z` if it is UTC".to_owned()))
            }
            Flaw::Spelling => {
                let how = "`T` between, two-digit hours, seconds";
                let help = match respelt(text, None) {
                    Some(right) => format!("write `{right}`: {how}"),
                    None => format!("write it as in `2026-03-01T10:15:00+08:00`: {how}"),
                };
                ("time-spelling", "is not spelt as RFC 3339 wants", Some(help))
            }
        };
        Some(Wrong { rule, message: message.into(), help, means: None })
    }

    fn schema() -> Schema {
        let point = format!("~?{DATE}(?:{CLOCK}{OFFSET})?");
        json_schema!({
            "type": "string",
            "pattern": format!(r"^(?:unknown|{point}|{point}/(?:{point}|\.\.)|\.\./{point})$"),
        })
    }
}

impl LeafType for Duration {
    const NAME: &'static str = "duration";

    fn read(text: &str) -> Result<Self, Wrong> {
        Self::parse(text).ok_or_else(|| {
            Wrong::value("is not a duration").help("write `90s`, `4h30m` or `2d`; `~` in front for about")
        })
    }

    fn schema() -> Schema {
        let number = r"(?:\d+\.?\d*|\.\d+)";
        json_schema!({
            "type": ["string", "integer"],
            "pattern": format!("^~? *(?:0|(?=.)(?:{number}w)?(?:{number}d)?(?:{number}h)?(?:{number}m)?(?:{number}s)?)$"),
            "minimum": 0,
            "maximum": 0,
        })
    }
}

/// A calendar date, `2026-03-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub chrono::NaiveDate);

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl LeafType for Date {
    const NAME: &'static str = "date";

    fn read(text: &str) -> Result<Self, Wrong> {
        crate::time::date(text)
            .map(Self)
            .ok_or_else(|| Wrong::value("is not a date").help("write it as `2026-03-01`"))
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": format!("^{DATE}$") })
    }
}

/// A count or an amount, zero or more; `~` in front for about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The figure.
    pub value: f64,
    /// Written with `~`.
    pub approximate: bool,
}

impl LeafType for Number {
    const NAME: &'static str = "number";

    fn read(text: &str) -> Result<Self, Wrong> {
        let (approximate, digits) = text.strip_prefix('~').map_or((false, text), |rest| (true, rest));
        plain_number(digits).map(|value| Self { value, approximate }).ok_or_else(|| {
            Wrong::value("is not a number").help("write digits only, as in `12000`; `~12000` for about")
        })
    }

    fn schema() -> Schema {
        json_schema!({ "type": ["number", "string"], "minimum": 0, "pattern": r"^~?\d+(?:\.\d+)?$" })
    }
}

/// A share of the whole between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Share(pub f64);

impl LeafType for Share {
    const NAME: &'static str = "share";

    fn read(text: &str) -> Result<Self, Wrong> {
        if let Some(value) = plain_number(text).filter(|value| *value <= 1.0) {
            return Ok(Self(value));
        }
        let wrong = Wrong::value("is not a share between 0 and 1");
        let percent = text.strip_suffix('%').unwrap_or(text).trim().parse::<f64>().ok();
        Err(match percent.filter(|p| (0.0..=100.0).contains(p)) {
            Some(percent) => {
                let sure = text.strip_suffix('%').and_then(share_of);
                wrong.help(format!("for {percent} % write `{}`", percent / 100.0)).means(sure)
            }
            None => wrong.help("write `0.25` for a quarter"),
        })
    }

    fn schema() -> Schema {
        json_schema!({ "type": ["number", "string"], "minimum": 0, "maximum": 1, "pattern": r"^(?:0(?:\.\d+)?|1(?:\.0+)?)$" })
    }
}

/// A whole number, zero or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole(pub u32);

impl LeafType for Whole {
    const NAME: &'static str = "whole number";

    fn read(text: &str) -> Result<Self, Wrong> {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        digits
            .then(|| text.parse().ok())
            .flatten()
            .map(Self)
            .ok_or_else(|| Wrong::value("is not a whole number").help("write digits only, as in `3`"))
    }

    fn schema() -> Schema {
        json_schema!({ "type": ["integer", "string"], "minimum": 0, "maximum": u32::MAX, "pattern": r"^\d{1,9}$" })
    }
}

/// `true` or `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag(pub bool);

impl LeafType for Flag {
    const NAME: &'static str = "flag";

    fn read(text: &str) -> Result<Self, Wrong> {
        match text {
            "true" => Ok(Self(true)),
            "false" => Ok(Self(false)),
            _ => {
                // As every reader of YAML 1.1 takes them.
                let means = match text.to_ascii_lowercase().as_str() {
                    "true" | "yes" | "on" => Some("true".to_owned()),
                    "false" | "no" | "off" => Some("false".to_owned()),
                    _ => None,
                };
                Err(Wrong::value("is neither `true` nor `false`")
                    .help("write `true` or `false`")
                    .means(means))
            }
        }
    }

    fn schema() -> Schema {
        json_schema!({ "enum": [true, false, "true", "false"] })
    }
}

/// The share of a percentage, to the digit: two places to the left.
fn share_of(percent: &str) -> Option<String> {
    let percent = percent.trim();
    let places = percent.split_once('.').map_or(0, |(_, places)| places.len());
    let share = format!("{:.*}", places + 2, plain_number(percent)? / 100.0);
    Some(share.trim_end_matches('0').trim_end_matches('.').to_owned())
}

fn plain_number(text: &str) -> Option<f64> {
    let shape = text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    shape.then(|| text.parse().ok()).flatten()
}

/// Money as decimal text, never a binary fraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount(pub Box<str>);

impl LeafType for Amount {
    const NAME: &'static str = "amount";

    fn read(text: &str) -> Result<Self, Wrong> {
        match plain_number(text) {
            Some(_) => Ok(Self(text.into())),
            None => {
                Err(Wrong::value("is not an amount of money").help("write it as text, as in `\"52480.00\"`"))
            }
        }
    }

    fn schema() -> Schema {
        json_schema!({ "type": ["string", "number"], "pattern": r"^\d+(?:\.\d+)?$", "minimum": 0 })
    }
}

/// The codes of ISO 4217; those of BGN, HRK and ANG, replaced since 2023, are still in records.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
    CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL \
    GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW \
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN \
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS \
    SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND \
    VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG";

/// A currency code of ISO 4217: three capital letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency(pub Box<str>);

impl LeafType for Currency {
    const NAME: &'static str = "currency";

    fn read(text: &str) -> Result<Self, Wrong> {
        if text.len() == 3 && CURRENCIES.as_bytes().chunks(4).any(|code| code.starts_with(text.as_bytes())) {
            Ok(Self(text.into()))
        } else {
            let capitals = text.to_ascii_uppercase();
            let means = (text != capitals && Self::read(&capitals).is_ok()).then_some(capitals);
            let wrong = Wrong::value("is not a currency code").means(means);
            Err(wrong.help("use the three letters of ISO 4217, as in `CNY`"))
        }
    }

    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$" })
    }
}

/// What was lost: the achieved recovery point as a duration, `none` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataLoss {
    /// Nothing was lost.
    None,
    /// Said to be unknown.
    Unknown,
    /// Changes of this length were lost.
    Lost(Duration),
}

impl LeafType for DataLoss {
    const NAME: &'static str = "data loss";

    fn read(text: &str) -> Result<Self, Wrong> {
        match text {
            "none" => Ok(Self::None),
            "unknown" => Ok(Self::Unknown),
            _ => Duration::parse(text).map(Self::Lost).ok_or_else(|| {
                Wrong::value("is not a data loss")
                    .help("write the length that was lost, as in `6h`, or `none` or `unknown`")
            }),
        }
    }

    fn schema() -> Schema {
        json_schema!({ "anyOf": [{ "enum": ["none", "unknown"] }, Duration::schema()] })
    }
}

/// By when a review is due: a duration, or business days as `5bd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Wall-clock time.
    Time(Duration),
    /// Business days.
    BusinessDays(u32),
}

impl LeafType for Within {
    const NAME: &'static str = "deadline";

    fn read(text: &str) -> Result<Self, Wrong> {
        let days = text.strip_suffix("bd").and_then(|n| n.parse::<u32>().ok().filter(|_| n.len() < 5));
        days.map(Self::BusinessDays).or_else(|| Duration::parse(text).map(Self::Time)).ok_or_else(|| {
            Wrong::value("is not a deadline").help("write `3d`, or `5bd` for five business days")
        })
    }

    fn schema() -> Schema {
        json_schema!({ "anyOf": [{ "type": "string", "pattern": r"^\d{1,4}bd$" }, Duration::schema()] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_those_of_the_standard() {
        assert!(CURRENCIES.split(' ').all(|code| Currency::read(code).is_ok()));
        assert!(
            ["RMB", "rmb", "AED AFN", "", "E", "ED ", "yuan"]
                .iter()
                .all(|code| Currency::read(code).is_err())
        );
        assert_eq!(Currency::read("eur").unwrap_err().means.as_deref(), Some("EUR"));
        assert_eq!(Currency::read("rmb").unwrap_err().means, None);
    }
}
