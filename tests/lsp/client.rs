//! An editor in miniature: it keeps its own texts, counts positions itself, and remembers what it was shown.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// How long an answer may take before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

const NOW: &str = "1795305600";

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next: i64,
    root: PathBuf,
    utf8: bool,
    /// Of the last change, whichever file it was in.
    version: i64,
    texts: BTreeMap<String, (i64, String)>,
    /// What was shown last, by URI without percent signs: two programs encode differently.
    shown: BTreeMap<String, Value>,
    /// Everything else the server said of its own accord.
    pub(crate) messages: Vec<Value>,
}

impl Client {
    pub(crate) fn spawn(directory: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_postmortem"))
            .arg("lsp")
            .current_dir(directory)
            .env("SOURCE_DATE_EPOCH", NOW)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            loop {
                let mut header = String::new();
                if stdout.read_line(&mut header).unwrap() == 0 {
                    break;
                }
                let length = header.strip_prefix("Content-Length: ").unwrap().trim().parse().unwrap();
                stdout.read_line(&mut header).unwrap();
                let mut body = vec![0; length];
                stdout.read_exact(&mut body).unwrap();
                if sender.send(serde_json::from_slice(&body).unwrap()).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Self {
            child,
            input,
            output,
            next: 0,
            root: PathBuf::new(),
            utf8: false,
            version: 0,
            texts: BTreeMap::new(),
            shown: BTreeMap::new(),
            messages: Vec::new(),
        }
    }

    pub(crate) fn start(root: &Path, encoding: &str) -> Self {
        let mut client = Self::spawn(root.parent().unwrap());
        client.introduce(root, encoding);
        client
    }

    pub(crate) fn introduce(&mut self, root: &Path, encoding: &str) {
        root.clone_into(&mut self.root);
        self.utf8 = encoding == "utf-8";
        let result = self.request("initialize", &json!({
            "processId": null,
            "rootUri": self.uri(""),
            "capabilities": {
                "general": { "positionEncodings": if self.utf8 { ["utf-16", "utf-8"] } else { ["utf-32", "utf-16"] } },
                "textDocument": {
                    "publishDiagnostics": { "relatedInformation": true },
                    "hover": { "contentFormat": ["markdown"] },
                },
                "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
            },
        }));
        assert_eq!(result["result"]["capabilities"]["positionEncoding"], encoding, "{result}");
        self.notify("initialized", &json!({}));
    }

    pub(crate) fn uri(&self, file: &str) -> String {
        let path = if file.is_empty() { self.root.clone() } else { self.root.join(file) };
        let encode = |byte: u8| match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02x}"),
        };
        format!("file://{}", path.to_str().unwrap().bytes().map(encode).collect::<String>())
    }

    pub(crate) fn text(&self, file: &str) -> &str {
        &self.texts[file].1
    }

    pub(crate) fn position(&self, file: &str, offset: usize) -> Value {
        let text = self.text(file);
        let (mut line, mut column) = (0, 0);
        for (at, c) in text[..offset].char_indices() {
            let ends = c == '\n' || (c == '\r' && !text[at + 1..].starts_with('\n'));
            let width = if self.utf8 { c.len_utf8() } else { c.len_utf16() };
            (line, column) = if ends { (line + 1, 0) } else { (line, column + width) };
        }
        json!({ "line": line, "character": column })
    }

    /// The bytes between two positions.
    pub(crate) fn bytes_of(&self, file: &str, range: &Value) -> Range<usize> {
        let ends = (0..=self.text(file).len()).filter(|at| self.text(file).is_char_boundary(*at));
        let mut ends = ends.map(|at| (at, self.position(file, at)));
        let start = ends.find(|(_, position)| *position == range["start"]).unwrap().0;
        let end = if range["start"] == range["end"] {
            start
        } else {
            ends.find(|(_, position)| *position == range["end"]).unwrap().0
        };
        start..end
    }

    pub(crate) fn open(&mut self, file: &str, text: &str) {
        self.version += 1;
        self.texts.insert(file.into(), (self.version, text.into()));
        let version = self.version;
        let document =
            json!({ "uri": self.uri(file), "languageId": "yaml", "version": version, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    pub(crate) fn edit(&mut self, file: &str, range: Range<usize>, text: &str) {
        let range_sent =
            json!({ "start": self.position(file, range.start), "end": self.position(file, range.end) });
        self.texts.get_mut(file).unwrap().1.replace_range(range, text);
        self.change(file, &json!({ "range": range_sent, "text": text }));
    }

    pub(crate) fn replace(&mut self, file: &str, text: &str) {
        self.texts.get_mut(file).unwrap().1 = text.into();
        self.change(file, &json!({ "text": text }));
    }

    fn change(&mut self, file: &str, change: &Value) {
        self.version += 1;
        self.texts.get_mut(file).unwrap().0 = self.version;
        let document = json!({ "version": self.version, "uri": self.uri(file) });
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [change] }),
        );
    }

    pub(crate) fn close(&mut self, file: &str) {
        self.texts.remove(file);
        self.notify("textDocument/didClose", &json!({ "textDocument": { "uri": self.uri(file) } }));
    }

    pub(crate) fn watched(&mut self, file: &str, kind: u8) {
        let changes = json!([{ "uri": self.uri(file), "type": kind }]);
        self.notify("workspace/didChangeWatchedFiles", &json!({ "changes": changes }));
    }

    pub(crate) fn ask(&mut self, method: &str, file: &str, position: &Value) -> Value {
        // Until the server has shown this text, it may know of a name what it knew before.
        self.wait_for(file);
        let at = json!({ "textDocument": { "uri": self.uri(file) }, "position": position });
        self.request(method, &at)["result"].clone()
    }

    /// Everything shown once the server has seen the last edit of a file.
    pub(crate) fn shown(&mut self, file: &str) -> Vec<Value> {
        self.wait_for(file);
        // A request is answered after whatever else the check had to say.
        self.request("textDocument/hover", &json!({}));
        self.all()
    }

    /// Waits until the server has shown the findings of the last edit of a file.
    pub(crate) fn wait_for(&mut self, file: &str) {
        let (uri, version) = (decoded(&self.uri(file)), self.texts[file].0);
        while self.shown.get(&uri).is_none_or(|shown| shown["version"] != version) {
            let message = self.output.recv_timeout(PATIENCE).unwrap();
            self.note(message);
        }
    }

    /// Waits until the server has nothing more to say.
    pub(crate) fn settle(&mut self) {
        while let Ok(message) = self.output.recv_timeout(Duration::from_secs(1)) {
            self.note(message);
        }
    }

    /// Everything shown, in the form of [`checked`].
    pub(crate) fn all(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for file in self.files() {
            let shown = &self.shown[&decoded(&self.uri(&file))]["diagnostics"];
            let text = self.texts.get(&file).map(|(_, text)| text.clone());
            let text =
                text.unwrap_or_else(|| std::fs::read_to_string(self.root.join(&file)).unwrap_or_default());
            all.extend(shown.as_array().unwrap().iter().map(|found| {
                let level = ["", "error", "warning", "note"]
                    [usize::try_from(found["severity"].as_u64().unwrap()).unwrap()];
                json!({
                    "file": file, "rule": found["code"], "level": level, "message": found["message"],
                    "at": self.place(&text, &found["range"]["start"]),
                    "second": found["relatedInformation"][0]["message"],
                })
            }));
        }
        all.sort_by_key(ToString::to_string);
        all
    }

    fn files(&self) -> Vec<String> {
        let top = decoded(&self.uri("")) + "/";
        self.shown.keys().map(|uri| uri.strip_prefix(&top).unwrap().to_owned()).collect()
    }

    /// Line from 1 and column in characters from 1, as `check` counts.
    fn place(&self, text: &str, position: &Value) -> Value {
        let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
        let column = usize::try_from(position["character"].as_u64().unwrap()).unwrap();
        let line_text: String =
            text.replace("\r\n", "\n").replace('\r', "\n").lines().nth(line).unwrap_or_default().into();
        let mut units = 0;
        let width = |c: char| if self.utf8 { c.len_utf8() } else { c.len_utf16() };
        let characters = line_text.chars().take_while(|c| {
            units += width(*c);
            units <= column
        });
        json!([line + 1, characters.count() + 1])
    }

    pub(crate) fn request(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.output.recv_timeout(PATIENCE).unwrap();
            if message["id"] == id && message["method"].is_null() {
                return message;
            }
            self.note(message);
        }
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn note(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = decoded(params["uri"].as_str().unwrap());
            let before = self.shown.get(&uri);
            let versions =
                before.and_then(|before| before["version"].as_i64()).zip(params["version"].as_i64());
            assert!(versions.is_none_or(|(old, new)| old <= new), "{versions:?} of {uri}");
            self.shown.insert(uri, params.clone());
        } else {
            self.messages.push(message);
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    pub(crate) fn end(&mut self) -> Option<i32> {
        assert_eq!(self.request("shutdown", &Value::Null)["result"], Value::Null);
        self.notify("exit", &Value::Null);
        self.wait()
    }

    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // After a failure the server must not stay behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let hex = |digit: u8| u8::try_from(char::from(digit).to_digit(16).unwrap()).unwrap();
        bytes.push(if byte == b'%' {
            hex(rest.next().unwrap()) << 4 | hex(rest.next().unwrap())
        } else {
            byte
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// What `check` says of a folder, one value a finding.
pub(crate) fn checked(root: &Path) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_postmortem"))
        .args(["check", "--format", "json", "--root", "."])
        .current_dir(root)
        .env("SOURCE_DATE_EPOCH", NOW)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let visible =
        |text: &Value| postmortem::text::terminal::visible(text.as_str().unwrap_or_default()).into_owned();
    let mut all: Vec<Value> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            let help = if found["help"].is_null() {
                String::new()
            } else {
                format!("\nhelp: {}", visible(&found["help"]))
            };
            let place = &found["place"];
            let one = |value: &Value| value.as_u64().unwrap_or(1);
            json!({
                "file": place["file"].as_str().unwrap().trim_start_matches("./"),
                "rule": found["rule"], "level": found["level"],
                "message": visible(&found["message"]) + &help,
                "at": [one(&place["line"]), one(&place["column"])],
                "second": found["second"]["label"],
            })
        })
        .collect();
    all.sort_by_key(ToString::to_string);
    all
}
