//! What stands at an address that a record had: the way to the one it has.

use super::super::document::{Document, Pair};
use super::super::index::Page;
use super::super::pen::Pen;
use crate::record::Text;

/// The page that leads on; a browser goes there by itself.
pub(in crate::site) fn document(pen: &Pen<'_>, page: Page) -> Document {
    let workspace = pen.index.workspace;
    let name = match page {
        Page::Case(i) => format!("{} {}", workspace.cases[i].id, workspace.cases[i].title()),
        Page::Runbook(i) => workspace.runbooks[i].id.clone(),
        Page::Team(i) => workspace.teams[i].id.clone(),
        Page::Service(i) | Page::Plan(i) => workspace.services[i].id.clone(),
        _ => pen.index.path(page),
    };
    let link = pen.to(page, &name);
    Document {
        title: pen.word("moved").to_owned(),
        lede: Some(pen.join([pen.text(pen.word("is_here_now")), link], " ")),
        moved: Some(pen.href(page)),
        ..Document::default()
    }
}

impl Pen<'_> {
    /// The ids that a record had.
    pub(in crate::site) fn former(&self, ids: &[Text]) -> Option<Pair> {
        self.pair("former_ids", self.join(ids.iter().map(|id| self.text(id)), ", "))
    }
}
