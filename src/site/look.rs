//! How a site looks by its settings: accent, logo, links; and whether search engines may list it.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::link::FILES;
use super::pen::Pen;
use super::search;
use super::sheet::compact;
use super::templates::{CUSTOM, Overrides, STATIC, STYLE};
use crate::record::Leaf;
use crate::text::color::{BACKGROUNDS, Color};
use crate::text::links::{Destination, classify, is_picture, is_site_link};
use crate::text::url;
use crate::workspace::Policy;

/// A link in the head of every page.
#[derive(Debug, Serialize)]
pub(super) struct SiteLink {
    pub(super) href: String,
    pub(super) text: String,
    /// Whether it starts at the top of the site.
    pub(super) inside: bool,
}

/// Whether search engines may list the site.
pub(super) fn indexed(policy: &Policy) -> bool {
    policy.site.indexed.as_ref().and_then(Leaf::get).is_some_and(|flag| flag.0)
}

/// The files of a site that no page is made from: its style, its scripts, its picture.
pub(super) fn files<'a>(
    overrides: &'a Overrides,
    policy: &'a Policy,
    with_search: bool,
) -> impl Iterator<Item = (&'static str, Cow<'a, str>)> {
    let files = STATIC.iter().filter(move |(name, _)| with_search || !search::FILES.contains(name));
    let files = files.map(|(name, built_in)| (*name, Cow::Borrowed(overrides.text(name, built_in))));
    files.chain(std::iter::once_with(|| (STYLE.0, Cow::Owned(style(overrides, policy)))))
}

/// The style sheet: the built-in one or the user's in its place, the accent of the settings, what the user adds.
pub(super) fn style(overrides: &Overrides, policy: &Policy) -> String {
    let mut style = overrides.own(STYLE.0).map_or_else(|| compact(STYLE.1), str::to_owned);
    if let Some([light, dark]) = accents(policy) {
        // Writing to a String cannot fail.
        let _ = writeln!(style, ":root {{ --accent: light-dark({light}, {dark}); }}");
    }
    style.push_str(overrides.text(CUSTOM, ""));
    style
}

/// The accent on light and on dark pages, where the settings name one; what cannot be read is passed over.
fn accents(policy: &Policy) -> Option<[Color; 2]> {
    let written = |text: Option<&str>| text.and_then(Color::parse);
    let dark = written(policy.site.accent_dark.as_deref());
    let light = written(policy.site.accent.as_deref());
    Some(match (light, dark) {
        (Some(light), dark) => [light, dark.unwrap_or_else(|| light.readable_on(BACKGROUNDS[1]))],
        (None, dark) => {
            let dark = dark?;
            [dark.readable_on(BACKGROUNDS[0]), dark]
        }
    })
}

/// The picture before the title, from the top of the site; it is copied like every attachment.
///
/// A drawing is fine here: a page shows it as a picture only, which runs no script.
pub(super) fn logo(pen: &Pen<'_>) -> Option<String> {
    let workspace = pen.index.workspace;
    let settings = workspace.settings.as_ref()?;
    let path = url::resolve(&settings.file, workspace.policy.site.logo.as_deref()?)?;
    if !is_picture(&path) || !workspace.files.contains(&path) || workspace.is_evidence(&path) {
        return None;
    }
    pen.index.attach(&path);
    Some(format!("{FILES}{}", url::encode_path(&path)))
}

/// The links of the settings that may be followed.
pub(super) fn links(policy: &Policy) -> Vec<SiteLink> {
    let link = |link: &crate::record::Link| {
        let href = link.url.as_deref().filter(|href| is_site_link(href))?;
        let inside = matches!(classify(href), Destination::Relative(path) if !path.starts_with('/'));
        let title = link.title.as_deref().filter(|title| !title.trim().is_empty());
        Some(SiteLink { href: href.to_owned(), text: title.unwrap_or(href).to_owned(), inside })
    };
    policy.site.links.iter().filter_map(link).collect()
}
