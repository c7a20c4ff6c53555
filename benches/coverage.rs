//! How often the intervals hold the truth, as a Markdown table: `cargo bench --bench coverage`.
//!
//! Where the data are counts the coverage is added up exactly, over a fine grid of truths and just beside every end of an
//! interval, where it is worst. Else it is simulated with a fixed seed, so that the table comes out the same. A number
//! below what `docs/coverage.md` promises ends the bench with a failure.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench panics and prints")]

#[path = "coverage/durations.rs"]
mod durations;
#[path = "coverage/exact.rs"]
mod exact;
#[path = "coverage/survival.rs"]
mod survival;

/// What was found in one case.
struct Line {
    interval: &'static str,
    /// Under which circumstances.
    case: String,
    /// The share of intervals that hold the truth.
    coverage: f64,
    /// It is the worst of the case, not the mean.
    worst: bool,
    /// The share of data sets for which nothing is printed.
    silent: f64,
    /// What is promised: at least, at most.
    promise: (f64, f64),
}

/// Down, so that nothing below a promise is rounded up to it.
fn tenths(share: f64) -> f64 {
    (1000.0 * share).floor() / 10.0
}

fn main() {
    let lines: Vec<Line> = exact::lines().into_iter().chain(durations::lines()).collect();
    println!("| interval | case | coverage | | promised | not printed |");
    println!("| --- | --- | ---: | --- | ---: | ---: |");
    for Line { interval, case, coverage, worst, silent, promise: (low, high) } in &lines {
        let promise = if *high < 1.0 { format!("{low} to {high}") } else { format!("{low} or more") };
        let which = if *worst { "worst" } else { "mean" };
        println!(
            "| {interval} | {case} | {:.1} % | {which} | {promise} | {:.0} % |",
            tenths(*coverage),
            100.0 * silent
        );
    }
    let (heads, rows) = survival::rows();
    println!("\n| n, open | {} |", heads.join(" | "));
    println!("| --- |{}", " ---: |".repeat(heads.len()));
    for (name, row) in &rows {
        let cells =
            row.iter().map(|line| format!("{:.1} ({:.0})", tenths(line.coverage), 100.0 * line.silent));
        println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
    let all = lines.iter().chain(rows.iter().flat_map(|(_, row)| row));
    let broken: Vec<String> = all
        .filter(|line| !(line.promise.0..=line.promise.1).contains(&line.coverage))
        .map(|line| format!("{}, {}: {}", line.interval, line.case, line.coverage))
        .collect();
    assert!(broken.is_empty(), "not as promised: {broken:#?}");
}
