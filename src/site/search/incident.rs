//! What an incident says, field by field; a test fills every field and asks for it.

use super::reader::{Class, Reader};
use crate::record::{Analysis, Impact, Incident, RegressionTests, Repair, Response, Users};
use crate::workspace::{Case, Workspace};

/// Reads an incident of any kind.
pub(super) fn read(case: &Case, workspace: &Workspace, to: &mut Reader<'_>) {
    let data = &case.data;
    to.say(Class::Title, case.title());
    to.id(&case.id);
    to.keys(data.services.iter().chain(&data.tags).chain(&data.organisation).chain(&data.former_ids));
    to.facet("kind", case.kind.word());
    for name in &data.services {
        let known = workspace.names.service(name).map(|i| workspace.services[i].id.as_str());
        to.facet("service", known.unwrap_or(name));
    }
    for tag in &data.tags {
        to.facet("tag", tag);
    }
    if let Some(severity) = &data.severity {
        to.say(Class::Key, severity);
        to.facet("severity", severity);
    }
    if let Some(status) = &data.status {
        to.say(Class::Body, status);
        to.facet("status", status);
    }
    to.body([&data.summary]);
    if let Some(detection) = &data.detection {
        to.word(detection.source.as_ref());
        to.word(detection.layer.as_ref());
        to.headings([&detection.alert]);
        to.body([&detection.by]);
        to.texts(detection.missed_by.as_ref());
    }
    for (role, names) in data.roles.iter() {
        to.say(Class::Body, role);
        to.texts(Some(names));
    }
    data.impact.iter().for_each(|impact| self::impact(impact, to));
    data.analysis.iter().for_each(|analysis| self::analysis(analysis, to));
    data.response.iter().for_each(|response| self::response(response, to));
    data.repair.iter().for_each(|repair| self::repair(repair, to));
    changes(data, to);
    papers(data, to);
}

fn impact(impact: &Impact, to: &mut Reader<'_>) {
    to.body([&impact.summary, &impact.not_affected]);
    if let Some(Users::Count(_, unit)) = &impact.users {
        to.body([unit]);
    }
    for outage in &impact.outages {
        to.keys(&outage.service);
        to.word(outage.kind.as_ref());
    }
}

fn analysis(analysis: &Analysis, to: &mut Reader<'_>) {
    to.body([&analysis.reproduction, &analysis.trigger, &analysis.root_cause]);
    if let Some(change) = &analysis.change {
        to.body([&change.link]);
    }
    for why in &analysis.five_whys {
        to.body([&why.why, &why.because, &why.evidence]);
    }
    to.each(Class::Heading, analysis.contributing_factors.iter().map(Some));
    to.headings([&analysis.category]);
}

fn response(response: &Response, to: &mut Reader<'_>) {
    for mitigation in &response.mitigations {
        to.word(mitigation.kind.as_ref());
        to.word(mitigation.effective.as_ref());
        to.body([&mitigation.action, &mitigation.runbook]);
    }
    for decision in &response.decisions {
        to.body([&decision.decision, &decision.by]);
        to.texts(decision.alternatives.as_ref());
    }
}

fn repair(repair: &Repair, to: &mut Reader<'_>) {
    for change in &repair.changes {
        to.body([&change.link, &change.description]);
    }
    match &repair.regression_tests {
        Some(RegressionTests::Named(tests)) => to.each(Class::Body, tests.iter().map(Some)),
        Some(RegressionTests::Waived(reason)) => to.body([reason]),
        None => {}
    }
}

/// What was changed, tried and said, in rows.
fn changes(data: &Incident, to: &mut Reader<'_>) {
    for change in &data.severity_changes {
        to.body([&change.from, &change.to, &change.reason]);
    }
    for change in &data.status_changes {
        to.body([&change.to, &change.reason]);
    }
    to.each(Class::Body, data.cancelled.iter().map(|cancelled| cancelled.reason.as_ref()));
    to.each(Class::Body, data.duplicate.iter().map(|duplicate| duplicate.of.as_ref()));
    to.each(Class::Body, data.reopened.iter().map(|again| again.reason.as_ref()));
    for check in &data.verification {
        to.body([&check.check, &check.evidence]);
        to.word(check.result.as_ref());
    }
    for said in &data.communications {
        to.body([&said.channel, &said.audience, &said.message]);
    }
    for row in &data.timeline {
        to.word(row.kind.as_ref());
        to.body([&row.by, &row.text, &row.source]);
    }
}

/// What was learnt, what is to be done, and where it is written.
fn papers(data: &Incident, to: &mut Reader<'_>) {
    if let Some(lessons) = &data.lessons {
        for texts in [&lessons.went_well, &lessons.went_wrong, &lessons.got_lucky] {
            to.texts(texts.as_ref());
        }
    }
    super::others::actions(&data.actions, to);
    if let Some(review) = &data.review {
        to.word(review.state.as_ref());
        to.texts(review.by.as_ref());
    }
    for amendment in &data.amendments {
        to.body([&amendment.field, &amendment.from, &amendment.to, &amendment.reason]);
    }
    to.each(Class::Body, data.discrepancies.iter().chain(&data.related).map(Some));
    for source in &data.sources {
        to.body([&source.title, &source.url, &source.archived]);
    }
    for link in &data.links {
        to.body([&link.title, &link.url]);
    }
}
