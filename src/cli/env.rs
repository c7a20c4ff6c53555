//! What the program needs from the world, handed in so that everything below is a function of it.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::PathBuf;

/// The world as the commands see it.
pub struct Env<'a> {
    /// The current directory.
    pub directory: PathBuf,
    /// The clock, or `SOURCE_DATE_EPOCH`: seconds since 1970, or what stands there instead.
    pub clock: fn() -> Result<i64, String>,
    /// `GITHUB_STEP_SUMMARY`: a file to which a step of a job on GitHub adds what it has to say.
    pub step_summary: Option<PathBuf>,
    /// `NO_COLOR` is set, or the terminal is dumb.
    pub no_color: bool,
    /// Standard output is a terminal.
    pub out_is_terminal: bool,
    /// Standard error is a terminal.
    pub err_is_terminal: bool,
    /// Standard input.
    pub input: Box<dyn BufRead + Send>,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
}

impl<'a> Env<'a> {
    /// The real world.
    pub fn real(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self {
            directory: std::env::current_dir().unwrap_or_else(|_| ".".into()),
            clock,
            step_summary: value("GITHUB_STEP_SUMMARY").map(PathBuf::from),
            no_color: value("NO_COLOR").is_some()
                || std::env::var_os("TERM").is_some_and(|term| term == "dumb"),
            out_is_terminal: std::io::stdout().is_terminal(),
            err_is_terminal: std::io::stderr().is_terminal(),
            input: Box::new(BufReader::new(io::stdin())),
            out,
            err,
        }
    }

    /// A world of a program's own, which calls the commands in its process: a folder and a clock, no terminal and nothing to
    /// read.
    pub fn within(
        directory: impl Into<PathBuf>,
        clock: fn() -> Result<i64, String>,
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
    ) -> Self {
        Self {
            directory: directory.into(),
            clock,
            step_summary: None,
            no_color: true,
            out_is_terminal: false,
            err_is_terminal: false,
            input: Box::new(io::empty()),
            out,
            err,
        }
    }
}

fn value(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn clock() -> Result<i64, String> {
    match value("SOURCE_DATE_EPOCH").map(|epoch| epoch.to_string_lossy().into_owned()) {
        Some(epoch) => epoch.parse().map_err(|_| epoch),
        None => Ok(chrono::Utc::now().timestamp()),
    }
}
