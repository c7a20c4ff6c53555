//! User text in a CSV file, which people open in a spreadsheet that runs formulas.

use std::borrow::Cow;

/// Prefixes `'` where a spreadsheet would take the cell for a formula; plain numbers such as `-5` or `+3.2` stay.
///
/// Quoting for the file itself is the `csv` crate's job and no help here: the quotes are gone once the file is open.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    // The full-width forms start a formula in East Asian editions.
    let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if starts && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// `-5`, `+3.2`, `-1e5`: digits with at most one point and one exponent; not `inf`, not `-5+cmd`.
fn is_number(cell: &str) -> bool {
    cell.ends_with(|last: char| last.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'))
        && cell.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for cell in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "-",
            "+",
            "-inf",
            "＝1",
        ] {
            assert_eq!(neutral(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn numbers_and_words_stay() {
        for cell in ["-5", "+3.2", "-1e5", "-.5", "", "4h30m", "a=b", "1-2", "–"] {
            assert!(matches!(neutral(cell), Cow::Borrowed(_)), "{cell}");
        }
    }
}
