//! The cycles among hard dependencies: no order of recovery exists where there is one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::graph::Graph;

/// More cycles than this in one knot are not listed: mending the first ones changes the rest.
const CYCLES_OF_A_KNOT: usize = 20;

/// Up to so many names of a circle are all shown.
const LONG: usize = 8;

/// So many from the beginning of a longer one.
const FEW: usize = 3;

impl Graph<'_> {
    /// The cycles among hard dependencies, each once, from its first service on.
    ///
    /// Of the possibly countless cycles of a knot, so many that every dependency inside it is in one of them (at
    /// most 20): the shortest through each.
    pub fn cycles(&self) -> Vec<Vec<usize>> {
        let mut all = BTreeSet::new();
        for knot in self.knots().iter().filter(|knot| self.in_cycle(knot[0])) {
            let mut covered = BTreeSet::new();
            let mut listed = 0;
            for &from in knot {
                for to in self.hard(from).filter(|to| knot.binary_search(to).is_ok()) {
                    if listed == CYCLES_OF_A_KNOT || covered.contains(&(from, to)) {
                        continue;
                    }
                    let mut cycle = self.shortest(to, from, knot);
                    covered.extend(cycle.iter().copied().zip(cycle.iter().copied().cycle().skip(1)));
                    let first = cycle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(i, _)| i);
                    cycle.rotate_left(first);
                    listed += usize::from(all.insert(cycle));
                }
            }
        }
        all.into_iter().collect()
    }

    /// The fewest services from `start` to `end` inside a knot, both included.
    fn shortest(&self, start: usize, end: usize, knot: &[usize]) -> Vec<usize> {
        let place = |node: usize| knot.binary_search(&node).ok();
        let mut before = vec![None; knot.len()];
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front().filter(|node| *node != end) {
            for to in self.hard(node).filter(|to| *to != start) {
                if let Some(slot) = place(to).filter(|slot| before[*slot].is_none()) {
                    before[slot] = Some(node);
                    queue.push_back(to);
                }
            }
        }
        let step =
            |node: &usize| if *node == start { None } else { place(*node).and_then(|slot| before[slot]) };
        let mut path: Vec<usize> = std::iter::successors(Some(end), step).collect();
        path.reverse();
        path
    }

    /// Why no order of recovery exists, for each service of a cycle: one of the cycles it is in, else, as not all are
    /// listed, one of its knot.
    pub(super) fn circles(&self) -> BTreeMap<usize, Rc<str>> {
        let mut circles: BTreeMap<usize, Rc<str>> = BTreeMap::new();
        let knots: Vec<&Vec<usize>> = self.knots().iter().filter(|knot| self.in_cycle(knot[0])).collect();
        if knots.is_empty() {
            return circles;
        }
        for cycle in self.cycles() {
            let why: Rc<str> =
                Rc::from(format!("hard dependencies go in a circle: {}", self.show_cycle(&cycle)));
            for node in cycle {
                circles.entry(node).or_insert_with(|| Rc::clone(&why));
            }
        }
        for knot in knots {
            if let Some(why) = knot.iter().find_map(|node| circles.get(node)).cloned() {
                for &node in knot {
                    circles.entry(node).or_insert_with(|| Rc::clone(&why));
                }
            }
        }
        circles
    }

    /// `a → b → a`, the middle of a long one left out.
    pub fn show_cycle(&self, cycle: &[usize]) -> String {
        let names: Vec<&str> = cycle.iter().map(|&node| self.id(node)).collect();
        circle(&names, "services")
    }
}

/// Names that need each other in a circle: `a → b → a`; of more than [`LONG`] the first few and the last, and how many
/// there are: `a → b → c → … → z → a (500 services)`.
pub fn circle(names: &[&str], what: &str) -> String {
    let Some((first, last)) = names.first().zip(names.last()) else { return String::new() };
    if names.len() <= LONG {
        return names.iter().chain([first]).copied().collect::<Vec<_>>().join(" → ");
    }
    format!("{} → … → {last} → {first} ({} {what})", names[..FEW].join(" → "), names.len())
}
