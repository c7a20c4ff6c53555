//! An edition: the site in one of its languages; the first is at the top, every other in a folder of its own.

use super::templates::Overrides;
use super::words::LANGUAGES;

/// One language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edition {
    /// The language, as in the settings: `en`, `zh`.
    pub(super) language: String,
    /// Whether it is the one at the top.
    pub(super) first: bool,
}

impl Edition {
    /// The editions of a site: those of `languages` that there are words for, else English.
    pub(super) fn all(languages: &[String], overrides: &Overrides) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for wanted in languages {
            let Some(language) = known(wanted, &overrides.languages()) else { continue };
            if all.iter().all(|edition| edition.language != language) {
                all.push(Self { language: language.to_owned(), first: all.is_empty() });
            }
        }
        if all.is_empty() { vec![Self { language: "en".to_owned(), first: true }] } else { all }
    }

    /// What stands before every path of it: nothing, or `zh/`.
    pub(super) fn folder(&self) -> String {
        if self.first { String::new() } else { format!("{}/", self.language) }
    }

    /// What leads from a page to the top of the site, where `up` leads to the top of the edition.
    pub(super) fn top(&self, up: &str) -> &'static str {
        match (self.first, up.is_empty()) {
            (true, true) => "",
            (true, false) | (false, true) => "../",
            (false, false) => "../../",
        }
    }
}

/// The language that a setting means, among the built-in ones and the user's: by its whole tag, else by what stands before
/// the region.
pub(super) fn known<'a>(wanted: &str, own: &(impl Iterator<Item = &'a str> + Clone)) -> Option<&'a str> {
    let all = || LANGUAGES.iter().map(|(language, _)| *language).chain(own.clone());
    let plain = wanted.split(['-', '_']).next().unwrap_or_default();
    let find = |tag: &str| all().find(|known| known.eq_ignore_ascii_case(tag));
    find(wanted).or_else(|| find(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_is_at_the_top() {
        let all = |languages: &[&str]| {
            let languages: Vec<String> = languages.iter().map(|&language| language.to_owned()).collect();
            let all = Edition::all(&languages, &Overrides::default());
            all.iter().map(Edition::folder).collect::<Vec<_>>()
        };
        assert_eq!(all(&[]), [""]);
        assert_eq!(all(&["tlh", "en", "en"]), [""]);
        assert_eq!(all(&["zh-Hans", "en"]), ["", "en/"]);
        assert_eq!(all(&["en", "zh_CN"]), ["", "zh/"]);
        let chinese = Edition { language: "zh".to_owned(), first: false };
        assert_eq!([chinese.top(""), chinese.top("../")], ["../", "../../"]);
    }
}
