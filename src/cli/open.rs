//! From the common options to records: which folder, which revision, what time it is.

use super::Stop;
use super::args::{Cli, Now};
use super::env::Env;
use crate::finding::{Report, Weighed, report, weigh};
use crate::rule;
use crate::site::check_templates;
use crate::source::{RECORD_LIMIT, Source, find_folder};
use crate::time::Zone;
use crate::workspace::{Loaded, load};

/// Records, read.
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) loaded: Loaded,
    /// What leads from the current directory to the folder, for messages: empty or ending in `/`.
    pub(super) prefix: String,
    /// What is taken for now, in Unix seconds.
    pub(super) now: i64,
}

/// Opens and reads what the common options name; nothing read is an error.
pub(super) fn open(cli: &Cli, env: &Env<'_>) -> Result<Opened, Stop> {
    let (source, prefix) = match &cli.common.rev {
        Some(rev) => {
            let root = cli.common.root.as_ref().map(|root| root.to_string_lossy().into_owned());
            let source = Source::open_revision(&env.directory, rev, root.as_deref())?;
            let prefix = root.as_deref().map(|root| root.trim_matches('/').to_owned());
            (source, prefix.filter(|p| !p.is_empty() && p != ".").map_or(String::new(), |p| p + "/"))
        }
        None => {
            let folder = match &cli.common.root {
                Some(root) => env.directory.join(root),
                None => find_folder(&env.directory)?,
            };
            let shown = folder.strip_prefix(&env.directory).unwrap_or(&folder).to_string_lossy().into_owned();
            let prefix =
                if shown.is_empty() { String::new() } else { format!("{}/", shown.trim_end_matches('/')) };
            (Source::open_work_tree(&folder)?, prefix)
        }
    };
    let loaded = load(&source);
    if loaded.files == 0 && loaded.findings.is_empty() {
        let place = if prefix.is_empty() { ".".into() } else { prefix };
        return Err(Stop::Say(
            format!("nothing was read: `{place}` holds no records"),
            "run `postmortem init` to start, or pass the right folder with `--root DIR`".into(),
        ));
    }
    let now = now(cli, env, loaded.workspace.policy.zone());
    Ok(Opened { source, loaded, prefix, now })
}

impl Opened {
    /// Every finding with its weight.
    pub(super) fn findings(&mut self) -> Vec<Weighed> {
        let mut findings = std::mem::take(&mut self.loaded.findings);
        findings.extend(check_templates(&self.source));
        findings.extend(rule::run(&self.loaded.workspace, self.now));
        weigh(findings, |finding| rule::weigh(finding, &self.loaded.workspace.policy))
    }

    /// Findings ordered and located.
    pub(super) fn report(&self, findings: Vec<Weighed>) -> Report {
        report(findings, |file| String::from_utf8(self.source.read_one(file, RECORD_LIMIT).ok()?).ok())
    }
}

/// The time to take for now.
pub(super) fn now(cli: &Cli, env: &Env<'_>, zone: Zone) -> i64 {
    match cli.common.now {
        Some(Now::At(at)) => at,
        Some(Now::EndOf(day)) => zone.unix(day.and_hms_opt(23, 59, 59).unwrap_or_default()),
        None => env.now,
    }
}
