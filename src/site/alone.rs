//! A document that stands for itself: one file with its own style, for a reader without the site.

use super::address::Address;
use super::clock::Clock;
use super::document::Document;
use super::edition::Edition;
use super::frame::Site;
use super::index::Index;
use super::look::style;
use super::pen::{Pages, Pen};
use super::template::{Safe, erased::Erased};
use super::templates::{Format, Overrides};
use crate::Result;
use crate::source::Source;
use crate::workspace::Workspace;

/// How a document is written.
#[derive(Debug, Clone, Copy)]
pub struct Alone<'a> {
    /// Now, seconds since 1970; the document depends on its day only.
    pub now: i64,
    /// What it is written in.
    pub format: Format,
    /// In which language; the first of the settings where it is left out, or where there are no words for it.
    pub language: Option<&'a str>,
    /// The version of the program, for the closing line.
    pub version: &'a str,
}

impl Alone<'_> {
    /// Writes the document that `make` says.
    ///
    /// Links lead to the published site where the settings know its address, else there are none.
    pub(super) fn write(
        self,
        workspace: &Workspace,
        source: &Source,
        make: impl FnOnce(&mut Pen<'_>) -> Document,
    ) -> Result<Vec<u8>> {
        let overrides = Overrides::read(source)?;
        let clock = Clock::new(workspace.policy.times, self.now);
        let wanted: Vec<String> = self.language.map(str::to_owned).into_iter().collect();
        let languages = if wanted.is_empty() { &workspace.policy.languages } else { &wanted };
        let editions = Edition::all(languages, &overrides);
        let index = Index::new(workspace, clock, &editions[..1], &overrides);
        let mut pen = Pen::new(&index, self.format, true);
        let address = Address::of(workspace.policy.url.as_deref());
        pen.pages = address.as_ref().map_or(Pages::Nowhere, |address| Pages::Published(address.as_str()));
        let mut document = make(&mut pen);
        document.below.insert(0, pen.text(&workspace.policy.title));
        document.toc = pen.toc(&document.sections);
        let words = index.words.all();
        // A style sheet of the user's must not end the element it stands in.
        let style = style(&overrides, &workspace.policy).replace("</", "<\\/");
        let site = Site::alone(&pen, &overrides, self.version, &style);
        let style = Safe::new(&style);
        let globals: [(&'static str, &dyn Erased); 3] = [("w", &words), ("site", &site), ("style", &style)];
        let templates = overrides.templates(self.format, &globals)?;
        let template = match self.format {
            Format::Html => "alone.html",
            Format::Markdown => "page.md",
        };
        templates.render(template, 64 << 10, &[("doc", &document)])
    }
}
