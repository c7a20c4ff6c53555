//! What an incident is compared by: its words, pairs of neighbouring characters where a script writes no spaces, its services,
//! factors and tags.

use std::collections::BTreeMap;

use crate::text::markdown::to_plain;
use crate::workspace::{Case, Workspace};

/// How much a service or a factor says beside a word that is said once.
const WHOLE: f64 = 2.0;
/// A word of the title counts as often as this many words of prose.
const TITLE: f64 = 4.0;

/// A stretch of text whose terms follow each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// One word, in small letters.
    Word(String),
    /// Characters of a script without spaces, in order.
    Signs(Vec<char>),
}

impl Run {
    /// The terms of the run: the word, or every two neighbouring characters.
    pub(super) fn terms(&self) -> Vec<String> {
        match self {
            Self::Word(word) => vec![word.clone()],
            Self::Signs(signs) if signs.len() == 1 => vec![signs.iter().collect()],
            Self::Signs(signs) => signs.windows(2).map(|pair| pair.iter().collect()).collect(),
        }
    }
}

/// English words without a subject of their own, sorted: among few incidents they look rarer than they are.
#[rustfmt::skip]
const EVERYWHERE: [&str; 183] = [
    "about", "above", "after", "again", "against", "all", "also", "am", "an", "and", "any", "are", "as", "at",
    "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "cannot", "could",
    "did", "do", "does", "doing", "down", "during", "each", "eight", "either", "else", "even", "ever", "every",
    "few", "first", "five", "for", "four", "from", "further", "get", "gets", "got", "had", "has", "have",
    "having", "he", "her", "here", "hers", "him", "his", "how", "however", "if", "in", "instead", "into", "is",
    "it", "its", "itself", "just", "keep", "keeps", "kept", "last", "later", "less", "like", "made", "make",
    "makes", "many", "may", "me", "might", "more", "most", "much", "must", "my", "neither", "never", "next",
    "nine", "no", "nor", "not", "now", "of", "off", "often", "on", "once", "one", "only", "onto", "or", "other",
    "others", "our", "out", "over", "own", "per", "put", "rather", "same", "saw", "set", "seven", "she", "should",
    "since", "six", "so", "some", "soon", "still", "such", "take", "takes", "ten", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "three", "through", "thus", "to", "too", "took",
    "two", "under", "until", "up", "upon", "us", "use", "used", "uses", "using", "very", "was", "we", "well",
    "went", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will",
    "with", "within", "without", "would", "yet", "you", "your"
];

/// The length of the longest of them.
const LONGEST: usize = 7;

/// Cuts a plain text into runs. Figures and single letters are left out: an incident is not like another because
/// both took 14 minutes.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut signs = Vec::new();
    for c in text.chars().chain([' ']) {
        let sign = is_sign(c);
        let part = !sign && (c.is_alphanumeric() || c == '_');
        if !part && !word.is_empty() {
            let short = word.chars().nth(1).is_none();
            let silent = short
                || word.starts_with(|c: char| c.is_ascii_digit())
                || word.len() <= LONGEST && EVERYWHERE.binary_search(&&*word).is_ok();
            out.extend((!silent).then(|| Run::Word(word.clone())));
            word.clear();
        }
        if !sign && !signs.is_empty() {
            out.push(Run::Signs(std::mem::take(&mut signs)));
        }
        if sign {
            signs.push(c);
        } else if part && c.is_ascii() {
            word.push(c.to_ascii_lowercase());
        } else if part {
            word.extend(c.to_lowercase());
        }
    }
    out
}

/// Chinese, Japanese and Korean letters; their blocks in Unicode.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// How much each term is said; how rare it is comes later.
pub(super) fn weights(case: &Case, workspace: &Workspace, brief: bool) -> BTreeMap<String, f64> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    for (text, times) in texts(case, brief) {
        for term in runs(&text).iter().flat_map(Run::terms) {
            *weights.entry(term).or_default() += times;
        }
    }
    for count in weights.values_mut() {
        *count = 1.0 + count.ln();
    }
    let services = services(case, workspace).into_iter().map(|id| service_term(&id));
    weights.extend(services.chain(factors(case).map(factor_term)).map(|term| (term, WHOLE)));
    if brief {
        weights.extend(case.data.tags.iter().map(|tag| (tag_term(tag), WHOLE)));
    }
    weights
}

/// The texts that are compared, and how many times each of their words counts.
pub(super) fn texts(case: &Case, brief: bool) -> Vec<(String, f64)> {
    let data = &case.data;
    let root_cause = data.analysis.as_ref().and_then(|analysis| analysis.root_cause.as_ref());
    let title = data.title.iter().map(|title| (&**title, TITLE));
    let prose = data.summary.iter().chain(root_cause).filter(|_| !brief).map(|text| (&**text, 1.0));
    let factors = factors(case).map(|factor| (factor, 1.0));
    title.chain(prose).chain(factors).map(|(text, times)| (to_plain(text), times)).collect()
}

/// Its contributing factors, as written.
pub(super) fn factors(case: &Case) -> impl Iterator<Item = &str> {
    case.data.analysis.iter().flat_map(|analysis| &analysis.contributing_factors).map(|factor| &**factor)
}

/// Ids of the catalogue where it knows the service, else as written.
pub(super) fn services(case: &Case, workspace: &Workspace) -> Vec<String> {
    let id = |name: &str| match workspace.names.service(name) {
        Some(index) => workspace.services[index].id.clone(),
        None => name.to_owned(),
    };
    case.data.services.iter().map(|name| id(name)).collect()
}

/// The term of a service; a space keeps it apart from every word.
pub(super) fn service_term(id: &str) -> String {
    format!("service {}", id.to_lowercase())
}

/// The same for a tag.
pub(super) fn tag_term(tag: &str) -> String {
    format!("tag {}", tag.to_lowercase())
}

/// The same for a factor, without regard to case and white space.
pub(super) fn factor_term(factor: &str) -> String {
    let words: Vec<&str> = factor.split_whitespace().collect();
    format!("factor {}", words.join(" ").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        runs(text).iter().flat_map(Run::terms).collect()
    }

    #[test]
    fn the_list_can_be_searched() {
        assert!(EVERYWHERE.is_sorted());
        assert_eq!(EVERYWHERE.iter().map(|word| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn words_are_words_and_chinese_goes_in_pairs() {
        assert_eq!(terms("Pool of Redis_7 exhausted, 14 min"), ["pool", "redis_7", "exhausted", "min"]);
        assert_eq!(terms("payments 连接池耗尽"), ["payments", "连接", "接池", "池耗", "耗尽"]);
        assert_eq!(terms("API超时"), ["api", "超时"]);
        assert_eq!(terms("在 x 5xx"), ["在"]);
    }
}
