//! How a service comes back: ways of recovery, copies of its data, deployment and health.

use super::super::super::document::Block;
use super::super::{cell, head, number};
use super::Subject;
use crate::record::{Leaf, Recovery};

impl Subject<'_, '_> {
    /// The ways to bring it back.
    pub(super) fn recovery(&self) -> Vec<Block> {
        let ways = self.service.recovery.iter();
        ways.flat_map(|way| self.way(way)).collect()
    }

    /// One way to bring it back.
    fn way(&self, way: &Recovery) -> Vec<Block> {
        let pen = self.pen;
        let words = &pen.index.words;
        let scenarios = words.list(way.scenarios.iter().map(|scenario| pen.chosen(scenario)));
        let method = way.method.as_ref().map_or(pen.word("recovery"), |method| pen.chosen(method));
        let title = if scenarios.is_empty() {
            method.to_owned()
        } else {
            [method, words.get("colon"), &scenarios].concat()
        };
        let rows = way.steps.iter().map(|step| {
            let text = step.step.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
            let id = step.id.as_ref().map(|id| pen.small(id)).unwrap_or_default();
            let before = step.before_dependencies.as_ref().and_then(Leaf::get).is_some_and(|flag| flag.0);
            let before = before.then(|| pen.tag("", pen.word("before_dependencies")));
            let estimate = step.estimate.as_ref();
            let after = step.after.iter().flatten().map(|id| pen.text(id));
            let who = [
                step.role.as_deref().map(|role| pen.role(role)).unwrap_or_default(),
                pen.maybe(step.team.as_ref()),
            ];
            vec![
                head(pen.join([text, id, before.unwrap_or_default()], " ")),
                cell(pen.join(who, ", ")),
                number(pen.duration(estimate.and_then(|e| e.best.as_ref()))),
                number(pen.duration(estimate.and_then(|e| e.likely.as_ref()))),
                number(pen.duration(estimate.and_then(|e| e.worst.as_ref()))),
                cell(pen.join(after, ", ")),
                cell(step.runbook.as_ref().map(|id| pen.runbook(id)).unwrap_or_default()),
            ]
        });
        let columns = ["step", "role", "best#", "likely#", "worst#", "after", "runbook"];
        let mut blocks = vec![Block::Heading(title)];
        blocks.extend(pen.plain_table("recovery", &columns, rows.collect()));
        blocks
    }

    /// Copies of its data.
    pub(super) fn copies(&self) -> Vec<Block> {
        let pen = self.pen;
        let place = |place: Option<&crate::record::Place>| {
            let parts = place.map(|place| [pen.maybe(place.region.as_ref()), pen.maybe(place.zone.as_ref())]);
            pen.join(parts.into_iter().flatten(), " ")
        };
        let backups = self.service.backups.iter().map(|backup| {
            vec![
                head(pen.maybe(backup.what.as_ref())),
                cell(pen.choice(backup.method.as_ref())),
                number(pen.duration(backup.every.as_ref())),
                number(pen.duration(backup.takes.as_ref())),
                number(pen.duration(backup.retention.as_ref())),
                cell(place(backup.location.as_ref())),
                cell(pen.flag(backup.immutable.as_ref())),
                cell(pen.flag(backup.encrypted.as_ref())),
            ]
        });
        let replicas = self.service.replication.iter().map(|replica| {
            vec![
                head(place(replica.to.as_ref())),
                cell(pen.choice(replica.mode.as_ref())),
                number(pen.duration(replica.lag.as_ref())),
            ]
        });
        let columns = ["what", "method", "every#", "takes#", "kept#", "where", "immutable", "encrypted"];
        let tables = [
            pen.captioned("backups", &columns, backups.collect()),
            pen.captioned("replication", &["where", "mode", "lag#"], replicas.collect()),
        ];
        tables.into_iter().flatten().collect()
    }

    /// How it changes, grows and tells that it is well.
    pub(super) fn deployment(&self) -> Vec<Block> {
        let (pen, service) = (self.pen, self.service);
        let deployment = service.deployment.as_ref();
        let steps = deployment.iter().flat_map(|deployment| &deployment.steps).map(|step| {
            let watch = step.watch.as_ref().map(|watch| pen.around("for", pen.duration(Some(watch))));
            pen.join([pen.share(step.share.as_ref()), watch.unwrap_or_default()], " ")
        });
        let places = service.locations.iter().map(|place| {
            let replicas = place.replicas.as_ref().map(|n| pen.text(&format!("× {}", n.text())));
            pen.join(
                [
                    pen.maybe(place.region.as_ref()),
                    pen.maybe(place.zone.as_ref()),
                    replicas.unwrap_or_default(),
                ],
                " ",
            )
        });
        let environments =
            deployment.iter().flat_map(|deployment| &deployment.environments).map(|name| pen.text(name));
        let health = service.health.as_ref();
        let scaling = service.scaling.as_ref();
        let instances =
            scaling.map(|s| pen.join([pen.leaf(s.min.as_ref()), pen.leaf(s.max.as_ref())], " – "));
        let rollback = deployment.and_then(|d| d.rollback.as_ref()).map(|text| pen.phrase(text));
        let failover = service.failover.as_ref();
        pen.block_of([
            ("strategy", pen.choice(deployment.and_then(|d| d.strategy.as_ref()))),
            ("stages", pen.join(steps, ", ")),
            ("environments", pen.join(environments, " → ")),
            ("rollback", rollback.unwrap_or_default()),
            ("locations", pen.join(places, "; ")),
            ("instances", instances.unwrap_or_default()),
            ("scaled_on", pen.maybe(scaling.and_then(|s| s.metric.as_ref()))),
            ("liveness", pen.maybe(health.and_then(|h| h.liveness.as_ref()))),
            ("readiness", pen.maybe(health.and_then(|h| h.readiness.as_ref()))),
            ("failover", pen.choice(failover.and_then(|f| f.strategy.as_ref()))),
            ("automatic", pen.flag(failover.and_then(|f| f.automatic.as_ref()))),
        ])
        .into_iter()
        .collect()
    }
}
