//! The page of a team: its services, what it still has to do, what happened to it, and whom to call.

use super::super::document::{Aside, Document, Pair};
use super::super::group::Group;
use super::super::pen::Pen;
use super::super::template::Safe;
use super::actions;
use super::lists;

/// What people call it.
pub(super) fn name<'a>(pen: &Pen<'a>, index: usize) -> &'a str {
    let record = &pen.index.workspace.teams[index];
    record.data.name.as_deref().unwrap_or(&record.id)
}

/// The page.
pub(in crate::site) fn document(pen: &Pen<'_>, index: usize, rendered: &lists::Rendered) -> Document {
    let shared = pen.index;
    let record = &shared.workspace.teams[index];
    let services = shared.groups.services[index].iter().map(|&service| lists::service_row(pen, service));
    let services = pen.list_table("services", &lists::SERVICE, services.collect());
    let list = (!shared.groups.teams[index].is_empty())
        .then(|| lists::rows(pen, "newest_first", Group::Team(index), 1, rendered));
    let sections = [
        pen.section("services", "services", services.into_iter().collect()),
        pen.section("actions", "open_actions", actions::open_block(pen, &shared.groups.actions[index])),
        pen.section("incidents", "incidents", list.into_iter().collect()),
    ];
    Document {
        title: name(pen, index).to_owned(),
        above: vec![pen.text(pen.word("team_lower"))],
        below: vec![pen.text(&record.id), retired(pen, index)]
            .into_iter()
            .filter(|part| !part.as_str().is_empty())
            .collect(),
        aside: aside(pen, index),
        sections: sections.into_iter().flatten().collect(),
        ..Document::default()
    }
}

fn retired(pen: &Pen<'_>, index: usize) -> Safe {
    let date = pen.index.workspace.teams[index].data.retired_on.as_ref();
    date.map(|date| pen.around("retired_on", pen.date(Some(date)))).unwrap_or_default()
}

fn aside(pen: &Pen<'_>, index: usize) -> Vec<Aside> {
    let team = &pen.index.workspace.teams[index].data;
    let mut contacts: Vec<Pair> = team.contacts.iter().map(|contact| pen.contact(contact)).collect();
    let members = pen.join(team.members.iter().map(|name| pen.text(name)), ", ");
    contacts.extend(pen.pair("members", members));
    let aliases = pen.join(team.aliases.iter().map(|name| pen.text(name)), ", ");
    let names: Vec<Pair> =
        [pen.pair("aliases", aliases), pen.former(&team.former_ids)].into_iter().flatten().collect();
    [("contacts", contacts), ("record", names)]
        .into_iter()
        .filter(|(_, pairs)| !pairs.is_empty())
        .map(|(key, pairs)| Aside { title: pen.word(key).to_owned(), pairs: pen.pairs(&pairs) })
        .collect()
}
