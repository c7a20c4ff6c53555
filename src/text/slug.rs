//! Heading text to element ids, unique within a page.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Longest slug in characters; a heading may be a whole sentence, an address should not.
const LONGEST: usize = 60;

/// The ids one page has used so far; make one per page and share it between the page's fields.
#[derive(Debug, Default)]
pub struct Ids(RefCell<BTreeMap<String, u32>>);

impl Ids {
    /// No id is taken yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `wanted`, or the first of `wanted-1`, `wanted-2`… that is free.
    ///
    /// Call it for the ids the template itself writes, too.
    pub fn claim(&self, wanted: String) -> String {
        let mut taken = self.0.borrow_mut();
        let Some(&last) = taken.get(&wanted) else {
            taken.insert(wanted.clone(), 0);
            return wanted;
        };
        let mut number = last;
        let id = loop {
            number += 1;
            let id = format!("{wanted}-{number}");
            if !taken.contains_key(&id) {
                break id;
            }
        };
        // Remembering the number keeps a thousand equal headings from counting up a thousand times.
        taken.insert(wanted, number);
        taken.insert(id.clone(), 0);
        id
    }
}

/// Letters and digits of any script in lower case, everything else as single hyphens; `section` where nothing is left.
pub fn slug(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len().min(LONGEST));
    let mut hyphen = false;
    for c in heading.chars().flat_map(char::to_lowercase).take(LONGEST) {
        if c.is_alphanumeric() {
            if hyphen && !out.is_empty() {
                out.push('-');
            }
            out.push(c);
            hyphen = false;
        } else {
            hyphen = true;
        }
    }
    if out.is_empty() { "section".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script() {
        assert_eq!(slug("Root cause: `fsync` & friends!"), "root-cause-fsync-friends");
        assert_eq!(slug("  根本原因（数据库） "), "根本原因-数据库");
        assert_eq!(slug("\"><script>"), "script");
        assert_eq!(slug("!?"), "section");
        assert_eq!(slug(&"long ".repeat(100)).chars().count(), 59);
    }

    #[test]
    fn ids_never_repeat() {
        let ids = Ids::new();
        let got: Vec<_> = ["a", "a-1", "a", "a", "b"].map(|id| ids.claim(id.to_owned())).into();
        assert_eq!(got, ["a", "a-1", "a-2", "a-3", "b"]);
    }
}
