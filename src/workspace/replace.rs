//! A few files exchanged in what was read, without reading the rest again.

use super::item::{Item, item};
use super::load::marked;
use super::{Case, Loaded, Names, Record, Workspace, classify};
use crate::finding::Finding;
use crate::source::{SETTINGS, Source};

impl Loaded {
    /// As if the folder had been read with these contents; no content where a file is gone.
    ///
    /// The settings stay as they are: everything read depends on them, so where they change, load again. What records
    /// name beside themselves comes from `source`.
    pub fn replace(
        &mut self,
        contents: impl IntoIterator<Item = (String, Option<Vec<u8>>)>,
        source: &Source,
    ) {
        let mut others = false;
        for (path, bytes) in contents {
            if path != SETTINGS {
                others |= classify(&path).is_none();
                self.replace_one(path, bytes);
            }
        }
        self.workspace.name();
        self.workspace.fetch(source, |_| others);
        self.marked.extend(self.workspace.marked_rules());
    }

    fn replace_one(&mut self, path: String, bytes: Option<Vec<u8>>) {
        let workspace = &mut self.workspace;
        self.findings.retain(|finding| finding.file != path);
        workspace.hidden.remove(&path);
        self.marked.remove(&path);
        if classify(&path).is_none() {
            match bytes {
                Some(_) => workspace.files.insert(path),
                None => workspace.files.remove(&path),
            };
            return;
        }
        let there = workspace.take(&path);
        self.files = self.files + usize::from(bytes.is_some()) - usize::from(there);
        let Some(bytes) = bytes else { return };
        let bytes = Ok(bytes);
        self.marked.extend(marked(&bytes).then(|| path.clone()));
        let mut found = Vec::new();
        let item = item(&path, bytes, &workspace.policy, &mut found);
        workspace.hide(&found);
        workspace.put(path, item);
        self.findings.extend(found);
    }
}

impl Workspace {
    /// Adds what was read from a file; lists stay ordered by file.
    pub(super) fn put(&mut self, file: String, item: Option<Item>) {
        match item {
            Some(Item::Case(case)) => insert(&mut self.cases, case),
            Some(Item::Service(service)) => insert(&mut self.services, *service),
            Some(Item::Team(team)) => insert(&mut self.teams, *team),
            Some(Item::Runbook(runbook)) => insert(&mut self.runbooks, *runbook),
            Some(Item::Drill(drill)) => insert(&mut self.drills, *drill),
            Some(Item::Plan(plan)) => self.plan = Some(*plan),
            None => drop(self.unread.insert(file)),
        }
    }

    /// Notes the fields that could not be read.
    pub(super) fn hide(&mut self, findings: &[Finding]) {
        for (finding, path) in findings.iter().filter_map(|finding| Some((finding, finding.hides.as_ref()?)))
        {
            self.hidden.entry(finding.file.clone()).or_default().push(path.clone());
        }
    }

    /// Finds out anew which name means which record.
    pub(super) fn name(&mut self) {
        self.names = Names::new(&self.cases, &self.services, &self.teams, &self.runbooks);
    }

    /// Takes a record file out; whether it was there.
    fn take(&mut self, file: &str) -> bool {
        self.unread.remove(file)
            || self.plan.take_if(|plan| plan.file == file).is_some()
            || remove(&mut self.cases, file)
            || remove(&mut self.services, file)
            || remove(&mut self.teams, file)
            || remove(&mut self.runbooks, file)
            || remove(&mut self.drills, file)
    }
}

/// A record in a list ordered by file.
trait Filed {
    fn file(&self) -> &str;
}

impl Filed for Box<Case> {
    fn file(&self) -> &str {
        &self.file
    }
}

impl<T> Filed for Record<T> {
    fn file(&self) -> &str {
        &self.file
    }
}

fn insert<T: Filed>(list: &mut Vec<T>, record: T) {
    // While a folder is read, every record comes last.
    let at = match list.last() {
        Some(end) if end.file() > record.file() => list.partition_point(|other| other.file() < record.file()),
        _ => list.len(),
    };
    list.insert(at, record);
}

fn remove<T: Filed>(list: &mut Vec<T>, file: &str) -> bool {
    let found = list.binary_search_by(|record| record.file().cmp(file));
    found.map(|at| list.remove(at)).is_ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use crate::source::{RECORD_LIMIT, SETTINGS, Source};
    use crate::workspace::{Loaded, classify, load};

    fn told(loaded: &Loaded) -> String {
        let mut findings: Vec<String> = loaded.findings.iter().map(|found| format!("{found:?}")).collect();
        findings.sort();
        format!("{} {findings:?} {:?} {:?}", loaded.files, loaded.marked, loaded.workspace)
    }

    #[test]
    fn as_if_read_with_it() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
        let source = Source::open_work_tree(&example).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &[u8]| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for entry in &source.list().entries {
            write(&entry.path, &source.read(entry, RECORD_LIMIT).unwrap());
        }
        let there = || Source::open_work_tree(folder.path()).unwrap();
        let read = || load(&there());
        let mut kept = read();
        let before = told(&kept);
        let paths: Vec<String> = source.list().entries.iter().map(|entry| entry.path.clone()).collect();
        // One of each type, and some incidents.
        let mut seen = BTreeSet::new();
        let some = paths.iter().enumerate().filter(|(i, path)| seen.insert(classify(path)) || i % 20 == 0);
        for (_, path) in some.filter(|(_, path)| *path != SETTINGS) {
            for text in [Some("id: other\nseverty: P9\naliases: [x]\n"), Some("[: ["), None] {
                match text {
                    Some(text) => write(path, text.as_bytes()),
                    None => fs::remove_file(folder.path().join(path)).unwrap(),
                }
                kept.replace([(path.clone(), text.map(Into::into))], &there());
                assert_eq!(told(&kept), told(&read()), "{path}: {text:?}");
            }
            let whole = source.read_one(path, RECORD_LIMIT).unwrap();
            write(path, &whole);
            kept.replace([(path.clone(), Some(whole))], &there());
        }
        assert_eq!(told(&kept), before);
    }
}
