//! Which file of the base became which file: the same path, the same id elsewhere, much the same content.

use std::collections::BTreeMap;

use crate::record::schema::RecordType;
use crate::workspace::{classify, stem};

/// A changed file before and after; one of the two at least.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePair {
    /// Its path in the base.
    pub old: Option<String>,
    /// Its path now.
    pub new: Option<String>,
}

/// Pairs files that went away with files that came, `similar` being a guess by content.
///
/// An id is the stem of a file, so a record that moved to another folder is the same record however much was edited;
/// the guess counts only for what is left.
pub fn pair<'a>(
    files: impl IntoIterator<Item = (&'a str, bool, bool)>,
    similar: &[(String, String)],
) -> Vec<FilePair> {
    let (mut pairs, mut gone, mut came) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for (path, before, after) in files {
        match (before, after) {
            (true, true) => pairs.push((Some(path), Some(path))),
            (true, false) => drop(gone.insert(path, name(path))),
            (false, _) => drop(came.insert(path, name(path))),
        }
    }
    let mut waiting: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (new, name) in came.iter().rev() {
        waiting.entry(name).or_default().push(new);
    }
    let moved = gone.iter().filter_map(|(old, name)| Some((*old, waiting.get_mut(name)?.pop()?)));
    let moved: Vec<(&str, &str)> = moved.collect();
    let guesses = similar.iter().map(|(old, new)| (old.as_str(), new.as_str()));
    for (old, new) in moved.into_iter().chain(guesses) {
        if came.contains_key(new)
            && let Some((old, _)) = gone.remove_entry(old)
            && let Some((new, _)) = came.remove_entry(new)
        {
            pairs.push((Some(old), Some(new)));
        }
    }
    pairs.extend(gone.into_keys().map(|old| (Some(old), None)));
    pairs.extend(came.into_keys().map(|new| (None, Some(new))));
    let owned = |path: Option<&str>| path.map(str::to_owned);
    let mut pairs: Vec<FilePair> =
        pairs.into_iter().map(|(old, new)| FilePair { old: owned(old), new: owned(new) }).collect();
    pairs.sort();
    pairs
}

/// What a file is, whatever folder it is in: the type and id of a record, the whole name of another file.
fn name(path: &str) -> (Option<RecordType>, String) {
    let record = classify(path);
    let whole = path.rsplit('/').next().unwrap_or(path);
    (record, if record.is_some() { stem(path).to_lowercase() } else { whole.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_weighs_more_than_content() {
        let files = [
            ("2025/INC-1.yaml", true, false),
            ("2025/INC-2.yaml", true, false),
            ("2025/INC-3.yaml", true, true),
            ("2026/INC-1.yaml", false, true),
            ("2026/INC-4.yaml", false, true),
            ("services/pay.yaml", true, false),
            ("teams/pay.yaml", false, true),
        ];
        let similar = [
            ("2025/INC-1.yaml".to_owned(), "2026/INC-4.yaml".to_owned()),
            ("2025/INC-2.yaml".to_owned(), "2026/INC-4.yaml".to_owned()),
        ];
        let shown: Vec<String> = pair(files, &similar)
            .into_iter()
            .map(|pair| format!("{} → {}", pair.old.unwrap_or_default(), pair.new.unwrap_or_default()))
            .collect();
        assert_eq!(
            shown,
            [
                " → teams/pay.yaml",
                "2025/INC-1.yaml → 2026/INC-1.yaml",
                "2025/INC-2.yaml → 2026/INC-4.yaml",
                "2025/INC-3.yaml → 2025/INC-3.yaml",
                "services/pay.yaml → ",
            ]
        );
    }
}
