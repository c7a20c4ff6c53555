//! Which incidents a command looks at, as typed; names are resolved in `cli::filter`.

use clap::Args;

use crate::record::{IncidentKind, Leaf};
use crate::time::Period;

/// Which incidents a command looks at: those that meet every condition.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Incidents of one kind only
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Option<IncidentKind>,
    /// Of this severity at their worst; repeat it for several
    #[arg(long, value_name = "SEVERITY")]
    pub severity: Vec<String>,
    /// On this service, by id or alias; repeat it for several
    #[arg(long, value_name = "SERVICE")]
    pub service: Vec<String>,
    /// With this tag; repeat it for several
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Begun in `2026`, `2026-Q3`, `2026-09`, `2026-W37`, `2026-09-14`, or from one to another, `A..B`
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub period: Option<Period>,
    /// Whose title, summary, cause, timeline or actions hold this, in any case
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
}

fn kind(text: &str) -> Result<IncidentKind, String> {
    let words = IncidentKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    Leaf::<IncidentKind>::new(text).get().copied().ok_or_else(|| format!("use one of: {words}"))
}

/// Reads a period.
pub(super) fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| {
        "write `2026`, `2026-Q3`, `2026-09`, `2026-W37`, `2026-09-14`, or from one to another, `2026-07..2026-09`".into()
    })
}
