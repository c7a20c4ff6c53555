//! Incidents that belong together: named in the record, naming it, or like it.

use super::super::super::document::{Block, Subheading};
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::list;
use super::Subject;
use crate::similar::Likeness;

/// Words and factors named as reasons at most.
const REASONS: usize = 4;

impl Subject<'_, '_> {
    /// The section.
    pub(super) fn kin(&self) -> Vec<Block> {
        let (pen, index) = (self.pen, self.pen.index);
        let named: Vec<Option<usize>> =
            self.case.data.related.iter().map(|id| index.workspace.names.case(id)).collect();
        let related = self.case.data.related.iter().zip(&named).map(|(id, case)| match case {
            Some(case) => pen.titled(*case),
            None => pen.incident(id),
        });
        let by = index.named_by[self.index].iter().filter(|case| !named.contains(&Some(**case)));
        let by: Vec<usize> = by.copied().collect();
        let naming = by.iter().map(|case| pen.titled(*case));
        let alike = index.alike.get(self.index).into_iter().flatten();
        let alike = alike.filter(|(case, _)| !named.contains(&Some(*case)) && !by.contains(case));
        let alike = alike.map(|(case, like)| pen.join([pen.titled(*case), pen.reasons(like)], " "));
        let groups = [
            ("named", "related", list(related.collect())),
            ("named-by", "named_by", list(naming.collect())),
            ("similar", "similar", list(alike.collect())),
        ];
        let mut blocks = Vec::new();
        for (id, key, items) in groups {
            if let Some(items) = items {
                blocks.push(Block::Subheading(Subheading { id, text: pen.word(key).to_owned() }));
                blocks.push(items);
            }
        }
        blocks
    }
}

impl Pen<'_> {
    /// A link to a case with its title and the day it began.
    pub(in crate::site) fn titled(&self, case: usize) -> Safe {
        let day = self.index.begins[case].map(|at| self.day(self.index.clock.day(at)));
        let title = self.text(self.index.workspace.cases[case].title());
        self.join([self.case(case), title, day.unwrap_or_default()], " ")
    }

    /// Why two incidents are alike.
    fn reasons(&self, like: &Likeness<'_>) -> Safe {
        let services = like.services.iter().map(|id| self.service(id));
        let factors = like.factors.iter().take(REASONS).map(|factor| self.phrase(factor));
        let texts = |texts: &[String]| -> Vec<Safe> {
            texts.iter().take(REASONS).map(|text| self.text(text)).collect()
        };
        let parts = [
            ("services_lower", services.collect()),
            ("factor_lower", factors.collect::<Vec<_>>()),
            ("tags_lower", texts(&like.tags)),
            ("words_lower", texts(&like.words)),
        ];
        let parts = parts
            .into_iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(key, values)| self.around(key, self.join(values, ", ")));
        let parts = self.join(parts, "; ");
        self.small_safe(&self.join([self.text(self.word("both")), parts], " "))
    }
}
