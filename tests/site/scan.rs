//! Reads the tags of a page the way a browser does, strictly: what a browser would forgive is a failure.

/// An opening tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

/// Every opening tag of a page.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('/') {
            rest = &after[after.find('>').expect("an end tag ends")..];
            continue;
        }
        if rest.to_lowercase().starts_with("!doctype html>") {
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).expect("a tag ends");
        assert!(end > 0, "a bare < in: {}", rest.chars().take(60).collect::<String>());
        let name = rest[..end].to_lowercase();
        let (attributes, after) = attributes(&rest[end..]);
        rest = after;
        tags.push(Tag { name, attributes });
    }
    tags
}

fn attributes(mut rest: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
            return (found, after);
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').expect("an attribute ends");
        assert!(end > 0, "no attribute: {}", rest.chars().take(60).collect::<String>());
        let name = rest[..end].to_lowercase();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.strip_prefix('"').expect("values stand in double quotes");
            let end = after.find('"').expect("a value ends");
            value = after[..end].replace("&amp;", "&");
            rest = &after[end + 1..];
        }
        found.push((name, value));
    }
}

/// The path a relative link on `page` leads to; panics where it leaves the site.
pub(crate) fn join(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().unwrap_or_else(|| panic!("{page}: {link} leaves the site"));
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
