//! Availability by service over its window.

use super::range;
use crate::stats::ServiceAvailability;
use crate::text::sheet::Sheet;
use crate::time::show_seconds;

pub(super) fn section(services: &[ServiceAvailability<'_>]) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Availability");
    let names = [
        "",
        "window#",
        "availability#",
        "objective#",
        "budget used#",
        "incidents ever#",
        "of unknown length#",
    ];
    sheet.table(&names, services.iter().map(cells).collect());
    sheet
}

fn cells(service: &ServiceAvailability<'_>) -> Vec<String> {
    let percent = |share: f64| format!("{:.3} %", share * 100.0);
    let used = service.budget().filter(|budget| *budget > 0.0).map_or_else(String::new, |budget| {
        let share = |seconds: f64| super::percent(seconds / budget);
        range(share(service.downtime.low), &share(service.downtime.high))
    });
    vec![
        service.service.id.clone(),
        show_seconds(service.window.length()),
        range(percent(service.availability.low), &percent(service.availability.high)),
        service.objective.map(percent).unwrap_or_default(),
        used,
        (service.incidents + service.silent).to_string(),
        service.silent.to_string(),
    ]
}
