//! Random small catalogues and schedules against a search through every path.

use proptest::prelude::*;

use super::{NOW, plan, services, workspace};
use crate::recovery::{Affected, Crew, Effect, Job, Verdict, Why, schedule};

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

/// A service: minutes of its steps, what it needs hard, what soft, its zones, and whether it has a recovery for the loss of one.
type Placed = (Vec<(u32, bool)>, Vec<usize>, Vec<usize>, Vec<usize>, bool);

fn organisation() -> impl Strategy<Value = Vec<Placed>> {
    let indices = || prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    let one = (
        prop::collection::vec((0u32..30, any::<bool>()), 1..4),
        indices(),
        indices(),
        prop::collection::vec(0usize..3, 0..3),
        prop::bool::weighted(0.8),
    );
    prop::collection::vec(one, 1..10).prop_map(|list| {
        let services = list.into_iter().enumerate().map(|(i, (steps, hard, soft, zones, covered))| {
            let earlier = |some: &[prop::sample::Index]| -> Vec<usize> {
                some.iter().filter(|_| i > 0).map(|one| one.index(i.max(1))).collect()
            };
            (steps, earlier(&hard), earlier(&soft), zones, covered)
        });
        services.collect()
    })
}

fn files(list: &[Placed]) -> Vec<(String, String)> {
    use std::fmt::Write;
    let one = |(i, (steps, hard, soft, zones, covered)): (usize, &Placed)| {
        let mut text = format!("id: s{i}\nowner: t{}\nobjectives: {{rto: 40m, mtpd: 1h, wrt: 5m}}\n", i % 2);
        let needs = hard.iter().map(|to| (to, "hard")).chain(soft.iter().map(|to| (to, "soft")));
        for (k, (to, kind)) in needs.enumerate() {
            let key = if k == 0 { "depends_on:\n" } else { "" };
            writeln!(text, "{key}  - {{service: s{to}, kind: {kind}}}").unwrap();
        }
        for (k, zone) in zones.iter().enumerate() {
            let key = if k == 0 { "locations:\n" } else { "" };
            writeln!(text, "{key}  - {{region: r, zone: z{zone}, replicas: 2}}").unwrap();
        }
        let scenario = if *covered { "zone-loss" } else { "deletion" };
        writeln!(text, "recovery:\n  - method: failover\n    scenarios: [{scenario}]\n    steps:").unwrap();
        for (k, (minutes, early)) in steps.iter().enumerate() {
            let line = format!("id: p{k}, estimate: {{likely: {minutes}m}}, before_dependencies: {early}");
            writeln!(text, "      - {{{line}}}").unwrap();
        }
        (format!("services/s{i}.yaml"), text)
    };
    list.iter().enumerate().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_is_back_before_what_it_needs(
        list in organisation(),
        hands in 0usize..4,
        named in any::<prop::sample::Index>(),
    ) {
        let files = files(&list);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let workspace = workspace(&files);
        let plan = plan(&workspace, NOW);
        let named = named.index(list.len());
        let mut failures = plan.failures(&[format!("s{named}:zone-loss")]).unwrap();
        failures.extend(plan.failures(&["zone:z0"]).unwrap_or_default());
        let zone = failures.len() > 1;
        let crew = match hands {
            0 => Crew::Pool(usize::MAX),
            1 => Crew::Teams,
            many => Crew::Pool(many - 1),
        };
        let what = plan.what_if(&failures, crew);
        let of = |i: usize| what.affected.iter().find(|one| one.id == format!("s{i}"));
        let down = |i: usize| of(i).filter(|one| one.effect == Effect::Down);
        let lead = what.detection + what.activation;
        for (i, (steps, hard, soft, zones, covered)) in list.iter().enumerate() {
            let hit = i == named || (zone && !zones.is_empty() && zones.iter().all(|zone| *zone == 0));
            let needs = hard.iter().any(|&to| down(to).is_some());
            prop_assert_eq!(down(i).is_some(), hit || needs, "s{}", i);
            let part = zone && zones.contains(&0);
            let without = soft.iter().any(|to| !hard.contains(to) && down(*to).is_some());
            prop_assert_eq!(of(i).is_some(), hit || needs || part || without, "s{}", i);
            let Some(one) = down(i) else { continue };
            prop_assert_eq!(matches!(one.why[0], Why::Hit { .. }), hit);
            let ever = hard.iter().all(|&to| down(to).is_none_or(|it| it.back_at.is_some())) && (*covered || !hit);
            prop_assert_eq!(one.back_at.is_some(), ever, "s{}", i);
            let Some(back) = one.back_at else {
                prop_assert!(one.unknown.is_some() && one.rto.verdict == Verdict::Beyond);
                continue;
            };
            let base = hard.iter().filter_map(|&to| down(to)?.back_at).max().unwrap_or(lead);
            prop_assert!(back >= base.max(lead));
            prop_assert_eq!(one.steps.len(), if *covered { steps.len() } else { 0 });
            // Each step follows the one above it, and what is needed, and the service is back with the last of them.
            let mut at = lead;
            for (step, (minutes, early)) in one.steps.iter().zip(steps) {
                let earliest = if *early { at } else { at.max(base) };
                prop_assert!(step.start >= earliest);
                prop_assert_eq!(step.end, step.start + i64::from(*minutes) * 60);
                at = step.end;
            }
            prop_assert_eq!(back, at.max(base));
        }
        in_turn(&what.affected, crew)?;
        prop_assert!(what.least_end <= what.end);
        prop_assert!(what.broken.is_sorted_by_key(|one| one.at));
        let beyond = |one: &Affected<'_>| {
            [one.rto, one.mtpd, one.rpo].iter().filter(|held| held.verdict == Verdict::Beyond).count()
        };
        prop_assert_eq!(what.broken.len(), what.affected.iter().map(beyond).sum::<usize>());
    }
}

/// No hand does two things at a time, and no pool has more hands than it has.
fn in_turn(affected: &[Affected<'_>], crew: Crew) -> Result<(), TestCaseError> {
    let steps = affected.iter().flat_map(|one| &one.steps);
    let mut taken: Vec<_> = steps
        .map(|step| {
            let team = if matches!(crew, Crew::Pool(_)) { None } else { step.team };
            (team, step.hand, step.start, step.end)
        })
        .collect();
    taken.sort_unstable();
    for pair in taken.windows(2) {
        prop_assert!((pair[0].0, pair[0].1) != (pair[1].0, pair[1].1) || pair[0].3 <= pair[1].2);
    }
    let most = taken.iter().map(|one| one.1 + 1).max().unwrap_or(0);
    let allowed = match crew {
        Crew::Teams => 1,
        Crew::Pool(many) => many,
    };
    prop_assert!(most <= allowed);
    Ok(())
}
