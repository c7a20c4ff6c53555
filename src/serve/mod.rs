//! The preview: the site made on demand and served to this machine, made anew after a save.
//!
//! One thread owns the records and makes every page; the server hands it questions and takes its answers. After a save
//! it reads again what changed, works out what all pages rest on, and makes only what is asked for. Browsers hear of
//! it and ask again. Nothing is ever written.

mod answer;
mod dress;
mod hosts;
mod page;
mod records;
mod watch;
mod worker;

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc;

use axum::Router;
use tokio::sync::watch as latest;

use self::answer::Shared;
pub use self::hosts::Hosts;
use self::records::Records;
pub(crate) use self::records::errors;
use self::watch::Watcher;
use self::worker::{Message, State, Worker};
use crate::history::Chronicle;
use crate::record::Audience;
use crate::source::Source;
use crate::time::Zone;
use crate::workspace::Loaded;

/// What is shown, and to whom.
pub struct Preview {
    /// Where the records come from.
    pub source: Source,
    /// The records as they were read.
    pub loaded: Loaded,
    /// What stands before paths of records in messages: empty or ending in `/`.
    pub prefix: String,
    /// Who reads the site.
    pub audience: Audience,
    /// Whether only this machine reads it: findings may quote what the audience may not see.
    pub is_private: bool,
    /// Who changed which incident when, where there is a history.
    pub chronicle: Option<Chronicle>,
    /// What is now, in seconds since 1970, for this zone.
    pub now: Box<dyn Fn(Zone) -> i64 + Send>,
    /// The version of the program, for the closing line of every page.
    pub version: &'static str,
}

/// A preview that is ready to be served.
pub struct Server {
    questions: mpsc::Sender<Message>,
    states: latest::Receiver<State>,
    /// Why saves are not noticed, where they should be.
    pub deaf: Option<String>,
}

impl Server {
    /// Begins to make the site; a folder on disk is watched.
    pub fn start(preview: Preview) -> io::Result<Self> {
        let (questions, messages) = mpsc::channel();
        let (publish, states) = latest::channel(State::default());
        let mut deaf = None;
        let watcher = preview.source.root().and_then(|root| {
            let watcher = Watcher::new(root, questions.clone());
            watcher.map_err(|error| deaf = Some(error.to_string())).ok()
        });
        let records = Records::new(preview.source, preview.loaded);
        let worker = Worker {
            records,
            prefix: preview.prefix,
            audience: preview.audience,
            is_private: preview.is_private,
            chronicle: preview.chronicle,
            now: preview.now,
            version: preview.version,
            desk: worker::Desk::new(messages, publish),
            watcher,
        };
        // Not awaited: it holds nothing that would have to be put away.
        std::thread::Builder::new().name("preview".into()).spawn(move || worker.run())?;
        Ok(Self { questions, states, deaf })
    }

    /// Serves until Ctrl-C; `ready` is called once nothing is missed any more.
    pub fn run(self, listeners: Vec<TcpListener>, hosts: Hosts, ready: impl FnOnce()) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::new(Shared { questions: self.questions, states: self.states, hosts });
        runtime.block_on(async {
            let end = tokio::spawn(tokio::signal::ctrl_c());
            for listener in listeners {
                listener.set_nonblocking(true)?;
                let listener = tokio::net::TcpListener::from_std(listener)?;
                let router = Router::new().fallback(answer::answer).with_state(shared.clone());
                tokio::spawn(async move { axum::serve(listener, router).await });
            }
            // The signal is heard from here on.
            tokio::task::yield_now().await;
            ready();
            end.await.map_err(io::Error::other)?
        })
    }
}
