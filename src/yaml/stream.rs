//! The documents of a YAML stream, as parts of its text.

/// The text of every document of a stream, with the byte at which it begins.
///
/// A line that begins with `---` ends a document wherever it stands: inside a block or quoted text, YAML allows none in the
/// first column. So nothing has to be parsed to find them, and one broken document leaves the others readable. What is
/// behind the `---` belongs to the document that it begins, and a comment or nothing in front of the first is none.
pub fn parts(text: &str) -> Vec<(usize, &str)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut cuts = vec![start];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let marker = line.strip_prefix("---").or_else(|| line.strip_prefix("..."));
        if marker.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])) {
            cuts.push(at);
            cuts.push(at + 3);
        }
        at += line.len();
    }
    cuts.push(text.len());
    // Between two pairs of cuts there is a marker.
    let parts = cuts.chunks_exact(2).map(|cut| (cut[0], text.get(cut[0]..cut[1]).unwrap_or_default()));
    parts.filter(|(_, part)| !blank(part)).collect()
}

/// Whether a part holds comments and directives only.
fn blank(part: &str) -> bool {
    part.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with(['#', '%']))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_of_a_stream() {
        let text = "# head\n---\na: 1\n--- # two\nb: |\n  ---\n---\n# nothing\n...\n---\r\nc: 3\n";
        let found = parts(text);
        let texts: Vec<&str> = found.iter().map(|(_, part)| part.trim()).collect();
        assert_eq!(texts, ["a: 1", "# two\nb: |\n  ---", "c: 3"]);
        assert!(found.iter().all(|(at, part)| text[*at..].starts_with(part)));
        assert_eq!(parts("\u{feff}a: 1"), [(3, "a: 1")]);
        assert!(parts("").is_empty() && parts("---").is_empty());
        assert_eq!(parts("a: 1\n----\n").len(), 1);
    }
}
