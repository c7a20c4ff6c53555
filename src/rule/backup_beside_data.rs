//! Backups that are lost together with the data.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::Service;
use crate::recovery::{Spot, bears_data, data_places, lasting};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "backup-beside-data",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "Every backup is in the same region, or even the same zone, as the data.",
    why: "A fire, a flood or a lost account takes what is beside the data with it, and a replica elsewhere is no \
          backup: it repeats every damage at once. One backup has to be out of reach of whatever may hit the data. A \
          record that says where its backups are is checked; one that does not is not guessed at.",
    bad: &[(
        "services/orders.yaml",
        "id: orders\ndata_bearing: true\nlocations: [{region: east, zone: east-1}]\n\
         backups:\n  - {method: snapshot, every: 1h, takes: 5m, retention: 30d, location: {region: east, zone: east-1}}\n",
    )],
    good: &[(
        "services/orders.yaml",
        "id: orders\ndata_bearing: true\nlocations: [{region: east, zone: east-1}]\n\
         backups:\n  - {method: snapshot, every: 1h, takes: 5m, retention: 30d, location: {region: west}}\n",
    )],
    check: Check::Whole(|all| applies::services(all, |service| !service.backups.is_empty()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for record in lasting(workspace).services() {
        let service = &record.data;
        let Some(backups) = places(service).filter(|backups| !backups.is_empty() && bears_data(service))
        else {
            continue;
        };
        let beside = |region: bool| {
            data_places(service)
                .into_iter()
                .find(|data| !backups.iter().any(|backup| data.spares(*backup, region)))
        };
        let Some((data, what)) =
            beside(false).map(|data| (data, "zone")).or(beside(true).map(|data| (data, "region")))
        else {
            continue;
        };
        let message = format!(
            "every backup of `{}` is in the same {what} as its data, {}",
            record.id,
            data.name(what == "region")
        );
        let same = |place: &crate::record::Location| {
            Spot::new(place.region.as_deref(), place.zone.as_deref()) == Some(data)
        };
        let location = service.locations.iter().position(same).unwrap_or(0);
        findings.push(
            Finding::new(RULE.id, &record.file, at("backups").item(0).then("location"), message)
                .second(at("locations").item(location), "the data is here")
                .help(format!("keep one backup outside {}", data.region)),
        );
    }
}

/// Where the backups are; `None` if one of them does not say.
fn places(service: &Service) -> Option<Vec<Spot<'_>>> {
    service.backups.iter().map(|backup| backup.location.as_ref().and_then(Spot::of)).collect()
}
