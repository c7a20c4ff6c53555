//! The options of `postmortem build` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{AudienceArgs, FilterArgs};

/// What is built, where, and of which incidents.
#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    /// What to build
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "html")]
    pub format: Vec<BuildFormat>,
    /// Where; only files of earlier builds are removed there
    #[arg(long, short, value_name = "DIR", default_value = "site")]
    pub output: PathBuf,
    /// Who reads it
    #[command(flatten)]
    pub audience: AudienceArgs,
    /// Leave the search and its index out
    #[arg(long)]
    pub no_search: bool,
    /// Leave out what git knows: who changed a record when, and the changes of the plan
    #[arg(long)]
    pub no_history: bool,
    /// Which incidents
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// What to build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BuildFormat {
    /// The site.
    Html,
    /// Reports in GitHub-flavoured Markdown.
    Markdown,
}
