//! `postmortem check`: findings, and an exit code that a pull request can rely on.

use std::path::{Path, PathBuf};

use super::args::{CheckFormat, Cli};
use super::env::Env;
use super::open::{Opened, open};
use super::{CLEAN, Done, FOUND, Stop, color, deliver};
use crate::finding::{Level, human, json};
use crate::fix::plan;
use crate::text::counted;

/// What to do with what is sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fix {
    /// Write it.
    Write,
    /// Show it.
    Show,
}

pub(super) fn run(
    cli: &Cli,
    paths: &[PathBuf],
    fix: Option<Fix>,
    format: CheckFormat,
    output: Option<&Path>,
    env: &mut Env<'_>,
) -> Done {
    let mut opened = open(cli, env)?;
    if fix.is_some() && cli.common.rev.is_some() {
        let help = "leave out `--rev` to mend the files on disk";
        return Err(Stop::Say("a revision cannot be changed".into(), help.into()));
    }
    let wanted = paths.iter().map(|path| inside(path, &opened, env)).collect::<Result<Vec<_>, _>>()?;
    let look = |opened: &mut Opened| {
        let findings = opened.findings();
        let mut report = opened.report(findings);
        let shown = |file: &str| wanted.is_empty() || wanted.iter().any(|path| covers(path, file));
        report.findings.retain(|found| shown(&found.finding.file));
        report
    };
    let mut report = look(&mut opened);
    let color = output.is_none() && color(cli, env, env.out_is_terminal);
    let files = counted(opened.loaded.files, "file");
    let mut fixed = String::new();
    if let Some(how) = fix {
        let done = super::fix::fix(&mut opened, &mut report, look)?;
        if how == Fix::Show {
            deliver(output, env, |out| done.diff(&opened.prefix, color, out))?;
            if !cli.common.quiet {
                let rest = report.tally();
                writeln!(env.err, "{files} read: {}{rest}", done.tally("would fix"))?;
            }
            let clean = done.findings == 0 && report.count(Level::Error) == 0;
            return Ok(if clean { CLEAN } else { FOUND });
        }
        done.write(&opened)?;
        fixed = done.tally("fixed");
    }
    deliver(output, env, |out| match format {
        CheckFormat::Human => human(&report, &opened.prefix, color, out),
        CheckFormat::Json => json(&report, &opened.prefix, out),
    })?;
    if !cli.common.quiet && format == CheckFormat::Human {
        let fixable = plan(&report).iter().flatten().count();
        let hint = if fixable > 0 { format!(" ({fixable} fixable with --fix)") } else { String::new() };
        writeln!(env.err, "{files} read: {fixed}{}{hint}", report.tally())?;
    }
    Ok(if report.count(Level::Error) > 0 { FOUND } else { CLEAN })
}

/// The path of a file or folder relative to the folder of records.
fn inside(path: &Path, opened: &Opened, env: &Env<'_>) -> Result<String, Stop> {
    let given = path.to_string_lossy().replace('\\', "/");
    let relative = match opened.source.root() {
        Some(root) => {
            let full = env.directory.join(path);
            let full = full.canonicalize().unwrap_or(full);
            full.strip_prefix(root).ok().map(|path| path.to_string_lossy().into_owned())
        }
        None => Some(given.strip_prefix(&opened.prefix).unwrap_or(&given).to_owned()),
    };
    let relative = relative.map(|path| path.trim_end_matches('/').to_owned());
    let known = |path: &String| {
        path.is_empty() || opened.source.list().entries.iter().any(|entry| covers(path, &entry.path))
    };
    relative.filter(known).ok_or_else(|| {
        let help = format!("name a file or folder inside `{}`", opened.prefix.trim_end_matches('/'));
        Stop::Say(format!("`{given}` is not among the records"), help)
    })
}

fn covers(path: &str, file: &str) -> bool {
    path.is_empty() || file == path || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}
