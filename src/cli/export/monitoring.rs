//! `postmortem export prometheus-rules` and `grafana-dashboard`: single files, made from the settings alone.

use super::super::args::{Cli, ExportArgs};
use super::super::env::Env;
use super::super::filter::filter;
use super::super::open::{Opened, open};
use super::super::{CLEAN, Done, Stop, deliver};
use crate::metrics;

/// Writes the rule file.
pub(super) fn rules(cli: &Cli, args: &ExportArgs, env: &mut Env<'_>) -> Done {
    let opened = whole(cli, args, env)?;
    let policy = &opened.loaded.workspace.policy;
    deliver(args.output.as_deref(), env, |out| metrics::rules(policy, out))?;
    if !metrics::has_address(policy) && !cli.common.quiet {
        writeln!(
            env.err,
            "note: the alerts have no `runbook_url`; set `url` in postmortem.yaml to the address of the site, as in \
             `url: https://incidents.example.com`"
        )?;
    }
    Ok(CLEAN)
}

/// Writes the dashboard.
pub(super) fn dashboard(cli: &Cli, args: &ExportArgs, env: &mut Env<'_>) -> Done {
    let opened = whole(cli, args, env)?;
    let policy = &opened.loaded.workspace.policy;
    deliver(args.output.as_deref(), env, |out| metrics::dashboard(policy, out))?;
    Ok(CLEAN)
}

/// Opens the records; a table or a filter would have no meaning here.
fn whole(cli: &Cli, args: &ExportArgs, env: &Env<'_>) -> Result<Opened, Stop> {
    let refused = |what: &str| {
        let help = "leave it out: rules and dashboard are about the whole metrics file";
        Err(Stop::Say(format!("this format takes no {what}"), help.into()))
    };
    if args.table.is_some() {
        return refused("`--table`");
    }
    let opened = open(cli, env)?;
    if !filter(&args.filter, &opened.loaded.workspace)?.is_empty() {
        return refused("filter");
    }
    if let Some(path) = &args.output {
        opened.refuse_record(path, env)?;
    }
    Ok(opened)
}
