//! The options of `postmortem check` as typed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::finding::{Denied, rule_named};

/// What `check` looks at, what fails it, and how it prints.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct CheckArgs {
    /// Show findings of these files and folders only; everything is read all the same
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Mend what can be mended without guessing, in place; every other byte stays as it is
    #[arg(long, conflicts_with_all = ["write_baseline", "coverage", "base", "trust_base"])]
    pub fix: bool,
    /// Print what `--fix` would change as a diff, and write nothing
    #[arg(long, requires = "fix", conflicts_with = "format")]
    pub diff: bool,
    /// Judge the change since this revision: what it does to incidents, and the findings that it brings
    #[arg(long, value_name = "REV", conflicts_with_all = ["write_baseline", "coverage"])]
    pub base: Option<String>,
    /// With `--base`, show findings on lines that the change does not touch, too
    #[arg(long, requires = "base")]
    pub all: bool,
    /// Take the settings of this revision, so that a change cannot switch rules off
    #[arg(long, value_name = "REV")]
    pub trust_base: Option<String>,
    /// How to print findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: CheckFormat,
    /// Write there instead of to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Fail on findings of this level and above, of this rule, or that depend on the day (`calendar`); errors always fail
    #[arg(long, value_name = "LEVEL|RULE|calendar")]
    pub deny: Vec<Denied>,
    /// Switch a rule off for this run
    #[arg(long, value_name = "RULE", value_parser = rule_named)]
    pub allow: Vec<&'static str>,
    /// Hide the findings listed in this file, and say how many they are
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// List all findings in this file, for `--baseline`, instead of printing them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "baseline", "output", "deny"])]
    pub write_baseline: Option<PathBuf>,
    /// Print to how many records each rule applied, instead of findings; as a table or with `--format json`
    #[arg(long, conflicts_with_all = ["paths", "baseline", "write_baseline", "deny"])]
    pub coverage: bool,
}

/// How to print findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Source lines with carets.
    Human,
    /// One line a finding: `path:line:column: level[rule] message`.
    Concise,
    /// One JSON document; `postmortem schema findings` describes it.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations on a pull request, and a summary of the job where `$GITHUB_STEP_SUMMARY` names its file.
    Github,
    /// A GitLab code quality report.
    Gitlab,
    /// A JUnit report: a suite a rule, a case a finding.
    Junit,
}
