//! What an audience may see: everything else is taken out before a page or a number is made.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::{Case, Policy, Record, Workspace};
use crate::alerts::Rules;
use crate::record::schema::RecordType;
use crate::record::{Audience, Incident, Leaf, Milestone, Text};
use crate::source::{RECORD_LIMIT, Source};
use crate::yaml::{Input, read_without};

/// The fields that name people, by type of record; teams as owners are among them.
const PEOPLE: [(RecordType, &[&str]); 5] = [
    (
        RecordType::Incident,
        &["roles", "timeline.by", "detection.by", "response.decisions.by", "review.by", "actions.owner"],
    ),
    (RecordType::Service, &["contacts"]),
    (RecordType::Team, &["members", "contacts"]),
    (RecordType::Drill, &["actions.owner"]),
    (RecordType::Plan, &["call_tree", "vendors.contact", "maintenance.owner"]),
];

/// What of a record file an audience may not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld<'a> {
    /// The file, relative to the folder read.
    pub file: &'a str,
    /// The type of its record.
    pub record: RecordType,
    /// The id of its record.
    pub id: &'a str,
    /// The paths of the fields; `None` where all of it is withheld.
    pub fields: Option<Vec<&'a str>>,
}

impl Workspace {
    /// Every record file with what `audience` may not see of it, those that hold nothing of that sort included.
    pub fn withheld(&self, audience: Audience) -> Vec<Withheld<'_>> {
        fn all<'a, T>(
            policy: &Policy,
            audience: Audience,
            record: RecordType,
            records: &'a [Record<T>],
        ) -> impl Iterator<Item = Withheld<'a>> {
            let shown = policy.audience_of(record) <= audience;
            let fields = shown.then(|| people(policy, record, audience).to_vec());
            records.iter().map(move |one| Withheld {
                file: &one.file,
                record,
                id: &one.id,
                fields: fields.clone(),
            })
        }
        let policy = &self.policy;
        let cases = self.cases.iter().map(|case| Withheld {
            file: &case.file,
            record: RecordType::Incident,
            id: &case.id,
            fields: (case.audience <= audience).then(|| hidden(case, policy, audience)),
        });
        let plan = self.plan.as_slice();
        cases
            .chain(all(policy, audience, RecordType::Service, &self.services))
            .chain(all(policy, audience, RecordType::Team, &self.teams))
            .chain(all(policy, audience, RecordType::Runbook, &self.runbooks))
            .chain(all(policy, audience, RecordType::Drill, &self.drills))
            .chain(all(policy, audience, RecordType::Plan, plan))
            .collect()
    }

    /// Takes out what `audience` may not see and returns how many records were withheld.
    ///
    /// Fields that are withheld are taken out of their file before it is read again, so no page can know them.
    pub fn keep_visible(&mut self, audience: Audience, source: &Source) -> usize {
        let policy = &self.policy;
        self.cases.par_iter_mut().filter(|case| case.audience <= audience).for_each(|case| {
            if let Some(less) = without_fields(case, audience, source, policy) {
                **case = less;
            }
        });
        let before = self.services.len() + self.teams.len() + self.runbooks.len() + self.drills.len();
        keep_type(&mut self.services, (RecordType::Service, audience), source, policy, &mut self.left_out);
        keep_type(&mut self.teams, (RecordType::Team, audience), source, policy, &mut self.left_out);
        keep_type(&mut self.runbooks, (RecordType::Runbook, audience), source, policy, &mut self.left_out);
        keep_type(&mut self.drills, (RecordType::Drill, audience), source, policy, &mut self.left_out);
        let mut plan: Vec<_> = self.plan.take().into_iter().collect();
        let plans = plan.len();
        keep_type(&mut plan, (RecordType::Plan, audience), source, policy, &mut self.left_out);
        let kept =
            self.services.len() + self.teams.len() + self.runbooks.len() + self.drills.len() + plan.len();
        let others = before + plans - kept;
        self.plan = plan.pop();
        if audience < Audience::Internal {
            // Alert rules and evidence are read beside the records; nothing in them says who else may read them.
            self.alerts = Rules::default();
            self.beside.clear();
            self.facts = OnceLock::new();
            self.policy.site.edit = None;
        }
        let cases = self.keep(|case| case.audience <= audience);
        if others > 0 {
            self.name();
        }
        cases + others
    }

    /// Keeps the incidents that are wanted, takes references to the others out, and returns how many those are.
    pub fn keep(&mut self, wanted: impl Fn(&Case) -> bool) -> usize {
        let gone = self.cases.iter().filter(|case| !wanted(case));
        let ids = gone.flat_map(|case| {
            std::iter::once(case.id.as_str()).chain(case.data.former_ids.iter().map(|id| &**id))
        });
        let gone: BTreeSet<String> = ids.map(str::to_lowercase).collect();
        let before = self.cases.len();
        self.cases.retain(|case| wanted(case));
        let count = before - self.cases.len();
        if count > 0 {
            let gone = |id: &Text| gone.contains(&id.to_lowercase());
            for case in &mut self.cases {
                case.data.related.retain(|id| !gone(id));
                if let Some(duplicate) = &mut case.data.duplicate {
                    duplicate.of = duplicate.of.take().filter(|id| !gone(id));
                }
            }
            self.name();
        }
        count
    }
}

/// The fields that name people, where the audience may not read them.
pub(crate) fn people(policy: &Policy, record: RecordType, audience: Audience) -> &'static [&'static str] {
    let fields = PEOPLE.iter().find(|(other, _)| *other == record).map_or(&[][..], |(_, fields)| *fields);
    if policy.people > audience { fields } else { &[] }
}

/// The paths of the fields of a case that `audience` may not see.
fn hidden<'a>(case: &'a Case, policy: &Policy, audience: Audience) -> Vec<&'a str> {
    hidden_by_itself(case, audience)
        .chain(people(policy, RecordType::Incident, audience).iter().copied())
        .collect()
}

/// The paths of the fields that a case itself keeps from `audience`.
pub(crate) fn hidden_by_itself(case: &Case, audience: Audience) -> impl Iterator<Item = &str> {
    let fields = case.data.visibility.iter().flat_map(|visibility| visibility.fields.iter());
    // A level that cannot be read is a finding; until it is mended, the field is kept back.
    let hides = move |level: &Leaf<Audience>| level.get().is_none_or(|level| *level > audience);
    fields.filter(move |(_, level)| hides(level)).map(|(path, _)| &**path)
}

/// Takes out the records of a type that `audience` may not see, or what it may not see of them.
fn keep_type<T: DeserializeOwned + Default>(
    records: &mut Vec<Record<T>>,
    (record, audience): (RecordType, Audience),
    source: &Source,
    policy: &Policy,
    left_out: &mut Vec<RecordType>,
) {
    if policy.audience_of(record) > audience {
        records.clear();
        left_out.push(record);
        return;
    }
    let hidden = people(policy, record, audience);
    if !hidden.is_empty() {
        for one in records {
            one.data = without(source, &one.file, record, policy, hidden);
        }
    }
}

/// A record without some of its fields; an empty one where its file is gone.
fn without<T: DeserializeOwned + Default>(
    source: &Source,
    file: &str,
    record: RecordType,
    policy: &Policy,
    hidden: &[&str],
) -> T {
    let text = source.read_one(file, RECORD_LIMIT).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.unwrap_or_default();
    let input = Input { file, text: &text, offset: 0, zone: policy.named_zone };
    read_without(input, record, hidden).unwrap_or_default()
}

/// The case as if the fields that `audience` may not see were not written; `None` if it may see all of them.
fn without_fields(case: &Case, audience: Audience, source: &Source, policy: &Policy) -> Option<Case> {
    let hidden = hidden(case, policy, audience);
    if hidden.is_empty() {
        return None;
    }
    let mut data: Incident = without(source, &case.file, RecordType::Incident, policy, &hidden);
    for amendment in &mut data.amendments {
        // What a field was before is as secret as what it is.
        if amendment.field.as_deref().is_some_and(|field| hidden.iter().any(|path| meet(field, path))) {
            (amendment.from, amendment.to, amendment.reason) = (None, None, None);
            amendment.field = amendment.field.take().filter(|field| !names_a_role(field));
        }
    }
    if let Some(visibility) = &mut data.visibility {
        visibility.fields.keep(|path| !names_a_role(path));
    }
    let mut less = Case::new(case.file.clone(), case.id.clone(), data, policy);
    if audience < Audience::Internal {
        // That there is more to know is told to those who can ask for it.
        less.data.visibility = None;
    }
    // That it came so far is no secret where its time is one: it would else be taken for open.
    less.ended = case.ended;
    for (i, milestone) in Milestone::ALL.iter().enumerate() {
        less.times.withheld[i] = case.times.get(*milestone).is_some() && less.times.get(*milestone).is_none();
    }
    Some(less)
}

/// Whether a path holds a name that is the user's: roles are the only fields of an incident that are named by whoever writes it.
fn names_a_role(path: &str) -> bool {
    path.starts_with("roles.")
}

/// Whether one path leads to the other or into it, whatever the numbers of items in them.
pub(crate) fn meet(one: &str, other: &str) -> bool {
    let steps = |path: &str| -> Vec<String> {
        path.split('.').map(|step| step.split('[').next().unwrap_or_default().trim().to_lowercase()).collect()
    };
    steps(one).iter().zip(&steps(other)).all(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::load;

    #[test]
    fn withholds_records_and_fields() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("A.yaml", "id: A\nkind: security\ntitle: secret\n");
        write(
            "B.yaml",
            "id: B\ntitle: shown\nrelated: [A, C]\nanalysis:\n  root_cause: hush\n  trigger: seen\n\
             visibility:\n  fields:\n    analysis.root_cause: restricted\n    title: public\n",
        );
        let source = Source::open_work_tree(folder.path()).unwrap();
        let mut workspace = load(&source).workspace;
        assert_eq!(workspace.keep_visible(Audience::Internal, &source), 1);
        assert_eq!(workspace.cases.len(), 1);
        let case = &workspace.cases[0];
        assert_eq!(case.title(), "shown");
        let analysis = case.data.analysis.as_ref().unwrap();
        assert!(analysis.root_cause.is_none() && analysis.trigger.is_some());
        assert_eq!(case.data.related.len(), 1);
        assert!(workspace.names.case("a").is_none());
    }

    #[test]
    fn who_may_read_what_cannot_be_read_is_nobody() {
        let left = |settings: &str, record: &str| {
            let folder = tempfile::tempdir().unwrap();
            let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
            std::fs::create_dir(folder.path().join("services")).unwrap();
            write("postmortem.yaml", settings);
            write("A.yaml", &format!("id: A\ntitle: hush\n{record}"));
            write("services/s.yaml", "id: s\n");
            let source = Source::open_work_tree(folder.path()).unwrap();
            let mut workspace = load(&source).workspace;
            workspace.keep_visible(Audience::Internal, &source);
            (workspace.cases.len(), workspace.services.len())
        };
        assert_eq!(left("format: 1\n", ""), (1, 1));
        assert_eq!(left("format: 1\n", "visibility: {fields: {title: nobody}}\n"), (1, 1));
        for record in [
            "visibility: {record: restrictd}",
            "visibility: restricted",
            "visibility: {record: [restricted]}",
            "visibility: {Record: restricted}",
            "Visibility: {record: restricted}",
            "visibility: {fields: [title]}",
            "kind: securty",
            "kind: [security]",
        ] {
            assert_eq!(left("format: 1\n", record), (0, 1), "{record}");
        }
        for settings in [
            "visibility: {service: restrictd}",
            "visibility: {services: restricted}",
            "visibility: {service: [restricted]}",
            "visibility: [service: restricted]",
            "visibility: {service: restricted}\nx: [",
        ] {
            assert_eq!(left(settings, "").1, 0, "{settings}");
        }
    }

    #[test]
    fn a_withheld_end_is_an_end() {
        let folder = tempfile::tempdir().unwrap();
        let text = "id: A\nstatus: verifying\ntimes:\n  started: 2026-03-01T10:00:00Z\n  resolved: 2026-03-01T11:00:00Z\n\
                    visibility: {fields: {times.resolved: restricted}}\n";
        std::fs::write(folder.path().join("A.yaml"), text).unwrap();
        let source = Source::open_work_tree(folder.path()).unwrap();
        let mut workspace = load(&source).workspace;
        workspace.keep_visible(Audience::Internal, &source);
        let case = &workspace.cases[0];
        assert!(case.times.get(Milestone::Resolved).is_none() && !case.is_open());
        assert!(case.times.withholds(Milestone::Resolved) && !case.times.withholds(Milestone::Started));
    }

    fn public(files: &[(&str, &str)]) -> Workspace {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let source = Source::open_work_tree(folder.path()).unwrap();
        let mut workspace = load(&source).workspace;
        workspace.keep_visible(Audience::Public, &source);
        workspace
    }

    const CASE: &str = "id: A\nservices: [payments]\nvisibility: {record: public, fields: {timeline.text: internal, \
                        'tags[1]': restricted, roles.on-call: restricted}}\nroles: {on-call: Ann, scribe: Bo}\n\
                        tags: [one, two, three]\ntimeline:\n  - {text: first, by: Ann}\n  - {text: second, source: log}\n\
                        amendments:\n  - {field: 'timeline[0].text', from: before, to: first, reason: wrong}\n  \
                        - {field: title, from: a, to: b}\n";

    #[test]
    fn a_path_enters_lists_and_takes_its_amendments_along() {
        let workspace = public(&[("A.yaml", CASE)]);
        let data = &workspace.cases[0].data;
        assert!(data.timeline.iter().all(|row| row.text.is_none() && row.by.is_none()));
        assert_eq!(data.timeline[1].source.as_deref(), Some("log"));
        assert_eq!(data.tags.iter().map(|tag| &**tag).collect::<Vec<_>>(), ["one", "", "three"]);
        assert!(data.roles.is_empty() && data.visibility.is_none());
        let said: Vec<_> = data.amendments.iter().map(|one| one.from.as_deref()).collect();
        assert_eq!(said, [None, Some("a")]);
        assert!(data.amendments[0].reason.is_none());
    }

    #[test]
    fn other_records_are_public_where_the_settings_say_so() {
        let service = ("services/payments.yaml", "id: payments\ncontacts: [{role: owner, name: Ann}]\n");
        let files = [
            ("A.yaml", CASE),
            service,
            ("teams/core.yaml", "id: core\n"),
            ("plan.yaml", "notification: x\n"),
        ];
        let workspace = public(&files);
        assert!(workspace.services.is_empty() && workspace.teams.is_empty() && workspace.plan.is_none());
        assert!(workspace.names.service("payments").is_none());
        assert_eq!(workspace.cases[0].data.services.len(), 1, "its name is a word of the incident");
        let open = |more| [&files[..], &[("postmortem.yaml", more)]].concat();
        let workspace = public(&open("visibility: {service: public}\n"));
        assert!(
            workspace.services[0].data.contacts.is_empty() && workspace.names.service("payments").is_some()
        );
        let workspace = public(&open("visibility: {service: public, people: public}\n"));
        assert_eq!(workspace.services[0].data.contacts.len(), 1);
        assert_eq!(workspace.cases[0].data.roles.keys().count(), 1, "the other role is withheld by name");
        assert_eq!(workspace.cases[0].data.timeline[0].by.as_deref(), Some("Ann"));
    }
}
