//! Runbooks: which alert leads to which, what came of using them, how they are printed, and drafts of those that are missing.

pub mod checklist;
mod coverage;
mod destructive;
pub mod draft;
mod link;
mod sections;
mod show;
mod uses;
mod worked;

pub(crate) use coverage::improvised;
pub use coverage::{Coverage, Covered, Lacking, coverage};
pub use destructive::{destroys, destroys_in, is_destructive};
pub use link::{By, Links, Target};
pub use sections::{Section, USUAL, sections};
pub use show::Shown;
pub(crate) use show::{document, problem};
pub use uses::{Use, failed, uses};
pub use worked::{Worked, worked};

use chrono::NaiveDate;

use crate::record::{Leaf, Runbook};
use crate::time::DAY;

/// Days since a runbook was last reviewed; `None` where nobody says when that was.
pub fn age(runbook: &Runbook, today: NaiveDate) -> Option<i64> {
    let reviewed = runbook.last_reviewed.as_ref().and_then(Leaf::get)?;
    Some((today - reviewed.0).num_days())
}

/// Days since the last review, where that is longer ago than the runbook wants it to be.
pub fn stale(runbook: &Runbook, today: NaiveDate) -> Option<i64> {
    let every = runbook.review_every.as_ref().and_then(Leaf::get)?;
    age(runbook, today).filter(|age| age.saturating_mul(DAY) > every.seconds)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::source::Source;
    use crate::workspace::{Workspace, load};

    /// The workspace of these files.
    pub(super) fn workspace(files: &[(&str, &str)]) -> Workspace {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        load(&Source::open_work_tree(folder.path()).unwrap()).workspace
    }
}
