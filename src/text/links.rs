//! The one allow-list of link targets, and how a target is written into an attribute.
//!
//! What is not listed is refused; nothing is repaired. Targets arrive with Markdown's entities and backslashes already
//! decoded, so `java&#10;script:` is judged as the line break it is.

use std::fmt::Write as _;

use super::terminal::is_bidi_control;

/// What a link target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination<'a> {
    /// `http://` or `https://` with a host.
    Web(&'a str),
    /// `mailto:` with an address.
    Mail(&'a str),
    /// `#…`: the part after the `#`, within the same page.
    Fragment(&'a str),
    /// A path (maybe with `?` and `#`), relative to the record or to the root of the folder.
    Relative(&'a str),
    /// Not to be written as a link.
    Refused(Refusal),
}

/// Why a link target is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no target.
    Empty,
    /// Control, bidirectional or line separator characters, or white space around the target.
    Control,
    /// A backslash, which browsers read as `/`.
    Backslash,
    /// A scheme other than http, https and mailto, or a colon in the first segment of a path (`./12:30.png` is fine).
    Scheme,
    /// `//host/…`: the page's own scheme with another host.
    ProtocolRelative,
    /// `http:` without `//` and a host, or `mailto:` without an address.
    Incomplete,
}

/// Says what `target` is; the only judge of links in this program.
pub fn classify(target: &str) -> Destination<'_> {
    match judge(target) {
        Ok(destination) => destination,
        Err(refusal) => Destination::Refused(refusal),
    }
}

fn judge(target: &str) -> Result<Destination<'_>, Refusal> {
    if target.is_empty() {
        return Err(Refusal::Empty);
    }
    if target.trim() != target || target.contains(is_forbidden) {
        return Err(Refusal::Control);
    }
    if target.contains('\\') {
        return Err(Refusal::Backslash);
    }
    if let Some(fragment) = target.strip_prefix('#') {
        return Ok(Destination::Fragment(fragment));
    }
    if target.starts_with("//") {
        return Err(Refusal::ProtocolRelative);
    }
    let first_segment = &target[..target.find(['/', '?', '#']).unwrap_or(target.len())];
    let Some((scheme, _)) = first_segment.split_once(':') else { return Ok(Destination::Relative(target)) };
    let rest = &target[scheme.len() + 1..];
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        let host = rest.strip_prefix("//").ok_or(Refusal::Incomplete)?;
        let named = !host.is_empty() && !host.starts_with(['/', '?', '#', ' ', ':', '@']);
        return if named { Ok(Destination::Web(target)) } else { Err(Refusal::Incomplete) };
    }
    if scheme.eq_ignore_ascii_case("mailto") {
        return if rest.is_empty() { Err(Refusal::Incomplete) } else { Ok(Destination::Mail(target)) };
    }
    Err(Refusal::Scheme)
}

fn is_forbidden(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Appends a URL for a double-quoted HTML attribute, percent-encoding what is neither reserved nor unreserved.
pub fn push_href(out: &mut String, url: &str) {
    for &byte in url.as_bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            // `%` stays: the URL is encoded already, this only makes it safe to write.
            b'%' | b'!' | b'#' | b'$' | b'(' | b')' | b'*' | b'+' | b',' | b'/' | b':' | b';' | b'='
            | b'?' | b'@' | b'[' | b']' => out.push(byte.into()),
            _ => push_unreserved(out, byte),
        }
    }
}

/// A file path as a relative URL: what means something in a URL is percent-encoded, `/` stays.
pub fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for &byte in path.as_bytes() {
        if byte == b'/' { out.push('/') } else { push_unreserved(&mut out, byte) }
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

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

fn push_unreserved(out: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
        out.push(byte.into());
    } else {
        // Writing to a String cannot fail.
        let _ = write!(out, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_allow_list() {
        for url in ["http://a", "HTTPS://a.example/x?y#z", "https://[::1]:80/", "https://例え.jp/"] {
            assert_eq!(classify(url), Destination::Web(url));
        }
        assert_eq!(classify("mailto:a@b.example"), Destination::Mail("mailto:a@b.example"));
        assert_eq!(classify("#root-cause"), Destination::Fragment("root-cause"));
        for path in ["a.png", "../b/c.md#d", "/x", "./12:30.png", "a b.png", "?q", "a/javascript:b", "图.png"]
        {
            assert_eq!(classify(path), Destination::Relative(path));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let cases = [
            ("", Refusal::Empty),
            ("javascript:alert(1)", Refusal::Scheme),
            ("JaVaScRiPt:alert(1)", Refusal::Scheme),
            ("java\nscript:alert(1)", Refusal::Control),
            ("\u{1}javascript:alert(1)", Refusal::Control),
            (" javascript:alert(1)", Refusal::Control),
            ("\u{a0}https://a", Refusal::Control),
            ("data:text/html,x", Refusal::Scheme),
            ("vbscript:x", Refusal::Scheme),
            ("file:///etc/passwd", Refusal::Scheme),
            ("C:/x", Refusal::Scheme),
            ("12:30.png", Refusal::Scheme),
            (":x", Refusal::Scheme),
            ("//evil.example", Refusal::ProtocolRelative),
            ("///evil.example", Refusal::ProtocolRelative),
            ("/\\evil.example", Refusal::Backslash),
            ("https:evil.example", Refusal::Incomplete),
            ("http:///evil.example", Refusal::Incomplete),
            ("mailto:", Refusal::Incomplete),
            ("a\u{202e}gnp.exe", Refusal::Control),
        ];
        for (target, refusal) in cases {
            assert_eq!(classify(target), Destination::Refused(refusal), "{target:?}");
        }
    }

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
    fn hrefs_cannot_leave_their_quotes() {
        let mut out = String::new();
        push_href(&mut out, "https://a/\"><'&`é %20");
        assert_eq!(out, "https://a/%22%3E%3C%27&amp;%60%C3%A9%20%20");
    }
}
