//! `postmortem check --fix`: what is sure is mended, round by round until nothing more is.

use std::collections::BTreeMap;

use super::Stop;
use super::open::Opened;
use crate::error::Error;
use crate::finding::Report;
use crate::fix::{mend, unified};
use crate::output::{Revision, revise};
use crate::text::counted;
use crate::workspace::load;

/// A fix can bring to light what another one mends; more rounds than this are a fix that undoes another.
const ROUNDS: usize = 10;

/// What was mended, not yet written.
pub(super) struct Fixed {
    /// How many findings.
    pub(super) findings: usize,
    /// Old and new text of every file that changes.
    files: BTreeMap<String, (String, String)>,
}

/// Makes every sure fix in memory and looks again; the report is then of what remains.
pub(super) fn fix(
    opened: &mut Opened,
    report: &mut Report,
    mut look: impl FnMut(&mut Opened) -> Report,
) -> Result<Fixed, Stop> {
    let mut fixed = Fixed { findings: 0, files: BTreeMap::new() };
    for _ in 0..ROUNDS {
        let mended = mend(report);
        if mended.findings == 0 {
            break;
        }
        fixed.findings += mended.findings;
        for (file, new) in mended.texts {
            if opened.source.own_file(&file).is_none() {
                return Err(Error::Linked { path: file }.into());
            }
            opened.source.edit(&file, new.clone().into_bytes());
            let old = report.texts.remove(&file).unwrap_or_default();
            fixed.files.entry(file).or_insert((old, String::new())).1 = new;
        }
        opened.loaded = load(&opened.source);
        *report = look(opened);
    }
    fixed.files.retain(|_, (old, new)| old != new);
    Ok(fixed)
}

impl Fixed {
    /// Writes the files, all or none of them.
    pub(super) fn write(&self, opened: &Opened) -> Result<(), Stop> {
        let one = |(file, (old, new)): (&String, &(String, String))| {
            let path = opened.source.own_file(file)?;
            Some(Revision { path, before: old.clone().into_bytes(), after: new.clone().into_bytes() })
        };
        Ok(revise(self.files.iter().filter_map(one).collect())?)
    }

    /// Writes what would change, as one unified diff.
    pub(super) fn diff(
        &self,
        prefix: &str,
        color: bool,
        out: &mut dyn std::io::Write,
    ) -> std::io::Result<()> {
        self.files
            .iter()
            .try_for_each(|(file, (old, new))| unified(&format!("{prefix}{file}"), old, new, color, out))
    }

    /// `fixed 3 findings in 2 files, leaving `, to go before what is left.
    pub(super) fn tally(&self, fixed: &str) -> String {
        if self.findings == 0 {
            return String::new();
        }
        let (findings, files) = (counted(self.findings, "finding"), counted(self.files.len(), "file"));
        format!("{fixed} {findings} in {files}, leaving ")
    }
}
