//! `postmortem plan`: the recovery plan, what if something fails, and what a change does to it.

use std::collections::BTreeSet;
use std::io::Write;

use super::args::{Cli, PlanArgs, PlanFormat};
use super::audience::Reduced;
use super::env::Env;
use super::open::{Opened, language, note_errors, open};
use super::{CLEAN, Done, Stop, color, deliver};
use crate::history::Chronicle;
use crate::record::nearest;
use crate::recovery::{
    Crew, DRAWS, PlanChange, RecoveryPlan, WhatIf, compare, plan, show, show_service, show_what_if,
};
use crate::rule::gaps;
use crate::site::{Alone, Format, PlanPart, plan_document};
use crate::source::Source;
use crate::text::counted;
use crate::text::sheet::Sheet;
use crate::workspace::load;

pub(super) fn run(cli: &Cli, args: &PlanArgs, env: &mut Env<'_>) -> Done {
    if args.language.is_some() && (args.base.is_some() || !args.format.is_published()) {
        return Err(Stop::Say(
            "only a plan as a document is written in other languages".into(),
            "add `--format markdown` or `--format html`, without `--base`; or leave out `--language`".into(),
        ));
    }
    let mut opened = open(cli, env)?;
    if let Some(path) = &args.output {
        opened.refuse_record(path, env)?;
    }
    if let Some(base) = &args.base {
        return versions(cli, args, base, opened, env);
    }
    let errors = opened.errors_to_note(cli);
    let published = args.format.is_published() || args.audience.audience.is_some();
    let audience = args.audience.named_or_internal();
    let chronicle =
        if published { Chronicle::new(&opened.source, &opened.loaded.workspace, audience)? } else { None };
    let reduced = published.then(|| Reduced::new(&mut opened, audience));
    let workspace = &opened.loaded.workspace;
    let plan = plan(workspace, opened.now);
    // What happens where something fails is told by likely times.
    let plan = if args.fail.is_empty() {
        plan.drawn(usize::try_from(args.draws).unwrap_or(DRAWS)).with_gaps(gaps(workspace, opened.now))
    } else {
        plan
    };
    let what_if = what_if(&plan, args)?;
    let service = args.service.as_deref().map(|name| service(&opened, &plan, name)).transpose()?;
    let color = args.output.is_none() && color(cli, env, env.out_is_terminal);
    let one = service.and_then(|index| plan.service(&workspace.services[index].id));
    let language = language(&opened.source, args.language.as_deref())?;
    let document = |format| {
        let part = match (&what_if, service) {
            (Some(what_if), _) => PlanPart::WhatIf(what_if),
            (None, Some(index)) => PlanPart::Service(index),
            (None, None) => PlanPart::Whole,
        };
        let how = Alone { now: opened.now, format, language, version: env!("CARGO_PKG_VERSION") };
        plan_document(
            workspace,
            &opened.source,
            &plan,
            chronicle.as_ref().map(|known| &known.plan),
            part,
            how,
        )
    };
    let bytes = match args.format {
        PlanFormat::Markdown => Some(document(Format::Markdown)?),
        PlanFormat::Html => Some(document(Format::Html)?),
        PlanFormat::Text | PlanFormat::Json => None,
    };
    if let Some((reduced, bytes)) = reduced.as_ref().zip(bytes.as_ref()) {
        reduced.check(if args.format == PlanFormat::Html { "plan.html" } else { "plan.md" }, bytes)?;
    }
    deliver(args.output.as_deref(), env, |out| match (&bytes, args.format, &what_if, one) {
        (Some(bytes), ..) => out.write_all(bytes),
        (None, PlanFormat::Json, Some(what_if), _) => json(what_if, out),
        (None, PlanFormat::Json, None, Some(one)) => json(one, out),
        (None, PlanFormat::Json, None, None) => json(&plan, out),
        (None, _, Some(what_if), _) => show_what_if(what_if, color, out),
        (None, _, None, Some(one)) => show_service(&plan, one, color, out),
        (None, _, None, None) => show(&plan, color, out),
    })?;
    if let Some(reduced) = reduced.filter(|reduced| !cli.common.quiet && !reduced.said.is_empty()) {
        writeln!(env.err, "note: {}", reduced.said)?;
    }
    note_errors(errors, env)?;
    Ok(CLEAN)
}

fn what_if<'a>(plan: &RecoveryPlan<'a>, args: &PlanArgs) -> Result<Option<WhatIf<'a>>, Stop> {
    if args.fail.is_empty() {
        return Ok(None);
    }
    let failures = plan.failures(&args.fail).map_err(|unknown| Stop::Say(unknown.message, unknown.help))?;
    let crew = args.responders.map_or(Crew::Teams, |n| Crew::Pool(n.into()));
    Ok(Some(plan.what_if(&failures, crew)))
}

/// The service of a name, by its index into the services of the workspace.
fn service(opened: &Opened, plan: &RecoveryPlan<'_>, name: &str) -> Result<usize, Stop> {
    let workspace = &opened.loaded.workspace;
    let index = workspace.names.service(name);
    index.filter(|&index| plan.service(&workspace.services[index].id).is_some()).ok_or_else(|| {
        let near = nearest(name, workspace.services.iter().map(|service| service.id.as_str()));
        let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
        Stop::Say(
            format!("the catalogue has no service `{name}`"),
            format!("{near}`postmortem plan` lists the services"),
        )
    })
}

/// The plan beside that of a base.
fn versions(cli: &Cli, args: &PlanArgs, base: &str, mut opened: Opened, env: &mut Env<'_>) -> Done {
    if args.format == PlanFormat::Html {
        let help = "choose text, markdown or json";
        return Err(Stop::Say("two versions of a plan are not written as HTML".into(), help.into()));
    }
    let errors = opened.errors_to_note(cli);
    let now = opened.now;
    let source = Source::before(&opened.source.changes(base)?)?;
    let mut before = load(&source);
    if args.format.is_published() || args.audience.audience.is_some() {
        let audience = args.audience.named_or_internal();
        // What became secret is not told from its past, nor the past of what was published.
        let sides = [&before.workspace, &opened.loaded.workspace];
        let secret = sides.into_iter().flat_map(|side| &side.cases).filter(|case| case.audience > audience);
        let secret: BTreeSet<String> = secret.map(|case| case.id.to_lowercase()).collect();
        for (workspace, source) in
            [(&mut before.workspace, &source), (&mut opened.loaded.workspace, &opened.source)]
        {
            workspace.keep_visible(audience, source);
            workspace.keep(|case| !secret.contains(&case.id.to_lowercase()));
        }
    }
    let whole = |workspace| plan(workspace, now).with_gaps(gaps(workspace, now));
    let (old, new) = (whole(&before.workspace), whole(&opened.loaded.workspace));
    let changes = compare(&old, &new);
    let color = args.output.is_none() && color(cli, env, env.out_is_terminal);
    let title = format!(
        "recovery plan, {} → {}: {}",
        source.describe(),
        opened.source.describe(),
        match changes.len() {
            0 => "nothing changes".to_owned(),
            n => counted(n, "change"),
        }
    );
    deliver(args.output.as_deref(), env, |out| match args.format {
        PlanFormat::Json => json(&changes, out),
        PlanFormat::Markdown => sheet(&title, &changes).markdown(out),
        _ => sheet(&title, &changes).terminal(color, out),
    })?;
    note_errors(errors, env)?;
    Ok(CLEAN)
}

fn sheet(title: &str, changes: &[PlanChange]) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.paragraph(title);
    let shown = |fact: &Option<crate::recovery::Fact>| {
        fact.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
    };
    let rows = changes.iter().map(|change| {
        let whose = change.service.clone().unwrap_or_else(|| "the plan".into());
        vec![whose, change.what.clone(), shown(&change.before), shown(&change.after)]
    });
    sheet.table(&["SERVICE", "WHAT", "BEFORE", "AFTER"], rows.collect());
    sheet
}

fn json(value: &impl serde::Serialize, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
