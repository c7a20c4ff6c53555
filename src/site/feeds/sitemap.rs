//! `sitemap.xml` and `robots.txt`: what search engines read.

use std::fmt::Write as _;

use super::super::address::Address;
use super::super::index::{Index, Page};
use super::super::pages::Job;
use super::moments;
use crate::text::escape::push_text;

/// How much one file may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Pages.
    pub(super) pages: usize,
    /// Bytes.
    pub(super) bytes: usize,
}

impl Limits {
    /// Those of sitemaps.org: 50,000 pages, 50 MiB.
    pub(super) const PROTOCOL: Self = Self { pages: 50_000, bytes: 50 << 20 };
}

const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The files of the site map, every page of every edition: one file, or several and `sitemap.xml` that names them.
///
/// The index speaks the first edition afterwards.
pub(super) fn sitemap(index: &mut Index<'_>, address: &Address, limits: Limits) -> Vec<(String, String)> {
    let editions: Vec<_> = index.languages.iter().map(|(edition, ..)| edition.clone()).collect();
    let head = format!("{OPEN}<urlset xmlns=\"{NAMESPACE}\">\n");
    let mut parts: Vec<(usize, String)> = vec![(0, head.clone())];
    for edition in &editions {
        index.speak(edition);
        for job in Job::all(index) {
            let entry = entry(index, address, job.0);
            if let Some((pages, text)) = parts.last_mut()
                && *pages < limits.pages
                && text.len() + entry.len() + "</urlset>\n".len() <= limits.bytes
            {
                *pages += 1;
                text.push_str(&entry);
            } else {
                parts.push((1, format!("{head}{entry}")));
            }
        }
    }
    index.speak(&editions[0]);
    let mut files: Vec<(String, String)> = parts
        .into_iter()
        .enumerate()
        .map(|(i, (_, text))| (format!("sitemap-{}.xml", i + 1), format!("{text}</urlset>\n")))
        .collect();
    if let [(name, _)] = files.as_mut_slice() {
        "sitemap.xml".clone_into(name);
        return files;
    }
    let mut list = format!("{OPEN}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for (name, _) in &files {
        list.push_str("<sitemap><loc>");
        push_text(&mut list, &address.file(name));
        list.push_str("</loc></sitemap>\n");
    }
    list.push_str("</sitemapindex>\n");
    files.push(("sitemap.xml".into(), list));
    files
}

fn entry(index: &Index<'_>, address: &Address, page: Page) -> String {
    let mut out = String::from("<url><loc>");
    push_text(&mut out, &address.page(index, page));
    out.push_str("</loc>");
    if let Page::Case(case) = page
        && let Some(at) = moments::updated(&index.workspace.cases[case], &index.workspace.policy.times)
    {
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<lastmod>{}</lastmod>",
            super::super::clock::date(crate::time::Zone::UTC.local(at).date())
        );
    }
    out.push_str("</url>\n");
    out
}

/// What robots may read: nothing, unless the settings let search engines list the site.
pub(super) fn robots(indexed: bool, address: Option<&Address>) -> String {
    if !indexed {
        return "User-agent: *\nDisallow: /\n".into();
    }
    let map = address.map(|address| format!("Sitemap: {}\n", address.file("sitemap.xml")));
    format!("User-agent: *\nDisallow:\n{}", map.unwrap_or_default())
}
