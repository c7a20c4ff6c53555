//! What the program needs from the world, handed in so that everything below is a function of it.

use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::PathBuf;

/// The world as the commands see it.
pub struct Env<'a> {
    /// The current directory.
    pub directory: PathBuf,
    /// The clock, or `SOURCE_DATE_EPOCH`; seconds since 1970.
    pub clock: fn() -> i64,
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
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            directory: std::env::current_dir().unwrap_or_else(|_| ".".into()),
            clock,
            no_color: set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb"),
            out_is_terminal: std::io::stdout().is_terminal(),
            err_is_terminal: std::io::stderr().is_terminal(),
            input: Box::new(BufReader::new(io::stdin())),
            out,
            err,
        }
    }
}

fn clock() -> i64 {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    epoch.unwrap_or_else(|| chrono::Utc::now().timestamp())
}
