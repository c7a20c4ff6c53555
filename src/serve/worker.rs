//! The thread that owns the records and makes what is asked for.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use tokio::sync::{oneshot, watch as latest};

use super::dress::Dress;
use super::page::{Failure, missing, panel, suggestions};
use super::records::{Change, Records};
use super::watch::Watcher;
use crate::error::Result;
use crate::history::Chronicle;
use crate::record::Audience;
use crate::site::{Live, Options};
use crate::stats::Filter;
use crate::time::Zone;

/// A save is over when nothing more was written for this long.
const QUIET: Duration = Duration::from_millis(20);

/// So many events at most belong to one save: somebody who writes all the time shall see something as well.
const MOST: usize = 10_000;

/// What the thread is told.
pub(super) enum Message {
    /// Somebody wants a file.
    Asked(Question),
    /// Something happened to these paths.
    Saved(BTreeSet<PathBuf>),
}

/// Somebody wants a file of the site.
pub(super) struct Question {
    /// Its path from the top of the site.
    pub(super) path: String,
    /// Whether an earlier one will do where there is none now.
    pub(super) or_last: bool,
    /// Where the answer goes.
    pub(super) reply: oneshot::Sender<Answer>,
}

/// A file of the site, or a page that says why there is none.
pub(super) struct Answer {
    pub(super) status: u16,
    /// What it is by its ending.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// Which state of the records browsers should show.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// It grows with every change.
    pub(super) number: u64,
    /// Whether only the style sheet changed.
    pub(super) is_style: bool,
}

impl State {
    /// What tells it from every other state, also of another run of the program.
    pub(super) fn name(self) -> String {
        format!("{}-{}", std::process::id(), self.number)
    }
}

/// The thread.
pub(super) struct Worker {
    pub(super) records: Records,
    pub(super) prefix: String,
    pub(super) audience: Audience,
    pub(super) is_private: bool,
    pub(super) chronicle: Option<Chronicle>,
    pub(super) now: Box<dyn Fn(Zone) -> i64 + Send>,
    pub(super) version: &'static str,
    pub(super) desk: Desk,
    pub(super) watcher: Option<Watcher>,
}

impl Worker {
    /// Works until nobody asks any more.
    pub(super) fn run(mut self) {
        loop {
            if let Some(watcher) = &mut self.watcher {
                watcher.extend(self.records.beside());
            }
            let Some(change) = self.state() else { return };
            self.records.take(change);
        }
    }

    /// Answers from one state of the records until they change.
    fn state(&mut self) -> Option<Change> {
        let Self { records, desk, .. } = self;
        let workspace = records.visible(self.audience);
        let options = Options {
            filter: &Filter::default(),
            audience: self.audience,
            now: (self.now)(workspace.policy.zone()),
            chronicle: self.chronicle.as_ref(),
            html: true,
            markdown: false,
            search: true,
            version: self.version,
        };
        let report = records.errors();
        let findings = panel(&report, &self.prefix, self.is_private);
        let mut live = Live::new(&workspace, &records.source, options);
        loop {
            match desk.next()? {
                Message::Asked(question) => {
                    let answer = desk.answer(&question, &mut live, records, &findings);
                    // Whoever asked may have gone.
                    let _ = question.reply.send(answer);
                }
                Message::Saved(touched) => match records.look(&touched, live.is_err()) {
                    Ok(None) => {}
                    Ok(Some(change)) => {
                        desk.publish(change.is_style());
                        return Some(change);
                    }
                    Err(error) => {
                        live = Err(error);
                        desk.publish(false);
                    }
                },
            }
        }
    }
}

/// What comes in and goes out.
pub(super) struct Desk {
    messages: Receiver<Message>,
    /// Questions that came while a save was going on.
    waiting: VecDeque<Message>,
    states: latest::Sender<State>,
    /// What was last made of every page and every file of the look.
    last: BTreeMap<String, Vec<u8>>,
}

impl Desk {
    pub(super) fn new(messages: Receiver<Message>, states: latest::Sender<State>) -> Self {
        Self { messages, waiting: VecDeque::new(), states, last: BTreeMap::new() }
    }

    /// The next message; what belongs to one save comes as one, and before the questions asked meanwhile.
    fn next(&mut self) -> Option<Message> {
        if let Some(message) = self.waiting.pop_front() {
            return Some(message);
        }
        let mut touched = match self.messages.recv().ok()? {
            Message::Saved(touched) => touched,
            asked @ Message::Asked(_) => return Some(asked),
        };
        for _ in 0..MOST {
            match self.messages.recv_timeout(QUIET) {
                Ok(Message::Saved(more)) => touched.extend(more),
                Ok(asked) => self.waiting.push_back(asked),
                Err(_) => break,
            }
        }
        Some(Message::Saved(touched))
    }

    /// Tells the browsers.
    fn publish(&self, is_style: bool) {
        self.states.send_modify(|state| *state = State { number: state.number + 1, is_style });
    }

    fn answer(
        &mut self,
        question: &Question,
        live: &mut Result<Live<'_>>,
        records: &Records,
        findings: &str,
    ) -> Answer {
        let Question { path, or_last, .. } = question;
        let state = self.states.borrow().name();
        let mut dress = Dress { state: &state, findings, from_top: false };
        let file = match live {
            Ok(live) => live.file(path).map_err(|error| Failure::new(&error, &records.source)),
            Err(error) => Err(Failure::new(error, &records.source)),
        };
        let whole = |bytes: Vec<u8>, dress: &Dress<'_>| {
            let bytes = if is_page(path) { dress.put_on(bytes) } else { bytes };
            Answer { status: 200, path: path.clone(), bytes }
        };
        match file {
            Ok(Some(bytes)) => {
                if is_page(path) || !path.contains('/') {
                    self.last.insert(path.clone(), bytes.clone());
                }
                whole(bytes, &dress)
            }
            Ok(None) => {
                let near = live.as_ref().map_or_else(|_| Vec::new(), |live| live.near(path));
                let findings = format!("{findings}{}", suggestions(&near));
                dress.findings = &findings;
                dress.from_top = true;
                let page = live.as_mut().ok().and_then(|live| live.missing().ok());
                let bytes = dress.put_on(page.unwrap_or_else(|| missing(path)));
                Answer { status: 404, path: "404.html".into(), bytes }
            }
            Err(failure) => match self.last.get(path) {
                Some(bytes) if *or_last || !is_page(path) => whole(bytes.clone(), &dress),
                last => {
                    let bytes = failure.page(last.is_some());
                    Answer { status: 500, path: "500.html".into(), bytes: dress.put_on(bytes) }
                }
            },
        }
    }
}

fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "html")
}
