//! The ways an artefact can say a text: escaped for HTML, JSON or an address, folded, wrapped, between tags.

use std::borrow::Cow;

/// Whether a character is a word by itself, as those of Chinese and Japanese.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a text in lower case with one space between and around: what escapes, marks and wrapping leave as it is.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    let mut apart = true;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_ascii() || !c.is_alphanumeric() {
            if !apart {
                out.push(' ');
            }
            apart = true;
            continue;
        } else {
            out.extend(c.to_lowercase());
        }
        apart = false;
    }
    if !apart {
        out.push(' ');
    }
    out
}

/// How many Latin letters a text weighs: an ideograph counts as two, and what is no letter or digit not at all.
pub(super) fn weight(words: &str) -> usize {
    words.chars().map(|c| if c == ' ' { 0 } else { 1 + usize::from(is_ideograph(c)) }).sum()
}

/// The texts that the bytes of a file may be read as.
pub(super) fn readings(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = decoded(bytes);
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending {
        "html" | "xml" | "svg" | "htm" => {
            vec![unescaped(&text, false), unescaped(&without_tags(&text), false)]
        }
        "ics" => {
            let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "").replace("\n ", "");
            vec![unescaped(&unfolded, true)]
        }
        _ => {
            let escaped = text.contains(['&', '\\', '%']).then(|| unescaped(&text, true));
            std::iter::once(text.into_owned()).chain(escaped).collect()
        }
    }
}

/// Bytes as text: UTF-16 where a mark says so, else UTF-8 as far as it is.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or(' ')).collect())
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// A page with a space for every tag.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    out + rest
}

/// A text with its character references, its percent signs and, where `slashes`, its backslashes undone.
fn unescaped(text: &str, slashes: bool) -> String {
    let special: &[char] = if slashes { &['&', '%', '\\'] } else { &['&', '%'] };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match rest.as_bytes()[0] {
            b'&' => reference(rest),
            b'%' => percent(rest),
            _ => backslash(rest),
        };
        match taken {
            Some((said, length)) => {
                out.push_str(&said);
                rest = &rest[length..];
            }
            None => {
                out.push(' ');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// A character reference at the begin of a text: what it says and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let said = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)?
        }
        // Every other one that we write is a mark, and marks are no words.
        None if name.bytes().all(|b| b.is_ascii_alphanumeric()) => ' ',
        None => return None,
    };
    Some((said.into(), end + 1))
}

/// Percent-encoded bytes at the begin of a text, as many as follow each other.
fn percent(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let mut said = Vec::new();
    let mut at = 0;
    while let Some([b'%', high, low]) = bytes.get(at..at + 3) {
        let digit = |b: u8| char::from(b).to_digit(16);
        let Some((high, low)) = digit(*high).zip(digit(*low)) else { break };
        said.push(u8::try_from(high * 16 + low).unwrap_or_default());
        at += 3;
    }
    (at > 0).then(|| (String::from_utf8_lossy(&said).into_owned(), at))
}

/// An escape of JSON at the begin of a text; a backslash before anything else is left out.
fn backslash(text: &str) -> Option<(String, usize)> {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    match text.as_bytes().get(1)? {
        b'n' | b'r' | b't' => Some((" ".into(), 2)),
        b'u' => {
            let first = unit(text)?;
            let second = text.get(6..).and_then(unit).filter(|_| (0xd800..0xdc00).contains(&first));
            let units = std::iter::once(first).chain(second);
            let said = char::decode_utf16(units).map(|c| c.unwrap_or(' ')).collect();
            Some((said, if second.is_some() { 12 } else { 6 }))
        }
        _ => Some((String::new(), 1)),
    }
}
