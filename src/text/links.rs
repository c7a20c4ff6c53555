//! The one allow-list of link targets.
//!
//! What is not listed is refused; nothing is repaired. Targets arrive with Markdown's entities and backslashes already
//! decoded, so `java&#10;script:` is judged as the line break it is.

use std::borrow::Cow;
use std::net::Ipv6Addr;

use super::terminal::is_bidi_control;
use super::url::resolve;

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
    /// `http:` without `//` and a well-formed host, or `mailto:` without an address.
    Incomplete,
}

/// Whether every page of a site may have this link of the settings: to the web, a mail address, a path of the host, or a
/// path from the top of the site that does not leave it.
pub fn is_site_link(target: &str) -> bool {
    match classify(target) {
        Destination::Web(_) | Destination::Mail(_) => true,
        Destination::Relative(path) => path.starts_with('/') || resolve("top", path).is_some(),
        Destination::Fragment(_) | Destination::Refused(_) => false,
    }
}

/// Endings of pictures that hold nothing but a picture.
pub const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// Whether a file can stand in an `img`, where a drawing runs no script either.
pub fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    ending == "svg" || PICTURES.contains(&ending.as_str())
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
    // Nothing but control characters is forbidden of ASCII.
    let plain = target.is_ascii() && !target.bytes().any(|byte| byte.is_ascii_control());
    if target.trim() != target || !plain && target.contains(is_forbidden) {
        return Err(Refusal::Control);
    }
    if target.as_bytes().contains(&b'\\') {
        return Err(Refusal::Backslash);
    }
    if let Some(fragment) = target.strip_prefix('#') {
        return Ok(Destination::Fragment(fragment));
    }
    if target.starts_with("//") {
        return Err(Refusal::ProtocolRelative);
    }
    let first_segment = before_path(target);
    let Some((scheme, _)) = first_segment.split_once(':') else { return Ok(Destination::Relative(target)) };
    let rest = &target[scheme.len() + 1..];
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        let authority = rest.strip_prefix("//").ok_or(Refusal::Incomplete)?;
        return if is_authority(before_path(authority)) {
            Ok(Destination::Web(target))
        } else {
            Err(Refusal::Incomplete)
        };
    }
    if scheme.eq_ignore_ascii_case("mailto") {
        return if rest.is_empty() { Err(Refusal::Incomplete) } else { Ok(Destination::Mail(target)) };
    }
    Err(Refusal::Scheme)
}

/// What stands before the first `/`, `?` or `#`.
fn before_path(target: &str) -> &str {
    let end = target.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    &target[..end.unwrap_or(target.len())]
}

/// `user@host:port` with a host a browser would accept; what is odd here is a mistake or a disguise.
fn is_authority(authority: &str) -> bool {
    let host = authority.rsplit_once('@').map_or(authority, |(_user, host)| host);
    let (name_is_fine, rest) = if let Some(literal) = host.strip_prefix('[') {
        let (address, rest) = literal.split_once(']').unwrap_or(("", ""));
        (address.parse::<Ipv6Addr>().is_ok(), rest)
    } else {
        let (name, rest) = host.split_at(host.find(':').unwrap_or(host.len()));
        let fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let name = plain_host(name).unwrap_or_default();
        (!name.is_empty() && name.chars().all(fine), rest)
    };
    let port = rest.strip_prefix(':').unwrap_or(rest);
    name_is_fine
        && (rest.is_empty() || rest.starts_with(':') && (port.is_empty() || port.parse::<u16>().is_ok()))
}

/// A host with its percent-encoded letters decoded; nothing where what is encoded need not be, which is a disguise.
fn plain_host(name: &str) -> Option<Cow<'_, str>> {
    if !name.as_bytes().contains(&b'%') {
        return Some(Cow::Borrowed(name));
    }
    let mut bytes = name.bytes();
    let mut plain = Vec::with_capacity(name.len());
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            plain.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let byte = u8::try_from(digit()? * 16 + digit()?).ok()?;
        plain.push(Some(byte).filter(|byte| !byte.is_ascii())?);
    }
    String::from_utf8(plain).ok().map(Cow::Owned)
}

pub(super) fn is_forbidden(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_allow_list() {
        for url in [
            "http://a",
            "HTTPS://a.example/x?y#z",
            "https://[::1]:80/",
            "https://org@a.example:8443?q",
            "https://例え.jp/",
            "https://%E4%BE%8B.jp/",
        ] {
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
            ("http://a b/", Refusal::Incomplete),
            ("http://[x]/", Refusal::Incomplete),
            ("http://%61.example/", Refusal::Incomplete),
            ("http://a%2/", Refusal::Incomplete),
            ("http://a:99999/", Refusal::Incomplete),
            ("https://", Refusal::Incomplete),
            ("mailto:", Refusal::Incomplete),
            ("a\u{202e}gnp.exe", Refusal::Control),
        ];
        for (target, refusal) in cases {
            assert_eq!(classify(target), Destination::Refused(refusal), "{target:?}");
        }
    }
}
