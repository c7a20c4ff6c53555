//! The options of `postmortem report` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{AudienceArgs, FilterArgs};

/// Which period, of which incidents, and how to write it.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    pub format: ReportFormat,
    /// In which language: `en`, `zh`, or one of `templates/words.LANGUAGE.ftl`; the first of the settings if left out
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// Write there instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Who reads it
    #[command(flatten)]
    pub audience: AudienceArgs,
    /// Which incidents; the period is the last whole month if none is named
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// How to write a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// GitHub-flavoured Markdown.
    Markdown,
    /// One page that needs no other file.
    Html,
}

impl ReportFormat {
    /// What its file would be called.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Markdown => "report.md",
            Self::Html => "report.html",
        }
    }
}
