//! `postmortem check`: findings, and an exit code that a pull request can rely on.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::args::{CheckArgs, CheckFormat, Cli};
use super::base::Since;
use super::env::Env;
use super::fix::{Fixed, fix};
use super::open::{Opened, open};
use super::{CLEAN, Done, FOUND, Stop, color, coverage, deliver};
use crate::error::Error;
use crate::finding::{
    Baseline, Deny, Known, Report, concise, github, github_summary, gitlab, human, json, junit, sarif,
};
use crate::fix::plan;
use crate::rule;
use crate::text::counted;
use crate::text::terminal::visible_line;

pub(super) fn run(cli: &Cli, args: &CheckArgs, env: &mut Env<'_>) -> Done {
    let baseline = args.baseline.as_deref().map(|path| read_baseline(path, cli, env)).transpose()?;
    let mut opened = open(cli, env)?;
    let mut since = Since::new(&mut opened, args)?;
    for path in args.output.iter().chain(&args.write_baseline) {
        opened.refuse_record(path, env)?;
    }
    if args.coverage {
        return coverage::run(&opened, &args.allow, args.format, args.output.as_deref(), env);
    }
    if args.fix && cli.common.rev.is_some() {
        let help = "leave out `--rev` to mend the files on disk";
        return Err(Stop::Say("a revision cannot be changed".into(), help.into()));
    }
    let wanted = args.paths.iter().map(|path| inside(path, &opened, env)).collect::<Result<Vec<_>, _>>()?;
    let mut look = |opened: &mut Opened| {
        let mut findings = since.findings(opened);
        findings.retain(|(finding, _)| !args.allow.contains(&finding.rule));
        opened.report(findings)
    };
    let mut report = look(&mut opened);
    if let Some(path) = &args.write_baseline {
        return write_baseline(&report, path, cli, env);
    }
    let limit = |report: &mut Report| {
        let gone = baseline.as_ref().map(|baseline| baseline.hide(report)).unwrap_or_default();
        let shown = |file: &str| wanted.is_empty() || wanted.iter().any(|path| covers(path, file));
        report.findings.retain(|found| shown(&found.finding.file));
        gone
    };
    let mut gone = limit(&mut report);
    let mut fixed = None;
    if args.fix {
        let again = |opened: &mut Opened| {
            let mut report = look(opened);
            gone = limit(&mut report);
            report
        };
        fixed = Some(fix(&mut opened, &mut report, again)?);
    }
    // A rule that is not looking, or waits for a day, finds its own again later; so do files that a change leaves alone.
    gone.retain(|known| {
        let looks = rule::find(&known.rule).is_none() || opened.complete(&known.rule);
        args.base.is_none() && looks && !args.allow.contains(&known.rule.as_str())
    });
    let untouched = since.narrow(&mut report);
    let deny = Deny::new(&args.deny);
    if let Some(fixed) = fixed.as_ref().filter(|_| !args.diff) {
        fixed.write(&opened)?;
    }
    print(&report, fixed.as_ref(), &deny, &opened, cli, args, env)?;
    if untouched > 0 && is_talkative(cli, args) {
        let findings = counted(untouched, "finding");
        writeln!(env.err, "{findings} on lines this change does not touch; `--all` shows them")?;
    }
    if let Some(path) = args.baseline.as_ref().filter(|_| !cli.common.quiet) {
        report_gone(&gone, &refresh(cli, path), env)?;
    }
    let failed = report.findings.iter().any(|found| deny.fails(&found.finding, found.level));
    let would_fix = args.diff && fixed.is_some_and(|fixed| fixed.findings > 0);
    // The process ends here, and its memory goes at once.
    std::mem::forget((opened, report));
    Ok(if failed || would_fix { FOUND } else { CLEAN })
}

fn print(
    report: &Report,
    fixed: Option<&Fixed>,
    deny: &Deny,
    opened: &Opened,
    cli: &Cli,
    args: &CheckArgs,
    env: &mut Env<'_>,
) -> Result<(), Stop> {
    let color = args.output.is_none() && color(cli, env, env.out_is_terminal);
    let prefix = &opened.prefix;
    deliver(args.output.as_deref(), env, |out| match args.format {
        _ if args.diff => fixed.map_or(Ok(()), |fixed| fixed.diff(prefix, color, out)),
        CheckFormat::Human => human(report, prefix, color, out),
        CheckFormat::Concise => concise(report, prefix, out),
        CheckFormat::Json => json(report, prefix, out),
        CheckFormat::Sarif => sarif(report, prefix, out),
        CheckFormat::Github => github(report, prefix, out),
        CheckFormat::Gitlab => gitlab(report, prefix, out),
        CheckFormat::Junit => junit(report, prefix, deny, opened.now, out),
    })?;
    if let Some(path) = env.step_summary.as_ref().filter(|_| args.format == CheckFormat::Github) {
        let path = env.directory.join(path);
        let file = fs::OpenOptions::new().append(true).create(true).open(&path);
        let mut summary = Vec::new();
        github_summary(report, prefix, &mut summary)?;
        file.and_then(|mut file| file.write_all(&summary)).map_err(|cause| Error::Write { path, cause })?;
    }
    if !is_talkative(cli, args) {
        return Ok(());
    }
    let hidden = [(report.suppressed, "allowed by comments"), (report.baseline, "in the baseline")];
    let hidden =
        hidden.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}"));
    let (files, hidden) = (counted(opened.loaded.files, "file"), hidden.collect::<String>());
    let fixable = plan(report).iter().flatten().count();
    let hint = if fixable > 0 { format!(" ({fixable} fixable with --fix)") } else { String::new() };
    let fixed =
        fixed.map_or_else(String::new, |fixed| fixed.tally(if args.diff { "would fix" } else { "fixed" }));
    writeln!(env.err, "{files} read: {fixed}{}{hint}{hidden}", report.tally())?;
    let spared = report.findings.iter().filter(|found| deny.spares(&found.finding, found.level)).count();
    if spared > 0 {
        let what = counted(spared, "finding");
        writeln!(env.err, "note: {what} depending on the day did not count; `--deny calendar` counts them")?;
    }
    Ok(())
}

/// Whether somebody reads what stands beside the findings.
fn is_talkative(cli: &Cli, args: &CheckArgs) -> bool {
    !cli.common.quiet && matches!(args.format, CheckFormat::Human | CheckFormat::Concise)
}

fn read_baseline(path: &Path, cli: &Cli, env: &Env<'_>) -> Result<Baseline, Stop> {
    let text = fs::read_to_string(env.directory.join(path))
        .map_err(|cause| Error::Read { path: path.to_owned(), cause })?;
    Baseline::parse(&text).map_err(|what| {
        let help = format!("write it again with `{}`", refresh(cli, path));
        Stop::Say(format!("`{}` is no baseline: {what}", path.display()), help)
    })
}

fn write_baseline(report: &Report, path: &Path, cli: &Cli, env: &mut Env<'_>) -> Done {
    let baseline = Baseline::new(report);
    deliver(Some(path), env, |out| baseline.write(out))?;
    if !cli.common.quiet {
        let (name, count) = (path.display().to_string(), counted(baseline.count(), "finding"));
        writeln!(env.err, "{}: {count}; `check --baseline` hides them", visible_line(&name))?;
    }
    Ok(CLEAN)
}

/// Names the entries of the baseline that nothing matches any more.
fn report_gone(gone: &[&Known], refresh: &str, env: &mut Env<'_>) -> std::io::Result<()> {
    const NAMED: usize = 10;
    if gone.is_empty() {
        return Ok(());
    }
    let count = counted(gone.len(), "finding");
    writeln!(env.err, "note: {count} of the baseline no longer there:")?;
    for known in gone.iter().take(NAMED) {
        writeln!(env.err, "  {}: {}", visible_line(&known.file), visible_line(&known.rule))?;
    }
    if gone.len() > NAMED {
        writeln!(env.err, "  and {} more", gone.len() - NAMED)?;
    }
    writeln!(env.err, "  help: take them out with `{}`", visible_line(refresh))
}

/// The command that writes a baseline anew.
fn refresh(cli: &Cli, path: &Path) -> String {
    let root = cli.common.root.as_ref().map(|root| format!(" --root {}", root.display())).unwrap_or_default();
    format!("postmortem check{root} --write-baseline {}", path.display())
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
