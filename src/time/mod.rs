//! Times and durations as people write them in a record, and what they mean.
//!
//! Two steps: [`Time::parse`] reads the grammar alone; [`TimeRules::bounds`] gives it a meaning once the
//! settings (display zone, width of `~`) are known.

mod business;
mod duration;
mod period;
mod point;
mod show;
mod spelling;
mod zone;

pub use business::{Calendar, add_business_days, business_seconds, working_hours};
pub use duration::{Duration, duration_parts, show_seconds};
pub use period::{Period, Stretch};
pub(crate) use point::date;
pub use point::{Bounds, Flaw, Moment, Time, TimeRules};
pub use show::{show_bounds, show_date, show_minute};
pub use spelling::respelt;
pub use zone::Zone;

/// Seconds in a day; a day in a duration is always 24 hours.
pub const DAY: i64 = 86_400;
