//! A web server for one folder, on this machine only, that remembers what it was asked for.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

/// Serves a folder until the test ends.
pub(crate) struct Server {
    /// Its address, without a slash at the end: `http://127.0.0.1:1234/some/folder`.
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves `folder` below the path `under`, which is empty or like `/some/folder`; what is not there is answered with `404.html`.
    pub(crate) fn start(folder: &Path, under: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}{under}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (folder, log) = (folder.to_owned(), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, log) = (folder.clone(), Arc::clone(&log));
                // A browser that hangs up is no failure.
                thread::spawn(move || answer(stream, &folder, under, &log).ok());
            }
        });
        Self { address, asked }
    }

    /// Every path that was asked for since the last call, as the browser wrote it.
    pub(crate) fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn answer(
    mut stream: TcpStream,
    folder: &Path,
    under: &str,
    log: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    // A connection that the browser opens ahead may stay silent.
    if lines.by_ref().take(64 << 10).read_line(&mut first)? == 0 {
        return Ok(());
    }
    let mut line = String::new();
    while lines.by_ref().take(64 << 10).read_line(&mut line)? > 2 {
        line.clear();
    }
    let asked = first.split(' ').nth(1).unwrap_or("/").to_owned();
    log.lock().unwrap().push(asked.clone());
    let found = file(folder, under, &asked).and_then(|path| Some((fs::read(&path).ok()?, path)));
    let (status, path, body) = match found {
        Some((body, path)) => ("200 OK", path, body),
        None => {
            let path = folder.join("404.html");
            ("404 Not Found", path.clone(), fs::read(path).unwrap_or_default())
        }
    };
    let kind = kind(&path);
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// The file that a path of an address means; nothing outside of the folder.
fn file(folder: &Path, under: &str, asked: &str) -> Option<PathBuf> {
    let path = asked.split(['?', '#']).next()?.strip_prefix(under)?;
    let path = percent_decoded(path.trim_start_matches('/'))?;
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    let file = folder.join(path);
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("xml") => "application/atom+xml",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("md" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
