//! The command line: wires reading, checking, counting and rendering together, and owns every byte printed.

mod args;
mod audience;
mod base;
mod build;
mod check;
mod coverage;
mod diff;
mod env;
mod explain;
mod export;
mod filter;
mod fix;
mod init;
mod lsp;
mod open;
mod plan;
mod report;
mod runbook;
mod schema;
mod serve;
mod stats;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{CommandFactory, Parser};

pub use env::Env;

use crate::error::Error;
use crate::text::terminal::{visible, visible_line};
use args::{Cli, Color, Command};

/// Clean.
const CLEAN: u8 = 0;
/// There are findings that weigh enough.
const FOUND: u8 = 1;
/// The job could not be done.
const FAILED: u8 = 2;

/// What keeps a command from ending well.
enum Stop {
    /// The job cannot be done.
    Job(Error),
    /// A message with its next step.
    Say(String, String),
    /// Writing the result failed.
    Output(io::Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Job(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

type Done = Result<u8, Stop>;

/// Runs the program and returns its exit code: 0 clean, 1 findings, 2 the job could not be done.
pub fn run(arguments: impl IntoIterator<Item = OsString>, env: &mut Env<'_>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let styled = !env.no_color;
            let (stream, terminal) = if error.use_stderr() {
                (&mut *env.err, env.err_is_terminal)
            } else {
                (&mut *env.out, env.out_is_terminal)
            };
            let text = error.render();
            let text = if styled && terminal { text.ansi().to_string() } else { text.to_string() };
            // Nothing is left to do where help itself cannot be printed.
            let _ = stream.write_all(text.as_bytes());
            return if error.use_stderr() { FAILED } else { CLEAN };
        }
    };
    let result = dispatch(&cli, env).and_then(|code| match env.out.flush() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(code),
        result => Ok(result.map(|()| code)?),
    });
    let stop = match result {
        Ok(code) => return code,
        Err(stop) => stop,
    };
    let (message, help) = match stop {
        // The reader of a pipe has seen enough.
        Stop::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return CLEAN,
        Stop::Output(error) => (format!("cannot write the result: {error}"), None),
        Stop::Say(message, help) => (message, Some(help)),
        Stop::Job(error) => (error.to_string(), error.help()),
    };
    let (red, bold, plain) = if color(&cli, env, env.err_is_terminal) {
        ("\x1b[1;31m", "\x1b[1m", "\x1b[0m")
    } else {
        ("", "", "")
    };
    let _ = writeln!(env.err, "{red}error{plain}{bold}:{plain} {}", visible_line(&message));
    if let Some(help) = help {
        let _ = writeln!(env.err, "  {bold}help:{plain} {}", visible(&help));
    }
    FAILED
}

fn dispatch(cli: &Cli, env: &mut Env<'_>) -> Done {
    match &cli.command {
        Command::Init { directory, ci } => init::run(cli, directory.as_deref(), *ci, env),
        Command::Check(args) => check::run(cli, args, env),
        Command::Diff { base, format, output } => diff::run(cli, base, *format, output.as_deref(), env),
        Command::Build(args) => build::run(cli, args, env),
        Command::Serve(args) => serve::run(cli, args, env),
        Command::Stats(args) => stats::run(cli, args, env),
        Command::Report(args) => report::run(cli, args, env),
        Command::Plan(args) => plan::run(cli, args, env),
        Command::Runbook(args) => runbook::run(cli, args, env),
        Command::Export(args) => export::run(cli, args, env),
        Command::Schema { of, output } => schema::run(*of, output.as_deref(), env),
        Command::Explain { rule } => explain::run(rule.as_deref(), env),
        Command::Lsp => lsp::run(cli, env),
        Command::Completions { shell } => {
            // Into memory first: the generator panics where its writer fails, as on a closed pipe.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "postmortem", &mut script);
            env.out.write_all(&script)?;
            Ok(CLEAN)
        }
        Command::Man => {
            clap_mangen::Man::new(Cli::command()).render(env.out)?;
            Ok(CLEAN)
        }
    }
}

fn color(cli: &Cli, env: &Env<'_>, terminal: bool) -> bool {
    match cli.common.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && !env.no_color,
    }
}

/// Writes a result to a file (whole or not at all), or to standard output.
fn deliver(
    output: Option<&std::path::Path>,
    env: &mut Env<'_>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Stop> {
    let Some(path) = output else {
        // Before anything goes to standard error, so that a terminal shows both in order. A reader who has seen
        // enough changes nothing about the verdict.
        return match write(env.out).and_then(|()| env.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => Ok(result?),
        };
    };
    let given = env.directory.join(path);
    // A link stays a link: what it leads to is written.
    let path = given.canonicalize().unwrap_or(given);
    let cannot = |cause| Error::Write { path: path.clone(), cause };
    if std::fs::metadata(&path).is_ok_and(|about| !about.is_file()) {
        // A device or a pipe takes the bytes as they come; a folder refuses them.
        let written = std::fs::File::create(&path).and_then(|file| into(file, write));
        return Ok(written.map_err(cannot)?);
    }
    let folder = path.parent().unwrap_or(&env.directory);
    let draft = folder.join(format!(".postmortem-tmp-{}", std::process::id()));
    let written = std::fs::File::create_new(&draft)
        .and_then(|file| into(file, write))
        .and_then(|()| std::fs::rename(&draft, &path));
    if let Err(cause) = written {
        let _ = std::fs::remove_file(&draft);
        return Err(cannot(cause).into());
    }
    Ok(())
}

/// Writes a result into an open file, never in memory as a whole.
fn into(file: std::fs::File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, file);
    write(&mut out).and_then(|()| out.flush())
}
