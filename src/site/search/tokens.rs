//! Text to search terms: words in lower case, the parts of words joined by capitals, pairs of ideographs.
//!
//! `search.js` cuts questions the same way; what changes here changes there, and a test holds them to each other.

use super::fold::{folded, push_lower};

/// Longest term, in characters: what is longer is no word, and found by its beginning.
pub(super) const LONGEST: usize = 40;

/// Calls `hear` with every term of a text, in order, repeated where it is repeated.
///
/// A run of ideographs or kana gives each pair of neighbours and its last one alone, so that one character is found as
/// the beginning of a term, and several as all of their pairs.
pub(super) fn terms(text: &str, scratch: &mut String, hear: &mut dyn FnMut(&str)) {
    let text = &*folded(text);
    let mut rest = text;
    while let Some(from) = rest.find(char::is_alphanumeric) {
        rest = &rest[from..];
        let ideographs = rest.starts_with(is_ideograph);
        let in_run = |c: char| c.is_alphanumeric() && is_ideograph(c) == ideographs;
        let end = rest.find(|c| !in_run(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if ideographs {
            pairs(run, hear);
        } else {
            word(run, scratch, hear);
        }
    }
}

/// Whether a letter belongs to a script without spaces between words that is cut into pairs: Han and kana.
fn is_ideograph(c: char) -> bool {
    let in_range = matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}');
    in_range && c.is_alphanumeric()
}

fn pairs(run: &str, hear: &mut dyn FnMut(&str)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let pair =
            after.chars().next().map_or(first.len_utf8(), |second| first.len_utf8() + second.len_utf8());
        hear(&rest[..pair]);
        rest = after;
    }
}

fn word(word: &str, scratch: &mut String, hear: &mut dyn FnMut(&str)) {
    let mut say = |part: &str| {
        scratch.clear();
        push_lower(scratch, part, LONGEST);
        hear(scratch);
    };
    say(word);
    let mut from = 0;
    let mut before = None;
    let mut letters = word.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        // `poolSize`, and the last capital of `HTTPServer`.
        let next_is_lower = letters.peek().is_some_and(|(_, next)| next.is_lowercase());
        let begins = c.is_uppercase()
            && before.is_some_and(|before: char| {
                before.is_lowercase() || (before.is_uppercase() && next_is_lower)
            });
        if begins {
            say(&word[from..at]);
            from = at;
        }
        before = Some(c);
    }
    if from > 0 {
        say(&word[from..]);
    }
}

#[cfg(test)]
pub(super) fn all(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    terms(text, &mut String::new(), &mut |term| found.push(term.to_owned()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_ids_and_parts() {
        assert_eq!(all("Connection-pool, INC-2026-0042!"), ["connection", "pool", "inc", "2026", "0042"]);
        assert_eq!(
            all("HTTPServer poolSize v2"),
            ["httpserver", "http", "server", "poolsize", "pool", "size", "v2"]
        );
        assert_eq!(all("don't e\u{301}t\u{e9} con\u{200b}nect"), ["don", "t", "ete", "connect"]);
        assert_eq!(all("__proto__ </script> \u{2028} 🔥"), ["proto", "script"]);
    }

    #[test]
    fn ideographs_are_paired() {
        assert_eq!(all("连接池耗尽 pool池"), ["连接", "接池", "池耗", "耗尽", "尽", "pool", "池"]);
        assert_eq!(all("池"), ["池"]);
        assert_eq!(all("サーバー・停止"), ["サー", "ーバ", "バー", "ー", "停止", "止"]);
    }

    #[test]
    fn a_huge_word_is_cut() {
        assert_eq!(all(&"x".repeat(9_999)), ["x".repeat(LONGEST)]);
        assert_eq!(all(&"é".repeat(99)), ["e".repeat(LONGEST)]);
        assert_eq!(all(&"ж".repeat(99)), ["ж".repeat(LONGEST)]);
    }
}
