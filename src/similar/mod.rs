//! Which incidents are like one another: offline, the same answer on every machine.
//!
//! An incident is a vector of terms: the words of its title, summary, root cause and factors, its services, and each
//! factor as a whole. A term weighs `(1 + ln count) · ln((n + 1) / n with it)`; for a service and a factor the first
//! part is [`WHOLE`]. Likeness is the cosine of two vectors (G. Salton and C. Buckley, "Term-weighting approaches in automatic
//! text retrieval", 1988). Only incidents that share a term are ever touched, by an inverted index, so that one
//! question among ten thousand incidents takes milliseconds.

mod terms;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use self::terms::{Run, runs};
use crate::text::markdown::to_plain;
use crate::workspace::{Case, Workspace};

/// Two incidents less alike than this are not worth a reader's time.
pub const LEAST: f64 = 0.10;
/// How many are named at most.
const MOST: usize = 3;
/// How many shared words are named at most.
const WORDS: usize = 5;
/// How much a service or a factor says beside a word that is said once.
const WHOLE: f64 = 2.0;
/// A word of the title counts as often as this many words of prose.
const TITLE: f64 = 4.0;
/// A word is named as a reason where at most one incident in this many has it.
const RARE: usize = 5;

/// An earlier incident that is like another one, and why.
#[derive(Debug, Clone)]
pub struct Likeness<'a> {
    /// The earlier incident.
    pub case: &'a Case,
    /// The cosine, from [`LEAST`] to 1.
    pub score: f64,
    /// Services of both, by id.
    pub services: Vec<String>,
    /// Contributing factors of both, as the later incident words them.
    pub factors: Vec<String>,
    /// Words of both that few others use, the most telling first.
    pub words: Vec<String>,
}

/// Every incident of a workspace, ready to be asked.
pub struct Index<'a> {
    workspace: &'a Workspace,
    /// Vectors of the workspace's cases, by term; of length 1, or empty.
    vectors: Vec<Vec<(u32, f64)>>,
    /// The cases that have a term, with its weight there.
    postings: Vec<Vec<(u32, f64)>>,
    numbers: HashMap<String, u32>,
}

impl<'a> Index<'a> {
    /// Reads every incident that counts.
    pub fn new(workspace: &'a Workspace) -> Self {
        let said: Vec<BTreeMap<String, f64>> = workspace
            .cases
            .par_iter()
            .map(|case| if case.counts() { weights(case, workspace) } else { BTreeMap::new() })
            .collect();
        let mut numbers = HashMap::new();
        let mut having: Vec<usize> = Vec::new();
        let mut vectors: Vec<Vec<(u32, f64)>> = Vec::with_capacity(said.len());
        for terms in said {
            let vector = terms.into_iter().map(|(term, weight)| {
                let next = u32::try_from(having.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(term).or_insert(next);
                if number == next {
                    having.push(0);
                }
                having[number as usize] += 1;
                (number, weight)
            });
            vectors.push(vector.collect());
        }
        let n = vectors.iter().filter(|vector| !vector.is_empty()).count();
        let mut postings = vec![Vec::new(); having.len()];
        for (case, vector) in (0_u32..).zip(&mut vectors) {
            for (number, weight) in &mut *vector {
                *weight *= ((n + 1) as f64 / having[*number as usize] as f64).ln();
            }
            let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
            for (number, weight) in &mut *vector {
                *weight /= length;
                postings[*number as usize].push((case, *weight));
            }
        }
        Self { workspace, vectors, postings, numbers }
    }

    /// Up to three incidents that began earlier than the one at this index of `cases` and are like it, the likest first;
    /// then the later, then by id.
    pub fn like(&self, case: usize) -> Vec<Likeness<'a>> {
        let rules = &self.workspace.policy.times;
        let (Some(vector), Some(own)) = (self.vectors.get(case), self.workspace.cases.get(case)) else {
            return Vec::new();
        };
        let mut scores = vec![0.0; self.vectors.len()];
        for (term, weight) in vector {
            for (other, there) in &self.postings[*term as usize] {
                scores[*other as usize] += weight * there;
            }
        }
        let begin = own.began(rules);
        let earlier = |other: &Case| match (other.began(rules), begin) {
            (Some(other), Some(own)) => other < own,
            _ => true,
        };
        let mut found: Vec<(usize, f64)> = scores
            .into_iter()
            .enumerate()
            .filter(|(other, score)| *other != case && *score > 0.0 && earlier(&self.workspace.cases[*other]))
            .collect();
        found.sort_by(|(a, x), (b, y)| {
            let key =
                |i: &usize| (Reverse(self.workspace.cases[*i].began(rules)), &self.workspace.cases[*i].id);
            y.total_cmp(x).then_with(|| key(a).cmp(&key(b)))
        });
        let reasoned = found.into_iter().map(|(other, score)| self.explain(case, other, score));
        reasoned.filter(Likeness::is_worth_showing).take(MOST).collect()
    }

    /// The same for several incidents, on all cores.
    pub fn like_each(&self, cases: &[usize]) -> Vec<Vec<Likeness<'a>>> {
        cases.par_iter().map(|case| self.like(*case)).collect()
    }

    fn explain(&self, case: usize, other: usize, score: f64) -> Likeness<'a> {
        let (own, case) = (&self.workspace.cases[case], &self.workspace.cases[other]);
        let there: BTreeMap<u32, f64> = self.vectors[other].iter().copied().collect();
        let shared = |term: &str| self.numbers.get(term).filter(|number| there.contains_key(number)).copied();
        let services: Vec<String> = services(own, self.workspace)
            .into_iter()
            .filter(|id| shared(&service_term(id)).is_some())
            .collect();
        let factors = factors(own).filter(|factor| shared(&factor_term(factor)).is_some());
        let factors = factors.map(str::to_owned).collect();
        let few = (self.vectors.len() / RARE).max(2);
        let tells = |term: &str| {
            let number = shared(term)?;
            (self.postings[number as usize].len() <= few).then(|| there[&number])
        };
        let mut words: BTreeMap<String, f64> = BTreeMap::new();
        for run in texts(own).iter().flat_map(|(text, _)| runs(text)) {
            match &run {
                Run::Word(word)
                    if services.iter().any(|id| id.split(['-', '_', '.']).any(|part| part == word)) => {}
                Run::Word(word) => words.extend(tells(word).map(|weight| (word.clone(), weight))),
                Run::Signs(signs) => phrases(signs, &run.terms(), &tells, &mut words),
            }
        }
        let mut words: Vec<(String, f64)> = words.into_iter().collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut named: Vec<String> = Vec::new();
        for (word, _) in words {
            if named.len() < WORDS && !named.iter().any(|name| name.contains(&word)) {
                named.push(word);
            }
        }
        Likeness { case, score, services, factors, words: named }
    }
}

impl Likeness<'_> {
    /// A factor in the same words is reason enough; else it takes likeness, and something to name.
    fn is_worth_showing(&self) -> bool {
        let named = self.words.len() >= if self.services.is_empty() { 3 } else { 1 };
        !self.factors.is_empty() || (self.score >= LEAST && named)
    }
}

/// Neighbouring pairs that are shared make one phrase: 连接, 接池 are shown as 连接池.
fn phrases(
    signs: &[char],
    pairs: &[String],
    tells: &impl Fn(&str) -> Option<f64>,
    words: &mut BTreeMap<String, f64>,
) {
    let mut at = 0;
    while at < pairs.len() {
        let weights: Vec<f64> = pairs[at..].iter().map_while(|pair| tells(pair)).collect();
        if !weights.is_empty() {
            let end = (at + weights.len() + 1).min(signs.len());
            words.insert(signs[at..end].iter().collect(), weights.iter().copied().fold(0.0, f64::max));
        }
        at += weights.len() + 1;
    }
}

/// How much each term is said; how rare it is comes later.
fn weights(case: &Case, workspace: &Workspace) -> BTreeMap<String, f64> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    for (text, times) in texts(case) {
        for term in runs(&text).iter().flat_map(Run::terms) {
            *weights.entry(term).or_default() += times;
        }
    }
    weights.values_mut().for_each(|count| *count = 1.0 + count.ln());
    let services = services(case, workspace).into_iter().map(|id| service_term(&id));
    weights.extend(services.chain(factors(case).map(factor_term)).map(|term| (term, WHOLE)));
    weights
}

/// The texts that are compared, and how many times each of their words counts.
fn texts(case: &Case) -> Vec<(String, f64)> {
    let data = &case.data;
    let root_cause = data.analysis.as_ref().and_then(|analysis| analysis.root_cause.as_ref());
    let title = data.title.iter().map(|title| (&**title, TITLE));
    let prose = data.summary.iter().chain(root_cause).map(|text| (&**text, 1.0));
    let factors = factors(case).map(|factor| (factor, 1.0));
    title.chain(prose).chain(factors).map(|(text, times)| (to_plain(text), times)).collect()
}

fn factors(case: &Case) -> impl Iterator<Item = &str> {
    case.data.analysis.iter().flat_map(|analysis| &analysis.contributing_factors).map(|factor| &**factor)
}

/// Ids of the catalogue where it knows the service, else as written.
fn services(case: &Case, workspace: &Workspace) -> Vec<String> {
    let id = |name: &str| match workspace.names.service(name) {
        Some(index) => workspace.services[index].id.clone(),
        None => name.to_owned(),
    };
    case.data.services.iter().map(|name| id(name)).collect()
}

/// A space keeps it apart from every word.
fn service_term(id: &str) -> String {
    format!("service {}", id.to_lowercase())
}

fn factor_term(factor: &str) -> String {
    let words: Vec<&str> = factor.split_whitespace().collect();
    format!("factor {}", words.join(" ").to_lowercase())
}
