//! The options of `postmortem stats` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::FilterArgs;
use crate::stats::By;
use crate::time::{Period, Stretch};

/// Which numbers, of which incidents, and how to print them.
#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    /// Also the same over groups of the incidents
    #[arg(long, value_name = "WHAT")]
    pub by: Option<ByArg>,
    /// Compare two periods instead: `2026-Q2..2026-Q3`, or two of any length, `2026-01..2026-03,2026-04..2026-06`
    #[arg(long, value_name = "A..B", value_parser = pair, conflicts_with = "period")]
    pub compare: Option<Pair>,
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: StatsFormat,
    /// Write there instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which incidents
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Two periods.
#[derive(Debug, Clone)]
pub(crate) struct Pair(pub [Period; 2]);

fn pair(text: &str) -> Result<Pair, String> {
    let sides = text.split_once(',').or_else(|| text.split_once(".."));
    let (first, second) = sides.ok_or("write two periods: `2026-Q2..2026-Q3`")?;
    Ok(Pair([super::filter::period(first)?, super::filter::period(second)?]))
}

/// How to print the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsFormat {
    /// For reading.
    Table,
    /// One JSON document, durations in seconds.
    Json,
    /// One row an incident, durations in seconds.
    Csv,
    /// The tables in GitHub-flavoured Markdown.
    Markdown,
    /// Gauges for Prometheus; takes no filter.
    #[value(name = "openmetrics")]
    OpenMetrics,
}

/// What incidents are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByArg {
    /// Their kind.
    Kind,
    /// Their severity at its worst.
    Severity,
    /// The services they name; one may be in several groups.
    Service,
    /// Their tags; one may be in several groups.
    Tag,
    /// The week they began in.
    Week,
    /// The month they began in.
    Month,
    /// The quarter they began in.
    Quarter,
    /// The year they began in.
    Year,
}

impl ByArg {
    /// What it means.
    pub(crate) fn meaning(self) -> By {
        match self {
            Self::Kind => By::Kind,
            Self::Severity => By::Severity,
            Self::Service => By::Service,
            Self::Tag => By::Tag,
            Self::Week => By::Begun(Stretch::Week),
            Self::Month => By::Begun(Stretch::Month),
            Self::Quarter => By::Begun(Stretch::Quarter),
            Self::Year => By::Begun(Stretch::Year),
        }
    }
}
