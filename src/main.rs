//! The `postmortem` program.

use std::io::{self, BufWriter};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    // Not locked: a thread that panics says so there, and would wait for ever.
    let mut err = io::stderr();
    let mut env = postmortem::cli::Env::real(&mut out, &mut err);
    ExitCode::from(postmortem::cli::run(std::env::args_os(), &mut env))
}
