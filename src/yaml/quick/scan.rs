//! What stands where: indents, keys and scalars of the YAML that the quick reader takes.

use std::borrow::Cow;

use memchr::{memchr, memchr3_iter};

use super::{Aside, Read};

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// The next byte: where a line begins, or inside one where a value begins.
    pub(super) at: usize,
    /// How many brackets are open.
    pub(super) depth: usize,
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// The record.
    Root,
    /// After the key of a map, whose keys stand at this indent.
    Map(usize),
    /// After the dash of a list, whose dashes stand at this indent.
    List(usize),
    /// In brackets.
    Flow,
}

/// What stands there: a scalar, read; or the begin of a collection.
pub(super) enum Next<'a> {
    Scalar { text: Cow<'a, str>, plain: bool },
    Map(usize),
    List(usize),
    FlowMap,
    FlowList,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// From the begin of a line: indent and place of the next line with content.
    pub(super) fn ahead(&mut self) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        loop {
            let indent = bytes[self.at..].iter().take_while(|b| **b == b' ').count();
            let start = self.at + indent;
            match bytes.get(start)? {
                b'\n' => self.at = start + 1,
                b'#' => self.at = start + line(&self.text[start..]).len() + 1,
                _ => return Some((indent, start)),
            }
            if self.at >= bytes.len() {
                self.at = bytes.len();
                return None;
            }
        }
    }

    /// Length of the key that stands here, if one does.
    fn key(&self) -> Option<usize> {
        let rest = self.rest().as_bytes();
        let word = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'/');
        let length = rest.iter().take(128).take_while(word).count();
        let ends =
            matches!(rest.get(length), Some(b':')) && matches!(rest.get(length + 1), Some(b' ' | b'\n'));
        (length > 0 && ends && rest[0] != b'-').then_some(length)
    }

    pub(super) fn at_key(&self) -> bool {
        self.key().is_some()
    }

    /// Takes the key that stands here, its colon and the spaces after it.
    pub(super) fn take_key(&mut self) -> Read<&'a str> {
        let length = self.key().ok_or(Aside)?;
        let key = &self.rest()[..length];
        self.at += length + 1;
        self.spaces();
        Ok(key)
    }

    pub(super) fn spaces(&mut self) {
        self.at += self.rest().bytes().take_while(|b| *b == b' ').count();
    }

    /// Whether the line is over but for a comment; then goes to the next one.
    fn line_ends(&mut self) -> bool {
        let spaced = self.text.as_bytes()[..self.at].last() == Some(&b' ');
        match self.byte() {
            None => true,
            Some(b'\n') => {
                self.at += 1;
                true
            }
            Some(b'#') if spaced => {
                let length = line(self.rest()).len();
                self.at = (self.at + length + 1).min(self.text.len());
                true
            }
            Some(_) => false,
        }
    }

    /// What stands here.
    pub(super) fn next(&mut self, place: Place) -> Read<Next<'a>> {
        match place {
            Place::Root => Ok(Next::Map(0)),
            Place::Flow => match self.byte().ok_or(Aside)? {
                b'[' => Ok(Next::FlowList),
                b'{' => Ok(Next::FlowMap),
                b'"' | b'\'' => self.quoted(),
                _ => self.flow_plain(),
            },
            Place::Map(indent) | Place::List(indent) => {
                if self.line_ends() {
                    return self.below(place);
                }
                let next = match self.byte().ok_or(Aside)? {
                    b'[' => return Ok(Next::FlowList),
                    b'{' => return Ok(Next::FlowMap),
                    b'|' | b'>' => self.block(indent)?,
                    b'"' | b'\'' => self.quoted()?,
                    _ if matches!(place, Place::List(_)) && self.at_key() => {
                        let line_start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
                        return Ok(Next::Map(self.at - line_start));
                    }
                    _ => self.plain()?,
                };
                self.after_value(indent)?;
                Ok(next)
            }
        }
    }

    /// The value on the lines below its key.
    fn below(&mut self, place: Place) -> Read<Next<'a>> {
        let Place::Map(parent) = place else { return Err(Aside) };
        let nothing = || Ok(Next::Scalar { text: Cow::Borrowed(""), plain: true });
        let Some((indent, start)) = self.ahead() else { return nothing() };
        let dash = self.text[start..].starts_with("- ");
        if indent < parent || (indent == parent && !dash) {
            return nothing();
        }
        if dash {
            return Ok(Next::List(indent));
        }
        self.at = start;
        if self.at_key() { Ok(Next::Map(indent)) } else { Err(Aside) }
    }

    /// After a value of a block collection at this indent: the line is over, and the next one is no part of it.
    pub(super) fn after_value(&mut self, indent: usize) -> Read<()> {
        let begins_line = self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n';
        if !begins_line {
            self.spaces();
            if !self.line_ends() {
                return Err(Aside);
            }
        }
        match self.ahead() {
            Some((next, _)) if next > indent => Err(Aside),
            _ => Ok(()),
        }
    }

    /// A plain scalar, to the end of its line.
    fn plain(&mut self) -> Read<Next<'a>> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let mut end = bytes.len();
        for at in memchr3_iter(b'\n', b'#', b':', bytes) {
            match bytes[at] {
                b':' if matches!(bytes.get(at + 1), None | Some(b' ' | b'\n')) => return Err(Aside),
                b'#' if at == 0 || bytes[at - 1] != b' ' => {}
                b':' => {}
                _ => {
                    end = at;
                    break;
                }
            }
        }
        let text = rest[..end].trim_end_matches(' ');
        if !may_begin_plain(text) {
            return Err(Aside);
        }
        self.at += text.len();
        Ok(Next::Scalar { text: Cow::Borrowed(text), plain: true })
    }

    /// A plain scalar in brackets, to the next comma or bracket.
    fn flow_plain(&mut self) -> Read<Next<'a>> {
        let whole = line(self.rest());
        let end = whole.find([',', ']', '}', '[', '{']).ok_or(Aside)?;
        let text = whole[..end].trim_end_matches(' ');
        let odd = |b: u8| matches!(b, b'?' | b'#' | b'"' | b'\'' | b'&' | b'*');
        if !may_begin_plain(text) || text.contains(": ") || text.ends_with(':') || text.bytes().any(odd) {
            return Err(Aside);
        }
        self.at += text.len();
        Ok(Next::Scalar { text: Cow::Borrowed(text), plain: true })
    }

    /// A scalar in quotes, on one line.
    fn quoted(&mut self) -> Read<Next<'a>> {
        let quote = self.byte().ok_or(Aside)?;
        self.at += 1;
        let inside = line(self.rest());
        let bytes = inside.as_bytes();
        let mut text = Cow::Borrowed("");
        let mut from = 0;
        loop {
            let found = bytes[from..].iter().position(|b| *b == quote || (*b == b'\\' && quote == b'"'));
            let stop = from + found.ok_or(Aside)?;
            let part = &inside[from..stop];
            let escaped = match (bytes[stop], bytes.get(stop + 1)) {
                (b'\\', Some(b'"')) => "\"",
                (b'\\', Some(b'\\')) => "\\",
                (b'\\', Some(b'n')) => "\n",
                (b'\\', _) => return Err(Aside),
                (b'\'', Some(b'\'')) => "'",
                _ => {
                    text = if from == 0 { Cow::Borrowed(part) } else { text + part };
                    self.at += stop + 1;
                    return Ok(Next::Scalar { text, plain: false });
                }
            };
            text = text + part + escaped;
            from = stop + 2;
        }
    }

    /// A block scalar below a collection at this indent.
    fn block(&mut self, parent: usize) -> Read<Next<'a>> {
        let header = line(self.rest());
        let (folded, strip) = match header {
            "|" => (false, false),
            "|-" => (false, true),
            ">" => (true, false),
            ">-" => (true, true),
            _ => return Err(Aside),
        };
        self.at += header.len() + 1;
        let body = self.text.get(self.at..).ok_or(Aside)?;
        let indent = body.bytes().take_while(|b| *b == b' ').count();
        if indent <= parent {
            return Err(Aside);
        }
        let mut text = String::new();
        // Line breaks not yet written: they are dropped at the end.
        let mut breaks = 0;
        for whole in body.split_inclusive('\n') {
            // The last line has no end: what that means is left to the library.
            let content = whole.strip_suffix('\n').ok_or(Aside)?;
            let spaces = content.bytes().take_while(|b| *b == b' ').count();
            if spaces == content.len() {
                if spaces > indent || text.is_empty() {
                    return Err(Aside);
                }
                breaks += 1;
            } else if spaces < indent {
                break;
            } else {
                let content = &content[indent..];
                if folded && content.starts_with(' ') {
                    return Err(Aside);
                }
                match breaks {
                    1 if folded => text.push(' '),
                    _ => (usize::from(folded)..breaks).for_each(|_| text.push('\n')),
                }
                text.push_str(content);
                breaks = 1;
            }
            self.at += whole.len();
        }
        if text.is_empty() {
            return Err(Aside);
        }
        if !strip {
            text.push('\n');
        }
        Ok(Next::Scalar { text: Cow::Owned(text), plain: false })
    }
}

/// The text up to the end of its line.
fn line(text: &str) -> &str {
    memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..end])
}

fn may_begin_plain(text: &str) -> bool {
    let special = |b: &u8| {
        matches!(
            b,
            b'-' | b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>'
        ) || matches!(b, b'\'' | b'"' | b'%' | b'@' | b'`' | b' ' | b'=' | b'<')
    };
    text.as_bytes().first().is_some_and(|first| !special(first))
}

/// Whether a plain scalar means its own text, whatever type is asked for.
pub(super) fn is_text(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    match text.as_bytes() {
        [] => false,
        [b'0'] => true,
        [b'1'..=b'9', ..] if digits => text.len() < 19,
        [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => text.contains(' '),
        _ => !is_null(text) && !["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(text)),
    }
}

pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether there is no character that YAML treats in a special way, or not at all, and the last line ends.
pub(super) fn plain_characters(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without an early end within a chunk, and in bytes, so that many are compared at once.
    let is_odd = |b: &u8| (u8::from(*b < b' ') & u8::from(*b != b'\n')) | u8::from(*b == 0x7f);
    let odd = bytes.chunks(256).any(|chunk| chunk.iter().map(is_odd).fold(0, |odd, b| odd | b) > 0);
    // C1 controls, the line separators, the byte order mark and what is no character.
    let special = |at: usize| {
        matches!(
            bytes[at..],
            [0xc2, 0x80..=0x9f, ..]
                | [0xe2, 0x80, 0xa8 | 0xa9, ..]
                | [0xef, 0xbb, 0xbf, ..]
                | [0xef, 0xbf, 0xbe | 0xbf, ..]
        )
    };
    text.ends_with('\n') && !odd && !memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(special)
}
