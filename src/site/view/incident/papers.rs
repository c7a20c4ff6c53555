//! What was learnt, what will be done, the review and its papers, and where the facts come from.

use super::super::super::document::{Block, Column};
use super::super::super::template::Safe;
use super::super::{cell, head, list, marked, pairs};
use super::Subject;
use crate::record::Text;
use crate::stats::review_awaited;

impl Subject<'_, '_> {
    /// What the review taught.
    pub(super) fn lessons(&self) -> Vec<Block> {
        let Some(lessons) = &self.case.data.lessons else { return Vec::new() };
        let pen = self.pen;
        let columns: Vec<Column> = [
            ("well", "went_well", &lessons.went_well),
            ("wrong", "went_wrong", &lessons.went_wrong),
            ("lucky", "got_lucky", &lessons.got_lucky),
        ]
        .into_iter()
        .filter_map(|(id, key, texts)| {
            let items = pen.phrases(texts.as_ref());
            (!items.is_empty()).then(|| Column { id, title: pen.word(key).to_owned(), items })
        })
        .collect();
        if columns.is_empty() { Vec::new() } else { vec![Block::Columns(columns)] }
    }

    /// What will be done.
    pub(super) fn actions(&self) -> Vec<Block> {
        let pen = self.pen;
        let rows = self.case.data.actions.iter().enumerate().map(|(i, action)| {
            let title = action.title.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
            let id = action.id.as_ref().map(|id| pen.small(id)).unwrap_or_default();
            let factor = action.factor.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
            // A ticket is often its own evidence.
            let evidence =
                action.evidence.as_ref().filter(|evidence| action.ticket.as_ref() != Some(evidence));
            let papers = [pen.reference(action.ticket.as_ref()), pen.reference(evidence)];
            vec![
                marked("a", i, pen.join([title, id], " ")),
                cell(pen.choice(action.kind.as_ref())),
                cell(action.owner.as_ref().map(|owner| pen.team(owner)).unwrap_or_default()),
                cell(pen.date(action.due.as_ref())),
                cell(pen.action_state(action)),
                cell(pen.join(papers, ", ")),
                cell(factor),
            ]
        });
        let columns = ["action", "kind", "owner", "due", "state", "ticket_evidence", "factor_of_action"];
        pen.plain_table("actions", &columns, rows.collect()).into_iter().collect()
    }

    /// The written review and what was changed after it.
    pub(super) fn review(&self) -> Vec<Block> {
        let (pen, data) = (self.pen, &self.case.data);
        let mut blocks = Vec::new();
        if let Some(review) = &data.review {
            let by = review.by.iter().flat_map(|by| &by.0).map(|name| pen.text(name));
            blocks.extend(pairs(
                pen,
                [
                    pen.pair("state", pen.choice(review.state.as_ref())),
                    pen.pair("reviewed_at", pen.at(review.at.as_ref())),
                    pen.pair("due", self.review_due()),
                    pen.pair("by", pen.join(by, ", ")),
                ],
            ));
        }
        let rows = data.amendments.iter().map(|amendment| {
            let reason = amendment.reason.as_ref().map(|text| pen.phrase(text)).unwrap_or_default();
            vec![
                cell(pen.at(amendment.at.as_ref())),
                head(amendment.field.as_ref().map(|field| pen.code(field)).unwrap_or_default()),
                cell(pen.maybe(amendment.from.as_ref())),
                cell(pen.maybe(amendment.to.as_ref())),
                cell(reason),
            ]
        });
        blocks.extend(pen.captioned("amendments", &["at", "field", "from", "to", "reason"], rows.collect()));
        blocks
    }

    /// When a review that is still awaited is due, and whether that is over.
    fn review_due(&self) -> Safe {
        let clock = self.pen.index.clock;
        let Some((_, due)) = review_awaited(self.case, &self.pen.index.workspace.policy) else {
            return Safe::default();
        };
        let late = (due < clock.now()).then(|| self.pen.tag("bad", self.pen.word("overdue")));
        self.pen.join([self.pen.day(clock.day(due)), late.unwrap_or_default()], " ")
    }

    /// Where the facts come from.
    pub(super) fn sources(&self) -> Vec<Block> {
        let pen = self.pen;
        let items = self.case.data.sources.iter().map(|source| {
            let text = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_owned();
            let archived = source.archived.as_ref().map(|url| pen.link(url, pen.word("archived")));
            let link = match &source.url {
                Some(url) => pen.link(url, &text(&source.title)),
                None => pen.maybe(source.title.as_ref()),
            };
            pen.clauses([link, pen.date(source.published.as_ref()), archived.unwrap_or_default()])
        });
        list(items.collect()).into_iter().collect()
    }

    /// Pictures among the links and the evidence, shown.
    pub(super) fn pictures(&self) -> Vec<Block> {
        let (pen, data) = (self.pen, &self.case.data);
        let links =
            data.links.iter().map(|link| (link.url.as_ref(), link.title.as_deref().unwrap_or_default()));
        let checks = data
            .verification
            .iter()
            .map(|check| (check.evidence.as_ref(), check.check.as_deref().unwrap_or_default()));
        links.chain(checks).filter_map(|(url, title)| pen.figure(url?, title)).map(Block::Prose).collect()
    }

    /// Where else to look.
    pub(super) fn links(&self) -> Vec<Block> {
        let (pen, data) = (self.pen, &self.case.data);
        let links = data.links.iter().map(|link| match &link.url {
            Some(url) => pen.link(url, link.title.as_deref().unwrap_or_default()),
            None => pen.maybe(link.title.as_ref()),
        });
        list(links.collect()).into_iter().collect()
    }
}
