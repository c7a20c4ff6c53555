//! Fewest instances that are more than there are.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::{Leaf, Service};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "scaling-order",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "A service scales from more instances than it scales to, or has fewer than its fewest.",
    why: "One of the numbers is not what runs. After the loss of a place the plan counts on the fewest instances being there \
          and on room up to the most; where they contradict each other, or the locations, one of the two is missing that night.",
    bad: &[("services/orders.yaml", "id: orders\nscaling: {min: 8, max: 4}\n")],
    good: &[("services/orders.yaml", "id: orders\nscaling: {min: 4, max: 8}\n")],
    check: Check::Whole(|all| applies::services(all, |service| service.scaling.is_some()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (_, record) in applies::lasting(workspace) {
        let Some(scaling) = &record.data.scaling else { continue };
        let whole =
            |leaf: Option<&Leaf<crate::record::Whole>>| leaf.and_then(Leaf::get).map(|n| u64::from(n.0));
        let Some(min) = whole(scaling.min.as_ref()) else { continue };
        let field = at("scaling.min");
        if let Some(max) = whole(scaling.max.as_ref()).filter(|max| *max < min) {
            let message = format!("`{}` has at least {min} instances and at most {max}", record.id);
            let finding = Finding::new(RULE.id, &record.file, field, message);
            findings
                .push(finding.second(at("scaling.max"), "the most").help("exchange them, or correct one"));
        } else if let Some(there) = replicas(&record.data).filter(|there| *there < min) {
            let message =
                format!("`{}` has at least {min} instances, but its locations have {there}", record.id);
            let finding = Finding::new(RULE.id, &record.file, field, message);
            findings.push(finding.second(at("locations"), "these").help("correct `min` or the `replicas`"));
        }
    }
}

/// All instances, if every location says how many it has.
fn replicas(service: &Service) -> Option<u64> {
    let counts = service.locations.iter().map(|at| at.replicas.as_ref()?.get().map(|n| u64::from(n.0)));
    counts.sum::<Option<u64>>().filter(|_| !service.locations.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn all_locations_together() {
        let count = |locations: &str| {
            let text = format!("id: a\nscaling: {{min: 6, max: 9}}\nlocations: [{locations}]\n");
            found("scaling-order", &[("services/a.yaml", &text)]).len()
        };
        assert_eq!(count("{region: a, replicas: 2}, {region: b, replicas: 3}"), 1);
        assert_eq!(count("{region: a, replicas: 3}, {region: b, replicas: 3}"), 0);
        assert_eq!(count("{region: a, replicas: 3}, {region: b}"), 0, "nobody says how many");
        assert_eq!(count(""), 0);
    }
}
