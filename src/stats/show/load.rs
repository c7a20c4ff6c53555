//! When people are called out, by role and by team.

use super::proportion;
use super::targets::clock;
use crate::stats::{Learning, LoadRow};
use crate::text::sheet::Sheet;
use crate::time::show_seconds;
use crate::workspace::Policy;

pub(super) fn section(learning: Option<&Learning<'_>>, policy: &Policy) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Load");
    let Some(load) = learning.map(|learning| &learning.load).filter(|load| load.all.incidents > 0) else {
        return sheet;
    };
    let mut rows = vec![cells("all", &load.all)];
    rows.extend(load.roles.iter().map(|row| cells(&format!("role {}", row.name), row)));
    rows.extend(load.teams.iter().map(|row| cells(&format!("team {}", row.name), row)));
    let columns = ["", "incidents#", "detected outside#", "response#", "outside#", "unknown#"];
    sheet.table(&columns, rows);
    let hours = match load.hours {
        Some((open, close)) => format!("outside {} to {} of working days", clock(open), clock(close)),
        None => "on days without work: no working hours are declared (`calendar.hours`)".into(),
    };
    sheet.paragraph(&format!(
        "outside: {hours}, in {}. Detected outside: {}. Response: from acknowledged, else detected, to mitigated, else \
         resolved; unknown where one of them is. Counted by role and team, never by person.",
        policy.zone().name(),
        proportion(load.outside)
    ));
    sheet
}

fn cells(name: &str, row: &LoadRow) -> Vec<String> {
    vec![
        name.to_owned(),
        row.incidents.to_string(),
        row.detected_outside.to_string(),
        show_seconds(row.response),
        show_seconds(row.response_outside),
        row.response_unknown.to_string(),
    ]
}
