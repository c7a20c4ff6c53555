//! `postmortem lsp`: the language server, on standard input and output.

use std::io;

use super::args::Cli;
use super::env::Env;
use super::open::now_at;
use super::{CLEAN, Done, FOUND, Stop};
use crate::lsp::serve;
use crate::time::Zone;

pub(super) fn run(cli: &Cli, env: &mut Env<'_>) -> Done {
    if cli.common.rev.is_some() {
        let help = "leave `--rev` out: the language server looks at files while they are edited";
        return Err(Stop::Say("`lsp` reads no revision".into(), help.into()));
    }
    let root = cli.common.root.as_ref().map(|root| env.directory.join(root));
    let input = std::mem::replace(&mut env.input, Box::new(io::empty()));
    let clock = env.clock;
    let begin = now_at(cli.common.now, clock(), Zone::UTC)?;
    let now = |zone| now_at(cli.common.now, clock(), zone).unwrap_or(begin);
    let asked_to_end = serve(input, env.out, root, &env.directory, &now)?;
    Ok(if asked_to_end { CLEAN } else { FOUND })
}
