//! The incidents of a change, before and after.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{FieldChange, FilePair, changes};
use crate::record::Settings;
use crate::record::schema::RecordType;
use crate::workspace::{Case, Policy, classify, read_case};
use crate::yaml::{Input, Spellings, value_spelt};

/// What is known of the time before a change.
#[derive(Debug, Default)]
pub struct Past {
    /// Every incident that the base has and that was changed, by file.
    pub incidents: Vec<Succession>,
    /// Ids that the settings, as they are now, say were taken out on purpose, in lower case; and whether they say why.
    removed: BTreeMap<String, bool>,
}

/// An incident before and after a change.
#[derive(Debug)]
pub struct Succession {
    /// Before.
    pub old: Version,
    /// After; `None` where its file is gone.
    pub new: Option<Version>,
    /// Every field that differs; none where its file is gone.
    pub changes: Vec<FieldChange>,
}

/// One state of an incident.
#[derive(Debug)]
pub struct Version {
    /// What it means.
    pub case: Case,
    /// What is written; where the new version says the same in other words (the instant in another zone), as the old
    /// one says it.
    pub value: Value,
}

/// The contents of a changed file before and after.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// In the base.
    pub old: Option<Vec<u8>>,
    /// Now.
    pub new: Option<Vec<u8>>,
}

impl Past {
    /// From changed files with their contents, and the settings; records that cannot be read on one side are left out.
    pub fn new(files: &[(FilePair, Contents)], policy: &Policy, settings: Option<&Settings>) -> Self {
        let incidents = files.iter().filter_map(|(pair, contents)| succession(pair, contents, policy));
        let mut removed = BTreeMap::new();
        for row in settings.iter().flat_map(|settings| &settings.removed) {
            let reason = row.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
            *removed.entry(row.id.as_deref().unwrap_or_default().to_lowercase()).or_default() |= reason;
        }
        Self { incidents: incidents.collect(), removed }
    }

    /// Whether the settings say that an id was taken out on purpose, and if so, whether they say why.
    pub fn removed(&self, id: &str) -> Option<bool> {
        self.removed.get(&id.to_lowercase()).copied()
    }
}

impl Succession {
    /// Both states of an incident that kept its id, or says that it had it.
    pub fn same(&self) -> Option<(&Version, &Version)> {
        let new = self.new.as_ref()?;
        let before = &self.old.case.id;
        let former = new.case.data.former_ids.iter().any(|id| id.eq_ignore_ascii_case(before));
        (former || before.eq_ignore_ascii_case(&new.case.id)).then_some((&self.old, new))
    }
}

fn succession(pair: &FilePair, contents: &Contents, policy: &Policy) -> Option<Succession> {
    let mut spellings = Spellings::default();
    let mut version = |file: &str, bytes: &Option<Vec<u8>>| {
        let record = classify(file).filter(|record| *record == RecordType::Incident)?;
        let text = std::str::from_utf8(bytes.as_ref()?).ok()?;
        let case = read_case(file, text, policy)?;
        let input = Input { file, text, offset: 0, zone: policy.named_zone };
        let value = value_spelt(input, record, &mut spellings, false)?;
        Some((Version { case, value }, value_spelt(input, record, &mut spellings, true)?))
    };
    let (old, before) = version(pair.old.as_ref()?, &contents.old)?;
    // What moved to where no incidents are read is gone.
    let Some(file) = pair.new.as_ref().filter(|file| classify(file) == Some(RecordType::Incident)) else {
        return Some(Succession { old, new: None, changes: Vec::new() });
    };
    let (new, after) = version(file, &contents.new)?;
    let changes = changes(&before, &after);
    Some(Succession { old, new: Some(new), changes })
}
