//! Plans as text for a terminal: the whole organisation, or one service.
//!
//! Every achievable time stands under the words "if every step takes its likely time"; `≥` marks a lower bound.

mod claims;
mod evidence;
mod overview;
mod service;
mod what_if;

use std::fmt::Display;

pub use overview::show;
pub use service::show_service;
pub use what_if::show_what_if;

use super::Within;
use super::{Detection, DetectionBasis, Loss, MeasuredGroup, WorstCase};
use crate::time::show_seconds;

/// What every achievable time is said to be.
const LIKELY: &str = "if every step takes its likely time";

/// A length of time, `-` where there is none.
fn length(seconds: Option<i64>) -> String {
    seconds.map_or_else(|| "-".into(), show_seconds)
}

/// An achievable time: `≥` in front of a lower bound.
fn achievable(seconds: Option<i64>, lower_bound: bool) -> String {
    let sign = if lower_bound { "≥ " } else { "" };
    seconds.map_or_else(|| "unknown".into(), |seconds| format!("{sign}{}", show_seconds(seconds)))
}

/// What a scenario costs before it is noticed and, after `+`, until then.
fn loss(case: &WorstCase<'_>) -> String {
    let sign = if case.lower_bound { "≥ " } else { "" };
    match case.loss {
        Loss::All => "all data".into(),
        Loss::Unknown => "unknown".into(),
        Loss::Seconds(seconds) if case.to_detect > 0 => {
            format!("{sign}{} + {}", show_seconds(seconds), show_seconds(case.to_detect))
        }
        Loss::Seconds(seconds) => format!("{sign}{}", show_seconds(seconds)),
    }
}

/// `n 3, median 12m, longest 44m`.
fn group(group: &MeasuredGroup) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a median of seconds is as small as they are")]
    let median = show_seconds(group.median.round() as i64);
    format!("n {}, median {median}, longest {}", group.n, show_seconds(group.max))
}

/// `half are back by 12m, nine in ten by 40m (n 7)`.
fn lasting(group: &MeasuredGroup) -> String {
    let one = &group.lasting;
    let by = |time: Option<i64>| time.map_or_else(|| "an unknown time".into(), show_seconds);
    format!("half are back by {}, nine in ten by {} (n {})", by(one.median), by(one.p90), group.n)
}

fn detection(detection: &Detection) -> String {
    let time = show_seconds(detection.seconds);
    match detection.basis {
        DetectionBasis::Own => format!("{time}, median of {} incidents of its own", detection.n),
        DetectionBasis::All => format!("{time}, median of all {} measured incidents", detection.n),
        DetectionBasis::Assumed => format!("{time}, assumed: too few measured incidents"),
    }
}

/// A word or `-`.
fn word<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| "-".into(), |value| value.to_string())
}

/// A share of draws: `97.3 %`; never certain.
pub(crate) fn share(within: &Within) -> String {
    let one = &within.proportion;
    match one.count {
        0 => "< 0.1 %".into(),
        count if count == one.n => "> 99.9 %".into(),
        _ => format!("{:.1} %", (one.share * 100.0).clamp(0.1, 99.9)),
    }
}
