//! Fixes of a whole report: which of them can be made, and all files with them made.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::editor::Editor;
use super::{Fix, Splice};
use crate::finding::Report;

/// What one round of fixes makes of the files.
#[derive(Debug, Default)]
pub struct Mended {
    /// The new text of every file that changes.
    pub texts: BTreeMap<String, String>,
    /// How many findings are mended by it.
    pub findings: usize,
}

/// For every finding of a report in its order, the bytes of its file that its fix replaces; `None` where it has no
/// fix, or where that cannot be made safely.
pub fn plan(report: &Report) -> Vec<Option<Vec<Splice>>> {
    let files: Vec<_> = fixes(report).into_iter().collect();
    let found: Vec<_> = files
        .into_par_iter()
        .flat_map_iter(|(file, fixes)| {
            let editor = report.texts.get(file).and_then(|text| Editor::read(text));
            fixes
                .into_iter()
                .map(move |(index, fix)| (index, editor.as_ref().and_then(|editor| editor.edits(fix))))
        })
        .collect();
    let mut plan = vec![None; report.findings.len()];
    for (index, splices) in found {
        plan[index] = splices;
    }
    plan
}

/// Makes every fix of a report that does not overlap with one before it; the others are for the next round.
pub fn mend(report: &Report) -> Mended {
    let files: Vec<_> = fixes(report).into_iter().collect();
    let one = |(file, fixes): (&str, Vec<(usize, &Fix)>)| {
        let editor = Editor::read(report.texts.get(file)?)?;
        let (text, findings) = file_mended(&editor, fixes.into_iter().map(|(_, fix)| fix))?;
        Some((file.to_owned(), text, findings))
    };
    let mut mended = Mended::default();
    for (file, text, findings) in files.into_par_iter().filter_map(one).collect::<Vec<_>>() {
        mended.findings += findings;
        mended.texts.insert(file, text);
    }
    mended
}

/// The fixes of each file, with the index of their finding.
fn fixes(report: &Report) -> BTreeMap<&str, Vec<(usize, &Fix)>> {
    let mut files: BTreeMap<&str, Vec<(usize, &Fix)>> = BTreeMap::new();
    for (index, found) in report.findings.iter().enumerate() {
        if let Some(fix) = &found.finding.fix {
            files.entry(&found.finding.file).or_default().push((index, fix));
        }
    }
    files
}

fn file_mended<'a>(editor: &Editor<'_>, fixes: impl Iterator<Item = &'a Fix>) -> Option<(String, usize)> {
    let mut made: Vec<&Fix> = Vec::new();
    let mut splices: Vec<Splice> = Vec::new();
    let mut first = None;
    for fix in fixes {
        // A list out of order has a finding for each row and one fix.
        if made.contains(&fix) {
            made.push(fix);
            continue;
        }
        let Some(new) = editor.edits(fix) else { continue };
        let free = |(range, _): &Splice| {
            let after = splices.partition_point(|(other, _)| other.end <= range.start);
            splices.get(after).is_none_or(|(other, _)| range.end <= other.start)
        };
        if new.iter().all(free) {
            made.push(fix);
            splices.extend(new.iter().cloned());
            splices.sort_by_key(|(range, _)| range.start);
            first = first.or(Some((fix, new)));
        }
    }
    if let Some(text) = editor.revised(&made, &splices) {
        return (!made.is_empty()).then_some((text, made.len()));
    }
    // Together they do not come out as meant (two keys that want one name): one by one, a round each.
    let (fix, splices) = first?;
    Some((editor.revised(&[fix], &splices)?, 1))
}
