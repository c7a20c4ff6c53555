//! Who is meant by a contact.

use std::collections::BTreeSet;

use crate::record::{Contact, Team, Text};
use crate::workspace::{Record, Workspace};

/// A name as it is compared.
pub(in crate::rule) fn plain(name: &Text) -> String {
    name.trim().to_lowercase()
}

/// Whether a text names one person: neither a number to dial, nor a team, nor `unknown`.
pub(in crate::rule) fn is_person(workspace: &Workspace, name: &Text) -> bool {
    name.says_something()
        && name.chars().any(char::is_alphabetic)
        && workspace.names.team(name.trim()).is_none()
}

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

/// The people of a team: its members, those it says to call and those who stand in; empty where it does not say.
pub(in crate::rule) fn members(team: &Team) -> BTreeSet<String> {
    let contacts = team.contacts.iter().flat_map(|contact| [&contact.name, &contact.backup]);
    let names = team.members.iter().chain(contacts.flatten());
    names.filter(|name| name.says_something()).map(plain).collect()
}
