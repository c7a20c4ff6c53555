//! What the commands that make something for readers have in common: taking out what these may not see, and a last look.

use super::open::Opened;
use crate::leak::Guard;
use crate::record::Audience;
use crate::site::interface;
use crate::text::counted;

/// Takes out of the records what `audience` may not see.
pub(super) struct Reduced {
    /// Looks for it in what is written; nothing where nothing was taken out.
    pub(super) guard: Option<Guard>,
    /// How many records were taken out, in words; empty for none.
    pub(super) said: String,
}

impl Reduced {
    /// Reduces what was read.
    pub(super) fn new(opened: &mut Opened, audience: Audience) -> Self {
        let workspace = &mut opened.loaded.workspace;
        let guard = Guard::new(workspace, &opened.source, audience, &interface());
        let said = match workspace.keep_visible(audience, &opened.source) {
            0 => String::new(),
            n if audience == Audience::Public => format!("{} left out: not public", counted(n, "record")),
            n => format!("{} left out", counted(n, "restricted record")),
        };
        Self { guard, said }
    }

    /// Refuses a finished text that says what was taken out.
    pub(super) fn check(&self, name: &str, bytes: &[u8]) -> crate::Result<()> {
        let Some(guard) = &self.guard else { return Ok(()) };
        guard.look(name, bytes);
        guard.verdict()
    }
}
