//! The options of `postmortem export` as typed.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::{AudienceArgs, FilterArgs};
use crate::export::NAMES;

/// What is exported, and where to.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// What to write
    #[arg(value_name = "FORMAT")]
    pub format: ExportFormat,
    /// One table only, to standard output or to the file `--output`
    #[arg(long, value_name = "TABLE", value_parser = table())]
    pub table: Option<&'static str>,
    /// The folder that gets one file a table and `schema.json`; with `--table`, and for rules and dashboard, the file
    #[arg(long, short, value_name = "DIR|FILE")]
    pub output: Option<PathBuf>,
    /// Who reads it
    #[command(flatten)]
    pub audience: AudienceArgs,
    /// Which incidents; drills follow the service and the period.
    #[command(flatten)]
    pub filter: FilterArgs,
}

fn table() -> impl TypedValueParser<Value = &'static str> {
    PossibleValuesParser::new(NAMES)
        .map(|name| NAMES.into_iter().find(|one| *one == name).unwrap_or(NAMES[0]))
}

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// One JSON object a line, texts exactly as written.
    Ndjson,
    /// A header and one line a row; safe in a spreadsheet.
    Csv,
    /// Apache Parquet, typed and small.
    Parquet,
    /// Alert rules over what `stats --format openmetrics` writes; one file.
    PrometheusRules,
    /// A dashboard over the same; one file.
    GrafanaDashboard,
}

impl ExportFormat {
    /// What its files end in.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::PrometheusRules => "yaml",
            Self::GrafanaDashboard => "json",
        }
    }
}
