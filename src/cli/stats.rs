//! `postmortem stats`: the numbers.

use super::args::{Cli, Pair, StatsArgs, StatsFormat};
use super::env::Env;
use super::filter::filter;
use super::open::{Opened, note_errors, open};
use super::{CLEAN, Done, Stop, color, deliver};
use crate::metrics::{Facts, openmetrics};
use crate::stats::{Comparison, Incomparable, SEED, Shown, compare, comparison_json, csv, json, statistics};

pub(super) fn run(cli: &Cli, args: &StatsArgs, env: &mut Env<'_>) -> Done {
    let opened = open(cli, env)?;
    if let Some(path) = &args.output {
        opened.refuse_record(path, env)?;
    }
    let errors = opened.errors_to_note(cli);
    let color = args.output.is_none() && color(cli, env, env.out_is_terminal);
    let output = args.output.as_deref();
    let workspace = &opened.loaded.workspace;
    let policy = &workspace.policy;
    if args.format == StatsFormat::OpenMetrics {
        let facts = whole(args, &opened)?;
        deliver(output, env, |out| openmetrics(&facts, out))?;
    } else if let Some(Pair(periods)) = &args.compare {
        let comparison = compared(args, periods, &opened)?;
        deliver(output, env, |out| match args.format {
            StatsFormat::Json => comparison_json(&comparison, policy, out),
            StatsFormat::Markdown => Shown::comparison(&comparison, policy).markdown(out),
            _ => Shown::comparison(&comparison, policy).terminal(color, out),
        })?;
    } else {
        let statistics = statistics(workspace, &filter(&args.filter, workspace)?, opened.now);
        let by = args.by.map(super::args::ByArg::meaning);
        let slices = by.map(|by| statistics.by(workspace, by));
        let slices = by.zip(slices.as_deref());
        deliver(output, env, |out| match args.format {
            StatsFormat::Table | StatsFormat::OpenMetrics => {
                Shown::statistics(&statistics, slices, policy).terminal(color, out)
            }
            StatsFormat::Markdown => Shown::statistics(&statistics, slices, policy).markdown(out),
            StatsFormat::Json => json(&statistics, slices, policy, out),
            StatsFormat::Csv => csv(&statistics, policy.zone(), out),
        })?;
    }
    note_errors(errors, env)?;
    // The process ends here: taking a large workspace apart piece by piece would only take time.
    std::mem::forget(opened);
    Ok(CLEAN)
}

/// What the metrics file is made of, which is everything.
fn whole<'a>(args: &StatsArgs, opened: &'a Opened) -> Result<Facts<'a>, Stop> {
    let workspace = &opened.loaded.workspace;
    if !filter(&args.filter, workspace)?.is_empty() || args.by.is_some() || args.compare.is_some() {
        let help = "leave them out: alerts and dashboard know one file only, and it holds every severity and service";
        return Err(Stop::Say(
            "`--format openmetrics` takes no filter, groups or periods".into(),
            help.into(),
        ));
    }
    Ok(Facts::new(workspace, opened.now))
}

fn compared(
    args: &StatsArgs,
    periods: &[crate::time::Period; 2],
    opened: &Opened,
) -> Result<Comparison, Stop> {
    if args.format == StatsFormat::Csv {
        let help = "use `--format json`, `markdown` or `table`";
        return Err(Stop::Say("a comparison cannot be printed as rows of incidents".into(), help.into()));
    }
    let workspace = &opened.loaded.workspace;
    let by = args.by.map(super::args::ByArg::meaning);
    let filter = filter(&args.filter, workspace)?;
    compare(workspace, &filter, periods.clone(), by, opened.now, SEED).map_err(|why| {
        let [first, second] = periods.each_ref().map(|period| period.name.as_str());
        let (what, help) = match why {
            Incomparable::Overlap => ("have days in common", "an incident must not count on both sides"),
            Incomparable::Future => ("have not both begun", "name periods up to today, or pass `--now`"),
        };
        Stop::Say(format!("`{first}` and `{second}` {what}"), help.into())
    })
}
