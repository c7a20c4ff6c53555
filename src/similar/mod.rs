//! Which incidents are like one another: offline, the same answer on every machine.
//!
//! An incident is a vector of terms: the words of its title, summary, root cause and factors, its services, and each
//! factor as a whole. A term weighs `(1 + ln count) · ln((n + 1) / n with it)`; for a service and a factor the first
//! part is `terms::WHOLE`. Likeness is the cosine of two vectors (G. Salton and C. Buckley, "Term-weighting approaches in automatic
//! text retrieval", 1988). Only incidents that share a term are ever touched, by an inverted index, so that one
//! question among ten thousand incidents takes milliseconds.

mod reasons;
mod terms;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use self::terms::{factor_term, factors, weights};
use crate::workspace::{Case, Workspace};

/// Two incidents less alike than this, and without a factor in the same words, are not worth a reader's time.
///
/// Chosen by eye: of the 34 incidents of the example folder it leaves six pairs, of which five tell something (the same
/// partner, database, factor or kind of mistake); 0.06 would leave eighteen, of which half are chance.
pub const LEAST: f64 = 0.10;
/// The same where only titles, factors, tags and services are compared: fewer words, so that one in common weighs more.
const LEAST_BRIEF: f64 = 0.12;
/// How many are named at most.
const MOST: usize = 3;
/// A term that more incidents than this have does not lead from one to another by itself.
const COMMON: usize = 100;
/// So many candidates are looked at in full.
const CANDIDATES: usize = 24;
/// More than what rounding adds to a cosine.
const ROUNDING: f64 = 1e-9;

/// An earlier incident that is like another one, and why.
#[derive(Debug, Clone)]
pub struct Likeness<'a> {
    /// The earlier incident.
    pub case: &'a Case,
    /// The cosine, up to 1; below [`LEAST`] only where they share a factor.
    pub score: f64,
    /// Services of both, by id.
    pub services: Vec<String>,
    /// Contributing factors of both, as the later incident words them.
    pub factors: Vec<String>,
    /// Tags of both; none where whole texts are compared.
    pub tags: Vec<String>,
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
    /// How much of each vector, as a length, is made of terms that many have.
    common: Vec<f64>,
    numbers: FxHashMap<String, u32>,
    /// Only titles, factors, tags and services are compared.
    brief: bool,
}

impl<'a> Index<'a> {
    /// Reads every incident that counts.
    pub fn new(workspace: &'a Workspace) -> Self {
        Self::read(workspace, false)
    }

    /// The same by titles, factors, tags and services only: a tenth of the work, for all incidents at once.
    pub fn brief(workspace: &'a Workspace) -> Self {
        Self::read(workspace, true)
    }

    fn read(workspace: &'a Workspace, brief: bool) -> Self {
        let said: Vec<BTreeMap<String, f64>> = workspace
            .cases
            .par_iter()
            .map(|case| if case.counts() { weights(case, workspace, brief) } else { BTreeMap::new() })
            .collect();
        let mut numbers = FxHashMap::default();
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
            vector.sort_unstable_by_key(|(number, _)| *number);
        }
        let common = vectors.iter().map(|vector| {
            let many = vector.iter().filter(|(number, _)| postings[*number as usize].len() > COMMON);
            many.map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
        });
        Self { workspace, common: common.collect(), vectors, postings, numbers, brief }
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
        let with_factor: BTreeSet<usize> = factors(own)
            .filter_map(|factor| self.numbers.get(&factor_term(factor)))
            .flat_map(|number| self.postings[*number as usize].iter().map(|(other, _)| *other as usize))
            .collect();
        let begin = own.began(rules);
        let earlier = |other: &Case| match (other.began(rules), begin) {
            (Some(other), Some(own)) => other < own,
            _ => true,
        };
        let mut found: Vec<(usize, f64)> = scores
            .into_iter()
            .enumerate()
            .filter(|(other, score)| {
                let alike = *score >= LEAST || with_factor.contains(other);
                alike && *other != case && earlier(&self.workspace.cases[*other])
            })
            .collect();
        found.sort_by(|(a, x), (b, y)| {
            let key =
                |i: &usize| (Reverse(self.workspace.cases[*i].began(rules)), &self.workspace.cases[*i].id);
            y.total_cmp(x).then_with(|| key(a).cmp(&key(b)))
        });
        let said = self.said(own);
        let reasoned = found.into_iter().map(|(other, score)| self.explain(&said, other, score));
        reasoned.filter(Likeness::has_reason).take(MOST).collect()
    }

    /// Up to `most` incidents that are like the one at this index of `cases`, earlier and later, with their indices; the
    /// likest first, then the later, then by id.
    ///
    /// Only what few incidents have leads from one to another, so that asking for every incident stays linear.
    pub fn alike(&self, case: usize, most: usize) -> Vec<(usize, Likeness<'a>)> {
        self.alike_with(&mut Vec::new(), case, most)
    }

    /// The same; `scores` are zeros, and are again afterwards.
    fn alike_with(&self, scores: &mut Vec<f64>, case: usize, most: usize) -> Vec<(usize, Likeness<'a>)> {
        let rules = &self.workspace.policy.times;
        let (Some(vector), Some(own)) = (self.vectors.get(case), self.workspace.cases.get(case)) else {
            return Vec::new();
        };
        let mut led: Vec<(usize, f64)> = Vec::new();
        scores.resize(self.vectors.len(), 0.0);
        for (term, weight) in vector {
            let postings = &self.postings[*term as usize];
            for (other, there) in postings.iter().filter(|_| postings.len() <= COMMON) {
                let score = &mut scores[*other as usize];
                if *score == 0.0 {
                    led.push((*other as usize, 0.0));
                }
                *score += weight * there;
            }
        }
        for (other, score) in &mut led {
            *score = std::mem::take(&mut scores[*other]);
        }
        led.retain(|(other, _)| *other != case);
        let key = |i: usize| (Reverse(self.workspace.cases[i].began(rules)), &self.workspace.cases[i].id);
        let order =
            |(a, x): &(usize, f64), (b, y): &(usize, f64)| y.total_cmp(x).then_with(|| key(*a).cmp(&key(*b)));
        if led.len() > CANDIDATES {
            led.select_nth_unstable_by(CANDIDATES, order);
            led.truncate(CANDIDATES);
        }
        let least = if self.brief { LEAST_BRIEF } else { LEAST };
        let shares_factor = |other: usize| {
            factors(own).any(|factor| factors(&self.workspace.cases[other]).any(|there| there == factor))
        };
        led.retain_mut(|(other, score)| {
            let shared = shares_factor(*other);
            // What terms of many can add to it is at most the product of what they make of both (Cauchy and Schwarz).
            let most = *score + self.common[case] * self.common[*other] + ROUNDING;
            if shared || most >= least {
                *score = cosine(vector, &self.vectors[*other]);
            }
            shared || *score >= least
        });
        if led.is_empty() {
            return Vec::new();
        }
        led.sort_by(order);
        let said = self.said(own);
        let reasoned = led.into_iter().map(|(other, score)| (other, self.explain(&said, other, score)));
        reasoned.filter(|(_, like)| like.has_reason()).take(most).collect()
    }

    /// The same for every incident, on all cores.
    pub fn alike_each(&self, most: usize) -> Vec<Vec<(usize, Likeness<'a>)>> {
        let cases = (0..self.vectors.len()).into_par_iter();
        cases.map_init(Vec::new, |scores, case| self.alike_with(scores, case, most)).collect()
    }

    /// The same for several incidents, on all cores.
    pub fn like_each(&self, cases: &[usize]) -> Vec<Vec<Likeness<'a>>> {
        cases.par_iter().map(|case| self.like(*case)).collect()
    }
}

/// The cosine of two vectors of length 1, both by term.
fn cosine(one: &[(u32, f64)], other: &[(u32, f64)]) -> f64 {
    let mut sum = 0.0;
    let mut there = other.iter().peekable();
    for (term, weight) in one {
        while there.next_if(|(next, _)| next < term).is_some() {}
        if let Some((_, theirs)) = there.next_if(|(next, _)| next == term) {
            sum += weight * theirs;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::workspace::load;

    fn workspace(files: &[(&str, &str)]) -> Workspace {
        let folder = tempfile::tempdir().unwrap();
        for (id, text) in files {
            std::fs::write(folder.path().join(format!("{id}.yaml")), text).unwrap();
        }
        load(&Source::open_work_tree(folder.path()).unwrap()).workspace
    }

    /// An incident's id, and ids and words of what it looks like.
    type Found = (String, Vec<(String, Vec<String>)>);

    fn like(files: &[(&str, &str)]) -> Vec<Found> {
        let workspace = workspace(files);
        let index = Index::new(&workspace);
        let answers = index.like_each(&(0..files.len()).collect::<Vec<_>>());
        let found = workspace.cases.iter().zip(answers);
        let named = |like: Likeness<'_>| (like.case.id.clone(), like.words);
        found.map(|(case, like)| (case.id.clone(), like.into_iter().map(named).collect())).collect()
    }

    /// Incidents of all sorts, so that words are as rare as they are.
    const OTHERS: [(&str, &str); 6] = [
        ("X-1", "title: certificate of the mail relay expired\ntimes: {started: 2026-01-01T00:00:00Z}\n"),
        ("X-2", "title: disk full on the build runners\ntimes: {started: 2026-01-02T00:00:00Z}\n"),
        ("X-3", "title: duplicate invoices after a retry storm\ntimes: {started: 2026-01-03T00:00:00Z}\n"),
        ("X-4", "title: login page slow behind the proxy\ntimes: {started: 2026-01-04T00:00:00Z}\n"),
        ("X-5", "title: 夜间备份任务超时\ntimes: {started: 2026-01-05T00:00:00Z}\n"),
        ("X-6", "title: 短信通道被限流\ntimes: {started: 2026-01-06T00:00:00Z}\n"),
    ];

    #[test]
    fn only_earlier_ones_are_named_and_why() {
        let mut files = OTHERS.to_vec();
        let a = "title: refunds fail, connection pool exhausted\ntimes: {started: 2026-03-01T00:00:00Z}\n";
        let b = "title: checkout slow, connection pool exhausted\ntimes: {started: 2026-02-01T00:00:00Z}\n";
        files.splice(0..0, [("A", a), ("B", b)]);
        let found = like(&files);
        let words = ["connection", "exhausted", "pool"].map(String::from).to_vec();
        assert_eq!(found[0], ("A".into(), vec![("B".into(), words)]));
        assert!(found[1..].iter().all(|(_, like)| like.is_empty()), "{found:?}");
    }

    #[test]
    fn chinese_is_compared_and_named_in_phrases() {
        let mut files = OTHERS.to_vec();
        let a = "title: 数据库连接池耗尽，支付变慢\nservices: [db]\ntimes: {started: 2026-02-01T00:00:00Z}\n";
        let b =
            "title: 退款失败：数据库连接池上限太低\nservices: [db]\ntimes: {started: 2026-03-01T00:00:00Z}\n";
        let other = "title: 域名解析异常\nservices: [dns]\ntimes: {started: 2026-03-02T00:00:00Z}\n";
        files.splice(0..0, [("A", a), ("B", b), ("C", other)]);
        let found = like(&files);
        assert_eq!(found[1].1, [("A".to_owned(), vec!["数据库连接池".to_owned()])]);
        assert!(found[2].1.is_empty(), "{found:?}");
    }

    #[test]
    fn a_factor_in_the_same_words_is_enough() {
        let of = |title: &str, month: u32| {
            format!(
                "title: {title}\nsummary: {}\ntimes: {{started: 2026-0{month}-01T00:00:00Z}}\n\
                 analysis: {{contributing_factors: [\"Alerts are  off at night\"]}}\n",
                format!("{title} ").repeat(30)
            )
        };
        let (a, b) = (of("mail queue stuck", 2), of("export job wrote an empty table of routes", 3));
        let mut files = OTHERS.to_vec();
        files.splice(0..0, [("A", &*a), ("B", &*b)]);
        let workspace = workspace(&files);
        let like = Index::new(&workspace).like(1);
        assert_eq!((like.len(), like[0].case.id.as_str()), (1, "A"));
        assert_eq!(like[0].factors, ["Alerts are  off at night"]);
    }

    #[test]
    fn ties_go_to_the_later_then_by_id_and_three_is_enough() {
        let at = |day: u32| {
            format!("title: cache node lost quorum\ntimes: {{started: 2026-02-0{day}T00:00:00Z}}\n")
        };
        let texts = [1, 3, 3, 2, 5].map(at);
        // As many others, so that the words are still rare.
        let more: Vec<(String, String)> =
            (0..20).map(|i| (format!("Z-{i}"), format!("title: story_{i}\n"))).collect();
        let mut files: Vec<(&str, &str)> =
            ["A", "B", "C", "D", "E"].into_iter().zip(texts.iter().map(String::as_str)).collect();
        files.extend(more.iter().map(|(id, text)| (id.as_str(), text.as_str())));
        let found = like(&files);
        let ids: Vec<&str> = found[4].1.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["B", "C", "D"]);
    }

    #[test]
    fn cancelled_ones_and_duplicates_are_not_asked() {
        let text = "title: cache node lost quorum\nstatus: duplicate\n";
        let found = like(&[("A", text), ("B", "title: cache node lost quorum\n")]);
        assert!(found.iter().all(|(_, like)| like.is_empty()), "{found:?}");
    }
}
