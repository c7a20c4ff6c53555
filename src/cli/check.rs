//! `postmortem check`: findings, and an exit code that a pull request can rely on.

use std::path::{Path, PathBuf};

use super::args::{Base, CheckFormat, Cli};
use super::base;
use super::env::Env;
use super::open::{Opened, open};
use super::{CLEAN, Done, FOUND, Stop, color, deliver};
use crate::finding::{Level, human, json};
use crate::text::counted;

pub(super) fn run(
    cli: &Cli,
    paths: &[PathBuf],
    since: &Base,
    format: CheckFormat,
    output: Option<&Path>,
    env: &mut Env<'_>,
) -> Done {
    let mut opened = open(cli, env)?;
    let (mut report, left_out) = base::report(&mut opened, since)?;
    if !paths.is_empty() {
        let wanted = paths.iter().map(|path| inside(path, &opened, env)).collect::<Result<Vec<_>, _>>()?;
        report.findings.retain(|found| wanted.iter().any(|path| covers(path, &found.finding.file)));
    }
    let color = output.is_none() && color(cli, env, env.out_is_terminal);
    deliver(output, env, |out| match format {
        CheckFormat::Human => human(&report, &opened.prefix, color, out),
        CheckFormat::Json => json(&report, &opened.prefix, out),
    })?;
    if !cli.common.quiet && format == CheckFormat::Human {
        writeln!(env.err, "{} read: {}", counted(opened.loaded.files, "file"), report.tally())?;
        if left_out > 0 {
            let findings = counted(left_out, "finding");
            writeln!(env.err, "{findings} on lines this change does not touch; `--all` shows them")?;
        }
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
