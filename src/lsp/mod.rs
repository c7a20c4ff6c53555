//! The language server: findings while a record is written, what a field means, which words fit, where a name leads.
//!
//! One thread reads messages; the other answers them in order and checks whenever nothing is left to answer. So every
//! edit is applied, a check sees the last of them, and no result comes after a newer one.

mod client;
mod completion;
mod cursor;
mod diagnostic;
mod document;
mod field;
mod folder;
mod hover;
mod name;
mod place;
mod server;
mod wire;

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::time::Zone;
use server::Server;

/// A check waits until nothing was typed for this long.
const QUIET: Duration = Duration::from_millis(30);

/// Serves one client until it says `exit` or closes its end; whether it had asked for that with `shutdown`.
///
/// `root` is the folder of records; without it, the folder is looked for from those of the client, or from `directory`
/// where it names none. `now` gives Unix seconds.
pub fn serve(
    mut input: Box<dyn BufRead + Send>,
    out: &mut dyn Write,
    root: Option<PathBuf>,
    directory: &Path,
    now: &dyn Fn(Zone) -> i64,
) -> io::Result<bool> {
    let (sender, messages) = channel();
    // Detached: it may wait for input when the client has left.
    std::thread::spawn(move || {
        while let Ok(Some(message)) = wire::read(&mut *input) {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    let mut server = Server::new(out, root, directory, now);
    loop {
        let message = if server.is_waiting() {
            messages.recv_timeout(QUIET)
        } else {
            messages.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        match message {
            Ok(message) => {
                if server.receive(message)?.is_break() {
                    break;
                }
            }
            Err(RecvTimeoutError::Timeout) => server.check()?,
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Ok(server.was_shut_down())
}
