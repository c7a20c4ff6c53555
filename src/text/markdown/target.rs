//! What becomes of one link or image: the allow-list first, then the caller, then the allow-list again.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Context, Resolved};
use crate::text::links::{self, Destination};
use crate::text::slug::slug;
use crate::text::url;

/// Where a link leads, ready to be written as an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// Another site, or an address to write to.
    Outside(Cow<'a, str>),
    /// This site.
    Inside(Cow<'a, str>),
    /// A file of this site to save.
    Download(Cow<'a, str>),
    /// A picture of this site to show.
    Picture(Cow<'a, str>),
    /// No link.
    Nowhere,
}

/// Decides about the links of one text.
pub(super) struct Judge<'s, 'c> {
    source: &'s str,
    context: &'c Context<'c>,
    /// Slugs of the text's own headings, gathered when the first fragment asks.
    headings: OnceCell<BTreeSet<String>>,
    /// Whether fragments follow our ids; else they stay as written, for a renderer that makes its own.
    own_ids: bool,
}

impl<'s, 'c> Judge<'s, 'c> {
    pub(super) fn new(source: &'s str, context: &'c Context<'c>, own_ids: bool) -> Self {
        Self { source, context, headings: OnceCell::new(), own_ids }
    }

    /// `link_type` tells an e-mail autolink, whose target lacks its scheme.
    pub(super) fn decide<'t>(&self, target: &'t str, link_type: LinkType, image: bool) -> Target<'t> {
        if link_type == LinkType::Email {
            let address = format!("mailto:{target}");
            return match links::classify(&address) {
                Destination::Mail(_) => Target::Outside(address.into()),
                _ => Target::Nowhere,
            };
        }
        match links::classify(target) {
            Destination::Web(_) | Destination::Mail(_) => Target::Outside(target.into()),
            Destination::Fragment(fragment) if self.has_heading(fragment) => {
                Target::Inside(if self.own_ids {
                    let id = slug(&url::decode_path(fragment).unwrap_or_default());
                    format!("#{}{id}", self.context.id_prefix).into()
                } else {
                    target.into()
                })
            }
            Destination::Fragment(_) | Destination::Relative(_) => {
                recheck((self.context.resolve)(target, image), image)
            }
            Destination::Refused(_) => Target::Nowhere,
        }
    }

    fn has_heading(&self, fragment: &str) -> bool {
        let headings = self.headings.get_or_init(|| headings(self.source));
        url::decode_path(fragment).is_some_and(|fragment| headings.contains(&slug(&fragment)))
    }
}

/// The caller may have decoded `%3A` on the way to a file, so its answer is judged like any other target.
fn recheck(resolved: Resolved, image: bool) -> Target<'static> {
    let (url, inside): (String, fn(Cow<'static, str>) -> Target<'static>) = match resolved {
        Resolved::Image(url) if image => (url, Target::Picture),
        Resolved::Link(url) | Resolved::Image(url) => (url, Target::Inside),
        Resolved::Download(url) => (url, Target::Download),
        Resolved::Broken => return Target::Nowhere,
    };
    match links::classify(&url) {
        Destination::Refused(_) => Target::Nowhere,
        Destination::Web(_) | Destination::Mail(_) => Target::Outside(url.into()),
        Destination::Fragment(_) | Destination::Relative(_) => inside(url.into()),
    }
}

fn headings(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut text: Option<String> = None;
    for event in super::parser(source) {
        match event {
            Event::Start(Tag::Heading { .. }) => text = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => found.extend(text.take().map(|text| slug(&text))),
            event => {
                if let Some(text) = &mut text {
                    text.push_str(heading_text(&event));
                }
            }
        }
    }
    found
}

/// What an event inside a heading adds to the heading's id.
pub(super) fn heading_text<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(text) | Event::Code(text) => text,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use super::*;
    use crate::text::slug::Ids;

    fn decide(resolved: &Resolved, target: &str, image: bool) -> String {
        let context = Context {
            resolve: &|_, _| resolved.clone(),
            ids: &Ids::new(),
            id_prefix: "p-",
            heading_shift: 0,
            words: &Words::default(),
        };
        format!("{:?}", Judge::new("# My *Own*\n", &context, true).decide(target, LinkType::Inline, image))
    }

    #[test]
    fn the_resolver_cannot_open_what_the_list_closes() {
        for url in ["javascript:alert(1)", "//evil", "a\\b", ""] {
            for resolved in
                [Resolved::Link, Resolved::Image, Resolved::Download].map(|make| make(url.to_owned()))
            {
                assert_eq!(decide(&resolved, "x.png", true), "Nowhere");
            }
        }
    }

    #[test]
    fn own_headings_come_before_the_page() {
        let page = Resolved::Link("#timeline".to_owned());
        assert_eq!(decide(&page, "#my-own", false), "Inside(\"#p-my-own\")");
        assert_eq!(decide(&page, "#timeline", false), "Inside(\"#timeline\")");
    }

    #[test]
    fn a_picture_only_where_one_was_asked_for() {
        let picture = Resolved::Image("x.png".to_owned());
        assert_eq!(decide(&picture, "x.png", true), "Picture(\"x.png\")");
        assert_eq!(decide(&picture, "x.png", false), "Inside(\"x.png\")");
        assert_eq!(decide(&picture, "https://a/x.png", true), "Outside(\"https://a/x.png\")");
    }
}
