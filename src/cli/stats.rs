//! `postmortem stats`: the numbers.

use std::path::Path;

use super::args::{Cli, StatsFormat};
use super::env::Env;
use super::open::open;
use super::{CLEAN, Done, Stop, deliver};
use crate::finding::Deny;
use crate::metrics::{Facts, openmetrics};
use crate::record::IncidentKind;
use crate::stats::{Selection, csv, json, statistics, table};
use crate::text::counted;

pub(super) fn run(
    cli: &Cli,
    kind: Option<IncidentKind>,
    format: StatsFormat,
    output: Option<&Path>,
    env: &mut Env<'_>,
) -> Done {
    if format == StatsFormat::OpenMetrics && kind.is_some() {
        let help = "leave it out: the file holds every kind, so that alerts and dashboard know one file only";
        return Err(Stop::Say("`--format openmetrics` does not go with `--kind`".into(), help.into()));
    }
    let mut opened = open(cli, env)?;
    if let Some(path) = output {
        opened.refuse_record(path, env)?;
    }
    let deny = Deny::new(&[]);
    let errors = opened.findings().iter().filter(|(finding, level)| deny.fails(finding, *level)).count();
    let policy = &opened.loaded.workspace.policy;
    let statistics = || statistics(&opened.loaded.workspace, Selection(kind), opened.now);
    deliver(output, env, |out| match format {
        StatsFormat::Table => table(&statistics(), policy, out),
        StatsFormat::Json => json(&statistics(), policy, out),
        StatsFormat::Csv => csv(&statistics(), policy.zone(), out),
        StatsFormat::OpenMetrics => openmetrics(&Facts::new(&opened.loaded.workspace, opened.now), out),
    })?;
    if errors > 0 && !cli.common.quiet {
        writeln!(env.err, "note: the records have {}; run `postmortem check`", counted(errors, "error"))?;
    }
    Ok(CLEAN)
}
