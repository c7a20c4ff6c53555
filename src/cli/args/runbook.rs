//! The arguments of `postmortem runbook`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

/// Which runbook, or what about all of them.
#[derive(Debug, Args)]
pub(crate) struct RunbookArgs {
    /// The runbook's id; all of them are listed if left out
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: RunbookFormat,
    /// Write there instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What about all of them.
    #[command(subcommand)]
    pub command: Option<RunbookCommand>,
}

/// What about all runbooks.
#[derive(Debug, Subcommand)]
pub(crate) enum RunbookCommand {
    /// Say which alerts have a runbook, which runbooks were never used or failed, and which incidents had none
    #[command(
        after_help = "Examples:\n  postmortem runbook coverage\n  postmortem runbook coverage --rules monitoring/alerts --rules k8s/rules.yaml\n  postmortem runbook coverage --format json\n  postmortem runbook coverage --draft drafts     one for every alert without a runbook"
    )]
    Coverage {
        /// Prometheus rule files, PrometheusRule objects, or folders of them; those of the setting `alert_rules` if left out
        #[arg(long, value_name = "PATH")]
        rules: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: TriangleFormat,
        /// Write there instead of to standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Also write a draft for every alert without a runbook into this folder; what is there stays
        #[arg(long, value_name = "DIR")]
        draft: Option<PathBuf>,
    },
    /// Print the draft of a runbook: for an alert from its rules, for a service from what helped in its incidents
    #[command(
        group(ArgGroup::new("subject").required(true).args(["service", "alert"])),
        after_help = "Examples:\n  postmortem runbook draft payments\n  postmortem runbook draft --alert PoolFull --output incidents/runbooks/PoolFull.md\n  postmortem runbook draft --alert KubePodCrashLooping --rules k8s/rules.yaml"
    )]
    Draft {
        /// One service, by id or alias
        #[arg(value_name = "SERVICE")]
        service: Option<String>,
        /// One alert, by its name
        #[arg(long, value_name = "NAME")]
        alert: Option<String>,
        /// Prometheus rule files, PrometheusRule objects, or folders of them; those of the setting `alert_rules` if left out
        #[arg(long, value_name = "PATH", requires = "alert")]
        rules: Vec<PathBuf>,
        /// Write there instead of to standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// How to print a runbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunbookFormat {
    /// For a terminal.
    Text,
    /// A task list in GitHub-flavoured Markdown.
    Markdown,
}

/// How to print the coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TriangleFormat {
    /// For reading.
    Text,
    /// GitHub-flavoured Markdown.
    Markdown,
    /// One JSON document.
    Json,
}
