//! `postmortem plan`: the recovery plan.

use std::path::Path;

use super::args::{Cli, PlanFormat};
use super::env::Env;
use super::open::open;
use super::{CLEAN, Done, Stop, color, deliver};
use crate::record::nearest;
use crate::recovery::{plan, show, show_service};

pub(super) fn run(
    cli: &Cli,
    service: Option<&str>,
    format: PlanFormat,
    output: Option<&Path>,
    env: &mut Env<'_>,
) -> Done {
    let opened = open(cli, env)?;
    if let Some(path) = output {
        opened.refuse_record(path, env)?;
    }
    let workspace = &opened.loaded.workspace;
    let plan = plan(workspace, opened.now);
    let color = output.is_none() && color(cli, env, env.out_is_terminal);
    let Some(name) = service else {
        deliver(output, env, |out| match format {
            PlanFormat::Text => show(&plan, color, out),
            PlanFormat::Json => json(&plan, out),
        })?;
        return Ok(CLEAN);
    };
    let known = workspace.names.service(name).map(|index| workspace.services[index].id.as_str());
    let Some(one) = known.and_then(|id| plan.service(id)) else {
        let near = nearest(name, workspace.services.iter().map(|service| service.id.as_str()));
        let help = near.map_or_else(
            || "`postmortem plan` lists the services".into(),
            |near| format!("did you mean `{near}`? `postmortem plan` lists the services"),
        );
        return Err(Stop::Say(format!("the catalogue has no service `{name}`"), help));
    };
    deliver(output, env, |out| match format {
        PlanFormat::Text => show_service(&plan, one, color, out),
        PlanFormat::Json => json(one, out),
    })?;
    Ok(CLEAN)
}

fn json(value: &impl serde::Serialize, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
