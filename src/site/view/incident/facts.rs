//! What stands beside: times, people, and what sort of record it is.

use super::super::super::document::{Aside, Pair};
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
        let tags = pen.join(data.tags.iter().map(|tag| pen.text(tag)), ", ");
        let mut pairs: Vec<Pair> = [pen.pair("kind", pen.choice(data.kind.as_ref())), pen.pair("tags", tags)]
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
}
