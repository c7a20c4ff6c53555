//! A text as an editor has it: positions as the protocol counts them, and edits.

use std::ops::Range;

use gen_lsp_types as lsp;

/// How the columns of a position are counted; agreed on with the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// In bytes.
    Utf8,
    /// In UTF-16 code units, which every client knows.
    Utf16,
}

/// A text and where its lines begin.
#[derive(Debug, Clone)]
pub(super) struct Document {
    text: String,
    lines: Vec<usize>,
}

impl Document {
    pub(super) fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(i, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(i + 1) != Some(&b'\n'),
            _ => false,
        });
        let lines = std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect();
        Self { text, lines }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The byte a position means; beyond the end of a line or of the text, that end.
    pub(super) fn offset(&self, at: lsp::Position, encoding: Encoding) -> usize {
        let Some(&start) = self.lines.get(at.line as usize) else { return self.text.len() };
        let end = self.lines.get(at.line as usize + 1).copied().unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let column = at.character as usize;
        start
            + match encoding {
                Encoding::Utf8 => line.floor_char_boundary(column),
                Encoding::Utf16 => {
                    let mut left = column;
                    let fits = |c: &char| left.checked_sub(c.len_utf16()).map(|rest| left = rest).is_some();
                    line.chars().take_while(fits).map(char::len_utf8).sum()
                }
            }
    }

    /// The position of a byte.
    pub(super) fn position(&self, offset: usize, encoding: Encoding) -> lsp::Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.partition_point(|start| *start <= offset) - 1;
        let before = &self.text[self.lines[line]..offset];
        let column = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
        };
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        lsp::Position { line: number(line), character: number(column) }
    }

    pub(super) fn range(&self, bytes: &Range<usize>, encoding: Encoding) -> lsp::Range {
        lsp::Range { start: self.position(bytes.start, encoding), end: self.position(bytes.end, encoding) }
    }

    /// Takes over one edit: of a range, or of the whole text.
    pub(super) fn apply(&mut self, change: lsp::TextDocumentContentChangeEvent, encoding: Encoding) {
        use lsp::TextDocumentContentChangeEvent as Change;
        let text = match change {
            Change::TextDocumentContentChangeWholeDocument(whole) => whole.text,
            Change::TextDocumentContentChangePartial(part) => {
                let (start, end) =
                    (self.offset(part.range.start, encoding), self.offset(part.range.end, encoding));
                let mut text = std::mem::take(&mut self.text);
                text.replace_range(start.min(end)..end.max(start), &part.text);
                text
            }
        };
        *self = Self::new(text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn position(line: u32, character: u32) -> lsp::Position {
        lsp::Position { line, character }
    }

    #[test]
    fn columns_in_both_encodings() {
        let document = Document::new("a\r\né😀x\n\r终".into());
        for (offset, utf16, utf8) in
            [(0, (0, 0), (0, 0)), (3, (1, 0), (1, 0)), (5, (1, 1), (1, 2)), (9, (1, 3), (1, 6))]
        {
            assert_eq!(document.position(offset, Encoding::Utf16), position(utf16.0, utf16.1));
            assert_eq!(document.position(offset, Encoding::Utf8), position(utf8.0, utf8.1));
            assert_eq!(document.offset(position(utf16.0, utf16.1), Encoding::Utf16), offset);
            assert_eq!(document.offset(position(utf8.0, utf8.1), Encoding::Utf8), offset);
        }
        assert_eq!(document.offset(position(1, 2), Encoding::Utf16), 5, "half of a pair is its begin");
        assert_eq!(document.offset(position(0, 99), Encoding::Utf16), 1, "before the line's end");
        assert_eq!(document.offset(position(99, 0), Encoding::Utf16), document.text().len());
        assert_eq!(document.offset(position(3, 1), Encoding::Utf16), 15, "a lone return ends a line");
    }

    /// The text of a client, which applies its edits to characters itself.
    fn edited(text: &[char], start: usize, end: usize, new: &str) -> Vec<char> {
        let mut text = text.to_vec();
        text.splice(start..end, new.chars());
        text
    }

    /// The position of a character, counted from the begin of the text: nothing shared with the code above.
    fn counted(text: &[char], at: usize, encoding: Encoding) -> Option<lsp::Position> {
        let (mut line, mut column) = (0, 0);
        for i in 0..at {
            let ends = text[i] == '\n' || (text[i] == '\r' && text.get(i + 1) != Some(&'\n'));
            (line, column) = match encoding {
                _ if ends => (line + 1, 0),
                Encoding::Utf8 => (line, column + u32::try_from(text[i].len_utf8()).unwrap()),
                Encoding::Utf16 => (line, column + u32::try_from(text[i].len_utf16()).unwrap()),
            };
        }
        // No client puts the cursor between the two halves of a line end.
        let inside = at > 0 && text[at - 1] == '\r' && text.get(at) == Some(&'\n');
        (!inside).then_some(position(line, column))
    }

    proptest! {
        #[test]
        fn edits_give_the_text_of_the_client(
            first in "[a-c:\\-\\[\n\ré😀终 ]{0,30}",
            edits in prop::collection::vec((0_usize..40, 0_usize..8, "[ab:\n\r终😀]{0,6}"), 0..30),
            utf8: bool,
        ) {
            let encoding = if utf8 { Encoding::Utf8 } else { Encoding::Utf16 };
            let mut client: Vec<char> = first.chars().collect();
            let mut server = Document::new(first);
            for (start, length, new) in edits {
                let start = start.min(client.len());
                let end = (start + length).min(client.len());
                let (Some(from), Some(to)) = (counted(&client, start, encoding), counted(&client, end, encoding))
                else { continue };
                client = edited(&client, start, end, &new);
                let part = lsp::TextDocumentContentChangePartial {
                    range: lsp::Range { start: from, end: to },
                    text: new,
                    ..Default::default()
                };
                server.apply(part.into(), encoding);
                prop_assert_eq!(server.text(), client.iter().collect::<String>());
            }
        }

        #[test]
        fn positions_go_there_and_back(text in "[a\n\ré😀]{0,20}", at in 0_usize..60) {
            let document = Document::new(text);
            let at = document.text().floor_char_boundary(at);
            prop_assume!(!document.text()[..at].ends_with('\r') || !document.text()[at..].starts_with('\n'));
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                prop_assert_eq!(document.offset(document.position(at, encoding), encoding), at);
            }
        }
    }
}
