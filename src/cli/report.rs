//! `postmortem report`: the review of a week or a month.

use super::args::{Cli, ReportArgs, ReportFormat};
use super::audience::Reduced;
use super::env::Env;
use super::filter::filter;
use super::open::{language, note_errors, open};
use super::{CLEAN, Done, Stop, deliver};
use crate::site::{Alone, Format, report};
use crate::stats::Filter;
use crate::time::{Period, Stretch};

pub(super) fn run(cli: &Cli, args: &ReportArgs, env: &mut Env<'_>) -> Done {
    let mut opened = open(cli, env)?;
    if let Some(path) = &args.output {
        opened.refuse_record(path, env)?;
    }
    let errors = opened.errors_to_note(cli);
    let reduced = Reduced::new(&mut opened, args.audience.named_or_internal());
    let wanted = filter(&args.filter, &opened.loaded.workspace)?;
    let zone = opened.loaded.workspace.policy.zone();
    let today = zone.local(opened.now).date();
    let last_month = || Stretch::Month.period(Stretch::Month.period(today)?.first.pred_opt()?);
    let Some(period) = wanted.period.clone().or_else(last_month) else {
        let help = "name one: `--period 2026-09`";
        return Err(Stop::Say("there is no month before this one".into(), help.into()));
    };
    refuse_future(&period, today)?;
    // The period chooses what is reported, not what is known: the time before is compared with.
    let wanted = Filter { period: None, ..wanted };
    let workspace = &mut opened.loaded.workspace;
    workspace.filter(&wanted);
    let how = Alone {
        now: opened.now,
        format: match args.format {
            ReportFormat::Markdown => Format::Markdown,
            ReportFormat::Html => Format::Html,
        },
        language: language(&opened.source, args.language.as_deref())?,
        version: env!("CARGO_PKG_VERSION"),
    };
    let bytes = report(workspace, &opened.source, &period, &wanted, how)?;
    reduced.check(args.format.file(), &bytes)?;
    deliver(args.output.as_deref(), env, |out| out.write_all(&bytes))?;
    if !cli.common.quiet && !reduced.said.is_empty() {
        writeln!(env.err, "note: {}", reduced.said)?;
    }
    note_errors(errors, env)?;
    Ok(CLEAN)
}

fn refuse_future(period: &Period, today: chrono::NaiveDate) -> Result<(), Stop> {
    if period.first <= today {
        return Ok(());
    }
    let help = "name a period up to today, or pass `--now`";
    Err(Stop::Say(format!("`{}` has not begun", period.name), help.into()))
}
