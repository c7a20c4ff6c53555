//! What the client can do, and the folders it has open.

use std::path::PathBuf;

use gen_lsp_types as lsp;
use serde_json::{Value, json};

use super::document::Encoding;
use crate::text::url::{decode_path, encode_path};

/// What the client can do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client {
    /// How it counts columns.
    pub(super) encoding: Encoding,
    /// It shows second places of a diagnostic.
    pub(super) related_information: bool,
    /// It shows Markdown.
    pub(super) markdown: bool,
    /// Which files it watches for a server that asks.
    pub(super) watches: Watches,
}

/// Which files a client watches for a server that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Watches {
    /// None.
    Nothing,
    /// Those of its own folders.
    Workspace,
    /// Those below any folder.
    Anything,
}

impl Client {
    /// Reads what a client says of itself in `initialize`, taken as JSON: no oddity elsewhere in it keeps a client out.
    pub(super) fn new(params: &Value) -> Self {
        let said = &params["capabilities"];
        let is = |path: &str| said.pointer(path) == Some(&Value::Bool(true));
        let lists = |path: &str, word: &str| {
            said.pointer(path)
                .and_then(Value::as_array)
                .is_some_and(|list| list.iter().any(|one| one == word))
        };
        let utf8 = lists("/general/positionEncodings", "utf-8");
        Self {
            encoding: if utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            related_information: is("/textDocument/publishDiagnostics/relatedInformation"),
            markdown: lists("/textDocument/hover/contentFormat", "markdown"),
            watches: match ["dynamicRegistration", "relativePatternSupport"]
                .map(|what| is(&format!("/workspace/didChangeWatchedFiles/{what}")))
            {
                [true, true] => Watches::Anything,
                [true, false] => Watches::Workspace,
                [false, _] => Watches::Nothing,
            },
        }
    }

    /// What this server offers such a client.
    pub(super) fn offer(self) -> lsp::ServerCapabilities {
        lsp::ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
                Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
            }),
            text_document_sync: Some(
                lsp::TextDocumentSyncOptions {
                    open_close: Some(true),
                    change: Some(lsp::TextDocumentSyncKind::Incremental),
                    ..Default::default()
                }
                .into(),
            ),
            hover_provider: Some(true.into()),
            definition_provider: Some(true.into()),
            code_action_provider: Some(true.into()),
            completion_provider: Some(lsp::CompletionOptions {
                trigger_characters: Some([" ", "[", "{", ","].map(Into::into).into()),
                ..Default::default()
            }),
            ..Default::default()
        }
    }

    /// The request to watch the records in a folder, for a client that does.
    pub(super) fn watch(self, folder: &lsp::Uri) -> Option<Value> {
        let pattern = match self.watches {
            Watches::Anything => json!({ "baseUri": folder, "pattern": "**/*" }),
            Watches::Workspace => json!("**/*.{yaml,yml,md}"),
            Watches::Nothing => return None,
        };
        Some(json!({ "registrations": [{
            "id": "records",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": [{ "globPattern": pattern }] },
        }]}))
    }
}

/// The folders a client has open, the first one first; older clients name one `rootUri`, the oldest one
/// `rootPath`.
pub(super) fn folders(params: &Value) -> Vec<PathBuf> {
    let listed = params["workspaceFolders"].as_array().into_iter().flatten().map(|folder| &folder["uri"]);
    let uris = listed.chain([&params["rootUri"]]).filter_map(Value::as_str);
    let mut folders: Vec<PathBuf> = uris.filter_map(|uri| path(&lsp::Uri(uri.into()))).collect();
    if folders.is_empty() {
        folders.extend(params["rootPath"].as_str().map(PathBuf::from));
    }
    folders
}

/// The file a URI names; `None` for anything but a file of this machine.
pub(super) fn path(uri: &lsp::Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let path = decode_path(rest.strip_prefix("localhost").unwrap_or(rest))?;
    // `file:///C:/a` means `C:/a`.
    let drive = cfg!(windows) && path.get(2..3) == Some(":");
    path.starts_with('/').then(|| PathBuf::from(if drive { &path[1..] } else { &path }))
}

/// The URI of a file.
pub(super) fn uri(path: &std::path::Path) -> lsp::Uri {
    let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let path = encode_path(path.trim_end_matches('/'));
    lsp::Uri(format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_old_clients() {
        use serde_json::json;

        let both = json!({ "rootUri": "file:///a", "rootPath": "/b" });
        assert_eq!(folders(&both), [PathBuf::from("/a")]);
        assert_eq!(folders(&json!({ "rootUri": null, "rootPath": "/b" })), [PathBuf::from("/b")]);
        assert!(folders(&json!({})).is_empty());
    }

    #[test]
    fn uris_and_paths() {
        for (text, expected) in [
            ("file:///a/b.yaml", Some("/a/b.yaml")),
            ("file:///a%20b/%E7%BB%88.yaml", Some("/a b/终.yaml")),
            ("file:///a b/终.yaml", Some("/a b/终.yaml")),
            ("file://localhost/a", Some("/a")),
            ("file://host/a", None),
            ("untitled:Untitled-1", None),
            ("file:///a%ff", None),
            ("file:///a%00", None),
        ] {
            assert_eq!(path(&lsp::Uri(text.into())), expected.map(PathBuf::from), "{text}");
        }
        let there = PathBuf::from("/a b/50%/终 #1.yaml");
        assert_eq!(uri(&there).0, "file:///a%20b/50%25/%E7%BB%88%20%231.yaml");
        assert_eq!(path(&uri(&there)), Some(there));
    }
}
