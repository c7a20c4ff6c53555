//! How long plans take for a large organisation: `cargo bench --bench recovery -- 2000`.
//!
//! Writes N services with five dependencies and three steps each into a temporary folder and times reading them, the plan, the
//! rules, the loss of a zone with limited hands, and 10,000 draws, several rounds in turn. Quote ratios of one run: machines
//! are noisy.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench panics and prints")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use postmortem::numbers::random::Random;
use postmortem::recovery::{Crew, DRAWS, plan};
use postmortem::rule;
use postmortem::source::Source;
use postmortem::workspace::load;

/// Timed rounds; the median is printed.
const ROUNDS: usize = 5;

/// 2026-11-20T00:00:00Z.
const NOW: i64 = 1_795_132_800;

/// As the program's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let counts: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![2_000] } else { counts };
    println!("| services | what | wall s | × reading |");
    println!("| ---: | --- | ---: | ---: |");
    for count in counts {
        let folder = tempfile::tempdir_in(scratch()).unwrap();
        corpus(folder.path(), count);
        measure(folder.path(), count);
    }
}

/// Memory where there is a file system for it, so that the disk is not what is measured.
fn scratch() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}

/// Services that need up to five earlier ones each, in five zones of two regions, with a recovery for the loss of a place.
fn corpus(to: &Path, count: usize) {
    let mut random = Random::seeded(1);
    let mut below = |end: usize| usize::try_from(random.below(end as u64)).unwrap();
    fs::create_dir_all(to.join("services")).unwrap();
    fs::create_dir_all(to.join("teams")).unwrap();
    for team in 0..40 {
        let text = format!("id: team-{team}\nname: Team {team}\nmembers: [a{team}, b{team}, c{team}]\n");
        fs::write(to.join(format!("teams/team-{team}.yaml")), text).unwrap();
    }
    for i in 0..count {
        let data = i % 4 == 0;
        let mut text = format!(
            "id: service-{i:05}\nname: Service number {i}\nowner: team-{}\ntier: {}\ndata_bearing: {data}\n\
             objectives: {{rto: {}h, rpo: 1h, mtpd: 200h, wrt: 1h, availability: 0.999, window: 30d}}\n",
            below(40),
            1 + below(4),
            1 + below(100),
        );
        let mut needs: Vec<usize> = (0..5).filter(|_| i > 0).map(|_| below(i.max(1))).collect();
        needs.sort_unstable();
        needs.dedup();
        for (k, need) in needs.iter().enumerate() {
            let key = if k == 0 { "depends_on:\n" } else { "" };
            let kind = if below(4) == 0 { "kind: soft, degraded_mode: Without it" } else { "kind: hard" };
            writeln!(text, "{key}  - {{service: service-{need:05}, {kind}}}").unwrap();
        }
        let zone = below(5);
        writeln!(text, "locations:\n  - {{region: r{}, zone: z{zone}, replicas: 3}}", zone % 2).unwrap();
        if data {
            text += "backups:\n  - {what: everything, method: snapshot, every: 1h, takes: 5m, retention: 30d, location: \
                     {region: r3, zone: z9}, immutable: true, encrypted: true}\n";
        }
        text += "recovery:\n  - method: failover\n    scenarios: [zone-loss, region-loss]\n    steps:\n";
        for k in 0..3 {
            let likely = 2 + below(30);
            let (best, worst) = (likely / 2, likely * 2 + below(40));
            let early = if k == 0 { "\n        before_dependencies: true" } else { "" };
            writeln!(
                text,
                "      - id: step-{k}\n        step: Do what has to be done in place {k}, then look whether it worked\n        \
                 role: on-call\n        estimate: {{best: {best}m, likely: {likely}m, worst: {worst}m}}{early}"
            )
            .unwrap();
        }
        fs::write(to.join(format!("services/service-{i:05}.yaml")), text).unwrap();
    }
}

fn measure(root: &Path, count: usize) {
    let names =
        ["reading", "plan", "rules", "loss of a zone, teams", "loss of a zone, 20 hands", "10,000 draws"];
    let mut runs: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    for _ in 0..ROUNDS {
        let mut times = Vec::new();
        let start = Instant::now();
        let loaded = load(&Source::open_work_tree(root).unwrap());
        times.push(start.elapsed());
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings.first());
        let start = Instant::now();
        let plan = plan(&loaded.workspace, NOW);
        times.push(start.elapsed());
        let start = Instant::now();
        let found = rule::run(&loaded.workspace, NOW);
        times.push(start.elapsed());
        assert!(!found.is_empty());
        for crew in [Crew::Teams, Crew::Pool(20)] {
            let start = Instant::now();
            let what = plan.what_if(&plan.failures(&["zone:z1"]).unwrap(), crew);
            times.push(start.elapsed());
            assert!(what.end.is_some());
        }
        let start = Instant::now();
        let drawn = plan.simulate(DRAWS);
        times.push(start.elapsed());
        assert_eq!(drawn.services.len(), count);
        times.iter().zip(&mut runs).for_each(|(time, runs)| runs.push(time.as_secs_f64()));
    }
    let median = |runs: &[f64]| {
        let mut runs = runs.to_vec();
        runs.sort_by(f64::total_cmp);
        runs[runs.len() / 2]
    };
    let reading = median(&runs[0]);
    for (name, runs) in names.iter().zip(&runs) {
        let wall = median(runs);
        println!("| {count} | {name} | {wall:.3} | {:.2} |", wall / reading);
    }
}
