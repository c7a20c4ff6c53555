//! `postmortem build`: the site and the Markdown reports.

use std::path::Path;

use super::args::{BuildFormat, Cli};
use super::env::Env;
use super::open::open;
use super::{Done, Stop};

pub(super) fn run(cli: &Cli, formats: &[BuildFormat], output: &Path, env: &mut Env<'_>) -> Done {
    let opened = open(cli, env)?;
    let _ = (formats, output, opened.prefix);
    Err(Stop::Say(String::new(), String::new()))
}
