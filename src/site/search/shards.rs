//! The files of the index: scripts that call one function, because a page from a disk may fetch nothing.

use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::inverted::Postings;
use crate::text::fnv;

/// A shard ends at a term chosen by its own letters once it has this many bytes, so that a change moves few ends.
const LEAST: usize = 24 << 10;
/// It ends anywhere once it has this many.
const MOST: usize = 56 << 10;
/// One term in so many may end a shard.
const END: u64 = 64;
/// How many pages one file describes.
pub(super) const PER_FILE: usize = 16;

/// Six bits a letter: five of a number, the lowest first, and whether more follow.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The terms of one file: `term lists term lists`, the lists as [`push_lists`] writes them.
pub(super) struct Shard {
    /// Its first term.
    pub(super) first: String,
    /// Its bytes.
    pub(super) file: String,
}

/// Terms as files.
pub(super) fn term_shards(terms: &[(Box<str>, Postings)]) -> Vec<Shard> {
    let written: Vec<String> = terms
        .par_iter()
        .map(|(term, postings)| {
            let mut out = String::with_capacity(term.len() + 16);
            out.push_str(term);
            out.push(' ');
            push_lists(&mut out, postings);
            out
        })
        .collect();
    ends(terms, &written)
        .into_par_iter()
        .enumerate()
        .map(|(number, range)| {
            let first = terms[range.start].0.to_string();
            Shard { first, file: call(&format!("t{number}"), &written[range].join(" ")) }
        })
        .collect()
}

/// Where shards begin and end.
fn ends(terms: &[(Box<str>, Postings)], written: &[String]) -> Vec<Range<usize>> {
    let (mut ranges, mut from, mut size) = (Vec::new(), 0, 0);
    for (i, text) in written.iter().enumerate() {
        size += text.len() + 1;
        if size >= MOST || (size >= LEAST && fnv(&terms[i].0).is_multiple_of(END)) {
            ranges.push(from..i + 1);
            (from, size) = (i + 1, 0);
        }
    }
    if from < written.len() {
        ranges.push(from..written.len());
    }
    ranges
}

/// Appends the lists of a term, body first, with dots between; empty lists at the end are left out.
///
/// A list is the distances between its pages, counted from page 0.
fn push_lists(out: &mut String, postings: &Postings) {
    let used = postings.iter().rposition(|list| !list.is_empty()).map_or(0, |last| last + 1);
    for (class, list) in postings[..used].iter().enumerate() {
        if class > 0 {
            out.push('.');
        }
        let mut before = 0;
        for &page in list {
            push_number(out, page - before);
            before = page;
        }
    }
}

fn push_number(out: &mut String, mut number: u32) {
    loop {
        let more = if number >= 32 { 32 } else { 0 };
        out.push(char::from(LETTERS[(number % 32 + more) as usize]));
        number /= 32;
        if number == 0 {
            return;
        }
    }
}

/// A script that hands a value to the search of the page.
pub(super) fn call(name: &str, value: &impl Serialize) -> String {
    // Plain values in memory cannot fail to become JSON.
    let json = serde_json::to_string(value).unwrap_or_default();
    let json = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("postmortemIndex(\"{name}\",{json})\n")
}

/// Eight hexadecimal digits of what is in a file: a browser keeps it until they change.
pub(super) fn mark(file: &str) -> String {
    format!("{:08x}", fnv(file) & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_distances() {
        let written = |postings: Postings| {
            let mut out = String::new();
            push_lists(&mut out, &postings);
            out
        };
        assert_eq!(written([vec![0, 1, 31], vec![], vec![], vec![]]), "ABe");
        assert_eq!(written([vec![], vec![32], vec![], vec![1_000]]), ".gB..of");
        assert_eq!(written(Postings::default()), "");
    }

    #[test]
    fn a_script_ends_nowhere_else() {
        let file = call("d0", &["</script>\u{2028}\u{2029}\"\\\n"]);
        assert_eq!(file, "postmortemIndex(\"d0\",[\"\\u003c/script>\\u2028\\u2029\\\"\\\\\\n\"])\n");
    }

    #[test]
    fn one_more_term_moves_few_ends() {
        let terms = |skip: u32| -> Vec<(Box<str>, Postings)> {
            let all = (0..40_000).filter(|i| *i != skip);
            all.map(|i| (format!("{i:06}").into(), [vec![i], vec![], vec![], vec![]])).collect()
        };
        let firsts =
            |skip| -> Vec<String> { term_shards(&terms(skip)).into_iter().map(|s| s.first).collect() };
        let (all, less) = (firsts(u32::MAX), firsts(300));
        assert!(all.len() > 8);
        assert!(all.iter().filter(|first| !less.contains(first)).count() <= 1);
    }
}
