//! An edition: the site in one of its languages; the first is at the top, every other in a folder of its own.

use super::words::LANGUAGES;

/// One language of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edition {
    /// The language, as in the settings: `en`, `zh`.
    pub(super) language: &'static str,
    /// Whether it is the one at the top.
    pub(super) first: bool,
}

impl Edition {
    /// The editions of a site: those of `languages` that there are words for, else English.
    pub(super) fn all(languages: &[String]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for wanted in languages {
            let plain = wanted.split(['-', '_']).next().unwrap_or_default();
            let mut known = LANGUAGES.iter().map(|(language, _)| *language);
            let known = known.find(|known| known.eq_ignore_ascii_case(plain));
            let known = known.filter(|known| all.iter().all(|edition| edition.language != *known));
            all.extend(known.map(|language| Self { language, first: all.is_empty() }));
        }
        if all.is_empty() { vec![Self::english()] } else { all }
    }

    /// English, on its own.
    pub(super) const fn english() -> Self {
        Self { language: "en", first: true }
    }

    /// What stands before every path of it: nothing, or `zh/`.
    pub(super) fn folder(self) -> String {
        if self.first { String::new() } else { format!("{}/", self.language) }
    }

    /// What leads from a page to the top of the site, where `up` leads to the top of the edition.
    pub(super) fn top(self, up: &str) -> &'static str {
        match (self.first, up.is_empty()) {
            (true, true) => "",
            (true, false) | (false, true) => "../",
            (false, false) => "../../",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_is_at_the_top() {
        let all = |languages: &[&str]| {
            let languages: Vec<String> = languages.iter().map(|&language| language.to_owned()).collect();
            Edition::all(&languages).into_iter().map(Edition::folder).collect::<Vec<_>>()
        };
        assert_eq!(all(&[]), [""]);
        assert_eq!(all(&["tlh", "en", "en"]), [""]);
        assert_eq!(Edition::english().top("../"), "../");
    }
}
