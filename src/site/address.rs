//! Where the site is published, as far as the settings know it.

use super::edition::Edition;
use super::index::{Index, Page};
use super::templates::Format;
use crate::text::links::{Destination, classify};
use crate::text::url::push_href;

/// The address of the published site, without a slash at its end.
#[derive(Debug, Clone)]
pub(super) struct Address(String);

impl Address {
    /// The address in the settings; `None` where there is none, or none of the web.
    pub(super) fn of(url: Option<&str>) -> Option<Self> {
        let url = url.filter(|url| matches!(classify(url), Destination::Web(_)))?;
        let url = url.split(['?', '#']).next()?.trim_end_matches('/');
        let mut encoded = String::with_capacity(url.len());
        push_href(&mut encoded, url);
        // Encoded once and written into several formats, each of which does its own escaping.
        Some(Self(encoded.replace("&amp;", "&")))
    }

    /// The whole of it.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands between the host and the pages: nothing, or `/incidents`.
    pub(super) fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host..].find('/').map_or("", |at| &self.0[host + at..])
    }

    /// The address of a file of the site.
    pub(super) fn file(&self, path: &str) -> String {
        format!("{}/{path}", self.0)
    }

    /// The address of a page, in the language that is spoken.
    pub(super) fn page(&self, index: &Index<'_>, page: Page) -> String {
        self.file(&file(index, page))
    }
}

/// The file of a page, from the top of the site.
pub(super) fn file(index: &Index<'_>, page: Page) -> String {
    file_of(index, &index.edition, page)
}

/// The same in an edition.
pub(super) fn file_of(index: &Index<'_>, edition: &Edition, page: Page) -> String {
    format!("{}{}{}", edition.folder(), index.path(page), Format::Html.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_the_web() {
        let of = |url| Address::of(Some(url)).map(|address| (address.0.clone(), address.path().to_owned()));
        let both = |url: &str, path: &str| Some((url.to_owned(), path.to_owned()));
        assert_eq!(of("https://a.example"), both("https://a.example", ""));
        assert_eq!(of("https://a.example/b c/d&e/?x#y"), both("https://a.example/b%20c/d&e", "/b%20c/d&e"));
        for url in ["", "/sub", "javascript:alert(1)", "ftp://a.example/", "https://"] {
            assert_eq!(of(url), None, "{url}");
        }
    }
}
