//! Writing URLs: into an attribute, from a file path, and back to one.

use std::fmt::Write as _;

use super::links::is_forbidden;

/// Appends a URL for a double-quoted HTML attribute, percent-encoding what is neither reserved nor unreserved.
pub fn push_href(out: &mut String, url: &str) {
    if url.bytes().all(|byte| STAYS[usize::from(byte)]) {
        return out.push_str(url);
    }
    for byte in url.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            byte if STAYS[usize::from(byte)] => out.push(byte.into()),
            byte => push_encoded(out, byte),
        }
    }
}

/// Bytes that stand in an address as they are; `%` among them: the address is encoded already, this only makes it safe to
/// write.
const STAYS: [bool; 256] = {
    let mut stays = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        stays[byte as usize] = is_unreserved(byte);
        byte += 1;
    }
    let reserved = b"%!#$()*+,/:;=?@[]";
    let mut i = 0;
    while i < reserved.len() {
        stays[reserved[i] as usize] = true;
        i += 1;
    }
    stays
};

/// A file path as a relative URL: what means something in a URL is percent-encoded, `/` stays.
pub fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for &byte in path.as_bytes() {
        if byte == b'/' || is_unreserved(byte) { out.push(byte.into()) } else { push_encoded(&mut out, byte) }
    }
    out
}

/// The file path a relative target means: without `?…` and `#…`, percent-decoded.
///
/// `None` where that is not UTF-8 or holds a control character or a backslash. `..` is left in: the caller knows its root.
pub fn decode_path(target: &str) -> Option<String> {
    let path = &target[..target.find(['?', '#']).unwrap_or(target.len())];
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        match (byte, tail) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(hex(*high) << 4 | hex(*low));
                rest = after;
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains(|c| is_forbidden(c) || c == '\\'))
}

/// The path in the folder that a relative target of `file` means; `None` where it leaves the folder or names none.
pub fn resolve(file: &str, target: &str) -> Option<String> {
    let path = decode_path(target)?;
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { file.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push_encoded(out: &mut String, byte: u8) {
    // Writing to a String cannot fail.
    let _ = write!(out, "%{byte:02X}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_survive_the_trip() {
        assert_eq!(encode_path("a b/50%:图#?.png"), "a%20b/50%25%3A%E5%9B%BE%23%3F.png");
        assert_eq!(decode_path("a%20b/50%25%3A%E5%9B%BE.png?x#y").as_deref(), Some("a b/50%:图.png"));
        assert_eq!(decode_path("100%"), Some("100%".to_owned()));
        assert_eq!(decode_path("%00"), None);
        assert_eq!(decode_path("%ff"), None);
        assert_eq!(decode_path("..%5c..%5cx"), None);
    }

    #[test]
    fn targets_stay_in_the_folder() {
        let from = |target: &str| resolve("2026/INC-1.yaml", target);
        assert_eq!(from("a%20b.png#x").as_deref(), Some("2026/a b.png"));
        assert_eq!(from("../runbooks/./r.md").as_deref(), Some("runbooks/r.md"));
        assert_eq!(from("/plan.yaml").as_deref(), Some("plan.yaml"));
        assert_eq!(from("../../etc/passwd"), None);
        assert_eq!(from("/"), None);
    }

    #[test]
    fn hrefs_cannot_leave_their_quotes() {
        let mut out = String::new();
        push_href(&mut out, "https://a/\"><'&`é %20");
        assert_eq!(out, "https://a/%22%3E%3C%27&amp;%60%C3%A9%20%20");
    }
}
