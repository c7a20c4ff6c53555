//! What is done with each message.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use gen_lsp_types as lsp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{self, Client};
use super::diagnostic;
use super::document::Document;
use super::folder::Folder;
use super::place::Place;
use super::wire::{self, Message};
use crate::source::find_folder;
use crate::text::terminal::visible;
use crate::time::Zone;
use crate::workspace::classify;

/// Why a request fails: a code of the protocol and a message.
type Refusal = (i32, String);

const PARSE_ERROR: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const NOT_INITIALIZED: i32 = -32002;

/// A file as the client has it open.
struct Open {
    uri: lsp::Uri,
    version: i32,
    document: Document,
}

/// One client and its folder of records.
pub(super) struct Server<'a> {
    out: &'a mut dyn Write,
    /// The folder, where the command line names it.
    root: Option<PathBuf>,
    /// Where to look for one when the client names no folder.
    directory: &'a Path,
    now: &'a dyn Fn(Zone) -> i64,
    /// Known once the client has introduced itself.
    client: Option<Client>,
    folder: Option<Folder>,
    open: BTreeMap<String, Open>,
    /// What the client was told, by file; files without findings are left out.
    published: BTreeMap<String, Vec<lsp::Diagnostic>>,
    shut_down: bool,
}

impl<'a> Server<'a> {
    pub(super) fn new(
        out: &'a mut dyn Write,
        root: Option<PathBuf>,
        directory: &'a Path,
        now: &'a dyn Fn(Zone) -> i64,
    ) -> Self {
        Self {
            out,
            root,
            directory,
            now,
            client: None,
            folder: None,
            open: BTreeMap::new(),
            published: BTreeMap::new(),
            shut_down: false,
        }
    }

    pub(super) fn was_shut_down(&self) -> bool {
        self.shut_down
    }

    /// Whether a check is due.
    pub(super) fn is_waiting(&self) -> bool {
        !self.shut_down && self.folder.as_ref().is_some_and(Folder::is_waiting)
    }

    /// Answers or takes note of one message; breaks at the end of the session.
    pub(super) fn receive(&mut self, message: Result<Message, String>) -> io::Result<ControlFlow<()>> {
        let Message { id, method, params } = match message {
            Ok(message) => message,
            Err(why) => {
                let error = json!({ "code": PARSE_ERROR, "message": visible(&why) });
                self.send(&json!({ "jsonrpc": "2.0", "id": null, "error": error }))?;
                return Ok(ControlFlow::Continue(()));
            }
        };
        match (id, method) {
            (Some(id), Some(method)) => {
                let answer = match self.request(&method, params) {
                    Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
                    Err((code, message)) => {
                        let error = json!({ "code": code, "message": visible(&message) });
                        json!({ "jsonrpc": "2.0", "id": id, "error": error })
                    }
                };
                self.send(&answer)?;
            }
            (None, Some(method)) if method == "exit" => return Ok(ControlFlow::Break(())),
            (None, Some(method)) if self.client.is_some() => self.notification(&method, params)?,
            // Before the introduction, or an answer to a request of ours.
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        if self.shut_down {
            return Err((INVALID_REQUEST, "the server is shut down".into()));
        }
        if method == "initialize" {
            return self.initialize(&params);
        }
        let Some(client) = self.client else {
            return Err((NOT_INITIALIZED, "the first request is `initialize`".into()));
        };
        if method == "textDocument/codeAction" {
            return read(params).map(|params| self.quick_fixes(&params));
        }
        let answer: fn(&Place<'_>, &Self) -> Value = match method {
            "shutdown" => {
                self.shut_down = true;
                return Ok(Value::Null);
            }
            "textDocument/hover" => |place, server| json(place.hover(server.shown(&place.file))),
            "textDocument/completion" => |place, _| json(place.complete()),
            "textDocument/definition" => |place, server| json(place.definition(|file| server.uri(file))),
            _ => return Err((METHOD_NOT_FOUND, format!("there is no method `{method}`"))),
        };
        let at: lsp::TextDocumentPositionParams = read(params)?;
        Ok(self.place(client, &at).map_or(Value::Null, |place| answer(&place, self)))
    }

    fn initialize(&mut self, params: &Value) -> Result<Value, Refusal> {
        if self.client.is_some() {
            return Err((INVALID_REQUEST, "`initialize` comes once".into()));
        }
        let client = Client::new(params);
        self.client = Some(client);
        let mut folders = client::folders(params);
        if folders.is_empty() {
            folders.push(self.directory.to_owned());
        }
        let found = folders.iter().find_map(|folder| find_folder(folder).ok());
        self.root = self.root.take().or(found);
        let info = json!({ "name": "postmortem", "version": env!("CARGO_PKG_VERSION") });
        Ok(json!({ "capabilities": client.offer(), "serverInfo": info }))
    }

    fn notification(&mut self, method: &str, params: Value) -> io::Result<()> {
        match method {
            "initialized" => return self.begin(),
            "textDocument/didOpen" => {
                let Ok(params) = read::<lsp::DidOpenTextDocumentParams>(params) else { return Ok(()) };
                let opened = params.text_document;
                let Some((folder, file)) = self.locate(&opened.uri) else { return Ok(()) };
                folder.edit(&file, &opened.text);
                let document = Document::new(opened.text);
                self.open.insert(file, Open { uri: opened.uri, version: opened.version, document });
            }
            "textDocument/didChange" => {
                let Ok(params) = read::<lsp::DidChangeTextDocumentParams>(params) else { return Ok(()) };
                let Some(client) = self.client else { return Ok(()) };
                let uri = &params.text_document.text_document_identifier.uri;
                let Some((_, file)) = self.locate(uri) else { return Ok(()) };
                let (Some(open), Some(folder)) = (self.open.get_mut(&file), &mut self.folder) else {
                    return Ok(());
                };
                open.version = params.text_document.version;
                for change in params.content_changes {
                    open.document.apply(change, client.encoding);
                }
                folder.edit(&file, open.document.text());
            }
            "textDocument/didClose" => {
                let Ok(params) = read::<lsp::DidCloseTextDocumentParams>(params) else { return Ok(()) };
                let Some((folder, file)) = self.locate(&params.text_document.uri) else { return Ok(()) };
                folder.release(&file);
                self.open.remove(&file);
            }
            "workspace/didChangeWatchedFiles" => {
                let Ok(params) = read::<lsp::DidChangeWatchedFilesParams>(params) else { return Ok(()) };
                for event in params.changes {
                    if let Some((folder, file)) = self.locate(&event.uri) {
                        folder.touch(&file, event.kind == lsp::FileChangeType::Changed);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads the folder, once the client is ready.
    fn begin(&mut self) -> io::Result<()> {
        let (Some(client), None) = (self.client, &self.folder) else { return Ok(()) };
        let Some(root) = self.root.clone() else {
            let message =
                "no folder of records here: findings start with `postmortem.yaml` or a folder `incidents`";
            return self.say(message);
        };
        match Folder::open(root) {
            Ok(folder) => {
                let uri = client::uri(folder.root());
                self.folder = Some(folder);
                if let Some(params) = client.watch(&uri) {
                    let method = "client/registerCapability";
                    self.send(
                        &json!({ "jsonrpc": "2.0", "id": "watch", "method": method, "params": params }),
                    )?;
                }
                Ok(())
            }
            Err(error) => self.say(&error.to_string()),
        }
    }

    /// Checks what changed and tells the client which findings are new, elsewhere or gone.
    pub(super) fn check(&mut self) -> io::Result<()> {
        let (Some(client), Some(folder)) = (self.client, &mut self.folder) else { return Ok(()) };
        let now = self.now;
        let changes = match folder.check(now) {
            Ok(changes) => changes,
            Err(error) => return self.say(&error.to_string()),
        };
        let mut found = diagnostic::by_file(changes.report, client, |file| self.uri(file));
        for file in changes.files {
            let diagnostics = found.remove(&file).unwrap_or_default();
            let before = self.shown(&file);
            let open = self.open.get(&file);
            // An open file has its lines moved by the client: what it shows may be wrong even where we say the same.
            if before == diagnostics.as_slice() && open.is_none() {
                continue;
            }
            let version = open.map(|open| open.version);
            let params = json!({ "uri": self.uri(&file), "version": version, "diagnostics": diagnostics });
            if diagnostics.is_empty() {
                self.published.remove(&file);
            } else {
                self.published.insert(file, diagnostics);
            }
            self.notify("textDocument/publishDiagnostics", &params)?;
        }
        Ok(())
    }

    /// A place in an open record.
    fn place(&self, client: Client, at: &lsp::TextDocumentPositionParams) -> Option<Place<'_>> {
        let folder = self.folder.as_ref()?;
        let file = folder.relative(&client::path(&at.text_document.uri)?)?;
        let document = &self.open.get(&file)?.document;
        let offset = document.offset(at.position, client.encoding);
        Some(Place { client, folder, record: classify(&file)?, file, document, offset })
    }

    fn quick_fixes(&self, params: &lsp::CodeActionParams) -> Value {
        let uri = &params.text_document.uri;
        // What is not checked yet may have moved: the client asks again once it is.
        let folder = self.folder.as_ref().filter(|folder| !folder.is_waiting());
        let file = folder.zip(client::path(uri)).and_then(|(folder, path)| folder.relative(&path));
        file.map_or(Value::Null, |file| diagnostic::quick_fixes(self.shown(&file), params.range, uri).into())
    }

    /// What the client shows of a file.
    fn shown(&self, file: &str) -> &[lsp::Diagnostic] {
        self.published.get(file).map_or(&[], Vec::as_slice)
    }

    /// The file of a URI, if it lies in the folder.
    fn locate(&mut self, uri: &lsp::Uri) -> Option<(&mut Folder, String)> {
        let folder = self.folder.as_mut()?;
        let file = folder.relative(&client::path(uri)?)?;
        Some((folder, file))
    }

    /// How the client names a file: as it opened it, else below the folder.
    fn uri(&self, file: &str) -> lsp::Uri {
        let below = || self.folder.as_ref().map(|folder| client::uri(&folder.root().join(file)));
        self.open
            .get(file)
            .map(|open| open.uri.clone())
            .or_else(below)
            .unwrap_or_else(|| lsp::Uri(String::new()))
    }

    /// A message for the person.
    fn say(&mut self, message: &str) -> io::Result<()> {
        self.notify("window/showMessage", &json!({ "type": 2, "message": visible(message) }))
    }

    fn notify(&mut self, method: &str, params: &Value) -> io::Result<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        wire::write(self.out, message)
    }
}

/// The result of a request; what has none is null.
fn json(value: Option<impl Serialize>) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| (INVALID_PARAMS, error.to_string()))
}
