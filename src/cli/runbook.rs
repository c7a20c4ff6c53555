//! `postmortem runbook`: one as a checklist, all as a list; how far they cover the alerts; drafts of those that are missing.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::args::{Cli, RunbookArgs, RunbookCommand, RunbookFormat, TriangleFormat};
use super::build::AUDIENCE;
use super::env::Env;
use super::open::{Opened, open};
use super::{CLEAN, Done, Stop, color, deliver};
use crate::alerts::{Alert, Rules, read};
use crate::error::Error;
use crate::record::{Leaf, Text, nearest};
use crate::runbook::draft::Draft;
use crate::runbook::{Coverage, Shown, checklist, coverage, document, draft, stale};
use crate::source::{SIDE_LIMIT, SideFile, Source};
use crate::text::counted;
use crate::text::sheet::Sheet;
use crate::text::terminal::visible_line;
use crate::workspace::{Workspace, alerts_of};

pub(super) fn run(cli: &Cli, args: &RunbookArgs, env: &mut Env<'_>) -> Done {
    let mut opened = open(cli, env)?;
    // What is printed here is passed on: nobody may read an incident in it whom the site would not show it to.
    opened.loaded.workspace.keep_visible(AUDIENCE, &opened.source);
    match &args.command {
        None => one(cli, args, &opened, env),
        Some(RunbookCommand::Coverage { rules, format, output, draft }) => {
            let given = given(rules, env)?;
            let rules = given.as_ref().unwrap_or(&opened.loaded.workspace.alerts);
            triangle(cli, &opened, rules, (*format, output.as_deref(), draft.as_deref()), env)
        }
        Some(RunbookCommand::Draft { service, alert, rules, output }) => {
            let given = given(rules, env)?;
            let rules = given.as_ref().unwrap_or(&opened.loaded.workspace.alerts);
            let draft = match (alert, service) {
                (Some(alert), _) => of_alert(&opened.loaded.workspace, rules, alert)?,
                (None, Some(service)) => of_service(&opened.loaded.workspace, service)?,
                (None, None) => None,
            };
            if let Some(path) = output {
                refuse_file(path, env)?;
            }
            let text = draft.map_or(String::new(), |draft| draft.text);
            deliver(output.as_deref(), env, |out| out.write_all(text.as_bytes()))?;
            Ok(CLEAN)
        }
    }
}

/// Refuses to write a draft over a file that is there: somebody may have begun to fill it in.
fn refuse_file(output: &Path, env: &Env<'_>) -> Result<(), Stop> {
    // A pipe or a device loses nothing by being written to.
    if !fs::metadata(env.directory.join(output)).is_ok_and(|about| about.is_file()) {
        return Ok(());
    }
    let message =
        format!("`{}` is there already, and a draft is never written over a file", output.display());
    Err(Stop::Say(message, "name another file, or move that one away first".into()))
}

/// One runbook, or the list of all.
fn one(cli: &Cli, args: &RunbookArgs, opened: &Opened, env: &mut Env<'_>) -> Done {
    let workspace = &opened.loaded.workspace;
    let output = args.output.as_deref();
    if let Some(path) = output {
        opened.refuse_record(path, env)?;
    }
    let color = output.is_none() && color(cli, env, env.out_is_terminal);
    let today = workspace.policy.zone().local(opened.now).date();
    let Some(id) = &args.id else {
        let sheet = list(workspace, opened.now);
        deliver(output, env, |out| match args.format {
            RunbookFormat::Text => sheet.terminal(color, out),
            RunbookFormat::Markdown => sheet.markdown(out),
        })?;
        return Ok(CLEAN);
    };
    let found = workspace.names.runbook(id).and_then(|index| workspace.runbooks.get(index));
    let Some(record) = found else {
        let near = nearest(id, workspace.runbooks.iter().map(|record| record.id.as_str()));
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let help = format!("{near}`postmortem runbook` lists them");
        return Err(Stop::Say(format!("there is no runbook `{id}`"), help));
    };
    deliver(output, env, |out| match args.format {
        RunbookFormat::Text => checklist::terminal(record, today, color, out),
        RunbookFormat::Markdown => checklist::markdown(record, today, out),
    })?;
    Ok(CLEAN)
}

/// Every runbook on a line.
fn list(workspace: &Workspace, now: i64) -> Sheet {
    let today = workspace.policy.zone().local(now).date();
    let mut sheet = Sheet::default();
    sheet.paragraph(&counted(workspace.runbooks.len(), "runbook"));
    let rows = workspace.runbooks.iter().map(|record| {
        let runbook = &record.data;
        let text = |text: Option<&Text>| text.map_or(String::new(), ToString::to_string);
        let reviewed = runbook.last_reviewed.as_ref().map_or("never", Leaf::text);
        let late = if stale(runbook, today).is_some() { "stale" } else { "" };
        let title = text(runbook.title.as_ref());
        vec![record.id.clone(), title, text(runbook.owner.as_ref()), reviewed.to_owned(), late.to_owned()]
    });
    sheet.table(&["RUNBOOK", "TITLE", "OWNER", "REVIEWED", ""], rows.collect());
    sheet
}

/// The triangle, and the drafts that it asks for.
fn triangle(
    cli: &Cli,
    opened: &Opened,
    rules: &Rules,
    (format, output, folder): (TriangleFormat, Option<&Path>, Option<&Path>),
    env: &mut Env<'_>,
) -> Done {
    let workspace = &opened.loaded.workspace;
    if let Some(path) = output {
        opened.refuse_record(path, env)?;
    }
    let coverage = coverage(workspace, rules);
    let color = output.is_none() && color(cli, env, env.out_is_terminal);
    deliver(output, env, |out| match format {
        TriangleFormat::Text => Shown::new(&coverage, &rules.problems).terminal(color, out),
        TriangleFormat::Markdown => Shown::new(&coverage, &rules.problems).markdown(out),
        TriangleFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &document(&coverage, &rules.problems))?;
            writeln!(out)
        }
    })?;
    if let Some(folder) = folder {
        let said = write_drafts(&coverage, rules, folder, env)?;
        if !cli.common.quiet {
            writeln!(env.err, "{}", visible_line(&said))?;
        }
    }
    if rules.alerts.is_empty() && rules.problems.is_empty() && !cli.common.quiet {
        writeln!(
            env.err,
            "note: no rule files are named: pass `--rules PATH`, or write `alert_rules` in the settings"
        )?;
    }
    Ok(CLEAN)
}

/// Writes a draft for every alert without a runbook; a file that is there is never written over.
fn write_drafts(
    coverage: &Coverage<'_>,
    rules: &Rules,
    folder: &Path,
    env: &Env<'_>,
) -> Result<String, Stop> {
    let path = env.directory.join(folder);
    fs::create_dir_all(&path).map_err(|cause| Error::Write { path: path.clone(), cause })?;
    let (mut written, mut kept) = (0, 0);
    for name in coverage.missing() {
        let Some(draft) = draft::alert(coverage.workspace, &named(rules, name)) else { continue };
        let path = path.join(format!("{}.md", draft.name));
        match fs::File::create_new(&path).and_then(|mut file| file.write_all(draft.text.as_bytes())) {
            Ok(()) => written += 1,
            Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => kept += 1,
            Err(cause) => return Err(Error::Write { path, cause }.into()),
        }
    }
    let kept = match kept {
        0 => String::new(),
        1 => ", 1 file was there already".into(),
        _ => format!(", {kept} files were there already"),
    };
    Ok(format!("{} written to {}{kept}", counted(written, "draft"), folder.display()))
}

/// The alerts of a name, without regard to case.
fn named<'r>(rules: &'r Rules, name: &str) -> Vec<&'r Alert> {
    let name = name.to_lowercase();
    rules.alerts.iter().filter(|alert| alert.name.to_lowercase() == name).collect()
}

fn of_alert(workspace: &Workspace, rules: &Rules, name: &str) -> Result<Option<Draft>, Stop> {
    let alerts = named(rules, name);
    if alerts.is_empty() {
        let near = nearest(name, rules.alerts.iter().map(|alert| alert.name.as_str()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name its rule file with `--rules PATH`, or in the setting `alert_rules`".into(),
        };
        return Err(Stop::Say(format!("no rule file has an alert `{name}`"), help));
    }
    Ok(draft::alert(workspace, &alerts))
}

fn of_service(workspace: &Workspace, name: &str) -> Result<Option<Draft>, Stop> {
    let Some(index) = workspace.names.service(name) else {
        let near = nearest(name, workspace.services.iter().map(|service| service.id.as_str()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`postmortem plan` lists the services; for an alert, write `--alert NAME`".into(),
        };
        return Err(Stop::Say(format!("the catalogue has no service `{name}`"), help));
    };
    Ok(draft::service(workspace, index))
}

/// The alerts of the rule files that were named on the command line; nothing where none were.
fn given(paths: &[PathBuf], env: &Env<'_>) -> Result<Option<Rules>, Stop> {
    if paths.is_empty() {
        return Ok(None);
    }
    let mut all = Rules::default();
    for path in paths {
        let full = env.directory.join(path);
        let cannot = |cause| Error::Read { path: path.clone(), cause };
        let about = fs::metadata(&full).map_err(cannot)?;
        let shown = path.to_string_lossy().replace('\\', "/");
        if !about.is_dir() {
            let mut bytes = Vec::new();
            // What is longer is refused by its length; a device may have no end.
            let file = fs::File::open(&full).map_err(cannot)?;
            file.take(SIDE_LIMIT).read_to_end(&mut bytes).map_err(cannot)?;
            all.add(read(&shown, &bytes));
            continue;
        }
        let source = Source::open_work_tree(&full)?;
        let endings = [".yaml", ".yml", ".json"];
        let entries: Vec<_> = source.list().entries.iter().collect();
        let entries: Vec<_> =
            entries.into_iter().filter(|entry| endings.iter().any(|end| entry.path.ends_with(end))).collect();
        let files = source.read_all(&entries, SIDE_LIMIT, |entry, bytes| {
            let path = format!("{}/{}", shown.trim_end_matches('/'), entry.path);
            SideFile { path, bytes }
        });
        all.add(alerts_of(&shown, &Ok(files)));
    }
    Ok(Some(all))
}
