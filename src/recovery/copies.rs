//! Copies of a service's data: where they are and how far behind.

use super::seconds;
use crate::record::{Backup, BackupMethod, Leaf, Place, Replication, ReplicationMode, Service};

/// A place with a known region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot<'a> {
    pub(crate) region: &'a str,
    pub(crate) zone: Option<&'a str>,
}

impl<'a> Spot<'a> {
    pub(crate) fn new(region: Option<&'a str>, zone: Option<&'a str>) -> Option<Self> {
        let said = |text: &&str| !text.trim().is_empty();
        Some(Self { region: region.filter(said)?, zone: zone.filter(said) })
    }

    pub(crate) fn of(place: &'a Place) -> Option<Self> {
        Self::new(place.region.as_deref(), place.zone.as_deref())
    }

    /// Whether something at `other` survives the loss of this zone (or `region`).
    ///
    /// What names a region only does not hang on any one zone of it; where this place names no zone, any zone of
    /// the region may be the one that is lost.
    pub(crate) fn spares(self, other: Self, region: bool) -> bool {
        let apart = || other.zone.is_none_or(|zone| self.zone.is_some_and(|mine| mine != zone));
        self.region != other.region || (!region && apart())
    }

    /// The zone, or the region where none is named or it is what is meant.
    pub(crate) fn name(self, region: bool) -> String {
        self.zone.filter(|_| !region).unwrap_or(self.region).into()
    }
}

/// A copy of data.
pub(crate) struct Copy<'a> {
    what: What<'a>,
    /// A replica, which repeats every damage at once.
    pub(crate) live: bool,
    /// How far behind it may be, in seconds.
    pub(crate) loss: Option<i64>,
    /// It may be further behind than that.
    pub(crate) lower_bound: bool,
    /// How long it is kept, in seconds.
    pub(crate) retention: Option<i64>,
    /// Where it is.
    pub(crate) place: Option<Spot<'a>>,
}

enum What<'a> {
    Backup(&'a Backup),
    Replica(&'a Replication),
}

impl Copy<'_> {
    /// `pitr of the database in cn-south-1a`.
    pub(crate) fn name(&self) -> String {
        let place = self.place.map_or(String::new(), |spot| format!(" in {}", spot.name(false)));
        match self.what {
            What::Backup(backup) => {
                let method =
                    backup.method.as_ref().and_then(Leaf::get).map_or("backup", |method| method.word());
                let what = backup.what.as_deref().map_or(String::new(), |what| format!(" of {what}"));
                format!("{method}{what}{place}")
            }
            What::Replica(replica) => {
                let mode = replica.mode.as_ref().and_then(Leaf::get).map_or("replica", |mode| match mode {
                    ReplicationMode::Sync => "synchronous replica",
                    ReplicationMode::Async => "asynchronous replica",
                });
                format!("{mode}{place}")
            }
        }
    }
}

/// Every copy of a service's data: replicas, then backups, each in the order of the record.
pub(crate) fn copies(service: &Service) -> Vec<Copy<'_>> {
    service.replication.iter().map(replica).chain(service.backups.iter().map(backup)).collect()
}

fn replica(replica: &Replication) -> Copy<'_> {
    let lag = seconds(replica.lag.as_ref());
    let sync = replica.mode.as_ref().and_then(Leaf::get) == Some(&ReplicationMode::Sync);
    Copy {
        what: What::Replica(replica),
        live: true,
        loss: if sync { Some(0) } else { lag },
        lower_bound: false,
        retention: None,
        place: replica.to.as_ref().and_then(Spot::of),
    }
}

/// At worst the one being made when it happens is useless, so that the one before counts: interval and duration.
fn backup(backup: &Backup) -> Copy<'_> {
    let every = seconds(backup.every.as_ref());
    let takes = seconds(backup.takes.as_ref());
    let archived = backup.method.as_ref().and_then(Leaf::get) == Some(&BackupMethod::Pitr);
    Copy {
        what: What::Backup(backup),
        live: false,
        loss: every.map(|every| if archived { every } else { every.saturating_add(takes.unwrap_or(0)) }),
        lower_bound: !archived && takes.is_none(),
        retention: seconds(backup.retention.as_ref()),
        place: backup.location.as_ref().and_then(Spot::of),
    }
}

/// The places whose loss takes the data: where the service runs and no replica is kept.
///
/// The record does not say which instance is the primary. Where a replica is kept, losing it costs nothing as long
/// as the others are there, so those places are left out, unless every place holds a replica of another.
pub(crate) fn data_places(service: &Service) -> Vec<Spot<'_>> {
    let mut places: Vec<Spot<'_>> = service
        .locations
        .iter()
        .filter_map(|place| Spot::new(place.region.as_deref(), place.zone.as_deref()))
        .collect();
    places.sort_unstable();
    places.dedup();
    let holds = |spot: &Spot<'_>| {
        service
            .replication
            .iter()
            .filter_map(|replica| replica.to.as_ref().and_then(Spot::of))
            .any(|to| to == *spot)
    };
    if places.iter().any(|spot| !holds(spot)) {
        places.retain(|spot| !holds(spot));
    }
    places
}
