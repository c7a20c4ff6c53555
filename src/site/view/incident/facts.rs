//! What stands beside: times, people, and what sort of record it is.

use std::collections::BTreeSet;

use super::super::super::document::{Aside, Pair};
use super::super::super::index::Page;
use super::super::team;
use super::Subject;
use crate::record::Milestone;
use crate::workspace::written;

impl Subject<'_, '_> {
    /// The side column.
    pub(super) fn aside(&self) -> Vec<Aside> {
        let pen = self.pen;
        let parts = [("times", self.times()), ("people", self.people()), ("record", self.record())];
        parts
            .into_iter()
            .filter(|(_, pairs)| !pairs.is_empty())
            .map(|(key, pairs)| Aside { title: pen.word(key).to_owned(), pairs: pen.pairs(&pairs) })
            .collect()
    }

    fn times(&self) -> Vec<Pair> {
        let pen = self.pen;
        let mut pairs: Vec<Pair> = Milestone::ALL
            .iter()
            .filter_map(|&milestone| {
                let leaf = written(&self.case.data, milestone)?;
                Some(Pair { name: pen.text(pen.index.words.label(milestone)), value: pen.at(Some(leaf)) })
            })
            .collect();
        if let Some(planned) = &self.case.data.times.planned {
            pairs.extend(pen.pair("planned_from", pen.at(planned.from.as_ref())));
            pairs.extend(pen.pair("planned_to", pen.at(planned.to.as_ref())));
        }
        pairs
    }

    fn people(&self) -> Vec<Pair> {
        let pen = self.pen;
        let names = |texts: &crate::record::Texts| pen.join(texts.0.iter().map(|name| pen.text(name)), ", ");
        let roles = self.case.data.roles.iter();
        roles.map(|(role, texts)| Pair { name: pen.role(role), value: names(texts) }).collect()
    }

    fn record(&self) -> Vec<Pair> {
        let (pen, data) = (self.pen, &self.case.data);
        // The lists of tags are of our own incidents.
        let tag = |tag| if self.is_external() { pen.text(tag) } else { pen.tagged(tag) };
        let tags = pen.join(data.tags.iter().map(|text| tag(text)), pen.word("comma"));
        let kind = pen.pair("kind", pen.choice(data.kind.as_ref()));
        let mut pairs: Vec<Pair> = [kind, pen.pair("tags", tags), self.teams(), pen.former(&data.former_ids)]
            .into_iter()
            .flatten()
            .collect();
        if let Some(visibility) = &data.visibility {
            pairs.extend(pen.pair("visibility", pen.choice(visibility.record.as_ref())));
            for (field, audience) in visibility.fields.iter() {
                pairs.push(Pair { name: pen.code(field), value: pen.choice(Some(audience)) });
            }
        }
        pairs
    }

    /// The teams whose services it hit.
    fn teams(&self) -> Option<Pair> {
        let (pen, workspace) = (self.pen, self.pen.index.workspace);
        let services = self.case.data.services.iter().filter_map(|name| workspace.names.service(name));
        let owners = services.filter_map(|service| workspace.services[service].data.owner.as_ref());
        let teams: BTreeSet<usize> = owners.filter_map(|owner| workspace.names.team(owner)).collect();
        let links = teams.into_iter().map(|team| pen.to(Page::Team(team), team::name(pen, team)));
        pen.pair("team", pen.join(links, ", ")).filter(|_| !self.is_external())
    }
}
