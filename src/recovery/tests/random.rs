//! Random small catalogues and schedules against a search through every path.

use proptest::prelude::*;

use super::{NOW, plan, services};
use crate::recovery::{Job, schedule};

/// Jobs in any order whose `after` points to lower ranks only, so that they are in no circle.
fn jobs() -> impl Strategy<Value = Vec<Job>> {
    let job = (0i64..20, prop::collection::vec(any::<prop::sample::Index>(), 0..3), any::<bool>());
    prop::collection::vec(job, 0..9).prop_map(|list| {
        let jobs = list.into_iter().enumerate().map(|(i, (duration, after, waits))| {
            let mut after: Vec<usize> =
                after.iter().filter(|_| i > 0).map(|index| index.index(i.max(1))).collect();
            after.dedup();
            Job { duration, after, waits }
        });
        jobs.collect()
    })
}

/// The longest way to the end of a job, by trying every way.
fn longest(jobs: &[Job], i: usize, base: i64) -> i64 {
    let first = if jobs[i].waits { base } else { 0 };
    let before = jobs[i].after.iter().map(|&j| longest(jobs, j, base)).max().unwrap_or(0);
    first.max(before) + jobs[i].duration
}

proptest! {
    #[test]
    fn a_schedule_is_as_long_as_its_longest_path(jobs in jobs(), base in 0i64..30) {
        let plan = schedule(&jobs, base).unwrap();
        let brute = (0..jobs.len()).map(|i| longest(&jobs, i, base)).max().unwrap_or(0).max(base);
        prop_assert_eq!(plan.end, brute);
        // The chain explains the end without a gap.
        let mut at = if plan.from_base { base } else { 0 };
        for &i in &plan.chain {
            prop_assert_eq!((plan.slots[i].start, plan.slots[i].slack), (at, 0));
            at = plan.slots[i].end;
        }
        prop_assert_eq!(at, plan.end);
        // A job may end later by its slack and by no more.
        for i in 0..jobs.len() {
            for (more, same) in [(plan.slots[i].slack, true), (plan.slots[i].slack + 1, false)] {
                let mut longer = jobs.clone();
                longer[i].duration += more;
                prop_assert_eq!(schedule(&longer, base).unwrap().end == plan.end, same);
            }
        }
    }

    #[test]
    fn a_circle_is_one(links in prop::collection::vec((0usize..6, 0usize..6), 0..12)) {
        let mut jobs = vec![Job::default(); 6];
        for (from, to) in links {
            jobs[from].after.push(to);
        }
        if let Err(circle) = schedule(&jobs, 0) {
            let next = circle.iter().cycle().skip(1);
            prop_assert!(!circle.is_empty() && circle.iter().zip(next).all(|(&a, &b)| jobs[a].after.contains(&b)));
        }
    }
}

/// A service: minutes of its steps (none: not covered), whether each goes before the dependencies, what it needs.
type Random = (Vec<(u32, bool)>, Vec<usize>);

fn catalogue() -> impl Strategy<Value = Vec<Random>> {
    let one = (
        prop::collection::vec((1u32..30, any::<bool>()), 0..4),
        prop::collection::vec(any::<prop::sample::Index>(), 0..3),
    );
    prop::collection::vec(one, 1..7).prop_map(|list| {
        let services = list.into_iter().enumerate().map(|(i, (steps, needs))| {
            let mut needs: Vec<usize> = needs.iter().filter(|_| i > 0).map(|n| n.index(i.max(1))).collect();
            needs.sort_unstable();
            needs.dedup();
            (steps, needs)
        });
        services.collect()
    })
}

/// When a service is back, in minutes of work, by trying every chain of dependencies.
fn back(services: &[Random], i: usize) -> u32 {
    let (steps, needs) = &services[i];
    let base = needs.iter().map(|&j| back(services, j)).max().unwrap_or(0);
    let end = steps.iter().fold(0, |at, (minutes, early)| if *early { at } else { at.max(base) } + minutes);
    end.max(base)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_service_is_back_after_the_longest_chain(list in catalogue()) {
        let texts: Vec<(String, String)> = list.iter().enumerate().map(|(i, (steps, needs))| {
            let needs: Vec<String> = needs.iter().map(|j| format!("  - {{service: s{j}}}\n")).collect();
            let steps: Vec<String> = steps.iter().enumerate().map(|(k, (minutes, early))| {
                format!("      - {{id: p{k}, estimate: {{likely: {minutes}m}}, before_dependencies: {early}}}\n")
            }).collect();
            let (needs, steps) = (needs.concat(), steps.concat());
            let recovery = if steps.is_empty() {
                String::new()
            } else {
                format!("recovery:\n  - method: failover\n    scenarios: [zone-loss]\n    steps:\n{steps}")
            };
            let needs = if needs.is_empty() { needs } else { format!("depends_on:\n{needs}") };
            (format!("s{i}"), format!("{needs}{recovery}"))
        }).collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        let workspace = services(&texts);
        let plan = plan(&workspace, NOW);
        for (i, one) in plan.services.iter().enumerate() {
            let brute = i64::from(15 + back(&list, i)) * 60;
            for entry in &one.achievable {
                prop_assert_eq!(entry.seconds, Some(brute));
                // The printed path leads from the beginning of the work to the end without a gap.
                let path = plan.path(one, entry);
                prop_assert_eq!(path.first().map(|step| step.start), Some(15 * 60));
                prop_assert!(path.windows(2).all(|pair| pair[0].end == pair[1].start));
                prop_assert_eq!(path.last().map(|step| step.end), Some(brute));
            }
        }
    }
}
