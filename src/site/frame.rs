//! What is around every page: navigation, the way here, the closing line.

use serde::Serialize;

use super::index::Page;
use super::pen::Pen;
use super::template::{Ready, Safe};
use crate::Result;

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
    /// What leads to the top of the site.
    pub(super) up: &'static str,
    pub(super) nav: Ready,
    pub(super) crumbs: Vec<Crumb>,
}

/// A section of the site.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) current: bool,
}

/// A step of the way to this page; the last has no address.
#[derive(Debug, Serialize)]
pub(super) struct Crumb {
    pub(super) href: Option<String>,
    pub(super) text: String,
}

/// What every page has of the site.
#[derive(Debug, Serialize)]
pub(super) struct Site {
    pub(super) title: String,
    pub(super) footer: Safe,
}

/// The navigation of every section, prepared once: at the top of the site and in its folders.
pub(super) struct Navigation {
    top: Vec<Ready>,
    folders: Vec<Ready>,
}

impl Navigation {
    /// Prepares the navigation; a Markdown report stands for itself and has none.
    pub(super) fn new(top: &Pen<'_>, folder: &Pen<'_>) -> Result<Self> {
        let all = |pen: &Pen<'_>| -> Result<Vec<Ready>> {
            let sections = SECTIONS.iter().map(|(_, key)| *key).chain([""]);
            sections.map(|section| Ready::new(&items(pen, section))).collect()
        };
        Ok(Self { top: all(top)?, folders: all(folder)? })
    }

    fn of(&self, pen: &Pen<'_>, section: &str) -> Ready {
        let place = SECTIONS.iter().position(|(_, key)| *key == section).unwrap_or(SECTIONS.len());
        if pen.up.is_empty() { self.top[place].clone() } else { self.folders[place].clone() }
    }
}

fn items(pen: &Pen<'_>, section: &str) -> Vec<Item> {
    if !pen.is_html() {
        return Vec::new();
    }
    let item = |(path, key): (&'static str, &'static str)| Item {
        href: pen.href(Page::At(path)),
        text: pen.word(key).to_owned(),
        current: key == section,
    };
    SECTIONS.map(item).into()
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
    ) -> Self {
        let nav = navigation.of(pen, section);
        let mut crumbs = Vec::new();
        if pen.is_html() {
            let step = |page, text: &str| Crumb { href: Some(pen.href(page)), text: text.to_owned() };
            crumbs.push(step(Page::At("index"), pen.word("home")));
            if let Some((path, key)) = SECTIONS.into_iter().find(|(_, key)| *key == section) {
                let text = pen.index.words.get(key);
                if name != text {
                    crumbs.push(step(Page::At(path), text));
                }
            }
            crumbs.extend(between.map(|(page, text)| step(page, &text)));
            crumbs.push(Crumb { href: None, text: name });
        }
        Self { title, up: pen.up, nav, crumbs }
    }
}

/// The closing line of every page.
pub(super) fn footer(pen: &Pen<'_>, version: &str) -> Safe {
    let built = pen.join([pen.text(pen.word("built")), pen.day(pen.index.clock.today)], " ");
    let records = pen.index.words.count("n_records", pen.index.workspace.records());
    let zone = pen.index.words.with("times_in", &[("zone", pen.index.clock.zone().name())]);
    let parts = [
        pen.text(records.trim_end_matches('.')),
        built,
        pen.text(&format!("postmortem {version}")),
        pen.text(&zone),
    ];
    pen.join(parts, " · ")
}
