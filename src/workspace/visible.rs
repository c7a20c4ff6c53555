//! What an audience may see: everything else is taken out before a page or a number is made.

use std::collections::BTreeSet;

use super::{Case, Names, Policy, Workspace};
use crate::record::schema::RecordType;
use crate::record::{Audience, Incident, Leaf, Milestone, Text};
use crate::source::{RECORD_LIMIT, Source};
use crate::yaml::{Input, read_without};

impl Workspace {
    /// Takes out what `audience` may not see and returns how many records were withheld.
    ///
    /// Fields that are withheld are taken out of their file before it is read again, so no page can know them.
    pub fn keep_visible(&mut self, audience: Audience, source: &Source) -> usize {
        for case in self.cases.iter_mut().filter(|case| case.audience <= audience) {
            if let Some(less) = without_fields(case, audience, source, &self.policy) {
                *case = less;
            }
        }
        self.keep(|case| case.audience <= audience)
    }

    /// Keeps the incidents that are wanted, takes references to the others out, and returns how many those are.
    pub fn keep(&mut self, wanted: impl Fn(&Case) -> bool) -> usize {
        let gone: BTreeSet<String> =
            self.cases.iter().filter(|case| !wanted(case)).map(|case| case.id.to_lowercase()).collect();
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
            self.names = Names::new(&self.cases, &self.services, &self.teams, &self.runbooks);
        }
        count
    }
}

/// The case as if the fields that `audience` may not see were not written; `None` if it may see all of them.
fn without_fields(case: &Case, audience: Audience, source: &Source, policy: &Policy) -> Option<Case> {
    let fields = case.data.visibility.iter().flat_map(|visibility| visibility.fields.iter());
    // A level that cannot be read is a finding; until it is mended, the field is kept back.
    let hides = |level: &Leaf<Audience>| level.get().is_none_or(|level| *level > audience);
    let hidden: Vec<&str> = fields.filter(|(_, level)| hides(level)).map(|(path, _)| &**path).collect();
    if hidden.is_empty() {
        return None;
    }
    let text = source.read_one(&case.file, RECORD_LIMIT).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.unwrap_or_default();
    let input = Input { file: &case.file, text: &text, offset: 0, zone: policy.named_zone };
    let data: Incident = read_without(input, RecordType::Incident, &hidden).unwrap_or_default();
    let mut less = Case::new(case.file.clone(), case.id.clone(), data, policy);
    // That it came so far is no secret where its time is one: it would else be taken for open.
    less.ended = case.ended;
    for (i, milestone) in Milestone::ALL.iter().enumerate() {
        less.times.withheld[i] = case.times.get(*milestone).is_some() && less.times.get(*milestone).is_none();
    }
    Some(less)
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
}
