//! What to say first of a service's time to recover.

use super::{Basis, ServicePlan};
use crate::numbers::chance::Chance;
use crate::record::Scenario;

/// The time to recover in the slowest scenario by its fastest method: measured where there is enough, else by draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// What is lost or broken.
    pub scenario: Scenario,
    /// What the figures rest on.
    pub basis: Basis,
    /// Half the time it takes no longer, in seconds; `None` where that is not known.
    pub median: Option<i64>,
    /// Nine times of ten it takes no longer, in seconds; `None` where that is not known.
    pub p90: Option<i64>,
    /// It takes at least this long.
    pub lower_bound: bool,
    /// How often it is within the RTO: `97.3 %`, `≥ 74.1 %`; `None` without an RTO or where that is not known.
    pub within: Option<String>,
}

impl ServicePlan<'_> {
    /// What to say first; `None` where no time is known, or nothing was drawn and too little measured.
    pub fn headline(&self) -> Option<Headline> {
        let slowest = self.slowest()?;
        let group = slowest.measured.and_then(|i| self.measured.groups.get(i));
        if let Some(group) = group.filter(|_| slowest.basis == Basis::Measured) {
            let lasting = &group.lasting;
            return Some(Headline {
                scenario: slowest.scenario,
                basis: Basis::Measured,
                median: lasting.median,
                p90: lasting.p90,
                lower_bound: false,
                within: lasting.within_rto.as_ref().and_then(chance),
            });
        }
        let drawn = self.drawn(slowest.scenario)?;
        Some(Headline {
            scenario: slowest.scenario,
            basis: Basis::Estimate,
            median: Some(drawn.median),
            p90: Some(drawn.p90),
            lower_bound: drawn.lower_bound,
            within: drawn.within_rto.as_ref().map(super::share),
        })
    }
}

fn chance(chance: &Chance) -> Option<String> {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    match chance {
        Chance::Between { share, .. } => Some(percent(*share)),
        Chance::AtLeast { bound } => Some(format!("≥ {}", percent(*bound))),
        Chance::AtMost { bound } => Some(format!("≤ {}", percent(*bound))),
        Chance::TooFew | Chance::Unobserved => None,
    }
}
