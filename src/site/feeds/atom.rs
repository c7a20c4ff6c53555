//! `feed.xml`: incidents that came up or moved, and reviews that were published, the newest first.

use std::cmp::Reverse;

use atom_syndication::{
    Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text as AtomText, TextType, WriteConfig,
};
use chrono::DateTime;
use sha2::{Digest, Sha256};

use super::super::address::{Address, file};
use super::super::index::{Index, Page};
use super::moments;
use super::plain;
use crate::error::{Error, Result};

/// How many entries a feed has.
const MOST: usize = 50;

/// Longest summary, in characters.
const LONGEST: usize = 2_000;

/// An entry before it is written.
struct News {
    case: usize,
    published: i64,
    updated: i64,
    review: bool,
}

/// The feed of the edition that is spoken.
pub(super) fn feed(index: &Index<'_>, address: Option<&Address>, version: &str) -> Result<Vec<u8>> {
    let rules = &index.workspace.policy.times;
    let mut news = Vec::new();
    for &case in &index.ours {
        let record = &index.workspace.cases[case];
        if let Some((published, updated)) = moments::published(record, rules) {
            news.push(News { case, published, updated, review: true });
        }
        if let Some((published, updated)) =
            moments::opened(record, rules).zip(moments::updated(record, rules))
        {
            news.push(News { case, published, updated, review: false });
        }
    }
    let key = |one: &News| (Reverse(one.updated), one.review, index.workspace.cases[one.case].id.clone());
    news.sort_by_cached_key(key);
    news.truncate(MOST);
    let title = plain(&index.workspace.policy.title).into_owned();
    let own = format!("{}feed.xml", index.edition.folder());
    let here = |path: &str| match address {
        Some(address) => address.file(path),
        // From the feed to a file of the same edition.
        None => path.strip_prefix(&index.edition.folder()).unwrap_or(path).to_owned(),
    };
    let home = file(index, Page::At("index"));
    let link = |rel: &str, path: &str, kind: &str| Link {
        href: here(path),
        rel: rel.to_owned(),
        mime_type: Some(kind.to_owned()),
        ..Link::default()
    };
    let feed = Feed {
        title: text(title.clone()),
        id: id(address, &title, &own),
        updated: date(news.iter().map(|one| one.updated).max().unwrap_or_default()),
        authors: vec![Person { name: title.clone(), ..Person::default() }],
        generator: Some(Generator {
            value: "postmortem".into(),
            version: Some(version.to_owned()),
            uri: None,
        }),
        links: vec![link("self", &own, "application/atom+xml"), link("alternate", &home, "text/html")],
        lang: Some(index.words.get("language").to_owned()),
        entries: news
            .iter()
            .map(|one| {
                let path = file(index, Page::Case(one.case));
                Entry {
                    id: id(
                        address,
                        &title,
                        &if one.review { format!("{path}#review") } else { path.clone() },
                    ),
                    links: vec![link("alternate", &path, "text/html")],
                    ..entry(index, one)
                }
            })
            .collect(),
        ..Feed::default()
    };
    feed.write_with_config(Vec::new(), WriteConfig { indent_size: Some(1), ..WriteConfig::default() })
        .map_err(|error| Error::Template { name: "feed.xml".into(), at: None, what: error.to_string() })
}

/// An entry without its id and link.
fn entry(index: &Index<'_>, one: &News) -> Entry {
    let case = &index.workspace.cases[one.case];
    let words = &index.words;
    let said = [("id", case.id.as_str()), ("title", case.title())];
    let title = words.with(if one.review { "feed_review" } else { "feed_incident" }, &said);
    let summary = case.data.summary.as_deref().map(|summary| cut(&super::prose(summary), LONGEST));
    let severity = case.severity.map(|rank| index.workspace.policy.severities[rank].id.clone());
    let status = case.data.status.as_deref().map(str::to_owned);
    let terms = severity.into_iter().chain(status);
    let terms = terms.chain(case.data.services.iter().chain(&case.data.tags).map(ToString::to_string));
    Entry {
        title: text(plain(&title).into_owned()),
        updated: date(one.updated),
        published: Some(date(one.published)),
        summary: summary.filter(|summary| !summary.is_empty()).map(text),
        categories: terms
            .map(|term| Category { term: plain(&term).into_owned(), ..Category::default() })
            .collect(),
        ..Entry::default()
    }
}

/// Plain text; the writer escapes it.
fn text(value: String) -> AtomText {
    AtomText { value, r#type: TextType::Text, ..AtomText::default() }
}

fn date(at: i64) -> FixedDateTime {
    DateTime::from_timestamp(at, 0).unwrap_or_default().into()
}

/// At most so many characters, with a sign where more was left out.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// What an entry is known by: the address of its page, or a number made of the site's title and the page's path.
fn id(address: Option<&Address>, title: &str, path: &str) -> String {
    if let Some(address) = address {
        return address.file(path);
    }
    let hash = Sha256::digest(format!("postmortem\n{title}\n{path}"));
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash[..16]);
    // Version 8 of RFC 9562: made the program's own way.
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
