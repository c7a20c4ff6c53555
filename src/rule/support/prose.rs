//! Every text of a record that readers see as prose, with its path, which is only built where it is wanted.

use crate::finding::{FieldPath, Place, at};
use crate::record::{Incident, RegressionTests, Runbook, Text, Texts};
use crate::workspace::Workspace;

use super::nth;

/// Hears a text and, if it asks, its place.
type Look<'a> = &'a mut dyn FnMut(&Text, &dyn Fn() -> Place);

/// Hears a text, the file it is in and, if it asks, its place.
type LookIn<'a> = &'a mut dyn FnMut(&str, &Text, &dyn Fn() -> Place);

/// Looks at one field after the other.
struct Reader<'a>(Look<'a>);

impl Reader<'_> {
    fn one(&mut self, text: Option<&Text>, path: impl Fn() -> FieldPath) {
        if let Some(text) = text {
            (self.0)(text, &|| path().into());
        }
    }

    fn many(&mut self, texts: &[Text], path: &str) {
        for (i, text) in texts.iter().enumerate() {
            self.one(Some(text), || at(path).item(i));
        }
    }

    fn texts(&mut self, texts: Option<&Texts>, path: impl Fn() -> FieldPath) {
        if let Some(texts) = texts {
            for (i, text) in texts.0.iter().enumerate() {
                self.one(Some(text), || nth(path(), texts, i));
            }
        }
    }
}

/// The prose of an incident.
pub(in crate::rule) fn incident(data: &Incident, look: Look<'_>) {
    let mut read = Reader(look);
    macro_rules! fields {
        ($($field:expr => $path:literal),+ $(,)?) => { $( read.one($field.as_ref(), || at($path)); )+ };
    }
    macro_rules! rows {
        ($($rows:expr => $path:literal: $($field:ident),+;)+) => { $(
            for (i, row) in $rows.iter().enumerate() {
                $( read.one(row.$field.as_ref(), || at($path).item(i).then(stringify!($field))); )+
            }
        )+ };
    }
    fields!(data.title => "title", data.summary => "summary");
    if let Some(detection) = &data.detection {
        read.texts(detection.missed_by.as_ref(), || at("detection.missed_by"));
    }
    if let Some(impact) = &data.impact {
        fields!(impact.summary => "impact.summary", impact.not_affected => "impact.not_affected");
    }
    if let Some(analysis) = &data.analysis {
        fields!(
            analysis.reproduction => "analysis.reproduction",
            analysis.trigger => "analysis.trigger",
            analysis.root_cause => "analysis.root_cause",
        );
        rows!(analysis.five_whys => "analysis.five_whys": why, because, evidence;);
        read.many(&analysis.contributing_factors, "analysis.contributing_factors");
    }
    if let Some(response) = &data.response {
        rows!(
            response.mitigations => "response.mitigations": action;
            response.decisions => "response.decisions": decision;
        );
        for (i, decision) in response.decisions.iter().enumerate() {
            let path = || at("response.decisions").item(i).then("alternatives");
            read.texts(decision.alternatives.as_ref(), path);
        }
    }
    if let Some(repair) = &data.repair {
        rows!(repair.changes => "repair.changes": description;);
        match &repair.regression_tests {
            Some(RegressionTests::Named(tests)) => read.many(tests, "repair.regression_tests"),
            Some(RegressionTests::Waived(reason)) => {
                read.one(reason.as_ref(), || at("repair.regression_tests.waived"));
            }
            None => {}
        }
    }
    if let Some(lessons) = &data.lessons {
        read.texts(lessons.went_well.as_ref(), || at("lessons.went_well"));
        read.texts(lessons.went_wrong.as_ref(), || at("lessons.went_wrong"));
        read.texts(lessons.got_lucky.as_ref(), || at("lessons.got_lucky"));
    }
    rows!(
        data.severity_changes => "severity_changes": reason;
        data.status_changes => "status_changes": reason;
        data.reopened => "reopened": reason;
        data.verification => "verification": check, evidence;
        data.communications => "communications": message;
        data.timeline => "timeline": text;
        data.actions => "actions": title, evidence;
        data.amendments => "amendments": from, to, reason;
        data.links => "links": title;
    );
    read.many(&data.discrepancies, "discrepancies");
}

/// The prose of a runbook; the text of a Markdown one is the file itself.
fn runbook(data: &Runbook, look: Look<'_>) {
    if let Some(body) = &data.body {
        look(body, &|| Place::File);
    }
    runbook_fields(data, look);
}

/// The same without the text of a Markdown one.
pub(in crate::rule) fn runbook_fields(data: &Runbook, look: Look<'_>) {
    let mut read = Reader(look);
    for (texts, path) in [
        (&data.symptoms, "symptoms"),
        (&data.preconditions, "preconditions"),
        (&data.verification, "verification"),
        (&data.escalation, "escalation"),
    ] {
        read.texts(texts.as_ref(), || at(path));
    }
    for (i, step) in data.steps.iter().enumerate() {
        for (text, field) in [(&step.title, "title"), (&step.expect, "expect"), (&step.rollback, "rollback")]
        {
            read.one(text.as_ref(), || at("steps").item(i).then(field));
        }
    }
}

/// The prose of every record beside the incidents, with its file.
pub(in crate::rule) fn others(workspace: &Workspace, look: LookIn<'_>) {
    for record in &workspace.runbooks {
        runbook(&record.data, &mut |text, place| look(&record.file, text, place));
    }
    for record in &workspace.drills {
        let mut look = |text: &Text, place: &dyn Fn() -> Place| look(&record.file, text, place);
        Reader(&mut look).many(&record.data.findings, "findings");
    }
    for record in &workspace.services {
        let mut look = |text: &Text, place: &dyn Fn() -> Place| look(&record.file, text, place);
        let mut read = Reader(&mut look);
        for (i, dependency) in record.data.depends_on.iter().enumerate() {
            read.one(dependency.degraded_mode.as_ref(), || at("depends_on").item(i).then("degraded_mode"));
        }
        let rollback = record.data.deployment.as_ref().and_then(|deployment| deployment.rollback.as_ref());
        read.one(rollback, || at("deployment.rollback"));
        for (i, recovery) in record.data.recovery.iter().enumerate() {
            for (j, step) in recovery.steps.iter().enumerate() {
                read.one(step.step.as_ref(), || at("recovery").item(i).then("steps").item(j).then("step"));
            }
        }
    }
    if let Some(record) = &workspace.plan {
        let mut look = |text: &Text, place: &dyn Fn() -> Place| look(&record.file, text, place);
        let mut read = Reader(&mut look);
        let plan = &record.data;
        for (text, field) in [
            (&plan.notification, "notification"),
            (&plan.outage_assessment, "outage_assessment"),
            (&plan.reconstitution, "reconstitution"),
        ] {
            read.one(text.as_ref(), || at(field));
        }
        for (i, role) in plan.roles.iter().enumerate() {
            read.one(role.duty.as_ref(), || at("roles").item(i).then("duty"));
        }
    }
}
