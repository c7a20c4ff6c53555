//! From the common options to records: which folder, which revision, what time it is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Stop;
use super::args::{Cli, Now};
use super::env::Env;
use crate::finding::{Finding, Report, Weighed, report, suppress, weigh};
use crate::history::Past;
use crate::rule;
use crate::serve::errors;
use crate::site::{check_templates, languages};
use crate::source::{RECORD_LIMIT, Source, find_folder};
use crate::text::counted;
use crate::time::Zone;
use crate::workspace::{Loaded, classify, load};

/// Records, read.
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) loaded: Loaded,
    /// What leads from the current directory to the folder, for messages: empty or ending in `/`.
    pub(super) prefix: String,
    /// What is taken for now, in Unix seconds.
    pub(super) now: i64,
    /// How many findings comments in the records allow.
    pub(super) suppressed: usize,
    /// What is known of the time before a change.
    pub(super) past: Option<Past>,
    /// Contents that stand for those of the source: the files of a base.
    pub(super) instead: BTreeMap<String, Option<Vec<u8>>>,
}

/// Opens and reads what the common options name; nothing read is an error.
pub(super) fn open(cli: &Cli, env: &Env<'_>) -> Result<Opened, Stop> {
    let (source, prefix) = match &cli.common.rev {
        Some(rev) => {
            let root = cli.common.root.as_ref().map(|root| root.to_string_lossy().into_owned());
            let source = Source::open_revision(&env.directory, rev, root.as_deref())?;
            let folder = source.folder().filter(|folder| !folder.is_empty() && *folder != ".");
            let prefix = folder.map_or_else(String::new, |folder| format!("{folder}/"));
            (source, prefix)
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
    let now = now(cli, env, loaded.workspace.policy.zone())?;
    Ok(Opened::new(source, loaded, prefix, now))
}

impl Opened {
    /// Records as they were read, without a change.
    pub(super) fn new(source: Source, loaded: Loaded, prefix: String, now: i64) -> Self {
        Self { source, loaded, prefix, now, suppressed: 0, past: None, instead: BTreeMap::new() }
    }

    /// Every finding with its weight, but for those that a comment allows: they are counted.
    pub(super) fn findings(&mut self) -> Vec<Weighed> {
        self.findings_of(None)
    }

    /// The same; with `only`, the rules about one incident look at these files.
    pub(super) fn findings_of(&mut self, only: Option<&BTreeSet<String>>) -> Vec<Weighed> {
        let mut findings = std::mem::take(&mut self.loaded.findings);
        // Templates are read from the source: where the state before is judged, those that changed say nothing of it.
        let templates = check_templates(&self.source).into_iter();
        findings.extend(templates.filter(|finding| !self.instead.contains_key(&finding.file)));
        findings.extend(match only {
            None => rule::run(&self.loaded.workspace, self.now),
            Some(files) => rule::run_some(&self.loaded.workspace, self.now, files),
        });
        findings.extend(self.past.iter().flat_map(|past| rule::run_history(past, &self.loaded.workspace)));
        let level = |finding: &Finding| rule::weigh(finding, &self.loaded.workspace.policy);
        let weighed = weigh(findings, level);
        let (weighed, suppressed) =
            suppress(weighed, &self.loaded.marked, |file| self.text(file), level, |rule| self.complete(rule));
        self.suppressed = suppressed;
        weighed
    }

    /// The errors that a check fails on.
    pub(super) fn errors(&self) -> Vec<Weighed> {
        errors(&self.loaded, &self.source, |file| self.text(file))
    }

    /// How many they are, for a note beside a result; none are looked for where no note is wanted.
    pub(super) fn errors_to_note(&self, cli: &Cli) -> usize {
        if cli.common.quiet { 0 } else { self.errors().len() }
    }

    /// Whether a rule finds now whatever it finds ever: it is on, and knows neither the day nor the change.
    pub(super) fn complete(&self, rule: &str) -> bool {
        rule::complete(rule, &self.loaded.workspace.policy)
    }

    /// Findings ordered and located.
    pub(super) fn report(&self, findings: Vec<Weighed>) -> Report {
        let mut report = report(findings, |file| self.text(file));
        report.suppressed = self.suppressed;
        report
    }

    /// Refuses to write a result over one of the records that were read, also where a link leads there.
    pub(super) fn refuse_record(&self, output: &Path, env: &Env<'_>) -> Result<(), Stop> {
        let Some((root, target)) = self.source.root().zip(env.directory.join(output).canonicalize().ok())
        else {
            return Ok(());
        };
        let mut records = self.source.list().entries.iter().filter(|entry| classify(&entry.path).is_some());
        if records.any(|entry| root.join(&entry.path).canonicalize().is_ok_and(|path| path == target)) {
            let message = format!("`{}` is one of the records that were read", output.display());
            return Err(Stop::Say(message, "name another file for the result".into()));
        }
        Ok(())
    }

    fn text(&self, file: &str) -> Option<String> {
        let bytes = match self.instead.get(file) {
            Some(bytes) => bytes.clone()?,
            None => self.source.read_one(file, RECORD_LIMIT).ok()?,
        };
        String::from_utf8(bytes).ok()
    }
}

/// Says that a result rests on records with errors.
pub(super) fn note_errors(errors: usize, env: &mut Env<'_>) -> std::io::Result<()> {
    if errors == 0 {
        return Ok(());
    }
    writeln!(env.err, "note: the records have {}; run `postmortem check`", counted(errors, "error"))
}

/// The time to take for now.
pub(super) fn now(cli: &Cli, env: &Env<'_>, zone: Zone) -> Result<i64, Stop> {
    now_at(cli.common.now, (env.clock)(), zone)
}

/// The time to take for now when the clock says this.
pub(super) fn now_at(given: Option<Now>, clock: Result<i64, String>, zone: Zone) -> Result<i64, Stop> {
    match given {
        Some(Now::At(at)) => Ok(at),
        Some(Now::EndOf(day)) => Ok(zone.unix(day.and_hms_opt(23, 59, 59).unwrap_or_default())),
        None => clock.map_err(|text| {
            let help = "set it to seconds since 1970, unset it, or pass `--now`";
            Stop::Say(format!("`SOURCE_DATE_EPOCH` is `{text}`, which is no whole number"), help.into())
        }),
    }
}

/// The language asked for, if there are words for it.
pub(super) fn language<'a>(source: &Source, wanted: Option<&'a str>) -> Result<Option<&'a str>, Stop> {
    let Some(wanted) = wanted else { return Ok(None) };
    let known = languages(source);
    let plain = wanted.split(['-', '_']).next().unwrap_or_default();
    if known.iter().any(|known| known.eq_ignore_ascii_case(wanted) || known.eq_ignore_ascii_case(plain)) {
        return Ok(Some(wanted));
    }
    let message = format!("there are no words for the language `{wanted}`");
    Err(Stop::Say(message, format!("there are: {}", known.join(", "))))
}
