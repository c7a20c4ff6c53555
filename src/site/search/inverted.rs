//! From pages to terms: which page holds which term, and where on it.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::index::Index;
use super::reader::{CLASSES, Class, Reader};
use super::subject::Subject;

/// Pages by class, each list in ascending order; a page stands in the list of its best class only.
pub(super) type Postings = [Vec<u32>; CLASSES];

/// Pages with the best class of a term there, in ascending order.
type List = Vec<(u32, Class)>;

/// How many pages one thread reads before it takes others.
const CHUNK: usize = 256;

/// The terms of some pages.
#[derive(Default)]
struct Part {
    numbers: FxHashMap<Box<str>, usize>,
    /// The pages of every term.
    lists: Vec<List>,
}

impl Part {
    fn add(&mut self, page: u32, class: Class, term: &str) {
        let number = match self.numbers.get(term) {
            Some(number) => *number,
            None => {
                self.numbers.insert(term.into(), self.lists.len());
                self.lists.push(Vec::new());
                self.lists.len() - 1
            }
        };
        match self.lists[number].last_mut() {
            Some((last, best)) if *last == page => *best = class.max(*best),
            _ => self.lists[number].push((page, class)),
        }
    }
}

/// Every term of `subjects` with its pages, by UTF-16, which is the order that scripts compare texts in.
pub(super) fn invert(index: &Index<'_>, subjects: &[Subject]) -> Vec<(Box<str>, Postings)> {
    let parts: Vec<Part> = subjects
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk, subjects)| {
            let mut part = Part::default();
            let mut scratch = String::new();
            for (page, subject) in (chunk * CHUNK..).zip(subjects) {
                let page = u32::try_from(page).unwrap_or(u32::MAX);
                let mut hear = |class, term: &str| part.add(page, class, term);
                subject.read(index, &mut Reader::new(&mut scratch, &mut hear));
            }
            part
        })
        .collect();
    let mut terms: Vec<(Box<str>, usize, List)> = Vec::new();
    for (chunk, mut part) in parts.into_iter().enumerate() {
        #[expect(clippy::iter_over_hash_type, reason = "sorted right below")]
        for (term, number) in part.numbers {
            terms.push((term, chunk, std::mem::take(&mut part.lists[number])));
        }
    }
    terms.par_sort_unstable_by(|(a, chunk, _), (b, other, _)| {
        a.encode_utf16().cmp(b.encode_utf16()).then(chunk.cmp(other))
    });
    let mut merged: Vec<(Box<str>, Postings)> = Vec::new();
    for (term, _, list) in terms {
        if merged.last().is_none_or(|(last, _)| *last != term) {
            merged.push((term, Postings::default()));
        }
        let Some((_, postings)) = merged.last_mut() else { continue };
        for (page, class) in list {
            postings[class as usize].push(page);
        }
    }
    merged
}
