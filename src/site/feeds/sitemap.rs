//! `sitemap.xml` and `robots.txt`: what search engines read.

use std::fmt::Write as _;

use super::super::address::{Address, file_of};
use super::super::edition::Edition;
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
pub(super) fn sitemap(index: &Index<'_>, address: &Address, limits: Limits) -> Vec<(String, String)> {
    // What only leads to another page says itself that it is none.
    let jobs = Job::all(index).into_iter().filter(|job| !matches!(job.0, Page::Moved(_)));
    let pages: Vec<Page> = jobs.map(|job| job.0).collect();
    let head = format!("{OPEN}<urlset xmlns=\"{NAMESPACE}\">\n");
    let mut parts: Vec<(usize, String)> = vec![(0, head.clone())];
    for (edition, ..) in &index.languages {
        for &page in &pages {
            let entry = entry(index, address, edition, page);
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

fn entry(index: &Index<'_>, address: &Address, edition: &Edition, page: Page) -> String {
    let mut out = String::from("<url><loc>");
    push_text(&mut out, &address.file(&file_of(index, edition, page)));
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

#[cfg(test)]
mod tests {
    use super::super::super::clock::Clock;
    use super::super::super::edition::Edition;
    use super::super::super::templates::Overrides;
    use super::*;
    use crate::source::Source;
    use crate::workspace::load;

    #[test]
    fn what_does_not_fit_goes_into_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = load(&Source::open_work_tree(folder.path()).unwrap()).workspace;
        let clock = Clock::new(workspace.policy.times, 0);
        let address = Address::of(Some("https://a.example/x&y")).unwrap();
        let overrides = Overrides::default();
        let index = Index::new(&workspace, clock, &Edition::all(&[], &overrides), &overrides);
        let pages = Job::all(&index).len();
        let map = |pages, bytes| sitemap(&index, &address, Limits { pages, bytes });
        let [(name, whole)] = map(50_000, 50 << 20).try_into().unwrap();
        assert_eq!((name.as_str(), whole.matches("<url>").count()), ("sitemap.xml", pages));
        assert!(whole.contains("<loc>https://a.example/x&amp;y/index.html</loc>"));
        for files in [map(4, 50 << 20), map(50_000, 500)] {
            let ((name, list), parts) = files.split_last().unwrap();
            assert_eq!(name, "sitemap.xml");
            assert!(parts.len() > 1);
            assert_eq!(list.matches("<sitemap>").count(), parts.len());
            assert!(list.contains("<loc>https://a.example/x&amp;y/sitemap-1.xml</loc>"));
            assert_eq!(parts.iter().map(|(_, text)| text.matches("<url>").count()).sum::<usize>(), pages);
            assert!(parts.iter().all(|(_, text)| text.ends_with("</urlset>\n")));
            assert!(parts.iter().all(|(_, text)| text.matches("<url>").count() <= 4 || text.len() <= 500));
        }
    }
}
