//! `postmortem init`: a starter folder that passes its own check, and the jobs that check every change.

mod ci;

use std::path::{Path, PathBuf};

pub(super) use ci::Ci;

use super::args::Cli;
use super::env::Env;
use super::open::now;
use super::{CLEAN, Done, Stop};
use crate::error::Error;
use crate::source::{FOLDER, find_folder};
use crate::time::{DAY, Zone};

/// The starter files; `YEAR` and `DAY` in them become yesterday's.
const FILES: [(&str, &str); 6] = [
    ("postmortem.yaml", include_str!("init/postmortem.yaml")),
    ("services/payments.yaml", include_str!("init/service.yaml")),
    ("teams/payments-team.yaml", include_str!("init/team.yaml")),
    ("runbooks/restart-payments.yaml", include_str!("init/runbook.yaml")),
    ("drills/YEAR-payments-restart.yaml", include_str!("init/drill.yaml")),
    ("YEAR/INC-YEAR-0001.yaml", include_str!("init/incident.yaml")),
];

pub(super) fn run(cli: &Cli, directory: Option<&Path>, ci: Option<Ci>, env: &mut Env<'_>) -> Done {
    let given = directory.or(cli.common.root.as_deref()).map(|given| env.directory.join(given));
    // Jobs are for the records that are there; a starter is for where none are.
    let there = ci.and_then(|_| match &given {
        Some(folder) => folder.exists().then(|| folder.clone()),
        None => find_folder(&env.directory).ok(),
    });
    let folder = there.clone().or(given).unwrap_or_else(|| env.directory.join(FOLDER));
    let mut files = if there.is_some() { Vec::new() } else { starter(cli, &folder, env)? };
    let mut next = "edit them, then `postmortem check` and `postmortem build`".to_owned();
    if let Some(ci) = ci {
        let top = ci::top(&env.directory);
        let root = below(&folder, &top)?;
        let (jobs, step) = ci::jobs(ci, &top);
        files.extend(jobs.iter().map(|job| (top.join(job.path), job.text(&root))));
        next = step;
    }
    // Nothing of the user's is ever written over: look at all before writing any.
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        let help = if ci.is_some() {
            "move it away, or add the job by hand"
        } else {
            "pass another folder, or go on with `postmortem check`"
        };
        return Err(Stop::Say(format!("`{}` is there already", shown(path, env)), help.into()));
    }
    for (path, text) in &files {
        let parent = path.parent().unwrap_or(&folder);
        let cannot = |cause| Error::Write { path: path.clone(), cause };
        std::fs::create_dir_all(parent).and_then(|()| std::fs::write(path, text)).map_err(cannot)?;
        writeln!(env.out, "wrote {}", shown(path, env))?;
    }
    if !cli.common.quiet {
        writeln!(env.err, "next: {next}")?;
    }
    Ok(CLEAN)
}

fn starter(cli: &Cli, folder: &Path, env: &Env<'_>) -> Result<Vec<(PathBuf, String)>, Stop> {
    // Yesterday, so that the example is over wherever it is read.
    let day = Zone::UTC.local(now(cli, env, Zone::UTC)? - DAY).date();
    let fill = |text: &str| {
        text.replace("YEAR", &day.format("%Y").to_string())
            .replace("DAY", &day.format("%Y-%m-%d").to_string())
    };
    Ok(FILES.map(|(name, text)| (folder.join(fill(name)), fill(text))).into())
}

/// A folder as seen from the top of its repository, with `/`.
fn below(folder: &Path, top: &Path) -> Result<String, Stop> {
    // One that is still to be made has no canonical path, but the nearest one above it that is there has.
    let place = |path: &Path| {
        let there = path.ancestors().find_map(|at| Some((at, at.canonicalize().ok()?)));
        there.map_or(path.to_owned(), |(at, full)| full.join(path.strip_prefix(at).unwrap_or(path)))
    };
    let outside = || {
        let help = format!("pass a folder inside `{}`", top.display());
        Stop::Say(format!("`{}` is not in this repository", folder.display()), help)
    };
    let inside = place(folder).strip_prefix(place(top)).map_err(|_| outside())?.to_owned();
    let parts = inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>();
    Ok(if parts.is_empty() { ".".into() } else { parts.join("/") })
}

fn shown(path: &Path, env: &Env<'_>) -> String {
    path.strip_prefix(&env.directory).unwrap_or(path).display().to_string()
}
