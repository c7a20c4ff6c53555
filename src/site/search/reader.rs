//! Hears what a record says, and how much each part of it counts.

use super::fold::{folded, push_lower};
use super::tokens::{LONGEST, terms};
use crate::record::{Leaf, Text, Texts};

/// Where a term stands; a later one counts more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// In the text.
    Body,
    /// In a heading, a factor, the title of an action or a step.
    Heading,
    /// An id, a tag, a service, a name.
    Key,
    /// In the title.
    Title,
}

/// How many classes there are.
pub(super) const CLASSES: usize = 4;

/// Hears the texts of one page and passes their terms on.
pub(super) struct Reader<'f> {
    scratch: &'f mut String,
    hear: &'f mut dyn FnMut(Class, &str),
}

impl<'f> Reader<'f> {
    /// A reader that tells `hear` of every term.
    pub(super) fn new(scratch: &'f mut String, hear: &'f mut dyn FnMut(Class, &str)) -> Self {
        Self { scratch, hear }
    }

    /// A text of a class.
    pub(super) fn say(&mut self, class: Class, text: &str) {
        let hear = &mut *self.hear;
        terms(text, self.scratch, &mut |term| hear(class, term));
    }

    /// Texts that may be there.
    pub(super) fn each<'t>(&mut self, class: Class, texts: impl IntoIterator<Item = Option<&'t Text>>) {
        for text in texts.into_iter().flatten() {
            self.say(class, text);
        }
    }

    /// Parts of the text.
    pub(super) fn body<const N: usize>(&mut self, texts: [&Option<Text>; N]) {
        self.each(Class::Body, texts.map(Option::as_ref));
    }

    /// Headings.
    pub(super) fn headings<const N: usize>(&mut self, texts: [&Option<Text>; N]) {
        self.each(Class::Heading, texts.map(Option::as_ref));
    }

    /// Names.
    pub(super) fn keys<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>) {
        self.each(Class::Key, texts.into_iter().map(Some));
    }

    /// The id of the page's record: a key, and as a whole what a question may ask for.
    pub(super) fn id(&mut self, id: &str) {
        self.say(Class::Key, id);
        self.facet("id", id);
    }

    /// One or several parts of the text.
    pub(super) fn texts(&mut self, texts: Option<&Texts>) {
        self.each(Class::Body, texts.iter().flat_map(|texts| &texts.0).map(Some));
    }

    /// A word of a closed list.
    pub(super) fn word<T>(&mut self, leaf: Option<&Leaf<T>>) {
        if let Some(leaf) = leaf {
            self.say(Class::Body, leaf.text());
        }
    }

    /// Markdown of which lines that begin with `#` are headings.
    pub(super) fn markdown(&mut self, text: &str) {
        for line in text.lines() {
            self.say(if line.starts_with('#') { Class::Heading } else { Class::Body }, line);
        }
    }

    /// A value that pages can be chosen by: `severity:p0`. White space separates terms and becomes `_`.
    pub(super) fn facet(&mut self, name: &str, value: &str) {
        let value: String =
            folded(value.trim()).chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
        if value.is_empty() {
            return;
        }
        let mut term = format!("{name}:");
        push_lower(&mut term, &value, LONGEST);
        (self.hear)(Class::Body, &term);
    }
}
