//! `postmortem diff`: what a change does, for its reviewer.

use std::path::Path;

use super::args::{Cli, DiffFormat};
use super::build::AUDIENCE;
use super::env::Env;
use super::open::{Opened, open};
use super::{CLEAN, Done, color, deliver};
use crate::diff::{Read, compare, json, markdown, sides, text};
use crate::source::Source;
use crate::workspace::load;

pub(super) fn run(
    cli: &Cli,
    base: &str,
    format: DiffFormat,
    output: Option<&Path>,
    env: &mut Env<'_>,
) -> Done {
    let head = open(cli, env)?;
    if let Some(output) = output {
        head.refuse_record(output, env)?;
    }
    let changes = head.source.changes(base)?;
    let (source, now) = (Source::before(&changes)?, head.now);
    let loaded = load(&source);
    let before = Opened::new(source, loaded, head.prefix.clone(), now);
    let prefix = head.prefix.clone();
    let sides = sides(read(before), read(head), changes, AUDIENCE);
    let diff = compare(&sides, &prefix, now);
    let color = output.is_none() && color(cli, env, env.out_is_terminal);
    deliver(output, env, |out| match format {
        DiffFormat::Text => text(&diff, color, out),
        DiffFormat::Markdown => markdown(&diff, out),
        DiffFormat::Json => json(&diff, out),
    })?;
    Ok(CLEAN)
}

fn read(mut opened: Opened) -> Read {
    let findings = opened.findings();
    Read { source: opened.source, loaded: opened.loaded, findings }
}
