//! What a preview adds to a page: a script that hears of changes, its style, the findings, and leave to use them.
//!
//! The bytes of a page are else those that a build writes.

/// Where the files of the preview itself are; no page of a site is called so.
pub(super) const OWN: &str = "_postmortem/";

/// The script.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// The style of what the preview shows itself.
pub(super) const STYLE: &str = include_str!("live.css");

/// What is added to a page.
pub(super) struct Dress<'a> {
    /// The state of the records that it shows.
    pub(super) state: &'a str,
    /// Finished HTML for the top of the page.
    pub(super) findings: &'a str,
    /// Whether its links are meant from the top of the site, wherever it is shown.
    pub(super) from_top: bool,
}

impl Dress<'_> {
    /// The page with everything added.
    pub(super) fn put_on(&self, page: Vec<u8>) -> Vec<u8> {
        let mut page = match String::from_utf8(page) {
            Ok(page) => page,
            // No page of ours; nothing is known of its shape.
            Err(page) => return page.into_bytes(),
        };
        if let Some((begin, end)) = policy(&page) {
            page.replace_range(begin..end, &allow(&page[begin..end], self.from_top));
        }
        let base = if self.from_top { "<base href=\"/\">" } else { "" };
        if let Some(at) = page.find("<head>").map(|at| at + "<head>".len()) {
            page.insert_str(at, base);
        }
        let state = self.state;
        let own = format!(
            "<link rel=\"stylesheet\" href=\"/{OWN}live.css\"><script src=\"/{OWN}live.js\" data-state=\"{state}\" defer></script>\n"
        );
        let head = page.find("</head>").unwrap_or(page.len());
        page.insert_str(head, &own);
        let body = page[head..]
            .find("<body")
            .and_then(|body| Some(head + body + page[head + body..].find('>')? + 1));
        page.insert_str(body.unwrap_or(page.len()), self.findings);
        page.into_bytes()
    }
}

/// Where the text of the policy of a page stands.
fn policy(page: &str) -> Option<(usize, usize)> {
    const BEFORE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let begin = page.find(BEFORE)? + BEFORE.len();
    Some((begin, begin + page[begin..].find('"')?))
}

/// The policy with leave for what the preview adds: its script, its style, and asking for changes.
fn allow(policy: &str, from_top: bool) -> String {
    let (own, none) = ("'self'", "'none'");
    let policy = policy.replace("&#39;", "'");
    let mut directives: Vec<Vec<&str>> = policy
        .split(';')
        .map(|one| one.split_whitespace().collect())
        .filter(|one: &Vec<_>| !one.is_empty())
        .collect();
    let base = from_top.then_some("base-uri");
    for name in ["script-src", "style-src", "connect-src"].into_iter().chain(base) {
        match directives.iter_mut().find(|directive| directive[0].eq_ignore_ascii_case(name)) {
            Some(directive) if directive.contains(&own) => {}
            Some(directive) => {
                directive.retain(|source| *source != none);
                directive.push(own);
            }
            None => directives.push(vec![name, own]),
        }
    }
    let directives: Vec<String> = directives.into_iter().map(|directive| directive.join(" ")).collect();
    directives.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_gives_leave_and_keeps_the_rest() {
        let allowed = |text: &str, from_top| allow(&text.replace('\'', "&#39;"), from_top);
        assert_eq!(
            allowed(
                "default-src 'none'; script-src 'self' 'sha256-A=='; style-src 'self'; base-uri 'none'",
                false
            ),
            "default-src 'none'; script-src 'self' 'sha256-A=='; style-src 'self'; base-uri 'none'; connect-src 'self'"
        );
        assert_eq!(
            allowed("script-src 'none';; base-uri 'none'", true),
            "script-src 'self'; base-uri 'self'; style-src 'self'; connect-src 'self'"
        );
    }

    #[test]
    fn everything_has_its_place() {
        let dress = Dress { state: "1-2", findings: "<p>oh</p>", from_top: true };
        let put = |page: &str| String::from_utf8(dress.put_on(page.into())).unwrap();
        let page = put("<html><head><title>a</title></head><body class=\"x\"><p>b</p></body>");
        assert!(page.starts_with("<html><head><base href=\"/\"><title>a</title><link "), "{page}");
        assert!(page.ends_with("</head><body class=\"x\"><p>oh</p><p>b</p></body>"), "{page}");
        assert!(put("no page").contains("data-state=\"1-2\""));
        assert_eq!(dress.put_on(vec![0xff]), [0xff]);
    }
}
