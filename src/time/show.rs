//! Times for readers: always absolute, in the display zone.

use super::{Bounds, Zone};

/// `2026-03-01 10:15`, in the zone.
pub fn show_minute(at: i64, zone: Zone) -> String {
    zone.local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// `2026-03-01`, in the zone.
pub fn show_date(at: i64, zone: Zone) -> String {
    zone.local(at).format("%Y-%m-%d").to_string()
}

/// The point where there is one (with `~` where it is not exact), else the bound that is known, else `None`.
pub fn show_bounds(bounds: &Bounds, zone: Zone) -> Option<String> {
    let show = |at| show_minute(at, zone);
    match (bounds.point, bounds.low, bounds.high) {
        (Some(at), ..) if bounds.is_exact() => Some(show(at)),
        (Some(_), Some(low), Some(high)) if high - low == super::DAY => Some(zone_free_date(low)),
        (Some(at), ..) => Some(format!("~{}", show(at))),
        (None, Some(low), None) => Some(format!("{} or later", show(low))),
        (None, None, Some(high)) => Some(format!("{} or earlier", show(high))),
        _ => None,
    }
}

/// A bare date means the UTC day, so it is shown as that day whatever the zone.
fn zone_free_date(low: i64) -> String {
    show_date(low, Zone::UTC)
}
