//! Why two incidents are alike: what both say, as far as it tells something.

use std::collections::BTreeMap;

use super::terms::{Run, factor_term, factors, runs, service_term, services, tag_term, texts};
use super::{Index, Likeness};
use crate::workspace::Case;

/// How many shared words are named at most.
const WORDS: usize = 5;
/// A word is named as a reason where at most one incident in this many has it.
const RARE: usize = 5;

/// What an incident says, for reasons why others are like it.
pub(super) struct Said<'a> {
    /// Ids of its services, its factors and tags, each with the number of its term; none where nobody has it.
    services: Vec<(String, Option<u32>)>,
    factors: Vec<(&'a str, Option<u32>)>,
    tags: Vec<(&'a str, Option<u32>)>,
    /// What it says, with the numbers of the terms of each run.
    runs: Vec<(Run, Vec<Option<u32>>)>,
}

impl<'a> Index<'a> {
    /// What an incident says.
    pub(super) fn said(&self, case: &'a Case) -> Said<'a> {
        let number = |term: String| self.numbers.get(&term).copied();
        let services = services(case, self.workspace).into_iter();
        let runs = texts(case, self.brief).into_iter().flat_map(|(text, _)| runs(&text));
        Said {
            services: services
                .map(|id| {
                    let term = number(service_term(&id));
                    (id, term)
                })
                .collect(),
            factors: factors(case).map(|factor| (factor, number(factor_term(factor)))).collect(),
            tags: case.data.tags.iter().map(|tag| (&**tag, number(tag_term(tag)))).collect(),
            runs: runs
                .map(|run| {
                    let numbers = run.terms().into_iter().map(number).collect();
                    (run, numbers)
                })
                .collect(),
        }
    }

    /// What the incident at an index of `cases` says as well.
    pub(super) fn explain(&self, said: &Said<'_>, other: usize, score: f64) -> Likeness<'a> {
        let case = &self.workspace.cases[other];
        let there = &self.vectors[other];
        let weight = |number: Option<u32>| {
            let number = number?;
            let place = there.binary_search_by_key(&number, |(number, _)| *number).ok()?;
            Some((number, there[place].1))
        };
        let services = said.services.iter().filter(|(_, term)| weight(*term).is_some());
        let services: Vec<String> = services.map(|(id, _)| id.clone()).collect();
        let of_both = |named: &[(&str, Option<u32>)]| -> Vec<String> {
            let shared = named.iter().filter(|(_, term)| weight(*term).is_some());
            shared.map(|(name, _)| (*name).to_owned()).collect()
        };
        let (factors, tags) = (of_both(&said.factors), of_both(&said.tags));
        let few = (self.vectors.len() / RARE).max(2);
        let tells = |number: Option<u32>| {
            let (number, weight) = weight(number)?;
            (self.postings[number as usize].len() <= few).then_some(weight)
        };
        let is_service =
            |word: &str| services.iter().any(|id| id.split(['-', '_', '.']).any(|part| part == word));
        let mut words: BTreeMap<String, f64> = BTreeMap::new();
        for (run, numbers) in &said.runs {
            match run {
                Run::Word(word) => {
                    let weight = numbers.iter().find_map(|number| tells(*number));
                    words.extend(weight.filter(|_| !is_service(word)).map(|weight| (word.clone(), weight)));
                }
                Run::Signs(signs) => phrases(signs, numbers, &tells, &mut words),
            }
        }
        let mut words: Vec<(String, f64)> = words.into_iter().collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        // A word that is part of what is named already tells nothing more.
        let mut named: Vec<String> = Vec::new();
        let mut told: Vec<String> = factors.iter().map(|factor| factor.to_lowercase()).collect();
        for (word, _) in words {
            if named.len() < WORDS && !told.iter().any(|name| name.contains(&word)) {
                named.push(word.clone());
                told.push(word);
            }
        }
        Likeness { case, score, services, factors, tags, words: named }
    }
}

impl Likeness<'_> {
    /// Whether there is something to name: a factor, a service and a word, or several words.
    pub(super) fn has_reason(&self) -> bool {
        let named = self.words.len() + self.tags.len();
        !self.factors.is_empty() || named >= if self.services.is_empty() { 3 } else { 1 }
    }
}

/// Neighbouring pairs that are shared make one phrase: 连接, 接池 are shown as 连接池.
fn phrases(
    signs: &[char],
    pairs: &[Option<u32>],
    tells: &impl Fn(Option<u32>) -> Option<f64>,
    words: &mut BTreeMap<String, f64>,
) {
    let mut at = 0;
    while at < pairs.len() {
        let weights: Vec<f64> = pairs[at..].iter().map_while(|pair| tells(*pair)).collect();
        if !weights.is_empty() {
            let end = (at + weights.len() + 1).min(signs.len());
            words.insert(signs[at..end].iter().collect(), weights.iter().copied().fold(0.0, f64::max));
        }
        at += weights.len() + 1;
    }
}
