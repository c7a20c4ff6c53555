//! Where links lead: to pages of the site, to attachments, out to the web, or nowhere.

use super::index::Page;
use super::pen::{Pages, Pen};
use super::template::Safe;
use super::templates::Format;
use crate::record::Text;
use crate::text::links::{Destination, PICTURES, classify};
use crate::text::markdown::Resolved;
use crate::text::{escape, markdown_escape, url};

/// Attachments of these endings are copied; what a browser could run as a page of ours is not among them.
const DOCUMENTS: [&str; 7] = ["pdf", "txt", "csv", "json", "log", "mp4", "webm"];

/// The folder of attachments in the output.
pub(super) const FILES: &str = "files/";

impl Pen<'_> {
    /// Where a relative target of this record leads.
    pub(super) fn resolve(&self, target: &str) -> Resolved {
        let Some((path, fragment)) = self.inside(target) else { return Resolved::Broken };
        if matches!(self.pages, Pages::Nowhere) {
            return Resolved::Broken;
        }
        if let Some(page) = self.index.page_of(&path) {
            let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
            return Resolved::Link(format!("{}{fragment}", self.href(page)));
        }
        // A file that stands for itself has nothing beside it, and evidence may hold secrets: it is read, never published.
        let workspace = self.index.workspace;
        if !matches!(self.pages, Pages::Beside)
            || !workspace.files.contains(&path)
            || workspace.is_evidence(&path)
        {
            return Resolved::Broken;
        }
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let is = |list: &[&str]| list.contains(&ending.as_str());
        let place = format!("{}{FILES}{}", self.top(), url::encode_path(&path));
        let resolved = if is(&PICTURES) {
            Resolved::Image(place)
        } else if is(&DOCUMENTS) {
            Resolved::Link(place)
        } else if ending == "svg" {
            // A drawing can hold a script: it is saved, never shown as part of a page.
            Resolved::Download(place)
        } else {
            return Resolved::Broken;
        };
        self.index.attach(&path);
        resolved
    }

    /// The path in the folder that a relative target means, and its fragment; nothing outside the folder.
    fn inside<'t>(&self, target: &'t str) -> Option<(String, Option<&'t str>)> {
        let fragment = target.split_once('#').map(|(_, fragment)| fragment).filter(|f| is_plain(f));
        Some((url::resolve(self.file, target)?, fragment))
    }

    /// The address of a page from this one.
    pub(super) fn href(&self, page: Page) -> String {
        let (site, slash, ending) = match self.pages {
            Pages::Published(site) => (site, "/", Format::Html.ending()),
            Pages::Beside | Pages::Nowhere => (self.up, "", self.format.ending()),
        };
        let mut out = String::with_capacity(site.len() + 48);
        out.push_str(site);
        out.push_str(slash);
        self.index.push_path(&mut out, page);
        out.push_str(ending);
        out
    }

    /// A link with finished text; `target` is a finished address.
    pub(super) fn anchor(&self, target: &str, text: &Safe, download: bool) -> Safe {
        let mut out = String::with_capacity(target.len() + text.as_str().len() + 24);
        if self.is_html() {
            out.push_str(if download { "<a download href=\"" } else { "<a href=\"" });
            url::push_href(&mut out, target);
            out.push_str("\">");
            out.push_str(text.as_str());
            out.push_str("</a>");
        } else {
            out.push('[');
            out.push_str(text.as_str());
            out.push_str("](");
            out.push_str(&markdown_escape::link_url(target));
            out.push(')');
        }
        Safe::new(out)
    }

    /// A link to a page of the site, with finished text; the text where the readers may not see that page.
    pub(super) fn leading(&self, page: Page, text: &Safe) -> Safe {
        let there = match page {
            Page::Plan(_) => self.index.has("plan/index"),
            Page::At(path) => self.index.has(path),
            _ => true,
        };
        match self.pages {
            Pages::Nowhere => text.clone(),
            _ if !there => text.clone(),
            Pages::Beside | Pages::Published(_) => self.anchor(&self.href(page), text, false),
        }
    }

    /// A link to another page of the same list; `rel` says where it stands from here.
    pub(super) fn turn(&self, rel: &'static str, page: Page, text: &str) -> Safe {
        let link = self.to(page, text);
        if self.is_html() {
            return Safe::new(link.as_str().replacen("<a ", &format!("<a rel=\"{rel}\" "), 1));
        }
        link
    }

    /// A link to a page of the site.
    pub(super) fn to(&self, page: Page, text: &str) -> Safe {
        self.leading(page, &self.text(text))
    }

    /// A link as written in a record; text where it is not allowed or leads nowhere.
    pub(super) fn link(&self, target: &str, title: &str) -> Safe {
        self.link_to(self.found(target), target, title)
    }

    /// Where an address as written leads.
    fn found(&self, target: &str) -> Resolved {
        match classify(target) {
            Destination::Web(_) | Destination::Mail(_) => Resolved::Link(target.to_owned()),
            Destination::Relative(_) => self.resolve(target),
            Destination::Fragment(_) | Destination::Refused(_) => Resolved::Broken,
        }
    }

    fn link_to(&self, found: Resolved, target: &str, title: &str) -> Safe {
        let text = self.text(if title.trim().is_empty() { without_scheme(target) } else { title });
        match found {
            Resolved::Link(target) | Resolved::Image(target) => self.anchor(&target, &text, false),
            Resolved::Download(target) => self.anchor(&target, &text, true),
            Resolved::Broken if text.as_str().is_empty() || title.trim().is_empty() || target.is_empty() => {
                text
            }
            // The address is part of the record: it is shown, though it leads nowhere.
            Resolved::Broken => self.join([text, self.text(&format!("({target})"))], " "),
        }
    }

    /// A link to where the record is edited, as the settings say.
    pub(super) fn edit(&self) -> Option<Safe> {
        let address = self.index.workspace.policy.site.edit.as_deref()?;
        let target = address.replace(crate::record::EDIT_PATH, &url::encode_path(self.file));
        let is_web = matches!(classify(&target), Destination::Web(_));
        let stands_in_site = matches!(self.pages, Pages::Beside) && !self.file.is_empty();
        (is_web && stands_in_site && address.contains(crate::record::EDIT_PATH))
            .then(|| self.anchor(&target, &self.text(self.word("edit_file")), false))
    }

    /// A picture beside the record, shown where it is linked as one.
    pub(super) fn figure(&self, target: &str, title: &str) -> Option<Safe> {
        let Destination::Relative(_) = classify(target) else { return None };
        let Resolved::Image(place) = self.resolve(target) else { return None };
        let title = if title.trim().is_empty() { target } else { title };
        if !self.is_html() {
            let text = markdown_escape::link_text(title);
            return Some(Safe::new(format!("![{text}]({})", markdown_escape::link_url(&place))));
        }
        let mut out = String::from("<img src=\"");
        url::push_href(&mut out, &place);
        out.push_str("\" alt=\"");
        escape::push_attribute(&mut out, title);
        out.push_str("\" loading=\"lazy\">");
        Some(Safe::new(out))
    }

    /// A field that is a link or a text: a link where it leads somewhere, else prose.
    pub(super) fn reference(&self, text: Option<&Text>) -> Safe {
        let Some(text) = text else { return Safe::default() };
        match self.found(text) {
            Resolved::Broken => self.phrase(text),
            found => self.link_to(found, text, ""),
        }
    }

    /// A service by name: a link where the catalogue has it.
    pub(super) fn service(&self, name: &str) -> Safe {
        match self.index.workspace.names.service(name) {
            Some(service) => self.to(Page::Service(service), name),
            None => self.text(name),
        }
    }

    /// A runbook by id: a link where there is one.
    pub(super) fn runbook(&self, id: &str) -> Safe {
        match self.index.workspace.names.runbook(id) {
            Some(runbook) => self.to(Page::Runbook(runbook), id),
            None => self.text(id),
        }
    }

    /// An incident by id: a link where there is one.
    pub(super) fn incident(&self, id: &str) -> Safe {
        match self.index.workspace.names.case(id) {
            Some(case) => self.to(Page::Case(case), id),
            None => self.text(id),
        }
    }

    /// Several services in a row.
    pub(super) fn services(&self, names: &[Text]) -> Safe {
        self.join(names.iter().map(|name| self.service(name)), ", ")
    }
}

/// An address as people read it.
fn without_scheme(target: &str) -> &str {
    let rest = target.strip_prefix("https://").or_else(|| target.strip_prefix("http://"));
    rest.map_or(target, |rest| rest.strip_suffix('/').unwrap_or(rest))
}

fn is_plain(fragment: &str) -> bool {
    fragment.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
