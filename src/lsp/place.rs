//! A place in an open record, and what can be said of it.

use gen_lsp_types as lsp;

use super::client::Client;
use super::cursor::{self, Cursor};
use super::document::Document;
use super::field::names;
use super::folder::Folder;
use super::{completion, hover};
use crate::finding::front_matter;
use crate::record::schema::RecordType;
use crate::yaml::{Kind, parse};

/// A place in an open record.
pub(super) struct Place<'a> {
    pub(super) client: Client,
    pub(super) folder: &'a Folder,
    pub(super) record: RecordType,
    pub(super) file: String,
    pub(super) document: &'a Document,
    /// A byte of the text.
    pub(super) offset: usize,
}

impl Place<'_> {
    /// What stands here and what it means; `shown` are the findings of the file.
    pub(super) fn hover(&self, shown: &[lsp::Diagnostic]) -> Option<lsp::Hover> {
        let cursor = cursor::at(self.document.text(), self.offset)?;
        let at = self.document.position(self.offset, self.client.encoding);
        let here = shown.iter().filter(|found| found.range.start <= at && at <= found.range.end);
        let rules: Vec<&str> = here
            .filter_map(|found| match &found.code {
                Some(lsp::Code::String(rule)) => Some(rule.as_str()),
                _ => None,
            })
            .collect();
        let written = self.written(&cursor);
        let value = hover::about(self.folder.workspace(), self.record, &cursor, written, &rules)?;
        let kind = if self.client.markdown { lsp::MarkupKind::Markdown } else { lsp::MarkupKind::PlainText };
        let range = Some(self.document.range(&cursor.span, self.client.encoding));
        Some(lsp::Hover { contents: lsp::MarkupContent { kind, value }.into(), range })
    }

    /// What may be written here.
    pub(super) fn complete(&self) -> Option<lsp::CompletionList> {
        let text = self.document.text();
        let cursor = cursor::typed(text, self.offset)?;
        let typed = text.get(cursor.span.start..self.offset).unwrap_or_default();
        let has_colon = text[cursor.span.end..].trim_start_matches([' ', '"', '\'']).starts_with(':');
        let range = self.document.range(&cursor.span, self.client.encoding);
        let workspace = self.folder.workspace();
        Some(completion::complete(workspace, self.record, &cursor, typed, has_colon, range))
    }

    /// Where the record begins that is named here; `uri` names a file to the client.
    pub(super) fn definition(&self, uri: impl Fn(&str) -> lsp::Uri) -> Option<lsp::Location> {
        let cursor = cursor::at(self.document.text(), self.offset)?;
        let named = names(self.record, &cursor.path)?;
        let file = named.file(self.folder.workspace(), self.written(&cursor))?;
        let document = Document::new(self.folder.text(file)?);
        let (yaml, start) = front_matter(document.text()).unwrap_or((document.text(), 0));
        let id = parse(yaml).ok().and_then(|(tree, _)| match tree.kind {
            Kind::Map(entries) => entries.into_iter().find(|entry| entry.key.text() == Some("id")),
            _ => None,
        });
        let span = id.map_or(0..0, |id| id.value.span.start + start..id.value.span.end + start);
        Some(lsp::Location { uri: uri(file), range: document.range(&span, self.client.encoding) })
    }

    fn written(&self, cursor: &Cursor) -> &str {
        self.document.text()[cursor.span.clone()].trim_matches(['"', '\''])
    }
}
