//! What is around every page: navigation, the way here, the closing line.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::cells::{self, Crumb, Item, nav};
use super::index::Page;
use super::look::{SiteLink, indexed, links, logo};
use super::meta::Meta;
use super::pen::{Pages, Pen};
use super::template::{Ready, Safe};
use super::templates::{FIRST, Overrides};
use crate::Result;
use crate::text::color::BACKGROUNDS;

/// The sections of the site, in the order of the navigation: page and word.
const SECTIONS: [(&str, &str); 7] = [
    ("incidents/index", "incidents"),
    ("services/index", "services"),
    ("actions", "actions"),
    ("statistics", "statistics"),
    ("runbooks/index", "runbooks"),
    ("plan/index", "recovery_plan"),
    ("library/index", "library"),
];

/// What is around a page.
#[derive(Debug, Serialize)]
pub(super) struct Frame {
    /// For the window.
    pub(super) title: String,
    /// What leads to the top of this edition.
    pub(super) up: String,
    /// What leads to the top of the site.
    pub(super) top: String,
    /// What the head says of it to other programs.
    pub(super) meta: Meta,
    /// The same page in the other languages.
    pub(super) languages: Vec<Language>,
    /// The sections of the site.
    pub(super) nav: Ready,
    /// The way to this page.
    pub(super) crumbs: Safe,
}

/// The same page in another language.
#[derive(Debug, Serialize)]
pub(super) struct Language {
    pub(super) href: String,
    /// Its tag, for `lang` and `hreflang`.
    pub(super) tag: String,
    /// Its name in itself.
    pub(super) name: String,
}

/// What every page has of the site.
#[derive(Debug, Serialize)]
pub(super) struct Site {
    pub(super) title: String,
    pub(super) footer: Safe,
    /// The script that sets the theme before the first paint.
    pub(super) first: Safe,
    /// The content-security policy of its pages.
    pub(super) policy: Safe,
    /// Whether search engines may list it.
    pub(super) indexed: bool,
    /// The picture before the title, from the top of the site.
    pub(super) logo: Option<String>,
    /// Links in the head of every page.
    pub(super) links: Vec<SiteLink>,
    /// The backgrounds of light and of dark pages.
    pub(super) backgrounds: [String; 2],
    /// The name of the display zone.
    pub(super) zone: &'static str,
    /// Whether the site can be searched.
    pub(super) search: bool,
}

impl Site {
    /// What pages of one edition and format share.
    pub(super) fn new(pen: &Pen<'_>, overrides: &Overrides, version: &str, search: bool) -> Self {
        let policy = &pen.index.workspace.policy;
        let first = overrides.text(FIRST.0, FIRST.1).trim();
        Self {
            title: policy.title.clone(),
            footer: footer(pen, version),
            search,
            first: Safe::new(first),
            zone: pen.index.clock.zone().name(),
            policy: Safe::new(format!(
                "default-src 'none'; script-src 'self' '{}'; style-src 'self'; img-src 'self'; media-src 'self'; \
                 base-uri 'none'; form-action 'none'",
                hash(first)
            )),
            indexed: indexed(policy),
            logo: logo(pen),
            links: links(policy),
            backgrounds: BACKGROUNDS.map(|color| color.to_string()),
        }
    }

    /// The same for a document in one file, which has its style in it and runs nothing.
    pub(super) fn alone(pen: &Pen<'_>, overrides: &Overrides, version: &str, style: &str) -> Self {
        let policy =
            format!("default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'", hash(style));
        Self { policy: Safe::new(policy), ..Self::new(pen, overrides, version, false) }
    }
}

/// What a content-security policy calls an element with this text.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// The navigation of every section, prepared once: at the top of the site, in its folders, and for the page that is
/// shown at any address.
pub(super) struct Navigation {
    top: Vec<Ready>,
    folders: Vec<Ready>,
    anywhere: Ready,
}

impl Navigation {
    /// Prepares the navigation; a Markdown report stands for itself and has none.
    pub(super) fn new(top: &Pen<'_>, folder: &Pen<'_>, anywhere: &Pen<'_>) -> Result<Self> {
        let all = |pen: &Pen<'_>| -> Result<Vec<Ready>> {
            let sections = SECTIONS.iter().map(|(_, key)| *key).chain([""]);
            sections.map(|section| Ready::new(&nav(items(pen, section)))).collect()
        };
        let anywhere = Ready::new(&nav(items(anywhere, "")))?;
        Ok(Self { top: all(top)?, folders: all(folder)?, anywhere })
    }

    fn of(&self, pen: &Pen<'_>, section: &str) -> Ready {
        if matches!(pen.pages, Pages::Published(_)) {
            return self.anywhere.clone();
        }
        let place = SECTIONS.iter().position(|(_, key)| *key == section).unwrap_or(SECTIONS.len());
        if pen.up.is_empty() { self.top[place].clone() } else { self.folders[place].clone() }
    }
}

fn items<'a>(pen: &Pen<'a>, section: &str) -> Vec<Item<'a>> {
    if !pen.is_html() {
        return Vec::new();
    }
    let item = |(path, key): (&'static str, &'static str)| Item {
        href: pen.href(Page::At(path)),
        text: pen.word(key),
        current: key == section,
    };
    SECTIONS.into_iter().filter(|(path, _)| pen.index.has(path)).map(item).collect()
}

impl Frame {
    /// The frame of a page: its section, what lies between, and its own name.
    pub(super) fn new(
        pen: &Pen<'_>,
        navigation: &Navigation,
        section: &str,
        between: Option<(Page, String)>,
        title: String,
        name: String,
        (languages, meta): (Vec<Language>, Meta),
    ) -> Self {
        let nav = navigation.of(pen, section);
        let mut crumbs = Vec::new();
        if pen.is_html() {
            let step = |page, text: &str| Crumb { href: Some(pen.href(page)), text: text.to_owned() };
            crumbs.push(step(Page::At("index"), pen.word("home")));
            if let Some((path, key)) =
                SECTIONS.into_iter().find(|(path, key)| *key == section && pen.index.has(path))
            {
                let text = pen.index.words.get(key);
                if name != text {
                    crumbs.push(step(Page::At(path), text));
                }
            }
            crumbs.extend(between.map(|(page, text)| step(page, &text)));
            crumbs.push(Crumb { href: None, text: name });
        }
        let (up, top) = pen.ways();
        Self { title, up, top, meta, languages, nav, crumbs: cells::crumbs(&crumbs) }
    }
}

/// The closing line of every page.
fn footer(pen: &Pen<'_>, version: &str) -> Safe {
    let built = pen.around("built", pen.day(pen.index.clock.today));
    let records = pen.index.words.count("n_records", pen.index.workspace.records());
    let zone = pen.index.words.with("times_in", &[("zone", pen.index.clock.zone().name())]);
    let parts = [
        pen.text(records.trim_end_matches(['.', '。'])),
        built,
        pen.text(&format!("postmortem {version}")),
        pen.text(&zone),
    ];
    pen.join(parts, " · ")
}
