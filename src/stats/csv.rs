//! The numbers for spreadsheets: one row an incident, durations in seconds, empty where not known.

use std::io;

use super::Statistics;
use super::case::Measure;
use crate::record::Milestone;
use crate::text::csv_cell::neutral;
use crate::time::{Zone, show_bounds};

/// Writes one row an incident.
pub fn csv(statistics: &Statistics<'_>, zone: Zone, out: &mut dyn io::Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let mut head = vec!["id", "kind", "severity", "status", "started", "detected", "title"];
    head.extend(Measure::ALL.map(Measure::key));
    writer.write_record(&head)?;
    for (case, numbers) in &statistics.cases {
        let time =
            |milestone| case.times.get(milestone).and_then(|b| show_bounds(b, zone)).unwrap_or_default();
        let mut row = vec![
            neutral(&case.id).into_owned(),
            case.kind.to_string(),
            neutral(case.data.severity.as_deref().unwrap_or_default()).into_owned(),
            neutral(case.data.status.as_deref().unwrap_or_default()).into_owned(),
            time(Milestone::Started),
            time(Milestone::Detected),
            neutral(case.title()).into_owned(),
        ];
        let cell = |measure| numbers.get(measure).seconds().map(|s| s.to_string()).unwrap_or_default();
        row.extend(Measure::ALL.map(cell));
        writer.write_record(&row)?;
    }
    writer.flush()
}
