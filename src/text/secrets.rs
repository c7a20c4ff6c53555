//! Tokens and keys that a text gives away, known by the prefixes that their issuers document.
//!
//! Deliberately few: what has no prefix of its own (passwords, hexadecimal keys) cannot be told from other text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it is, with its article: `a GitHub token`.
    pub what: &'static str,
    /// Bytes of the text; ASCII throughout.
    pub range: Range<usize>,
}

/// A kind of token: how it begins, what follows, and how much of that.
struct Kind {
    what: &'static str,
    prefix: &'static str,
    body: fn(u8) -> bool,
    length: Range<usize>,
}

const fn kind(what: &'static str, prefix: &'static str, body: fn(u8) -> bool, length: Range<usize>) -> Kind {
    Kind { what, prefix, body, length }
}

const LONG: usize = 4_096;

const KINDS: &[Kind] = &[
    kind("an AWS access key id", "AKIA", base32, 16..17),
    kind("an AWS access key id", "ASIA", base32, 16..17),
    kind("a GitHub token", "ghp_", word, 36..256),
    kind("a GitHub token", "gho_", word, 36..256),
    kind("a GitHub token", "ghu_", word, 36..256),
    kind("a GitHub token", "ghs_", word, 36..256),
    kind("a GitHub token", "ghr_", word, 36..256),
    kind("a GitHub token", "github_pat_", word, 82..256),
    kind("a GitLab token", "glpat-", dashed, 20..LONG),
    kind("a GitLab token", "gldt-", dashed, 20..LONG),
    kind("a GitLab token", "glrt-", dashed, 20..LONG),
    kind("a Slack token", "xoxb-", dashed, 20..LONG),
    kind("a Slack token", "xoxp-", dashed, 20..LONG),
    kind("a Slack token", "xoxa-", dashed, 20..LONG),
    kind("a Slack token", "xoxr-", dashed, 20..LONG),
    kind("a Slack token", "xoxs-", dashed, 20..LONG),
    kind("a Slack webhook", "hooks.slack.com/services/T", path, 30..LONG),
    kind("a Stripe key", "sk_live_", word, 24..LONG),
    kind("a Stripe key", "rk_live_", word, 24..LONG),
    kind("a Google API key", "AIza", dashed, 35..36),
    kind("an npm token", "npm_", word, 36..37),
    kind("a PyPI token", "pypi-AgEIcHlwaS5vcmc", dashed, 50..LONG),
    kind("a private key", BEGIN, |_| false, 0..1),
];

const BEGIN: &str = "-----BEGIN ";

/// Different characters in a real body; one that is crossed out or made up by hand has fewer.
const DIFFERENT: usize = 8;

static PREFIXES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest).build(KINDS.iter().map(|kind| kind.prefix)).ok()
});

/// Every secret of `text`, in order.
pub fn secrets(text: &str) -> Vec<Secret> {
    let found = PREFIXES.iter().flat_map(|prefixes| prefixes.find_iter(text));
    found.filter_map(|found| secret(text, &KINDS[found.pattern().as_usize()], found.range())).collect()
}

/// The text with every secret crossed out but for its first four characters; each byte stays in its place.
pub fn masked(text: &str) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = text.to_owned();
    for Range { start, end } in secrets.into_iter().map(|secret| secret.range) {
        out.replace_range(start + 4..end, &"*".repeat(end - start - 4));
        if text[start..].starts_with(BEGIN) {
            let stop = text[end..].find("-----END").map_or(text.len(), |length| end + length);
            out.replace_range(end..stop, &text[end..stop].replace(in_key, "*"));
        }
    }
    Cow::Owned(out)
}

/// Whether keys are written with it.
fn in_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')
}

fn secret(text: &str, kind: &Kind, prefix: Range<usize>) -> Option<Secret> {
    if kind.prefix == BEGIN {
        return private_key(text, prefix.start).map(|range| Secret { what: kind.what, range });
    }
    let bytes = text.as_bytes();
    if prefix.start > 0 && word(bytes[prefix.start - 1]) {
        return None;
    }
    let rest = &bytes[prefix.end..];
    let length = rest.iter().take_while(|byte| (kind.body)(**byte)).count();
    let body = &rest[..length];
    let runs_on = rest.get(length).is_some_and(|byte| word(*byte));
    // AWS writes the keys of its documentation so that they end in EXAMPLE.
    let example = body.ends_with(b"EXAMPLE");
    let fits = kind.length.contains(&length) && !runs_on && !example && different(body) >= DIFFERENT;
    fits.then(|| Secret { what: kind.what, range: prefix.start..prefix.end + length })
}

/// The first line of a private key that is followed by the key itself.
fn private_key(text: &str, start: usize) -> Option<Range<usize>> {
    let label = &text[start + BEGIN.len()..];
    let end = label.find("-----").filter(|end| *end < 40)?;
    if !label[..end].contains("PRIVATE KEY") {
        return None;
    }
    let end = end + "-----".len();
    // In one line, line breaks are written out.
    let body =
        label[end..].trim_start_matches(|c: char| c.is_whitespace() || c == '\\' || c == 'n' || c == 'r');
    let key =
        body.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    (key.count() >= 32).then(|| start..start + BEGIN.len() + end)
}

fn different(body: &[u8]) -> usize {
    let mut seen = [false; 256];
    for byte in body {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count()
}

fn base32(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'2'..=b'7')
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn dashed(byte: u8) -> bool {
    word(byte) || byte == b'-'
}

fn path(byte: u8) -> bool {
    word(byte) || byte == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A body of `length` different enough characters.
    fn body(length: usize) -> String {
        "QWERTYUIOPASDFGHJKLZXCVBNM234567".chars().cycle().take(length).collect()
    }

    fn whats(text: &str) -> Vec<&'static str> {
        secrets(text).into_iter().map(|secret| secret.what).collect()
    }

    #[test]
    fn every_kind_is_found() {
        for kind in KINDS.iter().filter(|kind| kind.prefix != BEGIN) {
            let token = format!("{}{}", kind.prefix, body(kind.length.start));
            let text = format!("ran it with `{token}`, then stopped");
            let found = secrets(&text);
            assert_eq!(found.len(), 1, "{}", kind.prefix);
            assert_eq!(&text[found[0].range.clone()], token);
        }
        assert_eq!(
            whats(&format!("https://hooks.slack.com/services/T{}/B{}/{}", body(8), body(8), body(24))),
            ["a Slack webhook"]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_not() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE".to_owned(),
            format!("AKIA{}", body(15)),
            format!("AKIA{}", body(17)),
            format!("xAKIA{}", body(16)),
            format!("ghp_{}", "x".repeat(36)),
            "xoxb-…".to_owned(),
            "the token begins with ghp_ and glpat-".to_owned(),
            "https://hooks.slack.com/services/T000/B000/XXXX".to_owned(),
        ] {
            assert_eq!(secrets(&text), [], "{text}");
        }
    }

    #[test]
    fn masked_text_keeps_its_places() {
        let token = format!("glpat-{}", body(20));
        let text = format!("密 {token}, and `{token}`");
        let stars = format!("glpa{}", "*".repeat(22));
        assert_eq!(masked(&text), format!("密 {stars}, and `{stars}`"));
        assert!(matches!(masked("no more than glpat-"), Cow::Borrowed(_)));
        let pem = format!(
            "key: |\n  -----BEGIN PRIVATE KEY-----\n  {0}\n  {0}\n  -----END PRIVATE KEY-----\nx: y\n",
            body(40)
        );
        let hidden = masked(&pem);
        assert_eq!(hidden.len(), pem.len());
        assert_eq!(hidden.lines().nth(3), Some(&*format!("  {}", "*".repeat(40))));
        assert!(
            !hidden.contains(&body(5)) && hidden.ends_with("-----END PRIVATE KEY-----\nx: y\n"),
            "{hidden}"
        );
    }

    #[test]
    fn private_keys_in_blocks_and_in_one_line() {
        let key = body(64);
        let pem = |label: &str, between: &str| format!("-----BEGIN {label}-----{between}{key}\n");
        assert_eq!(whats(&pem("RSA PRIVATE KEY", "\n    ")), ["a private key"]);
        assert_eq!(whats(&pem("PRIVATE KEY", "\\n")), ["a private key"]);
        assert_eq!(whats(&pem("CERTIFICATE", "\n")), [""; 0]);
        assert_eq!(whats(&pem("PUBLIC KEY", "\n")), [""; 0]);
        assert_eq!(whats("it began with -----BEGIN RSA PRIVATE KEY----- and so on"), [""; 0]);
        assert_eq!(whats("-----BEGIN 密钥 PRIVATE KEY"), [""; 0]);
    }
}
