//! `postmortem stats`: the numbers.

use std::path::Path;

use super::args::{Cli, FilterArgs, StatsFormat};
use super::env::Env;
use super::filter::filter;
use super::open::open;
use super::{CLEAN, Done, Stop, deliver};
use crate::finding::Deny;
use crate::metrics::{Facts, openmetrics};
use crate::stats::{csv, json, statistics, table};
use crate::text::counted;

pub(super) fn run(
    cli: &Cli,
    filters: &FilterArgs,
    format: StatsFormat,
    output: Option<&Path>,
    env: &mut Env<'_>,
) -> Done {
    let mut opened = open(cli, env)?;
    if let Some(path) = output {
        opened.refuse_record(path, env)?;
    }
    let deny = Deny::new(&[]);
    let errors = opened.findings().iter().filter(|(finding, level)| deny.fails(finding, *level)).count();
    let workspace = &opened.loaded.workspace;
    let policy = &workspace.policy;
    let filter = filter(filters, workspace)?;
    if format == StatsFormat::OpenMetrics && !filter.is_empty() {
        let help = "leave it out: the file holds everything, since alerts and dashboard know one file only";
        return Err(Stop::Say("`--format openmetrics` takes no filter".into(), help.into()));
    }
    let statistics = || statistics(workspace, &filter, opened.now);
    deliver(output, env, |out| match format {
        StatsFormat::Table => table(&statistics(), policy, out),
        StatsFormat::Json => json(&statistics(), policy, out),
        StatsFormat::Csv => csv(&statistics(), policy.zone(), out),
        StatsFormat::OpenMetrics => openmetrics(&Facts::new(workspace, opened.now), out),
    })?;
    if errors > 0 && !cli.common.quiet {
        writeln!(env.err, "note: the records have {}; run `postmortem check`", counted(errors, "error"))?;
    }
    Ok(CLEAN)
}
