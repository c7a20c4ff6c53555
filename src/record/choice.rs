//! Closed lists of words: one macro gives the enum, its reader, its schema and the nearest-name help.

use super::leaf::Wrong;

/// A closed list of words.
pub trait Choice: Copy + 'static {
    /// The name of each word in the catalogues of the interface: the name of the list, a hyphen and the word.
    const KEYS: &'static [&'static str];

    /// The name of this word there.
    fn key(self) -> &'static str;

    /// The word as written in YAML.
    fn written(self) -> &'static str;
}

/// Defines an enum of words as written in YAML; doc comments become the schema's descriptions.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every value, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as written in YAML.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl $crate::record::Choice for $name {
            const KEYS: &'static [&'static str] = &[$(concat!(stringify!($name), "-", $word)),+];

            fn key(self) -> &'static str {
                match self { $(Self::$variant => concat!(stringify!($name), "-", $word)),+ }
            }

            fn written(self) -> &'static str {
                self.word()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::record::LeafType for $name {
            const NAME: &'static str = stringify!($name);

            fn read(text: &str) -> Result<Self, $crate::record::Wrong> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::record::choice::not_one_of(text, &[$($word),+])),
                }
            }

            fn schema() -> schemars::Schema {
                schemars::json_schema!({ "enum": [$($word),+] })
            }
        }
    };
}
pub(crate) use choice;

/// The error of a word that is not in its list.
pub(crate) fn not_one_of(text: &str, words: &[&str]) -> Wrong {
    let means = alike(text, words.iter().copied()).map(String::from);
    let wrong = Wrong::value("is not one of the words for this field").means(means);
    match nearest(text, words.iter().copied()) {
        Some(near) => wrong.help(format!("did you mean `{near}`? one of: {}", words.join(", "))),
        None => wrong.help(format!("use one of: {}", words.join(", "))),
    }
}

/// The only name that differs from `text` in nothing but case, `-`, `_` and spaces.
pub fn alike<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(text);
    let mut same = names.into_iter().filter(|name| letters(name) == wanted);
    same.next().filter(|_| same.next().is_none())
}

/// The name most like `text`, if any is close enough to be meant.
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(text, names).first().copied()
}

/// The names that are close enough to `text` to be meant, the closest first.
pub fn near<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = text.to_lowercase();
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= name.chars().count().max(3) / 3)
        .collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_is_the_same_word() {
        let names = ["root_cause", "in-review", "on-call", "trigger"];
        assert_eq!(alike("rootCause", names), Some("root_cause"));
        assert_eq!(alike("In Review", names), Some("in-review"));
        assert_eq!(alike("ONCALL", names), Some("on-call"));
        assert_eq!(alike("triggers", names), None);
        assert_eq!(alike("a_b", ["a-b", "ab"]), None, "which one?");
    }

    #[test]
    fn nearest_is_near() {
        let names = ["detected", "declared", "mitigated"];
        assert_eq!(nearest("detectd", names), Some("detected"));
        assert_eq!(nearest("Mitigated", names), Some("mitigated"));
        assert_eq!(nearest("banana", names), None);
    }
}
