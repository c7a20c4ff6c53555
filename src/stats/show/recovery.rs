//! How long it takes with what has not ended yet, and how often recovery takes longer than its RTO.

use super::{percent, range, seconds};
use crate::numbers::chance::Chance;
use crate::numbers::survival::FEWEST_EVENTS;
use crate::stats::{Beyond, HORIZONS, Lasting, Statistics};
use crate::text::sheet::Sheet;
use crate::time::show_seconds;

pub(super) fn section(statistics: &Statistics<'_>) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("With what is still open");
    if statistics.lasting.iter().any(|lasting| lasting.curve.n > 0) {
        let horizons = HORIZONS.map(|at| format!("longer than {}#", show_seconds(at)));
        let names = ["", "n#", "open#", "median#", "95 % interval#"];
        let names: Vec<&str> = names.into_iter().chain(horizons.iter().map(String::as_str)).collect();
        sheet.table(&names, statistics.lasting.iter().map(cells).collect());
        sheet.paragraph(
            "Kaplan–Meier: what has not ended counts as lasting at least until the beginning of today; shares with \
             their 95 % interval.",
        );
        sheet.items(statistics.lasting.iter().filter_map(imprecise).collect());
    }
    sheet.section(services(statistics));
    sheet
}

fn cells(lasting: &Lasting) -> Vec<String> {
    let curve = &lasting.curve;
    let median = if curve.n == 0 {
        "no data".to_owned()
    } else {
        curve.median().map_or_else(|| "not reached".to_owned(), seconds)
    };
    let interval = match curve.median_interval() {
        None => "too few".to_owned(),
        Some((low, None)) => format!("{} or longer", seconds(low)),
        Some((low, Some(high))) => range(seconds(low), &seconds(high)),
    };
    let mut row = vec![
        lasting.measure.name().to_owned(),
        curve.n.to_string(),
        lasting.open.to_string(),
        median,
        interval,
    ];
    row.extend(HORIZONS.map(|at| chance(lasting.beyond(at))));
    row
}

/// What imprecise times could change, where that is to be seen.
fn imprecise(lasting: &Lasting) -> Option<String> {
    let (low, high) = lasting.median_range()?;
    let show = |median: Option<f64>| median.map_or_else(|| "not reached".to_owned(), seconds);
    let (low, high) = (show(low), show(high));
    (low != high).then(|| {
        format!("{}: imprecise times allow a median of {}", lasting.measure.name(), range(low, &high))
    })
}

/// A chance with its interval, and with how far imprecise times could move it.
fn chance(beyond: Beyond) -> String {
    let text = match beyond.chance {
        Chance::TooFew => return "too few".into(),
        Chance::Unobserved => return "not seen yet".into(),
        Chance::Between { share, interval } => {
            format!("{} ({})", percent(share), range(percent(interval.low), &percent(interval.high)))
        }
        Chance::AtLeast { bound } => format!("at least {}", percent(bound)),
        Chance::AtMost { bound } => format!("at most {}", percent(bound)),
    };
    let range = beyond.range.map(|bounds| range(percent(bounds.low), &percent(bounds.high)));
    match range.filter(|range| range.contains('–')) {
        Some(range) => format!("{text}, imprecise {range}"),
        None => text,
    }
}

fn services(statistics: &Statistics<'_>) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.heading("Recovery beside the RTO");
    let some = statistics.recovery.iter().filter(|one| one.mitigate.curve.n + one.resolve.curve.n > 0);
    let rows: Vec<_> = some
        .map(|one| {
            let median = |lasting: &Lasting| lasting.curve.median().map(seconds).unwrap_or_default();
            vec![
                one.service.id.clone(),
                show_seconds(one.rto),
                one.resolve.curve.n.max(one.mitigate.curve.n).to_string(),
                one.resolve.open.to_string(),
                median(&one.mitigate),
                chance(one.mitigate.beyond(one.rto)),
                median(&one.resolve),
                chance(one.resolve.beyond(one.rto)),
            ]
        })
        .collect();
    let names =
        ["", "RTO#", "n#", "open#", "median TTM#", "TTM beyond RTO#", "median TTR#", "TTR beyond RTO#"];
    if !rows.is_empty() {
        sheet.table(&names, rows);
        sheet.paragraph(&format!(
            "The chance that it takes longer than the RTO, over the incidents that name the service; too few below \
             {FEWEST_EVENTS} that have ended. Drills and restores are in the recovery plan."
        ));
    }
    sheet
}
