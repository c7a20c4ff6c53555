//! What an id may be.

/// Why a text can be no id.
pub(crate) fn id_flaw(id: &str) -> Option<&'static str> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let stem = id.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = ["com", "lpt"]
        .iter()
        .any(|name| stem.strip_prefix(name).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9'])));
    if !id.chars().all(inside) {
        Some("holds characters other than letters, digits, `.`, `_` and `-`")
    } else if !id.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        Some("does not begin with a letter or a digit")
    } else if id.len() > 100 {
        Some("is longer than 100 characters")
    } else if port || DEVICES.contains(&stem.as_str()) {
        Some("is the name of a device on Windows, where no file can have it")
    } else {
        None
    }
}
