//! What a text is compared by: words, and pairs of neighbouring characters where a script writes no spaces.

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
