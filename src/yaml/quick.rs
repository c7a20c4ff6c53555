//! The quick reader: serde straight from the text, for YAML as people write records.
//!
//! It knows block maps and lists, scalars on one line, block scalars, and maps and lists in brackets on one line. At
//! anything else (anchors, tags, tabs, texts over several lines, odd characters, any mistake) it steps aside, and the
//! library reads the file. So it never has to be right about YAML as a whole, only about what it takes: a test holds
//! it to the library's answer.

mod scan;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use self::scan::{Next, Place, Reader, is_null, is_text, plain_characters};

/// Deeper brackets than these are left to the library.
const DEPTH: usize = 16;

/// Reads a record; nothing where the library has to look.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    if !plain_characters(text) {
        return None;
    }
    let mut reader = Reader { text, at: if text.starts_with("---\n") { 4 } else { 0 }, depth: 0 };
    let (indent, start) = reader.ahead()?;
    reader.at = start;
    if indent > 0 || !reader.at_key() {
        return None;
    }
    let value = T::deserialize(Value { reader: &mut reader, place: Place::Root }).ok()?;
    reader.ahead().is_none().then_some(value)
}

/// Where the first entries of these names at the top of a record begin and end; nothing where the library has to look.
pub(super) fn parts(text: &str, names: &BTreeSet<&str>) -> Option<Vec<Range<usize>>> {
    read::<IgnoredAny>(text)?;
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        // All else that begins a line in what was just read: an entry of a list, a comment, the `---` at the top.
        if !line.starts_with(['\n', ' ', '-', '#']) {
            if let Some((_, last)) = found.last_mut() {
                last.end = at;
            }
            found.push((line.split_once(':')?.0, at..text.len()));
        }
        at += line.len();
    }
    let mut seen = BTreeSet::new();
    let first = found.into_iter().filter(|(name, _)| names.contains(name) && seen.insert(*name));
    Some(first.map(|(_, part)| part).collect())
}

/// Something for the library.
#[derive(Debug)]
struct Aside;

impl fmt::Display for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not for the quick reader")
    }
}

impl std::error::Error for Aside {}

impl de::Error for Aside {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Read<T> = Result<T, Aside>;

struct Value<'r, 'a> {
    reader: &'r mut Reader<'a>,
    place: Place,
}

impl<'a> Value<'_, 'a> {
    fn visit<V: Visitor<'a>>(self, next: Next<'a>, visitor: V) -> Read<V::Value> {
        let reader = self.reader;
        let end = match next {
            Next::Scalar { text: Cow::Borrowed(text), .. } => return visitor.visit_borrowed_str(text),
            Next::Scalar { text: Cow::Owned(text), .. } => return visitor.visit_string(text),
            Next::Map(indent) => return visitor.visit_map(Block { reader, indent, first: true }),
            Next::List(indent) => return visitor.visit_seq(Block { reader, indent, first: false }),
            Next::FlowMap => b'}',
            Next::FlowList => b']',
        };
        reader.depth += 1;
        if reader.depth > DEPTH {
            return Err(Aside);
        }
        reader.at += 1;
        reader.spaces();
        let flow = Flow { reader: &mut *reader, end, first: true };
        let value = if end == b'}' { visitor.visit_map(flow) } else { visitor.visit_seq(flow) }?;
        reader.depth -= 1;
        if let Place::Map(indent) | Place::List(indent) = self.place {
            reader.after_value(indent)?;
        }
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for Value<'_, 'de> {
    type Error = Aside;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.reader.next(self.place)? {
            Next::Scalar { text, plain: true } if !is_text(&text) => Err(Aside),
            next => self.visit(next, visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.reader.next(self.place)? {
            next @ Next::Scalar { .. } => self.visit(next, visitor),
            _ => Err(Aside),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if matches!(self.reader.byte(), None | Some(b'\n' | b'#' | b'~' | b'n' | b'N')) {
            // It may be null, which is only known once it is read: look, and go back.
            let at = self.reader.at;
            if matches!(self.reader.next(self.place)?, Next::Scalar { text, plain: true } if is_null(&text)) {
                return visitor.visit_none();
            }
            self.reader.at = at;
        }
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.reader.next(self.place)? {
            next @ (Next::List(_) | Next::FlowList) => self.visit(next, visitor),
            _ => Err(Aside),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.reader.next(self.place)? {
            next @ (Next::Map(_) | Next::FlowMap) => self.visit(next, visitor),
            _ => Err(Aside),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let next = self.reader.next(self.place)?;
        self.visit(next, visitor)
    }

    // No record asks for more types than these.
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct enum identifier
    }
}

/// A map or list written over lines.
struct Block<'r, 'a> {
    reader: &'r mut Reader<'a>,
    indent: usize,
    /// The reader stands at the first entry already.
    first: bool,
}

impl Block<'_, '_> {
    /// Goes to the next entry, if there is one.
    fn go_on(&mut self) -> Read<bool> {
        if std::mem::take(&mut self.first) {
            return Ok(true);
        }
        match self.reader.ahead() {
            Some((indent, _)) if indent > self.indent => Err(Aside),
            Some((indent, start)) if indent == self.indent => {
                self.reader.at = start;
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}

impl<'a> MapAccess<'a> for Block<'_, 'a> {
    type Error = Aside;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.go_on()? {
            return Ok(None);
        }
        let key = self.reader.take_key()?;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(Value { reader: &mut *self.reader, place: Place::Map(self.indent) })
    }
}

impl<'a> SeqAccess<'a> for Block<'_, 'a> {
    type Error = Aside;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let line_start = self.reader.at;
        if !self.go_on()? {
            return Ok(None);
        }
        if !self.reader.rest().starts_with("- ") {
            // The next key of the map around a list that is not indented.
            self.reader.at = line_start;
            return Ok(None);
        }
        self.reader.at += 2;
        self.reader.spaces();
        seed.deserialize(Value { reader: &mut *self.reader, place: Place::List(self.indent) }).map(Some)
    }
}

/// A map or list in brackets.
struct Flow<'r, 'a> {
    reader: &'r mut Reader<'a>,
    end: u8,
    first: bool,
}

impl Flow<'_, '_> {
    /// Goes to the next entry, or behind the bracket.
    fn go_on(&mut self) -> Read<bool> {
        let first = std::mem::take(&mut self.first);
        self.reader.spaces();
        match self.reader.byte() {
            Some(b) if b == self.end => {
                self.reader.at += 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.reader.at += 1;
                self.reader.spaces();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(Aside),
        }
    }
}

impl<'a> MapAccess<'a> for Flow<'_, 'a> {
    type Error = Aside;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if !self.go_on()? {
            return Ok(None);
        }
        let key = self.reader.take_key()?;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Read<V::Value> {
        seed.deserialize(Value { reader: &mut *self.reader, place: Place::Flow })
    }
}

impl<'a> SeqAccess<'a> for Flow<'_, 'a> {
    type Error = Aside;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if !self.go_on()? {
            return Ok(None);
        }
        seed.deserialize(Value { reader: &mut *self.reader, place: Place::Flow }).map(Some)
    }
}
