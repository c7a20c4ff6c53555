//! The `postmortem` program.

use std::io::{self, BufWriter};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    let mut env = postmortem::cli::Env::real(&mut out, &mut err);
    ExitCode::from(postmortem::cli::run(std::env::args_os(), &mut env))
}
