//! What services, teams, runbooks, drills and the plan say, field by field; a test fills every field and asks for it.

use super::reader::{Class, Reader};
use crate::record::{Action, Contact, Drill, Place, Plan, Runbook, Service, Team};
use crate::workspace::Record;

/// Actions of an incident or a drill.
pub(super) fn actions(actions: &[Action], to: &mut Reader<'_>) {
    for action in actions {
        to.headings([&action.title]);
        to.word(action.kind.as_ref());
        to.word(action.state.as_ref());
        to.body([&action.id, &action.owner, &action.ticket, &action.evidence, &action.factor]);
    }
}

fn contacts(contacts: &[Contact], to: &mut Reader<'_>) {
    for contact in contacts {
        to.body([&contact.role, &contact.name, &contact.channel, &contact.backup]);
    }
}

fn place(place: Option<&Place>, to: &mut Reader<'_>) {
    if let Some(place) = place {
        to.body([&place.region, &place.zone]);
    }
}

/// A service of the catalogue.
pub(super) fn service(record: &Record<Service>, to: &mut Reader<'_>) {
    let service = &record.data;
    named(record, to);
    to.facet("kind", "service");
    to.keys(service.aliases.iter().chain(&service.owner).chain(&service.former_ids));
    if let Some(owner) = &service.owner {
        to.facet("team", owner);
    }
    contacts(&service.contacts, to);
    for dependency in &service.depends_on {
        to.body([&dependency.service, &dependency.degraded_mode]);
        to.word(dependency.kind.as_ref());
    }
    for location in &service.locations {
        to.body([&location.region, &location.zone]);
    }
    if let Some(deployment) = &service.deployment {
        to.word(deployment.strategy.as_ref());
        to.each(Class::Body, deployment.environments.iter().map(Some));
        to.body([&deployment.rollback]);
    }
    if let Some(health) = &service.health {
        to.body([&health.liveness, &health.readiness]);
    }
    if let Some(scaling) = &service.scaling {
        to.body([&scaling.metric]);
    }
    if let Some(failover) = &service.failover {
        to.word(failover.strategy.as_ref());
    }
    for backup in &service.backups {
        to.body([&backup.what]);
        to.word(backup.method.as_ref());
        place(backup.location.as_ref(), to);
    }
    for replication in &service.replication {
        to.word(replication.mode.as_ref());
        place(replication.to.as_ref(), to);
    }
    recovery(record, to);
    to.each(Class::Body, service.evidence.iter().map(Some));
}

/// Its page in the plan.
pub(super) fn recovery_page(record: &Record<Service>, to: &mut Reader<'_>) {
    named(record, to);
    to.facet("kind", "plan");
    recovery(record, to);
}

/// A team.
pub(super) fn team(record: &Record<Team>, to: &mut Reader<'_>) {
    let team = &record.data;
    to.say(Class::Title, team.name.as_deref().unwrap_or(&record.id));
    to.id(&record.id);
    to.facet("kind", "team");
    to.facet("team", &record.id);
    to.keys(team.aliases.iter().chain(&team.former_ids));
    to.each(Class::Body, team.members.iter().map(Some));
    contacts(&team.contacts, to);
}

/// Name and id of a service, and itself as a value to choose by.
fn named(record: &Record<Service>, to: &mut Reader<'_>) {
    to.say(Class::Title, record.data.name.as_deref().unwrap_or(&record.id));
    to.id(&record.id);
    to.facet("service", &record.id);
}

fn recovery(record: &Record<Service>, to: &mut Reader<'_>) {
    for recovery in &record.data.recovery {
        to.word(recovery.method.as_ref());
        recovery.scenarios.iter().for_each(|scenario| to.word(Some(scenario)));
        for step in &recovery.steps {
            to.headings([&step.step]);
            to.body([&step.id, &step.role, &step.team, &step.runbook]);
            to.each(Class::Body, step.after.iter().flatten().map(Some));
        }
    }
}

/// A runbook.
pub(super) fn runbook(record: &Record<Runbook>, to: &mut Reader<'_>) {
    let runbook = &record.data;
    to.say(Class::Title, runbook.title.as_deref().unwrap_or(&record.id));
    to.id(&record.id);
    to.keys(runbook.services.iter().chain(&runbook.alerts).chain(&runbook.owner).chain(&runbook.former_ids));
    to.facet("kind", "runbook");
    for service in &runbook.services {
        to.facet("service", service);
    }
    if let Some(owner) = &runbook.owner {
        to.facet("team", owner);
    }
    for texts in [&runbook.symptoms, &runbook.preconditions, &runbook.verification, &runbook.escalation] {
        to.texts(texts.as_ref());
    }
    for step in &runbook.steps {
        to.headings([&step.title]);
        to.body([&step.role, &step.command, &step.expect, &step.rollback, &step.automation]);
    }
    if let Some(body) = &runbook.body {
        to.markdown(body);
    }
}

/// A drill, which stands in the plan.
pub(super) fn drill(record: &Record<Drill>, to: &mut Reader<'_>) {
    let drill = &record.data;
    to.say(Class::Title, &record.id);
    to.keys(&drill.services);
    to.facet("kind", "drill");
    for service in &drill.services {
        to.facet("service", service);
    }
    if let Some(scenario) = &drill.scenario {
        to.say(Class::Heading, scenario.text());
    }
    for result in &drill.results {
        to.body([&result.service, &result.restored_from]);
        to.word(result.kind.as_ref());
    }
    to.each(Class::Body, drill.findings.iter().map(Some));
    actions(&drill.actions, to);
}

/// The plan as a whole.
pub(super) fn plan(plan: &Plan, to: &mut Reader<'_>) {
    to.facet("kind", "plan");
    for activation in &plan.activation {
        to.body([&activation.criterion, &activation.authority]);
    }
    to.body([&plan.notification, &plan.outage_assessment, &plan.reconstitution]);
    for call in &plan.call_tree {
        to.body([&call.role, &call.contact, &call.backup]);
    }
    for role in &plan.roles {
        to.headings([&role.role]);
        to.body([&role.duty]);
    }
    if let Some(foundations) = &plan.foundations {
        to.each(Class::Body, foundations.each().map(|(_, text)| text));
    }
    for vendor in &plan.vendors {
        to.headings([&vendor.name]);
        to.body([&vendor.service, &vendor.contact, &vendor.contract, &vendor.sla]);
    }
    if let Some(site) = &plan.alternate_site {
        to.body([&site.location, &site.kind, &site.capacity]);
    }
    for document in &plan.documents {
        to.headings([&document.title]);
        to.body([&document.at, &document.service]);
    }
    if let Some(maintenance) = &plan.maintenance {
        to.body([&maintenance.owner]);
    }
}
