//! `postmortem export`: the records as tables for other programs.

mod monitoring;

use std::io;
use std::path::Path;

use super::args::{Cli, ExportArgs, ExportFormat};
use super::audience::Reduced;
use super::env::Env;
use super::filter::filter;
use super::open::{Opened, note_errors, open};
use super::{CLEAN, Done, Stop, deliver};
use crate::export::{Data, Table, csv, ndjson, schema, tables};
use crate::output::{Drafts, check_output};
use crate::text::counted;
use crate::text::terminal::visible_line;

pub(super) fn run(cli: &Cli, args: &ExportArgs, env: &mut Env<'_>) -> Done {
    possible(args, env)?;
    match args.format {
        ExportFormat::PrometheusRules => return monitoring::rules(cli, args, env),
        ExportFormat::GrafanaDashboard => return monitoring::dashboard(cli, args, env),
        ExportFormat::Ndjson | ExportFormat::Csv | ExportFormat::Parquet => {}
    }
    let mut opened = open(cli, env)?;
    let errors = opened.errors_to_note(cli);
    let reduced = Reduced::new(&mut opened, args.audience.named_or_internal());
    let workspace = &mut opened.loaded.workspace;
    let filter = filter(&args.filter, workspace)?;
    let filtered = workspace.filter(&filter);
    let data = Data { workspace: &opened.loaded.workspace, filter: &filter, now: opened.now };

    let mut said = match (args.table, &args.output) {
        (Some(name), output) => {
            if let Some(path) = output {
                opened.refuse_record(path, env)?;
            }
            let tables = tables();
            for table in tables.iter().filter(|table| table.name == name) {
                deliver(output.as_deref(), env, |out| write(args.format, table, data, out))?;
            }
            Vec::new()
        }
        (None, Some(folder)) => vec![all(args.format, data, &opened, folder, env)?],
        (None, None) => Vec::new(),
    };
    if !reduced.said.is_empty() {
        said.push(reduced.said);
    }
    if filtered > 0 {
        said.push(format!("{} filtered out", counted(filtered, "record")));
    }
    if !cli.common.quiet && !said.is_empty() {
        writeln!(env.err, "{}", visible_line(&said.join("; ")))?;
    }
    note_errors(errors, env)?;
    // The process ends here: taking a large workspace apart piece by piece would only take time.
    std::mem::forget(opened);
    Ok(CLEAN)
}

/// Refuses what cannot be written, before anything is read.
fn possible(args: &ExportArgs, env: &Env<'_>) -> Result<(), Stop> {
    let tables = !matches!(args.format, ExportFormat::PrometheusRules | ExportFormat::GrafanaDashboard);
    if tables && args.table.is_none() && args.output.is_none() {
        let help = "name a folder for all tables with `--output DIR`, or one table with `--table incidents`";
        return Err(Stop::Say("neither a folder nor a table is named".into(), help.into()));
    }
    if args.format != ExportFormat::Parquet {
        return Ok(());
    }
    if !cfg!(feature = "parquet") {
        let help =
            "build it with the feature, `cargo install postmortem-cli --features parquet`, or write `ndjson`";
        return Err(Stop::Say("this program was built without Parquet".into(), help.into()));
    }
    if args.output.is_none() && env.out_is_terminal {
        let help = "name a file with `--output FILE`, or send it into one: `> incidents.parquet`";
        return Err(Stop::Say("Parquet is no text for a terminal".into(), help.into()));
    }
    Ok(())
}

/// Writes every table into a folder, with `schema.json`; what was written, in words.
fn all(
    format: ExportFormat,
    data: Data<'_>,
    opened: &Opened,
    folder: &Path,
    env: &Env<'_>,
) -> Result<String, Stop> {
    let path = env.directory.join(folder);
    if let Some(root) = opened.source.root() {
        check_output(&path, root)?;
    }
    let tables = tables();
    let mut drafts = Drafts::open(&path)?;
    for table in &tables {
        let name = format!("{}.{}", table.name, format.ending());
        drafts.write(&name, |out| write(format, table, data, out))?;
    }
    drafts.write("schema.json", |out| schema(&tables, format.ending(), out))?;
    drafts.finish()?;
    let (count, incidents) = (tables.len(), data.workspace.cases.len());
    Ok(format!("{}: {count} tables of {}", folder.display(), counted(incidents, "record")))
}

fn write(format: ExportFormat, table: &Table, data: Data<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        ExportFormat::Ndjson => ndjson(table, data, out),
        ExportFormat::Csv => csv(table, data, out),
        #[cfg(feature = "parquet")]
        ExportFormat::Parquet => crate::export::parquet(table, data, out),
        #[cfg(not(feature = "parquet"))]
        ExportFormat::Parquet => Err(io::Error::from(io::ErrorKind::Unsupported)),
        // Not tables: see `monitoring`.
        ExportFormat::PrometheusRules | ExportFormat::GrafanaDashboard => {
            Err(io::Error::from(io::ErrorKind::Unsupported))
        }
    }
}
