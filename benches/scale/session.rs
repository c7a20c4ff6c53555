//! An editing session beside a full check: how long until an edit's findings are shown.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::client::Client;

/// Edits of each kind.
const EDITS: usize = 100;

/// Prints the times of one session on the folder of records.
pub(crate) fn measure(root: &Path, count: usize) {
    let file = format!("2026/INC-2026-{:05}.yaml", 0);
    let text = fs::read_to_string(root.join(&file)).unwrap();
    let start = Instant::now();
    let mut client = Client::start(root, "utf-16");
    let answered = start.elapsed();
    client.open(&file, &text);
    client.shown(&file);
    let first = start.elapsed();
    let at = text.find("title: ").unwrap() + "title: ".len();
    let mut incident = Vec::new();
    for _ in 0..EDITS {
        let start = Instant::now();
        client.edit(&file, at..at, "x");
        client.wait_for(&file);
        incident.push(start.elapsed());
    }
    let mut hover = Vec::new();
    for _ in 0..EDITS {
        let position = client.position(&file, at);
        let start = Instant::now();
        client.ask("textDocument/hover", &file, &position);
        hover.push(start.elapsed());
    }
    // A service that every incident names is renamed, and named as before.
    let service = "services/payments.yaml";
    let text = fs::read_to_string(root.join(service)).unwrap();
    client.open(service, &text);
    client.shown(service);
    let mut renamed = Vec::new();
    for i in 0..10 {
        let text = if i % 2 == 0 { text.replacen("id: ", "id: x", 1) } else { text.clone() };
        let start = Instant::now();
        client.replace(service, &text);
        client.shown(service);
        renamed.push(start.elapsed());
    }
    let check = Instant::now();
    crate::client::checked(root);
    let check = check.elapsed();
    client.end();
    println!("\n| {count} incidents, language server | ms |\n| --- | ---: |");
    let row =
        |what: &str, time: std::time::Duration| println!("| {what} | {:.1} |", time.as_secs_f64() * 1e3);
    row("started and answered", answered);
    row("everything read, first findings", first);
    for (what, mut times) in
        [("edit of an incident", incident), ("hover", hover), ("service renamed", renamed)]
    {
        times.sort();
        row(&format!("{what}, median"), times[times.len() / 2]);
        row(&format!("{what}, worst"), times[times.len() - 1]);
    }
    row("`check` of the whole folder, as JSON", check);
    println!();
}
