//! Who is meant by a contact.

use crate::record::{Contact, Team, Text};
pub(in crate::rule) use crate::workspace::people::{is_person, members, plain};
use crate::workspace::{Record, Workspace};

/// The only person among some contacts and those who stand in; `None` where there are more, none, or it cannot be told.
pub(in crate::rule) fn only<'a>(workspace: &Workspace, contacts: &'a [Contact]) -> Option<&'a Text> {
    let mut all = Vec::new();
    for contact in contacts {
        all.push(contact.name.as_ref()?);
        all.extend(contact.backup.as_ref().filter(|backup| super::said(Some(*backup))));
    }
    let first = *all.first()?;
    let same = all.iter().all(|name| is_person(workspace, name) && plain(name) == plain(first));
    same.then_some(first)
}

/// The team that owns something.
pub(in crate::rule) fn team<'a>(workspace: &'a Workspace, name: Option<&str>) -> Option<&'a Record<Team>> {
    workspace.teams.get(workspace.names.team(name?)?)
}
