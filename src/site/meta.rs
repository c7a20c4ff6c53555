//! What the head of a page says to other programs: search engines, and whatever previews a link.

use serde::Serialize;

use super::address::{Address, file_of};
use super::feeds::prose;
use super::frame::Language;
use super::index::{Index, Page};

/// Longest description, in characters.
const LONGEST: usize = 200;

/// So many bytes of prose are read for it.
const SOURCE: usize = 800;

/// What the head of a page says of it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Meta {
    /// What it is about, plain text.
    pub(super) description: Option<String>,
    /// `article` or `website`, as the Open Graph protocol has them; empty where there is nothing to say.
    pub(super) kind: &'static str,
    /// Its address, where the site's is known.
    pub(super) canonical: Option<String>,
    /// It in every language, itself too, where the site's address is known and there are several.
    pub(super) alternates: Vec<Language>,
}

impl Meta {
    /// What is said of a page.
    pub(super) fn new(index: &Index<'_>, address: Option<&Address>, page: Page) -> Self {
        let records = index.workspace;
        let source = match page {
            Page::Case(i) => records.cases[i].data.summary.as_deref(),
            Page::Runbook(i) => records.runbooks[i]
                .data
                .symptoms
                .as_ref()
                .and_then(|texts| texts.0.first())
                .map(|text| &**text),
            _ => None,
        };
        let description =
            source.map(|source| shorten(&prose(&source[..source.floor_char_boundary(SOURCE)]), LONGEST));
        let article = matches!(page, Page::Case(_) | Page::Runbook(_));
        Self {
            description: description.filter(|text| !text.is_empty()),
            kind: if article { "article" } else { "website" },
            canonical: address.map(|address| address.page(index, page)),
            alternates: address.map(|address| alternates(index, address, page)).unwrap_or_default(),
        }
    }
}

fn alternates(index: &Index<'_>, address: &Address, page: Page) -> Vec<Language> {
    if index.languages.len() < 2 {
        return Vec::new();
    }
    let all = index.languages.iter().map(|(edition, tag, name)| Language {
        href: address.file(&file_of(index, edition, page)),
        tag: tag.clone(),
        name: name.clone(),
    });
    all.collect()
}

/// At most so many characters, ending between words where there are any.
fn shorten(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    // One character is left for the sign.
    let cut = text[..end].char_indices().next_back().map_or("", |(last, _)| &text[..last]);
    let words = cut.rsplit_once(' ').map(|(words, _)| words).filter(|words| words.len() > cut.len() / 2);
    format!("{}…", words.unwrap_or(cut).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_fits_and_ends_between_words() {
        assert_eq!(shorten("one two three", 13), "one two three");
        assert_eq!(shorten("one two three", 12), "one two…");
        assert_eq!(shorten(&"连接池".repeat(100), 200).chars().count(), 200);
        assert_eq!(shorten(&"x".repeat(300), 200).chars().count(), 200);
    }
}
