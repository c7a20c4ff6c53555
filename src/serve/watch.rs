//! Hears of saves; the only module that names the watching library.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::worker::Message;

/// Watches the folder of records, and what they name beside it.
pub(super) struct Watcher {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Begins to watch a folder with everything below it; what happens there is sent.
    pub(super) fn new(root: &Path, saves: Sender<Message>) -> notify::Result<Self> {
        let top = root.to_owned();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let Ok(event) = event else { return };
            if is_change(event.kind) || event.need_rescan() {
                // Where events were lost, everything may have changed.
                let lost = event.need_rescan().then(|| top.clone());
                // Nobody listens any more once the program ends.
                let _ = saves.send(Message::Saved(event.paths.into_iter().chain(lost).collect()));
            }
        })?;
        watcher.watch(root, RecursiveMode::Recursive)?;
        Ok(Self { watcher, watched: BTreeSet::new() })
    }

    /// Watches these files and folders as well; what cannot be watched is only looked at when something else changes.
    pub(super) fn extend(&mut self, paths: BTreeSet<PathBuf>) {
        for path in paths.difference(&self.watched) {
            // Editors put another file in the place of the old one, so it is the folder that is watched.
            let (place, mode) = match path.parent() {
                Some(folder) if path.is_file() => (folder, RecursiveMode::NonRecursive),
                _ => (path.as_path(), RecursiveMode::Recursive),
            };
            let _ = self.watcher.watch(place, mode);
        }
        self.watched.extend(paths);
    }
}

/// Whether a file may be another one after this; reading it, which we do ourselves, is none of these events.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}
