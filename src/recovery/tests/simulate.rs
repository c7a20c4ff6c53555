//! Draws against closed forms, and that they are always the same.

use super::{NOW, plan, service, services, workspace};
use crate::record::Scenario;
use crate::recovery::pert::Sampler;
use crate::recovery::{DRAWS, Pert, Simulated};
use crate::workspace::Workspace;

fn failover(steps: &str) -> String {
    format!(
        "objectives: {{rto: 2h}}\nrecovery:\n  - method: failover\n    scenarios: [zone-loss]\n    steps:\n{steps}"
    )
}

fn step(id: &str, [best, likely, worst]: [u32; 3], more: &str) -> String {
    format!("      - {{id: {id}, estimate: {{best: {best}m, likely: {likely}m, worst: {worst}m}}{more}}}\n")
}

fn pert([best, likely, worst]: [u32; 3]) -> Pert {
    let minutes = |minutes: u32| Some(i64::from(minutes) * 60);
    Pert::new(minutes(best), minutes(likely), minutes(worst))
}

fn drawn(workspace: &Workspace, id: &str) -> Simulated {
    let plan = plan(workspace, NOW);
    let node = plan.services.iter().position(|one| one.id == id).unwrap();
    plan.simulate(DRAWS).services[node].of(Scenario::ZoneLoss).unwrap().clone()
}

/// Detection and activation where nothing is measured, in seconds.
const LEAD: f64 = 900.0;

fn close(what: &str, got: f64, expected: f64, error: f64) {
    assert!((got - expected).abs() <= 4.0 * error, "{what}: {got} is not {expected} ± {error}");
}

#[test]
fn missing_estimates_are_lower_bounds() {
    let of = |best, likely, worst| {
        let pert = Pert::new(best, likely, worst);
        (pert.best, pert.likely, pert.worst, pert.lower_bound)
    };
    assert_eq!(of(Some(1), Some(2), Some(6)), (1, 2, 6, false));
    assert_eq!(of(None, Some(2), Some(6)), (2, 2, 6, false));
    assert_eq!(of(None, Some(2), None), (2, 2, 2, true));
    assert_eq!(of(Some(1), Some(2), None), (1, 2, 2, true));
    assert_eq!(of(Some(1), None, Some(6)), (1, 1, 1, true));
    assert_eq!(of(None, None, None), (0, 0, 0, true));
    assert_eq!(of(Some(9), Some(2), Some(1)), (2, 2, 2, false));
}

#[test]
fn mean_and_variance_are_those_of_the_beta_distribution() {
    // Shapes 2 and 4, stretched over 0 to 6: mean 2, variance 36 · 8 / (36 · 7).
    let pert = Pert::new(Some(0), Some(1), Some(4));
    assert!((pert.mean() - 8.0 / 6.0).abs() < 1e-12);
    assert!((pert.variance() - 16.0 * 2.0 * 4.0 / (36.0 * 7.0)).abs() < 1e-12);
}

/// The sampler against its distribution over a grid of likely times, with every quantile in turn instead of chance.
#[test]
fn the_table_keeps_mean_and_variance() {
    for likely in [0, 1, 7, 130, 500, 503, 877, 999, 1000] {
        let pert = Pert::new(Some(0), Some(likely * 1000), Some(1_000_000));
        let sampler = Sampler::new(pert);
        let n = 1_u64 << 16;
        let draws: Vec<f64> = (0..n).map(|i| f64::from(sampler.draw((2 * i + 1) << 47))).collect();
        let mean = draws.iter().sum::<f64>() / n as f64;
        let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / n as f64;
        assert!((mean / pert.mean() - 1.0).abs() < 1e-4, "{likely}: {mean} is not {}", pert.mean());
        let ratio = (variance / pert.variance()).sqrt();
        assert!((ratio - 1.0).abs() < 1e-3, "{likely}: {ratio}");
        assert!(draws.windows(2).all(|pair| pair[0] <= pair[1]));
    }
}

#[test]
fn one_step_and_a_chain_have_the_sums_of_means_and_variances() {
    let estimates = [[10, 20, 60], [5, 30, 35], [1, 1, 90], [4, 8, 12]];
    let steps = estimates.iter().enumerate().map(|(i, one)| step(&format!("s{i}"), *one, ""));
    let chain: String = steps.collect();
    let one = failover(&step("s", estimates[0], ""));
    let waits = format!("depends_on: [{{service: chain}}]\n{one}");
    let workspace = services(&[("one", &one), ("chain", &failover(&chain)), ("last", &waits)]);
    for (id, perts) in [("one", &estimates[..1]), ("chain", &estimates[..])] {
        let got = drawn(&workspace, id);
        let mean: f64 = perts.iter().map(|one| pert(*one).mean()).sum();
        let variance: f64 = perts.iter().map(|one| pert(*one).variance()).sum();
        close(id, got.mean, LEAD + mean, got.mean_error);
        // The error of a standard deviation is about 1/√(2n) of it, somewhat more where tails are long.
        let deviation = got.mean_error * (DRAWS as f64).sqrt();
        close(id, deviation, variance.sqrt(), variance.sqrt() / (2.0 * DRAWS as f64).sqrt());
        assert!(!got.lower_bound && got.without_worst == 0);
    }
    let all: f64 = estimates.iter().chain(&estimates[..1]).map(|one| pert(*one).mean()).sum();
    let last = drawn(&workspace, "last");
    close("last", last.mean, LEAD + all, last.mean_error);
    let within = last.within_rto.unwrap();
    assert!(within.proportion.interval.low < within.proportion.share);
    let share = within.proportion.share;
    assert!((within.error - (share * (1.0 - share) / DRAWS as f64).sqrt()).abs() < 1e-12);
}

/// Distribution function of a step, by adding up its density.
fn cdf([best, likely, worst]: [u32; 3], at: f64) -> f64 {
    let [least, mode, most] = [best, likely, worst].map(|minutes| f64::from(minutes) * 60.0);
    let share = (mode - least) / (most - least);
    let density = |x: f64| x.powf(4.0 * share) * (1.0 - x).powf(4.0 - 4.0 * share);
    let parts = 4000;
    let sum = |to: f64| -> f64 {
        (0..parts).map(|i| density((f64::from(i) + 0.5) / f64::from(parts) * to)).sum::<f64>() * to
    };
    sum(((at - least) / (most - least)).clamp(0.0, 1.0)) / sum(1.0)
}

#[test]
fn the_later_of_two_agrees_with_numeric_integration() {
    let (one, two) = ([10, 20, 60], [15, 25, 40]);
    let needs = "depends_on: [{service: a}, {service: b}]\n";
    let (a, b) = (failover(&step("s", one, "")), failover(&step("s", two, "")));
    let none = "recovery: [{method: failover, scenarios: [zone-loss], steps: [{id: x, estimate: {best: 0s, likely: 0s, worst: 0s}}]}]\n";
    let last = format!("objectives: {{rto: 43m}}\n{needs}{none}");
    let workspace = services(&[("a", &a), ("b", &b), ("last", &last)]);
    let got = drawn(&workspace, "last");
    let both = |minutes: f64| cdf(one, minutes * 60.0) * cdf(two, minutes * 60.0);
    // The mean of what is never negative is what its distribution function leaves of 1.
    let parts = 240;
    let mean: f64 = (0..parts).map(|i| (1.0 - both((f64::from(i) + 0.5) / 4.0)) * 15.0).sum();
    close("mean", got.mean, LEAD + mean, got.mean_error);
    let within = got.within_rto.unwrap();
    close("chance", within.proportion.share, both(28.0), within.error);
    // A share below the median is below one half, and so with nine of ten.
    let (median, p90) = (got.median as f64 - LEAD, got.p90 as f64 - LEAD);
    close("median", both(median / 60.0), 0.5, 0.005);
    close("p90", both(p90 / 60.0), 0.9, 0.003);
}

#[test]
fn the_same_bytes_with_any_number_of_threads_and_detection_as_measured() {
    let incident = |n: u32, minutes: u32| {
        (
            format!("INC-{n}.yaml"),
            format!(
                "id: INC-{n}\nservices: [a]\ntimes: {{started: 2026-03-01T10:00:00Z, detected: \
                 2026-03-01T10:{minutes:02}:00Z}}\n"
            ),
        )
    };
    let mut files = vec![
        ("services/a.yaml".to_owned(), format!("id: a\n{}", failover(&step("s", [1, 2, 9], "")))),
        ("services/b.yaml".to_owned(), format!("id: b\n{}", failover(&step("s", [3, 3, 3], "")))),
    ];
    files.extend([(1, 1), (2, 2), (3, 12)].map(|(n, minutes)| incident(n, minutes)));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let workspace = workspace(&files);
    let plan = plan(&workspace, NOW);
    let bytes = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| serde_json::to_string(&plan.simulate(1_000)).unwrap())
    };
    assert_eq!(bytes(1), bytes(4));
    // Three minutes of work, ten to activate, and 1, 2 or 12 to detect.
    let b = drawn(&workspace, "b");
    close("b", b.mean, 60.0 * (13.0 + 5.0), b.mean_error);
    assert_eq!((b.median, b.p90), (15 * 60, 25 * 60));
    assert_eq!(service(&plan, "b").objectives.scenarios[0].seconds, Some(15 * 60));
}
