//! What stands where something is to be written later.

/// The placeholder that a line begins with, or is.
pub(crate) fn placeholder(line: &str) -> Option<&str> {
    const BEGIN: [&str; 5] = ["TODO", "TBD", "FIXME", "XXX", "TBC"];
    const WHOLE: [&str; 8] =
        ["待补充", "待定", "待填写", "待完善", "待确认", "to be determined", "to be done", "fill in"];
    let line = line
        .trim_start_matches([' ', '-', '*', '>', '#', '|', '_'])
        .trim_end_matches([' ', '*', '_', '.', '。', '…']);
    // Most lines begin otherwise.
    let first = line.chars().next()?;
    if !matches!(first, 'T' | 'F' | 'X' | 't' | 'f' | '待' | '<' | '[' | '（' | '(') {
        return None;
    }
    let begins = BEGIN.iter().find(|word| line.starts_with(**word));
    if let Some(word) = begins {
        let rest = &line[word.len()..];
        return (!rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/')))
            .then_some(word);
    }
    let bare = line.trim_matches(['<', '>', '[', ']', '（', '）', '(', ')', ' ']);
    WHOLE.iter().any(|word| bare.eq_ignore_ascii_case(word)).then_some(line)
}
