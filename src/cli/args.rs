//! The command line as typed; what it means is decided in the commands.

mod audience;
mod build;
mod check;
mod export;
mod filter;
mod report;
mod runbook;
mod serve;
mod stats;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use audience::AudienceArgs;
pub(crate) use build::{BuildArgs, BuildFormat};
pub(crate) use check::{CheckArgs, CheckFormat};
pub(crate) use export::{ExportArgs, ExportFormat};
pub(crate) use filter::FilterArgs;
pub(crate) use report::{ReportArgs, ReportFormat};
pub(crate) use runbook::{RunbookArgs, RunbookCommand, RunbookFormat, TriangleFormat};
pub(crate) use serve::ServeArgs;
pub(crate) use stats::{ByArg, Pair, StatsArgs, StatsFormat};

use crate::record::schema::RecordType;
use crate::time::Time;

/// Incidents as code: check them, count them honestly, publish postmortems and recovery plans.
#[derive(Debug, Parser)]
#[command(
    name = "postmortem",
    version,
    about,
    long_about = "Incidents as code.\n\nKeep every incident, service, runbook and recovery drill as YAML in git. `postmortem` checks them on \
                  every pull request, computes response statistics that are honest about what they can show, and \
                  publishes postmortems, runbooks and RTO/RPO plans as a static site.",
    after_help = "Examples:\n  postmortem init                 start a folder here\n  postmortem check                findings, exit code 1 if any is an error\n  postmortem diff --base main     what a change does\n  postmortem build                the site, in ./site\n  postmortem stats                MTTD, MTTA, MTTM, MTTR with what they rest on\n  postmortem plan payments        how long until payments is back\n\nExit codes: 0 clean, 1 findings, 2 the job could not be done.",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub(crate) struct Common {
    /// The folder of records; looked for from here upwards if left out
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Read this git revision instead of the files on disk; needs no checkout
    #[arg(long, global = true, value_name = "REV")]
    pub rev: Option<String>,
    /// The time to take for now: RFC 3339, or a date, which means its end [default: `$SOURCE_DATE_EPOCH`, else the clock]
    #[arg(long, global = true, value_name = "TIME", value_parser = now)]
    pub now: Option<Now>,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Print results and errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal without `NO_COLOR`.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// `--now` as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Now {
    /// A moment, seconds since 1970.
    At(i64),
    /// The end of a day in the display zone.
    EndOf(chrono::NaiveDate),
}

fn now(text: &str) -> Result<Now, String> {
    match Time::parse(text) {
        Some(Time::At(moment)) if moment.day && !moment.approximate => {
            let day = chrono::DateTime::from_timestamp(moment.seconds, 0).unwrap_or_default().date_naive();
            Ok(Now::EndOf(day))
        }
        Some(Time::At(moment)) if moment.flaw.is_none() && !moment.approximate => Ok(Now::At(moment.seconds)),
        _ => Err("write a date as `2026-03-01`, or `2026-03-01T10:15:00+08:00`".into()),
    }
}

/// The commands, in the order people meet them.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a folder of records: settings, a service, a team, a runbook, a first incident
    #[command(
        after_help = "Examples:\n  postmortem init\n  postmortem init ops/incidents\n  postmortem init --ci github     jobs for the records that are there, else a starter too"
    )]
    Init {
        /// Where; `incidents` if left out
        #[arg(value_name = "DIR")]
        directory: Option<PathBuf>,
        /// Also write the jobs that check every change and publish the site
        #[arg(long, value_name = "SYSTEM")]
        ci: Option<super::init::Ci>,
    },
    /// Say what is wrong with the records, and where
    #[command(
        after_help = "Examples:\n  postmortem check\n  postmortem check incidents/2026/INC-2026-0042.yaml\n  postmortem check --fix --diff                       what can be mended without guessing\n  postmortem check --deny warning --allow missing-title\n  postmortem check --rev origin/main --format json\n  postmortem check --format sarif --output postmortem.sarif\n  postmortem check --write-baseline baseline.json     once, in a folder with a past\n  postmortem check --baseline baseline.json           only what is new\n  postmortem check --base origin/main                 only what a change brings\n  postmortem check --base origin/main --trust-base origin/main\n\nOne finding is allowed in its record: `# postmortem: allow[rule] reason`, behind the value or on the line above."
    )]
    Check(CheckArgs),
    /// Say what a change does to records, findings, numbers and plans
    #[command(
        after_help = "Examples:\n  postmortem diff --base origin/main\n  postmortem diff --base origin/main --format markdown --output comment.md\n  postmortem diff --base v1.2 --rev v1.3 --format json"
    )]
    Diff {
        /// Compare with the commit where this revision and the current state parted
        #[arg(long, value_name = "REV")]
        base: String,
        /// How to print it
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: DiffFormat,
        /// Write there instead of to standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Build the site and the Markdown reports
    #[command(
        after_help = "Examples:\n  postmortem build\n  postmortem build --format html,markdown --output public\n  postmortem build --rev v1.2 --root incidents\n  postmortem build --audience public --output public    what everybody may read\n  postmortem build --service payments --period 2026     a site of some incidents"
    )]
    Build(BuildArgs),
    /// Show the site while records are written: every save is on the page at once
    ///
    /// Pages are made when they are asked for and nothing is written. Errors of the records are shown on every page. Only this machine
    /// can read it, unless `--host` says otherwise.
    #[command(
        after_help = "Examples:\n  postmortem serve --open\n  postmortem serve --port 0                   any free port\n  postmortem serve --rev v1.2 --root incidents  as it was then\n  postmortem serve --host 0.0.0.0             others on the network can read it, too\n\nCtrl-C ends it. More: docs/site.md."
    )]
    Serve(ServeArgs),
    /// Print the numbers: time to detect, acknowledge, mitigate, resolve, targets, availability; or compare two periods
    #[command(
        after_help = "Examples:\n  postmortem stats\n  postmortem stats --by severity\n  postmortem stats --compare 2026-Q2..2026-Q3\n  postmortem stats --kind external\n  postmortem stats --period 2026-Q3 --severity P0 --severity P1\n  postmortem stats --format csv --output incidents.csv\n  postmortem stats --format openmetrics --output /var/lib/node_exporter/postmortem.prom"
    )]
    Stats(StatsArgs),
    /// Write the operations review of a week, a month or any period
    #[command(
        after_help = "Examples:\n  postmortem report                                  the last whole month\n  postmortem report --period 2026-W37 --format html --output week.html\n  postmortem report --period 2026-Q3 --service payments\n  postmortem report --language zh                    in Chinese, whatever the settings say"
    )]
    Report(ReportArgs),
    /// Print the recovery plan, or what happens where something fails
    ///
    /// Order of recovery, achievable RTO, worst-case RPO, what was measured, and gaps. Markdown and HTML are the whole document, with
    /// the sections that NIST SP 800-34 asks for.
    #[command(
        after_help = "Examples:\n  postmortem plan\n  postmortem plan payments\n  postmortem plan --format html --output plan.html      to print and to keep offline\n  postmortem plan --format markdown --language zh       the same in Chinese\n  postmortem plan --fail payments-db                    what goes down, and how it comes back\n  postmortem plan --fail zone:cn-east-1a --responders 3\n  postmortem plan --fail payments-db:corruption --format html --output corruption.html\n  postmortem plan --base origin/main                    what a change does to the plan"
    )]
    Plan(PlanArgs),
    /// Print a runbook as a checklist, find alerts without one, draft those that are missing
    ///
    /// Without an id, the runbooks are listed.
    #[command(
        after_help = "Examples:\n  postmortem runbook                                        all of them\n  postmortem runbook restart-payments                       the checklist\n  postmortem runbook restart-payments --format markdown     the same for an issue or on paper\n  postmortem runbook coverage --rules monitoring/alerts     alerts, runbooks and incidents\n  postmortem runbook draft --alert ConnectionPoolSaturated  a draft from its alert rules\n  postmortem runbook draft payments                         a draft from what helped before",
        args_conflicts_with_subcommands = true
    )]
    Runbook(RunbookArgs),
    /// Write the records as tables for SQL engines and spreadsheets
    ///
    /// Tables: incidents, timeline, actions, impact, drills. Every column, and SQL to begin with: docs/export.md. Records that not everybody
    /// inside may read are left out. Rules and dashboard for monitoring: docs/metrics.md.
    #[command(
        after_help = "Examples:\n  postmortem export parquet --output data           one file a table, and schema.json\n  postmortem export ndjson --output data --period 2026-Q3\n  postmortem export csv --table incidents > incidents.csv\n  postmortem export csv --table actions --service payments --output actions.csv\n  postmortem export prometheus-rules --output postmortem.rules.yaml\n  postmortem export grafana-dashboard --output dashboard.json\n\nThen:\n  duckdb -c \"SELECT severity, median(ttr_seconds) FROM 'data/incidents.parquet' GROUP BY 1\""
    )]
    Export(ExportArgs),
    /// Print the JSON Schema of a record, for editors, or of what `check --format json` prints
    #[command(
        after_help = "Examples:\n  postmortem schema > incident.schema.json\n  postmortem schema service\n  postmortem schema findings\n\nThen, at the top of a record:\n  # yaml-language-server: $schema=incident.schema.json"
    )]
    Schema {
        /// Which record, or `findings`
        #[arg(value_name = "RECORD", default_value = "incident", value_parser = described())]
        of: Described,
        /// Write there instead of to standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Explain a rule: what it finds, why that matters, how to mend it
    #[command(
        after_help = "Examples:\n  postmortem explain time-order\n  postmortem explain        list every rule"
    )]
    Explain {
        /// The rule's name, as printed in brackets; all of them are listed if left out
        #[arg(value_name = "RULE")]
        rule: Option<String>,
    },
    /// Run the language server for editors, on standard input and output
    ///
    /// Editors start it. It shows findings while a record is written, says what a field or a name means, completes keys,
    /// words and names, leads from a name to its record, and offers fixes. Setting up Neovim, Helix and VS Code: docs/editors.md.
    #[command(after_help = "Examples:\n  postmortem lsp\n  postmortem lsp --root ops/incidents")]
    Lsp,
    /// Print a completion script for a shell
    #[command(
        after_help = "Examples:\n  postmortem completions bash > ~/.local/share/bash-completion/completions/postmortem\n  postmortem completions fish > ~/.config/fish/completions/postmortem.fish"
    )]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  postmortem man | man -l -")]
    Man,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Described {
    /// A record.
    Record(RecordType),
    /// The output of `check`.
    Findings,
}

fn described() -> impl TypedValueParser<Value = Described> {
    const FINDINGS: &str = "findings";
    let record = |name: &str| RecordType::ALL.into_iter().find(|record| record.name() == name);
    PossibleValuesParser::new(RecordType::ALL.map(RecordType::name).into_iter().chain([FINDINGS]))
        .map(move |name| record(&name).map_or(Described::Findings, Described::Record))
}

/// How to print what a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For reading.
    Text,
    /// One comment of a pull request, never longer than GitHub takes.
    Markdown,
    /// One JSON document, durations in seconds.
    Json,
}

/// `plan`.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// One service, by id or alias
    #[arg(value_name = "SERVICE", conflicts_with_all = ["fail", "base"])]
    pub service: Option<String>,
    /// What if this fails: `SERVICE` (the loss of an instance), `SERVICE:SCENARIO`, `zone:NAME` or `region:NAME`; several with commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub fail: Vec<String>,
    /// So many people do the work, anyone any step; if left out, each team with the people its record names
    #[arg(long, value_name = "N", requires = "fail", value_parser = clap::value_parser!(u16).range(1..))]
    pub responders: Option<u16>,
    /// So many draws from the estimates for each scenario; 0 for none
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10_000,
        value_parser = clap::value_parser!(u32).range(..=1_000_000),
        conflicts_with_all = ["fail", "base"]
    )]
    pub draws: u32,
    /// Compare with the plan of the commit where this revision and the current state parted
    #[arg(long, value_name = "REV", conflicts_with = "fail")]
    pub base: Option<String>,
    /// Who reads it; text and JSON without this option hold everything
    #[command(flatten)]
    pub audience: AudienceArgs,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: PlanFormat,
    /// Language of Markdown and HTML: `en`, `zh`, or one of `templates/words.LANGUAGE.ftl`; the first of the settings if left out
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// Write there instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How to print the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For reading on a terminal.
    Text,
    /// The whole document, for a repository or a wiki.
    Markdown,
    /// The same as one page that stands for itself, with drawings.
    Html,
    /// One JSON document, durations in seconds.
    Json,
}

impl PlanFormat {
    /// It is handed on, so it holds what everybody inside may read.
    pub(crate) fn is_published(self) -> bool {
        matches!(self, Self::Markdown | Self::Html)
    }
}
